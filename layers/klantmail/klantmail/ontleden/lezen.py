"""From raw bytes to an `Ontleding`: a pure function that never fails, whatever the sender's software did."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from klantmail.ontleden.adressen import lees_adressen, lees_message_ids
from klantmail.ontleden.classificatie import classificeer
from klantmail.ontleden.coderingen import decodeer, lijkt_base64
from klantmail.ontleden.datums import lees_datum
from klantmail.ontleden.formaat import herken_formaat
from klantmail.ontleden.keuze import Keuze, kies
from klantmail.ontleden.koppen import Koppen, als_tekst, decodeer_woorden
from klantmail.ontleden.meldingen import Meldingen
from klantmail.ontleden.mime import Blok, lees_boom
from klantmail.ontleden.teksten import is_stomp, lees_plat
from klantmail.ontleden.uitpakken import Uitgepakt, is_tnef, pak_tekst_uit, pak_tnef_uit
from klantmail.ontleding import VERSIE, Adres, Classificatie, Deel, Ontleding, Rol

_PROEF: Final = 4096
_EENMALIG: Final = ("subject", "from", "to", "cc", "reply-to", "date", "message-id", "in-reply-to", "references", "content-type")


@dataclass(slots=True)
class _Blad:
    """A leaf that becomes a `Deel`, with its decoded bytes when it is a text."""

    blok: Blok
    inhoud: bytes | None = None


@dataclass(slots=True)
class _Mail:
    wortel: Blok
    keuze: Keuze
    bladen: list[_Blad] = field(default_factory=list)
    platte: dict[int, str] = field(default_factory=dict)
    """Texts of plain parts, by the identity of the block."""
    teksten: list[Blok] = field(default_factory=list)
    """Texts from inside other parts."""


def ontleed(bron: bytes) -> Ontleding:
    """Read the mail `bron` as a person would. Any bytes give an answer; `waarschuwingen` tells what was not sound.

    Time is linear in the size of the mail; parts are decoded in pieces, so that memory stays near the size of the mail.
    """
    meldingen = Meldingen()
    mail = _lees(bron, meldingen)
    koppen = mail.wortel.koppen
    _meld_dubbele(koppen, meldingen)
    delen = tuple(_maak_deel(blad, mail.keuze, bron, meldingen) for blad in mail.bladen)
    inhoud = _inhoud(mail)
    return Ontleding(
        versie=VERSIE,
        onderwerp=_kop(koppen, "subject", meldingen),
        afzender=next(iter(_adressen(koppen, "from", meldingen)), None),
        beantwoorden_aan=_adressen(koppen, "reply-to", meldingen),
        aan=_adressen(koppen, "to", meldingen),
        cc=_adressen(koppen, "cc", meldingen),
        datum=lees_datum(_kop(koppen, "date", meldingen)),
        message_id=next(iter(lees_message_ids(als_tekst(koppen.eerste("message-id"), meldingen), meldingen)), ""),
        in_reply_to=lees_message_ids(als_tekst(koppen.eerste("in-reply-to"), meldingen), meldingen),
        references=lees_message_ids(als_tekst(koppen.eerste("references"), meldingen), meldingen),
        inhoud=inhoud,
        nieuwe_tekst=inhoud,
        html="",
        geblokkeerd=(),
        delen=delen,
        classificatie=_classificeer(mail, inhoud, meldingen),
        taal="",
        waarschuwingen=meldingen.alle(),
    )


def deel_inhoud(bron: bytes, deel: Deel) -> bytes:
    """The decoded bytes of `deel`, which is of `ontleed(bron)`.

    Raises: KeyError, when the mail has no such part.
    """
    if deel.begin >= 0:
        return b"".join(decodeer(bron, deel.begin, deel.einde, deel.codering))
    for blad in _lees(bron, Meldingen()).bladen:
        if blad.blok.pad == deel.pad:
            return blad.blok.inhoud()
    raise KeyError(deel.pad)


def _lees(bron: bytes, meldingen: Meldingen) -> _Mail:
    """The tree of the mail and its leaves, with what is unpacked from them behind them."""
    wortel = lees_boom(bron, meldingen)
    mail = _Mail(wortel, kies(wortel))
    tekstdelen = {id(blok) for blok in (*mail.keuze.tekst, *mail.keuze.html)}
    for blok in _bladeren(wortel):
        _herstel_codering(blok, meldingen)
        blad = _Blad(blok)
        mail.bladen.append(blad)
        if id(blok) in tekstdelen and blok.formaat == "text/plain":
            blad.inhoud = blok.inhoud()
            uitgepakt = pak_tekst_uit(blok, blad.inhoud, meldingen)
            mail.platte[id(blok)] = lees_plat(blok, _zonder(blad.inhoud, uitgepakt), meldingen)
        elif is_tnef(blok):
            uitgepakt = pak_tnef_uit(blok, meldingen)
            mail.teksten.extend(uitgepakt.teksten)
        else:
            continue
        mail.bladen.extend(_Blad(bestand) for bestand in uitgepakt.bestanden)
    return mail


def _zonder(inhoud: bytes, uitgepakt: Uitgepakt) -> bytes:
    stukken, plek = [], 0
    for begin, einde in uitgepakt.weggelaten:
        stukken.append(inhoud[plek:begin])
        plek = einde
    return b"".join((*stukken, inhoud[plek:])) if stukken else inhoud


def _bladeren(wortel: Blok) -> Iterator[Blok]:
    stapel = [wortel]
    while stapel:
        blok = stapel.pop()
        if blok.is_multipart:
            stapel.extend(reversed(blok.delen))
        else:
            yield blok


def _herstel_codering(blok: Blok, meldingen: Meldingen) -> None:
    if blok.codering == "base64" and not lijkt_base64(blok.bron, blok.begin, blok.einde):
        meldingen.meld("Een deel van de e-mail zegt base64 te zijn, maar is het niet. Het is gelaten zoals het is.")
        blok.codering = "8bit"


def _maak_deel(blad: _Blad, keuze: Keuze, bron: bytes, meldingen: Meldingen) -> Deel:
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
        rol=_rol(blok, keuze),
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


def content_id(blok: Blok, meldingen: Meldingen) -> str:
    """Without angle brackets; empty when there is none."""
    waarde = blok.koppen.eerste("content-id")
    return decodeer_woorden(als_tekst(waarde, meldingen), meldingen).strip("<> ") if waarde else ""


def _rol(blok: Blok, keuze: Keuze) -> Rol:
    if any(blok is ander for ander in (*keuze.tekst, *keuze.html)):
        return Rol.INHOUD
    if blok.koppen.eerste("content-id") and blok.plaatsing != "attachment":
        return Rol.INLINE
    return Rol.BIJLAGE


def _inhoud(mail: _Mail) -> str:
    teksten = [mail.platte[id(blok)] for blok in mail.keuze.tekst if id(blok) in mail.platte]
    return "\n".join(tekst for tekst in teksten if not is_stomp(tekst))


def _kop(koppen: Koppen, naam: str, meldingen: Meldingen) -> str:
    return decodeer_woorden(als_tekst(koppen.eerste(naam), meldingen), meldingen)


def _adressen(koppen: Koppen, naam: str, meldingen: Meldingen) -> tuple[Adres, ...]:
    waarde = koppen.eerste(naam)
    return lees_adressen(als_tekst(waarde, meldingen), meldingen) if waarde else ()


def _meld_dubbele(koppen: Koppen, meldingen: Meldingen) -> None:
    namen = [naam for naam, _ in koppen.velden]
    for naam in _EENMALIG:
        if namen.count(naam) > 1:
            meldingen.meld(f"De kopregel {naam.title()} staat er meer dan één keer in. De eerste telt.")


def _classificeer(mail: _Mail, inhoud: str, meldingen: Meldingen) -> Classificatie:
    bladen = [blad.blok for blad in mail.bladen]
    return classificeer(
        [(naam, decodeer_woorden(als_tekst(waarde, meldingen), meldingen)) for naam, waarde in mail.wortel.koppen.velden],
        formaat=mail.wortel.formaat,
        inhoud=inhoud,
        rapporten=[blok.inhoud() for blok in bladen if blok.formaat == "message/delivery-status"],
        oorspronkelijk=[blok.inhoud() for blok in bladen if blok.formaat in ("message/rfc822", "text/rfc822-headers")],
        agenda=any(blok.formaat == "text/calendar" and "method" in blok.parameters for blok in bladen),
    )
