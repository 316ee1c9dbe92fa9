"""From raw bytes to an `Ontleding`: a pure function that never fails, whatever the sender's software did."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Final

from ontleden.bladen import Blad, Mail, content_id, lees_mail
from ontleden.classify.classificatie import classificeer
from ontleden.formats.formaat import herken_formaat
from ontleden.meldingen import Meldingen
from ontleden.mime.adressen import lees_adressen, lees_message_ids
from ontleden.mime.coderingen import decodeer, gedecodeerd
from ontleden.mime.datums import lees_datum
from ontleden.mime.koppen import Koppen, als_tekst, decodeer_woorden
from ontleden.mime.mime import Blok
from ontleden.ontleding import VERSIE, Adres, Classificatie, Deel, Ontleding, Rol
from ontleden.teksten import Teksten, lees_teksten
from ontleden.text.taal import herken_taal

_PROEF: Final = 4096
_EENMALIG: Final = ("subject", "from", "to", "cc", "reply-to", "date", "message-id", "in-reply-to", "references", "content-type")


def ontleed(bron: bytes) -> Ontleding:
    """Read the mail `bron` as a person would. Any bytes give an answer; `waarschuwingen` tells what was not sound.

    Time is linear in the size of the mail; parts are decoded in pieces, so that memory stays near the size of the mail.
    """
    meldingen = Meldingen()
    mail = lees_mail(bron, meldingen)
    koppen = _Kopregels(mail.wortel.koppen, _charset(mail), meldingen)
    koppen.meld_dubbele()
    onderwerp = koppen.tekst("subject")
    teksten = lees_teksten(mail, onderwerp, meldingen)
    verwant = {id(blok) for blok in mail.keuze.verwant}
    delen = tuple(_maak_deel(blad, bron, _rol(blad.blok, teksten, verwant, meldingen), meldingen) for blad in mail.bladen)
    return Ontleding(
        versie=VERSIE,
        onderwerp=onderwerp,
        afzender=next(iter(koppen.adressen("from") or koppen.adressen("sender")), None),
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
        waarschuwingen=meldingen.alle(),
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
        """What `deel` holds, which is of `ontleed(bron)`.

        Raises: KeyError, when the mail has no such part.
        """
        if deel.begin >= 0:
            return Deelinhoud(self._bron, deel.begin, deel.einde, deel.codering, deel.bestandsomvang, deel.sha256)
        blok = self._uitgepakt[deel.pad]
        return Deelinhoud(blok.bron, blok.begin, blok.einde, blok.codering, deel.bestandsomvang, deel.sha256)

    @cached_property
    def _uitgepakt(self) -> dict[str, Blok]:
        """By their paths the parts that stand in other parts: the mail has to be taken apart anew for them."""
        return {blad.blok.pad: blad.blok for blad in lees_mail(self._bron, Meldingen()).bladen}


def deel_inhoud(bron: bytes, deel: Deel) -> bytes:
    """All of `Inhouden(bron).van(deel)`. Raises: KeyError, when the mail has no such part."""
    return Inhouden(bron).van(deel).geheel()


def _maak_deel(blad: Blad, bron: bytes, rol: Rol, meldingen: Meldingen) -> Deel:
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
    staat_er = blok.bron is bron
    return Deel(
        pad=blok.pad,
        rol=rol,
        bestandsnaam=blok.naam,
        formaat=blok.formaat,
        formaat_herkend=herken_formaat(begin),
        bestandsomvang=omvang,
        sha256=hash_.hexdigest(),
        content_id=content_id(blok, meldingen),
        codering=blok.codering,
        begin=blok.begin if staat_er else -1,
        einde=blok.einde if staat_er else -1,
    )


def _rol(blok: Blok, teksten: Teksten, verwant: set[int], meldingen: Meldingen) -> Rol:
    if id(blok) in teksten.gelezen:
        return Rol.INHOUD
    if id(blok) in verwant or content_id(blok, meldingen) in teksten.genoemd:
        return Rol.INLINE
    return Rol.BIJLAGE


@dataclass(frozen=True, slots=True)
class _Kopregels:
    """The headers of the mail, decoded on demand."""

    koppen: Koppen
    charset: str
    """What raw 8-bit bytes are in when they are not UTF-8."""
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

    def datum(self) -> datetime | None:
        """What the Date header says, in UTC."""
        tekst = self.tekst("date")
        datum = lees_datum(tekst)
        if tekst and datum is None:
            self.meldingen.meld("De datum van de e-mail is niet te lezen.")
        return datum

    def adressen(self, naam: str) -> tuple[Adres, ...]:
        waarde = self.koppen.eerste(naam)
        return lees_adressen(als_tekst(waarde, self.meldingen, self.charset), self.meldingen) if waarde else ()

    def message_ids(self, naam: str) -> tuple[str, ...]:
        waarde = self.koppen.eerste(naam)
        return lees_message_ids(als_tekst(waarde, self.meldingen), self.meldingen) if waarde else ()

    def meld_dubbele(self) -> None:
        """Tell of headers that may be there once and are there more often (RFC 5322 section 3.6)."""
        namen = [naam for naam, _ in self.koppen.velden]
        for naam in _EENMALIG:
            if namen.count(naam) > 1:
                self.meldingen.meld(f"De kopregel {naam.title()} staat er meer dan één keer in. De eerste telt.")


def _charset(mail: Mail) -> str:
    """The character set of the first text."""
    return next((blok.parameters["charset"] for blok in mail.keuze.tekst if "charset" in blok.parameters), "")


def _classificeer(mail: Mail, koppen: _Kopregels, inhoud: str) -> Classificatie:
    return classificeer(
        koppen.tekst,
        formaat=mail.wortel.formaat,
        inhoud=inhoud,
        rapporten=[_begin(blok) for blok in mail.blokken("message/delivery-status", "message/global-delivery-status")],
        oorspronkelijk=[_begin(blok) for blok in mail.blokken("message/rfc822", "text/rfc822-headers", "message/global")],
        agenda=any("method" in blok.parameters for blok in mail.blokken("text/calendar")),
        leesbewijs=bool(mail.blokken("message/disposition-notification", "message/global-disposition-notification")),
    )


def _begin(blok: Blok) -> bytes:
    """As much of a part as its headers can be in: an enclosed mail may be large."""
    return next(iter(decodeer(blok.bron, blok.begin, blok.einde, blok.codering)), b"")
