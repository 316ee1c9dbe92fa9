"""The command line: it prints what we make of a mail, for a person or a program.

`python -m ontleden FILE…` prints one JSON object on a line for each file. `-` as a name reads names of files from
standard input, one on a line. A file that cannot be read gives a line on standard error, and exit code 1 at the end.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ontleden.lezen import ontleed
from ontleden.ontleding import Deelrol, Ontleding


def als_json(naam: str, ontleding: Ontleding) -> dict[str, Any]:
    """The fields of an `Ontleding` under Dutch names in camelCase, with the attachments apart from the other parts."""
    velden = {_camel(veld): waarde for veld, waarde in asdict(ontleding).items()}
    classificatie = velden.pop("classificatie")
    delen = velden.pop("delen")
    return {
        "bestand": naam,
        **velden,
        "datum": ontleding.datum.isoformat().replace("+00:00", "Z") if ontleding.datum else None,
        "klasse": classificatie["klasse"],
        "grond": classificatie["grond"],
        "bezorgfouten": classificatie["bezorgfouten"],
        "bijlagen": [_deel(deel) for deel in delen if deel["rol"] != Deelrol.INHOUD],
        "inhoudsdelen": [_deel(deel) for deel in delen if deel["rol"] == Deelrol.INHOUD],
    }


def _deel(deel: dict[str, Any]) -> dict[str, Any]:
    return {_camel(veld): waarde for veld, waarde in deel.items()}


def _camel(naam: str) -> str:
    eerste, *rest = naam.split("_")
    return eerste + "".join(woord.capitalize() for woord in rest)


def _namen(argumenten: Sequence[str]) -> Iterator[str]:
    for argument in argumenten:
        if argument == "-":
            yield from (os.fsdecode(regel.rstrip(b"\r\n")) for regel in sys.stdin.buffer if regel.strip())
        else:
            yield argument


def main(argumenten: Sequence[str]) -> int:
    """Print what each file holds, and return the exit code."""
    if not argumenten:
        sys.stderr.write("gebruik: python -m ontleden BESTAND…   (- leest namen van standaardinvoer)\n")
        return 2
    uitgang = 0
    for naam in _namen(argumenten):
        leesbaar = os.fsencode(naam).decode("utf-8", "replace")
        try:
            bron = Path(naam).read_bytes()
        except (OSError, ValueError) as fout:
            sys.stderr.write(f"{leesbaar!a}: {fout}\n")
            uitgang = 1
            continue
        regel = json.dumps(als_json(leesbaar, ontleed(bron)), ensure_ascii=False)
        sys.stdout.buffer.write(regel.encode() + b"\n")
        sys.stdout.buffer.flush()
    return uitgang


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
