"""Reading what the rows of an index name: they hold a sort key `<time>#<id>` and no more of the item."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from klantmail.adapters.omzetten_verzending import sleutels
from klantmail.adapters.tabel import Item

PER_BLADZIJDE: Final = 100
"""Rows of an index read at a time, where all of them may be needed: as many as one BatchGetItem reads."""


def op_volgorde[I: Item](model: type[I], soort: str, sorteersleutels: Sequence[str]) -> list[tuple[str, I]]:
    """Each sort key with its item, in this order; what is gone meanwhile is left out."""
    paren = [(sleutel, sleutels(soort, UUID(sleutel.rpartition("#")[2]))) for sleutel in sorteersleutels]
    gevonden = {item.pk: item for item in model.batch_get([sleutel for _, sleutel in paren])}
    return [(sleutel, gevonden[pk]) for sleutel, (pk, _) in paren if pk in gevonden]
