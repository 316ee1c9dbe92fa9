"""The address to answer, and the recipients that an agent chooses."""

import json
from dataclasses import replace
from email import message_from_bytes, policy
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.adressering import MAX_ONTVANGERS, Adressering, EigenAdressen, Ontvanger, Ontvangersoort
from klantmail.domain.emailbericht import Envelop
from klantmail.domain.fouten import OngeldigeInvoer
from klantmail.domain.interne_taak import Toewijzing
from klantmail.usecases.afhandeling.inzien import GeopendeMail
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.vervolgen import Vervolgbericht
from klantmail.usecases.mailinhoud import Mailinhoud, inhoud_key
from klantmail.usecases.uitgaand.adresseren import (
    Bezwaar,
    Herkomst,
    adresseer,
    antwoordadres,
    antwoordadressen,
    vereis_adres,
)
from ontleden.lezen import ontleed
from ontleden.ontleding import VERSIE, Klasse
from tests.support.builders import ANDER_POSTVAK, ANNA, DAAN, EIGEN, POSTVAK, Gemeente, bericht, melding

JAN: Final = "jan@burger.example"


def mail(**koppen: str) -> bytes:
    gewoon = {"from": f"Jan <{JAN}>", "to": POSTVAK, "subject": "Vraag", "message_id": "<v@burger.example>"}
    lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in {**gewoon, **koppen}.items() if value]
    return ("\r\n".join(lines) + "\r\n\r\nWanneer?\r\n").encode()


def inhoud_van(source: bytes) -> tuple[Mailinhoud, Envelop]:
    geopend = open_mail(Gemeente(), source)
    return geopend.inhoud, geopend.bericht.envelop


def adressen(**headers: str) -> list[tuple[str, Herkomst, Bezwaar | None]]:
    return [(each.adres.adres, each.herkomst, each.bezwaar) for each in antwoordadressen(*inhoud_van(mail(**headers)), EIGEN)]


def open_mail(gemeente: Gemeente, source: bytes) -> GeopendeMail:
    return gemeente.inziener.open(gemeente.ontvang(source), ANNA)


# -- the address to answer ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, [JAN]),
        ({"reply_to": "els@burger.example"}, ["els@burger.example", JAN]),
        ({"reply_to": "els@burger.example, piet@burger.example"}, ["els@burger.example", "piet@burger.example", JAN]),
        ({"reply_to": POSTVAK}, [JAN, POSTVAK]),
        (
            {"reply_to": f"info+formulier@gemeente.example, {ANDER_POSTVAK}"},
            [JAN, "info+formulier@gemeente.example", ANDER_POSTVAK],
        ),
        ({"reply_to": "els"}, [JAN, "els"]),
        ({"reply_to": "els@burger.example", "from": ""}, ["els@burger.example"]),
        ({"from": "", "sender": "wie@burger.example"}, ["wie@burger.example"]),
        ({"from": "", "return_path": "<wie@burger.example>"}, ["wie@burger.example"]),
        ({"reply_to": "no-reply@burger.example"}, [JAN, "no-reply@burger.example"]),
        ({"from": POSTVAK}, [POSTVAK]),
        ({"from": ""}, []),
        ({"reply_to": JAN.upper()}, [JAN.upper()]),
    ],
)
def test_the_address_to_answer_is_the_first_that_works_and_is_not_ours(headers: dict[str, str], expected: list[str]) -> None:
    found = adressen(**headers)
    assert [adres for adres, _, _ in found] == expected
    first = antwoordadres(antwoordadressen(*inhoud_van(mail(**headers)), EIGEN)).adres
    bruikbaar = [adres for adres, _, bezwaar in found if bezwaar in (None, Bezwaar.NIET_GELEZEN)]
    assert first == next(iter(bruikbaar), "")


