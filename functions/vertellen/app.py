"""The table stream tells of a change: put what happened on the bus, for whoever follows."""

import os
from collections.abc import Iterator
from typing import Any

from klantmail.bootstrap.wiring import Wiring

from aws_lambda_powertools import Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord, DynamoDBStreamEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.adapters.dynamodb.feiten import feiten_uit_beeld
from klantmail.domain.feit import Feit
from klantmail.runtime.audit import audit, discreet
from klantmail.usecases.nazorg.vertellen import nieuws

metrics = Metrics(namespace="Klantmail")
tracer = Tracer()
wiring = Wiring(os.environ)
verteller = wiring.verteller


def feiten_in(record: DynamoDBRecord) -> tuple[Feit, ...]:
    beeld = record.raw_event["dynamodb"]["NewImage"]
    return nieuws(feiten_uit_beeld(beeld), is_nieuw=record.raw_event["eventName"] == "INSERT")


def per_record(records: Iterator[DynamoDBRecord]) -> dict[str, tuple[Feit, ...]]:
    return {record.raw_event["dynamodb"]["SequenceNumber"]: feiten_in(record) for record in records}


def meld(niet_verteld: int) -> None:
    if niet_verteld:  # what goes well is told of by its audit line: a line of zero would cost as much
        metrics.add_metric("Feit_niet_verteld", MetricUnit.Count, niet_verteld)
        metrics.flush_metrics()


@tracer.capture_lambda_handler(capture_response=False)
@discreet
def handler(gebeurtenis: dict[str, Any], _: LambdaContext) -> dict[str, Any]:
    with audit("vertellen", "stroom") as regel:
        gevonden = per_record(DynamoDBStreamEvent(gebeurtenis).records)
        feiten = [feit for deze in gevonden.values() for feit in deze]
        niet = verteller.vertel(feiten)
        regel.bijzonderheden |= {"verteld": len(feiten) - len(niet), "niet_verteld": len(niet)}
        meld(len(niet))
        # Lambda offers again from the first of these on; what was told already is known by its identificatie.
        opnieuw = [nummer for nummer, deze in gevonden.items() if any(feit.identificatie in niet for feit in deze)]
        return {"batchItemFailures": [{"itemIdentifier": nummer} for nummer in opnieuw]}
