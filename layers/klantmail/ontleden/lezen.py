"""The way from raw bytes to an `Ontleding`: a pure function that never fails, whatever the sender's software did."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Final

from ontleden.bladen import Blad, Mail, content_id, lees_mail
from ontleden.classify.automaten import MEESTE, wil_geen_automaat, zegt_nee
from ontleden.classify.bezorgfouten import MAX_FOUTEN
from ontleden.classify.classificatie import MAX_RAPPORTEN, classificeer
from ontleden.formats.formaat import herken_formaat
from ontleden.formats.namen import MAX_TEKENS, Naamlijst
from ontleden.html.beelden import paden
from ontleden.meldingen import Meldingen
from ontleden.mime.adressen import afzender_van, lees_adressen, lees_message_ids
from ontleden.mime.coderingen import BROK, decodeer, gedecodeerd, heeft_voet
from ontleden.mime.datums import lees_datum
from ontleden.mime.koppen import Koppen, als_tekst, decodeer_woorden, lees_koppen
from ontleden.mime.mime import Blok
from ontleden.ontleding import MAX_ADRES, MAX_ONDERWERP, VERSIE, Adres, Classificatie, Deel, Deelrol, Ontleding, ingekort
from ontleden.teksten import Teksten, lees_teksten
from ontleden.text.taal import herken_taal

_PROEF: Final = 4096
_MAX_BESTANDSNAAM: Final = 1_000
_MAX_AFZENDERS: Final = 10
_INGESLOTEN: Final = frozenset({"message/rfc822", "message/global"})
_TUSSEN_HAKEN: Final = re.compile(r"<(?:mailto:)?([^\s<>?@]++@[^\s<>?@]++)", re.IGNORECASE)
_TE_TONEN: Final = ("image/", "audio/", "video/")
_EENMALIG: Final = ("subject", "from", "to", "cc", "reply-to", "date", "message-id", "in-reply-to", "references", "content-type")


def ontleed(bron: bytes) -> Ontleding:
    """Read the mail `bron` as a person would. Any bytes give an answer; `waarschuwingen` tells what was not sound.

    Time is linear in the size of the mail; parts are decoded in pieces, so that memory stays near the size of the mail.
    """
    meldingen = Meldingen()
    mail = lees_mail(bron, meldingen)
    koppen = _Kopregels(mail.wortel.koppen, _charset(mail), meldingen)
    koppen.meld_dubbele()
    onderwerp = _begrensd(koppen.tekst("subject"), MAX_ONDERWERP, "Het onderwerp van de e-mail", meldingen)
    teksten = lees_teksten(mail, onderwerp, meldingen)
    getoond = paden(teksten.html)
    namen = Naamlijst()
    delen = tuple(
        deel
        for blad in mail.bladen
        if _zegt_iets(deel := _maak_deel(blad, bron, _rol(blad.blok, teksten, getoond, meldingen), namen, meldingen), meldingen)
    )
    return Ontleding(
        versie=VERSIE,
        onderwerp=onderwerp,
        afzender=koppen.afzender(),
        beantwoorden_aan=koppen.adressen("reply-to"),
        aan=koppen.adressen("to"),
        cc=koppen.adressen("cc"),
        datum=koppen.datum(),
        message_id=next(iter(koppen.message_ids("message-id")), ""),
        in_reply_to=koppen.message_ids("in-reply-to"),
        references=koppen.message_ids("references"),
        inhoud=teksten.inhoud,
        nieuwe_tekst=teksten.nieuw,
        html=teksten.html,
        geblokkeerd=teksten.geblokkeerd,
        delen=delen,
        classificatie=_classificeer(mail, koppen, teksten.inhoud),
        taal=herken_taal(teksten.nieuw),
        verzender=afzender_van(koppen.adressen("sender")),
        retourpad=koppen.adres_in("return-path"),
        lijstadres=koppen.adres_in("list-post"),
        waarschuwingen=meldingen.alle(),
        wil_geen_automaat=wil_geen_automaat(koppen.alle),
    )


@dataclass(frozen=True, slots=True)
class Deelinhoud:
    """The decoded bytes of a part: in pieces, as often as is asked, or as a whole."""

    bron: bytes
    begin: int
    einde: int
    codering: str
    omvang: int
    sha256: str

    def __iter__(self) -> Iterator[bytes]:
        return decodeer(self.bron, self.begin, self.einde, self.codering)

    def geheel(self) -> bytes:
        return gedecodeerd(self.bron, self.begin, self.einde, self.codering)


class Inhouden:
    """The contents of the parts of the mail `bron`."""

    def __init__(self, bron: bytes) -> None:
        self._bron = bron

    def van(self, deel: Deel) -> Deelinhoud:
        """Return the content of `deel`, which is of `ontleed(bron)`.

        Raises: KeyError, when the mail has no such part.
        """
        if deel.begin >= 0:
            return Deelinhoud(self._bron, deel.begin, deel.einde, deel.codering, deel.bestandsomvang, deel.sha256)
        blok = self._uitgepakt[deel.pad]
        return Deelinhoud(blok.bron, blok.begin, blok.einde, blok.codering, deel.bestandsomvang, deel.sha256)

    @cached_property
    def _uitgepakt(self) -> dict[str, Blok]:
        """The parts that stand in other parts, by their paths. The mail has to be taken apart anew for them."""
        return {blad.blok.pad: blad.blok for blad in lees_mail(self._bron, Meldingen()).bladen}


def deel_inhoud(bron: bytes, deel: Deel) -> bytes:
    """Return all of `Inhouden(bron).van(deel)`. Raises: KeyError, when the mail has no such part."""
    return Inhouden(bron).van(deel).geheel()


def _begrensd(tekst: str, lengte: int, wat: str, meldingen: Meldingen) -> str:
    """Cut a text to the length that a record has room for; the mail itself keeps all of it."""
    if len(tekst) <= lengte:
        return tekst
    meldingen.meld(f"{wat} is heel lang. Hier staat alleen het begin.")
    return ingekort(tekst, lengte)


def _bestandsnaam(blok: Blok, begin: bytes, meldingen: Meldingen) -> str:
    """The sender's name for a part; an enclosed mail without one has its subject."""
    naam = blok.naam
    if blok.formaat == "application/applefile" and naam:
        naam = f"._{naam}"  # a Mac calls the companion of a file so (RFC 1740)
    if not naam and blok.formaat in _INGESLOTEN:
        koppen, _ = lees_koppen(begin, 0, len(begin), {}, Meldingen(), hoofd=True)
        onderwerp = decodeer_woorden(als_tekst(koppen.eerste("subject"), Meldingen()), Meldingen())
        return f"{onderwerp[:MAX_TEKENS].rstrip()}.eml" if onderwerp else ""
    if len(naam) > _MAX_BESTANDSNAAM:
        meldingen.meld("De naam van een bijlage is heel lang. Het midden is weggelaten.")
        naam = f"{naam[: _MAX_BESTANDSNAAM - 50]}…{naam[-50:]}"
    return naam


