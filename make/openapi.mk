# -- the description of the API ---------------------------------------------------------------------------------------
ADR_RULESET ?= ../shared/naslag/adr-spectral.yaml

.PHONY: openapi
openapi: .venv/.installed  ## Describe the API from the code: functions/openapi/openapi.json, docs/api.html, docs/rollen.md
	@$(PYTHON) -m openapi

.tools/spectral/.installed: tools/spectral/package-lock.json tools/spectral/package.json
	@echo "· Spectral (into .tools/spectral; needs npm)"
	@rm -rf .tools/spectral
	@mkdir -p .tools
	@cp -r tools/spectral .tools/spectral
	@cd .tools/spectral && npm ci --silent
	@touch $@

.PHONY: spectral
spectral:  ## The NLGov API Design Rules over the description (ADR_RULESET names their ruleset for Spectral)
	@if ! command -v npm >/dev/null; then echo "spectral: skipped, there is no npm"; \
	elif [ ! -f "$(ADR_RULESET)" ]; then echo "spectral: skipped, there is no ruleset at $(ADR_RULESET) (ADR_RULESET=...)"; \
	else $(MAKE) .tools/spectral/.installed && \
		.tools/spectral/node_modules/.bin/spectral lint --fail-severity=warn --ruleset "$(ADR_RULESET)" functions/openapi/openapi.json; fi
