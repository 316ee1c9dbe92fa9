"""The scene of each function: everything that it is for. Each step raises when something of it does not come about.

Most steps are the use cases of the fault matrix, without the faults: each is called, and called again. The others are
here: lists, links, what waits or ran out, and an object that is not there.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

import httpx

from klantmail.domain.tijd import als_tekst
from tests.proofs.faults import cases
from tests.proofs.faults.cases import GEVALLEN, Trigger
from tests.proofs.iam.stage import Gemist, Toneel
from tests.support.aws import OMGEVING
from tests.support.builders import KLACHT
from tests.support.inspection import Gestuurd
from tests.support.scenes.events import arrival, asked, question, told
from tests.support.scenes.operations import Given, done, medewerker, on, opened, query, request, task
from tests.support.scenes.place import Call, overwrite

type Stap = Callable[[Toneel], None]

_LANG: Final = "Dit is een heel lang antwoord. " * 1500
"""A text longer than a klantcontact item holds itself."""


def _geval(naam: str) -> Stap:
    """Play a use case of the fault matrix twice."""
    (geval,) = [een for een in GEVALLEN if een.naam == naam]

    def doe(toneel: Toneel) -> None:
        aanroep = geval.bereid(toneel)
        for goed in (geval.goed, geval.goed | geval.herhaald):
            if geval.trigger is Trigger.API:
                toneel.vraag(aanroep, *goed)
            else:
                toneel.meld(aanroep)
        for tekort in geval.klaar(toneel, aanroep) if geval.klaar else ():
            raise Gemist(tekort)

    return doe


def _gevallen(*namen: str) -> tuple[Stap, ...]:
    return tuple(map(_geval, namen))


# -- received mail -----------------------------------------------------------------------------------------------------


def _antwoord_van_burger(toneel: Toneel) -> None:
    """Have a citizen answer a mail of ours, which is put with its conversation."""
    een = _verzonden(toneel)
    bericht = _neem_in(
        toneel, f"In-Reply-To: <{een['sesBerichtId']}@{OMGEVING['AWS_REGION']}.amazonses.com>\r\n".encode(), str(een["naar"][0])
    )
    if toneel.item("emailbericht", bericht)["envelop"]["verband"]["gesprek"] != een["emailbericht"]:
        raise Gemist("a reply of a citizen was not put with its conversation")


def _neem_in(toneel: Toneel, koppen: bytes = b"", adres: str = "", tekst: bytes = b"") -> str:
    """Take in a mail with these headers on top, or with this text at the end, and return its identificatie."""
    adres = adres or asked().adres
    bron = koppen + question(adres).replace(b"</b> aan?</p>", b"</b> aan?</p>" + tekst)
    toneel.gestuurd.append(Gestuurd(adres, bron))
    bericht, aanroep = arrival(toneel.s3, toneel.gestuurd[-1])
    toneel.meld(aanroep)
    return bericht


def _lange_mail(toneel: Toneel) -> str:
    return _neem_in(toneel, tekst=b"<p>" + _LANG.encode() + b"</p>")


# -- sent mail ---------------------------------------------------------------------------------------------------------


def _verzonden(toneel: Toneel) -> dict[str, Any]:
    een = cases.verzonden(toneel)
    if een["status"] != "verzonden":
        raise Gemist(f"a verzending is {een['status']}")
    return een


def _verzend_op_naam(toneel: Toneel) -> None:
    cases.beantwoord(toneel)
    een = cases.verzending(toneel)
    toneel.meld(Call("verzenden", {"verzending": str(een["identificatie"])}))
    _is(toneel, "verzending", een["identificatie"], "verzonden")


def _verzend_wat_weg_is(toneel: Toneel) -> None:
    """Send a mail that is gone from the archive: a beheerder has to see that."""
    record = cases.beantwoord(toneel)
    een = cases.verzending(toneel)
    toneel.verlies("ARCHIEF", str(een["sleutel"]))
    toneel.meld(record)
    _is(toneel, "verzending", een["identificatie"], "mislukt")


def _is(toneel: Toneel, soort: str, identificatie: object, status: str) -> None:
    gevonden = toneel.item(soort, identificatie)["status"]
    if gevonden != status:
        raise Gemist(f"{soort}: {gevonden} instead of {status}")


def _gemeld(soort: str) -> Stap:
    """Have SES tell this of a sent mail."""

    def doe(toneel: Toneel) -> None:
        een = _verzonden(toneel)
        toneel.meld(told(soort, een["identificatie"], str(een["sesBerichtId"])))
        if not toneel.item("verzending", een["identificatie"])["bezorgingen"]:
            raise Gemist(f"{soort} was not kept")

    return doe


def _uitkomst_na_twijfel(toneel: Toneel) -> None:
    """Settle a doubt: its sender was killed, and SES says that it took the mail."""
    een = _bezig(toneel, timedelta(minutes=1))
    toneel.meld(told("send", een, "010201" + uuid4().hex))
    _is(toneel, "verzending", een, "verzonden")


def _bezig(toneel: Toneel, tot: timedelta) -> object:
    """Make a verzending under way, with a lease until then."""
    cases.beantwoord(toneel)
    een = cases.verzending(toneel)["identificatie"]
    _op_lijst(toneel, "verzending", een, "bezig", tot, pogingen={"N": "1"})
    return een


def _op_lijst(toneel: Toneel, soort: str, identificatie: object, status: str, over: timedelta, **meer: dict[str, Any]) -> None:
    """Give an item this status, and its turn so long from now."""
    moment = als_tekst(datetime.now(UTC) + over)
    lijst = status if soort == "verzending" else f"zaak_{status}"
    overwrite(
        toneel,
        soort,
        identificatie,
        status={"S": status},
        aanDeBeurtOp={"S": moment},
        AANDACHT_PK={"S": lijst},
        AANDACHT_SK={"S": f"{moment}#{identificatie}"},
        **meer,
    )


# -- zaken -------------------------------------------------------------------------------------------------------------


def _registreer_op_naam(toneel: Toneel) -> None:
    """Register by a worker that has not read the secret yet."""
    toneel.vernieuw("Registreren")
    cases.zaak(toneel)
    (een,) = toneel.items("zaak")
    toneel.meld(Call("registreren", {"zaak": str(een["identificatie"])}))
    _is(toneel, "zaak", een["identificatie"], "geregistreerd")


def _registreer_wat_weg_is(toneel: Toneel) -> None:
    record = cases.zaak(toneel)
    (een,) = toneel.items("zaak")
    toneel.verlies("ARCHIEF", f"emailberichten/{een['emailbericht']}/bijlagen/")
    toneel.meld(record)
    _is(toneel, "zaak", een["identificatie"], "mislukt")


def _zaken(toneel: Toneel) -> None:
    cases.zaak(toneel)
    (een,) = toneel.items("zaak")
    if len(toneel.vraag(query(request(toneel, "lijstZaken"), status="te_registreren"), 200)["results"]) != 1:
        raise Gemist("a waiting zaak is not on its list")
    toneel.vraag(request(toneel, "leesZaak", given=on(een["identificatie"])), 200)


# -- schedules ---------------------------------------------------------------------------------------------------------


def _ronde(toneel: Toneel) -> None:
    """Make a round of the vangnet that finds something of everything."""
    onbekend = _bezig(toneel, timedelta(minutes=-1))
    record = cases.beantwoord(toneel)
    wachtend = record.event["Records"][0]["dynamodb"]["NewImage"]["identificatie"]["S"]
    _op_lijst(toneel, "verzending", wachtend, "te_verzenden", timedelta(minutes=-1))
    zaken = _twee_zaken(toneel)
    for zaak, generatie in zip(zaken, ("1", "0"), strict=True):
        _op_lijst(toneel, "zaak", zaak, "te_registreren", timedelta(minutes=-1), generatie={"S": generatie})
    toneel.mail()
    stand = toneel.meld(Call("vangnet", {}))
    gezien = {naam: stand[naam] for naam in ("intakeWachtend", "aangeboden", "onbekendGeworden", "zakenAangeboden")}
    if set(gezien.values()) != {1} or stand["nietGestart"]:
        toneel.gezegd.append(json.dumps(stand["nietGestart"]))
        raise Gemist(f"vangnet: {gezien}, not started {stand['nietGestart']}")
    _is(toneel, "verzending", onbekend, "onbekend")
    _is(toneel, "zaak", zaken[1], "mislukt")


def _twee_zaken(toneel: Toneel) -> list[object]:
    for _ in range(2):
        cases.zaak(toneel)
    return [een["identificatie"] for een in toneel.items("zaak")]


def _veeg(toneel: Toneel) -> None:
    """Sweep what `leg_overschot_neer` left, though its klantcontact is there, and put it back for the next time."""
    emmer = OMGEVING["ARCHIEF"]
    cases.beantwoord(toneel)
    toneel.verdubbel("klantcontact", OVERSCHOT.split("/")[1])
    toneel.meld(Call("vegen", {}))
    merken = toneel.s3.list_object_versions(Bucket=emmer, Prefix=OVERSCHOT).get("DeleteMarkers", [])
    for merk in merken:
        toneel.s3.delete_object(Bucket=emmer, Key=OVERSCHOT, VersionId=merk["VersionId"])
    if not merken:
        raise Gemist("an object that no record names was not swept")


def _herlijst(toneel: Toneel) -> None:
    """Put a mail that the table no longer knows back into the intake."""
    sinds = als_tekst(datetime.now(UTC) - timedelta(seconds=2))
    toneel.received()
    toneel.begin()
    gezien = toneel.meld(Call("herlijsten", {"sinds": sinds}))
    if not gezien["teruggelegd"] or not toneel.sleutels("INTAKE"):
        raise Gemist("an archived mail was not put back")


OVERSCHOT: Final = f"klantcontacten/{uuid4()}/{'0' * 64}.eml"


def leg_overschot_neer(toneel: Toneel) -> None:
    """Store an object of three days old that no record names.

    S3 dates objects itself, so the date is changed where the local AWS keeps it, and the local AWS is started again.
    """
    toneel.s3.put_object(Bucket=OMGEVING["ARCHIEF"], Key=OVERSCHOT, Body=b"over")
    (kaart,) = toneel.omgeving.werkmap.objecten.rglob(f"*{OVERSCHOT.rpartition('/')[2]}.meta.json")
    gegevens = json.loads(kaart.read_bytes())
    oud = (datetime.now(UTC) - timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    gegevens["last_modified"] = oud
    for versie in gegevens.get("versions", []):
        versie["last_modified"] = oud
    kaart.write_text(json.dumps(gegevens))
    toneel.omgeving.herstart_aws()
    toneel.stil()


# -- the API -----------------------------------------------------------------------------------------------------------


def _bekijk_ongelezen(toneel: Toneel) -> None:
    """View a mail whose reading is gone: the answer says so, and the function has no accident."""
    bericht = toneel.received()
    toneel.verlies("ARCHIEF", f"emailberichten/{bericht}/{toneel.item('emailbericht', bericht)['parserversie']}/")
    toneel.vraag(request(toneel, "openEmailbericht", given=on(bericht)), 503)


def _bekijk_lang(toneel: Toneel) -> None:
    toneel.vraag(request(toneel, "openEmailbericht", given=on(_lange_mail(toneel))), 200, 201)


def _lang_antwoord(toneel: Toneel) -> None:
    toneel.vraag(request(toneel, "beantwoordEmailbericht", inhoud=_LANG), 201)


def _onbekende_upload(operatie: str) -> Stap:
    """Ask for an upload that is not there, which is refused."""
    return lambda toneel: _vraag_met(toneel, operatie, str(uuid4()), 400)


def _met_upload(operatie: str) -> Stap:
    return lambda toneel: _vraag_met(toneel, operatie, toneel.upload(medewerker(operatie)), 201)


def _vraag_met(toneel: Toneel, operatie: str, upload: str, status: int) -> None:
    """Make a request that takes this upload along."""
    velden: dict[str, Any] = {"inhoud": _LANG, "bijlagen": [upload]}
    if operatie == "splitsEmailbericht":
        klacht = {"onderwerp": "Klacht", "zaak": {"zaaktype": KLACHT.url, "omschrijving": "Klacht"}}
        velden = {"delen": [{"onderwerp": "Vergunning", "antwoord": velden}, klacht]}
    toneel.vraag(request(toneel, operatie, **velden), status)


def _lang_bericht(toneel: Toneel) -> None:
    """Make a doorzending of a long mail, with a long message to its sender."""
    geopend = opened(toneel, mail=_lange_mail(toneel))
    toneel.vraag(request(toneel, "zendEmailberichtDoor", given=geopend, berichtAanKlant=_LANG), 201)


def _bevestig_te_vaak(toneel: Toneel) -> None:
    """Confirm twice: an address gets one ontvangstbevestiging a day."""
    eerste = toneel.received()
    tweede = _neem_in(toneel, adres=toneel.gestuurd[-1].adres)
    for bericht, status in ((eerste, 201), (tweede, 409)):
        toneel.vraag(request(toneel, "bevestigOntvangst", given=opened(toneel, mail=bericht)), status)


def _vervolg_na_taak(toneel: Toneel) -> None:
    """Write further on a question that went to a department: not before its task has ended."""
    gemaakt = done(toneel, "maakInterneTaak")
    op = on(gemaakt["klantcontact"]["identificatie"])
    toneel.vraag(request(toneel, "stuurVervolgbericht", given=op), 409)
    done(toneel, "wijzigInterneTaak", given=on(gemaakt["interneTaak"]["identificatie"]))
    toneel.vraag(request(toneel, "stuurVervolgbericht", given=op), 201)


def _ongelezen(operatie: str) -> Stap:
    """Ask an outcome of a mail whose reading is gone."""

    def doe(toneel: Toneel) -> None:
        aanroep = request(toneel, operatie)
        bericht = aanroep.event["pathParameters"]["identificatie"]
        toneel.verlies("ARCHIEF", f"emailberichten/{bericht}/{toneel.item('emailbericht', bericht)['parserversie']}/")
        (afloop,) = toneel.draai([aanroep])
        if afloop.fout:
            raise Gemist(f"{operatie}: error where an object is missing")

    return doe


def _raadpleeg(toneel: Toneel) -> None:
    bericht = _lange_mail(toneel)
    toneel.vraag(request(toneel, "beantwoordEmailbericht", given=opened(toneel, mail=bericht), inhoud=_LANG), 201)
    toneel.received()
    if not toneel.vraag(request(toneel, "lijstEmailberichten"), 200)["results"]:
        raise Gemist("the werkvoorraad does not hold a new mail")
    toneel.vraag(request(toneel, "leesEmailbericht", given=on(bericht)), 200)
    afzender = toneel.item("emailbericht", bericht)["envelop"]["afzenderAdres"]
    for opdracht in ({"afzender": afzender}, {"van": als_tekst(datetime.now(UTC) - timedelta(days=1))}):
        zoek = request(toneel, "zoekKlantcontacten", **{"afzender": None, "van": None, "tot": None} | opdracht)
        if not toneel.vraag(zoek, 200)["results"]:
            raise Gemist(f"nothing is found by {', '.join(opdracht)}")
    for contact in toneel.items("klantcontact"):
        toneel.vraag(request(toneel, "leesKlantcontact", given=on(contact["identificatie"])), 200)
        for bijlage in contact["bijlagen"]:
            for operatie in ("leesInformatieobject", "leesInhoud"):
                toneel.vraag(request(toneel, operatie, given=on(bijlage["informatieobject"])), 200)


def _samenhang(toneel: Toneel) -> None:
    bericht = _lange_mail(toneel)
    toneel.vraag(request(toneel, "beantwoordEmailbericht", given=opened(toneel, mail=bericht), inhoud=_LANG), 201)
    gesprek = toneel.vraag(request(toneel, "leesSamenhang", given=on(bericht)), 200)
    if len(json.dumps(gesprek)) < 1000:
        raise Gemist("the conversation is empty")


def _beheer(toneel: Toneel) -> None:
    een = _mislukt(toneel)
    if not toneel.vraag(request(toneel, "lijstVerzendingen"), 200)["results"]:
        raise Gemist("what needs attention is not on its list")
    toneel.vraag(request(toneel, "leesVerzending", given=on(een)), 200)
    toneel.vraag(request(toneel, "hervatVerzending", given=on(een)), 200, 201)
    toneel.meld(Call("vangnet", {}))
    toneel.vraag(request(toneel, "leesStand"), 200)


def _mislukt(toneel: Toneel) -> object:
    cases.beantwoord(toneel)
    een = cases.verzending(toneel)["identificatie"]
    _op_lijst(toneel, "verzending", een, "mislukt", timedelta(minutes=-1))
    return een


def _taken(toneel: Toneel) -> None:
    gemaakt = task(toneel)
    if not toneel.vraag(request(toneel, "lijstInterneTaken"), 200)["results"]:
        raise Gemist("a task is not on the list of its eenheid")
    toneel.vraag(request(toneel, "leesInterneTaak", given=on(gemaakt["identificatie"])), 200)
    toneel.vraag(request(toneel, "leesInhoudBijTaak", given=Given(gemaakt)), 200)


def _standaardantwoorden(toneel: Toneel) -> None:
    tekst = toneel.vraag(request(toneel, "maakStandaardantwoord"), 201)["identificatie"]
    if not toneel.vraag(request(toneel, "lijstStandaardantwoorden"), 200)["results"]:
        raise Gemist("a standard answer is not on the list")
    toneel.vraag(request(toneel, "leesStandaardantwoord", given=on(tekst)), 200)
    bericht = opened(toneel).path["identificatie"]
    toneel.vraag(request(toneel, "vulStandaardantwoordIn", given=on(tekst, emailbericht=bericht)), 200)


def _upload(toneel: Toneel) -> None:
    """Use the form, as a browser does."""
    verzoek = request(toneel, "vraagUpload")
    formulier = toneel.vraag(verzoek, 201)
    inhoud = b"x" * int(json.loads(verzoek.event["body"])["bestandsomvang"])
    antwoord = httpx.post(formulier["url"], data=formulier["velden"], files={"file": ("x", inhoud)}, timeout=30, trust_env=False)
    if antwoord.status_code not in {200, 201, 204}:
        toneel.gezegd.append(f"HTTP {antwoord.status_code} {antwoord.text}")
        raise Gemist(f"the form of an upload gives {antwoord.status_code}")


TAFERELEN: Final[dict[str, tuple[Stap, ...]]] = {
    "ontvangen": (*_gevallen("ontvangen", "ontvangen op een alias", "ontvangen met bevestiging"), _antwoord_van_burger),
    "verzenden": (*_gevallen("verzenden"), _verzend_op_naam, _verzend_wat_weg_is),
    "bezorgstatus": (*map(_gemeld, ("delivery", "bounce")), _uitkomst_na_twijfel),
    "registreren": (_registreer_op_naam, *_gevallen("registreren"), _registreer_wat_weg_is),
    "vangnet": (_ronde,),
    "vegen": (_veeg,),
    "herlijsten": (_herlijst,),
    "inzien": (*_gevallen("inzage", "inzage verlengen", "terugleggen"), _bekijk_lang, _bekijk_ongelezen),
    "beantwoorden": (
        *_gevallen("antwoord", "antwoord met uploads", "vervolgbericht", "ontvangstbevestiging"),
        _lang_antwoord,
        _onbekende_upload("beantwoordEmailbericht"),
        _ongelezen("beantwoordEmailbericht"),
        _met_upload("stuurVervolgbericht"),
        _onbekende_upload("stuurVervolgbericht"),
        _vervolg_na_taak,
        _bevestig_te_vaak,
        _ongelezen("bevestigOntvangst"),
    ),
    "raadplegen": (_raadpleeg, _samenhang),
    "beheren": (_beheer, _zaken, *_gevallen("vrijgave", "zaak hervatten")),
    "doorzetten": (
        *_gevallen("interne taak", "zaak", "doorzending", "doorzending met bericht", "geen actie nodig", "geen klantcontact"),
        *_gevallen("splitsing"),
        _lang_bericht,
        _ongelezen("maakInterneTaak"),
        _met_upload("splitsEmailbericht"),
        _onbekende_upload("splitsEmailbericht"),
        _ongelezen("splitsEmailbericht"),
    ),
    "taken": (
        _taken,
        *_gevallen("taak oppakken", "taak doorzetten", "taak afronden", "taak beantwoorden"),
        _met_upload("beantwoordInterneTaak"),
        _onbekende_upload("beantwoordInterneTaak"),
    ),
    "inrichting": (*_gevallen("standaardantwoord", "standaardantwoord wijzigen"), _standaardantwoorden),
    "uploads": (_upload,),
}
"""The scene of each directory of `functions/`. A function without a scene has no rights of its own."""
