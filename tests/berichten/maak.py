"""Write the test mails and their expected readings from `bron/`: `python -m tests.berichten.maak`.

The files are the same every time.
"""

import json
from pathlib import Path

from tests.berichten.bouw import Bericht
from tests.berichten.bron import alle

HERE = Path(__file__).parent


def bestanden(berichten: list[Bericht]) -> dict[str, bytes]:
    """Content by path, relative to this directory."""
    uit = {}
    for bericht in berichten:
        stam = f"{bericht.map}/{bericht.naam}"
        uit[f"{stam}.eml"] = bericht.bron
        inhoud = json.dumps({"toont": bericht.toont, **bericht.verwacht}, ensure_ascii=False, indent=2)
        uit[f"{stam}.json"] = f"{inhoud}\n".encode()
    return uit


def main() -> None:
    new = bestanden(alle())
    for old in [*HERE.glob("*/*.eml"), *HERE.glob("*/*.json")]:
        if str(old.relative_to(HERE)) not in new:
            old.unlink()
    for path, inhoud in new.items():
        doel = HERE / path
        doel.parent.mkdir(exist_ok=True)
        doel.write_bytes(inhoud)


if __name__ == "__main__":
    main()
