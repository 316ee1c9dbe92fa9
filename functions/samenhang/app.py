"""What an agent may want to know beside a mail: its conversation, and what else its sender wrote about."""

import os

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_parameters
from klantmail.api.parameters import SamenhangVerzoek
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.usecases import mailinhoud as opslag

wiring = Wiring(os.environ, s3_zo_nodig=True)
raadpleger = wiring.raadpleger()
api = Api(wiring.instellingen.herkomsten, met_parameters={"/emailberichten/{identificatie}/samenhang"})


@api.get("/emailberichten/{identificatie}/samenhang")
def samenhang(identificatie: str) -> HttpAntwoord:
    vraag = lees_parameters(SamenhangVerzoek, api.current_event.query_string_parameters)
    gelezen = raadpleger.samenhang(
        identificatie_in_pad(identificatie, "E-mailbericht"),
        aantal=vraag.page_size,
        na_gesprek=vraag.cursor_gesprek,
        na_afzender=vraag.cursor_afzender,
    )
    return antwoord(antwoorden.samenhang(gelezen, link=opslag.tekstlink(wiring.archief)))


handler = api.handler()
