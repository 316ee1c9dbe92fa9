"""The use of standaardantwoorden on DynamoDB: one partition of a few items, each with a count for each text.

An outcome counts in its own transaction, so exactly once. A mail counts in the item that its identificatie names, so
that two outcomes rarely meet in one item, and nobody is counted: a count for each medewerker would tell who used what.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from pynamodb.expressions.operand import Path

from klantmail.adapters.dynamodb.table import Item, Repository
from klantmail.adapters.dynamodb.writing import Update

_LIJST: Final = "STANDAARDGEBRUIK"
_SOORT: Final = "standaardgebruik"
DELEN: Final = 8
"""The items among which mails are spread."""


class GebruikItem(Item, discriminator=_SOORT):
    """An item whose other attributes are each named after a standaardantwoord, and hold its count."""


class Standaardgebruik(Repository):
    """The counts."""

    def gebruik(self) -> Mapping[UUID, int]:
        geteld: Counter[UUID] = Counter()
        for rijen in GebruikItem.query(_LIJST).page_iter:
            for rij in rijen["Items"]:
                geteld.update({UUID(naam): int(waarde["N"]) for naam, waarde in rij.items() if "N" in waarde})
        return geteld


def counted(emailbericht: UUID, gebruikt: Sequence[UUID]) -> Sequence[Update]:
    """Return the write that counts these texts, one of which may stand there twice; none when there are none."""
    if not gebruikt:
        return ()
    item = GebruikItem(_LIJST, f"{emailbericht.int % DELEN}")
    keer = Counter(map(str, gebruikt))
    return (Update(item, [Path("soort").set(_SOORT), *(Path(naam).add(aantal) for naam, aantal in keer.items())], None),)
