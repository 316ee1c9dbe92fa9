"""Seeded mutations of real mails through the reader: `make fuzz-mail`.

It counts what must never happen: an exception, a one-line field with a line break, a `Deel` that its bytes do not
confirm.
"""

import argparse
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from ontleden.lezen import deel_inhoud, ontleed
from ontleden.ontleding import Adres, Deel, Ontleding

_PROJECT: Final = Path(__file__).resolve().parents[3]
_MAPPEN: Final = (_PROJECT / "tests" / "berichten", _PROJECT.parent / "shared" / "berichten")
_MAX_BRON: Final = 200_000
_NIET_OP_EEN_REGEL: Final = frozenset("\r\n\0\x0b\x0c\x85\u2028\u2029")
_WOORDENBOEK: Final = (
    b"\r\n",
    b"\n",
    b"\r",
    b"\r\n\r\n",
    b"\x00",
    b"--",
    b"\r\n--",
    b"=?utf-8?B?",
    b"=?utf-8?Q?=E2=82",
    b"?=",
    b"=?x?q?",
    b"\xff\xfe",
    b"\xe9",
    b"\xed\xa0\x80",
    b"Content-Type: ",
    b"multipart/mixed; boundary=",
    b"multipart/alternative",
    b"message/rfc822",
    b"text/html",
    b"application/ms-tnef",
    b"application/pkcs7-mime",
    b"text/calendar",
    b"message/delivery-status",
    b"; charset=",
    b"utf-7",
    b"utf-16",
    b"iso-2022-jp",
    b"unknown-8bit",
    b"gb2312",
    b"Content-Transfer-Encoding: ",
    b"base64",
    b"quoted-printable",
    b"x-uuencode",
    b"\r\nbegin 644 a.txt\r\n",
    b"\r\nend\r\n",
    b"=ybegin line=128 size=9 name=x\r\n",
    b"Content-Disposition: attachment; filename*0*=utf-8''%e2%82",
    b'; filename="',
    b"<",
    b">",
    b"(",
    b")",
    b",",
    b";",
    b":",
    b'"',
    b"\\",
    b"<div style='display:none'>",
    b"<!--",
    b"<table>",
    b"</",
    b"cid:",
    b"+AGA-",
    b"=",
    b"====",
    b"From ",
    b"Date: ",
    b"References: <",
)


@dataclass(slots=True)
class Uitslag:
    aantal: int = 0
    fouten: list[str] = field(default_factory=list)
    traagste: float = 0.0
    """Seconds that the slowest mail took."""


