"""The outcome of a mail as JSON: what was stored with it, whether by this request or by an equal one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from klantmail.api import antwoorden

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from klantmail.api import vormen
    from klantmail.domain.interne_taak import InterneTaak
    from klantmail.domain.klantcontact import Klantcontact
    from klantmail.domain.zaak import Zaak
    from klantmail.usecases.afhandeling.afhandelen import Afgehandeld


class Klantcontactlezer(Protocol):
    """A reader of what a reply stored."""

    def klantcontact(self, identificatie: UUID) -> Klantcontact:
        """Raises: NietGevonden."""


class Uitkomstlezer(Klantcontactlezer, Protocol):
    """A reader of what an outcome stored, so that a repetition is answered as the first request was."""

    def interne_taak(self, identificatie: UUID) -> InterneTaak:
        """Raises: NietGevonden."""

    def zaak(self, identificatie: UUID) -> Zaak:
        """Raises: NietGevonden."""


def beantwoord(gedaan: Afgehandeld, lees: Klantcontactlezer, *, link: antwoorden.Link) -> vormen.Beantwoord:
    """C1199's two klantcontacten, and the sending of the reply.

    Args:
        lees: reads what an earlier, equal request had stored; what this one stored is at hand.
    """
    (verzending,) = _verzendingen(gedaan)
    return {"klantcontacten": _klantcontacten(gedaan, lees, link), "verzending": verzending}


def gesplitst(gedaan: Afgehandeld) -> vormen.Splitsing:
    """The outcome of a splitsing, by identificatie only: twenty klantcontacten with
    their texts could pass 1 MB (decision 7).
    """
    afhandeling = gedaan.afhandeling
    return {"soort": afhandeling.soort, "delen": [antwoorden.deelafhandeling(deel) for deel in afhandeling.delen]}


def afgehandeld(gedaan: Afgehandeld, lees: Uitkomstlezer, *, link: antwoorden.Link) -> vormen.Afgehandeld:
    """The outcome of a mail: the reason, or the klantcontact(en) with what was stored beside them.

    Args:
        lees: as `beantwoord` has it.
    """
    afhandeling = gedaan.afhandeling
    contacten, verzendingen = _klantcontacten(gedaan, lees, link), _verzendingen(gedaan)
    return {
        "soort": afhandeling.soort,
        "reden": afhandeling.reden or None,
        "klantcontact": contacten[0] if contacten else None,
        "klantcontacten": contacten,
        "interneTaak": _als(antwoorden.interne_taak, gedaan, afhandeling.interne_taak, lees.interne_taak),
        "zaak": _als(antwoorden.zaak, gedaan, afhandeling.zaak, lees.zaak),
        "verzending": verzendingen[0] if verzendingen else None,
        "verzendingen": verzendingen,
    }


def _klantcontacten(gedaan: Afgehandeld, lees: Klantcontactlezer, link: antwoorden.Link) -> list[vormen.Klantcontact]:
    return [
        antwoorden.klantcontact(_record(gedaan, een, lees.klantcontact), link=link) for een in gedaan.afhandeling.klantcontacten
    ]


def _verzendingen(gedaan: Afgehandeld) -> list[vormen.Verwijzing]:
    return [{"identificatie": str(een)} for een in gedaan.afhandeling.verzendingen]


def _als[R, V](vorm: Callable[[R], V], gedaan: Afgehandeld, identificatie: UUID | None, lees: Callable[[UUID], R]) -> V | None:
    return vorm(_record(gedaan, identificatie, lees)) if identificatie else None


def _record[R](gedaan: Afgehandeld, identificatie: UUID, lees: Callable[[UUID], R]) -> R:
    """Return the record of this request itself, or else what an earlier one had stored.

    No two records have the same identificatie.
    """
    eigen: Any = next((een for een in gedaan.records or () if een.identificatie == identificatie), None)
    return lees(identificatie) if eigen is None else eigen
