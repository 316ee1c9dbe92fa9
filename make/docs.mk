# -- the pictures of the documentation --------------------------------------------------------------------------------
.PHONY: picture
picture: .venv/.installed  ## Draw docs/architecture.svg from template.yaml, and docs/packages.svg from the imports
	@$(PYTHON) -m tools.picture

.PHONY: calls-table
calls-table: .venv/.installed  ## Write the table of calls and capacity in docs/benchmarks from tests/support/usage.py
	@$(PYTHON) -m tests.support.usage
