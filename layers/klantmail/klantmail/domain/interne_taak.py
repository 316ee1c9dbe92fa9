"""The interne taak: the request of the contact centre to a department (C1199 variant B, Klantinteracties).

te_verwerken ──take──► te_verwerken, with behandelaar ──┬─ answer the citizen ──► verwerkt
   │  ◄──give back──┘                                   │
   └────────────────────────────────────────────────────┼─ finish with a reason ─► verwerkt
                                                        ├─ reroute ──────────────► verwerkt, and a new task te_verwerken
                                                        └─ back to the KCC ──────► verwerkt, and a new task of the KCC
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from klantmail.domain.fouten import Invoerfout
from klantmail.domain.medewerker import Medewerker, Rol
from klantmail.domain.termijn import einde_van

KCC_EENHEID: Final = "Klantcontactcentrum"
"""The organisatorische eenheid of the contact centre itself (C1199), whose tasks are those that came back to it."""
BEANTWOORD: Final = "Beantwoord"
DOORGEZET: Final = "Doorgezet"
NAAR_KCC: Final = "Teruggegeven aan het klantcontactcentrum"
NAAR_EENHEID: Final = "Teruggegeven aan de organisatorische eenheid"
_ANDERE_TAAK: Final = frozenset({DOORGEZET, NAAR_KCC, NAAR_EENHEID})
"""The results of a task that became another task."""


class Taakstatus(StrEnum):
    TE_VERWERKEN = "te_verwerken"
    VERWERKT = "verwerkt"


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """The assignee of a task: an organisatorische eenheid, or one medewerker."""

    organisatorische_eenheid: str | None = None
    medewerker: UUID | None = None


@dataclass(frozen=True, slots=True)
class Betrokkene:
    """The person on the other side, as far as the mail tells."""

    naam: str
    digitaal_adres: str
    """E-mail address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterneTaak:
    """A task on a klantcontact. Rerouting makes a new task, so that it stays readable what was asked of whom."""

    identificatie: UUID
    klantcontact: UUID
    """The aanleidinggevendKlantcontact."""
    emailbericht: UUID
    gevraagde_handeling: str
    toegewezen_aan: Toewijzing
    toelichting: str
    betrokkene: Betrokkene
    status: Taakstatus
    toegewezen_op: datetime
    behandelaar: UUID | None = None
    """The medewerker who took the task."""
    behandelaar_naam: str = ""
    afgehandeld_op: datetime | None = None
    resultaat: str = ""
    """The result of the task, in words of the behandelaar."""
    vervolg: UUID | None = None
    """The klantcontact of the answer, or the task that it became."""
    idempotency_key: str = ""
    """The Idempotency-Key of the request that ended it."""
    vingerafdruk: str = ""
    uiterlijk: date | None = None
    """The last day of its term; None for a task of before terms."""
    sinds: datetime | None = None
    """The moment at which the mail came in; None for a task of before terms. What a task becomes keeps both."""
    beperkt: bool = False
    """The processing of its mail is restricted."""

    def is_te_laat(self, moment: datetime) -> bool:
        """Tell whether the term is over and the task is not ended."""
        return self.status is Taakstatus.TE_VERWERKEN and self.uiterlijk is not None and einde_van(self.uiterlijk) <= moment

    def leeftijd(self, moment: datetime) -> int:
        """Return how many whole days the citizen has waited, until the end of the task."""
        return ((self.afgehandeld_op or moment) - (self.sinds or self.toegewezen_op)).days

    def is_voor(self, medewerker: Medewerker) -> bool:
        """Tell whether the task is on the desk of this medewerker: it is for them or for an eenheid of theirs."""
        aan = self.toegewezen_aan
        return medewerker.identificatie == aan.medewerker or aan.organisatorische_eenheid in eenheden_van(medewerker)

    def is_leesbaar_voor(self, medewerker: Medewerker) -> bool:
        """Tell whether this medewerker may read the task. The contact centre follows what came of its mail."""
        return self.is_voor(medewerker) or ziet_alle_taken(medewerker)

    def is_om_te_leiden_door(self, medewerker: Medewerker) -> bool:
        """Tell whether this medewerker may make it a task of another."""
        return self.is_voor(medewerker) or Rol.BEHEERDER in medewerker.rollen

    @property
    def opvolger(self) -> UUID | None:
        """The task that it became; None when it was not rerouted or given back."""
        return self.vervolg if self.resultaat in _ANDERE_TAAK else None

    def teruggegeven(self) -> "InterneTaak":
        return replace(self, behandelaar=None, behandelaar_naam="")

    def opgepakt(self, medewerker: Medewerker) -> "InterneTaak":
        return replace(self, behandelaar=medewerker.identificatie, behandelaar_naam=medewerker.naam)

    def verwerkt(
        self, moment: datetime, *, resultaat: str, vervolg: UUID | None, idempotency_key: str, vingerafdruk: str
    ) -> "InterneTaak":
        return replace(
            self,
            status=Taakstatus.VERWERKT,
            afgehandeld_op=moment,
            resultaat=resultaat,
            vervolg=vervolg,
            idempotency_key=idempotency_key,
            vingerafdruk=vingerafdruk,
        )


def eenheden_van(medewerker: Medewerker) -> tuple[str, ...]:
    """Return the eenheden whose tasks are on the desk of this medewerker, each once.

    The first one is meant when none is named.
    """
    eigen = (medewerker.organisatorische_eenheid,) if Rol.BEHANDELAAR in medewerker.rollen else ()
    return tuple(dict.fromkeys((*eigen, KCC_EENHEID))) if ziet_alle_taken(medewerker) else eigen


def ziet_alle_taken(medewerker: Medewerker) -> bool:
    """Tell whether this medewerker may read all tasks, since they come from mail of the contact centre."""
    return not medewerker.rollen.isdisjoint({Rol.KCC_MEDEWERKER, Rol.BEHEERDER})


def onbekende_eenheid(veld: str) -> Invoerfout:
    return Invoerfout(veld, "onbekend", "Deze organisatorische eenheid bestaat niet.")
