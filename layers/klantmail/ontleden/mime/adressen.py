"""Address headers (RFC 5322 section 3.4) and message ids (section 3.6.4), forgiving."""

import re
from collections.abc import Sequence
from typing import Final

from ontleden.meldingen import Meldingen
from ontleden.mime.koppen import decodeer_woorden
from ontleden.ontleding import MAX_ADRES, MAX_NAAM, Adres, ingekort

MAX_ADRESSEN: Final = 1000
MAX_MESSAGE_IDS: Final = 500
_STUK: Final = re.compile(r'[^,;:<>()"\\]+|.', re.DOTALL)
_GEWOON: Final = re.compile(r'([^,;:<>()"\\]*+)<([^,;:<>()"\\]++)>')
"""One mailbox with nothing that has to be taken apart: `Jan Jansen <jan@post.example>`."""
_WOORD: Final = re.compile(r"[^\s<>,;:\"()]++")
_MESSAGE_ID: Final = re.compile(r"<([^<>]*+)>|([^\s<>\"(),;]++)")
_OPMERKING: Final = re.compile(r"\([^()]*+\)")
_MAILTO: Final = re.compile(r"\[(?:mailto:)([^\[\]<>\s]*+)\]", re.IGNORECASE)
"""The form in which old Outlook writes an address behind a name."""
_IN_VIERKANTE_HAKEN: Final = re.compile(r"\[([^\[\]<>\s@]++@[^\[\]<>\s@]++)\]")
_OM_TEKEN: Final = re.compile(r"\s*([@.])\s*")
_DOMEIN: Final = re.compile(r"@[^\s@]++")
_LOKAAL: Final = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]++")
"""A mailbox on our own server, without a domain (RFC 5322 section 3.2.3: atext)."""


def lees_adressen(tekst: str, meldingen: Meldingen) -> tuple[Adres, ...]:
    """The mailboxes of an address header (on one line, still encoded); members of groups are listed as others are.

    An address without a domain or a name without an address is kept as it stands: a person reads it as well.
    """
    if "[" in tekst:
        tekst = _IN_VIERKANTE_HAKEN.sub(r"<\1>", _MAILTO.sub(r"<\1>", tekst))
    if gewoon := _GEWOON.fullmatch(tekst):
        return _met_hoek(_naam(gewoon[1].strip(), meldingen), gewoon[2], meldingen)
    uit: list[Adres] = []
    lezer = _Lezer(tekst)
    for stukken in lezer.lees():
        if len(uit) >= MAX_ADRESSEN:
            meldingen.meld(f"De e-mail noemt meer dan {MAX_ADRESSEN} adressen in één kopregel. Niet alle zijn gelezen.")
            break
        uit.extend(_maak(stukken, meldingen))
    return tuple(uit[:MAX_ADRESSEN])


class _Mailbox:
    """The parts of one mailbox: words before the angle brackets, what is in them, comments."""

    __slots__ = ("aangehaald", "hoek", "opmerkingen", "woorden")

    def __init__(self) -> None:
        self.woorden: list[str] = []
        self.hoek: str | None = None
        self.aangehaald: tuple[str, str] | None = None
        """A local part in quotation marks and its domain, among the words. It is an address where no brackets are."""
        self.opmerkingen: list[str] = []

    @property
    def is_naam(self) -> bool:
        """Tell whether there is nothing but words that are no address."""
        return self.hoek is None and bool(self.woorden) and not any("@" in woord for woord in self.woorden)


