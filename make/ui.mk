# -- the page where agents work ---------------------------------------------------------------------------------------
NODE := $(CURDIR)/.tools/node/bin
UI_SOURCES := $(shell find ui/src ui/public -type f ! -name schema.d.ts) ui/index.html ui/vite.config.ts ui/tsconfig.json

ui/node_modules/.installed: ui/package-lock.json ui/package.json ui/.npmrc .tools/node/.installed
	@echo "· packages of the page (into ui/node_modules)"
	@cd ui && PATH="$(NODE):$$PATH" npm ci --silent
	@touch $@

ui/src/api/schema.d.ts: functions/openapi/openapi.json ui/node_modules/.installed
	@cd ui && PATH="$(NODE):$$PATH" npm run --silent types >/dev/null

ui/dist/index.html: $(UI_SOURCES) ui/src/api/schema.d.ts
	@echo "· the page (into ui/dist)"
	@cd ui && PATH="$(NODE):$$PATH" npm run --silent build -- --logLevel warn

.PHONY: ui
ui: ui/dist/index.html  ## Build the page where agents work (KLANTMAIL_TOKENS names a stylesheet of design tokens)

.PHONY: check-ui
check-ui: ui/src/api/schema.d.ts
	@cd ui && PATH="$(NODE):$$PATH" npm run --silent check

.PHONY: screenshots
screenshots: install ui  ## Pictures of the main views, with invented mail, into docs/werkplek
	@PYTHONPATH=local:layers/klantmail $(PYTHON) -m tools.screenshots
