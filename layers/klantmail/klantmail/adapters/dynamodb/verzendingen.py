"""Verzendingen on DynamoDB. Every write is guarded by the status and the attempt that it follows on.

te_verzenden ──claim_verzending──► bezig ──┬─► verzonden      _van_deze_poging: late word of it counts, while no newer
      ▲                                    │                  attempt is under way
      └──────── meld_niet_verzonden ───────┼─► mislukt
                                           └─► onbekend
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Final
from uuid import UUID

from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from klantmail.adapters.dynamodb.adreshash import afzender_hash
from klantmail.adapters.dynamodb.cursor import lees_cursor
from klantmail.adapters.dynamodb.reading import aan_de_beurt, read_page
from klantmail.adapters.dynamodb.table import Item, Repository, sort_key, table_key
from klantmail.adapters.dynamodb.verzending_mapping import (
    BerichtidItem,
    VerzendingItem,
    berichtid_items,
    berichtid_key,
    bezorging_maps,
    eigen_bericht_uit,
    hervatting_maps,
    verzending_uit,
)
from klantmail.adapters.dynamodb.writing import Put, Update, transact, vertaald, write
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.gesprek import EigenBericht
from klantmail.domain.verzending import Verzending, Verzendstatus
from klantmail.ports.repositories import Pagina
from klantmail.usecases.parallel import alle

_NOG_TE_VERZENDEN: Final = Verzendstatus.TE_VERZENDEN.value


def _te_verzenden(generatie: str) -> Condition:
    return (VerzendingItem.status == _NOG_TE_VERZENDEN) & (VerzendingItem.generatie == generatie)


def _bezig_met(verzending: Verzending) -> Condition:
    return (VerzendingItem.status == Verzendstatus.BEZIG.value) & (VerzendingItem.pogingen == verzending.pogingen)


def _van_deze_poging(verzending: Verzending) -> Condition:
    """The condition that no newer attempt is under way and it is not verzonden yet.

    That it was accepted counts even when it was given up, or offered again, meanwhile.
    """
    return (VerzendingItem.status != Verzendstatus.VERZONDEN.value) & (VerzendingItem.pogingen == verzending.pogingen)


def _ongewijzigd(verzending: Verzending) -> Condition:
    return (
        (VerzendingItem.status == verzending.status.value)
        & (VerzendingItem.pogingen == verzending.pogingen)
        & (VerzendingItem.wijziging == verzending.wijziging)
    )


class Verzendingen(Repository):
    """The outgoing mails, and the Message-IDs under which they left."""

    def verzending(self, identificatie: UUID) -> Verzending:
        try:
            return verzending_uit(VerzendingItem.get(*table_key("VERZENDING", identificatie), consistent_read=True))
        except DoesNotExist:
            raise NietGevonden("Verzending", identificatie) from None

    def eigen_berichten(self, bericht_ids: Sequence[str], adressen: Sequence[str]) -> Mapping[str, EigenBericht]:
        gevraagd = {bericht_id: berichtid_key(bericht_id) for bericht_id in bericht_ids}
        gevonden = {item.pk: item for item in BerichtidItem.batch_get(list(set(gevraagd.values())))}
        hashes = {afzender_hash(self._table.hash_key, adres) for adres in adressen}
        return {bericht_id: eigen_bericht_uit(gevonden[pk], hashes) for bericht_id, (pk, _) in gevraagd.items() if pk in gevonden}

    # -- one attempt ---------------------------------------------------------------------------------------------------

    def claim_verzending(self, identificatie: UUID, generatie: str, bezig_tot: datetime) -> Verzending:
        item = VerzendingItem(*table_key("VERZENDING", identificatie))
        with vertaald():
            item.update(
                [*_naar(Verzendstatus.BEZIG, identificatie, bezig_tot), VerzendingItem.pogingen.add(1)],
                condition=_te_verzenden(generatie),
            )
        return verzending_uit(item)

    def meld_verzonden(self, verzending: Verzending, ses_bericht_id: str, moment: datetime) -> None:
        change = Update(
            _item(verzending),
            [
                VerzendingItem.status.set(Verzendstatus.VERZONDEN.value),
                VerzendingItem.verzonden_op.set(moment),
                VerzendingItem.ses_bericht_id.set(ses_bericht_id),
                VerzendingItem.aandacht_pk.remove(),
                VerzendingItem.aandacht_sk.remove(),
            ],
            _van_deze_poging(verzending),
        )
        transact(self._table, change, *self._berichtids(verzending, ses_bericht_id))

    def meld_niet_verzonden(self, verzending: Verzending, reden: str, *, opnieuw_op: datetime | None, moment: datetime) -> None:
        status, beurt = (Verzendstatus.TE_VERZENDEN, opnieuw_op) if opnieuw_op else (Verzendstatus.MISLUKT, moment)
        self._sluit(verzending, status, beurt, reden, _bezig_met(verzending))

    def meld_onbekend(self, verzending: Verzending, reden: str, moment: datetime) -> None:
        self._sluit(verzending, Verzendstatus.ONBEKEND, moment, reden, _bezig_met(verzending))

    def meld_achtergebleven(self, verzending: Verzending, reden: str, moment: datetime) -> None:
        self._sluit(verzending, Verzendstatus.ONBEKEND, moment, reden, _te_verzenden(verzending.generatie))

    def meld_onbruikbaar(self, identificatie: UUID, reden: str, moment: datetime) -> None:
        with vertaald():
            VerzendingItem(*table_key("VERZENDING", identificatie)).update(
                [*_naar(Verzendstatus.MISLUKT, identificatie, moment), VerzendingItem.reden.set(reden)],
                condition=VerzendingItem.status == _NOG_TE_VERZENDEN,
            )

    @staticmethod
    def _sluit(verzending: Verzending, status: Verzendstatus, beurt: datetime, reden: str, voorwaarde: Condition) -> None:
        with vertaald():
            _item(verzending).update(
                [*_naar(status, verzending.identificatie, beurt), VerzendingItem.reden.set(reden)],
                condition=voorwaarde,
            )

    # -- changed by reading first --------------------------------------------------------------------------------------

    def werk_verzending_bij(self, oud: Verzending, nieuw: Verzending) -> None:
        acties: list[Action] = [
            VerzendingItem.status.set(nieuw.status.value),
            VerzendingItem.generatie.set(nieuw.generatie),
            VerzendingItem.aan_de_beurt_op.set(nieuw.aan_de_beurt_op),
            VerzendingItem.bezorgingen.set(bezorging_maps(nieuw)),
            VerzendingItem.hervattingen.set(hervatting_maps(nieuw)),
            VerzendingItem.wijziging.set(oud.wijziging + 1),
            VerzendingItem.reden.set(nieuw.reden) if nieuw.reden else VerzendingItem.reden.remove(),
        ]
        if nieuw.verzonden_op:
            acties.append(VerzendingItem.verzonden_op.set(nieuw.verzonden_op))
        if nieuw.aandacht:
            acties.append(VerzendingItem.aandacht_pk.set(nieuw.aandacht))
            acties.append(VerzendingItem.aandacht_sk.set(sort_key(nieuw.aan_de_beurt_op, nieuw.identificatie)))
        else:
            acties += [VerzendingItem.aandacht_pk.remove(), VerzendingItem.aandacht_sk.remove()]
        if nieuw.ses_bericht_id:
            acties.append(VerzendingItem.ses_bericht_id.set(nieuw.ses_bericht_id))
        change = Update(_item(oud), acties, _ongewijzigd(oud))
        if nieuw.ses_bericht_id == oud.ses_bericht_id:
            write(change)
        else:
            transact(self._table, change, *self._berichtids(nieuw, nieuw.ses_bericht_id))

    def _berichtids(self, verzending: Verzending, ses_bericht_id: str) -> list[Put]:
        return [Put(item) for item in berichtid_items(verzending, ses_bericht_id, self._table.hash_key)]

    # -- lists ---------------------------------------------------------------------------------------------------------

    def verzendingen_aan_de_beurt(self, status: Verzendstatus, moment: datetime) -> Iterator[Verzending]:
        return aan_de_beurt(VerzendingItem, "VERZENDING", status.value, moment, verzending_uit)

    def verzendingenlijst(self, lijsten: Sequence[str], *, aantal: int, na: str | None) -> Pagina[Verzending]:
        """Read one page by one query for each list, side by side, and merge these on the sort key."""
        grens = lees_cursor(na) if na else None

        def op_lijst(lijst: str) -> list[str]:
            vraag = Item.aandacht.query(lijst, Item.aandacht_sk > grens if grens else None, page_size=aantal + 1)
            return [rij["AANDACHT_SK"]["S"] for rij in next(vraag.page_iter)["Items"]]

        volgorde = sorted(chain.from_iterable(alle(op_lijst, lijsten)))
        return read_page(VerzendingItem, "VERZENDING", volgorde, aantal, verzending_uit)


def _item(verzending: Verzending) -> VerzendingItem:
    return VerzendingItem(*table_key("VERZENDING", verzending.identificatie))


def _naar(status: Verzendstatus, identificatie: UUID, beurt: datetime) -> list[Action]:
    return [
        VerzendingItem.status.set(status.value),
        VerzendingItem.aan_de_beurt_op.set(beurt),
        VerzendingItem.aandacht_pk.set(status.value),
        VerzendingItem.aandacht_sk.set(sort_key(beurt, identificatie)),
    ]
