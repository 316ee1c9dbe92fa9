"""By hand, after the table was set back: archived mail that it knows nothing of goes back to the intake."""

import os
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.adapters.aws import Aws
from klantmail.herlijsten import Herlijster
from klantmail.instellingen import Instellingen
from klantmail.tijd import uit_tekst

logger = Logger()
instellingen = Instellingen.uit(os.environ)
aws = Aws(instellingen)
herlijster = Herlijster(
    archief=aws.archief(),
    register=aws.register(),
    intake=aws.intake(),
    postvakken=instellingen.postvakken,
)


def handler(gebeurtenis: dict[str, Any], _: LambdaContext) -> dict[str, Any]:
    sinds = gebeurtenis.get("sinds")
    resultaat = herlijster.herlijst(uit_tekst(sinds) if sinds else None)
    gezien: dict[str, Any] = {
        "bekeken": resultaat.bekeken,
        "teruggelegd": resultaat.teruggelegd,
        "onherkend": list(resultaat.onherkend),
    }
    logger.info("herlijst", **gezien)
    return gezien
