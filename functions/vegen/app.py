"""Archived objects that no record names are swept once a day."""

import os
from typing import Any

from klantmail.bootstrap.wiring import Wiring

from aws_lambda_powertools import Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.runtime.audit import audit, discreet

metrics = Metrics(namespace="Klantmail")
tracer = Tracer()
wiring = Wiring(os.environ)
veger = wiring.veger


@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
@discreet
def handler(_: dict[str, Any], __: LambdaContext) -> dict[str, int]:
    with audit("vegen", "rooster") as regel:
        resultaat = veger.veeg()
        regel.bijzonderheden = {"bekeken": resultaat.bekeken, "verwijderd": resultaat.verwijderd}
    metrics.add_metric("Archief_geveegd", MetricUnit.Count, resultaat.verwijderd)
    return regel.bijzonderheden