class _Lezer:
    """A parser of one address header. It looks at every piece of it a bounded number of times."""

    __slots__ = ("_ontbreekt", "_plek", "_stukken")

    def __init__(self, tekst: str) -> None:
        self._stukken = _STUK.findall(tekst)
        self._plek = 0
        self._ontbreekt: set[str] = set()

    def lees(self) -> list[_Mailbox]:
        uit: list[_Mailbox] = []
        box = _Mailbox()
        while self._plek < len(self._stukken) and len(uit) <= 2 * MAX_ADRESSEN:
            stuk = self._stukken[self._plek]
            self._plek += 1
            if stuk in (",", ";"):
                uit.append(box)
                box = _Mailbox()
            elif stuk == ":" and box.hoek is None:
                box = _Mailbox()  # the name of a group
            elif stuk == '"':
                woord = self._tot('"') or ""
                box.woorden.append(woord)
                if domein := self._domein():
                    box.aangehaald = box.aangehaald or (woord, domein)
                    box.woorden.append(domein)
            elif stuk == "(":
                box.opmerkingen.append(self._opmerking())
            elif stuk == "<":
                hoek = self._tot(">")
                if hoek is not None and box.hoek is not None:  # a comma was forgotten
                    uit.append(box)
                    box = _Mailbox()
                box.hoek = hoek if hoek is not None else box.hoek
            elif stuk not in (">", ")"):
                box.woorden.append(stuk)
        uit.append(box)
        return _met_komma_in_naam(uit)

    def _tot(self, teken: str) -> str | None:
        """Return the text before the next `teken`, unescaped.

        It is None when there is no such `teken`: what opened the text is then no mark.
        """
        if teken in self._ontbreekt:
            return None
        stukken: list[str] = []
        plek = self._plek
        while plek < len(self._stukken):
            stuk = self._stukken[plek]
            plek += 1
            if stuk == teken:
                self._plek = plek
                return "".join(stukken)
            if stuk == "\\" and plek < len(self._stukken):
                stuk = self._stukken[plek]
                plek += 1
            stukken.append(stuk)
        self._ontbreekt.add(teken)
        return None

    def _domein(self) -> str:
        """Take the `@` and the domain that come at once behind quotation marks (RFC 5322 section 3.4.1), if they do."""
        volgend = self._stukken[self._plek] if self._plek < len(self._stukken) else ""
        gevonden = _DOMEIN.match(volgend)
        if gevonden is None:
            return ""
        self._stukken[self._plek] = volgend[gevonden.end() :]
        return gevonden[0]

    def _opmerking(self) -> str:
        stukken: list[str] = []
        diepte = 1
        while self._plek < len(self._stukken):
            stuk = self._stukken[self._plek]
            self._plek += 1
            if stuk == "\\" and self._plek < len(self._stukken):
                stuk = self._stukken[self._plek]
                self._plek += 1
            elif stuk == "(":
                diepte += 1
            elif stuk == ")":
                diepte -= 1
                if diepte == 0:
                    break
            stukken.append(stuk)
        return "".join(stukken)


def _met_komma_in_naam(boxen: list[_Mailbox]) -> list[_Mailbox]:
    """Join `Post, Lotte <a@b.example>`: a name with a comma that should have been in quotes."""
    uit: list[_Mailbox] = []
    for box in boxen:
        vorige = uit[-1] if uit else None
        if vorige and box.hoek and box.woorden and vorige.is_naam:
            box.woorden[:0] = [f"{' '.join(woord.strip() for woord in vorige.woorden)},"]
            uit.pop()
        uit.append(box)
    return uit


def _naam(tekst: str, meldingen: Meldingen) -> str:
    return " ".join(decodeer_woorden(tekst, meldingen).split())


def _met_hoek(naam: str, hoek: str, meldingen: Meldingen) -> tuple[Adres, ...]:
    """A mailbox whose address stood in angle brackets; nothing when neither says anything."""
    adres = _adres(hoek, meldingen)
    return (_begrensd(naam, adres, meldingen),) if naam or adres else ()


