"""The kind of a mail, and the recipient that a bounce is about."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontleden.classify.classificatie import classificeer
from ontleden.ontleding import Bezorgfout, Classificatie, Klasse

AAN = ("To", "Gemeente Voorbeeld <info@voorbeeld.example>")
MENS = ("From", "Jan de Vries <jan.devries@post.example>")


def _soort(
    *headers: tuple[str, str],
    formaat: str = "text/plain",
    inhoud: str = "",
    rapporten: tuple[bytes, ...] = (),
    oorspronkelijk: tuple[bytes, ...] = (),
    agenda: bool = False,
) -> Classificatie:
    """The class of a mail, with the recipients and codes of a bounce, and nothing else of it."""
    uitkomst = classificeer(
        _reader([AAN, *headers]),
        formaat=formaat,
        inhoud=inhoud,
        rapporten=rapporten,
        oorspronkelijk=oorspronkelijk,
        agenda=agenda,
    )
    return replace(uitkomst, bezorgfouten=tuple(replace(error, reden="", vertraagd=False) for error in uitkomst.bezorgfouten))


def _reader(headers: Sequence[tuple[str, str]]) -> Callable[[str], str]:
    first = {name.lower(): value for name, value in reversed(headers)}
    return lambda name: first.get(name, "")


RAPPORT_KOP = ("Content-Type", 'multipart/report; report-type=delivery-status; boundary="x"')


def _rapport(*ontvangers: str) -> bytes:
    return ("Reporting-MTA: dns; mx.voorbeeld.example\n\n" + "\n\n".join(ontvangers) + "\n").encode()


def test_a_report_of_failure_gives_recipient_and_status() -> None:
    uitkomst = _soort(
        ("From", "MAILER-DAEMON@mx.voorbeeld.example"),
        RAPPORT_KOP,
        formaat="multipart/report",
        rapporten=(
            _rapport(
                "Final-Recipient: rfc822; p.bakker@weg.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no"
            ),
        ),
    )
    assert uitkomst == Classificatie(Klasse.BOUNCE, "Action: failed", (Bezorgfout("p.bakker@weg.example", "5.1.1"),))


def _bezorgfouten(*headers: tuple[str, str], inhoud: str = "", rapporten: tuple[bytes, ...] = ()) -> tuple[Bezorgfout, ...]:
    header = _reader([AAN, ("From", "MAILER-DAEMON@mx.example"), *headers])
    uit = classificeer(header, formaat="", inhoud=inhoud, rapporten=rapporten, oorspronkelijk=(), agenda=False)
    return uit.bezorgfouten


@pytest.mark.parametrize(
    ("explanation", "reden"),
    [
        ("smtp; 550 5.1.1 <a@weg.example>: User unknown", "550 5.1.1 <a@weg.example>: User unknown"),
        ("smtp; 550 5.1.1 User\n  unknown;\n\tsee x", "550 5.1.1 User unknown; see x"),
        ("Mailbox is vol", "Mailbox is vol"),
        (f"smtp; {'x' * 5000}", f"{'x' * 199}…"),
        ("smtp;", ""),
    ],
)
def test_a_report_gives_its_words_on_one_line_of_bounded_length(explanation: str, reden: str) -> None:
    fields = f"Final-Recipient: rfc822; a@weg.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: {explanation}"
    assert _bezorgfouten(rapporten=(_rapport(fields),)) == (Bezorgfout("a@weg.example", "5.1.1", reden),)


@pytest.mark.parametrize(("actie", "vertraagd"), [("failed", False), ("delayed", True)])
def test_a_report_tells_a_delay_from_a_failure_whatever_the_code(actie: str, vertraagd: bool) -> None:
    fields = f"Final-Recipient: rfc822; a@weg.example\nAction: {actie}\nStatus: 4.4.7"
    assert [error.vertraagd for error in _bezorgfouten(rapporten=(_rapport(fields),))] == [vertraagd]


def test_a_notice_that_delivery_is_still_being_tried_tells_of_a_delay() -> None:
    text = "The message has not yet been delivered to the following addresses:\n\n  <a@weg.example>\n"
    (error,) = _bezorgfouten(("Subject", "Warning: message delayed 2 days"), inhoud=text)
    assert error.vertraagd


def test_a_notice_without_a_report_gives_the_words_at_the_address() -> None:
    text = "Uw bericht is niet bezorgd.\n\n<a@weg.example>:\nDe postbus is vol. (5.2.2)\n\n--- Below is a copy\n\nBeste mensen"
    errors = _bezorgfouten(("Subject", "Onbestelbaar"), inhoud=text)
    assert errors == (Bezorgfout("a@weg.example", "5.2.2", "De postbus is vol. (5.2.2)"),)
    sentence = "Het adres a@weg.example bestaat niet."
    assert _bezorgfouten(("Subject", "Onbestelbaar"), inhoud=sentence) == (Bezorgfout("a@weg.example", "", sentence),)


def test_the_original_recipient_goes_first_and_is_decoded_from_xtext() -> None:
    uitkomst = _soort(
        RAPPORT_KOP,
        formaat="multipart/report",
        rapporten=(
            _rapport(
                "Original-Recipient: rfc822;a+2Bb@weg.example\nFinal-Recipient: rfc822;b@i.ex\nAction: failed\nStatus: 5.2.2",
            ),
        ),
    )
    assert uitkomst.bezorgfouten == (Bezorgfout("a+b@weg.example", "5.2.2"),)


def test_a_delay_is_a_bounce_with_a_status_of_class_4() -> None:
    uitkomst = _soort(
        RAPPORT_KOP,
        formaat="multipart/report",
        rapporten=(_rapport("Final-Recipient: rfc822; a@weg.example\nAction: delayed"),),
    )
    assert uitkomst == Classificatie(Klasse.BOUNCE, "Action: delayed", (Bezorgfout("a@weg.example", "4.0.0"),))


def test_a_report_of_success_is_no_bounce() -> None:
    uitkomst = _soort(
        RAPPORT_KOP,
        formaat="multipart/report",
        rapporten=(_rapport("Final-Recipient: rfc822; a@er.example\nAction: delivered\nStatus: 2.0.0"),),
    )
    assert uitkomst == Classificatie(Klasse.AUTOMATISCH_ANTWOORD, "Action: delivered")


def test_only_the_recipients_that_failed_are_named() -> None:
    uitkomst = _soort(
        RAPPORT_KOP,
        formaat="multipart/report",
        rapporten=(
            _rapport(
                "Final-Recipient: rfc822; goed@er.example\nAction: relayed\nStatus: 2.1.5",
                "Final-Recipient: <fout@weg.example>\nAction: failed\nStatus: 5.1.1 (bad\n address)",
            ),
        ),
    )
    assert uitkomst.bezorgfouten == (Bezorgfout("fout@weg.example", "5.1.1"),)


def test_a_report_wrapped_in_a_returned_mail_is_found() -> None:
    wrapped = (
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.example\r\n\r\n"
        b"Final-Recipient: rfc822; a@weg.example\r\nAction: failed\r\nStatus: 5.0.0\r\n\r\n--b--\r\n"
    )
    uitkomst = _soort(
        ("From", "postmaster@x.example"),
        ("Content-Type", "multipart/mixed; report-type=delivery-status; boundary=q"),
        formaat="multipart/mixed",
        oorspronkelijk=(wrapped,),
    )
    assert uitkomst == Classificatie(Klasse.BOUNCE, "Action: failed", (Bezorgfout("a@weg.example", "5.0.0"),))


def test_an_action_with_control_characters_is_told_on_one_line() -> None:
    rapport = _rapport("Final-Recipient: rfc822; a@weg.example\nAction: fai\0le\x0bd\nStatus: 5.0.0")
    uitkomst = _soort(RAPPORT_KOP, formaat="multipart/report", rapporten=(rapport,))
    assert uitkomst.grond == "Action: faile d"


QMAIL = """Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<k.jansen@weg.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <info@voorbeeld.example>
<niet.deze@weg.example>:
"""
EXIM = """This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. The following address(es) failed:

  k.jansen@weg.example
    host mx.weg.example [192.0.2.18]
    SMTP error from remote mail server after RCPT TO:<k.jansen@weg.example>:
    550 5.7.1 relay denied, contact postmaster@weg.example
