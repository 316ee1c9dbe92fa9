import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

import pytest

from klantmail.api.render.cijfers import render_cijfers, render_csv, render_csv_van_eenheden
from klantmail.domain.cijfers import Norm
from klantmail.domain.fouten import OngeldigeInvoer
from klantmail.domain.werktijd import Werktijden
from klantmail.usecases.beheer.cijfers import MAX_DAGEN, Cijferaar, Cijfervraag, Per
from klantmail.usecases.nazorg.tellen import Teller
from tests.support.builders import ANDER_POSTVAK, EENHEDEN, LEIDER, POSTVAK, afhandeling, bericht, inzage, taak
from tests.support.fake_cijfers import FakeCijfers
from tests.support.fakes import BEGIN
from tests.support.feiten import alle_feiten

DINSDAG = date(2026, 11, 24)


@pytest.fixture
def cijferaar() -> Cijferaar:
    """Ten mails on ten days, each answered a day later but the last three; and two tasks."""
    fake = FakeCijfers()
    teller = Teller(telwerk=fake, norm=Norm(Werktijden(), 3), slaap=lambda _: None)
    berichten = []
    for number in range(10):
        moment = BEGIN + timedelta(days=number)
        one = bericht(number, postvak=POSTVAK if number % 2 else ANDER_POSTVAK)
        klaar = replace(afhandeling(number), tijdstip=moment + timedelta(days=1)) if number < 7 else None
        geopend = (inzage(number, na=timedelta(days=number, hours=4)),)
        berichten.append(replace(one, envelop=replace(one.envelop, ontvangen_op=moment), inzagen=geopend, afhandeling=klaar))
    end = taak().verwerkt(BEGIN + timedelta(days=3), resultaat="Klaar", vervolg=None, idempotency_key="s", vingerafdruk="v")
    for feit in alle_feiten(berichten, [end, taak(2)]):
        teller.tel(feit)
    return Cijferaar(lezer=fake, postvakken=(POSTVAK, ANDER_POSTVAK), eenheden=EENHEDEN)


def vraag(van: int = 0, tot: int = 9, per: Per = Per.DAG, postvak: str | None = None) -> Cijfervraag:
    return Cijfervraag(DINSDAG + timedelta(days=van), DINSDAG + timedelta(days=tot), per, postvak)


@pytest.mark.parametrize(
    ("per", "ontvangen", "voorraad"),
    [
        (Per.DAG, [1] * 10, [1] * 8 + [2, 3]),
        (Per.WEEK, [6, 4], [1, 3]),
        (Per.MAAND, [7, 3], [1, 3]),
    ],
)
def test_every_period_has_what_came_in_and_what_is_left_at_its_end(
    cijferaar: Cijferaar, per: Per, ontvangen: Sequence[int], voorraad: Sequence[int]
) -> None:
    perioden = cijferaar.cijfers(vraag(per=per), LEIDER).perioden
    assert [each.aantallen["ontvangen"] for each in perioden] == ontvangen
    assert [each.voorraad for each in perioden] == voorraad
    assert perioden[0].van == DINSDAG
    assert perioden[-1].tot == DINSDAG + timedelta(days=9)


def test_what_was_open_before_the_first_day_counts(cijferaar: Cijferaar) -> None:
    assert [each.voorraad for each in cijferaar.cijfers(vraag(8, 9), LEIDER).perioden] == [2, 3]
    assert [each.voorraad for each in cijferaar.cijfers(vraag(30, 31), LEIDER).perioden] == [3, 3]


def test_a_postvak_has_its_own_figures_and_tasks_are_those_of_the_eenheid(cijferaar: Cijferaar) -> None:
    one, other, samen = (
        cijferaar.cijfers(vraag(per=Per.MAAND, postvak=postvak), LEIDER) for postvak in (POSTVAK, ANDER_POSTVAK, None)
    )
    ontvangen = [sum(part.aantallen["ontvangen"] for part in cijfers.perioden) for cijfers in (one, other, samen)]
    assert ontvangen == [5, 5, 10]
    assert one.eenheden == other.eenheden == samen.eenheden
    assert [part.voorraad for part in samen.eenheden["Burgerzaken"]] == [1, 1]


