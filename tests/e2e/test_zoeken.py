"""Agents find what citizens mailed: through SMTP and HTTP, over the stream, the bus and the queue of the stack."""

from contextlib import suppress
from typing import Any
from uuid import uuid4

import httpx

from klantmail.domain.kenmerk import kenmerken_in
from klantmail_local.client import wacht_op
from klantmail_local.uitrol import STACK
from tests.e2e.conftest import Stad, vraag
from tools.reindex import Reindex, compare
from tools.restore import items

_GEDULD = 120
"""Seconds: the queue of the index holds a message for a quarter of a minute."""


def _gevonden(desk: httpx.Client, **zoek: Any) -> list[dict[str, Any]]:
    """Read all that is found, page after page."""
    rijen: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        bladzijde = desk.post("/zoekopdrachten", json=zoek | ({"cursor": cursor} if cursor else {})).raise_for_status().json()
        rijen += bladzijde["results"]
        cursor = bladzijde["cursor"]
        if cursor is None:
            return rijen


def _ids(rijen: list[dict[str, Any]]) -> list[str]:
    return [rij["identificatie"] for rij in rijen]


def test_a_mail_is_found_by_what_it_is_about_by_who_sent_it_and_by_what_became_of_it(stad: Stad) -> None:
    woord = f"boomkap{uuid4().hex[:8]}"
    stad.mail(vraag(f"Wietske de Groot-{woord} <wietske.{woord}@burger.example>", f"Re: {woord.upper()} aan de Kadé"))
    eerste = wacht_op(lambda: _gevonden(stad.anna, woorden=woord) or None, "the mail in the index", geduld=_GEDULD)
    (rij,) = eerste
    assert (rij["postvak"], rij["status"], rij["uitkomst"]) == (stad.postvak, "nieuw", None)
    assert rij["afzender"]["adres"] == f"wietske.{woord}@burger.example"
    for zoek in ({"woorden": f"kade {woord}"}, {"afzender": f"wiets {woord[:9]}"}, {"afzender": f"wietske.{woord}@bur"}):
        assert _ids(_gevonden(stad.anna, **zoek)) == _ids(eerste)
    assert _gevonden(stad.anna, woorden=f"{woord} riool") == []
    assert _gevonden(stad.anna, woorden=woord, status="afgehandeld") == []

    geopend = stad.anna.post(f"/emailberichten/{rij['identificatie']}/inzage", json={}).raise_for_status().json()
    antwoord = stad.antwoord(geopend).raise_for_status().json()
    stad.bezorgd(antwoord["verzending"]["identificatie"])
    (verstuurd,) = stad.verstuurd_aan(f"wietske.{woord}@burger.example")
    (kenmerk,) = kenmerken_in(verstuurd.read_text(errors="replace"))
    (gedaan,) = _gevonden(stad.anna, woorden=woord, status="afgehandeld", uitkomst="antwoord", medewerker=stad_anna(stad))
    assert gedaan["uitkomst"]["soort"] == "antwoord"
    assert _ids(_gevonden(stad.anna, kenmerk=kenmerk, woorden=woord)) == [rij["identificatie"]]

    def op_uitkomst() -> list[dict[str, Any]] | None:
        rijen = _gevonden(stad.anna, uitkomst="antwoord", medewerker=stad_anna(stad), postvak=stad.postvak)
        return rijen if rij["identificatie"] in _ids(rijen) else None

    wacht_op(op_uitkomst, "the outcome in the index", geduld=_GEDULD)


def stad_anna(stad: Stad) -> str:
    return str(stad.anna.get("/ik").raise_for_status().json()["medewerker"])


def test_a_department_may_not_search_and_a_teamleider_may(stad: Stad) -> None:
    with stad.desk() as desk, stad.leider() as leider:
        assert desk.post("/zoekopdrachten", json={"woorden": "grofvuil"}).status_code == 403
        assert leider.post("/zoekopdrachten", json={"woorden": "grofvuil"}).status_code == 200


def _onderweg(stad: Stad) -> int:
    """The number of messages that wait for who keeps the index, or come back to it: a worker that ended had them."""
    bron = stad.omgeving.aws.cloudformation.describe_stack_resource(StackName=STACK, LogicalResourceId="Zoekwachtrij")
    namen = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"]
    wachtrij = stad.omgeving.aws.client("sqs").get_queue_attributes(
        QueueUrl=bron["StackResourceDetail"]["PhysicalResourceId"], AttributeNames=namen
    )
    return sum(map(int, wachtrij["Attributes"].values()))


def test_the_index_of_the_stack_equals_one_made_anew_but_for_what_is_on_its_way(stad: Stad) -> None:
    stad.ontvangen(stad.mail())
    aws = stad.omgeving.aws
    ingesteld = aws.functies.get_function_configuration(FunctionName=stad.functie("Indexeren"))
    key = ingesteld["Environment"]["Variables"]["AFZENDERSLEUTEL"].encode()

    def gelijk() -> Reindex | None:
        onderweg = _onderweg(stad)
        gevonden = compare(items(aws.dynamodb, stad.omgeving.stack.tabel), key)
        return None if gevonden.stray or len(gevonden.wrong) > onderweg else gevonden

    with suppress(TimeoutError):  # what differs then, stands in the message of what follows
        wacht_op(gelijk, "an index that equals one made anew", geduld=_GEDULD)
    onderweg = _onderweg(stad)
    einde = compare(items(aws.dynamodb, stad.omgeving.stack.tabel), key)
    assert (einde.wrong[onderweg:], einde.stray) == ((), ())
    assert einde.mails > len(einde.wrong)
