"""Interne taken on DynamoDB.

Each is taken by one behandelaar, and ended once with what it led to in one transaction.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from pynamodb.attributes import Attribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from klantmail.adapters.dynamodb.cursor import lees_cursor, na_cursor
from klantmail.adapters.dynamodb.interne_taak_mapping import (
    InterneTaakItem,
    lijst_van_behandelaar,
    taak_item,
    taak_uit,
    taken_lijst,
)
from klantmail.adapters.dynamodb.reading import read_page
from klantmail.adapters.dynamodb.records import new_records
from klantmail.adapters.dynamodb.taakachterstand import wat_te_laat_is
from klantmail.adapters.dynamodb.table import Item, Repository, table_key
from klantmail.adapters.dynamodb.writing import Put, transact, vertaald
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.interne_taak import InterneTaak, Taakstatus, Toewijzing
from klantmail.ports.repositories import Pagina, Record
from klantmail.usecases.parallel import in_parallel


def _nog_te_verwerken() -> Condition:
    return InterneTaakItem.status == Taakstatus.TE_VERWERKEN.value


def _nog_bij(vorige: UUID | None) -> Condition:
    if vorige is None:
        return InterneTaakItem.behandelaar.does_not_exist()
    return InterneTaakItem.behandelaar == vorige


def _onbeperkt(item: InterneTaakItem) -> bool:
    return not item.beperkt


class InterneTaken(Repository):
    """The interne taken."""

    def interne_taak(self, identificatie: UUID) -> InterneTaak:
        try:
            return taak_uit(InterneTaakItem.get(*table_key("INTERNETAAK", identificatie), consistent_read=True))
        except DoesNotExist:
            raise NietGevonden("Interne taak", identificatie) from None

    def taken_van(
        self, aan: Toewijzing, status: Taakstatus, *, aantal: int, na: str | None, nieuwste_eerst: bool = False
    ) -> Pagina[InterneTaak]:
        vraag = Item.taken.query(
            taken_lijst(aan, status),
            na_cursor(Item.taken_sk, na or None, neer=nieuwste_eerst),
            scan_index_forward=not nieuwste_eerst,
            page_size=aantal + 1,
        )
        volgorde = [rij["TAKEN_SK"]["S"] for rij in next(vraag.page_iter)["Items"]]
        return read_page(InterneTaakItem, "INTERNETAAK", volgorde, aantal, taak_uit, toont=_onbeperkt)

    def taken_bij(
        self, medewerker: UUID, status: Taakstatus, *, aantal: int, na: str | None, nieuwste_eerst: bool = False
    ) -> Pagina[InterneTaak]:
        """Read one page by one query for each of the two lists, side by side, and merge these on the sort key."""

        def toegewezen() -> list[str]:
            lijst = taken_lijst(Toewijzing(None, medewerker), status)
            verder = na_cursor(Item.taken_sk, na or None, neer=nieuwste_eerst)
            vraag = Item.taken.query(lijst, verder, scan_index_forward=not nieuwste_eerst, page_size=aantal + 1)
            return [rij["TAKEN_SK"]["S"] for rij in next(vraag.page_iter)["Items"]]

        def genomen() -> list[str]:
            lijst = lijst_van_behandelaar(medewerker, status)
            verder = na_cursor(Item.werkvoorraad_sk, na or None, neer=nieuwste_eerst)
            vraag = Item.werkvoorraad.query(lijst, verder, scan_index_forward=not nieuwste_eerst, page_size=aantal + 1)
            return [rij["WERKVOORRAAD_SK"]["S"] for rij in next(vraag.page_iter)["Items"]]

        volgorde = sorted(chain(*in_parallel(toegewezen, genomen)), reverse=nieuwste_eerst)
        return read_page(InterneTaakItem, "INTERNETAAK", volgorde, aantal, taak_uit, toont=_onbeperkt)

    def taken_te_laat(
        self, moment: datetime, *, aantal: int, na: str | None, nieuwste_eerst: bool = False
    ) -> Pagina[InterneTaak]:
        vraag = wat_te_laat_is(moment, lees_cursor(na) if na else None, aantal + 1, neer=nieuwste_eerst)
        volgorde = [rij["AANDACHT_SK"]["S"] for rij in next(vraag.page_iter)["Items"]]
        return read_page(InterneTaakItem, "INTERNETAAK", volgorde, aantal, taak_uit, toont=_onbeperkt)

    def pak_taak_op(self, taak: InterneTaak, vorige: UUID | None) -> None:
        nieuw = taak_item(taak)
        waarden: tuple[tuple[Attribute[Any], object], ...] = (
            (InterneTaakItem.behandelaar, nieuw.behandelaar),
            (InterneTaakItem.behandelaar_naam, nieuw.behandelaar_naam),
            (InterneTaakItem.werkvoorraad_pk, nieuw.werkvoorraad_pk),
            (InterneTaakItem.werkvoorraad_sk, nieuw.werkvoorraad_sk),
        )
        acties: list[Action] = [attribuut.remove() if waarde is None else attribuut.set(waarde) for attribuut, waarde in waarden]
        with vertaald():
            InterneTaakItem(*table_key("INTERNETAAK", taak.identificatie)).update(
                acties, condition=_nog_te_verwerken() & _nog_bij(vorige)
            )

    def verwerk_taak(self, taak: InterneTaak, records: Sequence[Record]) -> None:
        transact(self._table, *new_records(records, self._table.hash_key), Put(taak_item(taak), _nog_te_verwerken()))
