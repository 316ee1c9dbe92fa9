"""Conversations with all that came of them, on DynamoDB, and the lists of mail that may be due.

The klantcontacten of a conversation are in the index `gesprek`, and so is each mail that claims to belong to it
(`<gesprek>#mail`), which may have no klantcontact. The records of a mail are named by its outcome, by the steps on it
and by its klantcontacten.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import batched
from typing import Final
from uuid import UUID

from klantmail.adapters.dynamodb.adreshash import afzender_hash
from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem, afgehandeld_op, bericht_uit, lijst_van, mails_in
from klantmail.adapters.dynamodb.emailbericht_reading import Emailberichtlezer
from klantmail.adapters.dynamodb.interne_taak_mapping import InterneTaakItem, taak_uit
from klantmail.adapters.dynamodb.klantcontacten import KlantcontactItem, klantcontact_uit
from klantmail.adapters.dynamodb.table import Item, Repository, table_key
from klantmail.adapters.dynamodb.verzending_mapping import VerzendingItem, verzending_uit
from klantmail.adapters.dynamodb.zaken import ZaakItem, zaak_uit
from klantmail.domain.bewaren import Gespreksstand, Mailstand
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht
from klantmail.domain.identificatie import informatieobject_id
from klantmail.domain.interne_taak import InterneTaak
from klantmail.domain.klantcontact import Klantcontact

_PER_KEER: Final = 100
"""The most keys of one BatchGetItem."""


class Dossiers(Repository):
    """The conversations."""

    def gesprek(self, gesprek: UUID) -> Gespreksstand:
        contacten: dict[UUID, list[Klantcontact]] = defaultdict(list)
        for item in lees_items(KlantcontactItem, "KLANTCONTACT", _rijen(str(gesprek))):
            contacten[item.emailbericht].append(klantcontact_uit(item))
        ids = {gesprek, *contacten, *_rijen(mails_in(gesprek))}
        berichten = [bericht_uit(item) for item in lees_items(EmailberichtItem, "EMAILBERICHT", ids)]
        return Gespreksstand(tuple(self._stand(een, contacten[een.identificatie]) for een in berichten))

    def _stand(self, bericht: Emailbericht, bekend: Sequence[Klantcontact]) -> Mailstand:
        delen = bericht.delen
        genoemd = {een for deel in delen for een in deel.klantcontacten} - {een.identificatie for een in bekend}
        gelezen = (klantcontact_uit(item) for item in lees_items(KlantcontactItem, "KLANTCONTACT", genoemd))
        contacten = [*bekend, *(een for een in gelezen if een.emailbericht == bericht.identificatie)]
        verzendingen = {
            *bericht.losse_verzendingen,
            *(een for deel in delen for een in deel.verzendingen),
            *(een.verzending for een in contacten if een.verzending),
        }
        zaken = {*(deel.zaak for deel in delen if deel.zaak), *(een.zaak for een in contacten if een.zaak)}
        return Mailstand(
            bericht=bericht,
            klantcontacten=tuple(sorted(contacten, key=lambda een: (een.geregistreerd_op, een.identificatie))),
            taken=tuple(_taken(deel.interne_taak for deel in delen if deel.interne_taak)),
            verzendingen=tuple(verzending_uit(item) for item in lees_items(VerzendingItem, "VERZENDING", verzendingen)),
            zaken=tuple(zaak_uit(item) for item in lees_items(ZaakItem, "ZAAK", zaken)),
        )


class Bewaarbron(Dossiers, Emailberichtlezer):
    """The lists of mail, with the conversations."""

    def afgehandeld_op(self, dag: date) -> Sequence[Emailbericht]:
        return _op_lijst(afgehandeld_op(dag))

    def niet_afgehandeld(self, postvak: str) -> Sequence[Emailbericht]:
        lijsten = (lijst_van(postvak, status) for status in (None, Berichtstatus.QUARANTAINE))
        return [bericht for lijst in lijsten for bericht in _op_lijst(lijst)]

    def contacten_met(self, adres: str) -> Sequence[UUID]:
        lijst = afzender_hash(self._table.hash_key, adres)
        rijen = [rij["AFZENDER_SK"]["S"] for blad in Item.afzender.query(lijst).page_iter for rij in blad["Items"]]
        ids = [UUID(rij.rpartition("#")[2]) for rij in rijen]
        return sorted({item.emailbericht for item in lees_items(KlantcontactItem, "KLANTCONTACT", ids)})


def _op_lijst(lijst: str) -> Sequence[Emailbericht]:
    vraag = Item.werkvoorraad.query(lijst)
    return [bericht_uit(EmailberichtItem.from_raw_data(rij)) for blad in vraag.page_iter for rij in blad["Items"]]


def _rijen(gesprek: str) -> Sequence[UUID]:
    vraag = Item.gesprekken.query(gesprek)
    return [UUID(rij["GESPREK_SK"]["S"].rpartition("#")[2]) for blad in vraag.page_iter for rij in blad["Items"]]


def lees_items[I: Item](model: type[I], soort: str, identificaties: Iterable[UUID]) -> Iterator[I]:
    """Yield the items that these identificaties name, as far as they are there; consistent read."""
    keys = [table_key(soort, een) for een in dict.fromkeys(identificaties)]
    for deel in batched(keys, _PER_KEER, strict=False):
        yield from model.batch_get(list(deel), consistent_read=True)


def _taken(eerste: Iterable[UUID]) -> Iterator[InterneTaak]:
    """Yield these tasks, and those that they became."""
    volgende: Sequence[UUID] = list(eerste)
    while volgende:
        taken = [taak_uit(item) for item in lees_items(InterneTaakItem, "INTERNETAAK", volgende)]
        yield from taken
        volgende = [taak.opvolger for taak in taken if taak.opvolger]


def documenten_van(mail: Mailstand, documenten: Iterable[str]) -> Iterator[UUID]:
    """Yield the documents of a mail and of what was sent about it, as far as their names are known.

    Args:
        documenten: the attachments that the item of the mail names.
    """
    yield informatieobject_id(mail.bericht.identificatie, "")
    yield from map(UUID, documenten)
    yield from documenten_bij(mail)


def documenten_bij(mail: Mailstand) -> Iterator[UUID]:
    """Yield the documents of the klantcontacten of a mail, and of what was sent about it."""
    yield from (informatieobject_id(een, "") for een in verzenders_van(mail))
    yield from (bijlage.informatieobject for een in mail.klantcontacten for bijlage in een.bijlagen)


def verzenders_van(mail: Mailstand) -> Sequence[UUID]:
    """Return the klantcontacten and verzendingen of a mail: what was sent about it is archived under one of these."""
    contacten = (een.identificatie for een in mail.klantcontacten)
    return list(dict.fromkeys((*contacten, *(een.identificatie for een in mail.verzendingen))))
