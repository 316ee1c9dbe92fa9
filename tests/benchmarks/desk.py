"""An hour at the desk: the bytes that twenty agents who look at the werkvoorraad every ten seconds ask for.

The page and the counts are made by the use cases and the edge as a request makes them, on the fakes: what is counted is
bytes of bodies (and of the parameter that a client sends for them), which no machine changes.
"""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from klantmail.api.etag import etag_van
from klantmail.api.middleware import to_json
from klantmail.api.render.emailbericht import render_voorraad
from klantmail.api.render.werkvoorraad import render_werkvoorraadstand
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.telling import TELT_TOT
from klantmail.ports.repositories import MAX_PAGINA_GROOTTE
from klantmail.usecases.beheer.raadplegen import Berichtenkeuze
from tests.benchmarks.report import Result, Row
from tests.support.builders import ANNA, POSTVAK, Gemeente, bericht, inzage

AGENTS: Final = 20
POLL: Final = timedelta(seconds=10)
POLLS: Final = 360
"""Polls of one agent in an hour."""
WAITING: Final = 150
"""Mails that wait when the hour begins; as many come in as are handled."""
_OPEN_FOR: Final = 24
"""Polls between the opening of a mail and its outcome: four minutes."""
_EACH: Final = 30
"""Polls between two mails of one agent: five minutes."""
_LARGEST_SHARE: Final = 0.1


@dataclass
class Desk:
    """A municipality, in which a poll's time goes by at a time."""

    gemeente: Gemeente
    received: int = 0

    def receive(self) -> None:
        mail = bericht(self.received)
        moment = self.gemeente.klok()
        envelop = replace(mail.envelop, ontvangen_op=moment, onderwerp=f"Vraag {self.received} over een vergunning")
        self._keep(replace(mail, envelop=envelop))
        self.received += 1

    def step(self, number: int) -> None:
        """Let the agents open and handle mail, whose turn it is, and as much mail come in."""
        self.gemeente.klok.advance(POLL)
        for agent in range(AGENTS):
            if (number + agent * 3) % _EACH == 0:
                self._open(agent)
            if (number + agent * 3) % _EACH == _OPEN_FOR:
                self._handle(agent)
                self.receive()

    def _open(self, agent: int) -> None:
        nu = self.gemeente.klok()
        waiting = (each for each in self._mails() if each.status is Berichtstatus.NIEUW)
        mail = next(waiting, None)
        if mail is not None:
            view = replace(inzage(1, medewerker=_agent(agent)), geregistreerd_op=nu)
            until = nu + timedelta(minutes=15)
            self._keep(replace(mail, status=Berichtstatus.IN_BEHANDELING, inzage=view, geclaimd_tot=until))

    def _handle(self, agent: int) -> None:
        for mail in self._mails():
            if mail.inzage is not None and mail.inzage.medewerker == _agent(agent).identificatie:
                del self.gemeente.repos.berichten[mail.identificatie]
                return

    def _mails(self) -> list[Emailbericht]:
        return sorted(self.gemeente.repos.berichten.values(), key=lambda each: each.envelop.ontvangen_op)

    def _keep(self, mail: Emailbericht) -> None:
        self.gemeente.repos.berichten[mail.identificatie] = mail


def _agent(number: int) -> Medewerker:
    return replace(ANNA, identificatie=UUID(int=0xA9E27 + number), naam=f"Medewerker {number}")


@dataclass
class Conditional:
    """Answers that come with their ETag: one that is the same as the last is 304, without a body."""

    bytes_: int = 0
    etag: str | None = None

    def take(self, body: str) -> None:
        etag = etag_van(body)
        if etag != self.etag:
            self.bytes_ += _bytes(body)
        self.etag = etag


@dataclass
class Client:
    """The bytes that came over the line for the page of one agent, by how it asks."""

    whole: int = 0
    compressed: int = 0
    parameters: int = 0
    pages: Conditional = field(default_factory=Conditional)
    rows: Conditional = field(default_factory=Conditional)
    counts: Conditional = field(default_factory=Conditional)
    known: tuple[str, ...] = ()

    def poll(self, gemeente: Gemeente) -> None:
        nu = gemeente.klok()
        page = gemeente.raadpleger.berichten(Berichtenkeuze(postvak=POSTVAK), aantal=MAX_PAGINA_GROOTTE, na=None)
        body = to_json(render_voorraad(page, nu, bekend=None))
        self.whole += _bytes(body)
        self.compressed += len(zlib.compress(body.encode()))
        self.pages.take(body)
        answer = render_voorraad(page, nu, bekend=frozenset(self.known) if self.known else None)
        self.parameters += len(urlencode({"bekend": ",".join(self.known)}, safe=","))
        self.rows.take(to_json(answer))
        self.known = tuple(answer["volgorde"] or (row["versie"] for row in answer["results"]))
        self.counts.take(to_json(render_werkvoorraadstand(gemeente.overzicht.stand(ANNA))))


def hour() -> tuple[Client, int]:
    """Play the hour. Returns: what came over the line for one agent, and the bytes of a page."""
    desk, client = Desk(Gemeente()), Client()
    for _ in range(WAITING):
        desk.gemeente.klok.advance(timedelta(minutes=-1))
    for _ in range(WAITING):
        desk.receive()
        desk.gemeente.klok.advance(timedelta(minutes=1))
    for number in range(POLLS):
        desk.step(number)
        client.poll(desk.gemeente)
    return client, client.whole // POLLS


def _bytes(body: str) -> int:
    return len(body.encode())


def measure() -> Iterator[Result]:
    """Yield the rows of an hour with `AGENTS` agents."""
    client, page = hour()

    def row(what: str, bytes_: int, target: str = "", met: Callable[[float], bool] | None = None) -> Row:
        share = bytes_ / client.whole
        return Row(
            subject="An hour at the desk",
            what=f"{AGENTS} agents, {POLLS} polls each, a page of {MAX_PAGINA_GROOTTE} rows ({page / 1000:.0f} KB): {what}",
            measured=f"{AGENTS * bytes_ / 1e6:,.1f} MB",
            target=target,
            floor=f"whole pages: {AGENTS * client.whole / 1e6:,.0f} MB",
            ratio=f"{share:.3f}",
            met=met(share) if met else None,
        )

    yield row("whole pages", client.whole)
    yield row("whole pages, compressed by zlib", client.compressed)
    yield row("whole pages, or 304 (ETag)", client.pages.bytes_)
    yield row(
        "rows that changed (`bekend`), or 304",
        client.rows.bytes_ + client.parameters,
        f"under {_LARGEST_SHARE:g} of whole pages",
        lambda share: share < _LARGEST_SHARE,
    )
    yield row(f"the counts (`stand`, to {TELT_TOT}), or 304", client.counts.bytes_)
