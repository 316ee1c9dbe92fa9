"""Once a day: sweep archived objects that no record names."""

import os
from typing import Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.adapters.aws import Aws
from klantmail.instellingen import Instellingen
from klantmail.tijd import nu
from klantmail.vegen import Veger

logger = Logger()
metrics = Metrics(namespace="Klantmail")
tracer = Tracer()
instellingen = Instellingen.uit(os.environ)
aws = Aws(instellingen)
veger = Veger(aws.archief(), aws.register(), nu)


@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
def handler(_: dict[str, Any], __: LambdaContext) -> dict[str, int]:
    resultaat = veger.veeg()
    metrics.add_metric("Archief_geveegd", MetricUnit.Count, resultaat.verwijderd)
    logger.info("geveegd", bekeken=resultaat.bekeken, verwijderd=resultaat.verwijderd)
    return {"bekeken": resultaat.bekeken, "verwijderd": resultaat.verwijderd}
