from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from klantmail.adapters.dynamodb.cijfers import FeitItem, _dag, _maand, _plek
from klantmail.adapters.dynamodb.emailbericht_mapping import bericht_item
from klantmail.adapters.dynamodb.interne_taak_mapping import taak_item
from klantmail.adapters.dynamodb.table import table_key
from klantmail.adapters.dynamodb.zaken import zaak_item
from klantmail.domain.cijfers import VOORRAAD, Norm, bijdragen
from klantmail.domain.feit import Feit
from klantmail.domain.interne_taak import Toewijzing
from klantmail.domain.werktijd import Werktijden
from tests.support.builders import ANNA, bericht, taak, zaak
from tests.support.feiten import alle_feiten
from tools.recount import norm_of, recount

NORM = Norm(Werktijden(), 3)
BERICHTEN = [bericht(number) for number in range(3)]
RECORDS = [*(bericht_item(each).serialize() for each in BERICHTEN), taak_item(taak()).serialize()]
FEITEN = list(alle_feiten(BERICHTEN, [taak()]))


def _counted(feiten: list[Feit]) -> Iterator[dict[str, Any]]:
    """Make the items of figures in which these feiten were counted."""
    items: dict[tuple[str, str], Counter[str]] = {}
    for feit in feiten:
        yield FeitItem(*table_key("FEIT", feit.identificatie), naam=feit.soort, tijdstip=feit.tijdstip).serialize()
        for each in bijdragen(feit, NORM):
            items.setdefault((_plek(each.blad), _dag(each.dag)), Counter()).update(each.aantallen)
            items.setdefault((_plek(each.blad), _maand(each.dag)), Counter())[VOORRAAD] += each.aantallen.get(VOORRAAD, 0)
    for (pk, sk), numbers in items.items():
        figures = {name: {"N": str(number)} for name, number in numbers.items()}
        yield {"PK": {"S": pk}, "SK": {"S": sk}, "soort": {"S": "cijfers"}, **figures}


def test_figures_in_which_everything_was_counted_equal_a_recount() -> None:
    found = recount([*RECORDS, *_counted(FEITEN)], NORM)
    assert (found.differences, found.uncounted, found.counted) == ((), (), 4)


@pytest.mark.parametrize("left_out", range(4))
def test_what_was_not_counted_is_named_and_every_figure_that_lacks_it(left_out: int) -> None:
    found = recount([*RECORDS, *_counted([feit for nr, feit in enumerate(FEITEN) if nr != left_out])], NORM)
    assert found.uncounted == (FEITEN[left_out],)
    assert any(line.endswith("ontvangen: stored 2, recounted 3") or "gemaakt" in line for line in found.differences)
    assert any(f"MAAND#2026-11 {VOORRAAD}: stored" in line for line in found.differences)


def test_what_adds_to_no_figure_is_told_again_too_when_it_was_lost() -> None:
    own = taak(2, aan=Toewijzing(medewerker=ANNA.identificatie))
    rows = [*RECORDS, taak_item(own).serialize(), zaak_item(zaak()).serialize()]
    silent = list(alle_feiten([], [own], [zaak()]))
    found = recount([*rows, *_counted(FEITEN)], NORM)
    assert (found.differences, set(found.uncounted)) == ((), set(silent))
    found = recount([*rows, *_counted([*FEITEN, *silent])], NORM)
    assert (found.differences, found.uncounted, found.counted) == ((), (), 6)


def test_what_was_counted_twice_or_for_nothing_shows() -> None:
    rows = [*RECORDS, *_counted([*FEITEN, FEITEN[0]])]
    found = recount(rows, NORM)
    assert found.uncounted == ()
    assert any(line.endswith("ontvangen: stored 4, recounted 3") for line in found.differences)


def test_figures_outlive_mail_that_was_destroyed_and_are_no_fault() -> None:
    rows = [row for row in (*RECORDS, *_counted(FEITEN)) if row["PK"]["S"] != f"EMAILBERICHT#{BERICHTEN[0].identificatie}"]
    found = recount(rows, NORM)
    assert (found.differences, found.uncounted, found.counted) == ((), (), 3)
    assert any(line.endswith("ontvangen: stored 3, recounted 2") for line in found.outlived)
    assert any(f"MAAND#2026-11 {VOORRAAD}: stored" in line for line in found.outlived)


def test_a_figure_that_lacks_something_is_a_fault_also_where_mail_was_destroyed() -> None:
    found = recount([*RECORDS[1:], *(row for row in _counted(FEITEN) if row["soort"]["S"] != "cijfers")], NORM)
    assert any(line.endswith("ontvangen: stored 0, recounted 2") for line in found.differences)


def test_mail_that_is_marked_to_be_destroyed_counts_as_gone() -> None:
    marked = RECORDS[0] | {"vernietiging": {"S": str(UUID(int=7))}}
    found = recount([marked, *RECORDS[1:], *_counted(FEITEN)], NORM)
    assert (found.differences, found.uncounted, found.counted) == ((), (), 3)


def test_the_norm_is_that_of_the_stack() -> None:
    assert norm_of({"Openingstijden": "ma=08:30-17:00", "Antwoordnorm": "5"}).dagen == 5
