from dataclasses import replace
from datetime import timedelta

from klantmail.domain.verzending import EERSTE_AANBOD
from klantmail.domain.zaak import Zaakstatus
from klantmail.usecases.nazorg.zaak_registreren import Zaakresultaat
from tests.support.builders import GENERATIE, ZAAKLEASE, Gemeente, zaak
from tests.support.fakes import BEGIN


def gemeente_met(*zaken: int, **fields: object) -> Gemeente:
    gemeente = Gemeente()
    for number in zaken:
        wachtend = replace(zaak(number), informatieobjecten=(), **fields)  # type: ignore[arg-type]
        gemeente.repos.zaken[wachtend.identificatie] = wachtend
    return gemeente


def test_a_zaak_is_offered_once_its_time_has_come_and_not_before() -> None:
    gemeente = gemeente_met(1)
    gemeente.klok.advance(EERSTE_AANBOD - timedelta(milliseconds=1))
    assert gemeente.vangnet.ronde().zaken_aangeboden == 0
    gemeente.klok.advance(timedelta(milliseconds=1))
    assert gemeente.vangnet.ronde().zaken_aangeboden == 1
    assert gemeente.uitvoering.geregistreerd == [zaak(1).identificatie]


def test_a_zaak_whose_attempt_broke_off_is_offered_when_its_lease_is_over_and_then_registered() -> None:
    gemeente = gemeente_met(1)
    gemeente.repos.claim_zaak(zaak(1).identificatie, GENERATIE, BEGIN, BEGIN + ZAAKLEASE)
    gemeente.klok.advance(ZAAKLEASE - timedelta(milliseconds=1))
    assert gemeente.vangnet.ronde().zaken_aangeboden == 0
    gemeente.klok.advance(timedelta(milliseconds=1))
    gemeente.vangnet.ronde()
    (aangeboden,) = gemeente.uitvoering.geregistreerd
    assert gemeente.registreerder.registreer_op_naam(aangeboden) is Zaakresultaat.GEREGISTREERD
    assert gemeente.zaaksysteem.gevraagd == [(aangeboden, True)]
    gemeente.klok.advance(timedelta(days=1))
    assert gemeente.vangnet.ronde().zaken_aangeboden == 0


def test_without_a_zaken_api_no_zaak_is_offered() -> None:
    gemeente = gemeente_met(1)
    gemeente.klok.advance(timedelta(days=1))
    stand = replace(gemeente.vangnet, met_zaken=False).ronde()
    assert (stand.zaken_aangeboden, gemeente.uitvoering.geregistreerd) == (0, [])
    assert gemeente.repos.zaak(zaak(1).identificatie).status is Zaakstatus.TE_REGISTREREN


def test_what_an_older_generation_left_is_given_to_a_beheerder_and_keeps_no_other_waiting() -> None:
    gemeente = gemeente_met(*range(1, 151), generatie="0")
    new = replace(zaak(500), aan_de_beurt_op=BEGIN + timedelta(hours=1))
    gemeente.repos.zaken[new.identificatie] = new
    gemeente.klok.advance(timedelta(hours=2))
    stand = gemeente.vangnet.ronde()
    assert (stand.zaken_aangeboden, stand.zaken_achtergebleven) == (1, 150)
    assert gemeente.uitvoering.geregistreerd == [new.identificatie]
    old = gemeente.repos.zaak(zaak(1).identificatie)
    assert (old.status, old.aandacht, old.aan_de_beurt_op) == (Zaakstatus.MISLUKT, "zaak_mislukt", gemeente.klok())
    assert "reservekopie" in old.reden


def test_one_round_offers_a_hundred_and_the_next_goes_on() -> None:
    gemeente = gemeente_met(*range(1, 131))
    gemeente.klok.advance(timedelta(hours=1))
    assert gemeente.vangnet.ronde().zaken_aangeboden == 100
    for identificatie in gemeente.uitvoering.geregistreerd:
        gemeente.registreerder.registreer_op_naam(identificatie)
    assert gemeente.vangnet.ronde().zaken_aangeboden == 30
