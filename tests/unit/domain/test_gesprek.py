"""A mail that answers ours is tied to it by the Message-IDs that it names, and by nothing else."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.gesprek import EigenBericht, Verband, op_nabijheid, verband_van
from klantmail.domain.identificatie import emailbericht_id
from klantmail.domain.onderwerp import kaal_onderwerp
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from tests.support.builders import ANNA, POSTVAK, VRAAG, Gemeente
from tests.support.conversation import beantwoord, reactie, ses_id

IDS = [f"<{number}@voorbeeld.example>" for number in range(8)]
ONS = {each: UUID(int=number) for number, each in enumerate(IDS[::2])}
"""The klantcontact of each Message-ID of ours, which is every second one."""


def eigen(message_id: str, *, onderwerp: str = "Re: Vergunning", aan_hen: bool = True) -> EigenBericht:
    klantcontact = ONS[message_id]
    return EigenBericht(
        verzending=UUID(int=klantcontact.int + 100),
        emailbericht=UUID(int=klantcontact.int + 200),
        klantcontact=klantcontact,
        gesprek=UUID(int=klantcontact.int + 300),
        onderwerp=onderwerp,
        ses_bericht_id=message_id,
        aan_hen=aan_hen,
    )


def verband(in_reply_to: list[str], references: list[str], onderwerp: str = "Re: Vergunning") -> Verband | None:
    genoemd = op_nabijheid(in_reply_to, references)
    return verband_van(in_reply_to, onderwerp, {each: eigen(each) for each in genoemd if each in ONS})


def test_a_mail_answers_what_its_in_reply_to_names() -> None:
    found = verband([IDS[2]], [IDS[0], IDS[1], IDS[4]])
    assert found is not None
    assert (found.antwoord_op, found.gesprek) == ((ONS[IDS[2]],), eigen(IDS[2]).gesprek)


def test_without_ours_in_in_reply_to_it_answers_the_last_of_ours_in_references() -> None:
    found = verband([IDS[1]], [IDS[0], IDS[4], IDS[3]])
    assert found is not None
    assert found.antwoord_op == (ONS[IDS[4]],)


def test_a_mail_that_names_nothing_of_ours_answers_nothing() -> None:
    assert verband([IDS[1]], [IDS[3], IDS[5]]) is None
    assert verband([], []) is None


@given(
    in_reply_to=st.lists(st.sampled_from(IDS), max_size=6),
    references=st.lists(st.sampled_from(IDS), max_size=30),
)
def test_any_order_and_repetition_of_ids_ties_to_ours_and_only_to_ours(in_reply_to: list[str], references: list[str]) -> None:
    genoemd = op_nabijheid(in_reply_to, references)
    assert sorted(genoemd) == sorted({*in_reply_to, *references})
    found = verband(in_reply_to, references)
    van_ons = {each for each in genoemd if each in ONS}
    assert (found is None) == (not van_ons)
    if found is not None:
        rechtstreeks = {ONS[each] for each in in_reply_to if each in ONS}
        last = [ONS[each] for each in references if each in ONS][-1:]
        assert set(found.antwoord_op) == (rechtstreeks or set(last))
        assert len(set(found.antwoord_op)) == len(found.antwoord_op)
        assert found.gesprek.int == found.antwoord_op[0].int + 300


@given(
    in_reply_to=st.lists(st.sampled_from(IDS), max_size=3),
    references=st.lists(st.sampled_from(IDS), max_size=12),
    often=st.integers(2, 4),
)
def test_naming_everything_several_times_changes_nothing(in_reply_to: list[str], references: list[str], often: int) -> None:
    assert verband(in_reply_to * often, references * often) == verband(in_reply_to, references)


@pytest.mark.parametrize(
    ("onderwerp", "gewijzigd"),
    [
        ("Re: Vergunning", False),
        ("Antw: RE: FW: vergunning ", False),
        ("Fwd:  Vergunning", False),
        ("Doorgestuurd: Vergunning", False),
        ("Vergunning", False),
        ("Re: Grofvuil", True),
        ("", True),
    ],
)
def test_another_subject_is_a_new_question_that_is_linked(onderwerp: str, gewijzigd: bool) -> None:
    found = verband([IDS[0]], [], onderwerp)
    assert found is not None
    assert found.onderwerp_gewijzigd is gewijzigd


def test_against_a_subject_that_is_not_known_nothing_has_changed() -> None:
    found = verband_van([IDS[0]], "Grofvuil", {IDS[0]: eigen(IDS[0], onderwerp="")})
    assert found is not None
    assert not found.onderwerp_gewijzigd


@given(st.text(max_size=40))
def test_a_prefix_does_not_change_what_a_subject_says(onderwerp: str) -> None:
    assert kaal_onderwerp(f"Fwd: Re[2]: {onderwerp}") == kaal_onderwerp(onderwerp)


# -- at intake ---------------------------------------------------------------------------------------------------------


def test_a_reply_to_our_answer_belongs_to_its_conversation_and_its_klantcontact_refers_to_the_answer() -> None:
    gemeente = Gemeente()
    gedaan = beantwoord(gemeente)
    first = emailbericht_id(POSTVAK, "ses-1")
    bericht = gemeente.ontvang(reactie(ses_id(gemeente, gedaan)), "ses-2")
    geopend = gemeente.inziener.open(bericht, ANNA)
    assert geopend.bericht.envelop.verband == Verband(
        gesprek=first,
        antwoord_op=(gedaan.antwoord.identificatie,),
        onderwerp_gewijzigd=False,
        afwijkende_afzender=False,
    )
    assert (geopend.klantcontact.gesprek, geopend.klantcontact.verwijst_naar) == (first, (gedaan.antwoord.identificatie,))
    antwoord = Antwoord("Uw vrouw ook.", None)
    again = gemeente.beantwoord(bericht, geopend.inzage.identificatie, ANNA, "sleutel", antwoord)
    assert {contact.gesprek for contact in gemeente.repos.klantcontacten.values()} == {first}
    gemeente.verzender.verzend(gemeente.repos.verzending(again.verzending))
    third = gemeente.repos.emailbericht(gemeente.ontvang(reactie(ses_id(gemeente, again)), "ses-3"))
    assert third.gesprek == first


def test_a_mail_with_the_same_subject_of_the_same_sender_is_a_conversation_of_its_own() -> None:
    gemeente = Gemeente()
    beantwoord(gemeente)
    bericht = gemeente.ontvang(VRAAG, "ses-2")
    geopend = gemeente.inziener.open(bericht, ANNA)
    assert geopend.bericht.envelop.verband is None
    assert (geopend.klantcontact.gesprek, geopend.klantcontact.verwijst_naar) == (bericht, ())


def test_a_reply_to_the_message_id_that_we_composed_is_found_too() -> None:
    gemeente = Gemeente()
    gedaan = beantwoord(gemeente)
    eigen_id = f"<{gedaan.antwoord.identificatie}@gemeente.example>"
    bericht = gemeente.repos.emailbericht(gemeente.ontvang(reactie(eigen_id), "ses-2"))
    assert bericht.gesprek == emailbericht_id(POSTVAK, "ses-1")


@pytest.mark.parametrize(
    ("van", "extra", "afwijkend"),
    [
        ("jan@burger.example", "", False),
        ("Jan <JAN@burger.example>", "Reply-To: jan@burger.example\r\n", False),
        ("oplichter@elders.example", "", True),
        ("jan@burger.example", "Reply-To: oplichter@elders.example\r\n", True),
        ("oplichter@elders.example", "Reply-To: jan@burger.example\r\n", True),
    ],
)
def test_who_names_a_message_id_that_was_sent_to_another_is_linked_and_marked(van: str, extra: str, afwijkend: bool) -> None:
    gemeente = Gemeente()
    gedaan = beantwoord(gemeente)
    bericht = gemeente.ontvang(reactie(ses_id(gemeente, gedaan), van=van, extra=extra), "ses-2")
    found = gemeente.repos.emailbericht(bericht).envelop.verband
    assert found is not None
    assert (found.antwoord_op, found.afwijkende_afzender) == ((gedaan.antwoord.identificatie,), afwijkend)
    waarschuwingen = gemeente.inziener.open(bericht, ANNA).waarschuwingen
    assert any("ander adres" in waarschuwing for waarschuwing in waarschuwingen) is afwijkend


def test_who_answers_from_an_address_that_we_write_in_quotation_marks_is_nobody_else() -> None:
    gemeente, jan = Gemeente(), "jan..jansen@burger.example"
    gedaan = beantwoord(gemeente, mail=VRAAG.replace(b"jan@burger.example", jan.encode()))
    assert gemeente.repos.verzending(gedaan.verzending).naar == ('"jan..jansen"@burger.example',)
    found = gemeente.repos.emailbericht(gemeente.ontvang(reactie(ses_id(gemeente, gedaan), van=jan), "ses-2")).envelop.verband
    assert found is not None
    assert not found.afwijkende_afzender


def test_a_changed_subject_is_marked_and_linked_all_the_same() -> None:
    gemeente = Gemeente()
    gedaan = beantwoord(gemeente)
    bericht = gemeente.ontvang(reactie(ses_id(gemeente, gedaan), onderwerp="Grofvuil"), "ses-2")
    found = gemeente.repos.emailbericht(bericht).envelop.verband
    assert found is not None
    assert found.onderwerp_gewijzigd
    assert found.gesprek == emailbericht_id(POSTVAK, "ses-1")


def test_of_very_many_references_the_nearest_are_looked_up_in_one_bounded_question() -> None:
    gemeente = Gemeente()
    gedaan = beantwoord(gemeente)
    gevraagd: list[int] = []
    look_up = gemeente.repos.eigen_berichten

    def tel(bericht_ids: list[str], adressen: list[str]) -> dict[str, EigenBericht]:
        gevraagd.append(len(bericht_ids))
        return look_up(bericht_ids, adressen)

    gemeente.repos.eigen_berichten = tel  # type: ignore[method-assign,assignment]
    strange = " ".join(f"<{number}@elders.example>" for number in range(400))
    keten = f"{strange} {ses_id(gemeente, gedaan)}"
    bericht = gemeente.ontvang(reactie("<weg@elders.example>", keten=keten), "ses-2")
    assert gevraagd == [20]
    assert gemeente.repos.emailbericht(bericht).gesprek == emailbericht_id(POSTVAK, "ses-1")
