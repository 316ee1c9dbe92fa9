"""The reader of requests takes what the description of the API allows, and nothing else."""

import importlib
import json
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.api import schema, verzoeken
from klantmail.api.problemen import probleem_van
from klantmail.api.reader import lees_json
from klantmail.api.schema import Verzoek
from klantmail.api.verzoeken.antwoord import AntwoordVerzoek
from klantmail.api.verzoeken.basis import MAX_ANTWOORD, LeegVerzoek
from klantmail.api.verzoeken.splitsen import SplitsVerzoek
from klantmail.api.verzoeken.standaardantwoorden import StandaardVerzoek, StandaardWijziging
from klantmail.api.verzoeken.zaak import ZaakVerzoek
from klantmail.domain.fouten import MAX_GENOEMD, Invoerfout, OngeldigeInvoer
from openapi.operaties import OPERATIES
from openapi.schemas import PLACE, schemas
from tests.support.schema import Schemas

INZAGE: Final = "7d3f2f9e-0d8f-4d0c-9f4b-5b8f0f8a0001"
SHAPES: Final = sorted({operatie.verzoek for operatie in OPERATIES.values() if operatie.verzoek}, key=lambda vorm: vorm.__name__)
_NO_OTHER: Final = [0, 1.5, True, "", "iets", [], [1], {}, {"iets": 1}]
"""Values that most fields refuse. `null` is none of them: it reads as left out, but for a choice (`zonder_null`)."""
_TEKSTEN: Final = [
    "Beste Jan",
    "a\u00a0é",
    "twee\nregels",
    "bel\x07",
    "x" * 80,
    "x" * 81,
    "x" * 1000,
    "x" * 1001,
    f" {'x' * 80}",
    f" {'x' * 100}",
    f"{'x' * 200}\n",
    f" {'x' * 1000}",
    "Beste Jan\x1f",
    "\u2028",
    INZAGE,
]
_GRENZEN: Final = [0, 1, 20, 100, 101, -1]
_MOMENTS: Final = [
    "2026-01-31T09:00:00Z",
    "2026-01-31T09:00:00.5+01:00",
    "2026-01-31T09:00:00",
    "2026-02-30T09:00:00Z",
    "gisteren",
]


@dataclass(frozen=True)
class Described:
    """The described schemas without the limits that the use cases judge, made once for all examples."""

    schemas: Schemas
    values: Mapping[str, st.SearchStrategy[Any]]
    """Values that mostly are what the schema of this name allows, and often nearly."""


@pytest.fixture(scope="module")
def described() -> Described:
    with pytest.MonkeyPatch.context() as anders:
        zonder: Callable[..., Any] = lambda _zelf, kind, maak: maak(kind)  # noqa: E731 - a method's place
        anders.setattr(schema.Beschreven, "__get_pydantic_json_schema__", zonder)
        everything = schemas(SHAPES)[1]
    values = {vorm.__name__: _waarden(everything[vorm.__name__], everything) for vorm in SHAPES}
    return Described(Schemas({"components": {"schemas": everything}}), values)


