"""Headers: finding them, unfolding them, and decoding what stands in them (RFC 5322, RFC 2047, RFC 2231)."""

import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ontleden.meldingen import Meldingen
from ontleden.text.tekens import lees_tekst, op_een_regel, verandert_richting
from ontleden.text.tekensets import codec_van

MAX_KOPREGELS: Final = 5000
MAX_WOORDEN: Final = 20_000
_MAX_PARAMETERS: Final = 500
_VOORUITKIJKEN: Final = 10
"""The number of lines that are no header, after which headers may go on in any mail."""
_HOOFDZAKEN: Final = re.compile(rb"\n(from|to|subject|date|mime-version|content-type)[ \t]*+:", re.IGNORECASE)
"""Headers that a mail has. While they are missing, more lines than `_VOORUITKIJKEN` may stand before them."""
_KOP: Final = re.compile(rb"([!-9;-~]++)[ \t]*+:")
_NETTE_KOPPEN: Final = re.compile(
    rb"(?:[!-,.-9;-~][!-9;-~]*+[ \t]*+:[^\n]*+\n(?:[ \t]++[^ \t\r\n\x0b\x0c][^\n]*+\n)*+)++(?=(\r?\n))"
)
"""Headers as they should be, up to the empty line: nothing else is between them, and none may be a boundary."""
_NET_VELD: Final = re.compile(rb"([!-9;-~]++)[ \t]*+:([^\n]*+\n(?:[ \t][^\n]*+\n)*+)")
_LEGE_REGEL: Final = re.compile(rb"\n\r*\n")
_LEGE_REGELS: Final = re.compile(rb"[\r\n]*+")
_VOUW: Final = re.compile(rb"[ \t]*[\r\n]+[ \t]*")
_BEKEND: Final = frozenset(
    b"from to cc bcc subject date message-id reply-to sender received return-path mime-version in-reply-to references "
    b"content-type content-transfer-encoding content-disposition content-id content-description content-location "
    b"content-language content-length importance priority delivered-to dkim-signature user-agent status".split()
)


@dataclass(slots=True)
class Koppen:
    """The headers of a mail or a part: raw, in their order."""

    velden: list[tuple[str, bytes]] = field(default_factory=list)
    """Name in lower case and raw value, still folded and encoded."""
    eersten: dict[str, bytes] = field(init=False)
    """The first value of each name that says something."""

    def __post_init__(self) -> None:
        self.eersten = {naam: waarde for naam, waarde in reversed(self.velden) if not waarde.isspace()}

    def eerste(self, naam: str) -> bytes:
        """The first value of `naam` (lower case) that says something; empty when there is none."""
        return self.eersten.get(naam, b"")

    def alle(self, naam: str) -> list[bytes]:
        """Every value of `naam` (lower case) that says something, in their order."""
        return [waarde for anders, waarde in self.velden if anders == naam and not waarde.isspace()]


def lees_koppen(
    bron: bytes, begin: int, einde: int, grenzen: Mapping[bytes, object], meldingen: Meldingen, *, hoofd: bool
) -> tuple[Koppen, int]:
    """Read the headers at `begin`, and find where the body begins.

    `grenzen`: lines that end the part; `hoofd`: true for the headers of the mail itself. It is forgiving: lines that
    are no header between headers are skipped, and headers without an empty line behind them end where text begins.
    """
    plek = _eerste_kop(bron, begin, einde, hoofd=hoofd)
    net = _NETTE_KOPPEN.match(bron, plek, einde)
    if net and bron.count(b"\n", plek, net.end()) <= MAX_KOPREGELS:
        velden, plek = _NET_VELD.findall(bron, plek, net.end()), net.end(1)
    else:
        velden, plek = _lees_velden(bron, plek, einde, grenzen, meldingen, hoofd=hoofd)
    if not hoofd and velden and not any(naam.lower() in _BEKEND or naam[:2].lower() == b"x-" for naam, _ in velden):
        return Koppen(), begin  # a part without headers, whose text happens to begin as one
    return Koppen([(naam.decode("ascii").lower(), waarde) for naam, waarde in velden]), plek


