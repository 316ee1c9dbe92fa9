"""`make smoke STACK=… PROFILE=…`: the first hour on AWS as a program.

It says what held and what did not, and cleans up.

Without STACK it looks at the system that `make run` started here, and skips by name what that does not have. It makes
klantcontacten, which nothing removes: on AWS it is for a test environment.
"""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from klantmail_local.errors import BrokenFile
from tools.smoke import checks, operating
from tools.smoke.place import Place
from tools.smoke.report import Check, run

_HERE: Final = Path(__file__).parents[2] / ".local" / "omgeving.json"


def smoke(place: Place, second: str = "") -> int:
    """Make every check. Returns: how many failed."""
    every = (*checks.CHECKS, *operating.CHECKS, Check("a second stack", partial(operating.second, other=second)))
    with place.cleaning:
        outcomes = run(every, place, lambda line: print(line, flush=True))  # noqa: T201 - what the program is for
    return sum(one.verdict == "failed" for one in outcomes)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make smoke")
    parser.add_argument("--stack", default="")
    parser.add_argument("--profile", default="")
    parser.add_argument("--region", default="")
    parser.add_argument("--second", default="")
    parser.add_argument("--here", type=Path, default=_HERE)
    chosen = parser.parse_args(arguments)
    try:
        if chosen.stack:
            place = Place.on_aws(chosen.stack, chosen.profile or None, chosen.region or None)
        else:
            place = Place.here(chosen.here)
    except (FileNotFoundError, BrokenFile, BotoCoreError, ClientError) as error:
        sys.stderr.write(f"no stack to look at: {error}\n")
        return 2
    return 1 if smoke(place, chosen.second) else 0


if __name__ == "__main__":
    sys.exit(main())
