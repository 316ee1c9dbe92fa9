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

from klantmail.domain.medewerker import Rol
from klantmail.domain.tijd import als_tekst, dag_hier, nu, uit_tekst
from klantmail_local.client import wait_for
from tests.proofs.faults import cases
from tests.proofs.faults.cases import CASES, Trigger
from tests.proofs.iam.stage import Missed, Stage
from tests.support.aws import ENVIRONMENT, read_event
from tests.support.builders import KLACHT, POSTVAK
from tests.support.inspection import Mailed
from tests.support.scenes.events import arrival, asked, indexed_of, question, to_collect, to_destroy, told
from tests.support.scenes.operations import (
    BEHANDELAAR,
    CLAIMS,
    EENHEID,
    Given,
    asked_for,
    asked_for_woo,
    closed,
    contact,
    done,
    listed,
    medewerker,
    on,
    opened,
    query,
    request,
    task,
    text,
)
from tests.support.scenes.place import Call, Claims, antedate, overwrite

type Step = Callable[[Stage], None]

_LONG: Final = "Dit is een heel lang antwoord. " * 1500
"""A text longer than a klantcontact item holds itself."""


def _case(name: str) -> Step:
    """Play a use case of the fault matrix twice."""
    (case,) = [each for each in CASES if each.name == name]

    def play(stage: Stage) -> None:
        call = case.prepare(stage)
        for good in (case.good, case.good | case.repeated):
            if case.trigger is Trigger.API:
                stage.expect(call, *good)
            else:
                stage.notify(call)
        for lack in case.missing(stage, call) if case.missing else ():
            raise Missed(lack)

    return play


def _cases(*names: str) -> tuple[Step, ...]:
    return tuple(map(_case, names))


# -- received mail -----------------------------------------------------------------------------------------------------


def _reply_of_citizen(stage: Stage) -> None:
    """Have a citizen answer a mail of ours, which is put with its conversation."""
    one = _sent(stage)
    bericht = _take_in(
        stage, f"In-Reply-To: <{one['sesBerichtId']}@{ENVIRONMENT['AWS_REGION']}.amazonses.com>\r\n".encode(), str(one["naar"][0])
    )
    if stage.item("emailbericht", bericht)["envelop"]["verband"]["gesprek"] != one["emailbericht"]:
        raise Missed("a reply of a citizen was not put with its conversation")


def _addition(stage: Stage) -> None:
    """Have a citizen add to a mail of theirs, which is put with its conversation."""
    first = stage.received()
    (sent,) = stage.accepted[-1:]
    own = next(line for line in sent.bron.splitlines() if line.startswith(b"Message-ID: ")).removeprefix(b"Message-ID: ")
    more = _take_in(stage, b"In-Reply-To: " + own + b"\r\n", sent.adres)
    if stage.item("emailbericht", more)["envelop"]["verband"]["gesprek"] != first:
        raise Missed("an addition to a mail was not put with its conversation")


def _asked_and_replied(stage: Stage, taak: Given, address: str) -> str:
    """Have a department ask who has this address something, and return the mail in which they reply."""
    done(stage, "vraagBurger", given=taak)
    asked_of_citizen = str(cases.verzending(stage)["identificatie"])
    stage.notify(Call("verzenden", {"verzending": asked_of_citizen}))
    ses_id = stage.item("verzending", asked_of_citizen)["sesBerichtId"]
    return _take_in(stage, f"In-Reply-To: <{ses_id}@{ENVIRONMENT['AWS_REGION']}.amazonses.com>\r\n".encode(), address)


def _reply_to_department(stage: Stage) -> None:
    """Have a citizen reply to a department: its task shows that."""
    made = on(task(stage)["identificatie"])
    _asked_and_replied(stage, made, stage.accepted[-1].adres)
    if done(stage, "leesInterneTaak", given=made)["wachtOpBurger"]:
        raise Missed("a task does not show that the citizen replied")


def _view_double(stage: Stage) -> None:
    """Open a mail that stands in another postvak too."""
    mail = cases.answer_to_double(stage).event["pathParameters"]["identificatie"]
    if not stage.expect(request(stage, "openEmailbericht", given=on(mail)), 200)["dubbelen"]:
        raise Missed("the same mail elsewhere is not named")


def _split_double(stage: Stage) -> None:
    """Split a mail that stands in another postvak too."""
    answer = cases.answer_to_double(stage).event
    given = on(answer["pathParameters"]["identificatie"], inzageId=json.loads(answer["body"])["inzageId"])
    stage.expect(request(stage, "splitsEmailbericht", given=given), 201)


def _take_in(stage: Stage, headers: bytes = b"", address: str = "", wording: bytes = b"") -> str:
    """Take in a mail with these headers on top, or with this text at the end, and return its identificatie."""
    address = address or asked().adres
    source = headers + question(address).replace(b"</b> aan?</p>", b"</b> aan?</p>" + wording)
    stage.accepted.append(Mailed(address, source))
    bericht, call = arrival(stage.s3, stage.accepted[-1])
    stage.notify(call)
    return bericht


def _long_mail(stage: Stage) -> str:
    return _take_in(stage, wording=b"<p>" + _LONG.encode() + b"</p>")


# -- sent mail ---------------------------------------------------------------------------------------------------------


def _sent(stage: Stage) -> dict[str, Any]:
    one = cases.sent_verzending(stage)
    if one["status"] != "verzonden":
        raise Missed(f"a verzending is {one['status']}")
    return one


def _send_by_name(stage: Stage) -> None:
    cases.beantwoord(stage)
    one = cases.verzending(stage)
    stage.notify(Call("verzenden", {"verzending": str(one["identificatie"])}))
    _is(stage, "verzending", one["identificatie"], "verzonden")


def _send_what_is_gone(stage: Stage) -> None:
    """Send a mail that is gone from the archive: a beheerder has to see that."""
    record = cases.beantwoord(stage)
    one = cases.verzending(stage)
    stage.lose("ARCHIEF", str(one["sleutel"]))
    stage.notify(record)
    _is(stage, "verzending", one["identificatie"], "mislukt")


