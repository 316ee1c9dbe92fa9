"""The preview is the mail that leaves: the same code composes both."""

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from uuid import UUID

import pytest

from klantmail.domain.adressering import Adressering
from klantmail.domain.fouten import (
    AlAfgehandeld,
    GeenToegang,
    InzageNietGeldig,
    KeuzeNietMogelijk,
    KlantmailFout,
    NietGevonden,
    OngeldigeInvoer,
)
from klantmail.domain.interne_taak import Toewijzing
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.ondertekening import Ondertekening
from klantmail.domain.verzending import Verzendstatus
from klantmail.opstellen.bericht import Aanhangsel
from klantmail.usecases.afhandeling.afhandelen import Afhandelverzoek
from klantmail.usecases.afhandeling.taken import Afronden
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Uitkomst
from klantmail.usecases.afhandeling.vervolgen import Vervolgbericht
from klantmail.usecases.uitgaand.mail_van_gemeente import Voorbeeld
from klantmail.usecases.uitgaand.uploads import Uploadaanvraag
from tests.support.builders import ANNA, BEHEER, BRAM, DAAN, FLOOR, POSTVAK, Gemeente
from tests.support.conversation import beantwoord

ANTWOORD = Antwoord("Beste {{afzender}},\n\n- Kijk op https://gemeente.example/a?b=1&c=2\n\nGroet,\n{{medewerker}}")
TEKST = "De groeten van {{medewerker}}.\n\n- Kijk op https://gemeente.example/a?b=1&c=2"
ELSEWHERE = Adressering(aan=("jan@elders.example",), cc=("eva@elders.example",), ander_adres_bevestigd=True)
KENMERK = r"KM(-[0-9A-Z]+)+"


@dataclass(frozen=True)
class Written:
    """A mail that somebody wrote: its preview, and its sending, under an Idempotency-Key."""

    preview: Callable[[str], Voorbeeld]
    send: Callable[[str], object]


type Write = Callable[[Gemeente], Written]


def _verzoek(gemeente: Gemeente, bericht: UUID, uitkomst: Uitkomst = ANTWOORD) -> Afhandelverzoek:
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    return Afhandelverzoek(bericht=bericht, inzage=inzage, medewerker=ANNA, idempotency_key="k", uitkomst=uitkomst)


