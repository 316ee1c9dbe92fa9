"""Benchmarks that need a quiet machine run rarely: what they begin with is tried here, so that none breaks unseen."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import warm
from tests.benchmarks.first_requests import API, EVENTS
from tests.support.aws import ENVIRONMENT
from tests.support.matrix import run_python
from tests.support.template import PROJECT


def test_a_cold_start_of_every_function_is_measured() -> None:
    assert {*API, *EVENTS} == {path.parent.name for path in (PROJECT / "functions").glob("*/app.py")}


@pytest.mark.short_proof
def test_every_function_answers_its_first_request(tmp_path: Path) -> None:
    file = tmp_path / "first.json"
    # It makes its process one to fork from, with a clock of its own: other tests want none of that.
    exit_code, said = run_python("-m", "tests.benchmarks.first_requests", str(file))
    assert exit_code == 0, said
    recorded: dict[str, Any] = json.loads(file.read_text())["functions"]
    assert {name: each["status"] // 100 for name, each in recorded.items() if name in API} == dict.fromkeys(API, 2)


@pytest.mark.short_proof
def test_a_warm_function_opens_and_answers_each_mail(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(warm, "ROUNDS", 1)
    monkeypatch.setattr(warm, "_REPEAT", 1)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    warm._main()
    assert len(json.loads(capsys.readouterr().out.splitlines()[-1])) == 4
