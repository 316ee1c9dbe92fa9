"""The audit log in CloudWatch: lines are found by the records that they name, newest first."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import boto3
import pytest

from klantmail.adapters.auditlog import CloudWatchAuditlog
from klantmail.domain.fouten import NietBeschikbaar
from klantmail.domain.inzagen import MAX_VERMELDINGEN
from tests.support.aws import ENVIRONMENT, REGION

THEN = datetime.now(UTC).replace(microsecond=0)
WHO = UUID("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")


def _line(object_: str, getoond: str = "", minuten: int = 0, **anders: Any) -> str:
    moment = THEN - timedelta(minutes=minuten)
    line = {
        "message": "audit",
        "actie": "GET /klantcontacten/{identificatie}",
        "object": object_,
        "resultaat": "gelukt",
        "oorsprong": "192.0.2.44",
        "actor": str(WHO),
        "tijdstempel": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    return json.dumps(line | ({"getoond": getoond} if getoond else {}) | anders)


@dataclass
class FakeLogs:
    """CloudWatch, which answers each search after so many questions."""

    regels: list[str] = field(default_factory=list)
    standen: list[str] = field(default_factory=lambda: ["Scheduled", "Running", "Complete"])
    vragen: list[dict[str, Any]] = field(default_factory=list)
    gevraagd: int = 0

    def start_query(self, **vraag: Any) -> dict[str, str]:
        self.vragen.append(vraag)
        self.gevraagd = 0
        return {"queryId": str(len(self.vragen))}

    def get_query_results(self, **_: str) -> dict[str, Any]:
        stand = self.standen[min(self.gevraagd, len(self.standen) - 1)]
        self.gevraagd += 1
        rows = [[{"field": "@timestamp", "value": "x"}, {"field": "@message", "value": each}] for each in self.regels]
        return {"status": stand, "results": rows if stand == "Complete" else []}


def _log(logs: Any, slaap: list[float] | None = None) -> CloudWatchAuditlog:
    slept = [] if slaap is None else slaap
    return CloudWatchAuditlog(logs, ENVIRONMENT["AUDITLOG"], slept.append, lambda: sum(slept))


def test_a_line_is_found_by_what_was_asked_for_and_by_what_was_shown() -> None:
    logs = FakeLogs(
        [
            _line("een", minuten=2),
            _line("ander", "drie een"),
            _line("ander", "eentje"),
            json.dumps({"message": "answer too large", "bytes": "een"}),
            _line("een", minuten=1, actor="", resultaat="GeenToegang"),
        ]
    )
    found = _log(logs).vermeldingen(["een"], THEN - timedelta(days=1), THEN)
    assert [(each.tijdstip, each.medewerker, each.resultaat) for each in found] == [
        (THEN, WHO, "gelukt"),
        (THEN - timedelta(minutes=1), None, "GeenToegang"),
        (THEN - timedelta(minutes=2), WHO, "gelukt"),
    ]
    assert found[0].records == {"ander", "drie", "een"}
    (vraag,) = logs.vragen
    assert vraag["logGroupName"] == ENVIRONMENT["AUDITLOG"]
    assert (vraag["startTime"], vraag["endTime"]) == (
        int((THEN - timedelta(days=1, minutes=1)).timestamp()),
        int((THEN + timedelta(minutes=1)).timestamp()),
    )


def test_a_klantcontact_with_very_many_documents_takes_more_searches_than_one_and_no_line_counts_twice() -> None:
    records = [str(UUID(int=number)) for number in range(450)]
    logs = FakeLogs([_line(records[0], " ".join(records[1:]))])
    (line,) = _log(logs).vermeldingen(records, THEN, THEN)
    assert line.records == set(records)
    assert len(logs.vragen) == 3
    assert all(len(vraag["queryString"]) < 10_000 for vraag in logs.vragen)
    assert all(sum(each in vraag["queryString"] for vraag in logs.vragen) == 1 for each in records)


def test_no_more_than_the_last_thousand_are_given() -> None:
    logs = FakeLogs([_line("een", minuten=number) for number in range(MAX_VERMELDINGEN + 5)])
    found = _log(logs).vermeldingen(["een"], THEN, THEN)
    assert len(found) == MAX_VERMELDINGEN
    assert found[0].tijdstip == THEN


@pytest.mark.parametrize("standen", [["Failed"], ["Cancelled"], ["Timeout"], ["Running"]])
def test_a_search_that_fails_or_takes_too_long_is_told(standen: list[str]) -> None:
    slept: list[float] = []
    with pytest.raises(NietBeschikbaar):
        _log(FakeLogs(standen=standen), slept).vermeldingen(["een"], THEN, THEN)
    assert sum(slept) <= 21


@pytest.mark.usefixtures("aws")
def test_cloudwatch_takes_the_search_and_gives_the_lines() -> None:
    logs = boto3.client("logs", region_name=REGION)
    logs.create_log_stream(logGroupName=ENVIRONMENT["AUDITLOG"], logStreamName="s")
    logs.put_log_events(
        logGroupName=ENVIRONMENT["AUDITLOG"],
        logStreamName="s",
        logEvents=[{"timestamp": int(THEN.timestamp() * 1000), "message": _line(str(WHO))}],
    )
    (line,) = _log(logs).vermeldingen([str(WHO)], THEN - timedelta(hours=1), THEN)
    assert (line.medewerker, line.tijdstip) == (WHO, THEN)
