"""The processor that a build is for: a layer for another one than the deployment fails at its first call."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_MACHINES: Final = {62: "x86_64", 183: "arm64"}
"""The number of the machine in an ELF header, and Lambda's name of it (System V ABI)."""


class OtherProcessor(Exception):
    """The build is for another processor than the deployment."""


def processors(build: Path) -> Iterator[tuple[Path, str]]:
    """Yield each compiled library of a build, with the processor that it is for."""
    for path in sorted(build.rglob("*.so*")):
        header = path.read_bytes()[:20]
        if header[:4] == b"\x7fELF":
            number = int.from_bytes(header[18:20], "little")
            yield path, _MACHINES.get(number, f"machine {number}")


def check(build: Path, processor: str) -> int:
    """Return the number of libraries, all for this processor.

    Raises: OtherProcessor (one is for another, or there is none, so nothing was built).
    """
    found = list(processors(build))
    wrong = [f"{path.relative_to(build)} is for {machine}" for path, machine in found if machine != processor]
    if wrong:
        raise OtherProcessor(f"{wrong[0]}, and the functions run on {processor}: make build PROCESSOR={processor}")
    if not found:
        raise OtherProcessor(f"{build} holds no build: make build PROCESSOR={processor}")
    return len(found)


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{check(Path(sys.argv[1]), sys.argv[2])} libraries for {sys.argv[2]}\n")
    except OtherProcessor as error:
        sys.exit(str(error))
