"""The counts of what waits on DynamoDB: one query of an index for each, of at most `KIJKT_TOT` rows, and no item.

No counter is kept. Which mail waits depends on the clock too, since a claim runs out without a write; and a counter
that every intake, view and outcome wrote in its transaction would be one item that all of them contend for.
"""

from collections.abc import Mapping, Set
from datetime import datetime
from typing import Any
from uuid import UUID

from pynamodb.expressions.condition import Condition

from klantmail.adapters.dynamodb.emailbericht_mapping import lijst_van

# PynamoDB passes over the rows of a kind of item whose model is not loaded.
from klantmail.adapters.dynamodb.interne_taak_mapping import TE_VERWERKEN, lijst_van_behandelaar, taken_lijst
from klantmail.adapters.dynamodb.reservering_mapping import gereserveerd_voor
from klantmail.adapters.dynamodb.table import Item, Repository
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.interne_taak import Taakstatus, Toewijzing
from klantmail.domain.telling import Mailstand, Telling
from klantmail.domain.tijd import als_tekst, uit_tekst
from klantmail.ports.tellingen import KIJKT_TOT

type _Row = Mapping[str, Any]


class Tellingen(Repository):
    """The counts of what waits."""

    def mailstand(self, postvak: str, medewerker: UUID, moment: datetime) -> Mailstand:
        rows = _rows(Item.werkvoorraad, lijst_van(postvak, None), "WERKVOORRAAD_SK", "geclaimdTot", "inzage.medewerker")
        meer = len(rows) >= KIJKT_TOT
        in_hand = [row for row in rows if "geclaimdTot" in row and row["geclaimdTot"]["S"] > als_tekst(moment)]
        wachtend = [row for row in rows if row not in in_hand]
        van_mij = [row for row in in_hand if row["inzage"]["M"]["medewerker"]["S"] == str(medewerker)]
        return Mailstand(
            wachtend=Telling.van(len(wachtend), meer=meer),
            oudste=uit_tekst(wachtend[0]["WERKVOORRAAD_SK"]["S"].partition("#")[0]) if wachtend else None,
            in_behandeling=Telling.van(len(in_hand), meer=meer),
            van_mij=Telling.van(len(van_mij), meer=meer),
        )

    def quarantaine(self, postvak: str) -> Telling:
        return Telling.van(len(_rows(Item.werkvoorraad, lijst_van(postvak, Berichtstatus.QUARANTAINE), "WERKVOORRAAD_SK")))

    def gereserveerd(self, medewerker: UUID) -> Telling:
        return Telling.van(len(_rows(Item.aandacht, gereserveerd_voor(medewerker), "AANDACHT_SK")))

    def ids_voor(self, medewerker: UUID) -> Set[UUID]:
        return _ids(Item.taken, taken_lijst(Toewijzing(None, medewerker), Taakstatus.TE_VERWERKEN), "TAKEN_SK")

    def ids_bij(self, medewerker: UUID) -> Set[UUID]:
        return _ids(Item.werkvoorraad, lijst_van_behandelaar(medewerker, Taakstatus.TE_VERWERKEN), "WERKVOORRAAD_SK")

    def open_taken(self, eenheid: str) -> Mapping[UUID, datetime]:
        rows = _rows(Item.taken, taken_lijst(Toewijzing(eenheid), Taakstatus.TE_VERWERKEN), "TAKEN_SK")
        plekken = (row["TAKEN_SK"]["S"].partition("#") for row in rows)
        return {UUID(taak): uit_tekst(moment) for moment, _, taak in plekken}

    def ids_te_laat(self, moment: datetime) -> Set[UUID]:
        until = f"{als_tekst(moment)}#g"  # this is behind every id of that very moment
        return _ids(Item.aandacht, TE_VERWERKEN, "AANDACHT_SK", Item.aandacht_sk < until)


def _rows(index: Any, partition: str, *attributes: str, until: Condition | None = None) -> list[_Row]:
    found: list[_Row] = next(
        index.query(partition, until, attributes_to_get=["PK", "SK", *attributes], page_size=KIJKT_TOT).page_iter
    )["Items"]
    return found


def _ids(index: Any, partition: str, sort_key: str, until: Condition | None = None) -> Set[UUID]:
    return {UUID(row[sort_key]["S"].rpartition("#")[2]) for row in _rows(index, partition, sort_key, until=until)}
