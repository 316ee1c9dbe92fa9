"""A mail that leaves is read back as it was meant, by Python's mail reader and by our own.

A mail that cannot be written is refused.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.onderwerp import antwoord_onderwerp
from klantmail.opstellen.bericht import Aanhangsel, Antwoordbrief, OngeldigeKop, Vraag, stel_bericht_op
from klantmail.opstellen.kopregels import MAX_NAAM
from ontleden.lezen import deel_inhoud, ontleed
from ontleden.ontleding import Adres, Deelrol

VAN = Adres("Gemeente Voorbeeld", "info@gemeente.example")
AAN = Adres("Zoë, van “Dijk”", "zoe@post.example")
MOMENT = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
VRAAG = Vraag("<vraag@post.example>", (), ("<eerste@post.example>",), AAN, MOMENT, "Wanneer komt de vuilniswagen?\n\nGroet,\nZoë")
KENMERK = "<antwoord@gemeente.example>"


def bericht(**anders: Any) -> bytes:
    gewoon: dict[str, Any] = {"van": VAN, "aan": [AAN], "onderwerp": "Afval", "inhoud": "Morgen.", "message_id": KENMERK}
    return stel_bericht_op(**{**gewoon, "datum": MOMENT, **anders})


def antwoord(**anders: Any) -> bytes:
    gewoon: dict[str, Any] = {"van": VAN, "aan": (AAN,), "onderwerp": "Re: Afval", "inhoud": "Morgen.", "message_id": KENMERK}
    bijlagen = anders.pop("bijlagen", ())
    return Antwoordbrief(**{**gewoon, "vraag": VRAAG, "datum": MOMENT, **anders}).schrijf(bijlagen)


def lees(source: bytes) -> EmailMessage:
    read = message_from_bytes(source, policy=default)
    assert isinstance(read, EmailMessage)
    assert [part.defects for part in read.walk() if part.defects] == []
    return read


def tekst(read: EmailMessage) -> str:
    body = read.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def name_in_header(name: str) -> str:
    """The name as a header shows it: in one line, and no longer than a header should be."""
    return " ".join(name.split())[:MAX_NAAM].rstrip()


def is_well_formed(source: bytes) -> bool:
    """Tell whether it is ASCII with CRLF only, without NUL or a line over 998 octets.

    RFC 5322 section 2.1.1 and RFC 2045 section 2.7 say so.
    """
    lines = source.split(b"\r\n")
    return source.isascii() and b"\0" not in source and all(len(r) <= 998 and b"\r" not in r and b"\n" not in r for r in lines)


ZICHTBAAR = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")))
ONE_LINE = ZICHTBAAR.map(str.strip)
TEKSTEN = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp"), include_characters="\n\t"))
LOKALEN = st.from_regex(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,40}", fullmatch=True)
LABELS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True)
ADRESSEN = st.builds(lambda lokaal, labels: f"{lokaal}@{'.'.join(labels)}", LOKALEN, st.lists(LABELS, min_size=1, max_size=4))
IDS = st.from_regex(r"<[!-;=?-~]{1,120}@[a-z.]{1,40}>", fullmatch=True)


def test_a_reply_is_read_back_as_it_was_meant() -> None:
    read = lees(antwoord(onderwerp=antwoord_onderwerp("AW: Afval — één vraag"), inhoud="Beste Zoë,\n\nMorgen."))
    assert read["Subject"] == "Re: Afval — één vraag"
    assert read["From"].addresses[0].display_name == "Gemeente Voorbeeld"
    assert read["To"].addresses[0].display_name == AAN.naam
    assert read["To"].addresses[0].addr_spec == AAN.adres
    assert read["Date"] == "Tue, 24 Nov 2026 10:15:00 +0100"
    assert read["Message-ID"] == KENMERK
    assert read["In-Reply-To"] == "<vraag@post.example>"
    assert read["References"] == "<eerste@post.example> <vraag@post.example>"
    assert tekst(read) == (
        "Beste Zoë,\n\nMorgen.\n\nOp dinsdag 24 november 2026 om 10:15 schreef Zoë, van “Dijk” <zoe@post.example>:\n"
        "> Wanneer komt de vuilniswagen?\n>\n> Groet,\n> Zoë\n"
    )


def test_a_reply_has_these_headers_and_no_other() -> None:
    names = ["From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version", "Content-Type"]
    read = lees(antwoord())
    assert read.keys() == names
    assert read.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]
    assert "In-Reply-To" not in lees(bericht())


def test_equal_arguments_give_equal_bytes() -> None:
    bijlagen = [Aanhangsel("één.pdf", "application/pdf", b"%PDF")]
    assert antwoord(bijlagen=bijlagen) == antwoord(bijlagen=bijlagen)
    assert antwoord(bijlagen=bijlagen) != antwoord(bijlagen=bijlagen, message_id="<ander@gemeente.example>")


@given(ONE_LINE, ONE_LINE, ONE_LINE, ADRESSEN, ADRESSEN, TEKSTEN)
def test_every_mail_is_read_back_by_pythons_reader(
    onderwerp: str, by_name: str, aan_naam: str, van: str, aan: str, inhoud: str
) -> None:
    source = bericht(van=Adres(by_name, van), aan=[Adres(aan_naam, aan)], onderwerp=onderwerp, inhoud=inhoud)
    assert is_well_formed(source)
    read = lees(source)
    assert read["Subject"] == onderwerp
    assert tekst(read).rstrip("\n") == inhoud.rstrip("\n")
    for header, name, adres in (("From", by_name, van), ("To", aan_naam, aan)):
        (mailbox,) = read[header].addresses
        # Python 3.13.0 puts a space between encoded words of a name, where RFC 2047 section 6.2 wants none.
        assert "".join(mailbox.display_name.split()) == "".join(name_in_header(name).split())
        assert f"{mailbox.username}@{mailbox.domain}" == adres


@given(ONE_LINE, ONE_LINE, ADRESSEN, TEKSTEN, st.lists(IDS, max_size=30), st.lists(st.tuples(ONE_LINE, st.binary()), max_size=3))
def test_every_mail_is_read_back_by_our_own_reader(
    onderwerp: str, name: str, adres: str, inhoud: str, ids: list[str], files: list[tuple[str, bytes]]
) -> None:
    bijlagen = [Aanhangsel(bestandsnaam, "application/pdf", bytes_) for bestandsnaam, bytes_ in files]
    source = bericht(aan=[Adres(name, adres)], onderwerp=onderwerp, inhoud=inhoud, references=tuple(ids), bijlagen=bijlagen)
    read = ontleed(source)
    assert read.onderwerp == onderwerp
    assert read.afzender == VAN
    assert [ontvanger.naam for ontvanger in read.aan] == [name_in_header(name)]
    assert read.aan[0].adres.replace('"', "") == adres.replace('"', "")
    assert read.datum == MOMENT
    assert read.message_id == KENMERK
    unique = list(dict.fromkeys(ids))
    assert read.references == tuple(unique if len(unique) <= 20 else [unique[0], *unique[-19:]])
    assert read.inhoud.strip() == inhoud.strip()
    parts = [part for part in read.delen if part.rol is not Deelrol.INHOUD]
    assert [deel_inhoud(source, part) for part in parts] == [bytes_ for _, bytes_ in files]
    names = [bestandsnaam or "bijlage" for bestandsnaam, _ in files]
    assert len({part.bestandsnaam for part in parts}) == len(parts)  # the reader tells equal names apart
    if len({name.casefold() for name in names}) == len(names):
        assert [part.bestandsnaam for part in parts] == names


@given(st.text(min_size=1), st.text(), st.text(), st.text(), st.text(), st.text())
def test_nothing_but_an_impossible_header_is_refused_and_what_is_written_is_a_mail(
    adres: str, name: str, onderwerp: str, inhoud: str, bestandsnaam: str, kenmerk: str
) -> None:
    vraag = Vraag(kenmerk, (kenmerk, name), (onderwerp, kenmerk), Adres(name, adres), MOMENT, inhoud)
    bijlagen = [Aanhangsel(bestandsnaam, onderwerp, inhoud.encode("utf-8", "replace"))]
    try:
        source = antwoord(
            aan=[Adres(name, f"{adres}@post.example")], onderwerp=onderwerp, inhoud=inhoud, vraag=vraag, bijlagen=bijlagen
        )
    except OngeldigeKop:
        return
    assert is_well_formed(source)
    assert lees(source)["To"].addresses[0].domain == "post.example"


@pytest.mark.parametrize("character", ["\r", "\n", "\r\n", "\0", "\r\nBcc: derde@post.example\r\n", "\n "])
@pytest.mark.parametrize(
    "maak",
    [
        lambda character: {"onderwerp": f"Af{character}val"},
        lambda character: {"onderwerp": f"Afval{character}"},
        lambda character: {"van": Adres(f"Gem{character}eente", VAN.adres)},
        lambda character: {"aan": [Adres(f"Zoë{character}", AAN.adres)]},
        lambda character: {"aan": [Adres("", f"zoe{character}@post.example")]},
        lambda character: {"aan": [Adres("", f"zoe@post{character}.example")]},
        lambda character: {"aan": [Adres("", f"zoe@post.example{character}")]},
        lambda character: {"van": Adres("", f'"a{character}b"@gemeente.example')},
        lambda character: {"message_id": f"<antwoord{character}@gemeente.example>"},
        lambda character: {"message_id": f"<antwoord@gemeente.example>{character}"},
        lambda character: {"bijlagen": [Aanhangsel(f"a{character}.pdf", "application/pdf", b"")]},
    ],
)
def test_a_line_break_or_nul_in_a_header_field_is_refused(maak: Any, character: str) -> None:
    with pytest.raises(OngeldigeKop):
        bericht(**maak(character))
    if "vraag" not in maak(character):
        with pytest.raises(OngeldigeKop):
            antwoord(**maak(character))


@pytest.mark.parametrize("ids", [("<a\r\nBcc: x@y.example>",), ("<a b@c>",), ("a@b.example",), ("<é@b>",), ("<>",), ("<a@b\0>",)])
def test_what_is_no_message_id_is_left_out_of_the_thread(ids: tuple[str, ...]) -> None:
    read = lees(bericht(references=ids, in_reply_to=ids))
    assert "References" not in read
    assert "In-Reply-To" not in read
    read = lees(bericht(references=("<goed@post.example>", *ids)))
    assert read["References"] == "<goed@post.example>"


@pytest.mark.parametrize(
    "adres",
    [
        "",
        "zoe",
        "@post.example",
        "zoe@",
        "zoe@@post.example",
        "zo e@post.example",
        "<zoe@post.example>",
        "zoe@post..example",
        "zoe@.example",
        "zoe@post.example.",
        "zoe@-post.example",
        "zoe@post-.example",
        "zoe@po st.example",
        "zoe@post,example",
        "zoe@[192.0.2.1]",
        "zoë@post.example",
        "zoe@" + "a" * 64 + ".example",
        "z" * 245 + "@post.example",
        "zoe@" + "é" * 300 + ".example",
        "zoe@\u200d.example",
        "zoe@xn--a\u00e9.example",
        'zo"e@post.example',
        '"zoe@post.example',
        '"zo"e"@post.example',
        "zoe@post.example, ans@post.example",
        "zoe@post.example\u2028",
        "zoe@post\uff0eexample\uff20x",
    ],
)
def test_an_address_to_which_no_mail_can_go_is_refused_in_dutch(adres: str) -> None:
    with pytest.raises(OngeldigeKop, match=r"^Het adres van de (ontvanger|afzender) (is|heeft|mag) "):
        bericht(aan=[Adres("", adres)])
    with pytest.raises(OngeldigeKop, match=r"^Het adres van de (ontvanger|afzender) (is|heeft|mag) "):
        bericht(van=Adres("Gemeente", adres))


@pytest.mark.parametrize(
    ("adres", "written"),
    [
        ("zoe@post.example", "zoe@post.example"),
        ("zoe+afval=1@post.example", "zoe+afval=1@post.example"),
        ("zoe@bücher.example", "zoe@xn--bcher-kva.example"),
        ("zoe@BÜCHER.example", "zoe@xn--bcher-kva.example"),
        ("zoe@straße.example", "zoe@xn--strae-oqa.example"),
        ("jan..jansen.@post.example", '"jan..jansen."@post.example'),
        ('"jan jansen"@post.example', '"jan jansen"@post.example'),
        ("root@localhost", "root@localhost"),
        ("zoe@my_host.example", "zoe@my_host.example"),
        ("z" * 100 + "@post.example", "z" * 100 + "@post.example"),
    ],
)
def test_an_address_is_written_as_mail_servers_take_it(adres: str, written: str) -> None:
    assert f"\r\nTo: <{written}>\r\n".encode() in bericht(aan=[Adres("", adres)]).replace(b"\r\n ", b" ")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Jan Jansen", "Jan Jansen <"),
        ("Jansen, J.", '"Jansen, J." <'),
        ('Jan "de Baas" \\ Jansen', '"Jan \\"de Baas\\" \\\\ Jansen" <'),
        ("jan@post.example", '"jan@post.example" <'),
        ("Jan \xa0 Jansen", "Jan Jansen <"),
        ("=?utf-8?q?Jan?=", "=?utf-8?b?PT91dGYtOD9xP0phbj89?= <"),
        ("Zoë", "=?utf-8?q?Zo=C3=AB?= <"),
        ("Jan\tJansen\x07", "Jan Jansen <"),
        ("Jan\ud800", "=?utf-8?b?SmFu77+9?= <"),
        (" ", "<"),
    ],
)
def test_a_name_is_written_bare_quoted_or_encoded(name: str, written: str) -> None:
    assert f"\r\nTo: {written}zoe@post.example>\r\n".encode() in bericht(aan=[Adres(name, "zoe@post.example")])


def test_a_very_long_name_is_cut_off() -> None:
    read = ontleed(bericht(aan=[Adres("Ans é " * 100_000, AAN.adres)]))
    assert read.aan[0].naam == ("Ans é " * 34)[:200].rstrip()


def test_a_very_long_subject_is_cut_off_and_says_so() -> None:
    onderwerp = str(lees(bericht(onderwerp="afval " * 100_000))["Subject"])
    assert onderwerp == ("afval " * 200)[:997] + "…"


@pytest.mark.parametrize(
    "onderwerp",
    [
        "",
        "Afval",
        "Af  val",
        "=?utf-8?q?Afval?=",
        "a" * 500,
        "woord " * 100 + "einde",
        "één " * 100 + "einde",
        "😀" * 200,
        "é" * 60,
        "Ζητείται " * 30 + "τέλος",
    ],
)
def test_a_subject_is_folded_where_a_reader_joins_it_again(onderwerp: str) -> None:
    source = bericht(onderwerp=onderwerp)
    assert lees(source)["Subject"] == onderwerp
    assert max(len(line) for line in source.split(b"\r\n")) <= 78


def test_other_control_characters_in_a_subject_become_spaces() -> None:
    assert lees(bericht(onderwerp="Af\tval\x0b\x85\u2028en\x1b meer\x7f"))["Subject"] == "Af val   en  meer"


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "Thu, 02 Jul 2026 00:30:00 +0200"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "Fri, 01 Jan 2027 00:30:00 +0100"),
        (datetime(2026, 7, 1, 8, 30, 1, 5, tzinfo=timezone(timedelta(hours=-5))), "Wed, 01 Jul 2026 15:30:01 +0200"),
    ],
)
def test_the_date_is_dutch_time(moment: datetime, written: str) -> None:
    assert lees(bericht(datum=moment))["Date"] == written


def test_a_date_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        bericht(datum=MOMENT.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("inhoud", "codering"),
    [
        ("Morgen.", "7bit"),
        ("x" * 78, "7bit"),
        ("x" * 79, "quoted-printable"),
        ("Zoë", "quoted-printable"),
        ("From hier", "quoted-printable"),
        (".\n", "quoted-printable"),
        ("spatie \nerna", "quoted-printable"),
        ("a = b", "7bit"),
        ("Ζητείται", "base64"),
        ("😀😀😀", "base64"),
    ],
)
def test_the_text_is_encoded_no_more_than_needed(inhoud: str, codering: str) -> None:
    source = bericht(inhoud=inhoud)
    read = lees(source)
    assert read["Content-Transfer-Encoding"] == codering
    assert tekst(read).rstrip("\n") == inhoud.rstrip("\n")
    body = source.partition(b"\r\n\r\n")[2]
    assert max(len(line) for line in body.split(b"\r\n")) <= 78
    assert not re.search(rb"^(?:From |\.$)|[ \t]$", body.replace(b"\r\n", b"\n"), re.MULTILINE)


LINE_PARTS = st.sampled_from(["a", "é", "=", ".", " ", "\t", "\n", "From ", "x" * 30, "y" * 74, "\xa0", "=FF", "=E2"])


@given(st.lists(LINE_PARTS | st.integers(1, 80).map(lambda count: "z" * count), max_size=40).map("".join))
def test_no_line_of_a_text_is_changed_on_the_way(inhoud: str) -> None:
    """A line has at most 76 characters, and no white space at its end (RFC 2045 section 6.7).

    For SMTP it is no lone dot, and for mbox it does not begin with `From `.
    """
    source = bericht(inhoud=inhoud)
    read = lees(source)
    assert tekst(read).rstrip("\n") == inhoud.rstrip("\n")
    if read["Content-Transfer-Encoding"] == "quoted-printable":
        lines = source.partition(b"\r\n\r\n")[2].split(b"\r\n")
        assert not [line for line in lines if len(line) > 76 or re.search(rb"^(?:From |\.$)|[ \t]$", line)]


def test_control_characters_leave_the_text_and_every_line_break_becomes_one() -> None:
    assert (
        tekst(lees(bericht(inhoud="a\0b\x1b[31m\x9f\tc\rd\r\ne\x0bf\x85g\u2028h\ud800\n\n")))
        == "ab[31m\tc\nd\ne\nf\ng\nh\ufffd\n"
    )


def test_attachments_go_along_with_their_names_and_bytes() -> None:
    files = [
        ("brief.pdf", "application/pdf", b"%PDF-1.7\r\n" + bytes(range(256)) * 50),
        ("één heel lange naam van een bestand — met € en 😀 erin, en dan nog wat meer tekst.docx", "APPLICATION/PDF", b""),
        ('met "aanhalingstekens" \\ en; puntkomma.txt', "text/plain", "é\n".encode("cp1252")),
        ("=?utf-8?q?naam?=.txt", "text/plain", b"=?x?="),
        ("a" * 400 + ".txt", "text/plain", b"--=_"),
    ]
    source = antwoord(bijlagen=[Aanhangsel(*file) for file in files])
    assert is_well_formed(source)
    assert max(len(line) for line in source.split(b"\r\n")) <= 78
    parts = list(lees(source).iter_attachments())
    assert [part.get_filename() for part in parts] == [name for name, _, _ in files]
    assert [part.get_payload(decode=True) for part in parts] == [bytes_ for _, _, bytes_ in files]
    assert [part.get_content_type() for part in parts] == [formaat.lower() for _, formaat, _ in files]


@pytest.mark.parametrize(
    "formaat", ["", "pdf", "a/b/c", "text/plain; charset=x", "multipart/mixed", "message/partial", "a/b\r\nBcc: x", "tèxt/plain"]
)
def test_a_format_that_cannot_be_declared_goes_as_plain_bytes(formaat: str) -> None:
    (part,) = lees(bericht(bijlagen=[Aanhangsel("x", formaat, b"x")])).iter_attachments()
    assert part.get_content_type() == "application/octet-stream"
    assert part.get_content() == b"x"


MAIL = b"From: ans@post.example\r\nSubject: Afval\r\nContent-Type: text/plain\r\n\r\nDe bak is vol.\r\n"


@pytest.mark.parametrize("mail", [MAIL, MAIL + b"x" * 998, MAIL + (b"x" * 998 + b"\r\n") * 3, MAIL * 100])
def test_a_mail_goes_as_a_mail_when_it_needs_no_encoding(mail: bytes) -> None:
    source = bericht(bijlagen=[Aanhangsel("bericht.eml", "message/rfc822", mail)])
    assert is_well_formed(source)
    (part,) = lees(source).iter_attachments()
    assert part.get_content_type() == "message/rfc822"
    assert part["Content-Transfer-Encoding"] == "7bit"
    assert mail in source


@pytest.mark.parametrize(
    "mail",
    [
        MAIL + "é".encode(),
        MAIL.replace(b"\r\n", b"\n"),
        MAIL + b"\0",
        MAIL + b"x" * 999,
        MAIL + b"x" * 999 + b"\r\n",
        b"x" * 999 + b"\r\n" + MAIL * 50,
        MAIL + b"\r\r\n",
        MAIL + b"\n\r",
        b"",
    ],
    ids=["8bit", "lf", "nul", "long-at-the-end", "long", "long-at-the-beginning", "cr", "lfcr", "empty"],
)
def test_a_mail_that_would_need_encoding_goes_as_plain_bytes(mail: bytes) -> None:
    source = bericht(bijlagen=[Aanhangsel("bericht.eml", "message/rfc822", mail)])
    assert is_well_formed(source)
    (part,) = lees(source).iter_attachments()
    assert part.get_content_type() == "application/octet-stream"
    assert part.get_filename() == "bericht.eml"
    assert part.get_content() == mail


def test_a_mail_that_holds_the_boundary_gets_another_one() -> None:
    first = bericht(bijlagen=[Aanhangsel("a.eml", "message/rfc822", MAIL)])
    limit = lees(first).get_boundary()
    mail = MAIL + f"--{limit}--\r\nNog een regel.\r\n".encode()
    second = bericht(bijlagen=[Aanhangsel("a.eml", "message/rfc822", mail), Aanhangsel("b.txt", "text/plain", b"b")])
    assert lees(second).get_boundary() != limit
    assert [part.get_filename() for part in lees(second).iter_attachments()] == ["a.eml", "b.txt"]


@pytest.mark.parametrize(
    ("onderwerp", "expected"),
    [
        ("Afval", "Re: Afval"),
        ("Re: Afval", "Re: Afval"),
        ("RE: RE: Afval", "Re: Afval"),
        ("re:re:Afval", "Re: Afval"),
        ("Antw: Afval", "Re: Afval"),
        ("Antw.: Afval", "Re: Antw.: Afval"),
        ("AW: Re[2]: Antwoord: Afval", "Re: Afval"),
        ("Re(3): Afval", "Re: Afval"),
        ("RE : Afval", "Re: Afval"),
        ("Re\uff1aAfval", "Re: Afval"),
        ("SV: VS: Odp: Ynt: RES: Rép : Afval", "Re: Afval"),
        ("FW: RE: Afval", "Re: FW: RE: Afval"),
        ("Doorst: Afval", "Re: Doorst: Afval"),
        ("Reactie: op uw brief", "Re: Reactie: op uw brief"),
        ("Rekening 5", "Re: Rekening 5"),
        ("Re", "Re: Re"),
        ("", "Re:"),
        ("Re:", "Re:"),
        ("  Re:  ", "Re:"),
    ],
)
def test_a_subject_gets_re_once(onderwerp: str, expected: str) -> None:
    assert antwoord_onderwerp(onderwerp) == expected


@given(ZICHTBAAR)
def test_a_reply_to_a_reply_keeps_its_subject(onderwerp: str) -> None:
    once = antwoord_onderwerp(onderwerp)
    assert antwoord_onderwerp(once) == once


@pytest.mark.parametrize("onderwerp", ["Re:" * 100_000, "Re[" * 100_000, "Re" + " " * 300_000 + "x", "Re: " + " " * 300_000])
def test_a_hostile_subject_is_written(onderwerp: str) -> None:
    assert is_well_formed(antwoord(onderwerp=antwoord_onderwerp(onderwerp)))


def test_header_lines_name_no_other_recipient_whatever_the_question_holds() -> None:
    vraag = replace(
        VRAAG, message_id="<a@b>\r\nBcc: derde@post.example", afzender=Adres("x\r\nBcc: derde@post.example", "y\r\n@z")
    )
    read = lees(antwoord(vraag=vraag))
    assert read.get_all("Bcc") is None
    assert read["In-Reply-To"] is None


def test_our_own_reader_finds_the_answer_in_a_reply() -> None:
    read = ontleed(antwoord(inhoud="Beste Zoë,\n\nMorgen."))
    assert read.nieuwe_tekst == "Beste Zoë,\n\nMorgen."
    assert read.inhoud.startswith("Beste Zoë,\n\nMorgen.\n\nOp dinsdag 24 november 2026 om 10:15 schreef Zoë")
    assert read.waarschuwingen == ()
