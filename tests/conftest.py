"""The division of the tests over processes, and what the properties are held to."""

from typing import Final

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

_TOGETHER: Final = (
    "tests/e2e/werkplek/",
    "tests/e2e/",
    "tests/integration/functions/test_imports.py",
    "tests/integration/functions/test_calls.py",
    "tests/integration/functions/test_audit.py",
    "tests/integration/functions/test_postvakrechten_walk.py",
    "tests/integration/adapters/dynamodb/test_scale.py",
    "tests/unit/template/",
    "tests/unit/tools/test_canary.py",
)
"""Tests that begin with something expensive that all share.

It is a local AWS, a start of every function, all use cases played, a stored town, or the template as SAM translates it.

The tests of the page and those of the API each have a local AWS of their own, so that two processes do half of it each.
"""
_ALONE: Final = ("tests/e2e/test_kill.py", "tests/e2e/test_killed_aws.py")
"""Tests among those that have a local AWS of their own."""
_LONGEST: Final = (
    "tests/integration/proofs/test_faults.py",
    "tests/unit/promises/test_any_mail.py::test_no_mail_whatever_its_headers",
    "tests/unit/promises/test_machine.py",
    "tests/integration/adapters/dynamodb/test_page_size.py",
    "tests/integration/functions/test_vernietigen.py",
    "tests/unit/opstellen/test_opstellen.py::test_every_mail_is_read_back",
    "tests/unit/words/",
    "tests/unit/api/test_reader.py",
    "tests/unit/promises/",
    "tests/unit/tools/test_figures.py",
)
"""The longest tests, longest first: the last one to end is then a short one, and no process waits long for another."""

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # a busy machine takes longer for an example, and that says nothing of the code


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """The place of a test among the longest; those that are not named come last, in their own order."""
    return next((turn for turn, begin in enumerate(_LONGEST) if item.nodeid.startswith(begin)), len(_LONGEST))


class Together(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Each test goes to whichever process is free, but tests
    that belong together go to one; the end-to-end tests first.

    (xdist's own groups, by marker, do this no more: they are part of a node id that this pytest does not read.)
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(_ALONE):
            return nodeid
        return next((together for together in _TOGETHER if nodeid.startswith(together)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together | None:
    return Together(config, log) if config.getoption("dist") == "loadgroup" else None