def _is(stage: Stage, kind: str, identificatie: object, status: str) -> None:
    found = stage.item(kind, identificatie)["status"]
    if found != status:
        raise Missed(f"{kind}: {found} instead of {status}")


def _told(kind: str) -> Step:
    """Have SES tell this of a sent mail."""

    def play(stage: Stage) -> None:
        one = _sent(stage)
        stage.notify(told(kind, one["identificatie"], str(one["sesBerichtId"])))
        if not stage.item("verzending", one["identificatie"])["bezorgingen"]:
            raise Missed(f"{kind} was not kept")

    return play


def _settled_doubt(stage: Stage) -> None:
    """Settle a doubt: its sender was killed, and SES says that it took the mail."""
    one = _under_way(stage, timedelta(minutes=1))
    stage.notify(told("send", one, "010201" + uuid4().hex))
    _is(stage, "verzending", one, "verzonden")


def _under_way(stage: Stage, until: timedelta) -> object:
    """Make a verzending under way, with a lease until then."""
    cases.beantwoord(stage)
    one = cases.verzending(stage)["identificatie"]
    _put_on_list(stage, "verzending", one, "bezig", until, pogingen={"N": "1"})
    return one


def _put_on_list(stage: Stage, kind: str, identificatie: object, status: str, later: timedelta, **more: dict[str, Any]) -> None:
    """Give an item this status, and its turn so long from now."""
    moment = als_tekst(datetime.now(UTC) + later)
    listed = status if kind == "verzending" else f"zaak_{status}"
    overwrite(
        stage,
        kind,
        identificatie,
        status={"S": status},
        aanDeBeurtOp={"S": moment},
        AANDACHT_PK={"S": listed},
        AANDACHT_SK={"S": f"{moment}#{identificatie}"},
        **more,
    )


# -- zaken -------------------------------------------------------------------------------------------------------------


def _register_by_name(stage: Stage) -> None:
    """Register by a worker that has not read the secret yet."""
    stage.renew("Registreren")
    cases.zaak(stage)
    (one,) = stage.items("zaak")
    stage.notify(Call("registreren", {"zaak": str(one["identificatie"])}))
    _is(stage, "zaak", one["identificatie"], "geregistreerd")


def _register_what_is_gone(stage: Stage) -> None:
    record = cases.zaak(stage)
    (one,) = stage.items("zaak")
    stage.lose("ARCHIEF", f"emailberichten/{one['emailbericht']}/bijlagen/")
    stage.notify(record)
    _is(stage, "zaak", one["identificatie"], "mislukt")


def _zaken(stage: Stage) -> None:
    cases.zaak(stage)
    (one,) = stage.items("zaak")
    if len(stage.expect(query(request(stage, "lijstZaken"), status="te_registreren"), 200)["results"]) != 1:
        raise Missed("a waiting zaak is not on its list")
    stage.expect(request(stage, "leesZaak", given=on(one["identificatie"])), 200)


# -- what happened is told -------------------------------------------------------------------------------------------


def _tell(stage: Stage) -> None:
    stage.notify(cases.to_tell(stage))


def _count(stage: Stage) -> None:
    """Count the same feit twice."""
    message = cases.to_count(stage)
    for _ in range(2):
        stage.notify(message)
    (page,) = [row for row in stage.rows() if row["PK"]["S"].startswith("CIJFERS#") and row["SK"]["S"].startswith("DAG#")]
    if page["ontvangen"]["N"] != "1":
        raise Missed("a mail was not counted once")


def _index(stage: Stage) -> None:
    """Put a mail with a zaak in the index, and once more."""
    cases.zaak(stage)
    (row,) = [row for row in stage.rows() if row["soort"]["S"] == "emailbericht"]
    for message in indexed_of(row) * 2:
        stage.notify(message)
    if not [row for row in stage.rows() if row["soort"]["S"] == "zoekterm"]:
        raise Missed("a mail was not put in the index")


def _search(stage: Stage) -> None:
    """Search by a word and a name, and by a mark that leads to no mail."""
    for message in indexed_of(stage.row("emailbericht", stage.received())):
        stage.notify(message)
    if not stage.expect(request(stage, "zoekEmailberichten"), 200)["results"]:
        raise Missed("nothing is found by a word and a name")
    by_mark = request(stage, "zoekEmailberichten")
    by_mark.event["body"] = json.dumps({"kenmerk": "KM-7F3K9-Q2XAB"})
    stage.expect(by_mark, 200)


def _tell_again(stage: Stage) -> None:
    """Look for what was not counted: a mail that came in just now, one with a task, and one with a zaak."""
    stage.received()
    task(stage)
    cases.zaak(stage)
    stage.notify(Call("tellen", {}))
    if '"verteld": 0' in stage.said[-1] or '"verteld":0' in stage.said[-1]:
        raise Missed("what was not counted was not told again")


# -- schedules ---------------------------------------------------------------------------------------------------------


def _round(stage: Stage) -> None:
    """Make a round of the vangnet that finds something of everything."""
    onbekend = _under_way(stage, timedelta(minutes=-1))
    record = cases.beantwoord(stage)
    waiting = record.event["Records"][0]["dynamodb"]["NewImage"]["identificatie"]["S"]
    _put_on_list(stage, "verzending", waiting, "te_verzenden", timedelta(minutes=-1))
    zaken = _twee_zaken(stage)
    for zaak, generatie in zip(zaken, ("1", "0"), strict=True):
        _put_on_list(stage, "zaak", zaak, "te_registreren", timedelta(minutes=-1), generatie={"S": generatie})
    stage.mail()
    stand = stage.notify(Call("vangnet", {}))
    seen = {name: stand[name] for name in ("intakeWachtend", "aangeboden", "onbekendGeworden", "zakenAangeboden")}
    if set(seen.values()) != {1} or stand["nietGestart"]:
        stage.said.append(json.dumps(stand["nietGestart"]))
        raise Missed(f"vangnet: {seen}, not started {stand['nietGestart']}")
    _is(stage, "verzending", onbekend, "onbekend")
    _is(stage, "zaak", zaken[1], "mislukt")


def _twee_zaken(stage: Stage) -> list[object]:
    for _ in range(2):
        cases.zaak(stage)
    return [each["identificatie"] for each in stage.items("zaak")]


