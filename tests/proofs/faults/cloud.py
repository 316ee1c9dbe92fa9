"""The AWS that a course meets.

It has table, buckets and queue on moto, SES with a sink, Lambda, the stream, the schedule, and a clock. One process
holds it all, and answers one call at a time: a call takes effect as a whole, as AWS promises of each call. The
functions run in processes of their own (`tests.proofs.faults.process`), so that they can be killed while this stays. A
fork of the cloud's process is a copy of everything, so every course begins where its use case was made ready.
"""

import gc
import json
import os
import signal
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast
from urllib.parse import unquote, urlsplit

import boto3
import botocore.exceptions
from botocore.awsrequest import AWSPreparedRequest, HeadersDict
from moto.core.models import botocore_stubber
from moto.dynamodb.models import dynamodb_backends

import klantmail.domain.tijd
from klantmail_local.ses_gebeurtenissen import Verstuurd, gebeurtenissen
from klantmail_local.ses_verzending import SesFout, bereid_voor, lees_verzoek, nieuw_bericht_id
from tests.proofs.faults.harm import Gevolg, Onheil, hoort
from tests.proofs.faults.process import GEDOOD, Afloop, Antwoord, GeenAntwoord, Vraag, haak_in, start
from tests.support import zgw_server
from tests.support.aws import ACCOUNT, OMGEVING, REGIO, Functies, aws_in_geheugen
from tests.support.builders import ANDER_POSTVAK, POSTVAK
from tests.support.inspection import Bewijs, Gestuurd, Item, gebroken_beloften, gelezen
from tests.support.scenes.events import FROM_STREAM, STREAMED, arrival, asked, streamed
from tests.support.scenes.in_memory import stored_upload
from tests.support.scenes.operations import BEHANDELAAR, query, request, sending
from tests.support.scenes.place import Body, Call
from tests.support.template import PROJECT, sjabloon
from tests.support.zgw_server import ZgwServer

_GEDULD: Final = 60
"""Seconds in which a process must make its next call."""
_RONDEN: Final = 6
"""The number of vangnet rounds within which all must have come to rest."""
_UUR: Final = timedelta(hours=1)
"""A time longer than the lease, the claim, and every wait before the vangnet acts."""
_OPNIEUW: Final = {"ontvangen": 2, "verzenden": 1, "registreren": 1, "bezorgstatus": 2}
"""The number of times that Lambda repeats an event that failed (`EventInvokeConfig` in template.yaml).

A schedule has its next round instead.
"""
_OPNIEUW_STROOM: Final = 8
"""The number of times that a stream record that failed comes again (template.yaml)."""
_ONDERWEG: Final = {"te_verzenden", "te_registreren", "bezig"}

_ZGW: Final = ZgwServer("https://zgw.gemeente.example")

_verzet = timedelta()


def nu() -> datetime:
    """The clock of the functions."""
    return klantmail.domain.tijd.op_milliseconde(datetime.now(UTC) + _verzet)


def verzet_klok(duur: timedelta) -> None:
    """Let time pass, for every process that starts from now on."""
    global _verzet
    _verzet += duur


@contextmanager
def klaargezet(loop_warm: Callable[[Functies], None]) -> Iterator[Functies]:
    """Make a process to fork from: an empty cloud, and every function loaded with its clients.

    Args:
        loop_warm: calls functions in this very process, so that its forks find everything made that is made at a first
            call. May leave no thread behind: a fork has none of them.
    """
    os.environ |= OMGEVING | _eigen_instellingen()
    os.environ |= {
        "BEVESTIGDE_POSTVAKKEN": ANDER_POSTVAK,
        "ONTVANGEN": f"arn:aws:lambda:{REGIO}:{ACCOUNT}:function:ontvangen",
        "REGISTREREN": f"arn:aws:lambda:{REGIO}:{ACCOUNT}:function:registreren",
        "ZAKEN_API": _ZGW.zaken_api,
        "DOCUMENTEN_API": _ZGW.documenten_api,
        "ZGW_GEHEIM": "zgw",
        "VERZENDEN": f"arn:aws:lambda:{REGIO}:{ACCOUNT}:function:verzenden",
        "WACHTRIJEN": f"ontvangen=https://sqs.{REGIO}.amazonaws.com/{ACCOUNT}/mislukt",
    }
    os.environ.pop("AWS_PROFILE", None)
    klantmail.domain.tijd.nu = nu
    zgw_server.time = lambda: nu().timestamp()  # type: ignore[attr-defined]  # what it takes from the standard library
    time.sleep = lambda _: None  # nobody waits for an SDK that waits for a service
    haak_in()
    with _leeg():
        functies = Functies({})
        for pad in sorted((PROJECT / "functions").iterdir()):
            if (pad / "app.py").exists():
                functies.laad(pad.name)
        with _stil():
            loop_warm(functies)
    with _leeg():
        gc.collect()
        gc.disable()
        gc.freeze()  # whatever is shared with a fork stays shared
        yield functies


