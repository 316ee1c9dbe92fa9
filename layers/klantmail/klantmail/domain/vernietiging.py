"""The list of what is due to be destroyed, what an archivaris decides on it, and what remains of a destroyed mail.

wordt_opgesteld ──► opgesteld ──approved, with exceptions──► goedgekeurd ──all of it is gone──► vernietigd
                        └── a later list of its kind holds the same: it can no longer be approved

A list names mails by their identificatie, and says nothing of a person. It is an archived object that never changes;
its sha256 is what an archivaris approves.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from csv import DictReader, writer
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from io import StringIO
from typing import Final
from uuid import UUID, uuid5

from klantmail.domain.tijd import als_tekst
from klantmail.domain.zaaktermijn import Zaakreden

MAX_UITZONDERINGEN: Final = 500
"""The most exceptions on one list: they stand in its item."""
_LIJSTEN: Final = UUID("6d1f2b3c-4d05-5e7f-8f90-6613a0000000")


class Lijstsoort(StrEnum):
    """The reasons for which a list is made."""

    MAAND = "maand"
    """All that is due at the beginning of a month stands on it."""
    WISSING = "wissing"
    """The mail of a person, or one mail, that is to be erased before its term (AVG article 17)."""


class Lijststatus(StrEnum):
    WORDT_OPGESTELD = "wordt_opgesteld"
    OPGESTELD = "opgesteld"
    GOEDGEKEURD = "goedgekeurd"
    VERNIETIGD = "vernietigd"


class Blijft(StrEnum):
    """The reasons for which a mail stands on no list, though it is due or to be erased."""

    LOOPT_NOG = "loopt_nog"
    """Something of it, or of its conversation, is under way."""
    BEPERKT = "beperkt"
    """The processing of it, or of its conversation, is restricted (AVG article 18)."""


GRAFSTENEN: Final = "vernietiging/grafstenen/"
"""The beginning of the keys of tombstones in the archive: they hold when the table is set back."""


def grafsteen_key(emailbericht: UUID) -> str:
    return f"{GRAFSTENEN}{emailbericht}.json"


def maandlijst_id(maand: date) -> UUID:
    """The identificatie of the list of a month: a round that comes twice makes one list."""
    return uuid5(_LIJSTEN, f"maand\n{maand:%Y-%m}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """A mail on a list, with what would go with it. It says nothing of a person, and nothing of what was written."""

    emailbericht: UUID
    resultaat: str
    omschrijving: str
    grond: str
    """The kinds of its outcomes, with `+` between them."""
    laatste_stap: date
    vanaf: date | None
    """The first day of its destruction by the terms; None when it has none."""
    klantcontacten: int
    documenten: int
    interne_taken: int
    verzendingen: int
    zaken: int


_KOPPEN: Final = (
    "emailbericht",
    "resultaat",
    "omschrijving",
    "uitkomst",
    "laatste_stap",
    "te_vernietigen_vanaf",
    "klantcontacten",
    "documenten",
    "interne_taken",
    "verzendingen",
    "zaken",
)


def als_csv(regels: Iterable[Regel]) -> bytes:
    """Write the list as CSV (RFC 4180), in order: the same mails make the same bytes."""
    uit = StringIO()
    schrijver = writer(uit)
    schrijver.writerow(_KOPPEN)
    for een in sorted(regels, key=lambda regel: (regel.resultaat, regel.laatste_stap, regel.emailbericht)):
        schrijver.writerow(
            (
                een.emailbericht,
                een.resultaat,
                een.omschrijving,
                een.grond,
                een.laatste_stap.isoformat(),
                een.vanaf.isoformat() if een.vanaf else "",
                een.klantcontacten,
                een.documenten,
                een.interne_taken,
                een.verzendingen,
                een.zaken,
            )
        )
    return uit.getvalue().encode()


def uit_csv(bron: bytes) -> Iterator[Regel]:
    """Yield the lines of a list. The inverse of `als_csv`."""
    for rij in DictReader(StringIO(bron.decode())):
        yield Regel(
            emailbericht=UUID(rij["emailbericht"]),
            resultaat=rij["resultaat"],
            omschrijving=rij["omschrijving"],
            grond=rij["uitkomst"],
            laatste_stap=date.fromisoformat(rij["laatste_stap"]),
            vanaf=date.fromisoformat(rij["te_vernietigen_vanaf"]) if rij["te_vernietigen_vanaf"] else None,
            klantcontacten=int(rij["klantcontacten"]),
            documenten=int(rij["documenten"]),
            interne_taken=int(rij["interne_taken"]),
            verzendingen=int(rij["verzendingen"]),
            zaken=int(rij["zaken"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Aantallen:
    """The records of one result, counted."""

    resultaat: str
    omschrijving: str
    emailberichten: int = 0
    klantcontacten: int = 0
    documenten: int = 0
    interne_taken: int = 0
    verzendingen: int = 0
    zaken: int = 0

    def met(self, regel: Regel) -> "Aantallen":
        return replace(
            self,
            emailberichten=self.emailberichten + 1,
            klantcontacten=self.klantcontacten + regel.klantcontacten,
            documenten=self.documenten + regel.documenten,
            interne_taken=self.interne_taken + regel.interne_taken,
            verzendingen=self.verzendingen + regel.verzendingen,
            zaken=self.zaken + regel.zaken,
        )


def tel(regels: Iterable[Regel]) -> tuple[Aantallen, ...]:
    """Count by result, in the order of their numbers."""
    per_resultaat: dict[tuple[str, str], Aantallen] = {}
    for een in regels:
        key = een.resultaat, een.omschrijving
        tot_nu = per_resultaat.get(key, Aantallen(resultaat=een.resultaat, omschrijving=een.omschrijving))
        per_resultaat[key] = tot_nu.met(een)
    return tuple(per_resultaat[key] for key in sorted(per_resultaat))


@dataclass(frozen=True, slots=True)
class Zaakaantal:
    """The mails that are kept for a zaak for one reason."""

    reden: Zaakreden
    aantal: int


def tel_redenen(redenen: Iterable[Zaakreden]) -> tuple[Zaakaantal, ...]:
    """Count by reason, in the order in which these count."""
    geteld = Counter(redenen)
    return tuple(Zaakaantal(reden, geteld[reden]) for reden in Zaakreden if geteld[reden])


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitzondering:
    """The thing that is kept all the same, and why: one mail, or all of one result."""

    reden: str
    emailbericht: UUID | None = None
    resultaat: str = ""

    def geldt_voor(self, regel: Regel) -> bool:
        return regel.emailbericht == self.emailbericht if self.emailbericht else regel.resultaat == self.resultaat


@dataclass(frozen=True, slots=True, kw_only=True)
class Goedkeuring:
    """The decision of an archivaris. What is not excepted may be destroyed from then on."""

    medewerker: UUID
    naam: str
    tijdstip: datetime
    uitzonderingen: tuple[Uitzondering, ...]
    idempotency_key: str
    vingerafdruk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wisverzoek:
    """A request to erase before the term. The address goes as soon as the list is made."""

    medewerker: UUID
    naam: str
    reden: str
    idempotency_key: str
    vingerafdruk: str
    adres: str = ""
    emailbericht: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vernietigingslijst:
    """A list, and how far it is."""

    identificatie: UUID
    soort: Lijstsoort
    status: Lijststatus
    peildatum: date
    """The day by which the mail on it was due."""
    gevraagd_op: datetime
    opgesteld_op: datetime | None = None
    object_key: str = ""
    """Key of the list in the archive, as CSV."""
    sha256: str = ""
    aantallen: tuple[Aantallen, ...] = ()
    loopt_nog: int = 0
    """Mails that would stand on it, were nothing of them or their conversation still under way."""
    beperkt: int = 0
    """Mails that would stand on it, were neither they nor their conversation restricted (AVG article 18)."""
    blijft_bij_zaak: tuple[Zaakaantal, ...] = ()
    """Mails that would stand on it, might the zaken of their conversation go; none on a list for an erasure."""
    wisverzoek: Wisverzoek | None = None
    goedkeuring: Goedkeuring | None = None
    vernietigd_op: datetime | None = None
    vernietigd: tuple[Aantallen, ...] = ()
    """The records that were destroyed in the end."""
    uitgezonderd: int = 0
    """Mails that an exception kept."""
    overgeslagen: int = 0
    """Mails that were kept since something had happened with them after the list was made."""
    verklaring: str = ""
    """Key of the verklaring van vernietiging in the archive."""
    versie: int = 0

    def is_uitgezonderd(self, regel: Regel) -> bool:
        return self.goedkeuring is not None and any(een.geldt_voor(regel) for een in self.goedkeuring.uitzonderingen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opruimwerk:
    """All that belongs to one mail, by keys alone, so that it can be removed by whoever comes after a crash."""

    mappen: tuple[str, ...]
    """The beginnings of the keys of its objects in the archive."""
    intake: tuple[str, ...] = ()
    """Keys of its object in the intake."""
    uploads: tuple[str, ...] = ()
    """Keys of the uploads that went along with it."""
    records: tuple[str, ...] = ()
    """Its items, in words of the table, in the order in which they go: the mail itself goes last."""
    vermeldingen: tuple[str, ...] = ()
    """The places in items of others that name it, in words of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grafsteen:
    """The mark of a destroyed mail. It names no person and no text; nothing that comes later revives the mail."""

    emailbericht: UUID
    lijst: UUID
    resultaat: str
    tijdstip: datetime
    werk: Opruimwerk | None = None
    """The rest that is to be removed; None when all of it is gone."""


