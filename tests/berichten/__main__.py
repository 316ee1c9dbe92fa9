"""A table of our own test mails: what each shows, and whether the reader reads it right.

`python -m tests.berichten [FOLDER]`

FOLDER holds other mails, each with its expected reading in a `.json` beside it, in folders by topic.
"""

import sys
from collections import Counter
from pathlib import Path

from ontleden.lezen import ontleed
from tests.berichten.vergelijk import HIER, gevallen, verschillen, verwachting


def main(map_met_mails: Path = HIER) -> int:
    """Print the table; exit status 1 when a mail is read wrongly."""
    goed: Counter[str] = Counter()
    totaal: Counter[str] = Counter()
    for bericht in gevallen(map_met_mails):
        verwacht = verwachting(bericht)
        fouten = verschillen(ontleed(bericht.read_bytes()), verwacht)
        map_ = bericht.parent.name
        totaal[map_] += 1
        goed[map_] += not fouten
        sys.stdout.write(f"{'fout' if fouten else 'goed'}  {map_}/{bericht.stem:<38} {verwacht['toont']}\n")
        sys.stdout.writelines(f"      {fout}\n" for fout in fouten)
    sys.stdout.write("\n")
    for map_, aantal in totaal.items():
        sys.stdout.write(f"{map_:<16} {goed[map_]:>3} van {aantal}\n")
    sys.stdout.write(f"{'samen':<16} {goed.total():>3} van {totaal.total()}\n")
    return 0 if goed.total() == totaal.total() else 1


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