def _lees_velden(
    bron: bytes, plek: int, einde: int, grenzen: Mapping[bytes, object], meldingen: Meldingen, *, hoofd: bool
) -> tuple[list[tuple[bytes, bytes]], int]:
    """Names and values of the headers at `plek`, whatever else stands between them, and where the body begins."""
    velden: list[tuple[bytes, int, int]] = []
    regels, rommel, rommel_tot = 0, False, 0
    while plek < einde:
        volgende = bron.find(b"\n", plek, einde) + 1 or einde
        eerste = bron[plek]
        if eerste in b"\r\n" and not bron[plek:volgende].strip(b"\r\n"):
            plek = volgende
            break
        regels += 1
        if regels > MAX_KOPREGELS:
            meldingen.meld("De e-mail heeft heel veel kopregels. Niet alle kopregels zijn gelezen.")
            leeg = _LEGE_REGEL.search(bron, plek - 1, einde)
            plek = leeg.end() if leeg else einde
            break
        if eerste == 0x2D and bron[plek : plek + 2] == b"--" and bron[plek:volgende].rstrip() in grenzen:
            break
        kop = _KOP.match(bron, plek, volgende)
        if kop:
            velden.append((kop[1], kop.end(), volgende))
            rommel = False
        elif eerste in b" \t" and velden:
            if not bron[plek:volgende].strip() and not _vervolgt(bron, volgende, einde):
                plek = volgende
                break
            if not rommel:
                naam, van, _ = velden[-1]
                velden[-1] = (naam, van, volgende)
        elif regels == 1 and bron.startswith((b"From ", b">From "), plek):
            pass
        elif regels == 1 and eerste in b" \t" and _bekende_kop(bron, plek + 1, einde):
            plek += 1
            continue
        elif plek < rommel_tot or (rommel_tot := _koppen_verderop(bron, volgende, einde, velden if hoofd else [])):
            meldingen.meld("Tussen de kopregels van de e-mail staat een regel die daar niet hoort. Die is overgeslagen.")
            rommel = True
        else:
            if hoofd and velden:
                meldingen.meld("Tussen de kopregels en de tekst van de e-mail staat geen lege regel. De scheiding is geraden.")
            break
        plek = volgende
    return [(naam, bron[van:tot]) for naam, van, tot in velden], plek


def _eerste_kop(bron: bytes, begin: int, einde: int, *, hoofd: bool) -> int:
    """Find where headers begin: behind a byte order mark, and behind empty lines that should not stand there."""
    plek = begin + 3 if hoofd and bron.startswith(b"\xef\xbb\xbf", begin) else begin
    wit = _LEGE_REGELS.match(bron, plek, min(einde, plek + 200))
    na_wit = wit.end() if wit else plek
    kop = _KOP.match(bron, na_wit, min(einde, na_wit + 80))
    if kop and (kop[1].lower() in _BEKEND if hoofd else kop[1].lower().startswith(b"content-t")):
        return na_wit
    return plek


def _vervolgt(bron: bytes, plek: int, einde: int) -> bool:
    """Tell whether the headers go on after a line of only white space."""
    return bron[plek : plek + 1] in (b" ", b"\t") or bool(_bekende_kop(bron, plek, einde))


def _bekende_kop(bron: bytes, plek: int, einde: int) -> bool:
    kop = _KOP.match(bron, plek, min(einde, plek + 80))
    return kop is not None and kop[1].lower() in _BEKEND


