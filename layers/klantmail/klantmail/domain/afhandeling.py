"""The outcome of a viewed mail, as the e-mailbericht keeps it (decision 3)."""

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Self
from uuid import UUID


class Afhandelsoort(StrEnum):
    """The kinds of outcome that a viewed mail can have. Each has its class in `usecases.afhandeling.uitkomsten`."""

    ANTWOORD = "antwoord"
    INTERNE_TAAK = "interne_taak"
    ZAAK = "zaak"
    ZAAKKOPPELING = "zaakkoppeling"
    """The mail belongs to a zaak that was there already."""
    DOORZENDING = "doorzending"
    SPLITSING = "splitsing"
    """More than one question in one mail, each with an outcome of its own."""
    GEEN_ACTIE_NODIG = "geen_actie_nodig"
    GEEN_KLANTCONTACT = "geen_klantcontact"
    """Spam, a bounce, a doublure: nobody made contact, so no klantcontact is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deelafhandeling:
    """The outcome of one question: the records that were stored for it, by identificatie."""

    soort: Afhandelsoort
    klantcontacten: tuple[UUID, ...]
    """The klantcontact of the question stands first."""
    verzendingen: tuple[UUID, ...] = ()
    interne_taak: UUID | None = None
    zaak: UUID | None = None
    reden: str = ""
    """The reason for which the question was closed without more."""
    reden_zonder_bericht: str = ""
    """The reason why a citizen was not told that their mail went on to another authority."""

    @property
    def velden(self) -> dict[str, Any]:
        """The values by name, for a record that says more of the same outcome."""
        return {veld.name: getattr(self, veld.name) for veld in fields(self)}


MAX_VERVOLGSTAPPEN: Final = 100
"""Steps that may follow on the klantcontacten of one mail. They take some 50 KB of its item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vervolgstap(Deelafhandeling):
    """A task or zaak that was made later on, on a klantcontact of a handled mail; by identificatie."""

    op: UUID
    """The klantcontact that the step is on."""
    idempotency_key: str
    vingerafdruk: str
    """sha256 of the request, to tell a repetition from another request with the same key."""
    tijdstip: datetime
    medewerker: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Afhandeling(Deelafhandeling):
    """The outcome as the e-mailbericht keeps it, so that a repeated request can be answered from it (decision 3)."""

    idempotency_key: str
    vingerafdruk: str
    """sha256 of the request, to tell a repetition from another request with the same key."""
    tijdstip: datetime
    medewerker: UUID
    delen: tuple[Deelafhandeling, ...] = ()
    """The outcome of each question of a splitsing; empty for any other outcome."""

    @classmethod
    def van(
        cls,
        geheel: Deelafhandeling,
        delen: tuple[Deelafhandeling, ...],
        *,
        idempotency_key: str,
        vingerafdruk: str,
        tijdstip: datetime,
        medewerker: UUID,
    ) -> Self:
        """Tie the outcome of the whole mail to the request that asked for it."""
        return cls(
            **geheel.velden,
            delen=delen,
            idempotency_key=idempotency_key,
            vingerafdruk=vingerafdruk,
            tijdstip=tijdstip,
            medewerker=medewerker,
        )
