"""The deployed layers: their unzipped size, and the packages in them that no function imports. There must be none.

Every function is imported and answers its first request, as in `cold_start`, with X-Ray's tracing on. It imports what
it has loaded by then.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.benchmarks.cold_start import SAMPLE, Stage, aws
from tests.benchmarks.first_requests import API, EVENTS
from tests.benchmarks.report import Result, Row

_LOADED: Final = SAMPLE + (
    '\njson.dump([module.__file__ for module in list(sys.modules.values()) if getattr(module, "__file__", None)],'
    ' open(sys.argv[4], "w"))\n'
)
UNIMPORTED: Final = {
    "tzdata": "time zones: a calendar in a mail may name any of them",
}
"""Packages that may be there without being imported, and the reason."""
_LIMIT: Final = 250
"""MB of a function with all its layers.

https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
"""


def loaded(stage: Stage) -> set[Path]:
    """Every file of the layers that some function loads, from where Lambda mounts them."""
    stage.environment.pop("POWERTOOLS_TRACE_DISABLED")
    told = stage.directory / "loaded.json"
    files: set[str] = set()
    for name in (*API, *EVENTS):
        stage.run(name, _LOADED, str(stage.directory / "told.json"), "0", str(told))
        files |= set(json.loads(told.read_text()))
    return {Path(file).relative_to(stage.opt) for file in files if Path(file).is_relative_to(stage.opt)}


def unimported(layer: Path, files: set[Path]) -> list[str]:
    """The packages of a layer of which no module is loaded. Of packages inside one another, it is the outermost."""
    used = {parent for file in files for parent in file.parents}
    packages = sorted({file.parent.relative_to(layer) for file in layer.rglob("*.py")} - {Path()})
    unused = [package for package in packages if package not in used and package.parts[0] not in UNIMPORTED]
    return [str(package) for package in unused if package.parent not in unused]


def measure() -> Iterator[Result]:
    """Yield the size of each layer, and the packages of it that nobody imports."""
    with TemporaryDirectory() as directory, aws() as server:
        stage = Stage(Path(directory), server)
        files = loaded(stage)
        sizes = {
            name: sum(file.stat().st_size for file in layer.rglob("*") if file.is_file()) / 1e6
            for name, layer in stage.layers.items()
        }
        for name, size in sizes.items():
            modules = [file for file in files if (stage.layers[name] / file).exists()]
            yield Row(
                subject="Deployment package",
                what=f"layer `{name}`, unzipped, of which functions load {len(modules)} modules",
                measured=f"{size:.1f} MB",
                target=f"< {_LIMIT} MB together" if name == next(iter(sizes)) else "",
                met=sum(sizes.values()) < _LIMIT if name == next(iter(sizes)) else None,
            )
        unused = [package for layer in stage.layers.values() for package in unimported(layer, files)]
        yield Row(
            subject="Deployment package",
            what="packages in the layers that no function imports" + "".join(f", `{package}`" for package in unused),
            measured=str(len(unused)),
            target="0",
            met=not unused,
        )
