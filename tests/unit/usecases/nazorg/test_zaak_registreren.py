from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from klantmail.domain.fouten import NietGevonden
from klantmail.domain.keuring import Keuroordeel
from klantmail.domain.verzending import wachttijd
from klantmail.domain.zaak import BestaandeZaak, Zaak, Zaakkeuze, Zaakstatus
from klantmail.ports.zaaksysteem import Gemaakt, NietGelezen, NietGemaakt
from klantmail.usecases.afhandeling.uitkomsten.zaak import Zaakopdracht
from klantmail.usecases.beheer.zaken import Zaakbeslissing
from klantmail.usecases.keuren import Keurmeester
from klantmail.usecases.nazorg.zaak_registreren import Registreerder, Zaakresultaat
from tests.support.builders import ANNA, BEHEER, KLACHT, WERKTIJD, ZAAKLEASE, Gemeente, bestaande_zaak
from tests.support.fakes import BEGIN

NOT_NOW = NietGemaakt("HTTP 503", tijdelijk=True)
GEWEIGERD = NietGemaakt("HTTP 400: zaaktype (bad-url)", tijdelijk=False)


def met_zaak() -> tuple[Gemeente, Zaak]:
    """A mail with one attachment that became a zaak."""
    gemeente = Gemeente()
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    verzoek = Zaakopdracht(KLACHT.url, "Klacht", "")
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", verzoek)
    (zaak,) = gemeente.repos.zaken.values()
    return gemeente, zaak


def test_a_zaak_is_made_with_the_mail_and_its_attachment_in_their_order() -> None:
    gemeente, zaak = met_zaak()
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.GEREGISTREERD
    assert gemeente.zaaksysteem.gevraagd == [(each, False) for each in (zaak.identificatie, *zaak.informatieobjecten)]
    klaar = gemeente.repos.zaak(zaak.identificatie)
    assert (klaar.status, klaar.url) == (Zaakstatus.GEREGISTREERD, f"https://zaken.example/{zaak.identificatie}")
    assert (klaar.gekoppeld, klaar.geregistreerd_op, klaar.aandacht, klaar.reden) == (2, BEGIN, None, "")


def test_without_a_documenten_api_the_zaak_is_registered_and_nothing_is_tied_to_it() -> None:
    gemeente, zaak = met_zaak()
    gemeente.zaaksysteem.met_documenten = False
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.GEREGISTREERD
    klaar = gemeente.repos.zaak(zaak.identificatie)
    assert (klaar.status, klaar.gekoppeld) == (Zaakstatus.GEREGISTREERD, 0)


def test_without_a_zaken_api_a_zaak_waits_untouched() -> None:
    gemeente, zaak = met_zaak()
    zonder = replace(gemeente.registreerder, zaaksysteem=None)
    assert zonder.registreer(zaak) is Zaakresultaat.GEEN_ZAAKSYSTEEM
    assert gemeente.repos.zaak(zaak.identificatie) == zaak


def test_the_same_event_again_asks_nothing_more() -> None:
    gemeente, zaak = met_zaak()
    gemeente.registreerder.registreer(zaak)
    gevraagd = list(gemeente.zaaksysteem.gevraagd)
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.NIET_AAN_DE_BEURT
    assert gemeente.registreerder.registreer_op_naam(zaak.identificatie) is Zaakresultaat.NIET_AAN_DE_BEURT
    assert gemeente.zaaksysteem.gevraagd == gevraagd


def test_a_name_of_nothing_is_not_found() -> None:
    with pytest.raises(NietGevonden):
        Gemeente().registreerder.registreer_op_naam(UUID(int=404))


def test_a_restored_table_registers_nothing_by_itself() -> None:
    gemeente, zaak = met_zaak()
    new = replace(gemeente.registreerder, generatie="2")
    assert new.registreer(zaak) is Zaakresultaat.NIET_AAN_DE_BEURT
    assert gemeente.zaaksysteem.gevraagd == []


def test_what_is_not_possible_now_waits_longer_each_time_and_is_looked_up_first() -> None:
    gemeente, zaak = met_zaak()
    for poging in range(1, 5):
        gemeente.zaaksysteem.antwoorden = [NOT_NOW]
        assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.LATER
        wacht = gemeente.repos.zaak(zaak.identificatie)
        assert (wacht.status, wacht.reden, wacht.pogingen) == (Zaakstatus.TE_REGISTREREN, "HTTP 503", poging)
        assert wacht.aan_de_beurt_op == gemeente.klok() + wachttijd(poging)
        assert gemeente.zaaksysteem.gevraagd[-1] == (zaak.identificatie, poging > 1)
        gemeente.klok.advance(wachttijd(poging))


