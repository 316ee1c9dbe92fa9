"""The person at the terminal reads a sentence when something is wrong, and never a traceback."""

import errno
import json
import os
from pathlib import Path

import pytest

from klantmail_local import __main__ as opdrachten


@pytest.fixture(autouse=True)
def lokaal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(opdrachten, "_LOKAAL", tmp_path)
    return tmp_path


def gezegd(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *woorden: str) -> tuple[int, str]:
    monkeypatch.setattr("sys.argv", ["klantmail_local", *woorden])
    uitgang = opdrachten.main()
    return uitgang, capsys.readouterr().err


def test_an_error_of_the_disk_is_a_sentence_with_the_file(
    lokaal: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def vol() -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(lokaal / "poorten.json"))

    monkeypatch.setattr(opdrachten, "_scenario", vol)
    uitgang, fouten = gezegd(monkeypatch, capsys, "scenario")
    assert (uitgang, fouten) == (1, f"klantmail: No space left on device: {lokaal / 'poorten.json'}\n")


def test_a_file_where_a_directory_should_be_is_a_sentence(
    lokaal: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (lokaal / "niet").write_text("")
    monkeypatch.setattr(opdrachten, "_LOKAAL", lokaal / "niet")
    monkeypatch.setattr("signal.signal", lambda *_: None)
    uitgang, fouten = gezegd(monkeypatch, capsys, "run")
    assert uitgang == 1
    assert fouten.startswith("klantmail: ")
    assert fouten.count("\n") == 1


def test_a_description_that_cannot_be_read_is_a_sentence(
    lokaal: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (lokaal / "omgeving.json").write_text('{"api": ')
    uitgang, fouten = gezegd(monkeypatch, capsys, "waarde", "api")
    assert uitgang == 1
    assert str(lokaal / "omgeving.json") in fouten


@pytest.mark.parametrize("nummer", ["4", "99"])
def test_a_login_that_is_not_there_is_a_sentence(
    lokaal: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], nummer: str
) -> None:
    (lokaal / "omgeving.json").write_text(json.dumps({"medewerkers": [{}] * 4}))
    uitgang, fouten = gezegd(monkeypatch, capsys, "token", nummer)
    assert (uitgang, fouten) == (1, f"klantmail: there is no login {nummer}: give a number from 0 to 3\n")