def _maak_deel(blad: Blad, bron: bytes, rol: Deelrol, namen: Naamlijst, meldingen: Meldingen) -> Deel:
    blok = blad.blok
    hash_ = sha256()
    omvang = 0
    begin = b""
    stukken = (blad.inhoud,) if blad.inhoud is not None else decodeer(blok.bron, blok.begin, blok.einde, blok.codering)
    for stuk in stukken:
        if len(begin) < _PROEF:
            begin += stuk[: _PROEF - len(begin)]
        omvang += len(stuk)
        hash_.update(stuk)
    if rol is not Deelrol.INHOUD and blok.codering == "base64" and heeft_voet(blok.bron, blok.begin, blok.einde):
        meldingen.meld("Achter een bijlage staat tekst die er niet bij hoort. Die staat alleen in de oorspronkelijke e-mail.")
    staat_er = blok.bron is bron
    return Deel(
        pad=blok.pad,
        rol=rol,
        bestandsnaam=namen.eigen(_bestandsnaam(blok, begin, meldingen)) if rol is not Deelrol.INHOUD else blok.naam,
        formaat=blok.formaat,
        formaat_herkend=herken_formaat(begin),
        bestandsomvang=omvang,
        sha256=hash_.hexdigest(),
        content_id=content_id(blok, meldingen),
        codering=blok.codering,
        begin=blok.begin if staat_er else -1,
        einde=blok.einde if staat_er else -1,
    )


def _zegt_iets(deel: Deel, meldingen: Meldingen) -> bool:
    """Tell whether a person would see a part: an attachment without a name and without a byte is none."""
    if deel.rol is not Deelrol.BIJLAGE or deel.bestandsomvang or deel.bestandsnaam:
        return True
    meldingen.meld("De e-mail heeft lege delen zonder naam. Die staan niet bij de bijlagen.")
    return False


def _rol(blok: Blok, teksten: Teksten, getoond: frozenset[str], meldingen: Meldingen) -> Deelrol:
    if id(blok) in teksten.gelezen:
        return Deelrol.INHOUD
    # A picture that the HTML does not show is an attachment for the reader, wherever it stands: the photo of a phone.
    in_tekst = blok.pad in getoond or content_id(blok, meldingen) in teksten.genoemd
    if in_tekst and blok.formaat.startswith(_TE_TONEN):
        return Deelrol.INLINE
    return Deelrol.BIJLAGE


