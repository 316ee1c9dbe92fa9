"""The mail about a matter is collected for a Woo-verzoek, and what is left out of it is named with the reason.

A town in which mail came to every end is collected from, and compared with a scan of the table and the bucket.
"""

import json
from contextlib import suppress
from csv import DictReader
from datetime import date, timedelta
from io import StringIO
from typing import Any, Final
from unittest.mock import patch

from klantmail.domain.verzamelverzoek import BEWAARD
from klantmail.usecases.nazorg import verzamelen
from tests.support import mdto
from tests.support.audit import logged
from tests.support.keeping import MADE_BY_OUR_READER, START, Killed, Sent, Town, dying_at
from tests.support.scenes.operations import CLAIMS, on, request

FIRST: Final = START.date()


def lives(town: Town) -> dict[str, Sent]:
    """Have a mail come to each end, each on a day of its own, and return them by it."""
    ends: dict[str, Sent] = {}
    for end in ("antwoord", "taak", "doorzending", "zaak", "gesloten", "wacht", "spam", "laatste"):
        ends[end] = mail = town.mail(spam=end == "spam")
        match end:
            case "antwoord" | "laatste":
                town.answer(mail)
            case "taak":
                town.task(mail, "Burgerzaken")
                town.note(mail)
            case "doorzending":
                town.forward(mail)
            case "zaak":
                town.zaak(mail)
            case "gesloten":
                town.close(mail, "geen_klantcontact")
        town.clock.moment += timedelta(days=1)
    return ends


def fetched(town: Town, asked: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, bytes]]]:
    return town.handed_out(asked, "leesWooverzoek")


def left_out(zips: list[dict[str, bytes]]) -> dict[str, str]:
    """Return the reason why, by e-mailbericht."""
    rows = [row for files in zips for row in DictReader(StringIO(files["weggelaten.csv"].decode()))]
    assert len({row["emailbericht"] for row in rows}) == len(rows)
    return {row["emailbericht"]: row["reden"] for row in rows}


def handed_out(zips: list[dict[str, bytes]], kind: str) -> set[str]:
    return {record["identificatie"] for files in zips for record in json.loads(files[f"gegevens/{kind}.json"])}


def scanned(town: Town, word: str, first: date, last: date) -> dict[str, dict[str, Any]]:
    """Return the mails that a scan finds by a word of their subject and their day, by identificatie."""
    return {
        item["identificatie"]["S"]: item
        for item in town.items()
        if item["soort"]["S"] == "emailbericht"
        and word in item["envelop"]["M"]["onderwerp"]["S"].lower().split()
        and first.isoformat() <= item["envelop"]["M"]["ontvangenOp"]["S"][:10] <= last.isoformat()
    }


def test_what_is_handed_out_and_what_is_left_out_is_together_what_a_scan_finds(town: Town) -> None:
    ends = lives(town)
    last = FIRST + timedelta(days=7)  # a task takes a day
    asked = town.ask_woo("Vráág", FIRST, last)
    with logged() as log:
        town.work()
    read, zips = fetched(town, asked)
    found = scanned(town, "vraag", FIRST, last)
    assert (read["status"], read["gevonden"], read["verwerkt"], len(found)) == ("klaar", 7, 7, 7)
    given = handed_out(zips, "emailberichten")
    assert given == {ends[end].mail for end in ("antwoord", "taak", "doorzending", "zaak")}
    assert left_out(zips) == {
        ends["gesloten"].mail: "geen_klantcontact",
        ends["wacht"].mail: "niet_afgehandeld",
        ends["spam"].mail: "quarantaine",
    }
    assert given | left_out(zips).keys() == found.keys()
    for kind, soort in (("klantcontacten", "klantcontact"), ("verzendingen", "verzending"), ("zaken", "zaak")):
        of_these = {
            item["identificatie"]["S"]
            for item in town.items()
            if item["soort"]["S"] == soort and item["emailbericht"]["S"] in given
        }
        assert handed_out(zips, kind) == of_these != set()
    files = {content for each in zips for content in each.values()}
    stored = {
        key: content
        for key, content in town.objects().items()
        if not key.startswith("wooverzoeken/") and not key.endswith(MADE_BY_OUR_READER) and any(one in key for one in given)
    }
    assert len(stored) >= 2 * len(given)
    assert [key for key, content in stored.items() if content not in files] == []
    whole = b"".join(content for each in zips for content in each.values()).decode("utf-8", "replace")
    assert f"Goedemorgen, ik ben {ends['antwoord'].word}" in whole
    for end in ("gesloten", "wacht", "spam", "laatste"):
        assert f"Goedemorgen, ik ben {ends[end].word}" not in whole
    for kind, count in read["aantallen"].items():
        assert count == (
            len(left_out(zips)) if kind == "weggelaten" else sum(len(json.loads(one[f"gegevens/{kind}.json"])) for one in zips)
        )
    assert [mdto.faults(content) for one in zips for name, content in one.items() if name.endswith(".mdto.xml")].count([]) >= 12
    lines = [line for line in map(json.loads, log.text.splitlines()) if line["message"] == "audit" and "getoond" in line]
    assert given <= {word for line in lines for word in line["getoond"].split()}
    assert {(line["actor"], line["object"]) for line in lines} == {(asked["medewerker"], asked["identificatie"])}
    assert "X-Amz-Expires=86400" in read["bestanden"][0]["inhoudUrl"]


