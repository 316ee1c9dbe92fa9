"""The register on DynamoDB: every condition has a name, every write one place.

An inzage and its afhandeling, against the clock (c: a claim runs to `geclaimdTot`):

    claim A ──────────c                       claim B (taking over) needs: available, or A's claim expired
        └── afhandeling A: `onder_deze_inzage` only. Late but not taken over: stored. Taken over: refused.
"""

from collections.abc import Sequence, Set
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any, Final
from uuid import UUID

from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition, size
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from klantmail.adapters.dynamodb.adreshash import afzender_hash
from klantmail.adapters.dynamodb.cursor import lees_cursor, maak_cursor
from klantmail.adapters.dynamodb.omzetten_bericht import (
    QUARANTAINE,
    EmailberichtItem,
    afhandeling_map,
    bericht_item,
    bericht_uit,
    envelop_map,
    inzage_map,
    vrijgave_map,
)
from klantmail.adapters.dynamodb.omzetten_klantcontact import (
    InformatieobjectItem,
    KlantcontactItem,
    informatieobject_item,
    informatieobject_uit,
    klantcontact_uit,
)
from klantmail.adapters.dynamodb.omzetten_verzending import VerzendingItem
from klantmail.adapters.dynamodb.reading import bladzijde, op_volgorde, wat_past
from klantmail.adapters.dynamodb.records import record_item
from klantmail.adapters.dynamodb.table import Item, sleutels
from klantmail.adapters.dynamodb.verzendregister import Verzendregister
from klantmail.adapters.dynamodb.writing import bestaat, nieuw, vertaald
from klantmail.domain.afhandeling import Afhandeling
from klantmail.domain.document import Informatieobject
from klantmail.domain.emailbericht import MAX_INZAGEN, Berichtstatus, Emailbericht, Envelop, Inzage, Ontleedstand, Vrijgave
from klantmail.domain.fouten import Botsing, Geweigerd, NietBeschikbaar, NietGevonden, UitkomstOnbekend
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.tijd import als_tekst
from klantmail.ports.registers import MAX_PAGINA, Pagina, Record
from klantmail.usecases.parallel import NAAST_ELKAAR, alle

_DOCUMENTEN_PER_SCHRIJFACTIE: Final = 100
"""The most actions in one TransactWriteItems."""


def _beschikbaar() -> Condition:
    return EmailberichtItem.status == Berichtstatus.NIEUW.value


def _verlopen_claim_van_ander(moment: datetime, medewerker: UUID) -> Condition:
    return (
        (EmailberichtItem.status == Berichtstatus.IN_BEHANDELING.value)
        & (EmailberichtItem.geclaimd_tot <= moment)
        & (EmailberichtItem.inzage.medewerker != medewerker)
    )


def _ruimte_voor_inzage() -> Condition:
    return size(EmailberichtItem.inzagen) < MAX_INZAGEN


def _in_quarantaine() -> Condition:
    return EmailberichtItem.status == Berichtstatus.QUARANTAINE.value


def _onder_deze_inzage(inzage: UUID) -> Condition:
    """The guard of every afhandeling; it never looks at a clock (decision 3)."""
    return (EmailberichtItem.status == Berichtstatus.IN_BEHANDELING.value) & (EmailberichtItem.inzage.identificatie == inzage)