def _koppen_verderop(bron: bytes, plek: int, einde: int, velden: list[tuple[bytes, int, int]]) -> int:
    """Find where known headers go on before an empty line; 0 when they do not.

    That is within a few lines, or farther when headers come that a mail has and that `velden` lacks: two, or one behind
    lines that are no words.
    """
    begin = plek
    for _ in range(_VOORUITKIJKEN):
        if plek >= einde or bron[plek] in b"\r\n":
            return 0
        if _bekende_kop(bron, plek, einde):
            return plek
        plek = bron.find(b"\n", plek, einde) + 1 or einde
    if not velden:
        return 0
    leeg = _LEGE_REGEL.search(bron, begin, einde)
    gezien = {naam.lower() for naam, _, _ in velden}
    nieuw: dict[bytes, int] = {}
    for kop in _HOOFDZAKEN.finditer(bron, plek - 1, leeg.start() if leeg else einde):
        if kop[1].lower() not in gezien:
            nieuw.setdefault(kop[1].lower(), kop.start() + 1)
    genoeg = 1 if b" " not in bron[begin:plek] else 2
    return min(nieuw.values()) if len(nieuw) >= genoeg else 0


def ontvouw(waarde: bytes) -> bytes:
    """Put a value on one line: a line break with the white space around it becomes one space."""
    waarde = waarde.strip()
    if b"\n" in waarde or b"\r" in waarde:
        return _VOUW.sub(b" ", waarde)
    return waarde


def als_tekst(waarde: bytes, meldingen: Meldingen, charset: str = "") -> str:
    """Give a raw header value as text on one line, its encoded words still encoded.

    Raw 8-bit bytes are UTF-8 (RFC 6532), else what the mail declares for its text (`charset`), else cp1252.
    """
    waarde = ontvouw(waarde)
    if waarde.isascii() and b"\x1b" not in waarde:
        return waarde.decode("ascii")
    try:
        return waarde.decode("utf-8") if b"\x1b" not in waarde else lees_tekst(waarde, charset, meldingen)
    except UnicodeDecodeError:
        return lees_tekst(waarde, charset, meldingen)


def decodeer_woorden(tekst: str, meldingen: Meldingen) -> str:
    """Decode the encoded words (RFC 2047) in `tekst`, and put it on one line.

    It is forgiving: raw spaces in a word, words without white space around them, wrong padding, a character that is
    split over two words, an unknown character set.
    """
    if "=?" not in tekst:
        return _op_een_regel(tekst, meldingen)
    uit: list[str] = []
    wacht: list[bytes] = []
    wacht_charset = ""
    plek = 0
    for begin, einde, charset, inhoud in _woorden(tekst, meldingen):
        tussen = tekst[plek:begin]
        if tussen.strip() or not wacht:
            uit.append(_lees_woord(wacht, wacht_charset, meldingen))
            uit.append(tussen)
            wacht = []
        elif charset != wacht_charset:
            uit.append(_lees_woord(wacht, wacht_charset, meldingen))
            wacht = []
        wacht.append(inhoud)
        wacht_charset = charset
        plek = einde
    uit.append(_lees_woord(wacht, wacht_charset, meldingen))
    uit.append(tekst[plek:])
    return _op_een_regel("".join(uit), meldingen)


def _op_een_regel(tekst: str, meldingen: Meldingen) -> str:
    if tekst.isprintable():  # as nearly every header is
        return tekst.strip()
    if verandert_richting(tekst):
        meldingen.meld("Een naam of het onderwerp bevat onzichtbare tekens die de leesrichting omkeren. Die zijn weggelaten.")
    return op_een_regel(tekst)


def _lees_woord(stukken: list[bytes], charset: str, meldingen: Meldingen) -> str:
    return lees_tekst(b"".join(stukken), charset, meldingen) if stukken else ""