def voorbeelden() -> list[bytes]:
    """The mails to mutate: our own and, when they stand beside the project, those of other projects."""
    bestanden = (pad for map_ in _MAPPEN if map_.is_dir() for pad in sorted(map_.rglob("*")) if pad.is_file())
    mails = [pad.read_bytes()[:_MAX_BRON] for pad in bestanden if pad.suffix not in (".json", ".md")]
    return mails or [b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhallo\r\n--b--\r\n"]


def _knip(bron: bytes, toeval: random.Random) -> bytes:
    van = toeval.randrange(len(bron) + 1)
    return bron[:van] + bron[van + toeval.randrange(1, 200) :]


def _kap_af(bron: bytes, toeval: random.Random) -> bytes:
    return bron[: toeval.randrange(len(bron) + 1)]


def _zet_byte(bron: bytes, toeval: random.Random) -> bytes:
    plek = toeval.randrange(len(bron) + 1)
    return bron[:plek] + bytes([toeval.randrange(256)]) + bron[plek + 1 :]


def _voeg_woord_in(bron: bytes, toeval: random.Random) -> bytes:
    plek = toeval.randrange(len(bron) + 1)
    if toeval.random() < 0.5:  # most errors stand at the beginning of a line
        plek = bron.rfind(b"\n", 0, plek) + 1
    return bron[:plek] + toeval.choice(_WOORDENBOEK) * toeval.choice((1, 1, 1, 2, 50)) + bron[plek:]


def _verdubbel(bron: bytes, toeval: random.Random) -> bytes:
    van = toeval.randrange(len(bron) + 1)
    stuk = bron[van : van + toeval.randrange(1, 2000)]
    plek = toeval.randrange(len(bron) + 1)
    return bron[:plek] + stuk * toeval.choice((1, 2, 10)) + bron[plek:]


def _andere_regeleinden(bron: bytes, toeval: random.Random) -> bytes:
    return bron.replace(b"\r\n", b"\n").replace(b"\n", toeval.choice((b"\r\n", b"\r", b"\r\r\n")))


_MUTATIES: Final[Sequence[Callable[[bytes, random.Random], bytes]]] = (
    _knip,
    _kap_af,
    _zet_byte,
    _zet_byte,
    _voeg_woord_in,
    _voeg_woord_in,
    _voeg_woord_in,
    _verdubbel,
    _andere_regeleinden,
)


def mutaties(mails: Sequence[bytes], aantal: int, zaad: int) -> Iterator[bytes]:
    """Yield `aantal` mutated mails; the same `zaad` gives the same ones."""
    toeval = random.Random(zaad)  # noqa: S311 - repeatable, not secret
    for _ in range(aantal):
        mail = toeval.choice(mails)
        if toeval.random() < 0.1:
            ander = toeval.choice(mails)
            mail = mail[: toeval.randrange(len(mail) + 1)] + ander[toeval.randrange(len(ander) + 1) :]
        for _ in range(toeval.choice((1, 1, 2, 3, 8))):
            mail = toeval.choice(_MUTATIES)(mail, toeval)
        yield mail[: 2 * _MAX_BRON]


def gebreken(bron: bytes, ontleding: Ontleding) -> list[str]:
    """Return the faults of an `Ontleding` that are faults whatever the mail says."""
    uit = [f"geen schone regel: {regel!r}" for regel in _regels(ontleding) if not is_schone_regel(regel)]
    for naam in ("inhoud", "nieuwe_tekst", "html"):
        tekst: str = getattr(ontleding, naam)
        if "\0" in tekst or not _is_tekst(tekst):
            uit.append(f"geen schone tekst: {naam}")
    if len({deel.pad for deel in ontleding.delen}) != len(ontleding.delen):
        uit.append("een pad komt twee keer voor")
    for deel in ontleding.delen:
        uit.extend(_gebreken_van_deel(bron, deel))
    return uit


def _gebreken_van_deel(bron: bytes, deel: Deel) -> Iterator[str]:
    if not (0 <= deel.begin <= deel.einde <= len(bron) or deel.begin == deel.einde == -1):
        yield f"buiten de mail: {deel.pad}"
    inhoud = deel_inhoud(bron, deel)
    if len(inhoud) != deel.bestandsomvang or sha256(inhoud).hexdigest() != deel.sha256:
        yield f"andere inhoud: {deel.pad}"


def _regels(ontleding: Ontleding) -> Iterator[str]:
    yield from (ontleding.onderwerp, ontleding.message_id, ontleding.taal, *ontleding.in_reply_to, *ontleding.references)
    yield from (*ontleding.waarschuwingen, *ontleding.geblokkeerd, ontleding.classificatie.grond)
    adressen: list[Adres] = [*ontleding.aan, *ontleding.cc, *ontleding.beantwoorden_aan]
    if ontleding.afzender:
        adressen.append(ontleding.afzender)
    for adres in adressen:
        yield from (adres.naam, adres.adres)
    for deel in ontleding.delen:
        yield from (deel.pad, deel.bestandsnaam, deel.formaat, deel.formaat_herkend, deel.content_id, deel.codering)
    for fout in ontleding.classificatie.bezorgfouten:
        yield from (fout.ontvanger, fout.statuscode, fout.reden)


def is_schone_regel(regel: str) -> bool:
    """Tell whether `regel` is one line of text that can be written as UTF-8."""
    return _NIET_OP_EEN_REGEL.isdisjoint(regel) and _is_tekst(regel)


def _is_tekst(tekst: str) -> bool:
    return tekst.isascii() or not any("\ud800" <= teken <= "\udfff" for teken in tekst)


def voer_uit(mails: Sequence[bytes], aantal: int, zaad: int) -> Uitslag:
    """Read `aantal` mutations and judge each."""
    uitslag = Uitslag()
    for nummer, bron in enumerate(mutaties(mails, aantal, zaad)):
        begin = time.perf_counter()
        try:
            ontleding = ontleed(bron)
            uitslag.traagste = max(uitslag.traagste, time.perf_counter() - begin)
            fouten = gebreken(bron, ontleding)
        except Exception as fout:  # any exception is what we look for
            fouten = [f"{type(fout).__name__}: {fout}"]
        uitslag.fouten.extend(f"mutatie {nummer} van zaad {zaad}: {fout}" for fout in fouten)
        uitslag.aantal += 1
    return uitslag


def main() -> int:
    lezer = argparse.ArgumentParser(description=__doc__)
    lezer.add_argument("--aantal", type=int, default=100_000, help="hoeveel mutaties")
    lezer.add_argument("--zaad", type=int, default=1, help="beginwaarde van het toeval")
    keuzes = lezer.parse_args()
    mails = voorbeelden()
    uitslag = voer_uit(mails, keuzes.aantal, keuzes.zaad)
    piek = _piek(mails, min(keuzes.aantal, 300), keuzes.zaad)
    for fout in uitslag.fouten[:20]:
        sys.stdout.write(f"  {fout}\n")
    sys.stdout.write(
        f"{uitslag.aantal} mutaties van {len(mails)} mails (zaad {keuzes.zaad}): {len(uitslag.fouten)} fouten, "
        f"traagste {uitslag.traagste * 1000:.0f} ms, piek {piek / 1e6:.0f} MB\n"
    )
    return 1 if uitslag.fouten else 0


def _piek(mails: Sequence[bytes], aantal: int, zaad: int) -> int:
    """The peak of allocated bytes over a sample, since measuring slows everything down."""
    tracemalloc.start()
    try:
        for bron in mutaties(mails, aantal, zaad):
            ontleed(bron)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


if __name__ == "__main__":
    sys.exit(main())
