"""How the tests are divided over processes."""

from typing import Final

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

_E2E: Final = "tests/e2e/"


class OneEnvironment(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Each test to whoever is free; but all end-to-end tests, and those first, to one process, which starts the local AWS.

    (xdist's own groups, by marker, do this no more: they are part of a node id that this pytest does not read.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return _E2E if nodeid.startswith(_E2E) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneEnvironment | None:
    return OneEnvironment(config, log) if config.getoption("dist") == "loadgroup" else None
