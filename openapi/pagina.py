"""The document as one page to read, without scripts or anything from elsewhere."""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from openapi.document import VOORBEELDEN
from openapi.schemas import PLEK

type Json = Mapping[str, Any]

_STIJL: Final = """
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
_SOORTEN: Final = {"string": "tekst", "integer": "geheel getal", "boolean": "ja of nee", "null": "leeg", "object": "object"}
_FORMATEN: Final = {"uuid": "UUID", "date-time": "datum en tijd", "date": "datum", "uri": "adres"}
_CODE: Final = re.compile(r"`([^`]+)`")


def pagina(document: Json) -> str:
    """HTML of the whole document: first the operations by tag, then the types."""
    info = document["info"]
    operaties = list(_operaties(document))
    delen = [
        "<!doctype html>",
        '<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>API van {escape(info['title'])} {info['version']}</title><style>{_STIJL}</style></head><body>",
        f"<header><h1>API van {escape(info['title'])} {info['version']}</h1>{_tekst(info['description'])}</header>",
        '<nav aria-label="Inhoud"><h2>Inhoud</h2>',
        *(_inhoudsopgave(tag["name"], operaties) for tag in document["tags"]),
        '<p><a href="#gegevens">Gegevens</a></p></nav><main>',
    ]
    for tag in document["tags"]:
        delen.append(f"<section><h2>{escape(tag['name'])}</h2><p>{_zin(tag['description'])}</p>")
        delen += [_operatie(document, *operatie) for operatie in operaties if tag["name"] in operatie[2]["tags"]]
        delen.append("</section>")
    delen.append('<section><h2 id="gegevens">Gegevens</h2>')
    delen += [_schema(naam, schema) for naam, schema in document["components"]["schemas"].items()]
    delen.append("</section></main></body></html>")
    return "\n".join(delen) + "\n"


def _operaties(document: Json) -> Iterator[tuple[str, str, Json]]:
    for pad, methoden in document["paths"].items():
        for methode, operatie in methoden.items():
            yield methode.upper(), pad, operatie


def _inhoudsopgave(tag: str, operaties: list[tuple[str, str, Json]]) -> str:
    regels = "".join(
        f'<li><a href="#{operatie["operationId"]}">{escape(operatie["summary"])}</a></li>'
        for _, _, operatie in operaties
        if tag in operatie["tags"]
    )
    return f"<p>{escape(tag)}</p><ul>{regels}</ul>"


def _operatie(document: Json, methode: str, pad: str, operatie: Json) -> str:
    delen = [
        f'<article><h3 id="{operatie["operationId"]}">{escape(operatie["summary"])}</h3>',
        f"<p><code>{methode} {escape(pad)}</code></p>{_tekst(operatie['description'])}",
    ]
    if parameters := operatie.get("parameters"):
        regels = [(een["name"], _soort(een["schema"]), een["required"], een["description"]) for een in parameters]
        delen.append(_tabel("Parameters", regels))
    if verzoek := operatie.get("requestBody"):
        inhoud = verzoek["content"]["application/json"]
        delen.append(f"<h4>Verzoek: {_soort(inhoud['schema'])}</h4>{_json(inhoud['example'])}")
    delen.append(
        "<h4>Antwoorden</h4><table><tr><th scope=col>Status</th><th scope=col>Betekenis</th><th scope=col>Inhoud</th></tr>"
    )
    voorbeelden: list[Any] = []
    for status, antwoord in operatie["responses"].items():
        gevonden = _gevolgd(document, antwoord)
        inhoud = next(iter(gevonden.get("content", {}).values()), None)
        soorten = ", ".join(f"<code>{naam}</code>" for naam in inhoud.get("examples", {})) if inhoud else ""
        soort = _soort(inhoud["schema"]) if inhoud else ""
        delen.append(f"<tr><th scope=row>{status}</th><td>{_zin(gevonden['description'])} {soorten}</td><td>{soort}</td></tr>")
        if inhoud and "examples" not in inhoud and not voorbeelden:
            voorbeelden.append(_voorbeeld(document, gevonden, inhoud))
    delen.append("</table>")
    delen += [f"<details><summary>Voorbeeld van een antwoord</summary>{_json(een)}</details>" for een in voorbeelden]
    return "\n".join(delen) + "</article>"


def _voorbeeld(document: Json, antwoord: Json, inhoud: Json) -> Any:
    if "x-voorbeeld" in antwoord:
        return document["components"]["examples"][antwoord["x-voorbeeld"].removeprefix(VOORBEELDEN)]["value"]
    return inhoud["example"]


def _schema(naam: str, schema: Json) -> str:
    kop = f'<article><h3 id="soort-{naam}">{naam}</h3>'
    if "enum" in schema:
        return f"{kop}<p>Een van: {', '.join(f'<code>{escape(str(een))}</code>' for een in schema['enum'])}.</p></article>"
    verplicht = schema.get("required", ())
    regels = [(veld, _soort(soort), veld in verplicht, soort["description"]) for veld, soort in schema["properties"].items()]
    tabel = _tabel("Velden", regels) if regels else ""
    return f"{kop}<p>{_zin(schema['description'])}</p>{tabel}</article>"


def _tabel(titel: str, regels: list[tuple[str, str, bool, str]]) -> str:
    rijen = "".join(
        f"<tr><th scope=row><code>{escape(naam)}</code></th><td>{soort}</td><td>{'ja' if verplicht else 'nee'}</td>"
        f"<td>{_zin(uitleg)}</td></tr>"
        for naam, soort, verplicht, uitleg in regels
    )
    koppen = "".join(f"<th scope=col>{kop}</th>" for kop in ("Naam", "Soort", "Verplicht", "Uitleg"))
    return f"<table><caption>{titel}</caption><tr>{koppen}</tr>{rijen}</table>"


def _soort(schema: Json) -> str:
    """The type of a field with its limits, in words."""
    if "$ref" in schema:
        naam = schema["$ref"].removeprefix(PLEK)
        return f'<a href="#soort-{naam}">{naam}</a>'
    if "anyOf" in schema:
        return " of ".join(_soort(een) for een in schema["anyOf"])
    if "const" in schema:
        return f"<code>{escape(json.dumps(schema['const']))}</code>"
    if "enum" in schema:
        return " of ".join(f"<code>{escape(str(een))}</code>" for een in schema["enum"])
    grenzen = [
        f"{woord} {schema[grens]} {een if schema[grens] == 1 else meer}".rstrip()
        for grens, woord, een, meer in (
            ("minLength", "ten minste", "teken", "tekens"),
            ("maxLength", "ten hoogste", "teken", "tekens"),
            ("minItems", "ten minste", "", ""),
            ("maxItems", "ten hoogste", "", ""),
            ("minimum", "vanaf", "", ""),
            ("maximum", "tot en met", "", ""),
        )
        if grens in schema
    ]
    if schema["type"] == "array":
        soort = f"lijst van {_soort(schema['items'])}"
    else:
        soort = _FORMATEN.get(schema.get("format", ""), _SOORTEN[schema["type"]])
    return ", ".join([soort, *grenzen])


def _gevolgd(document: Json, antwoord: Json) -> Json:
    if "$ref" not in antwoord:
        return antwoord
    gevonden: Json = document["components"]["responses"][antwoord["$ref"].rpartition("/")[2]]
    return gevonden


def _json(waarde: Any) -> str:
    return f'<pre tabindex="0">{escape(json.dumps(waarde, ensure_ascii=False, indent=2))}</pre>'


def _tekst(tekst: str) -> str:
    """Make paragraphs, and lists of lines that begin with a dash."""
    delen = []
    for alinea in tekst.strip().split("\n\n"):
        regels = alinea.split("\n")
        if all(regel.startswith("- ") for regel in regels):
            delen.append(f"<ul>{''.join(f'<li>{_zin(regel[2:])}</li>' for regel in regels)}</ul>")
        else:
            delen.append(f"<p>{_zin(alinea)}</p>")
    return "".join(delen)


def _zin(tekst: str) -> str:
    return _CODE.sub(r"<code>\1</code>", escape(tekst))
