"""A reserved mail is on the own list of a colleague, and keeps nobody waiting."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.fouten import AlAfgehandeld, NietGevonden, NietInTeZien, OngeldigeInvoer
from klantmail.domain.medewerker import Medewerker
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenKlantcontact
from klantmail.usecases.afhandeling.verplaatsen import Verplaatsopdracht
from klantmail.usecases.beheer.raadplegen import Berichtenkeuze
from ontleden.ontleding import Klasse
from tests.support.builders import ACTIEF_MAANDEN, ANDER_POSTVAK, ANNA, BEHEER, BRAM, DAAN, POSTVAK, Gemeente


def _own(gemeente: Gemeente, medewerker: Medewerker) -> list[UUID]:
    found = gemeente.raadpleger.berichten(Berichtenkeuze(eigen=medewerker.identificatie), aantal=10, na=None)
    return [each.identificatie for each in found.resultaten]


def test_a_reserved_mail_is_on_the_own_list_and_stays_in_the_werkvoorraad(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    gereserveerd = gemeente.reserveerder.reserveer(bericht, ANNA, BRAM.identificatie)
    assert gereserveerd.reservering is not None
    assert (gereserveerd.reservering.naam, gereserveerd.reservering.door) == (BRAM.naam, ANNA.identificatie)
    assert (_own(gemeente, BRAM), _own(gemeente, ANNA)) == ([bericht], [])
    wacht = gemeente.raadpleger.werkvoorraad(POSTVAK, None, aantal=5, na=None).resultaten
    assert [each.identificatie for each in wacht] == [bericht]


def test_another_may_open_it_and_is_warned(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    gemeente.reserveerder.reserveer(bericht, ANNA, BRAM.identificatie)
    assert any(BRAM.naam in each for each in gemeente.inziener.open(bericht, ANNA).waarschuwingen)
    gemeente.inziener.leg_terug(bericht, ANNA)
    assert not any(BRAM.naam in each for each in gemeente.inziener.open(bericht, BRAM).waarschuwingen)
    assert _own(gemeente, BRAM) == [bericht]


def test_it_leaves_the_own_list_when_it_is_given_up_reserved_for_another_handled_moved_or_put_apart(gemeente: Gemeente) -> None:
    def gereserveerd(number: int) -> UUID:
        bericht = gemeente.ontvang(ses_bericht_id=f"ses-{number}")
        gemeente.reserveerder.reserveer(bericht, ANNA, BRAM.identificatie)
        return bericht

    gemeente.reserveerder.geef_op(gereserveerd(1))
    other = gereserveerd(2)
    gemeente.reserveerder.reserveer(other, BRAM, ANNA.identificatie)
    gemeente.verplaatser.verplaats(gereserveerd(3), ANNA, Verplaatsopdracht(ANDER_POSTVAK))
    gemeente.quarantaine.zet_apart(gereserveerd(4), BEHEER, "Phishing")
    dicht = gereserveerd(5)
    inzage = gemeente.inziener.open(dicht, ANNA).inzage.identificatie
    gemeente.handel_af(dicht, inzage, ANNA, "s", GeenKlantcontact("Spam"))
    assert (_own(gemeente, BRAM), _own(gemeente, ANNA)) == ([], [other])


def test_only_open_mail_is_reserved_and_only_for_who_handles_mail(gemeente: Gemeente) -> None:
    bericht, apart, dicht = gemeente.ontvang(), gemeente.ontvang_verdacht(), gemeente.ontvang(ses_bericht_id="ses-9")
    inzage = gemeente.inziener.open(dicht, ANNA).inzage.identificatie
    gemeente.handel_af(dicht, inzage, ANNA, "s", GeenKlantcontact("Spam"))
    for each, error in ((apart, NietInTeZien), (dicht, AlAfgehandeld), (UUID(int=404), NietGevonden)):
        with pytest.raises(error):
            gemeente.reserveerder.reserveer(each, ANNA, BRAM.identificatie)
        with pytest.raises(error):
            gemeente.reserveerder.geef_op(each)
    for voor, code in ((UUID(int=404), "onbekend"), (DAAN.identificatie, "geen-e-mail")):
        with pytest.raises(OngeldigeInvoer) as caught:
            gemeente.reserveerder.reserveer(bericht, ANNA, voor)
        assert [(each.veld, each.code) for each in caught.value.fouten] == [("medewerker", code)]
    assert gemeente.repos.emailbericht(bericht).reservering is None


def test_nothing_is_reserved_for_who_left(gemeente: Gemeente) -> None:
    gemeente.klok.advance(timedelta(days=31 * (ACTIEF_MAANDEN + 1)))
    bericht = gemeente.ontvang()
    with pytest.raises(OngeldigeInvoer) as caught:
        gemeente.reserveerder.reserveer(bericht, ANNA, BRAM.identificatie)
    assert [(each.veld, each.code) for each in caught.value.fouten] == [("medewerker", "niet-actief")]
    assert gemeente.repos.emailbericht(bericht).reservering is None


def test_the_own_list_is_chosen_by_postvak_klasse_and_bijlagen_and_goes_either_way(gemeente: Gemeente) -> None:
    without = b"From: eva@burger.example\r\nSubject: Grofvuil\r\nMessage-ID: <vraag-1@burger.example>\r\n\r\nWanneer?\r\n"
    first, second = gemeente.ontvang(), gemeente.ontvang(without, "ses-2", ANDER_POSTVAK)
    for each in (first, second):
        gemeente.reserveerder.reserveer(each, ANNA, BRAM.identificatie)

    def lijst(**keuze: Any) -> list[UUID]:
        chosen = Berichtenkeuze(eigen=BRAM.identificatie, **keuze)
        return [each.identificatie for each in gemeente.raadpleger.berichten(chosen, aantal=5, na=None).resultaten]

    assert lijst() == lijst(klasse=Klasse.GEWOON) == list(reversed(lijst(nieuwste_eerst=True)))
    assert (set(lijst()), lijst(postvak=POSTVAK), lijst(postvak=ANDER_POSTVAK)) == ({first, second}, [first], [second])
    assert (lijst(klasse=Klasse.LIJST), lijst(met_bijlagen=True)) == ([], [first])


@pytest.mark.parametrize(
    ("choice", "fields"),
    [
        ({"status": Berichtstatus.NIEUW, "behandelaar": ANNA.identificatie}, ["status", "behandelaar"]),
        ({"status": Berichtstatus.AFGEHANDELD, "klasse": Klasse.LIJST}, ["klasse", "status"]),
        ({"postvak": "x@elders.example"}, ["postvak"]),
    ],
)
def test_the_own_list_takes_no_status_and_nobody_who_has_the_mail(
    gemeente: Gemeente, choice: dict[str, Any], fields: list[str]
) -> None:
    with pytest.raises(OngeldigeInvoer) as error:
        gemeente.raadpleger.berichten(Berichtenkeuze(eigen=ANNA.identificatie, **choice), aantal=5, na=None)
    assert [each.veld for each in error.value.fouten] == fields
