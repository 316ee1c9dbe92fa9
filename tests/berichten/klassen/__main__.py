"""Two tables of confusion: `python -m tests.berichten.klassen`.

Exit status 1 when a citizen is misread, or a machine is.
"""

import sys
from collections import Counter
from collections.abc import Iterable

from ontleden.lezen import ontleed
from ontleden.ontleding import Klasse
from tests.berichten.klassen.burgers import BURGERS, burgermails, formuliermails, teruggestuurde_mails
from tests.berichten.klassen.machines import machinemails

type Tabel = dict[str, Counter[Klasse]]


def burgers() -> tuple[Tabel, list[str]]:
    """The classes that mails of citizens get, by kind of mail; and which of them are misread."""
    kinds = {"mail": burgermails(), "webformulier": formuliermails(), "mail die terugkwam": teruggestuurde_mails()}
    return _lees((kind, name, source, Klasse.GEWOON) for kind, mails in kinds.items() for name, source in mails)


def machines() -> tuple[Tabel, list[str]]:
    """The classes that mails of machines get, by the right class; and which of them are misread."""
    return _lees((klasse.value, name, source, klasse) for name, source, klasse in machinemails())


def _lees(mails: Iterable[tuple[str, str, bytes, Klasse]]) -> tuple[Tabel, list[str]]:
    store: Tabel = {}
    error = []
    for row, name, source, klasse in mails:
        read = ontleed(source).classificatie
        store.setdefault(row, Counter())[read.klasse] += 1
        if read.klasse is not klasse:
            error.append(f"{name}: {read.klasse} door {read.grond or 'niets'}")
    return store, error


def _schrijf(header: str, tabel: Tabel, error: list[str]) -> None:
    sys.stdout.write(f"{header}\n{'':<24}" + "".join(f"{klasse:>22}" for klasse in Klasse) + "\n")
    for row, counts in tabel.items():
        sys.stdout.write(f"{row:<24}" + "".join(f"{counts[klasse]:>22}" for klasse in Klasse) + "\n")
    sys.stdout.writelines(f"  fout  {line}\n" for line in error)
    sys.stdout.write("\n")


def main() -> int:
    """Print both tables."""
    per_burger, burgers_wrong = burgers()
    per_machine, machines_wrong = machines()
    _schrijf(f"Burgers ({len(BURGERS)} onderwerpen)", per_burger, burgers_wrong)
    _schrijf(f"Machines ({sum(map(Counter.total, per_machine.values()))} mails)", per_machine, machines_wrong)
    return 1 if burgers_wrong or machines_wrong else 0


if __name__ == "__main__":
    sys.exit(main())
