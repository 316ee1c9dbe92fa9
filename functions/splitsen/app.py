"""An agent handles a mail that holds more than one question: each with its own outcome, all in one transaction."""

import os
import time
from http import HTTPStatus

from klantmail.adapters.aws import Aws
from klantmail.adapters.dynamodb.register import Register
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_onder_inzage
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.verzoeken.splitsen import SplitsVerzoek
from klantmail.domain.tijd import nu
from klantmail.runtime.instellingen import Instellingen
from klantmail.usecases.afhandeling.afhandelen import Afhandelaar
from klantmail.usecases.afhandeling.andere_uitkomsten import Doorzetter
from klantmail.usecases.afhandeling.splitsen import Splitser
from ontleden.ontleding import VERSIE

instellingen = Instellingen.uit(os.environ)
aws = Aws(instellingen)
archief = aws.archief()
uitgaand = instellingen.uitgaand(archief, aws.uploads())
afhandelaar = Afhandelaar(register=aws.register(Register), archief=archief, klok=nu, slaap=time.sleep, parserversie=VERSIE)
splitser = Splitser(
    afhandelaar=afhandelaar,
    uitgaand=uitgaand,
    doorzetter=Doorzetter(
        afhandelaar=afhandelaar, uitgaand=uitgaand, eenheden=instellingen.eenheden, zaaktypen=instellingen.zaaktypen
    ),
)
api = Api(instellingen.herkomsten)


@api.post("/emailberichten/{identificatie}/splitsing")
def splits(identificatie: str) -> HttpAntwoord:
    verzoek, sleutel = lees_onder_inzage(SplitsVerzoek, api.current_event.decoded_body, api.current_event.headers)
    uitkomst = splitser.splits(
        identificatie_in_pad(identificatie, "E-mailbericht"),
        api.medewerker,
        sleutel,
        verzoek.inzage_id,
        verzoek.verzochte_delen,
    )
    return antwoord(antwoorden.gesplitst(uitkomst), HTTPStatus.CREATED)


handler = api.handler()