def test_a_definite_refusal_is_for_a_beheerder() -> None:
    gemeente, zaak = met_zaak()
    gemeente.zaaksysteem.antwoorden = [GEWEIGERD]
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.MISLUKT
    mislukt = gemeente.repos.zaak(zaak.identificatie)
    assert (mislukt.status, mislukt.aandacht, mislukt.reden) == (Zaakstatus.MISLUKT, "zaak_mislukt", GEWEIGERD.reden)
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.NIET_AAN_DE_BEURT


@pytest.mark.parametrize(("result", "status"), [(NOT_NOW, Zaakstatus.TE_REGISTREREN), (GEWEIGERD, Zaakstatus.MISLUKT)])
def test_what_is_there_is_kept_when_a_document_stays_behind(result: NietGemaakt, status: Zaakstatus) -> None:
    gemeente, zaak = met_zaak()
    gemeente.zaaksysteem.antwoorden = [Gemaakt("https://zaken.example/1"), Gemaakt("https://documenten.example/1"), result]
    gemeente.registreerder.registreer(zaak)
    half = gemeente.repos.zaak(zaak.identificatie)
    assert (half.status, half.url, half.gekoppeld) == (status, "https://zaken.example/1", 1)


def test_a_next_attempt_goes_on_where_the_last_one_stopped() -> None:
    gemeente, zaak = met_zaak()
    gemeente.zaaksysteem.antwoorden = [Gemaakt("https://zaken.example/1"), Gemaakt("https://documenten.example/1"), NOT_NOW]
    gemeente.registreerder.registreer(zaak)
    gemeente.zaaksysteem.gevraagd.clear()
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.GEREGISTREERD
    assert gemeente.zaaksysteem.gevraagd == [(zaak.informatieobjecten[1], True)]
    assert gemeente.repos.zaak(zaak.identificatie).url == "https://zaken.example/1"


def test_an_attempt_without_time_left_goes_on_at_once_and_from_there() -> None:
    gemeente, zaak = met_zaak()
    gemeente.zaaksysteem.meanwhile = [lambda: None, lambda: gemeente.klok.advance(WERKTIJD)]
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.LATER
    half = gemeente.repos.zaak(zaak.identificatie)
    assert (half.status, half.gekoppeld, half.aan_de_beurt_op) == (Zaakstatus.TE_REGISTREREN, 1, gemeente.klok())
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.GEREGISTREERD


def test_an_attempt_that_lost_its_lease_changes_nothing_any_more() -> None:
    gemeente, zaak = met_zaak()

    def een_ander_maakt_het_af() -> None:
        gemeente.klok.advance(ZAAKLEASE)
        assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.GEREGISTREERD
        gemeente.zaaksysteem.antwoorden = [NOT_NOW]

    gemeente.zaaksysteem.meanwhile = [een_ander_maakt_het_af]
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.NIET_AAN_DE_BEURT
    assert gemeente.repos.zaak(zaak.identificatie).status is Zaakstatus.GEREGISTREERD


def verdwenen(gemeente: Gemeente, key: str) -> None:
    del gemeente.archief.objecten[key]


def changed(gemeente: Gemeente, key: str) -> None:
    gemeente.archief.objecten[key] = b"anders"


@pytest.mark.parametrize("harm", [verdwenen, changed])
def test_a_document_that_is_not_what_was_stored_is_not_given_away(harm: Callable[[Gemeente, str], None]) -> None:
    gemeente, zaak = met_zaak()
    harm(gemeente, gemeente.repos.documenten[zaak.informatieobjecten[1]].object_key)
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.MISLUKT
    mislukt = gemeente.repos.zaak(zaak.identificatie)
    assert (mislukt.status, mislukt.gekoppeld, bool(mislukt.url)) == (Zaakstatus.MISLUKT, 1, True)
    assert (zaak.informatieobjecten[1], False) not in gemeente.zaaksysteem.gevraagd


def met_getypte_zaak() -> tuple[Gemeente, Zaak]:
    """A zaak that was named while the municipality had no Zaken API."""
    gemeente, zaak = met_zaak()
    typed = replace(zaak, bestaande_zaak=bestaande_zaak().identificatie, zaaktype="", omschrijving="", startdatum=None)
    gemeente.repos.zaken[zaak.identificatie] = typed
    return gemeente, typed


