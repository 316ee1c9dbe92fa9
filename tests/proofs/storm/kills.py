"""The fourth part of the storm: the whole AWS is killed, again and again, while citizens mail and agents answer."""

import logging
import random
import smtplib
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

import httpx

from tests.proofs.storm.inspection import items
from tests.proofs.storm.place import REST, Place, open_place, question
from tests.proofs.storm.report import Report
from tests.support.inspection import Mailed

_AGENTS: Final = 4
_CITIZENS: Final = 4
_SENT: Final = 5
"""The number of answers that have left before each kill."""


def kill_aws(directory: Path, rounds: int, each: int, seed: int, report: Report) -> None:
    """Kill the AWS so many times. Each time, `each` mails and answers are under way."""
    report.line(f"power: {rounds} times SIGKILL of the whole AWS, STORM_SEED={seed}")
    logging.getLogger("klantmail_local").setLevel(logging.CRITICAL)  # that the AWS is gone is no news here
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    accepted: list[Mailed] = []
    stored: dict[tuple[str, str, str], str] = {}
    for number in range(1, rounds + 1):
        with open_place(directory) as place:
            place.sent += accepted
            _repeat(place, stored, report)
            place.mail(each)
            place.wait_for_empty_intake(REST)
            opened = [(bericht, place.open(bericht), str(uuid4())) for bericht in _new(place)[:each]]
            before = len(place.client.verzonden())
            stored |= {work: _answer(place, work, []) for work in opened[:_SENT]}
            place.wait_for_outgoing(before + _SENT, REST)
            opened = opened[_SENT:]
            moment, told = chance.randrange(1, len(opened)), list[str]()
            with ThreadPoolExecutor(_AGENTS + _CITIZENS + 1) as people:
                killer = people.submit(_kill_after, place, told, moment)
                mails, answers = [], {}
                for index, work in enumerate(opened):
                    mails.append(people.submit(_mail, place, number * 1000 + index))
                    answers[people.submit(_answer, place, work, told)] = work
                killer.result()
            taken = [mail for future in mails if (mail := future.result()) is not None]
            accepted = [*place.sent, *taken]
            stored |= {work: text for future, work in answers.items() if (text := future.result())}
            report.line(
                f"        kill {number}: {len(taken)} of {len(mails)} mails got 250, {len(told)} of {len(opened)} answers 201"
            )
    with open_place(directory) as place:
        place.sent += accepted
        _repeat(place, stored, report)
        place.come_to_rest(report.line)
        states = Counter(str(item["status"]) for item in items(place.environment, "verzending"))
        report.line(f"        verzendingen: {dict(states)}; mails in the sink: {len(place.client.verzonden())}")
        report.require(len(place.client.verzonden()) <= sum(states.values()), "no verzending left twice")
        report.judge(place)


def _repeat(place: Place, stored: dict[tuple[str, str, str], str], report: Report) -> None:
    again = {work: _answer(place, work, []) for work in stored}
    report.require(again == stored, f"the {len(stored)} answers that got 201 before a kill get the same answer after it")


def _new(place: Place) -> list[str]:
    return [str(bericht["identificatie"]) for bericht in place.werkvoorraad() if bericht["status"] == "nieuw"]


def _kill_after(place: Place, told: list[str], moment: int) -> None:
    """Kill when so many answers got their 201, or when no more come."""
    end = time.monotonic() + REST
    while len(told) < moment and time.monotonic() < end:
        time.sleep(0.01)
    place.environment.kill_aws()


def _mail(place: Place, number: int) -> Mailed | None:
    """Send a mail. Returns: the mail, when it got its 250."""
    mail = question(f"burger-{uuid4().hex[:12]}@burger.example", number)
    with suppress(smtplib.SMTPException, OSError):
        place.client.send_mail(mail.bron, place.client.details["postvakken"][0], mail.adres)
        return mail
    return None


def _answer(place: Place, work: tuple[str, str, str], told: list[str]) -> str:
    """Send an answer. Returns: what the API said of it once it was stored; empty when it did not say so."""
    with suppress(httpx.TransportError):
        response = place.answer(*work)
        if response.status_code == 201:
            told.append(response.text)
            return response.text
    return ""
