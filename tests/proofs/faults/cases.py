"""The use cases, each as the call of a function that is made ready: a new one is one entry in `CASES`."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import Enum, auto
from io import BytesIO
from typing import Any, Final
from uuid import UUID, uuid4
from zipfile import ZipFile

from klantmail.domain.identificatie import informatieobject_id
from klantmail.domain.tijd import dag_hier, uit_tekst
from tests.proofs.faults.cloud import EXISTING_URL, KILLED_AFTER, OLD_URL, SEND, Cloud, Intervention, NotDone, let_pass
from tests.proofs.faults.harm import Effect, Fault
from tests.support.aws import ENVIRONMENT, read_event
from tests.support.builders import ANDER_POSTVAK, POSTVAK, bezorgbericht
from tests.support.inspection import Item, Mailed
from tests.support.scenes.events import arrival, asked, indexed_of, told, told_of
from tests.support.scenes.operations import (
    CLAIMS,
    Given,
    closed,
    done,
    draft,
    for_anna,
    formal,
    on,
    opened,
    replacing,
    request,
    sending,
    task,
    text,
)
from tests.support.scenes.operations import zaak as maak_zaak
from tests.support.scenes.place import Call
from tools.recount import norm_of, recount
from tools.reindex import compare

_HOUR: Final = timedelta(hours=1)
_TERM: Final = timedelta(days=62)
"""The time after which a mail without a klantcontact is due at the beginning of a month."""
_ALIAS: Final = "postmaster@gemeente.example"
BRAM: Final = {"custom:medewerker": "b1a3c0de-0000-4000-8000-000000000002", "name": "Bram de Wit", "sub": "bram"}
_EVA: Final = {"custom:medewerker": "e0a00000-0000-4000-8000-000000000005", "name": "Eva Smit", "sub": "eva"}
_DIRK: Final = {"custom:medewerker": "d1a00000-0000-4000-8000-000000000006", "name": "Dirk Vos", "sub": "dirk"}
_DIRK_BEHEERT: Final = {**_DIRK, "cognito:groups": "beheerder"}
_REFUSED: Final = Fault("refused", Effect.REFUSAL, takes_effect=False)


class Trigger(Enum):
    """The caller of the function, which decides what happens when it fails."""

    API = auto()
    """A client, who sends the request again."""
    EVENT = auto()
    """Lambda or the stream, which offer the event again."""
    SCHEDULE = auto()
    """A schedule: the next round comes by itself."""
    PERSON = auto()
    """A person, who sees it through: calls it again."""


type Rival = Callable[[Cloud, Call], list[int]]
"""The deed of another meanwhile, which returns the statuses of its own answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One use case.

    Args:
        prepare: makes everything ready and returns the call.
        good: statuses of a request that got what it asked.
        repeated: statuses that a repetition of it may get besides.
        same: fields that must be the same in every answer to the same request. None: the whole body; empty: nothing.
        different: fields of the body with which the same Idempotency-Key must be refused; empty: the request has none.
        rival: another agent, or another process, at the same time.
        exclusive: true when only one of the two can get what it asks.
        missing: yields a line for each thing, besides the promises, that must have come about and has not.
        aws_dies: true when the whole AWS is killed at each of its calls too, which takes seconds each.
    """

    name: str
    trigger: Trigger
    prepare: Callable[[Cloud], Call]
    good: frozenset[int] = frozenset({201})
    repeated: frozenset[int] = frozenset()
    same: tuple[str, ...] | None = None
    different: Mapping[str, Any] = field(default_factory=dict)
    rival: Rival | None = None
    exclusive: bool = False
    missing: Callable[[Cloud, Call], Iterator[str]] | None = None
    aws_dies: bool = False


# -- the deeds of others -----------------------------------------------------------------------------------------------


def status(cloud: Cloud, call: Call) -> int:
    (ending,) = cloud.run([call])
    return 599 if ending.error else int(ending.result["statusCode"])


def as_other(call: Call, claims: Mapping[str, str], **fields: Any) -> Call:
    """Make the same request of another medewerker, with these fields of the body changed."""
    changed: dict[str, Any] = json.loads(json.dumps(call.event))
    changed["requestContext"]["authorizer"]["claims"] |= claims
    if fields:
        changed["body"] = json.dumps(json.loads(changed["body"]) | fields)
    return Call(call.function, changed)


def verzending(cloud: Cloud) -> Item:
    """Return the one verzending that there is."""
    (one,) = cloud.items("verzending")
    return one


def beantwoord(cloud: Cloud) -> Call:
    """Answer a mail, take the stream's record of its verzending out of the queue, and return that."""
    sending(cloud)
    return cloud.take("verzenden")


def sent_verzending(cloud: Cloud, fault: Fault | None = None) -> Item:
    """Make a verzending that was sent, or whose SendEmail met this fault."""
    record = beantwoord(cloud)
    cloud.run([record], Intervention(SEND, fault) if fault else None)
    return verzending(cloud)


def zaak(cloud: Cloud) -> Call:
    """Make a zaak that waits, and return the message by which the bus tells of it."""
    made = maak_zaak(cloud)
    (told,) = told_of(cloud.row("zaak", made))
    return told


def tied(cloud: Cloud) -> Call:
    """Tie a mail to a zaak that is there, and return the message by which the bus tells of it."""
    made = done(cloud, "koppelAanZaak")["zaak"]["identificatie"]
    (told,) = told_of(cloud.row("zaak", made))
    return told


def to_tell(cloud: Cloud) -> Call:
    """Answer a mail, take the stream's record of that out of the queue, and return it."""
    sending(cloud)
    return cloud.take("vertellen")


def to_count(cloud: Cloud) -> Call:
    """Receive a mail, and return the message by which the bus tells of it."""
    (told,) = told_of(cloud.row("emailbericht", cloud.received()))
    return told


def to_index(cloud: Cloud) -> Call:
    """Receive a mail, and return the message by which who keeps the index hears of it."""
    (told,) = indexed_of(cloud.row("emailbericht", cloud.received()))
    return told


def question(cloud: Cloud) -> Given:
    """Return the question that was answered."""
    (each,) = [each for each in cloud.items("klantcontact") if each["initiatiefnemer"] == "klant"]
    return on(each["identificatie"])


def an_hour_later(cloud: Cloud) -> Cloud:
    """Let every claim and lease run out, and the vangnet make its round."""
    let_pass(_HOUR)
    cloud.run([Call("vangnet", {})])
    return cloud


