"""Messages of a queue have mail collected for who asked: all about a person, or what a Woo-verzoek asks."""

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

from klantmail.domain.maildossier import Maildossier
from klantmail.domain.verzamelverzoek import Verzamelverzoek, Verzoeksoort
from klantmail.runtime.audit import audit, discreet

metrics = Metrics(namespace="Klantmail")
tracer = Tracer()
wachtrij = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
wiring = Wiring(os.environ)
verzamelaars = {Verzoeksoort.INZAGE: wiring.inzageverzamelaar.ga_door, Verzoeksoort.WOO: wiring.wooverzamelaar.ga_door}


def noteer(verzoek: Verzamelverzoek, dossier: Maildossier) -> None:
    """Write the audit line of one mail: its records were read for who asked."""
    with audit("verzamelen", "wachtrij", str(verzoek.medewerker), str(verzoek.identificatie)) as regel:
        regel.bijzonderheden = {"getoond": " ".join(sorted(dossier.records))}


def uit_wachtrij(record: SQSRecord) -> None:
    verzoek, soort = record.json_body["verzoek"], Verzoeksoort(record.json_body.get("soort", Verzoeksoort.INZAGE))
    with audit("verzamelen", "wachtrij", waarop=verzoek) as regel:
        regel.resultaat = verzamelaars[soort](UUID(verzoek), noteer)
        metrics.add_metric(f"Verzamelen_{regel.resultaat}", MetricUnit.Count, 1)


@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
@discreet
def handler(gebeurtenis: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return process_partial_response(event=gebeurtenis, record_handler=uit_wachtrij, processor=wachtrij, context=context)