class Register(Verzendregister):
    """E-mailberichten, klantcontacten, documents and verzendingen. Registers that few functions need extend this."""

    # -- receiving -----------------------------------------------------------------------------------------------------

    def neem_op(self, bericht: Emailbericht, mail: Informatieobject) -> bool:
        try:
            with vertaald(), TransactWrite(connection=self._verbinding) as transactie:
                transactie.save(bericht_item(bericht), condition=nieuw())
                transactie.save(informatieobject_item(mail), condition=nieuw())
        except Geweigerd:
            return False
        return True

    def begin_ontleding(self, identificatie: UUID) -> int:
        item = self._bericht_item(identificatie)
        with vertaald():
            item.update([EmailberichtItem.ontleedpogingen.add(1)], condition=bestaat())
        return int(item.ontleedpogingen)

    def leg_ontleding_vast(
        self,
        identificatie: UUID,
        stand: Ontleedstand,
        versie: str,
        envelop: Envelop,
        documenten: Sequence[Informatieobject],
    ) -> None:
        for begin in range(0, len(documenten), _DOCUMENTEN_PER_SCHRIJFACTIE):
            # Ids and content follow from the mail: writing them again writes the same, so no condition is needed.
            with vertaald(), TransactWrite(connection=self._verbinding) as transactie:
                for document in documenten[begin : begin + _DOCUMENTEN_PER_SCHRIJFACTIE]:
                    transactie.save(informatieobject_item(document))
        open_ = EmailberichtItem.ontleedstand == Ontleedstand.ONTBREEKT.value
        if stand is Ontleedstand.GEREED:  # a slow try that ends well mends what a later one gave up
            open_ |= EmailberichtItem.ontleedstand == Ontleedstand.MISLUKT.value
        try:
            with vertaald():
                self._bericht_item(identificatie).update(
                    [
                        EmailberichtItem.ontleedstand.set(stand.value),
                        EmailberichtItem.parserversie.set(versie),
                        EmailberichtItem.envelop.set(envelop_map(envelop)),
                    ],
                    condition=open_,
                )
        except Geweigerd:
            return  # another delivery of the same event has stored the same

    # -- viewing -------------------------------------------------------------------------------------------------------

    def emailbericht(self, identificatie: UUID) -> Emailbericht:
        try:
            return bericht_uit(EmailberichtItem.get(*sleutels("EMAILBERICHT", identificatie), consistent_read=True))
        except DoesNotExist:
            raise NietGevonden("E-mailbericht", identificatie) from None

    def claim(self, identificatie: UUID, inzage: Inzage, geclaimd_tot: datetime, *, onthoud: bool = True) -> Emailbericht:
        acties: list[Action] = [
            EmailberichtItem.status.set(Berichtstatus.IN_BEHANDELING.value),
            EmailberichtItem.inzage.set(inzage_map(inzage)),
            EmailberichtItem.geclaimd_tot.set(geclaimd_tot),
        ]
        voorwaarde = _beschikbaar() | _verlopen_claim_van_ander(inzage.geregistreerd_op, inzage.medewerker)
        if onthoud:
            acties.append(EmailberichtItem.inzagen.set(EmailberichtItem.inzagen.append([inzage_map(inzage)])))
            voorwaarde = voorwaarde & _ruimte_voor_inzage()
        return self._werk_bericht_bij(identificatie, acties, voorwaarde)

    def verleng(self, identificatie: UUID, inzage: UUID, geclaimd_tot: datetime) -> Emailbericht:
        return self._werk_bericht_bij(
            identificatie, [EmailberichtItem.geclaimd_tot.set(geclaimd_tot)], _onder_deze_inzage(inzage)
        )

    def geef_vrij(self, identificatie: UUID, inzage: UUID) -> None:
        self._werk_bericht_bij(
            identificatie,
            [
                EmailberichtItem.status.set(Berichtstatus.NIEUW.value),
                EmailberichtItem.inzage.remove(),
                EmailberichtItem.geclaimd_tot.remove(),
            ],
            _onder_deze_inzage(inzage),
        )

    def laat_toe(self, bericht: Emailbericht, vrijgave: Vrijgave) -> None:
        self._werk_bericht_bij(
            bericht.identificatie,
            [
                EmailberichtItem.status.set(Berichtstatus.NIEUW.value),
                EmailberichtItem.vrijgave.set(vrijgave_map(vrijgave)),
                EmailberichtItem.werkvoorraad_pk.set(bericht.envelop.postvak),
            ],
            _in_quarantaine(),
        )

    # -- handling ------------------------------------------------------------------------------------------------------

    def handel_af(self, emailbericht: UUID, inzage: UUID, afhandeling: Afhandeling, records: Sequence[Record]) -> None:
        with vertaald(records), TransactWrite(connection=self._verbinding) as transactie:
            self._schrijf(transactie, records)
            transactie.update(
                self._bericht_item(emailbericht),
                actions=[
                    EmailberichtItem.status.set(Berichtstatus.AFGEHANDELD.value),
                    EmailberichtItem.afhandeling.set(afhandeling_map(afhandeling)),
                    EmailberichtItem.geclaimd_tot.remove(),
                    EmailberichtItem.werkvoorraad_pk.remove(),
                    EmailberichtItem.werkvoorraad_sk.remove(),
                ],
                condition=_onder_deze_inzage(inzage),
            )

    def leg_vervolg_vast(self, op: UUID, records: Sequence[Record]) -> None:
        with vertaald((None, *records)), TransactWrite(connection=self._verbinding) as transactie:
            transactie.condition_check(KlantcontactItem, *sleutels("KLANTCONTACT", op), condition=bestaat())
            self._schrijf(transactie, records)

    def _schrijf(self, transactie: TransactWrite, records: Sequence[Record]) -> None:
        for record in records:
            transactie.save(record_item(record, self._afzendersleutel), condition=nieuw())

    # -- reading back --------------------------------------------------------------------------------------------------

    def werkvoorraad(
        self,
        postvakken: Sequence[str],
        status: Berichtstatus | None,
        *,
        moment: datetime,
        aantal: int,
        na: str | None,
    ) -> Pagina[Emailbericht]:
        """Read one page by one query for each postvak, side by side, and merge these on the sort key, which is unique.

        A filter may leave a page with fewer results than asked for, or none, and a cursor: no page costs more than a
        page.
        """
        apart = QUARANTAINE if status is Berichtstatus.QUARANTAINE else ""
        grens = lees_cursor(na) if na else None
        gevonden: list[tuple[str, Emailbericht]] = []
        bekeken_tot: list[str] = []

        def vraag(postvak: str) -> dict[str, Any]:
            antwoord = Item.werkvoorraad.query(
                postvak + apart,
                Item.werkvoorraad_sk > grens if grens else None,
                filter_condition=self._met_status(status, moment),
                page_size=aantal,
            )
            return next(antwoord.page_iter)

        for rijen in alle(vraag, postvakken):
            for rij in rijen["Items"]:
                item = EmailberichtItem.from_raw_data(rij)
                gevonden.append((str(item.werkvoorraad_sk), bericht_uit(item)))
            if "LastEvaluatedKey" in rijen:
                bekeken_tot.append(rijen["LastEvaluatedKey"]["WERKVOORRAAD_SK"]["S"])
        gevonden.sort(key=lambda paar: paar[0])
        if bekeken_tot:  # beyond the shortest look nothing is certain yet
            gevonden = [paar for paar in gevonden if paar[0] <= min(bekeken_tot)]
        passend = wat_past([bericht for _, bericht in gevonden[:aantal]])
        vervolg = gevonden[passend - 1][0] if passend < len(gevonden) else min(bekeken_tot, default="")
        gevonden = gevonden[:passend]
        return Pagina(tuple(bericht for _, bericht in gevonden), maak_cursor(vervolg) if vervolg else None)

    def klantcontact(self, identificatie: UUID) -> Klantcontact:
        try:
            return klantcontact_uit(KlantcontactItem.get(*sleutels("KLANTCONTACT", identificatie), consistent_read=True))
        except DoesNotExist:
            raise NietGevonden("Klantcontact", identificatie) from None

    def klantcontacten_van(
        self,
        afzender: str,
        van: datetime | None,
        tot: datetime | None,
        *,
        aantal: int,
        na: str | None,
        ruimte: int = MAX_PAGINA,
    ) -> Pagina[Klantcontact]:
        laagste, hoogste = als_tekst(van) if van else "0", als_tekst(tot) if tot else "9"
        grens = lees_cursor(na, hoogste) if na else None
        if grens and grens < laagste:  # nothing is left; DynamoDB refuses a range that ends before it begins
            return Pagina((), None)
        vraag = Item.afzender.query(
            afzender_hash(self._afzendersleutel, afzender),
            Item.afzender_sk.between(laagste, grens or hoogste),
            scan_index_forward=False,
            page_size=aantal + 2,  # two more: the row of the cursor itself, and one to know whether more follows
        )
        rijen = next(vraag.page_iter)["Items"]
        return self._klantcontacten([rij["AFZENDER_SK"]["S"] for rij in rijen], grens, aantal, ruimte)

    def klantcontacten_in(self, gesprek: UUID, *, aantal: int, na: str | None, ruimte: int = MAX_PAGINA) -> Pagina[Klantcontact]:
        vraag = Item.gesprekken.query(
            str(gesprek), Item.gesprek_sk > lees_cursor(na) if na else None, page_size=aantal + 1
        )  # one more, to know whether more follows
        rijen = next(vraag.page_iter)["Items"]
        return self._klantcontacten([rij["GESPREK_SK"]["S"] for rij in rijen], None, aantal, ruimte)

    def laatste_klantcontacten(self, gesprek: UUID, aantal: int) -> Sequence[Klantcontact]:
        vraag = Item.gesprekken.query(str(gesprek), scan_index_forward=False, page_size=aantal)
        volgorde = [rij["GESPREK_SK"]["S"] for rij in reversed(next(vraag.page_iter)["Items"])]
        return [klantcontact_uit(item) for _, item in op_volgorde(KlantcontactItem, "KLANTCONTACT", volgorde)]

    def klantcontacten_tussen(self, van: datetime, tot: datetime, *, aantal: int, na: str | None) -> Pagina[Klantcontact]:
        """Make one query for each day, from the last day on: one, then two side by
        side, then four, until there is a page.

        So a busy day takes one query, and a quiet month six rounds of them.
        """
        laagste, hoogste = als_tekst(van), als_tekst(tot)
        grens = lees_cursor(na, hoogste) if na else None
        hoogste = grens or hoogste
        if hoogste < laagste:
            return Pagina((), None)

        def op_dag(dag: date) -> list[str]:
            vraag = Item.dag.query(
                dag.isoformat(), Item.dag_sk.between(laagste, hoogste), scan_index_forward=False, page_size=aantal + 2
            )
            return [rij["DAG_SK"]["S"] for rij in next(vraag.page_iter)["Items"]]

        laatste, eerste = date.fromisoformat(hoogste[:10]), date.fromisoformat(laagste[:10])
        dagen = [laatste - timedelta(days=terug) for terug in range((laatste - eerste).days + 1)]
        volgorde: list[str] = []
        naast_elkaar = 1
        while dagen and len(volgorde) < aantal + 2:
            volgorde += chain.from_iterable(alle(op_dag, dagen[:naast_elkaar]))
            dagen = dagen[naast_elkaar:]
            naast_elkaar = min(2 * naast_elkaar, NAAST_ELKAAR)
        return self._klantcontacten(volgorde, grens, aantal, MAX_PAGINA)

    def informatieobject(self, identificatie: UUID) -> Informatieobject:
        try:
            return informatieobject_uit(
                InformatieobjectItem.get(*sleutels("INFORMATIEOBJECT", identificatie), consistent_read=True)
            )
        except DoesNotExist:
            raise NietGevonden("Informatieobject", identificatie) from None

    def genoemde_sleutels(self, eigenaren: Sequence[UUID]) -> Set[str]:
        contacten = list(KlantcontactItem.batch_get([sleutels("KLANTCONTACT", eigenaar) for eigenaar in eigenaren]))
        bijlagen = {bijlage.informatieobject for item in contacten for bijlage in item.bijlagen}
        documenten = [sleutels("INFORMATIEOBJECT", identificatie) for identificatie in bijlagen]
        verzendingen = [sleutels("VERZENDING", eigenaar) for eigenaar in eigenaren]
        return {
            *(item.sleutel for item in InformatieobjectItem.batch_get(documenten)),
            *(item.inhoud.sleutel for item in contacten if item.inhoud.sleutel),
            *(item.sleutel for item in VerzendingItem.batch_get(verzendingen)),
        }

    def aanwezige_berichten(self, identificaties: Sequence[UUID]) -> Set[UUID]:
        gevraagd = [sleutels("EMAILBERICHT", identificatie) for identificatie in identificaties]
        gevonden = EmailberichtItem.batch_get(gevraagd, consistent_read=True, attributes_to_get=["identificatie", "soort"])
        return {item.identificatie for item in gevonden}

    # -- shared --------------------------------------------------------------------------------------------------------

    @staticmethod
    def _bericht_item(identificatie: UUID) -> EmailberichtItem:
        return EmailberichtItem(*sleutels("EMAILBERICHT", identificatie))

    def _werk_bericht_bij(self, identificatie: UUID, acties: list[Action], voorwaarde: Condition) -> Emailbericht:
        item = self._bericht_item(identificatie)
        try:
            with vertaald():
                item.update(acties, condition=voorwaarde)
        except (Botsing, UitkomstOnbekend) as fout:
            raise NietBeschikbaar(str(fout)) from fout
        return bericht_uit(item)

    @staticmethod
    def _met_status(status: Berichtstatus | None, moment: datetime) -> Condition | None:
        """The condition of a status, as `Emailbericht.status_op` sees it: an expired claim reads as available."""
        verlopen = EmailberichtItem.geclaimd_tot <= moment
        match status:
            case Berichtstatus.NIEUW:
                return (EmailberichtItem.status == status.value) | verlopen
            case Berichtstatus.IN_BEHANDELING:
                return EmailberichtItem.geclaimd_tot > moment
            case _:
                return None

    @staticmethod
    def _klantcontacten(volgorde: list[str], grens: str | None, aantal: int, ruimte: int) -> Pagina[Klantcontact]:
        """The klantcontacten that these sort keys (`<time>#<id>`) name, in this order, as far as one page goes."""
        volgorde = [sleutel for sleutel in volgorde if sleutel != grens]
        return bladzijde(KlantcontactItem, "KLANTCONTACT", volgorde, aantal, klantcontact_uit, ruimte)
