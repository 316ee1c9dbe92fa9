"""The vangnet looks every few minutes for what fell out of the normal way, and puts it back."""

import os
from typing import Any

from klantmail.bootstrap.wiring import Wiring

from aws_lambda_powertools import Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.domain.stand import Stand
from klantmail.domain.tijd import als_tekst
from klantmail.runtime.audit import audit, discreet

metrics = Metrics(namespace="Klantmail")
tracer = Tracer()
wiring = Wiring(os.environ)
vangnet = wiring.vangnet


@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
@discreet
def handler(_: dict[str, Any], __: LambdaContext) -> dict[str, Any]:
    with audit("vangnet", "rooster") as regel:
        stand = vangnet.ronde()
        regel.bijzonderheden = gezien(stand)
    metrics.add_metric("Intake_wachtend", MetricUnit.Count, stand.intake_wachtend)
    metrics.add_metric("Verzending_opnieuw_aangeboden", MetricUnit.Count, stand.aangeboden)
    metrics.add_metric("Verzending_onbekend", MetricUnit.Count, stand.onbekend_geworden)
    metrics.add_metric("Zaak_opnieuw_aangeboden", MetricUnit.Count, stand.zaken_aangeboden)
    metrics.add_metric("Zaak_mislukt", MetricUnit.Count, stand.zaken_achtergebleven)
    metrics.add_metric("Taak_te_laat", MetricUnit.Count, stand.taken_te_laat)
    metrics.add_metric("Vangnet_niet_gestart", MetricUnit.Count, sum(aantal for _, aantal in stand.niet_gestart))
    return regel.bijzonderheden


def gezien(stand: Stand) -> dict[str, Any]:
    return {
        "tijdstip": als_tekst(stand.tijdstip),
        "intakeWachtend": stand.intake_wachtend,
        "aangeboden": stand.aangeboden,
        "onbekendGeworden": stand.onbekend_geworden,
        "zakenAangeboden": stand.zaken_aangeboden,
        "zakenAchtergebleven": stand.zaken_achtergebleven,
        "takenTeLaat": stand.taken_te_laat,
        "nietGestart": dict(stand.niet_gestart),
        "wachtrijen": dict(stand.wachtrijen),
    }
