"""A local AWS of its own that is really killed, with SIGKILL and everything it runs, and started again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from klantmail_local.client import wait_for
from klantmail_local.environment import start
from tests.e2e.conftest import CheckedClient, Town

_ANSWERED: Final = 3
_JUST_IN: Final = 5
"""Mails that got their 250 a moment before the kill."""
_LONG_AGO: Final = "2000-01-01T00:00:00.000Z"


@contextmanager
def town(directory: Path) -> Iterator[Town]:
    with start(directory) as environment:
        client = CheckedClient(environment.details)
        with client.as_medewerker(0) as anna, client.as_medewerker(1) as bram, client.as_medewerker(2) as beheer:
            yield Town(environment, client, anna, bram, beheer)


def listed(place: Town) -> list[str]:
    """The senders of all mail that waits in the first mailbox."""
    senders: list[str] = []
    for status in ("nieuw", "in_behandeling"):
        page = place.anna.get("/emailberichten", params={"postvak": place.postvak, "pageSize": "100", "status": status})
        senders += [bericht["afzender"]["adres"] for bericht in page.raise_for_status().json()["results"]]
    return sorted(senders)


@pytest.mark.short_proof
def test_after_a_kill_every_mail_and_answer_is_there_and_nothing_is_sent_twice(tmp_path: Path) -> None:
    with town(tmp_path) as place:
        assert place.environment.notices == ()
        opened = [place.geopend() for _ in range(_ANSWERED + 1)]
        answers = [place.antwoord(each, f"antwoord-{number}").raise_for_status() for number, each in enumerate(opened[:-1])]
        for answer in answers:
            place.verzending(answer.json()["verzending"]["identificatie"], "verzonden", "bezorgd")
        # One more answer waits: SES is too busy for as long as this AWS lives.
        place.environment.faults.plan("te_druk", count=1000)
        waiting = place.antwoord(opened[-1], "antwoord-dat-wacht").raise_for_status().json()["verzending"]["identificatie"]
        just_in = sorted(place.mail() for _ in range(_JUST_IN))
        place.environment.kill_aws()
    sent = sorted((tmp_path / "uitgaand").glob("*.eml"))
    assert len(sent) == _ANSWERED

    with town(tmp_path) as place:
        assert any("generation 2" in bericht for bericht in place.environment.notices)
        wait_for(lambda: listed(place) == just_in, "every mail that got its 250")
        for number, (each, answer) in enumerate(zip(opened, answers, strict=False)):
            again = place.antwoord(each, f"antwoord-{number}")
            assert (again.status_code, again.json()) == (201, answer.json())
        _put_waiting_times_in_the_past(place, waiting)
        place.vangnet()
        place.verzending(waiting, "onbekend")
        assert sorted((tmp_path / "uitgaand").glob("*.eml")) == sent
        new = place.antwoord(place.geopend(), "antwoord-van-na-de-start").raise_for_status().json()["verzending"]
        place.verzending(new["identificatie"], "verzonden", "bezorgd")
        assert len(list((tmp_path / "uitgaand").glob("*.eml"))) == _ANSWERED + 1
        wait_for(lambda: not list((tmp_path / "spool").iterdir()), "an empty spool")

    broken = tmp_path / "staat/dynamodb.json"
    half = broken.read_bytes()[:1000]
    broken.write_bytes(half)
    with town(tmp_path) as place:
        told = "".join(place.environment.notices)
        (aside,) = tmp_path.glob("staat.kapot-*")
        assert str(broken) in told
        assert str(aside) in told
        assert (aside / "dynamodb.json").read_bytes() == half
        place.vangnet(intake_wachttijd=0)
        senders = {each["emailbericht"]["afzender"]["adres"] for each in opened} | set(just_in)
        wait_for(lambda: senders <= set(listed(place)), "every mail whose bytes are there")
        assert len(list((tmp_path / "uitgaand").glob("*.eml"))) == _ANSWERED + 1


def _put_waiting_times_in_the_past(place: Town, verzending: str) -> None:
    """Make a verzending due: it would be offered again after minutes, which nobody has to sit out here."""
    place.environment.aws.dynamodb.update_item(
        TableName=place.environment.stack.table,
        Key={"PK": {"S": f"VERZENDING#{verzending}"}, "SK": {"S": "VERZENDING"}},
        UpdateExpression="SET aanDeBeurtOp = :toen, AANDACHT_SK = :plek",
        ExpressionAttributeValues={":toen": {"S": _LONG_AGO}, ":plek": {"S": f"{_LONG_AGO}#{verzending}"}},
    )
