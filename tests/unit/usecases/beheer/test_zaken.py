from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from klantmail.domain.fouten import (
    Botsing,
    GeenToegang,
    KeuzeNietMogelijk,
    NietBeschikbaar,
    NietGevonden,
    SleutelHergebruikt,
)
from klantmail.domain.zaak import Zaak, Zaakkeuze, Zaakstatus
from klantmail.usecases.beheer.zaken import Zaakbeslissing
from tests.support.builders import ANNA, BEHEER, GENERATIE, Gemeente, zaak

URL = "https://zaken.example/api/v1/zaken/7"
OPNIEUW = Zaakbeslissing(Zaakkeuze.OPNIEUW, "Het zaaktype is hersteld", "")
VERVALLEN = Zaakbeslissing(Zaakkeuze.VERVALLEN, "Dubbel", "")
MET_DE_HAND = Zaakbeslissing(Zaakkeuze.IS_GEREGISTREERD, "", URL)


def gemeente_met(status: Zaakstatus = Zaakstatus.MISLUKT, generatie: str = GENERATIE) -> tuple[Gemeente, UUID]:
    gemeente = Gemeente()
    wachtend = replace(zaak(), status=status, generatie=generatie, reden="HTTP 400: zaaktype (bad-url)", pogingen=1)
    gemeente.repos.zaken[wachtend.identificatie] = wachtend
    gemeente.klok.advance(timedelta(hours=1))
    return gemeente, wachtend.identificatie


def beslis(gemeente: Gemeente, zaak_id: UUID, beslissing: Zaakbeslissing, idempotency_key: str = "s") -> Zaak:
    return gemeente.zakenbeheer.beslis(zaak_id, BEHEER, idempotency_key, beslissing)


def test_again_makes_it_due_now_in_the_generation_of_the_table() -> None:
    gemeente, identificatie = gemeente_met(generatie="0")
    besloten = beslis(gemeente, identificatie, OPNIEUW)
    assert (besloten.status, besloten.generatie, besloten.reden) == (Zaakstatus.TE_REGISTREREN, GENERATIE, "")
    assert besloten.aan_de_beurt_op == gemeente.klok()
    (besluit,) = gemeente.repos.zaak(identificatie).besluiten
    assert (besluit.medewerker, besluit.tijdstip, besluit.toelichting) == (
        BEHEER.identificatie,
        gemeente.klok(),
        OPNIEUW.toelichting,
    )


def test_what_was_registered_by_hand_has_the_url_that_was_given() -> None:
    gemeente, identificatie = gemeente_met()
    besloten = beslis(gemeente, identificatie, MET_DE_HAND)
    assert (besloten.status, besloten.url, besloten.geregistreerd_op) == (Zaakstatus.GEREGISTREERD, URL, gemeente.klok())
    assert gemeente.repos.zaak(identificatie).aandacht is None


def test_what_lapsed_needs_no_attention() -> None:
    gemeente, identificatie = gemeente_met()
    assert beslis(gemeente, identificatie, VERVALLEN).status is Zaakstatus.VERVALLEN
    assert gemeente.repos.zaak(identificatie).aandacht is None


@pytest.mark.parametrize("beslissing", [OPNIEUW, VERVALLEN, MET_DE_HAND])
def test_a_zaak_that_waits_can_be_decided_on_too(beslissing: Zaakbeslissing) -> None:
    gemeente, identificatie = gemeente_met(Zaakstatus.TE_REGISTREREN)
    assert len(beslis(gemeente, identificatie, beslissing).besluiten) == 1


@pytest.mark.parametrize("status", [Zaakstatus.BEZIG, Zaakstatus.GEREGISTREERD, Zaakstatus.VERVALLEN])
@pytest.mark.parametrize("beslissing", [OPNIEUW, VERVALLEN, MET_DE_HAND])
def test_nothing_is_decided_under_way_or_when_it_is_over(status: Zaakstatus, beslissing: Zaakbeslissing) -> None:
    gemeente, identificatie = gemeente_met(status)
    voor = gemeente.repos.zaak(identificatie)
    with pytest.raises(KeuzeNietMogelijk):
        beslis(gemeente, identificatie, beslissing)
    assert gemeente.repos.zaak(identificatie) == voor


def test_the_same_decision_again_is_one_decision_and_another_under_its_key_is_refused() -> None:
    gemeente, identificatie = gemeente_met()
    eerst = beslis(gemeente, identificatie, MET_DE_HAND)
    gemeente.klok.advance(timedelta(hours=1))
    assert replace(beslis(gemeente, identificatie, MET_DE_HAND), wijziging=0) == eerst
    with pytest.raises(SleutelHergebruikt):
        beslis(gemeente, identificatie, replace(MET_DE_HAND, url=URL + "8"))
    with pytest.raises(KeuzeNietMogelijk):
        beslis(gemeente, identificatie, MET_DE_HAND, "een andere sleutel")


def test_only_a_beheerder_decides() -> None:
    gemeente, identificatie = gemeente_met()
    with pytest.raises(GeenToegang):
        gemeente.zakenbeheer.beslis(identificatie, ANNA, "s", OPNIEUW)
    assert gemeente.repos.zaak(identificatie).besluiten == ()


def test_there_is_nothing_to_decide_on_nothing() -> None:
    with pytest.raises(NietGevonden):
        beslis(Gemeente(), UUID(int=404), OPNIEUW)


def test_a_decision_that_the_storage_keeps_refusing_can_be_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    gemeente, identificatie = gemeente_met()

    def bezet(*_: object) -> None:
        raise Botsing("ThrottlingException")

    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(gemeente.repos, "werk_zaak_bij", bezet)
        with pytest.raises(NietBeschikbaar):
            beslis(gemeente, identificatie, OPNIEUW)
    assert beslis(gemeente, identificatie, OPNIEUW).status is Zaakstatus.TE_REGISTREREN


def test_what_waits_is_listed_by_status() -> None:
    gemeente, identificatie = gemeente_met()
    (found,) = gemeente.zakenbeheer.lijst(Zaakstatus.MISLUKT, aantal=9, na=None).resultaten
    assert found == gemeente.zakenbeheer.lees(identificatie)
    assert gemeente.zakenbeheer.lijst(Zaakstatus.TE_REGISTREREN, aantal=9, na=None).resultaten == ()
