"""The log does not say who wrote what: after all other end-to-end tests, everything that they wrote is looked for."""

import json
import re
import time
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest

from tests.e2e.conftest import Town, vraag
from tests.support import traces
from tests.support.audit import mail_event
from tests.support.template import parsed_template

FUNCTIONS: Final = sorted(
    name
    for name, one in parsed_template()["Resources"].items()
    if one["Type"] == "AWS::Serverless::Function" and "Condition" not in one
)
"""The functions that are deployed here: one under a condition, such as a login of the municipality, is not."""
SENTENCE: Final = "Mijn buurvrouw zet haar grofvuil al een week voor mijn deur"
ANSWER: Final = "Wij sturen vandaag iemand langs in uw straat."


def _key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


def _opened(town: Town, domain: str = "burger.example") -> dict[str, Any]:
    """A mail with a name, an address and a sentence of its own, opened."""
    address = f"mies.van.dam-{uuid4().hex[:12]}@{domain}"
    mail = vraag(f"Mies van Dam <{address}>", "Grofvuil bij de buren").replace(b"Wanneer", SENTENCE.encode() + b". Wanneer")
    town.client.send_mail(mail, [town.postvak], address)
    return town.geopend(address)


def _path(opened: dict[str, Any], what: str) -> str:
    return f"/emailberichten/{opened['emailbericht']['identificatie']}/{what}"


def _use_everything(town: Town) -> None:
    """Have every function do its work at least once, on what somebody wrote."""
    opened = _opened(town)
    town.anna.get(_path(opened, "samenhang")).raise_for_status()
    answered = town.antwoord(opened, inhoud=ANSWER).raise_for_status().json()
    town.verzending(answered["verzending"]["identificatie"], "verzonden")
    contact = answered["klantcontacten"][0]["identificatie"]
    more = {"inhoud": f"{ANSWER} En morgen nog eens."}
    town.anna.post(f"/klantcontacten/{contact}/vervolgberichten", json=more, headers=_key()).raise_for_status()
    opened = _opened(town, "post.authentiek.example")
    town.anna.post(_path(opened, "ontvangstbevestiging"), json={"inzageId": opened["inzageId"]}).raise_for_status()
    task = {"gevraagdeHandeling": "Ga kijken bij Mies van Dam", "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"}}
    town.anna.post(
        _path(opened, "interne-taken"), json=task | {"inzageId": opened["inzageId"]}, headers=_key()
    ).raise_for_status()
    opened = _opened(town)
    note = {"tekst": "Mies van Dam belde ook al."}
    town.anna.post(_path(opened, "notities"), json=note, headers=_key()).raise_for_status()
    parts = [{"onderwerp": f"Vraag {n} van Mies van Dam", "antwoord": {"inhoud": ANSWER}} for n in (1, 2)]
    split = {"inzageId": opened["inzageId"], "delen": parts}
    town.anna.post(_path(opened, "splitsing"), json=split, headers=_key()).raise_for_status()
    file = {"bestandsnaam": "huis van Mies.pdf", "formaat": "application/pdf", "bestandsomvang": 10}
    town.anna.post("/uploads", json=file).raise_for_status()
    text = {"naam": f"Buren {uuid4().hex[:8]}", "inhoud": ANSWER}
    town.beheer.post("/standaardantwoorden", json=text, headers=_key()).raise_for_status()
    with town.desk() as desk:
        desk.get("/interne-taken").raise_for_status()
    for path in ("/postvakken", "/zaken", "/stand"):
        town.anna.get(path).raise_for_status()
    api = town.client.details["api"]
    httpx.get(f"{api}/openapi.json", trust_env=False, timeout=120).raise_for_status()
    httpx.options(f"{api}/uploads", headers={"Origin": "https://elders.example"}, trust_env=False, timeout=120).raise_for_status()
    with town.privacy() as hanna:
        asked = (
            hanna.post("/inzageverzoeken", json={"adressen": ["mies@burger.example"]}, headers=_key()).raise_for_status().json()
        )
        town.collected(hanna, asked["identificatie"])
    town.vangnet()
    for name in ("Vegen", "Herlijsten", "Vernietigen"):
        town.invoke(town.function(name))
    _invoke(town, "Registreren", {"zaak": str(uuid4())})


