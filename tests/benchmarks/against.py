"""The speed of reading beside the reader of an earlier revision, which git has.

Both read the same mails, each in processes of its own, in turns. A ratio is of the least processor times: neighbours on
the machine, and the collector, only ever add to a time. The processes start anew several times, since where one lays
its objects and how it hashes words makes some hundredths.
"""

import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final, Self

from tests.benchmarks.mails import HTML_SHAPES, SMALL, as_received, html_mail
from tests.benchmarks.report import Row

SLOWEST: Final = 1.1
"""Times the earlier reader that no row may exceed."""
_PROJECT: Final = Path(__file__).parents[2]
_LAYER: Final = Path("layers") / "klantmail"
_STARTS: Final = 7
_ROUNDS: Final = 6
_BATCH: Final = 0.01
"""Seconds of the processor that one batch of readings takes, so that the clock itself is no part of it."""
_FIRSTS: Final = 15
_READER: Final = """
import sys, time
from pathlib import Path
from ontleden.lezen import ontleed

known = {}
for line in sys.stdin:
    repeat, path = line.split(maxsplit=1)
    mails = known.get(path)
    if mails is None:
        place = Path(path.rstrip())
        mails = known[path] = [file.read_bytes() for file in (sorted(place.iterdir()) if place.is_dir() else [place])]
    begin = time.process_time()
    for _ in range(int(repeat)):
        for mail in mails:
            ontleed(mail)
    print((time.process_time() - begin) / int(repeat), flush=True)
"""


class Reader:
    """A process that reads mails with the reader below `layer`."""

    def __init__(self, layer: Path, seed: int) -> None:
        environment = {**os.environ, "PYTHONPATH": str(layer), "PYTHONHASHSEED": str(seed)}
        self._process = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-c", _READER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=layer,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.__exit__(None, None, None)

    def seconds(self, mails: Path, repeat: int) -> float:
        """Processor time of one reading of a mail, or of every mail in a directory: the mean of `repeat` readings."""
        _pipe(self._process.stdin).write(f"{repeat} {mails}\n")
        _pipe(self._process.stdin).flush()
        return float(_pipe(self._process.stdout).readline())


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


def _git(*arguments: str) -> bytes:
    """Run git, and return what it writes. Raises: SystemExit."""
    run = subprocess.run(["git", *arguments], cwd=_PROJECT, capture_output=True, check=False)  # noqa: S603, S607
    if run.returncode:
        raise SystemExit(f"git knows no reader there: {run.stderr.decode().strip()}")
    return run.stdout


def checked_out(revision: str, directory: Path) -> Path:
    """Lay the packages of the layer of `revision` below `directory`, and return the directory to import them from.

    Raises: SystemExit (git has no such revision, or it has no reader that is a package of its own).
    """
    archive = _git("archive", "--format=tar", "--end-of-options", revision, str(_LAYER / "ontleden"))
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(directory, filter="data")
    return directory / _LAYER


def _rows_of(directory: Path) -> Iterator[tuple[str, Path]]:
    """Write each mail that is measured to a file, and yield what it is and where it stands."""
    shapes = {f"whole reading of 5 KB, {shape}": as_received(make()) for shape, make in SMALL.items()}
    shapes |= {f"whole reading of a mail with 100 KB of HTML ({shape})": html_mail(shape) for shape in HTML_SHAPES}
    for number, (what, mail) in enumerate(shapes.items()):
        path = directory / f"{number}.eml"
        path.write_bytes(mail)
        yield what, path
    collection = directory / "berichten"
    collection.mkdir()
    mails = sorted((_PROJECT / "tests" / "berichten").rglob("*.eml"))
    for number, file in enumerate(mails):
        (collection / f"{number:04}.eml").write_bytes(file.read_bytes())
    yield f"whole reading of {len(mails)} test mails", collection


def _least(readers: Mapping[str, Path], mails: Mapping[str, Path]) -> dict[str, dict[str, float]]:
    """Give, for each row and reader, the least time of all rounds in all processes."""
    least = {what: dict.fromkeys(readers, float("inf")) for what in mails}
    for start in range(_STARTS):
        with ExitStack() as stack:
            running = {name: stack.enter_context(Reader(layer, start)) for name, layer in readers.items()}
            for what, path in mails.items():
                warm = [reader.seconds(path, 2) for reader in running.values()]
                repeat = max(1, round(_BATCH / min(warm)))
                for _ in range(_ROUNDS):
                    for name, reader in running.items():
                        least[what][name] = min(least[what][name], reader.seconds(path, repeat))
    return least


def _firsts(readers: Mapping[str, Path], mails: Mapping[str, Path]) -> dict[str, dict[str, float]]:
    """Give, for each row and reader, the least time that the first mail of a process takes."""
    least = {f"first mail of a process, {what}, imports left out": dict.fromkeys(readers, float("inf")) for what in mails}
    for (what, times), path in zip(least.items(), mails.values(), strict=True):
        for start in range(_FIRSTS):
            for name, layer in readers.items():
                with Reader(layer, start) as reader:
                    least[what][name] = min(times[name], reader.seconds(path, 1))
    return least


def measure(revision: str) -> Iterator[Row]:
    """Yield the rows of `reading` beside the reader of `revision`. Raises: SystemExit, as `checked_out`."""
    with TemporaryDirectory() as directory:
        place = Path(directory)
        readers = {"before": checked_out(revision, place), "now": _PROJECT / _LAYER}
        name = _git("rev-parse", "--short", "--end-of-options", revision).decode().split()[-1]
        mails = dict(_rows_of(place))
        firsts = {shape: mails[f"whole reading of 5 KB, {shape}"] for shape in ("text", "HTML of Outlook")}
        for what, times in (_least(readers, mails) | _firsts(readers, firsts)).items():
            ratio = times["now"] / times["before"]
            yield Row(
                subject="Reading, beside an earlier reader",
                what=what,
                measured=f"{times['now'] * 1e3:.2f} ms",
                target=f"≤ {SLOWEST} × before",
                peer=f"the reader of {name} {times['before'] * 1e3:.2f} ms",
                ratio=f"{ratio:.2f}",
                met=ratio <= SLOWEST,
            )
