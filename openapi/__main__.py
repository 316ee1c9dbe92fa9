"""`make openapi` writes the document, its page, the table of roles and the description of the events.

With `--check` it says whether the code would give these.
"""

import sys

from openapi.document import PROJECT, als_tekst, document
from openapi.gebeurtenissen import page as events_page
from openapi.pagina import pagina
from openapi.rollen import table


def main(argumenten: list[str]) -> int:
    content = document()
    files = {
        PROJECT / "functions" / "openapi" / "openapi.json": als_tekst(content),
        PROJECT / "docs" / "api.html": pagina(content),
        PROJECT / "docs" / "rollen.md": table(),
        PROJECT / "docs" / "gebeurtenissen.md": events_page(),
    }
    if argumenten != ["--check"]:
        for path, text in files.items():
            path.write_text(text, encoding="utf-8")
        return 0
    anders = [path for path, text in files.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in anders:
        sys.stderr.write(f"{path.relative_to(PROJECT)} is not what the code says: run `make openapi`\n")
    return len(anders)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
