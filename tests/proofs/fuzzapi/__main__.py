"""`make fuzz-api`: schemathesis against the deployed stack on the local AWS.

Exit code 1 on a finding, or on too few cases.

FUZZ_EXAMPLES  examples of each operation in the phases that draw them; fewer than the default is no whole run, and says
so
"""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from klantmail_local.environment import start
from tests.proofs.fuzzapi.fuzzer import fuzz, passes

_EXAMPLES: Final = 250
_ENOUGH: Final = 20_000
"""The least number of cases of a whole run."""


def main(write: Callable[[str], None]) -> int:
    logging.disable(logging.WARNING)
    examples = int(os.environ.get("FUZZ_EXAMPLES", str(_EXAMPLES)))
    with TemporaryDirectory() as directory:
        place = Path(directory)
        with start(place / "klantmail", progress=write) as environment:
            tally = fuzz(environment, passes(examples), place)
    for line in tally.lines():
        write(line)
    enough = tally.cases.total() >= _ENOUGH
    if not enough:
        write(f"fewer than {_ENOUGH} cases")
    return 0 if enough and not tally.failed else 1


if __name__ == "__main__":
    sys.exit(main(lambda line: print(line, flush=True)))  # noqa: T201 - what the command shows
