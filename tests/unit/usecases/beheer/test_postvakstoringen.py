"""A beheerder registers when a postvak was out, and who has a formal message sees which of that may matter to it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.beperking import Beperking
from klantmail.domain.emailbericht import Emailbericht, Verplaatsing
from klantmail.domain.fouten import (
    Botsing,
    GeenToegang,
    KeuzeNietMogelijk,
    NietGevonden,
    OngeldigeInvoer,
    OpslagOnbekend,
    SleutelHergebruikt,
)
from klantmail.domain.postvakstoring import INDIENTERMIJN, MAX_OPEN, MAX_POSTVAKKEN, Postvakstoring, Storingsgegevens
from klantmail.usecases.beheer.postvakstoringen import Storingsbeheer, Storingslezer
from tests.support.builders import ANDER_POSTVAK, ANNA, BEHEER, POSTVAK, Gemeente, bericht
from tests.support.fake_storingen import FakePostvakstoringen
from tests.support.fakes import BEGIN, FakeKlok, Storing

UUR = timedelta(hours=1)
UITERLIJK = date(2027, 1, 19)
END = datetime(2027, 1, 19, 23, tzinfo=UTC)
"""The end of the last day of the term, in the Netherlands."""


def gegevens(**anders: Any) -> Storingsgegevens:
    vast: dict[str, Any] = {"postvakken": (POSTVAK,), "van": BEGIN - UUR, "tot": None, "toelichting": "De mailserver stond stil"}
    return Storingsgegevens(**(vast | anders))


@pytest.fixture
def fake() -> FakePostvakstoringen:
    return FakePostvakstoringen()


@pytest.fixture
def beheer(fake: FakePostvakstoringen) -> Storingsbeheer:
    return Storingsbeheer(fake, FakeKlok(), lambda _: None, (POSTVAK, ANDER_POSTVAK))


def test_an_outage_is_registered_while_it_goes_on_and_ended_later(beheer: Storingsbeheer) -> None:
    storing = beheer.registreer(BEHEER, "k", gegevens())
    assert storing.is_open
    assert (storing.versie, storing.geregistreerd_door) == (1, BEHEER.identificatie)
    over = beheer.wijzig(storing.identificatie, BEHEER, 1, gegevens(tot=BEGIN))
    assert not over.is_open
    assert (over.versie, over.geregistreerd_op, over.gegevens.tot) == (2, storing.geregistreerd_op, BEGIN)
    assert beheer.lijst(aantal=10, na=None).resultaten == (over,)


def test_the_list_goes_by_when_they_began_and_not_by_when_they_were_registered(beheer: Storingsbeheer) -> None:
    moments = [BEGIN - UUR, BEGIN - 3 * UUR, BEGIN - 2 * UUR]
    for number, moment in enumerate(moments):
        beheer.registreer(BEHEER, f"k-{number}", gegevens(van=moment))
    first = beheer.lijst(aantal=2, na=None)
    rest = beheer.lijst(aantal=2, na=first.vervolg)
    assert [each.gegevens.van for each in (*first.resultaten, *rest.resultaten)] == sorted(moments, reverse=True)


def test_only_a_beheerder_registers_and_changes_one(beheer: Storingsbeheer) -> None:
    storing = beheer.registreer(BEHEER, "k", gegevens())
    with pytest.raises(GeenToegang):
        beheer.registreer(ANNA, "k", gegevens())
    with pytest.raises(GeenToegang):
        beheer.wijzig(storing.identificatie, ANNA, 1, gegevens(tot=BEGIN))


def test_all_that_is_wrong_is_said_at_once(beheer: Storingsbeheer, fake: FakePostvakstoringen) -> None:
    with_errors = gegevens(postvakken=(POSTVAK, "weg@gemeente.example", POSTVAK), van=BEGIN + 2 * UUR, tot=BEGIN + UUR)
    with pytest.raises(OngeldigeInvoer) as error:
        beheer.registreer(BEHEER, "k", with_errors)
    assert [(each.veld, each.code) for each in error.value.fouten] == [
        ("van", "in-de-toekomst"),
        ("tot", "in-de-toekomst"),
        ("tot", "niet-na-van"),
        ("postvakken", "dubbel"),
        ("postvakken.1", "onbekend"),
    ]
    assert fake.rijen == {}


@pytest.mark.parametrize(
    ("anders", "field", "code"),
    [
        ({"van": BEGIN + timedelta(milliseconds=1)}, "van", "in-de-toekomst"),
        ({"tot": BEGIN + timedelta(milliseconds=1)}, "tot", "in-de-toekomst"),
        ({"tot": BEGIN - UUR}, "tot", "niet-na-van"),
        ({"postvakken": tuple(f"{number}@gemeente.example" for number in range(MAX_POSTVAKKEN + 1))}, "postvakken", "te-veel"),
    ],
)
def test_what_cannot_be_is_refused(beheer: Storingsbeheer, anders: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(OngeldigeInvoer) as error:
        beheer.registreer(BEHEER, "k", gegevens(**anders))
    assert (field, code) in {(each.veld, each.code) for each in error.value.fouten}
    storing = beheer.registreer(BEHEER, "k", gegevens())
    with pytest.raises(OngeldigeInvoer):
        beheer.wijzig(storing.identificatie, BEHEER, 1, gegevens(**anders))


def test_an_outage_of_this_moment_can_be_registered(beheer: Storingsbeheer) -> None:
    assert beheer.registreer(BEHEER, "k", gegevens(van=BEGIN)).is_open


def test_the_same_key_gives_the_same_outage_and_with_another_one_it_is_refused(beheer: Storingsbeheer) -> None:
    first = beheer.registreer(BEHEER, "k", gegevens())
    assert beheer.registreer(BEHEER, "k", gegevens()) == first
    with pytest.raises(SleutelHergebruikt):
        beheer.registreer(BEHEER, "k", gegevens(toelichting="Iets anders"))
    assert beheer.registreer(BEHEER, "k2", gegevens()).identificatie != first.identificatie


def test_no_change_overwrites_another_unseen_and_the_same_one_again_changes_nothing(beheer: Storingsbeheer) -> None:
    storing = beheer.registreer(BEHEER, "k", gegevens())
    over = beheer.wijzig(storing.identificatie, BEHEER, 1, gegevens(tot=BEGIN))
    assert beheer.wijzig(storing.identificatie, BEHEER, 1, gegevens(tot=BEGIN)) == over
    for versie in (1, 7):
        with pytest.raises(KeuzeNietMogelijk, match="Het is nu versie 2"):
            beheer.wijzig(storing.identificatie, BEHEER, versie, gegevens(tot=BEGIN - UUR / 2))
    with pytest.raises(NietGevonden):
        beheer.wijzig(UUID(int=404), BEHEER, 1, gegevens())


def test_one_more_than_may_go_on_is_refused_but_a_repetition_is_not(beheer: Storingsbeheer) -> None:
    storingen = [beheer.registreer(BEHEER, f"k-{number}", gegevens()) for number in range(MAX_OPEN)]
    with pytest.raises(KeuzeNietMogelijk, match=str(MAX_OPEN)):
        beheer.registreer(BEHEER, "nog een", gegevens())
    assert beheer.registreer(BEHEER, "k-0", gegevens()) == storingen[0]
    assert not beheer.registreer(BEHEER, "voorbij", gegevens(tot=BEGIN)).is_open
    beheer.wijzig(storingen[0].identificatie, BEHEER, 1, gegevens(vervallen=True))
    assert beheer.registreer(BEHEER, "nog een", gegevens()).is_open


def test_a_postvak_that_the_municipality_has_no_more_may_stay_with_an_outage(fake: FakePostvakstoringen) -> None:
    then = Storingsbeheer(fake, FakeKlok(), lambda _: None, (POSTVAK, ANDER_POSTVAK))
    nu = replace(then, postvakken=(POSTVAK,))
    storing = then.registreer(BEHEER, "k", gegevens(postvakken=(ANDER_POSTVAK,)))
    assert nu.wijzig(storing.identificatie, BEHEER, 1, gegevens(postvakken=(ANDER_POSTVAK,), tot=BEGIN)).versie == 2
    with pytest.raises(OngeldigeInvoer):
        nu.registreer(BEHEER, "k2", gegevens(postvakken=(ANDER_POSTVAK,)))


@pytest.mark.parametrize(
    "antwoord",
    [Storing(Botsing("x")), Storing(OpslagOnbekend("x")), Storing(OpslagOnbekend("x"), opgeslagen=True)],
)
def test_it_is_stored_once_whatever_the_storage_answered(
    beheer: Storingsbeheer, fake: FakePostvakstoringen, antwoord: Storing
) -> None:
    fake.antwoorden = [antwoord]
    storing = beheer.registreer(BEHEER, "k", gegevens())
    fake.antwoorden = [antwoord]
    assert beheer.wijzig(storing.identificatie, BEHEER, 1, gegevens(tot=BEGIN)).versie == 2
    assert list(fake.rijen.values()) == list(beheer.lijst(aantal=10, na=None).resultaten)


# -- at a mail ---------------------------------------------------------------------------------------------------------


def _formeel(mail: Emailbericht, **anders: Any) -> Emailbericht:
    return replace(mail, envelop=replace(mail.envelop, formeel_uiterlijk=UITERLIJK), **anders)


def _storing(number: int, van: Storingsgegevens) -> Postvakstoring:
    who = BEHEER.identificatie
    daad: dict[str, Any] = {"geregistreerd_op": BEGIN, "geregistreerd_door": who, "gewijzigd_op": BEGIN, "gewijzigd_door": who}
    return Postvakstoring(identificatie=UUID(int=number), gegevens=van, versie=1, **daad)


def _bij(mail: Emailbericht, *gegeven: Storingsgegevens) -> list[Storingsgegevens]:
    """Return those of these outages that are shown at a mail."""
    gemeente = Gemeente()
    gemeente.repos.berichten[mail.identificatie] = mail
    fake = FakePostvakstoringen({UUID(int=number): _storing(number, each) for number, each in enumerate(gegeven)})
    return [each.gegevens for each in Storingslezer(fake, gemeente.repos).bij(mail.identificatie)]


BERICHT = _formeel(bericht())
ONTVANGEN = BERICHT.envelop.ontvangen_op


def test_a_formal_message_shows_the_outages_of_its_postvak_and_of_all_newest_first() -> None:
    own = gegevens(van=ONTVANGEN - 3 * UUR, tot=ONTVANGEN - 2 * UUR)
    van_alle = gegevens(postvakken=(), van=ONTVANGEN - UUR, tot=ONTVANGEN)
    elders = gegevens(postvakken=(ANDER_POSTVAK,), van=ONTVANGEN - UUR, tot=ONTVANGEN)
    assert _bij(BERICHT, own, van_alle, elders) == [van_alle, own]


def test_another_mail_shows_none() -> None:
    assert _bij(bericht(), gegevens(van=ONTVANGEN - UUR, tot=ONTVANGEN)) == []


def test_the_postvak_that_the_citizen_wrote_to_counts_also_after_the_mail_was_moved() -> None:
    verplaatst = Verplaatsing(medewerker=ANNA.identificatie, naam="Anna", tijdstip=BEGIN, van=ANDER_POSTVAK, naar=POSTVAK)
    elders = gegevens(postvakken=(ANDER_POSTVAK,), van=ONTVANGEN - UUR, tot=ONTVANGEN)
    assert _bij(replace(BERICHT, verplaatsingen=(verplaatst,)), elders) == [elders]


@pytest.mark.parametrize(
    ("van", "tot", "telt"),
    [
        (ONTVANGEN - INDIENTERMIJN - UUR, ONTVANGEN - INDIENTERMIJN, False),
        (ONTVANGEN - INDIENTERMIJN - UUR, ONTVANGEN - INDIENTERMIJN + UUR, True),
        (ONTVANGEN - INDIENTERMIJN - UUR, None, True),
        (END - UUR, None, True),
        (END, None, False),
    ],
)
def test_an_outage_counts_from_six_weeks_before_the_receipt_to_the_last_day_of_the_term(
    van: datetime, tot: datetime | None, telt: bool
) -> None:
    one = gegevens(van=van, tot=tot)
    assert _bij(BERICHT, one) == ([one] if telt else [])


def test_what_was_registered_by_mistake_counts_nowhere() -> None:
    assert _bij(BERICHT, gegevens(van=ONTVANGEN - UUR, tot=ONTVANGEN, vervallen=True)) == []


def test_a_restricted_mail_shows_none_and_one_that_is_not_there_is_not_found() -> None:
    beperkt = Beperking(medewerker=ANNA.identificatie, naam="Hanna", tijdstip=BEGIN, reden="Betwist")
    with pytest.raises(GeenToegang):
        _bij(replace(BERICHT, beperkingen=(beperkt,)))
    with pytest.raises(NietGevonden):
        Storingslezer(FakePostvakstoringen(), Gemeente().repos).bij(UUID(int=404))


_HOURS = st.integers(0, 12)


@given(van=_HOURS, duration=st.none() | st.integers(1, 12), begin=_HOURS, periode=st.integers(1, 12))
def test_an_outage_touches_a_period_when_they_have_a_moment_in_common(
    van: int, duration: int | None, begin: int, periode: int
) -> None:
    tot = None if duration is None else van + duration
    storing = _storing(1, gegevens(van=BEGIN + van * UUR, tot=None if tot is None else BEGIN + tot * UUR))
    samen = [hour for hour in range(begin, begin + periode) if van <= hour and (tot is None or hour < tot)]
    assert storing.raakt([POSTVAK], BEGIN + begin * UUR, BEGIN + (begin + periode) * UUR) == bool(samen)
