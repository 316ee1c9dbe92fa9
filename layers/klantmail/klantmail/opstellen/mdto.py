"""The metadata of what is handed out, by MDTO 1.0.1 (Metagegevens voor Duurzaam Toegankelijke Overheidsinformatie).

    a mail, a klantcontact, and a sending without one     an informatieobject: emailberichten/<id>/….mdto.xml
    each file that is in the zip                          a bestand: <its place>.mdto.xml

The schema of the Nationaal Archief fixes which elements there are, in which order, and how often:
https://www.nationaalarchief.nl/archiveren/mdto/xml-schema. Where it leaves the words to us, `_EIGEN_LIJST` names them.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID
from xml.etree import ElementTree as ET  # nosec B405  # it writes, and parses nothing

from klantmail.domain.bewaartermijn import Bewaartermijn
from klantmail.domain.bewaren import Bewaring
from klantmail.domain.document import Organisatie
from klantmail.domain.klantcontact import Initiatiefnemer, Klantcontact
from klantmail.domain.maildossier import Maildossier, Meegegeven
from klantmail.domain.tijd import als_tekst
from klantmail.domain.verzending import Verzending

NAAMRUIMTE: Final = "https://www.nationaalarchief.nl/mdto"
EXTENSIE: Final = ".mdto.xml"
_BRON: Final = "Klantmail"
"""The origin of the identificaties."""
_EIGEN_LIJST: Final = "Begrippenlijst Klantmail"
_EVENTS: Final = "Begrippenlijst EventTypeLijst MDTO"
_NIVEAUS: Final = "Begrippenlijst Aggregatieniveaus MDTO"
_WAARDERINGEN: Final = "Begrippenlijst Waarderingen MDTO"
_CHECKSUMS: Final = "Begrippenlijst ChecksumAlgoritme MDTO"
_FORMATEN: Final = "IANA Media Types"
_SELECTIELIJST: Final = "Selectielijst gemeenten en intergemeentelijke organen 2020"
_ZONDER_ONDERWERP: Final = "Zonder onderwerp"
_GEEN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets)."""

type _Wie = tuple[str, str]
"""A person or organisation: what they are in this, and their name."""
type _Event = tuple[str, str, datetime, str, str]
"""A thing that happened, the list that has this word, when, by whom, and with which result; these last may be empty."""


def beschrijvingen(dossier: Maildossier, organisatie: Organisatie) -> Iterator[tuple[str, bytes]]:
    """Yield the place and the bytes of each description of what is handed out of one mail."""
    map_ = f"emailberichten/{dossier.mail.bericht.identificatie}/"
    if dossier.geheel:
        yield f"{map_}emailbericht{EXTENSIE}", _als_xml(_emailbericht(dossier, organisatie))
    for contact in dossier.mail.klantcontacten:
        pad = f"{map_}klantcontacten/{contact.identificatie}{EXTENSIE}"
        yield pad, _als_xml(_klantcontact(contact, dossier, organisatie))
    for verzending in zonder_klantcontact(dossier):
        pad = f"{map_}verzendingen/{verzending.identificatie}{EXTENSIE}"
        yield pad, _als_xml(_verzending(verzending, dossier, organisatie))
    namen = dict(_namen(dossier))
    for bestand in dossier.bestanden:
        yield f"{bestand.pad}{EXTENSIE}", _als_xml(_bestand(bestand, namen.get(bestand.van, "")))


def zonder_klantcontact(dossier: Maildossier) -> Sequence[Verzending]:
    """Return what was sent of which no klantcontact is kept, such as an ontvangstbevestiging."""
    met = {een.verzending for een in dossier.mail.klantcontacten}
    return [een for een in dossier.mail.verzendingen if een.identificatie not in met]


def _namen(dossier: Maildossier) -> Iterator[tuple[UUID, str]]:
    mail = dossier.mail
    if dossier.geheel:
        yield mail.bericht.identificatie, mail.bericht.envelop.onderwerp
    yield from ((een.identificatie, een.onderwerp) for een in mail.klantcontacten)
    yield from ((een.identificatie, een.onderwerp) for een in zonder_klantcontact(dossier))


# -- what each of them is ----------------------------------------------------------------------------------------------


