"""The contract: what the functions answer and take is compared with the public description of the API."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import httpx

from tests.support.schema import Schemas
from tests.support.template import PROJECT

DOCUMENT: Final[dict[str, Any]] = json.loads((PROJECT / "functions" / "openapi" / "openapi.json").read_text())

SCHEMAS: Final = Schemas(DOCUMENT)


def toets(gebeurtenis: Mapping[str, Any], response: Mapping[str, Any]) -> None:
    """Fail when the description says otherwise of this request and its answer."""
    gevonden = list(_afwijkingen(gebeurtenis, response))
    assert not gevonden, f"{gebeurtenis['httpMethod']} {gebeurtenis['resource']}: {gevonden}"


def toets_http(response: httpx.Response) -> None:
    """Check an answer over HTTP, as `toets` does; a hook of httpx.

    The gateway's own answers are not ours to check.
    """
    response.read()
    verzoek = response.request
    pad = verzoek.url.path.partition("/v1")[2]
    passend = [een for een in DOCUMENT["paths"] if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", een), pad)]
    if response.status_code in {401, 429} or response.status_code >= 500:
        return
    toets(
        {
            "httpMethod": verzoek.method,
            "resource": min(passend, key=lambda een: een.count("{"), default=pad),
            "headers": verzoek.headers,
            "queryStringParameters": dict(verzoek.url.params),
            "body": verzoek.content.decode(),
        },
        {"statusCode": response.status_code, "headers": response.headers, "body": response.text},
    )


def _afwijkingen(gebeurtenis: Mapping[str, Any], response: Mapping[str, Any]) -> Iterator[str]:
    operatie = DOCUMENT["paths"].get(gebeurtenis["resource"], {}).get(gebeurtenis["httpMethod"].lower())
    if operatie is None:
        yield "not described"
        return
    beschreven = operatie["responses"].get(str(response["statusCode"]))
    if beschreven is None:
        yield f"status {response['statusCode']} is not described"
        return
    if "$ref" in beschreven:
        beschreven = SCHEMAS.followed(beschreven["$ref"])
    yield from _antwoord(beschreven, response)
    if response["statusCode"] < 300:
        yield from _verzoek(operatie, gebeurtenis)


def _antwoord(beschreven: Mapping[str, Any], response: Mapping[str, Any]) -> Iterator[str]:
    koppen = httpx.Headers(
        {**response.get("headers", {}), **{naam: een[0] for naam, een in response.get("multiValueHeaders", {}).items()}}
    )
    yield from _koppen(beschreven["headers"], koppen)
    if "content" not in beschreven:
        if response["body"]:
            yield "a body that is not described"
        return
    ((soort, inhoud),) = beschreven["content"].items()
    if koppen.get("Content-Type") != soort:
        yield f"Content-Type {koppen.get('Content-Type')}"
    body = json.loads(response["body"])
    yield from SCHEMAS.errors(inhoud["schema"], body)
    if response["statusCode"] >= 400:
        genoemd = {een["value"]["type"] for een in inhoud["examples"].values()}
        if body["type"] not in genoemd:
            yield f"problem {body['type']} is not described"


def _koppen(beschreven: Mapping[str, Any], koppen: Mapping[str, str]) -> Iterator[str]:
    for naam, verwijzing in beschreven.items():
        kop = SCHEMAS.followed(verwijzing["$ref"])
        if naam not in koppen:
            if kop["required"]:
                yield f"header {naam} is missing"
        elif kop["schema"].get("type") == "string":
            yield from SCHEMAS.errors(kop["schema"], koppen[naam], naam)
    if "ETag" in koppen and "ETag" not in beschreven:
        yield "an ETag that is not described"


def _verzoek(operatie: Mapping[str, Any], gebeurtenis: Mapping[str, Any]) -> Iterator[str]:
    """Check a request that was accepted."""
    if "requestBody" in operatie:
        schema = operatie["requestBody"]["content"]["application/json"]["schema"]
        yield from SCHEMAS.errors(schema, json.loads(gebeurtenis["body"] or "{}"), "body")
    parameters = {(een["in"], een["name"]): een for een in operatie.get("parameters", [])}
    for naam, waarde in (gebeurtenis["queryStringParameters"] or {}).items():
        if ("query", naam) not in parameters:
            yield f"query parameter {naam} is not described"
        else:
            schema = parameters["query", naam]["schema"]
            gelezen = json.loads(waarde) if schema.get("type") in {"integer", "boolean"} else waarde
            yield from SCHEMAS.errors(schema, gelezen, naam)
    for (waar, naam), parameter in parameters.items():
        if waar == "header" and parameter["required"] and naam not in gebeurtenis["headers"]:
            yield f"header {naam} is described as required"
