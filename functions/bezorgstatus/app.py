"""SES tells, over EventBridge, what became of a sent mail."""

import os
from typing import Any

from klantmail.bootstrap.wiring import Wiring

from aws_lambda_powertools import Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.data_classes import EventBridgeEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.runtime.audit import audit, discreet
from klantmail.runtime.gebeurtenissen import bezorggebeurtenis_van, ses_maildomein

metrics = Metrics(namespace="Klantmail")
tracer = Tracer()
wiring = Wiring(os.environ)
bezorger = wiring.bezorger


@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
@discreet
def handler(gebeurtenis: dict[str, Any], _: LambdaContext) -> None:
    with audit("bezorgstatus", "ses") as regel:
        bezorging = bezorggebeurtenis_van(EventBridgeEvent(gebeurtenis).detail, ses_maildomein(wiring.instellingen.regio))
        if bezorging is None:
            regel.resultaat = "overgeslagen"
            metrics.add_metric("Bezorging_overgeslagen", MetricUnit.Count, 1)
            return
        regel.waarop = str(bezorging.verzending)
        regel.bijzonderheden["soort"] = bezorging.soort
        regel.resultaat = bezorger.verwerk(bezorging).status
        metrics.add_metric(f"Bezorging_{bezorging.soort.stand or 'aangenomen'}", MetricUnit.Count, 1)
