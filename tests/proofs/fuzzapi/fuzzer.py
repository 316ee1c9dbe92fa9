"""Run schemathesis against an environment, one role after another, and add up the results."""

import json
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from klantmail.domain.medewerker import Rol
from klantmail_local.client import Client
from klantmail_local.environment import Environment
from klantmail_local.processes import clean_environment
from openapi.operaties import OPERATIES
from tests.proofs.fuzzapi.stage import stage
from tests.support.template import PROJECT

_HERE: Final = Path(__file__).parent
SCHEMATHESIS: Final = PROJECT / ".tools/fuzz/bin/schemathesis"
DOCUMENT: Final = PROJECT / "functions/openapi/openapi.json"


@dataclass
class Tally:
    """The results of the cases.

    Args:
        cases: the number of cases by operation, status, phase and mode.
        explained: the number of findings that are no fault, by reason and operation.
        checks: the checks that each answer went through.
        failed: roles whose run found something, or did not end.
    """

    cases: Counter[tuple[str, int, str, str]] = field(default_factory=Counter)
    explained: Counter[tuple[str, str]] = field(default_factory=Counter)
    checks: list[str] = field(default_factory=list)
    failed: list[Rol] = field(default_factory=list)

    def add(self, written: Path) -> None:
        read = json.loads(written.read_text())
        self.cases.update({(operation, status, phase, mode): n for operation, status, phase, mode, n in read["cases"]})
        self.explained.update({(reason, operation): n for reason, operation, n in read["explained"]})
        self.checks = read["checks"]

    def lines(self) -> list[str]:
        """Write the report."""
        per_status = Counter[int]()
        per_kind = Counter[str]()
        rows: dict[str, Counter[str]] = {}
        for (operation, status, phase, mode), number in self.cases.items():
            per_status[status] += number
            per_kind[f"{phase}, {mode}"] += number
            row = rows.setdefault(operation, Counter())
            row["cases"] += number
            row[f"{status // 100}xx"] += number
        lines = [f"{'operation':<82}{'cases':>7}{'2xx':>7}{'3xx':>7}{'4xx':>7}{'5xx':>7}"]
        lines += [
            f"{operation:<82}" + "".join(f"{row[name]:>7}" for name in ("cases", "2xx", "3xx", "4xx", "5xx"))
            for operation, row in sorted(rows.items(), key=lambda pair: pair[0].split(" ")[::-1])
        ]
        lines += [f"status {status}: {number}" for status, number in sorted(per_status.items())]
        lines += [f"{kind}: {number}" for kind, number in sorted(per_kind.items())]
        reasons = Counter[str]()
        for (reason, _), number in self.explained.items():
            reasons[reason] += number
        lines += [f"explained {number} times: {reason}" for reason, number in reasons.most_common()]
        lines.append(f"checks {len(self.checks)}: {', '.join(self.checks)}")
        return [*lines, f"cases {self.cases.total()}, operations {len(rows)}, findings of {[*map(str, self.failed)]}"]


@dataclass(frozen=True)
class Pass:
    """One run of schemathesis: the operations of `role` that it may call, each with so many examples."""

    role: Rol
    operations: Sequence[str]
    examples: int


def passes(examples: int) -> list[Pass]:
    """The passes: the KCC does all that it may; the others do what is theirs, the first of them what two may."""
    return [Pass(role, [each.naam for each in OPERATIES.values() if _does(role, each.rollen)], examples) for role in Rol]


def _does(role: Rol, allowed: frozenset[Rol]) -> bool:
    if role is Rol.KCC_MEDEWERKER:
        return role in allowed or not allowed
    return Rol.KCC_MEDEWERKER not in allowed and role is next((each for each in Rol if each in allowed), None)


def fuzz(running: Environment, todo: Sequence[Pass], workdir: Path, *arguments: str) -> Tally:
    """Run each pass.

    Args:
        arguments: arguments of schemathesis, besides ours.
    """
    tally = Tally()
    groups = [login["groep"] for login in running.details["medewerkers"]]
    for each in todo:
        with stage(running) as (address, client):  # anew, since a login lasts an hour
            written = workdir / f"{each.role}.json"
            environment = {
                "PYTHONPATH": str(PROJECT),
                "SCHEMATHESIS_HOOKS": "tests.proofs.fuzzapi.hooks",
                "FUZZ_STAGE": address,
                "FUZZ_ROLE": each.role.value,
                "FUZZ_TOKEN": client.token(groups.index(each.role.value)),
                "FUZZ_TALLY": str(written),
            }
            command = _command(each, client, arguments)
            done = subprocess.run(command, env=clean_environment(environment), cwd=workdir, check=False)  # noqa: S603 - ours
        if done.returncode:
            tally.failed.append(each.role)
        if written.exists():
            tally.add(written)
    return tally


def _command(each: Pass, client: Client, arguments: Sequence[str]) -> list[str]:
    return [
        str(SCHEMATHESIS),
        f"--config-file={_HERE / 'schemathesis.toml'}",
        "run",
        str(DOCUMENT),
        f"--url={client.details['api']}",
        "--checks=all",
        f"--max-examples={each.examples}",
        *(f"--include-operation-id={operation}" for operation in each.operations),
        *arguments,
    ]
