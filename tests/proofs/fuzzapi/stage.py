"""A municipality at work for the fuzzer.

It has mails, tasks, zaken and the rest that are really there, made as they are asked for. The fuzzer runs in a process
and an environment of its own, so it asks over HTTP what a request of an operation needs to get further than "this does
not exist". Whatever one request uses up is made anew for the next.
"""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from uuid import uuid4

import httpx

from klantmail.domain.medewerker import Rol
from klantmail_local.client import Client, wacht_op
from klantmail_local.keuring import GTUBE
from klantmail_local.omgeving import Omgeving
from klantmail_local.poorten import GASTHEER
from klantmail_local.ses_ontvangst import AUTHENTIEK
from klantmail_local.uitrol import STACK
from tests.support.builders import KLACHT

type Offer = dict[str, Any]
"""An offer: `path` has path parameters, `body` fields of the body; `once` is true
when a request uses it up by succeeding.
"""

_MAILS_AT_ONCE: Final = 24
_SPARE: Final = 4
"""The number of records of a kind among which requests that only read choose."""
_EENHEID: Final = "Burgerzaken"
"""The eenheid of the behandelaar of the local AWS."""


@dataclass
class Stage:
    """The maker of what the operations need, as the people of a municipality would make it."""

    omgeving: Omgeving
    client: Client
    logins: Mapping[Rol, httpx.Client]
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _new: deque[str] = field(default_factory=deque)
    _seen: set[str] = field(default_factory=set)
    _lists: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def _kcc(self) -> httpx.Client:
        return self.logins[Rol.KCC_MEDEWERKER]

    def offers(self, operation: str, role: Rol) -> list[Offer]:
        """Return what requests of this operation can work on; empty when it needs nothing."""
        with self._lock:
            make = self._makers(role).get(operation)
            return make() if make else []

    def values(self) -> dict[str, list[str]]:
        """The values of each field that only this municipality can know to be valid."""
        return {
            "organisatorischeEenheid": self._names("/organisatorische-eenheden", "naam"),
            "zaaktype": self._names("/zaaktypen", "url"),
            "postvak": self._names("/postvakken", "adres"),
        }

    def uploads(self, role: Rol) -> list[str]:
        """Make files that wait to go along with an answer of this login."""
        return [self._upload(self.logins[role]) for _ in range(4)]

    def _makers(self, role: Rol) -> dict[str, Callable[[], list[Offer]]]:
        who = self.logins[role]

        def opened() -> list[Offer]:
            return [self._opened(who)]

        return {
            "leesEmailbericht": lambda: _named(self._spare("mail", self._mail)),
            "leesSamenhang": lambda: _named(self._spare("mail", self._mail)),
            "openEmailbericht": lambda: [{"path": {"identificatie": self._mail()}, "once": True}],
            "legEmailberichtTerug": opened,
            "bevestigOntvangst": opened,
            "beantwoordEmailbericht": opened,
            "maakInterneTaak": opened,
            "maakZaak": opened,
            "zendEmailberichtDoor": opened,
            "sluitEmailberichtAf": opened,
            "splitsEmailbericht": opened,
            "leesKlantcontact": lambda: _named(self._spare("klantcontact", self._klantcontact)),
            "stuurVervolgbericht": lambda: _named(self._spare("klantcontact", self._klantcontact)),
            "leesInformatieobject": lambda: _named(self._spare("document", self._document)),
            "leesInhoud": lambda: _named(self._spare("document", self._document)),
            "leesInterneTaak": lambda: _paths(self._spare("taak", self._taak), "identificatie"),
            "leesInhoudBijTaak": lambda: _paths(self._spare("taak", self._taak), "identificatie", "document"),
            "wijzigInterneTaak": lambda: [_path(self._taak(), "identificatie") | {"once": True}],
            "beantwoordInterneTaak": lambda: [_path(self._taak(), "identificatie") | {"once": True}],
            "leesStandaardantwoord": lambda: _named(self._spare("tekst", self._tekst)),
            "wijzigStandaardantwoord": lambda: [{"path": {"identificatie": self._tekst()}, "body": {"versie": 1}, "once": True}],
            "vulStandaardantwoordIn": lambda: [
                {"path": {"identificatie": tekst}, "body": {"emailbericht": mail}}
                for tekst, mail in zip(self._spare("tekst", self._tekst), self._spare("mail", self._mail), strict=True)
            ],
            "leesVerzending": lambda: _named(self._spare("verzending", self._verzending)),
            "hervatVerzending": lambda: [{"path": {"identificatie": self._onbekend()}, "once": True}],
            "geefEmailberichtVrij": lambda: [{"path": {"identificatie": self._quarantined()}, "once": True}],
            "leesZaak": lambda: _named(self._spare("zaak", self._zaak)),
            "hervatZaak": lambda: [{"path": {"identificatie": self._refused_zaak()}, "once": True}],
        }

    # -- records -------------------------------------------------------------------------------------------------------

    def _spare[T](self, kind: str, make: Callable[[], T]) -> list[T]:
        if kind not in self._lists:
            self._lists[kind] = [make() for _ in range(_SPARE)]
        return self._lists[kind]

    def _mail(self) -> str:
        """Send a new mail, from a sender of its own."""
        if not self._new:
            for _ in range(_MAILS_AT_ONCE):
                self._send(_mail())
            self._new.extend(wacht_op(lambda: self._listed("nieuw"), "a mail in the werkvoorraad", geduld=120))
        return self._new.popleft()

    def _quarantined(self) -> str:
        self._send(_mail(GTUBE.decode()))
        return wacht_op(lambda: self._listed("quarantaine"), "a mail in quarantine", geduld=120)[0]

    def _send(self, mail: EmailMessage) -> None:
        self.client.stuur_mail(mail.as_bytes(), self.client.gegevens["postvakken"][0], str(mail["From"]))

    def _listed(self, status: str) -> list[str]:
        """Wait for the mails with this status that were not seen before."""
        found: list[str] = []
        cursor: str | None = None
        while True:
            params = {"status": status, "pageSize": "100"} | ({"cursor": cursor} if cursor else {})
            page = self._kcc.get("/emailberichten", params=params).raise_for_status().json()
            found += [een["identificatie"] for een in page["results"] if een["identificatie"] not in self._seen]
            cursor = page["cursor"]
            if cursor is None:
                self._seen.update(found)
                return found

    def _opened(self, who: httpx.Client) -> Offer:
        mail = self._mail()
        inzage = who.post(f"/emailberichten/{mail}/inzage", json={}).raise_for_status().json()
        return {"path": {"identificatie": mail}, "body": {"inzageId": inzage["inzageId"]}, "once": True}

    def _handled(self, outcome: str, **body: Any) -> dict[str, Any]:
        offer = self._opened(self._kcc)
        address = f"/emailberichten/{offer['path']['identificatie']}/{outcome}"
        handled: dict[str, Any] = self._kcc.post(address, json=offer["body"] | body).raise_for_status().json()
        return handled

    def _answered(self) -> dict[str, Any]:
        return self._handled("antwoord", inhoud="Dat kan via de website.")

    def _klantcontact(self) -> str:
        return str(self._answered()["klantcontacten"][0]["identificatie"])

    def _document(self) -> str:
        return str(self._answered()["klantcontacten"][0]["bijlagen"][0]["informatieobject"]["identificatie"])

    def _verzending(self) -> str:
        return str(self._answered()["verzending"]["identificatie"])

    def _taak(self) -> dict[str, str]:
        made = self._handled(
            "interne-taken", gevraagdeHandeling="Bel de burger", toegewezenAan={"organisatorischeEenheid": _EENHEID}
        )
        document = made["klantcontact"]["bijlagen"][0]["informatieobject"]["identificatie"]
        return {"identificatie": made["interneTaak"]["identificatie"], "document": document}

    def _zaak(self) -> str:
        return str(self._handled("zaken", zaaktype=KLACHT.url, omschrijving="Klacht")["zaak"]["identificatie"])

    def _tekst(self) -> str:
        made = self.logins[Rol.BEHEERDER].post(
            "/standaardantwoorden",
            json={"naam": "Grofvuil", "inhoud": "Beste {{afzender}}, op {{dag}}. {{medewerker}}"},
            headers={"Idempotency-Key": str(uuid4())},
        )
        return str(made.raise_for_status().json()["identificatie"])

    def _onbekend(self) -> str:
        """Make a verzending of which nobody knows whether it left."""
        self.omgeving.storingen.plan("fout", aangenomen=False)
        sending = self._verzending()

        def read() -> bool:
            return bool(self._kcc.get(f"/verzendingen/{sending}").raise_for_status().json()["status"] != "te_verzenden")

        wacht_op(read, "the sending of a mail", geduld=60)
        return sending

    def _refused_zaak(self) -> str:
        """Make a zaak that the Zaken API would have refused, were there one: its item says so."""
        zaak = self._zaak()
        self.omgeving.aws.dynamodb.update_item(
            TableName=self.omgeving.stack.tabel,
            Key={"PK": {"S": f"ZAAK#{zaak}"}, "SK": {"S": "ZAAK"}},
            UpdateExpression="SET #status = :mislukt, AANDACHT_PK = :lijst",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={":mislukt": {"S": "mislukt"}, ":lijst": {"S": "zaak_mislukt"}},
        )
        return zaak

    def _upload(self, who: httpx.Client) -> str:
        asked = {"bestandsnaam": "plattegrond.pdf", "formaat": "application/pdf", "bestandsomvang": 4}
        form = who.post("/uploads", json=asked).raise_for_status().json()
        httpx.post(
            form["url"], data=form["velden"], files={"file": ("bestand", b"%PDF")}, trust_env=False, timeout=60
        ).raise_for_status()
        return str(form["uploadId"])

    def _names(self, address: str, name: str) -> list[str]:
        return [str(een[name]) for een in self._kcc.get(address).raise_for_status().json()["results"]]


