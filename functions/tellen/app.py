"""The bus tells what happened, through a queue: count it for the figures. What was lost on the way is told again."""

import os
import sys
from contextlib import ExitStack
from typing import Any

from klantmail.bootstrap.wiring import Wiring

from aws_lambda_powertools import Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.domain.feit import Feit
from klantmail.domain.fouten import NietBeschikbaar
from klantmail.runtime.audit import audit, discreet
from klantmail.runtime.cloudevents import feit_van

metrics = Metrics(namespace="Klantmail")
tracer = Tracer()
wachtrij = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
wiring = Wiring(os.environ)
teller = wiring.teller
naverteller = wiring.naverteller


def lees(record: SQSRecord) -> Feit:
    try:
        return feit_van(record.json_body["detail"])
    except (KeyError, TypeError, ValueError):
        with audit("tellen", "bus"):  # what cannot be read has a line of its own
            raise


def tel(feiten: list[Feit]) -> None:
    with ExitStack() as regels:
        per_feit = [regels.enter_context(audit("tellen", "bus", waarop=str(feit.over))) for feit in feiten]
        for regel, resultaat in zip(per_feit, teller.tel(*feiten), strict=True):
            regel.resultaat = resultaat
            metrics.add_metric(f"Feit_{resultaat}", MetricUnit.Count, 1)


def uit_wachtrij(records: list[dict[str, Any]]) -> PartialItemFailureResponse:
    with wachtrij(records=records, handler=lees):
        gelezen = [(feit, record) for stand, feit, record in wachtrij.process() if stand == "success"]
        try:
            tel([feit for feit, _ in gelezen])
        except NietBeschikbaar:  # all of it comes again
            metrics.add_metric("Feit_opnieuw", MetricUnit.Count, len(gelezen))
            for _, record in gelezen:
                wachtrij.failure_handler(SQSRecord(record), sys.exc_info())
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
        return uit_wachtrij(gebeurtenis["Records"])
    vertel_na()
    return None
