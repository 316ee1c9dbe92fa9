"""The use cases, each as the call of a function that is made ready: a new one is one entry in `GEVALLEN`."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto
from typing import Any, Final
from uuid import UUID, uuid4

from klantmail.domain.identificatie import informatieobject_id
from tests.proofs.faults.cloud import GEDOOD_ERNA, SEND, Ingreep, NietGedaan, Wolk, verzet_klok
from tests.proofs.faults.harm import Gevolg, Onheil
from tests.support.aws import OMGEVING, gebeurtenis
from tests.support.builders import ANDER_POSTVAK
from tests.support.inspection import Item
from tests.support.scenes.events import told
from tests.support.scenes.operations import CLAIMS, Given, on, opened, request, sending
from tests.support.scenes.operations import zaak as maak_zaak
from tests.support.scenes.place import Call

_UUR: Final = timedelta(hours=1)
_ALIAS: Final = "postmaster@gemeente.example"
BRAM: Final = {"custom:medewerker": "b1a3c0de-0000-4000-8000-000000000002", "name": "Bram de Wit", "sub": "bram"}
_EVA: Final = {"custom:medewerker": "e0a00000-0000-4000-8000-000000000005", "name": "Eva Smit", "sub": "eva"}
_DIRK: Final = {"custom:medewerker": "d1a00000-0000-4000-8000-000000000006", "name": "Dirk Vos", "sub": "dirk"}
_GEWEIGERD: Final = Onheil("refused", Gevolg.WEIGERING, werkt=False)


class Trigger(Enum):
    """The caller of the function, which decides what happens when it fails."""

    API = auto()
    """A client, who sends the request again."""
    EVENT = auto()
    """Lambda or the stream, which offer the event again."""
    ROOSTER = auto()
    """A schedule: the next round comes by itself."""
    HAND = auto()
    """A person, who sees it through: calls it again."""


type Rivaal = Callable[[Wolk, Call], list[int]]
"""The deed of another meanwhile, which returns the statuses of its own answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Geval:
    """One use case.

    Args:
        bereid: makes everything ready and returns the call.
        goed: statuses of a request that got what it asked.
        herhaald: statuses that a repetition of it may get besides.
        zelfde: fields that must be the same in every answer to the same request. None: the whole body; empty: nothing.
        anders: fields of the body with which the same Idempotency-Key must be refused; empty: the request has none.
        rivaal: another agent, or another process, at the same time.
        uitsluitend: true when only one of the two can get what it asks.
        klaar: yields a line for each thing, besides the promises, that must have come about and has not.
    """

    naam: str
    trigger: Trigger
    bereid: Callable[[Wolk], Call]
    goed: frozenset[int] = frozenset({201})
    herhaald: frozenset[int] = frozenset()
    zelfde: tuple[str, ...] | None = None
    anders: Mapping[str, Any] = field(default_factory=dict)
    rivaal: Rivaal | None = None
    uitsluitend: bool = False
    klaar: Callable[[Wolk, Call], Iterator[str]] | None = None


# -- the deeds of others -----------------------------------------------------------------------------------------------


def status(wolk: Wolk, aanroep: Call) -> int:
    (afloop,) = wolk.draai([aanroep])
    return 599 if afloop.fout else int(afloop.uitkomst["statusCode"])


def als(aanroep: Call, claims: Mapping[str, str], **velden: Any) -> Call:
    """Make the same request of another medewerker, with these fields of the body changed."""
    nieuw: dict[str, Any] = json.loads(json.dumps(aanroep.event))
    nieuw["requestContext"]["authorizer"]["claims"] |= claims
    if velden:
        nieuw["body"] = json.dumps(json.loads(nieuw["body"]) | velden)
    return Call(aanroep.function, nieuw)


def verzending(wolk: Wolk) -> Item:
    """Return the one verzending that there is."""
    (een,) = wolk.items("verzending")
    return een


def beantwoord(wolk: Wolk) -> Call:
    """Answer a mail, take the stream's record of its verzending out of the queue, and return that."""
    sending(wolk)
    return wolk.wachtrij.pop().aanroep


def verzonden(wolk: Wolk, onheil: Onheil | None = None) -> Item:
    """Make a verzending that was sent, or whose SendEmail met this fault."""
    record = beantwoord(wolk)
    wolk.draai([record], Ingreep(SEND, onheil) if onheil else None)
    return verzending(wolk)


def zaak(wolk: Wolk) -> Call:
    """Make a zaak that waits, take the stream's record of it out of the queue, and return that."""
    maak_zaak(wolk)
    return wolk.wachtrij.pop().aanroep


