"""SES put a mail in the intake bucket: take it in."""

import os
from typing import Any

from klantmail.bootstrap.wiring import Wiring

from aws_lambda_powertools import Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.data_classes import SESEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.domain.identificatie import emailbericht_id
from klantmail.runtime.audit import audit, discreet
from klantmail.runtime.gebeurtenissen import melding_van
from klantmail.usecases.ontvangst.ontvangen import postvakken_van

metrics = Metrics(namespace="Klantmail")
tracer = Tracer()
wiring = Wiring(os.environ)
ontvanger = wiring.ontvanger


@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
@discreet
def handler(gebeurtenis: dict[str, Any], _: LambdaContext) -> None:
    for record in SESEvent(gebeurtenis).records:
        melding = melding_van(record)
        for postvak in postvakken_van(melding, wiring.instellingen.postvakken, ontvanger.intake):
            with audit("ontvangen", "ses", waarop=str(emailbericht_id(postvak, melding.ses_bericht_id))):
                ontvanger.neem_in(melding, postvak)
            metrics.add_metric("Ontvangen", MetricUnit.Count, 1)
            metrics.add_metric("Quarantaine", MetricUnit.Count, int(melding.verdicts.verdacht))
