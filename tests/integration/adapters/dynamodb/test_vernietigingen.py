"""Tombstones and lists on DynamoDB."""

from dataclasses import replace
from uuid import UUID

import pytest

from klantmail.adapters.dynamodb.vernietigingen import Vernietigingen
from klantmail.adapters.dynamodb.vernietigingslijsten import Lijstenkast, VernietigingslijstItem
from klantmail.domain.bewaren import Mailstand
from klantmail.domain.emailbericht import Berichtstatus, Vrijgave
from klantmail.domain.fouten import Geweigerd, NietGevonden
from klantmail.domain.vernietiging import (
    Aantallen,
    Goedkeuring,
    Grafsteen,
    Lijstsoort,
    Lijststatus,
    Uitzondering,
    Vernietigingslijst,
    Wisverzoek,
    Zaakaantal,
)
from klantmail.domain.zaaktermijn import Zaakreden
from ontleden.ontleding import Adres
from tests.support.builders import ARCHIVARIS, BEHEER, bericht, document
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories

LIJST = UUID(int=0x77)


@pytest.fixture
def vernietigingen(dynamodb: AllRepositories) -> Vernietigingen:
    return Vernietigingen(dynamodb._table)


def _apart(dynamodb: AllRepositories) -> Mailstand:
    one = bericht(status=Berichtstatus.QUARANTAINE)
    dynamodb.neem_op(one, document())
    return Mailstand(bericht=one)


def _steen(vernietigingen: Vernietigingen, mail: Mailstand) -> Grafsteen:
    werk = vernietigingen.opruimwerk(mail, (), {}, wissen=False)
    return Grafsteen(emailbericht=mail.bericht.identificatie, lijst=LIJST, resultaat="geen", tijdstip=BEGIN, werk=werk)


def test_nothing_can_be_done_with_a_mail_that_is_being_destroyed(
    dynamodb: AllRepositories, vernietigingen: Vernietigingen
) -> None:
    mail = _apart(dynamodb)
    steen = _steen(vernietigingen, mail)
    assert not dynamodb.is_vernietigd(steen.emailbericht)
    vernietigingen.begin(mail, steen)
    assert dynamodb.is_vernietigd(steen.emailbericht)
    assert vernietigingen.grafstenen([steen.emailbericht]) == {steen.emailbericht: steen}
    with pytest.raises(Geweigerd):
        dynamodb.laat_toe(mail.bericht, Vrijgave(BEHEER.identificatie, BEHEER.naam, BEGIN))
    with pytest.raises(Geweigerd):
        vernietigingen.begin(mail, replace(steen, lijst=UUID(int=0x78)))


def test_a_mail_that_changed_since_it_was_judged_gets_no_tombstone(
    dynamodb: AllRepositories, vernietigingen: Vernietigingen
) -> None:
    mail = _apart(dynamodb)
    steen = _steen(vernietigingen, mail)
    dynamodb.laat_toe(mail.bericht, Vrijgave(BEHEER.identificatie, BEHEER.naam, BEGIN))
    with pytest.raises(Geweigerd):
        vernietigingen.begin(mail, steen)
    assert not dynamodb.is_vernietigd(steen.emailbericht)


def test_what_a_tombstone_names_goes_and_may_go_twice(dynamodb: AllRepositories, vernietigingen: Vernietigingen) -> None:
    mail = _apart(dynamodb)
    steen = _steen(vernietigingen, mail)
    vernietigingen.begin(mail, steen)
    assert steen.werk is not None
    for _ in range(2):
        vernietigingen.verwijder(steen.werk)
    vernietigingen.plaats(replace(steen, werk=None))
    with pytest.raises(NietGevonden):
        dynamodb.emailbericht(steen.emailbericht)
    assert vernietigingen.grafstenen([steen.emailbericht])[steen.emailbericht].werk is None


def test_the_other_of_two_that_came_twice_names_a_destroyed_one_no_more(
    dynamodb: AllRepositories, vernietigingen: Vernietigingen
) -> None:
    mail = _apart(dynamodb)
    other = bericht(2)
    dynamodb.neem_op(other, document(2))
    for each, deze in ((mail.bericht, other), (other, mail.bericht)):
        dynamodb.meld_dubbel(each.identificatie, deze.identificatie)
    bericht_ = dynamodb.emailbericht(mail.bericht.identificatie)
    assert [each.dubbelen for each in (bericht_, dynamodb.emailbericht(other.identificatie))] == [
        (other.identificatie,),
        (bericht_.identificatie,),
    ]
    steen = _steen(vernietigingen, Mailstand(bericht=bericht_))
    vernietigingen.begin(Mailstand(bericht=bericht_), steen)
    assert steen.werk is not None
    for _ in range(2):
        vernietigingen.verwijder(steen.werk)
    assert dynamodb.emailbericht(other.identificatie).dubbelen == ()


