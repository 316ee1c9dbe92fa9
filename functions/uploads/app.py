"""A medewerker puts a file ready to go along with a reply: straight to S3, by the form that this hands out."""

import os
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_json
from klantmail.api.router import DESK, KCC, Api, antwoord
from klantmail.api.verzoeken.uploads import UploadVerzoek

wiring = Wiring(os.environ)
uploader = wiring.uploader()
api = Api(wiring.instellingen.herkomsten, KCC | DESK)


@api.post("/uploads")
def vraag_aan() -> HttpAntwoord:
    aanvraag = lees_json(UploadVerzoek, api.current_event.decoded_body).aanvraag
    plek = uploader.vraag_aan(api.medewerker, aanvraag)
    api.noem_gemaakt(plek.identificatie)
    return antwoord(antwoorden.uploadplek(plek), HTTPStatus.CREATED)


handler = api.handler()