def vraag(wolk: Wolk) -> Given:
    """Return the question that was answered."""
    (een,) = [een for een in wolk.items("klantcontact") if een["initiatiefnemer"] == "klant"]
    return on(een["identificatie"])


def een_uur_later(wolk: Wolk) -> Wolk:
    """Let every claim and lease run out, and the vangnet make its round."""
    verzet_klok(_UUR)
    wolk.draai([Call("vangnet", {})])
    return wolk


# -- the preparations --------------------------------------------------------------------------------------------------


def _vraagt(operatie: str, **velden: Any) -> Callable[[Wolk], Call]:
    """Prepare a request of this operation."""
    return lambda wolk: request(wolk, operatie, **velden)


def _door_vangnet(wolk: Wolk) -> Call:
    wolk.mail()
    return een_uur_later(wolk).wachtrij.pop().aanroep


def _verlenging(wolk: Wolk) -> Call:
    return _inzage(opened(wolk).path["identificatie"])(wolk)


def _overname(wolk: Wolk) -> Call:
    bericht = wolk.received()
    opened(wolk, BRAM, bericht)
    verzet_klok(_UUR)
    return _inzage(bericht)(wolk)


def _inzage(bericht: str) -> Callable[[Wolk], Call]:
    return _vraagt("openEmailbericht", given=on(bericht))


def _met_uploads(wolk: Wolk) -> Call:
    """Prepare an answer with two files that Anna put ready."""
    uploads = [wolk.upload(CLAIMS["custom:medewerker"]) for _ in range(2)]
    return request(wolk, "beantwoordEmailbericht", bijlagen=uploads)


def _vervolgbericht(wolk: Wolk) -> Call:
    wolk.draai([beantwoord(wolk)])
    return request(wolk, "stuurVervolgbericht", given=vraag(wolk))


def _besluit_over_zaak(wolk: Wolk) -> Call:
    zaak(wolk)
    (een,) = wolk.items("zaak")
    return request(wolk, "hervatZaak", given=on(een["identificatie"]), keuze="vervallen", toelichting="Al gemaakt")


def _op_naam(wolk: Wolk) -> Call:
    beantwoord(wolk)
    return een_uur_later(wolk).wachtrij.pop().aanroep


def _gemeld(soort: str) -> Callable[[Wolk], Call]:
    """Prepare an event of this kind, in which SES tells of a sent mail."""
    return lambda wolk: told(soort, verzonden(wolk)["identificatie"], wolk.verstuurd[0].bericht_id)


def _in_twijfel(wolk: Wolk) -> Call:
    """Prepare doubt: a mail left, its sender was killed, the vangnet called it
    onbekend, and now SES says that it took it.
    """
    wolk.doubtful()
    return Call("bezorgstatus", wolk.ses_meldingen.pop(0))


def _volle_ronde(wolk: Wolk) -> Call:
    """Prepare a mail whose event was lost, a verzending that nobody sent, and one whose sender was killed."""
    wolk.mail()
    beantwoord(wolk)
    record = beantwoord(wolk)
    wolk.draai([record], Ingreep(SEND, GEDOOD_ERNA))
    verzet_klok(_UUR)
    return Call("vangnet", {})


def _te_vegen(wolk: Wolk) -> Call:
    """Store bytes of a request that was refused, beside those of one that was not."""
    verzonden(wolk)
    wolk.s3.put_object(Bucket=OMGEVING["ARCHIEF"], Key=_OVER, Body=b"over")
    verzet_klok(timedelta(days=3))
    return Call("vegen", {})


def _vergeten(wolk: Wolk) -> Call:
    """Take in a mail after the backup to which the table was set back."""
    bericht = UUID(wolk.received())
    for soort, identificatie in (("EMAILBERICHT", bericht), ("INFORMATIEOBJECT", informatieobject_id(bericht, ""))):
        wolk.vergeet(soort, identificatie)
    return Call("herlijsten", {})


def _geweigerd(wolk: Wolk) -> Call:
    """Prepare a beheerder's decision on a verzending that SES refused."""
    een = verzonden(wolk, _GEWEIGERD)
    een_uur_later(wolk)
    return request(wolk, "hervatVerzending", given=on(een["identificatie"]))


# -- deeds in between --------------------------------------------------------------------------------------------------


def _andere_inzage(wolk: Wolk, aanroep: Call) -> list[int]:
    """Have Bram ask the same."""
    return [status(wolk, als(aanroep, BRAM))]


