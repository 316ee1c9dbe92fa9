"""Headers, encoded words, parameters, addresses, message ids and dates."""

from datetime import UTC, datetime

import pytest

from ontleden.lezen import ontleed
from ontleden.meldingen import Meldingen
from ontleden.mime.adressen import lees_adressen, lees_message_ids
from ontleden.mime.datums import lees_datum
from ontleden.mime.koppen import decodeer_woorden, lees_parameters
from ontleden.ontleding import Adres


@pytest.mark.parametrize(
    ("raw", "onderwerp"),
    [
        (b"Subject: Vraag", "Vraag"),
        (b"Subject : Vraag", "Vraag"),
        (b"SUBJECT:Vraag", "Vraag"),
        (b"Subject: Vraag\r\n over\r\n\tcaf\xc3\xa9", "Vraag over café"),
        (b"Subject: caf\xe9 \x80 5", "café € 5"),
        (b"From a@b.example Mon Jan  1 00:00:00 2024\r\nSubject: Vraag", "Vraag"),
        (b"\xef\xbb\xbfSubject: Vraag", "Vraag"),
        (b"\r\n\r\nSubject: Vraag", "Vraag"),
        (b" Subject: Vraag", "Vraag"),
        (b"rommel zonder dubbele punt\r\nSubject: Vraag", "Vraag"),
        (b"X-A: b\r\n \r\nSubject: Vraag", "Vraag"),
        (b"Subject: \r\nSubject: Vraag", "Vraag"),
        (b"Subject: een\r\nSubject: twee", "een"),
        (b"Subject: a\x00b\x07c", "abc"),
    ],
)
def test_a_subject_is_found(raw: bytes, onderwerp: str) -> None:
    ontleding = ontleed(raw + b"\r\nTo: info@gemeente.example\r\n\r\nhallo")

    assert (ontleding.onderwerp, ontleding.inhoud) == (onderwerp, "hallo")


def test_raw_headers_are_in_what_the_text_is_in() -> None:
    text = "\u0417\u0434\u0440\u0430\u0432\u0441\u0442\u0432\u0443\u0439\u0442\u0435"
    ontleding = ontleed(b"Subject: " + text.encode("koi8-r") + b"\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\nx")

    assert ontleding.onderwerp == text


def test_headers_without_an_empty_line_end_where_text_begins() -> None:
    ontleding = ontleed(b"Subject: Vraag\r\nTo: info@gemeente.example\r\nGoedemorgen allemaal,\r\n\r\nhallo")

    assert ontleding.inhoud == "Goedemorgen allemaal,\n\nhallo"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("=?utf-8?Q?caf=C3=A9?=", "café"),
        ("=?UTF-8?b?Y2Fmw6k=?=", "café"),
        ("=?utf-8?B?Y2Fmw6k?=", "café"),
        ("=?utf-8?B?Y2Fm w6k=?=", "café"),
        ("=?iso-8859-1?Q?caf=E9_=80?=", "café €"),
        ("=?utf-8*nl?Q?caf=C3=A9?=", "café"),
        ("=?utf-8?Q?een twee?=", "een twee"),
        ("=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"),
        ("=?utf-8?Q?een?=   =?utf-8?Q?twee?=", "eentwee"),
        ("=?utf-8?Q?een?= en =?utf-8?Q?twee?=", "een en twee"),
        ("voor=?utf-8?Q?een?=na", "vooreenna"),
        ("=?x-unknown?Q?caf=C3=A9?=", "café"),
        ("=?utf-8?Q?wat?=3D?=", "wat?="),
        ("=?utf-8?Q?wat?= =?utf-8?Q?=3D?=", "wat="),
        ("=?utf-8?Q?wat?=20 en =?utf-8?Q?meer?=", "wat20 en meer"),
        ("=?geen woord?=", "=?geen woord?="),
        ("=?utf-8?Q?zonder einde", "=?utf-8?Q?zonder einde"),
        ("=?utf-8?Q?a=0D=0Ab=00c?=", "a  bc"),
        ("=?iso-2022-jp?B?GyRCJF4kXxsoQg==?=", "\u307e\u307f"),
    ],
)
def test_encoded_words(text: str, read: str) -> None:
    assert decodeer_woorden(text, Meldingen()) == read


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (b"attachment; filename=brief.pdf", "brief.pdf"),
        (b'attachment; filename="een \\"brief\\".pdf"', 'een "brief".pdf'),
        (b"attachment; filename=een brief.pdf", "een brief.pdf"),
        (b'attachment; filename="C:\\map\\brief.pdf"', "C:\\map\\brief.pdf"),
        (b'attachment; filename="brief.pdf', "brief.pdf"),
        (b'attachment; filename="=?utf-8?Q?caf=C3=A9.pdf?="', "café.pdf"),
        (b"attachment; filename*=utf-8''caf%C3%A9.pdf", "café.pdf"),
        (b"attachment; filename=cafe.pdf; filename*=utf-8''caf%C3%A9.pdf", "café.pdf"),
        (b"attachment; filename*0*=utf-8''caf%C3; filename*1*=%A9; filename*2=.pdf", "café.pdf"),
        (b"attachment; filename*1=af.pdf; filename*0=c", "caf.pdf"),
        (b'attachment; filename="caf\xe9.pdf"', "café.pdf"),
        (b'attachment; filename="brief;1.pdf"', "brief;1.pdf"),
        (b"attachment filename=brief.pdf", "brief.pdf"),
        (b"attachment;; filename = brief.pdf ;", "brief.pdf"),
        (b"attachment; filename*=caf%C3%A9.pdf", "café.pdf"),
        (b"attachment; filename*=utf-8''100%.pdf", "100%.pdf"),
    ],
)
def test_names_of_files(value: bytes, name: str) -> None:
    plaatsing, parameters = lees_parameters(value, Meldingen())

    assert (plaatsing, parameters["filename"]) == ("attachment", name)


