from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from aws_lambda_powertools.utilities.data_classes import SESEvent
from hypothesis import given
from hypothesis import strategies as st

from klantmail.runtime.gebeurtenissen import melding_van
from klantmail.usecases.nazorg.vangnet import melding_uit_koppen
from klantmail_local.ses_receiving import ReceivedMail, event, new_message_id, read_headers, with_headers
from klantmail_local.verdicts import EICAR, GTUBE, has_virus, is_spam

MAIL = (
    b"From: =?utf-8?q?Ren=C3=A9_Peters?= <r.peters@voorbeeld.example>\r\n"
    b"To: info@gemeente.example,\r\n burgerzaken@gemeente.example\r\n"
    b"Subject: =?utf-8?q?Caf=C3=A9?= op\r\n de hoek\r\n"
    b"Message-ID: <1@voorbeeld.example>\r\n"
    b"\r\n"
    b"Hallo\r\n"
)


def received(raw: bytes = MAIL, ontvangers: tuple[str, ...] = ("info@gemeente.example",)) -> ReceivedMail:
    return ReceivedMail(
        message_id="0123456789abcdefghijklmnopqrstuv01234567",
        moment=datetime(2026, 3, 4, 5, 6, 7, 89_000, tzinfo=UTC),
        afzender="r.peters@voorbeeld.example",
        ontvangers=ontvangers,
        helo="mail.voorbeeld.example",
        adres="192.0.2.1",
        raw=raw,
    )


def test_the_mail_itself_keeps_every_byte() -> None:
    assert with_headers(received()).endswith(MAIL)


@given(st.binary())
def test_any_bytes_are_stored_as_they_came(raw: bytes) -> None:
    assert with_headers(received(raw)).endswith(raw)


def test_the_headers_of_ses_stand_on_top() -> None:
    names = [name for name, _ in read_headers(with_headers(received()))]
    assert names[:6] == [
        "Return-Path",
        "Received",
        "X-SES-Spam-Verdict",
        "X-SES-Virus-Verdict",
        "Received-SPF",
        "Authentication-Results",
    ]


def test_the_headers_of_ses_are_headers_to_a_reader_of_mail() -> None:
    mail = message_from_bytes(with_headers(received()), policy=policy.default)
    assert mail["Return-Path"] == "<r.peters@voorbeeld.example>"
    assert mail["Subject"] == "Café op de hoek"
    assert "with SMTP id 0123456789abcdefghijklmnopqrstuv01234567 for info@gemeente.example;" in mail["Received"]


def test_the_trace_gives_no_bcc_away() -> None:
    mail = with_headers(received(ontvangers=("info@gemeente.example", "burgerzaken@gemeente.example")))
    assert b" for " not in mail[: -len(MAIL)]


def test_our_own_function_reads_the_event() -> None:
    record = next(SESEvent(event(received(), ["info@gemeente.example"], "arn:x")).records)
    melding = melding_van(record)
    assert melding.ses_bericht_id == "0123456789abcdefghijklmnopqrstuv01234567"
    assert melding.ontvangen_op == datetime(2026, 3, 4, 5, 6, 7, 89_000, tzinfo=UTC)
    assert melding.ontvangers == ("info@gemeente.example",)
    assert melding.onderwerp == "Café op de hoek"
    assert (melding.afzender.naam, melding.afzender.adres) == ("René Peters", "r.peters@voorbeeld.example")
    assert (melding.verdicts.spam, melding.verdicts.virus, melding.verdicts.spf) == ("PASS", "PASS", "GRAY")


def test_an_event_names_only_the_recipients_of_its_rule() -> None:
    both = received(ontvangers=("info@gemeente.example", "burgerzaken@gemeente.example"))
    ses = event(both, ["burgerzaken@gemeente.example"], "arn:x")["Records"][0]["ses"]
    assert ses["receipt"]["recipients"] == ["burgerzaken@gemeente.example"]
    assert ses["mail"]["destination"] == ["info@gemeente.example", "burgerzaken@gemeente.example"]


def test_an_event_holds_at_most_ten_kilobytes_of_headers() -> None:
    many = b"".join(b"X-Kop-%d: %s\r\n" % (number, b"x" * 900) for number in range(20)) + MAIL
    mail = event(received(many), ["info@gemeente.example"], "arn:x")["Records"][0]["ses"]["mail"]
    assert mail["headersTruncated"] is True
    assert sum(len(header["name"]) + len(header["value"]) for header in mail["headers"]) <= 10 * 1024
    assert mail["headers"][0]["name"] == "Return-Path"


@given(st.binary())
def test_any_bytes_make_an_event(raw: bytes) -> None:
    assert event(received(raw), ["info@gemeente.example"], "arn:x")["Records"][0]["eventSource"] == "aws:ses"


@pytest.mark.parametrize("shift", range(5))
def test_a_virus_is_found_in_base64_wherever_its_bytes_start(shift: int) -> None:
    encoded = b64encode(b"x" * shift + EICAR + b"rest")
    lines = b"\r\n".join(encoded[place : place + 20] for place in range(0, len(encoded), 20))
    assert has_virus(MAIL + lines)
    assert not is_spam(MAIL + lines)


def test_verdicts_fail_in_headers_and_event_alike() -> None:
    suspicious = received(MAIL + EICAR + b"\r\n" + GTUBE)
    assert b"X-SES-Spam-Verdict: FAIL\r\nX-SES-Virus-Verdict: FAIL\r\n" in with_headers(suspicious)
    receipt = event(suspicious, ["info@gemeente.example"], "arn:x")["Records"][0]["ses"]["receipt"]
    assert (receipt["spamVerdict"], receipt["virusVerdict"]) == ({"status": "FAIL"}, {"status": "FAIL"})


@pytest.mark.parametrize(
    ("afzender", "verdict"),
    [
        ("p.bakker@authentiek.example", "PASS"),
        ("p.bakker@mail.Authentiek.example", "PASS"),
        ("p.bakker@vervalst.example", "FAIL"),
        ("p.bakker@nietauthentiek.example", "GRAY"),
        ("", "GRAY"),
    ],
)
def test_the_senders_domain_decides_whether_it_is_authentic_in_headers_and_event_alike(afzender: str, verdict: str) -> None:
    mail = replace(received(), afzender=afzender)
    receipt = event(mail, ["info@gemeente.example"], "arn:x")["Records"][0]["ses"]["receipt"]
    assert {receipt[f"{method}Verdict"]["status"] for method in ("spf", "dkim", "dmarc")} == {verdict}
    read = melding_uit_koppen("id", "info@gemeente.example", mail.moment, with_headers(mail)).verdicts
    assert {read.spf, read.dkim, read.dmarc} == {verdict}
    assert (read.spam, read.virus) == ("PASS", "PASS")


def test_an_innocent_mail_passes() -> None:
    assert not has_virus(MAIL)
    assert not is_spam(MAIL)


def test_message_ids_are_like_those_of_ses_and_never_the_same() -> None:
    one, other = new_message_id(), new_message_id()
    assert one != other
    assert len(one) == 40
    assert one.isalnum()
    assert one == one.lower()
