"""An agent gives a mail another outcome than an answer: an interne taak, a zaak, a doorzending, a closing, a split.

The zaak may be there already. Or a klantcontact that is stored gets a task or a zaak. Each route imports what it alone
asks for: a cold start answers one of them.
"""

import os
from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING

from klantmail.bootstrap.wiring import Wiring

from klantmail.api.afhandelverzoek import gevraagd
from klantmail.api.app import api_app, identificatie_in_pad
from klantmail.api.reader import lees_idempotent
from klantmail.api.render.uitkomst import render_afgehandeld, render_gesplitst, render_gezet
from klantmail.api.verzoeken.basis import Uitkomstverzoek
from klantmail.runtime.audit import discreet
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.afhandelen import Afgehandeld

if TYPE_CHECKING:
    from klantmail.api.verzoeken.interne_taak import TaakDeel
    from klantmail.api.verzoeken.zaak import ZaakDeel
    from klantmail.api.verzoeken.zaakkoppeling import KoppelDeel

wiring = Wiring(os.environ)
afhandelaar = wiring.afhandelaar
lezers = wiring.klantcontacten, wiring.interne_taken, wiring.zaken
app = api_app(wiring.instellingen.origins, guard=wiring.postvakwacht)


def handel_af(identificatie: str, vorm: type[Uitkomstverzoek]) -> Afgehandeld:
    return afhandelaar.handel_af(gevraagd(app, identificatie, vorm))


def als_json(gedaan: Afgehandeld) -> Mapping[str, object]:
    return render_afgehandeld(gedaan, *lezers, link=opslag.tekstlink(wiring.archief))


def zet_stap(identificatie: str, vorm: "type[TaakDeel | ZaakDeel | KoppelDeel]") -> Mapping[str, object]:
    from klantmail.usecases.afhandeling.vervolgstap import Stapverzoek

    verzoek, idempotency_key = lees_idempotent(vorm, app.current_event.decoded_body, app.current_event.headers)
    gevraagde_stap = Stapverzoek(
        op=identificatie_in_pad(identificatie, "Klantcontact"),
        medewerker=app.context["medewerker"],
        idempotency_key=idempotency_key,
        stap=verzoek.uitkomst,
    )
    return render_gezet(wiring.stappenzetter.zet(gevraagde_stap), wiring.interne_taken, wiring.zaken)


@app.post("/emailberichten/<identificatie>/interne-taken", status_code=HTTPStatus.CREATED)
def maak_taak(identificatie: str) -> Mapping[str, object]:
    from klantmail.api.verzoeken.interne_taak import TaakVerzoek

    return als_json(handel_af(identificatie, TaakVerzoek))


@app.post("/emailberichten/<identificatie>/zaken", status_code=HTTPStatus.CREATED)
def maak_zaak(identificatie: str) -> Mapping[str, object]:
    from klantmail.api.verzoeken.zaak import ZaakVerzoek

    return als_json(handel_af(identificatie, ZaakVerzoek))


@app.post("/emailberichten/<identificatie>/zaakkoppelingen", status_code=HTTPStatus.CREATED)
def koppel_aan_zaak(identificatie: str) -> Mapping[str, object]:
    from klantmail.api.verzoeken.zaakkoppeling import KoppelVerzoek

    return als_json(handel_af(identificatie, KoppelVerzoek))


@app.post("/emailberichten/<identificatie>/doorzendingen", status_code=HTTPStatus.CREATED)
def zend_door(identificatie: str) -> Mapping[str, object]:
    from klantmail.api.verzoeken.doorzending import DoorzendVerzoek

    return als_json(handel_af(identificatie, DoorzendVerzoek))


@app.post("/emailberichten/<identificatie>/afsluiting", status_code=HTTPStatus.CREATED)
def sluit_af(identificatie: str) -> Mapping[str, object]:
    from klantmail.api.verzoeken.afsluiting import AfsluitVerzoek

    return als_json(handel_af(identificatie, AfsluitVerzoek))


@app.post("/emailberichten/<identificatie>/splitsing", status_code=HTTPStatus.CREATED)
def splits(identificatie: str) -> Mapping[str, object]:
    from klantmail.api.verzoeken.splitsen import SplitsVerzoek

    return render_gesplitst(handel_af(identificatie, SplitsVerzoek))


@app.post("/klantcontacten/<identificatie>/interne-taken", status_code=HTTPStatus.CREATED)
def vraag_verder(identificatie: str) -> Mapping[str, object]:
    from klantmail.api.verzoeken.interne_taak import TaakDeel

    return zet_stap(identificatie, TaakDeel)


@app.post("/klantcontacten/<identificatie>/zaken", status_code=HTTPStatus.CREATED)
def maak_er_zaak_van(identificatie: str) -> Mapping[str, object]:
    from klantmail.api.verzoeken.zaak import ZaakDeel

    return zet_stap(identificatie, ZaakDeel)


@app.post("/klantcontacten/<identificatie>/zaakkoppelingen", status_code=HTTPStatus.CREATED)
def koppel_alsnog(identificatie: str) -> Mapping[str, object]:
    from klantmail.api.verzoeken.zaakkoppeling import KoppelDeel

    return zet_stap(identificatie, KoppelDeel)


handler = discreet(app.resolve)
