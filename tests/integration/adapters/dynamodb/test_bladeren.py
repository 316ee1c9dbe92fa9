"""Every list, page by page, while it changes: each record once, in a stable order, for the price of a page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any, Final

import botocore.client
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klantmail.adapters.dynamodb.cursor import maak_cursor
from klantmail.adapters.dynamodb.emailbericht_mapping import bericht_item
from klantmail.adapters.dynamodb.records import record_item
from klantmail.domain.fouten import OngeldigeInvoer
from klantmail.domain.identificatie import uitkomst_id
from klantmail.domain.interne_taak import Taakstatus, Toewijzing
from klantmail.domain.standaardantwoord import Standaardantwoord
from klantmail.domain.tijd import als_tekst
from klantmail.domain.verzending import Verzendstatus
from klantmail.domain.zaak import Zaakstatus
from klantmail.ports.keuzes import Voorraadkeuze
from klantmail.ports.repositories import Pagina
from klantmail.usecases.beheer.raadplegen import MAX_PERIODE
from tests.support import builders as bouwers
from tests.support.builders import ANDER_POSTVAK, ANNA, POSTVAK
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories

_AANTAL: Final = 12
_HASH: Final = b"h" * 32
_GESPREK: Final = bouwers.bericht(99).identificatie


@dataclass(frozen=True)
class Lijst:
    """One list of the API, as the register reads it."""

    zet: Callable[[AllRepositories, int], object]
    """A function that puts the record of this number in the list."""
    lees: Callable[..., Pagina[Any]]
    identificatie: Callable[[int], Any]
    verzoeken: int
    """The number of requests that a page may cost: one for each partition, and one for what its keys name."""
    omgekeerd: bool = False


def _contact(register: AllRepositories, nummer: int) -> None:
    record_item(replace(bouwers.klantcontact(nummer), gesprek=_GESPREK), register._table.hash_key).save()


def _tekst(nummer: int) -> Standaardantwoord:
    identificatie = uitkomst_id("standaardantwoord", ANNA.identificatie, ANNA.identificatie, str(nummer))
    return Standaardantwoord(
        identificatie=identificatie, naam="x", inhoud="y", versie=1, gewijzigd_op=BEGIN, gewijzigd_door=ANNA.identificatie
    )


LIJSTEN: Final = {
    "werkvoorraad": Lijst(
        lambda _, nummer: bericht_item(bouwers.bericht(nummer, postvak=(POSTVAK, ANDER_POSTVAK)[nummer % 2])).save(),
        lambda register, **blad: register.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK, ANDER_POSTVAK)), moment=BEGIN, **blad),
        lambda nummer: bouwers.bericht(nummer).identificatie,
        2,
    ),
    "klantcontacten of an address": Lijst(
        _contact,
        lambda register, **blad: register.klantcontacten_van("jan@burger.example", None, None, **blad),
        lambda nummer: bouwers.klantcontact(nummer).identificatie,
        2,
        omgekeerd=True,
    ),
    "klantcontacten of a conversation": Lijst(
        _contact,
        lambda register, **blad: register.klantcontacten_in(_GESPREK, **blad),
        lambda nummer: bouwers.klantcontact(nummer).identificatie,
        2,
    ),
    "klantcontacten of a period": Lijst(
        _contact,
        lambda register, **blad: register.klantcontacten_tussen(BEGIN, BEGIN + MAX_PERIODE, **blad),
        lambda nummer: bouwers.klantcontact(nummer).identificatie,
        33,
        omgekeerd=True,
    ),
    "interne taken": Lijst(
        lambda _, nummer: record_item(bouwers.taak(nummer), _HASH).save(),
        lambda register, **blad: register.taken_van(Toewijzing("Burgerzaken"), Taakstatus.TE_VERWERKEN, **blad),
        lambda nummer: bouwers.taak(nummer).identificatie,
        2,
    ),
    "zaken": Lijst(
        lambda _, nummer: record_item(
            replace(bouwers.zaak(nummer), aan_de_beurt_op=BEGIN + timedelta(minutes=nummer)), _HASH
        ).save(),
        lambda register, **blad: register.zakenlijst(Zaakstatus.TE_REGISTREREN, **blad),
        lambda nummer: bouwers.zaak(nummer).identificatie,
        2,
    ),
    "verzendingen": Lijst(
        lambda _, nummer: record_item(
            replace(
                bouwers.verzending(nummer),
                status=(Verzendstatus.ONBEKEND, Verzendstatus.MISLUKT)[nummer % 2],
                aan_de_beurt_op=BEGIN + timedelta(minutes=nummer),
            ),
            _HASH,
        ).save(),
        lambda register, **blad: register.verzendingenlijst(("onbekend", "mislukt"), **blad),
        lambda nummer: bouwers.verzending(nummer).identificatie,
        3,
    ),
}


@contextmanager
def _geteld() -> Iterator[list[str]]:
    """Yield the requests to the table in this block."""
    verzoeken: list[str] = []
    doe = botocore.client.BaseClient._make_api_call  # type: ignore[attr-defined]  # what every client calls through

    def tel(client: Any, naam: str, *rest: Any) -> Any:
        verzoeken.append(naam)
        return doe(client, naam, *rest)

    with pytest.MonkeyPatch.context() as omgeving:
        omgeving.setattr(botocore.client.BaseClient, "_make_api_call", tel)
        yield verzoeken


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    grootte=st.integers(1, 100) | st.integers(1, 5),
    blijvers=st.sets(st.integers(1, _AANTAL)),
    erbij=st.lists(st.integers(1, _AANTAL), min_size=1, max_size=_AANTAL),
)
@pytest.mark.parametrize("naam", LIJSTEN)
def test_what_stays_is_listed_once_and_in_order_whatever_comes_between_the_pages(
    naam: str, dynamodb: AllRepositories, grootte: int, blijvers: set[int], erbij: list[int]
) -> None:
    lijst = LIJSTEN[naam]
    _leeg(dynamodb)
    for nummer in blijvers:
        lijst.zet(dynamodb, nummer)
    nummers = {lijst.identificatie(nummer): nummer for nummer in range(1, _AANTAL + 1)}
    gelezen: list[int] = []
    na: str | None = None
    for nieuw in cycle(erbij):
        with _geteld() as verzoeken:
            bladzijde = lijst.lees(dynamodb, aantal=grootte, na=na)
        assert len(verzoeken) <= lijst.verzoeken
        assert len(bladzijde.resultaten) <= grootte
        gelezen += [nummers[een.identificatie] for een in bladzijde.resultaten]
        na = bladzijde.vervolg
        if na is None:
            break
        lijst.zet(dynamodb, nieuw)
    assert gelezen == sorted(set(gelezen), reverse=lijst.omgekeerd)
    assert blijvers <= set(gelezen)


@pytest.mark.parametrize("naam", LIJSTEN)
def test_a_cursor_leads_on_from_a_record_that_is_gone(naam: str, dynamodb: AllRepositories) -> None:
    lijst = LIJSTEN[naam]
    for nummer in range(1, 5):
        lijst.zet(dynamodb, nummer)
    eerste = lijst.lees(dynamodb, aantal=2, na=None)
    over = {lijst.identificatie(nummer) for nummer in range(1, 5)} - {een.identificatie for een in eerste.resultaten}
    _leeg(dynamodb)
    for nummer in range(1, 5):
        if lijst.identificatie(nummer) in over:
            lijst.zet(dynamodb, nummer)
    assert {een.identificatie for een in lijst.lees(dynamodb, aantal=2, na=eerste.vervolg).resultaten} == over


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "é",
        "AAAA",
        *map(maak_cursor, ("2026", "a#b", "9" * 300, f"2026-13-32T00:00:00.000Z#{bouwers.bericht(1).identificatie}")),
    ],
)
@pytest.mark.parametrize("naam", LIJSTEN)
def test_a_cursor_that_is_not_one_of_ours_is_refused_by_name(naam: str, dynamodb: AllRepositories, cursor: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        LIJSTEN[naam].lees(dynamodb, aantal=2, na=cursor)
    assert [een.veld for een in fout.value.fouten] == ["cursor"]


@pytest.mark.parametrize("naam", ["klantcontacten of a period", "klantcontacten of an address in a period"])
def test_a_cursor_from_outside_a_period_is_refused_or_leads_to_nothing(naam: str, dynamodb: AllRepositories) -> None:
    """DynamoDB refuses a range that ends before it begins, and up to the year 9999 there are days without end."""
    _contact(dynamodb, 1)

    def lees(moment: datetime) -> Pagina[Any]:
        cursor = maak_cursor(f"{als_tekst(moment)}#{bouwers.klantcontact(1).identificatie}")
        if naam == "klantcontacten of a period":
            return dynamodb.klantcontacten_tussen(BEGIN, BEGIN + MAX_PERIODE, aantal=2, na=cursor)
        return dynamodb.klantcontacten_van("jan@burger.example", BEGIN, BEGIN + MAX_PERIODE, aantal=2, na=cursor)

    for eerder in (BEGIN - timedelta(milliseconds=1), BEGIN - timedelta(days=400)):
        assert lees(eerder) == Pagina((), None)
    for later in (BEGIN + MAX_PERIODE, datetime(9999, 12, 31, tzinfo=UTC)):
        with pytest.raises(OngeldigeInvoer) as fout:
            lees(later)
        assert [een.veld for een in fout.value.fouten] == ["cursor"]


def test_standard_answers_are_listed_once_each(dynamodb: AllRepositories) -> None:
    """Standard answers are listed by identificatie, so one that is added comes anywhere."""
    teksten = [_tekst(nummer) for nummer in range(_AANTAL)]
    for tekst in teksten[:6]:
        dynamodb.bewaar_standaardantwoord(tekst)
    gelezen = []
    na: str | None = None
    for nieuw in teksten[6:]:
        with _geteld() as verzoeken:
            bladzijde = dynamodb.standaardantwoorden(aantal=2, na=na)
        assert len(verzoeken) == 1
        gelezen += [een.identificatie for een in bladzijde.resultaten]
        na = bladzijde.vervolg
        if na is None:
            break
        dynamodb.bewaar_standaardantwoord(nieuw)
    else:
        gelezen += [een.identificatie for een in dynamodb.standaardantwoorden(aantal=100, na=na).resultaten]
    assert gelezen == sorted(set(gelezen))
    assert {een.identificatie for een in teksten[:6]} <= set(gelezen)


def _leeg(register: AllRepositories) -> None:
    """Remove everything that these lists hold."""
    for nummer in range(1, _AANTAL + 1):
        bericht_item(bouwers.bericht(nummer)).delete()
        for record in (bouwers.klantcontact(nummer), bouwers.taak(nummer), bouwers.zaak(nummer), bouwers.verzending(nummer)):
            record_item(record, register._table.hash_key).delete()
