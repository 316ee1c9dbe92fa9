"""A table of our own test mails: what each shows, and whether the reader reads it right.

`python -m tests.berichten [FOLDER]`

FOLDER holds other mails, each with its expected reading in a `.json` beside it, in folders by topic.
"""

import sys
from collections import Counter
from pathlib import Path

from ontleden.lezen import ontleed
from tests.berichten.vergelijk import HERE, expectation, gevallen, verschillen


def main(map_met_mails: Path = HERE) -> int:
    """Print the table; exit status 1 when a mail is read wrongly."""
    goed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for bericht in gevallen(map_met_mails):
        expected = expectation(bericht)
        errors = verschillen(ontleed(bericht.read_bytes()), expected)
        directory = bericht.parent.name
        total[directory] += 1
        goed[directory] += not errors
        sys.stdout.write(f"{'fout' if errors else 'goed'}  {directory}/{bericht.stem:<38} {expected['toont']}\n")
        sys.stdout.writelines(f"      {error}\n" for error in errors)
    sys.stdout.write("\n")
    for directory, count in total.items():
        sys.stdout.write(f"{directory:<16} {goed[directory]:>3} van {count}\n")
    sys.stdout.write(f"{'samen':<16} {goed.total():>3} van {total.total()}\n")
    return 0 if goed.total() == total.total() else 1


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
