"""An agent writes to a citizen: an answer, a further mail on an answered question, an ontvangstbevestiging.

A route other than that of an answer imports what it alone asks for: a cold start mostly answers.
"""

import os
from collections.abc import Mapping
from http import HTTPStatus
from uuid import UUID

from klantmail.bootstrap.wiring import Wiring

from klantmail.api.afhandelverzoek import gevraagd
from klantmail.api.app import api_app, identificatie_in_pad
from klantmail.api.reader import lees_idempotent, lees_json, lees_voorbeeld
from klantmail.api.render.uitkomst import render_beantwoord, render_bevestigd, render_vervolgd, render_zonder_bevestiging
from klantmail.api.render.voorbeeld import render_voorbeeld
from klantmail.api.verzoeken.antwoord import AntwoordVerzoek
from klantmail.runtime.audit import discreet
from klantmail.usecases import mailinhoud as opslag

wiring = Wiring(os.environ)
afhandelaar = wiring.afhandelaar
app = api_app(wiring.instellingen.origins, guard=wiring.postvakwacht)


@app.post("/emailberichten/<identificatie>/antwoord", status_code=HTTPStatus.CREATED)
def beantwoord(identificatie: str) -> Mapping[str, object]:
    gedaan = afhandelaar.handel_af(gevraagd(app, identificatie, AntwoordVerzoek))
    return render_beantwoord(gedaan, wiring.klantcontacten, link=opslag.tekstlink(wiring.archief))


@app.post("/emailberichten/<identificatie>/voorbeeld")
def toon_voorbeeld(identificatie: str) -> Mapping[str, object]:
    return render_voorbeeld(afhandelaar.voorbeeld(gevraagd(app, identificatie, AntwoordVerzoek)))


@app.post("/klantcontacten/<identificatie>/vervolgberichten", status_code=HTTPStatus.CREATED)
def vervolg(identificatie: str) -> Mapping[str, object]:
    from klantmail.api.verzoeken.vervolgen import VervolgVerzoek

    verzoek, idempotency_key = lees_idempotent(VervolgVerzoek, app.current_event.decoded_body, app.current_event.headers)
    klantcontact = identificatie_in_pad(identificatie, "Klantcontact")
    vervolgd = wiring.vervolger.vervolg(klantcontact, app.context["medewerker"], idempotency_key, verzoek.vervolgbericht)
    return render_vervolgd(vervolgd, link=opslag.tekstlink(wiring.archief))


@app.post("/klantcontacten/<identificatie>/vervolgberichten/voorbeeld")
def toon_vervolg(identificatie: str) -> Mapping[str, object]:
    from klantmail.api.verzoeken.vervolgen import VervolgVerzoek

    verzoek, idempotency_key = lees_voorbeeld(VervolgVerzoek, app.current_event.decoded_body, app.current_event.headers)
    klantcontact = identificatie_in_pad(identificatie, "Klantcontact")
    voorbeeld = wiring.vervolger.voorbeeld(klantcontact, app.context["medewerker"], idempotency_key, verzoek.vervolgbericht)
    app.context["quoted"] = voorbeeld.emailbericht
    return render_voorbeeld(voorbeeld)


@app.post("/emailberichten/<identificatie>/ontvangstbevestiging")
def bevestig(identificatie: str) -> tuple[Mapping[str, object], HTTPStatus]:
    from klantmail.api.verzoeken.bevestigen import BevestigVerzoek

    verzoek = lees_json(BevestigVerzoek, app.current_event.decoded_body)
    bericht = identificatie_in_pad(identificatie, "E-mailbericht")
    gedaan = wiring.bevestiger.op_verzoek(bericht, verzoek.inzage_id, app.context["medewerker"])
    if isinstance(gedaan, UUID):
        return render_bevestigd(gedaan), HTTPStatus.CREATED
    return render_zonder_bevestiging(gedaan), HTTPStatus.OK


handler = discreet(app.resolve)
