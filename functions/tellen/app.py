"""The bus tells what happened, through a queue: count it for the figures. What was lost on the way is told again."""

import os
import sys
from collections import Counter
from typing import Any

from aws_lambda_powertools import Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.bootstrap.wiring import Wiring
from klantmail.domain.feit import Feit
from klantmail.domain.fouten import NietBeschikbaar
from klantmail.runtime.audit import audit, discreet
from klantmail.runtime.cloudevents import feit_van

metrics = Metrics(namespace="Klantmail")
tracer = Tracer()
wachtrij = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
wiring = Wiring(os.environ)
teller = wiring.teller()
naverteller = wiring.naverteller()


def lees(record: SQSRecord) -> Feit:
    try:
        return feit_van(record.json_body["detail"])
    except Exception:
        with audit("tellen", "bus"):  # what cannot be read has a line of its own
            raise


def tel_samen(records: list[dict[str, Any]]) -> PartialItemFailureResponse:
    """Count what can be read, together. All of it comes again when that fails."""
    with wachtrij(records=records, handler=lees):
        gelezen = [(feit, record) for stand, feit, record in wachtrij.process() if stand == "success"]
        try:
            with audit("tellen", "bus") as regel:
                resultaten = Counter(teller.tel(*(feit for feit, _ in gelezen)))
                regel.bijzonderheden = {str(een): aantal for een, aantal in resultaten.items()} | {
                    "over": [str(feit.over) for feit, _ in gelezen]
                }
        except NietBeschikbaar:
            for _, record in gelezen:
                wachtrij.failure_handler(SQSRecord(record), sys.exc_info())
            metrics.add_metric("Feit_opnieuw", MetricUnit.Count, len(gelezen))
            resultaten = Counter()
    for resultaat, aantal in resultaten.items():
        metrics.add_metric(f"Feit_{resultaat}", MetricUnit.Count, aantal)
    return wachtrij.response()


def vertel_na() -> None:
    with audit("tellen", "rooster") as regel:
        ongeteld, verteld = naverteller.ronde()
        regel.bijzonderheden = {"ongeteld": ongeteld, "verteld": verteld}
        metrics.add_metric("Feit_ongeteld", MetricUnit.Count, ongeteld)


@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
@discreet
def handler(gebeurtenis: dict[str, Any], _: LambdaContext) -> PartialItemFailureResponse | None:
    if "Records" in gebeurtenis:
        return tel_samen(gebeurtenis["Records"])
    vertel_na()
    return None