def _veeg(stage: Stage) -> None:
    """Sweep what `put_left_over` left, though its klantcontact is there, and put it back for the next time."""
    bucket = ENVIRONMENT["ARCHIEF"]
    cases.beantwoord(stage)
    stage.duplicate("klantcontact", LEFT_OVER.split("/")[1])
    stage.notify(Call("vegen", {}))
    markers = stage.s3.list_object_versions(Bucket=bucket, Prefix=LEFT_OVER).get("DeleteMarkers", [])
    for marker in markers:
        stage.s3.delete_object(Bucket=bucket, Key=LEFT_OVER, VersionId=marker["VersionId"])
    if not markers:
        raise Missed("an object that no record names was not swept")


def _herlijst(stage: Stage) -> None:
    """Put a mail that the table no longer knows back into the intake."""
    since = als_tekst(datetime.now(UTC) - timedelta(seconds=2))
    stage.received()
    stage.begin()
    seen = stage.notify(Call("herlijsten", {"sinds": since}))
    if not seen["teruggelegd"] or not stage.keys("INTAKE"):
        raise Missed("an archived mail was not put back")


LEFT_OVER: Final = f"klantcontacten/{uuid4()}/{'0' * 64}.eml"


def put_left_over(stage: Stage) -> None:
    """Store an object of three days old that no record names.

    S3 dates objects itself, so the date is changed where the local AWS keeps it, and the local AWS is started again.
    The malware scanner comes first: with its judgement, what is kept of the object is written again.
    """
    bucket = ENVIRONMENT["ARCHIEF"]
    stage.s3.put_object(Bucket=bucket, Key=LEFT_OVER, Body=b"over")
    wait_for(lambda: stage.s3.get_object_tagging(Bucket=bucket, Key=LEFT_OVER)["TagSet"], "the judgement of an object")
    (card,) = stage.environment.workdir.objects.rglob(f"*{LEFT_OVER.rpartition('/')[2]}.meta.json")
    configuration = json.loads(card.read_bytes())
    old = (datetime.now(UTC) - timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    configuration["last_modified"] = old
    for version in configuration.get("versions", []):
        version["last_modified"] = old
    card.write_text(json.dumps(configuration))
    stage.environment.restart_aws()
    stage.silence()


# -- the API -----------------------------------------------------------------------------------------------------------


def _view_unread(stage: Stage) -> None:
    """View a mail whose reading is gone: the answer says so, and the function has no accident."""
    bericht = stage.received()
    stage.lose("ARCHIEF", f"emailberichten/{bericht}/{stage.item('emailbericht', bericht)['parserversie']}/")
    stage.expect(request(stage, "openEmailbericht", given=on(bericht)), 503)


def _view_long(stage: Stage) -> None:
    stage.expect(request(stage, "openEmailbericht", given=on(_long_mail(stage))), 200, 201)


def _long_answer(stage: Stage) -> None:
    stage.expect(request(stage, "beantwoordEmailbericht", inhoud=_LONG), 201)


def _unknown_upload(operation: str) -> Step:
    """Ask for an upload that is not there, which is refused."""
    return lambda stage: _ask_with(stage, operation, str(uuid4()), 400)


def _with_upload(operation: str) -> Step:
    return lambda stage: _ask_with(stage, operation, stage.upload(medewerker(operation)), 201)


def _ask_with(stage: Stage, operation: str, upload: str, status: int) -> None:
    """Make a request that takes this upload along."""
    fields: dict[str, Any] = {"inhoud": _LONG, "bijlagen": [upload]}
    if operation == "splitsEmailbericht":
        klacht = {"onderwerp": "Klacht", "zaak": {"zaaktype": KLACHT.url, "omschrijving": "Klacht"}}
        fields = {"delen": [{"onderwerp": "Vergunning", "antwoord": fields}, klacht]}
    stage.expect(request(stage, operation, **fields), status)


def _long_message(stage: Stage) -> None:
    """Make a doorzending of a long mail, with a long message to its sender."""
    opened_mail = opened(stage, mail=_long_mail(stage))
    stage.expect(request(stage, "zendEmailberichtDoor", given=opened_mail, berichtAanKlant=_LONG), 201)


def _confirm_twice(stage: Stage) -> None:
    """Confirm two messages of an address that are formal: each is confirmed, also the second one on a day."""
    first = stage.received()
    second = _take_in(stage, address=stage.accepted[-1].adres)
    for bericht in (first, second):
        stage.expect(request(stage, "bevestigOntvangst", given=opened(stage, mail=bericht)), 201)


def _further_after_task(stage: Stage) -> None:
    """Write further on a question that went to a department: not before its task has ended."""
    made = done(stage, "maakInterneTaak")
    contact = on(made["klantcontact"]["identificatie"])
    stage.expect(request(stage, "stuurVervolgbericht", given=contact), 409)
    done(stage, "wijzigInterneTaak", given=on(made["interneTaak"]["identificatie"]))
    stage.expect(request(stage, "stuurVervolgbericht", given=contact), 201)


def _unread(operation: str) -> Step:
    """Ask an outcome of a mail whose reading is gone."""

    def play(stage: Stage) -> None:
        call = request(stage, operation)
        bericht = call.event["pathParameters"]["identificatie"]
        stage.lose("ARCHIEF", f"emailberichten/{bericht}/{stage.item('emailbericht', bericht)['parserversie']}/")
        (ending,) = stage.run([call])
        if ending.error:
            raise Missed(f"{operation}: error where an object is missing")

    return play


def _raadpleeg(stage: Stage) -> None:
    bericht = _long_mail(stage)
    stage.expect(request(stage, "beantwoordEmailbericht", given=opened(stage, mail=bericht), inhoud=_LONG), 201)
    stage.received()
    if not stage.expect(request(stage, "lijstEmailberichten"), 200)["results"]:
        raise Missed("the werkvoorraad does not hold a new mail")
    stage.expect(request(stage, "leesEmailbericht", given=on(bericht)), 200)
    afzender = stage.item("emailbericht", bericht)["envelop"]["afzenderAdres"]
    for criteria in ({"afzender": afzender}, {"van": als_tekst(datetime.now(UTC) - timedelta(days=1))}):
        search = request(stage, "zoekKlantcontacten", **{"afzender": None, "van": None, "tot": None} | criteria)
        if not stage.expect(search, 200)["results"]:
            raise Missed(f"nothing is found by {', '.join(criteria)}")
    for stored in stage.items("klantcontact"):
        stage.expect(request(stage, "leesKlantcontact", given=on(stored["identificatie"])), 200)
        for bijlage in stored["bijlagen"]:
            for operation in ("leesInformatieobject", "leesInhoud"):
                stage.expect(request(stage, operation, given=on(bijlage["informatieobject"])), 200)


def _who_looked(stage: Stage) -> None:
    """Ask who saw a klantcontact that somebody new reads here, until there is a line of them.

    They are new, since a worker stores a medewerker once: the table has been emptied of everybody it saw before.
    """
    seen = on(contact(stage))
    who = {**CLAIMS, "custom:medewerker": str(uuid4())}

    def found() -> list[dict[str, Any]]:
        stage.expect(request(stage, "leesKlantcontact", who, seen), 200)
        rows = stage.expect(request(stage, "lijstInzagen", given=seen), 200)["results"]
        return [row for row in rows if row["medewerker"] == who["custom:medewerker"]]

    if any(row["naam"] != who["name"] for row in wait_for(found, "a line of the audit log")):
        raise Missed("the name of a medewerker who logged in is not known")


def _restricted(stage: Stage) -> None:
    """Restrict a mail that became a task, which is ended; lift that, and restrict it again."""
    made = done(stage, "maakInterneTaak", toegewezenAan={"organisatorischeEenheid": EENHEID})
    done(stage, "wijzigInterneTaak", given=on(made["interneTaak"]["identificatie"]))
    contact = on(made["klantcontact"]["identificatie"])
    for beperkt in (True, False, True):
        stage.expect(request(stage, "zetBeperking", given=contact, beperkt=beperkt), 200)
    stage.expect(request(stage, "leesBeperking", given=contact), 200)
    if not stage.expect(request(stage, "lijstBeperkingen"), 200)["results"]:
        raise Missed("what is restricted is on no list")
    without = on(closed(stage))
    stage.expect(request(stage, "zetBeperkingOpEmailbericht", given=without), 200)
    stage.expect(request(stage, "leesBeperkingVanEmailbericht", given=without), 200)


def _outage(stage: Stage) -> None:
    """Have a beheerder register an outage that goes on."""
    done(stage, "registreerPostvakstoring", van=als_tekst(nu() - timedelta(hours=1)))


def _outages(stage: Stage) -> None:
    """Read the list of outages of postvakken."""
    _outage(stage)
    if not stage.expect(request(stage, "lijstPostvakstoringen"), 200)["results"]:
        raise Missed("an outage is on no list")


def _outage_of_mail(stage: Stage) -> None:
    """Read the outages that may matter to a formal message."""
    _outage(stage)
    formal = opened(stage)
    done(stage, "bevestigOntvangst", given=formal)
    if not stage.expect(request(stage, "lijstStoringenBijEmailbericht", given=on(formal.path["identificatie"])), 200)["results"]:
        raise Missed("a formal message has no outage")


def _samenhang(stage: Stage) -> None:
    bericht = _long_mail(stage)
    stage.expect(request(stage, "beantwoordEmailbericht", given=opened(stage, mail=bericht), inhoud=_LONG), 201)
    _take_in(stage, address=stage.accepted[-1].adres)
    gesprek = stage.expect(request(stage, "leesSamenhang", given=on(bericht)), 200)
    if not gesprek["openMail"]:
        raise Missed("other open mail of the same address is not shown")
    if len(json.dumps(gesprek)) < 1000:
        raise Missed("the conversation is empty")


def _read_again(stage: Stage) -> None:
    """List what was handled today, and read it again with to whom the reply went; and look along, and in quarantine."""
    bericht = _long_mail(stage)
    stage.expect(request(stage, "beantwoordEmailbericht", given=opened(stage, mail=bericht)), 201)
    if not stage.expect(query(request(stage, "lijstEmailberichten"), status="afgehandeld"), 200)["results"]:
        raise Missed("what was handled is not listed")
    if not stage.expect(request(stage, "leesEmailberichtTerug", given=on(bericht)), 200)["verstuurd"]:
        raise Missed("a handled mail does not tell to whom the reply went")
    for operation in ("kijkMeeMetEmailbericht", "leesEmailberichtInQuarantaine"):
        stage.expect(request(stage, operation), 200)


def _answer_of_texts(stage: Stage) -> None:
    """Answer with the text of a standaardantwoord, which counts it."""
    stage.expect(request(stage, "beantwoordEmailbericht", standaardantwoorden=[text(stage)]), 201)


def _split_of_texts(stage: Stage) -> None:
    """Answer two questions of one mail with it."""
    part = {"onderwerp": "Vraag", "antwoord": {"inhoud": "Dat kan.", "standaardantwoorden": [text(stage)]}}
    stage.expect(request(stage, "splitsEmailbericht", delen=[part, part]), 201)


def _preview(operation: str) -> Step:
    """Look at a mail before it leaves."""

    def play(stage: Stage) -> None:
        if not stage.expect(request(stage, operation), 200)["tekst"]:
            raise Missed(f"{operation} shows no text")

    return play


def _read_draft(stage: Stage) -> None:
    """Read the draft of a colleague."""
    if not stage.expect(request(stage, "leesConcept"), 200)["velden"]:
        raise Missed("a draft cannot be read")


def _own_list(stage: Stage) -> None:
    """Look at the own list of whom a mail was reserved for."""
    stage.expect(request(stage, "reserveerEmailbericht"), 200)
    if not stage.expect(query(request(stage, "lijstEmailberichten"), eigen="true"), 200)["results"]:
        raise Missed("a reserved mail is not on the own list")


def _read_unread(stage: Stage) -> None:
    """Look along with a mail whose reading is gone."""
    bericht = stage.received()
    stage.lose("ARCHIEF", f"emailberichten/{bericht}/{stage.item('emailbericht', bericht)['parserversie']}/")
    stage.expect(request(stage, "kijkMeeMetEmailbericht", given=on(bericht)), 503)


def _follow_task(stage: Stage) -> None:
    """Follow a task from its mail, and from its klantcontact."""
    made = done(stage, "maakInterneTaak")
    for operation, source in (
        ("lijstInterneTakenVanEmailbericht", made["klantcontact"]["emailbericht"]),
        ("lijstInterneTakenVanKlantcontact", made["klantcontact"]["identificatie"]),
    ):
        if not stage.expect(request(stage, operation, given=on(source)), 200)["results"]:
            raise Missed(f"{operation} does not name the task")


def _beheer(stage: Stage) -> None:
    one = _failed_sending(stage)
    if not stage.expect(request(stage, "lijstVerzendingen"), 200)["results"]:
        raise Missed("what needs attention is not on its list")
    stage.expect(request(stage, "leesVerzending", given=on(one)), 200)
    stage.expect(request(stage, "hervatVerzending", given=on(one)), 200, 201)
    stage.notify(Call("vangnet", {}))
    stage.expect(request(stage, "leesStand"), 200)


def _failed_sending(stage: Stage) -> object:
    cases.beantwoord(stage)
    one = cases.verzending(stage)["identificatie"]
    _put_on_list(stage, "verzending", one, "mislukt", timedelta(minutes=-1))
    return one


def _question_of_task(stage: Stage) -> None:
    """Ask the citizen something, and read the task with it."""
    made = on(task(stage)["identificatie"])
    stage.expect(request(stage, "vraagBurger", given=made), 201)
    if not stage.expect(request(stage, "leesInterneTaak", given=made), 200)["wachtOpBurger"]:
        raise Missed("a task does not show what was asked of the citizen")


def _tie_anew(stage: Stage) -> None:
    """Tie a mail to a zaak by a worker that has not read the secret and the certificate yet."""
    stage.renew("Doorzetten")
    stage.expect(request(stage, "koppelAanZaak"), 201)


def _make_late(stage: Stage, taak: object) -> None:
    """Let the term of a task end an hour ago."""
    moment = als_tekst(datetime.now(UTC) - timedelta(hours=1))
    overwrite(stage, "internetaak", taak, uiterlijk={"S": "2026-01-01"}, AANDACHT_SK={"S": f"{moment}#{taak}"})


def _known(operation: str) -> Step:
    """Have somebody whom nobody has seen use this: they are among the medewerkers then."""
    return lambda stage: _used(stage, operation, {**CLAIMS, "custom:medewerker": str(uuid4())})


def _used(stage: Stage, operation: str, claims: Claims) -> None:
    stage.expect(request(stage, operation, claims), 200)
    listed = stage.expect(request(stage, "lijstMedewerkers"), 200)["results"]
    if claims["custom:medewerker"] not in {each["medewerker"] for each in listed}:
        raise Missed("who used Klantmail is not among the medewerkers")


def _assign_to_one(stage: Stage) -> dict[str, str]:
    """Assign a task to a medewerker who has used Klantmail, and return who that is."""
    who = {"medewerker": str(uuid4())}
    _used(stage, "lijstInterneTaken", {**BEHANDELAAR, "custom:medewerker": who["medewerker"]})
    stage.expect(request(stage, "maakInterneTaak", toegewezenAan=who), 201)
    return who


def _reroute_to_one(stage: Stage) -> None:
    """Reroute a task to them."""
    who = _assign_to_one(stage)
    made = on(task(stage)["identificatie"])
    stage.expect(request(stage, "wijzigInterneTaak", given=made, actie="doorzetten", toegewezenAan=who, reden=None), 200)


def _assign(stage: Stage) -> None:
    _assign_to_one(stage)


def _taken(stage: Stage) -> None:
    made = task(stage)
    if not stage.expect(request(stage, "lijstInterneTaken"), 200)["results"]:
        raise Missed("a task is not on the list of its eenheid")
    stage.expect(request(stage, "leesInterneTaak", given=on(made["identificatie"])), 200)
    stage.expect(request(stage, "leesInhoudBijTaak", given=Given(made)), 200)
    done(stage, "wijzigInterneTaak", given=on(made["identificatie"]), actie="oppakken", reden=None)
    if not stage.expect(query(request(stage, "lijstInterneTaken"), eigen="true"), 200)["results"]:
        raise Missed("a task is not on the list of who took it")
    _make_late(stage, made["identificatie"])
    if not stage.expect(query(request(stage, "lijstInterneTaken"), teLaat="true"), 200)["results"]:
        raise Missed("a task whose term is over is not on the list of those")


def _settings(stage: Stage) -> None:
    """Ask for what the municipality has set up."""
    for operation in ("leesIk", "lijstPostvakken", "leesOndertekening", "lijstOrganisatorischeEenheden", "lijstZaaktypen"):
        stage.expect(request(stage, operation), 200)


def _notes(writing: str, reading: str) -> Step:
    """Write a note, and read it."""

    def play(stage: Stage) -> None:
        call = request(stage, writing)
        stage.expect(call, 201)
        if not stage.expect(request(stage, reading, given=on(call.event["pathParameters"]["identificatie"])), 200)["results"]:
            raise Missed(f"{reading} does not hold a note")

    return play


def _answer(stage: Stage) -> None:
    done(stage, "beantwoordEmailbericht")


def _fail_to_send(stage: Stage) -> None:
    _failed_sending(stage)


def _ask_a_department(stage: Stage) -> None:
    task(stage)


def _limited(operation: str, make: Step, **fields: None) -> Step:
    """Ask for a list by a login that has a right to one postvak: the mail that its rows come from is looked up.

    Args:
        make: makes what stands on it.
        fields: those of the body of the payload that are left out.
    """

    def play(stage: Stage) -> None:
        make(stage)
        call = request(stage, operation, **fields)
        call.event["requestContext"]["authorizer"]["claims"]["custom:postvakken"] = POSTVAK
        if not stage.expect(call, 200)["results"]:
            raise Missed(f"{operation} names nothing of the postvak of a login")

    return play


def _at_a_glance(stage: Stage) -> None:
    """Look at the werkvoorraad at a glance, where something waits."""
    stage.received()
    counted = stage.expect(request(stage, "leesWerkvoorraadstand"), 200)
    if not any(each["wachtend"]["aantal"] for each in counted["postvakken"]) or not counted["eenheden"]:
        raise Missed("what waits is not counted")


def _standaardantwoorden(stage: Stage) -> None:
    wording = stage.expect(request(stage, "maakStandaardantwoord"), 201)["identificatie"]
    if not stage.expect(request(stage, "lijstStandaardantwoorden"), 200)["results"]:
        raise Missed("a standard answer is not on the list")
    stage.expect(request(stage, "leesCijfers"), 200)
    stage.expect(request(stage, "leesStandaardantwoord", given=on(wording)), 200)
    bericht = opened(stage).path["identificatie"]
    stage.expect(request(stage, "vulStandaardantwoordIn", given=on(wording, emailbericht=bericht)), 200)


def _terms(stage: Stage) -> None:
    """Read the terms of keeping, which somebody has changed."""
    stage.expect(request(stage, "wijzigBewaartermijnen"), 200)
    if stage.expect(request(stage, "leesBewaartermijnen"), 200)["versie"] != 1:
        raise Missed("a change of the terms of keeping is not read")


def _log_in(stage: Stage) -> None:
    """Log in by the municipality's own login: it gives roles, and takes one away that it gave before."""
    event, pool, cognito = read_event("cognito-saml"), stage.environment.stack.user_pool, stage.aws.cognito
    attributes: dict[str, str] = event["request"]["userAttributes"]
    made = cognito.admin_create_user(
        UserPoolId=pool,
        Username=f"{uuid4()}@gemeente.example",
        TemporaryPassword=f"Aa1-{uuid4()}",
        UserAttributes=[{"Name": name, "Value": value} for name, value in attributes.items() if name.startswith("custom:")],
    )
    name = made["User"]["Username"]
    cognito.admin_add_user_to_group(UserPoolId=pool, Username=name, GroupName=Rol.TEAMLEIDER)
    event |= {"userPoolId": pool, "userName": name}
    event["request"]["groupConfiguration"]["groupsToOverride"] = [Rol.TEAMLEIDER]
    response = stage.notify(Call("aanmelden", event))["response"]
    given = response["claimsOverrideDetails"]["groupOverrideDetails"]["groupsToOverride"]
    kept = {each["GroupName"] for each in cognito.admin_list_groups_for_user(UserPoolId=pool, Username=name)["Groups"]}
    if not given or kept != set(given):
        raise Missed(f"a login has {sorted(kept)}, and was given {given}")
    if "custom:rollen" in {each["Name"] for each in cognito.admin_get_user(UserPoolId=pool, Username=name)["UserAttributes"]}:
        raise Missed("the claim of a login is still there")


def _lists(stage: Stage) -> None:
    """Read the lists of what is to be destroyed, and the addresses of one."""
    made = listed(stage)
    place = f"vernietiging/{made['identificatie']}/{made['sha256']}.csv"
    stage.s3.put_object(Bucket=ENVIRONMENT["ARCHIEF"], Key=place, Body=b"")
    if not stage.expect(request(stage, "lijstVernietigingslijsten"), 200)["results"]:
        raise Missed("a list of what is to be destroyed is not read")
    stage.expect(request(stage, "leesVernietigingslijst", given=on(made["identificatie"])), 200)
    stage.expect(request(stage, "leesVernietigingsstukken", given=on(made["identificatie"])), 200)


def _erase(stage: Stage) -> None:
    """Erase a mail that was answered with an upload, came in twice, and has notes and a task that was ended."""
    answer = cases.answer_to_double(stage).event
    mail = answer["pathParameters"]["identificatie"]
    upload = stage.upload(medewerker("beantwoordEmailbericht"))
    given = on(mail, inzageId=json.loads(answer["body"])["inzageId"])
    sent = stage.expect(request(stage, "beantwoordEmailbericht", given=given, bijlagen=[upload]), 201)
    stage.notify(Call("verzenden", {"verzending": sent["verzending"]["identificatie"]}))
    stage.expect(request(stage, "schrijfNotitieBijEmailbericht", given=on(mail)), 201)
    stage.expect(request(stage, "rectificeerKlantcontact", given=on(sent["klantcontacten"][0]["identificatie"])), 201)
    failed = read_event("ses-delivery")
    failed["detail"]["mail"]["tags"]["verzending"] = [sent["verzending"]["identificatie"]]
    sqs, queues = stage.aws.client("sqs"), [stage.name(each) for each in ("OntvangenMislukt", "BezorgstatusMislukt")]
    for queue in queues:
        sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(failed))
    _carry_out(stage, mail)
    for queue in queues:
        if sqs.receive_message(QueueUrl=queue).get("Messages"):
            raise Missed("an event of SES that failed outlives its mail")


