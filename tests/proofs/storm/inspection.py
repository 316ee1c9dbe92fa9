"""The promises, over everything that an environment holds: the whole table, the archive, the intake and the sink."""

from collections.abc import Sequence

from botocore.exceptions import ClientError

from klantmail_local.client import Client, envelop
from klantmail_local.environment import Environment
from tests.support.inspection import Evidence, Item, Mailed, gelezen
from tests.support.inspection import broken_promises as broken_promises_of


def items(environment: Environment, kind: str) -> list[Item]:
    """Every item of this kind."""
    return [item for item in _table(environment) if item["soort"] == kind]


def intake(environment: Environment) -> list[str]:
    """The keys of all mails that were not taken in."""
    pages = environment.aws.s3.get_paginator("list_objects_v2").paginate(Bucket=environment.stack.intake)
    return [str(each["Key"]) for page in pages for each in page.get("Contents", [])]


def broken_promises(environment: Environment, client: Client, sent: Sequence[Mailed]) -> list[str]:
    """Return a line for each breach of the promises, once all has come to rest.

    Args:
        sent: all mail that this environment ever accepted.
    """
    outgoing: dict[str, list[bytes]] = {}
    for path in client.verzonden():
        outgoing.setdefault(envelop(path)["tags"]["verzending"], []).append(path.read_bytes())

    def archived(object_key: str) -> bytes | None:
        try:
            return environment.aws.s3.get_object(Bucket=environment.stack.archief, Key=object_key)["Body"].read()
        except ClientError:
            return None

    evidence = Evidence(
        items=_table(environment),
        intake=intake(environment),
        archief=archived,
        uitgegaan=outgoing,
        op_lijst=_on_list(client),
    )
    return broken_promises_of(evidence, sent)


def _table(environment: Environment) -> list[Item]:
    pages = environment.aws.dynamodb.get_paginator("scan").paginate(TableName=environment.stack.table, ConsistentRead=True)
    return [gelezen(row) for page in pages for row in page["Items"]]


def _on_list(client: Client) -> set[str]:
    """The verzendingen on any list that an agent sees."""
    seen: set[str] = set()
    with client.as_medewerker() as api:
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
