"""The preview is the mail that leaves: the same code composes both."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from uuid import UUID

import pytest

from klantmail.domain.fouten import AlAfgehandeld, InzageNietGeldig, OngeldigeInvoer
from klantmail.usecases.afhandeling.afhandelen import Afhandelverzoek
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Uitkomst
from klantmail.usecases.uitgaand.uploads import Uploadaanvraag
from tests.support.builders import ANNA, BRAM, Gemeente

ANTWOORD = Antwoord("Beste {{afzender}},\n\n- Kijk op https://gemeente.example/a?b=1&c=2\n\nGroet,\n{{medewerker}}")


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
    assert (gemeente.archief.objecten, gemeente.register.verzendingen, gemeente.uploads.gelezen) == (archief, {}, [])
    (verzending,) = gemeente.afhandelaar.handel_af(verzoek).afhandeling.verzendingen
    mail = message_from_bytes(gemeente.archief.objecten[gemeente.register.verzendingen[verzending].object_key], policy=default)
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