def _carry_out(stage: Stage, mail: str) -> None:
    """Ask for the erasure of this mail, approve its list, and have that carried out."""
    wanted = stage.expect(request(stage, "vraagWissing", adres=None, emailbericht=mail), 201)["identificatie"]
    stage.notify(to_destroy({"lijst": wanted, "vanaf": 0}))
    made = stage.expect(request(stage, "leesVernietigingslijst", given=on(wanted)), 200)
    approval = request(stage, "keurVernietigingslijstGoed", given=on(wanted), sha256=made["sha256"])
    stage.expect(approval, 201)
    for vanaf in (0, 1):
        stage.notify(to_destroy({"lijst": wanted, "vanaf": vanaf}))
    if [row for row in stage.rows() if row["PK"]["S"] == f"EMAILBERICHT#{mail}"]:
        raise Missed("a mail that was to be erased is there")


def _erase_conversation(stage: Stage) -> None:
    """Erase what a citizen answered to a department, and then the mail that this was about.

    That one led to a task with a question, and to a zaak; a colleague left a draft for it.
    """
    mail = stage.received()
    address = stage.accepted[-1].adres
    stage.expect(request(stage, "bewaarConcept", {**CLAIMS, **cases.BRAM}, on(mail)), 201)
    given = opened(stage, mail=mail)
    made = done(stage, "maakInterneTaak", given=given, toegewezenAan={"organisatorischeEenheid": EENHEID}, berichtAanKlant=None)
    taak, contact = on(made["interneTaak"]["identificatie"]), on(made["klantcontact"]["identificatie"])
    reply = _asked_and_replied(stage, taak, address)
    done(stage, "sluitEmailberichtAf", given=opened(stage, mail=reply), soort="geen_klantcontact", berichtAanKlant=None)
    done(stage, "wijzigInterneTaak", given=taak)
    done(stage, "maakZaakBijKlantcontact", given=contact)
    (zaak,) = stage.items("zaak")
    overwrite(stage, "zaak", zaak["identificatie"], status={"S": "geregistreerd"})
    for each in (reply, mail):
        _carry_out(stage, each)
    if left := sorted({row["soort"]["S"] for row in stage.rows()} & {"concept", "internetaak", "taakgesprek", "zaak"}):
        raise Missed(f"of a mail that was erased is left: {', '.join(left)}")


