"""The term of a zaak, as the Zaken API says, and what that means for the mail that belongs to it.

The mail may go when the zaak may: not before its archiefactiedatum, and never when it is kept for ever. Whatever is not
known keeps the mail.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Archiefnominatie(StrEnum):
    """The things that can become of a zaak at its archiefactiedatum (Zaken API 1.5)."""

    BLIJVEND_BEWAREN = "blijvend_bewaren"
    VERNIETIGEN = "vernietigen"


class Zaakreden(StrEnum):
    """The reasons for which a mail whose own term is over is kept for a zaak. Of several the first one is told."""

    BLIJVEND_BEWAREN = "blijvend_bewaren"
    """The zaak is kept for ever."""
    TERMIJN_LOOPT = "termijn_loopt"
    """Its archiefactiedatum is still to come."""
    GEEN_DATUM = "geen_datum"
    """It has no archiefnominatie or no archiefactiedatum yet, such as one that is open."""
    NIET_GEVONDEN = "niet_gevonden"
    """The Zaken API has no such zaak (any more), or it was never registered there."""
    NIET_GELEZEN = "niet_gelezen"
    """The Zaken API gave no answer, an error, or one that is none; or it was not asked any more."""
    GEEN_ZAKEN_API = "geen_zaken_api"
    """The municipality has set no Zaken API."""


@dataclass(frozen=True, slots=True)
class Zaaktermijn:
    """The term of a zaak, by its fields of the same names (Zaken API 1.5)."""

    archiefnominatie: Archiefnominatie | None
    archiefactiedatum: date | None


def waarom_het_bij_de_zaak_blijft(termijnen: Iterable[Zaaktermijn | Zaakreden], peildatum: date) -> Zaakreden | None:
    """Tell why a mail of these zaken is kept on a day; None when all of them may be destroyed by then."""
    redenen = {een if isinstance(een, Zaakreden) else _reden(een, peildatum) for een in termijnen}
    return next((reden for reden in Zaakreden if reden in redenen), None)


def _reden(termijn: Zaaktermijn, peildatum: date) -> Zaakreden | None:
    if termijn.archiefnominatie is Archiefnominatie.BLIJVEND_BEWAREN:
        return Zaakreden.BLIJVEND_BEWAREN
    if termijn.archiefnominatie is None or termijn.archiefactiedatum is None:
        return Zaakreden.GEEN_DATUM
    return Zaakreden.TERMIJN_LOOPT if termijn.archiefactiedatum > peildatum else None
