"""The modules of the built layers: from one file of each layer, and the same as ever."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any, Final

import pytest

from klantmail.runtime.layer_modules import LAYERS
from tests.support.template import PROJECT

_TELL: Final = """
import importlib, importlib.resources, json, os, sys, traceback

if "EERST" in os.environ:
    importlib.import_module(os.environ["EERST"])
import klantmail.bootstrap.start
from klantmail.domain import afhandeling, emailbericht
from klantmail.usecases.afhandeling import afhandelen
import ontleden.lezen
import elders.diep.module, elders.later

try:
    import twee
except ModuleNotFoundError:
    twee = None

def told(module):
    spec = module.__spec__
    return [module.__name__, module.__file__, module.__package__, getattr(module, "__path__", None),
            spec.origin, spec.submodule_search_locations, spec.has_location]

def codes(code):
    yield code.co_code.hex(), code.co_names, code.co_varnames, code.co_flags, code.co_firstlineno
    for each in code.co_consts:
        if hasattr(each, "co_code"):
            yield from codes(each)

ours = [m for n, m in sorted(sys.modules.items()) if n.split(".")[0] in ("klantmail", "ontleden", "elders")]
try:
    elders.diep.module.breek()
except ZeroDivisionError:
    shown = traceback.format_exc()
json.dump({
    "modules": [told(module) for module in ours],
    "codes": {module.__name__: list(codes(module.__spec__.loader.get_code(module.__name__))) for module in ours},
    "kept": [module.__name__ for module in ours if type(module.__spec__.loader).__name__ == "_Loader"],
    "resource": importlib.resources.files("elders").joinpath("tekst.txt").read_text(),
    "source": elders.diep.module.__spec__.loader.get_source("elders.diep.module"),
    "shown": shown,
    "twee": twee and [twee.WAAR, twee.__file__],
}, sys.stdout)
"""
_BEFORE: Final = {
    "klantmail",
    "klantmail.bootstrap",
    "klantmail.bootstrap.start",
    "klantmail.dataklassen",
    "klantmail.runtime",
    "klantmail.runtime.code_file",
    "klantmail.runtime.gc_freeze",
    "klantmail.runtime.layer_modules",
}
"""The modules that are loaded before there is a finder of the rest."""
_MODULE: Final = "def breek():\n    return 1 / 0  # hier\n"


def _make(directory: Path, layer: str) -> None:
    """Make the file of a layer, as its Makefile does."""
    subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-B", "-m", "klantmail.runtime.layer_modules", str(directory), layer],
        cwd=PROJECT / "layers/klantmail",
        check=True,
        capture_output=True,
    )


@pytest.fixture
def layers(tmp_path: Path) -> list[Path]:
    """Two layers, each in a directory of its own: ours, and one with a package of others."""
    ours, others = tmp_path / "ours", tmp_path / "others"
    shutil.copytree(PROJECT / "layers/klantmail", ours, ignore=shutil.ignore_patterns("__pycache__"))
    (others / "elders/diep").mkdir(parents=True)
    for name, content in {"__init__.py": "", "tekst.txt": "tekst", "diep/__init__.py": "", "diep/module.py": _MODULE}.items():
        (others / "elders" / name).write_text(content)
    _make(ours, "klantmail")
    _make(others, "afhankelijkheden")
    (others / "elders/later.py").write_text("LATER = True\n")
    return [ours, others]


def _loaded(layers: list[Path], **variables: str) -> Mapping[str, Any]:
    ran = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-B", "-c", _TELL],
        cwd=layers[0].parent,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, layers))} | variables,
        check=True,
        capture_output=True,
    )
    loaded: Mapping[str, Any] = json.loads(ran.stdout)
    return loaded


def _on_lambda(layers: list[Path]) -> Mapping[str, Any]:
    return _loaded(layers, AWS_LAMBDA_INITIALIZATION_TYPE="on-demand")


def test_on_lambda_modules_come_from_the_files_of_the_layers_and_are_the_same_as_ever(layers: list[Path]) -> None:
    as_always, on_lambda = _loaded(layers), _on_lambda(layers)
    assert on_lambda["modules"] == as_always["modules"]
    assert on_lambda["codes"] == as_always["codes"]
    assert on_lambda["codes"].keys() - set(on_lambda["kept"]) == _BEFORE | {"elders.later"}
    assert as_always["kept"] == []
    assert len(on_lambda["kept"]) > 50


def test_of_a_module_in_two_layers_the_first_counts_as_ever(layers: list[Path]) -> None:
    for layer, name in zip(layers, ("klantmail", "afhankelijkheden"), strict=True):
        (layer / "twee.py").write_text(f"WAAR = {name!r}\n")
        _make(layer, name)
    for paths in (layers, layers[::-1]):
        as_always, on_lambda = (each["twee"] for each in (_loaded(paths), _on_lambda(paths)))
        assert on_lambda == as_always


def test_a_module_stays_with_the_package_that_was_loaded_elsewhere(layers: list[Path], tmp_path: Path) -> None:
    runtime = tmp_path / "runtime"
    (runtime / "elders/diep").mkdir(parents=True)
    for name, content in {"__init__.py": "", "diep/__init__.py": "", "diep/module.py": _MODULE, "later.py": ""}.items():
        (runtime / "elders" / name).write_text(content)
    (runtime / "elders/tekst.txt").write_text("van elders")
    loaded = _loaded([runtime, *layers], AWS_LAMBDA_INITIALIZATION_TYPE="on-demand", EERST="elders")
    assert {name for name in loaded["kept"] if name.startswith("elders")} == set()
    assert loaded["resource"] == "van elders"


def test_each_layer_is_made_with_the_file_that_a_start_looks_for() -> None:
    made = {
        path.parent.name: re.findall(r"-m klantmail\.runtime\.layer_modules\s[\s\\]*\S+ (\w+)", path.read_text())
        for path in (PROJECT / "layers").glob("*/Makefile")
    }
    assert made == {layer: [layer] for layer in LAYERS}


def test_a_package_has_its_resources_and_its_source(layers: list[Path]) -> None:
    on_lambda = _on_lambda(layers)
    assert (on_lambda["resource"], on_lambda["source"]) == ("tekst", _MODULE)


def test_a_traceback_names_the_place_on_lambda_and_shows_the_line(layers: list[Path]) -> None:
    shown = _on_lambda(layers)["shown"]
    assert 'File "/opt/python/elders/diep/module.py", line 2, in breek' in shown
    assert "return 1 / 0  # hier" in shown


def test_what_another_python_compiled_is_not_executed(layers: list[Path]) -> None:
    file = layers[1] / "afhankelijkheden.modules"
    content = file.read_bytes()
    assert content.count(MAGIC_NUMBER) >= 1
    file.write_bytes(content.replace(MAGIC_NUMBER, bytes(len(MAGIC_NUMBER)), 1))
    loaded = _on_lambda(layers)
    assert {name for name in loaded["codes"].keys() - set(loaded["kept"]) if name.startswith("elders")} == {
        "elders",
        "elders.diep",
        "elders.diep.module",
        "elders.later",
    }
