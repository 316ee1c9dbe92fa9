"""The text of a reply: the answer, with the question quoted below it."""

import re
from datetime import datetime
from typing import Final

from klantmail.domain.tijd import AMSTERDAM, _in_woorden
from klantmail.opstellen.kopregels import LOSSE_SURROGATEN, MAX_NAAM
from ontleden.ontleding import Adres

MAX_CITAAT: Final = 100_000
"""Characters of the question that are quoted."""
WEGGELATEN: Final = "[de rest van uw bericht is weggelaten]"
_REGELEINDEN: Final = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_STUURTEKENS: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BIJZONDER: Final = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]")
"""All that `_REGELEINDEN` and `_STUURTEKENS` can find, in UTF-8."""
_GEWOON: Final = bytes([*b"\t\n", *range(0x20, 0x7F), *(set(range(0xA0, 0x100)) - {0xA8, 0xA9, 0xC2, 0xE2})])
"""The bytes that stand in nothing of that. The text without them is short, and holds all that is to be found."""
_WITRUIMTE: Final = re.compile(r"\s+")


def platte_tekst(tekst: str) -> str:
    """`tekst` with every kind of line break as LF.

    Control characters go (tabs stay), and lone surrogates become U+FFFD.
    """
    try:
        bron = tekst.encode()  # in bytes a search is many times faster
    except UnicodeEncodeError:
        tekst = re.sub(LOSSE_SURROGATEN, "\ufffd", tekst)
        bron = tekst.encode()
    if _BIJZONDER.search(bron.translate(None, _GEWOON)):
        return _STUURTEKENS.sub("", _REGELEINDEN.sub("\n", tekst))
    return tekst


def antwoord_met_citaat(antwoord: str, vraag: str, afzender: Adres, datum: datetime | None) -> str:
    """The answer, an empty line, who wrote the question and when, and the question, quoted. LF between lines.

    A question without text is not quoted: there would be a heading with nothing below it.

    Args:
        datum: when the question came, with a time zone; told in Dutch time.
    """
    boven = platte_tekst(antwoord).rstrip()
    onder = geciteerd(vraag)
    return f"{boven}\n\n{aanhef(afzender, datum)}\n{onder}" if onder else boven


def aanhef(afzender: Adres, datum: datetime | None) -> str:
    """The line above a quoted question.

    For example `Op dinsdag 24 november 2026 om 10:15 schreef Jan Jansen <jan@post.example>:`.
    """
    naam, adres = _op_een_regel(afzender.naam), _op_een_regel(afzender.adres)
    wie = f"{naam} <{adres}>" if naam and adres else naam or adres or "u"
    moment = _moment(datum)
    return f"{moment} schreef {wie}:" if moment else f"{wie[0].upper()}{wie[1:]} schreef:" if wie == "u" else f"{wie} schreef:"


def _op_een_regel(tekst: str) -> str:
    return _WITRUIMTE.sub(" ", platte_tekst(tekst[: 2 * MAX_NAAM])).strip()[:MAX_NAAM]


def _moment(datum: datetime | None) -> str:
    if datum is None:
        return ""
    try:
        hier = datum.astimezone(AMSTERDAM)
    except OverflowError:  # the Date of a mail may be in year 1 or 9999
        return ""
    return f"Op {_in_woorden(hier)} om {hier:%H:%M}"


def geciteerd(vraag: str) -> str:
    """Every line of the question behind `> `, or `>` when it was quoted already;
    cut off after `MAX_CITAAT` characters.
    """
    tekst = platte_tekst(vraag[: MAX_CITAAT + 1]).strip("\n")
    weggelaten = len(vraag) > MAX_CITAAT
    if weggelaten:
        tekst = tekst[:MAX_CITAAT]
        regels = tekst.split("\n")
        # A word cut in half reads as a mistake: leave out the line that the limit falls in, unless it is all there is.
        tekst = "\n".join(regels[:-1]) if len(regels) > 1 else tekst
    if not tekst.strip():
        return ""
    kaal = [regel.rstrip() for regel in tekst.split("\n")]
    regels = [f">{regel}" if not regel or regel[0] == ">" else f"> {regel}" for regel in kaal]
    return "\n".join([*regels, WEGGELATEN] if weggelaten else regels)
