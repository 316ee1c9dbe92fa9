"""An agent opens a mail, or puts it back."""

import os
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_json
from klantmail.api.router import Api, antwoord, identificatie_in_pad, leeg_antwoord
from klantmail.api.verzoeken.basis import LeegVerzoek
from klantmail.domain.tijd import nu

wiring = Wiring(os.environ)
inziener = wiring.inziener()
api = Api(wiring.instellingen.herkomsten)


@api.post("/emailberichten/{identificatie}/inzage")
def open_mail(identificatie: str) -> HttpAntwoord:
    medewerker = api.medewerker
    lees_json(LeegVerzoek, api.current_event.decoded_body)
    geopend = inziener.open(identificatie_in_pad(identificatie, "E-mailbericht"), medewerker)
    inhoud = antwoorden.geopend(geopend, nu(), archief=wiring.archief)
    return antwoord(inhoud, HTTPStatus.CREATED if geopend.nieuw else HTTPStatus.OK)


@api.delete("/emailberichten/{identificatie}/inzage")
def leg_terug(identificatie: str) -> HttpAntwoord:
    inziener.leg_terug(identificatie_in_pad(identificatie, "E-mailbericht"), api.medewerker)
    return leeg_antwoord()


handler = api.handler()
