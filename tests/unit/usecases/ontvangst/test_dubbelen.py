"""The same mail twice, and an addition to one's own mail."""

from dataclasses import dataclass
from typing import Any, Final

import pytest

from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.fouten import EldersAfgehandeld
from klantmail.usecases.afhandeling.inzien import GeopendeMail
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig, GeenKlantcontact
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.splitsing import Deel, Splitsing
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Uitkomst
from tests.support.builders import ANDER_POSTVAK, ANNA, BRAM, POSTVAK, Gemeente

JAN: Final = "jan@burger.example"


@dataclass
class Post:
    """Mail that comes in, and agents who open and handle it."""

    gemeente: Gemeente
    aantal: int = 0

    def ontvang(self, postvak: str = POSTVAK, message_id: str = "<v@burger.example>", **headers: str) -> Emailbericht:
        self.aantal += 1
        everything = {"from": JAN, "to": postvak, "subject": "Vraag", "message-id": message_id, **headers}
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in everything.items()]
        mail = ("\r\n".join(lines) + "\r\n\r\nWanneer?\r\n").encode()
        return self.gemeente.repos.emailbericht(self.gemeente.ontvang(mail, f"ses-{self.aantal}", postvak))

    def open(self, bericht: Emailbericht, medewerker: Any = ANNA) -> GeopendeMail:
        return self.gemeente.inziener.open(bericht.identificatie, medewerker)

    def handel_af(self, bericht: Emailbericht, uitkomst: Uitkomst, medewerker: Any = ANNA) -> None:
        inzage = self.open(bericht, medewerker).inzage.identificatie
        self.gemeente.handel_af(bericht.identificatie, inzage, medewerker, f"s{bericht.identificatie}", uitkomst)


@pytest.fixture
def post() -> Post:
    return Post(Gemeente())


def test_the_same_mail_in_two_postvakken_says_so_in_both_with_who_has_it(post: Post) -> None:
    one, other = post.ontvang(), post.ontvang(ANDER_POSTVAK)
    post.open(other, BRAM)
    geopend = post.open(one)
    assert [(d.identificatie, d.envelop.postvak) for d in geopend.dubbelen] == [(other.identificatie, ANDER_POSTVAK)]
    (dubbel,) = geopend.dubbelen
    claim = dubbel.claim_op(post.gemeente.klok())
    assert claim is not None
    assert claim.naam == BRAM.naam
    assert any("vaker binnengekomen" in sentence for sentence in geopend.waarschuwingen)
    assert post.gemeente.repos.emailbericht(other.identificatie).dubbelen == (one.identificatie,)


def test_a_copied_message_id_of_another_sender_is_not_the_same_mail(post: Post) -> None:
    each = post.ontvang()
    post.ontvang(ANDER_POSTVAK, **{"from": "els@elders.example"})
    post.ontvang(message_id="")
    post.ontvang(message_id="")
    assert post.open(each).dubbelen == ()
    assert all(each.dubbelen == () for each in post.gemeente.repos.berichten.values())


@pytest.mark.parametrize(
    "opnieuw", [Antwoord("Weer."), Splitsing((Deel("a", Antwoord("A"), "antwoord"), Deel("b", Antwoord("B"), "antwoord")))]
)
def test_a_second_answer_asks_for_a_confirmation(post: Post, opnieuw: Uitkomst) -> None:
    one, other = post.ontvang(), post.ontvang(ANDER_POSTVAK)
    post.handel_af(one, Antwoord("Morgen."))
    verzonden = len(post.gemeente.repos.verzendingen)
    with pytest.raises(EldersAfgehandeld, match=POSTVAK):
        post.handel_af(other, opnieuw, BRAM)
    assert len(post.gemeente.repos.verzendingen) == verzonden
    post.handel_af(other, Antwoord("Toch.", dubbel_bevestigd=True), BRAM)
    assert len(post.gemeente.repos.verzendingen) == verzonden + 1


