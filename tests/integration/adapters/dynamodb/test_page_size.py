"""No answer exceeds 1 MB and no item 400 KB, whatever a citizen sends and however long the lists are."""

from uuid import UUID

import pytest

from klantmail.adapters.dynamodb.records import record_item
from klantmail.domain.fouten import OngeldigeInvoer
from klantmail.domain.standaardantwoord import MAX_PLAATSHOUDERS
from klantmail.usecases.beheer.standaardantwoorden import Standaardtekst
from tests.support.builders import ANNA, BEHEER, Gemeente
from tests.support.largest import (
    GRENS,
    GRENS_ITEM,
    MAILS,
    fill,
    grootte_van_item,
    invulling,
    klantcontacten_van,
    lijsten,
    of_mail_,
    pages,
)
from tests.support.repositories import AllRepositories


@pytest.mark.parametrize("kind", MAILS)
def test_every_answer_about_the_largest_mail_is_less_than_1_mb(kind: str) -> None:
    measured = list(of_mail_(MAILS[kind]()))
    assert len({operatie for operatie, _ in measured}) == 7
    assert {operatie: count for operatie, count in measured if count >= GRENS} == {}


@pytest.mark.parametrize("kind", MAILS)
def test_a_klantcontact_of_the_largest_mail_fits_in_an_item(kind: str) -> None:
    measured = [grootte_van_item(record_item(contact, b"h" * 32)) for contact in klantcontacten_van(MAILS[kind]())]
    assert measured
    assert max(measured) < GRENS_ITEM


def test_what_does_not_become_a_document_is_told_and_is_in_the_mail_itself() -> None:
    gemeente = Gemeente()
    mail = MAILS["1,990 attachments with long names"]()
    geopend = gemeente.inziener.open(gemeente.ontvang(mail), ANNA)
    (eml, *bijlagen) = geopend.klantcontact.bijlagen
    assert len(bijlagen) == 1000
    assert eml.bestandsomvang == len(mail)
    assert any("meer dan 1000 bijlagen" in each for each in geopend.waarschuwingen)
    assert all(len(each.bestandsnaam.encode()) <= 45 and each.bestandsnaam.endswith(".pdf") for each in bijlagen)
    assert gemeente.repos.informatieobject(bijlagen[0].informatieobject).titel.startswith("0")


def test_a_page_of_the_largest_records_is_less_than_1_mb_and_every_one_is_listed_once(dynamodb: AllRepositories) -> None:
    fill(dynamodb)
    for operatie, (read_, vorm) in lijsten(dynamodb).items():
        seen: list[UUID] = []
        for count, identificaties in pages(read_, vorm):
            assert count < GRENS // (2 if "each of both" in operatie else 1), operatie
            assert identificaties or operatie == "GET /standaardantwoorden"
            seen += identificaties
        assert (len(seen), len(set(seen))) == (100, 100), operatie


def test_a_standard_answer_has_so_many_placeholders_that_what_is_filled_in_fits() -> None:
    assert invulling() < GRENS
    te_veel = Standaardtekst("x", "{{onderwerp}}" * (MAX_PLAATSHOUDERS + 1))
    gemeente = Gemeente()
    with pytest.raises(OngeldigeInvoer) as error:
        gemeente.standaardantwoorden.maak(BEHEER, "s", te_veel)
    assert [each.veld for each in error.value.fouten] == ["inhoud"]
    made = gemeente.standaardantwoorden.maak(BEHEER, "t", Standaardtekst("x", "y"))
    with pytest.raises(OngeldigeInvoer):
        gemeente.standaardantwoorden.wijzig(made.identificatie, BEHEER, 1, te_veel)
    assert gemeente.standaardantwoorden.lees(made.identificatie) == made
