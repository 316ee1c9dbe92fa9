"""E-mailberichten on DynamoDB: every condition has a name, every write one place.

An inzage and its afhandeling, against the clock (c: a claim runs to `geclaimdTot`):

    claim A ──────────c                       claim B (taking over) needs: available, or A's claim expired
        └── afhandeling A: `onder_deze_inzage` only. Late but not taken over: stored. Taken over: refused.
"""

from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from pynamodb.expressions.condition import Condition, size
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from klantmail.adapters.dynamodb.adreshash import afzender_hash
from klantmail.adapters.dynamodb.emailbericht_lists import Emailberichtlijsten, open_mail
from klantmail.adapters.dynamodb.emailbericht_mapping import (
    EmailberichtItem,
    afgehandeld_op,
    afhandeling_map,
    apartzetting_map,
    bericht_item,
    bericht_uit,
    envelop_map,
    heropening_map,
    inzage_map,
    lijst_van,
    mails_in,
    verplaatsing_map,
    vrijgave_map,
    zonder_reservering,
)
from klantmail.adapters.dynamodb.emailbericht_reading import Emailberichtlezer
from klantmail.adapters.dynamodb.informatieobjecten import informatieobject_item
from klantmail.adapters.dynamodb.table import Item, of_niets, sort_key, table_key
from klantmail.adapters.dynamodb.verzending_mapping import verzending_item
from klantmail.adapters.dynamodb.writing import New, Put, Update, bestaat, nieuw, transact, vertaald
from klantmail.domain.afhandeling import Afhandeling
from klantmail.domain.document import Informatieobject
from klantmail.domain.emailbericht import (
    MAX_APARTZETTINGEN,
    MAX_HEROPENINGEN,
    MAX_INZAGEN,
    MAX_VERPLAATSINGEN,
    Apartzetting,
    Berichtstatus,
    Emailbericht,
    Envelop,
    Heropening,
    Inzage,
    Ontleedstand,
    Verplaatsing,
    Vrijgave,
)
from klantmail.domain.fouten import Botsing, Geweigerd, NietBeschikbaar, OpslagOnbekend
from klantmail.domain.tijd import dag_hier
from klantmail.domain.verzending import Verzending

FORMEEL_UITERLIJK: Final = Path(["envelop", "formeelUiterlijk"])
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


def _geen_poging_na(sinds: datetime) -> Condition:
    return EmailberichtItem.ontleedpoging_op.does_not_exist() | (EmailberichtItem.ontleedpoging_op <= sinds)


def _claim_verlopen(nu: datetime) -> Condition:
    return (EmailberichtItem.status == Berichtstatus.IN_BEHANDELING.value) & (EmailberichtItem.geclaimd_tot <= nu)


def _ruimte_voor_inzage() -> Condition:
    return size(EmailberichtItem.inzagen) < MAX_INZAGEN


def wordt_niet_vernietigd() -> Condition:
    return EmailberichtItem.vernietiging.does_not_exist()


def is_onbeperkt() -> Condition:
    """Nothing comes of a mail whose processing is restricted."""
    return EmailberichtItem.beperkt.does_not_exist()


def ongewijzigd(bericht: Emailbericht) -> Condition:
    """The mail is as it was judged: nothing came of it since, and nobody destroys it."""
    afhandeling, stappen = EmailberichtItem.afhandeling, EmailberichtItem.vervolgstappen
    hetzelfde = afhandeling.tijdstip == bericht.afhandeling.tijdstip if bericht.afhandeling else afhandeling.does_not_exist()
    even_veel = size(stappen) == len(bericht.vervolgstappen) if bericht.vervolgstappen else stappen.does_not_exist()
    vervolgd = EmailberichtItem.vervolgberichten
    niets_geschreven = vervolgd == bericht.vervolgberichten if bericht.vervolgberichten else vervolgd.does_not_exist()
    bevestiging = EmailberichtItem.ontvangstbevestiging
    niets_bevestigd = (
        bevestiging == bericht.ontvangstbevestiging if bericht.ontvangstbevestiging else bevestiging.does_not_exist()
    )
    zelfde_status = EmailberichtItem.status == bericht.status.value
    niets_verstuurd = niets_geschreven & niets_bevestigd
    return zelfde_status & hetzelfde & even_veel & niets_verstuurd & wordt_niet_vernietigd()


