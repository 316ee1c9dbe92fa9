"""From raw bytes to an `Ontleding`: a pure function that never fails, whatever the sender's software did."""

from hashlib import sha256
from typing import Final

from klantmail.ontleden.adressen import lees_adressen, lees_message_ids
from klantmail.ontleden.bladen import Blad, Mail, content_id, lees_mail
from klantmail.ontleden.classificatie import classificeer
from klantmail.ontleden.coderingen import decodeer
from klantmail.ontleden.datums import lees_datum
from klantmail.ontleden.formaat import herken_formaat
from klantmail.ontleden.koppen import Koppen, als_tekst, decodeer_woorden
from klantmail.ontleden.meldingen import Meldingen
from klantmail.ontleden.mime import Blok
from klantmail.ontleden.taal import herken_taal
from klantmail.ontleden.teksten import Teksten, lees_teksten
from klantmail.ontleding import VERSIE, Adres, Classificatie, Deel, Ontleding, Rol

_PROEF: Final = 4096
_EENMALIG: Final = ("subject", "from", "to", "cc", "reply-to", "date", "message-id", "in-reply-to", "references", "content-type")


def ontleed(bron: bytes) -> Ontleding:
    """Read the mail `bron` as a person would. Any bytes give an answer; `waarschuwingen` tells what was not sound.

    Time is linear in the size of the mail; parts are decoded in pieces, so that memory stays near the size of the mail.
    """
    meldingen = Meldingen()
    mail = lees_mail(bron, meldingen)
    koppen = mail.wortel.koppen
    _meld_dubbele(koppen, meldingen)
    teksten = lees_teksten(mail, meldingen)
    verwant = {id(blok) for blok in mail.keuze.verwant}
    delen = tuple(_maak_deel(blad, bron, _rol(blad.blok, teksten, verwant, meldingen), meldingen) for blad in mail.bladen)
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
        inhoud=teksten.inhoud,
        nieuwe_tekst=teksten.nieuw,
        html=teksten.html,
        geblokkeerd=teksten.geblokkeerd,
        delen=delen,
        classificatie=_classificeer(mail, teksten.inhoud, meldingen),
        taal=herken_taal(teksten.nieuw),
        waarschuwingen=meldingen.alle(),
    )


def deel_inhoud(bron: bytes, deel: Deel) -> bytes:
    """The decoded bytes of `deel`, which is of `ontleed(bron)`.

    Raises: KeyError, when the mail has no such part.
    """
    if deel.begin >= 0:
        return b"".join(decodeer(bron, deel.begin, deel.einde, deel.codering))
    for blad in lees_mail(bron, Meldingen()).bladen:
        if blad.blok.pad == deel.pad:
            return blad.blok.inhoud()
    raise KeyError(deel.pad)


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


def _classificeer(mail: Mail, inhoud: str, meldingen: Meldingen) -> Classificatie:
    return classificeer(
        [(naam, decodeer_woorden(als_tekst(waarde, meldingen), meldingen)) for naam, waarde in mail.wortel.koppen.velden],
        formaat=mail.wortel.formaat,
        inhoud=inhoud,
        rapporten=[blok.inhoud() for blok in mail.blokken("message/delivery-status")],
        oorspronkelijk=[blok.inhoud() for blok in mail.blokken("message/rfc822", "text/rfc822-headers")],
        agenda=any("method" in blok.parameters for blok in mail.blokken("text/calendar")),
    )
