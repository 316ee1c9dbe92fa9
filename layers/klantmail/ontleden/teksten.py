"""The text and the HTML of a mail, from the parts that hold them."""

import re
from dataclasses import dataclass, field
from html import escape
from typing import Final
from urllib.parse import unquote

from ontleden.bladen import Blad, Mail, afbeeldingen, lees_mail
from ontleden.formats.agenda import MAANDEN, beschrijf_agenda
from ontleden.html.html_lezing import HtmlLezing, lees_html
from ontleden.html.tekst_uit_html import tekst_uit_lezing
from ontleden.html.veilige_html import veilig_uit_lezing
from ontleden.meldingen import Meldingen
from ontleden.mime.coderingen import base64_einde, decodeer
from ontleden.mime.keuze import Keuze
from ontleden.mime.mime import Blok
from ontleden.text.alternatief import Oordeel, oordeel
from ontleden.text.citaat import nieuwe_tekst
from ontleden.text.tekens import lees_html_bron, lees_schone_tekst, lees_tekst, schone_tekst

_MAX_INGESLOTEN: Final = 5
"""The number of mails within mails that are opened when only the innermost has a text."""
_MAX_AGENDAS: Final = 5
"""Calendar parts that are told in the text."""
_MEESTE_INGESLOTEN: Final = 1 << 20
"""Bytes of such a mail."""
_CID: Final = re.compile(r"cid:([^\"'\s<>)]{1,300})", re.IGNORECASE)
_AGENDA: Final = ("text/calendar", "application/ics")
_ONDERWERP: Final = re.compile(r"^Onderwerp: (.+)", re.MULTILINE)
_WANNEER: Final = re.compile(r"^Wanneer: [a-z]+ (\d+) ([a-z]+) \d+(?:, (\d\d):(\d\d))?", re.MULTILINE)
_MAANDEN_EN: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Teksten:
    """The texts that one reads of a mail."""

    inhoud: str
    nieuw: str
    html: str
    geblokkeerd: tuple[str, ...]
    genoemd: frozenset[str]
    """Content ids that the HTML speaks of."""
    gelezen: frozenset[int]
    """Identities of the blocks that are the text of the mail."""


@dataclass(slots=True)
class _Lezer:
    """The reader of the texts of a mail, which reads each once, however often it is asked for."""

    mail: Mail
    meldingen: Meldingen
    bladen: dict[int, Blad] = field(default_factory=dict)
    platte: dict[int, str] = field(default_factory=dict)
    lezingen: dict[int, HtmlLezing] = field(default_factory=dict)
    genoemd: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.bladen = {id(blad.blok): blad for blad in self.mail.bladen}

    def plat(self, blok: Blok) -> str:
        """The text of a plain or HTML part."""
        tekst = self.platte.get(id(blok))
        if tekst is None:
            if blok.formaat == "text/html":
                tekst = tekst_uit_lezing(self.lezing(blok))
            else:
                blad = self.bladen.get(id(blok))
                inhoud = blad.tekst if blad and blad.tekst is not None else blok.inhoud()
                tekst = lees_plat(blok, inhoud, self.meldingen)
            self.platte[id(blok)] = tekst
        return tekst

    def lezing(self, blok: Blok) -> HtmlLezing:
        lezing = self.lezingen.get(id(blok))
        if lezing is None:
            blad = self.bladen.get(id(blok))
            inhoud = blok.inhoud()
            if blad:
                blad.inhoud = inhoud
            bron = lees_html_bron(inhoud, blok.parameters.get("charset", ""), self.meldingen)
            erboven, voet = lees_omheen(blok, self.meldingen)
            if erboven or voet:
                bron = f"{_als_html(erboven)}{bron}{_als_html(voet)}"
            self.genoemd.update(unquote(naam) for naam in _CID.findall(bron))
            lezing = self.lezingen[id(blok)] = lees_html(bron)
        return lezing

    def stukken(self, blokken: list[Blok]) -> list[str]:
        """The pieces of text in HTML parts, as they stand there: to be compared, not to be read."""
        lezingen = [self.lezing(blok) for blok in blokken if blok.formaat == "text/html"]
        return [stuk for lezing in lezingen for stuk in lezing.onderdelen if isinstance(stuk, str)]

    def samen(self, blokken: list[Blok]) -> str:
        return "\n".join(tekst for tekst in map(self.plat, blokken) if tekst)


