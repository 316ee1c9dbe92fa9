"""Errors in a function leave one audit line too, which tells what and where, and nothing of whom it was about."""

import boto3
import pytest

from tests.support.audit import EVENTS, OWN, SECRET, Case, logged, words_of
from tests.support.aws import ENVIRONMENT, REGION, Functions, read_api_event

pytestmark = pytest.mark.filterwarnings("ignore:No application metrics to publish")


@pytest.fixture
def stripped(functions: Functions, monkeypatch: pytest.MonkeyPatch) -> Functions:
    """The functions, when no table, no bucket and no bus is left."""
    for name, value in OWN.items():
        monkeypatch.setenv(name, value)
    s3 = boto3.client("s3", region_name=REGION)
    for bucket in ("ARCHIEF", "INTAKE", "UPLOADS"):
        s3.delete_bucket(Bucket=ENVIRONMENT[bucket])
    boto3.client("dynamodb", region_name=REGION).delete_table(TableName=ENVIRONMENT["TABEL"])
    boto3.client("events", region_name=REGION).delete_event_bus(Name=ENVIRONMENT["BUS"])
    return functions


def _names(case: Case) -> str:
    return f"{case.function}-{case.oorsprong}"


_ASKING = [case for case in EVENTS if case.resultaat != "overgeslagen" and case.function != "aanmelden"]
"""The events whose function asks something of AWS. A login by password asks nothing."""


@pytest.mark.parametrize("case", _ASKING, ids=_names)
def test_an_event_that_goes_wrong(stripped: Functions, case: Case) -> None:
    with logged() as log:
        words = words_of(stripped, case.function, case.event)
    line = log.line()
    assert (line["actie"], line["object"], line["oorsprong"]) == (case.function, case.waarop, case.oorsprong)
    assert line["resultaat"] in {"fout", "OpslagOnbekend"}
    assert any(code in line["soort"] for code in ("ResourceNotFoundException", "NoSuchBucket", "NonExistentQueue"))
    assert "app.py:" in line["plaats"]
    assert not words or words.startswith(line["soort"])


def test_a_request_that_goes_wrong(stripped: Functions) -> None:
    request = read_api_event("api-klantcontact", "c0ffee00-0000-4000-8000-000000000000")
    request["headers"]["If-None-Match"] = SECRET
    with logged() as log:
        words = words_of(stripped, "raadplegen", request)
    line = log.line()
    assert (line["actie"], line["resultaat"]) == ("GET /klantcontacten/{identificatie}", "fout")
    assert "ResourceNotFoundException" in line["soort"]
    assert words.startswith(line["soort"])
    assert SECRET not in log.text + words
