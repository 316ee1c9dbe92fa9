import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from klantmail_local.client import wacht_op
from klantmail_local.lus import Lus
from klantmail_local.poorten import GASTHEER, Poorten
from klantmail_local.smtp_inlaat import SmtpInlaat
from klantmail_local.spool import Spool
from klantmail_local.uitrol import Stack
from tests.unit.local.fake_aws import STACK, NepAws

VAN = "p.bakker@voorbeeld.example"
MAIL = b"From: p.bakker@voorbeeld.example\r\nSubject: vraag\r\n\r\nHallo\r\n..met een punt\r\n"


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path)


@contextmanager
def inlaat(lus: Lus, aws: NepAws, spool: Spool, stack: Stack = STACK) -> Iterator[smtplib.SMTP]:
    poort = Poorten.vrij().smtp
    server = SmtpInlaat(aws.aws, stack, spool, poort)
    lus.voer_uit(server.start())
    try:
        with smtplib.SMTP(GASTHEER, poort, timeout=120) as verbinding:
            yield verbinding
    finally:
        lus.voer_uit(server.stop())


def test_a_mail_is_stored_under_its_mailbox_and_told_of(lus: Lus, spool: Spool) -> None:
    aws = NepAws()
    with inlaat(lus, aws, spool) as smtp:
        smtp.sendmail(VAN, "info@gemeente.example", MAIL)
    wacht_op(lambda: aws.aanroepen, "the event")
    (key, inhoud), *geen = aws.objecten.items()
    ((functie, gebeurtenis),) = aws.aanroepen
    ses = gebeurtenis["Records"][0]["ses"]
    assert not geen
    assert key == f"intake/info@gemeente.example/{ses['mail']['messageId']}"
    assert inhoud.endswith(MAIL)
    assert functie == "arn:ontvangen"
    assert ses["receipt"]["recipients"] == ["info@gemeente.example"]
    assert ses["mail"]["source"] == VAN


def test_a_mail_to_two_mailboxes_is_one_message_with_two_rules(lus: Lus, spool: Spool) -> None:
    aws = NepAws()
    with inlaat(lus, aws, spool) as smtp:
        smtp.sendmail(VAN, ["burgerzaken@gemeente.example", "Info@Gemeente.example"], MAIL)
    wacht_op(lambda: len(aws.aanroepen) == 2, "the events")
    bericht_ids = {gebeurtenis["Records"][0]["ses"]["mail"]["messageId"] for _, gebeurtenis in aws.aanroepen}
    ontvangers = [gebeurtenis["Records"][0]["ses"]["receipt"]["recipients"] for _, gebeurtenis in aws.aanroepen]
    assert len(bericht_ids) == 1
    assert {key.split("/")[1] for key in aws.objecten} == {"info@gemeente.example", "burgerzaken@gemeente.example"}
    assert sorted(ontvangers) == [["Info@Gemeente.example"], ["burgerzaken@gemeente.example"]]


@pytest.mark.parametrize(
    ("adres", "postvak"),
    [
        ("info+werk@gemeente.example", "info@gemeente.example"),
        ("Contact@gemeente.example", "info@gemeente.example"),
        ("postmaster+abc+def@gemeente.example", "info@gemeente.example"),
    ],
)
def test_a_mail_to_a_label_or_an_alias_is_stored_under_the_mailbox(lus: Lus, spool: Spool, adres: str, postvak: str) -> None:
    aws = NepAws()
    with inlaat(lus, aws, spool) as smtp:
        smtp.sendmail(VAN, adres, MAIL)
    wacht_op(lambda: aws.aanroepen, "the event")
    ((_, gebeurtenis),) = aws.aanroepen
    assert [key.split("/")[1] for key in aws.objecten] == [postvak]
    assert gebeurtenis["Records"][0]["ses"]["receipt"]["recipients"] == [adres]


def test_a_mail_to_a_mailbox_and_its_alias_is_one_object_with_two_events(lus: Lus, spool: Spool) -> None:
    aws = NepAws()
    with inlaat(lus, aws, spool) as smtp:
        smtp.sendmail(VAN, ["info@gemeente.example", "contact@gemeente.example"], MAIL)
    wacht_op(lambda: len(aws.aanroepen) == 2, "the events")
    ontvangers = [gebeurtenis["Records"][0]["ses"]["receipt"]["recipients"] for _, gebeurtenis in aws.aanroepen]
    assert sorted(ontvangers) == [["contact@gemeente.example"], ["info@gemeente.example"]]
    assert len(aws.objecten) == 1


