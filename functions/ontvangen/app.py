"""SES put a mail in the intake bucket: take it in."""

import os
import time
from typing import Any

from aws_lambda_powertools import Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.data_classes import SESEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.adapters.aws import Aws
from klantmail.adapters.dynamodb.bevestigregister import Bevestigregister
from klantmail.domain.identificatie import emailbericht_id
from klantmail.domain.tijd import nu
from klantmail.runtime.audit import audit, discreet
from klantmail.runtime.gebeurtenissen import melding_van
from klantmail.runtime.instellingen import Instellingen
from klantmail.usecases.ontvangst.bevestigen import Bevestiger
from klantmail.usecases.ontvangst.ontvangen import Ontvanger, postvakken_van
from ontleden.ontleding import VERSIE

metrics = Metrics(namespace="Klantmail")
tracer = Tracer()
instellingen = Instellingen.uit(os.environ)
aws = Aws(instellingen)
register = aws.register(Bevestigregister)
archief = aws.archief()
ontvanger = Ontvanger(
    intake=aws.intake(),
    archief=archief,
    register=register,
    organisatie=instellingen.organisatie,
    bevestiger=Bevestiger(
        register=register,
        uitgaand=instellingen.uitgaand(archief, aws.uploads()),
        klok=nu,
        slaap=time.sleep,
        parserversie=VERSIE,
        postvakken=instellingen.bevestigde_postvakken,
    ),
)


@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
@discreet
def handler(gebeurtenis: dict[str, Any], _: LambdaContext) -> None:
    for record in SESEvent(gebeurtenis).records:
        melding = melding_van(record)
        for postvak in postvakken_van(melding.ontvangers, instellingen.postvakken):
            with audit("ontvangen", "ses", waarop=str(emailbericht_id(postvak, melding.ses_bericht_id))):
                ontvanger.neem_in(melding, postvak)
            metrics.add_metric("Ontvangen", MetricUnit.Count, 1)
            metrics.add_metric("Quarantaine", MetricUnit.Count, int(melding.verdicts.verdacht))
