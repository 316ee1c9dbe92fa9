"""The use cases, each as the call of a function that is made ready: a new one is one entry in `GEVALLEN`."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto
from typing import Any, Final
from uuid import UUID, uuid4

from klantmail.domain.identificatie import emailbericht_id, informatieobject_id
from klantmail_local.ses_ontvangst import AUTHENTIEK, Ontvangst, met_koppen, nieuw_bericht_id
from klantmail_local.ses_ontvangst import gebeurtenis as ses_ontvangst
from tests.proofs.faults.cloud import Ingreep, Plek, Vastgelopen, Wolk, body, nu, verzet_klok
from tests.proofs.faults.harm import Gevolg, Onheil
from tests.proofs.faults.process import Aanroep
from tests.support.aws import OMGEVING, api_gebeurtenis, gebeurtenis
from tests.support.builders import ANDER_POSTVAK, ANNA, POSTVAK
from tests.support.inspection import Gestuurd, Item

_UUR: Final = timedelta(hours=1)
_SLEUTEL: Final = "Idempotency-Key"
_BRAM: Final = {"custom:medewerker": "b1a3c0de-0000-4000-8000-000000000002", "name": "Bram de Wit", "sub": "bram"}
_EVA: Final = {"custom:medewerker": "e0a00000-0000-4000-8000-000000000005", "name": "Eva Smit", "sub": "eva"}
_DIRK: Final = {"custom:medewerker": "d1a00000-0000-4000-8000-000000000006", "name": "Dirk Vos", "sub": "dirk"}
_GEWEIGERD: Final = Onheil("refused", Gevolg.WEIGERING, werkt=False)
_GEDOOD_ERNA: Final = Onheil("killed after", Gevolg.DOOD, werkt=True)
_SEND: Final = Plek("sesv2.SendEmail", 1)


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


type Rivaal = Callable[[Wolk, Aanroep], list[int]]
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
    bereid: Callable[[Wolk], Aanroep]
    goed: frozenset[int] = frozenset({201})
    herhaald: frozenset[int] = frozenset()
    zelfde: tuple[str, ...] | None = None
    anders: Mapping[str, Any] = field(default_factory=dict)
    rivaal: Rivaal | None = None
    uitsluitend: bool = False
    klaar: Callable[[Wolk, Aanroep], Iterator[str]] | None = None


# -- the deeds of others -----------------------------------------------------------------------------------------------


def roep(wolk: Wolk, aanroep: Aanroep) -> Any:
    """Call the API, which must answer. Raises: Vastgelopen."""
    (afloop,) = wolk.draai([aanroep])
    antwoord = body(afloop)
    if afloop.uitkomst["statusCode"] >= 400:
        raise Vastgelopen(f"{aanroep.functie}: {antwoord}")
    return antwoord


def status(wolk: Wolk, aanroep: Aanroep) -> int:
    (afloop,) = wolk.draai([aanroep])
    return 599 if afloop.fout else int(afloop.uitkomst["statusCode"])


def als(aanroep: Aanroep, claims: Mapping[str, str], **velden: Any) -> Aanroep:
    """Make the same request of another medewerker, with these fields of the body changed."""
    nieuw: dict[str, Any] = json.loads(json.dumps(aanroep.gebeurtenis))
    nieuw["requestContext"]["authorizer"]["claims"] |= claims
    if velden:
        nieuw["body"] = json.dumps(json.loads(nieuw["body"]) | velden)
    return Aanroep(aanroep.functie, nieuw)


def mail(wolk: Wolk, postvak: str = POSTVAK, *, spam: bool = False, aan: str = "") -> tuple[str, Aanroep]:
    """A citizen mails; the identificatie of the e-mailbericht to come, and SES's event.

    Args:
        aan: the alias of the postvak that the mail is addressed to; empty: to the postvak itself.
    """
    ontvangers = (aan or postvak,)
    adres = f"burger-{uuid4().hex[:12]}@{AUTHENTIEK}"
    bron = _VRAAG.replace(b"ADRES", adres.encode())
    ontvangst = Ontvangst(nieuw_bericht_id(), nu(), adres, ontvangers, "mail.burger.example", "192.0.2.10", bron)
    wolk.gestuurd.append(Gestuurd(adres, bron))
    wolk.s3.put_object(Bucket=OMGEVING["INTAKE"], Key=f"{postvak}/{ontvangst.bericht_id}", Body=met_koppen(ontvangst))
    event = ses_ontvangst(ontvangst, ontvangers, "ontvangen")
    if spam:
        event["Records"][0]["ses"]["receipt"]["spamVerdict"]["status"] = "FAIL"
    return str(emailbericht_id(postvak, ontvangst.bericht_id)), Aanroep("ontvangen", event)


def ontvangen(wolk: Wolk, *, spam: bool = False) -> str:
    """Take in a mail, and return the identificatie of its e-mailbericht."""
    bericht, event = mail(wolk, spam=spam)
    (afloop,) = wolk.draai([event])
    if afloop.fout:
        raise Vastgelopen(afloop.fout)
    return bericht


def inzage(bericht: str) -> Aanroep:
    return Aanroep("inzien", api_gebeurtenis("api-inzage", bericht))


def bekeken(wolk: Wolk) -> tuple[str, str]:
    """Make a mail that Anna has open, and return its identificatie and her inzageId."""
    bericht = ontvangen(wolk)
    return bericht, str(roep(wolk, inzage(bericht))["inzageId"])


def verzending(wolk: Wolk) -> Item:
    """Return the one verzending that there is."""
    (een,) = wolk.items("verzending")
    return een


def beantwoord(wolk: Wolk) -> Aanroep:
    """Answer a mail, take the stream's record of its verzending out of the queue, and return that."""
    bericht, inzage_id = bekeken(wolk)
    roep(wolk, Aanroep("beantwoorden", api_gebeurtenis("api-antwoord", bericht, inzageId=inzage_id, inhoud="Dat kan.")))
    return wolk.wachtrij.pop().aanroep


