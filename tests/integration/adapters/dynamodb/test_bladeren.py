"""Every list, page by page, while it changes: each record once, in a stable order, for the price of a page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any, Final

import botocore.client
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klantmail.adapters.dynamodb.cursor import maak_cursor
from klantmail.adapters.dynamodb.emailbericht_mapping import bericht_item
from klantmail.adapters.dynamodb.records import record_item
from klantmail.domain.fouten import OngeldigeInvoer
from klantmail.domain.identificatie import record_id
from klantmail.domain.interne_taak import Taakstatus, Toewijzing
from klantmail.domain.standaardantwoord import Standaardantwoord
from klantmail.domain.tijd import als_tekst
from klantmail.domain.verzending import Verzendstatus
from klantmail.domain.zaak import Zaakstatus
from klantmail.ports.keuzes import Voorraadkeuze
from klantmail.ports.repositories import Pagina
from klantmail.usecases.beheer.raadplegen import MAX_PERIODE
from tests.support import builders as bouwers
from tests.support.builders import ANDER_POSTVAK, ANNA, POSTVAK
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories

_COUNT: Final = 12
_HASH: Final = b"h" * 32
_GESPREK: Final = bouwers.bericht(99).identificatie


@dataclass(frozen=True)
class Lijst:
    """One list of the API, as the repository reads it."""

    zet: Callable[[AllRepositories, int], object]
    """A function that puts the record of this number in the list."""
    lees: Callable[..., Pagina[Any]]
    identificatie: Callable[[int], Any]
    verzoeken: int
    """The number of requests that a page may cost: one for each partition, and one for what its keys name."""
    reversed: bool = False


def _contact(repos: AllRepositories, number: int) -> None:
    record_item(replace(bouwers.klantcontact(number), gesprek=_GESPREK), repos._table.hash_key).save()


def _tekst(number: int) -> Standaardantwoord:
    identificatie = record_id("standaardantwoord", ANNA.identificatie, ANNA.identificatie, str(number))
    return Standaardantwoord(
        identificatie=identificatie, naam="x", inhoud="y", versie=1, gewijzigd_op=BEGIN, gewijzigd_door=ANNA.identificatie
    )


LISTS: Final = {
    "werkvoorraad": Lijst(
        lambda _, number: bericht_item(bouwers.bericht(number, postvak=(POSTVAK, ANDER_POSTVAK)[number % 2])).save(),
        lambda repos, **blad: repos.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK, ANDER_POSTVAK)), moment=BEGIN, **blad),
        lambda number: bouwers.bericht(number).identificatie,
        2,
    ),
    "klantcontacten of an address": Lijst(
        _contact,
        lambda repos, **blad: repos.klantcontacten_van("jan@burger.example", None, None, **blad),
        lambda number: bouwers.klantcontact(number).identificatie,
        2,
        reversed=True,
    ),
    "klantcontacten of a conversation": Lijst(
        _contact,
        lambda repos, **blad: repos.klantcontacten_in(_GESPREK, **blad),
        lambda number: bouwers.klantcontact(number).identificatie,
        2,
    ),
    "klantcontacten of a period": Lijst(
        _contact,
        lambda repos, **blad: repos.klantcontacten_tussen(BEGIN, BEGIN + MAX_PERIODE, **blad),
        lambda number: bouwers.klantcontact(number).identificatie,
        33,
        reversed=True,
    ),
    "interne taken": Lijst(
        lambda _, number: record_item(bouwers.taak(number), _HASH).save(),
        lambda repos, **blad: repos.taken_van(Toewijzing("Burgerzaken"), Taakstatus.TE_VERWERKEN, **blad),
        lambda number: bouwers.taak(number).identificatie,
        2,
    ),
    "interne taken, newest first": Lijst(
        lambda _, number: record_item(bouwers.taak(number), _HASH).save(),
        lambda repos, **blad: repos.taken_van(Toewijzing("Burgerzaken"), Taakstatus.TE_VERWERKEN, nieuwste_eerst=True, **blad),
        lambda number: bouwers.taak(number).identificatie,
        2,
        reversed=True,
    ),
    "zaken": Lijst(
        lambda _, number: record_item(
            replace(bouwers.zaak(number), aan_de_beurt_op=BEGIN + timedelta(minutes=number)), _HASH
        ).save(),
        lambda repos, **blad: repos.zakenlijst(Zaakstatus.TE_REGISTREREN, **blad),
        lambda number: bouwers.zaak(number).identificatie,
        2,
    ),
    "verzendingen": Lijst(
        lambda _, number: record_item(
            replace(
                bouwers.verzending(number),
                status=(Verzendstatus.ONBEKEND, Verzendstatus.MISLUKT)[number % 2],
                aan_de_beurt_op=BEGIN + timedelta(minutes=number),
            ),
            _HASH,
        ).save(),
        lambda repos, **blad: repos.verzendingenlijst(("onbekend", "mislukt"), **blad),
        lambda number: bouwers.verzending(number).identificatie,
        3,
    ),
}


@contextmanager
def _geteld() -> Iterator[list[str]]:
    """Yield the requests to the table in this block."""
    verzoeken: list[str] = []
    doe = botocore.client.BaseClient._make_api_call  # type: ignore[attr-defined]  # what every client calls through

    def tel(client: Any, name: str, *rest: Any) -> Any:
        verzoeken.append(name)
        return doe(client, name, *rest)

    with pytest.MonkeyPatch.context() as variables:
        variables.setattr(botocore.client.BaseClient, "_make_api_call", tel)
        yield verzoeken


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    size=st.integers(1, 100) | st.integers(1, 5),
    stayers=st.sets(st.integers(1, _COUNT)),
    erbij=st.lists(st.integers(1, _COUNT), min_size=1, max_size=_COUNT),
)
@pytest.mark.parametrize("name", LISTS)
def test_what_stays_is_listed_once_and_in_order_whatever_comes_between_the_pages(
    name: str, dynamodb: AllRepositories, size: int, stayers: set[int], erbij: list[int]
) -> None:
    lijst = LISTS[name]
    _leeg(dynamodb)
    for number in stayers:
        lijst.zet(dynamodb, number)
    numbers = {lijst.identificatie(number): number for number in range(1, _COUNT + 1)}
    read: list[int] = []
    na: str | None = None
    for new in cycle(erbij):
        with _geteld() as verzoeken:
            page = lijst.lees(dynamodb, aantal=size, na=na)
        assert len(verzoeken) <= lijst.verzoeken
        assert len(page.resultaten) <= size
        read += [numbers[each.identificatie] for each in page.resultaten]
        na = page.vervolg
        if na is None:
            break
        lijst.zet(dynamodb, new)
    assert read == sorted(set(read), reverse=lijst.reversed)
    assert stayers <= set(read)


@pytest.mark.parametrize("name", LISTS)
def test_a_cursor_leads_on_from_a_record_that_is_gone(name: str, dynamodb: AllRepositories) -> None:
    lijst = LISTS[name]
    for number in range(1, 5):
        lijst.zet(dynamodb, number)
    first = lijst.lees(dynamodb, aantal=2, na=None)
    over = {lijst.identificatie(number) for number in range(1, 5)} - {each.identificatie for each in first.resultaten}
    _leeg(dynamodb)
    for number in range(1, 5):
        if lijst.identificatie(number) in over:
            lijst.zet(dynamodb, number)
    assert {each.identificatie for each in lijst.lees(dynamodb, aantal=2, na=first.vervolg).resultaten} == over


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "é",
        "AAAA",
        *map(maak_cursor, ("2026", "a#b", "9" * 300, f"2026-13-32T00:00:00.000Z#{bouwers.bericht(1).identificatie}")),
    ],
)
@pytest.mark.parametrize("name", LISTS)
def test_a_cursor_that_is_not_one_of_ours_is_refused_by_name(name: str, dynamodb: AllRepositories, cursor: str) -> None:
    with pytest.raises(OngeldigeInvoer) as error:
        LISTS[name].lees(dynamodb, aantal=2, na=cursor)
    assert [each.veld for each in error.value.fouten] == ["cursor"]


@pytest.mark.parametrize("name", ["klantcontacten of a period", "klantcontacten of an address in a period"])
def test_a_cursor_from_outside_a_period_is_refused_or_leads_to_nothing(name: str, dynamodb: AllRepositories) -> None:
    """DynamoDB refuses a range that ends before it begins, and up to the year 9999 there are days without end."""
    _contact(dynamodb, 1)

    def lees(moment: datetime) -> Pagina[Any]:
        cursor = maak_cursor(f"{als_tekst(moment)}#{bouwers.klantcontact(1).identificatie}")
        if name == "klantcontacten of a period":
            return dynamodb.klantcontacten_tussen(BEGIN, BEGIN + MAX_PERIODE, aantal=2, na=cursor)
        return dynamodb.klantcontacten_van("jan@burger.example", BEGIN, BEGIN + MAX_PERIODE, aantal=2, na=cursor)

    for earlier in (BEGIN - timedelta(milliseconds=1), BEGIN - timedelta(days=400)):
        assert lees(earlier) == Pagina((), None)
    for later in (BEGIN + MAX_PERIODE, datetime(9999, 12, 31, tzinfo=UTC)):
        with pytest.raises(OngeldigeInvoer) as error:
            lees(later)
        assert [each.veld for each in error.value.fouten] == ["cursor"]


def test_standard_answers_are_listed_once_each(dynamodb: AllRepositories) -> None:
    """Standard answers are listed by identificatie, so one that is added comes anywhere."""
    texts = [_tekst(number) for number in range(_COUNT)]
    for text in texts[:6]:
        dynamodb.bewaar_standaardantwoord(text)
    read = []
    na: str | None = None
    for new in texts[6:]:
        with _geteld() as verzoeken:
            page = dynamodb.standaardantwoorden(aantal=2, na=na)
        assert len(verzoeken) == 1
        read += [each.identificatie for each in page.resultaten]
        na = page.vervolg
        if na is None:
            break
        dynamodb.bewaar_standaardantwoord(new)
    else:
        read += [each.identificatie for each in dynamodb.standaardantwoorden(aantal=100, na=na).resultaten]
    assert read == sorted(set(read))
    assert {each.identificatie for each in texts[:6]} <= set(read)


def _leeg(repos: AllRepositories) -> None:
    """Remove everything that these lists hold."""
    for number in range(1, _COUNT + 1):
        bericht_item(bouwers.bericht(number)).delete()
        for record in (bouwers.klantcontact(number), bouwers.taak(number), bouwers.zaak(number), bouwers.verzending(number)):
            record_item(record, repos._table.hash_key).delete()
