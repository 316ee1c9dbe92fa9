"""The recognition of a mail at its intake, and the warnings that an agent gets of it."""

from dataclasses import replace
from typing import Any, Final

import pytest

from klantmail.domain.interne_taak import Toewijzing
from klantmail.domain.standaardantwoord import waarden_voor
from klantmail.usecases.afhandeling.inzien import GeopendeMail
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from tests.support.builders import ANNA, GOOD, POSTVAK, Gemeente, melding

JAN: Final = "jan@burger.example"
VERVALST: Final = replace(GOOD, dmarc="FAIL")


def ontvang(gemeente: Gemeente, number: int = 1, *, forged: bool = False, **headers: Any) -> GeopendeMail:
    gewoon = {"from": f"Jan <{JAN}>", "to": POSTVAK, "subject": "Vraag", "message_id": f"<v{number}@burger.example>"}
    lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in {**gewoon, **headers}.items() if value]
    gemeente.intake.objecten[f"{POSTVAK}/ses-{number}"] = ("\r\n".join(lines) + "\r\n\r\nWanneer?\r\n").encode()
    bericht = gemeente.ontvanger.neem_in(melding(f"ses-{number}", verdicts=VERVALST if forged else GOOD), POSTVAK)
    return gemeente.inziener.open(bericht, ANNA)


def waarschuwingen(*, forged: bool = False, **headers: Any) -> list[str]:
    first = "hadden wij nog geen contact"
    return [each for each in ontvang(Gemeente(), forged=forged, **headers).waarschuwingen if first not in each]


@pytest.mark.parametrize(
    ("headers", "pieces"),
    [
        ({}, []),
        ({"list_id": "<club.example>", "list_post": "<mailto:club@lijst.example>"}, ["mailinglijst"]),
        ({"from": "Mail Delivery <MAILER-DAEMON@mx.example>"}, ["mailserver"]),
        ({"from": "no-reply@winkel.example"}, ["niemand leest"]),
        ({"reply_to": "els@burger.example"}, []),
        ({"from": f'"{POSTVAK}" <{JAN}>'}, ["een e-mailadres van ons"]),
        ({"from": f'"Balie info+x@gemeente.example" <{JAN}>'}, ["een e-mailadres van ons"]),
        ({"from": f'"els@burger.example" <{JAN}>'}, []),
        ({"from": POSTVAK}, ["geen adres"]),
        ({"to": "els@burger.example", "cc": POSTVAK}, ["alleen in Cc"]),
        ({"to": "els@burger.example"}, []),
    ],
)
def test_an_agent_is_warned_of_who_may_not_be_who_they_seem(headers: dict[str, Any], pieces: list[str]) -> None:
    found = waarschuwingen(**headers)
    assert len(found) == len(pieces)
    assert all(piece in each for piece, each in zip(pieces, found, strict=True))


def test_a_forged_sender_with_another_address_to_answer_is_told() -> None:
    (one,) = waarschuwingen(forged=True, reply_to="els@elders.example")
    assert "DMARC" in one
    assert waarschuwingen(forged=True) == []
    assert waarschuwingen(forged=True, reply_to=JAN.upper()) == []


def test_a_first_mail_to_an_address_is_told_until_there_was_contact() -> None:
    gemeente = Gemeente()

    def eerste(geopend: GeopendeMail) -> bool:
        return any("nog geen contact" in each for each in geopend.waarschuwingen)

    each = ontvang(gemeente, 1)
    assert eerste(each)
    gemeente.handel_af(each.bericht.identificatie, each.inzage.identificatie, ANNA, "s", GeenActieNodig("x"))
    assert not eerste(ontvang(gemeente, 2))
    assert eerste(ontvang(gemeente, 3, reply_to="els@burger.example"))


# -- web forms ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("formulier", ["no-reply@web.example", "Formulier@web.example", POSTVAK, "info+web@gemeente.example"])
def test_of_a_web_form_the_citizen_is_who_asks(formulier: str) -> None:
    gemeente = Gemeente()
    geopend = ontvang(gemeente, **dict[str, Any]({"from": f"Formulier <{formulier}>", "reply_to": f"Els Smit <{JAN}>"}))
    envelop = geopend.bericht.envelop
    assert (envelop.afzender.naam, envelop.betrokkene.naam, envelop.betrokkene.adres) == ("Formulier", "Els Smit", JAN)
    assert geopend.klantcontact.afzender == geopend.antwoordadres.adres == JAN
    assert waarden_voor(envelop, ANNA, "g")["afzender"] == "Els Smit"
    opdracht = Taakopdracht("Bellen", Toewijzing("Burgerzaken"))
    gemeente.handel_af(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "s", opdracht)
    (taak,) = gemeente.repos.taken.values()
    assert (taak.betrokkene.naam, taak.betrokkene.digitaal_adres) == ("Els Smit", JAN)


def test_one_citizen_of_a_form_does_not_see_what_another_wrote() -> None:
    gemeente = Gemeente()
    formulier: dict[str, Any] = {"from": "no-reply@web.example"}
    one = ontvang(gemeente, 1, reply_to=JAN, **formulier)
    gemeente.handel_af(one.bericht.identificatie, one.inzage.identificatie, ANNA, "s", Antwoord("Morgen."))
    other = ontvang(gemeente, 2, reply_to="els@burger.example", **formulier)
    zelfde = ontvang(gemeente, 3, reply_to=JAN, **formulier)

    def eerdere(geopend: GeopendeMail) -> int:
        read = gemeente.raadpleger.samenhang(geopend.bericht.identificatie, aantal=10, na_gesprek=None, na_afzender=None)
        return len(read.zelfde_afzender.resultaten)

    assert (eerdere(other), eerdere(zelfde)) == (0, 2)


@pytest.mark.parametrize(
    "headers",
    [
        {"from": "no-reply@web.example"},
        {"from": "no-reply@web.example", "reply_to": "bounce@web.example"},
        {"from": "no-reply@web.example", "reply_to": POSTVAK},
        {"from": "els@burger.example", "reply_to": JAN},
        {"from": "no-reply@web.example", "reply_to": JAN, "list_id": "<club.example>"},
    ],
)
def test_what_is_no_web_form_is_from_its_sender(headers: dict[str, Any]) -> None:
    assert ontvang(Gemeente(), **headers).bericht.envelop.indiener is None


def test_a_form_that_is_forged_is_no_form() -> None:
    headers: dict[str, Any] = {"from": "no-reply@web.example", "reply_to": JAN}
    assert ontvang(Gemeente(), forged=True, **headers).bericht.envelop.indiener is None
