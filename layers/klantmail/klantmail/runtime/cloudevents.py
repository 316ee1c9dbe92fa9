"""Feiten as CloudEvents, and back (NL GOV profile for CloudEvents 1.1, on CloudEvents 1.0).

The type is in reverse domain name notation by the domain, `klantcontacten`, and names no organisation. The source is
the municipality, by its OIN, and this system. The id follows from the feit, so a follower knows one that comes again.
The data has ids, places and times, and nothing about a person.

https://gitdocumentatie.logius.nl/publicatie/notificatieservices/CloudEvents-NL/
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from types import UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints
from uuid import UUID

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.feit import FEITEN, Feit
from klantmail.domain.tijd import als_tekst, uit_tekst
from klantmail.runtime.json_names import in_json

TYPES: Final = "nl.klantcontacten."
"""The beginning of every type."""
_SOORTEN: Final = {f"{TYPES}{soort.soort}": soort for soort in FEITEN}
_VAN_HET_EVENT: Final = "tijdstip"
"""The field that is the time of the event itself, and so not in its data."""


def bron(oin: str) -> str:
    """Return the source of the events of a municipality."""
    return f"urn:nld:oin:{oin}:systeem:klantmail"


def cloudevent(feit: Feit, oin: str) -> dict[str, Any]:
    """Tell a feit as an event in JSON.

    Args:
        oin: organisatie-identificatienummer of the municipality.
    """
    return {
        "specversion": "1.0",
        "id": str(feit.identificatie),
        "source": bron(oin),
        "type": f"{TYPES}{feit.soort}",
        "subject": str(feit.over),
        "time": als_tekst(feit.tijdstip),
        "datacontenttype": "application/json",
        "data": {in_json(naam): _als_json(getattr(feit, naam)) for naam in velden(type(feit))},
    }


def feit_van(event: Mapping[str, Any]) -> Feit:
    """Read an event of ours. Raises: KeyError, ValueError, TypeError (it is none)."""
    soort = _SOORTEN[event["type"]]
    data = event["data"]
    waarden = {naam: _uit_json(data[in_json(naam)], soort_van_veld) for naam, soort_van_veld in velden(soort).items()}
    feit = soort(tijdstip=uit_tekst(event["time"]), **waarden)
    if str(feit.identificatie) != event["id"]:
        raise ValueError("the id of the event is not that of its feit")
    return feit


def velden(soort: type[Feit]) -> dict[str, Any]:
    """Return the type of each field of the data of an event about this kind of feit."""
    soorten = get_type_hints(soort)
    return {veld.name: soorten[veld.name] for veld in fields(soort) if veld.name != _VAN_HET_EVENT}


def _als_json(waarde: Any) -> Any:
    match waarde:
        case datetime():
            return als_tekst(waarde)
        case tuple():
            return [_als_json(een) for een in waarde]
        case Afhandelsoort():
            return waarde.value
        case UUID():
            return str(waarde)
    return waarde


def _uit_json(waarde: Any, soort: Any) -> Any:
    if get_origin(soort) is UnionType:
        return None if waarde is None else _uit_json(waarde, next(een for een in get_args(soort) if een is not type(None)))
    if get_origin(soort) is tuple:
        return tuple(_uit_json(een, get_args(soort)[0]) for een in waarde)
    if soort is datetime:
        return uit_tekst(waarde)
    return soort(waarde)
