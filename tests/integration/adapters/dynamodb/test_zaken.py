"""The promises of the register of zaken, on DynamoDB (moto, or the engine of `make conformance`) and on the fake."""

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

type EenRegister = AllRepositories | FakeRepositories
LEASE_EINDE = BEGIN + timedelta(minutes=3)
URL = "https://zaken.example/api/v1/zaken/1"


@pytest.fixture(params=["dynamodb", "nep"])
def register(request: pytest.FixtureRequest) -> EenRegister:
    if request.param == "nep":
        return FakeRepositories()
    dynamodb: AllRepositories = request.getfixturevalue("dynamodb")
    return dynamodb


def opgeslagen(register: EenRegister, *numbers: int, **fields: Any) -> UUID:
    for number in numbers or (1,):
        records = (replace(klantcontact(number), zaak=zaak(number).identificatie), replace(zaak(number), **fields))
        register.handel_af(geclaimd(register, number), inzage(number).identificatie, afhandeling(number), records)
    return zaak().identificatie


def claim(register: EenRegister, moment: timedelta = timedelta()) -> Zaak:
    return register.claim_zaak(zaak().identificatie, GENERATIE, BEGIN + moment, LEASE_EINDE + moment)


def test_a_zaak_reads_back_the_same_and_so_does_its_klantcontact(register: EenRegister) -> None:
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
    identificatie = opgeslagen(register, **fields)
    assert register.zaak(identificatie) == replace(zaak(), **fields)
    assert register.klantcontact(klantcontact().identificatie).zaak == identificatie
    with pytest.raises(NietGevonden):
        register.zaak(UUID(int=404))


def test_a_zaak_of_before_these_fields_is_read(dynamodb: AllRepositories) -> None:
    identificatie = opgeslagen(dynamodb, initiator=None)
    item = zaak_item(dynamodb.zaak(identificatie)).to_dynamodb_dict()
    assert item.keys().isdisjoint({"vertrouwelijkheidaanduiding", "initiator", "heeftStatus", "heeftInitiator", "geweigerd"})
    old = dynamodb.zaak(identificatie)
    assert (old.vertrouwelijkheid, old.initiator, old.heeft_status, old.heeft_initiator) == (None, None, False, False)


def test_the_steps_of_an_attempt_are_kept_by_the_attempt_alone(register: EenRegister) -> None:
    identificatie = opgeslagen(register)
    bezig = claim(register)
    register.meld_met_status(bezig)
    register.meld_met_initiator(bezig)
    verder = register.zaak(identificatie)
    assert (verder.heeft_status, verder.heeft_initiator) == (True, True)
    claim(register, timedelta(minutes=3))
    for meld in (register.meld_met_status, register.meld_met_initiator):
        with pytest.raises(Geweigerd):
            meld(bezig)


def test_an_afhandeling_keeps_its_zaak(register: EenRegister) -> None:
    bericht = geclaimd(register)
    met_zaak = replace(afhandeling(), zaak=zaak().identificatie)
    register.handel_af(bericht, inzage().identificatie, met_zaak, (zaak(),))
    assert register.emailbericht(bericht).afhandeling == met_zaak


def test_a_zaak_is_claimed_once_for_each_attempt(register: EenRegister) -> None:
    identificatie = opgeslagen(register)
    bezig = claim(register)
    assert bezig == replace(zaak(), status=Zaakstatus.BEZIG, pogingen=1, aan_de_beurt_op=LEASE_EINDE)
    assert register.zaak(identificatie) == bezig
    with pytest.raises(Geweigerd):
        claim(register, timedelta(minutes=3, milliseconds=-1))


def test_a_lease_that_ran_out_can_be_claimed_and_its_attempt_ends_nothing_any_more(register: EenRegister) -> None:
    opgeslagen(register)
    first = claim(register)
    second = claim(register, timedelta(minutes=3))
    assert second.pogingen == 2
    meldingen: tuple[Callable[[], None], ...] = (
        lambda: register.meld_gemaakt(first, URL),
        lambda: register.meld_gekoppeld(first, 1, ()),
        lambda: register.meld_geregistreerd(first, BEGIN),
        lambda: register.meld_niet_geregistreerd(first, "Bezet", opnieuw_op=BEGIN, moment=BEGIN),
        lambda: register.meld_niet_geregistreerd(first, "Geweigerd", opnieuw_op=None, moment=BEGIN),
    )
    for meld in meldingen:
        with pytest.raises(Geweigerd):
            meld()
    assert register.zaak(second.identificatie) == second


def test_a_zaak_of_another_generation_or_that_is_not_there_is_not_claimed(register: EenRegister) -> None:
    identificatie = opgeslagen(register, generatie="0")
    with pytest.raises(Geweigerd):
        claim(register)
    with pytest.raises(Geweigerd):
        register.claim_zaak(UUID(int=404), GENERATIE, BEGIN, LEASE_EINDE)
    assert register.zaak(identificatie).status is Zaakstatus.TE_REGISTREREN


