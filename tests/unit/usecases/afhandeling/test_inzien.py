from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from klantmail.domain.emailbericht import MAX_INZAGEN, Berichtstatus, Ontleedstand
from klantmail.domain.fouten import AlAfgehandeld, BijAnderInBehandeling, InzageNietGeldig, NietGevonden, NietInTeZien
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.usecases.afhandeling.inzien import CLAIMDUUR
from tests.support.builders import ANNA, BEHEER, BRAM, Gemeente, bericht
from tests.support.fakes import BEGIN


def test_viewing_registers_the_klantcontact_as_c1199s_first_table_has_it() -> None:
    gemeente = Gemeente()
    geopend = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    contact = geopend.klantcontact
    assert contact.geregistreerd_op == BEGIN
    assert contact.kanaal == "e-mail"
    assert contact.medewerker == ANNA.identificatie
    assert contact.organisatorische_eenheid == "Klantcontactcentrum"
    assert contact.initiatiefnemer is Initiatiefnemer.KLANT
    assert contact.onderwerp == "Parkeervergunning"
    assert contact.inhoud.waarde is not None
    assert "parkeervergunning" in contact.inhoud.waarde
    assert "café" in contact.inhoud.waarde
    assert [bijlage.bestandsnaam for bijlage in contact.bijlagen] == ["e-mail.eml", "kenteken.pdf"]


def test_the_registered_klantcontact_is_not_in_the_register_yet() -> None:
    gemeente = Gemeente()
    geopend = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    with pytest.raises(NietGevonden):
        gemeente.raadpleger.klantcontact(geopend.klantcontact.identificatie, ANNA)


def test_viewing_again_renews_the_claim_and_keeps_both_ids_and_the_time() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    eerst = gemeente.inziener.open(identificatie, ANNA)
    gemeente.klok.advance(timedelta(minutes=10))
    again = gemeente.inziener.open(identificatie, ANNA)
    assert eerst.nieuw
    assert not again.nieuw
    assert again.inzage == eerst.inzage
    assert again.klantcontact == eerst.klantcontact
    assert again.bericht.geclaimd_tot == BEGIN + timedelta(minutes=10) + CLAIMDUUR


def test_another_agent_hears_who_has_the_mail_and_until_when() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    gemeente.inziener.open(identificatie, ANNA)
    with pytest.raises(BijAnderInBehandeling) as caught:
        gemeente.inziener.open(identificatie, BRAM)
    assert (caught.value.medewerker, caught.value.naam) == (ANNA.identificatie, ANNA.naam)
    assert caught.value.geclaimd_tot == BEGIN + CLAIMDUUR


def test_an_expired_claim_can_be_taken_over_with_new_ids_and_the_history_keeps_both() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    van_anna = gemeente.inziener.open(identificatie, ANNA)
    gemeente.klok.advance(CLAIMDUUR)
    van_bram = gemeente.inziener.open(identificatie, BRAM)
    assert van_bram.inzage.identificatie != van_anna.inzage.identificatie
    assert van_bram.klantcontact.identificatie != van_anna.klantcontact.identificatie
    assert gemeente.repos.emailbericht(identificatie).inzagen == (van_anna.inzage, van_bram.inzage)


def test_a_mail_opened_more_often_than_it_can_remember_can_still_be_opened() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    for _ in range(MAX_INZAGEN + 2):
        assert gemeente.inziener.open(identificatie, ANNA).nieuw
        gemeente.inziener.leg_terug(identificatie, ANNA)
    assert len(gemeente.repos.emailbericht(identificatie).inzagen) == MAX_INZAGEN
    bram = gemeente.inziener.open(identificatie, BRAM)
    assert not gemeente.inziener.open(identificatie, BRAM).nieuw
    with pytest.raises(BijAnderInBehandeling):
        gemeente.inziener.open(identificatie, ANNA)
    assert gemeente.repos.emailbericht(identificatie).inzage == bram.inzage


def test_a_claim_holds_to_its_last_moment() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    gemeente.inziener.open(identificatie, ANNA)
    gemeente.klok.advance(CLAIMDUUR - timedelta(milliseconds=1))
    with pytest.raises(BijAnderInBehandeling):
        gemeente.inziener.open(identificatie, BRAM)


def test_the_owner_of_an_expired_claim_renews_it_when_nobody_took_over() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    eerst = gemeente.inziener.open(identificatie, ANNA)
    gemeente.klok.advance(CLAIMDUUR * 2)
    assert gemeente.inziener.open(identificatie, ANNA).inzage == eerst.inzage


def test_putting_back_makes_the_mail_available_and_ends_the_inzage() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    van_anna = gemeente.inziener.open(identificatie, ANNA)
    gemeente.inziener.leg_terug(identificatie, ANNA)
    assert gemeente.repos.emailbericht(identificatie).status is Berichtstatus.NIEUW
    opnieuw = gemeente.inziener.open(identificatie, ANNA)
    assert opnieuw.inzage.identificatie != van_anna.inzage.identificatie


def test_only_the_owner_or_a_beheerder_puts_a_mail_back() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    gemeente.inziener.open(identificatie, ANNA)
    with pytest.raises(BijAnderInBehandeling):
        gemeente.inziener.leg_terug(identificatie, BRAM)
    gemeente.inziener.leg_terug(identificatie, BEHEER)
    assert gemeente.repos.emailbericht(identificatie).status is Berichtstatus.NIEUW


def test_putting_back_what_nobody_has_is_refused() -> None:
    gemeente = Gemeente()
    with pytest.raises(InzageNietGeldig):
        gemeente.inziener.leg_terug(gemeente.ontvang(), ANNA)


@pytest.mark.parametrize(
    ("status", "error"), [(Berichtstatus.QUARANTAINE, NietInTeZien), (Berichtstatus.AFGEHANDELD, AlAfgehandeld)]
)
def test_mail_that_is_not_in_the_werkvoorraad_cannot_be_viewed(status: Berichtstatus, error: type[Exception]) -> None:
    gemeente = Gemeente()
    apart = bericht(status=status)
    gemeente.repos.berichten[apart.identificatie] = apart
    with pytest.raises(error):
        gemeente.inziener.open(apart.identificatie, ANNA)


def test_mail_that_is_not_there_cannot_be_viewed() -> None:
    with pytest.raises(NietGevonden):
        Gemeente().inziener.open(UUID(int=404), ANNA)


def test_a_mail_that_is_not_read_yet_shows_its_envelope_and_the_raw_mail() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    for key in [key for key in gemeente.archief.objecten if key.endswith("inhoud.json")]:
        del gemeente.archief.objecten[key]
    gemeente.repos.berichten[identificatie] = replace(
        gemeente.repos.emailbericht(identificatie), ontleedstand=Ontleedstand.ONTBREEKT
    )
    geopend = gemeente.inziener.open(identificatie, ANNA)
    assert geopend.klantcontact.onderwerp == "Parkeervergunning"
    assert [bijlage.bestandsnaam for bijlage in geopend.klantcontact.bijlagen] == ["e-mail.eml"]