# -- the preparations --------------------------------------------------------------------------------------------------


def _asks(operation: str, **fields: Any) -> Callable[[Cloud], Call]:
    """Prepare a request of this operation."""
    return lambda cloud: request(cloud, operation, **fields)


def _changed_draft(cloud: Cloud) -> Call:
    return replacing(request(cloud, "bewaarConcept", given=on(draft(cloud)), velden={"inhoud": "Beste mevrouw"}))


def _answer_with_draft(cloud: Cloud) -> Call:
    return request(cloud, "beantwoordEmailbericht", given=opened(cloud, mail=draft(cloud)))


def _draft_is_gone(cloud: Cloud, _: Call) -> Iterator[str]:
    if cloud.items("concept"):
        yield "the draft outlived its outcome"


def _counted_once(cloud: Cloud, call: Call) -> Iterator[str]:
    (named,) = json.loads(call.event["body"])["standaardantwoorden"]
    counts = [item[named] for item in cloud.items("standaardgebruik")]
    if counts != [1]:
        yield f"a text that was used once counts {counts}"


def _by_vangnet(cloud: Cloud) -> Call:
    cloud.mail()
    return an_hour_later(cloud).take("ontvangen")


def _renewal(cloud: Cloud) -> Call:
    return _inzage(opened(cloud).path["identificatie"])(cloud)


def _take_over(cloud: Cloud) -> Call:
    bericht = cloud.received()
    opened(cloud, BRAM, bericht)
    let_pass(_HOUR)
    return _inzage(bericht)(cloud)


def _inzage(bericht: str) -> Callable[[Cloud], Call]:
    return _asks("openEmailbericht", given=on(bericht))


def _with_uploads(cloud: Cloud) -> Call:
    """Prepare an answer with two files that Anna put ready."""
    uploads = [cloud.upload(CLAIMS["custom:medewerker"]) for _ in range(2)]
    return request(cloud, "beantwoordEmailbericht", bijlagen=uploads)


def _vervolgbericht(cloud: Cloud) -> Call:
    cloud.run([beantwoord(cloud)])
    return request(cloud, "stuurVervolgbericht", given=question(cloud))


def _taken_task(cloud: Cloud) -> Call:
    """Prepare the giving back of a task that its medewerker took."""
    taak = on(task(cloud)["identificatie"])
    done(cloud, "wijzigInterneTaak", given=taak, actie="oppakken", reden=None)
    return request(cloud, "wijzigInterneTaak", given=taak, actie="teruggeven", reden=None)


def _decision_on_zaak(cloud: Cloud) -> Call:
    zaak(cloud)
    (one,) = cloud.items("zaak")
    return request(cloud, "hervatZaak", given=on(one["identificatie"]), keuze="vervallen", toelichting="Al gemaakt")


def _by_name(cloud: Cloud) -> Call:
    beantwoord(cloud)
    return an_hour_later(cloud).take("verzenden")


def _told(kind: str) -> Callable[[Cloud], Call]:
    """Prepare an event of this kind, in which SES tells of a sent mail."""
    return lambda cloud: told(kind, sent_verzending(cloud)["identificatie"], cloud.left[0].message_id)


def _bounced(cloud: Cloud) -> Call:
    """Prepare a delivery report that comes by mail, about a mail that was sent."""
    one = sent_verzending(cloud)
    (to,) = one["naar"]
    cloud.accepted.append(Mailed("mailer-daemon@burger.example", bezorgbericht(str(one["sesBerichtId"]), str(to))))
    return arrival(cloud.s3, cloud.accepted[-1])[1]


def _reserved(cloud: Cloud) -> Call:
    """Prepare the giving up of a reservation."""
    mail = on(for_anna(cloud))
    done(cloud, "reserveerEmailbericht", given=mail)
    return request(cloud, "geefReserveringOp", given=mail)


def _double(cloud: Cloud) -> Call:
    """Prepare a mail that came in before, in another postvak."""
    sent = asked()
    cloud.accepted += [sent, sent]
    cloud.run([arrival(cloud.s3, sent)[1]])
    return arrival(cloud.s3, sent, ANDER_POSTVAK)[1]


def answer_to_double(cloud: Cloud) -> Call:
    """Prepare an answer to a mail that stands in another postvak too."""
    cloud.run([_double(cloud)])
    return request(cloud, "beantwoordEmailbericht", given=opened(cloud, mail=_in_postvak(cloud, POSTVAK)))


def _in_postvak(cloud: Cloud, postvak: str) -> str:
    (each,) = [each for each in cloud.items("emailbericht") if each["envelop"]["postvak"] == postvak]
    return str(each["identificatie"])


def _to_mark(cloud: Cloud) -> Call:
    """Prepare the word that a mail is formal whose receipt its postvak confirmed by itself."""
    cloud.run([cloud.mail(ANDER_POSTVAK)[1]])
    return request(cloud, "bevestigOntvangst", given=opened(cloud, mail=_in_postvak(cloud, ANDER_POSTVAK)))


def _formal_move(cloud: Cloud) -> Call:
    return request(cloud, "verplaatsEmailbericht", given=on(formal(cloud)))


def _in_doubt(cloud: Cloud) -> Call:
    """Prepare doubt: a mail left, its sender was killed, the vangnet called it
    onbekend, and now SES says that it took it.
    """
    cloud.doubtful()
    return Call("bezorgstatus", cloud.ses_events.pop(0))


def _due_mail(cloud: Cloud) -> Item:
    """Have a mail closed without a klantcontact, beside one that was answered, and let its term go by."""
    sent_verzending(cloud)
    mail = cloud.item("emailbericht", closed(cloud))
    let_pass(_TERM)
    return mail


def _listed(cloud: Cloud) -> Item:
    """Make the list of the month, on which that mail stands."""
    _due_mail(cloud)
    cloud.run([Call("vernietigen", {})])
    (made,) = cloud.items("vernietigingslijst")
    return made


def _approval(cloud: Cloud) -> Call:
    """Prepare the approval of that list.

    The promises hold for the answered mail: once the list is carried out, nobody asks for the other any more.
    """
    made = _listed(cloud)
    cloud.accepted.pop()
    return request(cloud, "keurVernietigingslijstGoed", given=on(made["identificatie"]), sha256=made["sha256"])


