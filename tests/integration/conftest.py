from collections.abc import Iterator

import pytest

from tests.hulp.aws import OMGEVING, Functies, aws_in_geheugen


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
