from datetime import timedelta
from uuid import UUID

import pytest

from klantmail.domein import Berichtstatus
from klantmail.fouten import NietGevonden, OngeldigeInvoer
from klantmail.raadplegen import MAX_PERIODE, Zoekopdracht
from tests.hulp.bouwers import ANDER_POSTVAK, ANNA, POSTVAK, Gemeente
from tests.hulp.nep import BEGIN


def zoekopdracht(**velden: object) -> Zoekopdracht:
    return Zoekopdracht(**{"afzender": None, "van": None, "tot": None, "aantal": 20, "na": None, **velden})  # type: ignore[arg-type]


def test_the_werkvoorraad_holds_what_waits_and_what_is_in_hand_of_all_postvakken() -> None:
    gemeente = Gemeente()
    wachtend = gemeente.ontvang(ses_bericht_id="ses-1")
    in_behandeling = gemeente.ontvang(ses_bericht_id="ses-2", postvak=ANDER_POSTVAK)
    gemeente.inziener.open(in_behandeling, ANNA)
    gevonden = gemeente.raadpleger.werkvoorraad(None, None, aantal=20, na=None).resultaten
    assert {bericht.identificatie for bericht in gevonden} == {wachtend, in_behandeling}


def test_the_werkvoorraad_of_one_postvak_shows_no_other() -> None:
    gemeente = Gemeente()
    gemeente.ontvang(postvak=ANDER_POSTVAK)
    assert gemeente.raadpleger.werkvoorraad(POSTVAK, None, aantal=20, na=None).resultaten == ()


@pytest.mark.parametrize(
    ("postvak", "status", "veld"), [("x@elders.example", None, "postvak"), (None, Berichtstatus.AFGEHANDELD, "status")]
)
def test_an_impossible_werkvoorraad_is_refused(postvak: str | None, status: Berichtstatus | None, veld: str) -> None:
    with pytest.raises(OngeldigeInvoer) as gevangen:
        Gemeente().raadpleger.werkvoorraad(postvak, status, aantal=20, na=None)
    assert [fout.veld for fout in gevangen.value.fouten] == [veld]


@pytest.mark.parametrize(
    "velden",
    [
        {"van": BEGIN, "tot": BEGIN},
        {"van": BEGIN - MAX_PERIODE - timedelta(days=1), "tot": BEGIN},
        {"van": BEGIN - MAX_PERIODE - timedelta(days=1)},
    ],
)
def test_a_period_that_is_empty_or_too_long_is_refused(velden: dict[str, object]) -> None:
    with pytest.raises(OngeldigeInvoer):
        Gemeente().raadpleger.zoek(zoekopdracht(**velden))


def test_a_search_by_address_needs_no_period() -> None:
    assert Gemeente().raadpleger.zoek(zoekopdracht(afzender="jan@burger.example")).resultaten == ()


def test_a_download_link_carries_the_name_of_the_document() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    (bijlage,) = [document for document in gemeente.register.documenten.values() if document.bestandsnaam == "kenteken.pdf"]
    adres, geldig_tot = gemeente.raadpleger.downloadlink(bijlage.identificatie)
    assert str(identificatie) in adres
    assert "naam=kenteken.pdf" in adres
    assert "/download/" in adres
    assert geldig_tot > BEGIN


def test_what_is_not_there_is_not_found() -> None:
    raadpleger = Gemeente().raadpleger
    for lees in (raadpleger.emailbericht, raadpleger.klantcontact, raadpleger.informatieobject, raadpleger.verzending):
        with pytest.raises(NietGevonden):
            lees(UUID(int=404))
