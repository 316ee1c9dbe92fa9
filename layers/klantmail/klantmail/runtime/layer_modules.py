"""The modules of a layer in one file, which a cold start maps into memory instead of reading some five hundred files.

`python -m klantmail.runtime.layer_modules DIRECTORY LAYER`, which the Makefile of each layer runs, compiles all modules
below a directory into a file that lies in it. On Lambda their code comes from there. All else about a module is as
ever: its loader is Python's own, it knows the file that its source stands in, and a module that is in no such file is
found where it always was.

A start takes a tenth less time with it (`docs/besluiten.md`, 30 November 2026).
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Final

from klantmail.runtime.code_file import CodeFile, read, write

LAYERS: Final = ("klantmail", "afhankelijkheden")
_SUFFIX: Final = ".modules"
_PACKAGE: Final = ".__init__"
_ON_LAMBDA: Final = "/opt/python"
"""The directory that Lambda puts a layer's modules in, which tracebacks name.

https://docs.aws.amazon.com/lambda/latest/dg/python-layers.html
"""


class _Loader(SourceFileLoader):
    """Python's loader of a file, which takes the code from elsewhere."""

    def __init__(self, module: str, path: str, codes: CodeFile[str], name: str) -> None:
        super().__init__(module, path)
        self._codes, self._name = codes, name

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002  # a loader has one module
        return self._codes.load(self._name)


class _Finder:
    """The finder of the modules that stand in a file.

    Args:
        directory: the directory that their sources are below.
    """

    def __init__(self, directory: str, codes: CodeFile[str]) -> None:
        self._directory, self._codes = directory, codes

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,  # noqa: ARG002
        /,
    ) -> ModuleSpec | None:
        """Return where a module is; None when it is not in the file, or its package came from elsewhere.

        https://docs.python.org/3/library/importlib.html#importlib.abc.MetaPathFinder.find_spec
        """
        is_package = fullname + _PACKAGE in self._codes
        name = fullname + _PACKAGE if is_package else fullname
        if name not in self._codes:
            return None
        place = f"{self._directory}/{fullname.replace('.', '/')}"
        if path is not None and place.rpartition("/")[0] not in path:
            return None
        source = f"{place}/__init__.py" if is_package else f"{place}.py"
        loader = _Loader(fullname, source, self._codes, name)
        within = [place] if is_package else None
        return spec_from_file_location(fullname, source, loader=loader, submodule_search_locations=within)


def use() -> None:
    """Have the modules of each layer come from its file, if this Python wrote that.

    They come in the order of `sys.path`, and after what finds modules before Python looks there.
    """
    for directory in sys.path:
        for layer in LAYERS:
            codes: CodeFile[str] | None = read(Path(directory, f"{layer}{_SUFFIX}"))
            if codes is not None:
                sys.meta_path.insert(sys.meta_path.index(PathFinder), _Finder(directory, codes))


def keep(directory: Path, layer: str) -> int:
    """Compile all modules below a directory, and keep them in the file of this layer.

    Returns: the number of modules.
    """
    codes: dict[str, CodeType] = {}
    for source in sorted(directory.rglob("*.py")):
        place = source.relative_to(directory)
        code = compile(source.read_bytes(), f"{_ON_LAMBDA}/{place}", "exec", dont_inherit=True, optimize=0)
        codes[".".join(place.with_suffix("").parts)] = code
    write(directory / f"{layer}{_SUFFIX}", codes)
    return len(codes)


if __name__ == "__main__":
    sys.stdout.write(f"{keep(Path(sys.argv[1]), sys.argv[2])} modules\n")