def _to_list(cloud: Cloud) -> Call:
    _due_mail(cloud)
    return Call("vernietigen", {})


def _to_list_with_zaak(cloud: Cloud) -> Call:
    """Tie another mail to a zaak that may be destroyed: it is due too, once the Zaken API says so."""
    made = done(cloud, "koppelAanZaak", zaak={"url": OLD_URL})["zaak"]["identificatie"]
    cloud.run(list(told_of(cloud.row("zaak", made))))
    return _to_list(cloud)


def _to_carry_out(cloud: Cloud) -> Call:
    """Approve the list, take the message to the destroyer out of the queue, and return it.

    Of both mails another event failed at each attempt: SES sends one twice at times.
    """
    cloud.run([_approval(cloud)])
    for event in cloud.arrivals.values():
        cloud.give_up(event)
    return cloud.take("vernietigen")


def _to_collect(cloud: Cloud) -> Call:
    """Ask for all that is held about who sent the mail that was answered, and take the message out of the queue."""
    (address,) = sent_verzending(cloud)["naar"]
    cloud.run([request(cloud, "vraagInzageverzoek", adressen=[address])])
    return cloud.take("verzamelen")


def _to_wait(cloud: Cloud) -> Call:
    """Have a mail of which the event was lost lie in the intake when it is asked for, and return the first message."""
    (address,) = sent_verzending(cloud)["naar"]
    cloud.mail()
    let_pass(timedelta(seconds=2))
    cloud.run([request(cloud, "vraagInzageverzoek", adressen=[address, cloud.accepted[-1].adres])])
    return cloud.take("verzamelen")


def _to_zip(cloud: Cloud) -> Call:
    """Have the mail of this person found, take the message of the next step out of the queue, and return it."""
    cloud.run([_to_collect(cloud)])
    return cloud.take("verzamelen")


def _to_collect_woo(cloud: Cloud) -> Call:
    """Ask for the mail with the subject of what was answered, and take the message out of the queue."""
    sent_verzending(cloud)
    (mail,) = cloud.items("emailbericht")
    day = dag_hier(uit_tekst(str(mail["envelop"]["ontvangenOp"]))).isoformat()
    words = str(mail["envelop"]["onderwerp"])
    cloud.run([request(cloud, "vraagWooverzoek", van=day, tot=day, woorden=words, postvakken=[])])
    return cloud.take("verzamelen")


def _full_round(cloud: Cloud) -> Call:
    """Prepare a mail whose event was lost, a verzending that nobody sent, and one whose sender was killed."""
    cloud.mail()
    beantwoord(cloud)
    record = beantwoord(cloud)
    cloud.run([record], Intervention(SEND, KILLED_AFTER))
    let_pass(_HOUR)
    return Call("vangnet", {})


def _to_sweep(cloud: Cloud) -> Call:
    """Store bytes of a request that was refused, beside those of one that was not."""
    sent_verzending(cloud)
    cloud.s3.put_object(Bucket=ENVIRONMENT["ARCHIEF"], Key=_LEFT_OVER, Body=b"over")
    let_pass(timedelta(days=3))
    return Call("vegen", {})


def _unlisted(cloud: Cloud) -> Call:
    """Have a mail that was handled before the handled were listed by day."""
    bericht = closed(cloud)
    cloud.dynamodb.update_item(
        TableName=cloud.table,
        Key={"PK": {"S": f"EMAILBERICHT#{bericht}"}, "SK": {"S": "EMAILBERICHT"}},
        UpdateExpression="REMOVE WERKVOORRAAD_PK, WERKVOORRAAD_SK",
    )
    return Call("herlijsten", {})


def _forgotten(cloud: Cloud) -> Call:
    """Take in a mail after the backup to which the table was set back."""
    bericht = UUID(cloud.received())
    for kind, identificatie in (("EMAILBERICHT", bericht), ("INFORMATIEOBJECT", informatieobject_id(bericht, ""))):
        cloud.forget(kind, identificatie)
    return Call("herlijsten", {})


def _refused(cloud: Cloud) -> Call:
    """Prepare a beheerder's decision on a verzending that SES refused."""
    one = sent_verzending(cloud, _REFUSED)
    an_hour_later(cloud)
    return request(cloud, "hervatVerzending", given=on(one["identificatie"]))


# -- deeds in between --------------------------------------------------------------------------------------------------


def _other_inzage(cloud: Cloud, call: Call) -> list[int]:
    """Have Bram ask the same."""
    return [status(cloud, as_other(call, BRAM))]


def _taken_over(cloud: Cloud, call: Call) -> list[int]:
    """Let the claim run out, and have Bram take the mail over and close it."""
    let_pass(_HOUR)
    try:
        opened_mail = opened(cloud, BRAM, call.event["pathParameters"]["identificatie"])
    except NotDone:
        return []
    return [status(cloud, request(cloud, "sluitEmailberichtAf", {**CLAIMS, **BRAM}, opened_mail))]


def _answered_elsewhere(cloud: Cloud, _: Call) -> list[int]:
    """Have Bram answer the same mail in the other postvak."""
    try:
        opened_mail = opened(cloud, BRAM, _in_postvak(cloud, ANDER_POSTVAK))
    except NotDone:
        return []
    return [status(cloud, request(cloud, "beantwoordEmailbericht", {**CLAIMS, **BRAM}, opened_mail))]


def _same_upload(cloud: Cloud, call: Call) -> list[int]:
    """Have Anna answer another mail with one of the same uploads."""
    bijlagen = json.loads(call.event["body"])["bijlagen"][1:]
    return [status(cloud, request(cloud, "beantwoordEmailbericht", bijlagen=bijlagen))]


def _run_out(cloud: Cloud, call: Call) -> list[int]:
    let_pass(_HOUR)
    return [status(cloud, as_other(_inzage(call.event["pathParameters"]["identificatie"])(cloud), BRAM))]


def _colleague(cloud: Cloud, call: Call) -> list[int]:
    """Have a colleague ask the very same, with the very same Idempotency-Key."""
    return [status(cloud, as_other(call, _EVA))]


def _other_beheerder(cloud: Cloud, call: Call) -> list[int]:
    return [status(cloud, as_other(call, _DIRK))]


def _other_archivaris(cloud: Cloud, call: Call) -> list[int]:
    """Have another archivaris change the same table in another way."""
    lines = json.loads(call.event["body"])["regels"]
    return [status(cloud, as_other(call, _DIRK, regels=[*lines, lines[0] | {"postvakken": [POSTVAK]}]))]


