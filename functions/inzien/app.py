"""An agent opens a mail, or puts it back."""

import os
from dataclasses import replace
from http import HTTPStatus
from uuid import uuid4

from aws_lambda_powertools.event_handler import Response

from klantmail import inhoud as opslag
from klantmail.adapters import aws
from klantmail.api import antwoorden
from klantmail.api.router import Api, antwoord, identificatie_in_pad, leeg_antwoord
from klantmail.api.verzoeken import LeegVerzoek, lees_json
from klantmail.instellingen import Instellingen
from klantmail.inzien import Inziener
from klantmail.ontleding import VERSIE
from klantmail.tijd import nu

instellingen = Instellingen.uit(os.environ)
archief = aws.archief(instellingen)
inziener = Inziener(aws.register(instellingen), archief, nu, uuid4, VERSIE)
api = Api(instellingen.herkomsten)


@api.post("/emailberichten/<identificatie>/inzage")
def open_mail(identificatie: str) -> Response[str]:
    medewerker = api.medewerker
    lees_json(LeegVerzoek, api.current_event.decoded_body)
    geopend = inziener.open(identificatie_in_pad(identificatie, "E-mailbericht"), medewerker)
    zichtbaar = replace(geopend.klantcontact, inhoud=geopend.inhoud.tekst)
    bericht = antwoorden.emailbericht(geopend.bericht, nu())
    inhoud = {
        "inzageId": str(geopend.inzage.identificatie),
        "geclaimdTot": bericht["geclaimdTot"],
        "emailbericht": bericht,
        "klantcontact": antwoorden.klantcontact(zichtbaar, link=opslag.tekstlink(archief)),
        "antwoordadres": {"naam": geopend.inhoud.antwoordadres.naam, "adres": geopend.inhoud.antwoordadres.adres},
        "html": antwoorden.link(opslag.weergavelink(archief, geopend.inhoud.weergave)) if geopend.inhoud.weergave else None,
        "geblokkeerd": list(geopend.inhoud.geblokkeerd),
        "waarschuwingen": list(geopend.waarschuwingen),
    }
    return antwoord(inhoud, HTTPStatus.CREATED if geopend.nieuw else HTTPStatus.OK)


@api.delete("/emailberichten/<identificatie>/inzage")
def leg_terug(identificatie: str) -> Response[str]:
    inziener.leg_terug(identificatie_in_pad(identificatie, "E-mailbericht"), api.medewerker)
    return leeg_antwoord()


handler = api.handler()
