"""Reservations on DynamoDB: each lists its mail in the index `aandacht` too, for one medewerker."""

from datetime import datetime
from uuid import UUID

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from klantmail.adapters.dynamodb.cursor import lees_cursor
from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem, bericht_uit, zonder_reservering
from klantmail.adapters.dynamodb.emailberichten import Emailberichten
from klantmail.adapters.dynamodb.reading import bladzijde
from klantmail.adapters.dynamodb.reservering_mapping import gereserveerd_voor, reservering_map
from klantmail.adapters.dynamodb.table import Item, sort_key
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht, Reservering
from klantmail.ports.repositories import Pagina


def _nog_open() -> Condition:
    return EmailberichtItem.status.is_in(Berichtstatus.NIEUW.value, Berichtstatus.IN_BEHANDELING.value)


class Reserveringen(Emailberichten):
    """Mail that is meant for one medewerker."""

    def reserveer(self, identificatie: UUID, ontvangen_op: datetime, reservering: Reservering) -> None:
        acties: list[Action] = [
            EmailberichtItem.reservering.set(reservering_map(reservering)),
            EmailberichtItem.aandacht_pk.set(gereserveerd_voor(reservering.medewerker)),
            EmailberichtItem.aandacht_sk.set(sort_key(ontvangen_op, identificatie)),
        ]
        self._werk_bericht_bij(identificatie, acties, _nog_open())

    def geef_reservering_op(self, identificatie: UUID) -> None:
        self._werk_bericht_bij(identificatie, zonder_reservering(), _nog_open())

    def gereserveerd_voor(self, medewerker: UUID, *, aantal: int, na: str | None) -> Pagina[Emailbericht]:
        vraag = Item.aandacht.query(
            gereserveerd_voor(medewerker), Item.aandacht_sk > lees_cursor(na) if na else None, page_size=aantal + 1
        )  # one more, to know whether more follows
        volgorde = [rij["AANDACHT_SK"]["S"] for rij in next(vraag.page_iter)["Items"]]
        return bladzijde(EmailberichtItem, "EMAILBERICHT", volgorde, aantal, bericht_uit)
