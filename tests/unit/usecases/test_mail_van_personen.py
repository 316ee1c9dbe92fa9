"""All mail of a person is found by their address, and no mail of another."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.tijd import dag_hier
from klantmail.usecases.mail_van_personen import EERSTE_DAG, Mailzoeker
from ontleden.ontleding import Adres
from tests.support.builders import ANDER_POSTVAK, POSTVAK, bericht
from tests.support.fakes import BEGIN, FakeKlok

EVA = "eva@burger.example"


@dataclass
class FakeLijsten:
    open: dict[str, list[Emailbericht]] = field(default_factory=dict)
    afgehandeld: dict[date, list[Emailbericht]] = field(default_factory=dict)
    contacten: dict[str, list[UUID]] = field(default_factory=dict)

    def niet_afgehandeld(self, postvak: str) -> Sequence[Emailbericht]:
        return self.open.get(postvak, [])

    def afgehandeld_op(self, day: date) -> Sequence[Emailbericht]:
        return self.afgehandeld.get(day, [])

    def contacten_met(self, adres: str) -> Sequence[UUID]:
        return self.contacten.get(adres, [])


def _van(number: int, adres: str, indiener: str = "") -> Emailbericht:
    mail = bericht(number)
    envelop = replace(mail.envelop, afzender=Adres("", adres), indiener=Adres("", indiener) if indiener else None)
    return replace(mail, envelop=envelop)


def _gevonden(lijsten: FakeLijsten, *adressen: str) -> list[UUID]:
    return list(Mailzoeker(lijsten, (POSTVAK, ANDER_POSTVAK), FakeKlok()).van_adressen(set(adressen)))


def test_what_waits_in_any_postvak_and_what_was_handled_on_any_day_until_today_is_found() -> None:
    vandaag = dag_hier(BEGIN)
    lijsten = FakeLijsten(
        {POSTVAK: [_van(1, EVA)], ANDER_POSTVAK: [_van(2, "Eva@Burger.example")]},
        {EERSTE_DAG: [_van(3, EVA)], vandaag: [_van(4, EVA)], vandaag + timedelta(days=1): [_van(5, EVA)]},
    )
    assert set(_gevonden(lijsten, EVA)) == {bericht(number).identificatie for number in (1, 2, 3, 4)}


def test_a_form_is_of_who_filled_it_in_and_a_mail_is_of_whom_its_klantcontact_is_with() -> None:
    lijsten = FakeLijsten({POSTVAK: [_van(1, "formulier@gemeente.example", EVA)]}, contacten={EVA: [bericht(2).identificatie]})
    assert set(_gevonden(lijsten, EVA)) == {bericht(1).identificatie, bericht(2).identificatie}


@pytest.mark.parametrize("asked", ["eva@müller.example", "Eva@MÜLLER.example", "eva@xn--mller-kva.example"])
@pytest.mark.parametrize("written", ["eva@müller.example", "Eva@xn--Mller-kva.example"])
def test_mail_is_found_however_the_domain_is_written(asked: str, written: str) -> None:
    lijsten = FakeLijsten(
        {POSTVAK: [_van(1, written), _van(2, "formulier@gemeente.example", written), _van(3, "eva@muller.example")]},
        contacten={"eva@xn--mller-kva.example": [bericht(4).identificatie]},
    )
    assert set(_gevonden(lijsten, asked)) == {bericht(number).identificatie for number in (1, 2, 4)}


def test_a_mail_is_named_once_and_one_of_another_is_not() -> None:
    lijsten = FakeLijsten(
        {POSTVAK: [_van(1, EVA), _van(2, "jan@burger.example")]},
        contacten={EVA: [bericht(1).identificatie], "eva@werk.example": [bericht(1).identificatie, bericht(3).identificatie]},
    )
    assert _gevonden(lijsten, EVA, "eva@werk.example") == [bericht(1).identificatie, bericht(3).identificatie]