@contextmanager
def _leeg() -> Iterator[None]:
    with aws_in_geheugen():
        boto3.client("sqs", region_name=REGIO).create_queue(QueueName="mislukt")
        geheim = json.dumps({"clientId": zgw_server.CLIENT_ID, "secret": zgw_server.GEHEIM})
        boto3.client("secretsmanager", region_name=REGIO).create_secret(Name="zgw", SecretString=geheim)
        yield


@contextmanager
def _stil() -> Iterator[None]:
    """Silence what the functions log."""
    uitvoer = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(uitvoer, 1)


def _eigen_instellingen() -> dict[str, str]:
    """The settings that the template gives single functions, as far as it has them in so many words."""
    middelen = sjabloon()["Resources"].values()
    functies = [een["Properties"] for een in middelen if een["Type"] == "AWS::Serverless::Function"]
    instellingen = [een.get("Environment", {}).get("Variables", {}) for een in functies]
    return {naam: waarde for een in instellingen for naam, waarde in een.items() if isinstance(waarde, str)}


class Vastgelopen(Exception):
    """The harness itself failed: this is no verdict on any promise."""


class NietGedaan(Vastgelopen):
    """A request that had to succeed was answered with an error."""


@dataclass(frozen=True, slots=True)
class Plek:
    """One call of an invocation: its name, and its number among the calls of that name."""

    naam: str
    nummer: int

    def __str__(self) -> str:
        return f"{self.naam} {self.nummer}"


@dataclass(slots=True)
class Ingreep:
    """The intervention at one call: a fault, or another deed that comes between just before it."""

    plek: Plek
    onheil: Onheil | None = None
    tussendoor: Callable[[], None] | None = None
    geraakt: bool = False

    def treft(self, plek: Plek) -> bool:
        """Tell whether it happens at this call."""
        if self.onheil is not None and self.onheil.blijft:
            return plek.naam == self.plek.naam and plek.nummer >= self.plek.nummer
        return plek == self.plek


SEND: Final = Plek("sesv2.SendEmail", 1)
GEDOOD_ERNA: Final = Onheil("killed after", Gevolg.DOOD, werkt=True)


@dataclass(frozen=True, slots=True)
class Bezorging:
    """An event that waits for its function."""

    aanroep: Call
    pogingen: int