def _go_wrong(town: Town) -> None:
    """Put what somebody wrote in places where it does not belong, and in the way of the functions."""
    town.client.geschreven.add(SENTENCE)
    assert town.anna.get(f"/klantcontacten/{SENTENCE}").status_code == 404
    assert town.anna.get("/emailberichten", params={"cursor": SENTENCE, SENTENCE: SENTENCE}).status_code == 400
    opened = _opened(town)
    for wrong in ({"inhoud": f"{SENTENCE} {{{{dag}}}}"}, {SENTENCE: SENTENCE}, {"inhoud": ANSWER, "bijlagen": [SENTENCE]}):
        answer = town.anna.post(_path(opened, "antwoord"), json={"inzageId": opened["inzageId"], **wrong}, headers=_key())
        assert answer.status_code == 400
    _invoke(town, "Ontvangen", mail_event(timestamp=SENTENCE))
    _invoke(town, "Verzenden", {"verzending": SENTENCE})
    _invoke(town, "Herlijsten", {"sinds": SENTENCE})


def _invoke(town: Town, name: str, event: dict[str, Any]) -> None:
    """Invoke a function that fails, as Lambda tells it: that goes into the log too."""
    answer = town.environment.aws.functions.invoke(FunctionName=town.function(name), Payload=json.dumps(event).encode())
    assert answer["FunctionError"]
    assert not traces.found([SENTENCE], answer["Payload"].read().decode())


DAY: Final = 24 * 3600 * 1000
"""Milliseconds."""
A_PAGE: Final = 10_000
"""Messages that CloudWatch gives at a time.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
"""
VARYING: Final = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,]\d+(?:\+0000|Z)|\b\d{13}\b|: \d+ ms"
)
ROUNDS: Final = 5
"""Everything is used so often at most, until each function has told of itself."""


def _told(town: Town, name: str, log: str) -> bool:
    """True when the log has an audit line of this function."""
    own = f'"function_name":"{town.function(name)}"'
    return any(own in line and '"message":"audit"' in line for line in log.splitlines())


@pytest.fixture(scope="module")
def log(town: Town) -> str:
    """Everything that the functions, and Lambda about them, have logged since the environment began."""
    everything = ""
    for _ in range(ROUNDS):
        _use_everything(town)
        _go_wrong(town)
        everything = everything_logged(town)
        if all(_told(town, name, everything) for name in FUNCTIONS):
            break
    return everything


def everything_logged(town: Town) -> str:
    """Every message that was logged, once: what differs by ids, moments and lengths of time alone is one message."""
    aws = town.environment.aws
    groups = {
        aws.functions.get_function_configuration(FunctionName=town.function(name))["LoggingConfig"]["LogGroup"]
        for name in FUNCTIONS
    }
    assert len(groups) == 2
    now = int(time.time() * 1000)
    messages = [message for group in groups for message in _messages(town, group, now - DAY, now + DAY)]
    return "\n".join(sorted({VARYING.sub("", message) for message in messages}))


def _messages(town: Town, group: str, begin: int, end: int) -> list[str]:
    """The messages of a group between two moments in milliseconds: the local CloudWatch gives the first page only."""
    pages = town.environment.aws.logs.get_paginator("filter_log_events").paginate(
        logGroupName=group, startTime=begin, endTime=end
    )
    messages = [event["message"] for page in pages for event in page["events"]]
    if len(messages) < A_PAGE:
        return messages
    middle = (begin + end) // 2
    return [*_messages(town, group, begin, middle), *_messages(town, group, middle + 1, end)]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_log_tells_of_each_function_what_it_did(town: Town, log: str, name: str) -> None:
    assert _told(town, name, log)


def told_in(town: Town, log: str) -> set[str]:
    """The words of people, of all that was mailed and requested, that stand in this log."""
    written = town.client.geschreven | {login["gebruikersnaam"] for login in town.client.details["medewerkers"]}
    # A placeholder is the name of a field.
    written = {text for text in written if not re.fullmatch(r"\{\{\w+\}\}", text)}
    without_names = re.sub(r'"function_name":"[\w-]+"', "", log)  # a function may be called what somebody wrote
    return traces.found(written, without_names)


def test_the_log_does_not_say_who_wrote_what(town: Town, log: str) -> None:
    assert {SENTENCE, ANSWER, "Mies van Dam", "Grofvuil bij de buren"} <= town.client.geschreven
    assert told_in(town, log) == set()
    assert SENTENCE in told_in(town, f"{log}\nfout bij {SENTENCE}!")