def _overgenomen(wolk: Wolk, aanroep: Call) -> list[int]:
    """Let the claim run out, and have Bram take the mail over and close it."""
    verzet_klok(_UUR)
    try:
        geopend = opened(wolk, BRAM, aanroep.event["pathParameters"]["identificatie"])
    except NietGedaan:
        return []
    return [status(wolk, request(wolk, "sluitEmailberichtAf", {**CLAIMS, **BRAM}, geopend))]


def _zelfde_upload(wolk: Wolk, aanroep: Call) -> list[int]:
    """Have Anna answer another mail with one of the same uploads."""
    bijlagen = json.loads(aanroep.event["body"])["bijlagen"][1:]
    return [status(wolk, request(wolk, "beantwoordEmailbericht", bijlagen=bijlagen))]


def _verlopen(wolk: Wolk, aanroep: Call) -> list[int]:
    verzet_klok(_UUR)
    return [status(wolk, als(_inzage(aanroep.event["pathParameters"]["identificatie"])(wolk), BRAM))]


def _collega(wolk: Wolk, aanroep: Call) -> list[int]:
    """Have a colleague ask the very same, with the very same Idempotency-Key."""
    return [status(wolk, als(aanroep, _EVA))]


def _andere_beheerder(wolk: Wolk, aanroep: Call) -> list[int]:
    return [status(wolk, als(aanroep, _DIRK))]


def _vervallen(wolk: Wolk, aanroep: Call) -> list[int]:
    return [status(wolk, als(aanroep, _DIRK, keuze="vervallen"))]


def _ronde(wolk: Wolk, _: Call) -> list[int]:
    """Run a round of the vangnet, for which all has waited long enough, and what it starts."""
    verzet_klok(_UUR)
    wolk.draai([Call("vangnet", {})])
    wolk.lever_af()
    return []


def _andere_melding(wolk: Wolk, aanroep: Call) -> list[int]:
    """Send another event about the same mail."""
    event = json.loads(json.dumps(aanroep.event))
    ander = gebeurtenis("ses-complaint" if event["detail"]["eventType"] != "Complaint" else "ses-delivery")
    ander["detail"]["mail"] = event["detail"]["mail"]
    wolk.draai([Call("bezorgstatus", ander)])
    return []


# -- the results that must have come about -----------------------------------------------------------------------------


def _is_gelezen(wolk: Wolk, _: Call) -> Iterator[str]:
    for bericht in wolk.items("emailbericht"):
        if bericht["ontleedstand"] != "gereed":
            yield f"2: e-mailbericht {bericht['identificatie']} was listed and never read"


def _is_bevestigd(wolk: Wolk, aanroep: Call) -> Iterator[str]:
    yield from _is_gelezen(wolk, aanroep)
    for bericht in wolk.items("emailbericht"):
        if "ontvangstbevestiging" not in bericht and bericht["status"] != "afgehandeld":
            yield f"5: the receipt of {bericht['identificatie']} was never confirmed"


def _is_gemeld(wolk: Wolk, aanroep: Call) -> Iterator[str]:
    soort = aanroep.event["detail"]["eventType"]
    een = verzending(wolk)
    if een["status"] != "verzonden":
        yield f"3: SES told {soort}, and the verzending is {een['status']}"
    if soort != "Send" and not een["bezorgingen"]:
        yield f"5: SES told {soort}, and the verzending does not say so"


def _is_geveegd(wolk: Wolk, _: Call) -> Iterator[str]:
    wolk.draai([Call("vegen", {})])  # the next day's round
    if _OVER in wolk.sleutels("ARCHIEF"):
        yield "5: an object that no record names is never swept"


def _is_meegestuurd(wolk: Wolk, aanroep: Call) -> Iterator[str]:
    """Check that two attachments went with the mail and were used, unless another answered.

    No upload is in more than one answer.
    """
    bericht = wolk.item("emailbericht", aanroep.event["pathParameters"]["identificatie"])
    meegestuurd = [len(een["bijlagen"]) - 1 for een in wolk.items("klantcontact") if een["initiatiefnemer"] == "gemeente"]
    if sum(meegestuurd) != len(wolk.items("upload")):
        yield f"4: {meegestuurd} attachments left, and {len(wolk.items('upload'))} uploads are called used"
    if bericht["status"] == "afgehandeld" and bericht["afhandeling"]["soort"] == "antwoord" and 2 not in meegestuurd:
        yield f"4: an answer with two attachments left with {meegestuurd}"


def _is_geregistreerd(wolk: Wolk, _: Call) -> Iterator[str]:
    for een in wolk.items("zaak"):
        if een["status"] == "mislukt" and "reden" not in een:
            yield f"5: zaak {een['identificatie']} is mislukt and does not say why"


