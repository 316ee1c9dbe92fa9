"""One environment for all of these tests: the deployed stack on the local AWS, on free ports, IAM enforced."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest

from klantmail_local.client import Client, wait_for
from klantmail_local.environment import Environment, start
from klantmail_local.rollout import STACK
from tests.support import traces
from tests.support.contract import check_http


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The test of what the logs of the whole run say comes when all the others are done.
    items.sort(key=lambda item: item.path.name == "test_privacy.py")


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    with start(tmp_path_factory.mktemp("klantmail")) as gestart:
        yield gestart


@dataclass
class Town:
    """A stranger's view of the environment: citizens who mail, agents who log in."""

    environment: Environment
    client: "CheckedClient"
    anna: httpx.Client
    bram: httpx.Client
    beheer: httpx.Client

    def desk(self) -> httpx.Client:
        """A medewerker of the department Burgerzaken."""
        groups = [login["groep"] for login in self.client.details["medewerkers"]]
        return self.client.as_medewerker(groups.index("behandelaar"))

    def leider(self) -> httpx.Client:
        """A teamleider of the contact centre."""
        groups = [login["groep"] for login in self.client.details["medewerkers"]]
        return self.client.as_medewerker(groups.index("teamleider"))

    def privacy(self) -> httpx.Client:
        """The privacy officer."""
        groups = [login["groep"] for login in self.client.details["medewerkers"]]
        return self.client.as_medewerker(groups.index("privacyfunctionaris"))

    def archivaris(self) -> httpx.Client:
        """The keeper of the archive."""
        groups = [login["groep"] for login in self.client.details["medewerkers"]]
        return self.client.as_medewerker(groups.index("archivaris"))

    def collected(self, asker: httpx.Client, identificatie: str, path: str = "/inzageverzoeken") -> dict[str, Any]:
        """Wait until all is collected that was asked for, and return the request."""

        def klaar() -> dict[str, Any] | None:
            read: dict[str, Any] = asker.get(f"{path}/{identificatie}").raise_for_status().json()
            return read if read["status"] == "klaar" else None

        return wait_for(klaar, f"{path} {identificatie}", patience=120)

    @property
    def postvak(self) -> str:
        return str(self.client.details["postvakken"][0])

    def mail(self, mail: bytes | None = None, *, naar: list[str] | None = None, onderwerp: str = "Grofvuil") -> str:
        """Have a new citizen write, and return the address that tells the mail from all others.

        Args:
            onderwerp: the subject, when no mail is given.
        """
        adres = f"burger-{uuid4().hex[:12]}@burger.example"
        self.client.send_mail(mail or vraag(adres, onderwerp), naar or [self.postvak], adres)
        return adres

    def ontvangen(self, adres: str, postvak: str | None = None, status: str | None = None) -> dict[str, Any]:
        """Return the e-mailbericht of that citizen, once it is listed and read: listing comes before reading."""

        def gelezen() -> dict[str, Any] | None:
            row = self._zoek(adres, postvak or self.postvak, status)
            if row is None:
                return None
            bericht = self.anna.get(f"/emailberichten/{row['identificatie']}").raise_for_status().json()
            return {name: bericht[name] for name in row if name in bericht} if bericht["ontleding"] != "ontbreekt" else None

        return wait_for(gelezen, f"the mail of {adres}")

    def _zoek(self, adres: str, postvak: str, status: str | None) -> dict[str, Any] | None:
        cursor, size = None, "10"  # what just arrived is on top; a page of a hundred takes long to read and to check
        while True:
            choice = {"postvak": postvak, "pageSize": size, "status": status, "cursor": cursor, "sorteer": "nieuwste"}
            parameters = {name: value for name, value in choice.items() if value is not None}
            page = self.anna.get("/emailberichten", params=parameters).raise_for_status().json()
            for bericht in page["results"]:
                if bericht["afzender"]["adres"] == adres:
                    found: dict[str, Any] = bericht
                    return found
            cursor, size = page["cursor"], "100"
            if cursor is None:
                return None

    def geopend(self, adres: str | None = None) -> dict[str, Any]:
        """A mail that Anna has opened."""
        bericht = self.ontvangen(adres or self.mail())
        geopend: dict[str, Any] = (
            self.anna.post(f"/emailberichten/{bericht['identificatie']}/inzage", json={}).raise_for_status().json()
        )
        return geopend

    def antwoord(
        self, geopend: dict[str, Any], key: str | None = None, inhoud: str = "Dat kan via de website."
    ) -> httpx.Response:
        return self.anna.post(
            f"/emailberichten/{geopend['emailbericht']['identificatie']}/antwoord",
            json={"inzageId": geopend["inzageId"], "inhoud": inhoud},
            headers={"Idempotency-Key": key or str(uuid4())},
        )

    def verzending(self, identificatie: str, *statuses: str) -> dict[str, Any]:
        """Return the verzending, once it has one of these statuses."""

        def gelezen() -> dict[str, Any] | None:
            verzending: dict[str, Any] = self.anna.get(f"/verzendingen/{identificatie}").raise_for_status().json()
            return verzending if verzending["status"] in statuses else None

        return wait_for(gelezen, f"verzending {identificatie} as {statuses}")

    def bezorgd(self, identificatie: str) -> dict[str, Any]:
        """Return the verzending, once something is known of each recipient."""

        def gelezen() -> dict[str, Any] | None:
            verzending: dict[str, Any] = self.anna.get(f"/verzendingen/{identificatie}").raise_for_status().json()
            return verzending if all(each["stand"] for each in verzending["ontvangers"]) else None

        return wait_for(gelezen, f"word of delivery of verzending {identificatie}", patience=60)

    def vangnet(self, *, intake_wachttijd: int | None = None) -> dict[str, Any]:
        """Run one round of the vangnet now, and return what it saw."""
        functions, arn = self.environment.aws.functions, self.function("Vangnet")
        if intake_wachttijd is not None:
            variables = functions.get_function_configuration(FunctionName=arn)["Environment"]["Variables"]
            variables["INTAKE_WACHTTIJD_SECONDEN"] = str(intake_wachttijd)
            functions.update_function_configuration(FunctionName=arn, Environment={"Variables": variables})
        return self.invoke(arn, rondes=3)

    def function(self, name: str) -> str:
        """The deployed function of the template's logical id."""
        source = self.environment.aws.cloudformation.describe_stack_resource(StackName=STACK, LogicalResourceId=name)
        return str(source["StackResourceDetail"]["PhysicalResourceId"])

    def invoke(self, function: str, *, rondes: int = 1) -> dict[str, Any]:
        """Invoke a function as its schedule does, and return its answer.

        Args:
            rondes: invocations at most. One that found its storage too busy comes again, as a round of the schedule.
        """
        response = self.environment.aws.functions.invoke(FunctionName=function, Payload=b"{}")
        inhoud: dict[str, Any] = json.loads(response["Payload"].read())
        if response.get("FunctionError") and rondes > 1 and inhoud["errorMessage"].startswith("NietBeschikbaar"):
            return self.invoke(function, rondes=rondes - 1)
        assert not response.get("FunctionError"), inhoud
        return inhoud

    def sent_to(self, adres: str) -> list[Path]:
        """The mails in the sink that went to this address."""
        return [path for path in self.client.verzonden() if adres.encode() in path.read_bytes()]


