"""Run Python in a process of its own, such as the fault matrix: what forks makes its process unfit for all else."""

import os
import subprocess
import sys

from tests.support.template import PROJECT


def run_matrix(*choice: str, before: str = "") -> tuple[int, str]:
    """Run it, and return its exit code and what it said.

    Args:
        choice: its arguments.
        before: is done to the code first.
    """
    command = f"import sys\n{before}\nfrom tests.proofs.faults.__main__ import main\nsys.exit(main(*{choice!r}))"
    return run_python("-c", command)


def run_python(*arguments: str) -> tuple[int, str]:
    """Run Python with these arguments on the code of the project, and return its exit code and what it said."""
    paths = [str(PROJECT / path) for path in ("layers/klantmail", "local", ".")]
    done = subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
