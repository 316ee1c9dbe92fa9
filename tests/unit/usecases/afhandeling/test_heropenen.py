"""Mail that was closed by mistake comes back, once, for whoever may; and what has a klantcontact stays handled."""

from datetime import timedelta
from uuid import UUID

import pytest

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.emailbericht import MAX_HEROPENINGEN, Berichtstatus
from klantmail.domain.fouten import GeenToegang, InzageNietGeldig, KeuzeNietMogelijk, NietGevonden
from klantmail.domain.medewerker import Medewerker
from klantmail.usecases.afhandeling.heropenen import HEROPENTERMIJN
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig, GeenKlantcontact
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from tests.support.builders import ANNA, BEHEER, BRAM, POSTVAK, Gemeente
from tests.support.fakes import BEGIN


def _gesloten(gemeente: Gemeente, medewerker: Medewerker = ANNA, key: str = "slot") -> UUID:
    bericht = gemeente.ontvang()
    _sluit(gemeente, bericht, medewerker, key)
    return bericht


def _sluit(gemeente: Gemeente, bericht: UUID, medewerker: Medewerker = ANNA, key: str = "slot") -> UUID:
    inzage = gemeente.inziener.open(bericht, medewerker).inzage.identificatie
    gemeente.handel_af(bericht, inzage, medewerker, key, GeenKlantcontact("Spam"))
    return inzage


def test_who_closed_a_mail_gets_it_back_in_the_werkvoorraad_with_the_closing_in_its_history(gemeente: Gemeente) -> None:
    bericht = _gesloten(gemeente)
    gesloten = gemeente.repos.emailbericht(bericht).afhandeling
    back = gemeente.heropener.heropen(bericht, ANNA, "Geen spam")
    assert (back.status, back.afhandeling, back.inzage) == (Berichtstatus.NIEUW, None, None)
    (heropening,) = back.heropeningen
    assert (heropening.medewerker, heropening.naam, heropening.tijdstip, heropening.reden, heropening.afhandeling) == (
        ANNA.identificatie,
        ANNA.naam,
        BEGIN,
        "Geen spam",
        gesloten,
    )
    lijst = gemeente.raadpleger.werkvoorraad(POSTVAK, None, aantal=10, na=None)
    assert [each.identificatie for each in lijst.resultaten] == [bericht]


