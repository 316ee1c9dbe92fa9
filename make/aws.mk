# -- a stack on AWS ---------------------------------------------------------------------------------------------------
REGION := eu-west-1

.PHONY: receipt-rules
receipt-rules: .venv/.installed  ## Make the receipt rules of a stack on AWS (STACK, PROFILE, REGION; DO=activate, DO=remove)
	@$(PYTHON) -m tools.receipt_rules $(STACK) --profile "$(PROFILE)" --region "$(REGION)" $(if $(DO),--do $(DO))

.PHONY: protect
protect: .venv/.installed  ## Keep a stack on AWS from being deleted, and its data from being replaced (STACK, PROFILE, REGION)
	@$(PYTHON) -m tools.protect $(STACK) --profile "$(PROFILE)" --region "$(REGION)"

.PHONY: smoke
smoke: .venv/.installed  ## The first hour on AWS as a program (STACK, PROFILE, REGION, SECOND); without STACK on the running system here
	@PYTHONPATH=local:layers/klantmail $(PYTHON) -m tools.smoke --stack "$(STACK)" --profile "$(PROFILE)" --region "$(REGION)" --second "$(SECOND)"

.PHONY: restore
restore: .venv/.installed  ## Put a stack's table back to a restored copy (STACK, FROM, PROFILE, REGION; DO=plan, stop, apply, start)
	@$(PYTHON) -m tools.restore $(STACK) --restored "$(FROM)" --profile "$(PROFILE)" --region "$(REGION)" $(if $(DO),--do $(DO))

.PHONY: change-set
change-set: .venv/.installed  ## Prepare and show a change of a stack (ENVIRONMENT, TEMPLATE, NAME, ROLE, PROFILE); make deploy makes it
	@$(PYTHON) -m tools.change_set prepare --environment $(ENVIRONMENT) --template "$(TEMPLATE)" --name "$(NAME)" --role "$(ROLE)" --profile "$(PROFILE)"

.PHONY: deploy
deploy: .venv/.installed  ## Make a change that was prepared and approved (ENVIRONMENT, NAME, PROFILE)
	@$(PYTHON) -m tools.change_set execute --environment $(ENVIRONMENT) --name "$(NAME)" --profile "$(PROFILE)"

.PHONY: sizes
sizes: .venv/.installed .tools/sam/.installed  ## How large environments, policies and the template are, beside the limits of AWS
	@$(PYTHON) -m tests.support.sizes

.PHONY: recount
recount: .venv/.installed  ## Count all in a stack's table anew and compare the figures (STACK, PROFILE, REGION; DO=tell; no STACK: here)
	@PYTHONPATH=local:layers/klantmail:. $(PYTHON) -m tools.recount $(STACK) --profile "$(PROFILE)" --region "$(REGION)" $(if $(DO),--do $(DO))

.PHONY: reindex
reindex: .venv/.installed  ## Compare a stack's search index with its mail (STACK, PROFILE, REGION; DO=write puts it right; no STACK: here)
	@PYTHONPATH=local:layers/klantmail:. $(PYTHON) -m tools.reindex $(STACK) --profile "$(PROFILE)" --region "$(REGION)" $(if $(DO),--do $(DO))

.PHONY: werkplek
werkplek: .venv/.installed ui  ## Put the page where agents work in the place that a stack has for it (STACK, PROFILE, REGION)
	@$(PYTHON) -m tools.werkplek $(STACK) --profile "$(PROFILE)" --region "$(REGION)"
