from datetime import UTC, datetime, timedelta

import pytest

from klantmail_local.stream import Expected, NotOneTransaction, StreamRecord, check_one_transaction

BEGIN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
EXPECTED = [
    Expected("KLANTCONTACT#in", "INSERT"),
    Expected("KLANTCONTACT#uit", "INSERT"),
    Expected("EMAILBERICHT#1", "MODIFY", "afgehandeld"),
]
CALL = frozenset(one.table_key for one in EXPECTED)

CALLS = [
    frozenset({"EMAILBERICHT#2"}),
    frozenset({"EMAILBERICHT#1"}),  # taken in
    CALL,
    frozenset({"KLANTCONTACT#uit", "BERICHTID#1"}),  # changed afterwards
]


def change(table_key: str, event: str = "INSERT", status: str = "", second: int = 0) -> StreamRecord:
    return StreamRecord("1", event, table_key, status, BEGIN + timedelta(seconds=second))


RUN = [
    change("KLANTCONTACT#in"),
    change("KLANTCONTACT#uit"),
    change("EMAILBERICHT#1", "MODIFY", "afgehandeld"),
]
FOREIGN = change("EMAILBERICHT#2")
LATER = change("EMAILBERICHT#1", "MODIFY", "afgehandeld", second=9)


@pytest.mark.parametrize("changes", [RUN, [FOREIGN, *RUN], [*RUN, FOREIGN, LATER], RUN[::-1]])
def test_one_call_and_one_run_of_records_is_one_transaction(changes: list[StreamRecord]) -> None:
    found = check_one_transaction(changes, CALLS, EXPECTED)
    assert {one.table_key for one in found} == CALL


@pytest.mark.parametrize(
    "changes",
    [
        [],
        RUN[:2],
        [RUN[0], FOREIGN, *RUN[1:]],
        [RUN[0], RUN[0], RUN[2]],
        [RUN[0], RUN[1], change("EMAILBERICHT#1", "MODIFY", "in_behandeling")],
        [RUN[0], change("KLANTCONTACT#uit", "MODIFY"), RUN[2]],
        [RUN[0], RUN[1], LATER],
    ],
    ids=["nothing", "one missing", "another between", "one twice", "another status", "changed, not made", "seconds later"],
)
def test_a_stream_that_shows_anything_else_is_no_proof(changes: list[StreamRecord]) -> None:
    with pytest.raises(NotOneTransaction):
        check_one_transaction(changes, [CALL], EXPECTED)


def test_a_call_may_delete_what_was_not_there() -> None:
    away = frozenset({"CONCEPTEN#1"})
    assert check_one_transaction(RUN, [CALL | away], EXPECTED, away) == RUN
    with pytest.raises(NotOneTransaction):
        check_one_transaction(RUN, [CALL], EXPECTED, away)


@pytest.mark.parametrize(
    "calls",
    [
        [],
        [CALL - {"KLANTCONTACT#uit"}, frozenset({"KLANTCONTACT#uit"})],
        [CALL | {"EMAILBERICHT#2"}],
    ],
    ids=["none", "in two", "more than that"],
)
def test_calls_that_wrote_anything_else_are_no_proof(calls: list[frozenset[str]]) -> None:
    with pytest.raises(NotOneTransaction):
        check_one_transaction(RUN, calls, EXPECTED)
