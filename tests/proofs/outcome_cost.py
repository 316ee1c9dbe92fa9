"""The cost of a new outcome: the places of the product that it must be written into.

`python -m tests.proofs.outcome_cost` looks at outcomes that exist, and lists each place outside their own modules that
names them: a function, a class, the imports of a module, an entry of a module's table, a line of the template. A new
outcome needs the same places, and modules of its own. Generated files are not counted, nor are tests.

An argument names another tree to count in. docs/besluiten.md ("2026-11-30: the house in figures") has the counts of
three moments, and says why they rose.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PROJECT: Final = Path(__file__).parents[2]
_PYTHON: Final = ("layers/klantmail", "functions", "openapi")
_TEMPLATE: Final = "template.yaml"


@dataclass(frozen=True, slots=True)
class Example:
    """An outcome that exists, and stands for an imagined one."""

    title: str
    names: str
    """Regular expression of the names in code, and of the texts, that mean this outcome or its record."""
    own: str
    """Regular expression of the paths of its own modules."""


EXAMPLES: Final = (
    Example(
        "doorzending, without a record of its own",
        r"(?i:doorzend(ing(en)?|verzoek|deel)?|zend_door)",
        r"/doorzending\.py$",
    ),
    Example(
        "interne taak, with a record of its own",
        r"(?i:interne[-_]?ta(ak|ken)\w*|taak(opdracht|verzoek|deel)|maak_taak|taak_item)",
        r"(taak|taken)(register|_mapping)?(\.py$|/)",
    ),
)


def places(tree: ast.Module, names: re.Pattern[str]) -> Iterator[str]:
    """Yield the places of a module that name the outcome, each perhaps more than once."""
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(tree):
        if not any(names.fullmatch(word) for word in _words(node, parents)):
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield "imports"
            continue
        chain = [node]
        while not isinstance(chain[-1], ast.Module | ast.FunctionDef | ast.ClassDef):
            chain.append(parents[chain[-1]])
        last = chain[-1]
        if isinstance(last, ast.FunctionDef | ast.ClassDef):
            yield last.name
        else:
            entry = next((each for each in reversed(chain) if isinstance(each, ast.Call)), chain[-2])
            yield f"line {entry.lineno}"  # type: ignore[attr-defined]  # every statement and every call has one


def _words(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[str]:
    """Yield the names, and the texts that are no docstrings, that this very node holds."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            yield name
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.keyword(arg=str() as name):
            yield name
        case ast.ImportFrom(names=aliases) | ast.Import(names=aliases):
            yield from (alias.name for alias in aliases)
        case ast.Constant(value=str() as text) if not isinstance(parents[node], ast.Expr):
            yield from re.split(r"[/{}#.\s]+", text) if len(text) < 60 else ()
        case _:
            pass


def known_in(root: Path, example: Example) -> dict[str, list[str]]:
    """Return the places that know this outcome, by path."""
    names, own = re.compile(example.names), re.compile(example.own)
    found: dict[str, list[str]] = {}
    for part in _PYTHON:
        for path in sorted((root / part).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if not own.search(name) and (here := sorted(set(places(ast.parse(path.read_text()), names)))):
                found[name] = here
    lines = enumerate((root / _TEMPLATE).read_text().splitlines(), 1)
    routes = [f"line {number}" for number, line in lines if any(names.fullmatch(word) for word in re.split(r"[^\w-]+", line))]
    return found | ({_TEMPLATE: routes} if routes else {})


def main(root: Path) -> None:
    for example in EXAMPLES:
        found = known_in(root, example)
        sys.stdout.write(f"{example.title}: {len(found)} files, {sum(map(len, found.values()))} places\n")
        for path, here in found.items():
            sys.stdout.write(f"    {path}: {', '.join(here)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _PROJECT)