def _named(ids: Sequence[str]) -> list[Offer]:
    return [{"path": {"identificatie": een}} for een in ids]


def _path(record: Mapping[str, str], *names: str) -> Offer:
    return {"path": {name: record[name] for name in names}}


def _paths(records: Sequence[Mapping[str, str]], *names: str) -> list[Offer]:
    return [_path(record, *names) for record in records]


def _mail(text: str = "Wanneer haalt u grofvuil op bij café De Hoek?") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = f"burger-{uuid4().hex[:12]}@{AUTHENTIEK}"  # an ontvangstbevestiging may go to this address
    mail["To"], mail["Subject"], mail["Message-ID"] = "info@gemeente.example", "Grofvuil", f"<{uuid4()}@burger.example>"
    mail.set_content(text)
    mail.add_attachment(b"%PDF-1.4 foto", maintype="application", subtype="pdf", filename="foto.pdf")
    return mail


def _set_zaaktypen(omgeving: Omgeving) -> None:
    """Set the zaaktypen as the template's parameter of that name does."""
    for logical in ("Doorzetten", "Inrichting"):
        found = omgeving.aws.cloudformation.describe_stack_resource(StackName=STACK, LogicalResourceId=logical)
        name = found["StackResourceDetail"]["PhysicalResourceId"]
        variables = omgeving.aws.functies.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
        variables["ZAAKTYPEN"] = f"{KLACHT.naam}={KLACHT.url}"
        omgeving.aws.functies.update_function_configuration(FunctionName=name, Environment={"Variables": variables})


@contextmanager
def stage(omgeving: Omgeving) -> Iterator[tuple[str, Client]]:
    """Serve the stage for as long as the block lasts, and yield its address.

    It answers `/offers/<role>/<operationId>`, `/uploads/<role>` and `/values`.
    """
    _set_zaaktypen(omgeving)
    client = Client(omgeving.gegevens)
    groups = [login["groep"] for login in omgeving.gegevens["medewerkers"]]
    logins = {rol: client.als_medewerker(groups.index(rol.value)) for rol in Rol}
    made = Stage(omgeving, client, logins)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

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

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in http.server
            pass

    server = ThreadingHTTPServer((GASTHEER, 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://{GASTHEER}:{server.server_port}", client
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        for login in logins.values():
            with suppress(httpx.HTTPError):
                login.close()
