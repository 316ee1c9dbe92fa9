"""The context that an agent may want to know beside a mail: its conversation, and what else its sender wrote about."""

import os
from collections.abc import Mapping

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.app import api_app, identificatie_in_pad
from klantmail.api.lezen import lees_parameters
from klantmail.api.parameters import SamenhangVerzoek
from klantmail.runtime.audit import discreet
from klantmail.usecases import mailinhoud as opslag

wiring = Wiring(os.environ, s3_zo_nodig=True)
raadpleger = wiring.raadpleger()
app = api_app(wiring.instellingen.herkomsten, with_parameters={"/emailberichten/{identificatie}/samenhang"})


@app.get("/emailberichten/<identificatie>/samenhang")
def samenhang(identificatie: str) -> Mapping[str, object]:
    vraag = lees_parameters(SamenhangVerzoek, app.current_event.query_string_parameters)
    gelezen = raadpleger.samenhang(
        identificatie_in_pad(identificatie, "E-mailbericht"),
        aantal=vraag.page_size,
        na_gesprek=vraag.cursor_gesprek,
        na_afzender=vraag.cursor_afzender,
    )
    return antwoorden.samenhang(gelezen, link=opslag.tekstlink(wiring.archief))


handler = discreet(app.resolve)
