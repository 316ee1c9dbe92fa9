"""A municipality at work for the fuzzer.

It has mails, tasks, zaken and the rest that are really there, made as they are asked for. The fuzzer runs in a process
and an environment of its own, so it asks over HTTP what a request of an operation needs to get further than "this does
not exist". Whatever one request uses up is made anew for the next.
"""

import json
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final

import httpx

from klantmail.domain.medewerker import Rol
from klantmail_local.client import Client, wait_for
from klantmail_local.environment import Environment
from klantmail_local.ports import HOST
from klantmail_local.rollout import STACK
from klantmail_local.verdicts import GTUBE
from tests.support.builders import KLACHT
from tests.support.http_server import HttpHandler, serving
from tests.support.scenes.events import asked
from tests.support.scenes.operations import PREVIEWS, ROUTES, needs, sending
from tests.support.scenes.place import Body, Call

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Offer = dict[str, Any]
"""An offer: `path` has path parameters, `body` fields of the body; `once` is true
when a request uses it up by succeeding.
"""

_MAILS_AT_ONCE: Final = 24
_SPARE: Final = 4
"""The number of records among which requests choose that leave them as they are."""
_LEAVES: Final = {"stuurVervolgbericht", "vulStandaardantwoordIn", *PREVIEWS}
"""The operations that leave their records as they are, besides those that only read."""


@dataclass
class Stage:
    """The maker of what the operations need, as the people of a municipality would make it."""

    environment: Environment
    client: Client
    logins: Mapping[Rol, httpx.Client]
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _new: deque[str] = field(default_factory=deque)
    _seen: set[str] = field(default_factory=set)
    _senders: set[str] = field(default_factory=set)

    @property
    def _kcc(self) -> httpx.Client:
        return self.logins[Rol.KCC_MEDEWERKER]

    def offers(self, operation: str, role: Rol) -> list[Offer]:
        """Return what requests of this operation can work on; empty when it needs nothing."""
        with self._lock:
            claims = {"cognito:groups": role.value}
            number = _SPARE if ROUTES[operation].startswith("GET ") or operation in _LEAVES else 1
            made = [needs(self, operation, claims) for _ in range(number)]
            return [asdict(each) | {"once": number == 1} for each in made if each.path]

    def values(self) -> dict[str, list[str]]:
        """The values of each field that only this municipality can know to be valid."""
        people = self._kcc.get("/medewerkers").raise_for_status().json()["results"]
        known = {
            "medewerker": [str(each["medewerker"]) for each in people if each["doetTaken"] and each["actief"]],
            "organisatorischeEenheid": self._names("/organisatorische-eenheden", "naam"),
            "zaaktype": self._names("/zaaktypen", "url"),
            "postvak": self._names("/postvakken", "adres"),
        }
        return {name: values for name, values in known.items() if values}

    def uploads(self, role: Rol) -> list[str]:
        """Make files that wait to go along with an answer of this login."""
        return [self._upload(self.logins[role]) for _ in range(4)]

    # -- what scenes need ----------------------------------------------------------------------------------------------

    @property
    def dynamodb(self) -> "DynamoDBClient":
        return self.environment.aws.dynamodb

    @property
    def table(self) -> str:
        return self.environment.stack.table

    def received(self, *, spam: bool = False) -> str:
        """Send a new mail, from a sender of its own."""
        if spam:
            self._send(GTUBE)
            return wait_for(lambda: self._listed("quarantaine"), "a mail in quarantine", patience=120)[0]
        if not self._new:
            for _ in range(_MAILS_AT_ONCE):
                self._send()
            self._new.extend(wait_for(lambda: self._listed("nieuw"), "a mail in the werkvoorraad", patience=120))
        return self._new.popleft()

    def ask(self, call: Call) -> Body:
        """Make a request over HTTP, by a login of the role that it is for."""
        event = call.event
        login = self.logins[Rol(event["requestContext"]["authorizer"]["claims"]["cognito:groups"])]
        passed_on = ("Idempotency-Key", "Content-Type", "If-Match", "If-None-Match")
        headers = {name: event["headers"][name] for name in passed_on if name in event["headers"]}
        answer = login.request(event["httpMethod"], event["path"], content=event["body"], headers=headers)
        body: Body = answer.raise_for_status().json()
        return body

    def doubtful(self) -> str:
        """Make a verzending of which nobody knows whether it left."""
        self.environment.faults.plan("fout", accepted=False)
        made = sending(self)

        def read() -> bool:
            return bool(self._kcc.get(f"/verzendingen/{made}").raise_for_status().json()["status"] != "te_verzenden")

        wait_for(read, "the sending of a mail", patience=60)
        return made

    # -- of its own ----------------------------------------------------------------------------------------------------

    def _send(self, text: bytes = b"") -> None:
        mail = asked()
        self._senders.add(mail.adres)
        source = mail.bron.replace(b"</b> aan?", b"</b> aan? " + text)
        self.client.send_mail(source, self.client.details["postvakken"][0], mail.adres)

    def _listed(self, status: str) -> list[str]:
        """List our own mails with this status that were not seen before: others may work on the mail of others."""
        found: list[str] = []
        cursor: str | None = None
        while True:
            params = {"status": status, "pageSize": "100"} | ({"cursor": cursor} if cursor else {})
            page = self._kcc.get("/emailberichten", params=params).raise_for_status().json()
            own = [each["identificatie"] for each in page["results"] if each["afzender"]["adres"] in self._senders]
            found += [each for each in own if each not in self._seen]
            cursor = page["cursor"]
            if cursor is None:
                self._seen.update(found)
                return found

    def _upload(self, who: httpx.Client) -> str:
        asked = {"bestandsnaam": "plattegrond.pdf", "formaat": "application/pdf", "bestandsomvang": 4}
        form = who.post("/uploads", json=asked).raise_for_status().json()
        httpx.post(
            form["url"], data=form["velden"], files={"file": ("bestand", b"%PDF")}, trust_env=False, timeout=60
        ).raise_for_status()
        return str(form["uploadId"])

    def _names(self, address: str, name: str) -> list[str]:
        return [str(each[name]) for each in self._kcc.get(address).raise_for_status().json()["results"]]


