"""All that is held about a person is collected for who asks for it, and nothing of anybody else.

A town in which three persons mail is collected for one of them, and compared with a search of all that is stored.
"""

import json
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final
from unittest.mock import patch

from moto.s3.models import s3_backends

from klantmail.domain.verzamelverzoek import BEWAARD, GEDULD
from klantmail.usecases.nazorg import verzamelen
from tests.support import mdto
from tests.support.audit import logged
from tests.support.aws import ACCOUNT, ENVIRONMENT
from tests.support.builders import POSTVAK
from tests.support.keeping import MADE_BY_OUR_READER, START, Killed, Sent, Town, dying_at, words_in
from tests.support.kinds import FOR_A_WEEK, HANDED_OUT, NOT_HANDED_OUT
from tests.support.scenes.operations import CLAIMS, done, on, opened, request

_PASSED_OVER: Final = NOT_HANDED_OUT.keys() | FOR_A_WEEK.keys()


def lives(town: Town) -> tuple[list[Sent], list[Sent], Sent]:
    """Have three persons mail, the first one with every outcome.

    Returns: the mails of the first one, those of the others, and that of which the first one got a copy.
    """
    asked, others = [town.mail()], [town.mail(), town.mail()]
    for mail in (asked[0], others[0]):
        town.note(mail)
        town.answer(mail)
    asked += [town.mail(of=asked[0]) for _ in range(5)]
    asked.append(town.mail(of=asked[0], spam=True))
    others.append(town.mail(of=others[0]))
    town.task(asked[1], "Burgerzaken")
    town.task(others[1], "Burgerzaken")
    town.forward(asked[2])
    town.close(asked[3], "geen_klantcontact")
    town.zaak(asked[4])
    for mail in (asked[5], others[2]):
        done(town.place, "bewaarConcept", given=on(mail.mail), velden={"inhoud": f"Beste {mail.word}"})
    copied = town.mail(of=others[0], copy=asked[0])
    return asked, [*others, copied], copied


def records(zips: list[dict[str, bytes]], kind: str) -> list[dict[str, Any]]:
    return [record for files in zips for record in json.loads(files[f"gegevens/{kind}.json"])]


def missing(town: Town, asked: list[Sent], zips: list[dict[str, bytes]], copied: Sent | None = None) -> list[str]:
    """Return the places that hold something of this person of which the zips have nothing.

    Args:
        copied: the mail of another, of which this person got a copy.
    """
    whole = b"".join(content for files in zips for content in files.values()).decode("utf-8", "replace")
    files = {content for each in zips for content in each.values()}
    uit = []
    for item in town.items():
        kind = item["PK"]["S"].partition("#")[0]
        text = json.dumps(item)
        if not any(one.word in text or one.mail in text for one in asked) or kind in _PASSED_OVER:
            continue
        names = item["PK"]["S"].rpartition("#")[2], item.get("identificatie", {"S": ""})["S"]
        if kind not in HANDED_OUT or not any(name and name in whole for name in names):
            uit.append(item["PK"]["S"])
    mine = {one.mail for one in asked}
    for key, content in town.objects().items():
        of_person = any(mail in key for mail in mine) or any(one.word.encode() in content for one in asked)
        elsewhere = (
            key.startswith("inzageverzoeken/") or key.endswith(MADE_BY_OUR_READER) or (copied is not None and copied.mail in key)
        )
        if of_person and not elsewhere and content not in files:
            uit.append(key)
    return uit


def of_others(others: list[Sent], zips: list[dict[str, bytes]]) -> list[str]:
    words = {each.word for each in others}
    return [
        name
        for files in zips
        for name, content in files.items()
        if list(words_in(f"{name} {content.decode('utf-8', 'replace')}", words))
        or any(each.mail.encode() in content or each.mail in name for each in others)
    ]