def _is_besloten(wolk: Wolk, _: Call) -> Iterator[str]:
    een = verzending(wolk)
    if een["status"] not in {"verzonden", "vervallen", "onbekend", "mislukt"}:
        yield f"5: after the decision the verzending is {een['status']}"
    if not een["hervattingen"]:
        yield "5: the decision was not recorded"


# -- the table ---------------------------------------------------------------------------------------------------------

_ANDERE_DELEN: Final = {
    "delen": [
        {"onderwerp": "Iets anders", "antwoord": {"inhoud": "Dat kan."}},
        {"onderwerp": "Nog iets", "antwoord": {"inhoud": "Dat kan ook."}},
    ]
}
_OVER: Final = f"klantcontacten/{uuid4()}/{'0' * 64}.eml"


def _melding(soort: str) -> Geval:
    return Geval(
        naam=f"bezorgstatus {soort}",
        trigger=Trigger.EVENT,
        bereid=_gemeld(soort),
        rivaal=_andere_melding,
        klaar=_is_gemeld,
    )


def _afhandeling(naam: str, operatie: str, anders: Mapping[str, Any], **velden: Any) -> Geval:
    """An outcome of a mail that Anna has open."""
    return Geval(
        naam=naam,
        trigger=Trigger.API,
        bereid=_vraagt(operatie, **velden),
        anders=anders,
        rivaal=_overgenomen,
        uitsluitend=True,
    )


def _taak(naam: str, operatie: str, goed: int, anders: Mapping[str, Any], **velden: Any) -> Geval:
    """A department's deed with a task."""
    return Geval(
        naam=naam,
        trigger=Trigger.API,
        bereid=_vraagt(operatie, **velden),
        goed=frozenset({goed}),
        anders=anders,
        rivaal=_collega,
        uitsluitend=True,
    )


