"""A municipality of two postvakken, and logins that have a right to one of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from klantmail.domain.medewerker import Rol
from tests.support.aws import Functions, aws_with_settings
from tests.support.builders import ANDER_POSTVAK, POSTVAK
from tests.support.scenes.operations import CLAIMS, EENHEID, answered, done, for_anna, on, refused_zaak, task
from tests.support.scenes.place import Claims, Event
from tests.support.stage import Stage, stored

EVERYTHING: Final = {**CLAIMS, "custom:eenheid": EENHEID, "cognito:groups": ",".join(Rol)}
OF_THIS: Final = {**EVERYTHING, "custom:postvakken": POSTVAK}
OF_ANOTHER: Final = {**EVERYTHING, "custom:postvakken": ANDER_POSTVAK}
NOT_FROM_MAIL: Final = (
    "BEWAARTERMIJNEN",
    "INZAGEVERZOEK",
    "MEDEWERKER",
    "ONDERTEKENING",
    "POSTVAKSTORING",
    "STANDAARDANTWOORD",
    "VANGNET",
    "VERNIETIGINGSLIJST",
    "WOOVERZOEK",
)
"""The items that tell nothing of a mail, whichever postvak it is in."""
_LISTS: Final = ("vernietiging/", "inzageverzoeken/", "wooverzoeken/")
"""The objects that an archivaris or a privacy officer has for the whole municipality."""


@contextmanager
def municipality() -> Iterator[Stage]:
    """Furnish a municipality that has something of everything in one postvak."""
    with aws_with_settings():
        made = Stage(Functions({}))
        answered(made)
        task(made)
        refused_zaak(made)
        made.doubtful()
        made.received(spam=True)
        done(made, "reserveerEmailbericht", given=on(for_anna(made), medewerker=CLAIMS["custom:medewerker"]))
        yield made


def of_login(event: Event, claims: Claims) -> Event:
    """Return the event, as this login sends it."""
    event["requestContext"]["authorizer"]["claims"] = dict(claims)
    return event


def from_mail() -> tuple[list[dict[str, Any]], list[str]]:
    """Everything that is stored and comes from a mail."""
    items, found = stored()
    keys = [key for key in found if not key.startswith(_LISTS)]
    return [item for item in items if item["PK"]["S"].partition("#")[0] not in NOT_FROM_MAIL], keys
