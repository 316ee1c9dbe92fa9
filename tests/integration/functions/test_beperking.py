"""A mail that is restricted (AVG article 18) is kept and handed out, and nothing else is done with it.

A town in which one of the mails of a person is restricted, and everybody asks for all that there is.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from tests.support.keeping import Sent, Town
from tests.support.scenes.operations import BEHANDELAAR, CLAIMS, Given, on, query, request
from tests.support.scenes.place import Claims

HANNA: Final = {**CLAIMS, "cognito:groups": "privacyfunctionaris"}
ARCHIVIST: Final = {**CLAIMS, "cognito:groups": "archivaris"}
BEHEER: Final = {**CLAIMS, "cognito:groups": "beheerder"}
_OF_A_MAIL: Final = (
    "leesEmailbericht",
    "leesEmailberichtTerug",
    "leesSamenhang",
    "lijstInterneTakenVanEmailbericht",
    "lijstNotitiesBijEmailbericht",
    "schrijfNotitieBijEmailbericht",
)
_OF_A_CONTACT: Final = (
    "leesKlantcontact",
    "lijstInterneTakenVanKlantcontact",
    "stuurVervolgbericht",
    "toonVoorbeeldVanVervolgbericht",
    "maakInterneTaakBijKlantcontact",
    "maakZaakBijKlantcontact",
)
_OF_A_DOCUMENT: Final = ("leesInformatieobject", "leesInhoud")
_OF_A_TASK: Final = ("leesInterneTaak", "lijstNotitiesBijInterneTaak", "toonVoorbeeldVanTaakantwoord")


def answer(town: Town, operation: str, claims: Claims, given: Given | None = None, **fields: Any) -> tuple[int, Any]:
    call = request(town.place, operation, claims, given or Given(), **fields)
    response = town.functions.invoke(call.function, call.event)
    return response["statusCode"], json.loads(response["body"] or "null")


def items(town: Town, sent: Sent, kind: str) -> list[str]:
    """Return the identificaties of what came of a mail, of one kind."""
    return [
        item["identificatie"]["S"]
        for item in town.items()
        if item["soort"] == {"S": kind} and (item.get("emailbericht") == {"S": sent.mail} or sent.mail in item["PK"]["S"])
    ]


def put(town: Town, sent: Sent, *, restricted: bool) -> tuple[int, Any]:
    contact = on(items(town, sent, "klantcontact")[0])
    return answer(town, "zetBeperking", HANNA, contact, beperkt=restricted, reden=f"Betwist door {sent.word}")


@dataclass
class Everywhere:
    """The lists of a town, as an agent asks for them."""

    town: Town

    def shows(self, sent: Sent) -> list[str]:
        """Return the lists on which something of a mail is shown."""
        town, now = self.town, self.town.clock.moment
        asked = {
            "of the address": answer(town, "zoekKlantcontacten", CLAIMS, Given(), afzender=sent.address, van=None, tot=None),
            "of the month": answer(
                town,
                "zoekKlantcontacten",
                CLAIMS,
                Given(),
                afzender=None,
                van=f"{now - timedelta(days=20):%Y-%m-%dT%H:%M:%SZ}",
                tot=f"{now + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}",
            ),
            "of the subject": answer(
                town,
                "zoekEmailberichten",
                CLAIMS,
                Given(),
                **dict.fromkeys(("afzender", "kenmerk", "zaak", "postvak", "status", "medewerker", "uitkomst", "van", "tot")),
                woorden=sent.word,
            ),
        }
        for name, claims, operation, parameters in (
            ("handled", CLAIMS, "lijstEmailberichten", {"status": "afgehandeld", "dag": f"{sent.last_step:%Y-%m-%d}"}),
            ("tasks", BEHANDELAAR, "lijstInterneTaken", {"status": "verwerkt"}),
        ):
            call = query(request(town.place, operation, claims, Given()), **parameters)
            response = town.functions.invoke(call.function, call.event)
            asked[name] = response["statusCode"], json.loads(response["body"])
        assert {status for status, _ in asked.values()} == {200}, asked
        return [name for name, (_, body) in asked.items() if sent.word in json.dumps(body) or sent.mail in json.dumps(body)]


def test_it_is_on_no_list_and_back_on_all_of_them_when_it_is_lifted(town: Town) -> None:
    answered, tasked, other = town.mail(), town.mail(), town.mail()
    town.answer(answered)
    town.answer(other)
    town.task(tasked, "Burgerzaken")
    everywhere = Everywhere(town)
    before = {each.word: everywhere.shows(each) for each in (answered, tasked, other)}
    assert {"of the address", "of the month", "handled"} <= set(before[answered.word])
    assert "tasks" in before[tasked.word]
    for each in (answered, tasked):
        status, body = put(town, each, restricted=True)
        assert (status, body["beperkt"]) == (200, True)
        assert everywhere.shows(each) == []
    assert everywhere.shows(other) == before[other.word]
    status, listed = answer(town, "lijstBeperkingen", ARCHIVIST)
    assert (status, [each["emailbericht"] for each in listed["results"]]) == (200, [answered.mail, tasked.mail])
    for each in (answered, tasked):
        status, body = put(town, each, restricted=False)
        assert (status, body["beperkt"]) == (200, False)
        assert everywhere.shows(each) == before[each.word]
    assert answer(town, "lijstBeperkingen", HANNA)[1]["results"] == []


def test_another_writes_again_and_nothing_of_the_restricted_mail_is_shown_beside_it(town: Town) -> None:
    first = town.mail()
    town.answer(first)
    again = town.mail(of=first)
    assert first.word in json.dumps(answer(town, "leesSamenhang", CLAIMS, on(again.mail))[1]["zelfdeAfzender"])
    put(town, first, restricted=True)
    shown = answer(town, "leesSamenhang", CLAIMS, on(again.mail))[1]
    assert first.mail not in json.dumps(shown)
    assert shown["zelfdeAfzender"]["results"] == []


def test_nobody_but_the_privacy_officer_and_the_archivist_reads_it_or_goes_on_with_it(town: Town) -> None:
    answered, tasked = town.mail(), town.mail()
    town.answer(answered)
    town.task(tasked, "Burgerzaken")
    asked = [
        *((operation, CLAIMS, answered.mail) for operation in _OF_A_MAIL),
        *((operation, CLAIMS, contact) for operation in _OF_A_CONTACT for contact in items(town, answered, "klantcontact")),
        *(
            (operation, CLAIMS, bijlage["informatieobject"]["identificatie"])
            for operation in _OF_A_DOCUMENT
            for contact in items(town, answered, "klantcontact")
            for bijlage in answer(town, "leesKlantcontact", CLAIMS, on(contact))[1]["bijlagen"]
        ),
        *((operation, BEHANDELAAR, task) for operation in _OF_A_TASK for task in items(town, tasked, "internetaak")),
        *(("leesVerzending", BEHEER, sent) for sent in items(town, answered, "verzending")),
    ]
    assert len(asked) >= 20
    for each in (answered, tasked):
        assert put(town, each, restricted=True)[0] == 200
    refused = {(operation, *answer(town, operation, claims, on(named)))[:2] for operation, claims, named in asked}
    assert {status for _, status in refused} == {403}, refused
    status, body = answer(town, "leesEmailbericht", CLAIMS, on(answered.mail))
    assert (status, body["detail"]) == (
        403,
        "De verwerking hiervan is beperkt (AVG artikel 18). Vraag het de privacyfunctionaris.",
    )
    for claims in (HANNA, ARCHIVIST):
        for named in items(town, answered, "klantcontact"):
            status, read = answer(town, "leesKlantcontact", claims, on(named))
            assert (status, read["identificatie"]) == (200, named)
    contact = on(items(town, answered, "klantcontact")[0])
    assert answer(town, "zetBeperking", ARCHIVIST, contact)[0] == 403
    assert answer(town, "leesBeperking", CLAIMS, contact)[0] == 403


def test_what_is_open_is_not_restricted_so_that_somebody_sees_it(town: Town) -> None:
    tasked = town.mail()
    town.task(tasked, "Burgerzaken", ends=False)
    status, body = put(town, tasked, restricted=True)
    assert (status, body["detail"]) == (409, "Er staat nog een taak open. Rond dat eerst af.")


def test_it_is_kept_beyond_its_term_and_destroyed_when_the_restriction_is_lifted(town: Town) -> None:
    restricted, late, gone = town.mail(), town.mail(), town.mail()
    for each in (restricted, late, gone):
        town.answer(each)
    assert put(town, restricted, restricted=True)[0] == 200
    town.clock.moment = datetime(2027, 3, 1, 3, tzinfo=UTC)
    town.night()
    (made,) = town.lists()
    assert (made["beperkt"], {line[0] for line in town.lines(made)}) == (1, {late.mail, gone.mail})
    assert put(town, late, restricted=True)[0] == 200
    carried_out = town.approve(made)
    assert (carried_out["overgeslagen"], [each["emailberichten"] for each in carried_out["vernietigd"]]) == (1, [1])
    assert items(town, gone, "emailbericht") == []
    for each in (restricted, late):
        assert len(items(town, each, "klantcontact")) == 2
        assert put(town, each, restricted=False)[0] == 200
    town.clock.moment = datetime.combine(date(2027, 4, 1), datetime.min.time(), UTC) + timedelta(hours=3)
    town.night()
    assert {line[0] for line in town.lines(town.lists()[0])} == {restricted.mail, late.mail}
    town.approve(town.lists()[0])
    assert items(town, restricted, "klantcontact") == []


def test_an_erasure_passes_over_it_too(town: Town) -> None:
    answered = town.mail()
    town.answer(answered)
    put(town, answered, restricted=True)
    made = town.ask_erasure(answered)
    assert (made["beperkt"], made["looptNog"], made["aantallen"]) == (1, 0, [])


def test_the_person_gets_it_all_the_same_with_why_it_was_restricted(town: Town) -> None:
    answered = town.mail()
    town.answer(answered)
    put(town, answered, restricted=True)
    asked = town.ask_all(answered.address)
    town.work()
    read, (files,) = town.handed_out(asked)
    assert (read["status"], read["aantallen"]["klantcontacten"]) == ("klaar", 2)
    (mail,) = json.loads(files["gegevens/emailberichten.json"])
    assert [each["reden"] for each in mail["beperkingen"]] == [f"Betwist door {answered.word}"]
