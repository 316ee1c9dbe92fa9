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
from tests.support.aws import OMGEVING, REGIO

TOEN = datetime.now(UTC).replace(microsecond=0)
WIE = UUID("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")


def _regel(object_: str, getoond: str = "", minuten: int = 0, **anders: Any) -> str:
    moment = TOEN - timedelta(minutes=minuten)
    regel = {
        "message": "audit",
        "actie": "GET /klantcontacten/{identificatie}",
        "object": object_,
        "resultaat": "gelukt",
        "oorsprong": "192.0.2.44",
        "actor": str(WIE),
        "tijdstempel": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    return json.dumps(regel | ({"getoond": getoond} if getoond else {}) | anders)


@dataclass
class NepLogs:
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
        rijen = [[{"field": "@timestamp", "value": "x"}, {"field": "@message", "value": een}] for een in self.regels]
        return {"status": stand, "results": rijen if stand == "Complete" else []}


def _log(logs: Any, slaap: list[float] | None = None) -> CloudWatchAuditlog:
    geslapen = [] if slaap is None else slaap
    return CloudWatchAuditlog(logs, OMGEVING["AUDITLOG"], geslapen.append, lambda: sum(geslapen))


def test_a_line_is_found_by_what_was_asked_for_and_by_what_was_shown() -> None:
    logs = NepLogs(
        [
            _regel("een", minuten=2),
            _regel("ander", "drie een"),
            _regel("ander", "eentje"),
            json.dumps({"message": "answer too large", "bytes": "een"}),
            _regel("een", minuten=1, actor="", resultaat="GeenToegang"),
        ]
    )
    gevonden = _log(logs).vermeldingen(["een"], TOEN - timedelta(days=1), TOEN)
    assert [(een.tijdstip, een.medewerker, een.resultaat) for een in gevonden] == [
        (TOEN, WIE, "gelukt"),
        (TOEN - timedelta(minutes=1), None, "GeenToegang"),
        (TOEN - timedelta(minutes=2), WIE, "gelukt"),
    ]
    assert gevonden[0].records == {"ander", "drie", "een"}
    (vraag,) = logs.vragen
    assert vraag["logGroupName"] == OMGEVING["AUDITLOG"]
    assert (vraag["startTime"], vraag["endTime"]) == (
        int((TOEN - timedelta(days=1, minutes=1)).timestamp()),
        int((TOEN + timedelta(minutes=1)).timestamp()),
    )


def test_a_klantcontact_with_very_many_documents_takes_more_searches_than_one_and_no_line_counts_twice() -> None:
    records = [str(UUID(int=nummer)) for nummer in range(450)]
    logs = NepLogs([_regel(records[0], " ".join(records[1:]))])
    (regel,) = _log(logs).vermeldingen(records, TOEN, TOEN)
    assert regel.records == set(records)
    assert len(logs.vragen) == 3
    assert all(len(vraag["queryString"]) < 10_000 for vraag in logs.vragen)
    assert all(sum(een in vraag["queryString"] for vraag in logs.vragen) == 1 for een in records)


def test_no_more_than_the_last_thousand_are_given() -> None:
    logs = NepLogs([_regel("een", minuten=nummer) for nummer in range(MAX_VERMELDINGEN + 5)])
    gevonden = _log(logs).vermeldingen(["een"], TOEN, TOEN)
    assert len(gevonden) == MAX_VERMELDINGEN
    assert gevonden[0].tijdstip == TOEN


@pytest.mark.parametrize("standen", [["Failed"], ["Cancelled"], ["Timeout"], ["Running"]])
def test_a_search_that_fails_or_takes_too_long_is_told(standen: list[str]) -> None:
    geslapen: list[float] = []
    with pytest.raises(NietBeschikbaar):
        _log(NepLogs(standen=standen), geslapen).vermeldingen(["een"], TOEN, TOEN)
    assert sum(geslapen) <= 21


@pytest.mark.usefixtures("aws")
def test_cloudwatch_takes_the_search_and_gives_the_lines() -> None:
    logs = boto3.client("logs", region_name=REGIO)
    logs.create_log_stream(logGroupName=OMGEVING["AUDITLOG"], logStreamName="s")
    logs.put_log_events(
        logGroupName=OMGEVING["AUDITLOG"],
        logStreamName="s",
        logEvents=[{"timestamp": int(TOEN.timestamp() * 1000), "message": _regel(str(WIE))}],
    )
    (regel,) = _log(logs).vermeldingen([str(WIE)], TOEN - timedelta(hours=1), TOEN)
    assert (regel.medewerker, regel.tijdstip) == (WIE, TOEN)
