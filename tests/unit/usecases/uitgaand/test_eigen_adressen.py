"""No mail of the gemeente goes back to itself."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from klantmail.domain.fouten import OngeldigeInvoer
from klantmail.domain.interne_taak import Toewijzing
from klantmail.usecases.afhandeling.taken import Afronden
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.doorzending import Doorzending
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.vervolgen import Vervolgbericht
from tests.support.builders import ANNA, DAAN, Gemeente

EIGEN = [
    "info@gemeente.example",
    "info+werk@gemeente.example",
    "INFO+a+b@Gemeente.Example",
    '"info"@gemeente.example',
    '"Info+werk"@gemeente.example',
    r'"in\fo"@gemeente.example',
    "info@\uff47emeente.example",  # IDNA takes the wide g for a g (UTS 46)
    "burgerzaken+x@gemeente.example",
    "kcc@gemeente.example",
    "kcc+antwoord@gemeente.example",
    "postmaster@gemeente.example",
    "Abuse+x@gemeente.example",
]


def _eigen_zegt(doe: Callable[[], object]) -> None:
    with pytest.raises(OngeldigeInvoer) as caught:
        doe()
    assert [error.code for error in caught.value.fouten] == ["eigen-postvak"]


@pytest.mark.parametrize("naar", EIGEN)
def test_an_own_address_is_known_in_every_way_of_writing_it(naar: str) -> None:
    gewoon = Gemeente().uitgaand
    uitgaand = replace(gewoon, eigen=gewoon.eigen.met(["kcc+antwoord@gemeente.example"]))
    _eigen_zegt(lambda: uitgaand.ontvanger(naar, "naar"))


@pytest.mark.parametrize("header", ["From: <%s>", "Reply-To: Balie <%s>"])
@pytest.mark.parametrize("own", [each for each in EIGEN if each.isascii() and "kcc" not in each])
def test_no_mail_of_the_gemeente_goes_back_to_itself_whatever_chose_the_recipient(own: str, header: str) -> None:
    """The ways to write to a sender are the answer, the word beside a doorzending, the task, and the later mail."""
    gemeente = Gemeente()
    mail = (header % own).encode() + b"\r\nSubject: Vraag\r\n\r\nWat kost het?\r\n"
    open_ = gemeente.inziener.open(gemeente.ontvang(mail), ANNA)
    bericht, inzage = open_.bericht.identificatie, open_.inzage.identificatie
    _eigen_zegt(lambda: gemeente.handel_af(bericht, inzage, ANNA, "a", Antwoord("Dat kan.")))
    _eigen_zegt(lambda: gemeente.handel_af(bericht, inzage, ANNA, "b", Doorzending("a@provincie.example", "", "Doorgestuurd.")))
    _eigen_zegt(lambda: gemeente.handel_af(bericht, inzage, ANNA, "c", Doorzending(own)))
    if header.startswith("From: <%s>"):
        _eigen_zegt(lambda: gemeente.uitgaand.ontvanger(open_.bericht.envelop.afzender.adres, ""))
    gemeente.handel_af(bericht, inzage, ANNA, "d", Taakopdracht("Bel terug", Toewijzing("Burgerzaken")))
    (taak,) = gemeente.repos.taken.values()
    _eigen_zegt(lambda: gemeente.desk.beantwoord(taak.identificatie, DAAN, "e", "Dat kan."))
    gemeente.desk.wijzig(taak.identificatie, DAAN, "f", Afronden("Gebeld"))
    _eigen_zegt(lambda: gemeente.vervolger.vervolg(taak.klantcontact, ANNA, "g", Vervolgbericht("Dat kan.", None)))
    assert gemeente.repos.verzendingen == {}


@pytest.mark.parametrize("own", [each for each in EIGEN if each.isascii() and "kcc" not in each])
def test_a_mail_that_asks_for_answers_to_ourselves_is_answered_to_who_wrote(own: str) -> None:
    gemeente = Gemeente()
    mail = f"From: Jan <jan@burger.example>\r\nReply-To: <{own}>\r\nSubject: Vraag\r\n\r\nWat kost het?\r\n".encode()
    open_ = gemeente.inziener.open(gemeente.ontvang(mail), ANNA)
    gemeente.handel_af(open_.bericht.identificatie, open_.inzage.identificatie, ANNA, "a", Antwoord("Dat kan."))
    (verzending,) = gemeente.repos.verzendingen.values()
    assert verzending.naar == ("jan@burger.example",)


def test_an_address_that_only_looks_like_an_own_one_is_written_to() -> None:
    for naar in ("info@gemeente.example.nl", "mijn+info@gemeente.example", '"in fo"@gemeente.example'):
        assert Gemeente().uitgaand.ontvanger(naar, "naar") == naar
