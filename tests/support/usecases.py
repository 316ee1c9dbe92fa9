"""The use case C1199 from the receipt of a mail to its answer, and the other work of agents, each
use case as one recording of its calls.

What runs are the handlers of `functions/` with the payloads of their triggers, on AWS in memory.
"""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle, islice
from typing import Any, Final

import boto3
from moto.dynamodb.models import dynamodb_backends

from klantmail.domain.tijd import als_tekst, nu
from klantmail_local.ses_receiving import AUTHENTIC
from tests.support.aws import ACCOUNT, ENVIRONMENT, REGION, Functions, aws_with_settings
from tests.support.builders import ANDER_POSTVAK, POSTVAK, bezorgbericht
from tests.support.calls import Recording, recorded
from tests.support.capacity import Item, Table
from tests.support.inspection import Mailed
from tests.support.scenes.events import arrival, changed, counted_of, indexed_of, streamed, told, told_of
from tests.support.scenes.in_memory import InMemory
from tests.support.scenes.operations import CLAIMS, Given, closed, done, opened, query, quiet, replacing, request, task, zaak
from tests.support.scenes.operations import on as record
from tests.support.scenes.place import Body, Call
from tests.support.template import parsed_template

TABLE: Final = Table.described(parsed_template()["Resources"]["Tabel"]["Properties"])
_SENDER: Final = f"jan@{AUTHENTIC}"
ANSWER: Final = (
    "Beste meneer Jansen,\n\nU vraagt een parkeervergunning aan via onze website. Daarvoor hebt u uw kenteken en uw DigiD nodig. "
    "De vergunning kost 38 euro per jaar en gaat in op de dag na uw aanvraag. U hoeft niet langs te komen.\n\n"
    "Hebt u nog vragen? Antwoord dan op deze e-mail.\n\nMet vriendelijke groet,\nAnna de Boer\nGemeente Voorbeeld\n"
)
_PARAGRAPHS: Final = (
    "Sinds vorige week woon ik op de hoek van de Kerkstraat, boven het café. Voor de deur staat nu een bord met 'alleen "
    "voor vergunninghouders'. Hoe vraag ik een parkeervergunning aan, en wat kost die? Mijn kentekenbewijs stuur ik mee.",
    "Op uw website las ik dat bewoners van het centrum een eigen zone hebben, maar mijn postcode komt in de lijst niet "
    "voor. Klopt het dat de nieuwe appartementen aan de gracht daar nog niet bij horen? Dan sta ik straks overal verkeerd.",
    "Mijn vrouw rijdt een auto van haar werk, die dus niet op onze naam staat. De leasemaatschappij wil best een "
    "verklaring sturen. Is dat genoeg, of heeft u ook haar arbeidsovereenkomst nodig voordat u een tweede vergunning kunt geven?",
    "Vanmorgen zat er al een gele brief onder de ruitenwisser met een naheffing van € 73,40. Ik vind dat niet redelijk, "
    "want het bord is pas dinsdag geplaatst en niemand in onze straat had daarover bericht gekregen. Kan ik bezwaar maken?",
    "Daarnaast komt mijn moeder elke donderdag oppassen. Zij is tachtig, loopt moeilijk en kan onmogelijk vanaf het "
    "station lopen. Bestaat er zoiets als een kraskaart voor bezoekers, en hoeveel uren per maand mag zij daarmee parkeren?",
    "De buurman vertelde dat je bij de balie in het stadhuis lang moet wachten, soms wel drie kwartier. Ik werk zelf tot "
    "zes uur in Amersfoort. Kan ik de aanvraag ook 's avonds doen, via internet of telefonisch, zonder vrij te nemen?",
    "Nog iets anders: de laadpaal bij de apotheek is al een maand stuk. Wie elektrisch rijdt zoekt zich daar suf, en "
    "intussen blijft die plek leeg omdat gewone auto's er niet mogen staan. Bij wie moet ik dat melden, bij u of bij Vattenfall?",
    "Onze vorige gemeente rekende ongeveer dertig euro per jaar. Als de prijs hier hoger ligt wil ik graag weten waarom, "
    "en of er korting bestaat voor mensen met een laag inkomen. Mijn zus krijgt in Zutphen namelijk de helft terug.",
    "Over vier weken begint de verbouwing van onze keuken. De aannemer zet dan een container neer en twee bestelbusjes. "
    "Moet hij daarvoor zelf ontheffing vragen, of loopt zoiets via mij? Het gaat om hooguit tien werkdagen in januari.",
    "Mijn kenteken verandert binnenkort, want de Skoda wordt ingeruild voor een kleinere Peugeot. Kan ik het nummer later "
    "eenvoudig wijzigen, of begint dan de hele procedure opnieuw? Ik wil voorkomen dat ik tweemaal leges betaal.",
    "Verder vraag ik mij af hoe lang de behandeling duurt. In de brief aan de overburen stond acht weken, maar op het "
    "formulier staat vijf dagen. Mag ik tot die tijd gewoon blijven staan, bijvoorbeeld met een voorlopig bewijs achter glas?",
    "Graag hoor ik van u. Bellen mag ook: overdag ben ik meestal bereikbaar, behalve woensdag. Alvast hartelijk dank voor "
    "de moeite, en complimenten voor de bloembakken op het plein; die fleuren het geheel werkelijk enorm op, zeggen wij.",
)
"""No two of them are the same: what is compressed shrinks as the mail of a citizen does."""
_MARKUP: Final = (
    '<p class="MsoNormal" style="margin:0cm;font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif"><span lang="NL" '
    'style="font-size:11.0pt;mso-fareast-language:EN-US">',
    "<o:p></o:p></span></p>",
)
_STYLE: Final = (
    "p.Stijl%d, li.Stijl, div.Stijl {margin:0cm; mso-style-priority:99; font-size:11.0pt;\r\n"
    'font-family:"Calibri",sans-serif; mso-ligatures:standardcontextual;}\r\n'
)


