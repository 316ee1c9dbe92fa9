"""An agent handles a mail without answering it: interne taak, zaak, doorzending, closing."""

import os
import time
from http import HTTPStatus
from uuid import UUID

from klantmail.adapters.aws import Aws
from klantmail.adapters.dynamodb.uitkomstregister import Uitkomstregister
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_onder_inzage
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.uitkomst import afgehandeld
from klantmail.api.verzoeken.afhandelen import AfsluitVerzoek, DoorzendVerzoek, TaakVerzoek, ZaakVerzoek
from klantmail.api.verzoeken.basis import OnderInzage
from klantmail.domain.tijd import nu
from klantmail.runtime.instellingen import Instellingen
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.afhandelen import Afhandelaar, Uitkomst
from klantmail.usecases.afhandeling.andere_uitkomsten import Doorzetter
from ontleden.ontleding import VERSIE

instellingen = Instellingen.uit(os.environ)
aws = Aws(instellingen)
register = aws.register(Uitkomstregister)
archief = aws.archief()
afhandelaar = Afhandelaar(register=register, archief=archief, klok=nu, slaap=time.sleep, parserversie=VERSIE)
doorzetter = Doorzetter(
    afhandelaar=afhandelaar,
    uitgaand=instellingen.uitgaand(archief, aws.uploads()),
    eenheden=instellingen.eenheden,
    zaaktypen=instellingen.zaaktypen,
)
api = Api(instellingen.herkomsten)


def opgeslagen(uitkomst: Uitkomst) -> HttpAntwoord:
    inhoud = afgehandeld(uitkomst, register, link=opslag.tekstlink(archief))
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
