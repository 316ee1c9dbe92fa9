from collections.abc import Iterator

import pytest

from tests.support.aws import OMGEVING, REGIO, Functies, aws_in_geheugen
from tests.support.engines import tabel_op_motor
from tests.support.repositories import AllRepositories, all_repositories
from tests.support.stage import Stage


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for naam, waarde in OMGEVING.items():
        monkeypatch.setenv(naam, waarde)
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    with aws_in_geheugen():
        yield


@pytest.fixture
def functies(aws: None) -> Functies:  # noqa: ARG001  # the functions make their clients when they are loaded
    return Functies({})


@pytest.fixture
def stage(functies: Functies) -> Stage:
    return Stage(functies)


@pytest.fixture
def tabel(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a fresh table of the template, on moto or on the engine that `KLANTMAIL_DYNAMODB` names."""
    with tabel_op_motor(monkeypatch) as naam:
        yield naam


@pytest.fixture
def dynamodb(tabel: str) -> AllRepositories:
    return all_repositories(tabel, REGIO, OMGEVING["AFZENDERSLEUTEL"])
