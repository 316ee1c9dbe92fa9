"""The promises of the repository of zaken, on DynamoDB (moto, or the engine of `make conformance`) and on the fake."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from klantmail.adapters.dynamodb.zaken import zaak_item
from klantmail.domain.fouten import Geweigerd, NietGevonden, OngeldigeInvoer
from klantmail.domain.verzending import EERSTE_AANBOD
from klantmail.domain.zaak import Zaak, Zaakbesluit, Zaakkeuze, Zaakstatus
from klantmail.domain.zaaktype import Vertrouwelijkheid
from tests.support.builders import BEHEER, GENERATIE, afhandeling, document, inzage, klantcontact, zaak
from tests.support.engines import geclaimd
from tests.support.fakes import BEGIN, FakeRepositories
from tests.support.repositories import AllRepositories

type AnyRepositories = AllRepositories | FakeRepositories
LEASE_EINDE = BEGIN + timedelta(minutes=3)
URL = "https://zaken.example/api/v1/zaken/1"


@pytest.fixture(params=["dynamodb", "nep"])
def repos(request: pytest.FixtureRequest) -> AnyRepositories:
    if request.param == "nep":
        return FakeRepositories()
    dynamodb: AllRepositories = request.getfixturevalue("dynamodb")
    return dynamodb


def opgeslagen(repos: AnyRepositories, *numbers: int, **fields: Any) -> UUID:
    for number in numbers or (1,):
        records = (replace(klantcontact(number), zaak=zaak(number).identificatie), replace(zaak(number), **fields))
        repos.handel_af(geclaimd(repos, number), inzage(number).identificatie, afhandeling(number), records)
    return zaak().identificatie


def claim(repos: AnyRepositories, moment: timedelta = timedelta()) -> Zaak:
    return repos.claim_zaak(zaak().identificatie, GENERATIE, BEGIN + moment, LEASE_EINDE + moment)


def test_a_zaak_reads_back_the_same_and_so_does_its_klantcontact(repos: AnyRepositories) -> None:
    besluit = Zaakbesluit(
        keuze=Zaakkeuze.OPNIEUW,
        medewerker=BEHEER.identificatie,
        naam=BEHEER.naam,
        tijdstip=BEGIN,
        toelichting="",
        url="",
        idempotency_key="s",
    )
    fields: dict[str, Any] = {"url": URL, "gekoppeld": 1, "reden": "Bezet", "besluiten": (besluit,), "geregistreerd_op": BEGIN}
    fields |= {"vertrouwelijkheid": Vertrouwelijkheid.GEHEIM, "heeft_status": True, "heeft_initiator": True}
    fields |= {"geweigerd": (document().identificatie,)}
    identificatie = opgeslagen(repos, **fields)
    assert repos.zaak(identificatie) == replace(zaak(), **fields)
    assert repos.klantcontact(klantcontact().identificatie).zaak == identificatie
    with pytest.raises(NietGevonden):
        repos.zaak(UUID(int=404))


def test_a_zaak_of_before_these_fields_is_read(dynamodb: AllRepositories) -> None:
    identificatie = opgeslagen(dynamodb, initiator=None)
    item = zaak_item(dynamodb.zaak(identificatie)).to_dynamodb_dict()
    assert item.keys().isdisjoint({"vertrouwelijkheidaanduiding", "initiator", "heeftStatus", "heeftInitiator", "geweigerd"})
    old = dynamodb.zaak(identificatie)
    assert (old.vertrouwelijkheid, old.initiator, old.heeft_status, old.heeft_initiator) == (None, None, False, False)


def test_the_steps_of_an_attempt_are_kept_by_the_attempt_alone(repos: AnyRepositories) -> None:
    identificatie = opgeslagen(repos)
    bezig = claim(repos)
    repos.meld_met_status(bezig)
    repos.meld_met_initiator(bezig)
    verder = repos.zaak(identificatie)
    assert (verder.heeft_status, verder.heeft_initiator) == (True, True)
    claim(repos, timedelta(minutes=3))
    for meld in (repos.meld_met_status, repos.meld_met_initiator):
        with pytest.raises(Geweigerd):
            meld(bezig)


def test_an_afhandeling_keeps_its_zaak(repos: AnyRepositories) -> None:
    bericht = geclaimd(repos)
    met_zaak = replace(afhandeling(), zaak=zaak().identificatie)
    repos.handel_af(bericht, inzage().identificatie, met_zaak, (zaak(),))
    assert repos.emailbericht(bericht).afhandeling == met_zaak


def test_a_zaak_is_claimed_once_for_each_attempt(repos: AnyRepositories) -> None:
    identificatie = opgeslagen(repos)
    bezig = claim(repos)
    assert bezig == replace(zaak(), status=Zaakstatus.BEZIG, pogingen=1, aan_de_beurt_op=LEASE_EINDE)
    assert repos.zaak(identificatie) == bezig
    with pytest.raises(Geweigerd):
        claim(repos, timedelta(minutes=3, milliseconds=-1))


def test_a_lease_that_ran_out_can_be_claimed_and_its_attempt_ends_nothing_any_more(repos: AnyRepositories) -> None:
    opgeslagen(repos)
    first = claim(repos)
    second = claim(repos, timedelta(minutes=3))
    assert second.pogingen == 2
    meldingen: tuple[Callable[[], None], ...] = (
        lambda: repos.meld_gemaakt(first, URL),
        lambda: repos.meld_gekoppeld(first, 1, ()),
        lambda: repos.meld_geregistreerd(first, BEGIN),
        lambda: repos.meld_niet_geregistreerd(first, "Bezet", opnieuw_op=BEGIN, moment=BEGIN),
        lambda: repos.meld_niet_geregistreerd(first, "Geweigerd", opnieuw_op=None, moment=BEGIN),
    )
    for meld in meldingen:
        with pytest.raises(Geweigerd):
            meld()
    assert repos.zaak(second.identificatie) == second


def test_a_zaak_of_another_generation_or_that_is_not_there_is_not_claimed(repos: AnyRepositories) -> None:
    identificatie = opgeslagen(repos, generatie="0")
    with pytest.raises(Geweigerd):
        claim(repos)
    with pytest.raises(Geweigerd):
        repos.claim_zaak(UUID(int=404), GENERATIE, BEGIN, LEASE_EINDE)
    assert repos.zaak(identificatie).status is Zaakstatus.TE_REGISTREREN


def test_what_is_done_of_an_attempt_is_kept_up_to_its_end(repos: AnyRepositories) -> None:
    identificatie = opgeslagen(repos)
    bezig = claim(repos)
    repos.meld_gemaakt(bezig, URL)
    repos.meld_gekoppeld(bezig, 1, ())
    in_between = repos.zaak(identificatie)
    assert (in_between.status, in_between.url, in_between.gekoppeld) == (Zaakstatus.BEZIG, URL, 1)
    repos.meld_geregistreerd(bezig, BEGIN)
    klaar = repos.zaak(identificatie)
    assert (klaar.status, klaar.url, klaar.geregistreerd_op, klaar.aandacht) == (Zaakstatus.GEREGISTREERD, URL, BEGIN, None)
    for status in Zaakstatus:
        assert repos.zakenlijst(status, aantal=9, na=None).resultaten == ()
    with pytest.raises(Geweigerd):
        claim(repos, timedelta(days=1))


def test_what_was_refused_for_good_is_listed_and_not_claimed(repos: AnyRepositories) -> None:
    opgeslagen(repos)
    repos.meld_niet_geregistreerd(claim(repos), "Het zaaktype bestaat niet.", opnieuw_op=None, moment=LEASE_EINDE)
    (mislukt,) = repos.zakenlijst(Zaakstatus.MISLUKT, aantal=9, na=None).resultaten
    assert (mislukt.status, mislukt.aandacht, mislukt.reden) == (Zaakstatus.MISLUKT, "zaak_mislukt", "Het zaaktype bestaat niet.")
    with pytest.raises(Geweigerd):
        claim(repos, timedelta(days=1))


def test_what_is_to_be_tried_again_waits_for_its_time(repos: AnyRepositories) -> None:
    opgeslagen(repos)
    later = BEGIN + timedelta(hours=1)
    repos.meld_niet_geregistreerd(claim(repos), "HTTP 503", opnieuw_op=later, moment=BEGIN)
    just_before = later - timedelta(milliseconds=1)
    assert list(repos.zaken_aan_de_beurt(Zaakstatus.TE_REGISTREREN, just_before)) == []
    (zaak_,) = repos.zaken_aan_de_beurt(Zaakstatus.TE_REGISTREREN, later)
    assert (zaak_.status, zaak_.reden, zaak_.pogingen) == (Zaakstatus.TE_REGISTREREN, "HTTP 503", 1)


def test_a_lease_is_over_at_its_end_and_not_before(repos: AnyRepositories) -> None:
    opgeslagen(repos)
    bezig = claim(repos)
    assert list(repos.zaken_aan_de_beurt(Zaakstatus.BEZIG, LEASE_EINDE - timedelta(milliseconds=1))) == []
    assert list(repos.zaken_aan_de_beurt(Zaakstatus.BEZIG, LEASE_EINDE)) == [bezig]


def test_zaken_are_listed_longest_waiting_first_page_by_page(repos: AnyRepositories) -> None:
    opgeslagen(repos, 3, 1, 2)
    page = repos.zakenlijst(Zaakstatus.TE_REGISTREREN, aantal=2, na=None)
    rest = repos.zakenlijst(Zaakstatus.TE_REGISTREREN, aantal=2, na=page.vervolg)
    assert [*page.resultaten, *rest.resultaten] == [zaak(1), zaak(2), zaak(3)]
    assert rest.vervolg is None
    assert list(repos.zaken_aan_de_beurt(Zaakstatus.TE_REGISTREREN, BEGIN + EERSTE_AANBOD)) == [zaak(1), zaak(2), zaak(3)]


def test_a_cursor_of_another_list_is_refused(request: pytest.FixtureRequest) -> None:
    dynamodb: AllRepositories = request.getfixturevalue("dynamodb")
    with pytest.raises(OngeldigeInvoer):
        dynamodb.zakenlijst(Zaakstatus.MISLUKT, aantal=2, na="onzin")


@pytest.mark.parametrize("anders", [{"status": Zaakstatus.MISLUKT}, {"pogingen": 7}, {"wijziging": 7}])
def test_a_decision_is_refused_when_anything_changed_meanwhile(repos: AnyRepositories, anders: dict[str, Any]) -> None:
    identificatie = opgeslagen(repos)
    read = repos.zaak(identificatie)
    with pytest.raises(Geweigerd):
        repos.werk_zaak_bij(replace(read, **anders), replace(read, status=Zaakstatus.VERVALLEN))
    assert repos.zaak(identificatie) == read


def test_a_decision_is_stored_whole(repos: AnyRepositories) -> None:
    identificatie = opgeslagen(repos, generatie="0")
    for number, choice in enumerate((Zaakkeuze.OPNIEUW, Zaakkeuze.IS_GEREGISTREERD, Zaakkeuze.VERVALLEN)):
        besluit = Zaakbesluit(
            keuze=choice,
            medewerker=BEHEER.identificatie,
            naam=BEHEER.naam,
            tijdstip=BEGIN + timedelta(hours=number),
            toelichting="Gebeld",
            url=URL if choice is Zaakkeuze.IS_GEREGISTREERD else "",
            idempotency_key=f"s{number}",
        )
        old = repos.zaak(identificatie)
        new = old.besloten(besluit, GENERATIE)
        repos.werk_zaak_bij(old, new)
        assert repos.zaak(identificatie) == replace(new, wijziging=number + 1)
        listed = {status for status in Zaakstatus if repos.zakenlijst(status, aantal=9, na=None).resultaten}
        assert listed == ({new.status} if new.aandacht else set())
