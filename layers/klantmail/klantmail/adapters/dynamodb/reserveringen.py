"""Reservations on DynamoDB: each lists its mail in the index `aandacht` too, for one medewerker."""

from datetime import datetime
from uuid import UUID

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem, zonder_reservering
from klantmail.adapters.dynamodb.emailbericht_reading import Emailberichtlezer
from klantmail.adapters.dynamodb.emailberichten import werk_bericht_bij
from klantmail.adapters.dynamodb.reservering_mapping import gereserveerd_voor, reservering_map
from klantmail.adapters.dynamodb.table import sort_key
from klantmail.domain.emailbericht import Berichtstatus, Reservering


def _nog_open() -> Condition:
    return EmailberichtItem.status.is_in(Berichtstatus.NIEUW.value, Berichtstatus.IN_BEHANDELING.value)


class Reserveringen(Emailberichtlezer):
    """Mail that is meant for one medewerker."""

    def reserveer(self, identificatie: UUID, ontvangen_op: datetime, reservering: Reservering) -> None:
        acties: list[Action] = [
            EmailberichtItem.reservering.set(reservering_map(reservering)),
            EmailberichtItem.aandacht_pk.set(gereserveerd_voor(reservering.medewerker)),
            EmailberichtItem.aandacht_sk.set(sort_key(ontvangen_op, identificatie)),
        ]
        werk_bericht_bij(identificatie, acties, _nog_open())

    def geef_reservering_op(self, identificatie: UUID) -> None:
        werk_bericht_bij(identificatie, zonder_reservering(), _nog_open())
