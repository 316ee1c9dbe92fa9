"""One SendEmail gives an honest account of what became of it (decision 9)."""

from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from typing import Any, cast

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from klantmail.adapters.aws import Aws, Sessie
from klantmail.adapters.ses import SesPostkantoor, postkantoor
from klantmail.ports.postkantoor import MisschienVerzonden, NietVerzonden, Verzonden
from klantmail.runtime.instellingen import Instellingen
from tests.support.aws import ENVIRONMENT, REGION
from tests.support.builders import MAIL_UIT, verzending
from tests.support.http_server import HttpHandler, serving
from tests.support.template import parsed_template

ADRES = "https://email.example"


class _Client:
    """A client that answers one SendEmail."""

    def __init__(self, antwoord: Exception | dict[str, Any]) -> None:
        self._antwoord = antwoord
        self.gevraagd: list[dict[str, Any]] = []

    def send_email(self, **verzoek: Any) -> dict[str, Any]:
        self.gevraagd.append(verzoek)
        if isinstance(self._antwoord, Exception):
            raise self._antwoord
        return self._antwoord


def _verstuur(client: _Client) -> Verzonden | NietVerzonden | MisschienVerzonden:
    return SesPostkantoor(cast(Any, client), "eu-west-1", "klantmail").verstuur(verzending(), MAIL_UIT)


def _refusal(code: str, status: int) -> ClientError:
    antwoord: Any = {"Error": {"Code": code, "Message": ""}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(antwoord, "SendEmail")


def test_the_stored_bytes_go_to_the_stored_recipient_under_our_tags() -> None:
    client = _Client({"MessageId": "0100"})
    assert _verstuur(client) == Verzonden("<0100@eu-west-1.amazonses.com>")
    (verzoek,) = client.gevraagd
    assert verzoek["Content"] == {"Raw": {"Data": MAIL_UIT}}
    assert verzoek["Destination"] == {"ToAddresses": ["jan@burger.example"]}
    assert {tag["Name"]: tag["Value"] for tag in verzoek["EmailTags"]} == {
        "verzending": str(verzending().identificatie),
        "poging": "0",
    }


@pytest.mark.parametrize(
    ("error", "uitkomst"),
    [
        (_refusal("MessageRejected", 400), NietVerzonden("MessageRejected", tijdelijk=False)),
        (_refusal("TooManyRequestsException", 429), NietVerzonden("TooManyRequestsException", tijdelijk=True)),
        (_refusal("SendingPausedException", 400), NietVerzonden("SendingPausedException", tijdelijk=True)),
        (_refusal("AccessDenied", 403), NietVerzonden("AccessDenied", tijdelijk=True)),
        (_refusal("AccessDeniedException", 403), NietVerzonden("AccessDeniedException", tijdelijk=True)),
        (_refusal("AccountSuspendedException", 400), NietVerzonden("AccountSuspendedException", tijdelijk=True)),
        (_refusal("NotFoundException", 404), NietVerzonden("NotFoundException", tijdelijk=True)),
        (
            _refusal("MailFromDomainNotVerifiedException", 400),
            NietVerzonden("MailFromDomainNotVerifiedException", tijdelijk=True),
        ),
        (EndpointConnectionError(endpoint_url=ADRES), NietVerzonden("EndpointConnectionError", tijdelijk=True)),
        (ConnectTimeoutError(endpoint_url=ADRES), NietVerzonden("ConnectTimeoutError", tijdelijk=True)),
        (_refusal("InternalFailure", 500), MisschienVerzonden("InternalFailure (500)")),
        (_refusal("ServiceUnavailable", 503), MisschienVerzonden("ServiceUnavailable (503)")),
        (ReadTimeoutError(endpoint_url=ADRES), MisschienVerzonden("ReadTimeoutError")),
        (ConnectionClosedError(endpoint_url=ADRES), MisschienVerzonden("ConnectionClosedError")),
    ],
)
def test_only_a_parsed_refusal_or_a_connection_never_made_is_definite(
    error: Exception, uitkomst: NietVerzonden | MisschienVerzonden
) -> None:
    assert _verstuur(_Client(error)) == uitkomst


@pytest.fixture
def broken_ses(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Run an SES that breaks down at every request, and yield the requests that reached it."""
    verzoeken: list[str] = []

    class Broken(HttpHandler):
        def do_POST(self) -> None:  # the name that the standard library calls
            self.rfile.read(int(self.headers["Content-Length"]))
            verzoeken.append(self.path)
            self.send_response(500)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Broken)) as port:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", f"http://127.0.0.1:{port}")
        yield verzoeken


def test_the_sdk_sends_once_also_when_ses_breaks_down(broken_ses: list[str]) -> None:
    ses = postkantoor(Aws(Instellingen.uit(ENVIRONMENT), Sessie(REGION)))
    assert isinstance(ses.verstuur(verzending(), MAIL_UIT), MisschienVerzonden)
    assert len(broken_ses) == 1


def test_the_lease_of_an_attempt_outlasts_the_function_that_makes_it() -> None:
    description = parsed_template()
    function = description["Globals"]["Function"]
    verzenden = description["Resources"]["Verzenden"]["Properties"]
    lease = int(function["Environment"]["Variables"]["VERZENDLEASE_SECONDEN"])
    assert lease > verzenden.get("Timeout", function["Timeout"])
