# -- a stack on AWS ---------------------------------------------------------------------------------------------------
REGION := eu-west-1
DO := apply

.PHONY: receipt-rules
receipt-rules: .venv/.installed  ## Make the receipt rules of a stack on AWS (STACK, PROFILE, REGION; DO=activate, DO=remove)
	@$(PYTHON) -m tools.receipt_rules $(STACK) --profile "$(PROFILE)" --region "$(REGION)" --do $(DO)

.PHONY: protect
protect: .venv/.installed  ## Keep a stack on AWS from being deleted, and its data from being replaced (STACK, PROFILE, REGION)
	@$(PYTHON) -m tools.protect $(STACK) --profile "$(PROFILE)" --region "$(REGION)"
