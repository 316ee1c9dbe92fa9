"""The document as one page to read, without scripts or anything from elsewhere."""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from openapi.document import VOORBEELDEN
from openapi.schemas import PLACE

type Json = Mapping[str, Any]

_STYLE: Final = """
:root { color-scheme: light dark; --rand: #767676; --vlak: #f3f3f3; --lint: #154273; }
@media (prefers-color-scheme: dark) { :root { --rand: #8c8c8c; --vlak: #262626; --lint: #8fcae7; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.2; } h2 { border-bottom: 2px solid var(--lint); margin-top: 3rem; } h3 { margin-top: 2rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; background: var(--vlak); }
pre { padding: .75rem; overflow: auto; max-height: 30rem; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid var(--rand); padding: .35rem .5rem; text-align: left;
vertical-align: top; } caption { text-align: left; font-weight: bold; padding: .5rem 0; }
a { color: var(--lint); } nav ul { columns: 20rem; padding-left: 1rem; }
"""
_KINDS: Final = {
    "string": "tekst",
    "integer": "geheel getal",
    "number": "getal",
    "boolean": "ja of nee",
    "null": "leeg",
    "object": "object",
}
_FORMATS: Final = {"uuid": "UUID", "date-time": "datum en tijd", "date": "datum", "uri": "adres"}
_CODE: Final = re.compile(r"`([^`]+)`")


def pagina(document: Json) -> str:
    """HTML of the whole document: first the operations by tag, then the types."""
    info = document["info"]
    operaties = list(_operations(document))
    parts = [
        "<!doctype html>",
        '<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>API van {escape(info['title'])} {info['version']}</title><style>{_STYLE}</style></head><body>",
        f"<header><h1>API van {escape(info['title'])} {info['version']}</h1>{_text(info['description'])}</header>",
        '<nav aria-label="Inhoud"><h2>Inhoud</h2>',
        *(_contents(tag["name"], operaties) for tag in document["tags"]),
        '<p><a href="#gegevens">Gegevens</a></p></nav><main>',
    ]
    for tag in document["tags"]:
        parts.append(f"<section><h2>{escape(tag['name'])}</h2><p>{_sentence(tag['description'])}</p>")
        parts += [_operation(document, *operation) for operation in operaties if tag["name"] in operation[2]["tags"]]
        parts.append("</section>")
    parts.append('<section><h2 id="gegevens">Gegevens</h2>')
    parts += [_schema(name, schema) for name, schema in document["components"]["schemas"].items()]
    parts.append("</section></main></body></html>")
    return "\n".join(parts) + "\n"


def _operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def _contents(tag: str, operaties: list[tuple[str, str, Json]]) -> str:
    lines = "".join(
        f'<li><a href="#{operation["operationId"]}">{escape(operation["summary"])}</a></li>'
        for _, _, operation in operaties
        if tag in operation["tags"]
    )
    return f"<p>{escape(tag)}</p><ul>{lines}</ul>"


def _operation(document: Json, method: str, path: str, operation: Json) -> str:
    parts = [
        f'<article><h3 id="{operation["operationId"]}">{escape(operation["summary"])}</h3>',
        f"<p><code>{method} {escape(path)}</code></p>{_text(operation['description'])}",
    ]
    if parameters := operation.get("parameters"):
        lines = [(een["name"], _kind(een["schema"]), een["required"], een["description"]) for een in parameters]
        parts.append(_table("Parameters", lines))
    if verzoek := operation.get("requestBody"):
        content = verzoek["content"]["application/json"]
        parts.append(f"<h4>Verzoek: {_kind(content['schema'])}</h4>{_json(example_of(document, verzoek, content))}")
    parts.append(
        "<h4>Antwoorden</h4><table><tr><th scope=col>Status</th><th scope=col>Betekenis</th><th scope=col>Inhoud</th></tr>"
    )
    examples: list[Any] = []
    for status, response in operation["responses"].items():
        found = _followed(document, response)
        content = next(iter(found.get("content", {}).values()), None)
        kinds = ", ".join(f"<code>{name}</code>" for name in content.get("examples", {})) if content else ""
        kind = _kind(content["schema"]) if content else ""
        parts.append(f"<tr><th scope=row>{status}</th><td>{_sentence(found['description'])} {kinds}</td><td>{kind}</td></tr>")
        if content and "examples" not in content and not examples:
            examples.append(example_of(document, found, content))
    parts.append("</table>")
    parts += [f"<details><summary>Voorbeeld van een antwoord</summary>{_json(een)}</details>" for een in examples]
    return "\n".join(parts) + "</article>"


