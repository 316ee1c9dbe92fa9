"""winmail.dat, with what Outlook puts in it, and damaged."""

import email
import email.policy
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontleden.formats.tnef import TnefBestand, lees_tnef
from tests.support import tnef as maak

EEN = maak.bijlage(
    b"%PDF-1.4 inhoud",
    titel="LANGEN~1.PDF",
    properties=[
        maak.benoemd("AttachmentMacInfo", "ë"),
        maak.prop(maak.PT_UNICODE, maak.PR_LONG_FILENAME, "Lange naam \u2013 één.pdf"),
        maak.prop(maak.PT_STRING8, maak.PR_MIME_TAG, "Application/PDF"),
        maak.prop(maak.PT_UNICODE, maak.PR_CONTENT_ID, "<logo@kantoor.example>"),
    ],
)


def test_an_attachment_has_its_long_name_type_and_content_id() -> None:
    uit = lees_tnef(maak.tnef(EEN))
    assert uit.bestanden == (
        TnefBestand("Lange naam \u2013 één.pdf", "application/pdf", "logo@kantoor.example", b"%PDF-1.4 inhoud"),
    )
    assert uit.waarschuwingen == ()


def test_without_properties_the_title_is_the_name_and_tells_the_type() -> None:
    assert lees_tnef(maak.tnef(maak.bijlage(b"x", titel="café.doc"))).bestanden == (
        TnefBestand("café.doc", "application/msword", "", b"x"),
    )


def test_forty_attachments_give_forty() -> None:
    uit = lees_tnef(maak.tnef(*(maak.bijlage(bytes([number]), titel=f"{number}.txt") for number in range(40))))
    assert [file.naam for file in uit.bestanden] == [f"{number}.txt" for number in range(40)]


def test_text_and_html_come_from_their_properties() -> None:
    properties = maak.props(
        maak.prop(maak.PT_LONG, maak.PR_INTERNET_CPID, 65001),
        maak.prop(maak.PT_UNICODE, maak.PR_BODY, "Één vraag\r\nover €"),
        maak.prop(maak.PT_BINARY, maak.PR_HTML, "<p>Één vraag over €</p>".encode()),
    )
    uit = lees_tnef(maak.tnef(maak.attribuut(1, maak.MAPI_PROPS, properties)))
    assert (uit.tekst, uit.html) == ("Één vraag\nover €", "<p>Één vraag over €</p>")


def test_old_outlook_puts_the_text_in_an_attribute() -> None:
    assert lees_tnef(maak.tnef(maak.attribuut(1, maak.BODY, "Reünie “€”\0".encode("cp1252")))).tekst == "Reünie “€”"


RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial Cyr;}}{\*\generator Riched20;}"
    rb"\pard Geachte hee\'eb{\b r},\par {\f1 \'cf\'f0} \u8364?\u55357?\u56832?\par\{ok\}\tab einde}"
)


@pytest.mark.parametrize("pak", [maak.rtf_gecomprimeerd, maak.rtf_ongecomprimeerd])
def test_compressed_rtf_becomes_text_when_there_is_no_other(pak: Callable[[bytes], bytes]) -> None:
    properties = maak.props(maak.prop(maak.PT_BINARY, maak.PR_RTF, pak(RTF)))
    uit = lees_tnef(maak.tnef(maak.attribuut(1, maak.MAPI_PROPS, properties)))
    assert (uit.tekst, uit.html) == ("Geachte heeër,\n\u041f\u0440 €😀\n{ok}\teinde", "")


def test_what_is_struck_out_in_rtf_says_so() -> None:
    rtf = rb"{\rtf1\ansi Ik ga {\strike niet }akkoord, \strike ma\strike0 di of {\b\strike wo}.}"
    properties = maak.props(maak.prop(maak.PT_BINARY, maak.PR_RTF, maak.rtf_gecomprimeerd(rtf)))
    text = lees_tnef(maak.tnef(maak.attribuut(1, maak.MAPI_PROPS, properties))).tekst
    assert text == "Ik ga [doorgehaald: niet] akkoord, [doorgehaald: ma]di of [doorgehaald: wo]."


def test_html_hidden_in_rtf_is_taken_out() -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag18 <html>}{\*\htmltag64 <p title='\'e9'>}"
        rb"\htmlrtf {\b \htmlrtf0 D\'e9 tekst\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>}}"
    )
    properties = maak.props(maak.prop(maak.PT_BINARY, maak.PR_RTF, maak.rtf_gecomprimeerd(rtf)))
    uit = lees_tnef(maak.tnef(maak.attribuut(1, maak.MAPI_PROPS, properties)))
    assert (uit.tekst, uit.html) == ("", "<html><p title='é'>Dé tekst</p>")


