"""Zaken on DynamoDB. Every write is guarded by the status and the attempt that it follows on.

te_registreren ──claim_zaak──► bezig ──┬─ meld_gemaakt, meld_gekoppeld: how far it is
      ▲  (or bezig, lease over)        ├─► geregistreerd
      └─── meld_niet_geregistreerd ────┴─► mislukt
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from klantmail.adapters.dynamodb.cursor import lees_cursor
from klantmail.adapters.dynamodb.omzetten_zaak import ZaakItem, besluit_maps, zaak_uit
from klantmail.adapters.dynamodb.reading import aan_de_beurt, bladzijde
from klantmail.adapters.dynamodb.register import Register
from klantmail.adapters.dynamodb.table import Item, sleutels, sorteersleutel
from klantmail.adapters.dynamodb.writing import vertaald
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.zaak import Zaak, Zaakstatus, zaaklijst
from klantmail.ports.registers import Pagina

_NOG_TE_REGISTREREN: Final = Zaakstatus.TE_REGISTREREN.value
_BEZIG: Final = Zaakstatus.BEZIG.value


def _te_registreren(generatie: str, moment: datetime) -> Condition:
    open_ = ZaakItem.status == _NOG_TE_REGISTREREN
    verlopen = (ZaakItem.status == _BEZIG) & (ZaakItem.aan_de_beurt_op <= moment)
    return (open_ | verlopen) & (ZaakItem.generatie == generatie)


def _bezig_met(zaak: Zaak) -> Condition:
    return (ZaakItem.status == _BEZIG) & (ZaakItem.pogingen == zaak.pogingen)


def _ongewijzigd(zaak: Zaak) -> Condition:
    return (ZaakItem.status == zaak.status.value) & (ZaakItem.pogingen == zaak.pogingen) & (ZaakItem.wijziging == zaak.wijziging)


class Zaakregister(Register):
    """The `klantmail.ports.registers.ZaakRegister`, and the lists of zaken, on DynamoDB."""

    def zaak(self, identificatie: UUID) -> Zaak:
        try:
            return zaak_uit(ZaakItem.get(*sleutels("ZAAK", identificatie), consistent_read=True))
        except DoesNotExist:
            raise NietGevonden("Zaak", identificatie) from None

    # -- one attempt ---------------------------------------------------------------------------------------------------

    def claim_zaak(self, identificatie: UUID, generatie: str, moment: datetime, bezig_tot: datetime) -> Zaak:
        item = ZaakItem(*sleutels("ZAAK", identificatie))
        with vertaald():
            item.update(
                [*_naar(Zaakstatus.BEZIG, identificatie, bezig_tot), ZaakItem.pogingen.add(1)],
                condition=_te_registreren(generatie, moment),
            )
        return zaak_uit(item)

    def meld_gemaakt(self, zaak: Zaak, url: str) -> None:
        self._werk_bij(zaak, [ZaakItem.url.set(url)])

    def meld_gekoppeld(self, zaak: Zaak, aantal: int) -> None:
        self._werk_bij(zaak, [ZaakItem.gekoppeld.set(aantal)])

    def meld_geregistreerd(self, zaak: Zaak, moment: datetime) -> None:
        self._werk_bij(
            zaak,
            [
                ZaakItem.status.set(Zaakstatus.GEREGISTREERD.value),
                ZaakItem.geregistreerd_op.set(moment),
                ZaakItem.reden.remove(),
                ZaakItem.aandacht_pk.remove(),
                ZaakItem.aandacht_sk.remove(),
            ],
        )

    def meld_niet_geregistreerd(self, zaak: Zaak, reden: str, *, opnieuw_op: datetime | None, moment: datetime) -> None:
        status, beurt = (Zaakstatus.TE_REGISTREREN, opnieuw_op) if opnieuw_op else (Zaakstatus.MISLUKT, moment)
        self._werk_bij(zaak, [*_naar(status, zaak.identificatie, beurt), ZaakItem.reden.set(reden)])

    @staticmethod
    def _werk_bij(zaak: Zaak, acties: list[Action]) -> None:
        with vertaald():
            ZaakItem(*sleutels("ZAAK", zaak.identificatie)).update(acties, condition=_bezig_met(zaak))

    # -- changed by reading first --------------------------------------------------------------------------------------

    def werk_zaak_bij(self, oud: Zaak, nieuw: Zaak) -> None:
        acties: list[Action] = [
            ZaakItem.status.set(nieuw.status.value),
            ZaakItem.generatie.set(nieuw.generatie),
            ZaakItem.aan_de_beurt_op.set(nieuw.aan_de_beurt_op),
            ZaakItem.besluiten.set(besluit_maps(nieuw)),
            ZaakItem.wijziging.set(oud.wijziging + 1),
            ZaakItem.reden.set(nieuw.reden) if nieuw.reden else ZaakItem.reden.remove(),
        ]
        if nieuw.url:
            acties.append(ZaakItem.url.set(nieuw.url))
        if nieuw.geregistreerd_op:
            acties.append(ZaakItem.geregistreerd_op.set(nieuw.geregistreerd_op))
        if nieuw.aandacht:
            acties.append(ZaakItem.aandacht_pk.set(nieuw.aandacht))
            acties.append(ZaakItem.aandacht_sk.set(sorteersleutel(nieuw.aan_de_beurt_op, nieuw.identificatie)))
        else:
            acties += [ZaakItem.aandacht_pk.remove(), ZaakItem.aandacht_sk.remove()]
        with vertaald():
            ZaakItem(*sleutels("ZAAK", oud.identificatie)).update(acties, condition=_ongewijzigd(oud))

    # -- lists ---------------------------------------------------------------------------------------------------------

    def zaken_aan_de_beurt(self, status: Zaakstatus, moment: datetime) -> Iterator[Zaak]:
        return aan_de_beurt(ZaakItem, "ZAAK", zaaklijst(status), moment, zaak_uit)

    def zakenlijst(self, status: Zaakstatus, *, aantal: int, na: str | None) -> Pagina[Zaak]:
        vraag = Item.aandacht.query(zaaklijst(status), Item.aandacht_sk > lees_cursor(na) if na else None, page_size=aantal + 1)
        volgorde = [rij["AANDACHT_SK"]["S"] for rij in next(vraag.page_iter)["Items"]]
        return bladzijde(ZaakItem, "ZAAK", volgorde, aantal, zaak_uit)


def _naar(status: Zaakstatus, identificatie: UUID, beurt: datetime) -> list[Action]:
    return [
        ZaakItem.status.set(status.value),
        ZaakItem.aan_de_beurt_op.set(beurt),
        ZaakItem.aandacht_pk.set(zaaklijst(status)),
        ZaakItem.aandacht_sk.set(sorteersleutel(beurt, identificatie)),
    ]