def verklaring(lijst: Vernietigingslijst, organisatie: str, moment: datetime) -> bytes:
    """Write the verklaring van vernietiging (Archiefbesluit 1995, article 8) as HTML.

    It says what was destroyed by which result, on what ground, who approved it, and of which list.
    """
    from html import escape  # here: who reads a list writes none

    akkoord = lijst.goedkeuring
    if akkoord is None:
        raise ValueError("nothing is destroyed that nobody approved")
    rijen = "".join(
        f"<tr><td>{escape(een.resultaat)}</td><td>{escape(een.omschrijving)}</td>"
        + "".join(f"<td>{aantal}</td>" for aantal in _getallen(een).values())
        + "</tr>"
        for een in lijst.vernietigd
    )
    uitzonderingen = "".join(
        f"<li>{escape(str(een.emailbericht or f'resultaat {een.resultaat}'))}: {escape(een.reden)}</li>"
        for een in akkoord.uitzonderingen
    )
    feiten = {
        "Organisatie": organisatie,
        "Lijst": str(lijst.identificatie),
        "Aanleiding": "einde van de bewaartermijn"
        if lijst.soort is Lijstsoort.MAAND
        else "verzoek om te wissen (AVG artikel 17)",
        "Peildatum": lijst.peildatum.isoformat(),
        "SHA-256 van de lijst": lijst.sha256,
        "Goedgekeurd door": f"{akkoord.naam} ({akkoord.medewerker})",
        "Goedgekeurd op": als_tekst(akkoord.tijdstip),
        "Vernietigd op": als_tekst(moment),
        "Uitgezonderd (e-mails)": str(lijst.uitgezonderd),
        "Bewaard omdat er nog iets gebeurde (e-mails)": str(lijst.overgeslagen),
        "Niet op de lijst omdat de verwerking is beperkt (e-mails)": str(lijst.beperkt),
        "Niet op de lijst omdat een zaak nog wordt bewaard (e-mails)": str(sum(een.aantal for een in lijst.blijft_bij_zaak)),
        "Wijze van vernietiging": "alle versies van alle bestanden, en alle gegevens; herstelpunten verlopen na 35 dagen",
    }
    if lijst.wisverzoek is not None:
        feiten["Reden van het verzoek"] = lijst.wisverzoek.reden
    regels = "".join(f"<tr><th>{escape(naam)}</th><td>{escape(waarde)}</td></tr>" for naam, waarde in feiten.items())
    koppen = "".join(f"<th>{escape(naam)}</th>" for naam in ("resultaat", "omschrijving", *_GETALLEN))
    return (
        '<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Verklaring van vernietiging</title></head><body>'
        f"<h1>Verklaring van vernietiging</h1><table>{regels}</table>"
        f"<h2>Vernietigd</h2><table><tr>{koppen}</tr>{rijen}</table>"
        f"<h2>Uitzonderingen</h2><ul>{uitzonderingen or '<li>geen</li>'}</ul></body></html>"
    ).encode()


_GETALLEN: Final = ("e-mails", "klantcontacten", "documenten", "interne taken", "verzendingen", "zaken")


def _getallen(een: Aantallen) -> Mapping[str, int]:
    aantallen = (een.emailberichten, een.klantcontacten, een.documenten, een.interne_taken, een.verzendingen, een.zaken)
    return dict(zip(_GETALLEN, aantallen, strict=True))
