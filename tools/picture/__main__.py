"""`make picture` draws the pictures of docs/architecture.md.

With `--check` it says whether they are what the code gives.
"""

import sys
from functools import cache
from pathlib import Path
from typing import Final

from tools.picture.flow import flow
from tools.picture.packages import imports_of_layer, packages
from tools.picture.template import functions_of

PROJECT: Final = Path(__file__).parents[2]


@cache
def pictures() -> dict[Path, str]:
    """The content of each picture, by its file."""
    return {
        PROJECT / "docs" / "architecture.svg": flow(functions_of(PROJECT / "template.yaml")),
        PROJECT / "docs" / "packages.svg": packages(imports_of_layer()),
    }


def stale() -> list[Path]:
    """The pictures that are not what the code gives."""
    return [path for path, drawn in pictures().items() if not path.is_file() or path.read_text(encoding="utf-8") != drawn]


def main(arguments: list[str]) -> int:
    if arguments != ["--check"]:
        for path, drawn in pictures().items():
            path.write_text(drawn, encoding="utf-8")
        return 0
    behind = stale()
    for path in behind:
        sys.stderr.write(f"{path.relative_to(PROJECT)} is not what the code gives: run `make picture`\n")
    return len(behind)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
