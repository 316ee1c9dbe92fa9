"""The bus tells what happened, through a queue: count it for the figures. What was lost on the way is told again."""

import os
from typing import Any

from aws_lambda_powertools import Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.bootstrap.wiring import Wiring
from klantmail.runtime.audit import audit, discreet
from klantmail.runtime.cloudevents import feit_van

metrics = Metrics(namespace="Klantmail")
tracer = Tracer()
wachtrij = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
wiring = Wiring(os.environ)
teller = wiring.teller()
naverteller = wiring.naverteller()


def uit_wachtrij(record: SQSRecord) -> None:
    with audit("tellen", "bus") as regel:
        feit = feit_van(record.json_body["detail"])
        regel.waarop = str(feit.over)
        regel.resultaat = teller.tel(feit)
        metrics.add_metric(f"Feit_{regel.resultaat}", MetricUnit.Count, 1)


def vertel_na() -> None:
    with audit("tellen", "rooster") as regel:
        ongeteld, verteld = naverteller.ronde()
        regel.bijzonderheden = {"ongeteld": ongeteld, "verteld": verteld}
        metrics.add_metric("Feit_ongeteld", MetricUnit.Count, ongeteld)


@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
@discreet
def handler(gebeurtenis: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse | None:
    if "Records" in gebeurtenis:
        return process_partial_response(event=gebeurtenis, record_handler=uit_wachtrij, processor=wachtrij, context=context)
    vertel_na()
    return None
