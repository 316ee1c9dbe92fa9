import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from klantmail_local.client import wait_for
from klantmail_local.loop import Loop
from klantmail_local.ports import HOST, Ports
from klantmail_local.rollout import Stack
from klantmail_local.smtp_inlet import SmtpInlet
from klantmail_local.spool import Spool
from tests.unit.local.fake_aws import STACK, FakeAws

SENDER = "p.bakker@voorbeeld.example"
MAIL = b"From: p.bakker@voorbeeld.example\r\nSubject: vraag\r\n\r\nHallo\r\n..met een punt\r\n"


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path)


@contextmanager
def inlet(loop: Loop, aws: FakeAws, spool: Spool, stack: Stack = STACK) -> Iterator[smtplib.SMTP]:
    port = Ports.free().smtp
    server = SmtpInlet(aws.aws, stack, spool, port)
    loop.run(server.start())
    try:
        with smtplib.SMTP(HOST, port, timeout=120) as connection:
            yield connection
    finally:
        loop.run(server.stop())


def test_a_mail_is_stored_under_its_mailbox_and_told_of(loop: Loop, spool: Spool) -> None:
    aws = FakeAws()
    with inlet(loop, aws, spool) as smtp:
        smtp.sendmail(SENDER, "info@gemeente.example", MAIL)
    wait_for(lambda: aws.invocations, "the event")
    (key, content), *others = aws.objects.items()
    ((function, event),) = aws.invocations
    ses = event["Records"][0]["ses"]
    assert not others
    assert key == f"intake/info@gemeente.example/{ses['mail']['messageId']}"
    assert content.endswith(MAIL)
    assert function == "arn:ontvangen"
    assert ses["receipt"]["recipients"] == ["info@gemeente.example"]
    assert ses["mail"]["source"] == SENDER


def test_a_mail_to_two_mailboxes_is_one_message_with_two_rules(loop: Loop, spool: Spool) -> None:
    aws = FakeAws()
    with inlet(loop, aws, spool) as smtp:
        smtp.sendmail(SENDER, ["burgerzaken@gemeente.example", "Info@Gemeente.example"], MAIL)
    wait_for(lambda: len(aws.invocations) == 2, "the events")
    bericht_ids = {event["Records"][0]["ses"]["mail"]["messageId"] for _, event in aws.invocations}
    ontvangers = [event["Records"][0]["ses"]["receipt"]["recipients"] for _, event in aws.invocations]
    assert len(bericht_ids) == 1
    assert {key.split("/")[1] for key in aws.objects} == {"info@gemeente.example", "burgerzaken@gemeente.example"}
    assert sorted(ontvangers) == [["Info@Gemeente.example"], ["burgerzaken@gemeente.example"]]


@pytest.mark.parametrize(
    ("address", "postvak"),
    [
        ("info+werk@gemeente.example", "info@gemeente.example"),
        ("Contact@gemeente.example", "info@gemeente.example"),
        ("postmaster+abc+def@gemeente.example", "info@gemeente.example"),
    ],
)
def test_a_mail_to_a_label_or_an_alias_is_stored_under_the_mailbox(loop: Loop, spool: Spool, address: str, postvak: str) -> None:
    aws = FakeAws()
    with inlet(loop, aws, spool) as smtp:
        smtp.sendmail(SENDER, address, MAIL)
    wait_for(lambda: aws.invocations, "the event")
    ((_, event),) = aws.invocations
    assert [key.split("/")[1] for key in aws.objects] == [postvak]
    assert event["Records"][0]["ses"]["receipt"]["recipients"] == [address]


def test_a_mail_to_a_mailbox_and_its_alias_is_one_object_with_two_events(loop: Loop, spool: Spool) -> None:
    aws = FakeAws()
    with inlet(loop, aws, spool) as smtp:
        smtp.sendmail(SENDER, ["info@gemeente.example", "contact@gemeente.example"], MAIL)
    wait_for(lambda: len(aws.invocations) == 2, "the events")
    ontvangers = [event["Records"][0]["ses"]["receipt"]["recipients"] for _, event in aws.invocations]
    assert sorted(ontvangers) == [["contact@gemeente.example"], ["info@gemeente.example"]]
    assert len(aws.objects) == 1


