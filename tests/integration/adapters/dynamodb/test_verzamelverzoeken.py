"""Requests to have mail collected on DynamoDB, and what is read for them."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from klantmail.adapters.dynamodb.concepten import Concepten
from klantmail.adapters.dynamodb.maildossiers import Maildossiers
from klantmail.adapters.dynamodb.table import table_key
from klantmail.adapters.dynamodb.vernietigingen import GrafsteenItem
from klantmail.adapters.dynamodb.verzamelverzoeken import Inzageverzoeken, Wooverzoeken
from klantmail.domain.bewaren import Mailstand
from klantmail.domain.fouten import Geweigerd, NietGevonden
from klantmail.domain.identificatie import informatieobject_id
from klantmail.domain.notitie import Notitie
from klantmail.domain.verzamelverzoek import Bestand
from tests.support.builders import ANNA, POSTVAK, bericht, concept, document, taak
from tests.support.fake_privacy import inzageverzoek, wooverzoek
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories

VERZOEK = inzageverzoek("eva@burger.example", "eva@werk.example", nummer=0x88)


def test_a_request_reads_back_the_same_and_is_replaced_by_the_next_version_only(dynamodb: AllRepositories) -> None:
    kast = Inzageverzoeken(dynamodb._table)
    with pytest.raises(NietGevonden):
        kast.verzoek(VERZOEK.identificatie)
    kast.bewaar(VERZOEK)
    assert kast.verzoek(VERZOEK.identificatie) == VERZOEK
    with pytest.raises(Geweigerd):
        kast.bewaar(VERZOEK)
    found = replace(VERZOEK, niet_ingenomen=3, gevonden_key="inzageverzoeken/1/gevonden.txt", gevonden=2, versie=2)
    kast.bewaar(found)
    file = Bestand(object_key="inzageverzoeken/1/1.zip", omvang=10, emailberichten=2)
    klaar = found.met(file, 2, {"emailberichten": 2, "inzagen": 0}, BEGIN + timedelta(minutes=1))
    kast.bewaar(klaar)
    assert kast.verzoek(VERZOEK.identificatie) == klaar
    with pytest.raises(Geweigerd):
        kast.bewaar(replace(found, gevonden=3))
    later = replace(VERZOEK, identificatie=UUID(int=0x89), gevraagd_op=BEGIN + timedelta(hours=1))
    kast.bewaar(later)
    assert kast.verzoeken() == [later, klaar]


def test_a_woo_verzoek_reads_back_the_same_and_is_no_inzageverzoek(dynamodb: AllRepositories) -> None:
    kast = Wooverzoeken(dynamodb._table)
    verzoek = wooverzoek("windmolens", "dorp", van=date(2026, 1, 1), tot=date(2026, 6, 30), postvakken=(POSTVAK,), nummer=0x90)
    everything = replace(verzoek, identificatie=UUID(int=0x91), postvakken=())
    for each in (verzoek, everything):
        kast.bewaar(each)
        assert kast.verzoek(each.identificatie) == each
    assert kast.verzoeken() == [everything, verzoek]
    with pytest.raises(Geweigerd):
        kast.bewaar(verzoek)
    assert Inzageverzoeken(dynamodb._table).verzoeken() == []
    with pytest.raises(NietGevonden, match="Woo-verzoek"):
        kast.verzoek(VERZOEK.identificatie)


def test_documents_notes_and_drafts_of_a_mail_are_read_and_those_of_another_are_not(dynamodb: AllRepositories) -> None:
    mail = bericht()
    own = replace(document(), identificatie=informatieobject_id(mail.identificatie, ""))
    dynamodb.neem_op(mail, own)
    dynamodb.neem_op(bericht(2), document(2))
    stand = Mailstand(bericht=mail, taken=(taak(),))
    for number, over in enumerate((mail.identificatie, taak().identificatie, bericht(2).identificatie)):
        notitie = Notitie(
            identificatie=UUID(int=number), over=over, tekst="t", medewerker=ANNA.identificatie, naam=ANNA.naam, tijdstip=BEGIN
        )
        dynamodb.schrijf_notitie(notitie)
    for each in (concept(), replace(concept(), emailbericht=bericht(2).identificatie)):
        Concepten(dynamodb._table).maak_concept(each)
    dossiers = Maildossiers(dynamodb._table)
    assert dossiers.documenten(stand, geheel=True) == [own]
    assert dossiers.documenten(stand, geheel=False) == []
    assert [each.over for each in dossiers.notities(stand)] == [mail.identificatie, taak().identificatie]
    assert dossiers.concepten(stand) == [concept()]


def test_a_request_of_before_mail_in_the_intake_was_counted_is_read(dynamodb: AllRepositories) -> None:
    kast = Inzageverzoeken(dynamodb._table)
    kast.bewaar(VERZOEK)
    item = kast.ITEM.get(kast.LIJST, str(VERZOEK.identificatie))
    item.update([kast.ITEM.niet_ingenomen.remove()])
    assert kast.verzoek(VERZOEK.identificatie) == VERZOEK


def test_a_mail_is_destroyed_when_it_has_a_tombstone(dynamodb: AllRepositories) -> None:
    gevraagd = [UUID(int=number) for number in range(150)]
    gone = gevraagd[::7]
    for each in gone:
        GrafsteenItem(*table_key("VERNIETIGD", each), identificatie=each, lijst=each, resultaat="geen", tijdstip=BEGIN).save()
    dossiers = Maildossiers(dynamodb._table)
    assert dossiers.vernietigd(gevraagd) == frozenset(gone)
    assert dossiers.vernietigd([]) == frozenset()
