from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from klantmail.domain.emailbericht import Emailbericht, Ontleedstand
from klantmail.domain.feit import Feit, feiten_van_bericht, feiten_van_taak, feiten_van_zaak
from klantmail.domain.fouten import NietBeschikbaar
from klantmail.domain.zoekingang import Zoekingang, zoekingang
from klantmail.usecases.nazorg.indexeren import Indexeerder, Indexresultaat
from tests.support.builders import afhandeling, bericht, bestaande_zaak, taak, zaak
from tests.support.fake_zoekindex import NepZoekindex
from tests.support.fakes import BEGIN, NepRepositories
from tests.unit.domain.test_feit import met_geschiedenis


def opstelling(*berichten: Emailbericht) -> tuple[Indexeerder, NepZoekindex, NepRepositories]:
    tabel = NepRepositories(berichten={een.identificatie: een for een in berichten})
    index = NepZoekindex(lambda: tabel.berichten)
    return Indexeerder(emailberichten=tabel, zaken=tabel, index=index), index, tabel


def test_a_feit_brings_its_mail_into_the_index_as_the_mail_is_now() -> None:
    een = met_geschiedenis()
    indexeerder, index, _ = opstelling(een)
    eerste, *later = feiten_van_bericht(een)
    assert indexeerder.verwerk(eerste) is Indexresultaat.GEINDEXEERD
    assert index.ingangen == {een.identificatie: zoekingang(een)}
    assert {indexeerder.verwerk(feit) for feit in later} == {Indexresultaat.AL_GEINDEXEERD}


def test_the_order_in_which_feiten_come_makes_no_difference() -> None:
    een, ander = met_geschiedenis(), bericht(2)
    feiten: Sequence[Feit] = [*feiten_van_bericht(een), *feiten_van_bericht(ander)] * 2
    for poging in range(5):
        indexeerder, index, _ = opstelling(een, ander)
        for feit in Random(poging).sample(feiten, len(feiten)):  # noqa: S311  # no secret
            indexeerder.verwerk(feit)
        assert index.ingangen == {een.identificatie: zoekingang(een), ander.identificatie: zoekingang(ander)}


def test_a_mail_that_was_not_read_yet_is_offered_again_and_one_that_was_given_up_is_not() -> None:
    een = bericht()
    (feit,) = feiten_van_bericht(een)
    indexeerder, index, tabel = opstelling(replace(een, ontleedstand=Ontleedstand.ONTBREEKT))
    with pytest.raises(NietBeschikbaar):
        indexeerder.verwerk(feit)
    assert not index.ingangen
    tabel.berichten[een.identificatie] = replace(een, ontleedstand=Ontleedstand.MISLUKT)
    assert indexeerder.verwerk(feit) is Indexresultaat.GEINDEXEERD


def test_a_zaak_leads_to_its_mail_by_our_identificatie_or_by_that_of_the_zaak_that_was_there() -> None:
    nieuw, bestaand = zaak(1), replace(zaak(2), bestaande_zaak=bestaande_zaak().identificatie)
    for een, verwacht in ((nieuw, str(nieuw.identificatie)), (bestaand, "zaak-2026-0001")):
        gedaan = replace(bericht(), afhandeling=replace(afhandeling(), zaak=een.identificatie))
        indexeerder, index, tabel = opstelling(gedaan)
        tabel.zaken[een.identificatie] = een
        (feit,) = feiten_van_zaak(replace(een, emailbericht=gedaan.identificatie))
        assert indexeerder.verwerk(feit) is Indexresultaat.GEINDEXEERD
        assert f"zaak:{verwacht}" in index.ingangen[gedaan.identificatie].lijsten


def test_a_task_changes_nothing_that_a_search_goes_by() -> None:
    indexeerder, index, _ = opstelling(bericht())
    klaar = taak().verwerkt(BEGIN + timedelta(days=1), resultaat="Klaar", vervolg=None, idempotency_key="s", vingerafdruk="v")
    assert {indexeerder.verwerk(feit) for feit in feiten_van_taak(klaar)} == {Indexresultaat.NIETS_TE_INDEXEREN}
    assert not index.ingangen


def test_a_mail_that_was_destroyed_stays_out_also_when_that_happens_meanwhile() -> None:
    een = bericht()
    (feit,) = feiten_van_bericht(een)
    indexeerder, index, tabel = opstelling()
    assert indexeerder.verwerk(feit) is Indexresultaat.VERWIJDERD

    class Meanwhile(NepZoekindex):
        def bewaar(self, ingang: Zoekingang) -> bool:
            index.verwijder_uit_index(ingang)
            del tabel.berichten[een.identificatie]
            return super().bewaar(ingang)

    tabel.berichten[een.identificatie] = een
    traag = Meanwhile(lambda: tabel.berichten)
    assert replace(indexeerder, index=traag).verwerk(feit) is Indexresultaat.VERWIJDERD
    assert not traag.ingangen
