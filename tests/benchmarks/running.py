"""The time from SMTP to an agent's screen of hostile mail of 1 MB, on the whole system as `make run` has it.

`hostile` measures the processor time of our own code. Here every call of AWS, every start of a function and every
document of the mail counts too, on the local AWS.
"""

import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

import httpx

from klantmail_local.client import Client, wait_for
from klantmail_local.environment import start
from tests.benchmarks.hostile import HOSTILE_MAILS, MEGABYTE
from tests.benchmarks.report import Figure, Result, Row

LONGEST: Final = 20.0
"""Seconds within which every hostile mail is read and opened, on two cores that do everything."""
_NEVER: Final = 120.0
"""Seconds after which a mail counts as never read."""
_ORDINARY: Final = b"From: Jan <jan@burger.example>\r\nSubject: Vraag\r\n\r\nWat kost een paspoort?\r\n"


@dataclass(frozen=True, slots=True)
class Journey:
    """The way of one mail."""

    read: float
    """Seconds until the werkvoorraad has it as read."""
    opened: float
    """Seconds that opening it takes."""

    @property
    def seconds(self) -> float:
        return self.read + self.opened


def _journey(client: Client, api: httpx.Client, postvak: str, mail: bytes) -> Journey:
    """Send a mail, wait until it is read, open it, and close it. Raises: TimeoutError (it is never read)."""
    before = {row["identificatie"] for row in client.werkvoorraad(api, postvak)}
    begin = time.monotonic()
    client.send_mail(mail, postvak)

    def arrived() -> Mapping[str, Any] | None:
        listed = {row["identificatie"] for row in client.werkvoorraad(api, postvak)} - before
        found = [api.get(f"/emailberichten/{each}").raise_for_status().json() for each in listed]
        return next((each for each in found if each["ontleding"] == "gereed"), None)

    path = f"/emailberichten/{wait_for(arrived, 'the mail', _NEVER)['identificatie']}"
    read = time.monotonic() - begin
    begin = time.monotonic()
    inzage = api.post(f"{path}/inzage", json={}).raise_for_status().json()["inzageId"]
    opened = time.monotonic() - begin
    closing = {"inzageId": inzage, "soort": "geen_klantcontact", "reden": "Proef"}
    api.post(f"{path}/afsluiting", json=closing, headers={"Idempotency-Key": inzage}).raise_for_status()
    return Journey(read, opened)


def measure() -> Iterator[Result]:
    """Yield how long the slowest kinds take, beside an ordinary mail on the same system."""
    with tempfile.TemporaryDirectory() as directory, start(Path(directory)) as environment:
        client = Client(environment.details)
        postvak = environment.stack.postvakken[0]
        with client.as_medewerker() as api:
            _journey(client, api, postvak, _ORDINARY)  # the functions have started then
            ordinary = median(_journey(client, api, postvak, _ORDINARY).seconds for _ in range(5))
            journeys = {name: _journey(client, api, postvak, make(MEGABYTE // 100)) for name, make in HOSTILE_MAILS.items()}
    slowest = sorted(journeys, key=lambda name: journeys[name].seconds, reverse=True)
    for name in slowest[:3]:
        found = journeys[name]
        yield Row(
            subject="Running system",
            what=f"hostile mail of 1 MB over SMTP until it is read and opened ({name})",
            measured=f"{found.seconds:.1f} s, of which opening it {found.opened:.1f} s",
            target=f"≤ {LONGEST:.0f} s",
            peer=f"an ordinary mail {ordinary:.1f} s",
            met=found.seconds <= LONGEST,
        )
    yield Row(
        subject="Running system",
        what=f"the median of {len(journeys)} kinds of hostile mail of 1 MB, likewise",
        measured=f"{median(each.seconds for each in journeys.values()):.1f} s",
        peer=f"an ordinary mail {ordinary:.1f} s",
    )
    yield Figure(
        "running",
        "Hostile mail of 1 MB, from SMTP until it is opened",
        "seconds",
        bars={name: journeys[name].seconds for name in slowest},
        limit=LONGEST,
    )
