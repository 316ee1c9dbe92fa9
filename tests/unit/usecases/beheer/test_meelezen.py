"""Reading along changes nothing: no claim, no klantcontact, no inzage."""

import pytest

from klantmail.domain.fouten import GeenToegang, KeuzeNietMogelijk, NietInTeZien
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from tests.support.builders import ANNA, BEHEER, BRAM, LEIDER, Gemeente


def test_a_handled_mail_is_read_again_with_its_text_and_to_whom_the_reply_went(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    gedaan = gemeente.beantwoord(bericht, inzage, ANNA, "s", Antwoord("Goedemiddag", None))
    vooraf = gemeente.register.emailbericht(bericht)
    gelezen = gemeente.meelezer.afgehandeld(bericht)
    assert "parkeervergunning" in (gelezen.inhoud.tekst.waarde or "")
    assert [een.bestandsnaam for een in gelezen.inhoud.bijlagen] == ["e-mail.eml", "kenteken.pdf"]
    assert [(een.identificatie, een.naar) for een in gelezen.verzendingen] == [(gedaan.verzending, ("jan@burger.example",))]
    assert gemeente.register.emailbericht(bericht) == vooraf


def test_a_mail_that_waits_is_opened_and_not_read_along(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    with pytest.raises(KeuzeNietMogelijk) as fout:
        gemeente.meelezer.afgehandeld(bericht)
    assert fout.value.toestand == "nieuw"
    gemeente.inziener.open(bericht, ANNA)
    with pytest.raises(KeuzeNietMogelijk) as fout:
        gemeente.meelezer.afgehandeld(bericht)
    assert fout.value.toestand == "in_behandeling"


def test_a_teamleider_looks_along_and_leaves_the_mail_with_who_has_it(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    for wie in (None, ANNA):
        if wie is not None:
            gemeente.inziener.open(bericht, wie)
        vooraf = gemeente.register.emailbericht(bericht)
        gelezen = gemeente.meelezer.kijk_mee(bericht, LEIDER)
        assert "parkeervergunning" in (gelezen.inhoud.tekst.waarde or "")
        assert gelezen.bericht == gemeente.register.emailbericht(bericht) == vooraf
    assert gemeente.register.klantcontacten == {}


def test_only_a_teamleider_looks_along_and_not_into_the_quarantine(gemeente: Gemeente) -> None:
    bericht, apart = gemeente.ontvang(), gemeente.ontvang_verdacht()
    for medewerker in (ANNA, BRAM, BEHEER):
        with pytest.raises(GeenToegang):
            gemeente.meelezer.kijk_mee(bericht, medewerker)
    with pytest.raises(NietInTeZien):
        gemeente.meelezer.kijk_mee(apart, LEIDER)
