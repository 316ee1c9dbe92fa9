import json
from pathlib import Path
from typing import Any

import pytest

from klantmail_local.inside.journal import Journal, changes
from klantmail_local.inside.saving import Saver

ITEM = {"PK": {"S": "a"}}


class Stack:
    """Services whose state a test changes."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.states: dict[str, Any] = {name: {"stand": 0} for name in ("cognito", "dynamodb", "lambda", "cloudwatch_logs")}
        self.journal = Journal(directory / "log")
        self.saver = Saver(directory, self.journal, self.services, lambda name, state: json.dumps([name, state]).encode())

    def services(self) -> dict[str, Any]:
        return {name: lambda state=state: state for name, state in self.states.items()}

    def change(self, *names: str) -> None:
        for name in names or self.states:
            self.states[name] = {"stand": self.states[name]["stand"] + 1}
        self.saver.used = True

    def saved(self) -> dict[str, int]:
        return {path.stem: json.loads(path.read_bytes())[1]["stand"] for path in self.directory.glob("*.json")}

    def note(self) -> None:
        self.journal.note("arn", "a", "1", ITEM)
        self.journal.flush()


@pytest.fixture
def stack(tmp_path: Path) -> Stack:
    return Stack(tmp_path)


def test_each_second_saves_what_is_small(stack: Stack) -> None:
    stack.saver.save_all()
    stack.change()
    stack.saver.round()
    assert stack.saved() == {"cognito": 1, "dynamodb": 0, "lambda": 0, "cloudwatch_logs": 0}


def test_a_changed_function_is_saved_within_the_second(stack: Stack) -> None:
    stack.change()
    stack.saver.functions_changed = True
    stack.saver.round()
    assert stack.saved() == {"cognito": 1, "lambda": 1}


def test_a_changed_table_is_saved_within_the_second_and_the_journal_starts_over(stack: Stack) -> None:
    stack.note()
    stack.change()
    stack.saver.tables_changed = True
    stack.saver.round()
    assert stack.saved() == {"cognito": 1, "dynamodb": 1}
    assert list(changes(stack.directory / "log")) == []


def test_a_long_journal_has_the_tables_saved(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("klantmail_local.inside.saving._SMALLEST_JOURNAL", 10)
    stack.note()
    stack.change()
    stack.saver.round()
    assert "dynamodb" in stack.saved()
    assert stack.journal.size == 0


def test_what_was_not_asked_for_is_not_looked_at(stack: Stack) -> None:
    stack.change()
    stack.saver.used = False
    stack.saver.round()
    assert stack.saved() == {}


def test_a_clean_stop_saves_everything_and_leaves_its_mark_until_the_next_start(stack: Stack) -> None:
    stack.note()
    stack.saver.close(stack.services())
    assert stack.saved().keys() == stack.states.keys()
    assert list(changes(stack.directory / "log")) == []
    assert (stack.directory / "gesloten").exists()
    stack.saver.open()
    assert not (stack.directory / "gesloten").exists()


def test_a_stop_that_could_not_save_all_is_no_clean_one_and_keeps_the_old_file_and_the_journal(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    stack.saver.save_all()
    stack.note()
    stack.change()
    replace = Path.replace

    def full(path: Path, target: Path) -> Path:
        if target.name == "dynamodb.json":
            raise OSError("No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", full)
    stack.saver.close(stack.services())
    assert stack.saved() == {"cognito": 1, "dynamodb": 0, "lambda": 1, "cloudwatch_logs": 1}
    assert len(list(changes(stack.directory / "log"))) == 1
    assert not (stack.directory / "gesloten").exists()


def test_a_round_that_failed_is_done_again(stack: Stack) -> None:
    stack.change()
    stack.states["cognito"] = {"stand": object()}
    stack.saver.round()
    assert stack.saved() == {}
    stack.states["cognito"] = {"stand": 5}
    stack.saver.round()
    assert stack.saved() == {"cognito": 5}


def test_a_service_without_a_state_keeps_the_file_that_it_has(stack: Stack) -> None:
    stack.saver.save_all()
    stack.states["cognito"] = None
    stack.saver.save_all()
    assert stack.saved()["cognito"] == 0
