"""The terms of keeping on DynamoDB."""

from dataclasses import replace

import pytest

from klantmail.adapters.dynamodb.bewaartermijnen import Termijnentabel
from klantmail.domain.bewaartermijn import STANDAARD, Bewaartermijn
from klantmail.domain.fouten import Geweigerd
from tests.support.builders import ARCHIVARIS
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories


@pytest.fixture
def tabel(dynamodb: AllRepositories) -> Termijnentabel:
    return Termijnentabel(dynamodb._table)


def test_the_terms_are_replaced_by_the_next_version_only(tabel: Termijnentabel) -> None:
    assert tabel.bewaartermijnen() is STANDAARD
    shorter = replace(STANDAARD.regels[-1], termijn=Bewaartermijn(dagen=14), postvakken=("info@gemeente.example",))
    first = replace(
        STANDAARD,
        regels=(*STANDAARD.regels, shorter),
        versie=1,
        gewijzigd_op=BEGIN,
        gewijzigd_door=ARCHIVARIS.identificatie,
    )
    with pytest.raises(Geweigerd):
        tabel.bewaar_bewaartermijnen(replace(first, versie=2))
    tabel.bewaar_bewaartermijnen(first)
    with pytest.raises(Geweigerd):
        tabel.bewaar_bewaartermijnen(replace(first, regels=STANDAARD.regels))
    assert tabel.bewaartermijnen() == first
    tabel.bewaar_bewaartermijnen(replace(first, versie=2, regels=STANDAARD.regels))
    assert tabel.bewaartermijnen().regels == STANDAARD.regels