"""
EXCHANGE = """Your message

  To:      Bakker, P.
  Subject: Uw vraag

did not reach the following recipient(s):

c=NL;a= ;p=Bedrijf;o=Kantoor;dda:SMTP=p.bakker@weg.example; on Fri, 4 Oct 2002
    The recipient name is not recognized
"""
DOMINO = """Your message

  Subject: Uw vraag

was not delivered to:

  p.bakker@weg.example

because:

  User p.bakker (p.bakker@weg.example) not listed in Domino Directory
"""
NEDERLANDS = """Uw bericht aan de volgende geadresseerde kan niet worden bezorgd:

   'k.jansen@weg.example'

  550 5.1.10 bestaat niet
"""


@pytest.mark.parametrize(
    ("van", "onderwerp", "inhoud", "errors"),
    [
        ("MAILER-DAEMON@mx.example", "failure notice", QMAIL, (Bezorgfout("k.jansen@weg.example", "5.1.1"),)),
        (
            "Mail Delivery System <Mailer-Daemon@mx.example>",
            "Mail delivery failed",
            EXIM,
            (Bezorgfout("k.jansen@weg.example", "5.7.1"),),
        ),
        (
            "System Administrator <postmaster@mx.example>",
            "Undeliverable: Uw vraag",
            EXCHANGE,
            (Bezorgfout("p.bakker@weg.example", ""),),
        ),
        ("Postmaster@mx.example", "DELIVERY FAILURE: User not listed", DOMINO, (Bezorgfout("p.bakker@weg.example", ""),)),
        (
            "Systeembeheerder <postmaster@mx.example>",
            "Onbestelbaar: Uw vraag",
            NEDERLANDS,
            (Bezorgfout("k.jansen@weg.example", "5.1.10"),),
        ),
        (
            '"Postmaster" <postmaster@mx.example>',
            "Undeliverable Mail",
            "Unknown user: a@weg.example\n",
            (Bezorgfout("a@weg.example", ""),),
        ),
        (
            "MAILER-DAEMON@aol.example",
            "Mail Delivery Problem",
            "Your mail to the following recipients could not be delivered:\n\tschermnaam\n",
            (Bezorgfout("schermnaam@aol.example", ""),),
        ),
        (
            "Mail Delivery System <mailer-daemon@mx.example>",
            "Warning: message delayed 2 days",
            "The message has not yet been delivered to the following addresses:\n\n  <a@weg.example>\n",
            (Bezorgfout("a@weg.example", "4.0.0"),),
        ),
        (
            "SMTP_Mail_Service@mx.example",
            "Returned Mail - Error",
            "<a@weg.example>: mailbox unavailable\n",
            (Bezorgfout("a@weg.example", ""),),
        ),
    ],
)
def test_a_bounce_without_a_report_is_read_from_its_text(
    van: str, onderwerp: str, inhoud: str, errors: tuple[Bezorgfout, ...]
) -> None:
    uitkomst = _soort(("From", van), ("Subject", onderwerp), inhoud=inhoud)
    assert uitkomst == Classificatie(Klasse.BOUNCE, f"From: {van}", errors)


def test_a_notice_that_names_its_recipient_only_in_a_copied_header_is_read() -> None:
    inhoud = (
        "I wasn't able to deliver the following message. Subject: Re: Uw vraag To: a@weg.example ---Below this line is a copy."
    )
    assert _soort(("From", "MAILER-DAEMON@x.example"), inhoud=inhoud).bezorgfouten == (Bezorgfout("a@weg.example", ""),)


def test_exim_names_the_failed_recipients_in_a_header() -> None:
    uitkomst = _soort(
        ("From", "x@mx.example"),
        ("X-Failed-Recipients", "a@weg.example, b@weg.example"),
        inhoud=" a@weg.example: 550 5.1.1 weg\n",
    )
    assert uitkomst.grond == "X-Failed-Recipients: a@weg.example, b@weg.example"
    assert uitkomst.bezorgfouten[0] == Bezorgfout("a@weg.example", "5.1.1")
    assert [error.ontvanger for error in uitkomst.bezorgfouten] == ["a@weg.example", "b@weg.example"]


def test_an_empty_return_path_with_the_subject_of_a_bounce_decides() -> None:
    uitkomst = _soort(("Return-Path", "<>"), ("From", "Bezorgdienst <post@mx.example>"), ("Subject", "Onbestelbaar: Uw vraag"))
    assert uitkomst == Classificatie(Klasse.BOUNCE, "Return-Path: <>")


def test_the_returned_mail_tells_the_recipient_when_the_text_does_not() -> None:
    uitkomst = _soort(
        ("From", "ndr@mx.example"),
        ("Subject", "Mail delivery failed"),
        inhoud="It could not be delivered.",
        oorspronkelijk=(
            b"Received: from a by b for <c@weg.example>;\r\n Mon, 1 Jan 2024\r\nTo: Lijst <lijst@weg.example>\r\n\r\nTekst",
        ),
    )
    assert uitkomst.bezorgfouten == (Bezorgfout("c@weg.example", ""),)


@pytest.mark.parametrize(
    "headers",
    [
        [MENS, ("Subject", "Uw mail is niet bezorgd?")],
        [MENS, ("Subject", "Fwd: Mail delivery failed: returning message to sender")],
        [MENS, ("Subject", "Re: Undeliverable: vraag over parkeren"), ("In-Reply-To", "<1@voorbeeld.example>")],
        [MENS, ("Subject", "Delivery of my parcel failed"), ("User-Agent", "Mozilla Thunderbird")],
        [
            ("From", "Postmaster <postmaster@dorp.example>"),
            ("Subject", "Vraag over onze aansluiting"),
            ("Return-Path", "<postmaster@dorp.example>"),
        ],
        [("From", "beheer@bedrijf.example"), ("Subject", "Klacht over post")],
        [MENS, ("Subject", "Mijn mail wordt niet bezorgd"), ("Auto-Submitted", "no")],
    ],
)
def test_a_mail_of_a_person_is_no_bounce_whatever_its_text_says(headers: list[tuple[str, str]]) -> None:
    assert _soort(*headers, inhoud=EXIM + QMAIL).klasse is Klasse.GEWOON


@pytest.mark.parametrize(
    ("van", "inhoud"),
    [
        ("PostSnel <noreply@postsnel.example>", "Uw pakket kon niet worden bezorgd op Kade 1. Haal het morgen op."),
        ("noreply@postsnel.example", "Your parcel could not be delivered."),
        ("Jan <jan@smtp.mailserver.example>", "Mijn pakket kon niet worden bezorgd. <jan@weg.example>: 550 5.1.1"),
        ("jan@post.example", f"Beste gemeente, ik kreeg dit terug:\n\n{EXIM}"),
    ],
)
def test_a_parcel_or_a_question_that_is_not_delivered_is_no_bounce(van: str, inhoud: str) -> None:
    assert _soort(("From", van), ("Subject", "Niet bezorgd"), inhoud=inhoud).klasse is Klasse.GEWOON


def test_a_citizen_may_attach_a_mail_that_came_back() -> None:
    uitkomst = _soort(
        MENS,
        ("Subject", "Mail niet bezorgd"),
        inhoud="Mijn mail is niet bezorgd, zie bijlage.",
        oorspronkelijk=(b"Received: from a by b for <c@weg.example>; Mon, 1 Jan 2024\r\n\r\nTekst",),
    )
    assert uitkomst.klasse is Klasse.GEWOON


def test_software_behind_an_ordinary_address_is_found_by_subject_and_text_together() -> None:
    onderwerp = ("Subject", "Mail could not be delivered")
    inhoud = "Your message could not be delivered to\na@weg.example\n"
    assert _soort(("From", "ims3@oud.example"), onderwerp, inhoud=inhoud) == Classificatie(
        Klasse.BOUNCE, "Subject: Mail could not be delivered", (Bezorgfout("a@weg.example", ""),)
    )
    assert _soort(("From", "ims3@oud.example"), ("Subject", "Vraag"), inhoud=inhoud).klasse is Klasse.GEWOON


def test_a_bounce_that_a_citizen_forwards_as_attachment_stays_ordinary() -> None:
    uitkomst = _soort(
        MENS,
        ("Subject", "Vraag over mijn aanvraag"),
        formaat="multipart/mixed",
        inhoud="Ik kreeg dit terug.",
        rapporten=(_rapport("Final-Recipient: rfc822; a@weg.example\nAction: failed\nStatus: 5.1.1"),),
        oorspronkelijk=(b"From: MAILER-DAEMON@x.example\n\n" + EXIM.encode(),),
    )
    assert uitkomst == Classificatie(Klasse.GEWOON, "")


@pytest.mark.parametrize(
    ("header", "grond"),
    [
        (("Auto-Submitted", "auto-replied"), "Auto-Submitted: auto-replied"),
        (("Auto-Submitted", "auto-generated (melding)"), "Auto-Submitted: auto-generated (melding)"),
        (("X-Autoreply", "yes"), "X-Autoreply: yes"),
        (("X-Autorespond", "ja"), "X-Autorespond: ja"),
        (("Precedence", "auto_reply"), "Precedence: auto_reply"),
        (
            ("Content-Type", "multipart/report; report-type=disposition-notification"),
            "Content-Type: multipart/report; report-type=disposition-notification",
        ),
    ],
)
def test_an_automatic_answer_says_so(header: tuple[str, str], grond: str) -> None:
    formaat = "multipart/report" if header[0] == "Content-Type" else "text/plain"
    assert _soort(MENS, header, formaat=formaat) == Classificatie(Klasse.AUTOMATISCH_ANTWOORD, grond)


@pytest.mark.parametrize(
    "headers",
    [
        [("Auto-Submitted", "no")],
        [("X-Autoreply", "no")],
        [("X-Auto-Response-Suppress", "All"), ("Subject", "Vraag over mijn paspoort")],
        [("Subject", "Re: Automatisch antwoord: Uw vraag")],
        [("Subject", "Afwezigheid: mijn dochter kan dinsdag niet naar school")],
    ],
)
def test_a_mail_of_a_person_is_no_automatic_answer(headers: list[tuple[str, str]]) -> None:
    assert _soort(MENS, *headers, inhoud="Beste gemeente, mijn vraag is deze.").klasse is Klasse.GEWOON


AFWEZIG = "Bedankt voor uw bericht. Ik ben met vakantie en lees mijn mail niet."


@pytest.mark.parametrize(
    "onderwerp",
    ["Automatisch antwoord: Uw vraag", "Automatische reactie: Uw vraag", "Out of Office AutoReply: Uw vraag", "Afwezig", "Away"],
)
@pytest.mark.parametrize(
    ("headers", "grond"),
    [
        ([("Return-Path", "<>")], "Return-Path: <>"),
        ([("X-Auto-Response-Suppress", "All"), ("In-Reply-To", "<1@voorbeeld.example>")], "X-Auto-Response-Suppress: All"),
        ([("In-Reply-To", "<1@voorbeeld.example>")], "In-Reply-To: <1@voorbeeld.example>"),
        ([("References", "<1@voorbeeld.example>")], "References: <1@voorbeeld.example>"),
    ],
)
def test_the_subject_of_an_automatic_answer_counts_when_a_header_says_so_too(
    onderwerp: str, headers: list[tuple[str, str]], grond: str
) -> None:
    assert _soort(MENS, ("Subject", onderwerp), inhoud=AFWEZIG).klasse is Klasse.GEWOON
    assert _soort(MENS, ("Subject", onderwerp), *headers, inhoud=AFWEZIG) == Classificatie(Klasse.AUTOMATISCH_ANTWOORD, grond)


@pytest.mark.parametrize(
    ("headers", "inhoud"),
    [
        ([("User-Agent", "Mozilla Thunderbird")], AFWEZIG),
        ([("X-Mailer", "Apple Mail")], AFWEZIG),
        ([], f"{AFWEZIG} Kan het een week later?"),
        ([], "Beste mevrouw Bos, dinsdag ben ik afwezig."),
    ],
)
def test_a_person_who_answers_under_a_subject_of_an_absence_is_a_person(headers: list[tuple[str, str]], inhoud: str) -> None:
    assert (
        _soort(MENS, ("Subject", "Afwezig"), ("In-Reply-To", "<1@voorbeeld.example>"), *headers, inhoud=inhoud).klasse
        is Klasse.GEWOON
    )


@pytest.mark.parametrize(
    ("header", "klasse"), [("Auto-Submitted: auto-generated", Klasse.AUTOMATISCH_ANTWOORD), ("Precedence: bulk", Klasse.LIJST)]
)
def test_what_a_citizen_filled_in_on_a_web_form_is_an_ordinary_mail(header: str, klasse: Klasse) -> None:
    name, _, value = header.partition(": ")
    formulier = ("From", "Website <formulier@voorbeeld.example>")
    burger = ("Reply-To", "Jan de Vries <jan.devries@post.example>")
    assert _soort(formulier, burger, (name, value)).klasse is Klasse.GEWOON
    assert _soort(formulier, (name, value)).klasse is klasse
    assert _soort(formulier, ("Reply-To", "balie@voorbeeld.example"), (name, value)).klasse is klasse
    assert _soort(formulier, burger, (name, value), ("In-Reply-To", "<1@voorbeeld.example>")).klasse is klasse


def test_a_rule_of_a_mailbox_that_answers_is_a_machine_and_one_that_passes_on_is_not() -> None:
    antwoord = (("Subject", "Re: Uw vraag"), ("In-Reply-To", "<1@voorbeeld.example>"))
    cycle = ("X-MS-Exchange-Inbox-Rules-Loop", "jan.devries@post.example")
    assert _soort(MENS, *antwoord, cycle).grond == "X-Ms-Exchange-Inbox-Rules-Loop: jan.devries@post.example"
    assert _soort(("From", "Els <els@post.example>"), *antwoord, cycle).klasse is Klasse.GEWOON
    assert _soort(MENS, ("Subject", "FW: Uw vraag"), ("In-Reply-To", "<1@voorbeeld.example>"), cycle).klasse is Klasse.GEWOON
    assert _soort(MENS, ("Subject", "Uw vraag"), cycle).klasse is Klasse.GEWOON
    source = ("X-MS-Exchange-Generated-Message-Source", "Mailbox Rules Agent")
    assert _soort(MENS, *antwoord, source).grond == "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent"


def test_a_notice_of_a_full_mailbox_is_automatic_only_when_a_mail_system_writes_it() -> None:
    onderwerp = ("Subject", "Uw postvak is bijna vol")
    assert _soort(("From", "Systeembeheer <beheer@post.example>"), onderwerp).klasse is Klasse.AUTOMATISCH_ANTWOORD
    assert _soort(MENS, onderwerp, ("Return-Path", "<>")).klasse is Klasse.AUTOMATISCH_ANTWOORD
    assert _soort(MENS, onderwerp).klasse is Klasse.GEWOON
    assert _soort(MENS, ("Subject", "Mijn mailbox is vol door uw nieuwsbrief")).klasse is Klasse.GEWOON


def test_a_returned_mail_with_a_null_path_is_a_bounce_whatever_its_subject() -> None:
    back = (b"From: info@voorbeeld.example\r\nTo: k.jansen@weg.example\r\n\r\nUw aanvraag.",)
    mail = (("From", "no-reply@provider.example"), ("Subject", "Mail"))
    inhoud = "Uw bericht kon niet worden bezorgd aan <k.jansen@weg.example>: de mailbox is vol."
    uitkomst = _soort(*mail, ("Return-Path", "<>"), inhoud=inhoud, oorspronkelijk=back)
    assert uitkomst == Classificatie(Klasse.BOUNCE, "Return-Path: <>", (Bezorgfout("k.jansen@weg.example", ""),))
    assert _soort(*mail, inhoud=inhoud, oorspronkelijk=back).klasse is Klasse.GEWOON
    assert _soort(*mail, ("Return-Path", "<>"), inhoud="Zie bijlage.", oorspronkelijk=back).klasse is Klasse.GEWOON


@pytest.mark.parametrize("van", ["postmaster@mx.example", "post_master@mx.example", "Post Master <beheer@mx.example>"])
@pytest.mark.parametrize("onderwerp", ["配信できません", "Re: Uw aanvraag", ""])
def test_a_postmaster_who_returns_a_mail_sends_a_bounce_in_any_language(van: str, onderwerp: str) -> None:
    back = (b"To: k.jansen@weg.example\r\n\r\nUw aanvraag.",)
    code = "Received >>> 550 5.1.1 <k.jansen@weg.example>... user unknown"
    uitkomst = _soort(("From", van), ("Subject", onderwerp), inhoud=code, oorspronkelijk=back)
    assert uitkomst == Classificatie(Klasse.BOUNCE, f"From: {van}", (Bezorgfout("k.jansen@weg.example", "5.1.1"),))
    error = "Error: Invalid user address <k.jansen@weg.example> 550 - no such user here"
    assert _soort(("From", van), ("Subject", onderwerp), inhoud=error).klasse is Klasse.BOUNCE
    mens = ("Beste collega, zie de fout 550 5.1.1 user unknown hieronder. " + code, ("In-Reply-To", "<1@voorbeeld.example>"))
    assert _soort(("From", van), ("Subject", "Re: Vraag"), mens[1], inhoud=mens[0]).klasse is Klasse.GEWOON


@pytest.mark.parametrize(
    "sentence",
    [
        "De postbus van p.bakker@weg.example is vol. Uw bericht is niet bezorgd.",
        "p.bakker@weg.example bestaat niet.",
        "Gebruiker p.bakker@weg.example is onbekend.",
        "The following addresses had delivery errors:\n\np.bakker@weg.example [User unknown]",
        "Het adres p.bakker@weg.example is niet gevonden.",
        "Uw mail voor p.bakker@weg.example kon niet worden afgeleverd.",
        "Wij konden uw bericht helaas nergens kwijt (p.bakker@weg.example).",
        "The mailbox p.bakker@weg.example has exceeded its quota.",
        "Afzender info@voorbeeld.example, ontvanger p.bakker@weg.example: geweigerd.",
        "De mailbox <p.bakker@weg.example> heeft zijn opslaglimiet bereikt.",
        "Wij probeerden uw mail te bezorgen bij p.bakker@weg.example. Dat lukte niet.",
        "Bezorging bij 'p.bakker@weg.example' is mislukt. Neem contact op met helpdesk@weg.example.",
    ],
)
def test_a_bounce_names_its_recipient_in_a_sentence(sentence: str) -> None:
    uitkomst = _soort(("From", "MAILER-DAEMON@weg.example"), ("Subject", "Niet bezorgd"), inhoud=sentence)
    assert uitkomst.bezorgfouten == (Bezorgfout("p.bakker@weg.example", ""),)


def test_a_bounce_that_names_two_addresses_without_saying_which_failed_names_none() -> None:
    inhoud = "Er ging iets mis tussen a@weg.example en b@weg.example."
    assert _soort(("From", "MAILER-DAEMON@weg.example"), inhoud=inhoud).bezorgfouten == ()


@pytest.mark.parametrize(
    ("header", "grond"),
    [
        (("List-Id", "Nieuws <nieuws.dorp.example>"), "List-Id: Nieuws <nieuws.dorp.example>"),
        (("List-Unsubscribe", "<https://dorp.example/af>"), "List-Unsubscribe: <https://dorp.example/af>"),
        (("Precedence", "bulk"), "Precedence: bulk"),
    ],
)
def test_a_list_mail_says_so(header: tuple[str, str], grond: str) -> None:
    assert _soort(MENS, header) == Classificatie(Klasse.LIJST, grond)


def test_an_invitation_is_agenda_even_when_software_sent_it() -> None:
    assert _soort(MENS, ("Auto-Submitted", "auto-generated"), agenda=True) == Classificatie(
        Klasse.AGENDA, "Content-Type: text/calendar"
    )
    assert _soort(MENS, ("Auto-Submitted", "auto-replied"), agenda=True).klasse is Klasse.AUTOMATISCH_ANTWOORD


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["From", "Subject", "Return-Path", "Content-Type", "X-Failed-Recipients", "Precedence"]), st.text()
        )
    ),
    st.sampled_from(["multipart/report", "text/plain", ""]),
    st.text(),
    st.lists(st.binary(max_size=200), max_size=3),
)
def test_anything_has_a_class(headers: list[tuple[str, str]], formaat: str, inhoud: str, parts: list[bytes]) -> None:
    uitkomst = classificeer(_reader(headers), formaat=formaat, inhoud=inhoud, rapporten=parts, oorspronkelijk=parts, agenda=False)
    assert (uitkomst.grond == "") == (uitkomst.klasse is Klasse.GEWOON)
