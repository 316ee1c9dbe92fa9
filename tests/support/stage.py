"""Every operation of the API by a login of choice, through the functions on AWS in memory."""

from typing import Any, Final

import boto3

from openapi.operaties import OPERATIES
from tests.support.aws import OMGEVING, REGIO
from tests.support.scenes.in_memory import InMemory
from tests.support.scenes.operations import CLAIMS, EENHEID, FUNCTIONS, request
from tests.support.scenes.place import Claims, Event

WITH_LOGIN: Final = sorted(route for route, operation in OPERATIES.items() if operation.rollen)
"""The routes that need a login."""


class Stage(InMemory):
    """The functions, and the records that each operation needs, which are made anew for every request."""

    def answer(self, event: Event) -> tuple[int, dict[str, Any]]:
        """Have the request answered by the function that the template sends it to."""
        return self.functies.roep_api(FUNCTIONS[f"{event['httpMethod']} {event['resource']}"], event)

    def permitted(self, route: str) -> Event:
        """The request of a login that may make it."""
        role = min(OPERATIES[route].rollen)
        return self.request(route, {**CLAIMS, "custom:eenheid": EENHEID, "cognito:groups": role.value})

    def request(self, route: str, claims: Claims) -> Event:
        """The request of this login, on records that are there; its claims need not be those of a medewerker."""
        return request(self, OPERATIES[route].naam, claims).event


def stored() -> tuple[list[dict[str, Any]], list[str]]:
    """Everything in the table, and the keys of everything in the buckets."""
    table = boto3.client("dynamodb", region_name=REGIO).get_paginator("scan").paginate(TableName=OMGEVING["TABEL"])
    s3 = boto3.client("s3", region_name=REGIO)
    return (
        sorted((item for page in table for item in page["Items"]), key=lambda item: (item["PK"]["S"], item["SK"]["S"])),
        [
            een["Key"]
            for bucket in ("ARCHIEF", "INTAKE", "UPLOADS")
            for page in s3.get_paginator("list_objects_v2").paginate(Bucket=OMGEVING[bucket])
            for een in page.get("Contents", [])
        ],
    )