def _night(stage: Stage) -> None:
    """Make the list of this month. Nothing here is old enough to stand on it."""
    stage.notify(Call("vernietigen", {}))
    if not stage.expect(request(stage, "lijstVernietigingslijsten"), 200)["results"]:
        raise Missed("the list of this month was not made")


def _night_of_zaak(stage: Stage) -> None:
    """Make the list of this month, with a mail of long ago on it whose zaak may be destroyed.

    The worker has not read the secret and the certificate yet: the first that is refused leaves the other one read.
    """
    stage.renew("Vernietigen")
    zaak = done(stage, "koppelAanZaak")["zaak"]["identificatie"]
    overwrite(stage, "zaak", zaak, status={"S": "geregistreerd"})
    antedate(stage.dynamodb, stage.table, str(stage.item("zaak", zaak)["emailbericht"]))
    stage.notify(Call("vernietigen", {}))
    (made,) = stage.expect(request(stage, "lijstVernietigingslijsten"), 200)["results"]
    if [each["emailberichten"] for each in made["aantallen"]] != [1]:
        raise Missed(f"a mail whose zaak may be destroyed is not on the list: {made['blijftBijZaak']}")


def _erase_person(stage: Stage) -> None:
    """List all mail of a person, by what was closed and by a klantcontact."""
    one = _sent(stage)
    wanted = stage.expect(request(stage, "vraagWissing", adres=str(one["naar"][0])), 201)["identificatie"]
    stage.notify(to_destroy({"lijst": wanted, "vanaf": 0}))
    if not stage.expect(request(stage, "leesVernietigingslijst", given=on(wanted)), 200)["aantallen"]:
        raise Missed("the mail of a person is not on the list")


