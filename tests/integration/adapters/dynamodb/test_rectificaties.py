"""Rectifications on DynamoDB."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from klantmail.adapters.dynamodb.rectificaties import Rectificaties
from klantmail.adapters.dynamodb.vernietigingen import Vernietigingen
from klantmail.domain.bewaren import Mailstand
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.fouten import Geweigerd
from klantmail.domain.rectificatie import Rectificatie
from klantmail.domain.vernietiging import Grafsteen
from tests.support.builders import ANNA, bericht, document, klantcontact
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories

MAIL = bericht(status=Berichtstatus.QUARANTAINE)
RECTIFICATIE = Rectificatie(
    identificatie=UUID(int=1),
    klantcontact=klantcontact().identificatie,
    tekst="Met dubbel s",
    medewerker=ANNA.identificatie,
    naam=ANNA.naam,
    tijdstip=BEGIN,
)


def test_what_is_written_reads_back_the_same_oldest_first_and_is_never_replaced(dynamodb: AllRepositories) -> None:
    dynamodb.neem_op(MAIL, document())
    rectificaties = Rectificaties(dynamodb._table)
    later = replace(RECTIFICATIE, identificatie=UUID(int=0), tijdstip=BEGIN + timedelta(minutes=1))
    for each in (later, RECTIFICATIE, replace(RECTIFICATIE, klantcontact=UUID(int=9))):
        rectificaties.schrijf_rectificatie(each, MAIL.identificatie)
    with pytest.raises(Geweigerd):
        rectificaties.schrijf_rectificatie(replace(RECTIFICATIE, tekst="Anders"), MAIL.identificatie)
    assert rectificaties.rectificaties(RECTIFICATIE.klantcontact) == [RECTIFICATIE, later]


def test_nothing_is_put_right_of_a_mail_that_is_being_destroyed_or_is_gone(dynamodb: AllRepositories) -> None:
    rectificaties, vernietigingen = Rectificaties(dynamodb._table), Vernietigingen(dynamodb._table)
    with pytest.raises(Geweigerd):
        rectificaties.schrijf_rectificatie(RECTIFICATIE, MAIL.identificatie)
    dynamodb.neem_op(MAIL, document())
    rectificaties.schrijf_rectificatie(RECTIFICATIE, MAIL.identificatie)
    stand = Mailstand(bericht=MAIL, klantcontacten=(klantcontact(),))
    werk = vernietigingen.opruimwerk(stand, (), {}, wissen=False)
    steen = Grafsteen(emailbericht=MAIL.identificatie, lijst=UUID(int=7), resultaat="geen", tijdstip=BEGIN, werk=werk)
    vernietigingen.begin(stand, steen)
    with pytest.raises(Geweigerd):
        rectificaties.schrijf_rectificatie(replace(RECTIFICATIE, identificatie=UUID(int=2)), MAIL.identificatie)
    vernietigingen.verwijder(werk)
    assert rectificaties.rectificaties(RECTIFICATIE.klantcontact) == []
