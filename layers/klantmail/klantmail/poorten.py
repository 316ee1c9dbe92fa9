"""What the use cases need from outside, as protocols. `klantmail.adapters` has the real ones, the tests have fakes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from klantmail.domein import (
    Afhandeling,
    Berichtstatus,
    Emailbericht,
    Envelop,
    Informatieobject,
    Inzage,
    Klantcontact,
    Ontleedstand,
    Verzending,
)

type Klok = Callable[[], datetime]
type NieuwId = Callable[[], UUID]
type Record = Klantcontact | Informatieobject | Verzending


@dataclass(frozen=True, slots=True)
class Pagina[T]:
    """One page of a list. `vervolg` leads to the next one; None at the end."""

    resultaten: tuple[T, ...]
    vervolg: str | None


class Archief(Protocol):
    """Immutable objects."""

    def bewaar(self, sleutel: str, inhoud: bytes | memoryview, formaat: str) -> None:
        """Store, unless there is an object of that key already (which then is the same)."""

    def lees(self, sleutel: str) -> bytes:
        """Raises: NietGevonden."""

    def link(self, sleutel: str, *, bestandsnaam: str, formaat: str, als_download: bool = True) -> tuple[str, datetime]:
        """A short-lived address of the object, and until when it is valid."""


class Intake(Protocol):
    """Where SES leaves the mail."""

    def lees(self, sleutel: str) -> bytes:
        """Raises: NietGevonden."""

    def verwijder(self, sleutel: str) -> None:
        """Remove; no error when there is none."""


class BerichtenRegister(Protocol):
    """E-mailberichten: what `ontvangen` and `inzien` need."""

    def neem_op(self, bericht: Emailbericht, mail: Informatieobject) -> bool:
        """List the mail and its document, together. False when that mail was there already; nothing is changed then."""

    def begin_ontleding(self, identificatie: UUID) -> int:
        """Count one try to read the mail, before it begins; the number of tries, this one included."""

    def leg_ontleding_vast(
        self,
        identificatie: UUID,
        stand: Ontleedstand,
        versie: str,
        envelop: Envelop,
        documenten: Sequence[Informatieobject],
    ) -> None:
        """Store the documents of the parts, then what was read."""

    def emailbericht(self, identificatie: UUID) -> Emailbericht:
        """Consistent read. Raises: NietGevonden."""

    def claim(self, identificatie: UUID, inzage: Inzage, geclaimd_tot: datetime) -> Emailbericht:
        """Give the mail to this inzage, if it is free at `inzage.geregistreerd_op` or held by an expired claim of another.

        Raises: NietGevonden; Geweigerd (not free).
        """

    def verleng(self, identificatie: UUID, inzage: UUID, geclaimd_tot: datetime) -> Emailbericht:
        """Extend the claim of this very inzage. Raises: Geweigerd (no longer the one that counts)."""

    def geef_vrij(self, identificatie: UUID, inzage: UUID) -> None:
        """Put the mail back. Raises: Geweigerd (no longer the one that counts)."""


class AfhandelRegister(Protocol):
    """The one transaction (decision 3)."""

    def emailbericht(self, identificatie: UUID) -> Emailbericht:
        """Consistent read. Raises: NietGevonden."""

    def klantcontact(self, identificatie: UUID) -> Klantcontact:
        """Raises: NietGevonden."""

    def handel_af(self, emailbericht: UUID, inzage: UUID, afhandeling: Afhandeling, records: Sequence[Record]) -> None:
        """Store the outcome and all its records, and nothing else, and all of it or nothing.

        Guard: the e-mailbericht is in_behandeling under this very inzage; never a clock. No record exists already.

        Raises: Geweigerd, Botsing, UitkomstOnbekend.
        """


class LeesRegister(Protocol):
    """Reading back."""

    def emailbericht(self, identificatie: UUID) -> Emailbericht:
        """Raises: NietGevonden."""

    def werkvoorraad(
        self,
        postvakken: Sequence[str],
        status: Berichtstatus | None,
        *,
        moment: datetime,
        aantal: int,
        na: str | None,
    ) -> Pagina[Emailbericht]:
        """Mail that waits or is being handled, oldest first; with `quarantaine`, what is kept apart."""

    def klantcontact(self, identificatie: UUID) -> Klantcontact:
        """Raises: NietGevonden."""

    def klantcontacten_van(
        self, afzender: str, van: datetime | None, tot: datetime | None, *, aantal: int, na: str | None
    ) -> Pagina[Klantcontact]:
        """By address of the person on the other side, newest first."""

    def klantcontacten_tussen(self, van: datetime, tot: datetime, *, aantal: int, na: str | None) -> Pagina[Klantcontact]:
        """By the moment of storing, newest first."""

    def informatieobject(self, identificatie: UUID) -> Informatieobject:
        """Raises: NietGevonden."""

    def verzending(self, identificatie: UUID) -> Verzending:
        """Raises: NietGevonden."""


class VerzendRegister(Protocol):
    """Verzendingen, as `verzenden` needs them. Every write is guarded by the status and the attempt it follows on."""

    def claim_verzending(self, identificatie: UUID, generatie: str, bezig_tot: datetime) -> Verzending:
        """te_verzenden → bezig, one attempt more. Raises: Geweigerd."""

    def meld_verzonden(self, verzending: Verzending, ses_bericht_id: str, moment: datetime) -> None:
        """bezig → verzonden. Raises: Geweigerd."""

    def meld_niet_verzonden(self, verzending: Verzending, reden: str, *, opnieuw: bool) -> None:
        """bezig → te_verzenden (`opnieuw`) or mislukt: it certainly did not leave. Raises: Geweigerd."""

    def meld_onbekend(self, verzending: Verzending, reden: str) -> None:
        """bezig → onbekend: it may have left. Raises: Geweigerd."""

    def meld_onbruikbaar(self, identificatie: UUID, reden: str) -> None:
        """te_verzenden → mislukt, without an attempt: what is stored cannot be sent. Raises: Geweigerd."""


@dataclass(frozen=True, slots=True)
class Verzonden:
    """The mail was accepted under this Message-ID (with angle brackets)."""

    bericht_id: str


@dataclass(frozen=True, slots=True)
class NietVerzonden:
    """A definite refusal: a parsed 4xx answer, or a connection that was never made."""

    reden: str
    tijdelijk: bool
    """The same mail may be accepted later (throttling, a connection that was not made)."""


@dataclass(frozen=True, slots=True)
class MisschienVerzonden:
    """Nobody can know: a read time-out, a reset, a 5xx."""

    reden: str


class Postkantoor(Protocol):
    """SES."""

    def verstuur(self, verzending: Verzending, mail: bytes) -> Verzonden | NietVerzonden | MisschienVerzonden:
        """One attempt, never repeated by itself (decision 9)."""
