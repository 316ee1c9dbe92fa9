"""Times as ratios: the candidates run in turns, so that each has its share of what else the machine is doing."""

import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Final

ROUNDS: Final = 15
"""The number of rounds of which a median is taken. Seven leave a tenth of chance on a machine with neighbours."""


def in_turns(candidates: Mapping[str, Callable[[], object]], rounds: int = ROUNDS, repeat: int = 1) -> dict[str, float]:
    """Give the median processor time in seconds of one call of each candidate.

    Every round runs each candidate `repeat` times, one candidate after the other. The first call of each warms up and
    is not counted.
    """
    for work in candidates.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, work in candidates.items():
            begin = time.process_time()
            for _ in range(repeat):
                work()
            times[name].append((time.process_time() - begin) / repeat)
    return {name: median(measured) for name, measured in times.items()}