def reference_text(paragraphs: int) -> str:
    """A text of a citizen, of some 230 bytes for each paragraph."""
    return "\n\n".join(islice(cycle(_PARAGRAPHS), paragraphs))


def reference_mail(paragraphs: int = 12, attachments: int = 1) -> bytes:
    """A question of 20 KB.

    It has 3 KB of text, and the same as HTML with as much around it as mail programs write. A scan of 60 KB goes with
    it.
    """
    text = f"{reference_text(paragraphs)}\n\n".replace("\n", "\r\n")
    html = "".join(f"{_MARKUP[0]}{one}{_MARKUP[1]}\r\n" for one in reference_text(paragraphs).split("\n\n"))
    styles = "".join(_STYLE % number for number in range(74))
    scan = base64.encodebytes(b"%PDF-1.4\n" + bytes(60_000)).replace(b"\n", b"\r\n")
    parts = [
        "From: Jan Jansen <jan@burger.example>\r\nTo: info@gemeente.example\r\nSubject: Parkeervergunning\r\n"
        "Date: Tue, 24 Nov 2026 09:55:00 +0100\r\nMessage-ID: <vraag-1@burger.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="grens"\r\n\r\n--grens\r\n'
        'Content-Type: multipart/alternative; boundary="keuze"\r\n\r\n'
        "--keuze\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{text}\r\n--keuze\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"<html><head><style>\r\n{styles}</style></head><body>{html}</body></html>\r\n--keuze--\r\n".encode()
    ]
    parts += [
        b"--grens\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=kenteken-%d.pdf\r\n\r\n" % number + scan
        for number in range(attachments)
    ]
    return b"".join([*parts, b"--grens--\r\n"])


@dataclass
class Stage(InMemory):
    """One municipality on AWS in memory."""

    start: Callable[[], Recording]
    source: bytes = b""
    """The mail that citizens send."""
    played: dict[str, Recording] = field(default_factory=dict)
    mails: int = 0
    """The number of mails that came in."""

    def play(self, name: str, work: Callable[[], Any]) -> Any:
        """Record one use case under its name, and return the result of `work`."""
        recording = self.start()
        outcome = work()
        self.played[name] = recording
        self.start()  # what is done in between does not count
        return outcome

    def asked(self, name: str, operation: str, given: Given | None = None, **fields: Any) -> Body:
        """Record one operation of the API under this name, and return the body of its answer."""
        call = request(self, operation, given=given, **fields)
        answer: Body = self.play(name, lambda: self.ask(call))
        return answer

    def told(self, name: str, call: Call) -> None:
        """Record one event under this name."""
        self.play(name, lambda: self.functions.invoke(call.function, call.event))

    def mail(self, source: bytes, postvak: str = POSTVAK) -> tuple[str, Call]:
        """Have a citizen mail. Returns: the identificatie of the e-mailbericht to be, and SES's event."""
        return arrival(self.s3, Mailed(_SENDER, self._of_its_own(source)), postvak)

    def _of_its_own(self, source: bytes) -> bytes:
        """Give a mail its own Message-ID, since it would be the same mail otherwise. The length stays."""
        self.mails += 1
        return source.replace(b"<vraag-1@burger.example>", b"<%07d@burger.example>" % self.mails)

    def received(self, *, spam: bool = False) -> str:
        bericht, event = arrival(self.s3, Mailed(_SENDER, self._of_its_own(self.source)), spam=spam)
        self.functions.invoke(event.function, event.event)
        return bericht

    def stored(self, kind: str, identificatie: str) -> dict[str, Any]:
        """Read an item of the table."""
        key = {"PK": {"S": f"{kind}#{identificatie}"}, "SK": {"S": kind}}
        return dict(self.dynamodb.get_item(TableName=self.table, Key=key)["Item"])


