"""The table stream tells of new verzendingen, or the vangnet of one that waits: send them."""

import os
from typing import Any
from uuid import UUID

from klantmail.bootstrap.wiring import Wiring

from aws_lambda_powertools import Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.adapters.dynamodb.verzending_mapping import verzending_uit_beeld
from klantmail.runtime.audit import Auditregel, audit, discreet
from klantmail.usecases.nazorg.verzenden import Resultaat

metrics = Metrics(namespace="Klantmail")
tracer = Tracer()
stroom = BatchProcessor(event_type=EventType.DynamoDBStreams, raise_on_entire_batch_failure=False)
wiring = Wiring(os.environ)
verzender = wiring.verzender


def uit_stroom(record: DynamoDBRecord) -> None:
    with audit("verzenden", "stroom") as regel:
        verzending = verzending_uit_beeld(record.raw_event["dynamodb"]["NewImage"])
        regel.waarop = str(verzending.identificatie)
        meld(regel, verzender.verzend(verzending))


def meld(regel: Auditregel, resultaat: Resultaat) -> None:
    metrics.add_metric(f"Verzending_{resultaat}", MetricUnit.Count, 1)
    regel.resultaat = resultaat


@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
@discreet
def handler(gebeurtenis: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse | None:
    if "Records" in gebeurtenis:
        return process_partial_response(event=gebeurtenis, record_handler=uit_stroom, processor=stroom, context=context)
    identificatie = UUID(gebeurtenis["verzending"])
    with audit("verzenden", "vangnet", waarop=str(identificatie)) as regel:
        meld(regel, verzender.verzend_op_naam(identificatie))
    return None
