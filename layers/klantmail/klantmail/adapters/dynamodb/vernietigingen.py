"""The destruction of a mail on DynamoDB: first its tombstone, which names all that belongs to it, then each of these.

The tombstone and a mark on the mail are one transaction, guarded by the mail being as it was judged. From then on
nothing can be done with the mail: it is on no list, and its guards refuse. When all that the tombstone names is gone,
the tombstone is stored without these names.

Every kind of item of the table is here, or has a reason not to be (`tests/unit/layers/test_kinds.py`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final
from uuid import UUID

from pynamodb.attributes import ListAttribute, MapAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.expressions.condition import size
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from klantmail.adapters.dynamodb.bevestigingen import bevestiging_key
from klantmail.adapters.dynamodb.concepten import ConceptItem, conceptenlijst
from klantmail.adapters.dynamodb.dossiers import Bewaarbron, documenten_van, lees_items, verzenders_van
from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem
from klantmail.adapters.dynamodb.emailberichten import bericht_by_key, is_onbeperkt, ongewijzigd
from klantmail.adapters.dynamodb.notities import NotitieItem, notitielijst
from klantmail.adapters.dynamodb.ontvangsten import OntvangstItem, ontvangst_key
from klantmail.adapters.dynamodb.rectificaties import RectificatieItem, rectificatielijst
from klantmail.adapters.dynamodb.table import Item, TijdstipAttribute, UuidAttribute, of_niets, sort_key, table_key
from klantmail.adapters.dynamodb.uploads import UploadItem
from klantmail.adapters.dynamodb.verzending_mapping import VerzendingItem, berichtid_key
from klantmail.adapters.dynamodb.writing import New, Update, transact, vertaald
from klantmail.adapters.dynamodb.zoekindex import Zoekindex
from klantmail.domain.bewaren import Mailstand
from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.fouten import Geweigerd
from klantmail.domain.identificatie import informatieobject_id
from klantmail.domain.vernietiging import Grafsteen, Opruimwerk
from klantmail.domain.zoekingang import zoekingang
from klantmail.usecases.parallel import alle

_LATEN_STAAN: Final = ("KLANTCONTACT", "EMAILBERICHT")
"""The items that go last, in this order: while one of them is there, the rest can be found by it."""
_VAN_LIJSTEN: Final = (
    Item.werkvoorraad_pk,
    Item.werkvoorraad_sk,
    Item.afzender_pk,
    Item.afzender_sk,
    Item.aandacht_pk,
    Item.aandacht_sk,
    Item.gesprek_pk,
    Item.gesprek_sk,
)


class WerkMap(MapAttribute[str, Any]):
    mappen: ListAttribute[str] = ListAttribute()
    intake: ListAttribute[str] = ListAttribute()
    uploads: ListAttribute[str] = ListAttribute()
    records: ListAttribute[str] = ListAttribute()
    vermeldingen: ListAttribute[str] = ListAttribute()


class GrafsteenItem(Item, discriminator="vernietigd"):
    identificatie = UuidAttribute()
    lijst = UuidAttribute()
    resultaat = UnicodeAttribute()
    tijdstip = TijdstipAttribute()
    werk = WerkMap(null=True)


class TeVerwijderenItem(Item):
    """Any item, of which the key is all that is known."""

    reacties = UnicodeSetAttribute(null=True)
    dubbelen = UnicodeSetAttribute(null=True)
    emailberichten = UnicodeSetAttribute(null=True)


class Vernietigingen(Bewaarbron):
    """The tombstones, and what they name."""

    def grafstenen(self, emailberichten: Sequence[UUID]) -> Mapping[UUID, Grafsteen]:
        gevonden = map(_uit, lees_items(GrafsteenItem, "VERNIETIGD", emailberichten))
        return {steen.emailbericht: steen for steen in gevonden}

    def opruimwerk(self, mail: Mailstand, intake: Sequence[str], uploads: Mapping[UUID, str], *, wissen: bool) -> Opruimwerk:
        bericht = mail.bericht
        item = EmailberichtItem.get(*table_key("EMAILBERICHT", bericht.identificatie), consistent_read=True)
        eigenaren = dict.fromkeys((*verzenders_van(mail), *bericht.losse_verzendingen))
        mee = [een.pk for een in lees_items(UploadItem, "UPLOAD", uploads) if een.klantcontact in eigenaren]
        keys = chain(
            self._documenten(mail, item),
            _bij(mail, mee),
            self._notities(mail),
            self._rectificaties(mail),
            Zoekindex(self._table).plekken(
                zoekingang(bericht, [een.bestaande_zaak or str(een.identificatie) for een in mail.zaken])
            ),
            [bevestiging_key(self._table.hash_key, bericht.envelop.betrokkene.adres)] if wissen else (),
            *(
                (table_key("TAAKGESPREK", een.identificatie), table_key("KLANTCONTACT", een.identificatie))
                for een in mail.klantcontacten
            ),
            [table_key("EMAILBERICHT", bericht.identificatie)],
        )
        records = sorted(dict.fromkeys(map(_tekst, keys)), key=_plek)
        return Opruimwerk(
            mappen=(f"emailberichten/{bericht.identificatie}/", *(f"klantcontacten/{een}/" for een in eigenaren)),
            intake=tuple(intake),
            uploads=tuple(uploads[UUID(pk.rpartition("#")[2])] for pk in mee),
            records=tuple(records),
            vermeldingen=tuple(map("\t".join, self._vermeldingen(bericht, item))),
        )

    def begin(self, mail: Mailstand, steen: Grafsteen) -> None:
        acties: list[Action] = [EmailberichtItem.vernietiging.set(steen.lijst), *(een.remove() for een in _VAN_LIJSTEN)]
        merk = Update(bericht_by_key(steen.emailbericht), acties, ongewijzigd(mail.bericht) & is_onbeperkt())
        transact(self._table, New(_item(steen)), merk)

    def heeft_verzending(self, verzending: UUID) -> bool:
        return any(lees_items(VerzendingItem, "VERZENDING", [verzending]))

    def plaats(self, steen: Grafsteen) -> None:
        with vertaald():
            _item(steen).save()

    def verwijder(self, werk: Opruimwerk) -> None:
        """Remove the items, those that lead to others last. It is no error when one is gone already."""
        for vermelding in werk.vermeldingen:
            self._maak_los(*vermelding.split("\t"))
        laatste = [key for key in werk.records if _plek(key)]
        alle(_verwijder, [key for key in werk.records if not _plek(key)])
        for key in laatste:
            _verwijder(key)

    def _maak_los(self, pk: str, sk: str, attribuut: str, waarde: str) -> None:
        """Take the name of a mail out of a set of another item, and remove an item that named no other e-mailbericht.

        The update is a transaction. After a plain update PynamoDB would read the item into the model of its kind, which
        is not known here. A transaction gives no item back.
        """
        item, namen = TeVerwijderenItem(pk, sk), getattr(TeVerwijderenItem, attribuut)
        genoemd = namen.contains(waarde)
        alleen_deze = genoemd & (size(Path(attribuut)) == 1)
        if attribuut == "emailberichten" and _gedaan(lambda: item.delete(condition=alleen_deze)):
            return
        los = Update(item, [namen.delete({waarde})], genoemd)
        _gedaan(lambda: transact(self._table, los))  # it may be named no more

    # -- what belongs to a mail ----------------------------------------------------------------------------------------

    @staticmethod
    def _documenten(mail: Mailstand, item: EmailberichtItem) -> Iterator[tuple[str, str]]:
        los = (informatieobject_id(een, "") for een in mail.bericht.losse_verzendingen)
        ids = {*los, *documenten_van(mail, item.documenten or ())}
        return (table_key("INFORMATIEOBJECT", een) for een in sorted(ids))

    @staticmethod
    def _notities(mail: Mailstand) -> Iterator[tuple[str, str]]:
        """Yield the notes on a mail and on its tasks, and the drafts for it: each is a partition."""
        for over in (mail.bericht.identificatie, *(taak.identificatie for taak in mail.taken)):
            yield from ((een.pk, een.sk) for een in NotitieItem.query(notitielijst(over), consistent_read=True))
        lijst = conceptenlijst(mail.bericht.identificatie)
        yield from ((een.pk, een.sk) for een in ConceptItem.query(lijst, consistent_read=True))

    @staticmethod
    def _rectificaties(mail: Mailstand) -> Iterator[tuple[str, str]]:
        for contact in mail.klantcontacten:
            lijst = rectificatielijst(contact.identificatie)
            yield from ((een.pk, een.sk) for een in RectificatieItem.query(lijst, consistent_read=True))

    @staticmethod
    def _vermeldingen(bericht: Emailbericht, item: EmailberichtItem) -> Iterator[tuple[str, str, str, str]]:
        eigen = str(bericht.identificatie)
        anderen = set(map(str, bericht.dubbelen))
        ontvangst = of_niets(item.ontvangst)
        if ontvangst is not None:
            key = ontvangst_key(ontvangst)
            for een in OntvangstItem.batch_get([key], consistent_read=True):
                anderen |= set(een.emailberichten or ())
            yield *key, "emailberichten", eigen
        for ander in sorted(anderen - {eigen}):
            yield *table_key("EMAILBERICHT", UUID(ander)), "dubbelen", eigen
        verband = bericht.envelop.verband
        if verband is not None and verband.taak_op is not None:
            key = table_key("TAAKGESPREK", verband.taak_op)
            yield *key, "reacties", sort_key(bericht.envelop.ontvangen_op, bericht.identificatie)


def _bij(mail: Mailstand, uploads: Iterable[str]) -> Iterator[tuple[str, str]]:
    for verzending in mail.verzendingen:
        yield table_key("VERZENDING", verzending.identificatie)
        ids = (verzending.ses_bericht_id, verzending.bericht_id, verzending.kenmerk)
        yield from (berichtid_key(een) for een in ids if een)
    for taak in mail.taken:
        yield table_key("INTERNETAAK", taak.identificatie)
    yield from (table_key("ZAAK", zaak.identificatie) for zaak in mail.zaken)
    yield from ((pk, "UPLOAD") for pk in uploads)


def _tekst(key: tuple[str, str]) -> str:
    return "\t".join(key)


def _plek(key: str) -> int:
    """Return the place of an item in the order in which they go."""
    soort = key.partition("#")[0]
    return _LATEN_STAAN.index(soort) + 1 if soort in _LATEN_STAAN else 0


def _verwijder(key: str) -> None:
    pk, _, sk = key.partition("\t")
    with vertaald():
        TeVerwijderenItem(pk, sk).delete()


def _gedaan(schrijf: Callable[[], object]) -> bool:
    """Write, and tell whether the condition held."""
    try:
        with vertaald():
            schrijf()
    except Geweigerd:
        return False
    return True


def _item(steen: Grafsteen) -> GrafsteenItem:
    werk = steen.werk
    return GrafsteenItem(
        *table_key("VERNIETIGD", steen.emailbericht),
        identificatie=steen.emailbericht,
        lijst=steen.lijst,
        resultaat=steen.resultaat,
        tijdstip=steen.tijdstip,
        werk=WerkMap(
            mappen=list(werk.mappen),
            intake=list(werk.intake),
            uploads=list(werk.uploads),
            records=list(werk.records),
            vermeldingen=list(werk.vermeldingen),
        )
        if werk
        else None,
    )


def _uit(item: GrafsteenItem) -> Grafsteen:
    werk = of_niets(item.werk)
    return Grafsteen(
        emailbericht=item.identificatie,
        lijst=item.lijst,
        resultaat=item.resultaat,
        tijdstip=item.tijdstip,
        werk=Opruimwerk(
            mappen=tuple(werk.mappen),
            intake=tuple(werk.intake),
            uploads=tuple(werk.uploads),
            records=tuple(werk.records),
            vermeldingen=tuple(werk.vermeldingen),
        )
        if werk is not None
        else None,
    )
