"""The bus tells what happened, through a queue: keep the index by which mail is found."""

import os
from typing import Any

from klantmail.bootstrap.wiring import Wiring

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.runtime.audit import audit, discreet
from klantmail.runtime.cloudevents import feit_van

tracer = Tracer()
wachtrij = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
indexeerder = Wiring(os.environ).indexeerder


def uit_wachtrij(record: SQSRecord) -> None:
    with audit("indexeren", "bus") as regel:
        feit = feit_van(record.json_body["detail"])
        regel.waarop = str(feit.over)
        regel.resultaat = indexeerder.verwerk(feit)


@tracer.capture_lambda_handler(capture_response=False)
@discreet
def handler(gebeurtenis: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return process_partial_response(event=gebeurtenis, record_handler=uit_wachtrij, processor=wachtrij, context=context)
