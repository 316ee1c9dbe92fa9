"""`make keeping`: a year of mail of all outcomes, its lists and its destruction; and a death at every call.

Exit code 1 when a list is not what the rules say, when something of what was due is left, or of the rest gone.

A first argument is the number of mails (MAILS), a second one the step between the calls at which it dies.
"""

import logging
import os
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import Final

from tests.support.aws import ENVIRONMENT, aws_in_memory
from tests.support.keeping import START, Clock, Town, killed_everywhere, live, zaken_api

_NIGHTS: Final = [
    *(date(2026 + month // 12, month % 12 + 1, 1) for month in range(1, 15)),
    date(2028, 2, 1),
    date(2032, 2, 1),
    date(2034, 2, 1),
]


def main(mails: int, step: int) -> None:
    os.environ |= ENVIRONMENT
    os.environ.pop("AWS_PROFILE", None)
    logging.disable()
    warnings.simplefilter("ignore")
    report = sys.stdout
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):  # the functions write their metrics there
        _prove(mails, step, lambda line: print(line, file=report, flush=True))


def _prove(mails: int, step: int, write: Callable[[str], None]) -> None:
    begun = time.monotonic()
    clock = Clock(START)
    with aws_in_memory(), clock.ticking(), zaken_api(clock) as zgw:
        town = Town(clock, zgw)
        write("| list | due and listed | destroyed | kept for a zaak | whole after it |\n| --- | --: | --: | --: | --: |")
        for month in live(town, mails, _NIGHTS):
            write(f"| {month.day} | {month.listed} | {month.destroyed} | {month.kept} | {month.left} |")
        gone = sum(each.destroyed for each in town.sent)
        write(f"\n{len(town.sent)} mails: {gone} destroyed, 0 of them found; {len(town.sent) - gone} kept, all of each found")
    clock = Clock(START)
    with aws_in_memory(), clock.ticking(), zaken_api(clock) as zgw:
        deaths = list(killed_everywhere(Town(clock, zgw), step))
    write(f"{len(deaths)} deaths, at up to {max(call for call, _ in deaths)} calls: never half, never too much")
    write(f"{time.monotonic() - begun:.0f} seconds")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
