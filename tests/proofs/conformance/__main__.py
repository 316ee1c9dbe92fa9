"""`make conformance`: the storage tests on every engine, as a table.

Exit code 1 on a difference that is not written down.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from klantmail_local.werkmap import ROOT
from tests.proofs.conformance.differences import BIJ_TOEVAL_GOED, VERSCHILLEN
from tests.proofs.conformance.engine import dynamodb_local, ministack, moto

type Uitslag = dict[str, str]
"""The first error of each test; empty when it passed."""

MOTOREN: Final[dict[str, Callable[[], AbstractContextManager[str]]]] = {
    "moto": moto,
    "MiniStack": ministack,
    "DynamoDB Local": dynamodb_local,
}


def draai(adres: str) -> Uitslag:
    """Run the tests on the engine at this address, in a process of their own."""
    with tempfile.TemporaryDirectory() as map_:
        bestand = Path(map_) / "uitslag.json"
        subprocess.run(  # noqa: S603 - our own command line
            [sys.executable, "-m", "tests.proofs.conformance.round", str(bestand)],
            cwd=ROOT,
            env=os.environ | {"KLANTMAIL_DYNAMODB": adres},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        uitslag: Uitslag = json.loads(bestand.read_text())
        return uitslag


def per_motor(uitslagen: dict[str, Uitslag]) -> dict[str, Uitslag]:
    """Arrange the runs as columns. A run on the fake is a column of its own, in the row of the same test."""
    kolommen: dict[str, Uitslag] = {motor: {} for motor in ("fake", *uitslagen)}
    for motor, uitslag in uitslagen.items():
        for test, fout in uitslag.items():
            naam = test.replace("[dynamodb-", "[").replace("[nep-", "[").replace("[dynamodb]", "").replace("[nep]", "")
            kolommen["fake" if "[nep" in test else motor][naam] = fout
    return kolommen


def toon(kolommen: dict[str, Uitslag]) -> int:
    """Print the table. Returns: the number of differences that are not as they are written down."""
    tests = list(dict.fromkeys(test for uitslag in kolommen.values() for test in uitslag))
    breedte = max(map(len, tests))
    print(" " * breedte, *(f"{motor:>14}" for motor in kolommen))  # noqa: T201
    voetnoten: dict[str, str] = {}
    onverwacht: list[str] = []
    for test in tests:
        cellen = []
        for motor, uitslag in kolommen.items():
            fout, bekend = uitslag.get(test), VERSCHILLEN.get((motor, test))
            if fout is None:
                cellen.append("-")
            elif bool(fout) != bool(bekend) and bekend not in BIJ_TOEVAL_GOED:
                cellen.append("FAILS" if fout else "PASSES")
                onverwacht.append(f"{motor}: {test}: {fout or 'passes, though a difference is written down'}")
            elif bekend:
                voetnoten.setdefault(bekend, f"[{len(voetnoten) + 1}]")
                cellen.append(f"differs {voetnoten[bekend]}")
            else:
                cellen.append("ok")
        print(f"{test:<{breedte}}", *(f"{cel:>14}" for cel in cellen))  # noqa: T201
    geslaagd = ", ".join(
        f"{motor} {sum(not fout for fout in uitslag.values())}/{len(uitslag)}" for motor, uitslag in kolommen.items()
    )
    print("", *(f"{merk} {bekend}" for bekend, merk in voetnoten.items()), f"passed: {geslaagd}", *onverwacht, sep="\n")  # noqa: T201
    return len(onverwacht)


def main() -> int:
    uitslagen: dict[str, Uitslag] = {}
    for motor, start in MOTOREN.items():
        print(f"· {motor}", file=sys.stderr, flush=True)  # noqa: T201
        with start() as adres:
            uitslagen[motor] = draai(adres)
    return 1 if toon(per_motor(uitslagen)) else 0


if __name__ == "__main__":
    sys.exit(main())
