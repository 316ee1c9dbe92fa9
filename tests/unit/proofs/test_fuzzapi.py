"""The results that the fuzzer of the API lets pass, and those that it counts."""

import json
from pathlib import Path

import pytest

from klantmail.domain.medewerker import Rol
from openapi.operaties import OPERATIES
from tests.proofs.fuzzapi.explained import explanation
from tests.proofs.fuzzapi.fuzzer import Tally, passes

OURS = ["Content-Type", "API-Version"]
GATEWAY = ["Content-Type", "x-amzn-ErrorType"]


def _refused(*fields: tuple[str, str]) -> str:
    return json.dumps({"invalidParams": [{"name": name, "code": code} for name, code in fields]})


def test_a_finding_about_an_answer_of_ours_is_one() -> None:
    for status in (200, 400, 401, 403, 404, 409, 500, 502):
        assert explanation("MissingHeaders", status, OURS, "{}") is None
        assert explanation("ServerError", status, GATEWAY, "{}") is None
        assert explanation("JsonSchemaError", status, OURS, "{}") is None


def test_what_the_local_gateway_answers_itself_is_not_held_to_our_headers() -> None:
    assert explanation("MissingHeaders", 401, GATEWAY, "{}")
    assert explanation("UndefinedContentType", 403, GATEWAY, "{}")
    assert explanation("MissingHeaders", 502, GATEWAY, "{}") is None
    assert explanation("MissingHeaders", 401, [*OURS, *GATEWAY], "{}") is None


def test_an_error_of_the_server_has_no_explanation() -> None:
    assert explanation("ServerError", 500, OURS, "{}") is None


@pytest.mark.parametrize("place", ["", "delen.3.doorzending."])
def test_a_refusal_for_what_no_schema_says_is_explained_wherever_the_field_stands(place: str) -> None:
    assert explanation("RejectedPositiveData", 400, OURS, _refused((f"{place}naar", "adres-ongeldig")))
    assert explanation("RejectedPositiveData", 400, OURS, _refused((f"{place}bijlagen.12", "onbekend")))


def test_one_refusal_that_a_schema_could_have_said_is_enough_for_a_finding() -> None:
    known, other = ("naar", "adres-ongeldig"), ("naar", "string-too-long")
    assert explanation("RejectedPositiveData", 400, OURS, _refused(other)) is None
    assert explanation("RejectedPositiveData", 400, OURS, _refused(known, other)) is None
    assert explanation("RejectedPositiveData", 400, OURS, _refused()) is None


def test_every_operation_is_fuzzed_by_a_role_that_may() -> None:
    todo = passes(1)
    assert sorted(name for each in todo for name in each.operations) == sorted(each.naam for each in OPERATIES.values())
    for each in todo:
        for operatie in OPERATIES.values():
            if operatie.naam in each.operations:
                assert each.role in operatie.rollen or not operatie.rollen


def test_the_tallies_of_the_roles_are_added_up(tmp_path: Path) -> None:
    written = tmp_path / "tally.json"
    case = ["GET /stand", 200, "fuzzing", "positive", 3]
    written.write_text(json.dumps({"cases": [case], "explained": [["reason", "GET /stand", 2]], "checks": ["a", "b"]}))
    tally = Tally()
    tally.add(written)
    tally.add(written)
    assert tally.cases.total() == 6
    tally.failed.append(Rol.BEHEERDER)
    text = "\n".join(tally.lines())
    assert "status 200: 6" in text
    assert "explained 4 times: reason" in text
    assert "checks 2: a, b" in text
    assert "findings of ['beheerder']" in text
