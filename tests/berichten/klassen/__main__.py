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
    soorten = {"mail": burgermails(), "webformulier": formuliermails(), "mail die terugkwam": teruggestuurde_mails()}
    return _lees((soort, naam, bron, Klasse.GEWOON) for soort, mails in soorten.items() for naam, bron in mails)


def machines() -> tuple[Tabel, list[str]]:
    """The classes that mails of machines get, by the right class; and which of them are misread."""
    return _lees((klasse.value, naam, bron, klasse) for naam, bron, klasse in machinemails())


def _lees(mails: Iterable[tuple[str, str, bytes, Klasse]]) -> tuple[Tabel, list[str]]:
    tabel: Tabel = {}
    fout = []
    for rij, naam, bron, klasse in mails:
        gelezen = ontleed(bron).classificatie
        tabel.setdefault(rij, Counter())[gelezen.klasse] += 1
        if gelezen.klasse is not klasse:
            fout.append(f"{naam}: {gelezen.klasse} door {gelezen.grond or 'niets'}")
    return tabel, fout


def _schrijf(kop: str, tabel: Tabel, fout: list[str]) -> None:
    sys.stdout.write(f"{kop}\n{'':<24}" + "".join(f"{klasse:>22}" for klasse in Klasse) + "\n")
    for rij, aantallen in tabel.items():
        sys.stdout.write(f"{rij:<24}" + "".join(f"{aantallen[klasse]:>22}" for klasse in Klasse) + "\n")
    sys.stdout.writelines(f"  fout  {regel}\n" for regel in fout)
    sys.stdout.write("\n")


def main() -> int:
    """Print both tables."""
    per_burger, burgers_fout = burgers()
    per_machine, machines_fout = machines()
    _schrijf(f"Burgers ({len(BURGERS)} onderwerpen)", per_burger, burgers_fout)
    _schrijf(f"Machines ({sum(map(Counter.total, per_machine.values()))} mails)", per_machine, machines_fout)
    return 1 if burgers_fout or machines_fout else 0


if __name__ == "__main__":
    sys.exit(main())
