"""An agent writes again on a question that was answered: one klantcontact more, in one transaction with its verzending."""

import os
import time
from http import HTTPStatus

from klantmail.adapters.aws import Aws
from klantmail.adapters.dynamodb.register import Register
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_met_sleutel
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.verzoeken.vervolgen import VervolgVerzoek
from klantmail.domain.tijd import nu
from klantmail.runtime.instellingen import Instellingen
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.vervolgen import Vervolgbericht, Vervolger
from ontleden.ontleding import VERSIE

instellingen = Instellingen.uit(os.environ)
aws = Aws(instellingen)
archief = aws.archief()
vervolger = Vervolger(
    register=aws.register(Register),
    uitgaand=instellingen.uitgaand(archief, aws.uploads()),
    klok=nu,
    slaap=time.sleep,
    parserversie=VERSIE,
)
api = Api(instellingen.herkomsten)


@api.post("/klantcontacten/{identificatie}/vervolgberichten")
def vervolg(identificatie: str) -> HttpAntwoord:
    verzoek, sleutel = lees_met_sleutel(VervolgVerzoek, api.current_event.decoded_body, api.current_event.headers)
    vervolgd = vervolger.vervolg(
        identificatie_in_pad(identificatie, "Klantcontact"),
        api.medewerker,
        sleutel,
        Vervolgbericht(verzoek.inhoud, verzoek.onderwerp, verzoek.bijlagen),
    )
    return antwoord(antwoorden.vervolgd(vervolgd, link=opslag.tekstlink(archief)), HTTPStatus.CREATED)


handler = api.handler()