def _waarden(schema: Mapping[str, Any], everything: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _waarden(everything[schema["$ref"].removeprefix(PLACE)], everything)
    if "anyOf" in schema:
        return st.one_of(*(_waarden(each, everything) for each in schema["anyOf"]))
    for vast in ("const", "enum"):
        if vast in schema:
            return st.sampled_from([schema[vast]] if vast == "const" else schema[vast]) | st.sampled_from(_NO_OTHER)
    match schema.get("type"):
        case "object":
            fields = {name: _waarden(field, everything) for name, field in schema.get("properties", {}).items()}
            nodig = {name: values for name, values in fields.items() if name in schema.get("required", ())}
            goed = st.fixed_dictionaries(nodig, optional={name: fields[name] for name in fields.keys() - nodig.keys()})
            return goed | st.fixed_dictionaries({}, optional=fields | {"anders": st.none()})
        case "array":
            return st.lists(_waarden(schema["items"], everything), max_size=3) | st.sampled_from(_NO_OTHER)
        case "string" if schema.get("format") == "date-time":
            return st.sampled_from(_MOMENTS)
        case "string" if schema.get("format") == "uuid":
            return st.sampled_from([INZAGE, INZAGE[:-1], INZAGE.replace("-", ""), *_NO_OTHER])
        case "string":
            return st.sampled_from([*_TEKSTEN, *_NO_OTHER]) | st.text(max_size=30)
        case "integer":
            return st.sampled_from([*_GRENZEN, *_NO_OTHER])
        case "boolean":
            return st.booleans() | st.sampled_from(_NO_OTHER)
        case kind:
            assert kind == "null"
            return st.none()


def _fouten(vorm: type[Verzoek], text: str) -> tuple[Invoerfout, ...]:
    try:
        lees_json(vorm, text)
    except OngeldigeInvoer as error:
        return error.fouten
    return ()


@pytest.mark.parametrize("vorm", SHAPES)
@given(data=st.data())
def test_a_body_is_taken_when_its_description_allows_it_and_only_then(
    vorm: type[Verzoek], data: st.DataObject, described: Described
) -> None:
    value = data.draw(described.values[vorm.__name__])
    mis = list(described.schemas.errors({"$ref": f"{PLACE}{vorm.__name__}"}, value))
    read = _fouten(vorm, json.dumps(value))
    assert bool(read) == bool(mis), (value, mis, read)


_SINGLE: Final = st.none() | st.booleans() | st.integers() | st.floats() | st.text()


@given(st.recursive(_SINGLE, lambda binnen: st.lists(binnen) | st.dictionaries(st.text(), binnen)))
def test_whatever_json_comes_is_read_or_refused_with_a_reason_for_each_error(value: object) -> None:
    for vorm in SHAPES:
        assert all(error.code and error.reden for error in _fouten(vorm, json.dumps(value)))


@given(st.text())
def test_whatever_text_comes_is_read_or_refused(text: str) -> None:
    assert all(error.reden for error in _fouten(AntwoordVerzoek, text))


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"inhoud": NaN}',
        '{"inhoud": Infinity}',
        r'{"inhoud": "\ud800"}',
        r'{"\uDC00": 1}',
        '{"inhoud": "\ud800"}',
        '{"versie": 1' + "0" * 5_000 + "}",
        '{"versie": 1' + "0" * 400 + "}",
        '{"versie": 1e999}',
        '{"a": [{"b": -1.5E+400}]}',
        "[" * 100_000,
        '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}",
        "\ufeff{}",
    ],
)
def test_what_is_no_json_that_everybody_reads_alike_is_refused_as_such(text: str) -> None:
    assert [(error.veld, error.code) for error in _fouten(LeegVerzoek, text)] == [("", "json-invalid")]


@pytest.mark.parametrize(
    "text",
    [
        f'{{"inzageId": "{INZAGE}", "inhoud": "Ja", "inhoud": "Nee"}}',
        rf'{{"inzageId": "{INZAGE}", "inhoud": "Ja", "inhou\u0064": "Nee"}}',
        r'{"a": [{"b": 1, "b": 1}]}',
        r'{"\ud800": 1, "\ud800": 1}',
    ],
)
def test_a_field_that_stands_there_twice_is_refused_since_nobody_knows_which_one_counts(text: str) -> None:
    assert [(error.veld, error.code) for error in _fouten(AntwoordVerzoek, text)] == [("", "dubbel")]


def test_a_character_that_json_writes_in_two_halves_is_read() -> None:
    verzoek = lees_json(AntwoordVerzoek, rf'{{"inzageId": "{INZAGE}", "inhoud": "Fijn \ud83d\ude00"}}')
    assert verzoek.inhoud == "Fijn 😀"


def test_what_is_white_around_a_line_is_taken_off() -> None:
    verzoek = lees_json(AntwoordVerzoek, json.dumps({"inzageId": INZAGE, "inhoud": " Ja\n", "onderwerp": f"  {'x' * 197}\n"}))
    assert (verzoek.inhoud, verzoek.onderwerp) == (" Ja\n", "x" * 197)


@pytest.mark.parametrize("onderwerp", [f" {'x' * 200}", "Vraag\n\n", "\tVraag", "Vraag\u2028"])
def test_a_line_is_judged_with_what_is_white_around_it_as_its_description_judges_it(onderwerp: str) -> None:
    errors = _fouten(AntwoordVerzoek, json.dumps({"inzageId": INZAGE, "inhoud": "Ja", "onderwerp": onderwerp}))
    assert [error.veld for error in errors] == ["onderwerp"]