def test_a_mail_that_came_back_can_be_answered_and_the_earlier_inzage_leads_to_nothing(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    oude_inzage = _sluit(gemeente, bericht)
    gemeente.heropener.heropen(bericht, ANNA, "")
    with pytest.raises(InzageNietGeldig):
        gemeente.handel_af(bericht, oude_inzage, ANNA, "slot", GeenKlantcontact("Spam"))
    inzage = gemeente.inziener.open(bericht, BRAM).inzage.identificatie
    beantwoord = gemeente.beantwoord(bericht, inzage, BRAM, "antwoord", Antwoord("Goedemiddag", None))
    assert gemeente.repos.klantcontact(beantwoord.vraag.identificatie).medewerker == BRAM.identificatie
    assert gemeente.repos.emailbericht(bericht).status is Berichtstatus.AFGEHANDELD


def test_another_agent_may_not_and_who_closed_it_may_for_a_day(gemeente: Gemeente) -> None:
    bericht = _gesloten(gemeente)
    with pytest.raises(GeenToegang):
        gemeente.heropener.heropen(bericht, BRAM, "")
    gemeente.klok.advance(HEROPENTERMIJN)
    with pytest.raises(GeenToegang):
        gemeente.heropener.heropen(bericht, ANNA, "")
    assert gemeente.repos.emailbericht(bericht).status is Berichtstatus.AFGEHANDELD
    assert gemeente.heropener.heropen(bericht, BEHEER, "").status is Berichtstatus.NIEUW


def test_just_within_the_day_it_may(gemeente: Gemeente) -> None:
    bericht = _gesloten(gemeente)
    gemeente.klok.advance(HEROPENTERMIJN - timedelta(milliseconds=1))
    assert gemeente.heropener.heropen(bericht, ANNA, "").status is Berichtstatus.NIEUW


def test_asking_again_changes_nothing_whatever_happened_since(gemeente: Gemeente) -> None:
    bericht = _gesloten(gemeente)
    gemeente.heropener.heropen(bericht, ANNA, "Geen spam")
    assert gemeente.heropener.heropen(bericht, ANNA, "Geen spam").status is Berichtstatus.NIEUW
    gemeente.inziener.open(bericht, BRAM)
    assert gemeente.heropener.heropen(bericht, ANNA, "Geen spam").status is Berichtstatus.IN_BEHANDELING
    assert len(gemeente.repos.emailbericht(bericht).heropeningen) == 1


@pytest.mark.parametrize("uitkomst", [GeenActieNodig("Bedankje"), Antwoord("Goedemiddag", None)])
def test_what_has_a_klantcontact_stays_as_it_is(gemeente: Gemeente, uitkomst: GeenActieNodig | Antwoord) -> None:
    bericht = gemeente.ontvang()
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    gemeente.handel_af(bericht, inzage, ANNA, "s", uitkomst)
    before = gemeente.repos.emailbericht(bericht)
    for medewerker in (ANNA, BEHEER):
        with pytest.raises(KeuzeNietMogelijk) as error:
            gemeente.heropener.heropen(bericht, medewerker, "")
        assert error.value.toestand == "afgehandeld"
    assert gemeente.repos.emailbericht(bericht) == before


def test_what_was_never_closed_is_told_with_its_state(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    with pytest.raises(KeuzeNietMogelijk) as error:
        gemeente.heropener.heropen(bericht, BEHEER, "")
    assert error.value.toestand == "nieuw"
    with pytest.raises(NietGevonden):
        gemeente.heropener.heropen(UUID(int=404), BEHEER, "")


def test_of_two_who_reopen_at_once_one_does(gemeente: Gemeente) -> None:
    bericht = _gesloten(gemeente)

    def reopened() -> None:
        gemeente.heropener.heropen(bericht, BEHEER, "")

    gemeente.repos.meanwhile = [reopened]
    with pytest.raises(KeuzeNietMogelijk) as error:
        gemeente.heropener.heropen(bericht, ANNA, "")
    assert error.value.toestand == "nieuw"
    (heropening,) = gemeente.repos.emailbericht(bericht).heropeningen
    assert heropening.medewerker == BEHEER.identificatie


def test_a_reopening_undoes_the_closing_that_was_read_and_no_later_one(gemeente: Gemeente) -> None:
    bericht = _gesloten(gemeente)

    def ander_was_voor() -> None:
        gemeente.heropener.heropen(bericht, BEHEER, "")
        gemeente.klok.advance(timedelta(minutes=1))
        _sluit(gemeente, bericht, BRAM, "slot-2")

    gemeente.repos.meanwhile = [ander_was_voor]
    with pytest.raises(KeuzeNietMogelijk):
        gemeente.heropener.heropen(bericht, ANNA, "")
    gesloten = gemeente.repos.emailbericht(bericht)
    assert (gesloten.status, len(gesloten.heropeningen)) == (Berichtstatus.AFGEHANDELD, 1)


def test_a_mail_remembers_the_last_reopenings(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    for number in range(MAX_HEROPENINGEN + 2):
        _sluit(gemeente, bericht, ANNA, f"slot-{number}")
        gemeente.heropener.heropen(bericht, ANNA, str(number))
    remembered = gemeente.repos.emailbericht(bericht).heropeningen
    assert [each.reden for each in remembered] == [str(number) for number in range(2, MAX_HEROPENINGEN + 2)]
    assert all(each.afhandeling.soort is Afhandelsoort.GEEN_KLANTCONTACT for each in remembered)
