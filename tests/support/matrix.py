"""Run the fault matrix in a process of its own, since the matrix forks."""

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
    paths = [str(PROJECT / path) for path in ("layers/klantmail", "local", ".")]
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", command],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
