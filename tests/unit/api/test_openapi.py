"""The description of the API is complete, true to the template, and as the NLGov API Design Rules have it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Final

import botocore.session
import pytest

from klantmail.api.headers import EXPOSED_HEADERS, STANDARD_HEADERS
from klantmail.api.problemen import URN, probleem_van
from klantmail.runtime.version import VERSION
from openapi.document import ALWAYS, VOORBEELDEN, als_tekst, document
from openapi.operaties import OPERATIES
from openapi.pagina import pagina
from openapi.poort import POORT
from tests.support.contract import DOCUMENT, SCHEMAS
from tests.support.template import parsed_template, routes

RESOURCES: Final[dict[str, Any]] = parsed_template()["Resources"]
API: Final[dict[str, Any]] = RESOURCES["Api"]["Properties"]


def _operaties() -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": operatie
        for path, methods in DOCUMENT["paths"].items()
        for method, operatie in methods.items()
    }


def _antwoorden(operatie: dict[str, Any]) -> Iterator[tuple[int, Any]]:
    for status, antwoord in operatie["responses"].items():
        yield int(status), SCHEMAS.followed(antwoord["$ref"]) if "$ref" in antwoord else antwoord


ROUTES: Final = sorted(OPERATIES)


def test_every_operation_is_described_and_nothing_else() -> None:
    assert set(_operaties()) == set(OPERATIES)


def test_the_file_that_is_served_is_what_the_code_says() -> None:
    assert document() == DOCUMENT
    assert als_tekst(document()) == als_tekst(document())
    assert len(als_tekst(DOCUMENT).encode()) < 1_000_000


@pytest.mark.parametrize("route", ROUTES)
def test_an_operation_says_in_words_what_it_does_and_who_may(route: str) -> None:
    operatie = _operaties()[route]
    assert operatie["summary"]
    assert len(operatie["description"]) > len(operatie["summary"])
    assert operatie["tags"][0] in {tag["name"] for tag in DOCUMENT["tags"]}
    open_voor_allen = next(each.is_open for each in routes() if each.naam == route)
    assert (operatie.get("security") == []) is (operatie["x-rollen"] == []) is open_voor_allen


@pytest.mark.parametrize("route", ROUTES)
def test_an_operation_describes_its_path_and_every_parameter(route: str) -> None:
    parameters = _operaties()[route].get("parameters", [])
    assert [each["name"] for each in parameters if each["in"] == "path"] == re.findall(r"\{(\w+)\}", route)
    assert all(each["description"] for each in parameters)


@pytest.mark.parametrize("route", ROUTES)
def test_an_example_is_one_that_its_schema_allows(route: str) -> None:
    operatie = _operaties()[route]
    if "requestBody" in operatie:
        inhoud = operatie["requestBody"]["content"]["application/json"]
        apart = operatie["requestBody"].get("x-voorbeeld")
        voorbeeld = SCHEMAS.followed(apart)["value"] if apart else inhoud["example"]
        assert list(SCHEMAS.errors(inhoud["schema"], voorbeeld)) == []
    for _, antwoord in _antwoorden(operatie):
        for inhoud in antwoord.get("content", {}).values():
            if "example" in inhoud:
                voorbeelden = [inhoud["example"]]
            elif "examples" in inhoud:
                voorbeelden = [each["value"] for each in inhoud["examples"].values()]
            else:
                voorbeelden = [SCHEMAS.followed(antwoord["x-voorbeeld"])["value"]]
            for voorbeeld in voorbeelden:
                assert list(SCHEMAS.errors(inhoud["schema"], voorbeeld)) == []


@pytest.mark.parametrize("name", DOCUMENT["components"]["schemas"])
def test_every_field_is_described_in_words_and_named_as_the_rules_want(name: str) -> None:
    schema = DOCUMENT["components"]["schemas"][name]
    assert re.fullmatch(r"([A-Z][a-z0-9]*)+", name)
    for field, inhoud in schema.get("properties", {}).items():
        assert re.fullmatch(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*", field)
        assert inhoud["description"].endswith((".", "?"))
    # Any other description of a schema is a docstring of the code, which is for programmers.
    assert bool(schema.get("description")) == ("properties" in schema)


# -- NLGov API Design Rules
# ----------------------------------------------------------------------------------------------


def test_the_document_says_which_version_it_is_of_and_whom_to_write_to() -> None:
    """/core/doc-openapi, /core/doc-openapi-contact, /core/semver, /core/uri-version."""
    assert re.fullmatch(r"3\.1\.\d+", DOCUMENT["openapi"])
    assert DOCUMENT["info"]["version"] == VERSION
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)
    assert all(DOCUMENT["info"]["contact"][field] for field in ("name", "email", "url"))
    (server,) = DOCUMENT["servers"]
    assert server["url"].startswith("https://")
    assert server["url"].endswith(f"/v{VERSION.partition('.')[0]}")
    assert server["url"].rpartition("/")[2] == API["StageName"]


@pytest.mark.parametrize("path", DOCUMENT["paths"])
def test_a_path_is_in_kebab_case_and_ends_in_no_slash(path: str) -> None:
    """/core/path-segments-kebab-case, /core/no-trailing-slash."""
    assert path == "/openapi.json" or re.fullmatch(r"(/([a-z][a-z0-9]*(-[a-z0-9]+)*|\{[a-z]+\}))+", path)


@pytest.mark.parametrize("path", [path for path in DOCUMENT["paths"] if "{" in path])
def test_what_is_found_by_its_identificatie_has_a_plural_name(path: str) -> None:
    """/core/naming-resources, /core/naming-collections."""
    for name in re.findall(r"/([a-z-]+)/\{", path):
        assert name.endswith(("en", "s"))


@pytest.mark.parametrize("route", ROUTES)
def test_a_query_key_is_in_camel_case(route: str) -> None:
    """/core/query-keys-camel-case."""
    for parameter in _operaties()[route].get("parameters", []):
        assert parameter["in"] != "query" or re.fullmatch(r"[a-z]+([A-Z][a-z]*)*", parameter["name"])


@pytest.mark.parametrize("route", ROUTES)
def test_every_answer_has_the_version_and_the_headers_that_protect(route: str) -> None:
    """/core/version-header, /core/transport-security."""
    for _, antwoord in _antwoorden(_operaties()[route]):
        assert STANDARD_HEADERS.keys() <= antwoord["headers"].keys()


@pytest.mark.parametrize("route", ROUTES)
def test_an_error_is_a_problem_and_invalid_input_is_400_with_every_field(route: str) -> None:
    """/core/error-handling."""
    antwoorden = dict(_antwoorden(_operaties()[route]))
    assert 422 not in antwoorden
    for status, antwoord in antwoorden.items():
        if status >= 400:
            assert list(antwoord["content"]) == ["application/problem+json"]
            for each in antwoord["content"]["application/problem+json"]["examples"].values():
                assert each["value"]["status"] == status or status == HTTPStatus.BAD_GATEWAY
                assert each["value"]["type"].startswith(URN)
    if 400 in antwoorden:
        (voorbeeld,) = antwoorden[400]["content"]["application/problem+json"]["examples"].values()
        assert voorbeeld["value"]["invalidParams"]
    assert 400 in antwoorden or route == "GET /openapi.json"


@pytest.mark.parametrize("route", [route for route in ROUTES if route.partition(" ")[0] in {"POST", "PUT", "PATCH"}])
def test_what_sends_a_body_describes_it_and_that_it_can_be_too_large(route: str) -> None:
    operatie = _operaties()[route]
    schema = operatie["requestBody"]["content"]["application/json"]["schema"]
    nothing_will_do = not list(SCHEMAS.errors(schema, {}))  # no body at all reads as `{}`
    assert operatie["requestBody"]["required"] is not nothing_will_do
    assert "413" in operatie["responses"]


def test_a_date_and_time_has_a_zone_and_a_date_has_no_time() -> None:
    """/core/date-time: `date-time` in RFC 3339 has an offset; ours is always UTC."""
    for schema in DOCUMENT["components"]["schemas"].values():
        for field, inhoud in schema.get("properties", {}).items():
            formaten = {each.get("format") for each in inhoud.get("anyOf", [inhoud])}
            assert not formaten & {"time", "date-time-local"}
            if field.endswith(("Op", "Tot", "tijdstip")) and field not in ("antwoordOp", "mogelijkAntwoordOp"):
                assert "date-time" in formaten
            if field.endswith("datum"):
                assert "date" in formaten
            assert all(each is None or each.endswith("Z") for each in inhoud.get("examples", []) if "date-time" in formaten)


# -- what the gateway answers itself
# -------------------------------------------------------------------------------------


def test_the_gateway_answers_in_the_words_of_the_api() -> None:
    """The local AWS ignores GatewayResponses, so this is all that checks them.

    API Gateway takes the quotes around a fixed value off and changes nothing between them. A text may have variables;
    ours have none, so that it is JSON whatever a variable would hold.
    """
    leesbaar = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": ", ".join(EXPOSED_HEADERS)}
    kind = {"Content-Type": "application/problem+json"}
    assert API["GatewayResponses"].keys() == POORT.keys()
    for name, antwoord in API["GatewayResponses"].items():
        bedoeld = POORT[name]
        assert antwoord["StatusCode"] == bedoeld.status, name
        values = antwoord["ResponseParameters"]["Headers"]
        assert all(value[0] == value[-1] == "'" for value in values.values()), name
        opnieuw = {"Retry-After": str(bedoeld.opnieuw_na)} if bedoeld.opnieuw_na else {}
        assert {header: value[1:-1] for header, value in values.items()} == STANDARD_HEADERS | opnieuw | leesbaar | kind, name
        assert list(antwoord["ResponseTemplates"]) == ["application/json"]
        text = antwoord["ResponseTemplates"]["application/json"]
        assert "$" not in text
        assert json.loads(text) == bedoeld.probleem()


def test_every_kind_that_the_gateway_answers_itself_has_an_answer() -> None:
    model = botocore.session.get_session().get_service_model("apigateway")
    assert POORT.keys() == set(model.shape_for("GatewayResponseType").metadata["enum"])


def test_a_problem_has_one_title_and_one_status_whoever_answers_it() -> None:
    own = {inhoud["type"]: inhoud for error in ALWAYS for inhoud in [json.loads(probleem_van(error).body or "")]}
    assert len(own) == len(ALWAYS)
    for antwoord in POORT.values():
        if zelfde := own.get(URN + antwoord.soort):
            assert (zelfde["title"], zelfde["status"]) == (antwoord.titel, antwoord.status)


def test_a_function_does_not_load_what_only_describes() -> None:
    """A cold start must not pay for the description."""
    load = (
        "import sys; import klantmail.api.render.emailbericht, klantmail.api.app; print('klantmail.api.responses' in sys.modules)"
    )
    read = subprocess.run([sys.executable, "-c", load], capture_output=True, text=True, check=True)  # noqa: S603  # fixed words
    assert read.stdout == "False\n"


# -- the page
# ------------------------------------------------------------------------------------------------------------


def test_the_page_shows_every_operation_and_type_and_loads_nothing() -> None:
    getoond = pagina(DOCUMENT)
    for operatie in _operaties().values():
        assert getoond.count(f'id="{operatie["operationId"]}"') == 1
    for name in DOCUMENT["components"]["schemas"]:
        assert getoond.count(f'id="soort-{name}"') == 1
    assert set(re.findall(r'href="#([^"]+)"', getoond)) <= set(re.findall(r'id="([^"]+)"', getoond))
    assert not re.search(r"<script|<link|<img|<iframe|\ssrc=|@import|url\(", getoond)
    assert '<html lang="nl">' in getoond


def test_every_example_that_stands_apart_is_shown_with_a_request_or_an_answer() -> None:
    parts = [each for operatie in _operaties().values() for _, each in _antwoorden(operatie)]
    parts += [operatie["requestBody"] for operatie in _operaties().values() if "requestBody" in operatie]
    apart = {each["x-voorbeeld"] for each in parts if "x-voorbeeld" in each}
    assert {each.removeprefix(VOORBEELDEN) for each in apart} == DOCUMENT["components"]["examples"].keys()
