"""The layers that MiniStack's workers share."""

import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from klantmail_local.inside.unpacking import unpack_once


def _zipped(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, text in files.items():
            made.writestr(f"python/{name}.py", text)
    return path


def _unpacked(runtime: SimpleNamespace, source: Path, place: Path) -> dict[str, str]:
    place.mkdir()
    with runtime.zipfile.ZipFile(source) as opened:
        opened.extractall(place)
    return {file.name: file.read_text() for file in (place / "python").iterdir()}


def test_the_same_layer_is_unpacked_once_and_another_is_another(tmp_path: Path) -> None:
    runtime, copies = SimpleNamespace(), tmp_path / "lagen"
    (copies / "of an earlier start").mkdir(parents=True)
    unpack_once(runtime, copies)
    first, second = _zipped(tmp_path / "een.zip", a="1", b="2"), _zipped(tmp_path / "twee.zip", a="1", b="3")
    assert _unpacked(runtime, first, tmp_path / "w1") == _unpacked(runtime, first, tmp_path / "w2") == {"a.py": "1", "b.py": "2"}
    assert _unpacked(runtime, second, tmp_path / "w3") == {"a.py": "1", "b.py": "3"}
    assert len(list(copies.iterdir())) == 2
    assert (tmp_path / "w1").resolve() == (tmp_path / "w2").resolve() != (tmp_path / "w3").resolve()


def test_workers_that_start_at_the_same_time_all_find_it_whole(tmp_path: Path) -> None:
    runtime = SimpleNamespace()
    unpack_once(runtime, tmp_path / "lagen")
    files = {f"m{number}": str(number) for number in range(200)}
    source = _zipped(tmp_path / "een.zip", **files)
    with ThreadPoolExecutor(8) as workers:
        found = list(workers.map(lambda number: _unpacked(runtime, source, tmp_path / f"w{number}"), range(16)))
    assert all(len(one) == len(files) for one in found)
    assert [one.name for one in (tmp_path / "lagen").iterdir() if one.name.startswith("tmp")] == []


def test_what_is_no_zip_is_refused_as_before(tmp_path: Path) -> None:
    runtime = SimpleNamespace()
    unpack_once(runtime, tmp_path / "lagen")
    (tmp_path / "kapot.zip").write_bytes(b"no zip")
    with pytest.raises(runtime.zipfile.BadZipFile):
        _unpacked(runtime, tmp_path / "kapot.zip", tmp_path / "w1")
