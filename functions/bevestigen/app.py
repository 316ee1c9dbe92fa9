"""An agent asks for an ontvangstbevestiging of a formal message."""

import os
import time
from http import HTTPStatus

from klantmail.adapters.aws import Aws
from klantmail.adapters.dynamodb.bevestigregister import Bevestigregister
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_json
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.verzoeken.bevestigen import BevestigVerzoek
from klantmail.domain.tijd import nu
from klantmail.runtime.instellingen import Instellingen
from klantmail.usecases.ontvangst.bevestigen import Bevestiger
from ontleden.ontleding import VERSIE

instellingen = Instellingen.uit(os.environ)
aws = Aws(instellingen)
bevestiger = Bevestiger(
    register=aws.register(Bevestigregister),
    uitgaand=instellingen.uitgaand(aws.archief(), aws.uploads()),
    klok=nu,
    slaap=time.sleep,
    parserversie=VERSIE,
    postvakken=instellingen.bevestigde_postvakken,
)
api = Api(instellingen.herkomsten)


@api.post("/emailberichten/{identificatie}/ontvangstbevestiging")
def bevestig(identificatie: str) -> HttpAntwoord:
    verzoek = lees_json(BevestigVerzoek, api.current_event.decoded_body)
    bericht = identificatie_in_pad(identificatie, "E-mailbericht")
    verzending = bevestiger.op_verzoek(bericht, verzoek.inzage_id, api.medewerker)
    return antwoord(antwoorden.bevestigd(verzending), HTTPStatus.CREATED)


handler = api.handler()
