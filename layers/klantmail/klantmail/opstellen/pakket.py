"""The zip in which mail is handed out: files, the records as JSON, and a page to read.

overzicht.html                                   all of it to read, in Dutch
gegevens/verzoek.json                            the number of mails that nobody could look into
gegevens/<kind>.json                             the records of each kind, as they are held
emailberichten/<id>/e-mail.eml                   a mail, byte for byte
emailberichten/<id>/bijlagen/<number> <name>     what was attached to it, and to what was sent about it
emailberichten/<id>/verzonden/<id>.eml           what was sent about it
….mdto.xml                                       what each of these is, by MDTO (klantmail.opstellen.mdto)
weggelaten.csv                                   what is not handed out and why, for a Woo-verzoek

The page runs no script and asks nothing of any server. The same content makes the same bytes.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from html import escape
from io import BytesIO
from typing import Any, Final, Self
from urllib.parse import quote
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from klantmail.domain.document import Organisatie
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.maildossier import SOORTEN, Kijkregel, Maildossier
from klantmail.domain.tijd import AMSTERDAM, als_tekst, dag_in_woorden
from klantmail.domain.weggelaten import Weggelaten, als_csv
from klantmail.opstellen.mdto import beschrijvingen

WEGGELATEN: Final = "weggelaten.csv"
_NIVEAU: Final = 1
"""The effort of deflating. Most bytes are base64 of what was deflated before."""
_INTERN: Final = frozenset(
    {"object_key", "idempotency_key", "vingerafdruk", "generatie", "wijziging", "parserversie", "aan_de_beurt_op"}
)
"""Fields that say how Klantmail works, and nothing of a person."""
_NIET_INGENOMEN: Final = (
    "Toen dit werd verzameld, was er e-mail ontvangen die Klantmail nog niet had ingenomen. Van wie die is en waarover die gaat, "
    "is niet bekend. Die e-mail staat hier niet in."
)
_HIER_GEEN_MAIL: Final = "In dit bestand staat geen e-mail. Kijk ook in de andere bestanden."
_BEGIN: Final = (
    '<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    '<meta name="referrer" content="no-referrer">'
    "<style>body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em}pre{white-space:pre-wrap}"
    "th{text-align:left;padding-right:1em;vertical-align:top}section{border-top:1px solid}</style>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorblad:
    """The words of the page, in Dutch, and the kinds of record that are in the zip."""

    titel: str
    feiten: Mapping[str, str]
    """The things that were asked for, by their names."""
    uitleg: tuple[str, ...]
    """Paragraphs that say what is in it, and what is not."""
    zonder_mail: str
    """The text when there is no mail in it."""
    van_klant: str
    """The writer of a mail, such as `van u`."""
    soorten: tuple[str, ...] = SOORTEN
    niet_ingenomen: int = 0
    """The mails that were there and were not taken in: nobody could tell whether they belong in it."""
    met_weggelaten: bool = False
    """True: what is left out is told in a file of its own, and counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plaats:
    """The place of a zip among those of the same request."""

    moment: datetime
    nummer: int
    """The number of this zip, from 1."""
    is_laatste: bool


