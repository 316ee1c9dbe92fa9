"""Outages of postvakken: on DynamoDB and in the fake, which keep the same promises."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from klantmail.adapters.dynamodb.cursor import maak_cursor
from klantmail.adapters.dynamodb.postvakstoringen import Postvakstoringen
from klantmail.domain.fouten import Geweigerd, NietGevonden, OngeldigeInvoer
from klantmail.domain.postvakstoring import Postvakstoring, Storingsgegevens
from klantmail.ports import postvakstoringen as ports
from tests.support.builders import ANDER_POSTVAK, BEHEER, BRAM, POSTVAK
from tests.support.fake_storingen import FakePostvakstoringen
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories

UUR = timedelta(hours=1)
STORING = Postvakstoring(
    identificatie=UUID(int=1),
    gegevens=Storingsgegevens(postvakken=(POSTVAK, ANDER_POSTVAK), van=BEGIN - UUR, tot=None, toelichting="Stroom weg"),
    versie=1,
    geregistreerd_op=BEGIN,
    geregistreerd_door=BEHEER.identificatie,
    gewijzigd_op=BEGIN,
    gewijzigd_door=BEHEER.identificatie,
)


@pytest.fixture(params=["dynamodb", "nep"])
def kast(request: pytest.FixtureRequest) -> ports.Postvakstoringen:
    if request.param == "nep":
        return FakePostvakstoringen()
    dynamodb: AllRepositories = request.getfixturevalue("dynamodb")
    return Postvakstoringen(dynamodb._table)


def _later(**anders: object) -> Postvakstoring:
    """The outage as a later version says it."""
    details = replace(STORING.gegevens, **anders)  # type: ignore[arg-type]  # fields of it
    return replace(STORING, gegevens=details, versie=2, gewijzigd_op=BEGIN + UUR, gewijzigd_door=BRAM.identificatie)


def test_what_is_stored_reads_back_the_same_and_each_version_follows_on_the_one_before(kast: ports.Postvakstoringen) -> None:
    kast.bewaar_postvakstoring(STORING)
    assert kast.postvakstoring(STORING.identificatie) == STORING
    second = _later(postvakken=(), tot=BEGIN, vervallen=True)
    kast.bewaar_postvakstoring(second)
    assert kast.postvakstoring(STORING.identificatie) == second
    for versie in (1, 2, 4):
        with pytest.raises(Geweigerd):
            kast.bewaar_postvakstoring(replace(STORING, versie=versie))
    assert list(kast.postvakstoringen()) == [second]


def test_a_version_of_an_outage_that_is_not_there_is_refused(kast: ports.Postvakstoringen) -> None:
    with pytest.raises(Geweigerd):
        kast.bewaar_postvakstoring(replace(STORING, versie=2))
    with pytest.raises(NietGevonden):
        kast.postvakstoring(STORING.identificatie)


def test_pages_hold_each_outage_once_by_when_it_began_also_of_one_moment(kast: ports.Postvakstoringen) -> None:
    hours = [3, 1, 2, 2, 5]
    for number, hour in enumerate(hours):
        details = replace(STORING.gegevens, van=BEGIN - hour * UUR)
        kast.bewaar_postvakstoring(replace(STORING, identificatie=UUID(int=number), gegevens=details))
    seen: list[Postvakstoring] = []
    na = None
    for _ in hours:
        page = kast.postvakstoringenlijst(aantal=2, na=na)
        seen += page.resultaten
        na = page.vervolg
        if na is None:
            break
    assert na is None
    assert [each.gegevens.van for each in seen] == [BEGIN - hour * UUR for hour in sorted(hours)]
    assert len({each.identificatie for each in seen}) == len(hours)


def test_a_full_last_page_has_no_next_one(kast: ports.Postvakstoringen) -> None:
    kast.bewaar_postvakstoring(STORING)
    assert kast.postvakstoringenlijst(aantal=1, na=None).vervolg is None


def test_a_cursor_that_is_none_is_refused(dynamodb: AllRepositories) -> None:
    with pytest.raises(OngeldigeInvoer):
        Postvakstoringen(dynamodb._table).postvakstoringenlijst(aantal=1, na="zo maar")
    with pytest.raises(OngeldigeInvoer):
        Postvakstoringen(dynamodb._table).postvakstoringenlijst(aantal=1, na=maak_cursor("2026#"))
