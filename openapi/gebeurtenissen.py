"""The description of the events on the bus, made from the code: `docs/gebeurtenissen.md` and a JSON Schema of each."""

import json
from dataclasses import fields
from datetime import datetime
from inspect import getdoc
from textwrap import fill
from types import UnionType
from typing import Any, Final, get_args, get_origin
from uuid import UUID

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.feit import FEITEN, Feit
from klantmail.runtime.cloudevents import TYPES, velden
from klantmail.runtime.json_names import in_json

_BEGIN: Final = """# What happened, as events

Made by `make openapi` from the code. `vertellen` puts these on the bus of the stack (output `BusNaam`) with `klantmail`
as source and the type of the event as detail-type. The detail is a CloudEvent in JSON, as the NL GOV profile for
CloudEvents 1.1 asks. An event may come more than once and in any order: who follows goes by its `id`.

What got lost on its way is told again, whatever its kind: within the hour when it belongs to mail that came in or was
handled in the last hours, and else by `make recount DO=tell`.

No event says anything about a person. Ids lead to records, which the API gives to who may read them.

To follow, make a rule on the bus with a target of your own, such as a queue or a bus in another account:

    {"source": ["klantmail"], "detail-type": [{"prefix": "nl.klantcontacten."}]}

## Search in the text, by a search engine of the municipality

`POST /zoekopdrachten` finds mail by its subject and its sender; the text of mail is in no index of Klantmail
([why](besluiten.md)). A municipality that searches texts elsewhere follows the bus, with a login of its own that may
read klantcontacten:

1. `emailbericht-afgehandeld` names the mail and its `klantcontacten`. Before that there is no klantcontact to read.
2. `GET /klantcontacten/{identificatie}` gives subject, moments, text (`inhoud`, or `inhoudUrl` for a long one) and the
   documents. `GET /informatieobjecten/{identificatie}/inhoud` gives a link to each, which works for minutes: fetch it
   at once, and keep no link.
3. What is kept elsewhere is destroyed elsewhere: rights by postvak and terms of destruction are that engine's own care.

"""


def schema(soort: type[Feit]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the event about one kind of feit."""
    data = {in_json(naam): _veld(type_) for naam, type_ in velden(soort).items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{TYPES}{soort.soort}",
        "type": "object",
        "additionalProperties": False,
        "required": ["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"],
        "properties": {
            "specversion": {"const": "1.0"},
            "id": _veld(UUID),
            "source": {"type": "string", "pattern": r"^urn:nld:oin:\d{20}:systeem:klantmail$"},
            "type": {"const": f"{TYPES}{soort.soort}"},
            "subject": _veld(UUID),
            "time": _veld(datetime),
            "datacontenttype": {"const": "application/json"},
            "data": {"type": "object", "additionalProperties": False, "required": list(data), "properties": data},
        },
    }


def _veld(soort: Any) -> dict[str, Any]:
    if get_origin(soort) is UnionType:
        (gewoon,) = (een for een in get_args(soort) if een is not type(None))
        return {"anyOf": [_veld(gewoon), {"type": "null"}]}
    if get_origin(soort) is tuple:
        return {"type": "array", "items": _veld(get_args(soort)[0])}
    if soort is UUID:
        return {"type": "string", "format": "uuid"}
    if soort is datetime:
        return {"type": "string", "format": "date-time"}
    if soort is Afhandelsoort:
        return {"enum": [een.value for een in Afhandelsoort]}
    return {"type": "boolean" if soort is bool else "string"}


def page() -> str:
    """Return docs/gebeurtenissen.md."""
    return _BEGIN + "\n".join(_kind(soort) for soort in FEITEN)


def _kind(soort: type[Feit]) -> str:
    text = json.dumps(schema(soort), indent=2, ensure_ascii=False)
    indented = "\n".join(f"    {line}" for line in text.splitlines())
    names = ", ".join(f"`{in_json(veld.name)}`" for veld in fields(soort) if veld.name != "tijdstip")
    said = fill(f"{getdoc(soort)} Its data: {names}.", 120)
    return f"## {TYPES}{soort.soort}\n\n{said}\n\n{indented}\n"
