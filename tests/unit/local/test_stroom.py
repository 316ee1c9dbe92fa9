from datetime import UTC, datetime, timedelta

import pytest

from klantmail_local.stroom import NietInEenTransactie, Verwacht, Wijziging, controleer_een_transactie

BEGIN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
VERWACHT = [
    Verwacht("KLANTCONTACT#in", "INSERT"),
    Verwacht("KLANTCONTACT#uit", "INSERT"),
    Verwacht("EMAILBERICHT#1", "MODIFY", "afgehandeld"),
]
AANROEP = frozenset(een.table_key for een in VERWACHT)

AANROEPEN = [
    frozenset({"EMAILBERICHT#2"}),
    frozenset({"EMAILBERICHT#1"}),  # taken in
    AANROEP,
    frozenset({"KLANTCONTACT#uit", "BERICHTID#1"}),  # changed afterwards
]


def wijziging(table_key: str, gebeurtenis: str = "INSERT", status: str = "", seconde: int = 0) -> Wijziging:
    return Wijziging("1", gebeurtenis, table_key, status, BEGIN + timedelta(seconds=seconde))


REEKS = [
    wijziging("KLANTCONTACT#in"),
    wijziging("KLANTCONTACT#uit"),
    wijziging("EMAILBERICHT#1", "MODIFY", "afgehandeld"),
]
VREEMD = wijziging("EMAILBERICHT#2")
LATER = wijziging("EMAILBERICHT#1", "MODIFY", "afgehandeld", seconde=9)


@pytest.mark.parametrize("wijzigingen", [REEKS, [VREEMD, *REEKS], [*REEKS, VREEMD, LATER], REEKS[::-1]])
def test_one_call_and_one_run_of_records_is_one_transaction(wijzigingen: list[Wijziging]) -> None:
    gevonden = controleer_een_transactie(wijzigingen, AANROEPEN, VERWACHT)
    assert {een.table_key for een in gevonden} == AANROEP


@pytest.mark.parametrize(
    "wijzigingen",
    [
        [],
        REEKS[:2],
        [REEKS[0], VREEMD, *REEKS[1:]],
        [REEKS[0], REEKS[0], REEKS[2]],
        [REEKS[0], REEKS[1], wijziging("EMAILBERICHT#1", "MODIFY", "in_behandeling")],
        [REEKS[0], wijziging("KLANTCONTACT#uit", "MODIFY"), REEKS[2]],
        [REEKS[0], REEKS[1], LATER],
    ],
    ids=["nothing", "one missing", "another between", "one twice", "another status", "changed, not made", "seconds later"],
)
def test_a_stream_that_shows_anything_else_is_no_proof(wijzigingen: list[Wijziging]) -> None:
    with pytest.raises(NietInEenTransactie):
        controleer_een_transactie(wijzigingen, [AANROEP], VERWACHT)


def test_a_call_may_delete_what_was_not_there() -> None:
    weg = frozenset({"CONCEPTEN#1"})
    assert controleer_een_transactie(REEKS, [AANROEP | weg], VERWACHT, weg) == REEKS
    with pytest.raises(NietInEenTransactie):
        controleer_een_transactie(REEKS, [AANROEP], VERWACHT, weg)


@pytest.mark.parametrize(
    "aanroepen",
    [
        [],
        [AANROEP - {"KLANTCONTACT#uit"}, frozenset({"KLANTCONTACT#uit"})],
        [AANROEP | {"EMAILBERICHT#2"}],
    ],
    ids=["none", "in two", "more than that"],
)
def test_calls_that_wrote_anything_else_are_no_proof(aanroepen: list[frozenset[str]]) -> None:
    with pytest.raises(NietInEenTransactie):
        controleer_een_transactie(REEKS, aanroepen, VERWACHT)