def _woorden(tekst: str, meldingen: Meldingen) -> Iterator[tuple[int, int, str, bytes]]:
    """The encoded words of `tekst`: begin, end, character set, decoded bytes."""
    plek = 0
    for _ in range(MAX_WOORDEN):
        begin = tekst.find("=?", plek)
        if begin < 0:
            return
        na_charset = tekst.find("?", begin + 2, begin + 100)
        vorm = tekst[na_charset + 1 : na_charset + 3]
        if na_charset < 0 or len(vorm) < 2 or vorm[0] not in "bBqQ" or vorm[1] != "?":
            plek = begin + 2
            continue
        einde = tekst.find("?=", na_charset + 3)
        if einde < 0:
            return
        if vorm[0] in "qQ":
            einde = _einde_van_q(tekst, einde)
        charset = tekst[begin + 2 : na_charset].partition("*")[0].strip().lower()
        inhoud = tekst[na_charset + 3 : einde]
        plek = einde + 2
        if vorm[0] in "bB":
            yield begin, plek, charset, _b(inhoud)
        else:
            yield begin, plek, charset, _q(inhoud)
    meldingen.meld("De e-mail heeft een kopregel met heel veel gecodeerde woorden. Niet alles is gelezen.")


def _einde_van_q(tekst: str, einde: int) -> int:
    """Find where a word in Q ends, when a raw question mark before an encoded
    character (`?=3D`) seems to be the end.
    """
    while _HEX.match(tekst, einde + 2):
        volgende = tekst.find("?=", einde + 2)
        tussen = tekst[einde + 2 : volgende]
        if volgende < 0 or "=?" in tussen or any(map(str.isspace, tussen)):
            break
        einde = volgende
    return einde


_HEX: Final = re.compile("[0-9A-F]{2}")
_NIET_BASE64: Final = re.compile(r"[^A-Za-z0-9+/]+")


def _b(inhoud: str) -> bytes:
    stukken = []
    for stuk in inhoud.replace("-", "+").replace("_", "/").split("="):
        tekens = _NIET_BASE64.sub("", stuk)
        if len(tekens) % 4 == 1:
            tekens = tekens[:-1]
        stukken.append(binascii.a2b_base64(tekens + "=" * (-len(tekens) % 4)))
    return b"".join(stukken)


def _q(inhoud: str) -> bytes:
    # Raw spaces and raw 8-bit characters do not belong here but occur.
    return binascii.a2b_qp(inhoud.encode("utf-8", "replace").replace(b"= ", b"=20"), header=True)


# -- parameters --------------------------------------------------------------------------------------------------------

_TUSSEN: Final = re.compile(r"[\s;,]*+")
_NAAM: Final = re.compile(r"([^\s=;:\"()]++)\s*+=\s*+")
_TOT_PUNTKOMMA: Final = re.compile(r"[^;]*")
_OPMERKING: Final = re.compile(r"(?:(?<!\s)\s++)?\([^()]*+\)\s*+")
"""A comment and the spaces around it. A run of spaces is read from its beginning only: from each of its spaces it
would take two minutes for 400,000.
"""
_GESTUKT: Final = re.compile(r"(.+?)(?:\*(\d{1,4}))?(\*)?\Z")


def lees_parameters(waarde: bytes, meldingen: Meldingen, charset: str = "") -> tuple[str, dict[str, str]]:
    """Read a structured header such as Content-Type: its value in lower case, and its parameters.

    They are decoded and on one line. It reads RFC 2045 section 5.1 and RFC 2231 (continuations, character sets), and
    what really occurs: encoded words in quotes, values with spaces without quotes, quotes that are not closed,
    backslashes of Windows paths.
    """
    if not waarde:
        return "", {}
    tekst = als_tekst(waarde, meldingen, charset)
    if "(" in tekst and '"' not in tekst:
        tekst = _OPMERKING.sub(" ", tekst)
    hoofd, _, rest = tekst.partition(";")
    woorden = hoofd.split(None, 1)
    if len(woorden) == 2 and "=" in woorden[1]:
        rest = f"{woorden[1]};{rest}"  # the first semicolon was forgotten
    ruw = _ruwe_parameters(rest, meldingen)
    return (op_een_regel(woorden[0]).strip("\"'<>,").lower() if woorden else ""), _voeg_samen(ruw, meldingen)


