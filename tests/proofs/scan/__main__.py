"""`make scan`: checkov over the template as CloudFormation gets it, with a canary, and bandit over the code.

Neither asks anything outside this machine. Exit code 1 when a finding is not in `tests.proofs.scan.explained`, when
something there is found no more, or when bandit finds anything.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.proofs.scan.explained import EXPLAINED
from tests.proofs.scan.verdict import Finding, judge
from tests.support.template import PROJECT

_CODE: Final = ("layers", "functions", "local", "openapi")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _output(command: Sequence[str | Path]) -> str:
    """The output of a command. Raises: SystemExit when it could not do its work; findings are work (exit code 1)."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "BC_", "CKV_", "PRISMA_"))}
    ran = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own commands
    if ran.returncode not in (0, 1) or not ran.stdout:
        sys.exit(f"{command[0]} failed ({ran.returncode}):\n{ran.stderr}")
    return ran.stdout


def _checkov() -> tuple[int, list[Finding]]:
    """Return the number of checks that passed, and the failures.

    With `--skip-download`, neither guidelines nor anything else comes from its makers.
    """
    with TemporaryDirectory() as directory:
        translated = Path(directory) / "template.json"
        translated.write_text(_output([sys.executable, "-m", "tests.support.canary"]))
        options = ["--framework=cloudformation", "--skip-download", "--output=json", f"--file={translated}"]
        found: dict[str, Any] = json.loads(_output([PROJECT / ".tools/scan/bin/checkov", *options]))
    if found["summary"]["parsing_errors"] or not found["summary"]["passed"]:
        sys.exit("checkov could not read the template")
    failed = [Finding(one["check_id"], one["check_name"], one["resource"]) for one in found["results"]["failed_checks"]]
    return found["summary"]["passed"], failed


def _bandit() -> tuple[dict[str, Any], list[str]]:
    options = ["--quiet", "--recursive", "--configfile=pyproject.toml", "--format=json"]
    found = json.loads(_output([PROJECT / ".tools/scan/bin/bandit", *options, *_CODE]))
    if found["errors"]:
        sys.exit(f"bandit could not read {found['errors']}")
    lines = [f"{one['filename']}:{one['line_number']} {one['test_id']} {one['issue_text']}" for one in found["results"]]
    return found["metrics"]["_totals"], lines


def main() -> int:
    passed, failed = _checkov()
    verdict = judge(failed, EXPLAINED)
    for entry, count in verdict.explained.items():
        _say(f"  {entry.check:<12} {count:>3}  {entry.reason}")
    for finding in verdict.unexplained:
        _say(f"✗ {finding.check} {finding.resource}: {finding.name}")
    for gone in verdict.not_needed:
        _say(f"✗ tests/proofs/scan/explained.py explains {gone}, which is found no more")
    totals, lines = _bandit()
    for line in lines:
        _say(f"✗ {line}")
    explained = sum(verdict.explained.values())
    _say(f"checkov: {passed} checks passed, {explained} explained, {len(verdict.unexplained)} unexplained")
    _say(f"bandit: {totals['loc']} lines, {totals['skipped_tests']} passed over with a reason, {len(lines)} found")
    return int(bool(verdict.unexplained or verdict.not_needed or lines))


if __name__ == "__main__":
    sys.exit(main())