class Pakket:
    """A zip in the making, which is let go of at the end of its `with`.

    Args:
        organisatie: the municipality, whose records these are.
    """

    def __init__(self, organisatie: Organisatie) -> None:
        self._organisatie = organisatie
        self._uit = BytesIO()
        self._zip = ZipFile(self._uit, "w")
        self.dossiers: list[Maildossier] = []
        self.weggelaten: list[Weggelaten] = []
        self.omvang = 0
        """Bytes of the files and texts so far, before deflating."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._zip.close()

    def zet_in(self, pad: str, inhoud: bytes) -> None:
        """Add a file."""
        plek = ZipInfo(pad)  # its time is always the same, so the same files make the same zip
        plek.external_attr = 0o644 << 16
        self._zip.writestr(plek, inhoud, ZIP_DEFLATED, _NIVEAU)
        self.omvang += len(inhoud)

    def voeg_toe(self, dossier: Maildossier) -> None:
        """Add what is held about one mail, whose files are in it already."""
        self.dossiers.append(dossier)
        for pad, inhoud in beschrijvingen(dossier, self._organisatie):
            self.zet_in(pad, inhoud)
        teksten = (dossier.tekst, *dossier.teksten.values(), *(een.velden for een in dossier.concepten))
        self.omvang += sum(len(tekst.encode()) for tekst in teksten)

    def laat_weg(self, regel: Weggelaten) -> None:
        """Note what is not handed out."""
        self.weggelaten.append(regel)

    def sluit(self, voorblad: Voorblad, plaats: Plaats, kijkregels: Sequence[Kijkregel]) -> tuple[bytes, Mapping[str, int]]:
        """Return the zip, and the number of records in it by kind."""
        records = {soort: list(_records(soort, self.dossiers, kijkregels)) for soort in voorblad.soorten}
        for soort, rijen in records.items():
            self.zet_in(f"gegevens/{soort}.json", json.dumps(rijen, ensure_ascii=False, indent=1).encode())
        self.zet_in("gegevens/verzoek.json", json.dumps({"nietIngenomen": voorblad.niet_ingenomen}).encode())
        aantallen = {soort: len(rijen) for soort, rijen in records.items()}
        if voorblad.met_weggelaten:
            self.zet_in(WEGGELATEN, als_csv(self.weggelaten))
            aantallen["weggelaten"] = len(self.weggelaten)
        self.zet_in("overzicht.html", "".join(_pagina(voorblad, plaats, self.dossiers, kijkregels)).encode())
        self._zip.close()
        return self._uit.getvalue(), aantallen


# -- as JSON -----------------------------------------------------------------------------------------------------------


def _records(soort: str, dossiers: Sequence[Maildossier], kijkregels: Sequence[Kijkregel]) -> Iterator[object]:
    if soort == "inzagen":
        yield from ({**_gegevens(een.kijker.vermelding), "naam": een.kijker.naam, "records": een.records} for een in kijkregels)
        return
    for dossier in dossiers:
        yield from _van(soort, dossier)


def _van(soort: str, dossier: Maildossier) -> Iterator[object]:
    mail = dossier.mail
    match soort:
        case "emailberichten":
            if dossier.geheel:
                yield {**_gegevens(mail.bericht), "tekst": dossier.tekst, "nietMeegegeven": dossier.niet_meegegeven}
        case "klantcontacten":
            yield from ({**_gegevens(een), "inhoud": dossier.teksten[een.identificatie]} for een in mail.klantcontacten)
        case "concepten":
            yield from ({**_gegevens(een), "velden": json.loads(een.velden)} for een in dossier.concepten)
        case _:
            yield from map(_gegevens, _lijsten(dossier)[soort])


def _lijsten(dossier: Maildossier) -> Mapping[str, Sequence[Any]]:
    return {
        "rectificaties": dossier.rectificaties,
        "interneTaken": dossier.mail.taken,
        "verzendingen": dossier.mail.verzendingen,
        "zaken": dossier.mail.zaken,
        "documenten": dossier.documenten,
        "notities": dossier.notities,
    }


def _gegevens(waarde: Any) -> Any:
    """Write a record as JSON has it: each field by its name, in camelCase."""
    if is_dataclass(waarde):
        velden = (veld.name for veld in fields(waarde) if veld.name not in _INTERN)
        return {_naam(veld): _gegevens(getattr(waarde, veld)) for veld in velden}
    if isinstance(waarde, tuple | list | frozenset | set):
        rij = sorted(waarde, key=str) if isinstance(waarde, frozenset | set) else waarde
        return [_gegevens(een) for een in rij]
    return _los(waarde)


def _los(waarde: Any) -> Any:
    match waarde:
        case datetime():
            return als_tekst(waarde)
        case date():
            return waarde.isoformat()
        case Enum():
            return waarde.value
        case UUID():
            return str(waarde)
        case _:
            return waarde


def _naam(veld: str) -> str:
    kop, *rest = veld.split("_")
    return kop + "".join(deel.title() for deel in rest)


# -- to read -----------------------------------------------------------------------------------------------------------


def _pagina(
    voorblad: Voorblad, plaats: Plaats, dossiers: Sequence[Maildossier], kijkregels: Sequence[Kijkregel]
) -> Iterator[str]:
    titel = escape(voorblad.titel)
    yield f"{_BEGIN}<title>{titel}</title></head><body><h1>{titel}</h1>"
    bestand = f"{plaats.nummer}, het laatste" if plaats.is_laatste else f"{plaats.nummer}; er volgt nog een bestand"
    yield _tabel({**voorblad.feiten, "Gemaakt op": dag_in_woorden(plaats.moment), "Bestand": bestand})
    yield from (f"<p>{escape(alinea)}</p>" for alinea in voorblad.uitleg)
    if voorblad.niet_ingenomen:
        yield f"<p>{_NIET_INGENOMEN} Aantal: {voorblad.niet_ingenomen}.</p>"
    if voorblad.met_weggelaten:
        yield f'<p><a href="{WEGGELATEN}">{WEGGELATEN}</a></p>'
    if not dossiers:
        enige = plaats.nummer == 1 and plaats.is_laatste
        yield f"<p>{escape(voorblad.zonder_mail if enige else _HIER_GEEN_MAIL)}</p>"
    for dossier in sorted(dossiers, key=lambda een: een.mail.bericht.envelop.ontvangen_op):
        yield from _dossier(
            dossier, voorblad.van_klant, [een for een in kijkregels if not dossier.records.isdisjoint(een.records)]
        )
    yield "</body></html>"


def _dossier(dossier: Maildossier, van_klant: str, kijkregels: Sequence[Kijkregel]) -> Iterator[str]:
    mail = dossier.mail
    yield "<section>"
    if dossier.geheel:
        envelop = mail.bericht.envelop
        yield f"<h2>{escape(envelop.onderwerp or 'Zonder onderwerp')}</h2>"
        yield _tabel(
            {
                "Nummer": str(mail.bericht.identificatie),
                "Ontvangen": _moment(envelop.ontvangen_op),
                "Van": f"{envelop.betrokkene.naam} {envelop.betrokkene.adres}".strip(),
                "Aan": envelop.postvak,
                "Stand": mail.bericht.status.value.replace("_", " "),
                "Uitkomst": mail.bericht.afhandeling.soort.value.replace("_", " ") if mail.bericht.afhandeling else "nog geen",
            }
        )
        yield _tekst(dossier.tekst)
    else:
        yield "<h2>Wat wij u stuurden over een e-mail van een ander</h2>"
    yield from _klantcontacten(dossier, van_klant)
    yield from _rijen(
        "Interne taken",
        (
            f"{_moment(een.toegewezen_op)}: {een.gevraagde_handeling}. {een.toelichting} {een.resultaat}".strip()
            for een in mail.taken
        ),
    )
    yield from _rijen("Zaken", (f"{_moment(een.aangemaakt_op)}: {een.omschrijving}. {een.toelichting}" for een in mail.zaken))
    yield from _rijen(
        "Wat wij stuurden",
        (
            f"{_moment(een.verzonden_op or een.aangemaakt_op)}: {een.onderwerp}, aan {', '.join(een.naar)} "
            f"({een.status.value.replace('_', ' ')})"
            for een in mail.verzendingen
        ),
    )
    yield from _rijen("Notities", (f"{_moment(een.tijdstip)}, {een.naam}: {een.tekst}" for een in dossier.notities))
    yield from _rijen("Concepten", (f"{_moment(een.gewijzigd_op)}, {een.naam}: {een.velden}" for een in dossier.concepten))
    yield from _bestanden(dossier)
    yield from _rijen("Wie keek ernaar, en wanneer", map(_kijker, kijkregels))
    yield "</section>"


def _klantcontacten(dossier: Maildossier, van_klant: str) -> Iterator[str]:
    for een in dossier.mail.klantcontacten:
        van = van_klant if een.initiatiefnemer is Initiatiefnemer.KLANT else "van de gemeente"
        yield f"<h3>Klantcontact {van}: {escape(een.onderwerp)}</h3>"
        yield f"<p>{_moment(een.geregistreerd_op)}, {escape(een.organisatorische_eenheid)}</p>"
        if een.initiatiefnemer is Initiatiefnemer.GEMEENTE:  # the text of a question is that of the mail above
            yield _tekst(dossier.teksten[een.identificatie])
        rechtgezet = (op for op in dossier.rectificaties if op.klantcontact == een.identificatie)
        yield from _rijen("Rechtgezet", (f"{_moment(op.tijdstip)}: {op.tekst}" for op in rechtgezet))


def _bestanden(dossier: Maildossier) -> Iterator[str]:
    if dossier.bestanden or dossier.niet_meegegeven:
        links = (f'<li><a href="{escape(quote(een.pad))}">{escape(een.naam)}</a></li>' for een in dossier.bestanden)
        weg = (f"<li>{escape(naam)}: {escape(reden)}</li>" for naam, reden in dossier.niet_meegegeven.items())
        yield f"<h3>Bestanden</h3><ul>{''.join(links)}{''.join(weg)}</ul>"


def _rijen(kop: str, rijen: Iterator[str]) -> Iterator[str]:
    tekst = "".join(f"<li>{escape(rij)}</li>" for rij in rijen)
    if tekst:
        yield f"<h3>{kop}</h3><ul>{tekst}</ul>"


def _kijker(regel: Kijkregel) -> str:
    van = regel.kijker.vermelding
    wie = regel.kijker.naam or ("een medewerker" if van.medewerker else "Klantmail zelf")
    return f"{_moment(van.tijdstip)}, {wie}: {van.actie}"


def _tekst(tekst: str) -> str:
    return f"<pre>{escape(tekst)}</pre>"


def _tabel(feiten: Mapping[str, str]) -> str:
    rijen = "".join(f"<tr><th>{escape(naam)}</th><td>{escape(waarde)}</td></tr>" for naam, waarde in feiten.items())
    return f"<table>{rijen}</table>"


def _moment(moment: datetime) -> str:
    return f"{dag_in_woorden(moment)}, {moment.astimezone(AMSTERDAM):%H:%M}"