class Wolk:
    """The cloud of one municipality."""

    def __init__(self, functies: Functies) -> None:
        self.functies = functies
        self.gestuurd: list[Gestuurd] = []
        self.verstuurd: list[Verstuurd] = []
        """The sink: every mail that left."""
        self.wachtrij: deque[Bezorging] = deque()
        self.ses_meldingen: list[dict[str, Any]] = []
        """Events of SES that were not delivered yet."""
        self.zgw = _ZGW
        """The municipality's Zaken API and Documenten API."""
        self.s3 = boto3.client("s3", region_name=REGIO)
        self.dynamodb = boto3.client("dynamodb", region_name=REGIO)
        self._in_stroom: set[str] = set()
        self._niet_geweigerd: Counter[str] = Counter()
        """The number of SendEmail calls that nobody can say were certainly not accepted, for each verzending."""

    # -- running functions ---------------------------------------------------------------------------------------------

    def draai(self, aanroepen: Sequence[Call], ingreep: Ingreep | None = None, opname: list[Plek] | None = None) -> list[Afloop]:
        """Invoke functions, one after the other, in one new process, and return how each ended.

        The last one of a killed process is `GEDOOD`.

        Args:
            opname: gets every call that is made.
        """
        pid, lijn = start(self.functies, aanroepen)
        plekken: dict[int, Plek] = {}
        geteld: Counter[str] = Counter()
        try:
            while True:
                if not lijn.poll(_GEDULD):
                    raise Vastgelopen("a function makes no next call")
                bericht = lijn.recv()
                if not isinstance(bericht, Vraag):
                    return cast(list[Afloop], bericht)
                herhaald = bericht.aanroep in plekken
                if not herhaald:
                    geteld[bericht.naam] += 1
                    plekken[bericht.aanroep] = Plek(bericht.naam, geteld[bericht.naam])
                    if opname is not None:
                        opname.append(plekken[bericht.aanroep])
                onheil = self._grijp_in(ingreep, plekken[bericht.aanroep], herhaald=herhaald)
                antwoord = self._behandel(bericht, onheil)
                if antwoord is None:
                    os.kill(pid, signal.SIGKILL)
                    return [GEDOOD]
                lijn.send(antwoord)
        except EOFError:
            raise Vastgelopen("a process ended by itself") from None
        finally:
            lijn.close()
            os.waitpid(pid, 0)
            self._volg_stroom()

    @staticmethod
    def _grijp_in(ingreep: Ingreep | None, plek: Plek, *, herhaald: bool) -> Onheil | None:
        if ingreep is None or not ingreep.treft(plek):
            return None
        if ingreep.tussendoor is not None and not ingreep.geraakt:
            ingreep.geraakt = True
            ingreep.tussendoor()
        if ingreep.onheil is None or (herhaald and not ingreep.onheil.altijd):
            return None
        ingreep.geraakt = True
        return ingreep.onheil

    def _behandel(self, vraag: Vraag, onheil: Onheil | None) -> Antwoord | GeenAntwoord | None:
        """Return what the caller hears; None when it hears nothing, ever again."""
        echt = self._beantwoord(vraag) if onheil is None or onheil.werkt else None
        if vraag.naam == "sesv2.SendEmail" and (echt or (onheil and onheil.gevolg in {Gevolg.FOUT, Gevolg.STILTE})):
            self._niet_geweigerd[lees_verzoek(json.loads(vraag.inhoud)).tags["verzending"]] += 1
        if onheil is None:
            return echt
        return None if onheil.gevolg is Gevolg.DOOD else hoort(onheil.gevolg, vraag.naam.partition(".")[0])

    def _beantwoord(self, vraag: Vraag) -> Antwoord:
        if vraag.naam == "sesv2.SendEmail":
            return self._verstuur(vraag)
        if vraag.naam == "lambda.Invoke":
            return self._start(vraag)
        if vraag.naam.startswith("zgw."):
            status, gezegd = self.zgw.antwoord(vraag.methode, vraag.adres, dict(vraag.koppen), vraag.inhoud)
            return Antwoord(status, {}, json.dumps(gezegd).encode())
        koppen = HeadersDict()
        for naam, waarde in vraag.koppen:
            koppen[naam] = waarde
        verzoek = AWSPreparedRequest(vraag.methode, vraag.adres, cast(Any, koppen), vraag.inhoud, stream_output=False)
        antwoord = botocore_stubber.process_request(verzoek)
        if antwoord is None:
            raise Vastgelopen(f"nobody answers {vraag.naam}")
        status, antwoordkoppen, inhoud = antwoord
        return Antwoord(
            status,
            {str(naam): str(waarde) for naam, waarde in antwoordkoppen.items()},
            inhoud.encode() if isinstance(inhoud, str) else inhoud,
        )

    def _verstuur(self, vraag: Vraag) -> Antwoord:
        """Send a mail as the SES of the local AWS does."""
        try:
            verzoek = lees_verzoek(json.loads(vraag.inhoud))
        except SesFout as fout:
            return Antwoord(fout.status, {"x-amzn-ErrorType": fout.code}, json.dumps({"message": str(fout)}).encode())
        tijdstip = nu()
        bericht_id = nieuw_bericht_id(tijdstip)
        verstuurd = Verstuurd(verzoek, bericht_id, tijdstip, bereid_voor(verzoek.bron, bericht_id, tijdstip))
        self.verstuurd.append(verstuurd)
        self.ses_meldingen += gebeurtenissen(verstuurd)
        return Antwoord(200, {"Content-Type": "application/json"}, json.dumps({"MessageId": bericht_id}).encode())

    def _start(self, vraag: Vraag) -> Antwoord:
        """Take an asynchronous invocation, as Lambda does, and run it later."""
        functie = unquote(urlsplit(vraag.adres).path).removesuffix("/invocations").rpartition(":")[2]
        self.wachtrij.append(Bezorging(Call(functie, json.loads(vraag.inhoud)), 1 + _OPNIEUW[functie]))
        return Antwoord(202, {}, b"")

    def _volg_stroom(self) -> None:
        """Queue a record for each item that was not there before, as the event source mappings filter them."""
        for rij in self._rijen():
            if rij["soort"]["S"] not in STREAMED or rij["PK"]["S"] in self._in_stroom:
                continue
            self._in_stroom.add(rij["PK"]["S"])
            if record := streamed(rij):
                self.wachtrij.append(Bezorging(record, 1 + _OPNIEUW_STROOM))

    # -- what scenes need ----------------------------------------------------------------------------------------------

    @property
    def table(self) -> str:
        return OMGEVING["TABEL"]

    def mail(self, postvak: str = POSTVAK, *, alias: str = "", spam: bool = False) -> tuple[str, Call]:
        """Have a citizen mail, and return the identificatie of the e-mailbericht to come, and SES's event."""
        self.gestuurd.append(asked())
        return arrival(self.s3, self.gestuurd[-1], postvak, alias=alias, spam=spam)

    def received(self, *, spam: bool = False) -> str:
        bericht, event = self.mail(spam=spam)
        (afloop,) = self.draai([event])
        if afloop.fout:
            raise Vastgelopen(afloop.fout)
        return bericht

    def ask(self, call: Call) -> Body:
        """Make a request of the API that must succeed. Raises: NietGedaan; Vastgelopen (there is no answer)."""
        (afloop,) = self.draai([call])
        antwoord: Body = body(afloop)
        if afloop.uitkomst["statusCode"] >= 400:
            raise NietGedaan(f"{call.function}: {antwoord}")
        return antwoord

    def upload(self, medewerker: str) -> str:
        return stored_upload(self.s3, medewerker)

    def doubtful(self) -> str:
        """Make a verzending whose sender was killed after SES had taken it, and let the vangnet see that."""
        verzending = sending(self)
        self.draai([self.wachtrij.pop().aanroep], Ingreep(SEND, GEDOOD_ERNA))
        verzet_klok(_UUR)
        self.draai([Call("vangnet", {})])
        return verzending

    # -- coming to rest ------------------------------------------------------------------------------------------------

    def bied_opnieuw_aan(self, aanroep: Call, afloop: Afloop) -> None:
        """Let an event that failed come again, as often as template.yaml has it."""
        if mislukt(afloop):
            uit_stroom = aanroep.function in FROM_STREAM and "Records" in aanroep.event
            herhaald = _OPNIEUW_STROOM if uit_stroom else 0
            aantal = herhaald or _OPNIEUW.get(aanroep.function, 0)
            if aantal:
                self.wachtrij.append(Bezorging(aanroep, aantal))

    def lever_af(self) -> None:
        """Deliver everything that waits for a function, until nothing does."""
        while self.wachtrij:
            bezorgingen = list(self.wachtrij)
            self.wachtrij.clear()
            aflopen = self.draai([bezorging.aanroep for bezorging in bezorgingen])
            for bezorging, afloop in zip(bezorgingen, aflopen, strict=True):
                if mislukt(afloop) and bezorging.pogingen > 1:
                    self.wachtrij.append(Bezorging(bezorging.aanroep, bezorging.pogingen - 1))

    def kom_tot_rust(self) -> None:
        """Let it come to rest by the system's own means: events that come again, and rounds of the vangnet."""
        self.lever_af()
        for _ in range(_RONDEN):
            verzet_klok(_UUR)
            self.draai([Call("vangnet", {})])
            self.lever_af()
            if not self.sleutels("INTAKE") and not self._onderweg():
                return

    def meld_bezorging(self) -> None:
        """Deliver what SES has to tell."""
        meldingen, self.ses_meldingen = self.ses_meldingen, []
        self.wachtrij.extend(Bezorging(Call("bezorgstatus", een), 1 + _OPNIEUW["bezorgstatus"]) for een in meldingen)
        self.lever_af()

    def _onderweg(self) -> bool:
        return any(een["status"] in _ONDERWEG for soort in STREAMED for een in self.items(soort))

    # -- what is there -------------------------------------------------------------------------------------------------

    def items(self, soort: str) -> list[Item]:
        return [item for item in map(gelezen, self._rijen()) if item["soort"] == soort]

    def item(self, soort: str, identificatie: object) -> Item:
        return next(item for item in self.items(soort) if str(item["identificatie"]) == str(identificatie))

    @staticmethod
    def vergeet(soort: str, identificatie: object) -> None:
        """Set the table back to before it knew of this."""
        sleutels = {"PK": {"S": f"{soort}#{identificatie}"}, "SK": {"S": soort}}
        boto3.client("dynamodb", region_name=REGIO).delete_item(TableName=OMGEVING["TABEL"], Key=sleutels)

    @staticmethod
    def _rijen() -> list[Any]:
        """Read the whole table from moto's own store, since a scan over its API
        costs more than all the rest of a course.
        """
        tabel = dynamodb_backends[ACCOUNT][REGIO].tables[OMGEVING["TABEL"]]
        return [item.to_json()["Attributes"] for item in tabel.all_items()]

    def sleutels(self, emmer: str) -> list[str]:
        """The keys in the bucket of this setting."""
        return [str(een["Key"]) for een in self.s3.list_objects_v2(Bucket=OMGEVING[emmer]).get("Contents", [])]

    def archief(self, sleutel: str) -> bytes | None:
        try:
            return self.s3.get_object(Bucket=OMGEVING["ARCHIEF"], Key=sleutel)["Body"].read()
        except botocore.exceptions.ClientError:
            return None

    def gebroken(self) -> list[str]:
        """Return the breaches of the promises, once all has come to rest."""
        alles = [gelezen(rij) for rij in self._rijen()]
        gezien = self._op_lijsten({item["soort"] for item in alles})
        uitgegaan: dict[str, list[bytes]] = {}
        for een in self.verstuurd:
            uitgegaan.setdefault(een.verzoek.tags["verzending"], []).append(een.mail)
        bewijs = Bewijs(alles, self.sleutels("INTAKE"), self.archief, uitgegaan, gezien["verzendingen"])
        return [*gebroken_beloften(bewijs, self.gestuurd), *self._vaker(), *self._zaken(bewijs), *_ongezien(bewijs, gezien)]

    def _op_lijsten(self, soorten: Set[str]) -> dict[str, set[str]]:
        """Return what an agent finds on each kind of list, on those that can hold anything."""
        lists: list[tuple[str, str, dict[str, str]]] = [
            ("mail", "lijstEmailberichten", {}),
            ("mail", "lijstEmailberichten", {"status": "quarantaine"}),
        ]
        if "verzending" in soorten:
            lists += [("verzendingen", "lijstVerzendingen", een) for een in ({}, {"lijst": "te_verzenden"}, {"lijst": "bezig"})]
        if "zaak" in soorten:
            lists += [("zaken", "lijstZaken", {"status": een}) for een in ("te_registreren", "bezig", "mislukt")]
        calls = [(soort, query(request(self, operation), pageSize="100", **wanted)) for soort, operation, wanted in lists]
        if "internetaak" in soorten:
            for eenheid in OMGEVING["EENHEDEN"].split(","):
                claims = {**BEHANDELAAR, "custom:eenheid": eenheid}
                calls.append(("taken", query(request(self, "lijstInterneTaken", claims), pageSize="100")))
        antwoorden = self.draai([call for _, call in calls])
        gezien: dict[str, set[str]] = {soort: set() for soort in ("mail", "verzendingen", "taken", "zaken")}
        for (soort, _), afloop in zip(calls, antwoorden, strict=True):
            gezien[soort] |= {str(een["identificatie"]) for een in body(afloop)["results"]}
        return gezien

    def _vaker(self) -> Iterator[str]:
        for verzending, aantal in self._niet_geweigerd.items():
            if aantal > 1:
                yield f"3: verzending {verzending} was given to SES {aantal} times without a definite refusal"

    def _zaken(self, bewijs: Bewijs) -> Iterator[str]:
        """Promise 3, of zaken: each is made elsewhere once, with each of its documents once.

        All of it is there when the zaak is geregistreerd.
        """
        gemaakt = Counter(str(een["identificatie"]) for een in self.zgw.zaken)
        documenten = Counter(str(een["identificatie"]) for een in self.zgw.documenten)
        for zaak in bewijs.van("zaak"):
            wie, klaar = str(zaak["identificatie"]), zaak["status"] == "geregistreerd"
            aantal = gemaakt.pop(wie, 0)
            if aantal > 1 or (klaar and not aantal):
                yield f"3: zaak {wie} is {zaak['status']} and was made {aantal} times"
            gekoppeld = [documenten[str(een)] for een in zaak["informatieobjecten"]]
            if any(een > 1 for een in gekoppeld) or (klaar and 0 in gekoppeld):
                yield f"3: zaak {wie} is {zaak['status']} and its documents were made {gekoppeld} times"
            if klaar and len(self.zgw.koppelingen) != len(gekoppeld):
                yield f"3: zaak {wie} has {len(self.zgw.koppelingen)} ties to its {len(gekoppeld)} documents"
        if gemaakt:
            yield f"1: made elsewhere without a zaak here: {sorted(gemaakt)}"


