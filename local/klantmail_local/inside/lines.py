"""The lines that a function logs: none is left behind, however busy the machine is.

MiniStack takes the lines of an invocation from a queue, and stops when none came for five milliseconds. On a busy
machine the rest comes later: it goes with the next invocation of that worker, and is lost when there is none.

A worker writes its lines before its answer. So by the time of the answer all of them are in the pipe, in the queue, or
in the hands of the thread that reads; that thread reads and queues under one lock.

    worker     line ─► line ─► answer
    reader           [ read, queue ]
    invocation                        answer ─► [ pipe empty? ] ─► all that is in the queue
"""

import os
import queue
import select
import threading
import time
from subprocess import Popen
from typing import IO, Any, Final

_CHUNK: Final = 65_536
_MOST: Final = 1.0
"""Seconds to go on with a worker that writes without end, or that ended and whose last lines are still read."""


def wait_for_lines(worker: Any) -> None:
    """Have a class of workers give all lines of an invocation with its answer."""
    lock = threading.Lock()  # one for all workers: it is held for the moment of reading what is there

    def read(self: Any) -> None:
        proc: Popen[str] = self._proc
        _read_all(_pipe_of(proc), self._stderr_queue, lock)

    def drain(self: Any, **_: float) -> str:
        _wait_until_read(self._proc, self._stderr_thread, lock)
        lines = []
        while True:
            try:
                lines.append(self._stderr_queue.get_nowait())
            except queue.Empty:
                return "\n".join(lines)

    worker._read_stderr = read
    worker._drain_stderr_bounded = drain


def _pipe_of(proc: "Popen[str]") -> IO[str]:
    if proc.stderr is None:
        raise ValueError("a worker without a pipe for its lines")
    return proc.stderr


def _read_all(source: IO[str], lines: "queue.Queue[str]", lock: threading.Lock) -> None:
    """Queue what a worker writes, line by line, until it ends."""
    pipe, begun = source.fileno(), b""
    while True:
        select.select([pipe], [], [])
        with lock:
            read = os.read(pipe, _CHUNK)
            *whole, begun = (begun + read).split(b"\n")
            for line in whole if read else filter(None, [*whole, begun]):
                lines.put(line.decode("utf-8", "replace"))
        if not read:
            return


def _wait_until_read(proc: "Popen[str] | None", reader: threading.Thread | None, lock: threading.Lock) -> None:
    if reader is None:
        return
    if proc is None or proc.poll() is not None:
        reader.join(_MOST)
        return
    pipe, end = _pipe_of(proc).fileno(), time.monotonic() + _MOST
    while reader.is_alive() and time.monotonic() < end:
        with lock:
            waiting, _, _ = select.select([pipe], [], [], 0)
        if not waiting:
            return
        time.sleep(0.0005)  # the reader has its turn
