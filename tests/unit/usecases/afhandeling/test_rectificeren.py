"""A klantcontact is put right by a further record, and never changes itself."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from klantmail.domain.fouten import Botsing, KeuzeNietMogelijk, NietBeschikbaar, NietGevonden, SleutelHergebruikt
from klantmail.domain.rectificatie import MAX_RECTIFICATIES
from klantmail.usecases.afhandeling.rectificeren import Rectificeerder
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from tests.support.builders import ANNA, BRAM, Beantwoord, Gemeente


@pytest.fixture
def beantwoord(gemeente: Gemeente) -> Beantwoord:
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    return gemeente.beantwoord(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", Antwoord("Dat kan."))


def _rectificeerder(gemeente: Gemeente) -> Rectificeerder:
    return Rectificeerder(gemeente.rectificaties, gemeente.repos, gemeente.klok, gemeente.slept.append)


def test_it_shows_beside_the_klantcontact_which_stays_as_it_was(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    contact = beantwoord.vraag.identificatie
    voor = gemeente.raadpleger.klantcontact(contact, ANNA)
    assert voor.rectificaties == []
    first = _rectificeerder(gemeente).rectificeer(contact, ANNA, "k", "Met dubbel s")
    gemeente.klok.advance(timedelta(minutes=1))
    second = _rectificeerder(gemeente).rectificeer(contact, BRAM, "k", "En met een h")
    na = gemeente.raadpleger.klantcontact(contact, ANNA)
    assert na == replace(voor, rectificaties=[first, second])
    assert (first.naam, first.tekst, first.klantcontact) == (ANNA.naam, "Met dubbel s", contact)
    assert gemeente.raadpleger.klantcontact(beantwoord.antwoord.identificatie, ANNA).rectificaties == []


def test_the_same_key_gives_the_same_one_and_another_text_is_refused(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    contact = beantwoord.vraag.identificatie
    first = _rectificeerder(gemeente).rectificeer(contact, ANNA, "k", "Met dubbel s")
    assert _rectificeerder(gemeente).rectificeer(contact, ANNA, "k", "Met dubbel s") == first
    with pytest.raises(SleutelHergebruikt):
        _rectificeerder(gemeente).rectificeer(contact, ANNA, "k", "Iets anders")
    assert len(gemeente.rectificaties.geschreven) == 1


def test_a_conflict_is_tried_again(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    gemeente.rectificaties.storingen = [Botsing("conflict")]
    made = _rectificeerder(gemeente).rectificeer(beantwoord.vraag.identificatie, ANNA, "k", "Met dubbel s")
    assert gemeente.rectificaties.geschreven == {made.identificatie: made}


def test_what_is_not_there_or_is_being_destroyed_gets_none(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    with pytest.raises(NietGevonden):
        _rectificeerder(gemeente).rectificeer(UUID(int=404), ANNA, "k", "Met dubbel s")
    gemeente.rectificaties.weg = {beantwoord.vraag.emailbericht}
    with pytest.raises(NietBeschikbaar):
        _rectificeerder(gemeente).rectificeer(beantwoord.vraag.identificatie, ANNA, "k", "Met dubbel s")
    assert gemeente.rectificaties.geschreven == {}


def test_a_klantcontact_has_so_many_at_most(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    contact = beantwoord.vraag.identificatie
    for number in range(MAX_RECTIFICATIES):
        _rectificeerder(gemeente).rectificeer(contact, ANNA, f"k{number}", "Met dubbel s")
    with pytest.raises(KeuzeNietMogelijk):
        _rectificeerder(gemeente).rectificeer(contact, ANNA, "nog een", "Met dubbel s")
    assert _rectificeerder(gemeente).rectificeer(contact, ANNA, "k0", "Met dubbel s").tekst == "Met dubbel s"
