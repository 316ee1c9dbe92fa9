# -- a stack on AWS ---------------------------------------------------------------------------------------------------
REGION := eu-west-1
DO := apply

.PHONY: receipt-rules
receipt-rules: .venv/.installed  ## Make the receipt rules of a stack on AWS (STACK, PROFILE, REGION; DO=activate, DO=remove)
	@$(PYTHON) -m tools.receipt_rules $(STACK) --profile "$(PROFILE)" --region "$(REGION)" --do $(DO)

.PHONY: protect
protect: .venv/.installed  ## Keep a stack on AWS from being deleted, and its data from being replaced (STACK, PROFILE, REGION)
	@$(PYTHON) -m tools.protect $(STACK) --profile "$(PROFILE)" --region "$(REGION)"

.PHONY: smoke
smoke: .venv/.installed  ## The first hour on AWS as a program (STACK, PROFILE, REGION, SECOND); without STACK on the running system here
	@PYTHONPATH=local:layers/klantmail $(PYTHON) -m tools.smoke --stack "$(STACK)" --profile "$(PROFILE)" --region "$(REGION)" --second "$(SECOND)"
