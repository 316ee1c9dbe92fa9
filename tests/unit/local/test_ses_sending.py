from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.opstellen.bericht import MAX_MAIL
from klantmail_local.ses_events import SentMail, events
from klantmail_local.ses_sending import LIMIT, Sending, SesError, afzenders, as_sent, new_message_id, read_sending
from klantmail_local.verdicts import EICAR

MOMENT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
MAIL = (
    b"From: Gemeente <info@gemeente.example>\r\n"
    b"To: p.bakker@voorbeeld.example\r\n"
    b"Bcc: geheim@voorbeeld.example\r\n"
    b"Message-ID: <eigen@gemeente.example>\r\n"
    b"Date: Mon, 1 Jan 2001\r\n 00:00:00 +0000\r\n"
    b"Subject: Re: vraag\r\n"
    b"\r\n"
    b"Message-ID: hoort bij de tekst\r\n"
)


def request(raw: bytes = MAIL, **fields: Any) -> dict[str, Any]:
    return {
        "FromEmailAddress": "info@gemeente.example",
        "Destination": {"ToAddresses": ["p.bakker@voorbeeld.example"]},
        "Content": {"Raw": {"Data": b64encode(raw).decode()}},
        "EmailTags": [{"Name": "verzending", "Value": "0f8a-1"}],
        "ConfigurationSetName": "set",
    } | fields


def test_a_request_is_read_as_the_sdk_sends_it() -> None:
    sending = read_sending(request())
    assert sending == Sending("info@gemeente.example", ("p.bakker@voorbeeld.example",), {"verzending": "0f8a-1"}, "set", MAIL)


def test_without_destination_the_headers_tell_who_gets_it() -> None:
    sending = read_sending(request(Destination=None))
    assert sending.ontvangers == ("p.bakker@voorbeeld.example", "geheim@voorbeeld.example")


def test_every_sender_must_be_verified_not_only_the_one_in_the_request() -> None:
    foreign = MAIL.replace(b"info@gemeente.example", b"info@elders.example")
    assert afzenders(read_sending(request(foreign))) == ("info@gemeente.example", "info@elders.example")


@pytest.mark.parametrize(
    ("fields", "explanation"),
    [
        ({"Content": {"Simple": {}}}, "Only Content.Raw"),
        ({"Content": {"Raw": {"Data": "geen base64!"}}}, "Only Content.Raw"),
        ({"Destination": {"ToAddresses": ["niemand"]}}, "Missing final '@domain'"),
        ({"Destination": {"ToAddresses": ["rené@voorbeeld.example"]}}, "non-ASCII"),
        ({"Destination": {"ToAddresses": [f"p{n}@voorbeeld.example" for n in range(51)]}}, "exceeds 50"),
        ({"EmailTags": [{"Name": "verzending", "Value": "een spatie"}]}, "Invalid message tag"),
    ],
)
def test_what_ses_refuses_is_refused(fields: dict[str, Any], explanation: str) -> None:
    with pytest.raises(SesError, match=explanation) as error:
        read_sending(request(**fields))
    assert (error.value.status, error.value.code) == (400, "BadRequestException")


@pytest.mark.parametrize(
    ("raw", "explanation"),
    [
        (b"To: p.bakker@voorbeeld.example\r\n\r\nx", "Missing required header 'From'"),
        (b"Subject: tweede\r\n" + MAIL, "Duplicate header 'Subject'"),
        (MAIL + b"x" * LIMIT, "Message length is more than 41943040"),
        (MAIL + b"x" * (LIMIT - len(MAIL)), "Message length is more than 41943040"),
    ],
)
def test_a_mail_that_ses_refuses_is_refused(raw: bytes, explanation: str) -> None:
    with pytest.raises(SesError, match=explanation):
        read_sending(request(raw))


@pytest.mark.parametrize("size", [39_500_000, 39_500 * 1024 * 1024 // 1000, MAX_MAIL])
def test_the_largest_mail_that_we_make_is_taken(size: int) -> None:
    assert size <= MAX_MAIL
    raw = read_sending(request(MAIL + b"x" * (size - len(MAIL)))).raw
    assert len(as_sent(raw, new_message_id(MOMENT), MOMENT)) <= LIMIT


def test_ses_puts_its_own_message_id_and_date_and_takes_bcc_out() -> None:
    header, _, text = as_sent(MAIL, "0102-abc-000000", MOMENT).partition(b"\r\n\r\n")
    lines = header.split(b"\r\n")
    assert [line for line in lines if line.startswith(b"Message-ID")] == [
        b"Message-ID: <0102-abc-000000@eu-west-1.amazonses.com>"
    ]
    assert [line for line in lines if line.startswith(b"Date")] == [b"Date: Wed, 04 Mar 2026 05:06:07 +0000"]
    assert b"Bcc" not in header
    assert b"2001" not in header
    assert text == b"Message-ID: hoort bij de tekst\r\n"


@given(st.binary())
def test_the_body_leaves_as_it_came(text: bytes) -> None:
    assert as_sent(b"From: info@gemeente.example\r\n\r\n" + text, "id", MOMENT).endswith(b"\r\n\r\n" + text)


def test_a_message_id_holds_its_time() -> None:
    assert new_message_id(MOMENT).startswith(f"0102{int(MOMENT.timestamp() * 1000):012x}-")


def kinds(*ontvangers: str, raw: bytes = MAIL) -> list[str]:
    sending = Sending("info@gemeente.example", ontvangers, {"verzending": "0f8a"}, "set", raw)
    return [event["detail-type"] for event in events(SentMail(sending, "id", MOMENT, raw))]


@pytest.mark.parametrize(
    ("ontvanger", "fate"),
    [
        ("p.bakker@voorbeeld.example", ["Email Delivered"]),
        ("success@simulator.amazonses.com", ["Email Delivered"]),
        ("ooto@simulator.amazonses.com", ["Email Delivered"]),
        ("bounce@simulator.amazonses.com", ["Email Bounced"]),
        ("Bounce+label@simulator.amazonses.com", ["Email Bounced"]),
        ("suppressionlist@simulator.amazonses.com", ["Email Bounced"]),
        ("complaint@simulator.amazonses.com", ["Email Delivered", "Email Complaint Received"]),
        ("bounce@voorbeeld.example", ["Email Delivered"]),
    ],
)
def test_each_recipient_has_the_fate_that_its_address_asks_for(ontvanger: str, fate: list[str]) -> None:
    assert kinds(ontvanger) == ["Email Sent", *fate]


def test_a_mail_with_a_virus_is_taken_and_then_rejected() -> None:
    assert kinds("p.bakker@voorbeeld.example", raw=MAIL + EICAR) == ["Email Sent", "Email Rejected"]


def test_events_carry_our_tags_and_the_message_id() -> None:
    sending = read_sending(request())
    for event in events(SentMail(sending, "het-id", MOMENT, MAIL)):
        assert event["source"] == "aws.ses"
        assert event["detail"]["mail"]["messageId"] == "het-id"
        assert event["detail"]["mail"]["tags"]["verzending"] == ["0f8a-1"]
        assert event["detail"]["mail"]["tags"]["ses:configuration-set"] == ["set"]


def test_two_recipients_each_have_an_event_of_their_own() -> None:
    assert kinds("a@voorbeeld.example", "bounce@simulator.amazonses.com") == ["Email Sent", "Email Delivered", "Email Bounced"]
