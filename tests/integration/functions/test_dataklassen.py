"""The dataclasses of the built layer: compiled beforehand, and the same as ever."""

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
    map_ = tmp_path / "python"
    shutil.copytree(PROJECT / "layers/klantmail", map_, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run([sys.executable, "-B", "-m", "klantmail.dataklassen"], cwd=map_, check=True, capture_output=True)
    return map_


def _geladen(laag: Path, **omgeving: str) -> Mapping[str, Any]:
    uit = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-B", "-c", _TEL],
        cwd=laag,
        env=os.environ | {"PYTHONPATH": str(laag)} | omgeving,
        check=True,
        capture_output=True,
    )
    geladen: Mapping[str, Any] = json.loads(uit.stdout)
    return geladen


def test_on_lambda_no_dataclass_is_compiled_and_each_is_the_same_as_ever(laag: Path) -> None:
    als_altijd = _geladen(laag)
    op_lambda = _geladen(laag, AWS_LAMBDA_INITIALIZATION_TYPE="on-demand")
    assert als_altijd["compiled"] > 20
    assert op_lambda["compiled"] == 0
    assert op_lambda["methods"] == als_altijd["methods"]
    assert "Klantcontact.__init__" in op_lambda["methods"]


def test_a_class_that_was_changed_after_the_layer_was_built_is_compiled_as_ever(laag: Path) -> None:
    zaak = laag / "klantmail/domain/zaak.py"
    zaak.write_text(zaak.read_text() + "\n\n@dataclass(frozen=True)\nclass Later:\n    bedrag: int\n")
    assert _geladen(laag, AWS_LAMBDA_INITIALIZATION_TYPE="on-demand")["compiled"] == 1


def test_what_another_python_compiled_is_not_executed(laag: Path) -> None:
    bestand = laag / "klantmail/dataklassen.marshal"
    inhoud = bestand.read_bytes()
    assert inhoud.count(MAGIC_NUMBER) >= 1
    bestand.write_bytes(inhoud.replace(MAGIC_NUMBER, bytes(len(MAGIC_NUMBER)), 1))
    assert _geladen(laag, AWS_LAMBDA_INITIALIZATION_TYPE="on-demand")["compiled"] > 20
