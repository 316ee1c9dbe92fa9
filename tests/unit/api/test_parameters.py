import json
from typing import Any

import pytest

from klantmail.api.parameters import Bladeren, SamenhangVerzoek, VerzendingenVerzoek, WerkvoorraadVerzoek
from klantmail.api.reader import lees_parameters
from klantmail.api.verzoeken.cijfers import CijferVerzoek
from klantmail.api.verzoeken.taken import TakenVerzoek
from klantmail.api.verzoeken.zaken import ZakenVerzoek
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.fouten import OngeldigeInvoer
from klantmail.domain.interne_taak import Taakstatus
from klantmail.domain.zaak import Zaakstatus
from openapi.schemas import schemas
from tests.support.schema import Schemas

SHAPES: list[type[Any]] = [
    Bladeren,
    CijferVerzoek,
    SamenhangVerzoek,
    TakenVerzoek,
    VerzendingenVerzoek,
    WerkvoorraadVerzoek,
    ZakenVerzoek,
]


def _fouten(vorm: type[Any], parameters: dict[str, str]) -> dict[str, str]:
    with pytest.raises(OngeldigeInvoer) as caught:
        lees_parameters(vorm, parameters)
    return {error.veld: error.code for error in caught.value.fouten}


def test_what_is_left_out_has_its_default() -> None:
    assert lees_parameters(TakenVerzoek, {}) == TakenVerzoek(20, None, Taakstatus.TE_VERWERKEN, False)
    assert lees_parameters(ZakenVerzoek, {}).status is Zaakstatus.MISLUKT


def test_every_kind_of_parameter_is_read() -> None:
    vraag = lees_parameters(WerkvoorraadVerzoek, {"pageSize": "100", "cursor": "abc", "status": "nieuw", "postvak": "info@x"})
    assert vraag == WerkvoorraadVerzoek(100, "abc", "info@x", Berichtstatus.NIEUW)
    assert lees_parameters(TakenVerzoek, {"eigen": "true"}).eigen is True
    assert lees_parameters(TakenVerzoek, {"eigen": "false"}).eigen is False
    assert lees_parameters(SamenhangVerzoek, {"cursorGesprek": "a", "cursorAfzender": "b"}) == SamenhangVerzoek(20, "a", "b")


def test_all_errors_come_together() -> None:
    parameters = {"pageSize": "0", "cursor": "x" * 201, "status": "weg", "anders": "1"}
    assert _fouten(WerkvoorraadVerzoek, parameters) == {
        "pageSize": "greater-than-equal",
        "cursor": "string-too-long",
        "status": "literal-error",
        "anders": "extra-forbidden",
    }


@pytest.mark.parametrize("text", ["tien", "", "1.5", "1_0", "٣", "9" * 5000])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert _fouten(Bladeren, {"pageSize": text}) == {"pageSize": "int-parsing"}


def test_a_choice_that_is_not_on_this_list_is_refused_with_those_that_are() -> None:
    with pytest.raises(OngeldigeInvoer) as caught:
        lees_parameters(WerkvoorraadVerzoek, {"status": Taakstatus.VERWERKT.value})
    assert caught.value.fouten[0].reden == "Kies uit nieuw, in_behandeling, afgehandeld, quarantaine."


_TEKSTEN = ["0", "1", "100", "101", "true", "false", "x" * 200, "x" * 201, "klacht", *Berichtstatus, *Taakstatus, *Zaakstatus]


@pytest.mark.parametrize("vorm", SHAPES)
@pytest.mark.parametrize("text", _TEKSTEN)
def test_each_parameter_takes_what_its_description_allows_and_nothing_else(vorm: type[Any], text: str) -> None:
    _, everything = schemas([vorm])
    for name, schema in everything[vorm.__name__]["properties"].items():
        value = json.loads(text) if schema.get("type") in {"integer", "boolean"} and text in _TEKSTEN[:6] else text
        if list(Schemas({"components": {"schemas": everything}}).errors(schema, value)):
            assert set(_fouten(vorm, {name: text})) == {name}
        else:
            lees_parameters(vorm, {name: text})


@pytest.mark.parametrize(("choice", "field"), [({"eigen": "true"}, "eigen"), ({"status": "verwerkt"}, "status")])
def test_tasks_that_are_late_are_not_chosen_together_with_what_excludes_them(choice: dict[str, str], field: str) -> None:
    assert _fouten(TakenVerzoek, {"teLaat": "true"} | choice) == {field: "tegenstrijdig"}
    lees_parameters(TakenVerzoek, choice)  # which each may be by itself
