"""A local AWS of its own that is really killed, with SIGKILL and everything it runs, and started again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from klantmail_local.client import wacht_op
from klantmail_local.omgeving import start
from tests.e2e.conftest import GetoetsteClient, Stad

_ANSWERED: Final = 3
_JUST_IN: Final = 5
"""Mails that got their 250 a moment before the kill."""
_LONG_AGO: Final = "2000-01-01T00:00:00.000Z"


@contextmanager
def town(directory: Path) -> Iterator[Stad]:
    with start(directory) as omgeving:
        client = GetoetsteClient(omgeving.gegevens)
        with client.als_medewerker(0) as anna, client.als_medewerker(1) as bram, client.als_medewerker(2) as beheer:
            yield Stad(omgeving, client, anna, bram, beheer)


def listed(stad: Stad) -> list[str]:
    """The senders of all mail that waits in the first mailbox."""
    senders: list[str] = []
    for status in ("nieuw", "in_behandeling"):
        page = stad.anna.get("/emailberichten", params={"postvak": stad.postvak, "pageSize": "100", "status": status})
        senders += [bericht["afzender"]["adres"] for bericht in page.raise_for_status().json()["results"]]
    return sorted(senders)


@pytest.mark.short_proof
def test_after_a_kill_every_mail_and_answer_is_there_and_nothing_is_sent_twice(tmp_path: Path) -> None:
    with town(tmp_path) as stad:
        assert stad.omgeving.berichten == ()
        opened = [stad.geopend() for _ in range(_ANSWERED + 1)]
        answers = [stad.antwoord(each, f"antwoord-{number}").raise_for_status() for number, each in enumerate(opened[:-1])]
        for answer in answers:
            stad.verzending(answer.json()["verzending"]["identificatie"], "verzonden", "bezorgd")
        # One more answer waits: SES is too busy for as long as this AWS lives.
        stad.omgeving.storingen.plan("te_druk", aantal=1000)
        waiting = stad.antwoord(opened[-1], "antwoord-dat-wacht").raise_for_status().json()["verzending"]["identificatie"]
        just_in = sorted(stad.mail() for _ in range(_JUST_IN))
        stad.omgeving.dood_aws()
    sent = sorted((tmp_path / "uitgaand").glob("*.eml"))
    assert len(sent) == _ANSWERED

    with town(tmp_path) as stad:
        assert any("generation 2" in bericht for bericht in stad.omgeving.berichten)
        wacht_op(lambda: listed(stad) == just_in, "every mail that got its 250")
        for number, (each, answer) in enumerate(zip(opened, answers, strict=False)):
            again = stad.antwoord(each, f"antwoord-{number}")
            assert (again.status_code, again.json()) == (201, answer.json())
        _put_waiting_times_in_the_past(stad, waiting)
        stad.vangnet()
        stad.verzending(waiting, "onbekend")
        assert sorted((tmp_path / "uitgaand").glob("*.eml")) == sent
        new = stad.antwoord(stad.geopend(), "antwoord-van-na-de-start").raise_for_status().json()["verzending"]
        stad.verzending(new["identificatie"], "verzonden", "bezorgd")
        assert len(list((tmp_path / "uitgaand").glob("*.eml"))) == _ANSWERED + 1
        wacht_op(lambda: not list((tmp_path / "spool").iterdir()), "an empty spool")

    broken = tmp_path / "staat/dynamodb.json"
    half = broken.read_bytes()[:1000]
    broken.write_bytes(half)
    with town(tmp_path) as stad:
        told = "".join(stad.omgeving.berichten)
        (aside,) = tmp_path.glob("staat.kapot-*")
        assert str(broken) in told
        assert str(aside) in told
        assert (aside / "dynamodb.json").read_bytes() == half
        stad.vangnet(intake_wachttijd=0)
        senders = {each["emailbericht"]["afzender"]["adres"] for each in opened} | set(just_in)
        wacht_op(lambda: senders <= set(listed(stad)), "every mail whose bytes are there")
        assert len(list((tmp_path / "uitgaand").glob("*.eml"))) == _ANSWERED + 1


def _put_waiting_times_in_the_past(stad: Stad, verzending: str) -> None:
    """Make a verzending due: it would be offered again after minutes, which nobody has to sit out here."""
    stad.omgeving.aws.dynamodb.update_item(
        TableName=stad.omgeving.stack.tabel,
        Key={"PK": {"S": f"VERZENDING#{verzending}"}, "SK": {"S": "VERZENDING"}},
        UpdateExpression="SET aanDeBeurtOp = :toen, AANDACHT_SK = :plek",
        ExpressionAttributeValues={":toen": {"S": _LONG_AGO}, ":plek": {"S": f"{_LONG_AGO}#{verzending}"}},
    )