def test_each_address_tells_where_it_stands_and_what_speaks_against_it() -> None:
    found = adressen(reply_to=f"els, {POSTVAK}", sender="no-reply@burger.example", return_path="<terug@burger.example>")
    assert found == [
        (JAN, Herkomst.FROM, None),
        ("terug@burger.example", Herkomst.ENVELOP, None),
        ("no-reply@burger.example", Herkomst.SENDER, Bezwaar.NIET_GELEZEN),
        ("els", Herkomst.REPLY_TO, Bezwaar.ONGELDIG),
        (POSTVAK, Herkomst.REPLY_TO, Bezwaar.EIGEN_POSTVAK),
    ]


def test_an_answer_to_a_mailing_list_goes_to_who_wrote_and_not_to_the_list() -> None:
    lijst = {"list_id": "<club.example>", "list_post": "<mailto:lijst@club.example>", "reply_to": "lijst@club.example"}
    inhoud, envelop = inhoud_van(mail(**lijst))
    assert envelop.klasse is Klasse.LIJST
    assert [(each.adres.adres, each.bezwaar) for each in antwoordadressen(inhoud, envelop, EIGEN)] == [
        (JAN, None),
        ("lijst@club.example", Bezwaar.LIJST),
    ]


def test_an_alias_at_which_the_mail_came_in_is_ours() -> None:
    gemeente = Gemeente()
    gemeente.intake.objecten[f"{POSTVAK}/ses-1"] = mail(reply_to="balie@gemeente.example")
    ontvangen = gemeente.ontvanger.neem_in(melding(ontvangers=("Balie@gemeente.example", POSTVAK)), POSTVAK)
    geopend = gemeente.inziener.open(ontvangen, ANNA)
    assert geopend.bericht.envelop.aliassen == ("balie@gemeente.example",)
    assert geopend.antwoordadres.adres == JAN


@given(headers=st.dictionaries(st.sampled_from(["from", "reply_to", "sender", "return_path"]), st.text(max_size=60)))
def test_whatever_a_mail_names_the_address_to_answer_works_and_is_not_ours(headers: dict[str, str]) -> None:
    lines = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    ontleding = ontleed(lines.encode("utf-8", "replace") + b"\nHallo")
    if adres := antwoordadres(antwoordadressen(ontleding, bericht().envelop, EIGEN)).adres:
        assert adres not in EIGEN
        assert vereis_adres(adres, "", EIGEN)


# -- the recipients ----------------------------------------------------------------------------------------------------


def _naar(choice: Adressering, **headers: str) -> list[tuple[str, str, bool]]:
    found = adresseer(*inhoud_van(mail(**headers)), EIGEN, choice)
    return [(each.ontvanger.adres, each.ontvanger.soort.value, each.ontvanger.ander_adres) for each in found]


def _fouten(choice: Adressering, **headers: str) -> list[tuple[str, str]]:
    with pytest.raises(OngeldigeInvoer) as error:
        _naar(choice, **headers)
    return [(each.veld, each.code) for each in error.value.fouten]


def test_without_a_choice_it_goes_to_the_address_to_answer() -> None:
    assert _naar(Adressering()) == [(JAN, "aan", False)]


def test_everybody_is_who_stands_in_to_and_cc_except_ourselves() -> None:
    headers = {"to": f"{POSTVAK}, els@burger.example, niemand", "cc": f"piet@burger.example, {JAN}, info+x@gemeente.example"}
    assert _naar(Adressering(allen=True), **headers) == [
        (JAN, "aan", False),
        ("els@burger.example", "aan", False),
        ("piet@burger.example", "cc", False),
    ]


def test_an_address_is_the_one_that_the_mail_names_however_its_domain_is_written() -> None:
    choice = Adressering(aan=("Jan@müller.example",))
    assert _naar(choice, to="jan@xn--mller-kva.example") == [("Jan@xn--mller-kva.example", "aan", False)]


def test_an_address_that_the_mail_does_not_name_needs_to_be_confirmed_and_is_marked() -> None:
    choice = Adressering(aan=("els@burger.example",), cc=(JAN,))
    assert _fouten(choice) == [("aan.0", "niet-bevestigd")]
    assert _naar(replace(choice, ander_adres_bevestigd=True)) == [("els@burger.example", "aan", True), (JAN, "cc", False)]


