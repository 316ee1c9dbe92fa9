"""An agent handles a mail without answering it: interne taak, zaak, doorzending, closing."""

import os
from http import HTTPStatus
from uuid import UUID

from klantmail.bootstrap.wiring import Wiring
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_onder_inzage
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.uitkomst import afgehandeld
from klantmail.api.verzoeken.afhandelen import AfsluitVerzoek, DoorzendVerzoek, TaakVerzoek, ZaakVerzoek
from klantmail.api.verzoeken.basis import OnderInzage
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.afhandelen import Uitkomst

wiring = Wiring(os.environ)
doorzetter = wiring.doorzetter()
api = Api(wiring.instellingen.herkomsten)


def opgeslagen(uitkomst: Uitkomst) -> HttpAntwoord:
    inhoud = afgehandeld(uitkomst, wiring.uitkomstregister, link=opslag.tekstlink(wiring.archief))
    return antwoord(inhoud, HTTPStatus.CREATED)


def bericht_id(identificatie: str) -> UUID:
    return identificatie_in_pad(identificatie, "E-mailbericht")


def lees[V: OnderInzage](vorm: type[V]) -> tuple[V, str]:
    return lees_onder_inzage(vorm, api.current_event.decoded_body, api.current_event.headers)


@api.post("/emailberichten/{identificatie}/interne-taken")
def maak_taak(identificatie: str) -> HttpAntwoord:
    verzoek, sleutel = lees(TaakVerzoek)
    return opgeslagen(doorzetter.maak_taak(bericht_id(identificatie), api.medewerker, sleutel, verzoek.taak))


@api.post("/emailberichten/{identificatie}/zaken")
def maak_zaak(identificatie: str) -> HttpAntwoord:
    verzoek, sleutel = lees(ZaakVerzoek)
    return opgeslagen(doorzetter.maak_zaak(bericht_id(identificatie), api.medewerker, sleutel, verzoek.zaak))


@api.post("/emailberichten/{identificatie}/doorzendingen")
def zend_door(identificatie: str) -> HttpAntwoord:
    verzoek, sleutel = lees(DoorzendVerzoek)
    return opgeslagen(doorzetter.zend_door(bericht_id(identificatie), api.medewerker, sleutel, verzoek.doorzending))


@api.post("/emailberichten/{identificatie}/afsluiting")
def sluit_af(identificatie: str) -> HttpAntwoord:
    verzoek, sleutel = lees(AfsluitVerzoek)
    return opgeslagen(doorzetter.sluit_af(bericht_id(identificatie), api.medewerker, sleutel, verzoek.afsluiting))


handler = api.handler()
