"""The outcome of a mail as JSON: what was stored with it, whether by this request or by an equal one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from klantmail.api import antwoorden
from klantmail.domain.interne_taak import InterneTaak
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.zaak import Zaak

if TYPE_CHECKING:
    from uuid import UUID

    from klantmail.api import vormen
    from klantmail.usecases.afhandeling.afhandelen import Uitkomst


class Uitkomstlezer(Protocol):
    """Reads what an outcome stored, so that a repetition is answered as the first request was."""

    def klantcontact(self, identificatie: UUID) -> Klantcontact:
        """Raises: NietGevonden."""

    def interne_taak(self, identificatie: UUID) -> InterneTaak:
        """Raises: NietGevonden."""

    def zaak(self, identificatie: UUID) -> Zaak:
        """Raises: NietGevonden."""


def afgehandeld(uitkomst: Uitkomst, lees: Uitkomstlezer, *, link: antwoorden.Link) -> vormen.Afgehandeld:
    """The outcome of a mail: the reason, or the klantcontact(en) with what was stored beside them.

    Args:
        lees: reads what an earlier, equal request had stored; what this one stored is at hand.
    """
    afhandeling = uitkomst.afhandeling
    contacten = [
        antwoorden.klantcontact(_vastgelegd(uitkomst, Klantcontact, een) or lees.klantcontact(een), link=link)
        for een in afhandeling.klantcontacten
    ]
    taak_id, zaak_id = afhandeling.interne_taak, afhandeling.zaak
    return {
        "soort": afhandeling.soort,
        "reden": afhandeling.reden or None,
        "klantcontact": contacten[0] if contacten else None,
        "klantcontacten": contacten,
        "interneTaak": antwoorden.interne_taak(_vastgelegd(uitkomst, InterneTaak, taak_id) or lees.interne_taak(taak_id))
        if taak_id
        else None,
        "zaak": antwoorden.zaak(_vastgelegd(uitkomst, Zaak, zaak_id) or lees.zaak(zaak_id)) if zaak_id else None,
        "verzending": {"identificatie": str(afhandeling.verzendingen[0])} if afhandeling.verzendingen else None,
        "verzendingen": [{"identificatie": str(een)} for een in afhandeling.verzendingen],
    }


def _vastgelegd[R: (Klantcontact, InterneTaak, Zaak)](uitkomst: Uitkomst, soort: type[R], identificatie: UUID) -> R | None:
    """The record of this request itself; None when an earlier one had stored it."""
    eigen = (een for een in uitkomst.records or () if isinstance(een, soort) and een.identificatie == identificatie)
    return next(eigen, None)
