"""The lines of a function on a busy machine."""

import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from klantmail_local.inside.lines import wait_for_lines

_ANSWERS = """
import sys
for number in sys.stdin:
    for line in range(int(number)):
        print(f"line {line} of {number.strip()}", file=sys.stderr)
    print("answer", flush=True)
"""
_DIES = 'import sys; sys.stdin.readline(); sys.stderr.write("one\\ntwée without an end"); sys.exit(1)'


class _Worker:
    """A worker of MiniStack, as far as its lines go."""

    _read_stderr: Any
    _drain_stderr_bounded: Any

    def __init__(self, code: str) -> None:
        self._stderr_queue: queue.Queue[str] = queue.Queue()
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", code]
        self.started = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)  # noqa: S603 - our own
        self._proc: subprocess.Popen[str] | None = self.started
        self._stderr_thread = threading.Thread(target=self._read_stderr, daemon=True)
        self._stderr_thread.start()

    def ask(self, lines: int) -> str:
        asked, answered = self.started.stdin, self.started.stdout
        assert asked
        assert answered
        asked.write(f"{lines}\n")
        asked.flush()
        return answered.readline()

    def end(self) -> None:
        self.started.kill()
        self.started.wait()
        self._stderr_thread.join()
        for pipe in (self.started.stdin, self.started.stdout, self.started.stderr):
            assert pipe
            pipe.close()


wait_for_lines(_Worker)


@contextmanager
def _busy() -> Iterator[None]:
    """Keep the interpreter busy, so that the thread that reads seldom has its turn."""
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            sum(range(10_000))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


@pytest.fixture
def make() -> Iterator[Callable[[str], _Worker]]:
    made: list[_Worker] = []

    def one(code: str) -> _Worker:
        made.append(_Worker(code))
        return made[-1]

    yield one
    for worker in made:
        worker.end()


def test_an_invocation_has_all_its_lines_and_none_of_the_one_before(make: Callable[[str], _Worker]) -> None:
    worker = make(_ANSWERS)
    with _busy():
        for many in (3, 1, 0, 500, 2):
            assert worker.ask(many) == "answer\n"
            assert worker._drain_stderr_bounded() == "\n".join(f"line {line} of {many}" for line in range(many))


def test_a_worker_that_dies_leaves_its_last_words(make: Callable[[str], _Worker]) -> None:
    worker = make(_DIES)
    assert worker.ask(0) == ""
    worker._proc = None  # MiniStack forgets one that gave no answer
    assert worker._drain_stderr_bounded(first_line_wait=0.1) == "one\ntwée without an end"


def test_a_worker_that_was_never_started_has_no_lines() -> None:
    worker = _Worker.__new__(_Worker)
    worker._proc, worker._stderr_queue, worker._stderr_thread = None, queue.Queue(), None  # type: ignore[assignment]
    assert worker._drain_stderr_bounded() == ""
