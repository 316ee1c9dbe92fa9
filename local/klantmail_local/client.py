"""A stranger's view of an environment: log in, call the API, send a mail, and read what was sent."""

import json
import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from klantmail_local.fouten import KapotBestand
from klantmail_local.werkmap import ROOT

_GEDULD: Final = 120
"""Seconds to wait for an answer. Here many calls at once each start a new function, whose layers two cores unpack."""


@dataclass(frozen=True, slots=True)
class Client:
    """An environment as its omgeving.json describes it; nothing else is known of it."""

    gegevens: dict[str, Any]

    @classmethod
    def van(cls, omgeving: Path) -> "Client":
        """Raises: FileNotFoundError (no environment runs there); KapotBestand."""
        try:
            gegevens = json.loads(omgeving.read_bytes())
        except ValueError:
            gegevens = None
        if not isinstance(gegevens, dict):
            raise KapotBestand(f"{omgeving} cannot be read: stop the system and start it again, which writes it anew")
        return cls(gegevens)

    def token(self, nummer: int = 0) -> str:
        """The ID token of a login.

        Args:
            nummer: place in `medewerkers`.
        """
        cognito, login = self.gegevens["cognito"], self.gegevens["medewerkers"][nummer]
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
            timeout=_GEDULD,
            trust_env=False,
        )
        response.raise_for_status()
        return str(response.json()["AuthenticationResult"]["IdToken"])

    def als_medewerker(self, nummer: int = 0) -> httpx.Client:
        """A client of the API with this medewerker's token; paths are those of the API, such as `/emailberichten`.

        It waits where a file is still to be scanned.
        """
        return httpx.Client(
            base_url=self.gegevens["api"],
            headers={"Authorization": f"Bearer {self.token(nummer)}"},
            timeout=_GEDULD,
            trust_env=False,
            transport=NaKeuring(),
        )

    def stuur_mail(self, bron: bytes, naar: str | list[str], van: str = "p.bakker@voorbeeld.example") -> None:
        """Send a mail as it stands, over SMTP. Raises: smtplib.SMTPException when it is refused."""
        smtp = self.gegevens["smtp"]
        with smtplib.SMTP(smtp["host"], smtp["port"], timeout=60) as verbinding:
            verbinding.sendmail(van, naar, bron)

    def werkvoorraad(self, api: httpx.Client, postvak: str) -> list[dict[str, Any]]:
        """Every mail that waits in a mailbox, oldest first."""
        berichten: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            vraag = {"postvak": postvak} | ({"cursor": cursor} if cursor else {})
            bladzijde = api.get("/emailberichten", params=vraag).raise_for_status().json()
            berichten += bladzijde["results"]
            cursor = bladzijde["cursor"]
            if not cursor:
                return berichten

    @property
    def uitgaand(self) -> Path:
        """The directory of the mails that were sent."""
        return ROOT / str(self.gegevens["uitgaand"])

    def verzonden(self) -> list[Path]:
        """Every mail that was sent, oldest first. A `.json` beside each holds what SES was told about it."""
        return sorted(self.uitgaand.glob("*.eml"))


def envelop(mail: Path) -> dict[str, Any]:
    """Read what SES was told about a mail in the sink: `messageId, tijdstip, van, naar, tags, configuratieset`."""
    gegevens: dict[str, Any] = json.loads(mail.with_suffix(".json").read_bytes())
    return gegevens


class NaKeuring(httpx.BaseTransport):
    """A transport that sends a request again while the malware scanner did not come to the file that it is about.

    Raises: TimeoutError (the scanner never came).
    """

    def __init__(self) -> None:
        self._transport = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        def gekeurd() -> httpx.Response | None:
            response = self._transport.handle_request(request)
            if response.status_code != httpx.codes.CONFLICT:
                return response
            return None if b":nog-niet-gekeurd" in response.read() else response

        return wacht_op(gekeurd, f"the judgement for {request.method} {request.url.path}")

    def close(self) -> None:
        self._transport.close()


def wacht_op[T](vraag: Callable[[], T | None], waarop: str, geduld: float = _GEDULD) -> T:
    """Ask until the answer is something else than None, empty or False.

    Args:
        waarop: for the message when it does not come.
        geduld: seconds; they pass only where it does not come.
    Raises: TimeoutError.
    """
    einde = time.monotonic() + geduld
    while not (response := vraag()):
        if time.monotonic() > einde:
            raise TimeoutError(f"{waarop} did not come within {geduld:.0f} s")
        time.sleep(0.1)
    return response
