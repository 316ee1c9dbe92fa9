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
from tests.support.fake_zoekindex import FakeZoekindex
from tests.support.fakes import BEGIN, FakeRepositories
from tests.unit.domain.test_feit import met_geschiedenis


def rig(*berichten: Emailbericht) -> tuple[Indexeerder, FakeZoekindex, FakeRepositories]:
    store = FakeRepositories(berichten={each.identificatie: each for each in berichten})
    index = FakeZoekindex(lambda: store.berichten)
    return Indexeerder(emailberichten=store, zaken=store, index=index), index, store


def test_a_feit_brings_its_mail_into_the_index_as_the_mail_is_now() -> None:
    one = met_geschiedenis()
    indexeerder, index, _ = rig(one)
    first, *later = feiten_van_bericht(one)
    assert indexeerder.verwerk(first) is Indexresultaat.GEINDEXEERD
    assert index.entries == {one.identificatie: zoekingang(one)}
    assert {indexeerder.verwerk(feit) for feit in later} == {Indexresultaat.AL_GEINDEXEERD}


def test_the_order_in_which_feiten_come_makes_no_difference() -> None:
    one, other = met_geschiedenis(), bericht(2)
    feiten: Sequence[Feit] = [*feiten_van_bericht(one), *feiten_van_bericht(other)] * 2
    for poging in range(5):
        indexeerder, index, _ = rig(one, other)
        for feit in Random(poging).sample(feiten, len(feiten)):  # noqa: S311  # no secret
            indexeerder.verwerk(feit)
        assert index.entries == {one.identificatie: zoekingang(one), other.identificatie: zoekingang(other)}


def test_a_mail_that_was_not_read_yet_is_offered_again_and_one_that_was_given_up_is_not() -> None:
    one = bericht()
    (feit,) = feiten_van_bericht(one)
    indexeerder, index, store = rig(replace(one, ontleedstand=Ontleedstand.ONTBREEKT))
    with pytest.raises(NietBeschikbaar):
        indexeerder.verwerk(feit)
    assert not index.entries
    store.berichten[one.identificatie] = replace(one, ontleedstand=Ontleedstand.MISLUKT)
    assert indexeerder.verwerk(feit) is Indexresultaat.GEINDEXEERD


def test_a_zaak_leads_to_its_mail_by_our_identificatie_or_by_that_of_the_zaak_that_was_there() -> None:
    new, bestaand = zaak(1), replace(zaak(2), bestaande_zaak=bestaande_zaak().identificatie)
    for each, expected in ((new, str(new.identificatie)), (bestaand, "zaak-2026-0001")):
        gedaan = replace(bericht(), afhandeling=replace(afhandeling(), zaak=each.identificatie))
        indexeerder, index, store = rig(gedaan)
        store.zaken[each.identificatie] = each
        (feit,) = feiten_van_zaak(replace(each, emailbericht=gedaan.identificatie))
        assert indexeerder.verwerk(feit) is Indexresultaat.GEINDEXEERD
        assert f"zaak:{expected}" in index.entries[gedaan.identificatie].lijsten


def test_a_task_changes_nothing_that_a_search_goes_by() -> None:
    indexeerder, index, _ = rig(bericht())
    klaar = taak().verwerkt(BEGIN + timedelta(days=1), resultaat="Klaar", vervolg=None, idempotency_key="s", vingerafdruk="v")
    assert {indexeerder.verwerk(feit) for feit in feiten_van_taak(klaar)} == {Indexresultaat.NIETS_TE_INDEXEREN}
    assert not index.entries


def test_a_mail_that_was_destroyed_stays_out_also_when_that_happens_meanwhile() -> None:
    one = bericht()
    (feit,) = feiten_van_bericht(one)
    indexeerder, index, store = rig()
    assert indexeerder.verwerk(feit) is Indexresultaat.VERWIJDERD

    class Meanwhile(FakeZoekindex):
        def bewaar(self, ingang: Zoekingang) -> bool:
            index.verwijder_uit_index(ingang)
            del store.berichten[one.identificatie]
            return super().bewaar(ingang)

    store.berichten[one.identificatie] = one
    slow = Meanwhile(lambda: store.berichten)
    assert replace(indexeerder, index=slow).verwerk(feit) is Indexresultaat.VERWIJDERD
    assert not slow.entries
