"""A check of `dynamodb:LeadingKeys`, which the local AWS does not fill.

The limits are compared with the keys that a function asked for, as recorded there.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
"""

import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Final

from klantmail_local.aws import Aws
from klantmail_local.toegang import toegangssleutel
from tests.proofs.iam.roles import Rol, lijst

_OPROEPEN: Final = ("GetItem", "BatchGetItem", "PutItem", "UpdateItem", "TransactWriteItems", "Query")
_IN_TRANSACTIE: Final = {"Put": "PutItem", "Update": "UpdateItem", "ConditionCheck": "ConditionCheckItem"}
_ALLES: Final = "*"


@dataclass(frozen=True, slots=True)
class Vraag:
    """One action of one request, on all the items that it names."""

    actie: str
    sleutels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grens:
    """One action of one statement about the table, with the keys that it is limited to."""

    actie: str
    patronen: frozenset[str]

    def laat_toe(self, vraag: Vraag) -> bool:
        return vraag.actie == self.actie and all(
            any(fnmatchcase(sleutel, patroon) for patroon in self.patronen) for sleutel in vraag.sleutels
        )


def vragen(aws: Aws, functie_arn: str, rol_arn: str) -> Set[Vraag]:
    """Return the last requests of the function for items of the table: the latest fifty of each kind of call."""
    gevonden: set[Vraag] = set()
    for oproep in _OPROEPEN:
        kenmerken = {"AccessKeyId": toegangssleutel(functie_arn, rol_arn), "EventName": oproep}
        gebeurtenissen = aws.cloudtrail.lookup_events(
            LookupAttributes=[{"AttributeKey": naam, "AttributeValue": waarde} for naam, waarde in kenmerken.items()]
        )["Events"]
        for een in gebeurtenissen:
            gevonden.update(_gelezen(oproep, json.loads(een["CloudTrailEvent"])["requestParameters"]))
    return gevonden


def grenzen(rol: Rol, tabel: str) -> list[Grens]:
    """The limits of every statement about the items of the table; a statement without a limit has `*`."""
    return [
        Grens(actie, frozenset(_patronen(regel)))
        for document in rol.beleid.values()
        for regel in document["Statement"]
        if any(str(bron).endswith(f":table/{tabel}") for bron in lijst(regel["Resource"]))
        for actie in lijst(regel["Action"])
    ]


def bevindingen(gevraagd: Set[Vraag], gegeven: list[Grens]) -> Iterator[str]:
    """Yield the requests that AWS would refuse, and the permissions that are never used."""
    for vraag in sorted(gevraagd, key=str):
        if not any(grens.laat_toe(vraag) for grens in gegeven):
            yield f"asks {vraag.actie} on {', '.join(sorted(_soorten(vraag)))}, and its LeadingKeys do not allow that"
    for grens in gegeven:
        gebruikt = {sleutel for vraag in gevraagd if vraag.actie == grens.actie for sleutel in vraag.sleutels}
        for patroon in sorted(grens.patronen):
            if not any(fnmatchcase(sleutel, patroon) for sleutel in gebruikt):
                yield f"may {grens.actie} on {patroon}, and never does"


def _patronen(regel: Mapping[str, Any]) -> list[str]:
    toetsen = [toets["dynamodb:LeadingKeys"] for toets in regel.get("Condition", {}).values() if "dynamodb:LeadingKeys" in toets]
    return [str(patroon) for toets in toetsen for patroon in lijst(toets)] or [_ALLES]


def _soorten(vraag: Vraag) -> Set[str]:
    """The kinds of the keys, without ids."""
    return {sleutel.partition("#")[0] for sleutel in vraag.sleutels}


def _gelezen(oproep: str, verzoek: Mapping[str, Any]) -> Iterator[Vraag]:
    match oproep:
        case "BatchGetItem":
            (tabel,) = verzoek["RequestItems"].values()
            yield Vraag("dynamodb:BatchGetItem", frozenset(sleutel["PK"]["S"] for sleutel in tabel["Keys"]))
        case "TransactWriteItems":
            per_actie: dict[str, set[str]] = {}
            for stap in verzoek["TransactItems"]:
                ((soort, inhoud),) = stap.items()
                per_actie.setdefault(_IN_TRANSACTIE[soort], set()).add(_sleutel(inhoud))
            for actie, sleutels in per_actie.items():
                yield Vraag(f"dynamodb:{actie}", frozenset(sleutels))
        case "Query":
            if "IndexName" not in verzoek:  # on an index, the leading key is that of the index
                yield Vraag("dynamodb:Query", frozenset({_in_vraag(verzoek)}))
        case _:
            yield Vraag(f"dynamodb:{oproep}", frozenset({_sleutel(verzoek)}))


def _sleutel(inhoud: Mapping[str, Any]) -> str:
    return str((inhoud.get("Item") or inhoud["Key"])["PK"]["S"])


def _in_vraag(verzoek: Mapping[str, Any]) -> str:
    """The partition of a Query: `#0 = :0` or with another number, as PynamoDB numbers them."""
    (naam,) = [naam for naam, attribuut in verzoek["ExpressionAttributeNames"].items() if attribuut == "PK"]
    waarde = verzoek["KeyConditionExpression"].partition(f"{naam} = ")[2].split()[0].strip("()")
    return str(verzoek["ExpressionAttributeValues"][waarde]["S"])