def _maak(box: _Mailbox, meldingen: Meldingen) -> Sequence[Adres]:
    naam = _naam(" ".join(woord.strip() for woord in box.woorden), meldingen)
    opmerking = decodeer_woorden(box.opmerkingen[0], meldingen) if box.opmerkingen else ""
    if box.hoek is not None:
        return _met_hoek(naam or opmerking, box.hoek, meldingen)
    if box.aangehaald is not None:
        lokaal, domein = box.aangehaald
        over = " ".join(woord.strip() for woord in box.woorden if woord not in box.aangehaald)
        return _met_hoek(_naam(over, meldingen) or opmerking, f'"{lokaal}"{domein}', meldingen)
    adressen = [woord[0] for woord in _WOORD.finditer(naam) if "@" in woord[0].strip("@")]
    if not adressen:
        if " " in naam or opmerking:
            return [_begrensd(naam, "", meldingen)]  # a name, not a mailbox on our own server
        if naam and not _LOKAAL.fullmatch(naam):
            return [_begrensd(naam, "", meldingen)]
        return [_begrensd("", naam, meldingen)] if naam else []
    if sum(map(len, adressen)) + len(adressen) - 1 == len(naam):
        return [_begrensd(opmerking, adressen[0], meldingen), *(_begrensd("", adres, meldingen) for adres in adressen[1:])]
    return [_begrensd(naam.replace(adressen[0], "", 1).strip() or opmerking, adressen[0], meldingen)]


def _begrensd(naam: str, adres: str, meldingen: Meldingen) -> Adres:
    """Cut an address to the length that a record has room for; the mail itself keeps all of it."""
    if len(naam) > MAX_NAAM:
        meldingen.meld("Een naam in de kopregels van de e-mail is heel lang. Hier staat alleen het begin.")
        naam = ingekort(naam, MAX_NAAM)
    if len(adres) > MAX_ADRES:
        meldingen.meld("Een adres in de kopregels van de e-mail is te lang om te kunnen bestaan. Het is weggelaten.")
        adres = ""
    return Adres(naam, adres)


def _adres(hoek: str, meldingen: Meldingen) -> str:
    adres = decodeer_woorden(hoek, meldingen)
    if '"' not in adres:
        adres = adres.rpartition("<")[2]  # a bracket too many
    if adres[:7].lower() == "mailto:":
        adres = adres[7:]
    if adres.startswith("@") and ":" in adres:
        adres = adres.partition(":")[2]  # this drops a bracket too many
    if "(" in adres:
        adres = _OPMERKING.sub("", adres)
    return _zonder_wit(adres, meldingen) if "@" in adres and '"' not in adres else adres


def _zonder_wit(adres: str, meldingen: Meldingen) -> str:
    """An address without the white space that may stand around its points and its @ (RFC 5322 section 4.4).

    Between brackets that hold more words, the first one that is an address counts.
    """
    woorden = adres.split()
    if len(woorden) == 1:
        return woorden[0] if "@" in woorden[0].strip("@") else ""
    if woorden:
        woorden = _OM_TEKEN.sub(r"\1", " ".join(woorden)).split()
    if len(woorden) > 1:
        meldingen.meld("Tussen de haken van een adres staan meer woorden. Het adres is geraden: controleer het.")
    return next((woord for woord in woorden if "@" in woord.strip("@")), "")


def afzender_van(adressen: Sequence[Adres]) -> Adres | None:
    """The sender: the first mailbox with an address. Names before it without one are parts of a name with a comma."""
    if adressen and "@" in adressen[0].adres:
        return adressen[0]
    met = next((plek for plek, adres in enumerate(adressen) if "@" in adres.adres), None)
    if met is None:
        return adressen[0] if adressen else None
    namen = [*(adres.naam or adres.adres for adres in adressen[:met]), adressen[met].naam]
    return Adres(", ".join(filter(None, namen)), adressen[met].adres)


def lees_message_ids(tekst: str, meldingen: Meldingen) -> tuple[str, ...]:
    """The message ids in a Message-ID, In-Reply-To or References header (on one
    line), with angle brackets, each once.
    """
    uit: dict[str, None] = {}
    for gevonden in _MESSAGE_ID.finditer(decodeer_woorden(tekst, meldingen)):
        kern = "".join((gevonden[1] or gevonden[2] or "").split())
        if not kern or (gevonden[2] and "@" not in kern):
            continue
        if len(uit) == MAX_MESSAGE_IDS:
            meldingen.meld(f"De e-mail verwijst naar meer dan {MAX_MESSAGE_IDS} andere e-mails. Niet alle zijn gelezen.")
            break
        uit[f"<{kern}>"] = None
    return tuple(uit)