@dataclass(frozen=True, slots=True)
class _Kopregels:
    """The headers of the mail, decoded on demand."""

    koppen: Koppen
    charset: str
    """The character set of raw 8-bit bytes that are not UTF-8."""
    meldingen: Meldingen
    gedecodeerd: dict[str, str] = field(default_factory=dict)

    def tekst(self, naam: str) -> str:
        """The first value of `naam` (lower case) that says something; empty when there is none."""
        waarde = self.koppen.eerste(naam)
        if not waarde:
            return ""
        tekst = self.gedecodeerd.get(naam)
        if tekst is None:
            tekst = decodeer_woorden(als_tekst(waarde, self.meldingen, self.charset), self.meldingen)
            self.gedecodeerd[naam] = tekst
        return tekst

    def alle(self, naam: str) -> list[str]:
        """Every value of `naam` (lower case) that says something, in their order."""
        if naam not in self.koppen.eersten:  # most that are asked for are not there
            return []
        waarden = self.koppen.alle(naam)[:MEESTE]
        return [decodeer_woorden(als_tekst(waarde, self.meldingen, self.charset), self.meldingen) for waarde in waarden]

    def beslissend(self, naam: str) -> str:
        """The value of `naam` by which a mail has its kind: of Auto-Submitted the first that does not say `no`."""
        if naam not in self.koppen.eersten:  # most that are asked for are not there
            return ""
        tekst = self.tekst(naam)
        if naam != "auto-submitted" or not zegt_nee(tekst):
            return tekst
        return next((waarde for waarde in self.alle(naam) if not zegt_nee(waarde)), tekst)

    def datum(self) -> datetime | None:
        """The moment in the Date header, in UTC."""
        tekst = self.tekst("date")
        datum = lees_datum(tekst)
        if tekst and datum is None:
            self.meldingen.meld("De datum van de e-mail is niet te lezen.")
        return datum

    def adressen(self, naam: str) -> tuple[Adres, ...]:
        waarde = self.koppen.eerste(naam)
        return lees_adressen(als_tekst(waarde, self.meldingen, self.charset), self.meldingen) if waarde else ()

    def afzender(self) -> Adres | None:
        """The sender that the mail names.

        It is the first From that names an address, else the first From, else the Sender.
        """
        eerste = afzender_van(self.adressen("from"))
        if eerste and "@" in eerste.adres:
            return eerste
        for waarde in self.koppen.alle("from")[1:_MAX_AFZENDERS]:
            gevonden = afzender_van(lees_adressen(als_tekst(waarde, self.meldingen, self.charset), self.meldingen))
            if gevonden and "@" in gevonden.adres:
                self.meldingen.meld("De eerste kopregel From noemt geen adres. De eerste die er een noemt, telt.")
                return gevonden
            eerste = eerste or gevonden
        if eerste and not eerste.adres:
            self.meldingen.meld("De afzender van de e-mail heeft geen adres.")
        return eerste or afzender_van(self.adressen("sender"))

    def adres_in(self, naam: str) -> str:
        """The address between angle brackets in `naam`, such as `<mailto:lijst@club.example>`; empty without one."""
        gevonden = _TUSSEN_HAKEN.search(self.tekst(naam))
        return gevonden[1] if gevonden and len(gevonden[1]) <= MAX_ADRES else ""

    def message_ids(self, naam: str) -> tuple[str, ...]:
        waarde = self.koppen.eerste(naam)
        return lees_message_ids(als_tekst(waarde, self.meldingen), self.meldingen) if waarde else ()

    def meld_dubbele(self) -> None:
        """Tell of headers that may be there once and are there more often (RFC 5322 section 3.6)."""
        if len(self.koppen.velden) == len(self.koppen.eersten):  # each says something, and has a name of its own
            return
        namen = [naam for naam, _ in self.koppen.velden]
        for naam in _EENMALIG:
            if namen.count(naam) > 1:
                self.meldingen.meld(f"De kopregel {naam.title()} staat er meer dan één keer in. De eerste telt.")


def _charset(mail: Mail) -> str:
    """The character set of the first text."""
    return next((blok.parameters["charset"] for blok in mail.keuze.tekst if "charset" in blok.parameters), "")


def _classificeer(mail: Mail, koppen: _Kopregels, inhoud: str) -> Classificatie:
    rapporten = mail.blokken("message/delivery-status", "message/global-delivery-status")
    uitkomst = classificeer(
        koppen.beslissend,
        formaat=mail.wortel.formaat,
        inhoud=inhoud,
        rapporten=[_begin(blok) for blok in rapporten[: MAX_RAPPORTEN + 1]],
        oorspronkelijk=[_begin(blok) for blok in mail.blokken("message/rfc822", "text/rfc822-headers", "message/global")],
        agenda=any("method" in blok.parameters for blok in mail.blokken("text/calendar")),
        leesbewijs=bool(mail.blokken("message/disposition-notification", "message/global-disposition-notification")),
    )
    lang = any(blok.einde - blok.begin > BROK for blok in rapporten)
    if uitkomst.bezorgfouten and (lang or len(rapporten) > MAX_RAPPORTEN or len(uitkomst.bezorgfouten) >= MAX_FOUTEN):
        koppen.meldingen.meld("Het bericht over de bezorging is heel lang. Misschien staan niet alle ontvangers erbij.")
    return uitkomst


def _begin(blok: Blok) -> bytes:
    """Return as much of a part as its headers can be in: an enclosed mail may be large."""
    return next(iter(decodeer(blok.bron, blok.begin, blok.einde, blok.codering)), b"")