def _stored_item(key: Item) -> Item | None:
    """Read an item from moto's own store, since a call would be recorded."""
    item = dynamodb_backends[ACCOUNT][REGION].get_item(ENVIRONMENT["TABEL"], dict(key))
    return _attributes(item) if item else None


def table_items() -> Iterator[Item]:
    """Read all items from moto's own store."""
    for item in dynamodb_backends[ACCOUNT][REGION].tables[ENVIRONMENT["TABEL"]].all_items():
        yield _attributes(item)


def _attributes(item: Any) -> Item:
    """Read an item of moto as DynamoDB gives it: moto leaves the bytes in a map as they are."""
    attributes: Item = json.loads(json.dumps(item.to_json()["Attributes"], default=lambda raw: base64.b64encode(raw).decode()))
    return attributes


@contextmanager
def stage(*, counted: bool = True) -> Iterator[Stage]:
    """Load the functions that the use cases need, on AWS in memory. The environment is that of a function meanwhile.

    Args:
        counted: true when calls are recorded, which takes time of its own.
    """
    queue = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/mislukt"
    own = {
        "BEVESTIGDE_POSTVAKKEN": ANDER_POSTVAK,
        "ONTVANGEN": "ontvangen",
        "VERZENDEN": "verzenden",
        "INTAKE_WACHTTIJD_SECONDEN": "600",
        "RONDE_SECONDEN": "80",
        "WACHTRIJEN": ",".join(
            f"{each}={queue}"
            for each in ("ontvangen", "verzenden", "bezorgstatus", "registreren", "vangnet", "vertellen", "tellen", "indexeren")
        ),
    }
    with recorded(TABLE, _stored_item) if counted else nullcontext(Recording) as start, aws_with_settings(**own):
        boto3.client("sqs", region_name=REGION).create_queue(QueueName="mislukt")
        yield Stage(Functions({}), start)


def play_answering(on: Stage, source: bytes) -> str:
    """Play C1199, and return the verzending of the answer.

    A mail comes in, an agent sees it in the werkvoorraad, opens it and answers, and the answer leaves and arrives.
    """
    bericht, event = on.mail(source)
    on.told("ontvangen", event)
    on.asked("eerste verzoek van een medewerker", "lijstEmailberichten")
    on.asked("werkvoorraad", "lijstEmailberichten")
    geopend = on.asked("inzage", "openEmailbericht", record(bericht))
    answered = on.asked("antwoord", "beantwoordEmailbericht", record(bericht, inzageId=geopend["inzageId"]), inhoud=ANSWER)
    verzending: str = answered["verzending"]["identificatie"]
    waiting = streamed(on.stored("VERZENDING", verzending))
    assert waiting is not None
    on.told("verzenden", waiting)
    ses_id = on.stored("VERZENDING", verzending)["sesBerichtId"]["S"].strip("<>").partition("@")[0]
    for kind in ("send", "delivery"):
        on.told(f"bezorgstatus {kind}", told(kind, verzending, ses_id))
    return verzending


def play_bounce(on: Stage, verzending: str) -> None:
    """Play that the mail system of the citizen reports by mail that it could not deliver this answer."""
    sent = on.stored("VERZENDING", verzending)
    bounce = bezorgbericht(sent["sesBerichtId"]["S"], sent["naar"]["L"][0]["S"])
    on.told("ontvangen van een bounce", on.mail(bounce)[1])


