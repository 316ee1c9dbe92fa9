"""Header fields of an outgoing mail by RFC 5322, 2045, 2047 and 2231: ASCII only, folded, safe against injection.

Our own writer, because `email.policy` may fold a long message id into encoded words (seen on Python 3.13.0), and
threading depends on message ids that arrive as they were.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import quote

from ontleden.ontleding import Adres

MAX_REGEL: Final = 76
"""Characters of a header line without its CRLF: RFC 2047 section 2 asks for 76 with encoded words, RFC 5322 for 78."""
MAX_WOORD: Final = 60
"""Longest ASCII word, name or parameter written as it is; a longer one could not be folded."""
MAX_NAAM: Final = 200
"""Characters of a display name. The rest is cut off, since a name is no place for more."""
MAX_ONDERWERP: Final = 998
"""Characters of a subject; a longer one is cut off and ends in `…`. Mail servers refuse very long headers."""
MAX_ADRES: Final = 254
"""Octets of an address: RFC 5321 section 4.5.3.1.3 allows a path 256 with its angle brackets."""
MAX_VERWIJZINGEN: Final = 20
"""Message ids in one References header."""

_GECODEERD_WOORD: Final = 75
_VERBODEN: Final = re.compile(r"[\r\n\0]")
_STUURTEKENS: Final = re.compile(r"[\x01-\x1f\x7f-\x9f\u2028\u2029]")
LOSSE_SURROGATEN: Final = r"[\ud800-\udfff]"
_ATOMEN: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_LOKAAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+")
_LOKAAL_TUSSEN_AANHALINGSTEKENS: Final = r'"(?:[ !#-\[\]-~]|\\[ -~])+"'
_LABEL: Final = re.compile(r"[A-Za-z0-9_-]{1,63}")
_BERICHT_ID: Final = re.compile(r"<[!-;=?-~]{1,995}>")
"""A message id: printable ASCII without angle brackets between two of them.