def test_the_answer_tells_the_times_in_hours_within_the_error_that_it_says(cijferaar: Cijferaar) -> None:
    gevraagd = vraag(0, 6, Per.MAAND)
    antwoord = render_cijfers(gevraagd, cijferaar.cijfers(gevraagd, LEIDER))
    (periode,) = antwoord["perioden"]
    error = antwoord["foutmarge"]
    for duration, hours in (("doorlooptijd", 24), ("wachttijd", 4), ("behandeltijd", 20)):
        for part in ("mediaan", "p90"):
            assert periode[duration]["uren"][part] == pytest.approx(hours, rel=error)  # type: ignore[literal-required]
    assert (periode["antwoorden"], periode["doorKcc"], periode["doorgezet"], periode["binnenNorm"]) == (6, 6, 0, 6)
    (burgerzaken, _) = antwoord["eenheden"]
    assert burgerzaken["perioden"][0]["leeftijd"]["uren"]["mediaan"] == pytest.approx(72, rel=error)


def test_of_nothing_there_are_zeros_and_no_times(cijferaar: Cijferaar) -> None:
    gevraagd = vraag(30, 30)
    (periode,) = render_cijfers(gevraagd, cijferaar.cijfers(gevraagd, LEIDER))["perioden"]
    assert (periode["ontvangen"], periode["afgehandeld"], periode["voorraad"]) == (0, 0, 3)
    assert periode["doorlooptijd"] == {"uren": {"mediaan": None, "p90": None}, "werkuren": {"mediaan": None, "p90": None}}


def test_the_csv_has_a_row_for_each_period_with_the_same_figures(cijferaar: Cijferaar) -> None:
    gevraagd = vraag(per=Per.WEEK)
    cijfers = cijferaar.cijfers(gevraagd, LEIDER)
    rows = list(csv.DictReader(StringIO(render_csv(cijfers))))
    perioden = render_cijfers(gevraagd, cijfers)["perioden"]
    assert [(row["van"], row["ontvangen"], row["doorlooptijd.uren.p90"]) for row in rows] == [
        (each["van"], str(each["ontvangen"]), str(each["doorlooptijd"]["uren"]["p90"])) for each in perioden
    ]


def test_the_csv_of_eenheden_has_a_row_for_each_period_of_each_with_the_same_figures(cijferaar: Cijferaar) -> None:
    gevraagd = vraag(per=Per.WEEK)
    cijfers = cijferaar.cijfers(gevraagd, LEIDER)
    rows = list(csv.DictReader(StringIO(render_csv_van_eenheden(cijfers))))
    found = [
        (each["organisatorischeEenheid"], periode["van"], str(periode["gemaakt"]), str(periode["leeftijd"]["uren"]["p90"] or ""))
        for each in render_cijfers(gevraagd, cijfers)["eenheden"]
        for periode in each["perioden"]
    ]
    assert [(row["organisatorischeEenheid"], row["van"], row["gemaakt"], row["leeftijd.uren.p90"]) for row in rows] == found
    assert {row["gemaakt"] for row in rows} == {"0", "2"}


def test_who_sees_no_eenheden_gets_their_csv_with_the_names_alone(cijferaar: Cijferaar) -> None:
    cijfers = cijferaar.cijfers(vraag(), replace(LEIDER, postvakken=frozenset({POSTVAK})))
    (names,) = render_csv_van_eenheden(cijfers).splitlines()
    assert names.startswith("organisatorischeEenheid,van,tot,gemaakt,")


@pytest.mark.parametrize(
    ("gevraagd", "fields"),
    [
        (vraag(postvak="elders@gemeente.example"), ["postvak"]),
        (vraag(3, 2), ["tot"]),
        (vraag(0, MAX_DAGEN), ["tot"]),
        (vraag(3, 2, postvak=""), ["postvak", "tot"]),
    ],
)
def test_a_question_that_cannot_be_right_names_every_error(
    cijferaar: Cijferaar, gevraagd: Cijfervraag, fields: list[str]
) -> None:
    with pytest.raises(OngeldigeInvoer) as caught:
        cijferaar.cijfers(gevraagd, LEIDER)
    assert [error.veld for error in caught.value.fouten] == fields


def test_who_has_a_right_to_one_postvak_gets_the_figures_of_that_one(cijferaar: Cijferaar) -> None:
    beperkt = replace(LEIDER, postvakken=frozenset({POSTVAK}))
    van_hen = cijferaar.cijfers(vraag(per=Per.MAAND), beperkt)
    assert van_hen.perioden == cijferaar.cijfers(vraag(per=Per.MAAND, postvak=POSTVAK), LEIDER).perioden
    assert van_hen.eenheden == {}
