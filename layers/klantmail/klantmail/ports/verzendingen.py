"""The verzendingen in the table, as the use cases need them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from klantmail.domain.gesprek import EigenBericht
    from klantmail.domain.verzending import Verzending, Verzendstatus
    from klantmail.ports.repositories import Pagina


class Verzendinglezer(Protocol):
    """One verzending."""

    def verzending(self, identificatie: UUID) -> Verzending:
        """Read it consistently. Raises: NietGevonden."""


class EigenBerichten(Protocol):
    """Our own mails, by their Message-IDs."""

    def eigen_berichten(self, bericht_ids: Sequence[str], adressen: Sequence[str]) -> Mapping[str, EigenBericht]:
        """Find our own mails that left under these Message-IDs, at most 100, and whether they went to `adressen`."""


class Vertrokken(EigenBerichten, Verzendinglezer, Protocol):
    """Our own mails, and their sending."""


class Verzendtwijfel(Protocol):
    """Verzendingen of which nobody knows whether they left."""

    def meld_onbekend(self, verzending: Verzending, reden: str, moment: datetime) -> None:
        """bezig → onbekend: it may have left. Raises: Geweigerd."""


class Verzendpogingen(Verzendinglezer, Verzendtwijfel, Protocol):
    """The attempts at a verzending. Every write is guarded by the status and the attempt that it follows on."""

    def claim_verzending(self, identificatie: UUID, generatie: str, bezig_tot: datetime) -> Verzending:
        """te_verzenden → bezig, one attempt more. Raises: Geweigerd."""

    def meld_verzonden(self, verzending: Verzending, ses_bericht_id: str, moment: datetime) -> None:
        """This attempt was accepted, whatever was thought of it since: → verzonden.

        Raises: Geweigerd (a newer attempt is under way, or it is verzonden already).
        """

    def meld_niet_verzonden(self, verzending: Verzending, reden: str, *, opnieuw_op: datetime | None, moment: datetime) -> None:
        """bezig → te_verzenden (from `opnieuw_op` on), or → mislukt: it certainly did not leave. Raises: Geweigerd."""

    def meld_onbruikbaar(self, identificatie: UUID, reden: str, moment: datetime) -> None:
        """te_verzenden → mislukt, without an attempt: what is stored cannot be sent. Raises: Geweigerd."""


class Verzendwijzigingen(Verzendinglezer, Protocol):
    """Verzendingen, for a use case that changes them by reading first."""

    def werk_verzending_bij(self, oud: Verzending, nieuw: Verzending) -> None:
        """Replace what can change of `oud`, if nothing of it changed meanwhile. Raises: Geweigerd (it did)."""


class Verzendingenlijst(Verzendinglezer, Protocol):
    """The lists of verzendingen that need attention."""

    def verzendingenlijst(self, lijsten: Sequence[str], *, aantal: int, na: str | None) -> Pagina[Verzending]:
        """Verzendingen on these lists (`Verzending.aandacht`), longest waiting first."""


class Verzendingenbeheer(Verzendingenlijst, Verzendwijzigingen, Protocol):
    """Verzendingen, for a person who reads them and decides on them."""


class Verzendachterstand(Verzendtwijfel, Protocol):
    """Verzendingen that may have been left lying."""

    def verzendingen_aan_de_beurt(self, status: Verzendstatus, moment: datetime) -> Iterable[Verzending]:
        """Verzendingen of this status whose `aan_de_beurt_op` has come, longest ago first.

        The list is read as far as they are taken.
        """

    def meld_achtergebleven(self, verzending: Verzending, reden: str, moment: datetime) -> None:
        """te_verzenden → onbekend, while it is of the generation that it was read with. Raises: Geweigerd."""


class Bevestigingen(Protocol):
    """Ontvangstbevestigingen."""

    def bevestig(
        self, verzending: Verzending, adres: str, moment: datetime, sinds: datetime, formeel_uiterlijk: date | None = None
    ) -> None:
        """Store the verzending with the mail that it confirms and the address that it goes to, all of it or nothing.

        Args:
            formeel_uiterlijk: the last day of the term of the mail, which becomes formal with it.

        Guard: the mail has none yet, and no other was stored for this address after `sinds`.

        Raises: Geweigerd, Botsing, OpslagOnbekend.
        """

    def markeer_formeel(self, emailbericht: UUID, formeel_uiterlijk: date) -> None:
        """Make a mail formal that was confirmed before. It is no error when it is already.

        Raises: Botsing, OpslagOnbekend.
        """
