"""A person runs this by hand after the table was set back: archived mail that the table does not know goes back to the
intake. They also run it once after an update, to list the mail that was handled before it.
"""

import os
from typing import Any

from klantmail.bootstrap.wiring import Wiring

from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.domain.tijd import uit_tekst
from klantmail.runtime.audit import audit, discreet

wiring = Wiring(os.environ)
herlijster = wiring.herlijster


@discreet
def handler(gebeurtenis: dict[str, Any], _: LambdaContext) -> dict[str, Any]:
    with audit("herlijsten", "handmatig") as regel:
        sinds = gebeurtenis.get("sinds")
        resultaat = herlijster.herlijst(uit_tekst(sinds) if sinds else None)
        regel.bijzonderheden = {
            "bekeken": resultaat.bekeken,
            "teruggelegd": resultaat.teruggelegd,
            "opLijstGezet": resultaat.op_lijst_gezet,
            "onherkend": list(resultaat.onherkend),
        }
    return regel.bijzonderheden