def play_others(on: Stage, source: bytes) -> None:
    """Play the other work of agents and of the schedule."""
    on.source = source
    whole = query(request(on, "lijstEmailberichten"))
    on.told("ontvangen zonder bijlage", on.mail(reference_mail(attachments=0))[1])
    bevestigd, event = on.mail(source, ANDER_POSTVAK)
    on.told("ontvangen met bevestiging", event)
    waiting = streamed(on.stored("VERZENDING", on.stored("EMAILBERICHT", bevestigd)["ontvangstbevestiging"]["S"]))
    assert waiting is not None
    on.told("verzenden van een bevestiging", waiting)
    geopend = opened(on)
    on.play("werkvoorraad van alle postvakken", lambda: on.ask(whole))
    on.asked("werkvoorraad in één oogopslag", "leesWerkvoorraadstand")
    on.asked("inzage verlengen", "openEmailbericht", geopend)
    on.asked("samenhang", "leesSamenhang", geopend)
    on.asked("eerste concept", "bewaarConcept", record(geopend.path["identificatie"]))
    change = replacing(request(on, "bewaarConcept", given=geopend, velden={"inhoud": ANSWER}))
    on.play("concept", lambda: on.ask(change))
    on.asked("concept lezen", "leesConcept", record(geopend.path["identificatie"]))
    on.asked("concept weggooien", "verwijderConcept", record(geopend.path["identificatie"]))
    on.asked("terugleggen", "legEmailberichtTerug", geopend)
    on.asked("voorbeeld", "toonVoorbeeld", inhoud=ANSWER)
    answered = on.asked("lang antwoord", "beantwoordEmailbericht", inhoud="Lees dit goed. " * 3000)
    uploads = [on.upload(CLAIMS["custom:medewerker"]) for _ in range(3)]
    on.asked("antwoord met drie uploads", "beantwoordEmailbericht", inhoud=ANSWER, bijlagen=uploads)
    question = record(answered["klantcontacten"][0]["identificatie"])
    on.asked("klantcontact", "leesKlantcontact", question)
    on.asked("voorbeeld van een vervolgbericht", "toonVoorbeeldVanVervolgbericht", question, inhoud=ANSWER)
    on.asked("interne taak", "maakInterneTaak", gevraagdeHandeling="Bellen")
    on.asked("interne taak met bericht", "maakInterneTaak", gevraagdeHandeling="Bellen", berichtAanKlant=ANSWER)
    on.asked("doorzending", "zendEmailberichtDoor")
    taak = record(task(on)["identificatie"])
    on.ask(request(on, "lijstInterneTaken"))
    on.asked("taak lezen", "leesInterneTaak", taak)
    mail = record(answered["klantcontacten"][0]["bijlagen"][0]["informatieobject"]["identificatie"])
    on.asked("e-mail van een document lezen", "leesOntleding", mail)
    on.asked("e-mail van een document weer lezen", "leesOntleding", mail)
    on.asked("taak oppakken", "wijzigInterneTaak", taak, actie="oppakken", reden=None)
    own = query(request(on, "lijstInterneTaken"), eigen="true")
    on.play("eigen taken", lambda: on.ask(own))
    on.asked("voorbeeld van een antwoord vanuit een taak", "toonVoorbeeldVanTaakantwoord", taak, inhoud=ANSWER)
    on.asked("voorbeeld van een vraag aan de burger", "toonVoorbeeldVanTaakvraag", taak, inhoud=ANSWER)
    on.asked("vraag aan de burger", "vraagBurger", taak, inhoud=ANSWER)
    on.asked("taak teruggeven", "wijzigInterneTaak", taak, actie="teruggeven", reden=None)
    on.asked("geen actie nodig", "sluitEmailberichtAf", reden="Dank")
    # the way back
    dicht = closed(on)
    on.asked("teruglezen", "leesEmailberichtTerug", record(dicht))
    day = query(request(on, "lijstEmailberichten"), status="afgehandeld")
    on.play("afgehandelde e-mails", lambda: on.ask(day))
    on.asked("heropening", "heropenEmailbericht", record(dicht))
    on.ask(request(on, "kijkMeeMetEmailbericht", given=record(dicht)))
    on.asked("meekijken", "kijkMeeMetEmailbericht", record(dicht))
    on.asked("apartzetten", "zetEmailberichtApart", record(dicht))
    on.asked("quarantaine sluiten", "sluitQuarantaine", Given(body={"emailberichten": [dicht]}))
    on.asked("vervolgtaak", "maakInterneTaakBijKlantcontact", question)
    play_privacy(on)
    play_outages(on)
    bericht = str(on.received())
    play_figures(on, bericht)
    play_search(on, bericht)
    play_choices(on)
    play_vangnet(on)


def play_privacy(on: Stage) -> None:
    """Play that a privacy officer restricts what is done with a mail, reads that, and lifts it."""
    stil = record(quiet(on))
    on.ask(request(on, "lijstBeperkingen"))  # its login is noted once
    on.asked("beperking", "zetBeperking", stil)
    on.asked("beperking lezen", "leesBeperking", stil)
    on.asked("beperkingen", "lijstBeperkingen")
    on.asked("beperking opheffen", "zetBeperking", stil, beperkt=False)