def verzonden(wolk: Wolk, onheil: Onheil | None = None) -> Item:
    """Make a verzending that was sent, or whose SendEmail met this fault."""
    record = beantwoord(wolk)
    wolk.draai([record], Ingreep(_SEND, onheil) if onheil else None)
    return verzending(wolk)


def taak(wolk: Wolk) -> str:
    """Make a task for Burgerzaken, and return its identificatie."""
    bericht, inzage_id = bekeken(wolk)
    verzoek = json.loads(gebeurtenis("api-interne-taak")["body"]) | {"inzageId": inzage_id}
    return str(
        roep(wolk, Aanroep("doorzetten", api_gebeurtenis("api-interne-taak", bericht, **verzoek)))["interneTaak"]["identificatie"]
    )


# -- the preparations --------------------------------------------------------------------------------------------------


def _nieuwe_mail(wolk: Wolk) -> Aanroep:
    return mail(wolk)[1]


def _nieuwe_mail_aan_alias(wolk: Wolk) -> Aanroep:
    return mail(wolk, aan="postmaster@gemeente.example")[1]


def _nieuwe_mail_die_bevestigd_wordt(wolk: Wolk) -> Aanroep:
    return mail(wolk, ANDER_POSTVAK)[1]


def _door_vangnet(wolk: Wolk) -> Aanroep:
    mail(wolk)
    verzet_klok(_UUR)
    wolk.draai([Aanroep("vangnet", {})])
    return wolk.wachtrij.pop().aanroep


def _eerste_inzage(wolk: Wolk) -> Aanroep:
    return inzage(ontvangen(wolk))


def _verlenging(wolk: Wolk) -> Aanroep:
    return inzage(bekeken(wolk)[0])


def _overname(wolk: Wolk) -> Aanroep:
    bericht = ontvangen(wolk)
    roep(wolk, als(inzage(bericht), _BRAM))
    verzet_klok(_UUR)
    return inzage(bericht)


def _terugleggen(wolk: Wolk) -> Aanroep:
    return Aanroep("inzien", api_gebeurtenis("api-terugleggen", bekeken(wolk)[0]))


def uitkomst(functie: str, payload: str, **velden: Any) -> Callable[[Wolk], Aanroep]:
    def bereid(wolk: Wolk) -> Aanroep:
        bericht, inzage_id = bekeken(wolk)
        verzoek = json.loads(gebeurtenis(payload)["body"]) | velden | {"inzageId": inzage_id}
        return Aanroep(functie, api_gebeurtenis(payload, bericht, **verzoek))

    return bereid