def _in_quarantaine() -> Condition:
    return (EmailberichtItem.status == Berichtstatus.QUARANTAINE.value) & wordt_niet_vernietigd()


def _met_deze_afhandeling(afhandeling: Afhandeling) -> Condition:
    """Tell the afhandeling from a later one of the same mail: a closing may be undone and made again."""
    deze = EmailberichtItem.afhandeling
    return (
        (EmailberichtItem.status == Berichtstatus.AFGEHANDELD.value)
        & (deze.soort == afhandeling.soort.value)
        & (deze.idempotency_key == afhandeling.idempotency_key)
        & (deze.tijdstip == afhandeling.tijdstip)
        & wordt_niet_vernietigd()
    )


def _met_deze_vrijgave(bericht: Emailbericht) -> Condition:
    """Tell a release from a later one of the same mail, which would be lost from its history."""
    if bericht.vrijgave is None:
        return EmailberichtItem.vrijgave.does_not_exist()
    deze: Any = EmailberichtItem.vrijgave.tijdstip == bericht.vrijgave.tijdstip  # PynamoDB's types call it a bool
    gelijk: Condition = deze
    return gelijk


def onder_deze_inzage(inzage: UUID) -> Condition:
    """The guard of every afhandeling; it never looks at a clock (decision 3)."""
    return (EmailberichtItem.status == Berichtstatus.IN_BEHANDELING.value) & (EmailberichtItem.inzage.identificatie == inzage)


def op_lijst_van_zijn_dag(identificatie: UUID, tijdstip: datetime) -> tuple[Action, ...]:
    """The actions that list a mail among those that were handled on the day of `tijdstip`, and on no other list."""
    return (
        EmailberichtItem.werkvoorraad_pk.set(afgehandeld_op(dag_hier(tijdstip))),
        EmailberichtItem.werkvoorraad_sk.set(sort_key(tijdstip, identificatie)),
        EmailberichtItem.afzender_pk.remove(),
        EmailberichtItem.afzender_sk.remove(),
    )


def _zoals_gelezen(envelop: Envelop) -> Iterator[Action]:
    """Yield one action for each field of the envelope that the reader filled in; the other fields stay as they are.

    An agent may have made the mail formal since its reading began, and told the sender the last day of the term.
    """
    velden: Any = EmailberichtItem.envelop  # PynamoDB's types know no path within a map
    for naam, waarde in envelop_map(envelop).attribute_values.items():
        if waarde is not None:
            yield getattr(velden, naam).set(waarde)


def _wat_erbij_hoort(
    identificatie: UUID, envelop: Envelop, documenten: Sequence[Informatieobject], bericht_id: str
) -> Iterator[Action]:
    """Yield the actions that note on a mail where else the table names it, so that all of that can be destroyed."""
    if documenten:
        yield EmailberichtItem.documenten.set([str(document.identificatie) for document in documenten])
    if bericht_id:
        yield EmailberichtItem.ontvangst.set(sha256(bericht_id.encode()).hexdigest())
    if envelop.verband is not None:
        yield EmailberichtItem.gesprek_pk.set(mails_in(envelop.verband.gesprek))
        yield EmailberichtItem.gesprek_sk.set(sort_key(envelop.ontvangen_op, identificatie))


