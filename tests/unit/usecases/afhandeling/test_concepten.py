"""A draft is kept for its own medewerker, read by colleagues, and gone with the outcome."""

import json
from uuid import UUID

import pytest

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.concept import BEWAARD, Concept, Voorwaarde
from klantmail.domain.fouten import (
    AlAfgehandeld,
    Botsing,
    ConceptGewijzigd,
    NietBeschikbaar,
    NietGevonden,
    NietInTeZien,
    OpslagOnbekend,
)
from klantmail.domain.medewerker import Medewerker
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig
from tests.support.builders import ANNA, BEHEER, BRAM, Gemeente
from tests.support.fakes import Storing

FIRST = Voorwaarde(bestaat=False)
WHICHEVER = Voorwaarde(bestaat=True)


def _bewaar(
    gemeente: Gemeente, bericht: UUID, inhoud: str = "Beste", voorwaarde: Voorwaarde = FIRST, van: Medewerker = ANNA
) -> tuple[Concept, bool]:
    fields = json.dumps({"inhoud": inhoud})
    return gemeente.conceptenmap.bewaar(bericht, van, Afhandelsoort.ANTWOORD, fields, voorwaarde)


def _version(concept: Concept) -> Voorwaarde:
    return Voorwaarde(bestaat=True, versies=frozenset({concept.versie}))


def _handel_af(gemeente: Gemeente, bericht: UUID) -> None:
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    gemeente.handel_af(bericht, inzage, ANNA, "sleutel-1", GeenActieNodig("Dank"))


def test_a_draft_is_kept_and_changed_by_who_saw_its_version(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    first, new = _bewaar(gemeente, bericht)
    assert new
    gemeente.klok.advance(BEWAARD / 2)
    second, new = _bewaar(gemeente, bericht, "Beste meneer", _version(first))
    assert not new
    assert gemeente.conceptenmap.lees(bericht, ANNA.identificatie).concept == second
    with pytest.raises(ConceptGewijzigd) as error:
        _bewaar(gemeente, bericht, "Iets anders", _version(first))
    assert error.value.huidig == second
    with pytest.raises(ConceptGewijzigd):
        _bewaar(gemeente, bericht, "Iets anders", FIRST)


def test_the_same_draft_again_is_the_same_whatever_was_expected(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    first, _ = _bewaar(gemeente, bericht)
    gemeente.klok.advance(BEWAARD / 2)
    assert _bewaar(gemeente, bericht) == (first, False)
    assert _bewaar(gemeente, bericht, voorwaarde=WHICHEVER) == (first, False)


def test_a_draft_ends_thirty_days_after_its_last_change(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    _bewaar(gemeente, bericht)
    gemeente.klok.advance(BEWAARD)
    with pytest.raises(NietGevonden):
        gemeente.conceptenmap.lees(bericht, ANNA.identificatie)
    assert gemeente.inziener.open(bericht, BRAM).concepten == []
    _, new = _bewaar(gemeente, bericht, "Opnieuw")
    assert new


def test_who_takes_over_sees_of_whom_there_is_a_draft_and_reads_it(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    concept, _ = _bewaar(gemeente, bericht)
    assert gemeente.inziener.open(bericht, BRAM).concepten == [concept]
    assert gemeente.conceptenmap.lees(bericht, ANNA.identificatie).concept == concept
    with pytest.raises(NietGevonden):
        gemeente.conceptenmap.lees(bericht, BRAM.identificatie)


def test_a_draft_goes_with_the_outcome_and_that_of_a_colleague_is_overtaken(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    _bewaar(gemeente, bericht)
    van_bram, _ = _bewaar(gemeente, bericht, van=BRAM)
    _handel_af(gemeente, bericht)
    with pytest.raises(NietGevonden):
        gemeente.conceptenmap.lees(bericht, ANNA.identificatie)
    read = gemeente.conceptenmap.lees(bericht, BRAM.identificatie)
    assert (read.concept, read.achterhaald) == (van_bram, True)
    assert read.versie != van_bram.versie
    for van in (ANNA, BRAM):
        with pytest.raises(AlAfgehandeld):
            _bewaar(gemeente, bericht, "Te laat", van=van)


def test_a_first_draft_that_crosses_the_outcome_is_not_kept(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    gemeente.repos.meanwhile = [lambda: _handel_af(gemeente, bericht)]
    with pytest.raises(AlAfgehandeld):
        _bewaar(gemeente, bericht)
    assert gemeente.repos.klad == {}


def test_a_change_that_crosses_another_is_refused_with_what_is_there(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    first, _ = _bewaar(gemeente, bericht)

    def in_ander_tabblad() -> None:
        _bewaar(gemeente, bericht, "Ander tabblad", _version(first))

    gemeente.repos.meanwhile = [in_ander_tabblad]
    with pytest.raises(ConceptGewijzigd) as error:
        _bewaar(gemeente, bericht, "Dit tabblad", _version(first))
    assert error.value.huidig is not None
    assert "Ander tabblad" in error.value.huidig.velden


def test_no_draft_is_kept_for_mail_that_is_kept_apart_or_not_there(gemeente: Gemeente) -> None:
    spam = gemeente.ontvang_verdacht()
    with pytest.raises(NietInTeZien):
        _bewaar(gemeente, spam)
    with pytest.raises(NietGevonden):
        _bewaar(gemeente, UUID(int=404))


def test_throwing_a_draft_away_leaves_none_and_may_name_the_version(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    gemeente.conceptenmap.verwijder(bericht, ANNA, None)
    first, _ = _bewaar(gemeente, bericht)
    second, _ = _bewaar(gemeente, bericht, "Ander", _version(first))
    with pytest.raises(ConceptGewijzigd):
        gemeente.conceptenmap.verwijder(bericht, ANNA, _version(first))
    gemeente.conceptenmap.verwijder(bericht, BEHEER, None)
    assert gemeente.conceptenmap.lees(bericht, ANNA.identificatie).concept == second
    gemeente.conceptenmap.verwijder(bericht, ANNA, _version(second))
    with pytest.raises(NietGevonden):
        gemeente.conceptenmap.lees(bericht, ANNA.identificatie)
    with pytest.raises(ConceptGewijzigd):
        gemeente.conceptenmap.verwijder(bericht, ANNA, _version(second))


@pytest.mark.parametrize(
    "storing",
    [Storing(Botsing("x")), Storing(OpslagOnbekend("x")), Storing(OpslagOnbekend("x"), opgeslagen=True)],
)
def test_a_draft_is_kept_and_thrown_away_whatever_the_storage_answered(gemeente: Gemeente, storing: Storing) -> None:
    bericht = gemeente.ontvang()
    gemeente.repos.storingen = [storing]
    concept, _ = _bewaar(gemeente, bericht)
    gemeente.repos.storingen = [storing]
    second, _ = _bewaar(gemeente, bericht, "Ander", _version(concept))
    assert gemeente.conceptenmap.lees(bericht, ANNA.identificatie).concept == second
    gemeente.repos.storingen = [storing]
    gemeente.conceptenmap.verwijder(bericht, ANNA, None)
    assert gemeente.repos.klad == {}
    gemeente.repos.storingen = [Storing(Botsing("x"))] * 5
    with pytest.raises(NietBeschikbaar):
        _bewaar(gemeente, bericht)