def _ongezien(bewijs: Bewijs, gezien: Mapping[str, Set[str]]) -> Iterator[str]:
    """Promise 5: every record that waits for a person is on the list of that person."""
    open_ = {str(een["identificatie"]) for een in bewijs.van("emailbericht") if een["status"] != "afgehandeld"}
    if open_ != gezien["mail"]:
        yield f"5: on the lists of mail {sorted(gezien['mail'])}, still open {sorted(open_)}"
    te_doen = {str(een["identificatie"]) for een in bewijs.van("internetaak") if een["status"] == "te_verwerken"}
    if te_doen != gezien["taken"]:
        yield f"5: on the lists of tasks {sorted(gezien['taken'])}, still to do {sorted(te_doen)}"
    wachtend = {str(een["identificatie"]) for een in bewijs.van("zaak") if een["status"] not in {"geregistreerd", "vervallen"}}
    if wachtend != gezien["zaken"]:
        yield f"5: on the lists of zaken {sorted(gezien['zaken'])}, not registered {sorted(wachtend)}"
    if any(een["status"] in _ONDERWEG for soort in STREAMED for een in bewijs.van(soort)):
        yield "5: a verzending or a zaak is under way for ever"


def mislukt(afloop: Afloop) -> bool:
    """Tell whether an event must come again: the function failed, or says so of a record."""
    return bool(afloop.fout) or (isinstance(afloop.uitkomst, dict) and bool(afloop.uitkomst.get("batchItemFailures")))


def body(afloop: Afloop) -> Any:
    """Return the answer of the API. Raises: Vastgelopen (there is none)."""
    if afloop.fout:
        raise Vastgelopen(afloop.fout)
    return json.loads(afloop.uitkomst["body"] or "{}")
