"""The reader of winmail.dat: Transport Neutral Encapsulation Format ([MS-OXTNEF]).

Outlook hides text and attachments in it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from ontleden.formats.eml import maak_eml
from ontleden.formats.namen import formaat_bij
from ontleden.formats.rtf import html_uit_rtf, pak_rtf_uit, tekst_uit_rtf
from ontleden.text.codepagina import decodeer

_HANDTEKENING: Final = 0x223E9F78
_MAX_ATTRIBUTEN: Final = 100_000
_MAX_BESTANDEN: Final = 10_000
_MAX_DIEPTE: Final = 4
_MAX_NAAM: Final = 4096

# Attributes, by tag without type ([MS-OXTNEF] section 2.1.3.3).
_BODY: Final = 0x800C
_SUBJECT: Final = 0x8004
_ATTACH_DATA: Final = 0x800F
_ATTACH_TITLE: Final = 0x8010
_ATTACH_REND_DATA: Final = 0x9002
_MAPI_PROPS: Final = 0x9003
_ATTACHMENT: Final = 0x9005
_OEM_CODEPAGE: Final = 0x9007

# MAPI properties ([MS-OXPROPS]).
_PR_SUBJECT: Final = 0x0037
_PR_SUBMIT_TIME: Final = 0x0039
_PR_SENT_NAME: Final = 0x0042
_PR_SENDER_NAME: Final = 0x0C1A
_PR_SENDER_EMAIL: Final = 0x0C1F
_PR_SENDER_SMTP: Final = 0x5D01
_PR_DISPLAY_CC: Final = 0x0E03
_PR_DISPLAY_TO: Final = 0x0E04
_PR_BODY: Final = 0x1000
_PR_RTF: Final = 0x1009
_PR_HTML: Final = 0x1013
_PR_DISPLAY_NAME: Final = 0x3001
_PR_ATTACH_DATA: Final = 0x3701
_PR_ATTACH_FILENAME: Final = 0x3704
_PR_ATTACH_LONG_FILENAME: Final = 0x3707
_PR_ATTACH_MIME_TAG: Final = 0x370E
_PR_ATTACH_CONTENT_ID: Final = 0x3712
_PR_INTERNET_CPID: Final = 0x3FDE
_PR_MESSAGE_CODEPAGE: Final = 0x3FFD

_PT_LONG: Final = 0x03
_PT_OBJECT: Final = 0x0D
_PT_STRING8: Final = 0x1E
_PT_UNICODE: Final = 0x1F
_PT_SYSTIME: Final = 0x40
_PT_BINARY: Final = 0x102
_VARIABEL: Final = frozenset({_PT_OBJECT, _PT_STRING8, _PT_UNICODE, _PT_BINARY})
_VAST: Final = {0x01: 4, 0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_MEERVOUD: Final = 0x1000
_BENOEMD: Final = 0x8000
_IID_MESSAGE: Final = bytes.fromhex("0703020000000000c000000000000046")

_BESCHADIGD: Final = "Het Outlook-bestand (winmail.dat) is beschadigd. Misschien is niet alles uitgepakt."
_TE_VEEL: Final = "Het Outlook-bestand (winmail.dat) bevat te veel onderdelen. Niet alles is uitgepakt."
_TE_DIEP: Final = "Een bericht in het Outlook-bestand zit te diep verstopt. Het is als los bestand bewaard."
_GEEN_TNEF: Final = "Het Outlook-bestand (winmail.dat) is niet te lezen."


@dataclass(frozen=True, slots=True)
class TnefBestand:
    """An attachment inside. `naam`: as the sender had it, not safe as a path. `content_id`: without angle brackets."""

    naam: str
    formaat: str
    content_id: str
    inhoud: bytes


@dataclass(frozen=True, slots=True)
class Tnef:
    """The content of a winmail.dat."""

    bestanden: tuple[TnefBestand, ...]
    tekst: str
    html: str
    """The HTML as the sender had it: not safe to show."""
    waarschuwingen: tuple[str, ...]


type _Waarde = bytes | int
type _Props = dict[int, tuple[int, _Waarde]]


@dataclass(slots=True)
class _Bijlage:
    """An attachment as far as it has been read."""

    titel: bytes = b""
    inhoud: bytes = b""
    props: _Props = field(default_factory=dict)


@dataclass(slots=True)
class _Bericht:
    """The message as far as it has been read."""

    codepagina: int = 1252
    onderwerp: bytes = b""
    body: bytes = b""
    props: _Props = field(default_factory=dict)
    bijlagen: list[_Bijlage] = field(default_factory=list)
    waarschuwingen: list[str] = field(default_factory=list)

    def meld(self, tekst: str) -> None:
        if tekst not in self.waarschuwingen:
            self.waarschuwingen.append(tekst)

    def tekst(self, prop: int, props: _Props | None = None) -> str:
        """A text property, decoded; empty when it is not there or no text."""
        soort, waarde = (self.props if props is None else props).get(prop, (0, b""))
        if isinstance(waarde, int):
            return ""
        if soort == _PT_UNICODE:
            return waarde.decode("utf-16-le", "replace").rstrip("\0")
        return decodeer(waarde, self.codepagina).rstrip("\0")


def lees_tnef(bron: bytes) -> Tnef:
    """Read what a TNEF stream holds: attachments with their long names, the text and the HTML, with warnings in Dutch.

    It never raises. An embedded message becomes an attachment of type message/rfc822, made from its properties. Text
    comes from the plain body, else from compressed RTF ([MS-OXRTFCP]); HTML from the HTML body, else from HTML in that
    RTF ([MS-OXRTFEX]). Work is linear.
    """
    return _lees(bron, 0)


def _lees(bron: bytes, diepte: int) -> Tnef:
    if len(bron) < 6 or struct.unpack_from("<I", bron)[0] != _HANDTEKENING:
        return Tnef((), "", "", (_GEEN_TNEF,))
    bericht = _verzamel(bron)
    bestanden = tuple(_bestand(bericht, bijlage, diepte) for bijlage in bericht.bijlagen)
    tekst, html = _teksten(bericht)
    return Tnef(bestanden, tekst, html, tuple(bericht.waarschuwingen))


def _verzamel(bron: bytes) -> _Bericht:
    bericht = _Bericht()
    for tag, inhoud in _attributen(bron, bericht):
        if tag == _ATTACH_REND_DATA:
            if len(bericht.bijlagen) >= _MAX_BESTANDEN:
                bericht.meld(_TE_VEEL)
                break
            bericht.bijlagen.append(_Bijlage())
        elif tag in {_ATTACH_DATA, _ATTACH_TITLE, _ATTACHMENT}:
            if not bericht.bijlagen:
                bericht.bijlagen.append(_Bijlage())
            bijlage = bericht.bijlagen[-1]
            if tag == _ATTACH_DATA:
                bijlage.inhoud = inhoud
            elif tag == _ATTACH_TITLE:
                bijlage.titel = inhoud
            else:
                bijlage.props.update(_props(inhoud, bericht))
        elif tag == _OEM_CODEPAGE and len(inhoud) >= 4:
            bericht.codepagina = struct.unpack_from("<I", inhoud)[0]
        elif tag == _SUBJECT:
            bericht.onderwerp = inhoud
        elif tag == _BODY:
            bericht.body = inhoud
        elif tag == _MAPI_PROPS:
            bericht.props.update(_props(inhoud, bericht))
    return bericht


def _attributen(bron: bytes, bericht: _Bericht) -> Iterator[tuple[int, bytes]]:
    """Tag and data of each attribute. A truncated one comes as far as it goes."""
    plaats = 6
    for _ in range(_MAX_ATTRIBUTEN):
        if plaats + 9 > len(bron):
            break
        niveau, tag, lengte = struct.unpack_from("<BII", bron, plaats)
        if niveau not in {1, 2}:
            bericht.meld(_BESCHADIGD)
            return
        begin, einde = plaats + 9, plaats + 9 + lengte
        if einde > len(bron):
            bericht.meld(_BESCHADIGD)
        yield tag & 0xFFFF, bron[begin:einde]
        plaats = einde + 2
    else:
        bericht.meld(_TE_VEEL)
    if plaats < len(bron):
        bericht.meld(_BESCHADIGD)


def _props(inhoud: bytes, bericht: _Bericht) -> _Props:
    """MAPI properties by id, the first value of each ([MS-OXTNEF] section 2.1.3.4); as far as they can be read."""
    gevonden: _Props = {}
    try:
        _lees_props(inhoud, gevonden)
    except (struct.error, _Afgebroken):
        bericht.meld(_BESCHADIGD)
    return gevonden


class _Afgebroken(Exception):
    """The property list does not go on as it should."""


def _lees_props(inhoud: bytes, gevonden: _Props) -> None:
    aantal = struct.unpack_from("<I", inhoud)[0]
    plaats = 4
    for _ in range(aantal):
        soort, prop = struct.unpack_from("<HH", inhoud, plaats)
        plaats += 4
        if prop >= _BENOEMD:
            plaats = _na_naam(inhoud, plaats)
        kaal = soort & ~_MEERVOUD
        waarden = 1
        if kaal in _VARIABEL or soort & _MEERVOUD:
            waarden = struct.unpack_from("<I", inhoud, plaats)[0]
            plaats += 4
        for nummer in range(waarden):
            if kaal in _VARIABEL:
                lengte = struct.unpack_from("<I", inhoud, plaats)[0]
                plaats += 4
                waarde: _Waarde = inhoud[plaats : plaats + lengte]
                plaats += lengte + -lengte % 4
            elif kaal in _VAST:
                breedte = _VAST[kaal]
                if plaats + breedte > len(inhoud):
                    raise _Afgebroken
                waarde = int.from_bytes(inhoud[plaats : plaats + breedte], "little")
                plaats += breedte
            else:
                raise _Afgebroken
            if nummer == 0 and prop < _BENOEMD:
                gevonden.setdefault(prop, (kaal, waarde))
        if plaats > len(inhoud) + 3:
            raise _Afgebroken


def _na_naam(inhoud: bytes, plaats: int) -> int:
    """Find where the value of a named property begins: after its GUID and its number or name."""
    soort, lengte = struct.unpack_from("<II", inhoud, plaats + 16)
    if soort == 0:
        return plaats + 24
    return plaats + 24 + int(lengte) + -int(lengte) % 4


def _bestand(bericht: _Bericht, bijlage: _Bijlage, diepte: int) -> TnefBestand:
    def eigen(prop: int) -> str:
        return bericht.tekst(prop, bijlage.props)[:_MAX_NAAM]

    titel = decodeer(bijlage.titel, bericht.codepagina).rstrip("\0")[:_MAX_NAAM]
    naam = eigen(_PR_ATTACH_LONG_FILENAME) or titel or eigen(_PR_ATTACH_FILENAME) or eigen(_PR_DISPLAY_NAME)
    soort, waarde = bijlage.props.get(_PR_ATTACH_DATA, (0, b""))
    inhoud = bijlage.inhoud
    if isinstance(waarde, bytes) and waarde:
        if soort == _PT_OBJECT and waarde[:16] == _IID_MESSAGE:
            return _ingesloten(bericht, naam, waarde[16:], diepte)
        # The first 16 bytes of an object are the id of its interface; the object itself follows.
        inhoud = inhoud or (waarde[16:] if soort == _PT_OBJECT else waarde)
    formaat = eigen(_PR_ATTACH_MIME_TAG).strip().lower() or formaat_bij(naam) or "application/octet-stream"
    return TnefBestand(naam, formaat, eigen(_PR_ATTACH_CONTENT_ID).strip().strip("<>"), inhoud)


def _ingesloten(bericht: _Bericht, naam: str, bron: bytes, diepte: int) -> TnefBestand:
    """Make a message inside a mail that any program opens; keep it as it is when it cannot be read or lies too deep."""
    if diepte >= _MAX_DIEPTE:
        bericht.meld(_TE_DIEP)
        return TnefBestand(f"{naam or 'bericht'}.dat", "application/vnd.ms-tnef", "", bron)
    binnen = _lees(bron, diepte + 1)
    for waarschuwing in binnen.waarschuwingen:
        bericht.meld(waarschuwing)
    if binnen.waarschuwingen == (_GEEN_TNEF,):
        return TnefBestand(f"{naam or 'bericht'}.dat", "application/octet-stream", "", bron)
    kop = _verzamel(bron)
    onderwerp = kop.tekst(_PR_SUBJECT) or decodeer(kop.onderwerp, kop.codepagina).rstrip("\0")
    adres = kop.tekst(_PR_SENDER_SMTP) or kop.tekst(_PR_SENDER_EMAIL)
    soort, tijd = kop.props.get(_PR_SUBMIT_TIME, (0, 0))
    eml = maak_eml(
        onderwerp=onderwerp,
        van=(kop.tekst(_PR_SENDER_NAME) or kop.tekst(_PR_SENT_NAME), adres if "@" in adres else ""),
        aan=kop.tekst(_PR_DISPLAY_TO),
        cc=kop.tekst(_PR_DISPLAY_CC),
        datum=_tijdstip(tijd) if soort == _PT_SYSTIME and isinstance(tijd, int) else None,
        tekst=binnen.tekst,
        html=binnen.html,
        bestanden=[(bestand.naam, bestand.formaat, bestand.content_id, bestand.inhoud) for bestand in binnen.bestanden],
    )
    return TnefBestand(f"{onderwerp or naam or 'bericht'}.eml", "message/rfc822", "", eml)


def _tijdstip(tijd: int) -> datetime | None:
    """A FILETIME: units of 100 ns since 1601; None when no calendar has it."""
    try:
        return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=tijd // 10)
    except OverflowError:
        return None


def _teksten(bericht: _Bericht) -> tuple[str, str]:
    """Plain text and HTML of a message."""
    for prop in (_PR_INTERNET_CPID, _PR_MESSAGE_CODEPAGE):
        soort, waarde = bericht.props.get(prop, (0, 0))
        if soort == _PT_LONG and isinstance(waarde, int) and waarde:
            codepagina = waarde
            break
    else:
        codepagina = bericht.codepagina
    tekst = bericht.tekst(_PR_BODY) or decodeer(bericht.body, bericht.codepagina).rstrip("\0")
    soort, waarde = bericht.props.get(_PR_HTML, (0, b""))
    html = ""
    if isinstance(waarde, bytes):
        html = (waarde.decode("utf-16-le", "replace") if soort == _PT_UNICODE else decodeer(waarde, codepagina)).rstrip("\0")
    soort, waarde = bericht.props.get(_PR_RTF, (0, b""))
    if isinstance(waarde, bytes) and waarde and not (tekst and html):
        rtf = pak_rtf_uit(waarde)
        if rtf is None:
            bericht.meld("De opgemaakte tekst in het Outlook-bestand (winmail.dat) is niet te lezen.")
        else:
            heel = True
            if not html:
                html, heel = html_uit_rtf(rtf)
            if not tekst and not html:
                tekst, heel = tekst_uit_rtf(rtf)
            if not heel:
                bericht.meld("De opgemaakte tekst in het Outlook-bestand (winmail.dat) is te lang. Niet alles is gelezen.")
    return tekst.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""), html.replace("\0", "")
