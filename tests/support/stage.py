"""Every operation of the API by a login of choice, through the functions on AWS in memory."""

from typing import Any, Final

from moto.dynamodb.models import dynamodb_backends
from moto.s3.models import FakeBucket, FakeDeleteMarker, s3_backends

from openapi.operaties import OPERATIES
from tests.support.aws import ACCOUNT, ENVIRONMENT, REGION
from tests.support.moto_queries import KEYS_BY_PARTITION
from tests.support.scenes.in_memory import InMemory
from tests.support.scenes.operations import CLAIMS, EENHEID, FUNCTIONS, request
from tests.support.scenes.place import Claims, Event
from tests.support.usecases import table_items

WITH_LOGIN: Final = sorted(route for route, operation in OPERATIES.items() if operation.rollen)
"""The routes that need a login."""


class Stage(InMemory):
    """The functions, and the records that each operation needs, which are made anew for every request."""

    def answer(self, event: Event) -> tuple[int, dict[str, Any]]:
        """Have the request answered by the function that the template sends it to."""
        return self.functions.invoke_api(FUNCTIONS[f"{event['httpMethod']} {event['resource']}"], event)

    def permitted(self, route: str) -> Event:
        """The request of a login that may make it."""
        role = min(OPERATIES[route].rollen)
        return self.request(route, {**CLAIMS, "custom:eenheid": EENHEID, "cognito:groups": role.value})

    def request(self, route: str, claims: Claims) -> Event:
        """The request of this login, on records that are there; its claims need not be those of a medewerker."""
        return request(self, OPERATIES[route].naam, claims).event


def forget() -> None:
    """Empty the table and the buckets: nobody looks through what earlier tests made. The functions stay warm."""
    table = dynamodb_backends[ACCOUNT][REGION].tables[ENVIRONMENT["TABEL"]]
    table.items.clear()
    vars(table).pop(KEYS_BY_PARTITION, None)
    for bucket in ("ARCHIEF", "INTAKE", "UPLOADS"):
        _bucket(bucket).keys.clear()


def stored() -> tuple[list[dict[str, Any]], list[str]]:
    """Everything in the table, and the keys of everything in the buckets.

    It is read where moto keeps it: many tests look at all of it before and after each request.
    """
    return (
        [dict(item) for item in table_items()],
        [key for bucket in ("ARCHIEF", "INTAKE", "UPLOADS") for key in _keys(_bucket(bucket))],
    )


def _bucket(name: str) -> FakeBucket:
    bucket: FakeBucket = s3_backends[ACCOUNT]["aws"].buckets[ENVIRONMENT[name]]
    return bucket


def _keys(bucket: FakeBucket) -> list[str]:
    """Return the keys of the objects that a list of them shows: those of which the last version is no marker."""
    return sorted(key for key, last in bucket.keys.items() if not isinstance(last, FakeDeleteMarker))