def _met_uploads(wolk: Wolk) -> Aanroep:
    """Prepare an answer with two files that Anna put ready."""
    bericht, inzage_id = bekeken(wolk)
    uploads = [str(uuid4()) for _ in range(2)]
    for upload in uploads:
        wolk.s3.put_object(
            Bucket=OMGEVING["UPLOADS"],
            Key=f"{ANNA.identificatie}/{upload}",
            Body=upload.encode(),
            ContentType="application/pdf",
            Metadata={"bestandsnaam": "kaart.pdf"},
        )
    verzoek = api_gebeurtenis("api-antwoord", bericht, inzageId=inzage_id, inhoud="Zie de bijlagen.", bijlagen=uploads)
    return Aanroep("beantwoorden", verzoek)


def _vervolgbericht(wolk: Wolk) -> Aanroep:
    wolk.draai([beantwoord(wolk)])
    (vraag,) = [een for een in wolk.items("klantcontact") if een["initiatiefnemer"] == "klant"]
    return Aanroep("beantwoorden", api_gebeurtenis("api-vervolgbericht", vraag["identificatie"]))


def zaak(wolk: Wolk) -> Aanroep:
    """Make a zaak that waits, take the stream's record of it out of the queue, and return that."""
    roep(wolk, uitkomst("doorzetten", "api-zaak")(wolk))
    return wolk.wachtrij.pop().aanroep


def _besluit_over_zaak(wolk: Wolk) -> Aanroep:
    zaak(wolk)
    (een,) = wolk.items("zaak")
    verzoek = api_gebeurtenis("api-zaakhervatting", een["identificatie"], keuze="vervallen", toelichting="Al gemaakt")
    return Aanroep("beheren", verzoek)


def _aan_taak(payload: str, **velden: Any) -> Callable[[Wolk], Aanroep]:
    def bereid(wolk: Wolk) -> Aanroep:
        return Aanroep("taken", api_gebeurtenis(payload, taak(wolk), **velden))

    return bereid


def _bevestiging(wolk: Wolk) -> Aanroep:
    bericht, inzage_id = bekeken(wolk)
    return Aanroep("beantwoorden", api_gebeurtenis("api-ontvangstbevestiging", bericht, inzageId=inzage_id))


def _nieuwe_tekst(_: Wolk) -> Aanroep:
    return Aanroep("inrichting", gebeurtenis("api-standaardantwoord-nieuw"))


def _andere_tekst(wolk: Wolk) -> Aanroep:
    identificatie = roep(wolk, _nieuwe_tekst(wolk))["identificatie"]
    return Aanroep("inrichting", api_gebeurtenis("api-standaardantwoord-wijziging", identificatie))


def _op_naam(wolk: Wolk) -> Aanroep:
    beantwoord(wolk)
    verzet_klok(_UUR)
    wolk.draai([Aanroep("vangnet", {})])
    return wolk.wachtrij.pop().aanroep


def _gemeld(soort: str) -> Callable[[Wolk], Aanroep]:
    """Prepare an event of this kind, in which SES tells of a sent mail."""

    def bereid(wolk: Wolk) -> Aanroep:
        een = verzonden(wolk)
        event = gebeurtenis(f"ses-{soort}")
        post = event["detail"]["mail"]
        post["messageId"] = wolk.verstuurd[0].bericht_id
        post["tags"] |= {"verzending": [str(een["identificatie"])], "poging": ["1"]}
        return Aanroep("bezorgstatus", event)

    return bereid


def _in_twijfel(wolk: Wolk) -> Aanroep:
    """Prepare doubt: a mail left, its sender was killed, the vangnet called it
    onbekend, and now SES says that it took it.
    """
    verzonden(wolk, _GEDOOD_ERNA)
    verzet_klok(_UUR)
    wolk.draai([Aanroep("vangnet", {})])
    return Aanroep("bezorgstatus", wolk.ses_meldingen.pop(0))


def _volle_ronde(wolk: Wolk) -> Aanroep:
    """Prepare a mail whose event was lost, a verzending that nobody sent, and one whose sender was killed."""
    mail(wolk)
    beantwoord(wolk)
    record = beantwoord(wolk)
    wolk.draai([record], Ingreep(_SEND, _GEDOOD_ERNA))
    verzet_klok(_UUR)
    return Aanroep("vangnet", {})


