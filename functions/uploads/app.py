"""A medewerker puts a file ready to go along with a reply: straight to S3, by the form that this hands out."""

import os
from collections.abc import Mapping
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring

from klantmail.api.app import DESK, KCC, api_app
from klantmail.api.reader import lees_json
from klantmail.api.render.upload import render_uploadplek
from klantmail.api.verzoeken.uploads import UploadVerzoek
from klantmail.runtime.audit import discreet

wiring = Wiring(os.environ)
uploader = wiring.uploader
app = api_app(wiring.instellingen.origins, KCC | DESK, guard=wiring.postvakwacht)


@app.post("/uploads", status_code=HTTPStatus.CREATED)
def vraag_aan() -> Mapping[str, object]:
    aanvraag = lees_json(UploadVerzoek, app.current_event.decoded_body).aanvraag
    plek = uploader.vraag_aan(app.context["medewerker"], aanvraag)
    app.context["made"] = plek.identificatie
    return render_uploadplek(plek)


handler = discreet(app.resolve)
