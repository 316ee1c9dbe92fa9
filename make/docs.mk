# -- the pictures of the documentation --------------------------------------------------------------------------------
.PHONY: picture
picture: .venv/.installed  ## Draw docs/architecture.svg from template.yaml and tools/picture
	@$(PYTHON) -m tools.picture
