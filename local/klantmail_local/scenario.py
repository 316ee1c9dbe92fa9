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
from klantmail_local.client import Client, envelop, wacht_op
from klantmail_local.stroom import NietInEenTransactie, Stroom, Verwacht, controleer_een_transactie, transacties

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


class ScenarioMislukt(Exception):
    """Something is not as C1199 says."""


class Scenario:
    """One play of C1199.

    Args:
        zeg: shows a line.
    """

    def __init__(self, client: Client, zeg: Callable[[str], None]) -> None:
        self._client = client
        self._zeg = zeg
        self._aws = Aws(client.gegevens["aws"]["endpoint"])
        self._tabel = str(client.gegevens["aws"]["tabel"])
        self._afzender = f"p.bakker+{secrets.token_hex(4)}@voorbeeld.example"
        self._postvak = str(client.gegevens["postvakken"][0])

    def speel(self) -> None:
        """Raises: ScenarioMislukt; TimeoutError (something did not come); httpx.HTTPError (the API refuses)."""
        mail = self._mail()
        self._client.stuur_mail(bytes(mail), self._postvak, self._afzender)
        self._zeg(f"✓ sent: a mail with an attachment to {self._postvak}, over SMTP")
        with self._client.als_medewerker() as api, self._client.als_medewerker(1) as collega:
            bericht = wacht_op(lambda: self._in_werkvoorraad(api), "the mail in the werkvoorraad")
            _eis(bericht["status"] == "nieuw", f"the mail is {bericht['status']}, not nieuw")
            self._zeg(f"✓ received: e-mailbericht {bericht['identificatie']} is nieuw; no klantcontact yet")
            inzage = self._zie_in(api, collega, bericht["identificatie"], bytes(mail))
            vraag, reply = self._beantwoord(api, bericht["identificatie"], inzage)
        self._zeg("\nKlantcontact of the received mail (C1199, first table)\n" + tabel(vraag))
        self._zeg("\nKlantcontact of the reply (C1199, second table)\n" + tabel(reply))

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
        wachtend = self._client.werkvoorraad(api, self._postvak)
        bericht = next((bericht for bericht in wachtend if bericht["afzender"]["adres"] == self._afzender), None)
        if bericht is None:
            return None
        gelezen = api.get(f"/emailberichten/{bericht['identificatie']}").raise_for_status().json()["ontleding"] != "ontbreekt"
        return bericht if gelezen else None

    def _zie_in(self, api: httpx.Client, collega: httpx.Client, bericht: str, mail: bytes) -> dict[str, Any]:
        response = api.post(f"/emailberichten/{bericht}/inzage", json={})
        _eis(response.status_code == 201, f"inzage answers {response.status_code}: {response.text}")
        inzage: dict[str, Any] = response.json()
        contact = inzage["klantcontact"]
        self._controleer_klantcontact(contact, "klant")
        _eis(_plat(contact["inhoud"]) == _plat(VRAAG), f"the inhoud is not the text of the mail: {contact['inhoud']!r}")
        documenten = [bijlage["informatieobject"] for bijlage in contact["bijlagen"]]
        _eis(len(documenten) == 2, f"{len(documenten)} bijlagen instead of the mail itself and its attachment")
        inhouden = [self._haal_op(api, document) for document in documenten]
        _eis(any(inhoud.endswith(mail) for inhoud in inhouden), "the mail itself is not stored byte for byte")
        _eis(_BIJLAGE in inhouden, "the attachment is not stored byte for byte")
        self._zeg(f"✓ viewed: klantcontact {contact['identificatie']} is registered, with the mail itself and its attachment")
        _eis(
            api.get(f"/klantcontacten/{contact['identificatie']}").status_code == 404,
            "the klantcontact is in the register before anybody decided",
        )
        bezet = collega.post(f"/emailberichten/{bericht}/inzage", json={})
        _eis(bezet.status_code == 409, f"a second agent gets {bezet.status_code}, not 409")
        self._zeg("✓ claimed: a second agent gets 409; the klantcontact is not in the register yet")
        return inzage

    def _haal_op(self, api: httpx.Client, document: dict[str, Any]) -> bytes:
        link = api.get(f"/informatieobjecten/{document['identificatie']}/inhoud").raise_for_status().json()["url"]
        inhoud = httpx.get(link, timeout=30, trust_env=False).raise_for_status().content
        _eis(len(inhoud) == document["bestandsomvang"], f"{document['bestandsnaam']} has another size than is registered")
        _eis(sha256(inhoud).hexdigest() == document["integriteit"]["waarde"], f"{document['bestandsnaam']} has another sha256")
        return inhoud

    def _beantwoord(self, api: httpx.Client, bericht: str, inzage: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        stroom, begin = Stroom(self._aws, self._tabel), datetime.now(UTC) - timedelta(seconds=1)
        idempotency_key = {"Idempotency-Key": str(uuid4())}
        verzoek = {"inzageId": inzage["inzageId"], "inhoud": ANTWOORD}
        response = api.post(f"/emailberichten/{bericht}/antwoord", json=verzoek, headers=idempotency_key)
        _eis(response.status_code == 201, f"antwoord answers {response.status_code}: {response.text}")
        uitkomst = response.json()
        vraag, reactie = uitkomst["klantcontacten"]
        self._controleer_klantcontact(vraag, "klant")
        self._controleer_klantcontact(reactie, "gemeente")
        _eis(vraag["identificatie"] == inzage["klantcontact"]["identificatie"], "it is another klantcontact than was viewed")
        _eis(vraag["geregistreerdOp"] == inzage["klantcontact"]["geregistreerdOp"], "it is registered at another time")
        _eis(_plat(reactie["inhoud"]) == _plat(ANTWOORD), f"the inhoud is not the answer: {reactie['inhoud']!r}")
        weer = api.post(f"/emailberichten/{bericht}/antwoord", json=verzoek, headers=idempotency_key).raise_for_status().json()
        _eis(weer["verzending"] == uitkomst["verzending"], "the same request a second time makes a second reply")
        self._zeg("✓ answered: both klantcontacten are stored; the same request again answers the same")

        verzending = str(uitkomst["verzending"]["identificatie"])
        self._controleer_reactie(wacht_op(self._reactie, "the reply in the mail that went out"))
        wacht_op(
            lambda: api.get(f"/verzendingen/{verzending}").raise_for_status().json()["status"] in ("verzonden", "bezorgd"),
            "the verzending as verzonden",
        )
        self._zeg(f"✓ sent: the reply to {self._afzender}; verzending {verzending} is verzonden")
        for contact in (vraag, reactie):
            gelezen = api.get(f"/klantcontacten/{contact['identificatie']}").raise_for_status().json()
            _eis({naam: gelezen[naam] for naam in contact} == contact, "a klantcontact reads back differently")
        self._controleer_transactie(stroom, begin, bericht, vraag, reactie, verzending)
        return vraag, reactie

    def _controleer_klantcontact(self, contact: dict[str, Any], initiatiefnemer: str) -> None:
        """Check that the fields of C1199 are filled in as it says."""
        verwacht = {
            "kanaal": "e-mail",
            "medewerker": self._client.gegevens["medewerkers"][0]["medewerker"],
            "organisatorischeEenheid": "Klantcontactcentrum",
            "initiatiefnemer": initiatiefnemer,
            "onderwerp": ONDERWERP,
            "klant": None,
            "vertegenwoordiger": None,
        }
        for veld, waarde in verwacht.items():
            _eis(contact[veld] == waarde, f"{veld} is {contact[veld]!r}, not {waarde!r}")

    def _reactie(self) -> Path | None:
        return next((mail for mail in self._client.verzonden() if envelop(mail)["naar"] == [self._afzender]), None)

    def _controleer_reactie(self, pad: Path) -> None:
        mail = message_from_bytes(pad.read_bytes(), policy=policy.default)
        deel = mail.get_body(("plain",))
        tekst = deel.get_content() if deel is not None else ""
        _eis(mail["From"].addresses[0].addr_spec == self._postvak, f"the reply is from {mail['From']}")
        _eis(mail["Subject"] == f"Re: {ONDERWERP}", f"the subject of the reply is {mail['Subject']}")
        _eis(bool(mail["In-Reply-To"]) and mail["In-Reply-To"] in mail["References"], "the reply does not refer to the mail")
        _eis("27 december" in tekst, "the answer is not in the reply")
        _eis("> Bij ons in de straat" in tekst, "the question is not quoted in the reply")

    def _controleer_transactie(
        self, stroom: Stroom, begin: datetime, bericht: str, vraag: dict[str, Any], reactie: dict[str, Any], verzending: str
    ) -> None:
        verwacht = [
            Verwacht(f"KLANTCONTACT#{vraag['identificatie']}", "INSERT"),
            Verwacht(f"KLANTCONTACT#{reactie['identificatie']}", "INSERT"),
            *(
                Verwacht(f"INFORMATIEOBJECT#{bijlage['informatieobject']['identificatie']}", "INSERT")
                for bijlage in reactie["bijlagen"]
            ),
            Verwacht(f"VERZENDING#{verzending}", "INSERT", "te_verzenden"),
            Verwacht(f"EMAILBERICHT#{bericht}", "MODIFY", "afgehandeld"),
        ]
        try:
            aanroepen = transacties(self._aws, self._tabel, begin)
            reeks = controleer_een_transactie(stroom.lees(), aanroepen, verwacht, frozenset({f"CONCEPTEN#{bericht}"}))
        except NietInEenTransactie as fout:
            raise ScenarioMislukt(str(fout)) from None
        self._zeg("\nFrom the table stream, since just before the answer:")
        for wijziging in reeks:
            self._zeg(
                f"  {wijziging.tijdstip:%H:%M:%S}  {wijziging.volgnummer}  {wijziging.gebeurtenis}  {wijziging.table_key}"
                + (f"  ({wijziging.status})" if wijziging.status else "")
            )
        self._zeg(
            f"✓ one transaction: these {len(reeks)} changes follow each other with none between, each once; AWS recorded one\n"
            "  TransactWriteItems with exactly these items. (The stream itself holds no transaction number, here or on AWS.)"
        )


def tabel(contact: dict[str, Any]) -> str:
    """Format a klantcontact as C1199 prints it."""
    moment = datetime.fromisoformat(contact["geregistreerdOp"]).astimezone(ZoneInfo("Europe/Amsterdam"))
    regels = [
        ("Identificatie", contact["identificatie"]),
        ("Geregistreerd op", f"{moment:%d-%m-%Y %H:%M}"),
        ("Kanaal", contact["kanaal"]),
        ("Medewerker", contact["medewerker"]),
        ("Organisatorische eenheid", contact["organisatorischeEenheid"]),
        ("Initiatiefnemer", str(contact["initiatiefnemer"]).capitalize()),
        ("Onderwerp", contact["onderwerp"]),
        ("Inhoud", _plat(contact["inhoud"])),
        ("Klant", contact["klant"] or "-"),
        ("Vertegenwoordiger", contact["vertegenwoordiger"] or "-"),
    ]
    for bijlage in contact["bijlagen"]:
        document = bijlage["informatieobject"]
        omschrijving = f"{document['bestandsnaam']} ({document['formaat']}, {document['bestandsomvang']} bytes)"
        regels.append(("Bijlage", f"{omschrijving} {document['identificatie']}"))
    breedte = max(len(naam) for naam, _ in regels)
    return "\n".join(f"| {naam:<{breedte}} | {waarde} |" for naam, waarde in regels)


def _plat(tekst: str) -> str:
    return " ".join(tekst.split())


def _eis(klopt: bool, anders: str) -> None:
    if not klopt:
        raise ScenarioMislukt(anders)