def test_words_and_postvakken_narrow_it(town: Town) -> None:
    mine, other = town.mail(), town.mail()
    town.answer(mine)
    town.answer(other)
    for words, postvakken, expected in (
        (f"vraag {mine.word}", [], {mine.mail}),
        ("vraag", ["info@gemeente.example"], {mine.mail, other.mail}),
        ("vraag", ["burgerzaken@gemeente.example"], set()),
        ("iets anders", [], set()),
    ):
        asked = town.ask_woo(words, FIRST, FIRST, *postvakken)
        town.work()
        read, zips = fetched(town, asked)
        assert (read["status"], handed_out(zips, "emailberichten")) == ("klaar", expected)


def test_what_does_not_fit_into_one_zip_goes_on_in_the_next(town: Town) -> None:
    asked = [town.mail() for _ in range(3)]
    for mail in asked:
        town.answer(mail)
    wanted = town.ask_woo("vraag", FIRST, FIRST)
    with patch.object(verzamelen, "VOL", 1):
        town.functions.load("verzamelen")
        town.work()
    read, zips = fetched(town, wanted)
    assert [each["emailberichten"] for each in read["bestanden"]] == [1, 1, 1]
    assert handed_out(zips, "emailberichten") == {each.mail for each in asked}


def test_a_request_is_gone_after_a_week(town: Town) -> None:
    wanted = town.ask_woo("vraag", FIRST, FIRST)
    (item,) = [each for each in town.items() if each["PK"] == {"S": "WOOVERZOEK"}]
    end = START + BEWAARD
    assert end.timestamp() <= int(item["vervaltOp"]["N"]) <= end.timestamp() + 60
    listed = request(town.place, "lijstWooverzoeken")
    assert [each["identificatie"] for each in town.place.ask(listed)["results"]] == [wanted["identificatie"]]
    town.clock.moment += BEWAARD + timedelta(minutes=1)
    assert town.place.ask(listed)["results"] == []
    call = request(town.place, "leesWooverzoek", given=on(wanted["identificatie"]))
    assert town.functions.invoke_api(call.function, call.event)[0] == 404


def test_only_an_archivaris_asks_reads_and_fetches(town: Town) -> None:
    wanted = town.ask_woo("vraag", FIRST, FIRST)
    for operation, given in (
        ("lijstWooverzoeken", None),
        ("vraagWooverzoek", None),
        ("leesWooverzoek", on(wanted["identificatie"])),
    ):
        for role in ("kcc-medewerker", "beheerder", "privacyfunctionaris", "teamleider", "behandelaar"):
            call = request(town.place, operation, {**CLAIMS, "cognito:groups": role}, given)
            assert town.functions.invoke_api(call.function, call.event)[0] == 403, (operation, role)


def test_a_collector_that_dies_at_any_call_leaves_nothing_half(town: Town) -> None:
    asked, waits = town.mail(), town.mail()
    town.answer(asked)
    step = 9
    for after in (False, True):
        call = 1
        while True:
            wanted = town.ask_woo("vraag", FIRST, FIRST)
            with dying_at(call, after=after) as calls, suppress(Killed, UserWarning):  # of a handler without metrics
                town.once_collected(wanted["identificatie"], "woo")
            town.work()
            read, zips = fetched(town, wanted)
            assert (read["status"], read["verwerkt"], len(zips)) == ("klaar", 2, 1), (call, after)
            assert handed_out(zips, "emailberichten") == {asked.mail}
            assert left_out(zips) == {waits.mail: "niet_afgehandeld"}
            if calls[0] < call:
                break
            call += step
