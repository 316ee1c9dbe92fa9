"""The promises, over everything that an environment holds: the whole table, the archive, the intake and the sink."""

from collections.abc import Sequence

from botocore.exceptions import ClientError

from klantmail_local.client import Client, envelop
from klantmail_local.omgeving import Omgeving
from tests.support.inspection import Bewijs, Gestuurd, Item, gelezen
from tests.support.inspection import gebroken_beloften as gebroken_beloften_van


def items(omgeving: Omgeving, soort: str) -> list[Item]:
    """Every item of this kind."""
    return [item for item in _table(omgeving) if item["soort"] == soort]


def intake(omgeving: Omgeving) -> list[str]:
    """The keys of all mails that were not taken in."""
    pages = omgeving.aws.s3.get_paginator("list_objects_v2").paginate(Bucket=omgeving.stack.intake)
    return [str(each["Key"]) for page in pages for each in page.get("Contents", [])]


def gebroken_beloften(omgeving: Omgeving, client: Client, sent: Sequence[Gestuurd]) -> list[str]:
    """Return a line for each breach of the promises, once all has come to rest.

    Args:
        sent: all mail that this environment ever accepted.
    """
    outgoing: dict[str, list[bytes]] = {}
    for path in client.verzonden():
        outgoing.setdefault(envelop(path)["tags"]["verzending"], []).append(path.read_bytes())

    def archived(object_key: str) -> bytes | None:
        try:
            return omgeving.aws.s3.get_object(Bucket=omgeving.stack.archief, Key=object_key)["Body"].read()
        except ClientError:
            return None

    evidence = Bewijs(
        items=_table(omgeving),
        intake=intake(omgeving),
        archief=archived,
        uitgegaan=outgoing,
        op_lijst=_on_list(client),
    )
    return gebroken_beloften_van(evidence, sent)


def _table(omgeving: Omgeving) -> list[Item]:
    pages = omgeving.aws.dynamodb.get_paginator("scan").paginate(TableName=omgeving.stack.tabel, ConsistentRead=True)
    return [gelezen(row) for page in pages for row in page["Items"]]


def _on_list(client: Client) -> set[str]:
    """The verzendingen on any list that an agent sees."""
    seen: set[str] = set()
    with client.als_medewerker() as api:
        for listed in ({}, {"lijst": "te_verzenden"}, {"lijst": "bezig"}):
            cursor: str | None = None
            while True:
                query = {"pageSize": "100"} | listed | ({"cursor": cursor} if cursor else {})
                page = api.get("/verzendingen", params=query).raise_for_status().json()
                seen |= {each["identificatie"] for each in page["results"]}
                cursor = page["cursor"]
                if cursor is None:
                    break
    return seen