def _emailbericht(dossier: Maildossier, organisatie: Organisatie) -> ET.Element:
    bericht = dossier.mail.bericht
    envelop = bericht.envelop
    events: list[_Event] = [("Ontvangst", _EIGEN_LIJST, envelop.ontvangen_op, organisatie.naam, "")]
    if bericht.afhandeling:
        soort = bericht.afhandeling.soort.value.replace("_", " ")
        events.append(("Afhandeling", _EIGEN_LIJST, bericht.afhandeling.tijdstip, organisatie.naam, soort))
    return _informatieobject(
        bericht.identificatie,
        envelop.onderwerp,
        dossier,
        organisatie,
        soort="E-mailbericht",
        events=events,
        betrokkenen=[("Afzender", envelop.betrokkene.naam or envelop.betrokkene.adres)],
    )


def _klantcontact(contact: Klantcontact, dossier: Maildossier, organisatie: Organisatie) -> ET.Element:
    van_ons = contact.initiatiefnemer is Initiatiefnemer.GEMEENTE
    anderen = [("Geadresseerde", een.adres) for een in contact.ontvangers] if van_ons else [("Afzender", contact.afzender)]
    return _informatieobject(
        contact.identificatie,
        contact.onderwerp,
        dossier,
        organisatie,
        soort="Klantcontact",
        events=[("Creatie", _EVENTS, contact.geregistreerd_op, contact.organisatorische_eenheid, "")],
        betrokkenen=[("Behandelaar", contact.organisatorische_eenheid), *anderen],
    )


def _verzending(verzending: Verzending, dossier: Maildossier, organisatie: Organisatie) -> ET.Element:
    moment = verzending.verzonden_op or verzending.aangemaakt_op
    return _informatieobject(
        verzending.identificatie,
        verzending.onderwerp,
        dossier,
        organisatie,
        soort="Verzending",
        events=[("Verzending", _EIGEN_LIJST, moment, organisatie.naam, verzending.status.value.replace("_", " "))],
        betrokkenen=[("Geadresseerde", adres) for adres in verzending.naar],
    )


def _informatieobject(
    identificatie: UUID,
    naam: str,
    dossier: Maildossier,
    organisatie: Organisatie,
    *,
    soort: str,
    events: Sequence[_Event],
    betrokkenen: Sequence[_Wie],
) -> ET.Element:
    uit = ET.Element("informatieobject")
    _identificatie(uit, "identificatie", str(identificatie))
    _tekst(uit, "naam", naam or _ZONDER_ONDERWERP)
    _begrip(uit, "aggregatieniveau", "Archiefstuk", _NIVEAUS)
    _begrip(uit, "classificatie", soort, _EIGEN_LIJST)
    for event in events:
        _event(uit, *event)
    _bewaring(uit, dossier.bewaring)
    _verwijzing(uit, "isOnderdeelVan", "Gesprek", str(dossier.mail.bericht.gesprek))
    for bestand in dossier.bestanden:
        if bestand.van == identificatie:
            _verwijzing(uit, "heeftRepresentatie", bestand.naam, bestand.identificatie)
    _verwijzing(uit, "archiefvormer", organisatie.naam, organisatie.rsin, "RSIN")
    for rol, wie in betrokkenen:
        if wie.strip():
            betrokkene = ET.SubElement(uit, "betrokkene")
            _begrip(betrokkene, "betrokkeneTypeRelatie", rol, _EIGEN_LIJST)
            _verwijzing(betrokkene, "betrokkeneActor", wie)
    beperking = ET.SubElement(uit, "beperkingGebruik")
    _begrip(beperking, "beperkingGebruikType", "Niet beoordeeld op openbaarheid", _EIGEN_LIJST)
    _tekst(
        beperking,
        "beperkingGebruikNadereBeschrijving",
        "Bevat persoonsgegevens. Wat openbaar mag zijn, beoordeelt een medewerker (Woo, artikel 5.1 en 5.2).",
    )
    return uit


