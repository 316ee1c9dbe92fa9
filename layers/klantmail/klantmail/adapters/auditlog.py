"""The audit log in CloudWatch, searched by Logs Insights.

A search costs 0.0057 dollar for each GB of log in its period, and nothing when nobody asks.
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
"""

import json
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from klantmail.adapters.aws import KORT, Aws
from klantmail.domain.fouten import NietBeschikbaar
from klantmail.domain.inzagen import MAX_VERMELDINGEN, Auditvermelding
from klantmail.domain.tijd import uit_tekst

if TYPE_CHECKING:
    from mypy_boto3_logs import CloudWatchLogsClient

    from klantmail.usecases.guarded_write import Slaap

_PER_VRAAG: Final = 200
"""The records of one search: it takes 10,000 characters."""
_RUIM: Final = timedelta(minutes=1)
"""The time around the period, for clocks that differ."""
_TUSSENPOOS: Final = 0.5
_GEDULD: Final = 20.0
"""Seconds that a search may take; an agent's request has 29."""
_BEZIG: Final = frozenset({"Scheduled", "Running", "Unknown"})


class CloudWatchAuditlog:
    """The audit log in one log group.

    Args:
        logs: the client of CloudWatch Logs.
        klok: seconds of a clock that only goes on.
    """

    def __init__(self, logs: "CloudWatchLogsClient", groep: str, slaap: "Slaap", klok: Callable[[], float]) -> None:
        self._logs, self._groep, self._slaap, self._klok = logs, groep, slaap, klok

    def vermeldingen(self, records: Collection[str], van: datetime, tot: datetime) -> Sequence[Auditvermelding]:
        gezocht = list(dict.fromkeys(records))
        einde = self._klok() + _GEDULD
        gestart = [
            self._begin(gezocht[plek : plek + _PER_VRAAG], van - _RUIM, tot + _RUIM)
            for plek in range(0, len(gezocht), _PER_VRAAG)
        ]
        regels = {regel for vraag in gestart for regel in self._regels(vraag, einde)}
        vermeldingen = (_vermelding(json.loads(regel)) for regel in regels)
        over_deze = [een for een in vermeldingen if een is not None and not een.records.isdisjoint(gezocht)]
        return sorted(over_deze, key=lambda een: een.tijdstip, reverse=True)[:MAX_VERMELDINGEN]

    def _begin(self, records: Sequence[str], van: datetime, tot: datetime) -> str:
        vraag = (
            f"fields @timestamp, @message | filter @message like /{'|'.join(records)}/ "
            f"| sort @timestamp desc | limit {MAX_VERMELDINGEN}"
        )
        response = self._logs.start_query(
            logGroupName=self._groep, startTime=int(van.timestamp()), endTime=int(tot.timestamp()), queryString=vraag
        )
        return str(response["queryId"])

    def _regels(self, vraag: str, einde: float) -> Iterator[str]:
        while True:
            response = self._logs.get_query_results(queryId=vraag)
            if response["status"] == "Complete":
                break
            if response["status"] not in _BEZIG or self._klok() > einde:
                raise NietBeschikbaar(f"the search of the audit log is {response['status']}")
            self._slaap(_TUSSENPOOS)
        for rij in response["results"]:
            yield from (veld["value"] for veld in rij if veld["field"] == "@message")


def _vermelding(regel: Mapping[str, Any]) -> Auditvermelding | None:
    """Read a line of the log; None for one that is no audit line."""
    if regel.get("message") != "audit":
        return None
    return Auditvermelding(
        tijdstip=uit_tekst(regel["tijdstempel"]),
        medewerker=_medewerker(regel["actor"]),
        actie=regel["actie"],
        resultaat=regel["resultaat"],
        oorsprong=regel["oorsprong"],
        records=frozenset((regel["object"], *str(regel.get("getoond", "")).split())),
    )


def _medewerker(actor: str) -> UUID | None:
    try:
        return UUID(actor)
    except ValueError:
        return None


def auditlog(aws: Aws, groep: str) -> CloudWatchAuditlog:
    return CloudWatchAuditlog(aws.client("logs", KORT), groep, time.sleep, time.monotonic)
