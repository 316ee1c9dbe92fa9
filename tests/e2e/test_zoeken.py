"""Agents find what citizens mailed: through SMTP and HTTP, over the stream, the bus and the queue of the stack."""

from contextlib import suppress
from typing import Any
from uuid import uuid4

import httpx

from klantmail.domain.kenmerk import kenmerken_in
from klantmail_local.client import wait_for
from klantmail_local.rollout import STACK
from tests.e2e.conftest import Town, vraag
from tools.reindex import Reindex, compare
from tools.restore import items

_GEDULD = 120
"""Seconds: the queue of the index holds a message for a quarter of a minute."""


def _gevonden(desk: httpx.Client, **zoek: Any) -> list[dict[str, Any]]:
    """Read all that is found, page after page."""
    rows: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        page = desk.post("/zoekopdrachten", json=zoek | ({"cursor": cursor} if cursor else {})).raise_for_status().json()
        rows += page["results"]
        cursor = page["cursor"]
        if cursor is None:
            return rows


def _ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["identificatie"] for row in rows]


def test_a_mail_is_found_by_what_it_is_about_by_who_sent_it_and_by_what_became_of_it(town: Town) -> None:
    word = f"boomkap{uuid4().hex[:8]}"
    town.mail(vraag(f"Wietske de Groot-{word} <wietske.{word}@burger.example>", f"Re: {word.upper()} aan de Kadé"))
    first = wait_for(lambda: _gevonden(town.anna, woorden=word) or None, "the mail in the index", patience=_GEDULD)
    (row,) = first
    assert (row["postvak"], row["status"], row["uitkomst"]) == (town.postvak, "nieuw", None)
    assert row["afzender"]["adres"] == f"wietske.{word}@burger.example"
    for zoek in ({"woorden": f"kade {word}"}, {"afzender": f"wiets {word[:9]}"}, {"afzender": f"wietske.{word}@bur"}):
        assert _ids(_gevonden(town.anna, **zoek)) == _ids(first)
    assert _gevonden(town.anna, woorden=f"{word} riool") == []
    assert _gevonden(town.anna, woorden=word, status="afgehandeld") == []

    geopend = town.anna.post(f"/emailberichten/{row['identificatie']}/inzage", json={}).raise_for_status().json()
    antwoord = town.antwoord(geopend).raise_for_status().json()
    town.bezorgd(antwoord["verzending"]["identificatie"])
    (verstuurd,) = town.sent_to(f"wietske.{word}@burger.example")
    (kenmerk,) = kenmerken_in(verstuurd.read_text(errors="replace"))
    (gedaan,) = _gevonden(town.anna, woorden=word, status="afgehandeld", uitkomst="antwoord", medewerker=stad_anna(town))
    assert gedaan["uitkomst"]["soort"] == "antwoord"
    assert _ids(_gevonden(town.anna, kenmerk=kenmerk, woorden=word)) == [row["identificatie"]]

    def op_uitkomst() -> list[dict[str, Any]] | None:
        rows = _gevonden(town.anna, uitkomst="antwoord", medewerker=stad_anna(town), postvak=town.postvak)
        return rows if row["identificatie"] in _ids(rows) else None

    wait_for(op_uitkomst, "the outcome in the index", patience=_GEDULD)


def stad_anna(town: Town) -> str:
    return str(town.anna.get("/ik").raise_for_status().json()["medewerker"])


def test_a_department_may_not_search_and_a_teamleider_may(town: Town) -> None:
    with town.desk() as desk, town.leider() as leider:
        assert desk.post("/zoekopdrachten", json={"woorden": "grofvuil"}).status_code == 403
        assert leider.post("/zoekopdrachten", json={"woorden": "grofvuil"}).status_code == 200


def _under_way(town: Town) -> int:
    """The number of messages that wait for who keeps the index, or come back to it: a worker that ended had them."""
    source = town.environment.aws.cloudformation.describe_stack_resource(StackName=STACK, LogicalResourceId="Zoekwachtrij")
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"]
    wachtrij = town.environment.aws.client("sqs").get_queue_attributes(
        QueueUrl=source["StackResourceDetail"]["PhysicalResourceId"], AttributeNames=names
    )
    return sum(map(int, wachtrij["Attributes"].values()))


def test_the_index_of_the_stack_equals_one_made_anew_but_for_what_is_on_its_way(town: Town) -> None:
    town.ontvangen(town.mail())
    aws = town.environment.aws
    ingesteld = aws.functions.get_function_configuration(FunctionName=town.function("Indexeren"))
    key = ingesteld["Environment"]["Variables"]["AFZENDERSLEUTEL"].encode()

    def gelijk() -> Reindex | None:
        under_way = _under_way(town)
        found = compare(items(aws.dynamodb, town.environment.stack.table), key)
        return None if found.stray or len(found.wrong) > under_way else found

    with suppress(TimeoutError):  # what differs then, stands in the message of what follows
        wait_for(gelijk, "an index that equals one made anew", patience=_GEDULD)
    under_way = _under_way(town)
    end = compare(items(aws.dynamodb, town.environment.stack.table), key)
    assert (end.wrong[under_way:], end.stray) == ((), ())
    assert end.mails > len(end.wrong)
