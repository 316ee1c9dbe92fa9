"""Technical names are English in the local AWS, the tests and the tools; domain words stay Dutch."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.support.template import PROJECT

ROOTS: Final = ("local", "tests", "tools")
TECHNICAL: Final = frozenset(
    """
    aanroep aanroepen bladzijden bronnen controleer draden eindpunt emmers gebouwd geheugen geslapen gevangen herhaal
    leeft lus motor nep onheil opzet proces processen sjabloon stromen uitrol uitvoer variabele variabelen verbinding
    vooruit werkmap
    """.split()  # noqa: SIM905  # a list of thirty quoted words is no easier to read
)
"""Dutch words for things that the standard has no word for, and that no port or adapter has in a name."""


def sources() -> Iterator[Path]:
    return (path for root in ROOTS for path in sorted((PROJECT / root).rglob("*.py")) if "node_modules" not in path.parts)


def defined(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of everything that is named here: functions, classes, parameters and variables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr


def words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def dutch(source: str) -> Iterator[tuple[int, str]]:
    return ((line, name) for line, name in defined(ast.parse(source)) if words(name) & TECHNICAL)


def test_a_technical_name_is_english() -> None:
    found = [f"{path.relative_to(PROJECT)}:{line}: {name}" for path in sources() for line, name in dutch(path.read_text())]
    found += [str(path.relative_to(PROJECT)) for path in sources() if words(path.stem) & TECHNICAL]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    ["def open_werkmap(): ...", "class Sjabloon: ...", "def f(emmers): ...", "lus = 1", "self._uitvoer = 0", "NEP_AWS = 1"],
)
def test_a_dutch_technical_name_is_found(source: str) -> None:
    assert len(list(dutch(source))) == 1


@pytest.mark.parametrize("source", ["def klantcontact(werkvoorraad): ...", "lussen = lambda: postvak.lus", 'x = "emmer"'])
def test_a_domain_word_a_text_and_what_another_names_pass(source: str) -> None:
    assert not list(dutch(source))
