"""Ontvangstbevestigingen on DynamoDB: at most one for each mail, and one in a while for an address."""

from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

from pynamodb.attributes import TTLAttribute
from pynamodb.expressions.condition import Condition

from klantmail.adapters.dynamodb.adreshash import afzender_hash
from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem
from klantmail.adapters.dynamodb.emailberichten import FORMEEL_UITERLIJK, bericht_by_key, is_onbeperkt
from klantmail.adapters.dynamodb.table import Item, Repository, TijdstipAttribute
from klantmail.adapters.dynamodb.verzending_mapping import verzending_item
from klantmail.adapters.dynamodb.writing import New, Put, Update, bestaat, nieuw, transact, vertaald
from klantmail.domain.fouten import Geweigerd
from klantmail.domain.verzending import Verzending


class BevestigingItem(Item, discriminator="bevestiging"):
    """The item that says when an address had an ontvangstbevestiging."""

    tijdstip = TijdstipAttribute()
    vervalt_op = TTLAttribute(attr_name="vervaltOp", null=True)


def _lang_genoeg_geleden(sinds: datetime) -> Condition:
    return nieuw() | (BevestigingItem.tijdstip <= sinds)


class Bevestigingen(Repository):
    """The ontvangstbevestigingen."""

    def bevestig(
        self, verzending: Verzending, adres: str, moment: datetime, sinds: datetime, formeel_uiterlijk: date | None = None
    ) -> None:
        # For a formal message `sinds` lies in the future, so that an earlier confirmation does not stop this one.
        bevestigd = BevestigingItem(*self.key_van(adres), tijdstip=moment, vervalt_op=moment + 2 * abs(moment - sinds))
        transact(
            self._table,
            New(verzending_item(verzending)),
            Put(bevestigd, _lang_genoeg_geleden(sinds)),
            Update(
                bericht_by_key(verzending.emailbericht),
                [
                    EmailberichtItem.ontvangstbevestiging.set(verzending.identificatie),
                    *([FORMEEL_UITERLIJK.set(formeel_uiterlijk.isoformat())] if formeel_uiterlijk else []),
                ],
                bestaat() & EmailberichtItem.ontvangstbevestiging.does_not_exist() & is_onbeperkt(),
            ),
        )

    def markeer_formeel(self, emailbericht: UUID, formeel_uiterlijk: date) -> None:
        with suppress(Geweigerd), vertaald():  # it is formal already
            bericht_by_key(emailbericht).update(
                [FORMEEL_UITERLIJK.set(formeel_uiterlijk.isoformat())], condition=bestaat() & FORMEEL_UITERLIJK.does_not_exist()
            )

    def key_van(self, adres: str) -> tuple[str, str]:
        return bevestiging_key(self._table.hash_key, adres)


def bevestiging_key(hash_key: bytes, adres: str) -> tuple[str, str]:
    return f"BEVESTIGING#{afzender_hash(hash_key, adres)}", "BEVESTIGING"
