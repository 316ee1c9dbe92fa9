"""The promises, over everything that an environment holds: the whole table, the archive, the intake and the sink."""

from collections.abc import Sequence

from botocore.exceptions import ClientError

from klantmail_local.client import Client, envelop
from klantmail_local.omgeving import Omgeving
from tests.support.inspection import Bewijs, Gestuurd, Item, gelezen
from tests.support.inspection import gebroken_beloften as gebroken_beloften_van


def items(omgeving: Omgeving, soort: str) -> list[Item]:
    """Every item of this kind."""
    return [item for item in _tabel(omgeving) if item["soort"] == soort]


def intake(omgeving: Omgeving) -> list[str]:
    """The keys of all mails that were not taken in."""
    bladzijden = omgeving.aws.s3.get_paginator("list_objects_v2").paginate(Bucket=omgeving.stack.intake)
    return [str(een["Key"]) for bladzijde in bladzijden for een in bladzijde.get("Contents", [])]


def gebroken_beloften(omgeving: Omgeving, client: Client, gestuurd: Sequence[Gestuurd]) -> list[str]:
    """Return a line for each breach of the promises, once all has come to rest.

    Args:
        gestuurd: all mail that this environment ever accepted.
    """
    uitgegaan: dict[str, list[bytes]] = {}
    for pad in client.verzonden():
        uitgegaan.setdefault(envelop(pad)["tags"]["verzending"], []).append(pad.read_bytes())

    def archief(object_key: str) -> bytes | None:
        try:
            return omgeving.aws.s3.get_object(Bucket=omgeving.stack.archief, Key=object_key)["Body"].read()
        except ClientError:
            return None

    bewijs = Bewijs(
        items=_tabel(omgeving),
        intake=intake(omgeving),
        archief=archief,
        uitgegaan=uitgegaan,
        op_lijst=_op_lijst(client),
    )
    return gebroken_beloften_van(bewijs, gestuurd)


def _tabel(omgeving: Omgeving) -> list[Item]:
    bladzijden = omgeving.aws.dynamodb.get_paginator("scan").paginate(TableName=omgeving.stack.tabel, ConsistentRead=True)
    return [gelezen(rij) for bladzijde in bladzijden for rij in bladzijde["Items"]]


def _op_lijst(client: Client) -> set[str]:
    """The verzendingen on any list that an agent sees."""
    gezien: set[str] = set()
    with client.als_medewerker() as api:
        for lijst in ({}, {"lijst": "te_verzenden"}, {"lijst": "bezig"}):
            cursor: str | None = None
            while True:
                vraag = {"pageSize": "100"} | lijst | ({"cursor": cursor} if cursor else {})
                bladzijde = api.get("/verzendingen", params=vraag).raise_for_status().json()
                gezien |= {een["identificatie"] for een in bladzijde["results"]}
                cursor = bladzijde["cursor"]
                if cursor is None:
                    break
    return gezien