def _destroy_again(stage: Stage) -> None:
    """Remove again what a restored backup brought back, as far as there are tombstones."""
    _erase(stage)
    if not stage.notify(Call("vernietigen", {"herstel": ""}))["bekeken"]:
        raise Missed("no tombstone was looked at")


def _collect(stage: Stage) -> None:
    """Collect all of a person: mail that was answered, became a task or a zaak, and one that waits and was not read."""
    one = _sent(stage)
    address, answered = str(one["naar"][0]), str(one["emailbericht"])
    stage.expect(request(stage, "schrijfNotitieBijEmailbericht", given=on(answered)), 201)
    stage.expect(request(stage, "rectificeerKlantcontact", given=cases.question(stage)), 201)
    for operation in ("maakInterneTaak", "maakZaak"):
        stage.expect(request(stage, operation, given=opened(stage, mail=_take_in(stage, address=address))), 201)
    waiting = _take_in(stage, address=address)
    stage.expect(request(stage, "bewaarConcept", given=on(waiting)), 201)
    stage.lose("ARCHIEF", f"emailberichten/{waiting}/{stage.item('emailbericht', waiting)['parserversie']}/")
    left = f"{POSTVAK}/{uuid4().hex}"
    stage.s3.put_object(Bucket=ENVIRONMENT["INTAKE"], Key=left, Body=b"")
    wanted = stage.expect(request(stage, "vraagInzageverzoek", adressen=[address]), 202)["identificatie"]
    stage.notify(to_collect({"verzoek": wanted}))
    if not stage.expect(request(stage, "leesInzageverzoek", given=on(wanted)), 200)["nietIngenomen"]:
        raise Missed("a mail that was not taken in is not waited for")
    stage.lose("INTAKE", left)
    for _ in range(2):
        stage.notify(to_collect({"verzoek": wanted}))
    made = stage.expect(request(stage, "leesInzageverzoek", given=on(wanted)), 200)
    if (made["status"], made["gevonden"]) != ("klaar", 4):
        raise Missed(f"of {made['gevonden']} mails {made['verwerkt']} are collected, and the request is {made['status']}")
    if empty := [kind for kind, count in made["aantallen"].items() if not count]:
        raise Missed(f"of a person nothing is collected of {', '.join(empty)}")


