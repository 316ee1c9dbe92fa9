"""The calls that an agent waits for, one after the other, and the capacity units that a mail takes. Both are exact."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from tests.benchmarks.cost import FUNCTIONS, logs_apart
from tests.benchmarks.report import Figure, Result, Row
from tests.support.capacity import Units
from tests.support.usecases import play_answering, play_bounce, play_others, reference_mail, stage

_TARGETS: Final = {"inzage": 1, "antwoord": 3, "werkvoorraad": 1, "werkvoorraad van alle postvakken": 1}
"""The number of calls one after the other."""


def measure() -> Iterator[Result]:
    """Yield the rounds that an agent waits for, and the units of one mail."""
    with logs_apart(), stage() as on:
        play_bounce(on, play_answering(on, reference_mail(attachments=0)))
        play_others(on, reference_mail())
    for name, target in _TARGETS.items():
        recording = on.played[name]
        counted = Counter(call.operation for call in recording.calls)
        yield Row(
            subject="Calls",
            what=f"{name}: calls one after the other",
            measured=f"{recording.rounds} ({', '.join(f'{number} {kind}' for kind, number in sorted(counted.items()))})",
            target=f"≤ {target}",
            met=recording.rounds <= target,
        )
    units = {name: on.played[name].units for name in FUNCTIONS}
    total = sum(units.values(), Units())
    calls = sum(len(on.played[name].calls) for name in FUNCTIONS)
    yield Row(
        subject="Capacity",
        what="a mail of 20 KB, from receipt to answer",
        measured=f"{total.write:g} units of writing ({total.on_indexes:g} on indexes), {total.read:g} of reading, {calls} calls",
    )
    bars = {name: each.write for name, each in units.items()}
    yield Figure("units", "Capacity units that write, of one mail", "units", bars=bars)
