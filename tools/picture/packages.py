"""The picture of the packages of the layer and their imports, as the code has them."""

from collections.abc import Mapping, Set
from typing import Final

import grimp

from tools.picture.svg import CODE, STORE, Arrow, Box, Line, document, text

PRODUCT: Final = "klantmail"
READER: Final = "ontleden"
_HOLDS: Final[Mapping[str, str]] = {
    "bootstrap": "makes each use case of its parts",
    "api": "requests, answers, errors",
    "adapters": "DynamoDB, ZGW, S3, SES, Lambda",
    "runtime": "settings, audit, events",
    "usecases": "what each actor does",
    "opstellen": "composing a mail",
    "ports": "what use cases need",
    "domain": "records and rules",
    READER: "reading a mail",
}
_WIDTH, _HEIGHT, _GAP_X, _GAP_Y, _TOP = 260, 56, 60, 46, 80
_DESCRIPTION: Final = "Each package imports only what stands below it; an arrow that follows from others is left out."

type Imports = Mapping[str, Set[str]]
"""The packages that each package imports itself."""


def imports_of_layer() -> Imports:
    """The packages of `klantmail`, by their last names, and the reader of mail."""
    graph = grimp.build_graph(PRODUCT, READER, cache_dir=None)
    packages = {READER, *(child for child in graph.find_children(PRODUCT) if graph.find_children(child))}
    return {
        _short(importer): {
            _short(imported)
            for imported in packages - {importer}
            if graph.direct_import_exists(importer=importer, imported=imported, as_packages=True)
        }
        for importer in packages
    }


def levels(imports: Imports) -> list[list[str]]:
    """The packages in rows: each stands above all that it imports. The innermost row comes last.

    Raises:
        ValueError: packages import each other in a circle.
    """
    rows: list[list[str]] = []
    left = set(imports)
    while left:
        row = sorted(package for package in left if not imports[package] & left)
        if not row:
            raise ValueError(f"{', '.join(sorted(left))} import each other in a circle")
        rows.insert(0, row)
        left -= set(row)
    return rows


def direct(imports: Imports) -> set[tuple[str, str]]:
    """The imports that do not follow from others: whoever imports `usecases` may know `domain` anyway."""
    return {
        (importer, imported)
        for importer, those in imports.items()
        for imported in those
        if not any(imported in _below(between, imports) for between in those - {imported})
    }


def packages(imports: Imports) -> str:
    """The picture as SVG."""
    rows = levels(imports)
    width = max(len(row) for row in rows) * (_WIDTH + _GAP_X) + 2 * _GAP_X
    boxes = {
        package: _box(package, number, place, (width - len(row) * (_WIDTH + _GAP_X) + _GAP_X) // 2)
        for number, row in enumerate(rows)
        for place, package in enumerate(row)
    }
    arrows = [
        Arrow([(_centre(boxes[importer]), boxes[importer].bottom), (_centre(boxes[imported]), boxes[imported].y)])
        for importer, imported in sorted(direct(imports))
    ]
    heading = text(20, 34, "Klantmail: its packages, and what they import", size=18, bold=True)
    bottom = max(box.bottom for box in boxes.values())
    return document(width, bottom + 25, "Klantmail: its packages", _DESCRIPTION, [heading, *arrows, *boxes.values()])


def _box(package: str, row: int, place: int, margin: int) -> Box:
    x, y = margin + place * (_WIDTH + _GAP_X), _TOP + row * (_HEIGHT + _GAP_Y)
    colour = STORE if package == READER else CODE
    return Box(x, y, _WIDTH, _HEIGHT, package, colour, [Line(_HOLDS[package])])


def _centre(box: Box) -> int:
    return box.x + box.width // 2


def _below(package: str, imports: Imports) -> set[str]:
    return {each for imported in imports[package] for each in {imported, *_below(imported, imports)}}


def _short(package: str) -> str:
    return package.removeprefix(f"{PRODUCT}.")