def vraag(adres: str, onderwerp: str = "Grofvuil") -> bytes:
    """A short question."""
    return (
        f"From: {adres}\r\nTo: info@gemeente.example\r\nSubject: {onderwerp}\r\nMessage-ID: <{uuid4()}@burger.example>\r\n"
        "Date: Tue, 24 Nov 2026 09:55:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        "Wanneer haalt u grofvuil op bij café De Hoek?\r\n"
    ).encode()


def plain_text(mail: EmailMessage) -> str:
    """Return the plain text of a mail, which may have HTML beside it."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


_VERY_LARGE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class CheckedClient(Client):
    """A client that holds every answer that a medewerker gets to the description of the
    API, and keeps what everybody wrote.
    """

    geschreven: set[str] = field(default_factory=set)

    def as_medewerker(self, number: int = 0) -> httpx.Client:
        client = Client.as_medewerker(self, number)
        client.event_hooks = {"request": [self._remember], "response": [check_http]}
        return client

    def send_mail(self, source: bytes, naar: str | list[str], van: str = "p.bakker@voorbeeld.example") -> None:
        if len(source) < _VERY_LARGE:
            self.geschreven.update(traces.of_mail(source), [van])
        Client.send_mail(self, source, naar, van)

    def _remember(self, verzoek: httpx.Request) -> None:
        if len(verzoek.content) < _VERY_LARGE:
            self.geschreven.update(traces.of_request(verzoek.content))


@pytest.fixture(scope="session")
def town(environment: Environment) -> Iterator[Town]:
    client = CheckedClient(environment.details)
    with client.as_medewerker(0) as anna, client.as_medewerker(1) as bram, client.as_medewerker(2) as beheer:
        yield Town(environment, client, anna, bram, beheer)
