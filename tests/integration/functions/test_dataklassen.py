"""The dataclasses of the built layer: compiled beforehand, and the same as ever."""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any, Final

import pytest

from tests.support.template import PROJECT

_TEL: Final = """
import dataclasses, json, sys

compiled = []


def hear(event, arguments):
    if event == "compile" and arguments[1] == "<string>" and "__create_fn__" in str(arguments[0]):
        compiled.append(event)

sys.addaudithook(hear)
import klantmail.bootstrap.start
from klantmail.domain import afhandeling, emailbericht, klantcontact, zaak
from klantmail.usecases.afhandeling import afhandelen

def told(code):
    return [code.co_code.hex(), code.co_names, code.co_varnames, code.co_flags, code.co_argcount, code.co_kwonlyargcount]

methods = {
    f"{soort.__qualname__}.{name}": told(method.__code__)
    for module in (afhandelen, afhandeling, emailbericht, klantcontact, zaak)
    for soort in vars(module).values()
    if dataclasses.is_dataclass(soort)
    for name, method in vars(soort).items()
    if hasattr(method, "__code__")
}
json.dump({"compiled": len(compiled), "methods": methods}, sys.stdout)
"""


@pytest.fixture
def laag(tmp_path: Path) -> Path:
    """The layer, made as its Makefile does."""
    directory = tmp_path / "python"
    shutil.copytree(PROJECT / "layers/klantmail", directory, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run([sys.executable, "-B", "-m", "klantmail.dataklassen"], cwd=directory, check=True, capture_output=True)
    return directory


def _loaded(laag: Path, **variables: str) -> Mapping[str, Any]:
    uit = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-B", "-c", _TEL],
        cwd=laag,
        env=os.environ | {"PYTHONPATH": str(laag)} | variables,
        check=True,
        capture_output=True,
    )
    geladen: Mapping[str, Any] = json.loads(uit.stdout)
    return geladen


def test_on_lambda_no_dataclass_is_compiled_and_each_is_the_same_as_ever(laag: Path) -> None:
    as_always = _loaded(laag)
    on_lambda = _loaded(laag, AWS_LAMBDA_INITIALIZATION_TYPE="on-demand")
    assert as_always["compiled"] > 20
    assert on_lambda["compiled"] == 0
    assert on_lambda["methods"] == as_always["methods"]
    assert "Klantcontact.__init__" in on_lambda["methods"]


def test_a_class_that_was_changed_after_the_layer_was_built_is_compiled_as_ever(laag: Path) -> None:
    zaak = laag / "klantmail/domain/zaak.py"
    zaak.write_text(zaak.read_text() + "\n\n@dataclass(frozen=True)\nclass Later:\n    bedrag: int\n")
    assert _loaded(laag, AWS_LAMBDA_INITIALIZATION_TYPE="on-demand")["compiled"] == 1


def test_what_another_python_compiled_is_not_executed(laag: Path) -> None:
    file = laag / "klantmail/dataklassen.marshal"
    inhoud = file.read_bytes()
    assert inhoud.count(MAGIC_NUMBER) >= 1
    file.write_bytes(inhoud.replace(MAGIC_NUMBER, bytes(len(MAGIC_NUMBER)), 1))
    assert _loaded(laag, AWS_LAMBDA_INITIALIZATION_TYPE="on-demand")["compiled"] > 20


def test_every_dataclass_has_a_docstring_or_each_start_would_write_one_of_its_signature() -> None:
    bare = [
        f"{path.relative_to(PROJECT)}: {node.name}"
        for path in (PROJECT / "layers/klantmail").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
        if any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list)
        if ast.get_docstring(node) is None
    ]
    assert not bare