def _another_asks_the_same(cloud: Cloud, call: Call) -> list[int]:
    """Have another medewerker of this role ask the same, with the same Idempotency-Key."""
    return [status(cloud, as_other(call, _DIRK))]


def _beheerder_reopens(cloud: Cloud, call: Call) -> list[int]:
    """Have a beheerder open the mail again."""
    return [status(cloud, as_other(call, _DIRK_BEHEERT))]


def _bram_opens(cloud: Cloud, call: Call) -> list[int]:
    """Have Bram open the mail."""
    given = on(call.event["pathParameters"]["identificatie"])
    return [status(cloud, request(cloud, "openEmailbericht", {**CLAIMS, **BRAM}, given))]


def _one_let_in(cloud: Cloud, call: Call) -> list[int]:
    """Have another beheerder let one of the mails in."""
    (bericht,) = json.loads(call.event["body"])["emailberichten"]
    return [status(cloud, request(cloud, "geefEmailberichtVrij", {**CLAIMS, **_DIRK_BEHEERT}, on(bericht)))]


def _withdrawn(cloud: Cloud, call: Call) -> list[int]:
    return [status(cloud, as_other(call, _DIRK, keuze="vervallen"))]


def _round(cloud: Cloud, _: Call) -> list[int]:
    """Run a round of the vangnet, for which all has waited long enough, and what it starts."""
    let_pass(_HOUR)
    cloud.run([Call("vangnet", {})])
    cloud.deliver()
    return []


def _other_event(cloud: Cloud, call: Call) -> list[int]:
    """Send another event about the same mail."""
    event = json.loads(json.dumps(call.event))
    other = read_event("ses-complaint" if event["detail"]["eventType"] != "Complaint" else "ses-delivery")
    other["detail"]["mail"] = event["detail"]["mail"]
    cloud.run([Call("bezorgstatus", other)])
    return []


def _told_again(cloud: Cloud, call: Call) -> list[int]:
    """Have the bus tell the same once more."""
    cloud.run([call])
    return []


# -- the results that must have come about -----------------------------------------------------------------------------


def _is_read(cloud: Cloud, _: Call) -> Iterator[str]:
    for bericht in cloud.items("emailbericht"):
        if bericht["ontleedstand"] != "gereed":
            yield f"2: e-mailbericht {bericht['identificatie']} was listed and never read"


def _is_known_twice(cloud: Cloud, call: Call) -> Iterator[str]:
    yield from _is_read(cloud, call)
    for bericht in cloud.items("emailbericht"):
        if not bericht.get("dubbelen"):
            yield f"5: {bericht['identificatie']} came in twice, and does not say so"


def _is_confirmed(cloud: Cloud, call: Call) -> Iterator[str]:
    yield from _is_read(cloud, call)
    for bericht in cloud.items("emailbericht"):
        if "ontvangstbevestiging" not in bericht and bericht["status"] != "afgehandeld":
            yield f"5: the receipt of {bericht['identificatie']} was never confirmed"


def _is_counted(cloud: Cloud, _: Call) -> Iterator[str]:
    """Recount all that stands in the table: each feit counts once."""
    found = recount(
        cloud.rows(), norm_of({"Openingstijden": ENVIRONMENT["OPENINGSTIJDEN"], "Antwoordnorm": ENVIRONMENT["ANTWOORDNORM"]})
    )
    yield from (f"5: {each.soort} was not counted" for each in found.uncounted)
    yield from (f"3: figures differ: {line}" for line in found.differences)


def _is_indexed(cloud: Cloud, _: Call) -> Iterator[str]:
    """Work the index out anew from all that stands in the table."""
    found = compare(cloud.rows(), ENVIRONMENT["AFZENDERSLEUTEL"].encode())
    yield from (f"5: {each.emailbericht} is not in the index as it should be" for each in found.wrong)
    yield from (f"3: {place} belongs to no mail" for place in found.stray)


def _is_told(cloud: Cloud, call: Call) -> Iterator[str]:
    kind = call.event["detail"]["eventType"]
    one = verzending(cloud)
    if one["status"] != "verzonden":
        yield f"3: SES told {kind}, and the verzending is {one['status']}"
    if kind != "Send" and not one["bezorgingen"]:
        yield f"5: SES told {kind}, and the verzending does not say so"


def _is_refused(cloud: Cloud, call: Call) -> Iterator[str]:
    yield from _is_read(cloud, call)
    if [each["stand"] for each in verzending(cloud)["bezorgingen"]] != ["geweigerd"]:
        yield "5: a mail said that ours was refused, and the verzending does not say so"


def _is_swept(cloud: Cloud, _: Call) -> Iterator[str]:
    cloud.run([Call("vegen", {})])  # the next day's round
    if _LEFT_OVER in cloud.keys("ARCHIEF"):
        yield "5: an object that no record names is never swept"


def _went_along(cloud: Cloud, call: Call) -> Iterator[str]:
    """Check that two attachments went with the mail and were used, unless another answered.

    No upload is in more than one answer.
    """
    bericht = cloud.item("emailbericht", call.event["pathParameters"]["identificatie"])
    went_along = [len(each["bijlagen"]) - 1 for each in cloud.items("klantcontact") if each["initiatiefnemer"] == "gemeente"]
    if sum(went_along) != len(cloud.items("upload")):
        yield f"4: {went_along} attachments left, and {len(cloud.items('upload'))} uploads are called used"
    if bericht["status"] == "afgehandeld" and bericht["afhandeling"]["soort"] == "antwoord" and 2 not in went_along:
        yield f"4: an answer with two attachments left with {went_along}"


def _is_registered(cloud: Cloud, _: Call) -> Iterator[str]:
    for each in cloud.items("zaak"):
        if each["status"] == "mislukt" and "reden" not in each:
            yield f"5: zaak {each['identificatie']} is mislukt and does not say why"


def _is_on_list(cloud: Cloud, _: Call) -> Iterator[str]:
    cloud.run([Call("vernietigen", {})])  # the next night's round
    for made in cloud.items("vernietigingslijst"):
        if [each["emailberichten"] for each in made["aantallen"]] != [1]:
            yield f"5: of one mail that is due, {made['aantallen']} is listed"
        if made["sleutel"] not in cloud.keys("ARCHIEF"):
            yield "2: the list that the table names is not in the archive"
    if len(cloud.items("vernietigingslijst")) != 1:
        yield "3: a month has one list"


