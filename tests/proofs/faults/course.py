"""The courses of one use case, with everything that can happen to it.

Each course runs in a process of its own, from the same beginning.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import Pipe
from typing import Any, Final

from tests.proofs.faults.cases import Case, Trigger
from tests.proofs.faults.cloud import Cloud, Intervention, Spot, Stuck
from tests.proofs.faults.harm import FAULTS
from tests.proofs.faults.power import DEATHS, can_happen, mortal
from tests.proofs.faults.process import Ending
from tests.support.aws import Functions
from tests.support.scenes.operations import operation_of
from tests.support.scenes.place import Call

TWICE: Final = "twice in a row"
AT_ONCE: Final = "twice at once"
ANOTHER: Final = "another at once"
_TRIES: Final = 4
"""The number of times that a client sends a request that is not answered."""

type Course = Callable[[Cloud, Call], list[str]]


@dataclass(slots=True)
class Verdict:
    """The results of all courses of one use case."""

    name: str
    function: str = ""
    operation: str | None = None
    """Its operationId, when it is a request of the API."""
    spots: list[str] = field(default_factory=list)
    """Its AWS calls, in order, as recorded."""
    courses: Counter[str] = field(default_factory=Counter)
    """The number of courses of each kind of fault."""
    broken: list[str] = field(default_factory=list)
    """The place of each breach, and the promise that was broken."""
    failed: list[str] = field(default_factory=list)
    """Courses that came to no verdict."""


def in_process[T](work: Callable[[], T]) -> T:
    """Do the work in a fork of this process, which keeps none of it. Raises: Vastgelopen (it raised, or died)."""
    here, there = Pipe(duplex=False)
    pid = os.fork()
    if not pid:
        try:
            try:
                there.send((work(), ""))
            except Exception as oorzaak:  # the waiting process is told
                there.send((None, f"{type(oorzaak).__name__}: {oorzaak}"))
        finally:
            os._exit(0)
    there.close()
    try:
        result, error = here.recv()
    except EOFError:
        result, error = None, "the process of a course ended"
    finally:
        here.close()
        os.waitpid(pid, 0)
    if error:
        raise Stuck(error)
    return result  # type: ignore[no-any-return]  # it went through a pipe


def prove(case: Case, functions: Functions, kinds: str, calls: str = "") -> Verdict:
    """Run every course of a use case.

    Args:
        kinds: keeps to the kinds of fault whose name holds this.
        calls: keeps to the calls whose name holds this, and to the courses that are about none.
    """
    verdict = Verdict(case.name)
    cloud = Cloud(functions)
    try:
        call = case.prepare(cloud)
        verdict.function, verdict.operation = call.function, operation_of(call)
        spots = in_process(lambda: _record(cloud, call))
    except Stuck as error:
        verdict.failed.append(f"{case.name}, made ready: {error}")
        return verdict
    verdict.spots = [str(spot) for spot in spots]
    for kind, where, course in (*_courses(case, spots), *_with_an_aws_that_dies(case, functions, spots)):
        if kinds not in kind or (where is not None and calls not in where.name):
            continue
        verdict.courses[kind] += 1
        name = f"{case.name}, {kind}{f' at {where}' if where else ''}"
        try:
            broken = in_process(lambda course=course: course(cloud, call))  # type: ignore[misc]  # bound at once
        except Stuck as error:
            verdict.failed.append(f"{name}: {error}")
            continue
        verdict.broken += [f"{name}: {line}" for line in broken]
    return verdict


def _record(cloud: Cloud, call: Call) -> list[Spot]:
    recording: list[Spot] = []
    (ending,) = cloud.run([call], recording=recording)
    if ending.error:
        raise Stuck(ending.error)
    return recording


def _courses(case: Case, spots: list[Spot]) -> Iterator[tuple[str, Spot | None, Course]]:
    """Yield the kind of each course, the call that it is about, and the course."""
    yield "nothing", None, lambda cloud, call: _course(case, cloud, call, None)
    yield TWICE, None, lambda cloud, call: _twice(case, cloud, call)
    for spot in spots:
        for fault in FAULTS:
            if fault.only not in {"", spot.name}:
                continue
            intervention = Intervention(spot, fault)
            yield fault.name, spot, lambda cloud, call, intervention=intervention: _course(case, cloud, call, intervention)  # type: ignore[misc]
        yield AT_ONCE, spot, lambda cloud, call, spot=spot: _at_once(case, cloud, call, spot)  # type: ignore[misc]
        if case.rival is not None:
            yield ANOTHER, spot, lambda cloud, call, spot=spot: _with_rival(case, cloud, call, spot)  # type: ignore[misc]


def _with_an_aws_that_dies(case: Case, functions: Functions, spots: list[Spot]) -> Iterator[tuple[str, Spot, Course]]:
    """Yield the courses in which AWS itself is killed. Each makes the use case ready on an AWS of its own."""
    if not case.aws_dies:
        return
    for spot in spots:
        for fault in DEATHS:
            if can_happen(fault, spot.name):
                intervention = Intervention(spot, fault)
                yield fault.name, spot, lambda _, __, intervention=intervention: _on_a_disk(case, functions, intervention)  # type: ignore[misc]


# -- courses -----------------------------------------------------------------------------------------------------------


def _course(case: Case, cloud: Cloud, call: Call, intervention: Intervention | None) -> list[str]:
    (first,) = cloud.run([call], intervention)
    if intervention is not None and not intervention.hit:
        raise Stuck("the call was not made")
    return _finish(case, cloud, call, first)


def _on_a_disk(case: Case, functions: Functions, intervention: Intervention) -> list[str]:
    with mortal(functions) as cloud:
        return _course(case, cloud, case.prepare(cloud), intervention)


def _twice(case: Case, cloud: Cloud, call: Call) -> list[str]:
    (first,) = cloud.run([call])
    (second,) = cloud.run([call])
    return _finish(case, cloud, call, first, second)


def _at_once(case: Case, cloud: Cloud, call: Call, spot: Spot) -> list[str]:
    """Do the same once more, from beginning to end, just before this call."""
    others: list[Ending] = []
    intervention = Intervention(spot, meanwhile=lambda: others.extend(cloud.run([call])))
    (first,) = cloud.run([call], intervention)
    return _finish(case, cloud, call, first, *others)


def _with_rival(case: Case, cloud: Cloud, call: Call, spot: Spot) -> list[str]:
    statuses: list[int] = []
    rival = case.rival
    assert rival is not None
    intervention = Intervention(spot, meanwhile=lambda: statuses.extend(rival(cloud, call)))
    (first,) = cloud.run([call], intervention)
    return _finish(case, cloud, call, first, rivals=statuses)


def _finish(case: Case, cloud: Cloud, call: Call, *endings: Ending, rivals: list[int] | None = None) -> list[str]:
    """Let the system recover, and check what became of it all."""
    broken: list[str] = []
    if case.trigger is Trigger.API:
        broken += _at_clients(case, cloud, call, list(endings), rivals)
    if case.trigger is Trigger.EVENT:
        for ending in endings:
            cloud.offer_again(call, ending)
    if case.trigger is Trigger.PERSON:
        cloud.run([call])
    cloud.come_to_rest()
    broken += cloud.broken()
    if any(each["status"] == "onbekend" for each in cloud.items("verzending")):
        cloud.tell_deliveries()  # this settles what SES has to tell, whenever that comes
        broken += [f"{line} (after SES's events)" for line in cloud.broken()]
    return broken + list(case.missing(cloud, call) if case.missing else ())


# -- promise 4: the answers to clients ---------------------------------------------------------------------------------


def _at_clients(case: Case, cloud: Cloud, call: Call, endings: list[Ending], rivals: list[int] | None) -> Iterator[str]:
    responses = [_persist(cloud, call, ending) for ending in endings]
    if None in responses:
        yield "4: the client is never answered"
        return
    allowed = case.good | case.repeated | (frozenset({409}) if rivals is not None else frozenset())
    statuses = [int(each["statusCode"]) for each in responses if each]
    if set(statuses) - allowed:
        yield f"4: the client is answered {statuses}: {responses[-1]}"
    succeeded = [each for each in responses if each and each["statusCode"] in case.good]
    if rivals is not None and case.exclusive and bool(succeeded) == any(each < 300 for each in rivals):
        yield f"4: one answer is {statuses} and that of another is {rivals}"
    if not succeeded or (rivals and not case.exclusive):
        return  # nothing to repeat, or another has changed since what it is about
    requests = [call]
    if case.different:
        request = dict(call.event)
        request["body"] = json.dumps(json.loads(request["body"]) | dict(case.different))
        requests.append(Call(call.function, request))
    again, *different = [each.result for each in cloud.run(requests)]
    if case.same != () and (again is None or len({_core(case, each) for each in (*succeeded, again)}) > 1):
        yield f"4: the same request is answered otherwise: {again}"
    for other in different:
        if other is None or other["statusCode"] != 409:
            yield f"4: the same key with another body is answered {other}"


def _persist(cloud: Cloud, call: Call, ending: Ending | None) -> dict[str, Any] | None:
    """Send the request as a client does until there is an answer, and return that."""
    for _ in range(_TRIES):
        if ending is not None and not ending.error and ending.result["statusCode"] < 500:
            response: dict[str, Any] = ending.result
            return response
        (ending,) = cloud.run([call])
    return None


def _core(case: Case, response: dict[str, Any]) -> str:
    """Return the part that must be the same in every answer to the same request."""
    content = json.loads(response["body"] or "{}")
    return json.dumps(content if case.same is None else {name: content.get(name) for name in case.same}, sort_keys=True)
