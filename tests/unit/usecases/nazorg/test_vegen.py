from datetime import timedelta
from uuid import uuid4

import pytest

from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.doorzending import Doorzending
from klantmail.usecases.nazorg.vegen import RUST, VENSTER, Veegresultaat
from tests.support.builders import ANNA, Gemeente


def _over(gemeente: Gemeente) -> str:
    key = f"klantcontacten/{uuid4()}/abc.eml"
    gemeente.archief.objecten[key] = b"left by a refused request"
    return key


def test_what_no_record_names_goes_and_everything_named_stays() -> None:
    gemeente = Gemeente()
    one = gemeente.inziener.open(gemeente.ontvang(ses_bericht_id="ses-1"), ANNA)
    lang = Antwoord("Lang antwoord. " * 4000, None)
    gemeente.beantwoord(one.bericht.identificatie, one.inzage.identificatie, ANNA, "s", lang)
    other = gemeente.inziener.open(gemeente.ontvang(ses_bericht_id="ses-2"), ANNA)
    door = Doorzending("info@waterschap.example", "", "Doorgestuurd.")
    gemeente.handel_af(other.bericht.identificatie, other.inzage.identificatie, ANNA, "s", door)
    nodig = dict(gemeente.archief.objecten)
    _over(gemeente)
    gemeente.klok.advance(RUST)
    assert gemeente.veger.veeg().verwijderd == 1
    assert gemeente.archief.objecten == nodig


@pytest.mark.parametrize(("leeftijd", "blijft"), [(RUST - timedelta(seconds=1), True), (RUST, False), (VENSTER, True)])
def test_only_what_has_rested_and_was_not_judged_before_is_judged(leeftijd: timedelta, blijft: bool) -> None:
    gemeente = Gemeente()
    key = _over(gemeente)
    gemeente.klok.advance(leeftijd)
    gemeente.veger.veeg()
    assert (key in gemeente.archief.objecten) == blijft


def test_a_text_of_the_same_klantcontact_that_another_attempt_left_goes() -> None:
    gemeente = Gemeente()
    one = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    beantwoord = gemeente.beantwoord(one.bericht.identificatie, one.inzage.identificatie, ANNA, "s", Antwoord("Beste Jan", None))
    gemeente.archief.objecten[f"klantcontacten/{beantwoord.antwoord.identificatie}/anders.eml"] = b"another composition"
    gemeente.klok.advance(RUST)
    assert gemeente.veger.veeg() == Veegresultaat(bekeken=2, verwijderd=1)


def test_received_mail_is_never_swept() -> None:
    gemeente = Gemeente()
    gemeente.ontvang()
    gemeente.archief.objecten[f"emailberichten/{uuid4()}/abc.eml"] = b"not listed yet"
    voorraad = dict(gemeente.archief.objecten)
    gemeente.klok.advance(RUST)
    gemeente.veger.veeg()
    assert gemeente.archief.objecten == voorraad
