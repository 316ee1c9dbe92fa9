"""People put mail in order beside handling it.

A mail that was closed by mistake is opened again, and one in the wrong postvak goes to another. A beheerder closes mail
in quarantine, or puts it back there. Colleagues leave each other notes, and drafts.
"""

import os
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from klantmail.bootstrap.wiring import Wiring

from aws_lambda_powertools.event_handler import Response

from klantmail.api.app import api_app, identificatie_in_pad
from klantmail.api.middleware import no_content
from klantmail.api.reader import lees_idempotent, lees_json, lees_parameters
from klantmail.api.render.concept import render_concept
from klantmail.api.render.emailbericht import render_emailbericht_volledig, render_sluiting
from klantmail.api.render.notitie import render_notitie, render_notities
from klantmail.api.render.rectificatie import render_rectificatie
from klantmail.api.verzoeken.concepten import ConceptVerzoek, ConceptVraag
from klantmail.api.verzoeken.notities import NotitieVerzoek
from klantmail.api.verzoeken.ordenen import (
    ApartzetVerzoek,
    HeropenVerzoek,
    QuarantaineSluitVerzoek,
    ReserveerVerzoek,
    VerplaatsVerzoek,
)
from klantmail.api.verzoeken.rectificatie import RectificatieVerzoek
from klantmail.api.voorwaarde import in_versie, vereiste_voorwaarde, voorwaarde_van
from klantmail.domain.tijd import nu
from klantmail.runtime.audit import discreet

wiring = Wiring(os.environ, s3_zo_nodig=True)
concepten = wiring.conceptenmap
app = api_app(
    wiring.instellingen.origins,
    guard=wiring.postvakwacht,
    with_parameters={"/emailberichten/{identificatie}/concept"},
)


def gelezen(identificatie: str) -> UUID:
    """Return the identificatie of a mail that is there. Raises: NietGevonden."""
    return wiring.notitieblok.op_bericht(identificatie_in_pad(identificatie, "E-mailbericht"))


@app.post("/emailberichten/<identificatie>/heropening", status_code=HTTPStatus.CREATED)
def heropen(identificatie: str) -> Mapping[str, object]:
    verzoek = lees_json(HeropenVerzoek, app.current_event.decoded_body)
    bericht = identificatie_in_pad(identificatie, "E-mailbericht")
    return render_emailbericht_volledig(wiring.heropener.heropen(bericht, app.context["medewerker"], verzoek.reden), nu())


@app.post("/emailberichten/<identificatie>/verplaatsing", status_code=HTTPStatus.CREATED)
def verplaats(identificatie: str) -> Mapping[str, object]:
    verzoek = lees_json(VerplaatsVerzoek, app.current_event.decoded_body)
    bericht = identificatie_in_pad(identificatie, "E-mailbericht")
    return render_emailbericht_volledig(wiring.verplaatser.verplaats(bericht, app.context["medewerker"], verzoek.opdracht), nu())


@app.put("/emailberichten/<identificatie>/reservering")
def reserveer(identificatie: str) -> Mapping[str, object]:
    verzoek = lees_json(ReserveerVerzoek, app.current_event.decoded_body)
    bericht = identificatie_in_pad(identificatie, "E-mailbericht")
    return render_emailbericht_volledig(
        wiring.reserveerder.reserveer(bericht, app.context["medewerker"], verzoek.medewerker), nu()
    )


@app.delete("/emailberichten/<identificatie>/reservering")
def geef_reservering_op(identificatie: str) -> Response[str]:
    wiring.reserveerder.geef_op(identificatie_in_pad(identificatie, "E-mailbericht"))
    return no_content()


@app.post("/emailberichten/<identificatie>/quarantaine", status_code=HTTPStatus.CREATED)
def zet_apart(identificatie: str) -> Mapping[str, object]:
    verzoek = lees_json(ApartzetVerzoek, app.current_event.decoded_body)
    bericht = identificatie_in_pad(identificatie, "E-mailbericht")
    return render_emailbericht_volledig(
        wiring.quarantainebeheer.zet_apart(bericht, app.context["medewerker"], verzoek.reden), nu()
    )


@app.post("/quarantaine/sluitingen", status_code=HTTPStatus.CREATED)
def sluit() -> Mapping[str, object]:
    verzoek, key = lees_idempotent(QuarantaineSluitVerzoek, app.current_event.decoded_body, app.current_event.headers)
    afhandeling = wiring.quarantainebeheer.sluit(verzoek.emailberichten, app.context["medewerker"], key, verzoek.reden)
    return render_sluiting(verzoek.emailberichten, afhandeling)


@app.get("/emailberichten/<identificatie>/notities")
def notities(identificatie: str) -> Mapping[str, object]:
    return render_notities(wiring.notitieblok.lijst(gelezen(identificatie)))


@app.post("/emailberichten/<identificatie>/notities", status_code=HTTPStatus.CREATED)
def schrijf_notitie(identificatie: str) -> Mapping[str, object]:
    verzoek, idempotency_key = lees_idempotent(NotitieVerzoek, app.current_event.decoded_body, app.current_event.headers)
    return render_notitie(
        wiring.notitieblok.schrijf(gelezen(identificatie), app.context["medewerker"], idempotency_key, verzoek.tekst)
    )


@app.post("/klantcontacten/<identificatie>/rectificaties", status_code=HTTPStatus.CREATED)
def rectificeer(identificatie: str) -> Mapping[str, object]:
    verzoek, idempotency_key = lees_idempotent(RectificatieVerzoek, app.current_event.decoded_body, app.current_event.headers)
    contact = identificatie_in_pad(identificatie, "Klantcontact")
    return render_rectificatie(
        wiring.rectificeerder.rectificeer(contact, app.context["medewerker"], idempotency_key, verzoek.tekst)
    )


@app.get("/emailberichten/<identificatie>/concept")
def lees_concept(identificatie: str) -> Response[Any]:
    vraag = lees_parameters(ConceptVraag, app.current_event.query_string_parameters)
    van = vraag.medewerker or app.context["medewerker"].identificatie
    gelezen = concepten.lees(identificatie_in_pad(identificatie, "E-mailbericht"), van)
    return in_versie(HTTPStatus.OK, render_concept(gelezen.concept, achterhaald=gelezen.achterhaald), gelezen.versie)


@app.put("/emailberichten/<identificatie>/concept")
def bewaar_concept(identificatie: str) -> Response[Any]:
    voorwaarde = vereiste_voorwaarde(app.current_event.headers)
    verzoek = lees_json(ConceptVerzoek, app.current_event.decoded_body)
    bericht, medewerker = identificatie_in_pad(identificatie, "E-mailbericht"), app.context["medewerker"]
    bewaard, eerste = concepten.bewaar(bericht, medewerker, verzoek.soort, verzoek.in_json, voorwaarde)
    return in_versie(HTTPStatus.CREATED if eerste else HTTPStatus.OK, render_concept(bewaard), bewaard.versie)


@app.delete("/emailberichten/<identificatie>/concept")
def verwijder_concept(identificatie: str) -> Response[str]:
    voorwaarde = voorwaarde_van(app.current_event.headers)
    bericht = identificatie_in_pad(identificatie, "E-mailbericht")
    concepten.verwijder(bericht, app.context["medewerker"], voorwaarde)
    return no_content()


handler = discreet(app.resolve)