def _collect_woo(stage: Stage) -> None:
    """Collect the mail about a matter: one that was answered, and one that waits."""
    answered = stage.item("emailbericht", str(_sent(stage)["emailbericht"]))
    _take_in(stage)
    day = dag_hier(uit_tekst(str(answered["envelop"]["ontvangenOp"]))).isoformat()
    words = answered["envelop"]["onderwerp"]
    asked = request(stage, "vraagWooverzoek", van=day, tot=day, woorden=words, postvakken=[])
    wanted = stage.expect(asked, 202)["identificatie"]
    for _ in range(2):
        stage.notify(to_collect({"verzoek": wanted, "soort": "woo"}))
    made = stage.expect(request(stage, "leesWooverzoek", given=on(wanted)), 200)
    if made["status"] != "klaar" or not made["aantallen"]["emailberichten"]:
        raise Missed(f"a Woo-verzoek is {made['status']} with {made['aantallen']}")
    if not stage.expect(request(stage, "lijstWooverzoeken"), 200)["results"]:
        raise Missed("a Woo-verzoek is not read")


def _requests(stage: Stage) -> None:
    """Read the requests for mail that is collected, and fetch what was collected for one of each kind."""
    for kind, ask, name in (("inzage", asked_for, "Inzageverzoek"), ("woo", asked_for_woo, "Wooverzoek")):
        wanted = ask(stage)
        for _ in range(2):
            stage.notify(to_collect({"verzoek": wanted, "soort": kind}))
        if not stage.expect(request(stage, f"lijst{name}en"), 200)["results"]:
            raise Missed(f"no {name} is read")
        stage.expect(request(stage, f"lees{name}", given=on(wanted)), 200)