def _is_on_list_or_kept(cloud: Cloud, _: Call) -> Iterator[str]:
    """The mail of a zaak is listed when the Zaken API said that the zaak may go; else it is counted as kept."""
    cloud.run([Call("vernietigen", {})])  # the next night's round
    (made,) = cloud.items("vernietigingslijst")
    listed = {each["resultaat"]: each["emailberichten"] for each in made["aantallen"]}
    kept = [(each["reden"], each["aantal"]) for each in made.get("blijftBijZaak", ())]
    if (listed, kept) not in [({"geen": 1, "zaak": 1}, []), ({"geen": 1}, [("niet_gelezen", 1)])]:
        yield f"5: of one mail that is due and one of a zaak, {listed} is listed and {kept} kept"
    if made["sleutel"] not in cloud.keys("ARCHIEF"):
        yield "2: the list that the table names is not in the archive"


def _is_destroyed(cloud: Cloud, _: Call) -> Iterator[str]:
    """All of the mail is gone, and all of the other is there; the promises say that of the other."""
    let_pass(_HOUR)  # who read the failed events before is not heard of any more
    cloud.run([Call("vernietigen", {})])  # the next night's round
    cloud.deliver()
    let_pass(_HOUR)
    kept = [event for mail, event in cloud.arrivals.items() if cloud.items("emailbericht")[0]["identificatie"] == mail]
    if cloud.given_up() != [each.event for each in kept]:
        yield "5: of a destroyed mail is left the event that failed, or the other mail's is gone"
    (made,) = cloud.items("vernietigingslijst")
    if made["status"] != "vernietigd":
        yield f"5: a list that was approved is {made['status']}"
    (steen,) = cloud.items("vernietigd")
    mail = str(steen["identificatie"])
    if "werk" in steen:
        yield "5: a tombstone still names what is to be removed"
    left = [row["PK"]["S"] for row in cloud.rows() if mail in json.dumps(row) and row["soort"]["S"] != "vernietigd"]
    left += [key for key in cloud.keys("ARCHIEF") if mail in key and not key.startswith("vernietiging/")]
    versions = cloud.s3.list_object_versions(Bucket=ENVIRONMENT["ARCHIEF"], Prefix=f"emailberichten/{mail}/")
    if left or versions.get("Versions") or versions.get("DeleteMarkers"):
        yield f"5: of a destroyed mail is left: {left}"
    if [each["emailberichten"] for each in made["vernietigd"]] != [1] or len(cloud.items("emailbericht")) != 1:
        yield f"1: one mail was due, and {made['vernietigd']} is said to be destroyed"
    if made["verklaring"] not in cloud.keys("ARCHIEF"):
        yield "5: the verklaring van vernietiging is not in the archive"


def _is_collected(cloud: Cloud, _: Call) -> Iterator[str]:
    """Look into the zips that the request names: all of the mail is in them, once."""
    cloud.deliver()
    (made,) = [*cloud.items("inzageverzoek"), *cloud.items("wooverzoek")]
    if (made["status"], made["gevonden"], made["verwerkt"]) != ("klaar", 1, 1):
        yield f"5: a request to collect is {made['status']}, with {made['verwerkt']} of {made['gevonden']} mails"
    (mail,) = cloud.items("emailbericht")
    found = []
    for each in made["bestanden"]:
        content = cloud.s3.get_object(Bucket=ENVIRONMENT["ARCHIEF"], Key=str(each["sleutel"]))["Body"].read()
        with ZipFile(BytesIO(content)) as zipped:
            if zipped.testzip():
                yield "2: a zip that the request names is damaged"
            found += zipped.namelist()
    wanted = f"emailberichten/{mail['identificatie']}/e-mail.eml"
    if found.count(wanted) != 1 or sum(name.endswith(".eml") for name in found) != 2:
        yield f"5: of one mail and its answer, {found} is handed out"


def _is_waited_for(cloud: Cloud, _: Call) -> Iterator[str]:
    """Look whether the request went on once the vangnet had taken the mail in, and has that too."""
    let_pass(_HOUR)
    cloud.deliver()
    (made,) = cloud.items("inzageverzoek")
    if (made["status"], made["nietIngenomen"], made["gevonden"]) != ("klaar", 0, 2):
        yield f"5: a request that waited is {made['status']}, with {made['gevonden']} mails, {made['nietIngenomen']} not taken in"


def _is_formal(cloud: Cloud, call: Call) -> Iterator[str]:
    """Look for the term of the mail; who lost it to a colleague could not give it one."""
    yield from _is_confirmed(cloud, call)
    bericht = cloud.item("emailbericht", call.event["pathParameters"]["identificatie"])
    if bericht["status"] == "in_behandeling" and not bericht["envelop"].get("formeelUiterlijk"):
        yield "5: a mail that an agent called formal has no term"


def _is_told_of_its_move(cloud: Cloud, call: Call) -> Iterator[str]:
    """Look for the message to who sent the formal mail: one with the move, and none without it."""
    bericht = cloud.item("emailbericht", call.event["pathParameters"]["identificatie"])
    moves = len(bericht.get("verplaatsingen", ()))
    messages = [each for each in cloud.items("verzending") if each["identificatie"] != bericht["ontvangstbevestiging"]]
    if moves > 1 or len(messages) != moves:
        yield f"5: a formal mail was moved {moves} times, and its sender told of it {len(messages)} times"


def _is_reopened(cloud: Cloud, call: Call) -> Iterator[str]:
    bericht = cloud.item("emailbericht", call.event["pathParameters"]["identificatie"])
    if len(bericht.get("heropeningen", ())) != 1:
        yield f"5: a closing was undone {len(bericht.get('heropeningen', ()))} times in the history of its mail"


def _is_given_up(cloud: Cloud, call: Call) -> Iterator[str]:
    if "reservering" in cloud.item("emailbericht", call.event["pathParameters"]["identificatie"]):
        yield "5: a reservation that was given up is still there"


def _is_listed(cloud: Cloud, _: Call) -> Iterator[str]:
    for bericht in cloud.items("emailbericht"):
        if "WERKVOORRAAD_PK" not in bericht:
            yield f"5: handled e-mailbericht {bericht['identificatie']} is on no list"