def _bestand(bestand: Meegegeven, naam_van: str) -> ET.Element:
    uit = ET.Element("bestand")
    _identificatie(uit, "identificatie", bestand.identificatie)
    _tekst(uit, "naam", bestand.naam)
    _tekst(uit, "omvang", str(bestand.omvang))
    _begrip(uit, "bestandsformaat", bestand.formaat, _FORMATEN)
    checksum = ET.SubElement(uit, "checksum")
    _begrip(checksum, "checksumAlgoritme", "SHA-256", _CHECKSUMS)
    _tekst(checksum, "checksumWaarde", bestand.sha256)
    _tekst(checksum, "checksumDatum", als_tekst(bestand.sinds))
    _verwijzing(uit, "isRepresentatieVan", naam_van or _ZONDER_ONDERWERP, str(bestand.van))
    return uit


def _bewaring(uit: ET.Element, bewaring: Bewaring | None) -> None:
    """Add how long it is kept. What waits, and what stays as long as a zaak does, has no term here."""
    if bewaring is None or bewaring.regel.termijn is None or bewaring.zaken:
        _begrip(uit, "waardering", "Nader te bepalen", _WAARDERINGEN, "N")
    else:
        _begrip(uit, "waardering", "Tijdelijk te bewaren", _WAARDERINGEN, "V")
        termijn = ET.SubElement(uit, "bewaartermijn")
        _begrip(termijn, "termijnTriggerStartLooptijd", "Laatste stap in het gesprek", _EIGEN_LIJST)
        _tekst(termijn, "termijnStartdatumLooptijd", bewaring.laatste_stap.isoformat())
        _tekst(termijn, "termijnLooptijd", _duur(bewaring.regel.termijn))
        if bewaring.vanaf:
            _tekst(termijn, "termijnEinddatum", bewaring.vanaf.isoformat())
    if bewaring is not None and bewaring.regel.resultaat[:1].isdigit():
        _begrip(uit, "informatiecategorie", bewaring.regel.omschrijving, _SELECTIELIJST, bewaring.regel.resultaat)


def _duur(termijn: Bewaartermijn) -> str:
    """Write a term as a duration (ISO 8601)."""
    delen = f"{termijn.jaren}Y" * bool(termijn.jaren) + f"{termijn.dagen}D" * bool(termijn.dagen)
    return f"P{delen or '0D'}"


# -- the parts of MDTO -------------------------------------------------------------------------------------------------


def _event(in_: ET.Element, soort: str, lijst: str, moment: datetime, wie: str, resultaat: str) -> None:
    event = ET.SubElement(in_, "event")
    _begrip(event, "eventType", soort, lijst)
    _tekst(event, "eventTijd", als_tekst(moment))
    if wie.strip():
        _verwijzing(event, "eventVerantwoordelijkeActor", wie)
    if resultaat:
        _tekst(event, "eventResultaat", resultaat)


def _identificatie(in_: ET.Element, naam: str, kenmerk: str, bron: str = _BRON) -> None:
    uit = ET.SubElement(in_, naam)
    _tekst(uit, "identificatieKenmerk", kenmerk)
    _tekst(uit, "identificatieBron", bron)


def _verwijzing(in_: ET.Element, naam: str, waarnaar: str, kenmerk: str = "", bron: str = _BRON) -> None:
    uit = ET.SubElement(in_, naam)
    _tekst(uit, "verwijzingNaam", waarnaar)
    if kenmerk:
        _identificatie(uit, "verwijzingIdentificatie", kenmerk, bron)


def _begrip(in_: ET.Element, naam: str, label: str, lijst: str, code: str = "") -> None:
    uit = ET.SubElement(in_, naam)
    _tekst(uit, "begripLabel", label)
    if code:
        _tekst(uit, "begripCode", code)
    _verwijzing(uit, "begripBegrippenlijst", lijst)


def _tekst(in_: ET.Element, naam: str, tekst: str) -> None:
    """Add an element with a text, which the schema wants not to be blank."""
    ET.SubElement(in_, naam).text = _GEEN_XML.sub("\ufffd", tekst).strip() or "-"


def _als_xml(wat: ET.Element) -> bytes:
    wortel = ET.Element("MDTO", {"xmlns": NAAMRUIMTE})
    wortel.append(wat)
    return b"<?xml version='1.0' encoding='utf-8'?>\n" + ET.tostring(wortel, encoding="unicode").encode()