def _set_zaaktypen(environment: Environment) -> None:
    """Set the zaaktypen as the template's parameter of that name does."""
    for logical in ("Doorzetten", "Inrichting"):
        found = environment.aws.cloudformation.describe_stack_resource(StackName=STACK, LogicalResourceId=logical)
        name = found["StackResourceDetail"]["PhysicalResourceId"]
        variables = environment.aws.functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
        variables["ZAAKTYPEN"] = f"{KLACHT.naam}={KLACHT.url}"
        environment.aws.functions.update_function_configuration(FunctionName=name, Environment={"Variables": variables})


@contextmanager
def stage(environment: Environment) -> Iterator[tuple[str, Client]]:
    """Serve the stage for as long as the block lasts, and yield its address.

    It answers `/offers/<role>/<operationId>`, `/uploads/<role>` and `/values`.
    """
    _set_zaaktypen(environment)
    client = Client(environment.details)
    groups = [login["groep"] for login in environment.details["medewerkers"]]
    logins = {role: client.as_medewerker(groups.index(role.value)) for role in Rol}
    made = Stage(environment, client, logins)

    class Handler(HttpHandler):
        def do_GET(self) -> None:
            match self.path.strip("/").split("/"):
                case ["offers", role, operation]:
                    answer: Any = made.offers(operation, Rol(role))
                case ["uploads", role]:
                    answer = made.uploads(Rol(role))
                case _:
                    answer = made.values()
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    try:
        with serving(ThreadingHTTPServer((HOST, 0), Handler)) as port:
            yield f"http://{HOST}:{port}", client
    finally:
        for login in logins.values():
            with suppress(httpx.HTTPError):
                login.close()
