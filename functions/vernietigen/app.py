"""The destroyer carries out what an archivaris approved, through a queue, and makes the list of each month.

A person can have what a restored backup brought back removed again.
"""

import os
from typing import Any
from uuid import UUID

from klantmail.bootstrap.wiring import Wiring

from aws_lambda_powertools import Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.runtime.audit import audit, discreet

metrics = Metrics(namespace="Klantmail")
tracer = Tracer()
wachtrij = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
wiring = Wiring(os.environ)
vernietiger = wiring.vernietiger


def uit_wachtrij(record: SQSRecord) -> None:
    bericht = record.json_body
    with audit("vernietigen", "wachtrij", waarop=bericht["lijst"]) as regel:
        regel.resultaat = vernietiger.ga_door(UUID(bericht["lijst"]), bericht["vanaf"])
        regel.bijzonderheden = {"vanaf": bericht["vanaf"]}
        metrics.add_metric(f"Vernietiging_{regel.resultaat}", MetricUnit.Count, 1)


def ronde() -> dict[str, Any]:
    with audit("vernietigen", "rooster") as regel:
        aangeboden = vernietiger.ronde()
        regel.bijzonderheden = {"aangeboden": aangeboden}
        metrics.add_metric("Vernietiging_aangeboden", MetricUnit.Count, aangeboden)
    return regel.bijzonderheden


def herstel(vervolg: str) -> dict[str, Any]:
    with audit("vernietigen", "handmatig") as regel:
        resultaat = vernietiger.herstel(vervolg)
        regel.bijzonderheden = {
            "bekeken": resultaat.bekeken,
            "vernietigd": resultaat.vernietigd,
            "vervolg": resultaat.vervolg,
        }
        metrics.add_metric("Vernietiging_hersteld", MetricUnit.Count, resultaat.vernietigd)
    return regel.bijzonderheden


@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
@discreet
def handler(gebeurtenis: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse | dict[str, Any]:
    if "Records" in gebeurtenis:
        return process_partial_response(event=gebeurtenis, record_handler=uit_wachtrij, processor=wachtrij, context=context)
    return herstel(gebeurtenis["herstel"]) if "herstel" in gebeurtenis else ronde()