def test_everything_of_a_person_is_handed_out_and_nothing_of_anybody_else(town: Town) -> None:
    asked, others, copied = lives(town)
    wanted = town.ask_all(asked[0].address.upper())
    assert (wanted["status"], wanted["gevonden"], wanted["bestanden"]) == ("wordt_gemaakt", None, [])
    with logged() as log:
        town.work()
    lines = [line for line in map(json.loads, log.text.splitlines()) if line["message"] == "audit" and "getoond" in line]
    assert {each.mail for each in asked} == {word for line in lines for word in line["getoond"].split()} & {
        each.mail for each in [*asked, *others]
    }
    assert {(line["actor"], line["object"]) for line in lines} == {(wanted["medewerker"], wanted["identificatie"])}
    read, zips = town.handed_out(wanted)
    assert (read["status"], read["gevonden"], read["verwerkt"], len(zips)) == ("klaar", 7, 7, 1)
    assert missing(town, asked, zips, copied) == []
    assert of_others(others, zips) == []
    for kind, count in read["aantallen"].items():
        assert count == len(records(zips, kind)) > 0 or kind == "inzagen", kind
    assert "X-Amz-Expires=86400" in read["bestanden"][0]["inhoudUrl"]
    files = [name for name in zips[0] if name.startswith("emailberichten/") and not name.endswith(".mdto.xml")]
    for name in files:
        described = mdto.read(zips[0][f"{name}.mdto.xml"])
        assert mdto.text(described, "checksum/checksumWaarde") == sha256(zips[0][name]).hexdigest()
    records_described = [name for name in zips[0] if name.endswith(".mdto.xml") and name.removesuffix(".mdto.xml") not in files]
    assert len(records_described) >= read["aantallen"]["emailberichten"] + read["aantallen"]["klantcontacten"]
    assert [mdto.faults(content) for name, content in zips[0].items() if name.endswith(".mdto.xml")] == [[]] * (
        len(files) + len(records_described)
    )
    page = zips[0]["overzicht.html"].decode()
    assert "<script" not in page
    for each in asked:
        assert each.word in page
        assert zips[0][f"emailberichten/{each.mail}/e-mail.eml"]


def test_what_was_sent_to_a_person_about_the_mail_of_another_is_theirs_and_that_mail_is_not(town: Town) -> None:
    mine, other = town.mail(), town.mail()
    town.note(other)
    given = opened(town.place, mail=other.mail)
    made = done(
        town.place,
        "beantwoordEmailbericht",
        given=given,
        inhoud="Ter informatie.",
        aan=[mine.address],
        anderAdresBevestigd=True,
        bijlagen=[],
    )
    wanted = town.ask_all(mine.address)
    town.work()
    read, zips = town.handed_out(wanted)
    assert read["gevonden"] == 2
    assert [each["identificatie"] for each in records(zips, "emailberichten")] == [mine.mail]
    assert [each["identificatie"] for each in records(zips, "verzendingen")] == [made["verzending"]["identificatie"]]
    assert [each["initiatiefnemer"] for each in records(zips, "klantcontacten")] == ["gemeente"]
    assert records(zips, "notities") == []
    whole = next(content for key, content in town.objects().items() if other.mail in key and key.endswith(".eml"))
    assert whole not in zips[0].values()
    sent, contact = made["verzending"]["identificatie"], records(zips, "klantcontacten")[0]["identificatie"]
    assert {name.removeprefix(f"emailberichten/{other.mail}/") for name in zips[0] if other.mail in name} == {
        f"verzonden/{sent}.eml",
        f"verzonden/{sent}.eml.mdto.xml",
        f"klantcontacten/{contact}.mdto.xml",
    }


def test_what_does_not_fit_into_one_zip_goes_on_in_the_next(town: Town) -> None:
    asked = [town.mail()]
    asked += [town.mail(of=asked[0]) for _ in range(3)]
    wanted = town.ask_all(asked[0].address)
    with patch.object(verzamelen, "VOL", 1):
        town.functions.load("verzamelen")
        town.work()
    read, zips = town.handed_out(wanted)
    assert [each["emailberichten"] for each in read["bestanden"]] == [1, 1, 1, 1]
    assert read["aantallen"]["emailberichten"] == 4
    assert missing(town, asked, zips) == []
    pages = [files["overzicht.html"].decode() for files in zips]
    assert ["er volgt nog een bestand" in page for page in pages] == [True, True, True, False]


def _left_in_intake(town: Town, sent: Sent) -> str:
    """Have the object of a mail lie in the intake as if its event was lost, at the time of the town; return its key."""
    key = f"{POSTVAK}/{sent.ses_id}"
    town.s3.put_object(Bucket=ENVIRONMENT["INTAKE"], Key=key, Body=town.arrivals[sent.mail][0])
    s3_backends[ACCOUNT]["aws"].buckets[ENVIRONMENT["INTAKE"]].keys[key].last_modified = town.clock.moment.replace(tzinfo=None)
    return key


def _forget(town: Town, sent: Sent) -> None:
    """Have a mail as it was before its event came: its object is there, and the table knows nothing of it."""
    town.dynamodb.delete_item(
        TableName=town.place.table, Key={"PK": {"S": f"EMAILBERICHT#{sent.mail}"}, "SK": {"S": "EMAILBERICHT"}}
    )


def _asked_while_one_is_late(town: Town) -> tuple[list[Sent], Sent, dict[str, Any]]:
    """Have all mail of a person asked for while one lies in the intake: what is there, the late one, the request."""
    asked = [town.mail()]
    late = town.mail(of=asked[0])
    _forget(town, late)
    _left_in_intake(town, late)
    town.clock.moment += timedelta(minutes=1)
    return asked, late, town.ask_all(asked[0].address)


