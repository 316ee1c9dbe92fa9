"""A calendar part as Dutch text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontleden.formats.agenda import beschrijf_agenda


def _agenda(*lines: str, methode: str = "REQUEST", kind: str = "VEVENT") -> str:
    header = ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{methode}", f"BEGIN:{kind}"]
    return "\r\n".join([*header, *lines, f"END:{kind}", "END:VCALENDAR", ""])


def test_an_invitation_reads_as_dutch() -> None:
    source = _agenda(
        "SUMMARY:Keukentafelgesprek\\, Wmo",
        "DTSTART;TZID=W. Europe Standard Time:20240603T100000",
        "DTEND;TZID=W. Europe Standard Time:20240603T113000",
        "LOCATION:Stadhuis\\; kamer 2.12",
        'ORGANIZER;CN="Bakker, Els":mailto:els.bakker@wijk.example',
        "ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=Jan de Vries:MAILTO:jan@post.example",
        "ATTENDEE:mailto:balie@voorbeeld.example",
        "DESCRIPTION:Beste Jan\\,\\n\\nNeem uw pas",
        "  mee.",
        "BEGIN:VALARM",
        "DESCRIPTION:Reminder",
        "TRIGGER:-PT15M",
        "END:VALARM",
    )
    assert beschrijf_agenda(source) == (
        "Uitnodiging voor een afspraak\n"
        "Onderwerp: Keukentafelgesprek, Wmo\n"
        "Wanneer: maandag 3 juni 2024, 10:00 tot 11:30 uur\n"
        "Waar: Stadhuis; kamer 2.12\n"
        "Organisator: Bakker, Els (els.bakker@wijk.example)\n"
        "Deelnemers: Jan de Vries (jan@post.example), balie@voorbeeld.example\n"
        "\n"
        "Beste Jan,\n"
        "\n"
        "Neem uw pas mee."
    )


@pytest.mark.parametrize(
    ("lines", "wanneer"),
    [
        (["DTSTART:20240115T090000Z", "DTEND:20240115T093000Z"], "maandag 15 januari 2024, 10:00 tot 10:30 uur"),
        (["DTSTART:20240715T090000Z", "DURATION:PT1H30M"], "maandag 15 juli 2024, 11:00 tot 12:30 uur"),
        (["DTSTART;VALUE=DATE:20240801", "DTEND;VALUE=DATE:20240802"], "donderdag 1 augustus 2024, de hele dag"),
        (
            ["DTSTART;VALUE=DATE:20240801", "DTEND;VALUE=DATE:20240804"],
            "donderdag 1 augustus 2024 tot en met zaterdag 3 augustus 2024",
        ),
        (
            ["DTSTART:20241231T230000", "DTEND:20250101T010000"],
            "dinsdag 31 december 2024, 23:00 uur tot woensdag 1 januari 2025, 01:00 uur",
        ),
        (["DTSTART;TZID=America/New_York:20240110T080000"], "woensdag 10 januari 2024, 14:00 uur"),
        (["DTSTART;TZID=/mozilla.org/20050126_1/Europe/Amsterdam:20240110T080000"], "woensdag 10 januari 2024, 08:00 uur"),
        (["DTSTART;TZID=Maantijd:20240110T080000"], "woensdag 10 januari 2024, 08:00 uur (tijdzone: Maantijd)"),
        (["DTSTART:20240331T003000Z", "DTEND:20240331T013000Z"], "zondag 31 maart 2024, 01:30 tot 03:30 uur"),
    ],
)
def test_times_are_shown_as_in_amsterdam(lines: list[str], wanneer: str) -> None:
    assert f"\nWanneer: {wanneer}" in beschrijf_agenda(_agenda(*lines))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20240701T215959Z", "elke week op maandag en woensdag, tot en met maandag 1 juli 2024"),
        ("FREQ=DAILY;COUNT=5", "elke dag, 5 keer"),
        ("FREQ=YEARLY", "elk jaar"),
        ("FREQ=MONTHLY;INTERVAL=2;WKST=MO", "elke 2 maanden"),
        ("FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=2TU"),
        ("onzin", "onzin"),
    ],
)
def test_a_recurrence_is_in_words_when_it_is_simple(line: str, words: str) -> None:
    assert f"\nHerhaling: {words}" in beschrijf_agenda(_agenda("DTSTART:20240101T080000Z", f"RRULE:{line}"))


def test_an_answer_says_who_comes() -> None:
    source = _agenda("SUMMARY:Hoorzitting", "ATTENDEE;PARTSTAT=DECLINED;CN=Piet Jansen:mailto:piet@post.example", methode="REPLY")
    assert beschrijf_agenda(source) == (
        "Antwoord op een uitnodiging\nOnderwerp: Hoorzitting\nDeelnemers: Piet Jansen (piet@post.example) komt niet"
    )


def test_a_cancellation_says_so() -> None:
    assert beschrijf_agenda(_agenda("SUMMARY:Hoorzitting", methode="CANCEL")).startswith("Deze afspraak gaat niet door\n")
    assert beschrijf_agenda(_agenda("STATUS:CANCELLED")).startswith("Deze afspraak gaat niet door")


def test_many_attendees_and_appointments_are_counted_not_listed() -> None:
    deelnemers = [f"ATTENDEE:mailto:a{number}@post.example" for number in range(40)]
    assert beschrijf_agenda(_agenda(*deelnemers)).endswith("a24@post.example, en nog 15 anderen")
    veel = "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n" * 23 + "END:VCALENDAR\n"
    assert beschrijf_agenda(veel).endswith("En nog 3 andere afspraken.")


def test_the_calendar_of_an_old_program_is_read() -> None:
    source = (
        "BEGIN:VCALENDAR\nVERSION:1.0\nBEGIN:VEVENT\nSUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Caf=C3=A9=\n"
        " over de re=C3=BCnie\nDTSTART:20030402T120000Z\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    assert beschrijf_agenda(source) == "Afspraak\nOnderwerp: Café over de reünie\nWanneer: woensdag 2 april 2003, 14:00 uur"


@pytest.mark.parametrize("source", ["", "geen agenda", "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR", "BEGIN:VEVENT"])
def test_nothing_to_tell_is_little_text(source: str) -> None:
    assert beschrijf_agenda(source) == ("Afspraak" if source == "BEGIN:VEVENT" else "")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "DTSTART:",
                    "DTEND;TZID=",
                    "DURATION:",
                    "RRULE:",
                    "ATTENDEE;CN=",
                    "SUMMARY;ENCODING=QUOTED-PRINTABLE:",
                    "",
                    "BEGIN:",
                ]
            ),
            st.one_of(
                st.text(max_size=30), st.from_regex(r"\A[0-9]{8}T[0-9]{6}Z?\Z"), st.just("99991231T235959Z"), st.just("P99999W")
            ),
        ),
        max_size=12,
    )
)
def test_any_calendar_gives_text(lines: list[tuple[str, str]]) -> None:
    uit = beschrijf_agenda(_agenda(*(name + value for name, value in lines)))
    assert uit.startswith("Uitnodiging voor een afspraak")
