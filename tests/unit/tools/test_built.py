from pathlib import Path

import pytest

from tools.built import OtherProcessor, check


def _library(path: Path, machine: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x7fELF\x02\x01\x01" + bytes(9) + (3).to_bytes(2, "little") + machine.to_bytes(2, "little") + b"rest")


def test_a_build_for_the_processor_of_the_deployment_is_taken(tmp_path: Path) -> None:
    _library(tmp_path / "AfhankelijkhedenLayer/python/nh3/nh3.abi3.so", 62)
    _library(tmp_path / "AfhankelijkhedenLayer/python/x/_x.cpython-313-x86_64-linux-gnu.so", 62)
    (tmp_path / "AfhankelijkhedenLayer/python/no.so.txt").write_text("no library")
    assert check(tmp_path, "x86_64") == 2


@pytest.mark.parametrize(("machine", "processor"), [(62, "arm64"), (183, "x86_64"), (8, "x86_64")])
def test_a_build_for_another_processor_is_refused_with_what_to_do(tmp_path: Path, machine: int, processor: str) -> None:
    _library(tmp_path / "python/nh3.so", machine)
    with pytest.raises(OtherProcessor, match=f"make build PROCESSOR={processor}"):
        check(tmp_path, processor)


def test_nothing_that_was_built_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OtherProcessor, match="holds no build"):
        check(tmp_path, "x86_64")
