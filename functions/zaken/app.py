"""A beheerder sees zaken that are not registered, and decides on them."""

import os
from collections.abc import Mapping
from http import HTTPStatus
from uuid import UUID

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.app import api_app, identificatie_in_pad
from klantmail.api.lezen import lees_met_sleutel, lees_parameters
from klantmail.api.verzoeken.zaken import ZaakHervatVerzoek, ZakenVerzoek
from klantmail.runtime.audit import discreet

wiring = Wiring(os.environ)
beheer = wiring.zakenbeheer()
app = api_app(wiring.instellingen.herkomsten, with_parameters={"/zaken"})


def zaak_id(identificatie: str) -> UUID:
    return identificatie_in_pad(identificatie, "Zaak")


@app.get("/zaken")
def lijst() -> Mapping[str, object]:
    vraag = lees_parameters(ZakenVerzoek, app.current_event.query_string_parameters)
    bladzijde = beheer.lijst(vraag.status, aantal=vraag.page_size, na=vraag.cursor)
    return antwoorden.pagina(bladzijde, antwoorden.zaak)


@app.get("/zaken/<identificatie>")
def lees(identificatie: str) -> Mapping[str, object]:
    return antwoorden.zaak(beheer.lees(zaak_id(identificatie)))


@app.post("/zaken/<identificatie>/hervatting", status_code=HTTPStatus.CREATED)
def beslis(identificatie: str) -> Mapping[str, object]:
    verzoek, sleutel = lees_met_sleutel(ZaakHervatVerzoek, app.current_event.decoded_body, app.current_event.headers)
    besloten = beheer.beslis(zaak_id(identificatie), app.context["medewerker"], sleutel, verzoek.beslissing)
    return antwoorden.zaak(besloten)


handler = discreet(app.resolve)