@pytest.mark.parametrize(
    ("text", "adressen"),
    [
        ("a@b.example", [("", "a@b.example")]),
        ("Lotte Post <a@b.example>", [("Lotte Post", "a@b.example")]),
        ('"Post, Lotte" <a@b.example>, c@d.example', [("Post, Lotte", "a@b.example"), ("", "c@d.example")]),
        ("=?utf-8?Q?Ren=C3=A9e_Post?= <a@b.example>", [("Renée Post", "a@b.example")]),
        ("=?utf-8?Q?Post=2C_Ren=C3=A9e?= <a@b.example>", [("Post, Renée", "a@b.example")]),
        ("a@b.example (Lotte Post)", [("Lotte Post", "a@b.example")]),
        ("a@b.example (Lotte (de) Post)", [("Lotte (de) Post", "a@b.example")]),
        ("Team: a@b.example, c@d.example;", [("", "a@b.example"), ("", "c@d.example")]),
        ("undisclosed-recipients:;", []),
        ("a@b.example; c@d.example", [("", "a@b.example"), ("", "c@d.example")]),
        ("Lotte <@relay.example:a@b.example>", [("Lotte", "a@b.example")]),
        ("Lotte <a(x)@b(y).example>", [("Lotte", "a@b.example")]),
        ("postmaster", [("", "postmaster")]),
        ("Lotte Post", [("Lotte Post", "")]),
        ("Lotte Post <>", [("Lotte Post", "")]),
        ("Lotte <a@b.example", [("Lotte", "a@b.example")]),
        ('"Lotte <a@b.example>', [("Lotte", "a@b.example")]),
        ("a@b.example c@d.example", [("", "a@b.example"), ("", "c@d.example")]),
        ("<a@b.example> <c@d.example>", [("", "a@b.example"), ("", "c@d.example")]),
        ("Post, Lotte <a@b.example>", [("Post, Lotte", "a@b.example")]),
        ("c@d.example, Lotte <a@b.example>", [("", "c@d.example"), ("Lotte", "a@b.example")]),
        ("Lotte Post a@b.example", [("Lotte Post", "a@b.example")]),
        ('"a..b"@b.example', [("", '"a..b"@b.example')]),
        ('"a b"@b.example (Lotte), c@d.example', [("Lotte", '"a b"@b.example'), ("", "c@d.example")]),
        ('"c@d.example"@b.example', [("", '"c@d.example"@b.example')]),
        ('"c"@d.example <a@b.example>', [("c @d.example", "a@b.example")]),
        ('"c" @d.example', [("c @d.example", "")]),
        ("<mailto:a@b.example>", [("", "a@b.example")]),
        ("'Lotte' <a@b.example>", [("'Lotte'", "a@b.example")]),
        ("Lotte Post [mailto:a@b.example]", [("Lotte Post", "a@b.example")]),
        ("Lotte Post [MAILTO:a@b.example] , c@d.example", [("Lotte Post", "a@b.example"), ("", "c@d.example")]),
        ("Lotte [a@b.example]", [("Lotte", "a@b.example")]),
        ("Lotte <[mailto:a@b.example]>", [("Lotte", "a@b.example")]),
        ("<MailTo:a@b.example>", [("", "a@b.example")]),
        ("Lotte <a@[192.0.2.1]>", [("Lotte", "a@[192.0.2.1]")]),
        ("[??????]", [("[??????]", "")]),
        ("Lotte <a @ b . example>", [("Lotte", "a@b.example")]),
        ("Lotte <a . post@b.example>", [("Lotte", "a.post@b.example")]),
        ("Lotte <b.example a@b.example>", [("Lotte", "a@b.example")]),
        ("Lotte <Lotte Post a@b.example>", [("Lotte", "a@b.example")]),
        ("Lotte <a b>", [("Lotte", "a b")]),
        ("a" * 400 + "@b.example", [("", "")]),
        ("x" * 600 + " <a@b.example>", [("x" * 500 + "…", "a@b.example")]),
        (",, ,", []),
        ("", []),
    ],
)
def test_addresses(text: str, adressen: list[tuple[str, str]]) -> None:
    assert lees_adressen(text, Meldingen()) == tuple(Adres(*adres) for adres in adressen)


