"""The bus tells of a new zaak, through a queue, or the vangnet of one that waits: register it in the Zaken API."""

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

from klantmail.runtime.audit import Auditregel, audit, discreet
from klantmail.usecases.nazorg.zaak_registreren import Zaakresultaat

metrics = Metrics(namespace="Klantmail")
tracer = Tracer()
wachtrij = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
wiring = Wiring(os.environ)
registreerder = wiring.registreerder


def uit_wachtrij(record: SQSRecord) -> None:
    with audit("registreren", "bus") as regel:
        zaak = UUID(record.json_body["detail"]["subject"])
        regel.waarop = str(zaak)
        meld(regel, registreerder.registreer_op_naam(zaak))


def meld(regel: Auditregel, resultaat: Zaakresultaat) -> None:
    metrics.add_metric(f"Zaak_{resultaat}", MetricUnit.Count, 1)
    regel.resultaat = resultaat


@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
@discreet
def handler(gebeurtenis: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse | None:
    if "Records" in gebeurtenis:
        return process_partial_response(event=gebeurtenis, record_handler=uit_wachtrij, processor=wachtrij, context=context)
    identificatie = UUID(gebeurtenis["zaak"])
    with audit("registreren", "vangnet", waarop=str(identificatie)) as regel:
        meld(regel, registreerder.registreer_op_naam(identificatie))
    return None
