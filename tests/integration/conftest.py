from collections.abc import Iterator

import pytest

from tests.support.aws import OMGEVING, REGIO, Functies, aws_with_settings
from tests.support.engines import tabel_op_motor
from tests.support.repositories import AllRepositories, all_repositories
from tests.support.stage import Stage


@pytest.fixture
def aws() -> Iterator[None]:
    with aws_with_settings():
        yield


@pytest.fixture
def functies(aws: None) -> Functies:  # noqa: ARG001  # the functions make their clients when they are loaded
    return Functies({})


@pytest.fixture
def stage(functies: Functies) -> Stage:
    return Stage(functies)


@pytest.fixture(scope="module")
def shared_stage() -> Iterator[Stage]:
    """A stage for all tests of a file that make what they need and do not mind what others made: it is loaded once."""
    with aws_with_settings():
        yield Stage(Functies({}))


@pytest.fixture
def tabel(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a fresh table of the template, on moto or on the engine that `KLANTMAIL_DYNAMODB` names."""
    with tabel_op_motor(monkeypatch) as naam:
        yield naam


@pytest.fixture
def dynamodb(tabel: str) -> AllRepositories:
    return all_repositories(tabel, REGIO, OMGEVING["AFZENDERSLEUTEL"])