def example_of(document: Json, said: Json, content: Json) -> Any:
    """Return the example of a request or a response."""
    if "x-voorbeeld" in said:
        return document["components"]["examples"][said["x-voorbeeld"].removeprefix(VOORBEELDEN)]["value"]
    return content["example"]


def _schema(name: str, schema: Json) -> str:
    header = f'<article><h3 id="soort-{name}">{name}</h3>'
    if "enum" in schema:
        return f"{header}<p>Een van: {', '.join(f'<code>{escape(str(een))}</code>' for een in schema['enum'])}.</p></article>"
    verplicht = schema.get("required", ())
    lines = [
        (property_, _kind(kind), property_ in verplicht, kind["description"]) for property_, kind in schema["properties"].items()
    ]
    table = _table("Velden", lines) if lines else ""
    return f"{header}<p>{_sentence(schema['description'])}</p>{table}</article>"


def _table(title: str, lines: list[tuple[str, str, bool, str]]) -> str:
    rows = "".join(
        f"<tr><th scope=row><code>{escape(name)}</code></th><td>{kind}</td><td>{'ja' if verplicht else 'nee'}</td>"
        f"<td>{_sentence(explanation)}</td></tr>"
        for name, kind, verplicht, explanation in lines
    )
    headers = "".join(f"<th scope=col>{header}</th>" for header in ("Naam", "Soort", "Verplicht", "Uitleg"))
    return f"<table><caption>{title}</caption><tr>{headers}</tr>{rows}</table>"


def _kind(schema: Json) -> str:
    """The type of a field with its limits, in words."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(PLACE)
        return f'<a href="#soort-{name}">{name}</a>'
    if "anyOf" in schema:
        return " of ".join(_kind(een) for een in schema["anyOf"])
    if "const" in schema:
        return f"<code>{escape(json.dumps(schema['const']))}</code>"
    if "enum" in schema:
        return " of ".join(f"<code>{escape(str(een))}</code>" for een in schema["enum"])
    limits = [
        f"{word} {schema[limit]} {een if schema[limit] == 1 else more}".rstrip()
        for limit, word, een, more in (
            ("minLength", "ten minste", "teken", "tekens"),
            ("maxLength", "ten hoogste", "teken", "tekens"),
            ("minItems", "ten minste", "", ""),
            ("maxItems", "ten hoogste", "", ""),
            ("minimum", "vanaf", "", ""),
            ("maximum", "tot en met", "", ""),
        )
        if limit in schema
    ]
    if schema["type"] == "array":
        kind = f"lijst van {_kind(schema['items'])}"
    else:
        kind = _FORMATS.get(schema.get("format", ""), _KINDS[schema["type"]])
    return ", ".join([kind, *limits])


def _followed(document: Json, response: Json) -> Json:
    if "$ref" not in response:
        return response
    found: Json = document["components"]["responses"][response["$ref"].rpartition("/")[2]]
    return found


def _json(value: Any) -> str:
    return f'<pre tabindex="0">{escape(json.dumps(value, ensure_ascii=False, indent=2))}</pre>'


def _text(text: str) -> str:
    """Make paragraphs, and lists of lines that begin with a dash."""
    parts = []
    for alinea in text.strip().split("\n\n"):
        lines = alinea.split("\n")
        if all(line.startswith("- ") for line in lines):
            parts.append(f"<ul>{''.join(f'<li>{_sentence(line[2:])}</li>' for line in lines)}</ul>")
        else:
            parts.append(f"<p>{_sentence(alinea)}</p>")
    return "".join(parts)


def _sentence(text: str) -> str:
    return _CODE.sub(r"<code>\1</code>", escape(text))
