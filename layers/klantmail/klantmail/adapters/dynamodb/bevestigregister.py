"""Ontvangstbevestigingen on DynamoDB: at most one for each mail, and one in a while for an address."""

from datetime import datetime

from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from klantmail.adapters.dynamodb.adreshash import afzender_hash
from klantmail.adapters.dynamodb.omzetten_bericht import EmailberichtItem
from klantmail.adapters.dynamodb.omzetten_verzending import verzending_item
from klantmail.adapters.dynamodb.register import Register
from klantmail.adapters.dynamodb.table import Item, TijdstipAttribute
from klantmail.adapters.dynamodb.writing import bestaat, nieuw, vertaald
from klantmail.domain.verzending import Verzending


class BevestigingItem(Item, discriminator="bevestiging"):
    """The item that says when an address had an ontvangstbevestiging."""

    tijdstip = TijdstipAttribute()


def _lang_genoeg_geleden(sinds: datetime) -> Condition:
    return nieuw() | (BevestigingItem.tijdstip <= sinds)


class Bevestigregister(Register):
    """The `klantmail.ports.registers.BevestigRegister` on DynamoDB."""

    def laatst_bevestigd(self, adres: str) -> datetime | None:
        try:
            return BevestigingItem.get(*self._bevestiging(adres), consistent_read=True).tijdstip
        except DoesNotExist:
            return None

    def bevestig(self, verzending: Verzending, adres: str, moment: datetime, sinds: datetime) -> None:
        with vertaald(), TransactWrite(connection=self._verbinding) as transactie:
            transactie.save(verzending_item(verzending), condition=nieuw())
            transactie.save(BevestigingItem(*self._bevestiging(adres), tijdstip=moment), condition=_lang_genoeg_geleden(sinds))
            transactie.update(
                self._bericht_item(verzending.emailbericht),
                actions=[EmailberichtItem.ontvangstbevestiging.set(verzending.identificatie)],
                condition=bestaat() & EmailberichtItem.ontvangstbevestiging.does_not_exist(),
            )

    def _bevestiging(self, adres: str) -> tuple[str, str]:
        return f"BEVESTIGING#{afzender_hash(self._afzendersleutel, adres)}", "BEVESTIGING"