def test_mail_whose_event_is_late_is_waited_for_and_handed_out(town: Town) -> None:
    asked, late, wanted = _asked_while_one_is_late(town)
    for _ in range(2):
        town.once_collected(wanted["identificatie"])
    read, _ = town.handed_out(wanted)
    assert (read["status"], read["nietIngenomen"], read["gevonden"]) == ("wordt_gemaakt", 1, None)
    arrived = town.arrivals[late.mail][1]
    town.functions.invoke(arrived.function, arrived.event)
    town.work()
    for _ in range(2):  # its own messages come a minute later
        town.once_collected(wanted["identificatie"])
    read, zips = town.handed_out(wanted)
    assert (read["status"], read["nietIngenomen"], read["gevonden"]) == ("klaar", 0, 2)
    assert missing(town, [*asked, late], zips) == []


def test_mail_that_is_not_taken_in_for_hours_is_counted_and_the_rest_is_handed_out(town: Town) -> None:
    _, _, wanted = _asked_while_one_is_late(town)
    town.clock.moment += GEDULD
    town.work()
    read, zips = town.handed_out(wanted)
    assert (read["status"], read["nietIngenomen"], read["gevonden"]) == ("klaar", 1, 1)
    assert json.loads(zips[0]["gegevens/verzoek.json"]) == {"nietIngenomen": 1}
    assert "Aantal: 1." in zips[0]["overzicht.html"].decode()


def test_what_a_killed_intake_left_of_a_mail_that_was_read_keeps_nobody_waiting(town: Town) -> None:
    asked = [town.mail()]
    _left_in_intake(town, asked[0])
    town.clock.moment += timedelta(minutes=1)
    wanted = town.ask_all(asked[0].address)
    town.work()
    read, _ = town.handed_out(wanted)
    assert (read["status"], read["nietIngenomen"], read["gevonden"]) == ("klaar", 0, 1)


def test_who_is_not_known_gets_a_page_that_says_so(town: Town) -> None:
    town.mail()
    wanted = town.ask_all("niemand@burger.example")
    town.work()
    read, (files,) = town.handed_out(wanted)
    assert (read["status"], read["gevonden"]) == ("klaar", 0)
    assert "geen e-mail van dit adres" in files["overzicht.html"].decode()


def test_a_request_is_gone_after_a_week_and_says_when_dynamodb_may_remove_it(town: Town) -> None:
    wanted = town.ask_all("niemand@burger.example")
    (item,) = [each for each in town.items() if each["PK"] == {"S": "INZAGEVERZOEK"}]
    end = START + BEWAARD
    assert end.timestamp() <= int(item["vervaltOp"]["N"]) <= end.timestamp() + 60
    assert [each["identificatie"] for each in _list(town)] == [wanted["identificatie"]]
    town.clock.moment += BEWAARD + timedelta(minutes=1)
    assert _list(town) == []
    call = request(town.place, "leesInzageverzoek", given=on(wanted["identificatie"]))
    assert town.functions.invoke_api(call.function, call.event)[0] == 404


def _list(town: Town) -> list[dict[str, Any]]:
    return list(town.place.ask(request(town.place, "lijstInzageverzoeken"))["results"])


def test_only_a_privacy_officer_asks_reads_and_fetches(town: Town) -> None:
    wanted = town.ask_all("niemand@burger.example")
    for operation, given in (
        ("lijstInzageverzoeken", None),
        ("vraagInzageverzoek", None),
        ("leesInzageverzoek", on(wanted["identificatie"])),
    ):
        for role in ("kcc-medewerker", "beheerder", "archivaris", "teamleider", "behandelaar"):
            call = request(town.place, operation, {**CLAIMS, "cognito:groups": role}, given)
            assert town.functions.invoke_api(call.function, call.event)[0] == 403, (operation, role)


def named(town: Town, wanted: str) -> set[str]:
    """Return the objects that a request names."""
    (item,) = [each for each in town.items() if each["SK"] == {"S": wanted}]
    keys = [each["M"]["sleutel"]["S"] for each in item["bestanden"]["L"]]
    return {*keys, *([item["gevondenSleutel"]["S"]] if "gevondenSleutel" in item else [])}


def test_a_collector_that_dies_at_any_call_leaves_nothing_half(town: Town) -> None:
    asked = [town.mail()]
    town.answer(asked[0])
    asked.append(town.mail(of=asked[0]))
    step = 13
    for after in (False, True):
        call = 1
        while True:
            wanted = town.ask_all(asked[0].address)
            with dying_at(call, after=after) as calls, suppress(Killed, UserWarning):  # of a handler without metrics
                town.once_collected(wanted["identificatie"])
            assert named(town, wanted["identificatie"]) <= set(town.keys())
            town.work()
            read, zips = town.handed_out(wanted)
            assert (read["status"], read["verwerkt"], len(zips)) == ("klaar", 2, 1), (call, after)
            assert missing(town, asked, zips) == []
            if calls[0] < call:
                break
            call += step
