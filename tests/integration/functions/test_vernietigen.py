"""The destroyer, from what agents did to the verklaring van vernietiging, by the functions on AWS in memory."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from klantmail.runtime.cijferinstellingen import CijferInstellingen
from klantmail.usecases.nazorg.zaaktermijnen import MAX_MISLUKT_OP_RIJ
from tests.support.aws import ENVIRONMENT, read_event
from tests.support.builders import POSTVAK
from tests.support.keeping import Sent, Term, Town, due, found, killed_everywhere, live
from tests.support.scenes.events import told_of
from tests.support.scenes.operations import CLAIMS, done, on
from tests.support.zgw_server import Mishap
from tools.recount import recount


def to(town: Town, day: date) -> None:
    town.clock.moment = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def test_what_is_due_is_listed_approved_and_gone_and_the_rest_is_all_there(town: Town) -> None:
    answered, closed, open_ = town.mail(), town.mail(), town.mail()
    town.note(closed)
    town.answer(answered)
    town.close(closed, "geen_klantcontact")
    before = found(town)
    to(town, date(2026, 3, 1))
    town.night()
    (made,) = town.lists()
    assert {line[0] for line in town.lines(made)} == {closed.mail} == due(town, date(2026, 3, 1))
    assert [(each["resultaat"], each["emailberichten"]) for each in made["aantallen"]] == [("geen", 1)]
    assert found(town) == before, "a list destroys nothing"
    carried_out = town.approve(made)
    assert (carried_out["status"], carried_out["overgeslagen"]) == ("vernietigd", 0)
    after = found(town)
    assert after[closed.word] == []
    assert {word: after[word] for word in (answered.word, open_.word)} == {
        word: before[word] for word in (answered.word, open_.word)
    }


def test_figures_outlive_mail_that_is_destroyed_and_never_count_it_again(town: Town) -> None:
    gone = town.mail()
    town.close(gone, "geen_klantcontact")
    stage = town.place
    messages = [message for row in stage.dynamodb.scan(TableName=stage.table)["Items"] for message in told_of(row)]
    for message in messages:
        town.functions.invoke(message.function, message.event)
    to(town, date(2026, 3, 1))
    town.night()
    town.approve(town.lists()[0])
    assert found(town)[gone.word] == []
    for message in messages:  # a queue gives them once more
        town.functions.invoke(message.function, message.event)
    norm = CijferInstellingen.uit(ENVIRONMENT).norm
    counted = recount(stage.dynamodb.scan(TableName=stage.table)["Items"], norm)
    assert (counted.differences, counted.uncounted, counted.counted) == ((), (), 0)
    assert any(line.endswith("ontvangen: stored 1, recounted 0") for line in counted.outlived)


def test_what_an_archivist_excepts_or_what_goes_on_is_kept(town: Town) -> None:
    kept, reopened, gone = town.mail(), town.mail(), town.mail()
    for each in (kept, reopened, gone):
        town.close(each, "geen_klantcontact")
    to(town, date(2026, 3, 1))
    town.night()
    (made,) = town.lists()
    done(town.place, "heropenEmailbericht", {**CLAIMS, "cognito:groups": "beheerder"}, on(reopened.mail))
    before = found(town)
    carried_out = town.approve(made, {"emailbericht": kept.mail, "reden": "Er loopt een klacht"})
    assert (carried_out["uitgezonderd"], carried_out["overgeslagen"]) == (1, 1)
    assert [each["emailberichten"] for each in carried_out["vernietigd"]] == [1]
    after = found(town)
    assert (after[gone.word], after[kept.word], after[reopened.word]) == ([], before[kept.word], before[reopened.word])
    to(town, date(2026, 4, 1))
    town.night()
    assert {line[0] for line in town.lines(town.lists()[0])} == {kept.mail}, "the next list has it again"


def test_a_mail_of_a_conversation_stays_while_the_citizen_writes_back(town: Town) -> None:
    first = town.mail()
    town.close(first, "geen_klantcontact")
    to(town, date(2026, 3, 1))
    town.night()
    (made,) = town.lists()
    again = town.mail(answers=first)
    before = found(town)
    assert town.approve(made)["overgeslagen"] == 1
    assert found(town) == before
    town.close(again, "geen_klantcontact")
    to(town, date(2026, 3, 25))
    town.night()
    to(town, date(2026, 5, 1))
    town.night()
    assert {line[0] for line in town.lines(town.lists()[0])} == {first.mail, again.mail}


def _destroyed(town: Town) -> Sent:
    sent = town.mail()
    town.close(sent, "geen_klantcontact")
    to(town, date(2026, 3, 1))
    town.night()
    town.approve(town.lists()[0])
    assert found(town)[sent.word] == []
    return sent


def test_nothing_by_which_a_mail_was_found_is_left_of_its_receipt_and_of_the_message_about_its_move(town: Town) -> None:
    sent, other = town.mail(), town.mail()
    for each in (sent, other):
        town.confirm(each)
        town.move(each)
        town.close(each, "geen_klantcontact")

    def leads(to: Sent) -> int:
        """Count the Message-IDs and marks that lead to this mail."""
        return sum(item["soort"]["S"] == "berichtid" and item["emailbericht"]["S"] == to.mail for item in town.items())

    # Two Message-IDs of each of both mails of ours, and the mark that they share.
    assert (leads(sent), leads(other)) == (5, 5)
    town.approve(town.ask_erasure(sent))
    assert (found(town)[sent.word], leads(sent), leads(other)) == ([], 0, 5)


def test_an_event_that_comes_late_revives_nothing(town: Town) -> None:
    sent = _destroyed(town)
    arrived = town.arrivals[sent.mail]
    town.s3.put_object(Bucket=ENVIRONMENT["INTAKE"], Key=f"{POSTVAK}/{sent.ses_id}", Body=arrived[0])
    town.functions.invoke("ontvangen", arrived[1].event)
    town.functions.invoke("ontvangen", arrived[1].event)
    assert found(town)[sent.word] == []


def test_a_restored_table_and_archive_revive_nothing(town: Town) -> None:
    sent, other = town.mail(), town.mail()
    town.note(sent)
    town.close(sent, "geen_klantcontact")
    table = list(town.items())
    archive = town.objects()
    to(town, date(2026, 3, 1))
    town.night()
    town.approve(town.lists()[0])
    kept = found(town)[other.word]
    for item in town.items():
        town.dynamodb.delete_item(TableName=town.place.table, Key={"PK": item["PK"], "SK": item["SK"]})
    for item in table:
        town.dynamodb.put_item(TableName=town.place.table, Item=item)
    for key, content in archive.items():
        town.s3.put_object(Bucket=ENVIRONMENT["ARCHIEF"], Key=key, Body=content)
    assert found(town)[sent.word], "the backup has it"
    again = town.functions.invoke("vernietigen", {"herstel": ""})
    assert again == {"bekeken": 1, "vernietigd": 1, "vervolg": ""}
    assert found(town)[sent.word] == []
    assert set(found(town)[other.word]) == set(kept)
    assert town.functions.invoke("vernietigen", {"herstel": ""})["vernietigd"] == 0


def test_relisting_passes_over_what_was_destroyed_also_before_the_tombstones_are_back(town: Town) -> None:
    sent = town.mail()
    town.close(sent, "geen_klantcontact")
    archive = town.objects()
    to(town, date(2026, 3, 1))
    town.night()
    town.approve(town.lists()[0])
    for key, content in archive.items():
        town.s3.put_object(Bucket=ENVIRONMENT["ARCHIEF"], Key=key, Body=content)
    town.dynamodb.delete_item(TableName=town.place.table, Key={"PK": {"S": f"VERNIETIGD#{sent.mail}"}, "SK": {"S": "VERNIETIGD"}})
    assert town.functions.invoke("herlijsten", {})["teruggelegd"] == 0


def test_a_person_is_erased_by_address_and_what_waits_stays(town: Town) -> None:
    answered, other = town.mail(), town.mail()
    town.answer(answered)
    town.answer(other)
    closed, waits = town.mail(of=answered), town.mail(of=answered)
    town.close(closed, "geen_klantcontact")
    before = found(town)
    asked = done(town.place, "vraagWissing", adres=answered.address.upper(), reden="Verzoek, AVG artikel 17")
    assert (asked["soort"], asked["status"]) == ("wissing", "wordt_opgesteld")
    town.work()
    (made,) = town.lists()
    assert (made["status"], made["looptNog"]) == ("opgesteld", 1)
    assert {line[0] for line in town.lines(made)} == {answered.mail, closed.mail}
    assert answered.address not in json.dumps([item for item in town.items() if item["PK"] == {"S": "VERNIETIGINGSLIJST"}])
    assert town.approve(made)["status"] == "vernietigd"
    left = [(place, text) for place, text in town.everything() if answered.word in text and waits.mail not in place + text]
    assert left == []
    assert set(found(town)[other.word]) == set(before[other.word])


def test_a_destroyer_that_dies_at_any_call_leaves_nothing_half_destroyed(town: Town) -> None:
    assert len(list(killed_everywhere(town, step=45))) >= 2


def test_mail_of_all_outcomes_is_destroyed_as_the_rules_say(town: Town) -> None:
    list(live(town, 12, [date(2027, 1, 1), date(2028, 1, 1)]))
    assert {each.result for each in town.sent if not each.destroyed} == {"", "6.1", "6.1.1", "6.1.3"}
    assert {each.result for each in town.sent if each.destroyed} == {"6.1.3", "zaak", "geen"}


# -- mail of a zaak ----------------------------------------------------------------------------------------------------

PAST, FUTURE = date(2026, 2, 20), date(2026, 3, 2)
DUE = Term("vernietigen", PAST)


def _kept(made: dict[str, Any]) -> dict[str, int]:
    return {each["reden"]: each["aantal"] for each in made["blijftBijZaak"]}


def _listed(town: Town) -> tuple[set[str], dict[str, int]]:
    made = town.lists()[0]
    return {line[0] for line in town.lines(made)}, _kept(made)


@pytest.mark.parametrize(
    ("term", "reason"),
    [
        (DUE, ""),
        (Term("vernietigen", FUTURE), "termijn_loopt"),
        (Term("vernietigen"), "geen_datum"),
        (Term(None, PAST), "geen_datum"),
        (Term(), "geen_datum"),
        (Term("blijvend_bewaren"), "blijvend_bewaren"),
        (Term("blijvend_bewaren", PAST), "blijvend_bewaren"),
        (Term("vernietigen", PAST, there=False), "niet_gevonden"),
    ],
)
def test_mail_of_a_zaak_goes_when_the_zaak_may_go_and_else_the_list_says_why_it_stays(
    town: Town, term: Term, reason: str
) -> None:
    sent = town.mail()
    town.zaak(sent, term)
    to(town, date(2026, 3, 1))
    town.night()
    assert _listed(town) == (({sent.mail}, {}) if not reason else (set(), {reason: 1}))
    (made,) = town.lists()
    town.approve(made)
    assert (found(town)[sent.word] == []) is not bool(reason)
    if not reason:
        (line,) = town.lines(made)
        assert line[1:6] == ["zaak", "Hoort bij een zaak: zolang de zaak wordt bewaard", "zaak", "2026-01-05", "2026-02-20"]


def test_a_zaken_api_that_fails_keeps_mail_of_a_zaak_and_the_rest_is_listed(town: Town) -> None:
    of_zaak, other = town.mail(), town.mail()
    town.zaak(of_zaak, DUE)
    town.close(other, "geen_klantcontact")
    to(town, date(2026, 3, 1))
    town.zgw.mishap = [Mishap.BROKEN]
    town.night()
    assert _listed(town) == ({other.mail}, {"niet_gelezen": 1})
    town.approve(town.lists()[0])
    assert found(town)[of_zaak.word] != []
    to(town, date(2026, 4, 1))
    town.night()
    assert _listed(town) == ({of_zaak.mail}, {}), "the next list asks again"


def test_a_zaken_api_that_cannot_be_reached_is_given_up_and_keeps_all(town: Town) -> None:
    for _ in range(7):
        town.zaak(town.mail(), DUE)
    to(town, date(2026, 3, 1))
    town.zgw.mishap = [Mishap.CUT_OFF] * 20
    town.zgw.invocations.clear()
    town.night()
    assert _listed(town) == (set(), {"niet_gelezen": 7})
    assert len(town.zgw.invocations) == MAX_MISLUKT_OP_RIJ


def test_without_a_zaken_api_mail_of_a_zaak_is_kept_and_the_list_says_so(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = town.mail()
    town.zaak(sent, DUE)
    for name in ("ZAKEN_API", "ZGW_GEHEIM"):
        monkeypatch.delenv(name)
    to(town, date(2026, 3, 1))
    town.night()
    assert _listed(town) == (set(), {"geen_zaken_api": 1})


def test_a_zaak_keeps_its_conversation_whole_and_is_asked_for_once(town: Town) -> None:
    sent = town.mail()
    town.zaak(sent, Term("vernietigen", FUTURE))
    thanks = town.mail(answers=sent)
    town.close(thanks, "geen_klantcontact")
    to(town, date(2026, 3, 1))
    town.zgw.invocations.clear()
    town.night()
    assert _listed(town) == (set(), {"termijn_loopt": 2})
    assert len(town.zgw.invocations) == 1
    to(town, date(2026, 4, 1))
    town.night()
    assert _listed(town) == ({sent.mail, thanks.mail}, {})


def test_a_zaak_that_came_after_the_list_keeps_the_mail_that_was_on_it(town: Town) -> None:
    sent = town.mail()
    town.zaak(sent, DUE)
    to(town, date(2026, 3, 1))
    town.night()
    (made,) = town.lists()
    assert made["aantallen"][0]["emailberichten"] == 1
    town.zaak(town.mail(answers=sent), Term("vernietigen", FUTURE))
    before = found(town)
    assert town.approve(made)["overgeslagen"] == 1
    assert found(town) == before


def test_an_erasure_asks_for_no_zaak_since_an_archivist_decides(town: Town) -> None:
    sent = town.mail()
    town.zaak(sent, Term("blijvend_bewaren"))
    town.zgw.invocations.clear()
    made = town.ask_erasure(sent)
    assert ([each["emailberichten"] for each in made["aantallen"]], made["blijftBijZaak"]) == ([1], [])
    town.approve(made)
    assert (found(town)[sent.word], town.zgw.invocations) == ([], [])


# -- events of SES that failed ----------------------------------------------------------------------------------------


def _failed(town: Town) -> list[int]:
    """Count the events of SES that failed, in each queue, whoever reads them just now."""
    queues = ENVIRONMENT["MISLUKTWACHTRIJEN"].split(",")
    told = (town.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"] for queue in queues)
    return [int(each["ApproximateNumberOfMessages"]) + int(each["ApproximateNumberOfMessagesNotVisible"]) for each in told]


def test_an_event_of_ses_that_failed_goes_with_the_mail_that_it_tells_of_and_no_other_does(town: Town) -> None:
    gone, other = town.mail(), town.mail()
    town.answer(gone)
    received, delivered = ENVIRONMENT["MISLUKTWACHTRIJEN"].split(",")
    sent = {each["emailbericht"]["S"]: each["identificatie"]["S"] for each in town.items() if each["soort"]["S"] == "verzending"}
    about = read_event("ses-delivery")
    for event in (town.arrivals[gone.mail][1].event, town.arrivals[gone.mail][1].event, town.arrivals[other.mail][1].event):
        town.sqs.send_message(QueueUrl=received, MessageBody=json.dumps({"requestPayload": event}))
    town.sqs.send_message(QueueUrl=received, MessageBody="what nobody understands")
    about["detail"]["mail"]["tags"]["verzending"] = [sent[gone.mail]]
    for body in (about, {"requestPayload": about}, {"requestPayload": {"verzending": sent[gone.mail]}}):
        town.sqs.send_message(QueueUrl=delivered, MessageBody=json.dumps(body))
    made = town.ask_erasure(gone)
    assert _failed(town) == [4, 3], "a list destroys nothing"
    assert town.approve(made)["status"] == "vernietigd"
    assert _failed(town) == [2, 1]


def test_an_event_of_ses_that_fails_after_its_mail_was_destroyed_goes_the_next_night(town: Town) -> None:
    sent = _destroyed(town)
    queue = ENVIRONMENT["MISLUKTWACHTRIJEN"].partition(",")[0]
    event = {"requestPayload": town.arrivals[sent.mail][1].event}
    town.sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(event))
    town.night()
    assert _failed(town) == [0, 0]


def test_an_event_of_ses_that_fails_between_both_times_is_gone_when_the_list_is_closed(town: Town) -> None:
    sent = town.mail()
    town.close(sent, "geen_klantcontact")
    made = town.ask_erasure(sent)
    given = on(made["identificatie"])
    done(town.place, "keurVernietigingslijstGoed", given=given, sha256=made["sha256"], uitzonderingen=[])
    town.sqs.purge_queue(QueueUrl=ENVIRONMENT["VERNIETIGWACHTRIJ"])
    town.once(made["identificatie"])
    event = {"requestPayload": town.arrivals[sent.mail][1].event}
    town.sqs.send_message(QueueUrl=ENVIRONMENT["MISLUKTWACHTRIJEN"].partition(",")[0], MessageBody=json.dumps(event))
    assert _failed(town) == [1, 0]
    town.work()
    assert done(town.place, "leesVernietigingslijst", given=given)["status"] == "vernietigd"
    assert _failed(town) == [0, 0]
