"""The hooks that schemathesis loads in its own environment: they fill in what is there, count, and explain.

- Three of four requests work on records that are there (`tests.proofs.fuzzapi.stage`), under a fresh Idempotency-Key.
- Every answer that schemathesis judges is counted, and written to `FUZZ_TALLY` at the end.
- A finding that is explained (`tests.proofs.fuzzapi.explained`) is counted by its explanation, and does not fail the
  run.
"""

import atexit
import json
import os
import random
import sys
import threading
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any, Final
from urllib.request import urlopen
from uuid import uuid4

import schemathesis
from schemathesis.checks import CHECKS
from schemathesis.core.parameters import ParameterLocation

from tests.proofs.fuzzapi.explained import explanation

_STAGE: Final = os.environ["FUZZ_STAGE"]
_ROLE: Final = os.environ["FUZZ_ROLE"]
_REAL: Final = 0.75
"""The share of requests that work on records that are there."""
_WITH_UPLOAD: Final = 0.1
_PROGRESS: Final = 500
"""The number of cases between two signs of life."""
_DICE: Final = random.Random(1)  # noqa: S311 - choices of a test

_lock: Final = threading.RLock()
_offers: dict[str, list[Any]] = {}
_uploads: list[str] = []
_values: dict[str, list[str]] = {}
_counts: Counter[tuple[str, int, str, str]] = Counter()
_explained: Counter[tuple[str, str]] = Counter()


def _ask(path: str) -> Any:
    with urlopen(f"{_STAGE}/{path}", timeout=600) as answer:  # noqa: S310 - our own address
        return json.load(answer)


def _offer(operation: str) -> dict[str, Any]:
    with _lock:
        if operation not in _offers:
            _offers[operation] = _ask(f"offers/{_ROLE}/{operation}")
        return dict(_DICE.choice(_offers[operation])) if _offers[operation] else {}


def _known(name: str, value: Any) -> Any:
    """A value that this municipality has, where a field asks for one."""
    with _lock:
        if not _values:
            _values.update(_ask("values"))
        if name in _values and isinstance(value, str):
            return _DICE.choice(_values[name])
        if name == "bijlagen":
            if _DICE.random() > _WITH_UPLOAD:
                return []
            if not _uploads:
                _uploads.extend(_ask(f"uploads/{_ROLE}"))
            return [_uploads.pop()]
    return _filled(value)


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _known(name, field) for name, field in value.items()}
    return [_filled(each) for each in value] if isinstance(value, list) else value


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    meta = case.meta
    if meta is None or _DICE.random() > _REAL:
        return

    def valid(location: ParameterLocation) -> bool:
        return location not in meta.components or meta.components[location].mode.is_positive

    path, query, headers, body = map(
        valid, (ParameterLocation.PATH, ParameterLocation.QUERY, ParameterLocation.HEADER, ParameterLocation.BODY)
    )
    offer = _offer(case.operation.definition.raw["operationId"])
    if path and case.path_parameters and "path" in offer:
        case.path_parameters = offer["path"]
    if query and case.query:
        case.query = {name: _known(name, value) for name, value in case.query.items() if name != "cursor"}
    if headers and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = str(uuid4())
    if body and isinstance(case.body, dict):
        fields = {name: value for name, value in offer.get("body", {}).items() if name in case.body}
        case.body = {name: value for name, value in _filled(deepcopy(case.body)).items() if name != "cursor"} | fields


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Stop offering what a request used up."""
    operation = case.operation.definition.raw["operationId"]
    with _lock:
        if response.status_code < 300 and any(each.get("once") for each in _offers.get(operation, ())):
            del _offers[operation]


@schemathesis.check
def counted(ctx: Any, response: Any, case: Any) -> None:
    """Count an answer; this check runs with every other one, on every answer."""
    meta = case.meta
    phase = meta.phase.name.value if meta else "stateful"
    mode = meta.generation.mode.value if meta else "positive"
    with _lock:
        _counts[case.operation.label, response.status_code, phase, mode] += 1
        if _counts.total() % _PROGRESS == 0 and not sys.stderr.isatty():  # on a terminal schemathesis shows its own
            print(f"{_ROLE}: {_counts.total()} cases", file=sys.stderr, flush=True)  # noqa: T201


@schemathesis.hook
def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
    text = response.content.decode(errors="replace")
    why = explanation(type(failure).__name__, response.status_code, response.headers, text)
    if why is None:
        return True
    with _lock:
        _explained[why, case.operation.label] += 1
    return False


@atexit.register
def _write() -> None:
    tally = {
        "cases": [[*key, number] for key, number in _counts.items()],
        "checks": [name for name in CHECKS.get_all_names() if name != counted.__name__],
        "explained": [[*key, number] for key, number in _explained.items()],
    }
    Path(os.environ["FUZZ_TALLY"]).write_text(json.dumps(tally))
