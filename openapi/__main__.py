"""`make openapi` writes the document, its page and the table of roles.

With `--check` it says whether the code would give these.
"""

import sys

from openapi.document import PROJECT, als_tekst, document
from openapi.pagina import pagina
from openapi.rollen import tabel


def main(argumenten: list[str]) -> int:
    inhoud = document()
    bestanden = {
        PROJECT / "functions" / "openapi" / "openapi.json": als_tekst(inhoud),
        PROJECT / "docs" / "api.html": pagina(inhoud),
        PROJECT / "docs" / "rollen.md": tabel(),
    }
    if argumenten != ["--check"]:
        for pad, tekst in bestanden.items():
            pad.write_text(tekst, encoding="utf-8")
        return 0
    anders = [pad for pad, tekst in bestanden.items() if not pad.is_file() or pad.read_text(encoding="utf-8") != tekst]
    for pad in anders:
        sys.stderr.write(f"{pad.relative_to(PROJECT)} is not what the code says: run `make openapi`\n")
    return len(anders)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
