"""The mark by which an answer is known that lost its headers."""

from dataclasses import replace
from email import message_from_bytes, policy
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.kenmerk import MAX_KENMERKEN, Kenmerkplaats, kenmerken_in, maak_kenmerk, zonder_kenmerk
from klantmail.domain.onderwerp import antwoord_onderwerp, kaal_onderwerp
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting
from tests.support.builders import ANNA, POSTVAK, VRAAG, Beantwoord, Gemeente
from tests.support.conversation import beantwoord

KEY = b"sleutel"


@given(identificatie=st.uuids(), voor=st.text(max_size=20), na=st.text(max_size=20))
def test_a_mark_is_found_wherever_it_stands_alone(identificatie: UUID, voor: str, na: str) -> None:
    kenmerk = maak_kenmerk(KEY, identificatie)
    assert kenmerk in kenmerken_in(f"{voor}\n> Kenmerk: {kenmerk.lower()}\r\n{na}")
    assert kaal_onderwerp(f"Re: Vraag [{kenmerk}]") == "vraag"
    assert antwoord_onderwerp(f"Re: Vraag [{kenmerk}]") == "Re: Vraag"


@pytest.mark.parametrize(
    ("onderwerp", "zonder"),
    [
        ("Vraag  [KM-7F3K9-Q2XAB]", "Vraag"),
        ("Vraag [KM-7F3K9-Q2XAB] \t[km-7f3k9-q2xab] erover", "Vraag erover"),
        ("  [KM-7F3K9-Q2XAB]Vraag[KM-7F3K9-Q2XAB]", "Vraag"),
        ("Vraag  [KM-7F3K9]", "Vraag  [KM-7F3K9]"),
    ],
)
def test_a_subject_loses_every_mark_with_the_spaces_before_it(onderwerp: str, zonder: str) -> None:
    assert zonder_kenmerk(onderwerp) == zonder


def test_a_mark_follows_from_the_verzending_and_our_key_only() -> None:
    one, other = uuid4(), uuid4()
    assert maak_kenmerk(KEY, one) == maak_kenmerk(KEY, one)
    assert len({maak_kenmerk(KEY, one), maak_kenmerk(KEY, other), maak_kenmerk(b"andere", one)}) == 3


def test_no_more_marks_are_looked_up_than_a_mail_needs() -> None:
    kenmerken = [maak_kenmerk(KEY, uuid4()) for _ in range(10)]
    assert kenmerken_in(" ".join(kenmerken)) == tuple(kenmerken[:MAX_KENMERKEN])
    assert kenmerken_in("KM-12345", "KM-ILOUX-ILOUX", f"X{kenmerken[0]}", f"{kenmerken[0]}9") == ()


@pytest.mark.parametrize(
    "onderwerp",
    [
        "[EXTERN] Vraag",
        "Re: [EXTERN] Vraag",
        "[EXTERN] Re: [External] Vraag",
        "[EXTERNAL EMAIL] Vraag",
        "[EXT] Vraag",
        "*EXTERN* Vraag",
        "***Extern*** - Vraag",
        "(extern) FW: Vraag",
        "EXTERN: Vraag",
        "[Externe e-mail] Vraag",
    ],
)
def test_the_word_of_a_mail_server_makes_no_new_subject(onderwerp: str) -> None:
    assert kaal_onderwerp(onderwerp) == "vraag"


@pytest.mark.parametrize("onderwerp", ["Externe deskundige", "Extern advies: vraag", "[Exterieur] Vraag"])
def test_a_subject_that_only_begins_like_it_stays(onderwerp: str) -> None:
    assert kaal_onderwerp(onderwerp) == onderwerp.lower()


# -- in mail -----------------------------------------------------------------------------------------------------------


def _beantwoord(place: Kenmerkplaats) -> tuple[Gemeente, Beantwoord, str, str]:
    gemeente = Gemeente()
    uitgaand = replace(gemeente.uitgaand, kenmerkplaats=place)
    inrichting: Inrichting = replace(gemeente.afhandelaar.inrichting, uitgaand=uitgaand)
    gemeente.afhandelaar = replace(gemeente.afhandelaar, inrichting=inrichting)
    gedaan = beantwoord(gemeente)
    verzending = gemeente.repos.verzending(gedaan.verzending)
    mail = message_from_bytes(gemeente.archief.lees(verzending.object_key), policy=policy.default)
    return gemeente, gedaan, str(mail["Subject"]), gemeente.tekst_van(gedaan.verzending)


def _schrijf(gemeente: Gemeente, onderwerp: str, text: str, van: str = "jan@burger.example") -> Emailbericht:
    mail = f"From: {van}\r\nSubject: {onderwerp}\r\nMessage-ID: <{uuid4()}@x.example>\r\n\r\n{text}\r\n".encode()
    return gemeente.repos.emailbericht(gemeente.ontvang(mail, "ses-2"))


