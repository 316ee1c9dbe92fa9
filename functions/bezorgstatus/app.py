"""SES tells, over EventBridge, what became of a sent mail."""

import os
import time
from typing import Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.data_classes import EventBridgeEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.adapters.aws import Aws
from klantmail.bezorgen import Bezorger
from klantmail.gebeurtenissen import bezorggebeurtenis_van, ses_maildomein
from klantmail.instellingen import Instellingen

logger = Logger()
metrics = Metrics(namespace="Klantmail")
tracer = Tracer()
instellingen = Instellingen.uit(os.environ)
aws = Aws(instellingen)
bezorger = Bezorger(aws.register(), time.sleep)


@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
def handler(gebeurtenis: dict[str, Any], _: LambdaContext) -> None:
    bezorging = bezorggebeurtenis_van(EventBridgeEvent(gebeurtenis).detail, ses_maildomein(instellingen.regio))
    if bezorging is None:
        metrics.add_metric("Bezorging_overgeslagen", MetricUnit.Count, 1)
        logger.info("overgeslagen", soort=EventBridgeEvent(gebeurtenis).detail_type)
        return
    verzending = bezorger.verwerk(bezorging)
    metrics.add_metric(f"Bezorging_{bezorging.soort.stand or 'aangenomen'}", MetricUnit.Count, 1)
    logger.info("bezorgstatus", object=str(verzending.identificatie), soort=bezorging.soort, status=verzending.status)
