"""The person at the terminal reads a sentence when something is wrong, and never a traceback."""

import errno
import json
import os
from pathlib import Path

import pytest

from klantmail_local import __main__ as commands


@pytest.fixture(autouse=True)
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(commands, "_LOCAL", tmp_path)
    return tmp_path


def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    monkeypatch.setattr("sys.argv", ["klantmail_local", *words])
    code = commands.main()
    return code, capsys.readouterr().err


def test_an_error_of_the_disk_is_a_sentence_with_the_file(
    local: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full() -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(local / "poorten.json"))

    monkeypatch.setattr(commands, "_scenario", full)
    code, errors = said(monkeypatch, capsys, "scenario")
    assert (code, errors) == (1, f"klantmail: No space left on device: {local / 'poorten.json'}\n")


def test_a_file_where_a_directory_should_be_is_a_sentence(
    local: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (local / "niet").write_text("")
    monkeypatch.setattr(commands, "_LOCAL", local / "niet")
    monkeypatch.setattr("signal.signal", lambda *_: None)
    code, errors = said(monkeypatch, capsys, "run")
    assert code == 1
    assert errors.startswith("klantmail: ")
    assert errors.count("\n") == 1


def test_a_description_that_cannot_be_read_is_a_sentence(
    local: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (local / "omgeving.json").write_text('{"api": ')
    code, errors = said(monkeypatch, capsys, "value", "api")
    assert code == 1
    assert str(local / "omgeving.json") in errors


@pytest.mark.parametrize("number", ["4", "99"])
def test_a_login_that_is_not_there_is_a_sentence(
    local: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    (local / "omgeving.json").write_text(json.dumps({"medewerkers": [{}] * 4}))
    code, errors = said(monkeypatch, capsys, "token", number)
    assert (code, errors) == (1, f"klantmail: there is no login {number}: give a number from 0 to 3\n")
