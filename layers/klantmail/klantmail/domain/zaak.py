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

A zaak that is made gets its first status and its initiator too: who wrote the mail.

A mail can belong to a zaak that is there already (`bestaande_zaak`). Then nothing is made there: the documents are tied
to that one, by the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from klantmail.domain.zaaktype import Vertrouwelijkheid
from ontleden.ontleding import Adres

MAX_ZAAKOMSCHRIJVING: Final = 80
"""Characters of the omschrijving of a zaak (Zaken API 1.5)."""
MAX_ZAAKIDENTIFICATIE: Final = 40
"""Characters of the identificatie of a zaak (Zaken API 1.5)."""


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
    """This is the `identificatie` of the zaak elsewhere too, unless that was there already."""
    status: Zaakstatus
    generatie: str
    """The table's generation: a restored backup registers nothing by itself."""
    emailbericht: UUID
    klantcontact: UUID
    zaaktype: str
    """URL in the municipality's catalogue; empty for a zaak that was there and was not looked up."""
    omschrijving: str
    toelichting: str
    startdatum: date | None
    """None for a zaak that was there and was not looked up."""
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
    """The number of informatieobjecten, counted from the first one, that were dealt with.

    Each is tied to the zaak elsewhere, or refused.
    """
    geweigerd: tuple[UUID, ...] = ()
    """The refused ones: the malware scanner found a threat in them, or cannot judge them."""
    geregistreerd_op: datetime | None = None
    reden: str = ""
    """The reason for which it is `mislukt`, or for which it was not registered the last time."""
    besluiten: tuple[Zaakbesluit, ...] = ()
    wijziging: int = 0
    """The number of changes that were made by reading first; by it none overwrites another."""
    bestaande_zaak: str = ""
    """The identificatie elsewhere of a zaak that was there already; empty when it is made for the mail."""
    beperkt: bool = False
    """The processing of its mail is restricted."""
    vertrouwelijkheid: Vertrouwelijkheid | None = None
    """None when it is that of the zaaktype, and for a zaak that was there already."""
    initiator: Adres | None = None
    """The person who wrote the mail, as it claims; None when it names nobody, and for a zaak that was there already."""
    heeft_status: bool = False
    """It has its first status elsewhere."""
    heeft_initiator: bool = False
    """It has its initiator elsewhere."""

    @property
    def gekoppelde_informatieobjecten(self) -> tuple[UUID, ...]:
        return tuple(een for een in self.informatieobjecten[: self.gekoppeld] if een not in self.geweigerd)

    @property
    def aandacht(self) -> str | None:
        """The list of zaken that it is on; None when nothing is to be done."""
        return None if self.status in {Zaakstatus.GEREGISTREERD, Zaakstatus.VERVALLEN} else zaaklijst(self.status)

    def besloten(self, besluit: Zaakbesluit, generatie: str) -> "Zaak":
        """Return the zaak after this decision.

        A zaak that is to be tried again gets the table's present generation, and its refused documents are judged anew.
        """
        nieuw = replace(self, besluiten=(*self.besluiten, besluit))
        match besluit.keuze:
            case Zaakkeuze.OPNIEUW:
                return replace(
                    nieuw,
                    status=Zaakstatus.TE_REGISTREREN,
                    generatie=generatie,
                    aan_de_beurt_op=besluit.tijdstip,
                    reden="",
                    gekoppeld=min([self.gekoppeld, *map(self.informatieobjecten.index, self.geweigerd)]),
                    geweigerd=(),
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


@dataclass(frozen=True, slots=True)
class Zaakverwijzing:
    """A zaak that is in the municipality's Zaken API, as an agent names it: by one of these."""

    identificatie: str = ""
    url: str = ""

    @property
    def veld(self) -> str:
        """Path of the field of a request that names it."""
        return "zaak.url" if self.url else "zaak.identificatie"


@dataclass(frozen=True, slots=True, kw_only=True)
class BestaandeZaak:
    """A zaak that is there, as the Zaken API describes it."""

    identificatie: str
    url: str
    zaaktype: str
    omschrijving: str
    startdatum: date
    is_gesloten: bool
    """It has an einddatum. Only who may force it adds anything to it then (ZGW standard, zrc-007)."""


def bezwaar_tegen(gevonden: Sequence[BestaandeZaak]) -> tuple[str, str] | None:
    """Tell why nothing can be tied to the zaak that was looked for; None when it can.

    Returns: a code that stays the same, for programs, and the reason in Dutch.
    """
    match gevonden:
        case []:
            return "onbekend", "Deze zaak staat niet in het zaaksysteem."
        case [zaak]:
            return ("gesloten", "Deze zaak is gesloten. Er kan niets meer bij.") if zaak.is_gesloten else None
        case _:
            return "meer-zaken", "Er zijn meer zaken met deze identificatie. Geef het adres van de zaak."
