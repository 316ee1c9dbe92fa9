"""The layers of a function: unpacked once, for all its workers.

MiniStack unpacks the layers anew for each worker, hundreds of files at a time: four fifths of what it did in the
end-to-end tests. On AWS a layer is a directory that no function can write to, so that all can share one.
"""

import shutil
import tempfile
import zipfile
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any


def unpack_once(runtime: Any, directory: Path) -> None:
    """Give each worker of MiniStack a link to a copy that was unpacked before.

    Args:
        runtime: MiniStack's module that starts workers.
        directory: holds the copies, each by its content; what an earlier start left there goes.
    """
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)

    class Unpacked(zipfile.ZipFile):
        def extractall(self, path: Any = None, members: Any = None, pwd: bytes | None = None) -> None:
            content = repr([(one.filename, one.CRC, one.file_size) for one in self.infolist()])
            copy = directory / sha256(content.encode()).hexdigest()
            if not copy.exists():
                fresh = Path(tempfile.mkdtemp(dir=directory))
                super().extractall(fresh, members, pwd)
                try:
                    fresh.rename(copy)
                except OSError:  # another worker was first
                    shutil.rmtree(fresh)
            place = Path(path)
            place.rmdir()
            place.symlink_to(copy)

    runtime.zipfile = SimpleNamespace(ZipFile=Unpacked, BadZipFile=zipfile.BadZipFile, LargeFileError=zipfile.LargeZipFile)
