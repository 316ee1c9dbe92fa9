"""The zaken in the table, as the use cases need them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from klantmail.domain.zaak import Zaak, Zaakstatus
    from klantmail.ports.repositories import Pagina


class Zaaklezer(Protocol):
    """One zaak."""

    def zaak(self, identificatie: UUID) -> Zaak:
        """Read it consistently. Raises: NietGevonden."""


class Zaakpogingen(Zaaklezer, Protocol):
    """The attempts at registering a zaak. Every write is guarded by the status and the attempt that it follows on."""

    def claim_zaak(self, identificatie: UUID, generatie: str, moment: datetime, bezig_tot: datetime) -> Zaak:
        """Claim a zaak that is te_registreren, or bezig with a lease that is over at `moment`. Raises: Geweigerd.

        It becomes bezig, with one attempt more.
        """

    def meld_gemaakt(self, zaak: Zaak, url: str) -> None:
        """The zaak is there, under this URL; the attempt goes on. Raises: Geweigerd."""

    def meld_met_status(self, zaak: Zaak) -> None:
        """Keep that the zaak has its first status; the attempt goes on. Raises: Geweigerd."""

    def meld_met_initiator(self, zaak: Zaak) -> None:
        """Keep that the zaak has its initiator; the attempt goes on. Raises: Geweigerd."""

    def meld_gekoppeld(self, zaak: Zaak, aantal: int, geweigerd: Sequence[UUID]) -> None:
        """Keep that `aantal` documents of the zaak were dealt with; the attempt goes on. Raises: Geweigerd.

        Args:
            geweigerd: those of them that are not tied to it.
        """

    def meld_geregistreerd(self, zaak: Zaak, moment: datetime) -> None:
        """bezig → geregistreerd. Raises: Geweigerd."""

    def meld_niet_geregistreerd(self, zaak: Zaak, reden: str, *, opnieuw_op: datetime | None, moment: datetime) -> None:
        """bezig → te_registreren (from `opnieuw_op` on), or → mislukt. Raises: Geweigerd."""


class Zaakwijzigingen(Protocol):
    """Zaken, for a use case that changes them by reading first."""

    def werk_zaak_bij(self, oud: Zaak, nieuw: Zaak) -> None:
        """Replace what can change of `oud`, if nothing of it changed meanwhile. Raises: Geweigerd (it did)."""


class Zakenlijst(Zaaklezer, Zaakwijzigingen, Protocol):
    """Zaken, for a person who reads them and decides on them."""

    def zakenlijst(self, status: Zaakstatus, *, aantal: int, na: str | None) -> Pagina[Zaak]:
        """Zaken on the list of this status (`Zaak.aandacht`), longest waiting first."""


class Zaakachterstand(Zaakwijzigingen, Protocol):
    """Zaken that may have been left lying."""

    def zaken_aan_de_beurt(self, status: Zaakstatus, moment: datetime) -> Iterable[Zaak]:
        """Zaken of this status whose `aan_de_beurt_op` has come, longest ago first.

        The list is read as far as they are taken.
        """
