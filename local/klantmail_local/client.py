"""A stranger's view of an environment: log in, call the API, send a mail, and read what was sent."""

import json
import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from klantmail_local.errors import BrokenFile
from klantmail_local.workdir import ROOT

_PATIENCE: Final = 120
"""Seconds to wait for an answer. Here many calls at once each start a new function, whose layers two cores unpack."""
TLS: Final = httpx.create_ssl_context()
"""The trust of every client. It is made once: that takes longer than a request, and nothing here is asked over TLS."""


@dataclass(frozen=True, slots=True)
class Client:
    """An environment as its omgeving.json describes it; nothing else is known of it."""

    details: dict[str, Any]

    @classmethod
    def load(cls, environment: Path) -> "Client":
        """Raises: FileNotFoundError (no environment runs there); BrokenFile."""
        try:
            details = json.loads(environment.read_bytes())
        except ValueError:
            details = None
        if not isinstance(details, dict):
            raise BrokenFile(f"{environment} cannot be read: stop the system and start it again, which writes it anew")
        return cls(details)

    def token(self, number: int = 0) -> str:
        """The ID token of a login.

        Args:
            number: place in `medewerkers`.
        """
        cognito, login = self.details["cognito"], self.details["medewerkers"][number]
        response = httpx.post(
            cognito["endpoint"],
            headers={
                "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
                "Content-Type": "application/x-amz-json-1.1",
            },
            json={
                "AuthFlow": "USER_PASSWORD_AUTH",
                "ClientId": cognito["clientId"],
                "AuthParameters": {"USERNAME": login["gebruikersnaam"], "PASSWORD": login["wachtwoord"]},
            },
            timeout=_PATIENCE,
            trust_env=False,
            verify=TLS,
        )
        response.raise_for_status()
        return str(response.json()["AuthenticationResult"]["IdToken"])

    def as_medewerker(self, number: int = 0) -> httpx.Client:
        """A client of the API with this medewerker's token; paths are those of the API, such as `/emailberichten`.

        It waits where a file is still to be scanned.
        """
        return httpx.Client(
            base_url=self.details["api"],
            headers={"Authorization": f"Bearer {self.token(number)}"},
            timeout=_PATIENCE,
            trust_env=False,
            transport=AfterScan(),
        )

    def send_mail(self, raw: bytes, to: str | list[str], sender: str = "p.bakker@voorbeeld.example") -> None:
        """Send a mail as it stands, over SMTP. Raises: smtplib.SMTPException when it is refused."""
        smtp = self.details["smtp"]
        with smtplib.SMTP(smtp["host"], smtp["port"], timeout=60) as connection:
            connection.sendmail(sender, to, raw)

    def werkvoorraad(self, api: httpx.Client, postvak: str) -> list[dict[str, Any]]:
        """Every mail that waits in a mailbox, oldest first."""
        berichten: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            query = {"postvak": postvak} | ({"cursor": cursor} if cursor else {})
            page = api.get("/emailberichten", params=query).raise_for_status().json()
            berichten += page["results"]
            cursor = page["cursor"]
            if not cursor:
                return berichten

    @property
    def uitgaand(self) -> Path:
        """The directory of the mails that were sent."""
        return ROOT / str(self.details["uitgaand"])

    def verzonden(self) -> list[Path]:
        """Every mail that was sent, oldest first. A `.json` beside each holds what SES was told about it."""
        return sorted(self.uitgaand.glob("*.eml"))


def envelop(mail: Path) -> dict[str, Any]:
    """Read what SES was told about a mail in the sink: `messageId, moment, sender, to, tags, configuration_set`."""
    details: dict[str, Any] = json.loads(mail.with_suffix(".json").read_bytes())
    return details


class AfterScan(httpx.BaseTransport):
    """A transport that sends a request again while the malware scanner did not come to the file that it is about.

    Raises: TimeoutError (the scanner never came).
    """

    def __init__(self) -> None:
        self._transport = httpx.HTTPTransport(verify=TLS)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        def scanned() -> httpx.Response | None:
            response = self._transport.handle_request(request)
            if response.status_code != httpx.codes.CONFLICT:
                return response
            return None if b":nog-niet-gekeurd" in response.read() else response

        return wait_for(scanned, f"the judgement for {request.method} {request.url.path}")

    def close(self) -> None:
        self._transport.close()


def wait_for[T](query: Callable[[], T | None], what: str, patience: float = _PATIENCE) -> T:
    """Ask until the answer is something else than None, empty or False.

    Args:
        what: for the message when it does not come.
        patience: seconds; they pass only where it does not come.
    Raises: TimeoutError.
    """
    end = time.monotonic() + patience
    while not (response := query()):
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not come within {patience:.0f} s")
        time.sleep(0.1)
    return response
