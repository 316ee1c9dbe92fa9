"""`make load`: citizens mail while agents work through the werkvoorraad, on the local AWS, for a bounded time.

Exit code 1 when a request was answered with an error, or a promise is broken.

LOAD_MAILS    mails over SMTP (200)
LOAD_AGENTS   agents, each with a login of their own (8)
LOAD_SECONDS  that they work at most (300); they stop before when all mail is answered
"""

import os
import random
import secrets
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Final
from uuid import uuid4

import httpx

from klantmail_local.logins import Login, as_json, ensure_login
from tests.proofs.storm.inspection import items
from tests.proofs.storm.place import Place, open_place
from tests.proofs.storm.report import Report

_PAGE: Final = 20
_BEHIND_EVENTS: Final = ("Ontvangen", "Verzenden", "Bezorgstatus")
_WORKERS: Final = 6
"""Workers of each of those functions at once.

Nobody waits for them, and agents need the processor that they would take.
"""
_AT_A_TIME: Final = 10
"""Mails that are sent before the progress is told again."""
_PROGRESS: Final = 10.0
"""Seconds between two lines that tell the progress."""
_OTHER_WAS_FIRST: Final = 409
"""The answer that the API promises when an agent opened the mail, or answered it, while this one chose it; no error."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that was stored."""

    bericht: str
    idempotency_key: str
    answer: httpx.Response
    repeat: Callable[[], httpx.Response]
    """Send the same request again."""


