"""The desk for interne taken, of a department and of the contact centre."""

import os
from collections.abc import Mapping
from http import HTTPStatus
from uuid import UUID

from klantmail.bootstrap.wiring import Wiring

from klantmail.api.app import DESK, KCC, api_app, identificatie_in_pad
from klantmail.api.parameters import OntledingVerzoek
from klantmail.api.reader import lees_idempotent, lees_parameters, lees_voorbeeld
from klantmail.api.render.basis import render_documentlink, render_pagina
from klantmail.api.render.interne_taak import render_gevraagd, render_interne_taak, render_interne_taak_volledig
from klantmail.api.render.notitie import render_notitie, render_notities
from klantmail.api.render.ontleding import render_ontleding
from klantmail.api.render.voorbeeld import render_voorbeeld
from klantmail.api.verzoeken.notities import NotitieVerzoek
from klantmail.api.verzoeken.taken import TaakAntwoordVerzoek, TaakVraagVerzoek, TaakWijziging, TakenVerzoek
from klantmail.runtime.audit import discreet
from klantmail.usecases import mailinhoud as opslag

wiring = Wiring(os.environ, s3_zo_nodig=True)
desk = wiring.takendesk
navrager = wiring.navrager
ONTLEDING = "/interne-taken/{identificatie}/informatieobjecten/{document}/ontleding"
medewerkers = wiring.medewerkers
app = api_app(
    wiring.instellingen.origins,
    KCC | DESK,
    guard=wiring.postvakwacht,
    with_parameters={"/interne-taken", ONTLEDING},
    noted=medewerkers.meld_aan,
)


def taak_id(identificatie: str) -> UUID:
    return identificatie_in_pad(identificatie, "Interne taak")


@app.get("/interne-taken")
def lijst() -> Mapping[str, object]:
    vraag = lees_parameters(TakenVerzoek, app.current_event.query_string_parameters)
    wie, eenheid, aantal, na = app.context["medewerker"], vraag.eenheid, vraag.page_size, vraag.cursor
    nieuwste = vraag.sorteer == "nieuwste"
    if vraag.te_laat:
        page = desk.te_laat(wie, eenheid=eenheid, aantal=aantal, na=na, nieuwste_eerst=nieuwste)
    else:
        page = desk.lijst(wie, vraag.status, eigen=vraag.eigen, eenheid=eenheid, aantal=aantal, na=na, nieuwste_eerst=nieuwste)
    gesprekken = dict(zip(page.resultaten, navrager.van(page.resultaten), strict=True))
    return render_pagina(page, lambda taak: render_interne_taak(taak, gesprekken[taak]))


@app.get("/interne-taken/<identificatie>")
def lees(identificatie: str) -> Mapping[str, object]:
    gelezen = desk.lees(taak_id(identificatie), app.context["medewerker"])
    (gesprek,) = navrager.van([gelezen.taak])
    return render_interne_taak_volledig(gelezen, gesprek, navrager.reacties(gesprek), link=opslag.tekstlink(wiring.archief))


@app.get("/interne-taken/<identificatie>/informatieobjecten/<document>/inhoud")
def download(identificatie: str, document: str) -> Mapping[str, object]:
    gezocht = identificatie_in_pad(document, "Informatieobject")
    return render_documentlink(desk.documentlink(taak_id(identificatie), gezocht, app.context["medewerker"]))


@app.get("/interne-taken/<identificatie>/informatieobjecten/<document>/ontleding")
def ontleding(identificatie: str, document: str) -> Mapping[str, object]:
    vraag = lees_parameters(OntledingVerzoek, app.current_event.query_string_parameters)
    gezocht = identificatie_in_pad(document, "Informatieobject")
    mail = desk.ontleding(taak_id(identificatie), gezocht, app.context["medewerker"], vraag.paden)
    return render_ontleding(mail, archief=wiring.archief)


@app.patch("/interne-taken/<identificatie>")
def wijzig(identificatie: str) -> Mapping[str, object]:
    verzoek, idempotency_key = lees_idempotent(TaakWijziging, app.current_event.decoded_body, app.current_event.headers)
    taak = desk.wijzig(taak_id(identificatie), app.context["medewerker"], idempotency_key, verzoek.wijziging)
    return render_interne_taak(taak)


@app.post("/interne-taken/<identificatie>/antwoord", status_code=HTTPStatus.CREATED)
def beantwoord(identificatie: str) -> Mapping[str, object]:
    verzoek, idempotency_key = lees_idempotent(TaakAntwoordVerzoek, app.current_event.decoded_body, app.current_event.headers)
    medewerker = app.context["medewerker"]
    gezocht = taak_id(identificatie)
    taak = desk.beantwoord(gezocht, medewerker, idempotency_key, verzoek.inhoud, verzoek.bijlagen, verzoek.adressering)
    return render_interne_taak(taak)


@app.post("/interne-taken/<identificatie>/antwoord/voorbeeld")
def toon_antwoord(identificatie: str) -> Mapping[str, object]:
    verzoek, idempotency_key = lees_voorbeeld(TaakAntwoordVerzoek, app.current_event.decoded_body, app.current_event.headers)
    wie, gezocht = app.context["medewerker"], taak_id(identificatie)
    voorbeeld = desk.voorbeeld(gezocht, wie, idempotency_key, verzoek.inhoud, verzoek.bijlagen, verzoek.adressering)
    app.context["quoted"] = voorbeeld.emailbericht
    return render_voorbeeld(voorbeeld)


@app.post("/interne-taken/<identificatie>/vragen", status_code=HTTPStatus.CREATED)
def vraag_burger(identificatie: str) -> Mapping[str, object]:
    verzoek, idempotency_key = lees_idempotent(TaakVraagVerzoek, app.current_event.decoded_body, app.current_event.headers)
    wie = app.context["medewerker"]
    gevraagd = navrager.vraag(taak_id(identificatie), wie, idempotency_key, verzoek.inhoud, verzoek.bijlagen)
    return render_gevraagd(gevraagd, link=opslag.tekstlink(wiring.archief))


@app.post("/interne-taken/<identificatie>/vragen/voorbeeld")
def toon_vraag(identificatie: str) -> Mapping[str, object]:
    verzoek, idempotency_key = lees_voorbeeld(TaakVraagVerzoek, app.current_event.decoded_body, app.current_event.headers)
    wie = app.context["medewerker"]
    voorbeeld = navrager.voorbeeld(taak_id(identificatie), wie, idempotency_key, verzoek.inhoud, verzoek.bijlagen)
    app.context["quoted"] = voorbeeld.emailbericht
    return render_voorbeeld(voorbeeld)


@app.get("/interne-taken/<identificatie>/notities")
def notities(identificatie: str) -> Mapping[str, object]:
    return render_notities(wiring.notitieblok.lijst(desk.leesbaar(taak_id(identificatie), app.context["medewerker"])))


@app.post("/interne-taken/<identificatie>/notities", status_code=HTTPStatus.CREATED)
def schrijf_notitie(identificatie: str) -> Mapping[str, object]:
    verzoek, idempotency_key = lees_idempotent(NotitieVerzoek, app.current_event.decoded_body, app.current_event.headers)
    medewerker = app.context["medewerker"]
    taak = desk.leesbaar(taak_id(identificatie), medewerker)
    return render_notitie(wiring.notitieblok.schrijf(taak, medewerker, idempotency_key, verzoek.tekst))


handler = discreet(app.resolve)