def test_all_that_is_wrong_with_the_recipients_is_told_at_once() -> None:
    choice = Adressering(aan=("els", POSTVAK), cc=("els@burger.example",))
    assert _fouten(choice) == [("aan.0", "adres-ongeldig"), ("aan.1", "eigen-postvak"), ("cc.0", "niet-bevestigd")]


def test_a_mail_goes_to_fifty_addresses_at_most() -> None:
    velen = tuple(f"u{number}@burger.example" for number in range(MAX_ONTVANGERS))
    assert len(_naar(Adressering(aan=velen, ander_adres_bevestigd=True))) == MAX_ONTVANGERS
    assert _fouten(Adressering(aan=velen, cc=(JAN,), ander_adres_bevestigd=True)) == [("aan", "te-veel")]
    assert _fouten(Adressering(allen=True), cc=", ".join(velen)) == [("aan", "te-veel")]


def test_the_same_address_twice_gets_one_mail() -> None:
    assert _naar(Adressering(aan=(JAN, JAN.upper()), cc=(JAN,))) == [(JAN, "aan", False)]


def test_a_mail_without_a_sender_can_be_answered_at_an_address_that_is_confirmed() -> None:
    assert _fouten(Adressering(), **{"from": ""}) == [("", "geen-adres")]
    choice = Adressering(aan=("els@burger.example",), ander_adres_bevestigd=True)
    assert _naar(choice, **{"from": ""}) == [("els@burger.example", "aan", True)]


def test_an_answer_stands_at_klantcontact_and_verzending_with_all_its_recipients() -> None:
    gemeente = Gemeente()
    geopend = open_mail(gemeente, mail(cc='"Smit, Els" <els@burger.example>'))
    choice = Adressering(cc=("els@burger.example", "nieuw@burger.example"), ander_adres_bevestigd=True)
    gedaan = gemeente.beantwoord(
        geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "s", Antwoord("Morgen.", adressering=choice)
    )
    verzending = gemeente.repos.verzending(gedaan.verzending)
    assert verzending.ontvangers == gedaan.antwoord.ontvangers
    assert verzending.ontvangers == (
        Ontvanger(JAN),
        Ontvanger("els@burger.example", Ontvangersoort.CC),
        Ontvanger("nieuw@burger.example", Ontvangersoort.CC, ander_adres=True),
    )
    assert verzending.naar == (JAN, "els@burger.example", "nieuw@burger.example")
    assert gedaan.antwoord.verzending == verzending.identificatie
    uit = message_from_bytes(gemeente.archief.lees(verzending.object_key), policy=policy.default)
    assert uit["To"] == f"Jan <{JAN}>"
    assert uit["Cc"] == '"Smit, Els" <els@burger.example>, nieuw@burger.example'


def test_errors_of_recipients_and_text_come_at_once() -> None:
    gemeente = Gemeente()
    geopend = open_mail(gemeente, mail())
    antwoord = Antwoord("Beste {{naam}}", adressering=Adressering(aan=("els",)))
    with pytest.raises(OngeldigeInvoer) as error:
        gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "s", antwoord)
    assert [(each.veld, each.code) for each in error.value.fouten] == [("aan.0", "adres-ongeldig"), ("inhoud", "niet-ingevuld")]
    assert not gemeente.repos.klantcontacten


def test_a_further_mail_goes_to_whom_the_answer_went() -> None:
    gemeente = Gemeente()
    geopend = open_mail(gemeente, mail())
    choice = Adressering(aan=("els@burger.example",), cc=(JAN,), ander_adres_bevestigd=True)
    gedaan = gemeente.beantwoord(
        geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "s", Antwoord("Morgen.", adressering=choice)
    )
    vervolgd = gemeente.vervolger.vervolg(gedaan.antwoord.identificatie, ANNA, "v", Vervolgbericht("En overmorgen.", None))
    assert vervolgd.klantcontact.ontvangers == gedaan.antwoord.ontvangers
    op_vraag = gemeente.vervolger.vervolg(gedaan.vraag.identificatie, ANNA, "w", Vervolgbericht("Nog iets.", None))
    assert op_vraag.klantcontact.ontvangers == (Ontvanger(JAN),)
    verzending = gemeente.repos.verzending(op_vraag.verzending)
    assert (verzending.ontvangers, verzending.alle_ontvangers) == ((), (Ontvanger(JAN),))


