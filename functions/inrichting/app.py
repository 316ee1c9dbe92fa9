"""The set-up of Klantmail in this municipality, as far as its users choose from it, and the figures about the work."""

import os
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import unquote
from uuid import UUID

from klantmail.bootstrap.wiring import Wiring

from aws_lambda_powertools.event_handler import Response, content_types

from klantmail.api.app import ARCHIEF, DESK, KCC, LEIDING, PRIVACY, api_app, identificatie_in_pad
from klantmail.api.parameters import Bladeren
from klantmail.api.reader import lees_idempotent, lees_json, lees_parameters
from klantmail.api.render.basis import render_pagina
from klantmail.api.render.cijfers import render_cijfers, render_csv, render_csv_van_eenheden
from klantmail.api.render.inrichting import (
    render_ik,
    render_medewerker,
    render_organisatorische_eenheid,
    render_postvak,
    render_zaaktype,
)
from klantmail.api.render.ondertekening import render_ondertekening
from klantmail.api.render.standaardantwoord import render_ingevuld, render_standaardantwoord, render_standaardantwoord_in_lijst
from klantmail.api.verzoeken.cijfers import CijferVerzoek
from klantmail.api.verzoeken.ondertekening import OndertekeningWijziging
from klantmail.api.verzoeken.standaardantwoorden import InvulVerzoek, StandaardVerzoek, StandaardWijziging, StandaardZoekvraag
from klantmail.domain.termijn import vandaag
from klantmail.domain.tijd import nu
from klantmail.ports.repositories import Pagina
from klantmail.runtime.audit import discreet

CSV: Final = "text/csv"
wiring = Wiring(os.environ)
instellingen = wiring.instellingen
teksten = wiring.standaardantwoorden
medewerkers = wiring.medewerkers
app = api_app(
    instellingen.origins,
    KCC | DESK | LEIDING,
    guard=wiring.postvakwacht,
    with_parameters={"/standaardantwoorden", "/medewerkers", "/cijfers"},
    also_for={"/ik": ARCHIEF | PRIVACY},
    noted=medewerkers.meld_aan,
)


def tekst_id(identificatie: str) -> UUID:
    return identificatie_in_pad(identificatie, "Standaardantwoord")


@app.get("/ik")
def ik() -> Mapping[str, object]:
    return render_ik(app.context["medewerker"], instellingen.postvakken)


@app.get("/postvakken")
def postvakken() -> Mapping[str, object]:
    bevestigd = instellingen.bevestigde_postvakken
    page = Pagina(instellingen.postvakken, None)
    return render_pagina(page, lambda adres: render_postvak(adres, bevestigd=adres in bevestigd))


@app.get("/postvakken/<postvak>/ondertekening")
def ondertekening(postvak: str) -> Mapping[str, object]:
    return render_ondertekening(wiring.ondertekeningenbeheer.lees(unquote(postvak)))


@app.put("/postvakken/<postvak>/ondertekening")
def onderteken(postvak: str) -> Mapping[str, object]:
    verzoek = lees_json(OndertekeningWijziging, app.current_event.decoded_body)
    tekst = verzoek.voor(unquote(postvak))
    return render_ondertekening(wiring.ondertekeningenbeheer.wijzig(app.context["medewerker"], verzoek.versie, tekst))


@app.get("/organisatorische-eenheden")
def eenheden() -> Mapping[str, object]:
    behandelaars = medewerkers.behandelaars()
    page = Pagina(instellingen.eenheden, None)
    return render_pagina(page, lambda naam: render_organisatorische_eenheid(naam, behandelaars.get(naam, 0)))


@app.get("/medewerkers")
def medewerkerslijst() -> Mapping[str, object]:
    vraag = lees_parameters(Bladeren, app.current_event.query_string_parameters)
    page = medewerkers.lijst(aantal=vraag.page_size, na=vraag.cursor)
    return render_pagina(page, lambda een: render_medewerker(een, actief=medewerkers.is_actief(een)))


@app.get("/cijfers")
def cijfers() -> Response[Any]:
    verzoek = lees_parameters(CijferVerzoek, app.current_event.query_string_parameters)
    vraag = verzoek.vraag(vandaag(nu()))
    gevonden = wiring.cijferaar.cijfers(vraag, app.context["medewerker"])
    if verzoek.formaat == "csv" or app.current_event.headers.get("Accept", "").startswith(CSV):
        als_csv = render_csv_van_eenheden if verzoek.over == "eenheden" else render_csv
        return Response(HTTPStatus.OK, f"{CSV}; charset=utf-8", als_csv(gevonden))
    return Response(HTTPStatus.OK, content_types.APPLICATION_JSON, render_cijfers(vraag, gevonden))


@app.get("/zaaktypen")
def zaaktypen() -> Mapping[str, object]:
    return render_pagina(Pagina(instellingen.zaaktypen, None), render_zaaktype)


@app.get("/standaardantwoorden")
def lijst() -> Mapping[str, object]:
    vraag = lees_parameters(StandaardZoekvraag, app.current_event.query_string_parameters)
    page = teksten.lijst(aantal=vraag.page_size, na=vraag.cursor, keuze=vraag.keuze)
    return render_pagina(page, render_standaardantwoord_in_lijst)


@app.get("/standaardantwoorden/<identificatie>")
def lees(identificatie: str) -> Mapping[str, object]:
    return render_standaardantwoord(teksten.lees(tekst_id(identificatie)))


@app.post("/standaardantwoorden", status_code=HTTPStatus.CREATED)
def maak() -> Mapping[str, object]:
    verzoek, idempotency_key = lees_idempotent(StandaardVerzoek, app.current_event.decoded_body, app.current_event.headers)
    gemaakt = teksten.maak(app.context["medewerker"], idempotency_key, verzoek.tekst)
    app.context["made"] = gemaakt.identificatie
    return render_standaardantwoord(gemaakt)


@app.put("/standaardantwoorden/<identificatie>")
def wijzig(identificatie: str) -> Mapping[str, object]:
    verzoek = lees_json(StandaardWijziging, app.current_event.decoded_body)
    gewijzigd = teksten.wijzig(tekst_id(identificatie), app.context["medewerker"], verzoek.versie, verzoek.tekst)
    return render_standaardantwoord(gewijzigd)


@app.post("/standaardantwoorden/<identificatie>/invulling")
def vul_in(identificatie: str) -> Mapping[str, object]:
    verzoek = lees_json(InvulVerzoek, app.current_event.decoded_body)
    return render_ingevuld(teksten.vul_in(tekst_id(identificatie), verzoek.emailbericht, app.context["medewerker"]))


handler = discreet(app.resolve)