def test_an_embedded_message_becomes_a_mail_with_its_own_attachments() -> None:
    binnen = maak.tnef(
        maak.attribuut(
            1,
            maak.MAPI_PROPS,
            maak.props(
                maak.prop(maak.PT_UNICODE, maak.PR_SUBJECT, "Bezwaar één"),
                maak.prop(maak.PT_UNICODE, maak.PR_SENDER_NAME, "Piet Bakker"),
                maak.prop(maak.PT_UNICODE, maak.PR_SENDER_SMTP, "piet@bakker.example"),
                maak.prop(maak.PT_SYSTIME, maak.PR_SUBMIT_TIME, 133_500_000_000_000_000),
                maak.prop(maak.PT_UNICODE, maak.PR_BODY, "Mijn bezwaar …"),
            ),
        ),
        EEN,
    )
    (file,) = lees_tnef(maak.tnef(maak.ingesloten(binnen))).bestanden
    assert (file.naam, file.formaat) == ("Bezwaar één.eml", "message/rfc822")
    mail = email.message_from_bytes(file.inhoud, policy=email.policy.default)
    assert mail["subject"] == "Bezwaar één"
    assert mail["from"].addresses[0].addr_spec == "piet@bakker.example"
    assert mail["date"].datetime.isoformat() == "2024-01-17T21:20:00+00:00"
    text = mail.get_body()
    assert text is not None
    assert text.get_content() == "Mijn bezwaar …"
    (bijlage,) = mail.iter_attachments()
    assert (bijlage.get_filename(), bijlage.get_payload(decode=True)) == ("Lange naam \u2013 één.pdf", b"%PDF-1.4 inhoud")


def test_a_message_in_a_message_stays_a_message() -> None:
    binnenste = maak.tnef(maak.attribuut(1, maak.SUBJECT, b"binnenste\0"))
    (file,) = lees_tnef(maak.tnef(maak.ingesloten(maak.tnef(maak.ingesloten(binnenste))))).bestanden
    mail = email.message_from_bytes(file.inhoud, policy=email.policy.default)
    (binnen,) = mail.iter_attachments()
    assert binnen.get_content()["subject"] == "binnenste"


def test_messages_too_deep_are_kept_as_they_are() -> None:
    source = maak.tnef(maak.attribuut(1, maak.SUBJECT, b"diep\0"))
    for _ in range(8):
        source = maak.tnef(maak.ingesloten(source))
    uit = lees_tnef(source)
    assert len(uit.bestanden) == 1
    assert uit.waarschuwingen == ("Een bericht in het Outlook-bestand zit te diep verstopt. Het is als los bestand bewaard.",)


def test_a_stream_cut_off_gives_what_is_there_and_a_warning() -> None:
    whole = maak.tnef(maak.bijlage(b"eerste", titel="a.txt"), maak.bijlage(b"tweede" * 100, titel="b.txt"))
    uit = lees_tnef(whole[:-400])
    assert [(file.naam, len(file.inhoud)) for file in uit.bestanden] == [("a.txt", 6), ("b.txt", 202)]
    assert uit.waarschuwingen == ("Het Outlook-bestand (winmail.dat) is beschadigd. Misschien is niet alles uitgepakt.",)


def test_what_is_no_tnef_says_so() -> None:
    assert lees_tnef(b"geen winmail").waarschuwingen == ("Het Outlook-bestand (winmail.dat) is niet te lezen.",)


WHOLE = maak.tnef(
    maak.attribuut(1, maak.MAPI_PROPS, maak.props(maak.prop(maak.PT_BINARY, maak.PR_RTF, maak.rtf_gecomprimeerd(RTF)))),
    EEN,
    maak.ingesloten(maak.tnef(EEN)),
)


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8), st.integers(0, len(WHOLE)))
def test_damage_never_raises(place: int, ruis: bytes, end: int) -> None:
    uit = lees_tnef((WHOLE[:place] + ruis + WHOLE[place + len(ruis) :])[: max(end, place)])
    (uit.tekst + uit.html + "".join(file.naam for file in uit.bestanden)).encode()
    assert "\0" not in uit.tekst + uit.html


@given(st.binary(max_size=300))
def test_any_rtf_gives_text(ruis: bytes) -> None:
    for rtf in (ruis, rb"{\rtf1\fromhtml1 " + ruis, RTF[:90] + ruis):
        for raw in (maak.rtf_gecomprimeerd(rtf), maak.rtf_gecomprimeerd(rtf)[:16] + ruis):
            properties = maak.props(maak.prop(maak.PT_BINARY, maak.PR_RTF, raw))
            uit = lees_tnef(maak.tnef(maak.attribuut(1, maak.MAPI_PROPS, properties)))
            (uit.tekst + uit.html).encode()
