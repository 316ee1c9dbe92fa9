"""The Message-IDs under which mail was received: they lead to the e-mailberichten that came with them."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final
from uuid import UUID

from pynamodb.attributes import UnicodeSetAttribute
from pynamodb.expressions.condition import size

from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem
from klantmail.adapters.dynamodb.emailbericht_reading import Emailberichtlezer
from klantmail.adapters.dynamodb.emailberichten import bericht_by_key
from klantmail.adapters.dynamodb.table import Item
from klantmail.adapters.dynamodb.writing import bestaat, nieuw, vertaald
from klantmail.domain.emailbericht import MAX_DUBBELEN
from klantmail.domain.fouten import Geweigerd

_MAX_BERICHTEN: Final = 20
"""The e-mailberichten that one Message-ID leads to at most: anybody can send the same one any number of times."""


class OntvangstItem(Item, discriminator="ontvangst"):
    emailberichten = UnicodeSetAttribute()


def ontvangst_key(hash_: str) -> tuple[str, str]:
    return f"ONTVANGST#{hash_}", "ONTVANGST"


def _key(bericht_id: str) -> tuple[str, str]:
    """PK and SK of a received Message-ID. They hold its hash, since message ids can be of any length."""
    return ontvangst_key(sha256(bericht_id.encode()).hexdigest())


class Ontvangsten(Emailberichtlezer):
    """The mail that came in under a Message-ID."""

    def registreer_ontvangst(self, bericht_id: str, identificatie: UUID) -> Sequence[UUID]:
        item = OntvangstItem(*_key(bericht_id))
        eigen = str(identificatie)
        ruimte = size(OntvangstItem.emailberichten) < _MAX_BERICHTEN
        try:
            with vertaald():
                item.update(
                    [OntvangstItem.soort.set(OntvangstItem), OntvangstItem.emailberichten.add({eigen})],
                    condition=nieuw() | ruimte | OntvangstItem.emailberichten.contains(eigen),
                )
        except Geweigerd:
            return ()
        return [UUID(een) for een in sorted(item.emailberichten) if een != eigen]

    def ontvangen_onder(self, bericht_ids: Sequence[str]) -> Mapping[str, Sequence[UUID]]:
        gevraagd = {bericht_id: _key(bericht_id) for bericht_id in bericht_ids}
        gevonden = {item.pk: item for item in OntvangstItem.batch_get(list(set(gevraagd.values())))}
        return {
            bericht_id: [UUID(een) for een in sorted(gevonden[pk].emailberichten)]
            for bericht_id, (pk, _) in gevraagd.items()
            if pk in gevonden
        }

    def meld_dubbel(self, identificatie: UUID, ander: UUID) -> None:
        dubbelen = EmailberichtItem.dubbelen
        ruimte = dubbelen.does_not_exist() | (size(dubbelen) < MAX_DUBBELEN) | dubbelen.contains(str(ander))
        try:
            with vertaald():
                bericht_by_key(identificatie).update([dubbelen.add({str(ander)})], condition=bestaat() & ruimte)
        except Geweigerd:
            return  # it has as many as it can name
