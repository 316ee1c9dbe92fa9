"""By hand, after the table was set back: archived mail that it knows nothing of goes back to the intake."""

import os
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.adapters.aws import Aws
from klantmail.adapters.dynamodb.register import Register
from klantmail.domain.tijd import uit_tekst
from klantmail.runtime.audit import audit, discreet
from klantmail.runtime.instellingen import Instellingen
from klantmail.usecases.ontvangst.herlijsten import Herlijster

instellingen = Instellingen.uit(os.environ)
aws = Aws(instellingen)
herlijster = Herlijster(
    archief=aws.archief(),
    register=aws.register(Register),
    intake=aws.intake(),
    postvakken=instellingen.postvakken,
)


@discreet
def handler(gebeurtenis: dict[str, Any], _: LambdaContext) -> dict[str, Any]:
    with audit("herlijsten", "handmatig") as regel:
        sinds = gebeurtenis.get("sinds")
        resultaat = herlijster.herlijst(uit_tekst(sinds) if sinds else None)
        regel.bijzonderheden = {
            "bekeken": resultaat.bekeken,
            "teruggelegd": resultaat.teruggelegd,
            "onherkend": list(resultaat.onherkend),
        }
    return regel.bijzonderheden