def _ruwe_parameters(tekst: str, meldingen: Meldingen) -> list[tuple[str, str]]:
    ruw: list[tuple[str, str]] = []
    plek = 0
    while plek < len(tekst):
        tussen = _TUSSEN.match(tekst, plek)
        plek = tussen.end() if tussen else plek
        naam = _NAAM.match(tekst, plek)
        if not naam:
            volgende = tekst.find(";", plek)
            if volgende < 0:
                break
            plek = volgende + 1
            continue
        if len(ruw) == _MAX_PARAMETERS:
            meldingen.meld("Een kopregel van de e-mail heeft heel veel parameters. Niet alle zijn gelezen.")
            break
        plek = naam.end()
        if tekst.startswith('"', plek):
            waarde, plek = _tussen_aanhalingstekens(tekst, plek + 1)
        else:
            kaal = _TOT_PUNTKOMMA.match(tekst, plek)
            plek = kaal.end() if kaal else len(tekst)
            waarde = kaal[0].strip() if kaal else ""
        ruw.append((naam[1].lower(), waarde))
    return ruw


def _tussen_aanhalingstekens(tekst: str, plek: int) -> tuple[str, int]:
    """The quoted string whose text begins at `plek`, and where it ends.

    Only `\\"` and `\\\\` are escapes, for Windows paths.
    """
    begin = plek
    while True:
        einde = tekst.find('"', plek)
        if einde < 0:
            return tekst[begin:].strip(), len(tekst)
        strepen = 0
        while einde - strepen > begin and tekst[einde - strepen - 1] == "\\":
            strepen += 1
        if strepen % 2 == 0:
            break
        plek = einde + 1
    waarde = tekst[begin:einde]
    if "\\" in waarde:
        waarde = waarde.replace('\\"', '"').replace("\\\\", "\\")
    return waarde, einde + 1


def _voeg_samen(ruw: list[tuple[str, str]], meldingen: Meldingen) -> dict[str, str]:
    gewoon: dict[str, str] = {}
    stukken: dict[str, dict[int, tuple[str, bool]]] = {}
    for naam, waarde in ruw:
        if "*" not in naam:
            gewoon.setdefault(naam, waarde)
            continue
        gestukt = _GESTUKT.match(naam)
        if gestukt:
            nummer = int(gestukt[2] or 0)
            stukken.setdefault(gestukt[1], {}).setdefault(nummer, (waarde, bool(gestukt[3])))
    uit = {naam: decodeer_woorden(waarde, meldingen) for naam, waarde in gewoon.items()}
    for naam, delen in stukken.items():
        tekst = _rfc2231([delen[nummer] for nummer in sorted(delen)], meldingen)
        if tekst or naam not in uit:
            uit[naam] = tekst
    return uit


def _rfc2231(stukken: list[tuple[str, bool]], meldingen: Meldingen) -> str:
    charset = ""
    eerste, gecodeerd = stukken[0]
    if gecodeerd and eerste.count("'") >= 2:
        charset, _, eerste = eerste.partition("'")
        stukken = [(eerste.partition("'")[2], True), *stukken[1:]]
    if not any(gecodeerd for _, gecodeerd in stukken):
        return decodeer_woorden("".join(waarde for waarde, _ in stukken), meldingen)
    codec = codec_van(charset) or "utf-8"
    ruw = b"".join(_procenten(waarde) if gecodeerd else waarde.encode(codec, "replace") for waarde, gecodeerd in stukken)
    return op_een_regel(lees_tekst(ruw, charset, meldingen))


def _procenten(waarde: str) -> bytes:
    eerste, *rest = waarde.encode("utf-8", "replace").split(b"%")
    stukken = [eerste]
    for stuk in rest:
        try:
            stukken.append(binascii.unhexlify(stuk[:2]) + stuk[2:])
        except binascii.Error:
            stukken.append(b"%" + stuk)
    return b"".join(stukken)
