"""An agent answers: both klantcontacten in one transaction."""

import os
import time
from http import HTTPStatus

from klantmail.adapters.aws import Aws
from klantmail.adapters.dynamodb.register import Register
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_onder_inzage
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.verzoeken.antwoord import AntwoordVerzoek
from klantmail.domain.tijd import nu
from klantmail.runtime.instellingen import Instellingen
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.afhandelen import Afhandelaar
from klantmail.usecases.afhandeling.beantwoorden import Antwoord, Beantwoorder
from ontleden.ontleding import VERSIE

instellingen = Instellingen.uit(os.environ)
aws = Aws(instellingen)
register = aws.register(Register)
archief = aws.archief()
beantwoorder = Beantwoorder(
    register=register,
    afhandelaar=Afhandelaar(register=register, archief=archief, klok=nu, slaap=time.sleep, parserversie=VERSIE),
    uitgaand=instellingen.uitgaand(archief, aws.uploads()),
)
api = Api(instellingen.herkomsten)


@api.post("/emailberichten/{identificatie}/antwoord")
def beantwoord(identificatie: str) -> HttpAntwoord:
    medewerker = api.medewerker
    verzoek, sleutel = lees_onder_inzage(AntwoordVerzoek, api.current_event.decoded_body, api.current_event.headers)
    beantwoord = beantwoorder.beantwoord(
        identificatie_in_pad(identificatie, "E-mailbericht"),
        medewerker,
        sleutel,
        Antwoord(verzoek.inzage_id, verzoek.inhoud, verzoek.onderwerp, verzoek.bijlagen),
    )
    return antwoord(antwoorden.beantwoord(beantwoord, link=opslag.tekstlink(archief)), HTTPStatus.CREATED)


handler = api.handler()
