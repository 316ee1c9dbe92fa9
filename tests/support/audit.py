"""Audit lines as a function writes them, and an event of every kind that is no request."""

import json
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from typing import Any, Final

import pytest

from klantmail.domain.identificatie import emailbericht_id
from klantmail.runtime.audit import SYSTEEM, OnverwachteFout, logger
from tests.support.aws import REGION, Functions, read_event
from tests.support.builders import POSTVAK

SECRET: Final = "De buurman heet Joost Bakker"
FIELDS: Final = {"actie", "object", "resultaat", "oorsprong", "actor", "tijdstempel"}
"""The fields of an audit line (BIO2 8.15.01)."""
OWN: Final = {
    "ONTVANGEN": "ontvangen",
    "VERZENDEN": "verzenden",
    "WACHTRIJEN": f"ontvangen=https://sqs.{REGION}.amazonaws.com/123456789012/mislukt",
    "INTAKE_WACHTTIJD_SECONDEN": "600",
    "RONDE_SECONDEN": "80",
    "ZAKEN_API": "https://zaken.gemeente.example/v1",
    "CATALOGI_API": "",
    "DOCUMENTEN_API": "",
    "ZGW_GEHEIM": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:zgw",
    "COMMUNICATIEKANAAL": "",
}
"""The environment that the template gives single functions."""
_ADDED: Final = {"level", "location", "message", "timestamp", "service", "correlatie", "tijdstempel", "function_name"}


@dataclass
class Log:
    """The lines that the functions log."""

    stream: StringIO

    def forget(self) -> None:
        self.stream.seek(0)
        self.stream.truncate()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    def line(self) -> dict[str, Any]:
        """Return the one audit line, without what every line has. It fails when there is not exactly one whole line."""
        (line,) = [one for one in map(json.loads, self.text.splitlines()) if one["message"] == "audit"]
        assert set(line) >= FIELDS
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["tijdstempel"])
        assert "@" not in self.text
        return {name: value for name, value in line.items() if name not in _ADDED}


def mail_event(**mail: Any) -> dict[str, Any]:
    """SES's event, with these values in what it says of the mail."""
    event = read_event("ses-ontvangst")
    event["Records"][0]["ses"]["mail"] |= mail
    return event


@contextmanager
def logged() -> Iterator[Log]:
    """Collect what is logged from now on."""
    stream = StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logger.registered_handler, "stream", stream)
        yield Log(stream)


def words_of(functions: Functions, function: str, event: dict[str, Any]) -> str:
    """Return the text of the error of this invocation; it fails when all goes well.

    The text is empty where Lambda is told of a record of its batch.
    """
    try:
        answer = functions.invoke(function, event)
    except OnverwachteFout as error:
        # Lambda prints what an error came from, unless it is told not to.
        return str(error) if error.__suppress_context__ else "".join(traceback.format_exception(error))
    assert answer["batchItemFailures"]
    return ""


VERZENDING: Final = read_event("stroom-verzending")
BERICHT: Final = read_event("stroom-emailbericht")
ZAAK: Final = read_event("wachtrij-zaak")
FEIT: Final = read_event("wachtrij-emailbericht")
MAIL: Final = read_event("ses-ontvangst")
SENT: Final = read_event("ses-send")
FOREIGN: Final[dict[str, Any]] = SENT | {"detail": SENT["detail"] | {"eventType": "Open"}}


def _stored(record: dict[str, Any]) -> str:
    return str(record["Records"][0]["dynamodb"]["NewImage"]["identificatie"]["S"])


def _subject(message: dict[str, Any]) -> str:
    return str(json.loads(message["Records"][0]["body"])["detail"]["subject"])


PASSWORD: Final = read_event("cognito-wachtwoord")
MEDEWERKER: Final = str(PASSWORD["request"]["userAttributes"]["custom:medewerker"])
LIJST: Final = read_event("wachtrij-vernietigen")
VERZOEK: Final = read_event("wachtrij-verzamelen")
VERZOEK_ID: Final = str(json.loads(VERZOEK["Records"][0]["body"])["verzoek"])
LIJST_ID: Final = str(json.loads(LIJST["Records"][0]["body"])["lijst"])
VERZENDING_ID: Final = _stored(VERZENDING)
ZAAK_ID: Final = _subject(ZAAK)
BERICHT_ID: Final = str(emailbericht_id(POSTVAK, MAIL["Records"][0]["ses"]["mail"]["messageId"]))


@dataclass(frozen=True, slots=True)
class Case:
    """A case.

    Args:
        resultaat: the result of the event in a table that knows nothing of what it is about.
    """

    function: str
    event: dict[str, Any]
    waarop: str
    oorsprong: str
    resultaat: str
    actor: str = SYSTEEM


EVENTS: Final = (
    Case("ontvangen", MAIL, BERICHT_ID, "ses", "gelukt"),
    Case("verzenden", VERZENDING, VERZENDING_ID, "stroom", "niet_aan_de_beurt"),
    Case("verzenden", {"verzending": VERZENDING_ID}, VERZENDING_ID, "vangnet", "NietGevonden"),
    Case("vertellen", BERICHT, "", "stroom", "gelukt"),
    Case("tellen", FEIT, _subject(FEIT), "bus", "geteld"),
    Case("tellen", {}, "", "rooster", "gelukt"),
    Case("indexeren", FEIT, _subject(FEIT), "bus", "verwijderd"),
    Case("vernietigen", {}, "", "rooster", "gelukt"),
    Case("vernietigen", {"herstel": ""}, "", "handmatig", "gelukt"),
    Case("vernietigen", LIJST, LIJST_ID, "wachtrij", "NietGevonden"),
    Case("verzamelen", VERZOEK, VERZOEK_ID, "wachtrij", "NietGevonden"),
    Case("registreren", ZAAK, ZAAK_ID, "bus", "NietGevonden"),
    Case("registreren", {"zaak": ZAAK_ID}, ZAAK_ID, "vangnet", "NietGevonden"),
    Case("bezorgstatus", SENT, SENT["detail"]["mail"]["tags"]["verzending"][0], "ses", "NietGevonden"),
    Case("bezorgstatus", FOREIGN, "", "ses", "overgeslagen"),
    Case("vangnet", {}, "", "rooster", "gelukt"),
    Case("vegen", {}, "", "rooster", "gelukt"),
    Case("herlijsten", {}, "", "handmatig", "gelukt"),
    Case("aanmelden", PASSWORD, MEDEWERKER, "cognito", "gelukt", MEDEWERKER),
)
