"""`make iam`: take every right out of every function's role, one at a time, and see that the function misses it.

Arguments keep to these functions. Exit code 1 when a right is neither missed nor demanded by AWS
(`tests.proofs.iam.demanded`).
"""

import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from klantmail_local.environment import start
from tests.proofs.faults.cloud import Stuck
from tests.proofs.iam import leading_keys as keys
from tests.proofs.iam.demanded import DEMANDS, MANAGED, Demand, demanded_by
from tests.proofs.iam.of_parameters import add_own_login, add_zaken_api
from tests.proofs.iam.roles import Right, Role, leave_out_the_poller, read_role, without
from tests.proofs.iam.scenes import SCENES, put_left_over
from tests.proofs.iam.stage import LOGICAL_IDS, Missed, Stage
from tests.support import zgw_server as zgw
from tests.support.builders import ANDER_POSTVAK
from tests.support.roles import rollen
from tests.support.scenes.operations import FUNCTIONS, ROUTES
from tests.support.tls import Authority


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result for one right.

    Args:
        missed: the part of the scene that did not come about without it; empty when everything did.
        refused: the text of the refusal, where one was seen.
        demand: the reason why AWS demands it all the same.
    """

    function: str
    right: Right
    missed: str
    refused: str
    demand: Demand | None

    @property
    def explained(self) -> bool:
        return bool(self.missed or self.demand)

    def __str__(self) -> str:
        result = self.missed or (f"demanded by AWS: {self.demand.why}" if self.demand else "NOT MISSED")
        return f"{self.function:<20}{self.right.action:<30}{_short(self.right.resource):<34}{result}"


def _short(arn: str) -> str:
    """The part of an ARN that tells resources of one stack apart."""
    part = arn.split(":", 5)[-1]
    return part if len(part) <= 32 else f"…{part[-31:]}"


def _play(stage: Stage, function: str, after_step: Callable[[], None] = lambda: None) -> str:
    """Play the scene of this function, and return what did not come about; empty when all did."""
    for step in SCENES[function]:
        stage.begin()
        try:
            step(stage)
        except (Missed, Stuck, ValueError, KeyError, StopIteration) as error:
            return str(error) if isinstance(error, Missed) else f"{type(error).__name__}: {str(error)[:80]}"
        after_step()
    return ""


def _with_everything(stage: Stage, function: str, role: Role) -> list[str]:
    """Play the scene with every right, and return what is wrong with the keys that it is limited to.

    Raises: Gemist (the scene fails).
    """
    configuration = stage.aws.functions.get_function_configuration(FunctionName=stage.name(LOGICAL_IDS[function]))
    requested: set[keys.Asked] = set()

    def after_step() -> None:
        requested.update(keys.requests(stage.aws, configuration["FunctionArn"], configuration["Role"]))

    if lack := _play(stage, function, after_step):
        raise Missed(f"with all its rights: {lack}; {stage.refused or stage.said[-1:]}")
    granted = keys.limits(role, stage.environment.stack.table)
    return [f"{function} {each}" for each in keys.findings(requested, granted)]


def _prove(stage: Stage, function: str, role: Role) -> Iterator[Verdict]:
    """Try every right of the role. Raises: Gemist (the scene fails by itself)."""
    for right in role.rights:
        with without(stage.aws.iam, role, right):
            missed = _play(stage, function)
        refused = stage.refused
        if missed and not refused and (lack := _play(stage, function)):
            raise Missed(f"without {right.action} and with it: {lack}")
        yield Verdict(function, right, missed, refused, demanded_by(function, right.action))


@contextmanager
def _set_up(stage: Stage, directory: Path) -> Iterator[None]:
    """Set up what parameters of the template would: a Zaken API, a login of the municipality, confirmed postvakken.

    The vangnet and the figures do not wait here.
    """
    aws = stage.aws
    add_own_login(stage)
    authority = Authority("Gezag van de proef")
    with zgw.zgw_server(authority.server(directory)) as server:
        variables = aws.functions.get_function_configuration(FunctionName=stage.name("Registreren"))["Environment"]["Variables"]
        server.informatieobjecttype = variables["INFORMATIEOBJECTTYPE"]
        add_zaken_api(stage, server, authority, directory)
        registreren = aws.functions.get_function(FunctionName=stage.name("Registreren"))["Configuration"]["FunctionArn"]
        stage.configure("Vangnet", REGISTREREN=registreren, INTAKE_WACHTTIJD_SECONDEN="0")
        stage.configure("Tellen", NAVERTELLEN_NA_SECONDEN="0")
        stage.configure("Ontvangen", BEVESTIGDE_POSTVAKKEN=ANDER_POSTVAK)
        server.zaak("ZAAK-2026-0001", archiefnominatie="vernietigen", archiefactiedatum="2026-01-01")
        yield


def main(names: Sequence[str]) -> int:
    logging.disable(logging.WARNING)
    begin = time.monotonic()
    chosen = [function for function in LOGICAL_IDS if not names or function in names]
    verdicts: list[Verdict] = []
    errors: list[str] = []
    limited = 0
    with TemporaryDirectory() as directory, start(Path(directory), progress=_write) as environment:
        stage = Stage(environment)
        if "vegen" in chosen:
            put_left_over(stage)
        with _set_up(stage, Path(directory)):
            for function in chosen:
                role = read_role(stage.aws.iam, stage.name(f"{LOGICAL_IDS[function]}Role"))
                errors += [
                    f"{function}: {each} is attached, and nothing says why" for each in role.managed if each not in MANAGED
                ]
                if function not in SCENES and not role.rights:
                    continue
                leave_out_the_poller(stage.aws.iam, role.name)
                try:
                    found = _with_everything(stage, function, role)
                    errors += found
                    for line in found:
                        _write(f"{time.monotonic() - begin:5.0f} s  {line}")
                    limited += len(keys.limits(role, environment.stack.table))
                    for verdict in _prove(stage, function, role):
                        verdicts.append(verdict)
                        _write(f"{time.monotonic() - begin:5.0f} s  {verdict}")
                except (Missed, KeyError) as error:
                    errors.append(f"{function}: {error}")
                    _write(f"{time.monotonic() - begin:5.0f} s  {function}: {error}")
    if not names:
        errors += [
            f"no scene asks {name}" for name, route in ROUTES.items() if FUNCTIONS[route] in SCENES and name not in stage.asked
        ]
        needed = {verdict.demand for verdict in verdicts if not verdict.missed}
        errors += [f"{each.action} is on the list, and nobody has it unmissed" for each in DEMANDS if each not in needed]
    return _report(verdicts, errors, limited, time.monotonic() - begin)


def _report(verdicts: Sequence[Verdict], errors: Sequence[str], limited: int, duration: float) -> int:
    for verdict in verdicts:
        _write(str(verdict))
    for demand in DEMANDS:
        _write(f"demanded by AWS: {demand.action:<22}{demand.page}")
    for name, page in MANAGED.items():
        _write(f"attached by SAM: {name:<32}{page}")
    later = [verdict for verdict in verdicts if not verdict.explained]
    for line in [*(f"NOT MISSED  {each}" for each in later), *(f"ERROR  {each}" for each in errors)]:
        _write(line)
    missed = sum(bool(each.missed) for each in verdicts)
    _write(
        f"functions {len({each.function for each in verdicts})} of {len(rollen())}, rights {len(verdicts)}, missed {missed} "
        f"(refusal seen {sum(bool(each.missed and each.refused) for each in verdicts)}), "
        f"demanded by AWS {sum(not each.missed and each.explained for each in verdicts)}, neither {len(later)}; "
        f"limits on leading keys {limited}; errors {len(errors)}; {duration:.0f} s"
    )
    return 1 if later or errors or not verdicts else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