@pytest.mark.parametrize(
    ("indiener", "receiver"), [(None, "jan@burger.example"), (Adres("Els", "els@elders.example"), "els@elders.example")]
)
def test_an_erasure_takes_along_that_a_person_was_sent_a_receipt(
    dynamodb: AllRepositories, vernietigingen: Vernietigingen, indiener: Adres | None, receiver: str
) -> None:
    mail = bericht(status=Berichtstatus.AFGEHANDELD)
    mail = replace(mail, envelop=replace(mail.envelop, indiener=indiener))
    dynamodb.neem_op(mail, document())
    for wissen in (True, False):
        werk = vernietigingen.opruimwerk(Mailstand(bericht=mail), (), {}, wissen=wissen)
        assert ("\t".join(dynamodb.key_van(receiver)) in werk.records) == wissen


def test_a_list_reads_back_the_same_and_is_replaced_by_the_next_version_only(dynamodb: AllRepositories) -> None:
    kast = Lijstenkast(dynamodb._table)
    counts = (Aantallen(resultaat="6.1.3", omschrijving="Verzoek om informatie", emailberichten=2, documenten=3),)
    lijst = Vernietigingslijst(
        identificatie=LIJST,
        soort=Lijstsoort.WISSING,
        status=Lijststatus.GOEDGEKEURD,
        peildatum=BEGIN.date(),
        gevraagd_op=BEGIN,
        opgesteld_op=BEGIN,
        object_key="vernietiging/x.csv",
        sha256="0" * 64,
        aantallen=counts,
        loopt_nog=1,
        blijft_bij_zaak=(Zaakaantal(Zaakreden.TERMIJN_LOOPT, 12), Zaakaantal(Zaakreden.NIET_GELEZEN, 1)),
        wisverzoek=Wisverzoek(
            medewerker=ARCHIVARIS.identificatie,
            naam=ARCHIVARIS.naam,
            reden="Verzoek",
            idempotency_key="k",
            vingerafdruk="v",
            adres="jan@burger.example",
        ),
        goedkeuring=Goedkeuring(
            medewerker=ARCHIVARIS.identificatie,
            naam=ARCHIVARIS.naam,
            tijdstip=BEGIN,
            uitzonderingen=(Uitzondering(reden="Klacht", resultaat="6.1"), Uitzondering(reden="Klacht", emailbericht=LIJST)),
            idempotency_key="k",
            vingerafdruk="v",
        ),
        vernietigd_op=BEGIN,
        vernietigd=counts,
        uitgezonderd=1,
        overgeslagen=2,
        verklaring="vernietiging/x.html",
        versie=1,
    )
    with pytest.raises(Geweigerd):
        kast.bewaar_vernietigingslijst(replace(lijst, versie=2))
    kast.bewaar_vernietigingslijst(lijst)
    with pytest.raises(Geweigerd):
        kast.bewaar_vernietigingslijst(lijst)
    assert kast.vernietigingslijst(LIJST) == lijst
    kast.bewaar_vernietigingslijst(replace(lijst, versie=2))
    assert [each.versie for each in kast.vernietigingslijsten()] == [2]


def test_a_list_of_before_zaken_were_asked_for_reads_as_one_that_keeps_nothing_for_a_zaak(dynamodb: AllRepositories) -> None:
    kast = Lijstenkast(dynamodb._table)
    lijst = Vernietigingslijst(
        identificatie=LIJST,
        soort=Lijstsoort.MAAND,
        status=Lijststatus.OPGESTELD,
        peildatum=BEGIN.date(),
        gevraagd_op=BEGIN,
        versie=1,
    )
    kast.bewaar_vernietigingslijst(lijst)
    (item,) = VernietigingslijstItem.scan()
    assert "blijftBijZaak" not in item.serialize()
    assert kast.vernietigingslijst(LIJST) == lijst
    with pytest.raises(NietGevonden):
        kast.vernietigingslijst(UUID(int=1))
