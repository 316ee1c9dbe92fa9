"""Ontvangstbevestigingen on DynamoDB: one a mail, and one in a while for an address."""

from datetime import datetime

from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from klantmail.adapters.adreshash import afzender_hash
from klantmail.adapters.omzetten_bericht import EmailberichtItem
from klantmail.adapters.omzetten_verzending import verzending_item
from klantmail.adapters.register import Register
from klantmail.adapters.schrijven import bestaat, nieuw, vertaald
from klantmail.adapters.tabel import Item, TijdstipAttribute
from klantmail.domein import Verzending


class BevestigingItem(Item, discriminator="bevestiging"):
    """That an address had an ontvangstbevestiging."""

    tijdstip = TijdstipAttribute()


def _lang_genoeg_geleden(sinds: datetime) -> Condition:
    return nieuw() | (BevestigingItem.tijdstip <= sinds)


class Bevestigregister(Register):
    """`klantmail.poorten.BevestigRegister`."""

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
