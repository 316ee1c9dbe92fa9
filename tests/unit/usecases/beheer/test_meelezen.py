"""Reading along changes nothing: no claim, no klantcontact, no inzage."""

import pytest

from klantmail.domain.fouten import GeenToegang, KeuzeNietMogelijk, NietInTeZien
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from tests.support.builders import ANNA, BEHEER, BRAM, LEIDER, Gemeente


def test_a_handled_mail_is_read_again_with_its_text_and_to_whom_the_reply_went(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    gedaan = gemeente.beantwoord(bericht, inzage, ANNA, "s", Antwoord("Goedemiddag", None))
    before = gemeente.repos.emailbericht(bericht)
    read = gemeente.meelezer.afgehandeld(bericht)
    assert "parkeervergunning" in (read.inhoud.tekst.waarde or "")
    assert [each.bestandsnaam for each in read.inhoud.bijlagen] == ["e-mail.eml", "kenteken.pdf"]
    assert [(each.identificatie, each.naar) for each in read.verzendingen] == [(gedaan.verzending, ("jan@burger.example",))]
    assert gemeente.repos.emailbericht(bericht) == before


def test_a_mail_that_waits_is_opened_and_not_read_along(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    with pytest.raises(KeuzeNietMogelijk) as error:
        gemeente.meelezer.afgehandeld(bericht)
    assert error.value.toestand == "nieuw"
    gemeente.inziener.open(bericht, ANNA)
    with pytest.raises(KeuzeNietMogelijk) as error:
        gemeente.meelezer.afgehandeld(bericht)
    assert error.value.toestand == "in_behandeling"


def test_a_teamleider_looks_along_and_leaves_the_mail_with_who_has_it(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    for who in (None, ANNA):
        if who is not None:
            gemeente.inziener.open(bericht, who)
        before = gemeente.repos.emailbericht(bericht)
        read = gemeente.meelezer.kijk_mee(bericht, LEIDER)
        assert "parkeervergunning" in (read.inhoud.tekst.waarde or "")
        assert read.bericht == gemeente.repos.emailbericht(bericht) == before
    assert gemeente.repos.klantcontacten == {}


def test_only_a_teamleider_looks_along_and_not_into_the_quarantine(gemeente: Gemeente) -> None:
    bericht, apart = gemeente.ontvang(), gemeente.ontvang_verdacht()
    for medewerker in (ANNA, BRAM, BEHEER):
        with pytest.raises(GeenToegang):
            gemeente.meelezer.kijk_mee(bericht, medewerker)
    with pytest.raises(NietInTeZien):
        gemeente.meelezer.kijk_mee(apart, LEIDER)
