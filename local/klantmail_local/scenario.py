"""The play of use case C1199, variant A: a mail comes in, and an answer goes out.

The client that plays it knows nothing but omgeving.json.
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx

from klantmail_local.aws import Aws
from klantmail_local.client import Client, envelop, wait_for
from klantmail_local.stream import Expected, NotOneTransaction, TableStream, check_one_transaction, transactions

ONDERWERP: Final = "Wanneer komt de vuilniswagen?"
VRAAG: Final = (
    "Goedemiddag,\n\nBij ons in de straat komt de vuilniswagen op maandag. Met de feestdagen valt dat precies op tweede "
    "kerstdag. Komt hij dan op een andere dag, en op welke?\n\nAlvast bedankt,\nPeter Bakker"
)
ANTWOORD: Final = (
    "Beste meneer Bakker,\n\nDe wagen komt die week op dinsdag 27 december. Zet uw bak voor 7.30 uur buiten.\n\n"
    "Met vriendelijke groet,\nKlantcontactcentrum"
)
"""A mail and an answer like those of C1199's tables."""
_BIJLAGE: Final = b"straat;dag\r\nDorpsstraat;maandag\r\n"


class ScenarioFailed(Exception):
    """Something is not as C1199 says."""


class Scenario:
    """One play of C1199.

    Args:
        say: shows a line.
    """

    def __init__(self, client: Client, say: Callable[[str], None]) -> None:
        self._client = client
        self._say = say
        self._aws = Aws(client.details["aws"]["endpoint"])
        self._table = str(client.details["aws"]["tabel"])
        self._afzender = f"p.bakker+{secrets.token_hex(4)}@voorbeeld.example"
        self._postvak = str(client.details["postvakken"][0])

    def play(self) -> None:
        """Raises: ScenarioFailed; TimeoutError (something did not come); httpx.HTTPError (the API refuses)."""
        mail = self._mail()
        self._client.send_mail(bytes(mail), self._postvak, self._afzender)
        self._say(f"✓ sent: a mail with an attachment to {self._postvak}, over SMTP")
        with self._client.as_medewerker() as api, self._client.as_medewerker(1) as colleague:
            bericht = wait_for(lambda: self._in_werkvoorraad(api), "the mail in the werkvoorraad")
            _require(bericht["status"] == "nieuw", f"the mail is {bericht['status']}, not nieuw")
            self._say(f"✓ received: e-mailbericht {bericht['identificatie']} is nieuw; no klantcontact yet")
            inzage = self._zie_in(api, colleague, bericht["identificatie"], bytes(mail))
            vraag, reply = self._beantwoord(api, bericht["identificatie"], inzage)
        self._say("\nKlantcontact of the received mail (C1199, first table)\n" + table(vraag))
        self._say("\nKlantcontact of the reply (C1199, second table)\n" + table(reply))

    def _mail(self) -> EmailMessage:
        mail = EmailMessage(policy=policy.SMTP)
        mail["From"] = f"P. Bakker <{self._afzender}>"
        mail["To"] = self._postvak
        mail["Subject"] = ONDERWERP
        mail["Date"] = format_datetime(datetime.now(UTC))
        mail["Message-ID"] = f"<{uuid4()}@voorbeeld.example>"
        mail.set_content(VRAAG)
        mail.add_attachment(_BIJLAGE, maintype="text", subtype="csv", filename="mijn ophaaldagen.csv")
        return mail

    def _in_werkvoorraad(self, api: httpx.Client) -> dict[str, Any] | None:
        """The mail, once it is listed and read: it is listed first."""
        waiting = self._client.werkvoorraad(api, self._postvak)
        bericht = next((bericht for bericht in waiting if bericht["afzender"]["adres"] == self._afzender), None)
        if bericht is None:
            return None
        read = api.get(f"/emailberichten/{bericht['identificatie']}").raise_for_status().json()["ontleding"] != "ontbreekt"
        return bericht if read else None

    def _zie_in(self, api: httpx.Client, colleague: httpx.Client, bericht: str, mail: bytes) -> dict[str, Any]:
        response = api.post(f"/emailberichten/{bericht}/inzage", json={})
        _require(response.status_code == 201, f"inzage answers {response.status_code}: {response.text}")
        inzage: dict[str, Any] = response.json()
        contact = inzage["klantcontact"]
        self._check_klantcontact(contact, "klant")
        _require(_flat(contact["inhoud"]) == _flat(VRAAG), f"the inhoud is not the text of the mail: {contact['inhoud']!r}")
        documenten = [bijlage["informatieobject"] for bijlage in contact["bijlagen"]]
        _require(len(documenten) == 2, f"{len(documenten)} bijlagen instead of the mail itself and its attachment")
        inhouden = [self._download(api, document) for document in documenten]
        _require(any(inhoud.endswith(mail) for inhoud in inhouden), "the mail itself is not stored byte for byte")
        _require(_BIJLAGE in inhouden, "the attachment is not stored byte for byte")
        self._say(f"✓ viewed: klantcontact {contact['identificatie']} is registered, with the mail itself and its attachment")
        _require(
            api.get(f"/klantcontacten/{contact['identificatie']}").status_code == 404,
            "the klantcontact is in the register before anybody decided",
        )
        refused = colleague.post(f"/emailberichten/{bericht}/inzage", json={})
        _require(refused.status_code == 409, f"a second agent gets {refused.status_code}, not 409")
        self._say("✓ claimed: a second agent gets 409; the klantcontact is not in the register yet")
        return inzage

    def _download(self, api: httpx.Client, document: dict[str, Any]) -> bytes:
        link = api.get(f"/informatieobjecten/{document['identificatie']}/inhoud").raise_for_status().json()["url"]
        inhoud = httpx.get(link, timeout=30, trust_env=False).raise_for_status().content
        _require(len(inhoud) == document["bestandsomvang"], f"{document['bestandsnaam']} has another size than is registered")
        _require(
            sha256(inhoud).hexdigest() == document["integriteit"]["waarde"], f"{document['bestandsnaam']} has another sha256"
        )
        return inhoud

    def _beantwoord(self, api: httpx.Client, bericht: str, inzage: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        stream, begin = TableStream(self._aws, self._table), datetime.now(UTC) - timedelta(seconds=1)
        idempotency_key = {"Idempotency-Key": str(uuid4())}
        body = {"inzageId": inzage["inzageId"], "inhoud": ANTWOORD}
        response = api.post(f"/emailberichten/{bericht}/antwoord", json=body, headers=idempotency_key)
        _require(response.status_code == 201, f"antwoord answers {response.status_code}: {response.text}")
        outcome = response.json()
        vraag, reply = outcome["klantcontacten"]
        self._check_klantcontact(vraag, "klant")
        self._check_klantcontact(reply, "gemeente")
        _require(vraag["identificatie"] == inzage["klantcontact"]["identificatie"], "it is another klantcontact than was viewed")
        _require(vraag["geregistreerdOp"] == inzage["klantcontact"]["geregistreerdOp"], "it is registered at another time")
        _require(_flat(reply["inhoud"]) == _flat(ANTWOORD), f"the inhoud is not the answer: {reply['inhoud']!r}")
        again = api.post(f"/emailberichten/{bericht}/antwoord", json=body, headers=idempotency_key).raise_for_status().json()
        _require(again["verzending"] == outcome["verzending"], "the same request a second time makes a second reply")
        self._say("✓ answered: both klantcontacten are stored; the same request again answers the same")

        verzending = str(outcome["verzending"]["identificatie"])
        self._check_reply(wait_for(self._reply, "the reply in the mail that went out"))
        wait_for(
            lambda: api.get(f"/verzendingen/{verzending}").raise_for_status().json()["status"] in ("verzonden", "bezorgd"),
            "the verzending as verzonden",
        )
        self._say(f"✓ sent: the reply to {self._afzender}; verzending {verzending} is verzonden")
        for contact in (vraag, reply):
            read = api.get(f"/klantcontacten/{contact['identificatie']}").raise_for_status().json()
            _require({name: read[name] for name in contact} == contact, "a klantcontact reads back differently")
        self._check_transaction(stream, begin, bericht, vraag, reply, verzending)
        return vraag, reply

    def _check_klantcontact(self, contact: dict[str, Any], initiatiefnemer: str) -> None:
        """Check that the fields of C1199 are filled in as it says."""
        expected = {
            "kanaal": "e-mail",
            "medewerker": self._client.details["medewerkers"][0]["medewerker"],
            "organisatorischeEenheid": "Klantcontactcentrum",
            "initiatiefnemer": initiatiefnemer,
            "onderwerp": ONDERWERP,
            "klant": None,
            "vertegenwoordiger": None,
        }
        for field, value in expected.items():
            _require(contact[field] == value, f"{field} is {contact[field]!r}, not {value!r}")

    def _reply(self) -> Path | None:
        return next((mail for mail in self._client.verzonden() if envelop(mail)["naar"] == [self._afzender]), None)

    def _check_reply(self, path: Path) -> None:
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        local_part = mail.get_body(("plain",))
        text = local_part.get_content() if local_part is not None else ""
        _require(mail["From"].addresses[0].addr_spec == self._postvak, f"the reply is from {mail['From']}")
        _require(mail["Subject"] == f"Re: {ONDERWERP}", f"the subject of the reply is {mail['Subject']}")
        _require(bool(mail["In-Reply-To"]) and mail["In-Reply-To"] in mail["References"], "the reply does not refer to the mail")
        _require("27 december" in text, "the answer is not in the reply")
        _require("> Bij ons in de straat" in text, "the question is not quoted in the reply")

    def _check_transaction(
        self, stream: TableStream, begin: datetime, bericht: str, vraag: dict[str, Any], reply: dict[str, Any], verzending: str
    ) -> None:
        expected = [
            Expected(f"KLANTCONTACT#{vraag['identificatie']}", "INSERT"),
            Expected(f"KLANTCONTACT#{reply['identificatie']}", "INSERT"),
            *(
                Expected(f"INFORMATIEOBJECT#{bijlage['informatieobject']['identificatie']}", "INSERT")
                for bijlage in reply["bijlagen"]
            ),
            Expected(f"VERZENDING#{verzending}", "INSERT", "te_verzenden"),
            Expected(f"EMAILBERICHT#{bericht}", "MODIFY", "afgehandeld"),
        ]
        try:
            calls = transactions(self._aws, self._table, begin)
            series = check_one_transaction(stream.read(), calls, expected, frozenset({f"CONCEPTEN#{bericht}"}))
        except NotOneTransaction as error:
            raise ScenarioFailed(str(error)) from None
        self._say("\nFrom the table stream, since just before the answer:")
        for record in series:
            self._say(
                f"  {record.moment:%H:%M:%S}  {record.sequence_number}  {record.event}  {record.table_key}"
                + (f"  ({record.status})" if record.status else "")
            )
        self._say(
            f"✓ one transaction: these {len(series)} changes follow each other with none between, each once; AWS recorded one\n"
            "  TransactWriteItems with exactly these items. (The stream itself holds no transaction number, here or on AWS.)"
        )


def table(contact: dict[str, Any]) -> str:
    """Format a klantcontact as C1199 prints it."""
    moment = datetime.fromisoformat(contact["geregistreerdOp"]).astimezone(ZoneInfo("Europe/Amsterdam"))
    lines = [
        ("Identificatie", contact["identificatie"]),
        ("Geregistreerd op", f"{moment:%d-%m-%Y %H:%M}"),
        ("Kanaal", contact["kanaal"]),
        ("Medewerker", contact["medewerker"]),
        ("Organisatorische eenheid", contact["organisatorischeEenheid"]),
        ("Initiatiefnemer", str(contact["initiatiefnemer"]).capitalize()),
        ("Onderwerp", contact["onderwerp"]),
        ("Inhoud", _flat(contact["inhoud"])),
        ("Klant", contact["klant"] or "-"),
        ("Vertegenwoordiger", contact["vertegenwoordiger"] or "-"),
    ]
    for bijlage in contact["bijlagen"]:
        document = bijlage["informatieobject"]
        description = f"{document['bestandsnaam']} ({document['formaat']}, {document['bestandsomvang']} bytes)"
        lines.append(("Bijlage", f"{description} {document['identificatie']}"))
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"| {name:<{width}} | {value} |" for name, value in lines)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ScenarioFailed(otherwise)