def _te_vegen(wolk: Wolk) -> Aanroep:
    """Store bytes of a request that was refused, beside those of one that was not."""
    verzonden(wolk)
    wolk.s3.put_object(Bucket=OMGEVING["ARCHIEF"], Key=_OVER, Body=b"over")
    verzet_klok(timedelta(days=3))
    return Aanroep("vegen", {})


def _vergeten(wolk: Wolk) -> Aanroep:
    """Take in a mail after the backup to which the table was set back."""
    bericht = UUID(ontvangen(wolk))
    for soort, identificatie in (("EMAILBERICHT", bericht), ("INFORMATIEOBJECT", informatieobject_id(bericht, ""))):
        wolk.vergeet(soort, identificatie)
    return Aanroep("herlijsten", {})


def _besluit(keuze: str, onheil: Onheil) -> Callable[[Wolk], Aanroep]:
    """Prepare a beheerder's decision on a verzending whose SendEmail met this fault."""

    def bereid(wolk: Wolk) -> Aanroep:
        een = verzonden(wolk, onheil)
        verzet_klok(_UUR)
        wolk.draai([Aanroep("vangnet", {})])
        verzoek = api_gebeurtenis("api-hervatting", een["identificatie"], keuze=keuze, toelichting="Zo is het")
        return Aanroep("beheren", verzoek)

    return bereid


def _vrijgave(wolk: Wolk) -> Aanroep:
    return Aanroep("beheren", api_gebeurtenis("api-vrijgave", ontvangen(wolk, spam=True)))


# -- deeds in between --------------------------------------------------------------------------------------------------


def _andere_inzage(wolk: Wolk, aanroep: Aanroep) -> list[int]:
    """Have Bram ask the same."""
    return [status(wolk, als(aanroep, _BRAM))]


def _overgenomen(wolk: Wolk, aanroep: Aanroep) -> list[int]:
    """Let the claim run out, and have Bram take the mail over and close it."""
    verzet_klok(_UUR)
    bericht = aanroep.gebeurtenis["pathParameters"]["identificatie"]
    (afloop,) = wolk.draai([als(inzage(bericht), _BRAM)])
    if afloop.uitkomst["statusCode"] >= 400:
        return []
    verzoek = api_gebeurtenis(
        "api-afsluiting", bericht, inzageId=body(afloop)["inzageId"], soort="geen_actie_nodig", reden="Al geregeld"
    )
    return [status(wolk, als(Aanroep("doorzetten", verzoek), _BRAM))]


def _zelfde_upload(wolk: Wolk, aanroep: Aanroep) -> list[int]:
    """Have Anna answer another mail with one of the same uploads."""
    bericht, inzage_id = bekeken(wolk)
    bijlagen = json.loads(aanroep.gebeurtenis["body"])["bijlagen"][1:]
    verzoek = api_gebeurtenis("api-antwoord", bericht, inzageId=inzage_id, inhoud="Zie de bijlage.", bijlagen=bijlagen)
    return [status(wolk, Aanroep("beantwoorden", verzoek))]


def _verlopen(wolk: Wolk, aanroep: Aanroep) -> list[int]:
    verzet_klok(_UUR)
    return [status(wolk, als(inzage(aanroep.gebeurtenis["pathParameters"]["identificatie"]), _BRAM))]


def _collega(wolk: Wolk, aanroep: Aanroep) -> list[int]:
    """Have a colleague ask the very same, with the very same Idempotency-Key."""
    return [status(wolk, als(aanroep, _EVA))]


def _andere_beheerder(wolk: Wolk, aanroep: Aanroep) -> list[int]:
    return [status(wolk, als(aanroep, _DIRK))]


def _vervallen(wolk: Wolk, aanroep: Aanroep) -> list[int]:
    return [status(wolk, als(aanroep, _DIRK, keuze="vervallen"))]


def _ronde(wolk: Wolk, _: Aanroep) -> list[int]:
    """Run a round of the vangnet, for which all has waited long enough, and what it starts."""
    verzet_klok(_UUR)
    wolk.draai([Aanroep("vangnet", {})])
    wolk.lever_af()
    return []


def _andere_melding(wolk: Wolk, aanroep: Aanroep) -> list[int]:
    """Send another event about the same mail."""
    event = json.loads(json.dumps(aanroep.gebeurtenis))
    ander = gebeurtenis("ses-complaint" if event["detail"]["eventType"] != "Complaint" else "ses-delivery")
    ander["detail"]["mail"] = event["detail"]["mail"]
    wolk.draai([Aanroep("bezorgstatus", ander)])
    return []