def lees_teksten(mail: Mail, onderwerp: str, meldingen: Meldingen) -> Teksten:
    """The text of `mail` and its safe HTML, whatever parts they have to come from. `onderwerp`: its subject."""
    lezer = _Lezer(mail, meldingen)
    keuze = mail.keuze
    html, geblokkeerd = _html(lezer, keuze)
    tekst = _tekst(lezer, keuze)
    gelezen = [*keuze.tekst, *keuze.html]
    for plaatsvervanger in mail.plaatsvervangers:
        if tekst.strip() or html:
            break
        html, geblokkeerd = _html(lezer, plaatsvervanger)
        tekst = _tekst(lezer, plaatsvervanger)
        gelezen += (*plaatsvervanger.tekst, *plaatsvervanger.html)
    if not tekst.strip():
        tekst = lezer.samen([blok for blok in keuze.bijlagen if _is_verstopt(blok)])
    agenda = _agenda(mail, meldingen)
    if not tekst.strip() and not html and not agenda:
        tekst = _ingesloten(mail, meldingen)
    nieuw = nieuwe_tekst(tekst, onderwerp)
    if agenda and not _vertelt_al(tekst, agenda):
        tekst = f"{tekst.rstrip()}\n\n{agenda}".lstrip("\n")
        nieuw = f"{nieuw.rstrip()}\n\n{agenda}".lstrip("\n")
    return Teksten(tekst, nieuw, html, geblokkeerd, frozenset(lezer.genoemd), frozenset(map(id, gelezen)))


def _tekst(lezer: _Lezer, keuze: Keuze) -> str:
    """The plain text; that of the HTML when it holds the question and the plain text does not."""
    if not any(blok.formaat == "text/html" for blok in keuze.html) or keuze.html == keuze.tekst:
        return lezer.samen(keuze.tekst)
    plat = lezer.samen(keuze.tekst)
    gekozen = oordeel(plat, lezer.stukken(keuze.html))
    if gekozen in (Oordeel.PLAT_IN_TWIJFEL, Oordeel.HTML_IN_TWIJFEL):
        vorm = "platte" if gekozen is Oordeel.PLAT_IN_TWIJFEL else "opgemaakte"
        lezer.meldingen.meld(
            "De platte tekst en de opgemaakte tekst van de e-mail zeggen niet hetzelfde. "
            f"Hier staat de {vorm} tekst. Bekijk ook de andere."
        )
    if gekozen in (Oordeel.HTML, Oordeel.HTML_IN_TWIJFEL):
        return lezer.samen(keuze.html) or plat
    return plat


def _is_verstopt(blok: Blok) -> bool:
    """Tell whether a text marked as attachment may well be the text of the mail: a file has a name."""
    return blok.formaat in ("text/plain", "text/html") and not blok.naam


def _html(lezer: _Lezer, keuze: Keuze) -> tuple[str, tuple[str, ...]]:
    if not any(blok.formaat == "text/html" for blok in keuze.html):
        return "", ()
    inline = dict(afbeeldingen(lezer.mail, lezer.meldingen))
    stukken: list[str] = []
    geblokkeerd: dict[str, None] = {}
    for blok in keuze.html:
        if blok.formaat == "text/html":
            veilig = veilig_uit_lezing(lezer.lezing(blok), inline)
            stukken.append(veilig.html)
            geblokkeerd.update(dict.fromkeys(veilig.geblokkeerd))
            for waarschuwing in veilig.waarschuwingen:
                lezer.meldingen.meld(waarschuwing)
        else:
            stukken.append(f'<div style="white-space:pre-wrap">{escape(lezer.plat(blok))}</div>')
    return "".join(stukken), tuple(geblokkeerd)


def _agenda(mail: Mail, meldingen: Meldingen) -> str:
    """The appointments in the mail, in words. An appointment that is sent in two forms is told once."""
    blokken = mail.blokken(*_AGENDA)
    if not blokken:
        return ""
    if len(blokken) > _MAX_AGENDAS:
        meldingen.meld(f"De e-mail heeft meer dan {_MAX_AGENDAS} agenda-afspraken. De andere staan alleen in de bijlagen.")
    beschrijvingen = (
        beschrijf_agenda(lees_tekst(blok.inhoud(), blok.parameters.get("charset", "utf-8"), meldingen))
        for blok in blokken[:_MAX_AGENDAS]
    )
    # vCalendar 1.0 encodes texts once more, so that the result may hold what a text must not.
    return schone_tekst("\n\n".join(dict.fromkeys(beschrijving for beschrijving in beschrijvingen if beschrijving)))


def _vertelt_al(tekst: str, agenda: str) -> bool:
    """Tell whether a text that a calendar program wrote tells the appointments
    itself: what they are about, and when.
    """
    onderwerpen = _ONDERWERP.findall(agenda)
    return (
        bool(onderwerpen)
        and all(onderwerp.strip() in tekst for onderwerp in onderwerpen)
        and all(_noemt_moment(tekst, *wanneer.groups()) for wanneer in _WANNEER.finditer(agenda))
    )


