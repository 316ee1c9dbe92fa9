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


def toets(event: Mapping[str, Any], response: Mapping[str, Any]) -> None:
    """Fail when the description says otherwise of this request and its answer."""
    found = list(_deviations(event, response))
    assert not found, f"{event['httpMethod']} {event['resource']}: {found}"


def check_http(response: httpx.Response) -> None:
    """Check an answer over HTTP, as `toets` does; a hook of httpx.

    The gateway's own answers are not ours to check.
    """
    response.read()
    request = response.request
    path = request.url.path.partition("/v1")[2]
    fitting = [each for each in DOCUMENT["paths"] if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", each), path)]
    if response.status_code in {401, 429} or response.status_code >= 500:
        return
    toets(
        {
            "httpMethod": request.method,
            "resource": min(fitting, key=lambda each: each.count("{"), default=path),
            "headers": request.headers,
            "queryStringParameters": dict(request.url.params),
            "body": request.content.decode(),
        },
        {"statusCode": response.status_code, "headers": response.headers, "body": response.text},
    )


def _deviations(event: Mapping[str, Any], response: Mapping[str, Any]) -> Iterator[str]:
    operation = DOCUMENT["paths"].get(event["resource"], {}).get(event["httpMethod"].lower())
    if operation is None:
        yield "not described"
        return
    described = operation["responses"].get(str(response["statusCode"]))
    if described is None:
        yield f"status {response['statusCode']} is not described"
        return
    if "$ref" in described:
        described = SCHEMAS.followed(described["$ref"])
    yield from _response(described, response)
    if response["statusCode"] < 300:
        yield from _request(operation, event)


def _response(described: Mapping[str, Any], response: Mapping[str, Any]) -> Iterator[str]:
    headers = httpx.Headers(
        {**response.get("headers", {}), **{name: each[0] for name, each in response.get("multiValueHeaders", {}).items()}}
    )
    yield from _headers(described["headers"], headers)
    if "content" not in described:
        if response["body"]:
            yield "a body that is not described"
        return
    kind = headers.get("Content-Type")
    content = described["content"].get(kind)
    if content is None:
        yield f"Content-Type {kind}"
        return
    body = response["body"] if kind.startswith("text/") else json.loads(response["body"])
    yield from SCHEMAS.errors(content["schema"], body)
    if response["statusCode"] >= 400:
        named = {each["value"]["type"] for each in content["examples"].values()}
        if body["type"] not in named:
            yield f"problem {body['type']} is not described"


def _headers(described: Mapping[str, Any], headers: Mapping[str, str]) -> Iterator[str]:
    for name, reference in described.items():
        header = SCHEMAS.followed(reference["$ref"])
        if name not in headers:
            if header["required"]:
                yield f"header {name} is missing"
        elif header["schema"].get("type") == "string":
            yield from SCHEMAS.errors(header["schema"], headers[name], name)
    if "ETag" in headers and "ETag" not in described:
        yield "an ETag that is not described"


def _request(operation: Mapping[str, Any], event: Mapping[str, Any]) -> Iterator[str]:
    """Check a request that was accepted."""
    if "requestBody" in operation:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        yield from SCHEMAS.errors(schema, json.loads(event["body"] or "{}"), "body")
    parameters = {(each["in"], each["name"]): each for each in operation.get("parameters", [])}
    for name, value in (event["queryStringParameters"] or {}).items():
        if ("query", name) not in parameters:
            yield f"query parameter {name} is not described"
        else:
            schema = parameters["query", name]["schema"]
            read_ = json.loads(value) if schema.get("type") in {"integer", "boolean"} else value
            yield from SCHEMAS.errors(schema, read_, name)
    for (where, name), parameter in parameters.items():
        if where == "header" and parameter["required"] and name not in event["headers"]:
            yield f"header {name} is described as required"
