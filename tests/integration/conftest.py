from collections.abc import Iterator

import pytest

from tests.support.aws import ENVIRONMENT, REGION, Functions, aws_with_settings
from tests.support.engines import table_on_engine
from tests.support.repositories import AllRepositories, all_repositories
from tests.support.stage import Stage


@pytest.fixture
def aws() -> Iterator[None]:
    with aws_with_settings():
        yield


@pytest.fixture
def functions(aws: None) -> Functions:  # noqa: ARG001  # the functions make their clients when they are loaded
    return Functions({})


@pytest.fixture
def stage(functions: Functions) -> Stage:
    return Stage(functions)


@pytest.fixture(scope="module")
def shared_stage() -> Iterator[Stage]:
    """A stage for all tests of a file that make what they need and do not mind what others made: it is loaded once."""
    with aws_with_settings():
        yield Stage(Functions({}))


@pytest.fixture
def tabel(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a fresh table of the template, on moto or on the engine that `KLANTMAIL_DYNAMODB` names."""
    with table_on_engine(monkeypatch) as name:
        yield name


@pytest.fixture
def dynamodb(tabel: str) -> AllRepositories:
    return all_repositories(tabel, REGION, ENVIRONMENT["AFZENDERSLEUTEL"])