def test_the_same_mail_is_closed_without_a_confirmation_and_a_closing_as_double_is_no_answer(post: Post) -> None:
    one, other = post.ontvang(), post.ontvang(ANDER_POSTVAK)
    post.handel_af(one, GeenKlantcontact("Dubbel"))
    post.handel_af(other, Antwoord("Morgen."), BRAM)
    third = post.ontvang()
    post.handel_af(third, GeenActieNodig("Al beantwoord"))


def test_of_two_answers_at_once_one_is_stored(post: Post) -> None:
    one, other = post.ontvang(), post.ontvang(ANDER_POSTVAK)
    inzage = post.open(one).inzage.identificatie
    read_, repos = post.gemeente.repos.emailberichten_van, post.gemeente.repos

    def meanwhile(identificaties: Any) -> Any:
        read = read_(identificaties)
        if repos.berichten[other.identificatie].afhandeling is None:
            repos.emailberichten_van = read_  # type: ignore[method-assign]
            post.handel_af(other, Antwoord("Eerst."), BRAM)
        return read

    repos.emailberichten_van = meanwhile  # type: ignore[method-assign]
    with pytest.raises(EldersAfgehandeld):
        post.gemeente.handel_af(one.identificatie, inzage, ANNA, "s", Antwoord("Ook."))
    assert len(repos.verzendingen) == 1


def test_a_sender_is_the_same_however_their_domain_is_written(post: Post) -> None:
    first = post.ontvang(**{"from": "jan@xn--mller-kva.example"})
    again = post.ontvang(ANDER_POSTVAK, **{"from": "jan@müller.example"})
    assert [each.identificatie for each in post.open(first).dubbelen] == [again.identificatie]
    added = post.ontvang(
        message_id="<w@burger.example>", in_reply_to="<v@burger.example>", **{"from": "jan@müller.example"}
    ).envelop.verband
    assert added is not None
    assert not added.afwijkende_afzender


def test_an_addition_to_ones_own_mail_joins_its_conversation(post: Post) -> None:
    first = post.ontvang()
    second = post.ontvang(message_id="<w@burger.example>", in_reply_to="<v@burger.example>", subject="Re: Vraag")
    third = post.ontvang(
        message_id="<x@burger.example>", references="<v@burger.example> <w@burger.example>", subject="Iets anders"
    )
    assert second.gesprek == third.gesprek == first.identificatie
    assert second.envelop.verband is not None
    assert third.envelop.verband is not None
    assert (second.envelop.verband.antwoord_op, second.envelop.verband.onderwerp_gewijzigd) == ((), False)
    assert third.envelop.verband.onderwerp_gewijzigd
    assert not second.envelop.verband.afwijkende_afzender


def test_another_who_adds_to_a_mail_is_marked(post: Post) -> None:
    first = post.ontvang()
    strange = post.ontvang(message_id="<w@elders.example>", in_reply_to="<v@burger.example>", **{"from": "els@elders.example"})
    assert strange.gesprek == first.identificatie
    assert any("gesprek met een ander adres" in sentence for sentence in post.open(strange).waarschuwingen)


def test_a_mail_that_names_itself_begins_its_own_conversation(post: Post) -> None:
    mail = post.ontvang(in_reply_to="<v@burger.example>")
    assert mail.envelop.verband is None


def test_open_mail_of_the_same_person_is_shown_until_it_is_handled(post: Post) -> None:
    one = post.ontvang()
    other = post.ontvang(ANDER_POSTVAK, "<w@burger.example>")
    post.ontvang(message_id="<x@burger.example>", **{"from": "els@burger.example"})

    def open_mail() -> list[Emailbericht]:
        read = post.gemeente.raadpleger.samenhang(one.identificatie, aantal=10, na_gesprek=None, na_afzender=None)
        return list(read.open_mail)

    assert [mail.identificatie for mail in open_mail()] == [other.identificatie]
    post.handel_af(other, GeenActieNodig("x"))
    assert open_mail() == []
