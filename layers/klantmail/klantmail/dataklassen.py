"""The methods of dataclasses, compiled when the layer is built instead of at every cold start.

`@dataclass` writes the methods of a class as source text and compiles that each time the class is loaded, so that no
byte-code has them. It takes half a millisecond a class, and a function loads some hundred. `python -m
klantmail.dataklassen`, which the layer's Makefile runs, keeps what it compiled beside this module; on Lambda
`dataclasses` executes that. A text that was not compiled there, or by another Python, is compiled as ever: what a class
does is the same with them and without.
"""

import dataclasses
import sys
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import CodeType
from typing import Any, Final

from klantmail.runtime.code_file import CodeFile, read, write

BESTAND: Final = Path(__file__).with_name("dataklassen.marshal")


def gebruik() -> None:
    """Let `dataclasses` execute what was compiled when the layer was built, if this Python compiled it."""
    codes: CodeFile[bytes] | None = read(BESTAND)
    if codes is not None:

        def zoek(tekst: str) -> CodeType | str:
            naam = _naam(tekst)
            return codes.load(naam) if naam in codes else tekst

        _voer_uit_met(zoek)


def _naam(tekst: str) -> bytes:
    return sha256(tekst.encode()).digest()


def bewaar() -> int:
    """Load all of Klantmail that can be loaded here, and keep what its dataclasses compile.

    Returns: the number of texts.
    """
    codes: dict[bytes, CodeType] = {}

    def compileer(tekst: str) -> CodeType:
        return codes.setdefault(_naam(tekst), compile(tekst, "<string>", "exec", dont_inherit=True))

    import pkgutil  # here: on Lambda nothing needs it

    import klantmail
    import ontleden

    _voer_uit_met(compileer)
    for pakket in (ontleden, klantmail):
        for module in pkgutil.walk_packages(pakket.__path__, f"{pakket.__name__}."):
            if not module.name.endswith("__main__"):
                _laad(module.name)
    write(BESTAND, codes)
    return len(codes)


def _voer_uit_met(compileer: Callable[[str], CodeType | str]) -> None:
    """Give `dataclasses` an `exec` of ours: it looks that up as a global name, and finds it before the built-in."""

    def voer_uit(tekst: str, globalen: dict[str, Any], lokalen: dict[str, Any]) -> None:
        exec(compileer(tekst), globalen, lokalen)  # noqa: S102  # nosec B102  # as `dataclasses` does

    vars(dataclasses)["exec"] = voer_uit


def _laad(naam: str) -> None:
    """Load a module.

    Raises: ModuleNotFoundError (of our own; others' packages need not be there to build the layer).
    """
    try:
        import_module(naam)
    except ModuleNotFoundError as fout:
        if str(fout.name).startswith(("klantmail", "ontleden")):
            raise


if __name__ == "__main__":
    sys.stdout.write(f"{bewaar()} dataclasses\n")