def test_a_zaak_that_was_typed_is_looked_up_once_there_is_a_zaken_api_and_is_not_made() -> None:
    gemeente, zaak = met_getypte_zaak()
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.GEREGISTREERD
    assert gemeente.zaaksysteem.gevraagd == [(each, False) for each in zaak.informatieobjecten]
    assert gemeente.repos.zaak(zaak.identificatie).url == bestaande_zaak().url


@pytest.mark.parametrize(
    ("zaken", "reden"),
    [
        ([], "Deze zaak staat niet in het zaaksysteem."),
        ([replace(bestaande_zaak(), is_gesloten=True)], "Deze zaak is gesloten. Er kan niets meer bij."),
    ],
)
def test_a_typed_zaak_that_nothing_can_be_tied_to_is_for_a_beheerder(zaken: list[BestaandeZaak], reden: str) -> None:
    gemeente, zaak = met_getypte_zaak()
    gemeente.zaaksysteem.bestaand = zaken
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.MISLUKT
    mislukt = gemeente.repos.zaak(zaak.identificatie)
    assert (mislukt.reden, mislukt.aandacht, mislukt.url) == (reden, "zaak_mislukt", "")
    assert gemeente.zaaksysteem.gevraagd == []


@pytest.mark.parametrize(
    ("antwoord", "result"),
    [
        (NietGelezen("HTTP 503", tijdelijk=True), Zaakresultaat.LATER),
        (NietGelezen("HTTP 403", tijdelijk=False), Zaakresultaat.MISLUKT),
    ],
)
def test_a_typed_zaak_that_cannot_be_read_waits_or_is_for_a_beheerder(antwoord: NietGelezen, result: Zaakresultaat) -> None:
    gemeente, zaak = met_getypte_zaak()
    gemeente.zaaksysteem.niet_gelezen = antwoord
    assert gemeente.registreerder.registreer(zaak) is result
    assert gemeente.repos.zaak(zaak.identificatie).reden == antwoord.reden
    gemeente.zaaksysteem.niet_gelezen = None
    gemeente.klok.advance(wachttijd(1))
    again = gemeente.registreerder.registreer_op_naam(zaak.identificatie)
    assert again is (Zaakresultaat.GEREGISTREERD if antwoord.tijdelijk else Zaakresultaat.NIET_AAN_DE_BEURT)


# -- status and initiator ----------------------------------------------------------------------------------------------


def met_catalogus() -> tuple[Gemeente, Zaak]:
    gemeente, zaak = met_zaak()
    gemeente.zaaksysteem.met_catalogus = True
    return gemeente, zaak


def test_a_new_zaak_gets_its_status_and_its_initiator_once_and_before_its_documents() -> None:
    gemeente, zaak = met_catalogus()
    gemeente.zaaksysteem.antwoorden = [Gemaakt("https://zaken.example/1"), Gemaakt("s"), Gemaakt("r"), NOT_NOW]
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.LATER
    half = gemeente.repos.zaak(zaak.identificatie)
    assert (half.heeft_status, half.heeft_initiator, half.gekoppeld) == (True, True, 0)
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.GEREGISTREERD
    assert gemeente.zaaksysteem.gegeven == [(what, "https://zaken.example/1") for what in ("status", "initiator")]


@pytest.mark.parametrize("succeeded", [0, 1])
@pytest.mark.parametrize(("result", "status"), [(NOT_NOW, Zaakstatus.TE_REGISTREREN), (GEWEIGERD, Zaakstatus.MISLUKT)])
def test_a_zaak_that_cannot_get_them_says_why_and_keeps_what_it_has(
    succeeded: int, result: NietGemaakt, status: Zaakstatus
) -> None:
    gemeente, zaak = met_catalogus()
    gemeente.zaaksysteem.antwoorden = [Gemaakt("https://zaken.example/1"), *[Gemaakt("s")] * succeeded, result]
    gemeente.registreerder.registreer(zaak)
    half = gemeente.repos.zaak(zaak.identificatie)
    assert (half.status, half.url, half.reden) == (status, "https://zaken.example/1", result.reden)
    assert (half.heeft_status, half.heeft_initiator, half.gekoppeld) == (succeeded > 0, False, 0)