def _is_decided(cloud: Cloud, _: Call) -> Iterator[str]:
    one = verzending(cloud)
    if one["status"] not in {"verzonden", "vervallen", "onbekend", "mislukt"}:
        yield f"5: after the decision the verzending is {one['status']}"
    if not one["hervattingen"]:
        yield "5: the decision was not recorded"


# -- the table ---------------------------------------------------------------------------------------------------------

_OTHER_PARTS: Final = {
    "delen": [
        {"onderwerp": "Iets anders", "antwoord": {"inhoud": "Dat kan."}},
        {"onderwerp": "Nog iets", "antwoord": {"inhoud": "Dat kan ook."}},
    ]
}
_LEFT_OVER: Final = f"klantcontacten/{uuid4()}/{'0' * 64}.eml"


def _event(kind: str) -> Case:
    return Case(
        name=f"bezorgstatus {kind}",
        trigger=Trigger.EVENT,
        prepare=_told(kind),
        rival=_other_event,
        missing=_is_told,
    )


def _outcome(name: str, operation: str, different: Mapping[str, Any], **fields: Any) -> Case:
    """An outcome of a mail that Anna has open."""
    return Case(
        name=name,
        trigger=Trigger.API,
        prepare=_asks(operation, **fields),
        different=different,
        rival=_taken_over,
        exclusive=True,
    )


def _deed_with_task(name: str, operation: str, good: int, different: Mapping[str, Any], **fields: Any) -> Case:
    """A department's deed with a task."""
    return Case(
        name=name,
        trigger=Trigger.API,
        prepare=_asks(operation, **fields),
        good=frozenset({good}),
        different=different,
        rival=_colleague,
        exclusive=True,
    )


