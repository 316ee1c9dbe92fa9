"""The lists of e-mailberichten on DynamoDB: the werkvoorraad, what was handled on a day, what a person has open."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Any, Final

from pynamodb.expressions.condition import Condition

from klantmail.adapters.dynamodb.adreshash import afzender_hash
from klantmail.adapters.dynamodb.cursor import lees_cursor, maak_cursor, na_cursor
from klantmail.adapters.dynamodb.emailbericht_mapping import (
    EmailberichtItem,
    afgehandeld_op,
    bericht_uit,
    lijst_van,
)
from klantmail.adapters.dynamodb.reading import PER_PAGE, op_volgorde, read_page, wat_past
from klantmail.adapters.dynamodb.reservering_mapping import gereserveerd_voor
from klantmail.adapters.dynamodb.table import Item, Repository
from klantmail.domain.emailbericht import (
    Berichtstatus,
    Emailbericht,
)
from klantmail.ports.keuzes import Afhandelkeuze, Reserveringskeuze, Voorraadkeuze
from klantmail.ports.repositories import Pagina
from klantmail.usecases.parallel import alle

_RIJEN_PER_LIJST: Final = 500
"""The most rows of a list that one query looks at, when a filter passes over some of them."""


def _gekozen_op_lijst(keuze: Afhandelkeuze) -> Condition | None:
    """Return the part of the choice by which the index can filter; None when there is none.

    A mail that was closed in quarantine has no inzage, so the filter lets it through: its item tells who closed it.
    """
    voorwaarden: list[Any] = []  # PynamoDB's types take a comparison within a map for a bool
    if keuze.postvakken is not None:
        postvak: Any = EmailberichtItem.envelop.postvak
        voorwaarden.append(postvak.is_in(*keuze.postvakken))
    if keuze.medewerker is not None:
        van_hen: Any = EmailberichtItem.inzage.medewerker == keuze.medewerker
        voorwaarden.append(van_hen | EmailberichtItem.inzage.does_not_exist())
    return reduce(and_, voorwaarden) if voorwaarden else None


def _gekozen(bericht: Emailbericht, keuze: Afhandelkeuze) -> bool:
    """Tell whether the mail as it is now is in the choice: its row may be of a moment ago."""
    afhandeling = bericht.afhandeling
    return (
        afhandeling is not None
        and bericht.beperking is None
        and (keuze.medewerker is None or afhandeling.medewerker == keuze.medewerker)
        and (keuze.soort is None or afhandeling.soort is keuze.soort)
    )


def _in_keuze(keuze: Voorraadkeuze, moment: datetime) -> Condition | None:
    """The condition of a choice, as `Emailbericht.status_op` sees it: an expired claim reads as available."""
    envelop: Any = EmailberichtItem.envelop
    inzage: Any = EmailberichtItem.inzage
    voorwaarden: list[Any] = []  # PynamoDB's types take a comparison within a map for a bool
    if keuze.status is Berichtstatus.NIEUW:
        voorwaarden.append((EmailberichtItem.status == keuze.status.value) | (EmailberichtItem.geclaimd_tot <= moment))
    if keuze.status is Berichtstatus.IN_BEHANDELING or keuze.behandelaar is not None:
        voorwaarden.append(EmailberichtItem.geclaimd_tot > moment)
    if keuze.behandelaar is not None:
        voorwaarden.append(inzage.medewerker == keuze.behandelaar)
    if keuze.klasse is not None:
        voorwaarden.append(envelop.klasse == keuze.klasse.value)
    if keuze.met_bijlagen:
        voorwaarden.append(envelop.aantal_bijlagen > 0)
    return reduce(and_, voorwaarden) if voorwaarden else None


def open_mail(hash_key: bytes, adres: str) -> str:
    """The partition of the open mail of an address, beside that of its klantcontacten."""
    return f"{afzender_hash(hash_key, adres)}#open"


class Emailberichtlijsten(Repository):
    """The lists that e-mailberichten stand on."""

    def werkvoorraad(self, keuze: Voorraadkeuze, *, moment: datetime, aantal: int, na: str | None) -> Pagina[Emailbericht]:
        """Read one page by one query for each postvak, side by side, and merge these on the sort key, which is unique.

        A filter may leave a page with fewer results than asked for, or none, and a cursor: no page costs more than a
        page, or than `_RIJEN_PER_LIJST` rows of each postvak where few rows may be in the choice.
        """
        neer = keuze.nieuwste_eerst
        grens = na_cursor(Item.werkvoorraad_sk, na, neer=neer)
        zeldzaam = keuze.klasse is not None or keuze.behandelaar is not None or keuze.met_bijlagen
        gevonden: list[tuple[str, Emailbericht]] = []
        bekeken_tot: list[str] = []

        def vraag(postvak: str) -> dict[str, Any]:
            response = Item.werkvoorraad.query(
                lijst_van(postvak, keuze.status),
                grens,
                filter_condition=_in_keuze(keuze, moment),
                scan_index_forward=not neer,
                page_size=_RIJEN_PER_LIJST if zeldzaam else aantal,
            )
            return next(response.page_iter)

        for rijen in alle(vraag, keuze.postvakken):
            for rij in rijen["Items"]:
                item = EmailberichtItem.from_raw_data(rij)
                gevonden.append((str(item.werkvoorraad_sk), bericht_uit(item)))
            if "LastEvaluatedKey" in rijen:
                bekeken_tot.append(rijen["LastEvaluatedKey"]["WERKVOORRAAD_SK"]["S"])
        gevonden.sort(key=lambda paar: paar[0], reverse=neer)
        einde = max(bekeken_tot, default="") if neer else min(bekeken_tot, default="")
        if bekeken_tot:
            # A query that stopped may have more mail beyond its last row, and what others found there comes after it.
            gevonden = [paar for paar in gevonden if (paar[0] >= einde if neer else paar[0] <= einde)]
        passend = wat_past([bericht for _, bericht in gevonden[:aantal]])
        vervolg = gevonden[passend - 1][0] if passend < len(gevonden) else einde
        gevonden = gevonden[:passend]
        return Pagina(tuple(bericht for _, bericht in gevonden), maak_cursor(vervolg) if vervolg else None)

    def afgehandelden(self, keuze: Afhandelkeuze, *, aantal: int, na: str | None) -> Pagina[Emailbericht]:
        """Read one query of the day's list, and the items that its rows name.

        The index tells the postvak and who had the mail open; the outcome stands in the items. So a choice of an
        outcome or a medewerker may leave a page with fewer results, or none, and a cursor.
        """
        grens = lees_cursor(na) if na else None
        filter_ = _gekozen_op_lijst(keuze)
        nodig = aantal if keuze.soort is None else PER_PAGE
        response = Item.werkvoorraad.query(
            afgehandeld_op(keuze.dag),
            Item.werkvoorraad_sk < grens if grens else None,
            filter_condition=filter_,
            scan_index_forward=False,
            page_size=nodig if filter_ is None else _RIJEN_PER_LIJST,
        )
        rijen = next(response.page_iter)
        volgorde = [rij["WERKVOORRAAD_SK"]["S"] for rij in rijen["Items"]]
        deze = volgorde[:nodig]
        gelezen = [(key, bericht_uit(item)) for key, item in op_volgorde(EmailberichtItem, "EMAILBERICHT", deze)]
        gevonden = [(key, bericht) for key, bericht in gelezen if _gekozen(bericht, keuze)]
        passend = min(wat_past([bericht for _, bericht in gevonden]), aantal)
        if passend < len(gevonden):
            vervolg = gevonden[passend - 1][0]
        elif len(deze) < len(volgorde):
            vervolg = deze[-1]
        else:
            vervolg = rijen["LastEvaluatedKey"]["WERKVOORRAAD_SK"]["S"] if "LastEvaluatedKey" in rijen else ""
        return Pagina(tuple(bericht for _, bericht in gevonden[:passend]), maak_cursor(vervolg) if vervolg else None)

    def open_mail_van(self, adres: str, aantal: int) -> Sequence[Emailbericht]:
        lijst = open_mail(self._table.hash_key, adres)
        vraag = Item.afzender.query(lijst, scan_index_forward=False, page_size=aantal, limit=aantal)
        volgorde = [rij["AFZENDER_SK"]["S"] for rij in next(vraag.page_iter)["Items"]]
        gevonden = (bericht_uit(item) for _, item in op_volgorde(EmailberichtItem, "EMAILBERICHT", volgorde))
        return [bericht for bericht in gevonden if bericht.status in (Berichtstatus.NIEUW, Berichtstatus.IN_BEHANDELING)]

    def gereserveerd_voor(self, keuze: Reserveringskeuze, *, aantal: int, na: str | None) -> Pagina[Emailbericht]:
        """Read one page of the list, and the mails that its rows name: a row tells neither postvak nor klasse.

        So a choice of these may leave a page with fewer mails, or none, and a cursor.
        """
        neer = keuze.nieuwste_eerst
        verder = na_cursor(Item.aandacht_sk, na or None, neer=neer)
        vraag = Item.aandacht.query(
            gereserveerd_voor(keuze.medewerker),
            verder,
            scan_index_forward=not neer,
            page_size=aantal + 1,
        )  # one more, to know whether more follows
        volgorde = [rij["AANDACHT_SK"]["S"] for rij in next(vraag.page_iter)["Items"]]

        def gekozen(item: EmailberichtItem) -> bool:
            envelop = item.envelop
            return (
                keuze.postvak in (None, envelop.postvak)
                and keuze.klasse in (None, envelop.klasse)
                and (not keuze.met_bijlagen or envelop.aantal_bijlagen > 0)
            )

        return read_page(EmailberichtItem, "EMAILBERICHT", volgorde, aantal, bericht_uit, toont=gekozen)
