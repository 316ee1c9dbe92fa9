"""The outcome of a viewed mail, as the e-mailbericht keeps it (decision 3)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Afhandelsoort(StrEnum):
    """The kinds of outcome that a viewed mail can have."""

    ANTWOORD = "antwoord"
    INTERNE_TAAK = "interne_taak"
    ZAAK = "zaak"
    DOORZENDING = "doorzending"
    SPLITSING = "splitsing"
    """More than one question in one mail, each with an outcome of its own."""
    GEEN_ACTIE_NODIG = "geen_actie_nodig"
    GEEN_KLANTCONTACT = "geen_klantcontact"
    """Spam, a bounce, a doublure: nobody made contact, so no klantcontact is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deelafhandeling:
    """The outcome of one of the questions of a mail that was split."""

    soort: Afhandelsoort
    klantcontacten: tuple[UUID, ...]
    """The klantcontact of the question stands first."""
    verzendingen: tuple[UUID, ...]
    interne_taak: UUID | None
    zaak: UUID | None
    reden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Afhandeling:
    """The outcome as the e-mailbericht keeps it, so that a repeated request can be answered from it (decision 3)."""

    soort: Afhandelsoort
    sleutel: str
    """Idempotency-Key of the request."""
    vingerafdruk: str
    """sha256 of the request, to tell a repetition from another request with the same key."""
    tijdstip: datetime
    medewerker: UUID
    klantcontacten: tuple[UUID, ...]
    verzendingen: tuple[UUID, ...] = ()
    interne_taak: UUID | None = None
    zaak: UUID | None = None
    reden: str = ""
    """The reason for which the mail was closed without more."""
    delen: tuple[Deelafhandeling, ...] = ()
    """The outcome of each question of a splitsing; empty for any other outcome."""
