from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.opstellen.bericht import MAX_MAIL
from klantmail_local.keuring import EICAR
from klantmail_local.ses_gebeurtenissen import Verstuurd, gebeurtenissen
from klantmail_local.ses_verzending import GRENS, SesFout, Verzoek, afzenders, bereid_voor, lees_verzoek, nieuw_bericht_id

TIJDSTIP = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
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


def vraag(bron: bytes = MAIL, **anders: Any) -> dict[str, Any]:
    return {
        "FromEmailAddress": "info@gemeente.example",
        "Destination": {"ToAddresses": ["p.bakker@voorbeeld.example"]},
        "Content": {"Raw": {"Data": b64encode(bron).decode()}},
        "EmailTags": [{"Name": "verzending", "Value": "0f8a-1"}],
        "ConfigurationSetName": "set",
    } | anders


def test_a_request_is_read_as_the_sdk_sends_it() -> None:
    verzoek = lees_verzoek(vraag())
    assert verzoek == Verzoek("info@gemeente.example", ("p.bakker@voorbeeld.example",), {"verzending": "0f8a-1"}, "set", MAIL)


def test_without_destination_the_headers_tell_who_gets_it() -> None:
    verzoek = lees_verzoek(vraag(Destination=None))
    assert verzoek.ontvangers == ("p.bakker@voorbeeld.example", "geheim@voorbeeld.example")


def test_every_sender_must_be_verified_not_only_the_one_in_the_request() -> None:
    vreemd = MAIL.replace(b"info@gemeente.example", b"info@elders.example")
    assert afzenders(lees_verzoek(vraag(vreemd))) == ("info@gemeente.example", "info@elders.example")


@pytest.mark.parametrize(
    ("anders", "uitleg"),
    [
        ({"Content": {"Simple": {}}}, "Only Content.Raw"),
        ({"Content": {"Raw": {"Data": "geen base64!"}}}, "Only Content.Raw"),
        ({"Destination": {"ToAddresses": ["niemand"]}}, "Missing final '@domain'"),
        ({"Destination": {"ToAddresses": ["rené@voorbeeld.example"]}}, "non-ASCII"),
        ({"Destination": {"ToAddresses": [f"p{n}@voorbeeld.example" for n in range(51)]}}, "exceeds 50"),
        ({"EmailTags": [{"Name": "verzending", "Value": "een spatie"}]}, "Invalid message tag"),
    ],
)
def test_what_ses_refuses_is_refused(anders: dict[str, Any], uitleg: str) -> None:
    with pytest.raises(SesFout, match=uitleg) as fout:
        lees_verzoek(vraag(**anders))
    assert (fout.value.status, fout.value.code) == (400, "BadRequestException")


@pytest.mark.parametrize(
    ("bron", "uitleg"),
    [
        (b"To: p.bakker@voorbeeld.example\r\n\r\nx", "Missing required header 'From'"),
        (b"Subject: tweede\r\n" + MAIL, "Duplicate header 'Subject'"),
        (MAIL + b"x" * GRENS, "Message length is more than 41943040"),
        (MAIL + b"x" * (GRENS - len(MAIL)), "Message length is more than 41943040"),
    ],
)
def test_a_mail_that_ses_refuses_is_refused(bron: bytes, uitleg: str) -> None:
    with pytest.raises(SesFout, match=uitleg):
        lees_verzoek(vraag(bron))


@pytest.mark.parametrize("omvang", [39_500_000, 39_500 * 1024 * 1024 // 1000, MAX_MAIL])
def test_the_largest_mail_that_we_make_is_taken(omvang: int) -> None:
    assert omvang <= MAX_MAIL
    bron = lees_verzoek(vraag(MAIL + b"x" * (omvang - len(MAIL)))).bron
    assert len(bereid_voor(bron, nieuw_bericht_id(TIJDSTIP), TIJDSTIP)) <= GRENS


def test_ses_puts_its_own_message_id_and_date_and_takes_bcc_out() -> None:
    kop, _, tekst = bereid_voor(MAIL, "0102-abc-000000", TIJDSTIP).partition(b"\r\n\r\n")
    regels = kop.split(b"\r\n")
    assert [regel for regel in regels if regel.startswith(b"Message-ID")] == [
        b"Message-ID: <0102-abc-000000@eu-west-1.amazonses.com>"
    ]
    assert [regel for regel in regels if regel.startswith(b"Date")] == [b"Date: Wed, 04 Mar 2026 05:06:07 +0000"]
    assert b"Bcc" not in kop
    assert b"2001" not in kop
    assert tekst == b"Message-ID: hoort bij de tekst\r\n"


@given(st.binary())
def test_the_body_leaves_as_it_came(tekst: bytes) -> None:
    assert bereid_voor(b"From: info@gemeente.example\r\n\r\n" + tekst, "id", TIJDSTIP).endswith(b"\r\n\r\n" + tekst)


def test_a_message_id_holds_its_time() -> None:
    assert nieuw_bericht_id(TIJDSTIP).startswith(f"0102{int(TIJDSTIP.timestamp() * 1000):012x}-")


def soorten(*ontvangers: str, bron: bytes = MAIL) -> list[str]:
    verzoek = Verzoek("info@gemeente.example", ontvangers, {"verzending": "0f8a"}, "set", bron)
    return [gebeurtenis["detail-type"] for gebeurtenis in gebeurtenissen(Verstuurd(verzoek, "id", TIJDSTIP, bron))]


@pytest.mark.parametrize(
    ("ontvanger", "lot"),
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
def test_each_recipient_has_the_fate_that_its_address_asks_for(ontvanger: str, lot: list[str]) -> None:
    assert soorten(ontvanger) == ["Email Sent", *lot]


def test_a_mail_with_a_virus_is_taken_and_then_rejected() -> None:
    assert soorten("p.bakker@voorbeeld.example", bron=MAIL + EICAR) == ["Email Sent", "Email Rejected"]


def test_events_carry_our_tags_and_the_message_id() -> None:
    verzoek = lees_verzoek(vraag())
    for gebeurtenis in gebeurtenissen(Verstuurd(verzoek, "het-id", TIJDSTIP, MAIL)):
        assert gebeurtenis["source"] == "aws.ses"
        assert gebeurtenis["detail"]["mail"]["messageId"] == "het-id"
        assert gebeurtenis["detail"]["mail"]["tags"]["verzending"] == ["0f8a-1"]
        assert gebeurtenis["detail"]["mail"]["tags"]["ses:configuration-set"] == ["set"]


def test_two_recipients_each_have_an_event_of_their_own() -> None:
    assert soorten("a@voorbeeld.example", "bounce@simulator.amazonses.com") == ["Email Sent", "Email Delivered", "Email Bounced"]