def test_a_mail_that_names_nobody_gives_a_zaak_without_an_initiator() -> None:
    gemeente, zaak = met_catalogus()
    gemeente.repos.zaken[zaak.identificatie] = replace(zaak, initiator=None)
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.GEREGISTREERD
    assert [what for what, _ in gemeente.zaaksysteem.gegeven] == ["status"]


def test_a_zaak_that_was_there_keeps_the_status_and_the_initiator_that_it_has() -> None:
    gemeente, zaak = met_catalogus()
    gemeente.repos.zaken[zaak.identificatie] = replace(zaak, bestaande_zaak=bestaande_zaak().identificatie)
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.GEREGISTREERD
    assert gemeente.zaaksysteem.gegeven == []


def test_without_a_catalogi_api_a_zaak_gets_neither() -> None:
    gemeente, zaak = met_zaak()
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.GEREGISTREERD
    assert gemeente.zaaksysteem.gegeven == []


# -- malware -----------------------------------------------------------------------------------------------------------


def met_keuring(*oordelen: Keuroordeel) -> tuple[Gemeente, Zaak, Registreerder]:
    """A zaak with two documents, which the scanner judged so."""
    gemeente, zaak = met_zaak()
    keys = [gemeente.repos.documenten[each].object_key for each in zaak.informatieobjecten]
    gemeente.archief.oordelen.update(zip(keys, oordelen, strict=True))
    return gemeente, zaak, replace(gemeente.registreerder, keurmeester=Keurmeester(gemeente.archief, BEGIN))


@pytest.mark.parametrize("oordeel", [Keuroordeel.DREIGING, Keuroordeel.NIET_TE_KEUREN])
def test_a_document_that_may_harm_is_kept_from_the_zaak_and_is_for_a_beheerder(oordeel: Keuroordeel) -> None:
    gemeente, zaak, registreerder = met_keuring(oordeel, Keuroordeel.SCHOON)
    slecht, goed = zaak.informatieobjecten
    assert registreerder.registreer(zaak) is Zaakresultaat.MISLUKT
    assert gemeente.zaaksysteem.gevraagd == [(zaak.identificatie, False), (goed, False)]
    mislukt = gemeente.repos.zaak(zaak.identificatie)
    assert (mislukt.aandacht, mislukt.geweigerd, mislukt.gekoppelde_informatieobjecten) == ("zaak_mislukt", (slecht,), (goed,))
    assert "virus" in mislukt.reden


def test_a_document_that_is_not_judged_yet_is_waited_for() -> None:
    gemeente, zaak, registreerder = met_keuring(Keuroordeel.SCHOON, Keuroordeel.NOG_NIET)
    assert registreerder.registreer(zaak) is Zaakresultaat.LATER
    wacht = gemeente.repos.zaak(zaak.identificatie)
    assert (wacht.gekoppeld, wacht.geweigerd, wacht.aan_de_beurt_op) == (1, (), gemeente.klok() + wachttijd(1))


def test_what_was_refused_is_judged_anew_when_a_beheerder_tries_again() -> None:
    gemeente, zaak, registreerder = met_keuring(Keuroordeel.DREIGING, Keuroordeel.SCHOON)
    registreerder.registreer(zaak)
    gemeente.archief.oordelen = dict.fromkeys(gemeente.archief.oordelen, Keuroordeel.SCHOON)
    gemeente.zakenbeheer.beslis(zaak.identificatie, BEHEER, "s", Zaakbeslissing(Zaakkeuze.OPNIEUW, "Het was loos alarm.", ""))
    assert registreerder.registreer(zaak) is Zaakresultaat.GEREGISTREERD
    klaar = gemeente.repos.zaak(zaak.identificatie)
    assert (klaar.geweigerd, klaar.gekoppelde_informatieobjecten) == ((), zaak.informatieobjecten)


def test_a_beheerder_may_leave_out_what_was_refused() -> None:
    gemeente, zaak, registreerder = met_keuring(Keuroordeel.DREIGING, Keuroordeel.SCHOON)
    registreerder.registreer(zaak)
    url = gemeente.repos.zaak(zaak.identificatie).url
    besluit = Zaakbeslissing(Zaakkeuze.IS_GEREGISTREERD, "", url)
    klaar = gemeente.zakenbeheer.beslis(zaak.identificatie, BEHEER, "s", besluit)
    assert (klaar.status, klaar.aandacht, klaar.geweigerd) == (Zaakstatus.GEREGISTREERD, None, zaak.informatieobjecten[:1])
