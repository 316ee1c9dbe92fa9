"""The cold starts that agents wait for, with a function for each duty and with functions for the same callers.

It simulates a working day. Lambda keeps a worker that has nothing to do for 5 to 15 minutes. A request that finds no
idle worker of its function waits for a new one. Each agent takes one mail after another, and asks what an agent asks
for a mail. The seconds of one cold start are an assumption, the same for every function and on both sides: what the
simulation tells is how often a request waits.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from statistics import mean
from typing import Final

from tests.benchmarks.report import Result, Row

COLD_START: Final = 0.7
"""Seconds: half of it the processor's (`cold_start`), half for the place and the layers that Lambda gets ready."""
_WARM: Final = 0.15
"""Seconds in which a worker answers, and can take no other request."""
_KEPT: Final = (5 * 60.0, 15 * 60.0)
"""Seconds that Lambda keeps an idle worker, as others measured it; AWS promises nothing."""
_DAY: Final = 8 * 3600.0
"""Seconds of a working day."""
_LEAST_FOR_A_MAIL: Final = 60.0
"""The least seconds for a mail: agents who would have less are not simulated."""
_LONGEST: Final = 600.0
"""Seconds that an agent takes for a mail when there is time."""
_BUSY: Final = 0.8
"""The part of the day that agents spend on mails when there are many. They pause between two mails."""
_DAYS: Final = 20
_MAILS_A_DAY: Final = (50, 500, 5_000)
_AGENTS: Final = (3, 10, 40)
BEFORE: Final[Mapping[str, str]] = {
    "werkvoorraad": "raadplegen",
    "emailbericht": "raadplegen",
    "inzage": "inzien",
    "samenhang": "samenhang",
    "download": "raadplegen",
    "keuzes": "inrichting",
    "standaardantwoord": "standaardantwoorden",
    "upload": "uploads",
    "antwoord": "beantwoorden",
    "andere uitkomst": "doorzetten",
    "splitsing": "splitsen",
    "vervolgbericht": "vervolgen",
    "ontvangstbevestiging": "bevestigen",
    "verzendingen": "beheren",
    "zaken": "zaken",
}
"""The function of each request until 28 November 2026: 23 in all, 16 of them of the API."""
AFTER: Final[Mapping[str, str]] = {
    **BEFORE,
    "samenhang": "raadplegen",
    "standaardantwoord": "inrichting",
    "splitsing": "doorzetten",
    "vervolgbericht": "beantwoorden",
    "ontvangstbevestiging": "beantwoorden",
    "zaken": "beheren",
}
"""The function of each request since then: 16 in all, 9 of them of the API.

`ordenen`, the tenth, came later with work of its own (notes, moves, drafts), so that there is no before to compare.
"""
_OF_A_MAIL: Final[tuple[tuple[str, float, float], ...]] = (
    ("werkvoorraad", 1.0, 0.0),
    ("inzage", 1.0, 0.02),
    ("samenhang", 1.0, 0.02),
    ("emailbericht", 0.3, 0.2),
    ("download", 0.3, 0.3),
    ("ontvangstbevestiging", 0.05, 0.3),
    ("standaardantwoord", 0.4, 0.4),
    ("keuzes", 0.3, 0.5),
    ("upload", 0.1, 0.8),
    ("antwoord", 0.7, 0.9),
    ("andere uitkomst", 0.27, 0.9),
    ("splitsing", 0.03, 0.9),
    ("vervolgbericht", 0.05, 0.95),
    ("verzendingen", 0.05, 0.97),
    ("zaken", 0.05, 0.98),
)
"""A request, how many mails in one it is made for, and when: the part of the time for this mail that has passed."""


@dataclass(slots=True)
class Workers:
    """The workers of one function."""

    random: Random
    _idle: list[tuple[float, float]] = field(default_factory=list)
    """The moment that each is free, and the moment until which Lambda keeps it after that."""

    def is_cold(self, moment: float) -> bool:
        """Let a worker answer a request of this moment, and tell whether it had to be made."""
        self._idle = [one for one in self._idle if one[1] > moment]
        free = [one for one in self._idle if one[0] <= moment]
        if free:
            self._idle.remove(max(free))
        ready = moment + _WARM + (0.0 if free else COLD_START)
        self._idle.append((ready, ready + self.random.uniform(*_KEPT)))
        return not free


def requests_of_a_day(mails: int, agents: int, random: Random) -> list[tuple[float, str]]:
    """The moments, in seconds, and the requests of a day, in the order of time."""
    made: list[tuple[float, str]] = []
    for agent in range(agents):
        count = mails // agents + (agent < mails % agents)
        for number in range(count):
            room = _DAY / count
            lasts = min(_BUSY * room, _LONGEST)
            begin = number * room + random.uniform(0.0, room - lasts)
            made += [(begin + part * lasts, what) for what, share, part in _OF_A_MAIL if random.random() < share]
    return sorted(made)


def waited(requests: list[tuple[float, str]], function_of: Mapping[str, str], random: Random) -> float:
    """Seconds of cold start that these requests wait for together."""
    workers = {function: Workers(random) for function in sorted(set(function_of.values()))}
    return COLD_START * sum(workers[function_of[what]].is_cold(moment) for moment, what in requests)


def measure() -> Iterator[Result]:
    """Yield, for each size of a municipality, the seconds that agents wait for with 100 mails."""
    for mails in _MAILS_A_DAY:
        for agents in _AGENTS:
            if agents * _DAY / mails < _LEAST_FOR_A_MAIL:
                continue
            days = [requests_of_a_day(mails, agents, Random(day)) for day in range(_DAYS)]  # noqa: S311 - no secret
            before, after = (
                100 / mails * mean(waited(requests, function_of, Random(day)) for day, requests in enumerate(days))  # noqa: S311
                for function_of in (BEFORE, AFTER)
            )
            yield Row(
                subject="Workers",
                what=f"{mails:,} mails a day, {agents} agents: seconds of cold start that agents wait for with 100 mails",
                measured=f"{after:.1f} s",
                peer=f"before, with 16 functions of the API {before:.1f} s",
                ratio=f"{after / before:.2f}",
            )
