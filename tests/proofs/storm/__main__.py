"""`make storm`: an outage, kills at random moments, a table that was set back, and an AWS that is killed.

Exit code 1 when a promise is broken.

STORM_MAILS      mails during the outage (500)
STORM_ANSWERS    answers, and as many receipts, during the kills (200)
STORM_KILLS      times that the whole AWS is killed (3)
STORM_SEED       seed of the moments of the kills (printed, so that a run can be tried again)
"""

import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx

from klantmail.domain.tijd import uit_tekst
from tests.proofs.storm.inspection import intake, items
from tests.proofs.storm.kills import kill_aws
from tests.proofs.storm.place import REST, Place, open_place
from tests.proofs.storm.report import Report

_AGENTS: Final = 8
"""The number of answers at once."""
_VICTIMS: Final = ("Beantwoorden", "Ontvangen", "Verzenden", "Bezorgstatus")
_PER_KILL: Final = 20
"""Mails and answers that are under way when the whole AWS is killed."""
_CLEAN_UP_AFTER: Final = 10
"""The number of kills after which the disk is cleared of what dead workers had unpacked."""
_PERSISTENCE: Final = 10
"""The number of times that an agent sends an answer again."""


def outage(place: Place, count: int, report: Report) -> None:
    """Break `ontvangen` for longer than Lambda repeats its events; then mend it, and let the vangnet make one round."""
    report.line(f"outage: {count} mails while ontvangen is broken")
    table = place.environment.stack.table
    place.configure("Ontvangen", {"TABEL": "kapot"})
    place.repeat_events("Ontvangen", 0)
    times = place.mail(count)
    report.require(len(intake(place.environment)) == count, f"{count} mails accepted at the door, all {count} wait in the intake")
    report.require(not items(place.environment, "emailbericht"), "none was listed while ontvangen was broken")
    place.configure("Ontvangen", {"TABEL": table})
    place.repeat_events("Ontvangen", 2)
    begin = time.monotonic()
    result = place.vangnet()
    report.line(f"        the vangnet's round took {time.monotonic() - begin:.0f} s: {result}")
    # An event of its own has taken in every mail that the vangnet did not see, since the mending.
    place.wait_for_empty_intake(60 + count)
    report.line(f"        all taken in {time.monotonic() - begin:.0f} s after the mending")
    listed = place.werkvoorraad()
    report.require(len(listed) == count, f"{len(listed)} e-mailberichten in the werkvoorraad after one round of the vangnet")
    report.require(_oldest_first(place, listed, times), "oldest first, to the second in which SES stored the mail")
    report.judge(place)


def _oldest_first(place: Place, listed: Sequence[dict[str, Any]], times: Sequence[datetime]) -> bool:
    received_mail = [uit_tekst(bericht["ontvangenOp"]) for bericht in listed]
    sent = {mail.adres: duration for mail, duration in zip(place.sent, times, strict=True)}
    according_to_citizens = [sent[bericht["afzender"]["adres"]] for bericht in listed]
    slack = timedelta(seconds=2)  # S3 keeps whole seconds, and four citizens mail at once
    return received_mail == sorted(received_mail) and all(
        later >= earlier - slack for earlier, later in pairwise(according_to_citizens)
    )


def killed_ones(place: Place, count: int, seed: int, report: Report) -> None:
    """Kill workers by SIGKILL at random moments while agents answer and mail comes in."""
    report.line(f"kills: {count} answers and {count} receipts, STORM_SEED={seed}")
    todo = [str(bericht["identificatie"]) for bericht in place.werkvoorraad()][:count]
    if len(todo) < count:
        place.mail(count - len(todo))
        place.wait_for_empty_intake(REST)
        todo = [str(bericht["identificatie"]) for bericht in place.werkvoorraad()][:count]
    with ThreadPoolExecutor(_AGENTS) as agents:
        inzagen = list(agents.map(place.open, todo))
        idempotency_keys = [str(uuid4()) for _ in todo]
        done = threading.Event()
        killer = _Killer(place, seed, done)
        killer.start()
        post = threading.Thread(target=place.mail, args=(count,))
        post.start()
        first = list(agents.map(lambda work: _try(place, *work), zip(todo, inzagen, idempotency_keys, strict=True)))
        post.join()
        done.set()
        killer.join()
        report.line(f"        killed: {dict(killer.killed)}; first answers: {dict(Counter(first))}")
        report.require(sum(killer.killed.values()) > 0, "workers were killed")
        repeated = list(agents.map(lambda work: _persist(place, *work), zip(todo, inzagen, idempotency_keys, strict=True)))
        again = list(agents.map(lambda work: _persist(place, *work), zip(todo, inzagen, idempotency_keys, strict=True)))
    report.require(all(repeated), f"all {count} answers are stored once they are sent again with their Idempotency-Key")
    report.require(repeated == again, "and the same key gives the same answer")
    place.come_to_rest(report.line)
    statuses = Counter(str(each["status"]) for each in items(place.environment, "verzending"))
    report.line(f"        verzendingen: {dict(statuses)}; mails in the sink: {len(place.client.verzonden())}")
    report.require(sum(statuses.values()) == count, f"{count} verzendingen")
    report.judge(place)


