# -- proof of the promises (docs/reliability.md) ----------------------------------------------------------------------
.PHONY: soak
soak: .venv/.installed  ## The promises as a state machine, for SOAK_MINUTES (10) minutes
	@$(PYTHON) -m tests.proofs.soak.soak

.PHONY: guards
guards: .venv/.installed  ## Take each guard of the promises out and see a test turn red
	@$(PYTHON) -m tests.proofs.guards

.PHONY: faults
faults: .venv/.installed .tools/ministack/.installed  ## Every fault at every AWS call of every use case, with real kills
	@PYTHONPATH=local:layers/klantmail $(PYTHON) -m tests.proofs.faults

.PHONY: iam
iam: .venv/.installed  ## Take each right out of each function's role and see the function miss it
	@PYTHONPATH=local:layers/klantmail $(PYTHON) -m tests.proofs.iam

.PHONY: fuzz-api
fuzz-api: install  ## schemathesis against the API on the local AWS, every check on, 20,000 cases (FUZZ_EXAMPLES=5 for a short one)
	@PYTHONPATH=local:layers/klantmail $(PYTHON) -m tests.proofs.fuzzapi