_API: Final = Trigger.API
_EVENT: Final = Trigger.EVENT
GEVALLEN: Final = (
    Geval(naam="ontvangen", trigger=_EVENT, bereid=lambda wolk: wolk.mail()[1], rivaal=_ronde, klaar=_is_gelezen),
    Geval(
        naam="ontvangen op een alias",
        trigger=_EVENT,
        bereid=lambda wolk: wolk.mail(alias=_ALIAS)[1],
        rivaal=_ronde,
        klaar=_is_gelezen,
    ),
    Geval(
        naam="ontvangen met bevestiging",
        trigger=_EVENT,
        bereid=lambda wolk: wolk.mail(ANDER_POSTVAK)[1],
        rivaal=_ronde,
        klaar=_is_bevestigd,
    ),
    Geval(naam="ontvangen door vangnet", trigger=_EVENT, bereid=_door_vangnet, rivaal=_ronde, klaar=_is_gelezen),
    Geval(
        naam="inzage",
        trigger=_API,
        bereid=_vraagt("openEmailbericht"),
        goed=frozenset({200, 201}),
        zelfde=("inzageId", "klantcontact"),
        rivaal=_andere_inzage,
        uitsluitend=True,
    ),
    Geval(
        naam="inzage verlengen",
        trigger=_API,
        bereid=_verlenging,
        goed=frozenset({200}),
        zelfde=("inzageId", "klantcontact"),
        rivaal=_verlopen,
        uitsluitend=True,
    ),
    Geval(
        naam="inzage overnemen",
        trigger=_API,
        bereid=_overname,
        goed=frozenset({200, 201}),
        zelfde=("inzageId", "klantcontact"),
        rivaal=lambda wolk, aanroep: [status(wolk, als(aanroep, _EVA))],
        uitsluitend=True,
    ),
    Geval(
        naam="terugleggen",
        trigger=_API,
        bereid=_vraagt("legEmailberichtTerug"),
        goed=frozenset({204}),
        herhaald=frozenset({409}),
        zelfde=(),
        rivaal=_overgenomen,
    ),
    _afhandeling("antwoord", "beantwoordEmailbericht", {"inhoud": "Iets anders"}),
    Geval(
        naam="antwoord met uploads",
        trigger=_API,
        bereid=_met_uploads,
        anders={"bijlagen": []},
        rivaal=_overgenomen,
        uitsluitend=True,
        klaar=_is_meegestuurd,
    ),
    Geval(
        naam="twee antwoorden met één upload",
        trigger=_API,
        bereid=_met_uploads,
        herhaald=frozenset({400}),
        rivaal=_zelfde_upload,
        uitsluitend=True,
        klaar=_is_meegestuurd,
    ),
    Geval(naam="upload", trigger=_API, bereid=_vraagt("vraagUpload"), zelfde=()),
    Geval(
        naam="vervolgbericht",
        trigger=_API,
        bereid=_vervolgbericht,
        anders={"inhoud": "Iets anders"},
        rivaal=_andere_inzage,
    ),
    _afhandeling("interne taak", "maakInterneTaak", {"toelichting": "Iets anders"}),
    _afhandeling("zaak", "maakZaak", {"toelichting": "Iets anders"}),
    _afhandeling("splitsing", "splitsEmailbericht", _ANDERE_DELEN),
    _afhandeling("doorzending", "zendEmailberichtDoor", {"toelichting": "Iets anders"}),
    _afhandeling(
        "doorzending met bericht",
        "zendEmailberichtDoor",
        {"berichtAanKlant": "Iets anders"},
        berichtAanKlant="Wij sturen uw e-mail door.",
    ),
    _afhandeling("geen actie nodig", "sluitEmailberichtAf", {"reden": "Iets anders"}),
    _afhandeling("geen klantcontact", "sluitEmailberichtAf", {"reden": "Iets anders"}, soort="geen_klantcontact"),
    Geval(
        naam="taak oppakken",
        trigger=_API,
        bereid=_vraagt("wijzigInterneTaak", actie="oppakken", reden=None),
        goed=frozenset({200}),
        rivaal=_collega,
    ),
    _taak(
        "taak doorzetten",
        "wijzigInterneTaak",
        200,
        {"toelichting": "Iets anders"},
        actie="doorzetten",
        toegewezenAan={"organisatorischeEenheid": "Belastingen"},
        toelichting="Voor jullie",
        reden=None,
    ),
    _taak("taak afronden", "wijzigInterneTaak", 200, {"reden": "Iets anders"}),
    _taak("taak beantwoorden", "beantwoordInterneTaak", 201, {"inhoud": "Iets anders"}),
    Geval(
        naam="ontvangstbevestiging", trigger=_API, bereid=_vraagt("bevestigOntvangst"), rivaal=_overgenomen, klaar=_is_bevestigd
    ),
    Geval(naam="verzenden", trigger=_EVENT, bereid=beantwoord, rivaal=_ronde),
    Geval(naam="verzenden door vangnet", trigger=_EVENT, bereid=_op_naam, rivaal=_ronde),
    Geval(naam="bezorgstatus na twijfel", trigger=_EVENT, bereid=_in_twijfel, rivaal=_andere_melding, klaar=_is_gemeld),
    *map(_melding, ("send", "delivery", "deliverydelay", "bounce", "complaint", "reject")),
    Geval(naam="vangnet", trigger=Trigger.ROOSTER, bereid=_volle_ronde, rivaal=_ronde, klaar=_is_gelezen),
    Geval(naam="vegen", trigger=Trigger.ROOSTER, bereid=_te_vegen, klaar=_is_geveegd),
    Geval(naam="herlijsten", trigger=Trigger.HAND, bereid=_vergeten, rivaal=_ronde, klaar=_is_gelezen),
    Geval(
        naam="hervatting opnieuw",
        trigger=_API,
        bereid=_geweigerd,
        anders={"toelichting": "Iets anders"},
        rivaal=_vervallen,
        klaar=_is_besloten,
    ),
    Geval(
        naam="hervatting is verzonden",
        trigger=_API,
        bereid=_vraagt("hervatVerzending", keuze="is_verzonden"),
        anders={"toelichting": "Iets anders"},
        rivaal=_andere_beheerder,
        uitsluitend=True,
        klaar=_is_besloten,
    ),
    Geval(naam="registreren", trigger=_EVENT, bereid=zaak, rivaal=_ronde, klaar=_is_geregistreerd),
    Geval(
        naam="zaak hervatten",
        trigger=_API,
        bereid=_besluit_over_zaak,
        anders={"toelichting": "Iets anders"},
        rivaal=_andere_beheerder,
        uitsluitend=True,
    ),
    Geval(
        naam="standaardantwoord",
        trigger=_API,
        bereid=_vraagt("maakStandaardantwoord"),
        anders={"inhoud": "Iets anders"},
        rivaal=_andere_beheerder,
    ),
    Geval(
        naam="standaardantwoord wijzigen",
        trigger=_API,
        bereid=_vraagt("wijzigStandaardantwoord"),
        goed=frozenset({200}),
        rivaal=_andere_beheerder,
        uitsluitend=True,
    ),
    Geval(naam="vrijgave", trigger=_API, bereid=_vraagt("geefEmailberichtVrij"), rivaal=_andere_beheerder),
)
