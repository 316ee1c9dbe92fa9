# -- this machine as AWS ----------------------------------------------------------------------------------------------
LOCAL := PYTHONPATH=local .venv/bin/python -m klantmail_local

.PHONY: run
run: install ui  ## Bring up the whole system on this machine (SMTP_PORT, AWS_PORT, SES_PORT, WERKPLEK_PORT: its ports)
	@exec env $(LOCAL) run

.PHONY: scenario
scenario: .venv/.installed  ## Play use case C1199 against the running system
	@exec env $(LOCAL) scenario

.PHONY: herontleed
herontleed: .venv/.installed  ## Read the running system's whole archive again, and show what would change
	@exec env $(LOCAL) herontleed

.PHONY: cijfers
cijfers: .venv/.installed  ## Draw the figures of the running system in .local/cijfers (ASK="per=week van=2026-11-01")
	@PYTHONPATH=local:layers/klantmail:. $(PYTHON) -m tools.figures $(ASK)

.PHONY: clean
clean:  ## Forget the local system's state and what was built for it
	@if [ -x .venv/bin/python ]; then exec env $(LOCAL) clean; else rm -rf .local .aws-sam; fi
