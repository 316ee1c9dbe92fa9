# -- the pictures of the documentation --------------------------------------------------------------------------------
.PHONY: picture
picture: .venv/.installed  ## Draw docs/architecture.svg from template.yaml, and docs/packages.svg from the imports
	@$(PYTHON) -m tools.picture