class _Killer(threading.Thread):
    def __init__(self, place: Place, seed: int, done: threading.Event) -> None:
        super().__init__()
        self._place, self._dice, self._klaar = place, random.Random(seed), done  # noqa: S311 - moments, no secrets
        self.killed: Counter[str] = Counter()

    def run(self) -> None:
        while not self._klaar.wait(self._dice.uniform(0.05, 0.5)):
            name = self._dice.choice(_VICTIMS)
            self.killed[name] += self._place.environment.kill_functions(name)
            if sum(self.killed.values()) % _CLEAN_UP_AFTER == 0:
                self._place.environment.clear_workers()


def _try(place: Place, bericht: str, inzage: str, idempotency_key: str) -> str:
    try:
        return str(place.answer(bericht, inzage, idempotency_key).status_code)
    except httpx.TransportError as error:
        return type(error).__name__


def _persist(place: Place, bericht: str, inzage: str, idempotency_key: str) -> str:
    """Send the request again until it is answered, and return the answer; empty when it never is."""
    for _ in range(_PERSISTENCE):
        with suppress(httpx.TransportError):
            response = place.answer(bericht, inzage, idempotency_key)
            if response.status_code == 201:
                return response.text
        time.sleep(1)
    return ""


def set_back(place: Place, report: Report) -> None:
    """Put the table back as it was before anything was sent, under a new generation: nothing of it leaves again."""
    old = place.born_verzendingen()
    report.line(f"restore: {len(old)} verzendingen back as they were stored, not yet sent; the new generation is 2")
    for name in ("Beantwoorden", "Verzenden", "Vangnet"):
        place.configure(name, {"GENERATIE": "2"})
    before = len(place.client.verzonden())
    place.set_table_back(old)
    place.let_time_pass()
    rounds = [place.vangnet() for _ in range(3)]
    # A record that is stored after the restore is behind it in the stream. Once it has left, the rest has been offered
    # too.
    place.mail(1)
    place.wait_for_empty_intake(REST)
    address = place.sent[-1].adres
    (bericht,) = [str(each["identificatie"]) for each in place.werkvoorraad() if each["afzender"]["adres"] == address]
    place.answer(bericht, place.open(bericht), str(uuid4())).raise_for_status()
    place.wait_for_outgoing(before + 1, REST)
    time.sleep(10)
    given_up = [round_["onbekendGeworden"] for round_ in rounds]
    report.line(f"        offered by the stream: {len(old)}, made onbekend by the vangnet: {given_up}")
    report.require(sum(round_["aangeboden"] for round_ in rounds) == 0, "the vangnet offered none of them")
    fresh = place.client.verzonden()[before:]
    report.require(
        len(fresh) == 1 and address.encode() in fresh[0].read_bytes(), "nothing left but the one answer of the new generation"
    )
    set_back = [each for each in items(place.environment, "verzending") if each["generatie"] == "1"]
    report.require(
        {each["status"] for each in set_back} == {"onbekend"} and len(set_back) == len(old),
        f"{len(set_back)} verzendingen of the old generation wait for a person's decision (onbekend)",
    )


def main() -> int:
    count = int(os.environ.get("STORM_MAILS", "500"))
    responses = int(os.environ.get("STORM_ANSWERS", "200"))
    seed = int(os.environ.get("STORM_SEED", str(random.SystemRandom().randrange(10**6))))
    kills = int(os.environ.get("STORM_KILLS", "3"))
    report = Report()
    with tempfile.TemporaryDirectory() as directory, open_place(Path(directory)) as place:
        report.line("the environment answers")
        outage(place, count, report)
        killed_ones(place, responses, seed, report)
        set_back(place, report)
    with tempfile.TemporaryDirectory() as directory:
        kill_aws(Path(directory), kills, _PER_KILL, seed, report)
    report.line(f"promises broken: {len(report.broken)}")
    return 1 if report.broken else 0


if __name__ == "__main__":
    sys.exit(main())
