"""The bounds that keep a file to one thing (CONTRIBUTING.md)."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.support.template import PROJECT

_FILE: Final = 450
_IN_HANDLER: Final = 12
"""Lines of one function of a handler: it turns an event into one call of a use case, and the result into a response."""
_HANDLERS: Final = sorted((PROJECT / "functions").glob("*/app.py"))


def _sources() -> Iterator[Path]:
    for directory in ("layers/klantmail/klantmail", "layers/klantmail/ontleden", "local"):
        yield from sorted((PROJECT / directory).rglob("*.py"))


def test_a_file_of_the_layer_or_of_the_local_aws_stays_small() -> None:
    lengths = {str(path.relative_to(PROJECT)): len(path.read_text().splitlines()) for path in _sources()}
    assert len(lengths) > 100
    assert not {path: length for path, length in lengths.items() if length >= _FILE}


@pytest.mark.parametrize("handler", _HANDLERS, ids=lambda path: path.parent.name)
def test_a_handler_is_thin_in_each_of_its_functions(handler: Path) -> None:
    functions = [node for node in ast.walk(ast.parse(handler.read_text())) if isinstance(node, ast.FunctionDef)]
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert not {name: length for name, length in lengths.items() if length > _IN_HANDLER}