def _upload(stage: Stage) -> None:
    """Use the form, as a browser does."""
    wanted = request(stage, "vraagUpload")
    form = stage.expect(wanted, 201)
    content = b"x" * int(json.loads(wanted.event["body"])["bestandsomvang"])
    response = httpx.post(form["url"], data=form["velden"], files={"file": ("x", content)}, timeout=30, trust_env=False)
    if response.status_code not in {200, 201, 204}:
        stage.said.append(f"HTTP {response.status_code} {response.text}")
        raise Missed(f"the form of an upload gives {response.status_code}")


SCENES: Final[dict[str, tuple[Step, ...]]] = {
    "ontvangen": (
        *_cases("ontvangen", "ontvangen op een alias", "ontvangen met bevestiging", "ontvangen van een bounce"),
        *_cases("ontvangen van dezelfde e-mail"),
        _reply_of_citizen,
        _reply_to_department,
        _addition,
    ),
    "verzenden": (*_cases("verzenden"), _send_by_name, _send_what_is_gone),
    "bezorgstatus": (*map(_told, ("delivery", "bounce")), _settled_doubt),
    "registreren": (_register_by_name, *_cases("registreren"), _register_what_is_gone),
    "vertellen": (_tell,),
    "tellen": (_count, _tell_again),
    "indexeren": (_index,),
    "vangnet": (_round,),
    "vegen": (_veeg,),
    "vernietigen": (_night, _night_of_zaak, _erase, _erase_person, _destroy_again, _erase_conversation),
    "verzamelen": (_collect, _collect_woo),
    "herlijsten": (_herlijst, *_cases("herlijsten afgehandeld")),
    "inzien": (*_cases("inzage", "inzage verlengen", "terugleggen"), _view_long, _view_unread, _view_double),
    "beantwoorden": (
        *_cases("antwoord", "antwoord met uploads", "antwoord op dezelfde e-mail", "vervolgbericht", "ontvangstbevestiging"),
        _long_answer,
        _preview("toonVoorbeeld"),
        _preview("toonVoorbeeldVanVervolgbericht"),
        _answer_of_texts,
        _unknown_upload("beantwoordEmailbericht"),
        _unread("beantwoordEmailbericht"),
        _with_upload("stuurVervolgbericht"),
        _unknown_upload("stuurVervolgbericht"),
        _further_after_task,
        _confirm_twice,
        _unread("bevestigOntvangst"),
    ),
    "aanmelden": (_log_in,),
    "raadplegen": (
        _known("leesWerkvoorraadstand"),
        *_cases("bijgevoegde e-mail lezen"),
        _raadpleeg,
        _search,
        _samenhang,
        _outage_of_mail,
        _who_looked,
        _read_again,
        _own_list,
        _at_a_glance,
        _limited("zoekKlantcontacten", _answer, afzender=None, van=None, tot=None),
        _read_unread,
        _follow_task,
    ),
    "beheren": (
        _known("lijstVerzendingen"),
        _beheer,
        _limited("lijstVerzendingen", _fail_to_send),
        _zaken,
        *_cases("vrijgave", "zaak hervatten", "bewaartermijnen wijzigen", "goedkeuring", "wissing"),
        *_cases("inzageverzoek", "woo-verzoek", "beperking", "mailbeperking", "storing", "storing wijzigen"),
        _restricted,
        _outages,
        _terms,
        _lists,
        _requests,
    ),
    "ordenen": (
        *_cases("rectificatie", "notitie", "reservering", "reservering opgeven", "heropening", "verplaatsing"),
        *_cases("verplaatsing van een formeel bericht"),
        *_cases("apartzetten", "quarantaine sluiten"),
        *_cases("concept", "concept wijzigen", "concept weggooien"),
        _notes("schrijfNotitieBijEmailbericht", "lijstNotitiesBijEmailbericht"),
        _read_draft,
    ),
    "doorzetten": (
        _tie_anew,
        _assign,
        *_cases("vervolgtaak", "vervolgzaak", "vervolgkoppeling", "zaakkoppeling", "zaakkoppeling met bericht"),
        *_cases("interne taak", "zaak", "doorzending", "doorzending met bericht", "geen actie nodig", "geen klantcontact"),
        *_cases("interne taak met bericht", "zaak met bericht", "geen actie nodig met bericht", "splitsing"),
        _long_message,
        _split_double,
        _split_of_texts,
        _unread("maakInterneTaak"),
        _with_upload("splitsEmailbericht"),
        _unknown_upload("splitsEmailbericht"),
        _unread("splitsEmailbericht"),
    ),
    "taken": (
        *_cases("taaknotitie"),
        _notes("schrijfNotitieBijInterneTaak", "lijstNotitiesBijInterneTaak"),
        _taken,
        _limited("lijstInterneTaken", _ask_a_department),
        *_cases("bijgevoegde e-mail bij een taak lezen"),
        *_cases("taak oppakken", "taak teruggeven", "taak naar het KCC", "taak doorzetten"),
        *_cases("taak afronden", "taak beantwoorden", "taak: vraag aan de burger"),
        _question_of_task,
        _preview("toonVoorbeeldVanTaakantwoord"),
        _preview("toonVoorbeeldVanTaakvraag"),
        _reroute_to_one,
        _with_upload("beantwoordInterneTaak"),
        _unknown_upload("beantwoordInterneTaak"),
    ),
    "inrichting": (
        *_cases("standaardantwoord", "standaardantwoord wijzigen", "ondertekening wijzigen"),
        _standaardantwoorden,
        _settings,
        _known("lijstPostvakken"),
    ),
    "uploads": (_upload,),
}
"""The scene of each directory of `functions/`. A function without a scene has no rights of its own."""
