"""The outcome of a mail as JSON: what was stored with it.

A request may have stored it, or an equal one before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from klantmail.api.render.emailbericht import render_deelafhandeling
from klantmail.api.render.interne_taak import render_interne_taak
from klantmail.api.render.klantcontact import render_klantcontact
from klantmail.api.render.zaak import render_zaak

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from klantmail.api.render.basis import Link
    from klantmail.api.responses import basis as basis_responses
    from klantmail.api.responses import klantcontact as klantcontact_responses
    from klantmail.api.responses import uitkomst as responses
    from klantmail.ports.repositories import Klantcontactlezer
    from klantmail.ports.taken import Taaklezer
    from klantmail.ports.zaken import Zaaklezer
    from klantmail.usecases.afhandeling.afhandelen import Afgehandeld
    from klantmail.usecases.afhandeling.eerder_bericht import OpgeslagenBericht
    from klantmail.usecases.afhandeling.vervolgstap import Gezet
    from klantmail.usecases.ontvangst.bevestigen import ZonderBevestiging


def render_beantwoord(gedaan: Afgehandeld, klantcontacten: Klantcontactlezer, *, link: Link) -> responses.Beantwoord:
    """C1199's two klantcontacten, and the sending of the reply.

    Args:
        klantcontacten: reads the ones of an earlier, equal request; those of this one are at hand.
    """
    (verzending,) = _verzendingen(gedaan)
    return {"klantcontacten": _klantcontacten(gedaan, klantcontacten, link), "verzending": verzending}


def render_gesplitst(gedaan: Afgehandeld) -> responses.Splitsing:
    """The outcome of a splitsing, by identificatie only: twenty klantcontacten with
    their texts could pass 1 MB (decision 7).
    """
    afhandeling = gedaan.afhandeling
    return {"soort": afhandeling.soort, "delen": [render_deelafhandeling(deel) for deel in afhandeling.delen]}


def render_afgehandeld(
    gedaan: Afgehandeld, klantcontacten: Klantcontactlezer, taken: Taaklezer, zaken: Zaaklezer, *, link: Link
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
        "redenZonderBericht": afhandeling.reden_zonder_bericht or None,
        "klantcontact": contacten[0] if contacten else None,
        "klantcontacten": contacten,
        "interneTaak": _als(render_interne_taak, gedaan, afhandeling.interne_taak, taken.interne_taak),
        "zaak": _als(render_zaak, gedaan, afhandeling.zaak, zaken.zaak),
        "verzending": verzendingen[0] if verzendingen else None,
        "verzendingen": verzendingen,
    }


def render_vervolgd(opgeslagen: OpgeslagenBericht, *, link: Link) -> responses.Vervolgd:
    """The new klantcontact, and the sending of its mail."""
    return {
        "klantcontact": render_klantcontact(opgeslagen.klantcontact, link=link),
        "verzending": {"identificatie": str(opgeslagen.verzending)},
    }


def render_gezet(gezet: Gezet, taken: Taaklezer, zaken: Zaaklezer) -> responses.Gezet:
    """The step on a klantcontact, with its record.

    Args:
        taken, zaken: read the record of an earlier, equal request; that of this one is at hand.
    """
    stap = gezet.stap
    return {
        "soort": stap.soort,
        "interneTaak": _als(render_interne_taak, gezet, stap.interne_taak, taken.interne_taak),
        "zaak": _als(render_zaak, gezet, stap.zaak, zaken.zaak),
    }


def render_bevestigd(sending: UUID) -> responses.Bevestigd:
    return {"verzending": {"identificatie": str(sending)}}


def render_zonder_bevestiging(zonder: ZonderBevestiging) -> responses.ZonderBevestiging:
    return {"formeelUiterlijk": zonder.formeel_uiterlijk.isoformat(), "redenZonderBevestiging": zonder.reden}


def _klantcontacten(gedaan: Afgehandeld, lees: Klantcontactlezer, link: Link) -> list[klantcontact_responses.Klantcontact]:
    return [render_klantcontact(_record(gedaan, een, lees.klantcontact), link=link) for een in gedaan.afhandeling.klantcontacten]


def _verzendingen(gedaan: Afgehandeld) -> list[basis_responses.Verwijzing]:
    return [{"identificatie": str(een)} for een in gedaan.afhandeling.verzendingen]


def _als[R, V](
    vorm: Callable[[R], V], gedaan: Afgehandeld | Gezet, identificatie: UUID | None, lees: Callable[[UUID], R]
) -> V | None:
    return vorm(_record(gedaan, identificatie, lees)) if identificatie else None


def _record[R](gedaan: Afgehandeld | Gezet, identificatie: UUID, lees: Callable[[UUID], R]) -> R:
    """Return the record of this request itself, or else what an earlier one had stored.

    No two records have the same identificatie.
    """
    eigen: Any = next((een for een in gedaan.records or () if een.identificatie == identificatie), None)
    return lees(identificatie) if eigen is None else eigen