def _deel(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_the_preview_is_the_mail_that_leaves_and_stores_nothing(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    place = gemeente.uploader.vraag_aan(ANNA, Uploadaanvraag("kaart.pdf", "application/pdf", 4))
    gemeente.uploads.put_down(ANNA.identificatie, place.identificatie, b"%PDF")
    antwoord = Antwoord(ANTWOORD.inhoud, "Uw vraag", (place.identificatie,))
    verzoek = _verzoek(gemeente, bericht, antwoord)
    archief = dict(gemeente.archief.objecten)
    voorbeeld = gemeente.afhandelaar.voorbeeld(verzoek)
    assert (gemeente.archief.objecten, gemeente.repos.verzendingen, gemeente.uploads.gelezen) == (archief, {}, [])
    (verzending,) = gemeente.afhandelaar.handel_af(verzoek).afhandeling.verzendingen
    mail = message_from_bytes(gemeente.archief.objecten[gemeente.repos.verzendingen[verzending].object_key], policy=default)
    assert isinstance(mail, EmailMessage)
    assert voorbeeld.brief.onderwerp == mail["Subject"]
    assert voorbeeld.brief.tekst == _deel(mail, "plain")
    assert voorbeeld.brief.html == _deel(mail, "html")
    assert [each.mailbox.adres for each in voorbeeld.geadresseerden] == [each.addr_spec for each in mail["To"].addresses]
    assert [each.bestandsnaam for each in voorbeeld.uploads] == [each.get_filename() for each in mail.iter_attachments()]
    assert "Beste Jan" in voorbeeld.brief.tekst
    assert "> " in voorbeeld.brief.tekst
    assert '<a href="https://gemeente.example/a?b=1&amp;c=2">' in voorbeeld.brief.html


def test_what_an_answer_would_be_refused_for_a_preview_is_refused_for(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    for error in (Antwoord("Op {{dag}}"), Antwoord("Ja", bijlagen=(UUID(int=404),)), GeenActieNodig("Dank")):
        with pytest.raises(OngeldigeInvoer):
            gemeente.afhandelaar.voorbeeld(_verzoek(gemeente, bericht, error))
    verzoek = _verzoek(gemeente, bericht)
    gemeente.inziener.leg_terug(bericht, ANNA)
    with pytest.raises(InzageNietGeldig):
        gemeente.afhandelaar.voorbeeld(verzoek)
    inzage = gemeente.inziener.open(bericht, BRAM).inzage.identificatie
    gemeente.handel_af(bericht, inzage, BRAM, "k", GeenActieNodig("Dank"))
    with pytest.raises(AlAfgehandeld):
        gemeente.afhandelaar.voorbeeld(verzoek)


# -- the other mails that a person writes ------------------------------------------------------------------------------


def _leaves(gemeente: Gemeente) -> bytes:
    """The bytes of the mail that waits to be sent; the fakes know of one."""
    (verzending,) = (each for each in gemeente.repos.verzendingen.values() if each.status is Verzendstatus.TE_VERZENDEN)
    return gemeente.archief.lees(verzending.object_key)


def _stored(gemeente: Gemeente) -> tuple[object, ...]:
    """All that a mail of the gemeente leaves behind."""
    repos = gemeente.repos
    kept = (repos.klantcontacten, repos.documenten, repos.verzendingen, repos.taken, repos.taakgesprekken)
    return deepcopy((*kept, repos.berichten, gemeente.archief.objecten, gemeente.uploads.gelezen))


def _upload(gemeente: Gemeente, medewerker: Medewerker) -> UUID:
    place = gemeente.uploader.vraag_aan(medewerker, Uploadaanvraag("kaart.pdf", "application/pdf", 4)).identificatie
    gemeente.uploads.put_down(medewerker.identificatie, place, b"%PDF")
    return place


def _task(gemeente: Gemeente) -> UUID:
    """Have Burgerzaken be asked to answer a mail."""
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    asked = Taakopdracht("Beantwoorden", Toewijzing("Burgerzaken"))
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", asked)
    return next(iter(gemeente.repos.taken))


def _shown(voorbeeld: Voorbeeld) -> bytes:
    """The bytes of the mail that a preview shows; each file that goes along holds `%PDF`."""
    return voorbeeld.brief.schrijf([Aanhangsel(each.bestandsnaam, each.formaat, b"%PDF") for each in voorbeeld.uploads])


def _further(gemeente: Gemeente) -> Written:
    op = beantwoord(gemeente).vraag.identificatie
    asked = Vervolgbericht(TEKST, "Nog iets", (_upload(gemeente, ANNA),), ELSEWHERE)
    return Written(
        lambda key: gemeente.vervolger.voorbeeld(op, ANNA, key, asked),
        lambda key: gemeente.vervolger.vervolg(op, ANNA, key, asked),
    )


def _answer_of_task(gemeente: Gemeente) -> Written:
    asked = (TEKST, (_upload(gemeente, DAAN),), ELSEWHERE)
    taak = _task(gemeente)
    return Written(
        lambda key: gemeente.desk.voorbeeld(taak, DAAN, key, *asked),
        lambda key: gemeente.desk.beantwoord(taak, DAAN, key, *asked),
    )


def _question_of_task(gemeente: Gemeente) -> Written:
    asked = (TEKST, (_upload(gemeente, DAAN),))
    taak = _task(gemeente)
    return Written(
        lambda key: gemeente.navrager.voorbeeld(taak, DAAN, key, *asked),
        lambda key: gemeente.navrager.vraag(taak, DAAN, key, *asked),
    )


@pytest.mark.parametrize("write", [_further, _answer_of_task, _question_of_task])
def test_a_preview_is_the_bytes_that_leave_when_the_same_is_sent_under_its_key(gemeente: Gemeente, write: Write) -> None:
    gemeente.ondertekeningenbeheer.wijzig(BEHEER, 0, Ondertekening(postvak=POSTVAK, aanhef="Beste {{afzender}},"))
    written = write(gemeente)
    before = _stored(gemeente)
    voorbeeld = written.preview("k")
    assert _stored(gemeente) == before
    written.send("k")
    assert _shown(voorbeeld) == _leaves(gemeente)
    assert voorbeeld.brief.tekst.startswith("Beste Jan Jansen,\n\nDe groeten van ")


@pytest.mark.parametrize("write", [_further, _answer_of_task, _question_of_task])
def test_a_preview_without_the_key_of_the_mail_has_another_kenmerk_and_the_same_words(gemeente: Gemeente, write: Write) -> None:
    written = write(gemeente)
    without, under_a_key = written.preview("").brief, written.preview("k").brief
    assert without.message_id != under_a_key.message_id
    assert re.sub(KENMERK, "", without.tekst) == re.sub(KENMERK, "", under_a_key.tekst) != under_a_key.tekst
    assert re.findall(KENMERK, without.tekst) != re.findall(KENMERK, under_a_key.tekst)


def test_what_a_vervolgbericht_would_be_refused_for_its_preview_is_refused_for(gemeente: Gemeente) -> None:
    def refused(op: UUID, error: type[KlantmailFout], asked: Vervolgbericht) -> None:
        for ask in (gemeente.vervolger.voorbeeld, gemeente.vervolger.vervolg):
            with pytest.raises(error):
                ask(op, ANNA, "k", asked)

    op = beantwoord(gemeente).vraag.identificatie
    refused(UUID(int=404), NietGevonden, Vervolgbericht("Ja", None))
    refused(op, OngeldigeInvoer, Vervolgbericht("Op {{dag}}", None))
    refused(op, OngeldigeInvoer, Vervolgbericht("Ja", None, (UUID(int=404),)))
    gemeente.repos.klantcontacten[op] = replace(gemeente.repos.klantcontacten[op], beperkt=True)
    refused(op, GeenToegang, Vervolgbericht("Ja", None))


def test_a_preview_of_a_vervolgbericht_waits_for_the_department(gemeente: Gemeente) -> None:
    taak = _task(gemeente)
    op = gemeente.repos.taken[taak].klantcontact
    with pytest.raises(KeuzeNietMogelijk):
        gemeente.vervolger.voorbeeld(op, ANNA, "k", Vervolgbericht("Ja", None))
    gemeente.desk.wijzig(taak, DAAN, "k", Afronden("Gebeld"))
    assert gemeente.vervolger.voorbeeld(op, ANNA, "k", Vervolgbericht("Ja", None)).brief.tekst.startswith("Ja\n")


def test_what_a_mail_of_a_task_would_be_refused_for_its_preview_is_refused_for(gemeente: Gemeente) -> None:
    taak = _task(gemeente)
    for preview in (gemeente.desk.voorbeeld, gemeente.navrager.voorbeeld):
        for error in ("Op {{dag}}", " {{afzender"):
            with pytest.raises(OngeldigeInvoer):
                preview(taak, DAAN, "k", error)
        with pytest.raises(OngeldigeInvoer):
            preview(taak, DAAN, "k", "Ja", (UUID(int=404),))
        with pytest.raises(NietGevonden):
            preview(UUID(int=404), DAAN, "k", "Ja")
        with pytest.raises(GeenToegang):
            preview(taak, FLOOR, "k", "Ja")
    gemeente.desk.beantwoord(taak, DAAN, "k", "Ja")
    for preview in (gemeente.desk.voorbeeld, gemeente.navrager.voorbeeld):
        with pytest.raises(KeuzeNietMogelijk):
            preview(taak, DAAN, "k", "Ja")
