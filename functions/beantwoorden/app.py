"""An agent answers: both klantcontacten in one transaction."""

import os
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_onder_inzage
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.uitkomst import beantwoord as als_json
from klantmail.api.verzoeken.antwoord import AntwoordVerzoek
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.afhandelen import Afhandelverzoek

wiring = Wiring(os.environ)
afhandelaar = wiring.afhandelaar()
api = Api(wiring.instellingen.herkomsten)


@api.post("/emailberichten/{identificatie}/antwoord")
def beantwoord(identificatie: str) -> HttpAntwoord:
    medewerker = api.medewerker
    verzoek, sleutel = lees_onder_inzage(AntwoordVerzoek, api.current_event.decoded_body, api.current_event.headers)
    gedaan = afhandelaar.handel_af(
        Afhandelverzoek(
            bericht=identificatie_in_pad(identificatie, "E-mailbericht"),
            inzage=verzoek.inzage_id,
            medewerker=medewerker,
            idempotency_key=sleutel,
            uitkomst=verzoek.uitkomst,
        )
    )
    return antwoord(als_json(gedaan, wiring.register, link=opslag.tekstlink(wiring.archief)), HTTPStatus.CREATED)


handler = api.handler()