class Emailberichten(Emailberichtlijsten, Emailberichtlezer):
    """The e-mailberichten: taken in, listed, viewed, put back, let out of quarantine."""

    # -- receiving -----------------------------------------------------------------------------------------------------

    def neem_op(self, bericht: Emailbericht, mail: Informatieobject) -> bool:
        """Store the document of a mail, then list the mail. Return False when it was listed before.

        A listed mail always has its document. After a crash between the two, taking in the mail again lists it. A
        transaction of both would take twice the units.
        """
        with suppress(Geweigerd), vertaald():
            informatieobject_item(mail).save(condition=nieuw())
        try:
            with vertaald():
                bericht_item(bericht).save(condition=nieuw())
        except Geweigerd:
            return False
        return True

    def is_vernietigd(self, identificatie: UUID) -> bool:
        keys = table_key("VERNIETIGD", identificatie)
        return bool(list(Item.batch_get([keys], consistent_read=True, attributes_to_get=["PK"])))

    def begin_ontleding(self, identificatie: UUID, moment: datetime, sinds: datetime) -> int:
        item = bericht_by_key(identificatie)
        poging: list[Action] = [EmailberichtItem.ontleedpogingen.add(1), EmailberichtItem.ontleedpoging_op.set(moment)]
        try:
            with vertaald():
                item.update(poging, condition=bestaat() & _geen_poging_na(sinds))
        except Geweigerd:
            self.emailbericht(identificatie)
            return 0
        return int(item.ontleedpogingen)

    def leg_ontleding_vast(
        self,
        identificatie: UUID,
        stand: Ontleedstand,
        versie: str,
        envelop: Envelop,
        documenten: Sequence[Informatieobject],
        bericht_id: str = "",
    ) -> None:
        for begin in range(0, len(documenten), _DOCUMENTEN_PER_SCHRIJFACTIE):
            # Ids and content follow from the mail: writing them again writes the same, so no condition is needed.
            deze = documenten[begin : begin + _DOCUMENTEN_PER_SCHRIJFACTIE]
            transact(self._table, *(Put(informatieobject_item(document)) for document in deze))
        open_ = EmailberichtItem.ontleedstand == Ontleedstand.ONTBREEKT.value
        pogingen: list[Action] = []
        if stand is Ontleedstand.GEREED:  # a slow try that ends well mends what a later one gave up
            # Nobody asks how often a mail was tried that was read, and each write of it pays for its size.
            pogingen = [EmailberichtItem.ontleedpogingen.remove(), EmailberichtItem.ontleedpoging_op.remove()]
            # What was moved keeps its postvak, which the envelope would overwrite: it stays raw only.
            opgegeven = EmailberichtItem.ontleedstand == Ontleedstand.MISLUKT.value
            open_ |= opgegeven & EmailberichtItem.verplaatsingen.does_not_exist()
        try:
            with vertaald():
                bericht_by_key(identificatie).update(
                    [
                        EmailberichtItem.ontleedstand.set(stand.value),
                        EmailberichtItem.parserversie.set(versie),
                        *_zoals_gelezen(envelop),
                        *self._vindbaar(identificatie, envelop),
                        *_wat_erbij_hoort(identificatie, envelop, documenten, bericht_id),
                        *pogingen,
                    ],
                    condition=open_,
                )
        except Geweigerd:
            return  # another delivery of the same event has stored the same

    def had_contact(self, adres: str) -> bool:
        vraag = Item.afzender.query(afzender_hash(self._table.hash_key, adres), limit=1, page_size=1)
        return bool(next(vraag.page_iter)["Items"])

    # -- viewing -------------------------------------------------------------------------------------------------------

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
        return werk_bericht_bij(identificatie, acties, voorwaarde)

    def verleng(self, identificatie: UUID, inzage: UUID, geclaimd_tot: datetime) -> Emailbericht:
        return werk_bericht_bij(identificatie, [EmailberichtItem.geclaimd_tot.set(geclaimd_tot)], onder_deze_inzage(inzage))

    def geef_vrij(self, identificatie: UUID, inzage: UUID) -> None:
        werk_bericht_bij(
            identificatie,
            [
                EmailberichtItem.status.set(Berichtstatus.NIEUW.value),
                EmailberichtItem.inzage.remove(),
                EmailberichtItem.geclaimd_tot.remove(),
            ],
            onder_deze_inzage(inzage),
        )

    def laat_toe(self, bericht: Emailbericht, vrijgave: Vrijgave) -> None:
        werk_bericht_bij(
            bericht.identificatie,
            [
                EmailberichtItem.status.set(Berichtstatus.NIEUW.value),
                EmailberichtItem.vrijgave.set(vrijgave_map(vrijgave)),
                EmailberichtItem.werkvoorraad_pk.set(lijst_van(bericht.envelop.postvak, Berichtstatus.NIEUW)),
            ],
            _in_quarantaine(),
        )

    def verplaats(self, bericht: Emailbericht, verplaatsing: Verplaatsing, verzending: Verzending | None = None) -> None:
        postvak: Any = EmailberichtItem.envelop.postvak  # PynamoDB's types know no path within a map
        verplaatsingen = (*bericht.verplaatsingen, verplaatsing)[-MAX_VERPLAATSINGEN:]
        vrij = _beschikbaar() | _claim_verlopen(verplaatsing.tijdstip)
        if bericht.inzage is not None and bericht.inzage.medewerker == verplaatsing.medewerker:
            vrij |= onder_deze_inzage(bericht.inzage.identificatie)
        gelezen = EmailberichtItem.ontleedstand != Ontleedstand.ONTBREEKT.value
        acties = [
            EmailberichtItem.status.set(Berichtstatus.NIEUW.value),
            postvak.set(verplaatsing.naar),
            EmailberichtItem.verplaatsingen.set([verplaatsing_map(een) for een in verplaatsingen]),
            EmailberichtItem.inzage.remove(),
            EmailberichtItem.geclaimd_tot.remove(),
            EmailberichtItem.werkvoorraad_pk.set(lijst_van(verplaatsing.naar, Berichtstatus.NIEUW)),
            *zonder_reservering(),
        ]
        voorwaarde = vrij & (postvak == verplaatsing.van) & gelezen
        if bericht.envelop.formeel_uiterlijk is None:
            voorwaarde &= FORMEEL_UITERLIJK.does_not_exist()
        if verzending is None:
            werk_bericht_bij(bericht.identificatie, acties, voorwaarde)
            return
        acties.append(EmailberichtItem.verplaatsberichten.set(bericht.verplaatsberichten + 1))
        verplaatst = Update(bericht_by_key(bericht.identificatie), acties, voorwaarde)
        transact(self._table, New(verzending_item(verzending)), verplaatst)

    def zet_apart(self, bericht: Emailbericht, apartzetting: Apartzetting) -> None:
        apartzettingen = (*bericht.apartzettingen, apartzetting)[-MAX_APARTZETTINGEN:]
        werk_bericht_bij(
            bericht.identificatie,
            [
                EmailberichtItem.status.set(Berichtstatus.QUARANTAINE.value),
                EmailberichtItem.apartzettingen.set([apartzetting_map(een) for een in apartzettingen]),
                EmailberichtItem.vrijgave.remove(),
                EmailberichtItem.inzage.remove(),
                EmailberichtItem.geclaimd_tot.remove(),
                EmailberichtItem.werkvoorraad_pk.set(lijst_van(bericht.envelop.postvak, Berichtstatus.QUARANTAINE)),
                *zonder_reservering(),
            ],
            (_beschikbaar() | _claim_verlopen(apartzetting.tijdstip)) & _met_deze_vrijgave(bericht),
        )

    def sluit_in_quarantaine(self, identificaties: Sequence[UUID], afhandeling: Afhandeling) -> None:
        acties: list[Action] = [
            EmailberichtItem.status.set(Berichtstatus.AFGEHANDELD.value),
            EmailberichtItem.afhandeling.set(afhandeling_map(afhandeling)),
        ]
        transact(
            self._table,
            *(
                Update(bericht_by_key(een), [*acties, *op_lijst_van_zijn_dag(een, afhandeling.tijdstip)], _in_quarantaine())
                for een in identificaties
            ),
        )

    def heropen(self, bericht: Emailbericht, heropening: Heropening) -> None:
        heropeningen = (*bericht.heropeningen, heropening)[-MAX_HEROPENINGEN:]
        werk_bericht_bij(
            bericht.identificatie,
            [
                EmailberichtItem.status.set(bericht.plek_terug.value),
                EmailberichtItem.heropeningen.set([heropening_map(een) for een in heropeningen]),
                EmailberichtItem.afhandeling.remove(),
                EmailberichtItem.inzage.remove(),
                EmailberichtItem.werkvoorraad_pk.set(lijst_van(bericht.envelop.postvak, bericht.plek_terug)),
                EmailberichtItem.werkvoorraad_sk.set(sort_key(bericht.envelop.ontvangen_op, bericht.identificatie)),
                *self._vindbaar(bericht.identificatie, bericht.envelop),
            ],
            _met_deze_afhandeling(heropening.afhandeling) & is_onbeperkt(),
        )

    # -- listing -------------------------------------------------------------------------------------------------------

    def zet_afgehandelde_op_lijst(self, identificaties: Sequence[UUID]) -> int:
        """Look for the handled ones without a key of the index, and give each that of its day.

        One that is reopened or listed meanwhile stays as it is.
        """
        aantal = 0
        keys = [table_key("EMAILBERICHT", identificatie) for identificatie in identificaties]
        for item in EmailberichtItem.batch_get(keys, consistent_read=True):
            afhandeling = bericht_uit(item).afhandeling
            if afhandeling is None or of_niets(item.werkvoorraad_pk) is not None:
                continue
            nog_niet = EmailberichtItem.werkvoorraad_pk.does_not_exist() & _met_deze_afhandeling(afhandeling)
            with suppress(Geweigerd):
                op_lijst = op_lijst_van_zijn_dag(item.identificatie, afhandeling.tijdstip)
                werk_bericht_bij(item.identificatie, list(op_lijst), nog_niet)
                aantal += 1
        return aantal

    def aanwezige_berichten(self, identificaties: Sequence[UUID]) -> Set[UUID]:
        gevraagd = [table_key("EMAILBERICHT", identificatie) for identificatie in identificaties]
        gevonden = EmailberichtItem.batch_get(gevraagd, consistent_read=True, attributes_to_get=["identificatie", "soort"])
        return {item.identificatie for item in gevonden}

    def _vindbaar(self, identificatie: UUID, envelop: Envelop) -> list[Action]:
        """The mail is found by the address of who asks, until it is handled."""
        adres = envelop.betrokkene.adres
        if not adres:
            return []
        return [
            EmailberichtItem.afzender_pk.set(open_mail(self._table.hash_key, adres)),
            EmailberichtItem.afzender_sk.set(sort_key(envelop.ontvangen_op, identificatie)),
        ]


def werk_bericht_bij(identificatie: UUID, acties: list[Action], voorwaarde: Condition) -> Emailbericht:
    """Write one mail on this condition, and return it as it is then.

    Raises: Geweigerd (the condition does not hold); NietBeschikbaar (nobody knows whether it was written).
    """
    item = bericht_by_key(identificatie)
    try:
        with vertaald():
            item.update(acties, condition=voorwaarde)
    except (Botsing, OpslagOnbekend) as fout:
        raise NietBeschikbaar(str(fout)) from fout
    return bericht_uit(item)


def bericht_by_key(identificatie: UUID) -> EmailberichtItem:
    """An item of which only the key is known, to be updated."""
    return EmailberichtItem(*table_key("EMAILBERICHT", identificatie))
