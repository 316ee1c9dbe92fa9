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
from tests.proofs.storm.place import RUST, Plek, plek, vraag
from tests.proofs.storm.report import Verslag
from tests.support.inspection import Gestuurd

_AGENTS: Final = 4
_CITIZENS: Final = 4
_SENT: Final = 5
"""The number of answers that have left before each kill."""


def kill_aws(directory: Path, rounds: int, each: int, seed: int, verslag: Verslag) -> None:
    """Kill the AWS so many times. Each time, `each` mails and answers are under way."""
    verslag.regel(f"power: {rounds} times SIGKILL of the whole AWS, STORM_ZAAD={seed}")
    logging.getLogger("klantmail_local").setLevel(logging.CRITICAL)  # that the AWS is gone is no news here
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    accepted: list[Gestuurd] = []
    stored: dict[tuple[str, str, str], str] = {}
    for number in range(1, rounds + 1):
        with plek(directory) as waar:
            waar.gestuurd += accepted
            _repeat(waar, stored, verslag)
            waar.mail(each)
            waar.wacht_op_lege_intake(RUST)
            opened = [(bericht, waar.open(bericht), str(uuid4())) for bericht in _new(waar)[:each]]
            before = len(waar.client.verzonden())
            stored |= {work: _answer(waar, work, []) for work in opened[:_SENT]}
            waar.wacht_op_uitgaand(before + _SENT, RUST)
            opened = opened[_SENT:]
            moment, told = chance.randrange(1, len(opened)), list[str]()
            with ThreadPoolExecutor(_AGENTS + _CITIZENS + 1) as people:
                killer = people.submit(_kill_after, waar, told, moment)
                mails, answers = [], {}
                for place, work in enumerate(opened):
                    mails.append(people.submit(_mail, waar, number * 1000 + place))
                    answers[people.submit(_answer, waar, work, told)] = work
                killer.result()
            taken = [mail for future in mails if (mail := future.result()) is not None]
            accepted = [*waar.gestuurd, *taken]
            stored |= {work: text for future, work in answers.items() if (text := future.result())}
            verslag.regel(
                f"        kill {number}: {len(taken)} of {len(mails)} mails got 250, {len(told)} of {len(opened)} answers 201"
            )
    with plek(directory) as waar:
        waar.gestuurd += accepted
        _repeat(waar, stored, verslag)
        waar.kom_tot_rust(verslag.regel)
        states = Counter(str(item["status"]) for item in items(waar.omgeving, "verzending"))
        verslag.regel(f"        verzendingen: {dict(states)}; mails in the sink: {len(waar.client.verzonden())}")
        verslag.eis(len(waar.client.verzonden()) <= sum(states.values()), "no verzending left twice")
        verslag.keur(waar)


def _repeat(waar: Plek, stored: dict[tuple[str, str, str], str], verslag: Verslag) -> None:
    again = {work: _answer(waar, work, []) for work in stored}
    verslag.eis(again == stored, f"the {len(stored)} answers that got 201 before a kill get the same answer after it")


def _new(waar: Plek) -> list[str]:
    return [str(bericht["identificatie"]) for bericht in waar.werkvoorraad() if bericht["status"] == "nieuw"]


def _kill_after(waar: Plek, told: list[str], moment: int) -> None:
    """Kill when so many answers got their 201, or when no more come."""
    end = time.monotonic() + RUST
    while len(told) < moment and time.monotonic() < end:
        time.sleep(0.01)
    waar.omgeving.dood_aws()


def _mail(waar: Plek, number: int) -> Gestuurd | None:
    """Send a mail. Returns: the mail, when it got its 250."""
    mail = vraag(f"burger-{uuid4().hex[:12]}@burger.example", number)
    with suppress(smtplib.SMTPException, OSError):
        waar.client.stuur_mail(mail.bron, waar.client.gegevens["postvakken"][0], mail.adres)
        return mail
    return None


def _answer(waar: Plek, work: tuple[str, str, str], told: list[str]) -> str:
    """Send an answer. Returns: what the API said of it once it was stored; empty when it did not say so."""
    with suppress(httpx.TransportError):
        response = waar.antwoord(*work)
        if response.status_code == 201:
            told.append(response.text)
            return response.text
    return ""
