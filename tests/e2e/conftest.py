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

from klantmail_local.client import Client, wacht_op
from klantmail_local.omgeving import Omgeving, start
from klantmail_local.uitrol import STACK
from tests.support import traces
from tests.support.contract import toets_http


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The test of what the logs of the whole run say comes when all the others are done.
    items.sort(key=lambda item: item.path.name == "test_privacy.py")


@pytest.fixture(scope="session")
def omgeving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Omgeving]:
    with start(tmp_path_factory.mktemp("klantmail")) as gestart:
        yield gestart


@dataclass
class Stad:
    """A stranger's view of the environment: citizens who mail, agents who log in."""

    omgeving: Omgeving
    client: "GetoetsteClient"
    anna: httpx.Client
    bram: httpx.Client
    beheer: httpx.Client

    def desk(self) -> httpx.Client:
        """A medewerker of the department Burgerzaken."""
        groepen = [login["groep"] for login in self.client.gegevens["medewerkers"]]
        return self.client.als_medewerker(groepen.index("behandelaar"))

    def leider(self) -> httpx.Client:
        """A teamleider of the contact centre."""
        groepen = [login["groep"] for login in self.client.gegevens["medewerkers"]]
        return self.client.als_medewerker(groepen.index("teamleider"))

    def privacy(self) -> httpx.Client:
        """The privacy officer."""
        groepen = [login["groep"] for login in self.client.gegevens["medewerkers"]]
        return self.client.als_medewerker(groepen.index("privacyfunctionaris"))

    def archivaris(self) -> httpx.Client:
        """The keeper of the archive."""
        groepen = [login["groep"] for login in self.client.gegevens["medewerkers"]]
        return self.client.als_medewerker(groepen.index("archivaris"))

    def collected(self, asker: httpx.Client, identificatie: str, path: str = "/inzageverzoeken") -> dict[str, Any]:
        """Wait until all is collected that was asked for, and return the request."""

        def klaar() -> dict[str, Any] | None:
            gelezen: dict[str, Any] = asker.get(f"{path}/{identificatie}").raise_for_status().json()
            return gelezen if gelezen["status"] == "klaar" else None

        return wacht_op(klaar, f"{path} {identificatie}", geduld=120)

    @property
    def postvak(self) -> str:
        return str(self.client.gegevens["postvakken"][0])

    def mail(self, mail: bytes | None = None, *, naar: list[str] | None = None, onderwerp: str = "Grofvuil") -> str:
        """Have a new citizen write, and return the address that tells the mail from all others.

        Args:
            onderwerp: the subject, when no mail is given.
        """
        adres = f"burger-{uuid4().hex[:12]}@burger.example"
        self.client.stuur_mail(mail or vraag(adres, onderwerp), naar or [self.postvak], adres)
        return adres

    def ontvangen(self, adres: str, postvak: str | None = None, status: str | None = None) -> dict[str, Any]:
        """Return the e-mailbericht of that citizen, once it is listed and read: listing comes before reading."""

        def gelezen() -> dict[str, Any] | None:
            rij = self._zoek(adres, postvak or self.postvak, status)
            if rij is None:
                return None
            bericht = self.anna.get(f"/emailberichten/{rij['identificatie']}").raise_for_status().json()
            return {naam: bericht[naam] for naam in rij if naam in bericht} if bericht["ontleding"] != "ontbreekt" else None

        return wacht_op(gelezen, f"the mail of {adres}")

    def _zoek(self, adres: str, postvak: str, status: str | None) -> dict[str, Any] | None:
        cursor: str | None = None
        while True:
            keuze = {"postvak": postvak, "pageSize": "100", "status": status, "cursor": cursor}
            parameters = {naam: waarde for naam, waarde in keuze.items() if waarde is not None}
            bladzijde = self.anna.get("/emailberichten", params=parameters).raise_for_status().json()
            for bericht in bladzijde["results"]:
                if bericht["afzender"]["adres"] == adres:
                    gevonden: dict[str, Any] = bericht
                    return gevonden
            cursor = bladzijde["cursor"]
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

    def verzending(self, identificatie: str, *statussen: str) -> dict[str, Any]:
        """Return the verzending, once it has one of these statuses."""

        def gelezen() -> dict[str, Any] | None:
            verzending: dict[str, Any] = self.anna.get(f"/verzendingen/{identificatie}").raise_for_status().json()
            return verzending if verzending["status"] in statussen else None

        return wacht_op(gelezen, f"verzending {identificatie} as {statussen}")

    def bezorgd(self, identificatie: str) -> dict[str, Any]:
        """Return the verzending, once something is known of each recipient."""

        def gelezen() -> dict[str, Any] | None:
            verzending: dict[str, Any] = self.anna.get(f"/verzendingen/{identificatie}").raise_for_status().json()
            return verzending if all(een["stand"] for een in verzending["ontvangers"]) else None

        return wacht_op(gelezen, f"word of delivery of verzending {identificatie}", geduld=60)

    def vangnet(self, *, intake_wachttijd: int | None = None) -> dict[str, Any]:
        """Run one round of the vangnet now, and return what it saw."""
        functies, arn = self.omgeving.aws.functies, self.functie("Vangnet")
        if intake_wachttijd is not None:
            variabelen = functies.get_function_configuration(FunctionName=arn)["Environment"]["Variables"]
            variabelen["INTAKE_WACHTTIJD_SECONDEN"] = str(intake_wachttijd)
            functies.update_function_configuration(FunctionName=arn, Environment={"Variables": variabelen})
        return self.roep(arn, rondes=3)

    def functie(self, naam: str) -> str:
        """The deployed function of the template's logical id."""
        bron = self.omgeving.aws.cloudformation.describe_stack_resource(StackName=STACK, LogicalResourceId=naam)
        return str(bron["StackResourceDetail"]["PhysicalResourceId"])

    def roep(self, functie: str, *, rondes: int = 1) -> dict[str, Any]:
        """Invoke a function as its schedule does, and return its answer.

        Args:
            rondes: invocations at most. One that found its storage too busy comes again, as a round of the schedule.
        """
        response = self.omgeving.aws.functies.invoke(FunctionName=functie, Payload=b"{}")
        inhoud: dict[str, Any] = json.loads(response["Payload"].read())
        if response.get("FunctionError") and rondes > 1 and inhoud["errorMessage"].startswith("NietBeschikbaar"):
            return self.roep(functie, rondes=rondes - 1)
        assert not response.get("FunctionError"), inhoud
        return inhoud

    def verstuurd_aan(self, adres: str) -> list[Path]:
        """The mails in the sink that went to this address."""
        return [pad for pad in self.client.verzonden() if adres.encode() in pad.read_bytes()]


