"""The promises of repositories, on DynamoDB with the table of the template, and on the fake that the unit tests use.

DynamoDB is moto, or the engine of `make conformance`.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import boto3
import pytest

from klantmail.adapters.dynamodb import taakachterstand
from klantmail.domain.adressering import Ontvanger, Ontvangersoort
from klantmail.domain.afhandeling import MAX_VERVOLGSTAPPEN, Afhandeling, Afhandelsoort, Deelafhandeling, Vervolgstap
from klantmail.domain.document import Bijlage, Bijlagerol, Tekst, Uploadgebruik
from klantmail.domain.emailbericht import (
    MAX_INZAGEN,
    Apartzetting,
    Berichtstatus,
    Heropening,
    Ontleedstand,
    Reservering,
    Verplaatsing,
    Vrijgave,
)
from klantmail.domain.fouten import Geweigerd, NietGevonden, OngeldigeInvoer, UploadGebruikt
from klantmail.domain.gesprek import EigenBericht, Verband
from klantmail.domain.identificatie import informatieobject_id
from klantmail.domain.interne_taak import InterneTaak, Taakstatus, Toewijzing
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.medewerker import BekendeMedewerker, Medewerker, Rol
from klantmail.domain.notitie import Notitie
from klantmail.domain.ondertekening import Ondertekening
from klantmail.domain.recordnaam import Recordnaam, Recordsoort
from klantmail.domain.standaardantwoord import Standaardantwoord
from klantmail.domain.taakgesprek import Moment, Taakgesprek
from klantmail.domain.telling import TELT_TOT, Telling
from klantmail.domain.termijn import einde_van
from klantmail.domain.tijd import dag_hier
from klantmail.domain.verzending import Bezorging, Bezorgstand, Hervatkeuze, Hervatting, Verzending, Verzendstatus
from klantmail.ports.keuzes import Afhandelkeuze, Reserveringskeuze, Voorraadkeuze
from klantmail.ports.repositories import Pagina, Record
from klantmail.ports.tellingen import KIJKT_TOT
from klantmail.usecases.afhandeling.inzien import CLAIMDUUR
from klantmail.usecases.ontvangst.bevestigen import RUSTTIJD
from ontleden.ontleding import Adres, Klasse
from tests.support.aws import REGION
from tests.support.builders import (
    ANDER_POSTVAK,
    ANNA,
    BRAM,
    DAAN,
    EVA,
    GENERATIE,
    POSTVAK,
    afhandeling,
    bericht,
    concept,
    document,
    inzage,
    klantcontact,
    taak,
    verzending,
)
from tests.support.fakes import BEGIN, FakeRepositories
from tests.support.repositories import AllRepositories

type AnyRepositories = AllRepositories | FakeRepositories


VERBAND = Verband(gesprek=UUID(int=9), antwoord_op=(UUID(int=8), UUID(int=7)), onderwerp_gewijzigd=True, afwijkende_afzender=True)


@pytest.fixture(params=["dynamodb", "nep"])
def repos(request: pytest.FixtureRequest) -> AnyRepositories:
    if request.param == "nep":
        return FakeRepositories()
    dynamodb: AllRepositories = request.getfixturevalue("dynamodb")
    return dynamodb


def _recorded(repos: AnyRepositories, number: int = 1, postvak: str = POSTVAK, **fields: Any) -> UUID:
    ontvangen = replace(bericht(number, postvak=postvak), **fields)
    repos.neem_op(ontvangen, document(number))
    return ontvangen.identificatie


def test_what_is_listed_reads_back_the_same(repos: AnyRepositories) -> None:
    assert repos.neem_op(bericht(), document())
    assert repos.emailbericht(bericht().identificatie) == bericht()
    assert repos.informatieobject(document().identificatie) == document()


def test_the_same_mail_is_listed_once(repos: AnyRepositories) -> None:
    repos.neem_op(bericht(), document())
    assert not repos.neem_op(replace(bericht(), status=Berichtstatus.QUARANTAINE), document())
    assert repos.emailbericht(bericht().identificatie) == bericht()


def test_the_listing_counts_as_the_first_try_to_read(repos: AnyRepositories) -> None:
    identificatie = _recorded(repos, ontleedstand=Ontleedstand.ONTBREEKT)
    sinds = bericht().envelop.ontvangen_op
    moments = [sinds + timedelta(minutes=minuut) for minuut in range(4)]
    assert repos.begin_ontleding(identificatie, moments[1], sinds - timedelta(seconds=1)) == 0  # it is the first
    assert repos.begin_ontleding(identificatie, moments[2], moments[1]) == 2
    assert repos.begin_ontleding(identificatie, moments[2], moments[1]) == 0
    assert repos.begin_ontleding(identificatie, moments[3], moments[2]) == 3


def test_what_was_read_is_stored_with_its_documents_however_many(repos: AnyRepositories) -> None:
    identificatie = _recorded(repos, ontleedstand=Ontleedstand.ONTBREEKT)
    documenten = [document(number) for number in range(2, 253)]
    envelop = replace(bericht().envelop, onderwerp="Gelezen", aantal_bijlagen=251, verband=VERBAND)
    repos.leg_ontleding_vast(identificatie, Ontleedstand.GEREED, "1", envelop, documenten)
    read = repos.emailbericht(identificatie)
    assert (read.ontleedstand, read.parserversie, read.envelop) == (Ontleedstand.GEREED, "1", envelop)
    assert repos.informatieobject(documenten[-1].identificatie) == documenten[-1]


def test_what_was_read_is_not_changed_by_a_later_failure(repos: AnyRepositories) -> None:
    identificatie = _recorded(repos, ontleedstand=Ontleedstand.ONTBREEKT)
    repos.leg_ontleding_vast(identificatie, Ontleedstand.GEREED, "1", bericht().envelop, ())
    repos.leg_ontleding_vast(identificatie, Ontleedstand.MISLUKT, "", bericht().envelop, ())
    assert repos.emailbericht(identificatie).ontleedstand is Ontleedstand.GEREED


# -- claims ------------------------------------------------------------------------------------------------------------


def test_a_claim_gives_the_mail_to_one_inzage(repos: AnyRepositories) -> None:
    identificatie = _recorded(repos)
    geclaimd = repos.claim(identificatie, inzage(1), BEGIN + CLAIMDUUR)
    assert geclaimd.status is Berichtstatus.IN_BEHANDELING
    assert geclaimd.inzage == inzage(1)
    assert geclaimd.inzagen == (inzage(1),)
    assert geclaimd.geclaimd_tot == BEGIN + CLAIMDUUR
    assert repos.emailbericht(identificatie) == geclaimd


@pytest.mark.parametrize("medewerker", [ANNA, BRAM], ids=["the same", "another"])
def test_a_held_mail_cannot_be_claimed(repos: AnyRepositories, medewerker: Any) -> None:
    identificatie = _recorded(repos)
    repos.claim(identificatie, inzage(1), BEGIN + CLAIMDUUR)
    with pytest.raises(Geweigerd):
        repos.claim(identificatie, inzage(2, medewerker=medewerker, na=timedelta(minutes=1)), BEGIN + CLAIMDUUR * 2)


def test_an_expired_claim_of_another_can_be_taken_over_from_its_last_moment_on(repos: AnyRepositories) -> None:
    identificatie = _recorded(repos)
    repos.claim(identificatie, inzage(1), BEGIN + CLAIMDUUR)
    just_too_early = inzage(2, medewerker=BRAM, na=CLAIMDUUR - timedelta(milliseconds=1))
    with pytest.raises(Geweigerd):
        repos.claim(identificatie, just_too_early, BEGIN + CLAIMDUUR * 2)
    overname = inzage(2, medewerker=BRAM, na=CLAIMDUUR)
    assert repos.claim(identificatie, overname, BEGIN + CLAIMDUUR * 2).inzagen == (inzage(1), overname)


def test_an_own_expired_claim_is_renewed_and_not_taken_over(repos: AnyRepositories) -> None:
    identificatie = _recorded(repos)
    repos.claim(identificatie, inzage(1), BEGIN + CLAIMDUUR)
    with pytest.raises(Geweigerd):
        repos.claim(identificatie, inzage(2, na=CLAIMDUUR * 2), BEGIN + CLAIMDUUR * 3)
    extended = repos.verleng(identificatie, inzage(1).identificatie, BEGIN + CLAIMDUUR * 3)
    assert (extended.inzage, extended.geclaimd_tot) == (inzage(1), BEGIN + CLAIMDUUR * 3)


def test_only_the_inzage_that_counts_renews_or_puts_back(repos: AnyRepositories) -> None:
    identificatie = _recorded(repos)
    repos.claim(identificatie, inzage(1), BEGIN + CLAIMDUUR)
    for handeling in (
        lambda: repos.verleng(identificatie, inzage(2).identificatie, BEGIN + CLAIMDUUR),
        lambda: repos.geef_vrij(identificatie, inzage(2).identificatie),
    ):
        with pytest.raises(Geweigerd):
            handeling()
    repos.geef_vrij(identificatie, inzage(1).identificatie)
    vrij = repos.emailbericht(identificatie)
    assert (vrij.status, vrij.inzage, vrij.geclaimd_tot, vrij.inzagen) == (Berichtstatus.NIEUW, None, None, (inzage(1),))


def test_a_mail_remembers_so_many_inzagen_and_can_be_claimed_beyond_them(repos: AnyRepositories) -> None:
    everything = tuple(inzage(number) for number in range(1, MAX_INZAGEN + 1))
    identificatie = _recorded(repos, inzagen=everything[:-1])
    repos.claim(identificatie, everything[-1], BEGIN + CLAIMDUUR)
    repos.geef_vrij(identificatie, everything[-1].identificatie)
    with pytest.raises(Geweigerd):
        repos.claim(identificatie, inzage(101), BEGIN + CLAIMDUUR)
    geclaimd = repos.claim(identificatie, inzage(101), BEGIN + CLAIMDUUR, onthoud=False)
    assert (geclaimd.inzage, geclaimd.inzagen) == (inzage(101), everything)
    with pytest.raises(Geweigerd):
        repos.claim(identificatie, inzage(102, medewerker=BRAM), BEGIN + CLAIMDUUR, onthoud=False)


@pytest.mark.parametrize("status", [Berichtstatus.QUARANTAINE, Berichtstatus.AFGEHANDELD])
def test_mail_outside_the_werkvoorraad_cannot_be_claimed(repos: AnyRepositories, status: Berichtstatus) -> None:
    identificatie = _recorded(repos, status=status)
    with pytest.raises(Geweigerd):
        repos.claim(identificatie, inzage(), BEGIN + CLAIMDUUR)


def test_what_is_not_there_cannot_be_claimed_into_being(repos: AnyRepositories) -> None:
    with pytest.raises(Geweigerd):
        repos.claim(UUID(int=404), inzage(), BEGIN + CLAIMDUUR)
    with pytest.raises(NietGevonden):
        repos.emailbericht(UUID(int=404))


# -- the one transaction -----------------------------------------------------------------------------------------------


def _geclaimd(repos: AnyRepositories) -> UUID:
    identificatie = _recorded(repos)
    repos.claim(identificatie, inzage(1), BEGIN + CLAIMDUUR)
    return identificatie


def test_an_afhandeling_stores_all_its_records_and_takes_the_mail_from_the_werkvoorraad(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    records = (klantcontact(1), klantcontact(2), document(9), verzending(1))
    repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), records)
    afgehandeld = repos.emailbericht(identificatie)
    assert (afgehandeld.status, afgehandeld.afhandeling) == (Berichtstatus.AFGEHANDELD, afhandeling())
    assert repos.klantcontact(klantcontact(1).identificatie) == replace(klantcontact(1), afzender="")
    assert repos.klantcontact(klantcontact(2).identificatie) == replace(klantcontact(2), afzender="")
    assert repos.informatieobject(document(9).identificatie) == document(9)
    assert repos.verzending(verzending(1).identificatie) == verzending(1)
    assert repos.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=10, na=None).resultaten == ()


def test_an_afhandeling_under_another_inzage_stores_nothing(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    with pytest.raises(Geweigerd):
        repos.handel_af(identificatie, inzage(2).identificatie, afhandeling(), (klantcontact(1), verzending(1)))
    _niets_opgeslagen(repos, identificatie, Berichtstatus.IN_BEHANDELING)


def test_an_afhandeling_of_a_mail_that_was_put_back_stores_nothing(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    repos.geef_vrij(identificatie, inzage(1).identificatie)
    with pytest.raises(Geweigerd):
        repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1), verzending(1)))
    _niets_opgeslagen(repos, identificatie, Berichtstatus.NIEUW)


def test_a_second_afhandeling_stores_nothing(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1),))
    with pytest.raises(Geweigerd):
        repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(2), (klantcontact(2), verzending(2)))
    with pytest.raises(NietGevonden):
        repos.klantcontact(klantcontact(2).identificatie)
    assert repos.emailbericht(identificatie).afhandeling == afhandeling()


def test_a_record_that_exists_already_stops_the_whole_afhandeling(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    with pytest.raises(Geweigerd):
        repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1), document(1)))
    _niets_opgeslagen(repos, identificatie, Berichtstatus.IN_BEHANDELING)


def _niets_opgeslagen(repos: AnyRepositories, identificatie: UUID, status: Berichtstatus) -> None:
    stayed = repos.emailbericht(identificatie)
    assert (stayed.status, stayed.afhandeling) == (status, None)
    with pytest.raises(NietGevonden):
        repos.klantcontact(klantcontact(1).identificatie)
    with pytest.raises(NietGevonden):
        repos.verzending(verzending(1).identificatie)


# -- what was handled --------------------------------------------------------------------------------------------------


def _handel_af(repos: AnyRepositories, number: int, **fields: Any) -> None:
    """Take in a mail and handle it."""
    postvak = fields.pop("postvak", POSTVAK)
    medewerker = fields.pop("door", ANNA)
    identificatie = _recorded(repos, number, postvak=postvak)
    repos.claim(identificatie, inzage(number, medewerker=medewerker), BEGIN + CLAIMDUUR)
    uitkomst = replace(afhandeling(number), medewerker=medewerker.identificatie, **fields)
    repos.handel_af(identificatie, inzage(number).identificatie, uitkomst, ())


def test_handled_mail_is_listed_by_day_newest_first_and_by_choice(repos: AnyRepositories) -> None:
    day = dag_hier(BEGIN)
    for number in range(1, 7):
        _handel_af(
            repos,
            number,
            tijdstip=BEGIN + timedelta(minutes=number),
            postvak=POSTVAK if number % 2 else ANDER_POSTVAK,
            door=ANNA if number < 4 else BRAM,
            soort=Afhandelsoort.ZAAK if number in {1, 6} else Afhandelsoort.ANTWOORD,
        )
    _recorded(repos, 8)

    def lijst(aantal: int = 2, **keuze: Any) -> list[str]:
        chosen = Afhandelkeuze(**{"dag": day, **keuze})
        seen = _everything(lambda na: repos.afgehandelden(chosen, aantal=aantal, na=na))
        assert all(each.afhandeling is not None for each in seen)
        return [each.envelop.onderwerp.removeprefix("Vraag ") for each in seen]

    assert lijst() == lijst(aantal=100) == ["6", "5", "4", "3", "2", "1"]
    assert lijst(postvakken=(POSTVAK,)) == ["5", "3", "1"]
    assert lijst(postvakken=(POSTVAK, ANDER_POSTVAK)) == lijst()
    assert lijst(medewerker=BRAM.identificatie) == ["6", "5", "4"]
    assert lijst(soort=Afhandelsoort.ZAAK) == ["6", "1"]
    assert lijst(aantal=1, postvakken=(POSTVAK,), medewerker=ANNA.identificatie, soort=Afhandelsoort.ANTWOORD) == ["3"]
    assert lijst(dag=day - timedelta(days=1)) == []


def test_a_day_is_that_of_the_netherlands(repos: AnyRepositories) -> None:
    midnight = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    _handel_af(repos, 1, tijdstip=midnight - timedelta(milliseconds=1))
    _handel_af(repos, 2, tijdstip=midnight)
    names = [
        [each.envelop.onderwerp for each in repos.afgehandelden(Afhandelkeuze(dag=day), aantal=5, na=None).resultaten]
        for day in (date(2026, 11, 24), date(2026, 11, 25))
    ]
    assert names == [["Vraag 1"], ["Vraag 2"]]


def test_a_reopened_mail_is_not_among_the_handled(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    repos.handel_af(identificatie, inzage(1).identificatie, GESLOTEN, ())
    choice = Afhandelkeuze(dag=dag_hier(GESLOTEN.tijdstip))
    assert len(repos.afgehandelden(choice, aantal=5, na=None).resultaten) == 1
    repos.heropen(repos.emailbericht(identificatie), _heropening())
    assert repos.afgehandelden(choice, aantal=5, na=None).resultaten == ()


def test_mail_that_was_handled_before_there_were_lists_is_put_on_one(dynamodb: AllRepositories, tabel: str) -> None:
    for number in (1, 2):
        _handel_af(dynamodb, number)
    _recorded(dynamodb, 3)
    key = {"PK": {"S": f"EMAILBERICHT#{bericht(1).identificatie}"}, "SK": {"S": "EMAILBERICHT"}}
    client = boto3.client("dynamodb", region_name=REGION)
    client.update_item(TableName=tabel, Key=key, UpdateExpression="REMOVE WERKVOORRAAD_PK, WERKVOORRAAD_SK")
    choice = Afhandelkeuze(dag=dag_hier(afhandeling().tijdstip))
    assert len(dynamodb.afgehandelden(choice, aantal=5, na=None).resultaten) == 1
    allen = [bericht(number).identificatie for number in (1, 2, 3, 404)]
    assert (dynamodb.zet_afgehandelde_op_lijst(allen), dynamodb.zet_afgehandelde_op_lijst(allen)) == (1, 0)
    assert len(dynamodb.afgehandelden(choice, aantal=5, na=None).resultaten) == 2
    wachtend = dynamodb.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=5, na=None).resultaten
    assert [each.identificatie for each in wachtend] == [bericht(3).identificatie]


# -- the way back, and further steps -----------------------------------------------------------------------------------

GESLOTEN = replace(afhandeling(), soort=Afhandelsoort.GEEN_KLANTCONTACT, klantcontacten=(), verzendingen=(), reden="Spam")


def _heropening(gesloten: Afhandeling = GESLOTEN, reden: str = "Geen spam") -> Heropening:
    return Heropening(
        medewerker=BRAM.identificatie, naam=BRAM.naam, tijdstip=BEGIN + CLAIMDUUR, reden=reden, afhandeling=gesloten
    )


def test_a_closed_mail_comes_back_into_the_werkvoorraad_with_its_history(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    repos.handel_af(identificatie, inzage(1).identificatie, GESLOTEN, ())
    repos.heropen(repos.emailbericht(identificatie), _heropening())
    back = repos.emailbericht(identificatie)
    assert (back.status, back.afhandeling, back.inzage, back.geclaimd_tot) == (Berichtstatus.NIEUW, None, None, None)
    assert back.heropeningen == (_heropening(),)
    (found,) = repos.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=10, na=None).resultaten
    assert found.identificatie == identificatie
    assert repos.claim(identificatie, inzage(2), BEGIN + CLAIMDUUR).inzage == inzage(2)


@pytest.mark.parametrize(
    "other",
    [
        replace(GESLOTEN, tijdstip=BEGIN + timedelta(seconds=1)),
        replace(GESLOTEN, idempotency_key="sleutel-2"),
        replace(GESLOTEN, soort=Afhandelsoort.GEEN_ACTIE_NODIG),
    ],
    ids=["later", "another key", "another outcome"],
)
def test_only_the_closing_that_was_read_is_undone(repos: AnyRepositories, other: Afhandeling) -> None:
    identificatie = _geclaimd(repos)
    bericht_ = repos.emailbericht(identificatie)
    with pytest.raises(Geweigerd):
        repos.heropen(bericht_, _heropening())
    repos.handel_af(identificatie, inzage(1).identificatie, other, ())
    with pytest.raises(Geweigerd):
        repos.heropen(repos.emailbericht(identificatie), _heropening())
    assert repos.emailbericht(identificatie).afhandeling == other


def _verplaatsing(medewerker: Medewerker = ANNA, na: timedelta = timedelta()) -> Verplaatsing:
    return Verplaatsing(
        medewerker=medewerker.identificatie, naam=medewerker.naam, tijdstip=BEGIN + na, van=POSTVAK, naar=ANDER_POSTVAK
    )


def test_a_mail_goes_to_another_postvak_and_is_listed_there(repos: AnyRepositories) -> None:
    identificatie = _recorded(repos)
    repos.verplaats(repos.emailbericht(identificatie), _verplaatsing())
    verplaatst = repos.emailbericht(identificatie)
    assert (verplaatst.envelop.postvak, verplaatst.verplaatsingen) == (ANDER_POSTVAK, (_verplaatsing(),))
    assert verplaatst.envelop == replace(bericht(1).envelop, postvak=ANDER_POSTVAK)
    assert repos.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=5, na=None).resultaten == ()
    (found,) = repos.werkvoorraad(Voorraadkeuze(postvakken=(ANDER_POSTVAK,)), moment=BEGIN, aantal=5, na=None).resultaten
    assert (found.identificatie, found.envelop.postvak) == (identificatie, ANDER_POSTVAK)
    with pytest.raises(Geweigerd):
        repos.verplaats(verplaatst, _verplaatsing())


def test_only_who_has_a_mail_open_moves_it(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    read = repos.emailbericht(identificatie)
    with pytest.raises(Geweigerd):
        repos.verplaats(read, _verplaatsing(BRAM))
    repos.verplaats(read, _verplaatsing())
    assert (repos.emailbericht(identificatie).status, repos.emailbericht(identificatie).inzage) == (
        Berichtstatus.NIEUW,
        None,
    )


def test_a_claim_that_ran_out_moves_and_one_that_was_read_before_does_not(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    earlier = repos.emailbericht(identificatie)
    repos.claim(identificatie, inzage(2, medewerker=BRAM, na=CLAIMDUUR), BEGIN + 2 * CLAIMDUUR)
    with pytest.raises(Geweigerd):
        repos.verplaats(earlier, _verplaatsing(na=CLAIMDUUR))
    repos.verplaats(repos.emailbericht(identificatie), _verplaatsing(na=2 * CLAIMDUUR))
    assert repos.emailbericht(identificatie).envelop.postvak == ANDER_POSTVAK


def test_the_message_about_a_move_is_stored_with_it_or_not_at_all(repos: AnyRepositories) -> None:
    identificatie = _recorded(repos)
    repos.markeer_formeel(identificatie, date(2027, 1, 19))
    read = repos.emailbericht(identificatie)
    bericht_erover = replace(verzending(1), klantcontact=None)
    verplaatsing = replace(_verplaatsing(), verzending=bericht_erover.identificatie)
    repos.verplaats(read, verplaatsing, bericht_erover)
    verplaatst = repos.emailbericht(identificatie)
    assert (verplaatst.verplaatsingen, verplaatst.verplaatsberichten) == ((verplaatsing,), 1)
    assert repos.verzending(bericht_erover.identificatie) == bericht_erover
    with pytest.raises(Geweigerd):  # it is not there any more
        repos.verplaats(read, verplaatsing, replace(bericht_erover, identificatie=UUID(int=2)))
    with pytest.raises(NietGevonden):
        repos.verzending(UUID(int=2))
    back = replace(verplaatsing, van=ANDER_POSTVAK, naar=POSTVAK)
    with pytest.raises(Geweigerd):  # this message was stored before
        repos.verplaats(verplaatst, back, bericht_erover)
    assert repos.emailbericht(identificatie) == verplaatst
    zonder = replace(back, verzending=None, reden_zonder_bericht="Gebeld")
    repos.verplaats(verplaatst, zonder)
    assert repos.emailbericht(identificatie).verplaatsingen == (verplaatsing, zonder)
    assert repos.emailbericht(identificatie).verplaatsberichten == 1


def test_a_mail_that_became_formal_since_it_was_read_is_not_moved(repos: AnyRepositories) -> None:
    identificatie = _recorded(repos)
    read = repos.emailbericht(identificatie)
    repos.markeer_formeel(identificatie, date(2027, 1, 19))
    with pytest.raises(Geweigerd):
        repos.verplaats(read, _verplaatsing())
    assert repos.emailbericht(identificatie).envelop.postvak == POSTVAK


@pytest.mark.parametrize("stand", [Ontleedstand.ONTBREEKT, Ontleedstand.MISLUKT])
def test_reading_never_brings_a_moved_mail_back(repos: AnyRepositories, stand: Ontleedstand) -> None:
    identificatie = _recorded(repos, ontleedstand=stand)
    read = repos.emailbericht(identificatie)
    if stand is Ontleedstand.ONTBREEKT:
        with pytest.raises(Geweigerd):
            repos.verplaats(read, _verplaatsing())
        return
    repos.verplaats(read, _verplaatsing())
    repos.leg_ontleding_vast(identificatie, Ontleedstand.GEREED, "9", bericht(1).envelop, ())
    assert repos.emailbericht(identificatie).envelop.postvak == ANDER_POSTVAK
    assert repos.emailbericht(identificatie).ontleedstand is Ontleedstand.MISLUKT


@pytest.mark.parametrize("stand", [Ontleedstand.ONTBREEKT, Ontleedstand.MISLUKT])
@pytest.mark.parametrize("confirmed", [False, True])
def test_reading_never_takes_the_term_of_what_became_formal_meanwhile(
    repos: AnyRepositories, stand: Ontleedstand, confirmed: bool
) -> None:
    identificatie = _recorded(repos, ontleedstand=stand)
    if confirmed:
        bevestiging = replace(verzending(1), klantcontact=None)
        repos.bevestig(bevestiging, "jan@burger.example", BEGIN, BEGIN, date(2027, 1, 19))
    else:
        repos.markeer_formeel(identificatie, date(2027, 1, 19))
    envelop = replace(bericht().envelop, onderwerp="Gelezen", indiener=Adres("Els", "els@burger.example"), verband=VERBAND)
    repos.leg_ontleding_vast(identificatie, Ontleedstand.GEREED, "9", envelop, ())
    read = repos.emailbericht(identificatie)
    assert (read.ontleedstand, read.envelop) == (
        Ontleedstand.GEREED,
        replace(envelop, formeel_uiterlijk=date(2027, 1, 19)),
    )


def test_a_note_is_stored_once_and_listed_with_those_of_its_own_mail(repos: AnyRepositories) -> None:
    notities = [
        Notitie(
            identificatie=UUID(int=0x50000 + number),
            over=bericht(number % 2).identificatie,
            tekst=f"Notitie {number}",
            medewerker=ANNA.identificatie,
            naam=ANNA.naam,
            tijdstip=BEGIN - timedelta(minutes=number),
        )
        for number in range(4)
    ]
    for notitie in notities:
        repos.schrijf_notitie(notitie)
    assert list(repos.notities(bericht(1).identificatie)) == [notities[3], notities[1]]
    with pytest.raises(Geweigerd):
        repos.schrijf_notitie(replace(notities[1], tekst="Anders"))
    assert list(repos.notities(bericht(1).identificatie)) == [notities[3], notities[1]]


def _reservering(voor: Medewerker = BRAM) -> Reservering:
    return Reservering(medewerker=voor.identificatie, naam=voor.naam, door=ANNA.identificatie, tijdstip=BEGIN)


def test_reserved_mail_is_on_the_list_of_one_medewerker_oldest_first(repos: AnyRepositories) -> None:
    for number in (3, 1, 2):
        _recorded(repos, number)
        repos.reserveer(bericht(number).identificatie, bericht(number).envelop.ontvangen_op, _reservering())
    repos.reserveer(bericht(2).identificatie, bericht(2).envelop.ontvangen_op, _reservering(ANNA))
    seen = _everything(lambda na: repos.gereserveerd_voor(Reserveringskeuze(medewerker=BRAM.identificatie), aantal=1, na=na))
    assert [(each.envelop.onderwerp, each.reservering) for each in seen] == [
        ("Vraag 1", _reservering()),
        ("Vraag 3", _reservering()),
    ]
    repos.geef_reservering_op(bericht(1).identificatie)
    repos.verplaats(repos.emailbericht(bericht(3).identificatie), _verplaatsing())
    repos.zet_apart(repos.emailbericht(bericht(2).identificatie), _apartzetting())
    for medewerker in (ANNA, BRAM):
        assert repos.gereserveerd_voor(Reserveringskeuze(medewerker=medewerker.identificatie), aantal=5, na=None).resultaten == ()


def _recorded_of_its_kind(repos: AnyRepositories, number: int) -> None:
    """List a mail, of which postvak, moment, klasse and attachments go by its number."""
    envelop = replace(
        bericht(number).envelop,
        postvak=POSTVAK if number % 3 else ANDER_POSTVAK,
        ontvangen_op=BEGIN + timedelta(minutes=number),
        klasse=Klasse.LIJST if number in {1, 3} else Klasse.GEWOON,
        aantal_bijlagen=int(number in {3, 4}),
    )
    _recorded(repos, number, envelop=envelop)


@pytest.mark.parametrize("neer", [False, True])
def test_the_own_list_goes_either_way_and_is_chosen_by_what_its_mails_tell(repos: AnyRepositories, *, neer: bool) -> None:
    for number in range(6):
        _recorded_of_its_kind(repos, number)
        voor = ANNA if number == 5 else BRAM
        repos.reserveer(bericht(number).identificatie, BEGIN + timedelta(minutes=number), _reservering(voor))

    def lijst(aantal: int = 2, **keuze: Any) -> list[UUID]:
        chosen = Reserveringskeuze(medewerker=BRAM.identificatie, nieuwste_eerst=neer, **keuze)
        seen = _everything(lambda na: repos.gereserveerd_voor(chosen, aantal=aantal, na=na))
        return [each.identificatie for each in seen]

    def van(*numbers: int) -> list[UUID]:
        return [bericht(number).identificatie for number in sorted(numbers, reverse=neer)]

    for aantal in (1, 2, 5):
        assert lijst(aantal) == van(0, 1, 2, 3, 4)
        assert lijst(aantal, postvak=ANDER_POSTVAK) == van(0, 3)
        assert lijst(aantal, klasse=Klasse.LIJST) == van(1, 3)
        assert lijst(aantal, met_bijlagen=True) == van(3, 4)
        assert lijst(aantal, klasse=Klasse.LIJST, postvak=POSTVAK, met_bijlagen=True) == []


def test_what_is_handled_or_kept_apart_is_reserved_for_nobody(repos: AnyRepositories) -> None:
    identificatie, apart = _geclaimd(repos), _recorded(repos, 2, status=Berichtstatus.QUARANTAINE)
    repos.reserveer(identificatie, bericht(1).envelop.ontvangen_op, _reservering())
    repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), ())
    assert repos.emailbericht(identificatie).reservering is None
    assert repos.gereserveerd_voor(Reserveringskeuze(medewerker=BRAM.identificatie), aantal=5, na=None).resultaten == ()
    for each in (identificatie, apart, UUID(int=404)):
        with pytest.raises(Geweigerd):
            repos.reserveer(each, BEGIN, _reservering())
        with pytest.raises(Geweigerd):
            repos.geef_reservering_op(each)


def test_a_draft_reads_back_the_same_until_its_term_and_only_its_version_is_replaced(repos: AnyRepositories) -> None:
    identificatie = _recorded(repos)
    first, second, van_bram = concept("Een"), concept("Twee", op=BEGIN + timedelta(hours=1)), concept("Drie", BRAM)
    repos.maak_concept(first)
    repos.maak_concept(van_bram)
    assert repos.concept(identificatie, ANNA.identificatie, BEGIN) == first
    with pytest.raises(Geweigerd):
        repos.maak_concept(second)
    with pytest.raises(Geweigerd):
        repos.wijzig_concept(second, first)
    repos.wijzig_concept(first, second)
    assert list(repos.concepten(identificatie, BEGIN)) == [second, van_bram]
    with pytest.raises(Geweigerd):
        repos.verwijder_concept(first)
    repos.verwijder_concept(second)
    assert repos.concept(identificatie, ANNA.identificatie, BEGIN) is None
    assert list(repos.concepten(identificatie, van_bram.vervalt_op)) == []
    assert repos.concept(identificatie, BRAM.identificatie, van_bram.vervalt_op) is None
    opnieuw = concept("Vier", BRAM, van_bram.vervalt_op)
    repos.maak_concept(opnieuw)
    assert list(repos.concepten(identificatie, van_bram.vervalt_op)) == [opnieuw]


def test_a_first_draft_needs_a_mail_that_waits_and_goes_with_the_outcome_of_its_medewerker(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    repos.maak_concept(concept())
    repos.maak_concept(concept(van=BRAM))
    repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), ())
    assert list(repos.concepten(identificatie, BEGIN)) == [concept(van=BRAM)]
    apart = replace(concept(), emailbericht=_recorded(repos, 2, status=Berichtstatus.QUARANTAINE))
    for each in (concept(), apart, replace(concept(), emailbericht=UUID(int=404))):
        with pytest.raises(Geweigerd):
            repos.maak_concept(each)
    with pytest.raises(Geweigerd):
        repos.wijzig_concept(concept(), concept("Te laat"))


def test_an_ondertekening_is_replaced_by_the_next_version_only(repos: AnyRepositories) -> None:
    first = Ondertekening(
        postvak=POSTVAK, aanhef="Dag,", versie=1, gewijzigd_op=BEGIN, gewijzigd_door=ANNA.identificatie, ondertekening="Groet"
    )
    assert repos.ondertekeningen() == {}
    with pytest.raises(Geweigerd):
        repos.bewaar_ondertekening(replace(first, versie=2))
    repos.bewaar_ondertekening(first)
    with pytest.raises(Geweigerd):
        repos.bewaar_ondertekening(replace(first, aanhef="Hoi,"))
    other = replace(first, postvak=ANDER_POSTVAK)
    repos.bewaar_ondertekening(other)
    repos.bewaar_ondertekening(replace(first, versie=2, aanhef_zonder_naam="Geachte"))
    read = {POSTVAK: replace(first, versie=2, aanhef_zonder_naam="Geachte"), ANDER_POSTVAK: other}
    assert repos.ondertekeningen(consistent=True) == read


def test_an_outcome_counts_the_texts_that_it_used_and_a_refused_one_counts_none(repos: AnyRepositories) -> None:
    one, other = UUID(int=0x91), UUID(int=0x92)
    assert repos.gebruik() == {}
    identificatie = _geclaimd(repos)
    with pytest.raises(Geweigerd):
        repos.handel_af(identificatie, inzage(2).identificatie, afhandeling(), (), gebruikt=(one,))
    assert repos.gebruik() == {}
    repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (), gebruikt=(one, other, one))
    for number in (2, 3):
        following = _recorded(repos, number)
        repos.claim(following, inzage(number), BEGIN + CLAIMDUUR)
        repos.handel_af(following, inzage(number).identificatie, afhandeling(number), (), gebruikt=(one,))
    assert repos.gebruik() == {one: 4, other: 1}


def _apartzetting(reden: str = "Phishing", vrijgave: Vrijgave | None = None) -> Apartzetting:
    return Apartzetting(medewerker=BRAM.identificatie, naam=BRAM.naam, tijdstip=BEGIN, reden=reden, vrijgave=vrijgave)


def test_a_mail_goes_into_quarantine_and_back_with_its_history(repos: AnyRepositories) -> None:
    identificatie = _recorded(repos)
    vrijgave = Vrijgave(BRAM.identificatie, BRAM.naam, BEGIN)
    repos.zet_apart(repos.emailbericht(identificatie), _apartzetting())
    repos.laat_toe(repos.emailbericht(identificatie), vrijgave)
    repos.zet_apart(repos.emailbericht(identificatie), _apartzetting("Weer", vrijgave))
    apart = repos.emailbericht(identificatie)
    assert (apart.status, apart.vrijgave) == (Berichtstatus.QUARANTAINE, None)
    assert apart.apartzettingen == (_apartzetting(), _apartzetting("Weer", vrijgave))
    lijst = repos.werkvoorraad(
        Voorraadkeuze(postvakken=(POSTVAK,), status=Berichtstatus.QUARANTAINE), moment=BEGIN, aantal=5, na=None
    ).resultaten
    assert [each.identificatie for each in lijst] == [identificatie]
    assert repos.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=5, na=None).resultaten == ()


def test_only_mail_that_waits_is_put_apart(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    read = repos.emailbericht(identificatie)
    with pytest.raises(Geweigerd):
        repos.zet_apart(read, _apartzetting())
    later = replace(_apartzetting(), tijdstip=BEGIN + CLAIMDUUR)
    with pytest.raises(Geweigerd):
        repos.zet_apart(replace(read, vrijgave=Vrijgave(BRAM.identificatie, BRAM.naam, BEGIN)), later)
    repos.zet_apart(read, later)
    assert repos.emailbericht(identificatie).inzage is None
    with pytest.raises(Geweigerd):
        repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), ())
    with pytest.raises(Geweigerd):
        repos.zet_apart(repos.emailbericht(identificatie), later)
    repos.laat_toe(repos.emailbericht(identificatie), Vrijgave(BRAM.identificatie, BRAM.naam, BEGIN))
    with pytest.raises(Geweigerd):  # it was put apart and released since this was read
        repos.zet_apart(read, later)


def test_mail_in_quarantine_is_closed_all_or_none_and_comes_back_there(repos: AnyRepositories) -> None:
    apart = [_recorded(repos, number, status=Berichtstatus.QUARANTAINE) for number in (1, 2)]
    wacht = _recorded(repos, 3)
    for other in (wacht, UUID(int=404)):
        with pytest.raises(Geweigerd):
            repos.sluit_in_quarantaine([*apart, other], GESLOTEN)
    found = {each.identificatie: each for each in repos.emailberichten_van([*apart, wacht, UUID(int=404)])}
    assert [found[each].status for each in apart] == [Berichtstatus.QUARANTAINE] * 2
    assert set(found) == {*apart, wacht}
    repos.sluit_in_quarantaine(apart, GESLOTEN)
    assert [repos.emailbericht(each).afhandeling for each in apart] == [GESLOTEN] * 2
    choice = Afhandelkeuze(dag=dag_hier(GESLOTEN.tijdstip), medewerker=GESLOTEN.medewerker)
    assert len(repos.afgehandelden(choice, aantal=5, na=None).resultaten) == 2
    repos.heropen(repos.emailbericht(apart[0]), _heropening())
    lijst = repos.werkvoorraad(
        Voorraadkeuze(postvakken=(POSTVAK,), status=Berichtstatus.QUARANTAINE), moment=BEGIN, aantal=5, na=None
    ).resultaten
    assert [(each.identificatie, each.status) for each in lijst] == [(apart[0], Berichtstatus.QUARANTAINE)]


STAP = Vervolgstap(
    soort=Afhandelsoort.INTERNE_TAAK,
    klantcontacten=(),
    interne_taak=taak(9).identificatie,
    op=klantcontact(1).identificatie,
    idempotency_key="stap-1",
    vingerafdruk="v",
    tijdstip=BEGIN,
    medewerker=ANNA.identificatie,
)


def _afgehandeld(repos: AnyRepositories) -> UUID:
    identificatie = _geclaimd(repos)
    repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1),))
    return identificatie


def test_a_step_is_stored_with_its_name_on_the_mail(repos: AnyRepositories) -> None:
    identificatie = _afgehandeld(repos)
    repos.leg_stap_vast(identificatie, STAP, (taak(9),))
    repos.leg_stap_vast(identificatie, replace(STAP, interne_taak=taak(10).identificatie), (taak(10),))
    names = [each.interne_taak for each in repos.emailbericht(identificatie).vervolgstappen]
    assert names == [taak(9).identificatie, taak(10).identificatie]
    assert repos.emailbericht(identificatie).vervolgstappen[0] == STAP
    assert repos.interne_taak(taak(9).identificatie) == taak(9)


def test_a_step_is_not_stored_without_its_klantcontact_or_on_a_mail_that_waits_or_twice(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    with pytest.raises(Geweigerd):
        repos.leg_stap_vast(identificatie, STAP, (taak(9),))
    repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1),))
    with pytest.raises(Geweigerd):
        repos.leg_stap_vast(identificatie, replace(STAP, op=klantcontact(2).identificatie), (taak(9),))
    with pytest.raises(Geweigerd):
        repos.leg_stap_vast(UUID(int=404), STAP, (taak(9),))
    with pytest.raises(NietGevonden):
        repos.interne_taak(taak(9).identificatie)
    wacht = _recorded(repos, 2)
    with pytest.raises(Geweigerd):
        repos.leg_stap_vast(wacht, STAP, (taak(9),))
    repos.leg_stap_vast(identificatie, STAP, (taak(9),))
    with pytest.raises(Geweigerd):
        repos.leg_stap_vast(identificatie, STAP, (taak(9),))
    assert repos.emailbericht(identificatie).vervolgstappen == (STAP,)


def test_a_mail_has_room_for_so_many_steps(repos: AnyRepositories) -> None:
    identificatie = _afgehandeld(repos)
    for number in range(MAX_VERVOLGSTAPPEN):
        repos.leg_stap_vast(identificatie, STAP, (taak(number),))
    with pytest.raises(Geweigerd):
        repos.leg_stap_vast(identificatie, STAP, (taak(MAX_VERVOLGSTAPPEN),))
    assert len(repos.emailbericht(identificatie).vervolgstappen) == MAX_VERVOLGSTAPPEN


# -- the werkvoorraad --------------------------------------------------------------------------------------------------


def test_the_werkvoorraad_of_several_postvakken_is_one_list_oldest_first(repos: AnyRepositories) -> None:
    for number in range(1, 8):
        _recorded(repos, number, postvak=POSTVAK if number % 3 else ANDER_POSTVAK)
    seen = _everything(
        lambda na: repos.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK, ANDER_POSTVAK)), moment=BEGIN, aantal=2, na=na)
    )
    assert [found.envelop.onderwerp for found in seen] == [f"Vraag {number}" for number in range(1, 8)]


def test_an_expired_claim_reads_as_available(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    _recorded(repos, 2)
    later = BEGIN + CLAIMDUUR

    def met(status: Berichtstatus, moment: Any) -> list[UUID]:
        page = repos.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,), status=status), moment=moment, aantal=10, na=None)
        return [found.identificatie for found in page.resultaten]

    other = bericht(2).identificatie
    assert met(Berichtstatus.IN_BEHANDELING, BEGIN) == [identificatie]
    assert met(Berichtstatus.NIEUW, BEGIN) == [other]
    assert met(Berichtstatus.IN_BEHANDELING, later) == []
    assert met(Berichtstatus.NIEUW, later) == [identificatie, other]


def test_quarantined_mail_is_listed_apart(repos: AnyRepositories) -> None:
    _recorded(repos, 1)
    _recorded(repos, 2, status=Berichtstatus.QUARANTAINE)
    everything = repos.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=10, na=None).resultaten
    apart = repos.werkvoorraad(
        Voorraadkeuze(postvakken=(POSTVAK,), status=Berichtstatus.QUARANTAINE), moment=BEGIN, aantal=10, na=None
    ).resultaten
    assert [found.envelop.onderwerp for found in everything] == ["Vraag 1"]
    assert [found.envelop.onderwerp for found in apart] == ["Vraag 2"]


# -- finding klantcontacten --------------------------------------------------------------------------------------------


def _met_contacten(repos: AnyRepositories, *numbers: int, text: str = "Goedemorgen") -> None:
    identificatie = _geclaimd(repos)
    records = tuple(klantcontact(number, tekst=text) for number in numbers)
    repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), records)


def test_klantcontacten_of_an_address_come_newest_first_whatever_its_case(repos: AnyRepositories) -> None:
    _met_contacten(repos, 1, 2, 3, 4, 5)
    seen = _everything(lambda na: repos.klantcontacten_van(" JAN@burger.example", None, None, aantal=2, na=na))
    assert [contact.onderwerp for contact in seen] == ["Vraag 5", "Vraag 4", "Vraag 3", "Vraag 2", "Vraag 1"]
    assert repos.klantcontacten_van("piet@burger.example", None, None, aantal=2, na=None).resultaten == ()


def test_klantcontacten_of_a_period_come_newest_first_over_several_days(repos: AnyRepositories) -> None:
    _met_contacten(repos, 1, 2, 24 * 60, 3 * 24 * 60)
    van, tot = BEGIN - timedelta(days=5), BEGIN + timedelta(days=5)
    seen = _everything(lambda na: repos.klantcontacten_tussen(van, tot, aantal=1, na=na))
    assert [contact.onderwerp for contact in seen] == ["Vraag 4320", "Vraag 1440", "Vraag 2", "Vraag 1"]


def test_a_period_holds_its_begin_and_not_its_end(repos: AnyRepositories) -> None:
    _met_contacten(repos, 1, 2)
    first, second = (contact.opgeslagen_op for contact in (klantcontact(1), klantcontact(2)))
    assert first is not None
    assert second is not None
    found = repos.klantcontacten_tussen(first, second, aantal=10, na=None).resultaten
    assert [contact.onderwerp for contact in found] == ["Vraag 1"]
    found = repos.klantcontacten_van(
        "jan@burger.example", klantcontact(1).geregistreerd_op, klantcontact(2).geregistreerd_op, aantal=10, na=None
    ).resultaten
    assert [contact.onderwerp for contact in found] == ["Vraag 1"]


def _everything[T](page: Callable[[str | None], Pagina[T]]) -> list[T]:
    """Turn the pages to the end."""
    seen: list[T] = []
    na: str | None = None
    for _ in range(100):
        pagina = page(na)
        seen += pagina.resultaten
        na = pagina.vervolg
        if na is None:
            return seen
    raise AssertionError("the pages have no end")


def test_the_klantcontacten_of_a_conversation_come_oldest_first_and_no_others(repos: AnyRepositories) -> None:
    gesprek = UUID(int=9)
    in_gesprek = [replace(klantcontact(number), gesprek=gesprek) for number in (3, 1, 5, 4)]
    repos.handel_af(_geclaimd(repos), inzage(1).identificatie, afhandeling(), (*in_gesprek, klantcontact(2), klantcontact(6)))
    found = _everything(lambda na: repos.klantcontacten_in(gesprek, aantal=2, na=na))
    assert found == [replace(klantcontact(number), gesprek=gesprek, afzender="") for number in (1, 3, 4, 5)]
    assert repos.klantcontacten_in(UUID(int=404), aantal=2, na=None) == Pagina((), None)


@pytest.mark.parametrize(("count", "expected"), [(2, (4, 5)), (9, (1, 3, 4, 5))])
def test_the_last_klantcontacten_of_a_conversation(repos: AnyRepositories, count: int, expected: tuple[int, ...]) -> None:
    in_gesprek = [replace(klantcontact(number), gesprek=UUID(int=9)) for number in (3, 1, 5, 4)]
    repos.handel_af(_geclaimd(repos), inzage(1).identificatie, afhandeling(), (*in_gesprek, klantcontact(6)))
    last = repos.laatste_klantcontacten(UUID(int=9), count)
    assert [contact.identificatie for contact in last] == [klantcontact(number).identificatie for number in expected]


# -- a further mail ----------------------------------------------------------------------------------------------------


def test_a_further_mail_is_stored_whole_and_reads_back_the_same(repos: AnyRepositories) -> None:
    _met_contacten(repos, 1)
    verzonden = replace(verzending(2), vingerafdruk="v" * 64)
    repos.leg_vervolg_vast(bericht().identificatie, klantcontact(1).identificatie, (klantcontact(2), document(9), verzonden))
    assert repos.klantcontact(klantcontact(2).identificatie) == replace(klantcontact(2), afzender="")
    assert repos.informatieobject(document(9).identificatie) == document(9)
    assert repos.verzending(verzonden.identificatie) == verzonden
    assert repos.emailbericht(bericht().identificatie).vervolgberichten == 1


@pytest.mark.parametrize("there", ["nothing", "the mail"])
def test_a_further_mail_on_a_klantcontact_that_is_not_there_stores_nothing(repos: AnyRepositories, there: str) -> None:
    if there == "the mail":
        repos.neem_op(bericht(), document())
    with pytest.raises(Geweigerd):
        repos.leg_vervolg_vast(
            bericht().identificatie, klantcontact(1).identificatie, (klantcontact(2), document(9), verzending(2))
        )
    for read_, identificatie in (
        (repos.klantcontact, klantcontact(2).identificatie),
        (repos.informatieobject, document(9).identificatie),
        (repos.verzending, verzending(2).identificatie),
        (repos.klantcontact, klantcontact(1).identificatie),
    ):
        with pytest.raises(NietGevonden):
            read_(identificatie)


def test_a_further_mail_with_a_used_upload_stores_nothing_and_says_which(repos: AnyRepositories) -> None:
    _met_contacten(repos, 1)
    op = klantcontact(1).identificatie
    gebruik, other = (
        Uploadgebruik(identificatie=UUID(int=number), klantcontact=op, medewerker=ANNA.identificatie, tijdstip=BEGIN)
        for number in (50, 51)
    )
    repos.leg_vervolg_vast(bericht().identificatie, op, (klantcontact(2), gebruik))
    with pytest.raises(UploadGebruikt) as caught:
        repos.leg_vervolg_vast(bericht().identificatie, op, (klantcontact(3), other, gebruik))
    assert caught.value.uploads == {gebruik.identificatie}
    with pytest.raises(NietGevonden):
        repos.klantcontact(klantcontact(3).identificatie)


@pytest.mark.parametrize("dubbel", ["klantcontact", "document", "verzending"])
def test_a_further_mail_writes_over_nothing(repos: AnyRepositories, dubbel: str) -> None:
    _met_contacten(repos, 1)
    repos.leg_vervolg_vast(bericht().identificatie, klantcontact(1).identificatie, (klantcontact(2), document(9), verzending(2)))
    records: dict[str, Record] = {
        "klantcontact": replace(klantcontact(2), onderwerp="Anders"),
        "document": replace(document(9), titel="Anders"),
        "verzending": replace(verzending(2), onderwerp="Anders"),
    }
    with pytest.raises(Geweigerd):
        repos.leg_vervolg_vast(bericht().identificatie, klantcontact(1).identificatie, (klantcontact(3), records[dubbel]))
    with pytest.raises(NietGevonden):
        repos.klantcontact(klantcontact(3).identificatie)
    assert repos.klantcontact(klantcontact(2).identificatie).onderwerp == "Vraag 2"
    assert repos.informatieobject(document(9).identificatie) == document(9)
    assert repos.verzending(verzending(2).identificatie) == verzending(2)


# -- verzendingen ------------------------------------------------------------------------------------------------------


def _te_verzenden(repos: AnyRepositories) -> UUID:
    identificatie = _geclaimd(repos)
    repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (verzending(1),))
    return verzending(1).identificatie


def test_a_verzending_is_claimed_once_and_reported_by_its_own_attempt(repos: AnyRepositories) -> None:
    identificatie = _te_verzenden(repos)
    bezig = repos.claim_verzending(identificatie, GENERATIE, BEGIN + timedelta(seconds=90))
    assert (bezig.status, bezig.pogingen, bezig.aan_de_beurt_op) == (Verzendstatus.BEZIG, 1, BEGIN + timedelta(seconds=90))
    with pytest.raises(Geweigerd):
        repos.claim_verzending(identificatie, GENERATIE, BEGIN)
    with pytest.raises(Geweigerd):
        repos.meld_verzonden(replace(bezig, pogingen=2), "<x@eu-west-1.amazonses.com>", BEGIN)
    repos.meld_verzonden(bezig, "<x@eu-west-1.amazonses.com>", BEGIN)
    verzonden = repos.verzending(identificatie)
    assert (verzonden.status, verzonden.ses_bericht_id) == (Verzendstatus.VERZONDEN, "<x@eu-west-1.amazonses.com>")
    with pytest.raises(Geweigerd):
        repos.meld_verzonden(bezig, "<y@eu-west-1.amazonses.com>", BEGIN)


def test_that_an_attempt_was_accepted_counts_though_it_was_given_up(repos: AnyRepositories) -> None:
    identificatie = _te_verzenden(repos)
    bezig = repos.claim_verzending(identificatie, GENERATIE, BEGIN)
    repos.meld_onbekend(bezig, "De verzending is afgebroken.", BEGIN)
    repos.meld_verzonden(bezig, "<x@eu-west-1.amazonses.com>", BEGIN)
    assert repos.verzending(identificatie).status is Verzendstatus.VERZONDEN


def test_another_generation_cannot_claim(repos: AnyRepositories) -> None:
    identificatie = _te_verzenden(repos)
    with pytest.raises(Geweigerd):
        repos.claim_verzending(identificatie, "2", BEGIN)


def test_a_refused_attempt_can_be_followed_by_another(repos: AnyRepositories) -> None:
    identificatie = _te_verzenden(repos)
    bezig = repos.claim_verzending(identificatie, GENERATIE, BEGIN)
    repos.meld_niet_verzonden(bezig, "ThrottlingException", opnieuw_op=BEGIN, moment=BEGIN)
    assert repos.claim_verzending(identificatie, GENERATIE, BEGIN).pogingen == 2


@pytest.mark.parametrize("end", ["mislukt", "onbekend"])
def test_an_attempt_that_ended_badly_cannot_be_claimed_again(repos: AnyRepositories, end: str) -> None:
    identificatie = _te_verzenden(repos)
    bezig = repos.claim_verzending(identificatie, GENERATIE, BEGIN)
    if end == "mislukt":
        repos.meld_niet_verzonden(bezig, "MessageRejected", opnieuw_op=None, moment=BEGIN)
    else:
        repos.meld_onbekend(bezig, "ReadTimeoutError", BEGIN)
    assert repos.verzending(identificatie).status is Verzendstatus(end)
    with pytest.raises(Geweigerd):
        repos.claim_verzending(identificatie, GENERATIE, BEGIN)


def test_everything_that_can_change_by_reading_first_reads_back_the_same(repos: AnyRepositories) -> None:
    old = repos.verzending(_te_verzenden(repos))
    besluit = Hervatting(
        keuze=Hervatkeuze.OPNIEUW, medewerker=ANNA.identificatie, naam="Anna", tijdstip=BEGIN, toelichting="", idempotency_key="k"
    )
    new = replace(
        old,
        generatie="2",
        aan_de_beurt_op=BEGIN + timedelta(hours=1),
        verzonden_op=BEGIN,
        ses_bericht_id="<0102@eu-west-1.amazonses.com>",
        reden="wachten",
        bezorgingen=(Bezorging("jan@burger.example", Bezorgstand.VERTRAAGD, BEGIN, "421"),),
        hervattingen=(besluit,),
    )
    repos.werk_verzending_bij(old, new)
    assert repos.verzending(old.identificatie) == replace(new, wijziging=1)


def test_a_verzending_that_cannot_be_sent_is_ended_without_an_attempt(repos: AnyRepositories) -> None:
    identificatie = _te_verzenden(repos)
    repos.meld_onbruikbaar(identificatie, "weg", BEGIN)
    assert (repos.verzending(identificatie).status, repos.verzending(identificatie).pogingen) == (Verzendstatus.MISLUKT, 0)
    with pytest.raises(Geweigerd):
        repos.meld_onbruikbaar(identificatie, "weg", BEGIN)


def test_all_verzendingen_whose_time_has_come_are_read_page_after_page_oldest_first(repos: AnyRepositories) -> None:
    veel = [replace(verzending(number), aan_de_beurt_op=BEGIN + timedelta(seconds=number)) for number in range(1, 231)]
    for begin in (0, 80, 160):
        other = bericht(1000 + begin)
        repos.neem_op(other, document(1000 + begin))
        repos.claim(other.identificatie, inzage(), BEGIN + CLAIMDUUR)
        repos.handel_af(other.identificatie, inzage().identificatie, afhandeling(), veel[begin : begin + 80])
    moment = BEGIN + timedelta(seconds=220)
    read = [each.identificatie for each in repos.verzendingen_aan_de_beurt(Verzendstatus.TE_VERZENDEN, moment)]
    assert read == [each.identificatie for each in veel[:220]]


def test_the_archive_keys_that_records_name_are_known_by_their_owner(repos: AnyRepositories) -> None:
    reactie, uit = klantcontact(1), verzending(1)
    mail = replace(document(5), identificatie=informatieobject_id(reactie.identificatie, ""), object_key="klantcontacten/1/a.eml")
    file = replace(
        document(6), identificatie=informatieobject_id(reactie.identificatie, "1"), object_key="klantcontacten/1/b/1-c"
    )
    bijlagen = (Bijlage.van(mail, Bijlagerol.EMAIL), Bijlage.van(file, Bijlagerol.BIJLAGE))
    lang = replace(reactie, inhoud=Tekst(None, 40_000, "klantcontacten/1/b.txt"), bijlagen=bijlagen)
    identificatie = _geclaimd(repos)
    repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (lang, mail, file, uit))
    genoemd = repos.genoemde_object_keys([reactie.identificatie, uit.identificatie, UUID(int=404)])
    assert genoemd == {"klantcontacten/1/a.eml", "klantcontacten/1/b/1-c", "klantcontacten/1/b.txt", uit.object_key}
    assert repos.genoemde_object_keys([]) == set()


OF_SES = "<0102@eu-west-1.amazonses.com>"
STRANGE = "<vreemd@elders.example>"


def _verzonden(repos: AnyRepositories, how: str = "functie") -> Verzending:
    identificatie = _te_verzenden(repos)
    bezig = repos.claim_verzending(identificatie, GENERATIE, BEGIN)
    if how == "functie":
        repos.meld_verzonden(bezig, OF_SES, BEGIN)
    else:
        repos.werk_verzending_bij(bezig, replace(bezig, status=Verzendstatus.VERZONDEN, ses_bericht_id=OF_SES))
    return repos.verzending(identificatie)


@pytest.mark.parametrize("how", ["functie", "gebeurtenis"])
@pytest.mark.parametrize("message_id", [OF_SES, "<0102@email.amazonses.com>", verzending(1).bericht_id])
def test_each_message_id_of_a_sent_mail_leads_to_it(repos: AnyRepositories, how: str, message_id: str) -> None:
    verzonden = _verzonden(repos, how)
    assert repos.eigen_berichten([STRANGE, message_id], ()) == {
        message_id: EigenBericht(
            verzending=verzonden.identificatie,
            emailbericht=verzonden.emailbericht,
            klantcontact=verzonden.klantcontact,
            gesprek=verzonden.gesprek,
            onderwerp="Vraag 1",
            ses_bericht_id=OF_SES,
            aan_hen=True,
        )
    }


def test_message_ids_that_are_not_ours_lead_to_nothing(repos: AnyRepositories) -> None:
    _verzonden(repos)
    for ids in ([], [STRANGE, STRANGE], ["<0102@amazonses.com.elders.example>", "<0103@eu-west-1.amazonses.com>", ""]):
        assert repos.eigen_berichten(ids, ()) == {}


def test_message_ids_come_back_in_the_order_asked_also_when_two_name_the_same_mail(repos: AnyRepositories) -> None:
    verzonden = _verzonden(repos)
    gevraagd = [verzonden.bericht_id, STRANGE, "<0102@email.amazonses.com>", OF_SES, verzonden.bericht_id]
    assert list(repos.eigen_berichten(gevraagd, ())) == [gevraagd[0], gevraagd[2], gevraagd[3]]


def test_a_mail_that_did_not_leave_is_found_by_no_message_id(repos: AnyRepositories) -> None:
    _te_verzenden(repos)
    assert repos.eigen_berichten([verzending(1).bericht_id], ()) == {}


@pytest.mark.parametrize(
    ("adressen", "aan_hen"),
    [
        (["jan@burger.example"], True),
        (["JAN@Burger.example"], True),
        (["jan@elders.example"], False),
        (["jan@burger.example", "jan@elders.example"], False),
    ],
)
def test_whether_our_mail_went_to_each_of_these_addresses(repos: AnyRepositories, adressen: list[str], aan_hen: bool) -> None:
    _verzonden(repos)
    assert repos.eigen_berichten([OF_SES], adressen)[OF_SES].aan_hen is aan_hen


def test_two_mails_of_ours_may_bear_one_mark_which_leads_to_the_last_that_left(repos: AnyRepositories) -> None:
    kenmerk = "KM-7F3K9-Q2XAB"
    both = [replace(verzending(number), emailbericht=bericht(1).identificatie, kenmerk=kenmerk) for number in (1, 2)]
    repos.handel_af(_geclaimd(repos), inzage(1).identificatie, afhandeling(), tuple(both))
    for number, each in enumerate(both):
        bezig = repos.claim_verzending(each.identificatie, GENERATIE, BEGIN)
        repos.meld_verzonden(bezig, f"<010{number}@eu-west-1.amazonses.com>", BEGIN)
        assert repos.eigen_berichten([kenmerk], ())[kenmerk].verzending == each.identificatie


# -- interne taken -----------------------------------------------------------------------------------------------------


def _met_taak(repos: AnyRepositories, *numbers: int) -> None:
    identificatie = _geclaimd(repos)
    records: tuple[Record, ...] = (klantcontact(1), *(taak(number) for number in numbers))
    repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), records)


def test_tasks_of_an_eenheid_come_oldest_first_and_read_back_the_same(repos: AnyRepositories) -> None:
    _met_taak(repos, 2, 1, 3)
    aan = Toewijzing("Burgerzaken")
    assert repos.interne_taak(taak(2).identificatie) == taak(2)
    assert _everything(lambda na: repos.taken_van(aan, Taakstatus.TE_VERWERKEN, aantal=2, na=na)) == [
        taak(1),
        taak(2),
        taak(3),
    ]
    assert repos.taken_van(aan, Taakstatus.VERWERKT, aantal=2, na=None).resultaten == ()
    assert repos.taken_van(Toewijzing("Belastingen"), Taakstatus.TE_VERWERKEN, aantal=2, na=None).resultaten == ()


def test_a_task_is_taken_from_who_has_it_and_from_no_other(repos: AnyRepositories) -> None:
    _met_taak(repos, 1)
    one = taak(1).identificatie
    repos.pak_taak_op(taak(1).opgepakt(DAAN), None)
    with pytest.raises(Geweigerd):
        repos.pak_taak_op(taak(1).opgepakt(EVA), None)
    repos.pak_taak_op(taak(1).opgepakt(EVA), DAAN.identificatie)
    assert repos.interne_taak(one).behandelaar_naam == EVA.naam
    with pytest.raises(Geweigerd):
        repos.pak_taak_op(taak(1).teruggegeven(), DAAN.identificatie)
    repos.pak_taak_op(taak(1).teruggegeven(), EVA.identificatie)
    assert repos.interne_taak(one) == taak(1)


def test_the_tasks_of_a_medewerker_are_those_for_them_and_those_that_they_took(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    own = taak(2, aan=Toewijzing(None, DAAN.identificatie))
    repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1), taak(1), own, taak(3), taak(4)))
    bij_daan = partial(repos.taken_bij, DAAN.identificatie, Taakstatus.TE_VERWERKEN, aantal=2)
    assert _everything(lambda na: bij_daan(na=na)) == [own]
    genomen = [taak(number).opgepakt(DAAN) for number in (1, 3)]
    for each in genomen:
        repos.pak_taak_op(each, None)
    repos.pak_taak_op(own.opgepakt(DAAN), None)
    theirs = [genomen[0], own.opgepakt(DAAN), genomen[1]]
    assert _everything(lambda na: bij_daan(na=na)) == theirs
    assert _everything(lambda na: bij_daan(na=na, nieuwste_eerst=True)) == theirs[::-1]
    repos.pak_taak_op(genomen[0].opgepakt(EVA), DAAN.identificatie)
    repos.pak_taak_op(taak(3), DAAN.identificatie)
    assert _everything(lambda na: bij_daan(na=na)) == [own.opgepakt(DAAN)]
    klaar = own.opgepakt(DAAN).verwerkt(BEGIN, resultaat="Klaar", vervolg=None, idempotency_key="k", vingerafdruk="v")
    repos.verwerk_taak(klaar, ())
    assert _everything(lambda na: bij_daan(na=na)) == []
    assert repos.taken_bij(DAAN.identificatie, Taakstatus.VERWERKT, aantal=2, na=None).resultaten == (klaar,)


def test_tasks_whose_term_is_over_are_listed_and_counted(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    eerst, later, zonder = (
        replace(taak(1), uiterlijk=date(2026, 11, 24), sinds=BEGIN),
        replace(taak(2), uiterlijk=date(2026, 11, 25)),
        taak(3),
    )
    repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1), later, eerst, zonder))
    assert repos.interne_taak(eerst.identificatie) == eerst
    end = einde_van(date(2026, 11, 24))

    def te_laat(moment: datetime, *, nieuwste_eerst: bool = False) -> list[InterneTaak]:
        return _everything(lambda na: repos.taken_te_laat(moment, aantal=1, na=na, nieuwste_eerst=nieuwste_eerst))

    assert te_laat(end - timedelta(milliseconds=1)) == []
    assert te_laat(end, nieuwste_eerst=True) == [eerst]
    assert te_laat(end + timedelta(days=1), nieuwste_eerst=True) == [later, eerst]
    assert repos.tel_te_laat(end - timedelta(milliseconds=1)) == (0, None)
    assert te_laat(end) == [eerst]
    assert te_laat(end + timedelta(days=1)) == [eerst, later]
    assert repos.tel_te_laat(end + timedelta(days=1)) == (2, end)
    if isinstance(repos, AllRepositories):
        with pytest.MonkeyPatch.context() as begrensd:
            begrensd.setattr(taakachterstand, "TELT_TOT", 1)
            assert repos.tel_te_laat(end + timedelta(days=1)) == (1, end)
    repos.verwerk_taak(eerst.verwerkt(BEGIN, resultaat="K", vervolg=None, idempotency_key="k", vingerafdruk="v"), ())
    assert te_laat(end + timedelta(days=1)) == [later]
    assert repos.tel_te_laat(end + timedelta(days=1)) == (1, einde_van(date(2026, 11, 25)))


def test_a_question_to_the_citizen_is_stored_while_its_task_is_open_and_replies_come_to_it(repos: AnyRepositories) -> None:
    _met_taak(repos, 1)
    op = taak(1).klantcontact
    assert repos.gesprekken([op]) == {}
    repos.leg_vraag_vast(taak(1), klantcontact(2).identificatie, BEGIN, (klantcontact(2), replace(verzending(1), taak_op=op)))
    assert repos.verzending(verzending(1).identificatie).taak_op == op
    assert repos.interne_taak(taak(1).identificatie) == taak(1)
    with pytest.raises(Geweigerd):
        repos.leg_vraag_vast(taak(1), klantcontact(2).identificatie, BEGIN, (klantcontact(2),))
    for _ in range(2):
        repos.meld_reactie(op, UUID(int=9), BEGIN + timedelta(hours=2))
    repos.meld_reactie(op, UUID(int=8), BEGIN + timedelta(hours=1))
    gesprek = Taakgesprek(
        (Moment(BEGIN, klantcontact(2).identificatie),),
        (Moment(BEGIN + timedelta(hours=1), UUID(int=8)), Moment(BEGIN + timedelta(hours=2), UUID(int=9))),
    )
    assert repos.gesprekken([op, UUID(int=404), op]) == {op: gesprek}
    verwerkt = taak(1).verwerkt(BEGIN, resultaat="K", vervolg=None, idempotency_key="k", vingerafdruk="v")
    repos.verwerk_taak(verwerkt, ())
    with pytest.raises(Geweigerd):
        repos.leg_vraag_vast(verwerkt, klantcontact(3).identificatie, BEGIN, (klantcontact(3),))
    with pytest.raises(NietGevonden):
        repos.klantcontact(klantcontact(3).identificatie)
    repos.meld_reactie(UUID(int=405), UUID(int=7), BEGIN)
    assert repos.gesprekken([UUID(int=405)]) == {UUID(int=405): Taakgesprek((), (Moment(BEGIN, UUID(int=7)),))}


def test_a_medewerker_is_kept_as_the_last_login_named_them(repos: AnyRepositories) -> None:
    with pytest.raises(NietGevonden):
        repos.medewerker(DAAN.identificatie)
    maart, april = date(2026, 3, 1), date(2026, 4, 1)
    for each in (DAAN, EVA, ANNA):
        repos.onthoud_medewerker(BekendeMedewerker(each, maart))
    with pytest.raises(Geweigerd):
        repos.onthoud_medewerker(BekendeMedewerker(DAAN, maart))
    for other in (
        BekendeMedewerker(replace(DAAN, naam="D. Mulder"), maart),
        BekendeMedewerker(replace(DAAN, organisatorische_eenheid="Belastingen"), maart),
        BekendeMedewerker(replace(DAAN, rollen=frozenset({Rol.BEHANDELAAR, Rol.BEHEERDER})), maart),
        BekendeMedewerker(replace(DAAN, postvakken=frozenset({POSTVAK, ANDER_POSTVAK})), maart),
        BekendeMedewerker(replace(DAAN, postvakken=frozenset({POSTVAK})), maart),
        BekendeMedewerker(DAAN, april),
    ):
        repos.onthoud_medewerker(other)
        assert repos.medewerker(DAAN.identificatie) == other
        repos.onthoud_medewerker(BekendeMedewerker(DAAN, maart))
    repos.onthoud_medewerker(BekendeMedewerker(DAAN, april))
    allen = _everything(lambda na: repos.medewerkers(aantal=2, na=na))
    assert set(allen) == {BekendeMedewerker(DAAN, april), BekendeMedewerker(EVA, maart), BekendeMedewerker(ANNA, maart)}


def test_mail_is_counted_as_the_lists_have_it(repos: AnyRepositories) -> None:
    for number in range(5):
        _recorded(repos, number, postvak=POSTVAK if number else ANDER_POSTVAK)
    tot = BEGIN + timedelta(minutes=15)
    repos.claim(bericht(1).identificatie, inzage(1), tot)
    repos.claim(bericht(2).identificatie, inzage(2, medewerker=BRAM), tot)
    stand = repos.mailstand(POSTVAK, ANNA.identificatie, BEGIN)
    assert (stand.wachtend, stand.in_behandeling, stand.van_mij) == (Telling.van(2), Telling.van(2), Telling.van(1))
    assert stand.oudste == bericht(3).envelop.ontvangen_op
    later = repos.mailstand(POSTVAK, ANNA.identificatie, tot)
    assert (later.wachtend, later.in_behandeling, later.van_mij) == (Telling.van(4), Telling.van(0), Telling.van(0))
    assert repos.quarantaine(POSTVAK) == Telling.van(0)
    assert repos.gereserveerd(ANNA.identificatie) == Telling.van(0)


def test_no_more_is_looked_at_than_can_be_told(repos: AnyRepositories) -> None:
    for number in range(KIJKT_TOT + 5):
        _recorded(repos, number, status=Berichtstatus.QUARANTAINE if number % 2 else Berichtstatus.NIEUW)
    assert repos.quarantaine(POSTVAK) == Telling.van((KIJKT_TOT + 5) // 2)
    for number in range(KIJKT_TOT + 5, 2 * KIJKT_TOT):
        _recorded(repos, number)
    assert repos.mailstand(POSTVAK, ANNA.identificatie, BEGIN).wachtend == Telling(TELT_TOT, meer=True)


def test_open_tasks_are_found_by_who_does_them_and_by_their_term(repos: AnyRepositories) -> None:
    _met_taak(repos, 1)
    open_ = taak(1)
    assert repos.open_taken("Burgerzaken") == {open_.identificatie: open_.toegewezen_op}
    assert repos.open_taken("Belastingen") == {}
    assert repos.ids_voor(DAAN.identificatie) == repos.ids_bij(DAAN.identificatie) == set()
    assert repos.ids_te_laat(BEGIN + timedelta(days=400)) == ({open_.identificatie} if open_.uiterlijk else set())
    repos.pak_taak_op(open_.opgepakt(DAAN), None)
    assert repos.ids_bij(DAAN.identificatie) == {open_.identificatie}


@pytest.mark.parametrize("neer", [False, True])
def test_the_werkvoorraad_goes_either_way_and_is_chosen_by_what_a_row_tells(repos: AnyRepositories, *, neer: bool) -> None:
    for number in range(6):
        _recorded_of_its_kind(repos, number)
    repos.claim(bericht(4).identificatie, inzage(4), BEGIN + timedelta(minutes=15))

    def lijst(**keuze: Any) -> list[UUID]:
        chosen = Voorraadkeuze(postvakken=(POSTVAK, ANDER_POSTVAK), nieuwste_eerst=neer, **keuze)
        return [each.identificatie for each in _everything(lambda na: repos.werkvoorraad(chosen, moment=BEGIN, aantal=2, na=na))]

    def van(*numbers: int) -> list[UUID]:
        return [bericht(number).identificatie for number in sorted(numbers, reverse=neer)]

    assert lijst() == van(0, 1, 2, 3, 4, 5)
    assert lijst(klasse=Klasse.LIJST) == van(1, 3)
    assert lijst(met_bijlagen=True) == van(3, 4)
    assert lijst(klasse=Klasse.LIJST, met_bijlagen=True) == van(3)
    assert lijst(behandelaar=ANNA.identificatie) == lijst(status=Berichtstatus.IN_BEHANDELING) == van(4)
    assert lijst(behandelaar=BRAM.identificatie) == lijst(behandelaar=ANNA.identificatie, status=Berichtstatus.NIEUW) == []


def test_the_postvak_of_each_record_is_that_of_the_mail_that_it_comes_from(repos: AnyRepositories) -> None:
    _met_taak(repos, 1)
    mail = bericht(1).identificatie
    vraag = repos.interne_taak(taak(1).identificatie).klantcontact
    names = [
        Recordnaam(Recordsoort.EMAILBERICHT, mail),
        Recordnaam(Recordsoort.KLANTCONTACT, vraag),
        Recordnaam(Recordsoort.INTERNE_TAAK, taak(1).identificatie),
    ]
    assert [repos.emailbericht_van(name) for name in names] == [mail] * len(names)
    assert repos.postvak_van(mail) == POSTVAK
    other = _recorded(repos, 2, postvak=ANDER_POSTVAK)
    assert repos.postvakken_van([other, mail, mail, UUID(int=99)]) == {mail: POSTVAK, other: ANDER_POSTVAK}


@pytest.mark.parametrize("kind", [kind for kind in Recordsoort if kind is not Recordsoort.EMAILBERICHT])
def test_what_is_not_there_comes_from_no_mail(repos: AnyRepositories, kind: Recordsoort) -> None:
    assert repos.emailbericht_van(Recordnaam(kind, UUID(int=99))) is None
    assert repos.postvak_van(UUID(int=99)) is None
    assert repos.postvakken_van([]) == {}


def test_a_task_is_ended_once_with_all_that_it_led_to(repos: AnyRepositories) -> None:
    _met_taak(repos, 1)
    reactie = klantcontact(2).identificatie
    verwerkt = taak(1).verwerkt(BEGIN, resultaat="Beantwoord", vervolg=reactie, idempotency_key="k", vingerafdruk="v")
    repos.verwerk_taak(verwerkt, (klantcontact(2), document(9), verzending(1)))
    assert repos.interne_taak(taak(1).identificatie) == verwerkt
    assert repos.klantcontact(klantcontact(2).identificatie).onderwerp == "Vraag 2"
    with pytest.raises(Geweigerd):
        repos.verwerk_taak(verwerkt, (klantcontact(3),))
    with pytest.raises(NietGevonden):
        repos.klantcontact(klantcontact(3).identificatie)
    with pytest.raises(Geweigerd):
        repos.pak_taak_op(verwerkt.opgepakt(EVA), None)
    lijst = repos.taken_van(Toewijzing("Burgerzaken"), Taakstatus.VERWERKT, aantal=5, na=None)
    assert lijst.resultaten == (verwerkt,)


def test_what_a_task_leads_to_writes_over_nothing(repos: AnyRepositories) -> None:
    _met_taak(repos, 1)
    verwerkt = taak(1).verwerkt(BEGIN, resultaat="Beantwoord", vervolg=None, idempotency_key="k", vingerafdruk="v")
    with pytest.raises(Geweigerd):
        repos.verwerk_taak(verwerkt, (klantcontact(1),))
    assert repos.interne_taak(taak(1).identificatie) == taak(1)


def test_a_task_that_is_not_there_cannot_be_ended_into_being(repos: AnyRepositories) -> None:
    with pytest.raises(Geweigerd):
        repos.verwerk_taak(taak(1).verwerkt(BEGIN, resultaat="x", vervolg=None, idempotency_key="k", vingerafdruk="v"), ())


# -- DynamoDB alone ----------------------------------------------------------------------------------------------------


def test_a_cursor_survives_changes_of_the_list(dynamodb: AllRepositories) -> None:
    for number in (1, 2, 3):
        _recorded(dynamodb, number)
    first = dynamodb.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=1, na=None)
    dynamodb.claim(bericht(1).identificatie, inzage(1), BEGIN + CLAIMDUUR)
    dynamodb.handel_af(bericht(1).identificatie, inzage(1).identificatie, afhandeling(), ())
    following = dynamodb.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=1, na=first.vervolg)
    assert [found.envelop.onderwerp for found in following.resultaten] == ["Vraag 2"]


def test_a_forged_cursor_is_refused(dynamodb: AllRepositories) -> None:
    for cursor in ("onzin", "!", "MjAyNg", "2026-11-24T09:00:00.000Z#" + str(UUID(int=1))):
        with pytest.raises(OngeldigeInvoer):
            dynamodb.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=1, na=cursor)


def test_a_page_of_large_texts_is_cut_before_it_is_too_large_for_an_answer(dynamodb: AllRepositories) -> None:
    _met_contacten(dynamodb, *range(1, 61), text="x" * 30_000)
    first = dynamodb.klantcontacten_van("jan@burger.example", None, None, aantal=60, na=None)
    assert 0 < sum(contact.inhoud.omvang for contact in first.resultaten) <= 700 * 1024
    seen = _everything(lambda na: dynamodb.klantcontacten_van("jan@burger.example", None, None, aantal=60, na=na))
    assert len(seen) == 60


def test_a_list_that_shares_an_answer_keeps_to_its_part_of_it(dynamodb: AllRepositories) -> None:
    lang = [replace(klantcontact(number, tekst="x" * 30_000), gesprek=UUID(int=9)) for number in range(1, 21)]
    dynamodb.handel_af(_geclaimd(dynamodb), inzage(1).identificatie, afhandeling(), lang)

    def gesprek(na: str | None) -> Pagina[Klantcontact]:
        return dynamodb.klantcontacten_in(UUID(int=9), aantal=20, na=na, ruimte=100_000)

    def van_adres(na: str | None) -> Pagina[Klantcontact]:
        return dynamodb.klantcontacten_van("jan@burger.example", None, None, aantal=20, na=na, ruimte=100_000)

    for read_ in (gesprek, van_adres):
        assert len(read_(None).resultaten) == 3
        assert len(_everything(read_)) == 20


def test_an_address_is_not_stored_with_a_klantcontact(dynamodb: AllRepositories, tabel: str) -> None:
    _met_contacten(dynamodb, 1)
    rows = boto3.client("dynamodb", region_name=REGION).scan(TableName=tabel)["Items"]
    (contact,) = [row for row in rows if row["SK"]["S"] == "KLANTCONTACT"]
    assert "jan@burger.example" not in str(contact)


def test_an_address_is_not_stored_with_a_message_id(dynamodb: AllRepositories, tabel: str) -> None:
    _verzonden(dynamodb)
    rows = boto3.client("dynamodb", region_name=REGION).scan(TableName=tabel)["Items"]
    ids = [row for row in rows if row["SK"]["S"] == "BERICHTID"]
    assert len(ids) == 2
    assert "jan@burger.example" not in str(ids)


def test_what_was_stored_before_roles_were_kept_reads_as_the_mail_and_what_was_attached(
    dynamodb: AllRepositories, tabel: str
) -> None:
    bijlagen = tuple(map(Bijlage.van, (document(1), document(2)), (Bijlagerol.EMAIL, Bijlagerol.INLINE)))
    identificatie, contact = _geclaimd(dynamodb), replace(klantcontact(1), bijlagen=bijlagen)
    dynamodb.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (contact,))
    assert dynamodb.klantcontact(contact.identificatie).bijlagen == bijlagen
    client = boto3.client("dynamodb", region_name=REGION)
    (row,) = (each for each in client.scan(TableName=tabel)["Items"] if each["SK"]["S"] == "KLANTCONTACT")
    for bijlage in row["bijlagen"]["L"]:
        del bijlage["M"]["rol"]
    client.put_item(TableName=tabel, Item=row)
    read = dynamodb.klantcontact(contact.identificatie).bijlagen
    assert [bijlage.rol for bijlage in read] == [Bijlagerol.EMAIL, Bijlagerol.BIJLAGE]


def test_what_was_stored_before_conversations_were_kept_reads_as_that_of_its_own_mail(
    dynamodb: AllRepositories, tabel: str
) -> None:
    _met_contacten(dynamodb, 1)
    verzonden = replace(verzending(2), gesprek=UUID(int=9))
    _recorded(dynamodb, 2)
    dynamodb.claim(bericht(2).identificatie, inzage(2), BEGIN + CLAIMDUUR)
    dynamodb.handel_af(bericht(2).identificatie, inzage(2).identificatie, afhandeling(2), (verzonden,))
    dynamodb.meld_verzonden(dynamodb.claim_verzending(verzonden.identificatie, GENERATIE, BEGIN), OF_SES, BEGIN)
    client = boto3.client("dynamodb", region_name=REGION)
    later_gekomen = {
        "KLANTCONTACT": {"GESPREK_PK", "GESPREK_SK"},
        "VERZENDING": {"gesprek", "onderwerp", "berichtId"},
        "BERICHTID": {"gesprek", "onderwerp", "sesBerichtId", "naar"},
    }
    for row in client.scan(TableName=tabel)["Items"]:
        gone = later_gekomen.get(row["SK"]["S"], set())
        client.put_item(TableName=tabel, Item={name: value for name, value in row.items() if name not in gone})
    assert dynamodb.klantcontact(klantcontact(1).identificatie).gesprek == bericht(1).identificatie
    old = dynamodb.verzending(verzonden.identificatie)
    assert (old.gesprek, old.onderwerp, old.bericht_id) == (bericht(2).identificatie, "", "")
    found = dynamodb.eigen_berichten([OF_SES], ["jan@burger.example"])[OF_SES]
    assert (found.gesprek, found.onderwerp, found.aan_hen) == (bericht(2).identificatie, "", False)


def test_what_a_later_release_stores_besides_is_passed_over_and_left_alone(dynamodb: AllRepositories, tabel: str) -> None:
    """Two releases run side by side in a deployment, and the older one alone after a roll-back."""
    identificatie = _geclaimd(dynamodb)
    eerst = dynamodb.emailbericht(identificatie)
    client = boto3.client("dynamodb", region_name=REGION)
    later: dict[str, Any] = {"vanLater": {"S": "x"}}
    for row in client.scan(TableName=tabel)["Items"]:
        for value in row.values():
            if "M" in value:
                value["M"] = {**value["M"], **later}
        client.put_item(TableName=tabel, Item={**row, **later})
    assert dynamodb.emailbericht(identificatie) == eerst
    dynamodb.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1),))
    assert dynamodb.emailbericht(identificatie).status is Berichtstatus.AFGEHANDELD
    (mail,) = (each for each in client.scan(TableName=tabel)["Items"] if each["SK"]["S"] == "EMAILBERICHT")
    assert mail["vanLater"] == later["vanLater"]
    assert mail["envelop"]["M"]["vanLater"] == later["vanLater"]


def test_twenty_claims_at_once_give_one(dynamodb: AllRepositories) -> None:
    identificatie = _recorded(dynamodb)

    def claim(number: int) -> bool:
        medewerker = replace(ANNA, identificatie=UUID(int=number))
        try:
            dynamodb.claim(identificatie, inzage(number, medewerker=medewerker), BEGIN + CLAIMDUUR)
        except Geweigerd:
            return False
        return True

    with ThreadPoolExecutor(20) as threads:
        assert sum(threads.map(claim, range(20))) == 1


def test_the_parts_of_a_split_read_back_the_same(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    part = Deelafhandeling(
        soort=Afhandelsoort.ANTWOORD,
        klantcontacten=(UUID(int=1), UUID(int=2)),
        verzendingen=(UUID(int=3),),
        interne_taak=None,
        zaak=None,
        reden="",
    )
    other = replace(part, soort=Afhandelsoort.GEEN_ACTIE_NODIG, verzendingen=(), zaak=UUID(int=4), reden="Bedankje")
    gesplitst = replace(afhandeling(), soort=Afhandelsoort.SPLITSING, delen=(part, other))
    repos.handel_af(identificatie, inzage().identificatie, gesplitst, [klantcontact()])
    assert repos.emailbericht(identificatie).afhandeling == gesplitst


# -- standard answers --------------------------------------------------------------------------------------------------


def _tekst(number: int = 1, **fields: Any) -> Standaardantwoord:
    vast: dict[str, Any] = {"naam": f"Tekst {number}", "inhoud": "Beste {{afzender}}", "versie": 1, "gewijzigd_op": BEGIN}
    return Standaardantwoord(identificatie=UUID(int=0x90000 + number), gewijzigd_door=BRAM.identificatie, **(vast | fields))


def test_a_standaardantwoord_reads_back_the_same_and_each_version_follows_on_the_one_before(repos: AnyRepositories) -> None:
    repos.bewaar_standaardantwoord(_tekst())
    with pytest.raises(Geweigerd):
        repos.bewaar_standaardantwoord(_tekst(naam="Anders"))
    repos.bewaar_standaardantwoord(_tekst(versie=2, naam="Nieuw"))
    for versie in (1, 2, 4):
        with pytest.raises(Geweigerd):
            repos.bewaar_standaardantwoord(_tekst(versie=versie, naam="Anders"))
    assert repos.standaardantwoord(_tekst().identificatie) == _tekst(versie=2, naam="Nieuw")


def test_a_version_of_a_standaardantwoord_that_is_not_there_is_refused(repos: AnyRepositories) -> None:
    with pytest.raises(Geweigerd):
        repos.bewaar_standaardantwoord(_tekst(versie=2))
    with pytest.raises(NietGevonden):
        repos.standaardantwoord(_tekst().identificatie)


def test_pages_of_standaardantwoorden_hold_each_once_and_none_that_is_vervallen(repos: AnyRepositories) -> None:
    for number in range(1, 6):
        repos.bewaar_standaardantwoord(_tekst(number, vervallen=number == 2))
    seen: list[str] = []
    na = None
    for _ in range(6):
        page = repos.standaardantwoorden(aantal=2, na=na)
        seen += [text.naam for text in page.resultaten]
        na = page.vervolg
        if na is None:
            break
    assert seen == ["Tekst 1", "Tekst 3", "Tekst 4", "Tekst 5"]


# -- ontvangstbevestiging ----------------------------------------------------------------------------------------------


def _bevestig(repos: AnyRepositories, number: int, moment: datetime, adres: str = "jan@burger.example") -> None:
    bevestiging = replace(verzending(number), klantcontact=None)
    repos.bevestig(bevestiging, adres, moment, moment - RUSTTIJD)


def test_a_mail_is_confirmed_once_and_names_the_verzending(repos: AnyRepositories) -> None:
    identificatie = _recorded(repos)
    _bevestig(repos, 1, BEGIN)
    with pytest.raises(Geweigerd):
        _bevestig(repos, 1, BEGIN + 2 * RUSTTIJD)
    assert repos.emailbericht(identificatie).ontvangstbevestiging == verzending(1).identificatie
    assert repos.verzending(verzending(1).identificatie).klantcontact is None


def test_an_address_is_confirmed_once_in_24_hours_and_what_is_refused_stores_nothing(repos: AnyRepositories) -> None:
    for number in (1, 2, 3):
        _recorded(repos, number)
    _bevestig(repos, 1, BEGIN)
    with pytest.raises(Geweigerd):
        _bevestig(repos, 2, BEGIN + RUSTTIJD - timedelta(milliseconds=1), "Jan@Burger.example")
    assert repos.emailbericht(bericht(2).identificatie).ontvangstbevestiging is None
    with pytest.raises(NietGevonden):
        repos.verzending(verzending(2).identificatie)
    _bevestig(repos, 2, BEGIN + RUSTTIJD)
    _bevestig(repos, 3, BEGIN, "piet@burger.example")


def test_a_mail_becomes_formal_with_its_confirmation_or_after_it_and_stays_so(repos: AnyRepositories) -> None:
    first, second = _recorded(repos, 1), _recorded(repos, 2)
    bevestiging = replace(verzending(1), klantcontact=None)
    repos.bevestig(bevestiging, "jan@burger.example", BEGIN, BEGIN, date(2027, 1, 19))
    assert repos.emailbericht(first).envelop.formeel_uiterlijk == date(2027, 1, 19)
    _bevestig(repos, 2, BEGIN + RUSTTIJD)
    assert repos.emailbericht(second).envelop.formeel_uiterlijk is None
    repos.markeer_formeel(second, date(2027, 1, 20))
    repos.markeer_formeel(second, date(2027, 2, 1))
    voorraad = repos.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=20, na=None).resultaten
    (row,) = [each for each in voorraad if each.identificatie == second]
    assert row.envelop.formeel_uiterlijk == repos.emailbericht(second).envelop.formeel_uiterlijk == date(2027, 1, 20)


@pytest.mark.parametrize("sinds", [BEGIN - RUSTTIJD, BEGIN + RUSTTIJD], ids=["by itself", "formal"])
def test_that_an_address_was_confirmed_is_known_for_longer_than_a_day(
    dynamodb: AllRepositories, tabel: str, sinds: datetime
) -> None:
    _recorded(dynamodb)
    dynamodb.bevestig(replace(verzending(1), klantcontact=None), "jan@burger.example", BEGIN, sinds)
    rows = boto3.client("dynamodb", region_name=REGION).scan(TableName=tabel)["Items"]
    (end,) = [float(row["vervaltOp"]["N"]) for row in rows if row["SK"]["S"] == "BEVESTIGING"]
    assert end > (BEGIN + RUSTTIJD).timestamp()


def test_what_is_not_listed_is_not_confirmed(repos: AnyRepositories) -> None:
    with pytest.raises((Geweigerd, NietGevonden)):
        _bevestig(repos, 1, BEGIN)


# -- the same mail twice, and who asks ---------------------------------------------------------------------------------


def test_a_message_id_leads_to_the_mails_that_came_under_it_and_a_repetition_changes_nothing(repos: AnyRepositories) -> None:
    one, other = UUID(int=1), UUID(int=2)
    assert list(repos.registreer_ontvangst(STRANGE, one)) == []
    assert list(repos.registreer_ontvangst(STRANGE, one)) == []
    assert list(repos.registreer_ontvangst(STRANGE, other)) == [one]
    assert list(repos.registreer_ontvangst(STRANGE, one)) == [other]
    assert {key: list(onder) for key, onder in repos.ontvangen_onder([STRANGE, "<nooit@x.example>"]).items()} == {
        STRANGE: [one, other]
    }


def test_a_message_id_that_everybody_sends_does_not_grow_for_ever(dynamodb: AllRepositories) -> None:
    for number in range(25):
        dynamodb.registreer_ontvangst(STRANGE, UUID(int=number))
    assert len(dynamodb.ontvangen_onder([STRANGE])[STRANGE]) == 20
    assert list(dynamodb.registreer_ontvangst(STRANGE, UUID(int=30))) == []
    assert len(dynamodb.registreer_ontvangst(STRANGE, UUID(int=3))) == 19


def test_a_mail_names_those_that_are_the_same(repos: AnyRepositories) -> None:
    one, other = _recorded(repos, 1), _recorded(repos, 2, ANDER_POSTVAK)
    for _ in range(2):
        repos.meld_dubbel(one, other)
    assert repos.emailbericht(one).dubbelen == (other,)
    assert [bericht.identificatie for bericht in repos.emailberichten_van([other, one, UUID(int=99)])] == [one, other]


def test_a_mail_names_ten_others_at_most(dynamodb: AllRepositories) -> None:
    one = _recorded(dynamodb)
    for number in range(15):
        dynamodb.meld_dubbel(one, UUID(int=number))
    assert len(dynamodb.emailbericht(one).dubbelen) == 10


@pytest.mark.parametrize(("elders", "kan"), [(afhandeling(2), False), (GESLOTEN, True), (None, True)])
def test_a_mail_is_not_answered_when_the_same_one_has_an_outcome(
    repos: AnyRepositories, elders: Afhandeling | None, kan: bool
) -> None:
    one, other = _recorded(repos, 1), _recorded(repos, 2, ANDER_POSTVAK)
    repos.claim(one, inzage(1), BEGIN + CLAIMDUUR)
    if elders:
        repos.claim(other, inzage(2), BEGIN + CLAIMDUUR)
        repos.handel_af(other, inzage(2).identificatie, elders, ())
    records = (klantcontact(1), verzending(1))
    if kan:
        repos.handel_af(one, inzage(1).identificatie, afhandeling(), records, dubbelen=(other,))
        assert repos.emailbericht(one).afhandeling == afhandeling()
        return
    with pytest.raises(Geweigerd):
        repos.handel_af(one, inzage(1).identificatie, afhandeling(), records, dubbelen=(other,))
    assert repos.emailbericht(one).afhandeling is None
    repos.handel_af(one, inzage(1).identificatie, afhandeling(), records)


def test_open_mail_is_found_by_who_asks_until_its_outcome_and_when_it_is_opened_again(
    repos: AnyRepositories,
) -> None:
    indiener = Adres("Els", "Els@burger.example")
    one = _recorded(repos, 1, ontleedstand=Ontleedstand.ONTBREEKT)
    envelop = replace(
        bericht(1).envelop,
        indiener=indiener,
        aliassen=("balie@gemeente.example",),
        eerste_contact=True,
        mogelijk_antwoord_op=UUID(int=5),
    )

    def gevonden() -> list[UUID]:
        return [mail.identificatie for mail in repos.open_mail_van("els@burger.example", 10)]

    assert gevonden() == []
    repos.leg_ontleding_vast(one, Ontleedstand.GEREED, "4", envelop, ())
    assert repos.emailbericht(one).envelop == envelop
    assert gevonden() == [one]
    assert list(repos.open_mail_van("jan@burger.example", 10)) == []
    repos.claim(one, inzage(1), BEGIN + CLAIMDUUR)
    assert gevonden() == [one]
    repos.handel_af(one, inzage(1).identificatie, GESLOTEN, ())
    assert gevonden() == []
    gesloten = repos.emailbericht(one)
    heropening = Heropening(medewerker=ANNA.identificatie, naam=ANNA.naam, tijdstip=BEGIN, reden="", afhandeling=GESLOTEN)
    repos.heropen(gesloten, heropening)
    assert gevonden() == [one]


def test_a_contact_with_an_address_is_known(repos: AnyRepositories) -> None:
    assert not repos.had_contact("jan@burger.example")
    one = _recorded(repos)
    repos.claim(one, inzage(1), BEGIN + CLAIMDUUR)
    repos.handel_af(one, inzage(1).identificatie, afhandeling(), (klantcontact(1),))
    assert repos.had_contact("Jan@burger.example")


@pytest.mark.parametrize("written", ["jan@müller.example", "jan@xn--mller-kva.example"])
def test_a_contact_and_a_mail_that_waits_are_found_however_the_domain_is_written(repos: AnyRepositories, written: str) -> None:
    one, other = _recorded(repos, 1), _recorded(repos, 2, ontleedstand=Ontleedstand.ONTBREEKT)
    repos.claim(one, inzage(1), BEGIN + CLAIMDUUR)
    contact = replace(klantcontact(1), afzender=written)
    repos.handel_af(one, inzage(1).identificatie, afhandeling(), (contact,))
    envelop = replace(bericht(2).envelop, afzender=Adres("Jan", written))
    repos.leg_ontleding_vast(other, Ontleedstand.GEREED, "4", envelop, ())
    for asked in ("jan@müller.example", "Jan@xn--mller-kva.example"):
        assert repos.had_contact(asked)
        assert [each.identificatie for each in repos.open_mail_van(asked, 10)] == [other]
    assert not repos.had_contact("jan@muller.example")


def test_whether_our_mail_went_to_an_address_is_known_however_its_domain_is_written(repos: AnyRepositories) -> None:
    identificatie = _geclaimd(repos)
    te_verzenden = replace(verzending(1), naar=("jan@xn--mller-kva.example",))
    repos.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (te_verzenden,))
    repos.meld_verzonden(repos.claim_verzending(te_verzenden.identificatie, GENERATIE, BEGIN), OF_SES, BEGIN)
    assert repos.eigen_berichten([OF_SES], ["jan@müller.example"])[OF_SES].aan_hen


def test_the_recipients_and_the_mark_of_a_mail_of_ours_read_back_the_same(dynamodb: AllRepositories) -> None:
    ontvangers = (Ontvanger("a@b.example"), Ontvanger("c@d.example", Ontvangersoort.CC, ander_adres=True))
    kenmerk = "KM-7F3K9-Q2XAB"
    sent = replace(verzending(1), naar=("a@b.example", "c@d.example"), ontvangers=ontvangers, kenmerk=kenmerk)
    contact = replace(klantcontact(1), ontvangers=ontvangers, verzending=sent.identificatie)
    one = _recorded(dynamodb)
    dynamodb.claim(one, inzage(1), BEGIN + CLAIMDUUR)
    dynamodb.handel_af(one, inzage(1).identificatie, afhandeling(), (contact, sent))
    assert dynamodb.verzending(sent.identificatie) == sent
    assert dynamodb.klantcontact(contact.identificatie) == replace(contact, afzender="")
    bezig = dynamodb.claim_verzending(sent.identificatie, GENERATIE, BEGIN)
    dynamodb.meld_verzonden(bezig, OF_SES, BEGIN)
    assert dynamodb.eigen_berichten([kenmerk], ["A@b.example"])[kenmerk].aan_hen
    assert not dynamodb.eigen_berichten([kenmerk], ["x@y.example"])[kenmerk].aan_hen