It is wider than RFC 5322, since Exchange makes `<[…]>`, and short enough for a line of 998.
"""
_EENVOUDIGE_PARAMETER: Final = r"[A-Za-z0-9 !#$&'()+,.:;=@\[\]^_`{|}~-]+"
_Q_LETTERLIJK: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")


class OngeldigeKop(ValueError):
    """A header field cannot be written; the message is Dutch, for the agent."""


def eenregelig(veld: str, waarde: str) -> str:
    """`waarde` as it may stand in a header: control characters become spaces, lone surrogates U+FFFD; stripped.

    Args:
        veld: what the value is, in Dutch, for the message.

    Raises:
        OngeldigeKop: the value holds CR, LF or NUL. Those are refused, not repaired: they would be an injected header.
    """
    if _VERBODEN.search(waarde):
        raise OngeldigeKop(f"{veld} mag geen regeleinde of NUL-teken bevatten.")
    schoon = _STUURTEKENS.sub(" ", waarde)
    return (schoon if schoon.isascii() else re.sub(LOSSE_SURROGATEN, "\ufffd", schoon)).strip()


def postadres(veld: str, adres: str) -> str:
    """The ASCII form of a mail address, as SMTP without SMTPUTF8 carries it: the domain by IDNA 2008 (RFC 5891).

    A local part that is in use but no dot-atom, such as `jan..jansen`, is put between quotation marks.

    Args:
        veld: what the address is for, in Dutch, for the message.

    Raises:
        OngeldigeKop: no mail can go to such an address. That includes a non-ASCII local part, a domain literal, and
            more than `MAX_ADRES` octets.
    """
    if _VERBODEN.search(adres):
        raise OngeldigeKop(f"{veld} mag geen regeleinde of NUL-teken bevatten.")
    lokaal, _, domein = adres.rpartition("@")
    if _LOKAAL.fullmatch(lokaal):
        if lokaal.startswith(".") or lokaal.endswith(".") or ".." in lokaal:
            lokaal = f'"{lokaal}"'
    elif not lokaal.isascii():
        raise OngeldigeKop(f"{veld} heeft letters vóór de @ die niet in een e-mailadres kunnen staan.")
    elif not re.fullmatch(_LOKAAL_TUSSEN_AANHALINGSTEKENS, lokaal):
        raise OngeldigeKop(f"{veld} is geen geldig e-mailadres.")
    geschreven = f"{lokaal}@{_domein(veld, domein)}"
    if len(geschreven) > MAX_ADRES:
        raise OngeldigeKop(f"{veld} is te lang voor een e-mailadres.")
    return geschreven


def _domein(veld: str, domein: str) -> str:
    if len(domein) <= MAX_ADRES and not domein.isascii():
        import idna  # here: its tables take a while to load, and few domains need them

        try:
            domein = idna.encode(domein, uts46=True).decode("ascii")
        except idna.IDNAError as fout:
            raise OngeldigeKop(f"{veld} heeft een onmogelijke domeinnaam.") from fout
    if not all(_LABEL.fullmatch(label) and label.strip("-") == label for label in domein.split(".")):
        raise OngeldigeKop(f"{veld} heeft een onmogelijke domeinnaam.")
    return domein


def kop(naam: str, woorden: Iterable[str]) -> str:
    """One header field with its CRLF, folded before words that would make a line longer than `MAX_REGEL`.

    Args:
        woorden: what stands between single spaces; each is kept whole.
    """
    regels, regel = [], f"{naam}:"
    for woord in woorden:
        if len(regel) + 1 + len(woord) > MAX_REGEL:
            regels.append(regel)
            regel = ""
        regel = f"{regel} {woord}"
    return "\r\n".join([*regels, regel, ""])


def onderwerpkop(onderwerp: str) -> str:
    """The Subject field.

    Raises:
        OngeldigeKop: CR, LF or NUL in it.
    """
    tekst = eenregelig("Het onderwerp", onderwerp)
    if len(tekst) > MAX_ONDERWERP:
        tekst = tekst[: MAX_ONDERWERP - 1] + "…"
    woorden = tekst.split(" ") if tekst else []
    if not tekst.isascii() or "=?" in tekst or not all(0 < len(woord) <= MAX_WOORD for woord in woorden):
        woorden = list(gecodeerde_woorden(tekst, len("Subject: ")))
    return kop("Subject", woorden)


def adreskop(naam: str, veld: str, *adressen: Adres) -> str:
    """A From, To or Cc field with these mailboxes.

    Args:
        naam: of the field.
        veld: what it holds, in Dutch, for the message.

    Raises:
        OngeldigeKop: CR, LF or NUL in it, or an address to which no mail can go.
    """
    woorden: list[str] = []
    for adres in adressen:
        weergavenaam = " ".join(eenregelig(f"De naam van {veld}", adres.naam[: 4 * MAX_NAAM]).split())[:MAX_NAAM].rstrip()
        geschreven = postadres(f"Het adres van {veld}", adres.adres)
        woorden += [*(_naam(weergavenaam, len(naam) + 2) if weergavenaam else ()), f"<{geschreven}>,"]
    woorden[-1] = woorden[-1].removesuffix(",")
    return kop(naam, woorden)


def _naam(naam: str, ingesprongen: int) -> Sequence[str]:
    """A display name as the words of a phrase (RFC 5322 section 3.2.5): atoms, a quoted string or encoded words."""
    if not naam.isascii() or "=?" in naam or len(naam) > MAX_WOORD:
        return list(gecodeerde_woorden(naam, ingesprongen))
    if _ATOMEN.fullmatch(naam) and "  " not in naam:
        return naam.split(" ")
    escaped = naam.replace("\\", "\\\\").replace('"', '\\"')
    return [f'"{escaped}"']


def gecodeerde_woorden(tekst: str, ingesprongen: int) -> Iterator[str]:
    """`tekst` as encoded words of RFC 2047 that split no character, in the shorter of its two encodings.

    The Q encoding uses the small alphabet of section 5 (3), which is right in a phrase too.

    Args:
        ingesprongen: characters before the first word on its line.
    """
    bytes_ = tekst.encode()
    als_q = sum(1 if byte in _Q_LETTERLIJK or byte == 0x20 else 3 for byte in bytes_)
    in_q = als_q <= (len(bytes_) + 2) // 3 * 4
    ruimte = min(_GECODEERD_WOORD, MAX_REGEL - ingesprongen) - len("=?utf-8?q??=")
    stuk, lengte = bytearray(), 0
    for teken in tekst:
        erbij = teken.encode()
        nieuw = lengte + sum(1 if byte in _Q_LETTERLIJK or byte == 0x20 else 3 for byte in erbij)
        past = nieuw <= ruimte if in_q else (len(stuk) + len(erbij) + 2) // 3 * 4 <= ruimte
        if not past:
            yield _gecodeerd_woord(stuk, in_q)
            nieuw -= lengte
            stuk.clear()
            ruimte = _GECODEERD_WOORD - len("=?utf-8?q??=")
        stuk += erbij
        lengte = nieuw
    yield _gecodeerd_woord(stuk, in_q)


def _gecodeerd_woord(bytes_: bytes | bytearray, in_q: bool) -> str:
    if not in_q:
        return f"=?utf-8?b?{b64encode(bytes_).decode('ascii')}?="
    tekst = "".join(chr(byte) if byte in _Q_LETTERLIJK else "_" if byte == 0x20 else f"={byte:02X}" for byte in bytes_)
    return f"=?utf-8?q?{tekst}?="


def parameter(naam: str, waarde: str) -> list[str]:
    """A parameter of a MIME field as the words of it: plain, or by RFC 2231 in pieces that split no character."""
    if len(waarde) <= MAX_WOORD and re.fullmatch(_EENVOUDIGE_PARAMETER, waarde) and "=?" not in waarde:
        return [f'{naam}="{waarde}"']
    stukken, stuk = [], ""
    for teken in waarde:
        erbij = quote(teken, safe="")
        if len(stuk) + len(erbij) > MAX_WOORD - len(naam):
            stukken.append(stuk)
            stuk = ""
        stuk += erbij
    stukken.append(stuk)
    if len(stukken) == 1:
        return [f"{naam}*=utf-8''{stuk}"]
    eerste, *rest = stukken
    delen = [f"{naam}*0*=utf-8''{eerste}", *(f"{naam}*{nummer}*={stuk}" for nummer, stuk in enumerate(rest, 1))]
    return [*(f"{deel};" for deel in delen[:-1]), delen[-1]]


def is_bericht_id(tekst: str) -> bool:
    """Tell whether this can stand as a message id between others."""
    return _BERICHT_ID.fullmatch(tekst) is not None


def eigen_bericht_id(message_id: str) -> str:
    """The id of the mail itself.

    Raises:
        OngeldigeKop: not a message id with an `@`.
    """
    if not is_bericht_id(message_id) or "@" not in message_id:
        raise OngeldigeKop("Het kenmerk (Message-ID) van de e-mail is ongeldig.")
    return message_id


def bruikbare_ids(ids: Iterable[str]) -> tuple[str, ...]:
    """The message ids that can be written, each once: where it stood first."""
    return tuple(dict.fromkeys(id_ for id_ in ids if is_bericht_id(id_)))


def ingekorte_keten(ids: Sequence[str]) -> Sequence[str]:
    """Keep at most `MAX_VERWIJZINGEN` of a thread: its first id, by which it is known, and the last ones."""
    if len(ids) <= MAX_VERWIJZINGEN:
        return ids
    return [ids[0], *ids[1 - MAX_VERWIJZINGEN :]]
