"""The municipality's Zaken API and Documenten API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from klantmail.domain.document import Informatieobject
    from klantmail.domain.zaak import BestaandeZaak, Zaak, Zaakverwijzing
    from klantmail.domain.zaaktermijn import Zaaktermijn


@dataclass(frozen=True, slots=True)
class Gemaakt:
    """The thing is there, once, under this URL: made now, or by an earlier attempt."""

    url: str


@dataclass(frozen=True, slots=True)
class NietGemaakt:
    """The request was refused, or nobody can know what became of it."""

    reden: str
    """The reason in Dutch, without personal data."""
    tijdelijk: bool
    """The same request may succeed later: it was not refused for what it is."""


@dataclass(frozen=True, slots=True)
class NietGelezen:
    """The Zaken API did not tell whether the zaak is there."""

    reden: str
    """The reason, without personal data."""
    tijdelijk: bool
    """It may tell later: it did not refuse us this zaak."""


class Zaakzoeker(Protocol):
    """The zaken that are in the municipality's Zaken API."""

    def zoek(self, verwijzing: Zaakverwijzing) -> Sequence[BestaandeZaak] | NietGelezen:
        """Return the zaken that this names: none, the one, or some of different bronorganisaties.

        Nothing but the municipality's own Zaken API is asked: a URL anywhere else names no zaak.
        """


class Zaaktermijnen(Protocol):
    """The terms of the zaken that are in the municipality's Zaken API."""

    def zaaktermijn(self, url: str) -> Zaaktermijn | NietGelezen | None:
        """Return the term of the zaak with this URL; None when the Zaken API says that there is none.

        Nothing but the municipality's own Zaken API is asked: a URL anywhere else names no zaak.
        """


class Zaaksysteem(Zaakzoeker, Protocol):
    """The municipality's Zaken API, and its Documenten API when it has set one."""

    @property
    def met_documenten(self) -> bool:
        """Tell whether documents can be tied to a zaak."""

    @property
    def met_catalogus(self) -> bool:
        """Tell whether the types of a status and of a rol can be looked up, so that a zaak can get these."""

    def maak_zaak(self, zaak: Zaak, *, herhaling: bool) -> Gemaakt | NietGemaakt:
        """Make the zaak, or find the one of this identificatie that is there.

        Args:
            herhaling: an earlier attempt may have made it: look first.
        """

    def zet_status(self, zaak: Zaak) -> Gemaakt | NietGemaakt:
        """Give the zaak, whose URL is known, the first status of its zaaktype, or find that it has one."""

    def zet_initiator(self, zaak: Zaak) -> Gemaakt | NietGemaakt:
        """Give the zaak, whose URL is known, its `initiator`, or find that it has one."""

    def koppel(self, zaak: str, document: Informatieobject, inhoud: bytes, *, herhaling: bool) -> Gemaakt | NietGemaakt:
        """Store the document, or find the one of its identificatie that is there, and
        tie it to the zaak of this URL, once.
        """
