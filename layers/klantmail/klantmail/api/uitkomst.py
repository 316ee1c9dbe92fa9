"""The outcome of a mail over HTTP: the request for it, and as JSON what was stored with it.

A request may have stored it, or an equal one before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from klantmail.api import render
from klantmail.api.app import identificatie_in_pad
from klantmail.api.reader import lees_onder_inzage
from klantmail.usecases.afhandeling.afhandelen import Afhandelverzoek

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from aws_lambda_powertools.event_handler import APIGatewayRestResolver

    from klantmail.api import responses
    from klantmail.api.verzoeken.basis import Uitkomstverzoek
    from klantmail.ports.repositories import Klantcontactlezer, Taaklezer, Zaaklezer
    from klantmail.usecases.afhandeling.afhandelen import Afgehandeld


def gevraagd(app: APIGatewayRestResolver, identificatie: str, vorm: type[Uitkomstverzoek]) -> Afhandelverzoek:
    """Read the request of this kind that `app` is answering, about the mail of this identificatie.

    Raises: OngeldigeInvoer; NietGevonden (the identificatie is no UUID).
    """
    verzoek, idempotency_key = lees_onder_inzage(vorm, app.current_event.decoded_body, app.current_event.headers)
    return Afhandelverzoek(
        bericht=identificatie_in_pad(identificatie, "E-mailbericht"),
        inzage=verzoek.inzage_id,
        medewerker=app.context["medewerker"],
        idempotency_key=idempotency_key,
        uitkomst=verzoek.uitkomst,
    )


def beantwoord(gedaan: Afgehandeld, klantcontacten: Klantcontactlezer, *, link: render.Link) -> responses.Beantwoord:
    """C1199's two klantcontacten, and the sending of the reply.

    Args:
        klantcontacten: reads the ones of an earlier, equal request; those of this one are at hand.
    """
    (verzending,) = _verzendingen(gedaan)
    return {"klantcontacten": _klantcontacten(gedaan, klantcontacten, link), "verzending": verzending}


def gesplitst(gedaan: Afgehandeld) -> responses.Splitsing:
    """The outcome of a splitsing, by identificatie only: twenty klantcontacten with
    their texts could pass 1 MB (decision 7).
    """
    afhandeling = gedaan.afhandeling
    return {"soort": afhandeling.soort, "delen": [render.deelafhandeling(deel) for deel in afhandeling.delen]}


def afgehandeld(
    gedaan: Afgehandeld, klantcontacten: Klantcontactlezer, taken: Taaklezer, zaken: Zaaklezer, *, link: render.Link
) -> responses.Afgehandeld:
    """The outcome of a mail: the reason, or the klantcontact(en) with the records that were stored beside them.

    Args:
        klantcontacten, taken, zaken: read the records of an earlier, equal request; those of this one are at hand.
    """
    afhandeling = gedaan.afhandeling
    contacten, verzendingen = _klantcontacten(gedaan, klantcontacten, link), _verzendingen(gedaan)
    return {
        "soort": afhandeling.soort,
        "reden": afhandeling.reden or None,
        "klantcontact": contacten[0] if contacten else None,
        "klantcontacten": contacten,
        "interneTaak": _als(render.interne_taak, gedaan, afhandeling.interne_taak, taken.interne_taak),
        "zaak": _als(render.zaak, gedaan, afhandeling.zaak, zaken.zaak),
        "verzending": verzendingen[0] if verzendingen else None,
        "verzendingen": verzendingen,
    }


def _klantcontacten(gedaan: Afgehandeld, lees: Klantcontactlezer, link: render.Link) -> list[responses.Klantcontact]:
    return [render.klantcontact(_record(gedaan, een, lees.klantcontact), link=link) for een in gedaan.afhandeling.klantcontacten]


def _verzendingen(gedaan: Afgehandeld) -> list[responses.Verwijzing]:
    return [{"identificatie": str(een)} for een in gedaan.afhandeling.verzendingen]


def _als[R, V](vorm: Callable[[R], V], gedaan: Afgehandeld, identificatie: UUID | None, lees: Callable[[UUID], R]) -> V | None:
    return vorm(_record(gedaan, identificatie, lees)) if identificatie else None


def _record[R](gedaan: Afgehandeld, identificatie: UUID, lees: Callable[[UUID], R]) -> R:
    """Return the record of this request itself, or else what an earlier one had stored.

    No two records have the same identificatie.
    """
    eigen: Any = next((een for een in gedaan.records or () if een.identificatie == identificatie), None)
    return lees(identificatie) if eigen is None else eigen