# -- the results that must have come about -----------------------------------------------------------------------------


def _is_gelezen(wolk: Wolk, _: Aanroep) -> Iterator[str]:
    for bericht in wolk.items("emailbericht"):
        if bericht["ontleedstand"] != "gereed":
            yield f"2: e-mailbericht {bericht['identificatie']} was listed and never read"


def _is_bevestigd(wolk: Wolk, aanroep: Aanroep) -> Iterator[str]:
    yield from _is_gelezen(wolk, aanroep)
    for bericht in wolk.items("emailbericht"):
        if "ontvangstbevestiging" not in bericht and bericht["status"] != "afgehandeld":
            yield f"5: the receipt of {bericht['identificatie']} was never confirmed"


def _is_gemeld(wolk: Wolk, aanroep: Aanroep) -> Iterator[str]:
    soort = aanroep.gebeurtenis["detail"]["eventType"]
    een = verzending(wolk)
    if een["status"] != "verzonden":
        yield f"3: SES told {soort}, and the verzending is {een['status']}"
    if soort != "Send" and not een["bezorgingen"]:
        yield f"5: SES told {soort}, and the verzending does not say so"


def _is_geveegd(wolk: Wolk, _: Aanroep) -> Iterator[str]:
    wolk.draai([Aanroep("vegen", {})])  # the next day's round
    if _OVER in wolk.sleutels("ARCHIEF"):
        yield "5: an object that no record names is never swept"


def _is_meegestuurd(wolk: Wolk, aanroep: Aanroep) -> Iterator[str]:
    """Check that two attachments went with the mail and were used, unless another answered.

    No upload is in more than one answer.
    """
    bericht = wolk.item("emailbericht", aanroep.gebeurtenis["pathParameters"]["identificatie"])
    meegestuurd = [len(een["bijlagen"]) - 1 for een in wolk.items("klantcontact") if een["initiatiefnemer"] == "gemeente"]
    if sum(meegestuurd) != len(wolk.items("upload")):
        yield f"4: {meegestuurd} attachments left, and {len(wolk.items('upload'))} uploads are called used"
    if bericht["status"] == "afgehandeld" and bericht["afhandeling"]["soort"] == "antwoord" and 2 not in meegestuurd:
        yield f"4: an answer with two attachments left with {meegestuurd}"


def _is_geregistreerd(wolk: Wolk, _: Aanroep) -> Iterator[str]:
    for een in wolk.items("zaak"):
        if een["status"] == "mislukt" and "reden" not in een:
            yield f"5: zaak {een['identificatie']} is mislukt and does not say why"


def _is_besloten(wolk: Wolk, _: Aanroep) -> Iterator[str]:
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
_VRAAG: Final = (
    b"From: Jan Jansen <ADRES>\r\nTo: info@gemeente.example\r\nSubject: Parkeervergunning\r\n"
    b"Message-ID: <vraag@burger.example>\r\nDate: Tue, 24 Nov 2026 09:55:00 +0100\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="grens"\r\n\r\n--grens\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
    b"<p>Hoe vraag ik een <b>parkeervergunning</b> aan?</p>\r\n--grens\r\nContent-Type: application/pdf\r\n"
    b'Content-Disposition: attachment; filename="kenteken.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    b"JVBERi0xLjQK\r\n--grens--\r\n"
)


def _melding(soort: str) -> Geval:
    return Geval(
        naam=f"bezorgstatus {soort}",
        trigger=Trigger.EVENT,
        bereid=_gemeld(soort),
        rivaal=_andere_melding,
        klaar=_is_gemeld,
    )


def _afhandeling(naam: str, functie: str, payload: str, anders: Mapping[str, Any], **velden: Any) -> Geval:
    """An outcome of a mail that Anna has open."""
    return Geval(
        naam=naam,
        trigger=Trigger.API,
        bereid=uitkomst(functie, payload, **velden),
        anders=anders,
        rivaal=_overgenomen,
        uitsluitend=True,
    )


def _taak(naam: str, payload: str, goed: int, anders: Mapping[str, Any], **velden: Any) -> Geval:
    """A department's deed with a task."""
    return Geval(
        naam=naam,
        trigger=Trigger.API,
        bereid=_aan_taak(payload, **velden),
        goed=frozenset({goed}),
        anders=anders,
        rivaal=_collega,
        uitsluitend=True,
    )


