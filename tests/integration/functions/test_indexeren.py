"""The function keeps the index, an agent finds mail by it, and a command works it out anew."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from klantmail.adapters.dynamodb.zoekindex import ZoektermItem
from klantmail.domain.tijd import nu
from klantmail.domain.zoekindex import JAREN
from tests.support.aws import ENVIRONMENT, REGION
from tests.support.builders import ANDER_POSTVAK, POSTVAK
from tests.support.repositories import all_repositories
from tests.support.scenes.events import indexed_of, streamed
from tests.support.scenes.operations import BEHANDELAAR, CLAIMS, closed, done, formal, on, request, sending
from tests.support.scenes.place import Body, Claims
from tests.support.stage import Stage
from tools.reindex import Reindex, compare, write

HASH_KEY = ENVIRONMENT["AFZENDERSLEUTEL"].encode()
TABLE_KEY = ENVIRONMENT["AFZENDERSLEUTEL"]


def rows(stage: Stage) -> list[dict[str, Any]]:
    return [row for page in stage.dynamodb.get_paginator("scan").paginate(TableName=stage.table) for row in page["Items"]]


def index(stage: Stage) -> None:
    """Let who keeps the index hear of everything that happened, once more of what it heard before."""
    for row in rows(stage):
        for message in indexed_of(row):
            assert stage.functions.invoke(message.function, message.event) == {"batchItemFailures": []}


def found(stage: Stage, claims: Claims | None = None, **asked: Any) -> list[Body]:
    call = request(stage, "zoekEmailberichten", claims, woorden=asked.pop("woorden", None), afzender=asked.pop("afzender", None))
    call.event["body"] = json.dumps({**json.loads(call.event["body"]), **asked})
    results: list[Body] = stage.ask(call)["results"]
    return results


def test_what_waits_and_what_was_handled_is_found_by_who_asked_and_by_what_it_is_about(stage: Stage) -> None:
    waiting = stage.received()
    handled = closed(stage)
    index(stage)
    assert {row["identificatie"] for row in found(stage, woorden="parkeervergunning", afzender="jans")} == {waiting, handled}
    assert {row["identificatie"] for row in found(stage, woorden="PARKEERVERGUNNING", status="wachtend")} == {waiting}
    (row,) = found(
        stage, afzender="jansen", uitkomst="geen_klantcontact", postvak=POSTVAK, medewerker=CLAIMS["custom:medewerker"]
    )
    assert row["identificatie"] == handled
    assert row["uitkomst"]["soort"] == "geen_klantcontact"
    assert (row["onderwerp"], row["afzender"]["naam"], row["postvak"]) == ("Parkeervergunning", "Jan Jansen", POSTVAK)
    assert found(stage, woorden="rioolheffing") == []


def test_the_mark_of_an_answer_and_a_zaak_lead_to_the_mail(stage: Stage) -> None:
    made = done(stage, "maakZaak")
    sending(stage)
    index(stage)
    (by_zaak,) = found(stage, zaak=made["zaak"]["identificatie"])
    assert by_zaak["uitkomst"]["soort"] == "zaak"
    assert found(stage, zaak="ZAAK-1") == []
    (waiting,) = [row for row in rows(stage) if row["soort"]["S"] == "verzending"]
    assert found(stage, kenmerk=waiting["kenmerk"]["S"]) == []  # it was not sent yet
    left = streamed(waiting)
    assert left is not None
    stage.functions.invoke(left.function, left.event)
    (by_mark,) = found(stage, kenmerk=waiting["kenmerk"]["S"])
    assert by_mark["identificatie"] == waiting["emailbericht"]["S"]


def test_the_mark_of_a_receipt_and_of_the_message_about_its_move_leads_to_the_mail(stage: Stage) -> None:
    mail = formal(stage)
    (receipt,) = [row for row in rows(stage) if row["soort"]["S"] == "verzending"]
    done(stage, "verplaatsEmailbericht", given=on(mail))
    (told,) = [row for row in rows(stage) if row["soort"]["S"] == "verzending" and row != receipt]
    mark = receipt["kenmerk"]["S"]
    assert (told["kenmerk"]["S"], found(stage, kenmerk=mark)) == (mark, [])  # neither was sent yet
    for waiting in (receipt, told, receipt):
        left = streamed(waiting)
        assert left is not None
        assert stage.functions.invoke(left.function, left.event) == {"batchItemFailures": []}
        assert [row["identificatie"] for row in found(stage, kenmerk=mark)] == [mail]


def test_a_login_of_some_postvakken_finds_no_mail_of_another_and_may_not_ask_for_one(stage: Stage) -> None:
    stage.received()
    index(stage)
    limited = {**CLAIMS, "custom:postvakken": ANDER_POSTVAK}
    assert found(stage, limited, woorden="parkeervergunning") == []
    assert len(found(stage, {**CLAIMS, "custom:postvakken": POSTVAK}, woorden="parkeervergunning")) == 1
    call = request(stage, "zoekEmailberichten", limited, woorden=None, afzender=None)
    call.event["body"] = json.dumps({"postvak": POSTVAK})
    assert stage.functions.invoke(call.function, call.event)["statusCode"] == 403
    desk = request(stage, "zoekEmailberichten", BEHANDELAAR)
    assert stage.functions.invoke(desk.function, desk.event)["statusCode"] == 403


def test_a_message_of_a_mail_that_was_not_read_yet_comes_back_later(stage: Stage) -> None:
    bericht = stage.received()
    key = {"PK": {"S": f"EMAILBERICHT#{bericht}"}, "SK": {"S": "EMAILBERICHT"}}
    (row,) = [row for row in rows(stage) if row["soort"]["S"] == "emailbericht"]
    (message,) = indexed_of(row)
    stage.dynamodb.put_item(TableName=stage.table, Item=row | {"ontleedstand": {"S": "ontbreekt"}})
    said = stage.functions.invoke(message.function, message.event)
    assert said == {"batchItemFailures": [{"itemIdentifier": message.event["Records"][0]["messageId"]}]}
    assert stage.dynamodb.get_item(TableName=stage.table, Key=key)["Item"]
    assert found(stage, woorden="parkeervergunning") == []


def played(stage: Stage, follow: Callable[[Stage], None]) -> None:
    """Play what changes how mail is found: outcomes, moving, quarantine and reopening.

    Args:
        follow: is called in between.
    """
    for operation in ("beantwoordEmailbericht", "maakZaak", "splitsEmailbericht", "zetEmailberichtApart"):
        done(stage, operation)
    done(stage, "verplaatsEmailbericht")
    mail = closed(stage)
    follow(stage)
    done(stage, "heropenEmailbericht", given=on(mail))
    done(stage, "koppelAanZaak")
    stage.received(spam=True)
    follow(stage)


def test_the_index_that_the_stream_filled_equals_the_one_worked_out_anew(stage: Stage) -> None:
    played(stage, index)
    anew = compare(rows(stage), HASH_KEY)
    assert (anew.wrong, anew.stray) == ((), ())
    assert anew.mails >= 8


def test_reindexing_fills_an_empty_index_and_puts_right_what_is_wrong(stage: Stage) -> None:
    played(stage, lambda _: None)
    empty = compare(rows(stage), HASH_KEY)
    assert len(empty.wrong) == empty.mails
    table = all_repositories(stage.table, REGION, TABLE_KEY)._table
    write(empty, table)
    filled = [row for row in rows(stage) if row["soort"]["S"] == "zoekterm"]
    lost, spoilt = filled[0], filled[1]
    stage.dynamodb.delete_item(TableName=stage.table, Key={"PK": lost["PK"], "SK": lost["SK"]})
    stage.dynamodb.put_item(TableName=stage.table, Item=spoilt | {"termen": {"SS": ["onzin"]}})
    stray = {"PK": {"S": "ZOEK#2026#onzin"}, "SK": {"S": f"2026-01-01T00:00:00.000Z#{'0' * 8}-0000-4000-8000-{'0' * 12}"}}
    stage.dynamodb.put_item(TableName=stage.table, Item=filled[2] | stray)
    wrong = compare(rows(stage), HASH_KEY)
    assert 1 <= len(wrong.wrong) <= 2
    assert wrong.stray == ((stray["PK"]["S"], stray["SK"]["S"]),)
    write(wrong, table)
    assert sorted(map(_place, filled)) == sorted(_place(row) for row in rows(stage) if row["soort"]["S"] == "zoekterm")
    anew = compare(rows(stage), HASH_KEY)
    assert (anew.wrong, anew.stray) == ((), ())


def test_mail_past_the_term_of_its_places_is_passed_over_with_and_without_them(stage: Stage) -> None:
    stage.received()
    without = rows(stage)
    index(stage)
    later = nu() + timedelta(days=366 * JAREN + 1)
    for each in (without, rows(stage)):
        assert compare(each, HASH_KEY, lambda: later) == Reindex(0, (), ())
        assert compare(each, HASH_KEY).mails == 1


def _place(row: dict[str, Any]) -> tuple[str, str]:
    return row["PK"]["S"], row["SK"]["S"]


def test_a_mail_that_came_in_since_the_table_was_read_keeps_its_places(stage: Stage) -> None:
    read = rows(stage)
    stage.received()
    index(stage)
    found_then = compare([*read, *(row for row in rows(stage) if row["soort"]["S"] == "zoekterm")], HASH_KEY)
    assert found_then.stray
    with patch.object(ZoektermItem, "delete", side_effect=AssertionError):
        write(found_then, all_repositories(stage.table, REGION, TABLE_KEY)._table)


def test_nothing_of_a_mail_is_found_once_it_was_taken_out(stage: Stage) -> None:
    """A destroyer asks this: all places of a mail follow from the mail, whatever state they were written in."""
    played(stage, index)
    indexeerder = stage.functions.load("indexeren").indexeerder
    for bericht in [row["identificatie"]["S"] for row in rows(stage) if row["soort"]["S"] == "emailbericht"]:
        mail = indexeerder.emailberichten.emailbericht(bericht)
        assert any(row["SK"]["S"].endswith(bericht) for row in rows(stage) if row["soort"]["S"] == "zoekterm")
        indexeerder.index.verwijder_uit_index(indexeerder.ingang(mail))
        assert not any(row["SK"]["S"].endswith(bericht) for row in rows(stage) if row["soort"]["S"] == "zoekterm")