def play_outages(on: Stage) -> None:
    """Play that a postvak was out, and that an agent has a formal message of those days."""
    van = als_tekst(nu() - timedelta(hours=1))
    on.ask(request(on, "lijstPostvakstoringen"))
    storing = on.asked("storing noteren", "registreerPostvakstoring", van=van)
    on.asked("storing wijzigen", "wijzigPostvakstoring", record(storing["identificatie"]), van=van, tot=als_tekst(nu()))
    on.asked("storingen", "lijstPostvakstoringen")
    formeel = opened(on)
    done(on, "bevestigOntvangst", given=formeel)
    on.ask(request(on, "lijstEmailberichten"))
    on.asked("storingen bij een formeel bericht", "lijstStoringenBijEmailbericht", record(formeel.path["identificatie"]))
    on.asked("verplaatsing van een formeel bericht", "verplaatsEmailbericht", record(formeel.path["identificatie"]))


def play_figures(on: Stage, bericht: str) -> None:
    """Play that a mail comes in, is told of and counted, and that somebody reads the figures of a month."""
    item = on.stored("EMAILBERICHT", bericht)
    news = changed(item, is_new=True)
    assert news is not None
    on.told("vertellen", news)
    (received,) = told_of(item)
    on.told("tellen", received)
    on.told("tellen wat al geteld is", received)
    (of_zaak,) = counted_of(on.stored("ZAAK", zaak(on)))
    on.told("tellen van een zaak", of_zaak)
    on.asked("cijfers", "leesCijfers")


def play_search(on: Stage, bericht: str) -> None:
    """Play that a mail comes into the index and is handled, and that somebody searches."""
    (received,) = indexed_of(on.stored("EMAILBERICHT", bericht))
    on.told("indexeren", received)
    on.told("indexeren wat al in de index staat", received)
    done(on, "sluitEmailberichtAf", given=opened(on, mail=bericht), soort="geen_klantcontact")
    on.told("indexeren van een uitkomst", indexed_of(on.stored("EMAILBERICHT", bericht))[-1])
    on.asked("zoeken op een woord", "zoekEmailberichten", afzender=None)
    on.asked("zoeken op woord en naam", "zoekEmailberichten")
    on.asked("zoeken zonder resultaat", "zoekEmailberichten", woorden="rioolheffing", afzender=None)
    by_mark = request(on, "zoekEmailberichten", woorden=None, afzender=None)
    by_mark.event["body"] = json.dumps({"kenmerk": "KM-7F3K9-Q2XAB"})
    on.play("zoeken op kenmerk", lambda: on.ask(by_mark))
    who = CLAIMS["custom:medewerker"]
    on.asked(
        "zoeken op medewerker en uitkomst",
        "zoekEmailberichten",
        woorden=None,
        afzender=None,
        medewerker=who,
        uitkomst="geen_klantcontact",
    )
    of_zaak = on.received()
    zaak = done(on, "maakZaak", given=opened(on, mail=of_zaak))["zaak"]["identificatie"]
    last = indexed_of(on.stored("EMAILBERICHT", of_zaak))[-1]
    on.functions.invoke(last.function, last.event)
    on.asked("zoeken op een zaak", "zoekEmailberichten", woorden=None, afzender=None, zaak=zaak)


def play_choices(on: Stage) -> None:
    """Play what a page asks first, and the lists that an agent narrows down or chooses from."""
    on.asked("wie ik ben", "leesIk")
    mine = query(request(on, "lijstEmailberichten"), eigen="true")
    done(on, "reserveerEmailbericht")
    on.play("gereserveerd voor mij", lambda: on.ask(mine))
    # All mail of this postvak is of that kind: what a filter leaves out cannot be measured.
    some = query(request(on, "lijstEmailberichten"), postvak=ANDER_POSTVAK, klasse="gewoon", metBijlagen="true")
    on.play("werkvoorraad van een soort, met bijlagen", lambda: on.ask(some))
    done(on, "maakStandaardantwoord")
    on.asked("standaardantwoorden", "lijstStandaardantwoorden")
    on.asked("ondertekening", "leesOndertekening")
    on.asked("ondertekening wijzigen", "wijzigOndertekening")


def play_vangnet(on: Stage) -> None:
    """Play a round of the vangnet that finds nothing to do."""
    on.told("vangnet", Call("vangnet", {}))