_MESSAGE: Final = {"berichtAanKlant": "U hoort snel van ons."}
_API: Final = Trigger.API
_EVENT: Final = Trigger.EVENT
CASES: Final = (
    Case(
        name="ontvangen",
        trigger=_EVENT,
        prepare=lambda cloud: cloud.mail()[1],
        rival=_round,
        missing=_is_read,
        aws_dies=True,
    ),
    Case(
        name="ontvangen op een alias",
        trigger=_EVENT,
        prepare=lambda cloud: cloud.mail(alias=_ALIAS)[1],
        rival=_round,
        missing=_is_read,
    ),
    Case(
        name="ontvangen met bevestiging",
        trigger=_EVENT,
        prepare=lambda cloud: cloud.mail(ANDER_POSTVAK)[1],
        rival=_round,
        missing=_is_confirmed,
    ),
    Case(name="ontvangen van een bounce", trigger=_EVENT, prepare=_bounced, rival=_round, missing=_is_refused),
    Case(name="ontvangen van dezelfde e-mail", trigger=_EVENT, prepare=_double, rival=_round, missing=_is_known_twice),
    Case(
        name="antwoord op dezelfde e-mail",
        trigger=_API,
        prepare=answer_to_double,
        different={"inhoud": "Iets anders."},
        rival=_answered_elsewhere,
        exclusive=True,
    ),
    Case(name="ontvangen door vangnet", trigger=_EVENT, prepare=_by_vangnet, rival=_round, missing=_is_read),
    Case(
        name="inzage",
        trigger=_API,
        prepare=_asks("openEmailbericht"),
        good=frozenset({200, 201}),
        same=("inzageId", "klantcontact"),
        rival=_other_inzage,
        exclusive=True,
        aws_dies=True,
    ),
    Case(
        name="bijgevoegde e-mail lezen",
        trigger=_API,
        prepare=_asks("leesOntleding"),
        good=frozenset({200}),
        same=("onderwerp", "inhoud"),
    ),
    Case(
        name="bijgevoegde e-mail bij een taak lezen",
        trigger=_API,
        prepare=_asks("leesOntledingBijTaak"),
        good=frozenset({200}),
        same=("onderwerp", "inhoud"),
    ),
    Case(
        name="inzage verlengen",
        trigger=_API,
        prepare=_renewal,
        good=frozenset({200}),
        same=("inzageId", "klantcontact"),
        rival=_run_out,
        exclusive=True,
    ),
    Case(
        name="inzage overnemen",
        trigger=_API,
        prepare=_take_over,
        good=frozenset({200, 201}),
        same=("inzageId", "klantcontact"),
        rival=lambda cloud, call: [status(cloud, as_other(call, _EVA))],
        exclusive=True,
    ),
    Case(
        name="terugleggen",
        trigger=_API,
        prepare=_asks("legEmailberichtTerug"),
        good=frozenset({204}),
        repeated=frozenset({409}),
        same=(),
        rival=_taken_over,
    ),
    replace(_outcome("antwoord", "beantwoordEmailbericht", {"inhoud": "Iets anders"}), aws_dies=True),
    Case(
        name="antwoord met uploads",
        trigger=_API,
        prepare=_with_uploads,
        different={"bijlagen": []},
        rival=_taken_over,
        exclusive=True,
        missing=_went_along,
    ),
    Case(
        name="twee antwoorden met één upload",
        trigger=_API,
        prepare=_with_uploads,
        repeated=frozenset({400}),
        rival=_same_upload,
        exclusive=True,
        missing=_went_along,
    ),
    Case(name="upload", trigger=_API, prepare=_asks("vraagUpload"), same=()),
    Case(
        name="vervolgbericht",
        trigger=_API,
        prepare=_vervolgbericht,
        different={"inhoud": "Iets anders"},
        rival=_other_inzage,
    ),
    replace(_outcome("interne taak", "maakInterneTaak", {"toelichting": "Iets anders"}), aws_dies=True),
    _outcome("interne taak met bericht", "maakInterneTaak", {"berichtAanKlant": "Iets anders"}, **_MESSAGE),
    replace(_outcome("zaak", "maakZaak", {"toelichting": "Iets anders"}), aws_dies=True),
    _outcome("zaak met bericht", "maakZaak", {"berichtAanKlant": "Iets anders"}, **_MESSAGE),
    _outcome("zaakkoppeling", "koppelAanZaak", {"zaak": {"identificatie": "ZAAK-2026-0002"}}),
    _outcome("zaakkoppeling op url", "koppelAanZaak", {"zaak": {"identificatie": "ZAAK-2026-0001"}}, zaak={"url": EXISTING_URL}),
    _outcome("zaakkoppeling met bericht", "koppelAanZaak", {"berichtAanKlant": "Iets anders"}, **_MESSAGE),
    _outcome("splitsing", "splitsEmailbericht", _OTHER_PARTS),
    _outcome("doorzending", "zendEmailberichtDoor", {"toelichting": "Iets anders"}),
    _outcome(
        "doorzending met bericht",
        "zendEmailberichtDoor",
        {"berichtAanKlant": "Iets anders"},
        berichtAanKlant="Wij sturen uw e-mail door.",
    ),
    _outcome(
        "doorzending zonder bericht",
        "zendEmailberichtDoor",
        {"redenZonderBericht": "Iets anders"},
        redenZonderBericht="De burger vroeg er zelf om",
    ),
    replace(_outcome("geen actie nodig", "sluitEmailberichtAf", {"reden": "Iets anders"}), aws_dies=True),
    _outcome("geen actie nodig met bericht", "sluitEmailberichtAf", {"berichtAanKlant": "Iets anders"}, **_MESSAGE),
    _outcome("geen klantcontact", "sluitEmailberichtAf", {"reden": "Iets anders"}, soort="geen_klantcontact"),
    Case(
        name="taak oppakken",
        trigger=_API,
        prepare=_asks("wijzigInterneTaak", actie="oppakken", reden=None),
        good=frozenset({200}),
        rival=_colleague,
    ),
    _deed_with_task(
        "taak doorzetten",
        "wijzigInterneTaak",
        200,
        {"toelichting": "Iets anders"},
        actie="doorzetten",
        toegewezenAan={"organisatorischeEenheid": "Belastingen"},
        toelichting="Voor jullie",
        reden=None,
    ),
    Case(name="taak teruggeven", trigger=_API, prepare=_taken_task, good=frozenset({200}), rival=_colleague),
    _deed_with_task(
        "taak naar het KCC", "wijzigInterneTaak", 200, {"reden": "Iets anders"}, actie="naar_kcc", reden="Niet van ons"
    ),
    _deed_with_task("taak afronden", "wijzigInterneTaak", 200, {"reden": "Iets anders"}),
    Case(
        name="taak: vraag aan de burger",
        trigger=_API,
        prepare=_asks("vraagBurger"),
        different={"inhoud": "Iets anders"},
        rival=_colleague,  # who asks a question of their own: the task stays open for both
    ),
    _deed_with_task("taak beantwoorden", "beantwoordInterneTaak", 201, {"inhoud": "Iets anders"}),
    Case(name="ontvangstbevestiging", trigger=_API, prepare=_asks("bevestigOntvangst"), rival=_taken_over, missing=_is_confirmed),
    Case(
        name="formeel na een ontvangstbevestiging",
        trigger=_API,
        prepare=_to_mark,
        rival=_taken_over,
        missing=_is_formal,
    ),
    Case(name="verzenden", trigger=_EVENT, prepare=beantwoord, rival=_round, aws_dies=True),
    Case(name="verzenden door vangnet", trigger=_EVENT, prepare=_by_name, rival=_round),
    Case(name="bezorgstatus na twijfel", trigger=_EVENT, prepare=_in_doubt, rival=_other_event, missing=_is_told),
    *map(_event, ("send", "delivery", "deliverydelay", "bounce", "complaint", "reject")),
    Case(name="vangnet", trigger=Trigger.SCHEDULE, prepare=_full_round, rival=_round, missing=_is_read),
    Case(name="vegen", trigger=Trigger.SCHEDULE, prepare=_to_sweep, missing=_is_swept),
    Case(name="vernietigingslijst", trigger=Trigger.SCHEDULE, prepare=_to_list, missing=_is_on_list),
    Case(name="vernietigingslijst met zaak", trigger=Trigger.SCHEDULE, prepare=_to_list_with_zaak, missing=_is_on_list_or_kept),
    Case(
        name="goedkeuring",
        trigger=_API,
        prepare=_approval,
        different={"uitzonderingen": [{"resultaat": "geen", "reden": "Er loopt een klacht"}]},
        rival=_another_asks_the_same,
        exclusive=True,
        same=("identificatie", "goedkeuring"),
    ),
    Case(
        name="inzageverzoek",
        trigger=_API,
        prepare=_asks("vraagInzageverzoek"),
        good=frozenset({202}),
        different={"adressen": ["eva@burger.example"]},
        rival=_another_asks_the_same,
        same=("identificatie",),
    ),
    Case(
        name="woo-verzoek",
        trigger=_API,
        prepare=_asks("vraagWooverzoek"),
        good=frozenset({202}),
        different={"woorden": "zonnepanelen"},
        rival=_another_asks_the_same,
        same=("identificatie",),
    ),
    Case(
        name="verzamelen voor een Woo-verzoek", trigger=_EVENT, prepare=_to_collect_woo, rival=_told_again, missing=_is_collected
    ),
    Case(name="verzamelen", trigger=_EVENT, prepare=_to_collect, rival=_told_again, missing=_is_collected),
    Case(name="verzamelen wacht op de intake", trigger=_EVENT, prepare=_to_wait, rival=_told_again, missing=_is_waited_for),
    Case(name="verzamelen in een zip", trigger=_EVENT, prepare=_to_zip, rival=_told_again, missing=_is_collected),
    Case(name="vernietigen", trigger=_EVENT, prepare=_to_carry_out, rival=_told_again, missing=_is_destroyed),
    Case(
        name="wissing",
        trigger=_API,
        prepare=_asks("vraagWissing"),
        different={"reden": "Iets anders"},
        rival=_another_asks_the_same,
        same=("identificatie",),
    ),
    Case(name="herlijsten", trigger=Trigger.PERSON, prepare=_forgotten, rival=_round, missing=_is_read),
    Case(
        name="hervatting opnieuw",
        trigger=_API,
        prepare=_refused,
        different={"toelichting": "Iets anders"},
        rival=_withdrawn,
        missing=_is_decided,
    ),
    Case(
        name="hervatting is verzonden",
        trigger=_API,
        prepare=_asks("hervatVerzending", keuze="is_verzonden"),
        different={"toelichting": "Iets anders"},
        rival=_other_beheerder,
        exclusive=True,
        missing=_is_decided,
    ),
    Case(name="registreren", trigger=_EVENT, prepare=zaak, rival=_round, missing=_is_registered, aws_dies=True),
    Case(name="registreren bij bestaande zaak", trigger=_EVENT, prepare=tied, rival=_round, missing=_is_registered),
    Case(name="vertellen", trigger=_EVENT, prepare=to_tell, missing=_is_counted),
    Case(name="tellen", trigger=_EVENT, prepare=to_count, rival=_told_again, missing=_is_counted),
    Case(name="indexeren", trigger=_EVENT, prepare=to_index, rival=_told_again, missing=_is_indexed),
    Case(
        name="zaak hervatten",
        trigger=_API,
        prepare=_decision_on_zaak,
        different={"toelichting": "Iets anders"},
        rival=_other_beheerder,
        exclusive=True,
    ),
    Case(
        name="standaardantwoord",
        trigger=_API,
        prepare=_asks("maakStandaardantwoord"),
        different={"inhoud": "Iets anders"},
        rival=_other_beheerder,
    ),
    Case(
        name="standaardantwoord wijzigen",
        trigger=_API,
        prepare=_asks("wijzigStandaardantwoord"),
        good=frozenset({200}),
        rival=_other_beheerder,
        exclusive=True,
    ),
    Case(
        name="storing",
        trigger=_API,
        prepare=_asks("registreerPostvakstoring"),
        different={"toelichting": "Iets anders"},
        rival=_another_asks_the_same,
    ),
    Case(
        name="storing wijzigen",
        trigger=_API,
        prepare=_asks("wijzigPostvakstoring"),
        good=frozenset({200}),
        rival=_other_beheerder,
        exclusive=True,
    ),
    Case(
        name="ondertekening wijzigen",
        trigger=_API,
        prepare=_asks("wijzigOndertekening"),
        good=frozenset({200}),
        same=("versie", "aanhef"),
        rival=_other_beheerder,
        exclusive=True,
    ),
    Case(
        name="bewaartermijnen wijzigen",
        trigger=_API,
        prepare=_asks("wijzigBewaartermijnen"),
        good=frozenset({200}),
        same=("versie", "regels"),
        rival=_other_archivaris,
        exclusive=True,
    ),
    Case(name="vrijgave", trigger=_API, prepare=_asks("geefEmailberichtVrij"), rival=_other_beheerder),
    Case(
        name="heropening",
        trigger=_API,
        prepare=_asks("heropenEmailbericht"),
        rival=_beheerder_reopens,
        exclusive=True,
        missing=_is_reopened,
    ),
    Case(
        name="vervolgtaak",
        trigger=_API,
        prepare=_asks("maakInterneTaakBijKlantcontact"),
        different={"toelichting": "Iets anders"},
        rival=_colleague,
    ),
    Case(
        name="vervolgzaak",
        trigger=_API,
        prepare=_asks("maakZaakBijKlantcontact"),
        different={"toelichting": "Iets anders"},
        rival=_colleague,
    ),
    Case(
        name="vervolgkoppeling",
        trigger=_API,
        prepare=_asks("koppelKlantcontactAanZaak"),
        different={"zaak": {"identificatie": "ZAAK-2026-0002"}},
        rival=_colleague,
    ),
    Case(
        name="notitie",
        trigger=_API,
        prepare=_asks("schrijfNotitieBijEmailbericht"),
        different={"tekst": "Iets anders"},
        rival=_colleague,
    ),
    Case(
        name="rectificatie",
        trigger=_API,
        prepare=_asks("rectificeerKlantcontact"),
        different={"tekst": "Iets anders"},
        rival=_colleague,
    ),
    Case(
        name="beperking",
        trigger=_API,
        prepare=_asks("zetBeperking"),
        good=frozenset({200}),
        rival=_colleague,
        exclusive=True,
    ),
    Case(
        name="mailbeperking",
        trigger=_API,
        prepare=_asks("zetBeperkingOpEmailbericht"),
        good=frozenset({200}),
        rival=_colleague,
        exclusive=True,
    ),
    Case(
        name="taaknotitie",
        trigger=_API,
        prepare=_asks("schrijfNotitieBijInterneTaak"),
        different={"tekst": "Iets anders"},
        rival=_colleague,
    ),
    Case(
        name="reservering",
        trigger=_API,
        prepare=_asks("reserveerEmailbericht"),
        good=frozenset({200}),
        same=("identificatie", "status"),
        rival=_bram_opens,
    ),
    Case(
        name="reservering opgeven",
        trigger=_API,
        prepare=_reserved,
        good=frozenset({204}),
        same=(),
        rival=_bram_opens,
        missing=_is_given_up,
    ),
    Case(
        name="concept",
        trigger=_API,
        prepare=_asks("bewaarConcept"),
        repeated=frozenset({200}),
        same=("velden",),
        rival=_bram_opens,
    ),
    Case(
        name="concept wijzigen",
        trigger=_API,
        prepare=_changed_draft,
        good=frozenset({200}),
        same=("velden",),
        rival=_bram_opens,
    ),
    Case(
        name="concept weggooien",
        trigger=_API,
        prepare=lambda cloud: request(cloud, "verwijderConcept", given=on(draft(cloud))),
        good=frozenset({204}),
        rival=_bram_opens,
    ),
    Case(
        name="antwoord na een concept",
        trigger=_API,
        prepare=_answer_with_draft,
        rival=_colleague,
        missing=_draft_is_gone,
    ),
    Case(
        name="antwoord met een standaardantwoord",
        trigger=_API,
        prepare=lambda cloud: request(cloud, "beantwoordEmailbericht", standaardantwoorden=[text(cloud)]),
        different={"standaardantwoorden": []},
        rival=_colleague,
        missing=_counted_once,
    ),
    Case(name="verplaatsing", trigger=_API, prepare=_asks("verplaatsEmailbericht"), rival=_bram_opens),
    Case(
        name="verplaatsing van een formeel bericht",
        trigger=_API,
        prepare=_formal_move,
        rival=_bram_opens,
        missing=_is_told_of_its_move,
    ),
    Case(name="apartzetten", trigger=_API, prepare=_asks("zetEmailberichtApart"), rival=_bram_opens, exclusive=True),
    Case(
        name="quarantaine sluiten",
        trigger=_API,
        prepare=_asks("sluitQuarantaine"),
        different={"reden": "Iets anders"},
        rival=_one_let_in,
        exclusive=True,
    ),
    Case(name="herlijsten afgehandeld", trigger=Trigger.PERSON, prepare=_unlisted, rival=_round, missing=_is_listed),
)
