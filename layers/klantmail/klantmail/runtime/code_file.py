"""A file of code that was compiled when a layer was built: a table, and behind it the codes in a row.

The table tells where the code of each name stands. The file is mapped into memory, so that a function reads no more of
it, and makes objects of no more, than it executes.
"""

import marshal
from collections.abc import Mapping
from importlib.util import MAGIC_NUMBER
from mmap import ACCESS_READ, mmap
from pathlib import Path
from types import CodeType


class CodeFile[K]:
    """The codes of a file, by their names."""

    def __init__(self, content: mmap, places: Mapping[K, tuple[int, int]], size: int) -> None:
        self._codes = memoryview(content)[len(content) - size :]
        self._places = places

    def __contains__(self, name: K) -> bool:
        return name in self._places

    def load(self, name: K) -> CodeType:
        """Make the code of a name. Raises: KeyError."""
        begin, end = self._places[name]
        code: CodeType = marshal.loads(self._codes[begin:end])  # noqa: S302  # nosec B302  # made with the layer
        return code


def write[K](path: Path, codes: Mapping[K, CodeType]) -> None:
    """Write a file of these codes, which only the Python that compiled them reads."""
    places: dict[K, tuple[int, int]] = {}
    row = bytearray()
    for name, code in codes.items():
        begin = len(row)
        row += marshal.dumps(code)
        places[name] = begin, len(row)
    path.write_bytes(marshal.dumps((MAGIC_NUMBER, places, len(row))) + row)


def read[K](path: Path) -> CodeFile[K] | None:
    """Map a file into memory. Return None when it is not there, or another Python wrote it."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        content = mmap(file.fileno(), 0, access=ACCESS_READ)
    written_by, places, size = marshal.loads(content)  # noqa: S302  # nosec B302  # made with the layer
    return CodeFile(content, places, size) if written_by == MAGIC_NUMBER else None
