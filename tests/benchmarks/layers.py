"""The layers as `sam build` makes them: by their own Makefiles, which is all that `sam build` runs for them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parents[2]
LAYERS: Final = {"klantmail": "KlantmailLayer", "afhankelijkheden": "AfhankelijkhedenLayer"}
"""The logical id of the layer in each directory."""


def build(target: Path) -> dict[str, Path]:
    """Build every layer below `target`. Returns: by directory, what Lambda lays under /opt/python."""
    built = {}
    for name, logical_id in LAYERS.items():
        source = PROJECT / "layers" / name
        subprocess.run(  # noqa: S603 - ours
            ["make", "--silent", f"build-{logical_id}"],  # noqa: S607 - the make that started this
            cwd=source,
            env=os.environ
            | {
                "ARTIFACTS_DIR": str(target / name),
                "KLANTMAIL_PYTHON": sys.executable,
                "KLANTMAIL_UV": str(PROJECT / ".tools/uv/bin/uv"),
                "MAKEFLAGS": "",
            },
            check=True,
        )
        built[name] = target / name / "python"
    return built


def merge(layers: dict[str, Path], target: Path) -> Path:
    """Make one directory of all, as Lambda mounts them."""
    for layer in layers.values():
        shutil.copytree(layer, target, dirs_exist_ok=True, copy_function=os.link)
    return target
