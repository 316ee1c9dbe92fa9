"""What an agent may want to know beside a mail: its conversation, and what else its sender wrote about."""

import os

from klantmail.adapters.aws import Aws
from klantmail.adapters.dynamodb.register import Register
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_parameters
from klantmail.api.parameters import SamenhangVerzoek
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.domain.tijd import nu
from klantmail.runtime.instellingen import Instellingen
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.beheer.raadplegen import Raadpleger

instellingen = Instellingen.uit(os.environ)
aws = Aws(instellingen, s3_zo_nodig=True)
archief = aws.archief()
raadpleger = Raadpleger(aws.register(Register), archief, nu, instellingen.postvakken)
api = Api(instellingen.herkomsten, met_parameters={"/emailberichten/{identificatie}/samenhang"})


@api.get("/emailberichten/{identificatie}/samenhang")
def samenhang(identificatie: str) -> HttpAntwoord:
    vraag = lees_parameters(SamenhangVerzoek, api.current_event.query_string_parameters)
    gelezen = raadpleger.samenhang(
        identificatie_in_pad(identificatie, "E-mailbericht"),
        aantal=vraag.page_size,
        na_gesprek=vraag.cursor_gesprek,
        na_afzender=vraag.cursor_afzender,
    )
    return antwoord(antwoorden.samenhang(gelezen, link=opslag.tekstlink(archief)))


handler = api.handler()