def test_what_is_done_of_an_attempt_is_kept_up_to_its_end(register: EenRegister) -> None:
    identificatie = opgeslagen(register)
    bezig = claim(register)
    register.meld_gemaakt(bezig, URL)
    register.meld_gekoppeld(bezig, 1, ())
    in_between = register.zaak(identificatie)
    assert (in_between.status, in_between.url, in_between.gekoppeld) == (Zaakstatus.BEZIG, URL, 1)
    register.meld_geregistreerd(bezig, BEGIN)
    klaar = register.zaak(identificatie)
    assert (klaar.status, klaar.url, klaar.geregistreerd_op, klaar.aandacht) == (Zaakstatus.GEREGISTREERD, URL, BEGIN, None)
    for status in Zaakstatus:
        assert register.zakenlijst(status, aantal=9, na=None).resultaten == ()
    with pytest.raises(Geweigerd):
        claim(register, timedelta(days=1))


def test_what_was_refused_for_good_is_listed_and_not_claimed(register: EenRegister) -> None:
    opgeslagen(register)
    register.meld_niet_geregistreerd(claim(register), "Het zaaktype bestaat niet.", opnieuw_op=None, moment=LEASE_EINDE)
    (mislukt,) = register.zakenlijst(Zaakstatus.MISLUKT, aantal=9, na=None).resultaten
    assert (mislukt.status, mislukt.aandacht, mislukt.reden) == (Zaakstatus.MISLUKT, "zaak_mislukt", "Het zaaktype bestaat niet.")
    with pytest.raises(Geweigerd):
        claim(register, timedelta(days=1))


def test_what_is_to_be_tried_again_waits_for_its_time(register: EenRegister) -> None:
    opgeslagen(register)
    later = BEGIN + timedelta(hours=1)
    register.meld_niet_geregistreerd(claim(register), "HTTP 503", opnieuw_op=later, moment=BEGIN)
    just_before = later - timedelta(milliseconds=1)
    assert list(register.zaken_aan_de_beurt(Zaakstatus.TE_REGISTREREN, just_before)) == []
    (zaak_,) = register.zaken_aan_de_beurt(Zaakstatus.TE_REGISTREREN, later)
    assert (zaak_.status, zaak_.reden, zaak_.pogingen) == (Zaakstatus.TE_REGISTREREN, "HTTP 503", 1)


def test_a_lease_is_over_at_its_end_and_not_before(register: EenRegister) -> None:
    opgeslagen(register)
    bezig = claim(register)
    assert list(register.zaken_aan_de_beurt(Zaakstatus.BEZIG, LEASE_EINDE - timedelta(milliseconds=1))) == []
    assert list(register.zaken_aan_de_beurt(Zaakstatus.BEZIG, LEASE_EINDE)) == [bezig]


def test_zaken_are_listed_longest_waiting_first_page_by_page(register: EenRegister) -> None:
    opgeslagen(register, 3, 1, 2)
    page = register.zakenlijst(Zaakstatus.TE_REGISTREREN, aantal=2, na=None)
    rest = register.zakenlijst(Zaakstatus.TE_REGISTREREN, aantal=2, na=page.vervolg)
    assert [*page.resultaten, *rest.resultaten] == [zaak(1), zaak(2), zaak(3)]
    assert rest.vervolg is None
    assert list(register.zaken_aan_de_beurt(Zaakstatus.TE_REGISTREREN, BEGIN + EERSTE_AANBOD)) == [zaak(1), zaak(2), zaak(3)]


def test_a_cursor_of_another_list_is_refused(request: pytest.FixtureRequest) -> None:
    dynamodb: AllRepositories = request.getfixturevalue("dynamodb")
    with pytest.raises(OngeldigeInvoer):
        dynamodb.zakenlijst(Zaakstatus.MISLUKT, aantal=2, na="onzin")


@pytest.mark.parametrize("anders", [{"status": Zaakstatus.MISLUKT}, {"pogingen": 7}, {"wijziging": 7}])
def test_a_decision_is_refused_when_anything_changed_meanwhile(register: EenRegister, anders: dict[str, Any]) -> None:
    identificatie = opgeslagen(register)
    read = register.zaak(identificatie)
    with pytest.raises(Geweigerd):
        register.werk_zaak_bij(replace(read, **anders), replace(read, status=Zaakstatus.VERVALLEN))
    assert register.zaak(identificatie) == read


def test_a_decision_is_stored_whole(register: EenRegister) -> None:
    identificatie = opgeslagen(register, generatie="0")
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
        old = register.zaak(identificatie)
        new = old.besloten(besluit, GENERATIE)
        register.werk_zaak_bij(old, new)
        assert register.zaak(identificatie) == replace(new, wijziging=number + 1)
        listed = {status for status in Zaakstatus if register.zakenlijst(status, aantal=9, na=None).resultaten}
        assert listed == ({new.status} if new.aandacht else set())