_API: Final = Trigger.API
_EVENT: Final = Trigger.EVENT
GEVALLEN: Final = (
    Geval(naam="ontvangen", trigger=_EVENT, bereid=_nieuwe_mail, rivaal=_ronde, klaar=_is_gelezen),
    Geval(naam="ontvangen op een alias", trigger=_EVENT, bereid=_nieuwe_mail_aan_alias, rivaal=_ronde, klaar=_is_gelezen),
    Geval(
        naam="ontvangen met bevestiging",
        trigger=_EVENT,
        bereid=_nieuwe_mail_die_bevestigd_wordt,
        rivaal=_ronde,
        klaar=_is_bevestigd,
    ),
    Geval(naam="ontvangen door vangnet", trigger=_EVENT, bereid=_door_vangnet, rivaal=_ronde, klaar=_is_gelezen),
    Geval(
        naam="inzage",
        trigger=_API,
        bereid=_eerste_inzage,
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
        bereid=_terugleggen,
        goed=frozenset({204}),
        herhaald=frozenset({409}),
        zelfde=(),
        rivaal=_overgenomen,
    ),
    _afhandeling("antwoord", "beantwoorden", "api-antwoord", {"inhoud": "Iets anders"}),
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
    Geval(naam="upload", trigger=_API, bereid=lambda _: Aanroep("uploads", gebeurtenis("api-upload")), zelfde=()),
    Geval(
        naam="vervolgbericht",
        trigger=_API,
        bereid=_vervolgbericht,
        anders={"inhoud": "Iets anders"},
        rivaal=_andere_inzage,
    ),
    _afhandeling("interne taak", "doorzetten", "api-interne-taak", {"toelichting": "Iets anders"}),
    _afhandeling("zaak", "doorzetten", "api-zaak", {"toelichting": "Iets anders"}),
    _afhandeling("splitsing", "doorzetten", "api-splitsing", _ANDERE_DELEN),
    _afhandeling("doorzending", "doorzetten", "api-doorzending", {"toelichting": "Iets anders"}),
    _afhandeling(
        "doorzending met bericht",
        "doorzetten",
        "api-doorzending",
        {"berichtAanKlant": "Iets anders"},
        berichtAanKlant="Wij sturen uw e-mail door.",
    ),
    _afhandeling("geen actie nodig", "doorzetten", "api-afsluiting", {"reden": "Iets anders"}),
    _afhandeling("geen klantcontact", "doorzetten", "api-afsluiting", {"reden": "Iets anders"}, soort="geen_klantcontact"),
    Geval(
        naam="taak oppakken",
        trigger=_API,
        bereid=_aan_taak("api-taakwijziging", actie="oppakken"),
        goed=frozenset({200}),
        rivaal=_collega,
    ),
    _taak(
        "taak doorzetten",
        "api-taakwijziging",
        200,
        {"toelichting": "Iets anders"},
        actie="doorzetten",
        toegewezenAan={"organisatorischeEenheid": "Belastingen"},
        toelichting="Voor jullie",
    ),
    _taak("taak afronden", "api-taakwijziging", 200, {"reden": "Iets anders"}, actie="afronden", reden="Gebeld"),
    _taak("taak beantwoorden", "api-taakantwoord", 201, {"inhoud": "Iets anders"}),
    Geval(naam="ontvangstbevestiging", trigger=_API, bereid=_bevestiging, rivaal=_overgenomen, klaar=_is_bevestigd),
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
        bereid=_besluit("opnieuw", _GEWEIGERD),
        anders={"toelichting": "Iets anders"},
        rivaal=_vervallen,
        klaar=_is_besloten,
    ),
    Geval(
        naam="hervatting is verzonden",
        trigger=_API,
        bereid=_besluit("is_verzonden", _GEDOOD_ERNA),
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
        bereid=_nieuwe_tekst,
        anders={"inhoud": "Iets anders"},
        rivaal=_andere_beheerder,
    ),
    Geval(
        naam="standaardantwoord wijzigen",
        trigger=_API,
        bereid=_andere_tekst,
        goed=frozenset({200}),
        rivaal=_andere_beheerder,
        uitsluitend=True,
    ),
    Geval(naam="vrijgave", trigger=_API, bereid=_vrijgave, rivaal=_andere_beheerder),
)
