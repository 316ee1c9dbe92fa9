"""An agent gives a mail another outcome than an answer: an interne taak, a zaak, a doorzending, a closing, a split."""

import os
from collections.abc import Mapping
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api.afhandelverzoek import gevraagd
from klantmail.api.app import api_app
from klantmail.api.render.uitkomst import render_afgehandeld, render_gesplitst
from klantmail.api.verzoeken.afsluiting import AfsluitVerzoek
from klantmail.api.verzoeken.basis import Uitkomstverzoek
from klantmail.api.verzoeken.doorzending import DoorzendVerzoek
from klantmail.api.verzoeken.interne_taak import TaakVerzoek
from klantmail.api.verzoeken.splitsen import SplitsVerzoek
from klantmail.api.verzoeken.zaak import ZaakVerzoek
from klantmail.runtime.audit import discreet
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.afhandelen import Afgehandeld

wiring = Wiring(os.environ)
afhandelaar = wiring.afhandelaar()
lezers = wiring.klantcontacten, wiring.interne_taken, wiring.zaken
app = api_app(wiring.instellingen.herkomsten)


def handel_af(identificatie: str, vorm: type[Uitkomstverzoek]) -> Afgehandeld:
    return afhandelaar.handel_af(gevraagd(app, identificatie, vorm))


def als_json(gedaan: Afgehandeld) -> Mapping[str, object]:
    return render_afgehandeld(gedaan, *lezers, link=opslag.tekstlink(wiring.archief))


@app.post("/emailberichten/<identificatie>/interne-taken", status_code=HTTPStatus.CREATED)
def maak_taak(identificatie: str) -> Mapping[str, object]:
    return als_json(handel_af(identificatie, TaakVerzoek))


@app.post("/emailberichten/<identificatie>/zaken", status_code=HTTPStatus.CREATED)
def maak_zaak(identificatie: str) -> Mapping[str, object]:
    return als_json(handel_af(identificatie, ZaakVerzoek))


@app.post("/emailberichten/<identificatie>/doorzendingen", status_code=HTTPStatus.CREATED)
def zend_door(identificatie: str) -> Mapping[str, object]:
    return als_json(handel_af(identificatie, DoorzendVerzoek))


@app.post("/emailberichten/<identificatie>/afsluiting", status_code=HTTPStatus.CREATED)
def sluit_af(identificatie: str) -> Mapping[str, object]:
    return als_json(handel_af(identificatie, AfsluitVerzoek))


@app.post("/emailberichten/<identificatie>/splitsing", status_code=HTTPStatus.CREATED)
def splits(identificatie: str) -> Mapping[str, object]:
    return render_gesplitst(handel_af(identificatie, SplitsVerzoek))


handler = discreet(app.resolve)
