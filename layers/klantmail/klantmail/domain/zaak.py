"""The zaak that a mail led to.

It is stored here with its klantcontact, and registered in the municipality's Zaken API (ZGW) afterwards.

te_registreren ──claim (lease)──► bezig ──┬─ all of it is there ─────────► geregistreerd
      ▲                            │  ▲   ├─ a definite refusal ─────────► mislukt ──┐
      │                            │  └───┴─ lease over: claimed again              │ a beheerder decides
      ├── not now, or in doubt ────┘                                                │
      ├── opnieuw ──────────────────────────────────────────────────────────────────┤
      │                        geregistreerd ◄── is_geregistreerd, with its URL ────┤
      │                        vervallen ◄────── vervallen, with a reason ──────────┘

Doubt needs no state of its own, as it does for mail: `bronorganisatie` and `identificatie` together are unique in a
Zaken API (ZGW standard, zrc-002), and the identificatie is ours. So what may have been made is looked up, and never
made twice.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Zaakstatus(StrEnum):
    TE_REGISTREREN = "te_registreren"
    BEZIG = "bezig"
    GEREGISTREERD = "geregistreerd"
    MISLUKT = "mislukt"
    """It was refused, and it will not be registered by itself."""
    VERVALLEN = "vervallen"
    """A beheerder decided that it will not be registered."""


class Zaakkeuze(StrEnum):
    """The choices of a beheerder for a zaak that is not registered."""

    OPNIEUW = "opnieuw"
    VERVALLEN = "vervallen"
    IS_GEREGISTREERD = "is_geregistreerd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Zaakbesluit:
    """A recorded decision of a beheerder on a zaak."""

    keuze: Zaakkeuze
    medewerker: UUID
    naam: str
    tijdstip: datetime
    toelichting: str
    url: str
    """URL of the zaak, when it was registered by hand."""
    idempotency_key: str
    """Idempotency-Key of the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zaak:
    """The request to the Zaken API, and how far it is.

    It is complete in itself, since stream records of one transaction can arrive apart.
    """

    identificatie: UUID
    """This is the `identificatie` of the zaak elsewhere too."""
    status: Zaakstatus
    generatie: str
    """The table's generation: a restored backup registers nothing by itself."""
    emailbericht: UUID
    klantcontact: UUID
    zaaktype: str
    """URL in the municipality's catalogue."""
    omschrijving: str
    toelichting: str
    startdatum: date
    informatieobjecten: tuple[UUID, ...]
    """The documents of the klantcontact, in its order. They are stored elsewhere and tied to the zaak."""
    aangemaakt_op: datetime
    aan_de_beurt_op: datetime
    """The moment at which the vangnet or a person has to look at it.

    It is the time to offer it (again), the end of the lease of the attempt under way, or the time since when it is
    stuck.
    """
    pogingen: int = 0
    url: str = ""
    """URL of the zaak elsewhere, as soon as it is known."""
    gekoppeld: int = 0
    """The number of informatieobjecten, counted from the first one, that are tied to the zaak elsewhere."""
    geregistreerd_op: datetime | None = None
    reden: str = ""
    """The reason for which it is `mislukt`, or for which it was not registered the last time."""
    besluiten: tuple[Zaakbesluit, ...] = ()
    wijziging: int = 0
    """The number of changes that were made by reading first; by it none overwrites another."""

    @property
    def aandacht(self) -> str | None:
        """The list of zaken that it is on; None when nothing is to be done."""
        return None if self.status in {Zaakstatus.GEREGISTREERD, Zaakstatus.VERVALLEN} else zaaklijst(self.status)

    def besloten(self, besluit: Zaakbesluit, generatie: str) -> "Zaak":
        """Return the zaak after this decision. A zaak that is to be tried again gets the table's present generation."""
        nieuw = replace(self, besluiten=(*self.besluiten, besluit))
        match besluit.keuze:
            case Zaakkeuze.OPNIEUW:
                return replace(
                    nieuw,
                    status=Zaakstatus.TE_REGISTREREN,
                    generatie=generatie,
                    aan_de_beurt_op=besluit.tijdstip,
                    reden="",
                )
            case Zaakkeuze.VERVALLEN:
                return replace(nieuw, status=Zaakstatus.VERVALLEN)
            case Zaakkeuze.IS_GEREGISTREERD:
                return replace(
                    nieuw,
                    status=Zaakstatus.GEREGISTREERD,
                    url=besluit.url,
                    geregistreerd_op=besluit.tijdstip,
                    reden="",
                )


def zaaklijst(status: Zaakstatus) -> str:
    """The list of what needs attention that zaken of this status are on."""
    return f"zaak_{status}"