@pytest.mark.parametrize(
    ("headers", "afzender"),
    [
        ('From: "Bakker " <>, "Zonen" <info@b.example>', Adres("Bakker, Zonen", "info@b.example")),
        ("From: Bakker, Jansen, Zonen <info@b.example>", Adres("Bakker, Jansen, Zonen", "info@b.example")),
        ('From: "Bakker" <>\r\nFrom: info@b.example', Adres("", "info@b.example")),
        ("From: [??????]\r\nFrom: Lotte <a@b.example>", Adres("Lotte", "a@b.example")),
        ("From: Lotte <a@b.example>\r\nFrom: Els <c@d.example>", Adres("Lotte", "a@b.example")),
        ("From: Lotte <a@b.example>, Els <c@d.example>", Adres("Lotte", "a@b.example")),
        ("From: Lotte Post", Adres("Lotte Post", "")),
        ("From: MAILER-DAEMON", Adres("", "MAILER-DAEMON")),
        ("Sender: Lotte <a@b.example>", Adres("Lotte", "a@b.example")),
        ("From:\r\nSender: Lotte <a@b.example>", Adres("Lotte", "a@b.example")),
        ("To: a@b.example", None),
    ],
)
def test_the_sender_is_whoever_has_an_address(headers: str, afzender: Adres | None) -> None:
    assert ontleed(f"{headers}\r\n\r\nHallo".encode()).afzender == afzender


def test_a_guessed_address_and_a_sender_without_one_are_told() -> None:
    meldingen = Meldingen()
    lees_adressen("Lotte <b.example a@b.example>", meldingen)
    assert "geraden" in meldingen.alle()[0]
    assert ontleed(b"From: Lotte Post\r\n\r\nHallo").waarschuwingen == ("De afzender van de e-mail heeft geen adres.",)
    assert "noemt geen adres" in ontleed(b"From: [?]\r\nFrom: a@b.example\r\n\r\nHallo").waarschuwingen[-1]


def test_what_no_record_has_room_for_is_shortened_with_a_warning() -> None:
    uit = ontleed(b"Subject: " + b"=?utf-8?Q?=C3=A9?= " * 9_000 + b"\r\nFrom: " + b"n" * 9_000 + b" <a@b.example>\r\n\r\nHallo")
    assert uit.onderwerp == "é" * 2_000 + "…"
    assert uit.afzender == Adres("n" * 500 + "…", "a@b.example")
    assert len(uit.waarschuwingen) == 2
    uit = ontleed(b"Subject: x\r\nFrom: Lotte <" + b"a" * 9_000 + b"@b.example>\r\n\r\nHallo")
    assert uit.afzender == Adres("Lotte", "")
    assert any("te lang om te kunnen bestaan" in line for line in uit.waarschuwingen)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("<a@b.example>", ["<a@b.example>"]),
        ("<a@b.example><c@d.example> <a@b.example>", ["<a@b.example>", "<c@d.example>"]),
        ("<[1234@mail.example]>", ["<[1234@mail.example]>"]),
        ("a@b.example", ["<a@b.example>"]),
        ("Your message of Monday <a@b.example>", ["<a@b.example>"]),
        ("<a @b.example>", ["<a@b.example>"]),
        ("=?us-ascii?Q?=3Ca=40b=2Eexample=3E?=", ["<a@b.example>"]),
        ("<>", []),
        ("geen", []),
    ],
)
def test_message_ids(text: str, ids: list[str]) -> None:
    assert lees_message_ids(text, Meldingen()) == tuple(ids)


@pytest.mark.parametrize(
    "text",
    [
        "Tue, 3 Jun 2025 10:11:12 +0200",
        "3 Jun 2025 10:11:12 +0200 (CEST)",
        "Tue, 03 Jun 25 10:11:12 CEST",
        "di, 3 juni 2025 10:11:12 +0200",
        "Tue Jun  3 08:11:12 2025",
        "2025-06-03T08:11:12Z",
        "Tue, 3 Jun 2025 08:11:12 GMT",
        "Tue, 3 Jun 2025 03:11:12 -0500",
        "Tue, 3 Jun 2025 10.11.12 +0200",
        "Tue, 3-Jun-2025 8:11:12 AM",
        "Tue, 3 Jun 2025 10 : 11 : 12 +0200",
        "Tue, 3 Jun 2025 10:11:12 GMT+0200",
    ],
)
def test_dates(text: str) -> None:
    assert lees_datum(text) == datetime(2025, 6, 3, 8, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "morgen", "31 Feb 2025 10:00:00 +0000", "Tue, 3 Xxx 2025", "1 Jan 0001 00:00:00 +2359", "1 Jan 99999"]
)
def test_what_is_no_date(text: str) -> None:
    assert lees_datum(text) is None