def test_only_in_cc_or_nowhere_is_told() -> None:
    gemeente = Gemeente()

    def als(number: int, **headers: str) -> Ontvangersoort | None:
        return gemeente.inziener.open(gemeente.ontvang(mail(**headers), f"ses-{number}"), ANNA).ontvangen_als

    assert als(1) is Ontvangersoort.AAN
    assert als(2, to="els@burger.example", cc="Info+x@gemeente.example") is Ontvangersoort.CC
    assert als(3, to="els@burger.example") is None


def test_own_addresses_are_known_in_every_way_of_writing_them() -> None:
    own = EigenAdressen(("info@gemeente.example", ""))
    assert all(each in own for each in ("INFO+x@gemeente.example", '"info"@gemeente.example'))
    assert "info@gemeente.example.nl" not in own
    assert "balie@gemeente.example" in own.met(("balie@gemeente.example",))


def test_what_an_earlier_reader_stored_is_read() -> None:
    gemeente = Gemeente()
    ontvangen = gemeente.ontvang(mail(reply_to="els@burger.example"))
    key = inhoud_key(ontvangen, VERSIE)
    document = json.loads(gemeente.archief.objecten[key])
    for field in ("verzender", "retourpad", "lijstadres"):
        del document["ontleding"][field]
    gemeente.archief.objecten[key] = json.dumps(document).encode()
    assert gemeente.inziener.open(ontvangen, ANNA).antwoordadres.adres == "els@burger.example"


@pytest.mark.parametrize("koppen", [{}, {"reply_to": "els@burger.example"}, {"from": POSTVAK, "sender": JAN}])
def test_what_a_department_writes_goes_to_the_address_that_its_task_shows(koppen: dict[str, str]) -> None:
    gemeente = Gemeente()
    geopend = open_mail(gemeente, mail(**koppen))
    taak = Taakopdracht("Beantwoorden", Toewijzing("Burgerzaken"), "", None)
    gemeente.handel_af(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "s", taak)
    (stored,) = gemeente.repos.taken
    shown = gemeente.desk.lees(stored, DAAN).antwoordadres.adres
    vraag = gemeente.navrager.vraag(stored, DAAN, "vraag", "Waar woont u?").verzending
    antwoord = gemeente.desk.beantwoord(stored, DAAN, "antwoord", "Dat kan.").vervolg
    assert antwoord is not None
    ontvangers = gemeente.repos.klantcontact(antwoord).ontvangers
    assert gemeente.repos.verzending(vraag).naar == tuple(een.adres for een in ontvangers) == (shown,)
    assert shown == geopend.antwoordadres.adres


@pytest.mark.parametrize("koppen", [{}, {"reply_to": "els@burger.example"}, {"from": POSTVAK, "sender": JAN}])
def test_a_further_mail_goes_to_the_address_that_the_handled_mail_shows(koppen: dict[str, str]) -> None:
    gemeente = Gemeente()
    geopend = open_mail(gemeente, mail(**koppen))
    bericht = geopend.bericht.identificatie
    gedaan = gemeente.handel_af(bericht, geopend.inzage.identificatie, ANNA, "s", GeenActieNodig("Alleen ter kennisgeving"))
    (vraag,) = gedaan.afhandeling.klantcontacten
    shown = gemeente.meelezer.afgehandeld(bericht).antwoordadres.adres
    vervolgd = gemeente.vervolger.vervolg(vraag, ANNA, "v", Vervolgbericht("Toch nog iets.", None))
    assert gemeente.repos.verzending(vervolgd.verzending).naar == (shown,)
    assert shown == geopend.antwoordadres.adres