def test_an_unknown_recipient_is_refused_at_the_door(loop: Loop, spool: Spool) -> None:
    with inlet(loop, FakeAws(), spool) as smtp, pytest.raises(smtplib.SMTPRecipientsRefused) as error:
        smtp.sendmail(SENDER, "niemand@gemeente.example", MAIL)
    assert error.value.recipients["niemand@gemeente.example"][0] == 550


def test_a_mail_that_says_it_is_over_forty_megabytes_is_refused(loop: Loop, spool: Spool) -> None:
    with inlet(loop, FakeAws(), spool) as smtp:
        smtp.ehlo()
        assert smtp.esmtp_features["size"] == str(40 * 1024 * 1024)
        assert smtp.mail(SENDER, [f"size={40 * 1024 * 1024 + 1}"])[0] == 552


def test_a_mail_of_just_under_forty_megabytes_comes_in_and_one_of_just_forty_does_not(loop: Loop, spool: Spool) -> None:
    """SES counts the headers that it puts on top as well."""
    aws = FakeAws()
    head = b"Subject: groot\r\n\r\n"
    with inlet(loop, aws, spool) as smtp:
        smtp.sendmail(SENDER, "info@gemeente.example", head + b"x" * (39_500 * 1024 * 1024 // 1000 - len(head) - 2) + b"\r\n")
        with pytest.raises(smtplib.SMTPDataError) as error:
            smtp.sendmail(SENDER, "info@gemeente.example", head + b"x" * (40 * 1024 * 1024 - len(head) - 2) + b"\r\n")
    assert error.value.smtp_code == 552
    assert len(aws.objects) == 1


BOTH = ["burgerzaken@gemeente.example", "info@gemeente.example"]


def test_a_mail_that_only_one_of_two_rules_could_store_leaves_nothing_so_that_the_next_try_is_the_only_one(
    loop: Loop, spool: Spool
) -> None:
    aws = FakeAws(s3_room=1)
    with inlet(loop, aws, spool) as smtp:
        with pytest.raises(smtplib.SMTPDataError) as error:
            smtp.sendmail(SENDER, BOTH, MAIL)
        assert (error.value.smtp_code, aws.objects, list(spool.waiting())) == (451, {}, [])
        aws.s3_room = 2
        smtp.sendmail(SENDER, BOTH, MAIL)
    wait_for(lambda: len(aws.invocations) == 2, "the events")
    assert len({event["Records"][0]["ses"]["mail"]["messageId"] for _, event in aws.invocations}) == 1


def test_what_cannot_be_taken_back_is_kept_under_its_id_and_told_in(loop: Loop, spool: Spool) -> None:
    aws = FakeAws(s3_room=1, s3_keeps=True, takes_in=False)
    with inlet(loop, aws, spool) as smtp:
        smtp.sendmail(SENDER, BOTH, MAIL)
    (received,) = spool.waiting()
    assert aws.invocations == []
    aws.s3_room = 2
    with inlet(loop, aws, spool):
        wait_for(lambda: len(aws.invocations) == 2, "the events")
    assert {key.rpartition("/")[2] for key in aws.objects} == {received.message_id}
    assert len(aws.objects) == 2


def test_without_its_object_no_mail_is_taken_nor_told_of(loop: Loop, spool: Spool) -> None:
    aws = FakeAws(s3_refuses=True)
    with inlet(loop, aws, spool) as smtp, pytest.raises(smtplib.SMTPDataError) as error:
        smtp.sendmail(SENDER, "info@gemeente.example", MAIL)
    assert error.value.smtp_code == 451
    assert aws.invocations == []


def test_a_mail_is_taken_once_it_is_stored_even_when_the_event_is_lost(loop: Loop, spool: Spool) -> None:
    aws = FakeAws(lambda_refuses=True)
    with inlet(loop, aws, spool) as smtp:
        smtp.sendmail(SENDER, "info@gemeente.example", MAIL)
    assert len(aws.objects) == 1


def test_a_line_longer_than_the_standard_allows_is_taken(loop: Loop, spool: Spool) -> None:
    aws = FakeAws()
    long = b"Subject: lang\r\n\r\n" + b"x" * 200_000 + b"\r\n"
    with inlet(loop, aws, spool) as smtp:
        smtp.sendmail(SENDER, "info@gemeente.example", long)
    assert next(iter(aws.objects.values())).endswith(long)


def test_events_wait_for_each_other_a_few_at_a_time_and_none_is_lost(loop: Loop, spool: Spool) -> None:
    aws = FakeAws(takes_in=False)
    with inlet(loop, aws, spool) as smtp:
        for _ in range(6):
            smtp.sendmail(SENDER, "info@gemeente.example", MAIL)
        wait_for(lambda: len(aws.invocations) == 4, "the first events")
        assert len(aws.objects) == 6  # taken all the same
        aws.takes_in = True
        wait_for(lambda: len(aws.invocations) == 6, "the other events")


def test_a_mail_is_on_the_spool_until_it_was_taken_in(loop: Loop, spool: Spool) -> None:
    aws = FakeAws(takes_in=False)
    with inlet(loop, aws, spool) as smtp:
        smtp.sendmail(SENDER, "info@gemeente.example", MAIL)
        (mail,) = spool.waiting()
        assert mail.raw == MAIL
        assert aws.objects.keys() == {f"intake/info@gemeente.example/{mail.message_id}"}
        aws.takes_in = True
    assert list(spool.waiting()) == []


def test_what_the_spool_holds_is_taken_again_at_a_start_under_its_old_id(loop: Loop, spool: Spool) -> None:
    before, after = FakeAws(takes_in=False), FakeAws(takes_in=False)
    with inlet(loop, before, spool) as smtp:
        smtp.sendmail(SENDER, ["info@gemeente.example", "burgerzaken@gemeente.example"], MAIL)
    with inlet(loop, after, spool):
        wait_for(lambda: len(after.invocations) == 2, "the events")
    assert after.objects == before.objects
    assert len(list(spool.waiting())) == 1


def test_a_mail_whose_mailbox_is_gone_stays_on_the_spool(loop: Loop, spool: Spool) -> None:
    before, after = FakeAws(takes_in=False), FakeAws()
    with inlet(loop, before, spool) as smtp:
        smtp.sendmail(SENDER, "burgerzaken@gemeente.example", MAIL)
    with inlet(loop, after, spool, replace(STACK, postvakken=("info@gemeente.example",))):
        pass
    (mail,) = spool.waiting()
    assert mail.raw == MAIL
    assert after.objects == {}


def test_a_mail_that_the_disk_has_no_room_for_is_refused_with_452_and_not_stored(loop: Loop, tmp_path: Path) -> None:
    aws = FakeAws()
    with inlet(loop, aws, Spool(tmp_path, room=lambda _, __: False)) as smtp, pytest.raises(smtplib.SMTPDataError) as error:
        smtp.sendmail(SENDER, "info@gemeente.example", MAIL)
    assert error.value.smtp_code == 452
    assert aws.objects == {}
    assert list(tmp_path.iterdir()) == []


def test_a_mail_that_the_intake_refused_is_not_on_the_spool(loop: Loop, spool: Spool) -> None:
    with inlet(loop, FakeAws(s3_refuses=True), spool) as smtp, pytest.raises(smtplib.SMTPDataError):
        smtp.sendmail(SENDER, "info@gemeente.example", MAIL)
    assert list(spool.waiting()) == []


def test_a_mail_stays_on_the_spool_when_the_intake_cannot_be_listed(loop: Loop, spool: Spool) -> None:
    aws = FakeAws()
    with inlet(loop, aws, spool) as smtp:
        smtp.sendmail(SENDER, "info@gemeente.example", MAIL)
        aws.s3_refuses = True
    assert len(list(spool.waiting())) == 1
