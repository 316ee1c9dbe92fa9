"""The reactions of the adapters when AWS does not answer."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError

from klantmail.adapters.auditlog import auditlog
from klantmail.adapters.aws import Aws, Sessie
from klantmail.adapters.dynamodb.table import Item
from klantmail.domain.fouten import NietBeschikbaar, NietGevonden, OpslagOnbekend
from klantmail.ports.keuzes import Voorraadkeuze
from klantmail.runtime.instellingen import Instellingen
from tests.support.aws import ENVIRONMENT, REGION
from tests.support.repositories import AllRepositories

_ID = UUID(int=1)
_NU = datetime(2026, 1, 1, tzinfo=UTC)


class _Body:
    """A body as urllib3 would give it."""

    def __init__(self, inhoud: bytes) -> None:
        self.inhoud = inhoud

    def stream(self, **_: object) -> Iterator[bytes]:
        yield self.inhoud


def _antwoord(status: int, code: str) -> Callable[..., AWSResponse]:
    body = f'{{"__type": "com.amazonaws.dynamodb.v20120810#{code}", "message": ""}}'.encode()
    return lambda **_: AWSResponse("https://aws.example", status, HTTPHeaders(), _Body(body))


def _fout(kind: type[ReadTimeoutError | ConnectionClosedError]) -> Callable[..., AWSResponse]:
    def mislukt(**_: object) -> AWSResponse:
        raise kind(endpoint_url="https://aws.example", error="")

    return mislukt


STORINGEN = {
    "read time-out": _fout(ReadTimeoutError),
    "closed": _fout(ConnectionClosedError),
    "5xx": _antwoord(503, "ServiceUnavailable"),
}
THROTTLED = _antwoord(400, "ThrottlingException")
"""The answer by which DynamoDB tells of throttling; S3 has a 5xx for it."""
HERHAALBAAR: dict[str, Callable[[Aws], object]] = {
    "get": lambda aws: AllRepositories(aws.table()).zaak(_ID),
    "query": lambda aws: AllRepositories(aws.table()).werkvoorraad(
        Voorraadkeuze(postvakken=("info@gemeente.example",)), moment=_NU, aantal=10, na=None
    ),
    "object": lambda aws: aws.archief().lees("er-niet"),
    "audit log": lambda aws: auditlog(aws, "audit").vermeldingen([str(_ID)], _NU, _NU),
}


@pytest.fixture
def aws(functions: object, monkeypatch: pytest.MonkeyPatch) -> Aws:
    assert functions  # the table and the buckets are there
    monkeypatch.setattr(Item, "_connection", None)  # that of another test has a client already
    monkeypatch.setattr("time.sleep", lambda _: None)  # botocore and PynamoDB wait between their attempts
    return Aws(Instellingen.uit(ENVIRONMENT), Sessie(REGION))


def _disturb(aws: Aws, storing: Callable[..., AWSResponse]) -> None:
    aws._sessie.van_botocore.get_component("event_emitter").register_first("before-send", storing)


@pytest.mark.parametrize("storing", STORINGEN)
@pytest.mark.parametrize("call", HERHAALBAAR)
def test_what_may_be_asked_again_is_not_available_now(aws: Aws, call: str, storing: str) -> None:
    _disturb(aws, STORINGEN[storing])
    with pytest.raises(NietBeschikbaar):
        HERHAALBAAR[call](aws)


@pytest.mark.parametrize("call", ["get", "query", "audit log"])
def test_a_read_that_is_throttled_is_not_available_now(aws: Aws, call: str) -> None:
    _disturb(aws, THROTTLED)
    with pytest.raises(NietBeschikbaar):
        HERHAALBAAR[call](aws)


def test_a_search_of_the_audit_log_while_thirty_others_run_is_not_available_now(aws: Aws) -> None:
    _disturb(aws, _antwoord(400, "LimitExceededException"))
    with pytest.raises(NietBeschikbaar):
        HERHAALBAAR["audit log"](aws)


@pytest.mark.parametrize("storing", STORINGEN)
def test_a_write_to_the_table_without_an_answer_stays_unknown(aws: Aws, storing: str) -> None:
    _disturb(aws, STORINGEN[storing])
    with pytest.raises(OpslagOnbekend):
        AllRepositories(aws.table()).claim_zaak(_ID, "1", _NU, _NU)


def test_what_is_not_there_is_no_storing(aws: Aws) -> None:
    with pytest.raises(NietGevonden):
        AllRepositories(aws.table()).zaak(_ID)
    with pytest.raises(NietGevonden):
        aws.archief().lees("er-niet")
