"""The interne taken whose term is over, as the index `aandacht` lists them: counted without reading them."""

from datetime import datetime
from typing import Any, Final

from pynamodb.expressions.condition import Condition
from pynamodb.pagination import ResultIterator

# PynamoDB passes over the rows of a kind of item whose model is not loaded.
from klantmail.adapters.dynamodb.interne_taak_mapping import TE_VERWERKEN
from klantmail.adapters.dynamodb.reading import PER_PAGE
from klantmail.adapters.dynamodb.table import Item, Repository
from klantmail.domain.tijd import als_tekst, uit_tekst


def wat_te_laat_is(moment: datetime, na: str | None, aantal: int, *, neer: bool = False) -> ResultIterator[Any]:
    """Ask for the rows whose term was over at `moment`, `aantal` at a time.

    Args:
        na: the sort key after which they begin; None for all.
        neer: what was over last comes first.
    """
    grens = f"{als_tekst(moment)}#g"  # this is behind every id of that very moment
    plek: Condition = Item.aandacht_sk < min(na or grens, grens)
    if na is not None and not neer:
        plek = Item.aandacht_sk.between(min(f"{na}#", grens), grens)
    return Item.aandacht.query(TE_VERWERKEN, plek, scan_index_forward=not neer, page_size=aantal)


TELT_TOT: Final = 1_000
"""The highest number that is counted: nobody acts differently on more, and each round of the vangnet counts."""


class Taakachterstand(Repository):
    """The count of what is overdue."""

    def tel_te_laat(self, moment: datetime) -> tuple[int, datetime | None]:
        aantal, eerste = 0, None
        for page in wat_te_laat_is(moment, None, PER_PAGE).page_iter:
            for rij in page["Items"]:
                eerste = eerste or uit_tekst(rij["AANDACHT_SK"]["S"].partition("#")[0])
                aantal += 1
            if aantal >= TELT_TOT:
                break
        return min(aantal, TELT_TOT), eerste
