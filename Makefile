# Everything a stranger needs: `make run` brings the system up, `make test` tests it. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
unexport PYTHONDONTWRITEBYTECODE    # each of many processes would compile all that it imports anew

UV_VERSION := 0.13.9
UV := .tools/uv/bin/uv
PYTHON := .venv/bin/python
SAM := .tools/sam/bin/sam
REQUIREMENTS := layer dev sam ministack fuzz client scan node

.PHONY: help
help:  ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# -- installing -------------------------------------------------------------------------------------------------------
$(UV): requirements/uv.txt
	@echo "· uv $(UV_VERSION) (into .tools/uv)"
	@local_python=$$(command -v python3) || { echo "python3 is needed (3.9 or newer)" >&2; exit 1; }; \
	rm -rf .tools/uv; \
	if $$local_python -m venv .tools/uv >/dev/null 2>&1; \
	then .tools/uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<; \
	elif $$local_python -m pip --version >/dev/null 2>&1; \
	then rm -rf .tools/uv; $$local_python -m pip install --quiet --require-hashes --target .tools/uv -r $<; \
	else echo "python3 needs its venv module or pip (on Debian: apt-get install python3-venv)" >&2; exit 1; fi
	@touch $@

.venv/.installed: $(UV) requirements/dev.txt .python-version
	@echo "· Python packages (into .venv)"
	@$(UV) venv --quiet --clear --python "$$(cat .python-version)" .venv
	@$(UV) pip sync --quiet --require-hashes requirements/dev.txt
	@echo "$(CURDIR)/layers/klantmail" > "$$($(PYTHON) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/klantmail.pth"
	@touch $@

.tools/%/.installed: requirements/%.txt $(UV) .python-version
	@echo "· $* (into .tools/$*)"
	@$(UV) venv --quiet --clear --python "$$(cat .python-version)" .tools/$*
	@$(UV) pip sync --quiet --require-hashes --compile-bytecode --python .tools/$*/bin/python $<    # the local AWS writes none itself
	@touch $@

.PHONY: install
install: .venv/.installed .tools/sam/.installed .tools/ministack/.installed .tools/client/.installed .tools/fuzz/.installed  ## Bring in uv and everything that is locked in requirements/

.PHONY: lock
lock: $(UV)  ## Make requirements/*.txt anew from requirements/*.in
	@for name in uv $(REQUIREMENTS); do \
		$(UV) pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url \
			--python-version 3.13 requirements/$$name.in --output-file requirements/$$name.txt; \
	done

# -- checking ---------------------------------------------------------------------------------------------------------
.PHONY: format
format: .venv/.installed  ## Let ruff mend what it can
	@.venv/bin/ruff check --quiet --fix . || true
	@.venv/bin/ruff format --quiet .

.PHONY: check
check: .venv/.installed .tools/sam/.installed check-ui  ## ruff, mypy, tsc, the layers' contract, the API's description, cfn-lint, sam validate, words
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --quiet --check .
	@.venv/bin/mypy
	@for handler in functions/*/app.py; do .venv/bin/mypy --no-error-summary $$handler; done    # all are called app
	@.venv/bin/lint-imports --no-logo
	@$(PYTHON) -m openapi --check
	@.venv/bin/cfn-lint template.yaml deploy/pipeline.yaml deploy/kopie.yaml
	@$(PYTHON) -m tests.support.canary | .venv/bin/cfn-lint
	@SAM_CLI_TELEMETRY=0 $(SAM) validate --lint
	@.venv/bin/pytest -q --no-header tests/unit/words tests/unit/docs

.PHONY: scan
scan: .venv/.installed .tools/sam/.installed .tools/scan/.installed  ## checkov over the template, bandit over the code
	@$(PYTHON) -m tests.proofs.scan

.PHONY: test
test: install ui  ## The tests: rules, adapters, and the deployed stack on the local AWS
	@.venv/bin/pytest -n 3 --dist loadgroup -m "not short_proof"    # two wait for the local AWS a quarter of their time

.PHONY: short-proofs
short-proofs: install  ## A short run of the proofs that kill, race and fuzz (the whole ones are in docs/proofs)
	@.venv/bin/pytest -n 2 --dist loadgroup -m short_proof

.PHONY: unit integration e2e
unit: .venv/.installed  ## The rules, on fakes: a minute and a half
	@.venv/bin/pytest -n 2 --dist loadgroup tests/unit

integration: .venv/.installed  ## The adapters and functions, on AWS in memory
	@.venv/bin/pytest -n 2 --dist loadgroup tests/integration

e2e: install ui  ## The deployed stack on the local AWS, with IAM enforced
	@.venv/bin/pytest -n 2 --dist loadgroup tests/e2e

.PHONY: roles
roles: .venv/.installed  ## What the role of each function may do
	@$(PYTHON) -m tests.support.roles

PROCESSOR := x86_64
.PHONY: build
build: install  ## Build the functions and layers for AWS (`.tools/sam/bin/sam deploy --guided` follows; PROCESSOR=arm64)
	@SAM_CLI_TELEMETRY=0 KLANTMAIL_PYTHON=$(CURDIR)/$(PYTHON) KLANTMAIL_UV=$(CURDIR)/$(UV) \
		KLANTMAIL_PLATFORM=$(PROCESSOR:arm64=aarch64)-manylinux_2_28 $(SAM) build --parameter-overrides Processor=$(PROCESSOR)

.PHONY: bench
bench: .venv/.installed .tools/dynamodb-local/.installed .tools/ministack/.installed .tools/sam/.installed  ## What it costs, beside floors and peers, into docs/benchmarks (BENCH="reading" for a part)
	@PYTHONPATH=local:layers/klantmail $(PYTHON) -m tests.benchmarks $(BENCH)

.PHONY: fuzz-mail
fuzz-mail: .venv/.installed  ## 100,000 mutated mails through the reader
	@$(PYTHON) tests/proofs/fuzz/fuzz_ontleden.py

.PHONY: test-mails
test-mails: .venv/.installed  ## Our own test mails, and what the reader makes of them
	@$(PYTHON) -m tests.berichten

-include make/*.mk
