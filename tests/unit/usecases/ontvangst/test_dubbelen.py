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

    def ontvang(self, postvak: str = POSTVAK, message_id: str = "<v@burger.example>", **koppen: str) -> Emailbericht:
        self.aantal += 1
        alle = {"from": JAN, "to": postvak, "subject": "Vraag", "message-id": message_id, **koppen}
        regels = [f"{naam.replace('_', '-')}: {waarde}" for naam, waarde in alle.items()]
        mail = ("\r\n".join(regels) + "\r\n\r\nWanneer?\r\n").encode()
        return self.gemeente.register.emailbericht(self.gemeente.ontvang(mail, f"ses-{self.aantal}", postvak))

    def open(self, bericht: Emailbericht, medewerker: Any = ANNA) -> GeopendeMail:
        return self.gemeente.inziener.open(bericht.identificatie, medewerker)

    def handel_af(self, bericht: Emailbericht, uitkomst: Uitkomst, medewerker: Any = ANNA) -> None:
        inzage = self.open(bericht, medewerker).inzage.identificatie
        self.gemeente.handel_af(bericht.identificatie, inzage, medewerker, f"s{bericht.identificatie}", uitkomst)


@pytest.fixture
def post() -> Post:
    return Post(Gemeente())


def test_the_same_mail_in_two_postvakken_says_so_in_both_with_who_has_it(post: Post) -> None:
    een, ander = post.ontvang(), post.ontvang(ANDER_POSTVAK)
    post.open(ander, BRAM)
    geopend = post.open(een)
    assert [(d.identificatie, d.envelop.postvak) for d in geopend.dubbelen] == [(ander.identificatie, ANDER_POSTVAK)]
    (dubbel,) = geopend.dubbelen
    claim = dubbel.claim_op(post.gemeente.klok())
    assert claim is not None
    assert claim.naam == BRAM.naam
    assert any("vaker binnengekomen" in zin for zin in geopend.waarschuwingen)
    assert post.gemeente.register.emailbericht(ander.identificatie).dubbelen == (een.identificatie,)


def test_a_copied_message_id_of_another_sender_is_not_the_same_mail(post: Post) -> None:
    een = post.ontvang()
    post.ontvang(ANDER_POSTVAK, **{"from": "els@elders.example"})
    post.ontvang(message_id="")
    post.ontvang(message_id="")
    assert post.open(een).dubbelen == ()
    assert all(een.dubbelen == () for een in post.gemeente.register.berichten.values())


@pytest.mark.parametrize(
    "opnieuw", [Antwoord("Weer."), Splitsing((Deel("a", Antwoord("A"), "antwoord"), Deel("b", Antwoord("B"), "antwoord")))]
)
def test_a_second_answer_asks_for_a_confirmation(post: Post, opnieuw: Uitkomst) -> None:
    een, ander = post.ontvang(), post.ontvang(ANDER_POSTVAK)
    post.handel_af(een, Antwoord("Morgen."))
    verzonden = len(post.gemeente.register.verzendingen)
    with pytest.raises(EldersAfgehandeld, match=POSTVAK):
        post.handel_af(ander, opnieuw, BRAM)
    assert len(post.gemeente.register.verzendingen) == verzonden
    post.handel_af(ander, Antwoord("Toch.", dubbel_bevestigd=True), BRAM)
    assert len(post.gemeente.register.verzendingen) == verzonden + 1


def test_the_same_mail_is_closed_without_a_confirmation_and_a_closing_as_double_is_no_answer(post: Post) -> None:
    een, ander = post.ontvang(), post.ontvang(ANDER_POSTVAK)
    post.handel_af(een, GeenKlantcontact("Dubbel"))
    post.handel_af(ander, Antwoord("Morgen."), BRAM)
    derde = post.ontvang()
    post.handel_af(derde, GeenActieNodig("Al beantwoord"))


def test_of_two_answers_at_once_one_is_stored(post: Post) -> None:
    een, ander = post.ontvang(), post.ontvang(ANDER_POSTVAK)
    inzage = post.open(een).inzage.identificatie
    lees, register = post.gemeente.register.emailberichten_van, post.gemeente.register

    def tussendoor(identificaties: Any) -> Any:
        gelezen = lees(identificaties)
        if register.berichten[ander.identificatie].afhandeling is None:
            register.emailberichten_van = lees  # type: ignore[method-assign]
            post.handel_af(ander, Antwoord("Eerst."), BRAM)
        return gelezen

    register.emailberichten_van = tussendoor  # type: ignore[method-assign]
    with pytest.raises(EldersAfgehandeld):
        post.gemeente.handel_af(een.identificatie, inzage, ANNA, "s", Antwoord("Ook."))
    assert len(register.verzendingen) == 1


def test_an_addition_to_ones_own_mail_joins_its_conversation(post: Post) -> None:
    eerste = post.ontvang()
    tweede = post.ontvang(message_id="<w@burger.example>", in_reply_to="<v@burger.example>", subject="Re: Vraag")
    derde = post.ontvang(
        message_id="<x@burger.example>", references="<v@burger.example> <w@burger.example>", subject="Iets anders"
    )
    assert tweede.gesprek == derde.gesprek == eerste.identificatie
    assert tweede.envelop.verband is not None
    assert derde.envelop.verband is not None
    assert (tweede.envelop.verband.antwoord_op, tweede.envelop.verband.onderwerp_gewijzigd) == ((), False)
    assert derde.envelop.verband.onderwerp_gewijzigd
    assert not tweede.envelop.verband.afwijkende_afzender


def test_another_who_adds_to_a_mail_is_marked(post: Post) -> None:
    eerste = post.ontvang()
    vreemd = post.ontvang(message_id="<w@elders.example>", in_reply_to="<v@burger.example>", **{"from": "els@elders.example"})
    assert vreemd.gesprek == eerste.identificatie
    assert any("gesprek met een ander adres" in zin for zin in post.open(vreemd).waarschuwingen)


def test_a_mail_that_names_itself_begins_its_own_conversation(post: Post) -> None:
    mail = post.ontvang(in_reply_to="<v@burger.example>")
    assert mail.envelop.verband is None


def test_open_mail_of_the_same_person_is_shown_until_it_is_handled(post: Post) -> None:
    een = post.ontvang()
    ander = post.ontvang(ANDER_POSTVAK, "<w@burger.example>")
    post.ontvang(message_id="<x@burger.example>", **{"from": "els@burger.example"})

    def open_mail() -> list[Emailbericht]:
        gelezen = post.gemeente.raadpleger.samenhang(een.identificatie, aantal=10, na_gesprek=None, na_afzender=None)
        return list(gelezen.open_mail)

    assert [mail.identificatie for mail in open_mail()] == [ander.identificatie]
    post.handel_af(ander, GeenActieNodig("x"))
    assert open_mail() == []