@dataclass
class Book:
    """The experience of all agents."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """The times of each operation, of the requests that were answered as they should be."""
    errors: Counter[str] = field(default_factory=Counter)
    others_first: int = 0
    answered: list[Answered] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, operation: str, request: Callable[[], httpx.Response], expected: int) -> httpx.Response | None:
        """Time a request; None when it was not answered with this status."""
        begin = time.monotonic()
        try:
            answer = request()
        except httpx.TransportError as error:
            self._note(f"{operation}: {type(error).__name__}")
            return None
        took = time.monotonic() - begin
        if answer.status_code == expected:
            with self._lock:
                self.seconds[operation].append(took)
            return answer
        if answer.status_code == _OTHER_WAS_FIRST:
            with self._lock:
                self.others_first += 1
        else:
            self._note(f"{operation}: {answer.status_code}")
        return None

    def _note(self, error: str) -> None:
        with self._lock:
            self.errors[error] += 1

    def lines(self) -> Iterator[str]:
        """Give the latencies, a line for each operation."""
        yield f"{'':14}{'n':>6}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}  ms"
        for operation, seconds in self.seconds.items():
            cuts = quantiles(seconds, n=100, method="inclusive") if len(seconds) > 1 else seconds * 99
            values = "".join(f"{1000 * value:8.0f}" for value in (cuts[49], cuts[94], cuts[98], max(seconds)))
            yield f"{operation:14}{len(seconds):6}{values}"


@dataclass(frozen=True)
class Agent:
    """An agent who takes mail from the head of the werkvoorraad and answers it, until told to stop."""

    api: httpx.Client
    postvak: str
    book: Book
    chance: random.Random

    def work(self, over: Callable[[], bool]) -> None:
        while not over():
            if not self._one():
                time.sleep(0.5)

    def _one(self) -> bool:
        """Answer one mail. Returns: whether there was one to take."""
        asked = {"postvak": self.postvak, "status": "nieuw", "pageSize": str(_PAGE)}
        page = self.book.ask("werkvoorraad", lambda: self.api.get("/emailberichten", params=asked), 200)
        waiting = page.json()["results"] if page else []
        if not waiting:
            return False
        bericht = str(self.chance.choice(waiting)["identificatie"])
        opened = self.book.ask("inzage", lambda: self.api.post(f"/emailberichten/{bericht}/inzage", json={}), 201)
        if opened is None:
            return True
        idempotency_key = str(uuid4())
        body = {"inzageId": str(opened.json()["inzageId"]), "inhoud": f"Dat kan via de website. Kenmerk {idempotency_key}"}

        def send() -> httpx.Response:
            return self.api.post(f"/emailberichten/{bericht}/antwoord", json=body, headers={"Idempotency-Key": idempotency_key})

        answer = self.book.ask("antwoord", send, 201)
        if answer is not None:
            self.book.answered.append(Answered(bericht, idempotency_key, answer, send))
        return True


@contextmanager
def logged_in(where: Place, number: int, book: Book) -> Iterator[list[Agent]]:
    """Log in so many agents, one after the other."""
    logins = tuple(
        Login(f"agent-{one}@gemeente.example", f"Aa1-{secrets.token_urlsafe(15)}", str(uuid4()), "kcc-medewerker")
        for one in range(number)
    )
    for login in logins:
        ensure_login(
            where.environment.aws, where.environment.stack, login, f"Medewerker {login.medewerker[:4]}", "Klantcontactcentrum"
        )
    first = len(where.client.details["medewerkers"])
    where.client.details["medewerkers"] += as_json(logins)
    team: list[Agent] = []
    try:
        for one in range(number):
            begin = time.monotonic()
            api = where.client.as_medewerker(first + one)
            book.seconds["login"].append(time.monotonic() - begin)
            team.append(Agent(api, where.client.details["postvakken"][0], book, random.Random(one)))  # noqa: S311
        yield team
    finally:
        for agent in team:
            agent.api.close()


def main() -> int:
    mails, number, seconds = (
        int(os.environ.get(name, default))
        for name, default in (("LOAD_MAILS", "200"), ("LOAD_AGENTS", "8"), ("LOAD_SECONDS", "300"))
    )
    report, book = Report(), Book()
    with tempfile.TemporaryDirectory() as directory, open_place(Path(directory)) as where, logged_in(where, number, book) as team:
        for function in _BEHIND_EVENTS:
            where.bound(function, _WORKERS)
        report.line(f"the environment answers; {mails} mails, {number} agents, at most {seconds} s")
        _work(where, team, book, mails, seconds, report)
        where.come_to_rest(report.line)
        _judge(where, len(team), book, report)
        report.line(f"errors: {sum(book.errors.values())} {dict(book.errors) or ''}; promises broken: {len(report.broken)}")
    return 1 if book.errors or report.broken else 0


def _work(where: Place, team: list[Agent], book: Book, mails: int, seconds: int, report: Report) -> None:
    """Let the citizens mail and the agents answer, at the same time."""
    begin = time.monotonic()
    accepted = [0.0]

    def send() -> None:
        for sent in range(0, mails, _AT_A_TIME):
            where.mail(min(_AT_A_TIME, mails - sent))
        accepted[0] = time.monotonic() - begin

    def over() -> bool:
        return len(book.answered) >= mails or time.monotonic() - begin > seconds

    with ThreadPoolExecutor(len(team) + 1) as threads:
        post = threads.submit(send)
        working = [threads.submit(agent.work, over) for agent in team]
        while not all(one.done() for one in working):
            time.sleep(_PROGRESS)
            where.environment.clear_workers()
            report.line(
                f"        accepted {len(where.sent)}, answered {len(book.answered)}, "
                f"another was first {book.others_first}, errors {sum(book.errors.values())}"
            )
        took = time.monotonic() - begin
        for one in (post, *working):
            one.result()
    report.line(f"        {mails} mails accepted in {accepted[0]:.0f} s: {60 * mails / accepted[0]:.0f} a minute")
    report.line(f"        {len(book.answered)} answered in {took:.0f} s: {60 * len(book.answered) / took:.0f} a minute")
    for line in book.lines():
        report.line(f"        {line}")


def _judge(where: Place, agents: int, book: Book, report: Report) -> None:
    """Judge, once all has come to rest, the promises over everything that is there
    and everything that agents were told.
    """
    stored = {str(one["identificatie"]): one for one in items(where.environment, "emailbericht") if "afhandeling" in one}
    told = {one.bericht: one for one in book.answered}
    report.require(len(told) == len(book.answered), "4: no mail was answered by two agents")
    own = [name for name, one in told.items() if name in stored and stored[name]["afhandeling"]["sleutel"] == one.idempotency_key]
    report.require(len(own) == len(told) == len(stored), f"{len(told)} answers were accepted, and those are stored")
    with ThreadPoolExecutor(agents) as threads:
        same = list(threads.map(lambda one: one.repeat().text == one.answer.text, book.answered))
    report.require(all(same), "4: the same request again gets the same answer")
    report.judge(where)


if __name__ == "__main__":
    sys.exit(main())
