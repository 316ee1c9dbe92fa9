"""The tree of a mail: the places of its parts in the raw bytes, found without
decoding or copying them (RFC 2045, 2046).

The standard library's parser handles every line in Python and copies every body several times; this one asks
`bytes.find` for the boundaries and keeps offsets. It works with a stack of its own: depth never becomes recursion.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from ontleden.meldingen import Meldingen
from ontleden.mime.coderingen import GEEN_CODERING, codering_van, gedecodeerd
from ontleden.mime.koppen import Koppen, lees_koppen, lees_parameters

MAX_DELEN: Final = 2000
MAX_DIEPTE: Final = 50
_MAX_GRENS: Final = 10_000
"""Characters of a boundary. RFC 2046 section 5.1.1 allows 70, but some software writes more."""
_LOSSE_CR: Final = re.compile(rb"\r(?!\n)")
_NA_GRENS: Final = re.compile(rb"(?:--)?[ \t]*+(?:\r?\n|\Z)")
_IN_GRENS: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'()+_,-./:=?")
"""Characters of boundaries (RFC 2046 section 5.1.1)."""
_GEGOKTE_GRENS: Final = re.compile(rb"(?:\A|\n)(--[^\r\n]{1,200}?)[ \t]*\r?\n(?=content-)", re.IGNORECASE)


_GEEN_DELEN: Final = "De e-mail bestaat uit delen, maar die zijn niet te vinden. Alles staat er als één tekst."
_GEEN_DELEN_IN_DEEL: Final = "Een deel van de e-mail bestaat uit delen die niet te vinden zijn. Het staat er als één bijlage bij."
_VENSTER: Final = 65536
"""The distance into a part within which boundaries are looked for that may not be there."""
_HTML: Final = (b"<!doctype html", b"<html")


@dataclass(slots=True, eq=False)
class Blok:
    """A node of the tree: a multipart with `delen`, or a leaf. It grows while the mail is read."""

    bron: bytes
    """The bytes that it stands in: the raw mail, or what was decoded from it."""
    zicht: bytes
    """The same with every line break holding a LF. It has the same length, so that offsets agree."""
    pad: str
    koppen: Koppen
    formaat: str
    parameters: dict[str, str]
    plaatsing: str
    """Content-Disposition, lower case; empty when there was none."""
    plaatsing_parameters: dict[str, str]
    codering: str
    begin: int
    einde: int
    diepte: int
    delen: list["Blok"] = field(default_factory=list)
    aanloop: bytes = b""
    """Words that a gateway put above the base64 of a text, not encoded."""

    @property
    def is_multipart(self) -> bool:
        return self.formaat.startswith("multipart/")

    @property
    def naam(self) -> str:
        return self.plaatsing_parameters.get("filename") or self.parameters.get("name", "")

    def inhoud(self) -> bytes:
        """The decoded bytes."""
        return gedecodeerd(self.bron, self.begin, self.einde, self.codering)


@dataclass(slots=True)
class _Telling:
    """The number of parts that the mail has so far."""

    delen: int = 0


def regels_met_lf(bron: bytes) -> bytes:
    """`bron` with a LF for every CR when it has line breaks of only CR (old
    Macs, some gateways); of the same length.
    """
    proef = bron[:65536]
    if proef.count(b"\r") > 10 * proef.count(b"\n"):
        return _LOSSE_CR.sub(b"\n", bron)
    return bron


def lees_boom(bron: bytes, meldingen: Meldingen, *, voorvoegsel: str = "") -> Blok:
    """The tree of the mail (or MIME entity) `bron`. It never fails; repairs and omissions are told to `meldingen`.

    voorvoegsel: the beginning of the paths of the parts, for an entity that was unpacked from a part.
    """
    telling = _Telling()
    zicht = regels_met_lf(bron)
    wortel = _splits(bron, zicht, None, voorvoegsel, meldingen, telling)
    te_doen = [wortel]
    while te_doen:
        blok = te_doen.pop()
        # A multipart that is itself encoded (not allowed, but it occurs) is decoded and split in turn.
        if blok.is_multipart and blok.codering not in GEEN_CODERING and not blok.delen:
            inhoud = blok.inhoud()
            vervanging = _splits(inhoud, regels_met_lf(inhoud), blok, voorvoegsel, meldingen, telling)
            blok.delen = vervanging.delen
            blok.formaat = vervanging.formaat
            if not blok.delen and inhoud.strip():
                meldingen.meld(_GEEN_DELEN if blok is wortel else _GEEN_DELEN_IN_DEEL)
                blok.formaat = "text/plain" if blok is wortel else "application/octet-stream"
                blok.pad = blok.pad or f"{voorvoegsel}1"
        elif blok.is_multipart and not blok.delen and not _is_leeg(blok):
            meldingen.meld(_GEEN_DELEN if blok is wortel else _GEEN_DELEN_IN_DEEL)
            blok.formaat = "text/plain" if blok is wortel else "application/octet-stream"
            blok.pad = blok.pad or f"{voorvoegsel}1"
        te_doen.extend(blok.delen)
    return wortel


def _lees_blok(
    bron: bytes, zicht: bytes, begin: int, grenzen: dict[bytes, tuple[int, bool]], ouder: Blok | None, meldingen: Meldingen
) -> Blok:
    koppen, lichaam = lees_koppen(zicht, begin, len(zicht), grenzen, meldingen, hoofd=ouder is None)
    formaat, parameters = lees_parameters(koppen.eerste("content-type"), meldingen)
    plaatsing, plaatsing_parameters = lees_parameters(koppen.eerste("content-disposition"), meldingen)
    if not formaat and ouder is None:
        formaat = _gok_formaat(zicht, lichaam)
    codering = codering_van(koppen.eerste("content-transfer-encoding").decode("latin-1").strip())
    if codering is None:
        meldingen.meld("Een deel van de e-mail heeft een onbekende codering. Het is gelaten zoals het is.")
        codering = "binary"
    return Blok(
        bron=bron,
        zicht=zicht,
        pad="",
        koppen=koppen,
        formaat=_formaat(formaat, plaatsing, ouder),
        parameters=parameters,
        plaatsing=plaatsing,
        plaatsing_parameters=plaatsing_parameters,
        codering=codering,
        begin=lichaam,
        einde=len(bron),
        diepte=ouder.diepte + 1 if ouder else 0,
    )


def _gok_formaat(zicht: bytes, lichaam: int) -> str:
    """Guess the type of a mail without a Content-Type, when its first lines tell; empty when they do not."""
    if zicht[lichaam : lichaam + 100].lstrip().lower().startswith(_HTML):
        return "text/html"
    grens = _GEGOKTE_GRENS.search(zicht, max(lichaam - 1, 0), lichaam + 500)
    return "multipart/mixed" if grens and zicht.find(b"\n" + grens[1], grens.end(), lichaam + (1 << 20)) >= 0 else ""


def _formaat(formaat: str, plaatsing: str, ouder: Blok | None) -> str:
    """The declared type, or what RFC 2045 section 5.2 and RFC 2046 section 5.1.5 say when there is none."""
    soort, streep, subtype = formaat.partition("/")
    if soort and streep and subtype:
        return f"{soort}/{subtype.partition('/')[0]}"
    if soort in ("text", "plain") or (soort and plaatsing != "attachment"):
        return "text/html" if soort == "html" else "text/plain"
    if soort or plaatsing == "attachment":
        return "application/octet-stream"
    return "message/rfc822" if ouder and ouder.formaat == "multipart/digest" else "text/plain"


def _grens(blok: Blok, meldingen: Meldingen) -> bytes:
    """The boundary of a multipart as it stands in the mail, with the dashes; empty when there is none."""
    opgegeven = _opgegeven_grens(blok)
    if len(opgegeven) > _MAX_GRENS:
        meldingen.meld("De e-mail scheidt zijn delen met een heel lange tekst. Misschien zijn niet alle delen gevonden.")
    if opgegeven and (_staat_in(blok, opgegeven, _VENSTER) or (blok.diepte == 0 and _staat_in(blok, opgegeven, blok.einde))):
        return opgegeven
    return _gok_grens(blok, meldingen) or opgegeven


def _opgegeven_grens(blok: Blok) -> bytes:
    opgegeven = blok.parameters.get("boundary", "").strip()[:_MAX_GRENS]
    return b"--" + opgegeven.encode("utf-8", "replace").rstrip() if opgegeven else b""


def _staat_in(blok: Blok, grens: bytes, afstand: int) -> bool:
    """Tell whether `grens` stands on a line of its own; another boundary may begin with it."""
    zicht, einde, naald = blok.zicht, min(blok.begin + afstand, blok.einde), b"\n" + grens
    plek = blok.begin if zicht.startswith(grens, blok.begin) else zicht.find(naald, max(blok.begin - 1, 0), einde) + 1 or -1
    while plek >= 0:
        if _NA_GRENS.match(zicht, plek + len(grens)):
            return True
        plek = zicht.find(naald, plek + 1, einde) + 1 or -1
    return False


def _is_leeg(blok: Blok) -> bool:
    return not blok.bron[blok.begin : min(blok.begin + _VENSTER, blok.einde)].strip()


def _gok_grens(blok: Blok, meldingen: Meldingen) -> bytes:
    gok = _GEGOKTE_GRENS.search(blok.zicht, max(blok.begin - 1, 0), min(blok.begin + _VENSTER, blok.einde))
    if not gok:
        return b""
    meldingen.meld("De e-mail zegt niet goed hoe de delen gescheiden zijn. De scheiding is geraden.")
    return gok[1]


@dataclass(slots=True)
class _Open:
    """A multipart that is being read."""

    blok: Blok
    grens: bytes
    open_deel: Blok | None = None
    gesloten: bool = False
    """True when its closing boundary was seen."""


def _splits(bron: bytes, zicht: bytes, als: Blok | None, voorvoegsel: str, meldingen: Meldingen, telling: _Telling) -> Blok:
    """Split `bron`: a mail, or the decoded body of the multipart `als`."""
    grenzen: dict[bytes, tuple[int, bool]] = {}
    stapel: list[_Open] = []
    if als is None:
        wortel = _lees_blok(bron, zicht, 0, grenzen, None, meldingen)
    else:
        wortel = Blok(
            bron,
            zicht,
            als.pad,
            als.koppen,
            als.formaat,
            als.parameters,
            als.plaatsing,
            als.plaatsing_parameters,
            "binary",
            0,
            len(bron),
            als.diepte,
        )
    telling.delen += 1
    if als is None:
        plek = _open(wortel, stapel, grenzen, meldingen)
        wortel.pad = "" if wortel.is_multipart else f"{voorvoegsel}1"
    else:
        plek = _open(wortel, stapel, grenzen, meldingen)
    while stapel:
        gevonden = _volgende_grens(zicht, plek, grenzen)
        if gevonden is None:
            break
        begin, plek, (niveau, sluit) = gevonden
        tot = begin - 1 if begin and zicht[begin - 1] == 0x0A else begin
        if tot and zicht[tot - 1] == 0x0D:
            tot -= 1
        while len(stapel) > niveau + 1:
            _sluit(stapel, grenzen, tot, meldingen)
        top = stapel[-1]
        if top.open_deel:
            top.open_deel.einde = max(tot, top.open_deel.begin)
            top.open_deel = None
        if sluit:
            top.gesloten = True
            continue
        if telling.delen >= MAX_DELEN:
            meldingen.meld(f"De e-mail heeft meer dan {MAX_DELEN} delen. De rest staat alleen in de oorspronkelijke e-mail.")
            break
        telling.delen += 1
        deel = _lees_blok(bron, zicht, plek, grenzen, top.blok, meldingen)
        top.blok.delen.append(deel)
        ouder_pad = top.blok.pad
        deel.pad = f"{ouder_pad}.{len(top.blok.delen)}" if ouder_pad else f"{voorvoegsel}{len(top.blok.delen)}"
        top.open_deel = deel
        plek = _open(deel, stapel, grenzen, meldingen)
    if stapel and als is None and stapel[0].gesloten and zicht[plek : plek + _VENSTER].strip():
        meldingen.meld("Na het einde van de e-mail staat nog tekst. Die staat alleen in de oorspronkelijke e-mail.")
    while stapel:
        _sluit(stapel, grenzen, len(bron), meldingen)
    return wortel


def _open(blok: Blok, stapel: list[_Open], grenzen: dict[bytes, tuple[int, bool]], meldingen: Meldingen) -> int:
    """Begin to read in `blok`, and return where to read on.

    The boundaries of a multipart are looked for from now on.
    """
    if not blok.is_multipart:
        return blok.begin
    if blok.codering not in GEEN_CODERING:
        grens = _opgegeven_grens(blok)
        if not grens or not _staat_in(blok, grens, _VENSTER):
            return blok.begin
        blok.codering = "binary"  # the header meant the parts
    if blok.diepte >= MAX_DIEPTE:
        meldingen.meld(f"De e-mail heeft delen in delen, meer dan {MAX_DIEPTE} diep. De diepste staan er als één bijlage bij.")
        blok.formaat = "application/octet-stream"
        return blok.begin
    grens = _grens(blok, meldingen)
    if not grens:
        return blok.begin
    stapel.append(_Open(blok, grens))
    grenzen[grens] = (len(stapel) - 1, False)
    grenzen.setdefault(grens + b"--", (len(stapel) - 1, True))
    return blok.begin


def _sluit(stapel: list[_Open], grenzen: dict[bytes, tuple[int, bool]], tot: int, meldingen: Meldingen) -> None:
    """Leave the innermost multipart; what is open in it ends at `tot`."""
    top = stapel.pop()
    if not top.gesloten:
        meldingen.meld("Het einde van een deel van de e-mail ontbreekt. Misschien is de e-mail niet volledig.")
    if top.open_deel:
        top.open_deel.einde = max(tot, top.open_deel.begin)
    top.blok.einde = max(tot, top.blok.begin)
    grenzen.clear()
    for niveau, ander in enumerate(stapel):
        grenzen[ander.grens] = (niveau, False)
        grenzen.setdefault(ander.grens + b"--", (niveau, True))


def _sluit_met_rommel(
    regel: bytes, sluiters: tuple[bytes, ...], grenzen: dict[bytes, tuple[int, bool]]
) -> tuple[int, bool] | None:
    """The boundary that `regel` closes although something stands behind it, such as a `>` that a gateway lost there."""
    if not regel.startswith(sluiters):
        return None
    sluiter = next(sluiter for sluiter in sluiters if regel.startswith(sluiter))
    return None if regel[len(sluiter)] in _IN_GRENS else grenzen[sluiter]


def _gemeenschappelijk_begin(grenzen: Iterable[bytes]) -> bytes:
    eerste, laatste = min(grenzen), max(grenzen)
    return eerste[: next((plek for plek, (een, ander) in enumerate(zip(eerste, laatste, strict=False)) if een != ander), None)]


def _zoek(zicht: bytes, naald: bytes, vanaf: int) -> int:
    """Find as `zicht.find(naald, vanaf)` does, where `naald` is a line break and a dash and more.

    A single byte is found many times faster than several, and base64 holds no dash: the first one behind it is the
    boundary.
    """
    streep = zicht.find(b"-", vanaf + 1)
    if streep < 0 or zicht.startswith(naald, streep - 1):
        return streep - 1 if streep >= 0 else -1
    return zicht.find(naald, streep)


def _volgende_grens(zicht: bytes, plek: int, grenzen: dict[bytes, tuple[int, bool]]) -> tuple[int, int, tuple[int, bool]] | None:
    """The next boundary line from `plek`: where it begins, where the next line begins, and which boundary it is."""
    langste = max(map(len, grenzen)) + 200
    sluiters = tuple(grens for grens, (_, sluit) in grenzen.items() if sluit)
    # All of them begin with this. The longer the needle, the faster `find` goes through 38 MB.
    naald = b"\n" + _gemeenschappelijk_begin(grenzen)
    begin = 0 if plek == 0 and zicht.startswith(naald[1:]) else _zoek(zicht, naald, max(plek - 1, 0)) + 1 or -1
    while begin >= 0:
        einde = zicht.find(b"\n", begin, begin + langste)
        if einde < 0 and len(zicht) - begin <= langste:
            einde = len(zicht)
        if einde >= 0:
            regel = zicht[begin:einde].rstrip()
            grens = grenzen.get(regel) or _sluit_met_rommel(regel, sluiters, grenzen)
            if grens:
                return begin, min(einde + 1, len(zicht)), grens
        begin = zicht.find(naald, begin + 1) + 1 or -1
    return None