def test_an_unknown_recipient_is_refused_at_the_door(lus: Lus, spool: Spool) -> None:
    with inlaat(lus, NepAws(), spool) as smtp, pytest.raises(smtplib.SMTPRecipientsRefused) as fout:
        smtp.sendmail(VAN, "niemand@gemeente.example", MAIL)
    assert fout.value.recipients["niemand@gemeente.example"][0] == 550


def test_a_mail_that_says_it_is_over_forty_megabytes_is_refused(lus: Lus, spool: Spool) -> None:
    with inlaat(lus, NepAws(), spool) as smtp:
        smtp.ehlo()
        assert smtp.esmtp_features["size"] == str(40 * 1024 * 1024)
        assert smtp.mail(VAN, [f"size={40 * 1024 * 1024 + 1}"])[0] == 552


def test_a_mail_of_just_under_forty_megabytes_comes_in_and_one_of_just_forty_does_not(lus: Lus, spool: Spool) -> None:
    """SES counts the headers that it puts on top as well."""
    aws = NepAws()
    kop = b"Subject: groot\r\n\r\n"
    with inlaat(lus, aws, spool) as smtp:
        smtp.sendmail(VAN, "info@gemeente.example", kop + b"x" * (39_500 * 1024 * 1024 // 1000 - len(kop) - 2) + b"\r\n")
        with pytest.raises(smtplib.SMTPDataError) as fout:
            smtp.sendmail(VAN, "info@gemeente.example", kop + b"x" * (40 * 1024 * 1024 - len(kop) - 2) + b"\r\n")
    assert fout.value.smtp_code == 552
    assert len(aws.objecten) == 1


BEIDE = ["burgerzaken@gemeente.example", "info@gemeente.example"]


def test_a_mail_that_only_one_of_two_rules_could_store_leaves_nothing_so_that_the_next_try_is_the_only_one(
    lus: Lus, spool: Spool
) -> None:
    aws = NepAws(s3_plaats=1)
    with inlaat(lus, aws, spool) as smtp:
        with pytest.raises(smtplib.SMTPDataError) as fout:
            smtp.sendmail(VAN, BEIDE, MAIL)
        assert (fout.value.smtp_code, aws.objecten, list(spool.waiting())) == (451, {}, [])
        aws.s3_plaats = 2
        smtp.sendmail(VAN, BEIDE, MAIL)
    wacht_op(lambda: len(aws.aanroepen) == 2, "the events")
    assert len({gebeurtenis["Records"][0]["ses"]["mail"]["messageId"] for _, gebeurtenis in aws.aanroepen}) == 1


def test_what_cannot_be_taken_back_is_kept_under_its_id_and_told_in(lus: Lus, spool: Spool) -> None:
    aws = NepAws(s3_plaats=1, s3_houdt_vast=True, neemt_in=False)
    with inlaat(lus, aws, spool) as smtp:
        smtp.sendmail(VAN, BEIDE, MAIL)
    (ontvangst,) = spool.waiting()
    assert aws.aanroepen == []
    aws.s3_plaats = 2
    with inlaat(lus, aws, spool):
        wacht_op(lambda: len(aws.aanroepen) == 2, "the events")
    assert {key.rpartition("/")[2] for key in aws.objecten} == {ontvangst.bericht_id}
    assert len(aws.objecten) == 2


def test_without_its_object_no_mail_is_taken_nor_told_of(lus: Lus, spool: Spool) -> None:
    aws = NepAws(s3_weigert=True)
    with inlaat(lus, aws, spool) as smtp, pytest.raises(smtplib.SMTPDataError) as fout:
        smtp.sendmail(VAN, "info@gemeente.example", MAIL)
    assert fout.value.smtp_code == 451
    assert aws.aanroepen == []


def test_a_mail_is_taken_once_it_is_stored_even_when_the_event_is_lost(lus: Lus, spool: Spool) -> None:
    aws = NepAws(lambda_weigert=True)
    with inlaat(lus, aws, spool) as smtp:
        smtp.sendmail(VAN, "info@gemeente.example", MAIL)
    assert len(aws.objecten) == 1


def test_a_line_longer_than_the_standard_allows_is_taken(lus: Lus, spool: Spool) -> None:
    aws = NepAws()
    lang = b"Subject: lang\r\n\r\n" + b"x" * 200_000 + b"\r\n"
    with inlaat(lus, aws, spool) as smtp:
        smtp.sendmail(VAN, "info@gemeente.example", lang)
    assert next(iter(aws.objecten.values())).endswith(lang)


def test_events_wait_for_each_other_a_few_at_a_time_and_none_is_lost(lus: Lus, spool: Spool) -> None:
    aws = NepAws(neemt_in=False)
    with inlaat(lus, aws, spool) as smtp:
        for _ in range(6):
            smtp.sendmail(VAN, "info@gemeente.example", MAIL)
        wacht_op(lambda: len(aws.aanroepen) == 4, "the first events")
        assert len(aws.objecten) == 6  # taken all the same
        aws.neemt_in = True
        wacht_op(lambda: len(aws.aanroepen) == 6, "the other events")


def test_a_mail_is_on_the_spool_until_it_was_taken_in(lus: Lus, spool: Spool) -> None:
    aws = NepAws(neemt_in=False)
    with inlaat(lus, aws, spool) as smtp:
        smtp.sendmail(VAN, "info@gemeente.example", MAIL)
        (mail,) = spool.waiting()
        assert mail.bron == MAIL
        assert aws.objecten.keys() == {f"intake/info@gemeente.example/{mail.bericht_id}"}
        aws.neemt_in = True
    assert list(spool.waiting()) == []


def test_what_the_spool_holds_is_taken_again_at_a_start_under_its_old_id(lus: Lus, spool: Spool) -> None:
    voor, na = NepAws(neemt_in=False), NepAws(neemt_in=False)
    with inlaat(lus, voor, spool) as smtp:
        smtp.sendmail(VAN, ["info@gemeente.example", "burgerzaken@gemeente.example"], MAIL)
    with inlaat(lus, na, spool):
        wacht_op(lambda: len(na.aanroepen) == 2, "the events")
    assert na.objecten == voor.objecten
    assert len(list(spool.waiting())) == 1


def test_a_mail_whose_mailbox_is_gone_stays_on_the_spool(lus: Lus, spool: Spool) -> None:
    voor, na = NepAws(neemt_in=False), NepAws()
    with inlaat(lus, voor, spool) as smtp:
        smtp.sendmail(VAN, "burgerzaken@gemeente.example", MAIL)
    with inlaat(lus, na, spool, replace(STACK, postvakken=("info@gemeente.example",))):
        pass
    (mail,) = spool.waiting()
    assert mail.bron == MAIL
    assert na.objecten == {}


def test_a_mail_that_the_disk_has_no_room_for_is_refused_with_452_and_not_stored(lus: Lus, tmp_path: Path) -> None:
    aws = NepAws()
    with inlaat(lus, aws, Spool(tmp_path, room=lambda _, __: False)) as smtp, pytest.raises(smtplib.SMTPDataError) as fout:
        smtp.sendmail(VAN, "info@gemeente.example", MAIL)
    assert fout.value.smtp_code == 452
    assert aws.objecten == {}
    assert list(tmp_path.iterdir()) == []


def test_a_mail_that_the_intake_refused_is_not_on_the_spool(lus: Lus, spool: Spool) -> None:
    with inlaat(lus, NepAws(s3_weigert=True), spool) as smtp, pytest.raises(smtplib.SMTPDataError):
        smtp.sendmail(VAN, "info@gemeente.example", MAIL)
    assert list(spool.waiting()) == []


def test_a_mail_stays_on_the_spool_when_the_intake_cannot_be_listed(lus: Lus, spool: Spool) -> None:
    aws = NepAws()
    with inlaat(lus, aws, spool) as smtp:
        smtp.sendmail(VAN, "info@gemeente.example", MAIL)
        aws.s3_weigert = True
    assert len(list(spool.waiting())) == 1
