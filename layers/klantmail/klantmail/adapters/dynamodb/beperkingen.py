"""Restrictions on DynamoDB: the history stands on the mail, a mark on the mail and on all that came of it.

The mark stands on the items that lists read anyway, so leaving out what is restricted costs no further read. While a
restriction stands, the mail is also in the index `aandacht`, on the list of what is restricted.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from pynamodb.attributes import BooleanAttribute
from pynamodb.expressions.condition import Condition, size
from pynamodb.expressions.update import Action

from klantmail.adapters.dynamodb.cursor import lees_cursor
from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem, beperking_map, bericht_uit
from klantmail.adapters.dynamodb.emailberichten import bericht_by_key, is_onbeperkt, ongewijzigd
from klantmail.adapters.dynamodb.interne_taak_mapping import taak_item
from klantmail.adapters.dynamodb.klantcontacten import klantcontact_item
from klantmail.adapters.dynamodb.reading import read_page
from klantmail.adapters.dynamodb.table import Item, Repository, sort_key
from klantmail.adapters.dynamodb.verzending_mapping import verzending_item
from klantmail.adapters.dynamodb.weight import weight
from klantmail.adapters.dynamodb.writing import Update, bestaat, transact
from klantmail.adapters.dynamodb.zaken import zaak_item
from klantmail.domain.beperking import Beperking
from klantmail.domain.bewaren import Mailstand
from klantmail.domain.emailbericht import Emailbericht
from klantmail.ports.repositories import Pagina

BEPERKT: Final = "BEPERKT"
"""The list of the index `aandacht` that holds the restricted mails."""
_ERBIJ: Final = 1024
"""The most bytes that a stored item has beyond the item made of its record: keys that put it on lists, and the mark."""


class MerkItem(Item):
    """Any item that came of a mail. The mark is set on it by its key alone, whatever its kind."""

    beperkt = BooleanAttribute(null=True)


class Beperkingen(Repository):
    """The restrictions."""

    def leg_beperking_vast(self, mail: Mailstand, beperkingen: Sequence[Beperking]) -> None:
        bericht, laatste = mail.bericht, beperkingen[-1]
        staat = laatste.opheffing is None
        acties: list[Action] = [EmailberichtItem.beperkingen.set([beperking_map(een) for een in beperkingen])]
        if staat:
            acties += [
                EmailberichtItem.beperkt.set(True),
                EmailberichtItem.aandacht_pk.set(BEPERKT),
                EmailberichtItem.aandacht_sk.set(sort_key(laatste.tijdstip, bericht.identificatie)),
            ]
        else:
            acties += [
                een.remove() for een in (EmailberichtItem.beperkt, EmailberichtItem.aandacht_pk, EmailberichtItem.aandacht_sk)
            ]
        volgt = is_onbeperkt() if staat else EmailberichtItem.beperkt.exists()
        guard = ongewijzigd(bericht) & _zelfde_geschiedenis(bericht) & volgt
        merk: Action = MerkItem.beperkt.set(True) if staat else MerkItem.beperkt.remove()
        transact(
            self._table,
            Update(bericht_by_key(bericht.identificatie), acties, guard),
            *(
                Update(MerkItem(item.pk, item.sk), [merk], bestaat(), heaviest=weight(item.serialize()) + _ERBIJ)
                for item in self._erbij(mail)
            ),
        )

    def _erbij(self, mail: Mailstand) -> Iterator[Item]:
        """Yield what came of a mail and is shown by itself. Its documents are judged by the mail they belong to."""
        yield from (klantcontact_item(een, b"") for een in mail.klantcontacten)
        yield from map(taak_item, mail.taken)
        yield from map(verzending_item, mail.verzendingen)
        yield from map(zaak_item, mail.zaken)

    def beperkte_mail(self, *, aantal: int, na: str | None) -> Pagina[Emailbericht]:
        grens = Item.aandacht_sk > lees_cursor(na) if na else None
        vraag = Item.aandacht.query(BEPERKT, grens, page_size=aantal + 1)  # one more, to know whether more follows
        volgorde = [rij["AANDACHT_SK"]["S"] for rij in next(vraag.page_iter)["Items"]]
        return read_page(EmailberichtItem, "EMAILBERICHT", volgorde, aantal, bericht_uit)


def _zelfde_geschiedenis(bericht: Emailbericht) -> Condition:
    gelezen = EmailberichtItem.beperkingen
    return size(gelezen) == len(bericht.beperkingen) if bericht.beperkingen else gelezen.does_not_exist()