def _noemt_moment(tekst: str, dag: str, maand: str, uur: str | None, minuut: str | None) -> bool:
    """Tell whether `tekst` holds this day, and the hour at which it begins: as 14:00, 14.00, 14 uur or 2 PM."""
    nummer = MAANDEN.index(maand) + 1
    klein = tekst.lower()
    namen = f"{maand[:3]}|{_MAANDEN_EN[nummer - 1]}|mrt" if nummer == 3 else f"{maand[:3]}|{_MAANDEN_EN[nummer - 1]}"
    if not re.search(rf"\b0?{dag}(?:[a-z]{{2}})?[ -](?:{namen})|(?:{namen})[a-z]{{0,6}}\.? 0?{dag}\b", klein) and not re.search(
        rf"\b0?{dag}[-/.]0?{nummer}\b|\b0?{nummer}[-/.]0?{dag}\b", klein
    ):
        return False
    if uur is None:
        return True
    uren = f"0?{int(uur)}|{int(uur) % 12 or 12}"
    heel = "|[ ]?(?:uur|u\\b|h\\b|[ap]\\.?m)" if minuut == "00" else ""
    return re.search(rf"\b(?:{uren})(?:[:.u]{minuut}{heel})", klein) is not None


def _ingesloten(mail: Mail, meldingen: Meldingen) -> str:
    """The text of the first enclosed mail that has one."""
    binnen = mail
    for _ in range(_MAX_INGESLOTEN):
        mails = binnen.blokken("message/rfc822", "message/global")
        if not mails:
            return ""
        begin = _begin_van(mails[0])
        if len(begin) >= _MEESTE_INGESLOTEN:
            meldingen.meld("De bijgevoegde e-mail is te groot om helemaal te lezen. De rest van de tekst staat in de bijlage.")
        binnen = lees_mail(begin, Meldingen())
        tekst = _tekst(_Lezer(binnen, meldingen), binnen.keuze)
        if tekst.strip():
            meldingen.meld("De e-mail heeft zelf geen tekst. Dit is de tekst van de bijgevoegde e-mail.")
            return tekst
    return ""


def _begin_van(ingesloten: Blok) -> bytes:
    """Return as much of an enclosed mail as its text can be in: all of it may be as large as the mail itself."""
    uit = bytearray()
    for stuk in decodeer(ingesloten.bron, ingesloten.begin, ingesloten.einde, ingesloten.codering):
        uit += stuk
        if len(uit) >= _MEESTE_INGESLOTEN:
            break
    return bytes(uit)


def lees_plat(blok: Blok, inhoud: bytes, meldingen: Meldingen) -> str:
    """The text of a text/plain part whose decoded bytes are `inhoud`, with \\n as line break."""
    tekst = lees_schone_tekst(inhoud, blok.parameters.get("charset", ""), meldingen)
    if blok.parameters.get("format", "").lower() == "flowed":
        tekst = vloeiend(tekst, weg=blok.parameters.get("delsp", "").lower() == "yes")
    erboven, voet = lees_omheen(blok, meldingen)
    if erboven:
        tekst = f"{erboven}\n\n{tekst.lstrip()}"
    return f"{tekst.rstrip()}\n\n{voet}" if voet else tekst


def lees_omheen(blok: Blok, meldingen: Meldingen) -> tuple[str, str]:
    """Return the texts that a gateway, a virus scanner or a list server put above and behind the base64 of a text."""
    if blok.codering != "base64":
        return "", ""
    einde = base64_einde(blok.bron, blok.begin, blok.einde)
    erboven = lees_schone_tekst(blok.aanloop, "", meldingen).strip()
    voet = lees_schone_tekst(blok.bron[einde : blok.einde], "", meldingen).strip()
    if erboven:
        meldingen.meld("Boven de tekst staat nog tekst die iemand er onderweg aan toevoegde.")
    if voet:
        meldingen.meld("Achter de tekst staat nog tekst die iemand er onderweg aan toevoegde.")
    return erboven, voet


def _als_html(tekst: str) -> str:
    return tekst if not tekst or tekst.startswith("<") else f"<div>{escape(tekst)}</div>"


def vloeiend(tekst: str, *, weg: bool) -> str:
    """Join the lines of format=flowed text (RFC 3676), but for quoted ones.

    `weg`: without the space at their end (DelSp).
    """
    uit: list[str] = []
    open_ = False
    for regel in tekst.split("\n"):
        citaat = regel.startswith(">")
        kaal = regel[1:] if regel.startswith(" ") else regel
        vloeit = kaal.endswith(" ") and not citaat and kaal != "-- "
        deel = kaal[:-1] if vloeit and weg else kaal
        if open_ and not citaat and kaal != "-- ":
            uit.append(deel)
        else:
            uit.append("\n" + deel)
        open_ = vloeit
    return "".join(uit)[1:]