def vraag(adres: str, onderwerp: str = "Grofvuil") -> bytes:
    """A short question."""
    return (
        f"From: {adres}\r\nTo: info@gemeente.example\r\nSubject: {onderwerp}\r\nMessage-ID: <{uuid4()}@burger.example>\r\n"
        "Date: Tue, 24 Nov 2026 09:55:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        "Wanneer haalt u grofvuil op bij café De Hoek?\r\n"
    ).encode()


def platte_tekst(mail: EmailMessage) -> str:
    """Return the plain text of a mail, which may have HTML beside it."""
    lijf = mail.get_body(("plain",))
    assert lijf is not None
    return str(lijf.get_content())


_HEEL_GROOT: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class GetoetsteClient(Client):
    """A client that holds every answer that a medewerker gets to the description of the
    API, and keeps what everybody wrote.
    """

    geschreven: set[str] = field(default_factory=set)

    def als_medewerker(self, nummer: int = 0) -> httpx.Client:
        client = Client.als_medewerker(self, nummer)
        client.event_hooks = {"request": [self._onthoud], "response": [toets_http]}
        return client

    def stuur_mail(self, bron: bytes, naar: str | list[str], van: str = "p.bakker@voorbeeld.example") -> None:
        if len(bron) < _HEEL_GROOT:
            self.geschreven.update(traces.of_mail(bron), [van])
        Client.stuur_mail(self, bron, naar, van)

    def _onthoud(self, verzoek: httpx.Request) -> None:
        if len(verzoek.content) < _HEEL_GROOT:
            self.geschreven.update(traces.of_request(verzoek.content))


@pytest.fixture(scope="session")
def stad(omgeving: Omgeving) -> Iterator[Stad]:
    client = GetoetsteClient(omgeving.gegevens)
    with client.als_medewerker(0) as anna, client.als_medewerker(1) as bram, client.als_medewerker(2) as beheer:
        yield Stad(omgeving, client, anna, bram, beheer)