@pytest.mark.parametrize("place", Kenmerkplaats)
def test_a_mail_that_lost_its_headers_is_tied_by_the_mark(place: Kenmerkplaats) -> None:
    gemeente, gedaan, onderwerp, text = _beantwoord(place)
    kenmerk = maak_kenmerk(KEY, gedaan.verzending)
    assert (kenmerk in onderwerp, kenmerk in text) == (place is Kenmerkplaats.ONDERWERP, place is Kenmerkplaats.SLOTREGEL)
    assert kenmerk not in (gedaan.antwoord.inhoud.waarde or "")
    assert zonder_kenmerk(onderwerp) == "Re: Parkeervergunning"
    back = _schrijf(gemeente, f"[EXTERN] {onderwerp}", f"En op zaterdag?\r\n\r\n{text}")
    verband = back.envelop.verband
    assert verband is not None
    assert (verband.gesprek, verband.antwoord_op) == (gedaan.vraag.gesprek, (gedaan.antwoord.identificatie,))
    assert (verband.onderwerp_gewijzigd, verband.afwijkende_afzender) == (False, False)


def test_the_mark_in_a_mail_from_another_address_is_a_suggestion_only() -> None:
    gemeente, gedaan, onderwerp, text = _beantwoord(Kenmerkplaats.SLOTREGEL)
    strange = _schrijf(gemeente, onderwerp, text, "els@elders.example")
    assert (strange.envelop.verband, strange.gesprek) == (None, strange.identificatie)
    assert strange.envelop.mogelijk_antwoord_op == gedaan.antwoord.identificatie
    assert any("kenmerk" in sentence for sentence in gemeente.inziener.open(strange.identificatie, ANNA).waarschuwingen)


def test_a_mark_that_is_not_ours_says_nothing() -> None:
    gemeente, _, _, _ = _beantwoord(Kenmerkplaats.SLOTREGEL)
    strange = _schrijf(gemeente, "Vraag", f"Kenmerk: {maak_kenmerk(b'geraden', uuid4())}")
    assert (strange.envelop.verband, strange.envelop.mogelijk_antwoord_op) == (None, None)


# -- of an ontvangstbevestiging ----------------------------------------------------------------------------------------


def _bevestigd(mail: bytes = VRAAG) -> tuple[Gemeente, UUID, str]:
    """Return a municipality, the mail that it confirmed the receipt of, and the text of that confirmation."""
    gemeente = Gemeente(bevestigd=(POSTVAK,))
    identificatie = gemeente.ontvang(mail)
    (bevestiging,) = gemeente.repos.verzendingen.values()
    gemeente.verzender.verzend(bevestiging)
    return gemeente, identificatie, gemeente.tekst_van(bevestiging.identificatie)


def test_a_mail_that_quotes_the_mark_of_a_confirmation_only_joins_the_conversation() -> None:
    gemeente, identificatie, text = _bevestigd()
    (kenmerk,) = kenmerken_in(text)
    back = _schrijf(gemeente, "Re: Ontvangstbevestiging", f"Uw kenmerk {kenmerk.lower()}: ik heb nog een vraag.")
    verband = back.envelop.verband
    assert verband is not None
    assert (back.gesprek, verband.antwoord_op) == (identificatie, ())
    assert (verband.onderwerp_gewijzigd, verband.afwijkende_afzender) == (False, False)


def test_the_mark_of_a_confirmation_in_a_mail_from_another_address_says_nothing() -> None:
    gemeente, _, text = _bevestigd()
    strange = _schrijf(gemeente, "Ontvangstbevestiging", text, "els@elders.example")
    assert (strange.envelop.verband, strange.gesprek) == (None, strange.identificatie)
    assert strange.envelop.mogelijk_antwoord_op is None


@pytest.mark.parametrize("van", ["jan@burger.example", "els@elders.example"])
def test_of_two_marks_that_of_an_answer_counts_and_not_that_of_a_confirmation(van: str) -> None:
    gemeente, _, text = _bevestigd(VRAAG.replace(b"<vraag-1", b"<vraag-0"))
    gedaan = beantwoord(gemeente, "ses-3")
    back = _schrijf(gemeente, "Vraag", f"{text}\r\n{gemeente.tekst_van(gedaan.verzending)}", van)
    verband = back.envelop.verband
    assert (verband is not None) == (van == "jan@burger.example")
    assert (verband.antwoord_op if verband else (back.envelop.mogelijk_antwoord_op,)) == (gedaan.antwoord.identificatie,)