def test_a_long_text_that_is_all_but_right_takes_no_long_time_to_refuse() -> None:
    """A pattern with two ways to match the same character would take hours for this."""
    zaak = {"inzageId": INZAGE, "zaaktype": "x", "omschrijving": "x", "toelichting": "x" * 999 + "\x07"}
    assert [error.veld for error in _fouten(ZaakVerzoek, json.dumps(zaak))] == ["toelichting"]
    standaard = {"naam": " " * 50_000 + "x" * 50 + "\x07", "inhoud": " " * MAX_ANTWOORD}
    assert [error.veld for error in _fouten(StandaardVerzoek, json.dumps(standaard))] == ["naam", "inhoud"]


_TASK: Final = {"gevraagdeHandeling": "x", "toegewezenAan": {"organisatorischeEenheid": "x"}}


def test_errors_deep_within_a_request_are_named_by_their_place() -> None:
    part = {"onderwerp": "x", "interneTaak": {"toegewezenAan": {"anders": 1}}}
    verzoek = {"inzageId": INZAGE, "delen": [{"onderwerp": " "}, part]}
    assert [(error.veld, error.code) for error in _fouten(SplitsVerzoek, json.dumps(verzoek))] == [
        ("delen.0.onderwerp", "string-too-short"),
        ("delen.1.interneTaak.gevraagdeHandeling", "missing"),
        ("delen.1.interneTaak.toegewezenAan.anders", "extra-forbidden"),
    ]


def test_what_a_request_inherits_is_read_too() -> None:
    goed = {"naam": "Afspraak", "inhoud": "Kom langs.", "versie": 2.0}
    assert lees_json(StandaardWijziging, json.dumps(goed)) == StandaardWijziging(naam="Afspraak", inhoud="Kom langs.", versie=2)


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ({"interneTaak": _TASK, "antwoord": None}, "antwoord"),
        (
            {"interneTaak": _TASK | {"toegewezenAan": {"organisatorischeEenheid": "x", "medewerker": None}}},
            "interneTaak.toegewezenAan.medewerker",
        ),
        ({"zaakkoppeling": {"zaak": {"identificatie": "ZAAK-1", "url": None}}}, "zaakkoppeling.zaak.url"),
    ],
)
def test_a_choice_is_left_out_and_not_null_as_its_description_says(part: dict[str, object], place: str) -> None:
    text = json.dumps({"inzageId": INZAGE, "delen": [{"onderwerp": "x"} | part]})
    assert [error.veld for error in _fouten(SplitsVerzoek, text)] == [f"delen.0.{place}"]


@pytest.mark.parametrize("uitkomsten", [{}, {"geenActieNodig": {"reden": "x"}, "antwoord": {"inhoud": "x"}}])
def test_a_part_without_an_outcome_or_with_two_is_refused(uitkomsten: dict[str, object]) -> None:
    text = json.dumps({"inzageId": INZAGE, "delen": [{"onderwerp": "x"} | uitkomsten]})
    assert [(error.veld, error.code) for error in _fouten(SplitsVerzoek, text)] == [("delen.0", "een-uitkomst")]


@pytest.mark.parametrize(
    "verzoek",
    [
        {"bijlagen": ["geen"] * 100_000},
        {f"veld{number}": 1 for number in range(100_000)},
    ],
)
def test_of_more_errors_than_an_answer_can_hold_the_first_hundred_are_named(verzoek: dict[str, object]) -> None:
    read = _fouten(AntwoordVerzoek, json.dumps(verzoek | {"inhoud": "x"}))
    assert MAX_GENOEMD <= len(read) <= MAX_GENOEMD + 2
    genoemd = json.loads(probleem_van(OngeldigeInvoer(*read)).body or "")["invalidParams"]
    assert [each["name"] for each in genoemd] == [error.veld for error in read[:MAX_GENOEMD]]


def _all_requests(base: type[Verzoek]) -> Iterator[type[Verzoek]]:
    for each in base.__subclasses__():
        yield each
        yield from _all_requests(each)


def test_null_is_refused_wherever_the_description_counts_fields() -> None:
    for module in pkgutil.iter_modules(verzoeken.__path__, f"{verzoeken.__name__}."):
        importlib.import_module(module.name)
    counted = {each for each in _all_requests(Verzoek) if "json_schema_extra" in each.__pydantic_config__}
    assert {each.__name__ for each in counted} >= {"ToewijzingVerzoek"}
    assert counted == {each for each in _all_requests(Verzoek) if each.zonder_null}
