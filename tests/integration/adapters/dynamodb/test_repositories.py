"""The promises of the register, on DynamoDB with the table of the template, and on the fake that the unit tests use.

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
from klantmail.domain.herkomst import Recordnaam, Recordsoort
from klantmail.domain.identificatie import informatieobject_id
from klantmail.domain.interne_taak import InterneTaak, Taakstatus, Toewijzing
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.medewerker import BekendeMedewerker, Medewerker, Rol
from klantmail.domain.notitie import Notitie
from klantmail.domain.ondertekening import Ondertekening
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

type EenRegister = AllRepositories | FakeRepositories


VERBAND = Verband(gesprek=UUID(int=9), antwoord_op=(UUID(int=8), UUID(int=7)), onderwerp_gewijzigd=True, afwijkende_afzender=True)


@pytest.fixture(params=["dynamodb", "nep"])
def register(request: pytest.FixtureRequest) -> EenRegister:
    if request.param == "nep":
        return FakeRepositories()
    dynamodb: AllRepositories = request.getfixturevalue("dynamodb")
    return dynamodb


def _recorded(register: EenRegister, number: int = 1, postvak: str = POSTVAK, **fields: Any) -> UUID:
    ontvangen = replace(bericht(number, postvak=postvak), **fields)
    register.neem_op(ontvangen, document(number))
    return ontvangen.identificatie


def test_what_is_listed_reads_back_the_same(register: EenRegister) -> None:
    assert register.neem_op(bericht(), document())
    assert register.emailbericht(bericht().identificatie) == bericht()
    assert register.informatieobject(document().identificatie) == document()


def test_the_same_mail_is_listed_once(register: EenRegister) -> None:
    register.neem_op(bericht(), document())
    assert not register.neem_op(replace(bericht(), status=Berichtstatus.QUARANTAINE), document())
    assert register.emailbericht(bericht().identificatie) == bericht()


def test_the_listing_counts_as_the_first_try_to_read(register: EenRegister) -> None:
    identificatie = _recorded(register, ontleedstand=Ontleedstand.ONTBREEKT)
    sinds = bericht().envelop.ontvangen_op
    moments = [sinds + timedelta(minutes=minuut) for minuut in range(4)]
    assert register.begin_ontleding(identificatie, moments[1], sinds - timedelta(seconds=1)) == 0  # it is the first
    assert register.begin_ontleding(identificatie, moments[2], moments[1]) == 2
    assert register.begin_ontleding(identificatie, moments[2], moments[1]) == 0
    assert register.begin_ontleding(identificatie, moments[3], moments[2]) == 3


def test_what_was_read_is_stored_with_its_documents_however_many(register: EenRegister) -> None:
    identificatie = _recorded(register, ontleedstand=Ontleedstand.ONTBREEKT)
    documenten = [document(number) for number in range(2, 253)]
    envelop = replace(bericht().envelop, onderwerp="Gelezen", aantal_bijlagen=251, verband=VERBAND)
    register.leg_ontleding_vast(identificatie, Ontleedstand.GEREED, "1", envelop, documenten)
    read = register.emailbericht(identificatie)
    assert (read.ontleedstand, read.parserversie, read.envelop) == (Ontleedstand.GEREED, "1", envelop)
    assert register.informatieobject(documenten[-1].identificatie) == documenten[-1]


def test_what_was_read_is_not_changed_by_a_later_failure(register: EenRegister) -> None:
    identificatie = _recorded(register, ontleedstand=Ontleedstand.ONTBREEKT)
    register.leg_ontleding_vast(identificatie, Ontleedstand.GEREED, "1", bericht().envelop, ())
    register.leg_ontleding_vast(identificatie, Ontleedstand.MISLUKT, "", bericht().envelop, ())
    assert register.emailbericht(identificatie).ontleedstand is Ontleedstand.GEREED


# -- claims ------------------------------------------------------------------------------------------------------------


def test_a_claim_gives_the_mail_to_one_inzage(register: EenRegister) -> None:
    identificatie = _recorded(register)
    geclaimd = register.claim(identificatie, inzage(1), BEGIN + CLAIMDUUR)
    assert geclaimd.status is Berichtstatus.IN_BEHANDELING
    assert geclaimd.inzage == inzage(1)
    assert geclaimd.inzagen == (inzage(1),)
    assert geclaimd.geclaimd_tot == BEGIN + CLAIMDUUR
    assert register.emailbericht(identificatie) == geclaimd


@pytest.mark.parametrize("medewerker", [ANNA, BRAM], ids=["the same", "another"])
def test_a_held_mail_cannot_be_claimed(register: EenRegister, medewerker: Any) -> None:
    identificatie = _recorded(register)
    register.claim(identificatie, inzage(1), BEGIN + CLAIMDUUR)
    with pytest.raises(Geweigerd):
        register.claim(identificatie, inzage(2, medewerker=medewerker, na=timedelta(minutes=1)), BEGIN + CLAIMDUUR * 2)


def test_an_expired_claim_of_another_can_be_taken_over_from_its_last_moment_on(register: EenRegister) -> None:
    identificatie = _recorded(register)
    register.claim(identificatie, inzage(1), BEGIN + CLAIMDUUR)
    just_too_early = inzage(2, medewerker=BRAM, na=CLAIMDUUR - timedelta(milliseconds=1))
    with pytest.raises(Geweigerd):
        register.claim(identificatie, just_too_early, BEGIN + CLAIMDUUR * 2)
    overname = inzage(2, medewerker=BRAM, na=CLAIMDUUR)
    assert register.claim(identificatie, overname, BEGIN + CLAIMDUUR * 2).inzagen == (inzage(1), overname)


def test_an_own_expired_claim_is_renewed_and_not_taken_over(register: EenRegister) -> None:
    identificatie = _recorded(register)
    register.claim(identificatie, inzage(1), BEGIN + CLAIMDUUR)
    with pytest.raises(Geweigerd):
        register.claim(identificatie, inzage(2, na=CLAIMDUUR * 2), BEGIN + CLAIMDUUR * 3)
    extended = register.verleng(identificatie, inzage(1).identificatie, BEGIN + CLAIMDUUR * 3)
    assert (extended.inzage, extended.geclaimd_tot) == (inzage(1), BEGIN + CLAIMDUUR * 3)


def test_only_the_inzage_that_counts_renews_or_puts_back(register: EenRegister) -> None:
    identificatie = _recorded(register)
    register.claim(identificatie, inzage(1), BEGIN + CLAIMDUUR)
    for handeling in (
        lambda: register.verleng(identificatie, inzage(2).identificatie, BEGIN + CLAIMDUUR),
        lambda: register.geef_vrij(identificatie, inzage(2).identificatie),
    ):
        with pytest.raises(Geweigerd):
            handeling()
    register.geef_vrij(identificatie, inzage(1).identificatie)
    vrij = register.emailbericht(identificatie)
    assert (vrij.status, vrij.inzage, vrij.geclaimd_tot, vrij.inzagen) == (Berichtstatus.NIEUW, None, None, (inzage(1),))


def test_a_mail_remembers_so_many_inzagen_and_can_be_claimed_beyond_them(register: EenRegister) -> None:
    everything = tuple(inzage(number) for number in range(1, MAX_INZAGEN + 1))
    identificatie = _recorded(register, inzagen=everything[:-1])
    register.claim(identificatie, everything[-1], BEGIN + CLAIMDUUR)
    register.geef_vrij(identificatie, everything[-1].identificatie)
    with pytest.raises(Geweigerd):
        register.claim(identificatie, inzage(101), BEGIN + CLAIMDUUR)
    geclaimd = register.claim(identificatie, inzage(101), BEGIN + CLAIMDUUR, onthoud=False)
    assert (geclaimd.inzage, geclaimd.inzagen) == (inzage(101), everything)
    with pytest.raises(Geweigerd):
        register.claim(identificatie, inzage(102, medewerker=BRAM), BEGIN + CLAIMDUUR, onthoud=False)


@pytest.mark.parametrize("status", [Berichtstatus.QUARANTAINE, Berichtstatus.AFGEHANDELD])
def test_mail_outside_the_werkvoorraad_cannot_be_claimed(register: EenRegister, status: Berichtstatus) -> None:
    identificatie = _recorded(register, status=status)
    with pytest.raises(Geweigerd):
        register.claim(identificatie, inzage(), BEGIN + CLAIMDUUR)


def test_what_is_not_there_cannot_be_claimed_into_being(register: EenRegister) -> None:
    with pytest.raises(Geweigerd):
        register.claim(UUID(int=404), inzage(), BEGIN + CLAIMDUUR)
    with pytest.raises(NietGevonden):
        register.emailbericht(UUID(int=404))


# -- the one transaction -----------------------------------------------------------------------------------------------


def _geclaimd(register: EenRegister) -> UUID:
    identificatie = _recorded(register)
    register.claim(identificatie, inzage(1), BEGIN + CLAIMDUUR)
    return identificatie


def test_an_afhandeling_stores_all_its_records_and_takes_the_mail_from_the_werkvoorraad(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    records = (klantcontact(1), klantcontact(2), document(9), verzending(1))
    register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), records)
    afgehandeld = register.emailbericht(identificatie)
    assert (afgehandeld.status, afgehandeld.afhandeling) == (Berichtstatus.AFGEHANDELD, afhandeling())
    assert register.klantcontact(klantcontact(1).identificatie) == replace(klantcontact(1), afzender="")
    assert register.klantcontact(klantcontact(2).identificatie) == replace(klantcontact(2), afzender="")
    assert register.informatieobject(document(9).identificatie) == document(9)
    assert register.verzending(verzending(1).identificatie) == verzending(1)
    assert register.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=10, na=None).resultaten == ()


def test_an_afhandeling_under_another_inzage_stores_nothing(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    with pytest.raises(Geweigerd):
        register.handel_af(identificatie, inzage(2).identificatie, afhandeling(), (klantcontact(1), verzending(1)))
    _niets_opgeslagen(register, identificatie, Berichtstatus.IN_BEHANDELING)


def test_an_afhandeling_of_a_mail_that_was_put_back_stores_nothing(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    register.geef_vrij(identificatie, inzage(1).identificatie)
    with pytest.raises(Geweigerd):
        register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1), verzending(1)))
    _niets_opgeslagen(register, identificatie, Berichtstatus.NIEUW)


def test_a_second_afhandeling_stores_nothing(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1),))
    with pytest.raises(Geweigerd):
        register.handel_af(identificatie, inzage(1).identificatie, afhandeling(2), (klantcontact(2), verzending(2)))
    with pytest.raises(NietGevonden):
        register.klantcontact(klantcontact(2).identificatie)
    assert register.emailbericht(identificatie).afhandeling == afhandeling()


def test_a_record_that_exists_already_stops_the_whole_afhandeling(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    with pytest.raises(Geweigerd):
        register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1), document(1)))
    _niets_opgeslagen(register, identificatie, Berichtstatus.IN_BEHANDELING)


def _niets_opgeslagen(register: EenRegister, identificatie: UUID, status: Berichtstatus) -> None:
    stayed = register.emailbericht(identificatie)
    assert (stayed.status, stayed.afhandeling) == (status, None)
    with pytest.raises(NietGevonden):
        register.klantcontact(klantcontact(1).identificatie)
    with pytest.raises(NietGevonden):
        register.verzending(verzending(1).identificatie)


# -- what was handled --------------------------------------------------------------------------------------------------


def _handel_af(register: EenRegister, number: int, **fields: Any) -> None:
    """Take in a mail and handle it."""
    postvak = fields.pop("postvak", POSTVAK)
    medewerker = fields.pop("door", ANNA)
    identificatie = _recorded(register, number, postvak=postvak)
    register.claim(identificatie, inzage(number, medewerker=medewerker), BEGIN + CLAIMDUUR)
    uitkomst = replace(afhandeling(number), medewerker=medewerker.identificatie, **fields)
    register.handel_af(identificatie, inzage(number).identificatie, uitkomst, ())


def test_handled_mail_is_listed_by_day_newest_first_and_by_choice(register: EenRegister) -> None:
    day = dag_hier(BEGIN)
    for number in range(1, 7):
        _handel_af(
            register,
            number,
            tijdstip=BEGIN + timedelta(minutes=number),
            postvak=POSTVAK if number % 2 else ANDER_POSTVAK,
            door=ANNA if number < 4 else BRAM,
            soort=Afhandelsoort.ZAAK if number in {1, 6} else Afhandelsoort.ANTWOORD,
        )
    _recorded(register, 8)

    def lijst(aantal: int = 2, **keuze: Any) -> list[str]:
        chosen = Afhandelkeuze(**{"dag": day, **keuze})
        seen = _everything(lambda na: register.afgehandelden(chosen, aantal=aantal, na=na))
        assert all(each.afhandeling is not None for each in seen)
        return [each.envelop.onderwerp.removeprefix("Vraag ") for each in seen]

    assert lijst() == lijst(aantal=100) == ["6", "5", "4", "3", "2", "1"]
    assert lijst(postvakken=(POSTVAK,)) == ["5", "3", "1"]
    assert lijst(postvakken=(POSTVAK, ANDER_POSTVAK)) == lijst()
    assert lijst(medewerker=BRAM.identificatie) == ["6", "5", "4"]
    assert lijst(soort=Afhandelsoort.ZAAK) == ["6", "1"]
    assert lijst(aantal=1, postvakken=(POSTVAK,), medewerker=ANNA.identificatie, soort=Afhandelsoort.ANTWOORD) == ["3"]
    assert lijst(dag=day - timedelta(days=1)) == []


def test_a_day_is_that_of_the_netherlands(register: EenRegister) -> None:
    midnight = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    _handel_af(register, 1, tijdstip=midnight - timedelta(milliseconds=1))
    _handel_af(register, 2, tijdstip=midnight)
    names = [
        [each.envelop.onderwerp for each in register.afgehandelden(Afhandelkeuze(dag=day), aantal=5, na=None).resultaten]
        for day in (date(2026, 11, 24), date(2026, 11, 25))
    ]
    assert names == [["Vraag 1"], ["Vraag 2"]]


def test_a_reopened_mail_is_not_among_the_handled(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    register.handel_af(identificatie, inzage(1).identificatie, GESLOTEN, ())
    choice = Afhandelkeuze(dag=dag_hier(GESLOTEN.tijdstip))
    assert len(register.afgehandelden(choice, aantal=5, na=None).resultaten) == 1
    register.heropen(register.emailbericht(identificatie), _heropening())
    assert register.afgehandelden(choice, aantal=5, na=None).resultaten == ()


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


def test_a_closed_mail_comes_back_into_the_werkvoorraad_with_its_history(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    register.handel_af(identificatie, inzage(1).identificatie, GESLOTEN, ())
    register.heropen(register.emailbericht(identificatie), _heropening())
    back = register.emailbericht(identificatie)
    assert (back.status, back.afhandeling, back.inzage, back.geclaimd_tot) == (Berichtstatus.NIEUW, None, None, None)
    assert back.heropeningen == (_heropening(),)
    (found,) = register.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=10, na=None).resultaten
    assert found.identificatie == identificatie
    assert register.claim(identificatie, inzage(2), BEGIN + CLAIMDUUR).inzage == inzage(2)


@pytest.mark.parametrize(
    "other",
    [
        replace(GESLOTEN, tijdstip=BEGIN + timedelta(seconds=1)),
        replace(GESLOTEN, idempotency_key="sleutel-2"),
        replace(GESLOTEN, soort=Afhandelsoort.GEEN_ACTIE_NODIG),
    ],
    ids=["later", "another key", "another outcome"],
)
def test_only_the_closing_that_was_read_is_undone(register: EenRegister, other: Afhandeling) -> None:
    identificatie = _geclaimd(register)
    bericht_ = register.emailbericht(identificatie)
    with pytest.raises(Geweigerd):
        register.heropen(bericht_, _heropening())
    register.handel_af(identificatie, inzage(1).identificatie, other, ())
    with pytest.raises(Geweigerd):
        register.heropen(register.emailbericht(identificatie), _heropening())
    assert register.emailbericht(identificatie).afhandeling == other


def _verplaatsing(medewerker: Medewerker = ANNA, na: timedelta = timedelta()) -> Verplaatsing:
    return Verplaatsing(
        medewerker=medewerker.identificatie, naam=medewerker.naam, tijdstip=BEGIN + na, van=POSTVAK, naar=ANDER_POSTVAK
    )


def test_a_mail_goes_to_another_postvak_and_is_listed_there(register: EenRegister) -> None:
    identificatie = _recorded(register)
    register.verplaats(register.emailbericht(identificatie), _verplaatsing())
    verplaatst = register.emailbericht(identificatie)
    assert (verplaatst.envelop.postvak, verplaatst.verplaatsingen) == (ANDER_POSTVAK, (_verplaatsing(),))
    assert verplaatst.envelop == replace(bericht(1).envelop, postvak=ANDER_POSTVAK)
    assert register.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=5, na=None).resultaten == ()
    (found,) = register.werkvoorraad(Voorraadkeuze(postvakken=(ANDER_POSTVAK,)), moment=BEGIN, aantal=5, na=None).resultaten
    assert (found.identificatie, found.envelop.postvak) == (identificatie, ANDER_POSTVAK)
    with pytest.raises(Geweigerd):
        register.verplaats(verplaatst, _verplaatsing())


def test_only_who_has_a_mail_open_moves_it(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    read = register.emailbericht(identificatie)
    with pytest.raises(Geweigerd):
        register.verplaats(read, _verplaatsing(BRAM))
    register.verplaats(read, _verplaatsing())
    assert (register.emailbericht(identificatie).status, register.emailbericht(identificatie).inzage) == (
        Berichtstatus.NIEUW,
        None,
    )


def test_a_claim_that_ran_out_moves_and_one_that_was_read_before_does_not(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    earlier = register.emailbericht(identificatie)
    register.claim(identificatie, inzage(2, medewerker=BRAM, na=CLAIMDUUR), BEGIN + 2 * CLAIMDUUR)
    with pytest.raises(Geweigerd):
        register.verplaats(earlier, _verplaatsing(na=CLAIMDUUR))
    register.verplaats(register.emailbericht(identificatie), _verplaatsing(na=2 * CLAIMDUUR))
    assert register.emailbericht(identificatie).envelop.postvak == ANDER_POSTVAK


def test_the_message_about_a_move_is_stored_with_it_or_not_at_all(register: EenRegister) -> None:
    identificatie = _recorded(register)
    register.markeer_formeel(identificatie, date(2027, 1, 19))
    read = register.emailbericht(identificatie)
    bericht_erover = replace(verzending(1), klantcontact=None)
    verplaatsing = replace(_verplaatsing(), verzending=bericht_erover.identificatie)
    register.verplaats(read, verplaatsing, bericht_erover)
    verplaatst = register.emailbericht(identificatie)
    assert (verplaatst.verplaatsingen, verplaatst.verplaatsberichten) == ((verplaatsing,), 1)
    assert register.verzending(bericht_erover.identificatie) == bericht_erover
    with pytest.raises(Geweigerd):  # it is not there any more
        register.verplaats(read, verplaatsing, replace(bericht_erover, identificatie=UUID(int=2)))
    with pytest.raises(NietGevonden):
        register.verzending(UUID(int=2))
    back = replace(verplaatsing, van=ANDER_POSTVAK, naar=POSTVAK)
    with pytest.raises(Geweigerd):  # this message was stored before
        register.verplaats(verplaatst, back, bericht_erover)
    assert register.emailbericht(identificatie) == verplaatst
    zonder = replace(back, verzending=None, reden_zonder_bericht="Gebeld")
    register.verplaats(verplaatst, zonder)
    assert register.emailbericht(identificatie).verplaatsingen == (verplaatsing, zonder)
    assert register.emailbericht(identificatie).verplaatsberichten == 1


def test_a_mail_that_became_formal_since_it_was_read_is_not_moved(register: EenRegister) -> None:
    identificatie = _recorded(register)
    read = register.emailbericht(identificatie)
    register.markeer_formeel(identificatie, date(2027, 1, 19))
    with pytest.raises(Geweigerd):
        register.verplaats(read, _verplaatsing())
    assert register.emailbericht(identificatie).envelop.postvak == POSTVAK


@pytest.mark.parametrize("stand", [Ontleedstand.ONTBREEKT, Ontleedstand.MISLUKT])
def test_reading_never_brings_a_moved_mail_back(register: EenRegister, stand: Ontleedstand) -> None:
    identificatie = _recorded(register, ontleedstand=stand)
    read = register.emailbericht(identificatie)
    if stand is Ontleedstand.ONTBREEKT:
        with pytest.raises(Geweigerd):
            register.verplaats(read, _verplaatsing())
        return
    register.verplaats(read, _verplaatsing())
    register.leg_ontleding_vast(identificatie, Ontleedstand.GEREED, "9", bericht(1).envelop, ())
    assert register.emailbericht(identificatie).envelop.postvak == ANDER_POSTVAK
    assert register.emailbericht(identificatie).ontleedstand is Ontleedstand.MISLUKT


@pytest.mark.parametrize("stand", [Ontleedstand.ONTBREEKT, Ontleedstand.MISLUKT])
@pytest.mark.parametrize("confirmed", [False, True])
def test_reading_never_takes_the_term_of_what_became_formal_meanwhile(
    register: EenRegister, stand: Ontleedstand, confirmed: bool
) -> None:
    identificatie = _recorded(register, ontleedstand=stand)
    if confirmed:
        bevestiging = replace(verzending(1), klantcontact=None)
        register.bevestig(bevestiging, "jan@burger.example", BEGIN, BEGIN, date(2027, 1, 19))
    else:
        register.markeer_formeel(identificatie, date(2027, 1, 19))
    envelop = replace(bericht().envelop, onderwerp="Gelezen", indiener=Adres("Els", "els@burger.example"), verband=VERBAND)
    register.leg_ontleding_vast(identificatie, Ontleedstand.GEREED, "9", envelop, ())
    read = register.emailbericht(identificatie)
    assert (read.ontleedstand, read.envelop) == (
        Ontleedstand.GEREED,
        replace(envelop, formeel_uiterlijk=date(2027, 1, 19)),
    )


def test_a_note_is_stored_once_and_listed_with_those_of_its_own_mail(register: EenRegister) -> None:
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
        register.schrijf_notitie(notitie)
    assert list(register.notities(bericht(1).identificatie)) == [notities[3], notities[1]]
    with pytest.raises(Geweigerd):
        register.schrijf_notitie(replace(notities[1], tekst="Anders"))
    assert list(register.notities(bericht(1).identificatie)) == [notities[3], notities[1]]


def _reservering(voor: Medewerker = BRAM) -> Reservering:
    return Reservering(medewerker=voor.identificatie, naam=voor.naam, door=ANNA.identificatie, tijdstip=BEGIN)


def test_reserved_mail_is_on_the_list_of_one_medewerker_oldest_first(register: EenRegister) -> None:
    for number in (3, 1, 2):
        _recorded(register, number)
        register.reserveer(bericht(number).identificatie, bericht(number).envelop.ontvangen_op, _reservering())
    register.reserveer(bericht(2).identificatie, bericht(2).envelop.ontvangen_op, _reservering(ANNA))
    seen = _everything(lambda na: register.gereserveerd_voor(Reserveringskeuze(medewerker=BRAM.identificatie), aantal=1, na=na))
    assert [(each.envelop.onderwerp, each.reservering) for each in seen] == [
        ("Vraag 1", _reservering()),
        ("Vraag 3", _reservering()),
    ]
    register.geef_reservering_op(bericht(1).identificatie)
    register.verplaats(register.emailbericht(bericht(3).identificatie), _verplaatsing())
    register.zet_apart(register.emailbericht(bericht(2).identificatie), _apartzetting())
    for medewerker in (ANNA, BRAM):
        assert (
            register.gereserveerd_voor(Reserveringskeuze(medewerker=medewerker.identificatie), aantal=5, na=None).resultaten == ()
        )


@pytest.mark.parametrize("neer", [False, True])
def test_the_own_list_goes_either_way_and_is_chosen_by_what_its_mails_tell(register: EenRegister, *, neer: bool) -> None:
    for number in range(6):
        envelop = replace(
            bericht(number).envelop,
            postvak=POSTVAK if number % 3 else ANDER_POSTVAK,
            ontvangen_op=BEGIN + timedelta(minutes=number),
            klasse=Klasse.LIJST if number in {1, 3} else Klasse.GEWOON,
            aantal_bijlagen=int(number in {3, 4}),
        )
        _recorded(register, number, envelop=envelop)
        voor = ANNA if number == 5 else BRAM
        register.reserveer(bericht(number).identificatie, envelop.ontvangen_op, _reservering(voor))

    def lijst(aantal: int = 2, **keuze: Any) -> list[UUID]:
        chosen = Reserveringskeuze(medewerker=BRAM.identificatie, nieuwste_eerst=neer, **keuze)
        seen = _everything(lambda na: register.gereserveerd_voor(chosen, aantal=aantal, na=na))
        return [each.identificatie for each in seen]

    def van(*numbers: int) -> list[UUID]:
        return [bericht(number).identificatie for number in sorted(numbers, reverse=neer)]

    for aantal in (1, 2, 5):
        assert lijst(aantal) == van(0, 1, 2, 3, 4)
        assert lijst(aantal, postvak=ANDER_POSTVAK) == van(0, 3)
        assert lijst(aantal, klasse=Klasse.LIJST) == van(1, 3)
        assert lijst(aantal, met_bijlagen=True) == van(3, 4)
        assert lijst(aantal, klasse=Klasse.LIJST, postvak=POSTVAK, met_bijlagen=True) == []


def test_what_is_handled_or_kept_apart_is_reserved_for_nobody(register: EenRegister) -> None:
    identificatie, apart = _geclaimd(register), _recorded(register, 2, status=Berichtstatus.QUARANTAINE)
    register.reserveer(identificatie, bericht(1).envelop.ontvangen_op, _reservering())
    register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), ())
    assert register.emailbericht(identificatie).reservering is None
    assert register.gereserveerd_voor(Reserveringskeuze(medewerker=BRAM.identificatie), aantal=5, na=None).resultaten == ()
    for each in (identificatie, apart, UUID(int=404)):
        with pytest.raises(Geweigerd):
            register.reserveer(each, BEGIN, _reservering())
        with pytest.raises(Geweigerd):
            register.geef_reservering_op(each)


def test_a_draft_reads_back_the_same_until_its_term_and_only_its_version_is_replaced(register: EenRegister) -> None:
    identificatie = _recorded(register)
    first, second, van_bram = concept("Een"), concept("Twee", op=BEGIN + timedelta(hours=1)), concept("Drie", BRAM)
    register.maak_concept(first)
    register.maak_concept(van_bram)
    assert register.concept(identificatie, ANNA.identificatie, BEGIN) == first
    with pytest.raises(Geweigerd):
        register.maak_concept(second)
    with pytest.raises(Geweigerd):
        register.wijzig_concept(second, first)
    register.wijzig_concept(first, second)
    assert list(register.concepten(identificatie, BEGIN)) == [second, van_bram]
    with pytest.raises(Geweigerd):
        register.verwijder_concept(first)
    register.verwijder_concept(second)
    assert register.concept(identificatie, ANNA.identificatie, BEGIN) is None
    assert list(register.concepten(identificatie, van_bram.vervalt_op)) == []
    assert register.concept(identificatie, BRAM.identificatie, van_bram.vervalt_op) is None
    opnieuw = concept("Vier", BRAM, van_bram.vervalt_op)
    register.maak_concept(opnieuw)
    assert list(register.concepten(identificatie, van_bram.vervalt_op)) == [opnieuw]


def test_a_first_draft_needs_a_mail_that_waits_and_goes_with_the_outcome_of_its_medewerker(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    register.maak_concept(concept())
    register.maak_concept(concept(van=BRAM))
    register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), ())
    assert list(register.concepten(identificatie, BEGIN)) == [concept(van=BRAM)]
    apart = replace(concept(), emailbericht=_recorded(register, 2, status=Berichtstatus.QUARANTAINE))
    for each in (concept(), apart, replace(concept(), emailbericht=UUID(int=404))):
        with pytest.raises(Geweigerd):
            register.maak_concept(each)
    with pytest.raises(Geweigerd):
        register.wijzig_concept(concept(), concept("Te laat"))


def test_an_ondertekening_is_replaced_by_the_next_version_only(register: EenRegister) -> None:
    first = Ondertekening(
        postvak=POSTVAK, aanhef="Dag,", versie=1, gewijzigd_op=BEGIN, gewijzigd_door=ANNA.identificatie, ondertekening="Groet"
    )
    assert register.ondertekeningen() == {}
    with pytest.raises(Geweigerd):
        register.bewaar_ondertekening(replace(first, versie=2))
    register.bewaar_ondertekening(first)
    with pytest.raises(Geweigerd):
        register.bewaar_ondertekening(replace(first, aanhef="Hoi,"))
    other = replace(first, postvak=ANDER_POSTVAK)
    register.bewaar_ondertekening(other)
    register.bewaar_ondertekening(replace(first, versie=2, aanhef_zonder_naam="Geachte"))
    read = {POSTVAK: replace(first, versie=2, aanhef_zonder_naam="Geachte"), ANDER_POSTVAK: other}
    assert register.ondertekeningen(consistent=True) == read


def test_an_outcome_counts_the_texts_that_it_used_and_a_refused_one_counts_none(register: EenRegister) -> None:
    one, other = UUID(int=0x91), UUID(int=0x92)
    assert register.gebruik() == {}
    identificatie = _geclaimd(register)
    with pytest.raises(Geweigerd):
        register.handel_af(identificatie, inzage(2).identificatie, afhandeling(), (), gebruikt=(one,))
    assert register.gebruik() == {}
    register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (), gebruikt=(one, other, one))
    for number in (2, 3):
        following = _recorded(register, number)
        register.claim(following, inzage(number), BEGIN + CLAIMDUUR)
        register.handel_af(following, inzage(number).identificatie, afhandeling(number), (), gebruikt=(one,))
    assert register.gebruik() == {one: 4, other: 1}


def _apartzetting(reden: str = "Phishing", vrijgave: Vrijgave | None = None) -> Apartzetting:
    return Apartzetting(medewerker=BRAM.identificatie, naam=BRAM.naam, tijdstip=BEGIN, reden=reden, vrijgave=vrijgave)


def test_a_mail_goes_into_quarantine_and_back_with_its_history(register: EenRegister) -> None:
    identificatie = _recorded(register)
    vrijgave = Vrijgave(BRAM.identificatie, BRAM.naam, BEGIN)
    register.zet_apart(register.emailbericht(identificatie), _apartzetting())
    register.laat_toe(register.emailbericht(identificatie), vrijgave)
    register.zet_apart(register.emailbericht(identificatie), _apartzetting("Weer", vrijgave))
    apart = register.emailbericht(identificatie)
    assert (apart.status, apart.vrijgave) == (Berichtstatus.QUARANTAINE, None)
    assert apart.apartzettingen == (_apartzetting(), _apartzetting("Weer", vrijgave))
    lijst = register.werkvoorraad(
        Voorraadkeuze(postvakken=(POSTVAK,), status=Berichtstatus.QUARANTAINE), moment=BEGIN, aantal=5, na=None
    ).resultaten
    assert [each.identificatie for each in lijst] == [identificatie]
    assert register.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=5, na=None).resultaten == ()


def test_only_mail_that_waits_is_put_apart(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    read = register.emailbericht(identificatie)
    with pytest.raises(Geweigerd):
        register.zet_apart(read, _apartzetting())
    later = replace(_apartzetting(), tijdstip=BEGIN + CLAIMDUUR)
    with pytest.raises(Geweigerd):
        register.zet_apart(replace(read, vrijgave=Vrijgave(BRAM.identificatie, BRAM.naam, BEGIN)), later)
    register.zet_apart(read, later)
    assert register.emailbericht(identificatie).inzage is None
    with pytest.raises(Geweigerd):
        register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), ())
    with pytest.raises(Geweigerd):
        register.zet_apart(register.emailbericht(identificatie), later)
    register.laat_toe(register.emailbericht(identificatie), Vrijgave(BRAM.identificatie, BRAM.naam, BEGIN))
    with pytest.raises(Geweigerd):  # it was put apart and released since this was read
        register.zet_apart(read, later)


def test_mail_in_quarantine_is_closed_all_or_none_and_comes_back_there(register: EenRegister) -> None:
    apart = [_recorded(register, number, status=Berichtstatus.QUARANTAINE) for number in (1, 2)]
    wacht = _recorded(register, 3)
    for other in (wacht, UUID(int=404)):
        with pytest.raises(Geweigerd):
            register.sluit_in_quarantaine([*apart, other], GESLOTEN)
    found = {each.identificatie: each for each in register.emailberichten_van([*apart, wacht, UUID(int=404)])}
    assert [found[each].status for each in apart] == [Berichtstatus.QUARANTAINE] * 2
    assert set(found) == {*apart, wacht}
    register.sluit_in_quarantaine(apart, GESLOTEN)
    assert [register.emailbericht(each).afhandeling for each in apart] == [GESLOTEN] * 2
    choice = Afhandelkeuze(dag=dag_hier(GESLOTEN.tijdstip), medewerker=GESLOTEN.medewerker)
    assert len(register.afgehandelden(choice, aantal=5, na=None).resultaten) == 2
    register.heropen(register.emailbericht(apart[0]), _heropening())
    lijst = register.werkvoorraad(
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


def _afgehandeld(register: EenRegister) -> UUID:
    identificatie = _geclaimd(register)
    register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1),))
    return identificatie


def test_a_step_is_stored_with_its_name_on_the_mail(register: EenRegister) -> None:
    identificatie = _afgehandeld(register)
    register.leg_stap_vast(identificatie, STAP, (taak(9),))
    register.leg_stap_vast(identificatie, replace(STAP, interne_taak=taak(10).identificatie), (taak(10),))
    names = [each.interne_taak for each in register.emailbericht(identificatie).vervolgstappen]
    assert names == [taak(9).identificatie, taak(10).identificatie]
    assert register.emailbericht(identificatie).vervolgstappen[0] == STAP
    assert register.interne_taak(taak(9).identificatie) == taak(9)


def test_a_step_is_not_stored_without_its_klantcontact_or_on_a_mail_that_waits_or_twice(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    with pytest.raises(Geweigerd):
        register.leg_stap_vast(identificatie, STAP, (taak(9),))
    register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1),))
    with pytest.raises(Geweigerd):
        register.leg_stap_vast(identificatie, replace(STAP, op=klantcontact(2).identificatie), (taak(9),))
    with pytest.raises(Geweigerd):
        register.leg_stap_vast(UUID(int=404), STAP, (taak(9),))
    with pytest.raises(NietGevonden):
        register.interne_taak(taak(9).identificatie)
    wacht = _recorded(register, 2)
    with pytest.raises(Geweigerd):
        register.leg_stap_vast(wacht, STAP, (taak(9),))
    register.leg_stap_vast(identificatie, STAP, (taak(9),))
    with pytest.raises(Geweigerd):
        register.leg_stap_vast(identificatie, STAP, (taak(9),))
    assert register.emailbericht(identificatie).vervolgstappen == (STAP,)


def test_a_mail_has_room_for_so_many_steps(register: EenRegister) -> None:
    identificatie = _afgehandeld(register)
    for number in range(MAX_VERVOLGSTAPPEN):
        register.leg_stap_vast(identificatie, STAP, (taak(number),))
    with pytest.raises(Geweigerd):
        register.leg_stap_vast(identificatie, STAP, (taak(MAX_VERVOLGSTAPPEN),))
    assert len(register.emailbericht(identificatie).vervolgstappen) == MAX_VERVOLGSTAPPEN


# -- the werkvoorraad --------------------------------------------------------------------------------------------------


def test_the_werkvoorraad_of_several_postvakken_is_one_list_oldest_first(register: EenRegister) -> None:
    for number in range(1, 8):
        _recorded(register, number, postvak=POSTVAK if number % 3 else ANDER_POSTVAK)
    seen = _everything(
        lambda na: register.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK, ANDER_POSTVAK)), moment=BEGIN, aantal=2, na=na)
    )
    assert [found.envelop.onderwerp for found in seen] == [f"Vraag {number}" for number in range(1, 8)]


def test_an_expired_claim_reads_as_available(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    _recorded(register, 2)
    later = BEGIN + CLAIMDUUR

    def met(status: Berichtstatus, moment: Any) -> list[UUID]:
        page = register.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,), status=status), moment=moment, aantal=10, na=None)
        return [found.identificatie for found in page.resultaten]

    other = bericht(2).identificatie
    assert met(Berichtstatus.IN_BEHANDELING, BEGIN) == [identificatie]
    assert met(Berichtstatus.NIEUW, BEGIN) == [other]
    assert met(Berichtstatus.IN_BEHANDELING, later) == []
    assert met(Berichtstatus.NIEUW, later) == [identificatie, other]


def test_quarantined_mail_is_listed_apart(register: EenRegister) -> None:
    _recorded(register, 1)
    _recorded(register, 2, status=Berichtstatus.QUARANTAINE)
    everything = register.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=10, na=None).resultaten
    apart = register.werkvoorraad(
        Voorraadkeuze(postvakken=(POSTVAK,), status=Berichtstatus.QUARANTAINE), moment=BEGIN, aantal=10, na=None
    ).resultaten
    assert [found.envelop.onderwerp for found in everything] == ["Vraag 1"]
    assert [found.envelop.onderwerp for found in apart] == ["Vraag 2"]


# -- finding klantcontacten --------------------------------------------------------------------------------------------


def _met_contacten(register: EenRegister, *numbers: int, text: str = "Goedemorgen") -> None:
    identificatie = _geclaimd(register)
    records = tuple(klantcontact(number, tekst=text) for number in numbers)
    register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), records)


def test_klantcontacten_of_an_address_come_newest_first_whatever_its_case(register: EenRegister) -> None:
    _met_contacten(register, 1, 2, 3, 4, 5)
    seen = _everything(lambda na: register.klantcontacten_van(" JAN@burger.example", None, None, aantal=2, na=na))
    assert [contact.onderwerp for contact in seen] == ["Vraag 5", "Vraag 4", "Vraag 3", "Vraag 2", "Vraag 1"]
    assert register.klantcontacten_van("piet@burger.example", None, None, aantal=2, na=None).resultaten == ()


def test_klantcontacten_of_a_period_come_newest_first_over_several_days(register: EenRegister) -> None:
    _met_contacten(register, 1, 2, 24 * 60, 3 * 24 * 60)
    van, tot = BEGIN - timedelta(days=5), BEGIN + timedelta(days=5)
    seen = _everything(lambda na: register.klantcontacten_tussen(van, tot, aantal=1, na=na))
    assert [contact.onderwerp for contact in seen] == ["Vraag 4320", "Vraag 1440", "Vraag 2", "Vraag 1"]


def test_a_period_holds_its_begin_and_not_its_end(register: EenRegister) -> None:
    _met_contacten(register, 1, 2)
    first, second = (contact.opgeslagen_op for contact in (klantcontact(1), klantcontact(2)))
    assert first is not None
    assert second is not None
    found = register.klantcontacten_tussen(first, second, aantal=10, na=None).resultaten
    assert [contact.onderwerp for contact in found] == ["Vraag 1"]
    found = register.klantcontacten_van(
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


def test_the_klantcontacten_of_a_conversation_come_oldest_first_and_no_others(register: EenRegister) -> None:
    gesprek = UUID(int=9)
    in_gesprek = [replace(klantcontact(number), gesprek=gesprek) for number in (3, 1, 5, 4)]
    register.handel_af(
        _geclaimd(register), inzage(1).identificatie, afhandeling(), (*in_gesprek, klantcontact(2), klantcontact(6))
    )
    found = _everything(lambda na: register.klantcontacten_in(gesprek, aantal=2, na=na))
    assert found == [replace(klantcontact(number), gesprek=gesprek, afzender="") for number in (1, 3, 4, 5)]
    assert register.klantcontacten_in(UUID(int=404), aantal=2, na=None) == Pagina((), None)


@pytest.mark.parametrize(("count", "expected"), [(2, (4, 5)), (9, (1, 3, 4, 5))])
def test_the_last_klantcontacten_of_a_conversation(register: EenRegister, count: int, expected: tuple[int, ...]) -> None:
    in_gesprek = [replace(klantcontact(number), gesprek=UUID(int=9)) for number in (3, 1, 5, 4)]
    register.handel_af(_geclaimd(register), inzage(1).identificatie, afhandeling(), (*in_gesprek, klantcontact(6)))
    last = register.laatste_klantcontacten(UUID(int=9), count)
    assert [contact.identificatie for contact in last] == [klantcontact(number).identificatie for number in expected]


# -- a further mail ----------------------------------------------------------------------------------------------------


def test_a_further_mail_is_stored_whole_and_reads_back_the_same(register: EenRegister) -> None:
    _met_contacten(register, 1)
    verzonden = replace(verzending(2), vingerafdruk="v" * 64)
    register.leg_vervolg_vast(bericht().identificatie, klantcontact(1).identificatie, (klantcontact(2), document(9), verzonden))
    assert register.klantcontact(klantcontact(2).identificatie) == replace(klantcontact(2), afzender="")
    assert register.informatieobject(document(9).identificatie) == document(9)
    assert register.verzending(verzonden.identificatie) == verzonden
    assert register.emailbericht(bericht().identificatie).vervolgberichten == 1


@pytest.mark.parametrize("there", ["nothing", "the mail"])
def test_a_further_mail_on_a_klantcontact_that_is_not_there_stores_nothing(register: EenRegister, there: str) -> None:
    if there == "the mail":
        register.neem_op(bericht(), document())
    with pytest.raises(Geweigerd):
        register.leg_vervolg_vast(
            bericht().identificatie, klantcontact(1).identificatie, (klantcontact(2), document(9), verzending(2))
        )
    for read_, identificatie in (
        (register.klantcontact, klantcontact(2).identificatie),
        (register.informatieobject, document(9).identificatie),
        (register.verzending, verzending(2).identificatie),
        (register.klantcontact, klantcontact(1).identificatie),
    ):
        with pytest.raises(NietGevonden):
            read_(identificatie)


def test_a_further_mail_with_a_used_upload_stores_nothing_and_says_which(register: EenRegister) -> None:
    _met_contacten(register, 1)
    op = klantcontact(1).identificatie
    gebruik, other = (
        Uploadgebruik(identificatie=UUID(int=number), klantcontact=op, medewerker=ANNA.identificatie, tijdstip=BEGIN)
        for number in (50, 51)
    )
    register.leg_vervolg_vast(bericht().identificatie, op, (klantcontact(2), gebruik))
    with pytest.raises(UploadGebruikt) as caught:
        register.leg_vervolg_vast(bericht().identificatie, op, (klantcontact(3), other, gebruik))
    assert caught.value.uploads == {gebruik.identificatie}
    with pytest.raises(NietGevonden):
        register.klantcontact(klantcontact(3).identificatie)


@pytest.mark.parametrize("dubbel", ["klantcontact", "document", "verzending"])
def test_a_further_mail_writes_over_nothing(register: EenRegister, dubbel: str) -> None:
    _met_contacten(register, 1)
    register.leg_vervolg_vast(
        bericht().identificatie, klantcontact(1).identificatie, (klantcontact(2), document(9), verzending(2))
    )
    records: dict[str, Record] = {
        "klantcontact": replace(klantcontact(2), onderwerp="Anders"),
        "document": replace(document(9), titel="Anders"),
        "verzending": replace(verzending(2), onderwerp="Anders"),
    }
    with pytest.raises(Geweigerd):
        register.leg_vervolg_vast(bericht().identificatie, klantcontact(1).identificatie, (klantcontact(3), records[dubbel]))
    with pytest.raises(NietGevonden):
        register.klantcontact(klantcontact(3).identificatie)
    assert register.klantcontact(klantcontact(2).identificatie).onderwerp == "Vraag 2"
    assert register.informatieobject(document(9).identificatie) == document(9)
    assert register.verzending(verzending(2).identificatie) == verzending(2)


# -- verzendingen ------------------------------------------------------------------------------------------------------


def _te_verzenden(register: EenRegister) -> UUID:
    identificatie = _geclaimd(register)
    register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (verzending(1),))
    return verzending(1).identificatie


def test_a_verzending_is_claimed_once_and_reported_by_its_own_attempt(register: EenRegister) -> None:
    identificatie = _te_verzenden(register)
    bezig = register.claim_verzending(identificatie, GENERATIE, BEGIN + timedelta(seconds=90))
    assert (bezig.status, bezig.pogingen, bezig.aan_de_beurt_op) == (Verzendstatus.BEZIG, 1, BEGIN + timedelta(seconds=90))
    with pytest.raises(Geweigerd):
        register.claim_verzending(identificatie, GENERATIE, BEGIN)
    with pytest.raises(Geweigerd):
        register.meld_verzonden(replace(bezig, pogingen=2), "<x@eu-west-1.amazonses.com>", BEGIN)
    register.meld_verzonden(bezig, "<x@eu-west-1.amazonses.com>", BEGIN)
    verzonden = register.verzending(identificatie)
    assert (verzonden.status, verzonden.ses_bericht_id) == (Verzendstatus.VERZONDEN, "<x@eu-west-1.amazonses.com>")
    with pytest.raises(Geweigerd):
        register.meld_verzonden(bezig, "<y@eu-west-1.amazonses.com>", BEGIN)


def test_that_an_attempt_was_accepted_counts_though_it_was_given_up(register: EenRegister) -> None:
    identificatie = _te_verzenden(register)
    bezig = register.claim_verzending(identificatie, GENERATIE, BEGIN)
    register.meld_onbekend(bezig, "De verzending is afgebroken.", BEGIN)
    register.meld_verzonden(bezig, "<x@eu-west-1.amazonses.com>", BEGIN)
    assert register.verzending(identificatie).status is Verzendstatus.VERZONDEN


def test_another_generation_cannot_claim(register: EenRegister) -> None:
    identificatie = _te_verzenden(register)
    with pytest.raises(Geweigerd):
        register.claim_verzending(identificatie, "2", BEGIN)


def test_a_refused_attempt_can_be_followed_by_another(register: EenRegister) -> None:
    identificatie = _te_verzenden(register)
    bezig = register.claim_verzending(identificatie, GENERATIE, BEGIN)
    register.meld_niet_verzonden(bezig, "ThrottlingException", opnieuw_op=BEGIN, moment=BEGIN)
    assert register.claim_verzending(identificatie, GENERATIE, BEGIN).pogingen == 2


@pytest.mark.parametrize("end", ["mislukt", "onbekend"])
def test_an_attempt_that_ended_badly_cannot_be_claimed_again(register: EenRegister, end: str) -> None:
    identificatie = _te_verzenden(register)
    bezig = register.claim_verzending(identificatie, GENERATIE, BEGIN)
    if end == "mislukt":
        register.meld_niet_verzonden(bezig, "MessageRejected", opnieuw_op=None, moment=BEGIN)
    else:
        register.meld_onbekend(bezig, "ReadTimeoutError", BEGIN)
    assert register.verzending(identificatie).status is Verzendstatus(end)
    with pytest.raises(Geweigerd):
        register.claim_verzending(identificatie, GENERATIE, BEGIN)


def test_everything_that_can_change_by_reading_first_reads_back_the_same(register: EenRegister) -> None:
    old = register.verzending(_te_verzenden(register))
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
    register.werk_verzending_bij(old, new)
    assert register.verzending(old.identificatie) == replace(new, wijziging=1)


def test_a_verzending_that_cannot_be_sent_is_ended_without_an_attempt(register: EenRegister) -> None:
    identificatie = _te_verzenden(register)
    register.meld_onbruikbaar(identificatie, "weg", BEGIN)
    assert (register.verzending(identificatie).status, register.verzending(identificatie).pogingen) == (Verzendstatus.MISLUKT, 0)
    with pytest.raises(Geweigerd):
        register.meld_onbruikbaar(identificatie, "weg", BEGIN)


def test_all_verzendingen_whose_time_has_come_are_read_page_after_page_oldest_first(register: EenRegister) -> None:
    veel = [replace(verzending(number), aan_de_beurt_op=BEGIN + timedelta(seconds=number)) for number in range(1, 231)]
    for begin in (0, 80, 160):
        other = bericht(1000 + begin)
        register.neem_op(other, document(1000 + begin))
        register.claim(other.identificatie, inzage(), BEGIN + CLAIMDUUR)
        register.handel_af(other.identificatie, inzage().identificatie, afhandeling(), veel[begin : begin + 80])
    moment = BEGIN + timedelta(seconds=220)
    read = [each.identificatie for each in register.verzendingen_aan_de_beurt(Verzendstatus.TE_VERZENDEN, moment)]
    assert read == [each.identificatie for each in veel[:220]]


def test_the_archive_keys_that_records_name_are_known_by_their_owner(register: EenRegister) -> None:
    reactie, uit = klantcontact(1), verzending(1)
    mail = replace(document(5), identificatie=informatieobject_id(reactie.identificatie, ""), object_key="klantcontacten/1/a.eml")
    file = replace(
        document(6), identificatie=informatieobject_id(reactie.identificatie, "1"), object_key="klantcontacten/1/b/1-c"
    )
    bijlagen = (Bijlage.van(mail, Bijlagerol.EMAIL), Bijlage.van(file, Bijlagerol.BIJLAGE))
    lang = replace(reactie, inhoud=Tekst(None, 40_000, "klantcontacten/1/b.txt"), bijlagen=bijlagen)
    identificatie = _geclaimd(register)
    register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (lang, mail, file, uit))
    genoemd = register.genoemde_object_keys([reactie.identificatie, uit.identificatie, UUID(int=404)])
    assert genoemd == {"klantcontacten/1/a.eml", "klantcontacten/1/b/1-c", "klantcontacten/1/b.txt", uit.object_key}
    assert register.genoemde_object_keys([]) == set()


OF_SES = "<0102@eu-west-1.amazonses.com>"
STRANGE = "<vreemd@elders.example>"


def _verzonden(register: EenRegister, how: str = "functie") -> Verzending:
    identificatie = _te_verzenden(register)
    bezig = register.claim_verzending(identificatie, GENERATIE, BEGIN)
    if how == "functie":
        register.meld_verzonden(bezig, OF_SES, BEGIN)
    else:
        register.werk_verzending_bij(bezig, replace(bezig, status=Verzendstatus.VERZONDEN, ses_bericht_id=OF_SES))
    return register.verzending(identificatie)


@pytest.mark.parametrize("how", ["functie", "gebeurtenis"])
@pytest.mark.parametrize("message_id", [OF_SES, "<0102@email.amazonses.com>", verzending(1).bericht_id])
def test_each_message_id_of_a_sent_mail_leads_to_it(register: EenRegister, how: str, message_id: str) -> None:
    verzonden = _verzonden(register, how)
    assert register.eigen_berichten([STRANGE, message_id], ()) == {
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


def test_message_ids_that_are_not_ours_lead_to_nothing(register: EenRegister) -> None:
    _verzonden(register)
    for ids in ([], [STRANGE, STRANGE], ["<0102@amazonses.com.elders.example>", "<0103@eu-west-1.amazonses.com>", ""]):
        assert register.eigen_berichten(ids, ()) == {}


def test_message_ids_come_back_in_the_order_asked_also_when_two_name_the_same_mail(register: EenRegister) -> None:
    verzonden = _verzonden(register)
    gevraagd = [verzonden.bericht_id, STRANGE, "<0102@email.amazonses.com>", OF_SES, verzonden.bericht_id]
    assert list(register.eigen_berichten(gevraagd, ())) == [gevraagd[0], gevraagd[2], gevraagd[3]]


def test_a_mail_that_did_not_leave_is_found_by_no_message_id(register: EenRegister) -> None:
    _te_verzenden(register)
    assert register.eigen_berichten([verzending(1).bericht_id], ()) == {}


@pytest.mark.parametrize(
    ("adressen", "aan_hen"),
    [
        (["jan@burger.example"], True),
        (["JAN@Burger.example"], True),
        (["jan@elders.example"], False),
        (["jan@burger.example", "jan@elders.example"], False),
    ],
)
def test_whether_our_mail_went_to_each_of_these_addresses(register: EenRegister, adressen: list[str], aan_hen: bool) -> None:
    _verzonden(register)
    assert register.eigen_berichten([OF_SES], adressen)[OF_SES].aan_hen is aan_hen


def test_two_mails_of_ours_may_bear_one_mark_which_leads_to_the_last_that_left(register: EenRegister) -> None:
    kenmerk = "KM-7F3K9-Q2XAB"
    both = [replace(verzending(number), emailbericht=bericht(1).identificatie, kenmerk=kenmerk) for number in (1, 2)]
    register.handel_af(_geclaimd(register), inzage(1).identificatie, afhandeling(), tuple(both))
    for number, each in enumerate(both):
        bezig = register.claim_verzending(each.identificatie, GENERATIE, BEGIN)
        register.meld_verzonden(bezig, f"<010{number}@eu-west-1.amazonses.com>", BEGIN)
        assert register.eigen_berichten([kenmerk], ())[kenmerk].verzending == each.identificatie


# -- interne taken -----------------------------------------------------------------------------------------------------


def _met_taak(register: EenRegister, *numbers: int) -> None:
    identificatie = _geclaimd(register)
    records: tuple[Record, ...] = (klantcontact(1), *(taak(number) for number in numbers))
    register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), records)


def test_tasks_of_an_eenheid_come_oldest_first_and_read_back_the_same(register: EenRegister) -> None:
    _met_taak(register, 2, 1, 3)
    aan = Toewijzing("Burgerzaken")
    assert register.interne_taak(taak(2).identificatie) == taak(2)
    assert _everything(lambda na: register.taken_van(aan, Taakstatus.TE_VERWERKEN, aantal=2, na=na)) == [
        taak(1),
        taak(2),
        taak(3),
    ]
    assert register.taken_van(aan, Taakstatus.VERWERKT, aantal=2, na=None).resultaten == ()
    assert register.taken_van(Toewijzing("Belastingen"), Taakstatus.TE_VERWERKEN, aantal=2, na=None).resultaten == ()


def test_a_task_is_taken_from_who_has_it_and_from_no_other(register: EenRegister) -> None:
    _met_taak(register, 1)
    one = taak(1).identificatie
    register.pak_taak_op(taak(1).opgepakt(DAAN), None)
    with pytest.raises(Geweigerd):
        register.pak_taak_op(taak(1).opgepakt(EVA), None)
    register.pak_taak_op(taak(1).opgepakt(EVA), DAAN.identificatie)
    assert register.interne_taak(one).behandelaar_naam == EVA.naam
    with pytest.raises(Geweigerd):
        register.pak_taak_op(taak(1).teruggegeven(), DAAN.identificatie)
    register.pak_taak_op(taak(1).teruggegeven(), EVA.identificatie)
    assert register.interne_taak(one) == taak(1)


def test_the_tasks_of_a_medewerker_are_those_for_them_and_those_that_they_took(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    own = taak(2, aan=Toewijzing(None, DAAN.identificatie))
    register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1), taak(1), own, taak(3), taak(4)))
    bij_daan = partial(register.taken_bij, DAAN.identificatie, Taakstatus.TE_VERWERKEN, aantal=2)
    assert _everything(lambda na: bij_daan(na=na)) == [own]
    genomen = [taak(number).opgepakt(DAAN) for number in (1, 3)]
    for each in genomen:
        register.pak_taak_op(each, None)
    register.pak_taak_op(own.opgepakt(DAAN), None)
    assert _everything(lambda na: bij_daan(na=na)) == [genomen[0], own.opgepakt(DAAN), genomen[1]]
    register.pak_taak_op(genomen[0].opgepakt(EVA), DAAN.identificatie)
    register.pak_taak_op(taak(3), DAAN.identificatie)
    assert _everything(lambda na: bij_daan(na=na)) == [own.opgepakt(DAAN)]
    klaar = own.opgepakt(DAAN).verwerkt(BEGIN, resultaat="Klaar", vervolg=None, idempotency_key="k", vingerafdruk="v")
    register.verwerk_taak(klaar, ())
    assert _everything(lambda na: bij_daan(na=na)) == []
    assert register.taken_bij(DAAN.identificatie, Taakstatus.VERWERKT, aantal=2, na=None).resultaten == (klaar,)


def test_tasks_whose_term_is_over_are_listed_and_counted(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    eerst, later, zonder = (
        replace(taak(1), uiterlijk=date(2026, 11, 24), sinds=BEGIN),
        replace(taak(2), uiterlijk=date(2026, 11, 25)),
        taak(3),
    )
    register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1), later, eerst, zonder))
    assert register.interne_taak(eerst.identificatie) == eerst
    end = einde_van(date(2026, 11, 24))

    def te_laat(moment: datetime) -> list[InterneTaak]:
        return _everything(lambda na: register.taken_te_laat(moment, aantal=1, na=na))

    assert te_laat(end - timedelta(milliseconds=1)) == []
    assert register.tel_te_laat(end - timedelta(milliseconds=1)) == (0, None)
    assert te_laat(end) == [eerst]
    assert te_laat(end + timedelta(days=1)) == [eerst, later]
    assert register.tel_te_laat(end + timedelta(days=1)) == (2, end)
    if isinstance(register, AllRepositories):
        with pytest.MonkeyPatch.context() as begrensd:
            begrensd.setattr(taakachterstand, "TELT_TOT", 1)
            assert register.tel_te_laat(end + timedelta(days=1)) == (1, end)
    register.verwerk_taak(eerst.verwerkt(BEGIN, resultaat="K", vervolg=None, idempotency_key="k", vingerafdruk="v"), ())
    assert te_laat(end + timedelta(days=1)) == [later]
    assert register.tel_te_laat(end + timedelta(days=1)) == (1, einde_van(date(2026, 11, 25)))


def test_a_question_to_the_citizen_is_stored_while_its_task_is_open_and_replies_come_to_it(register: EenRegister) -> None:
    _met_taak(register, 1)
    op = taak(1).klantcontact
    assert register.gesprekken([op]) == {}
    register.leg_vraag_vast(taak(1), klantcontact(2).identificatie, BEGIN, (klantcontact(2), replace(verzending(1), taak_op=op)))
    assert register.verzending(verzending(1).identificatie).taak_op == op
    assert register.interne_taak(taak(1).identificatie) == taak(1)
    with pytest.raises(Geweigerd):
        register.leg_vraag_vast(taak(1), klantcontact(2).identificatie, BEGIN, (klantcontact(2),))
    for _ in range(2):
        register.meld_reactie(op, UUID(int=9), BEGIN + timedelta(hours=2))
    register.meld_reactie(op, UUID(int=8), BEGIN + timedelta(hours=1))
    gesprek = Taakgesprek(
        (Moment(BEGIN, klantcontact(2).identificatie),),
        (Moment(BEGIN + timedelta(hours=1), UUID(int=8)), Moment(BEGIN + timedelta(hours=2), UUID(int=9))),
    )
    assert register.gesprekken([op, UUID(int=404), op]) == {op: gesprek}
    verwerkt = taak(1).verwerkt(BEGIN, resultaat="K", vervolg=None, idempotency_key="k", vingerafdruk="v")
    register.verwerk_taak(verwerkt, ())
    with pytest.raises(Geweigerd):
        register.leg_vraag_vast(verwerkt, klantcontact(3).identificatie, BEGIN, (klantcontact(3),))
    with pytest.raises(NietGevonden):
        register.klantcontact(klantcontact(3).identificatie)
    register.meld_reactie(UUID(int=405), UUID(int=7), BEGIN)
    assert register.gesprekken([UUID(int=405)]) == {UUID(int=405): Taakgesprek((), (Moment(BEGIN, UUID(int=7)),))}


def test_a_medewerker_is_kept_as_the_last_login_named_them(register: EenRegister) -> None:
    with pytest.raises(NietGevonden):
        register.medewerker(DAAN.identificatie)
    maart, april = date(2026, 3, 1), date(2026, 4, 1)
    for each in (DAAN, EVA, ANNA):
        register.onthoud_medewerker(BekendeMedewerker(each, maart))
    with pytest.raises(Geweigerd):
        register.onthoud_medewerker(BekendeMedewerker(DAAN, maart))
    for other in (
        BekendeMedewerker(replace(DAAN, naam="D. Mulder"), maart),
        BekendeMedewerker(replace(DAAN, organisatorische_eenheid="Belastingen"), maart),
        BekendeMedewerker(replace(DAAN, rollen=frozenset({Rol.BEHANDELAAR, Rol.BEHEERDER})), maart),
        BekendeMedewerker(replace(DAAN, postvakken=frozenset({POSTVAK, ANDER_POSTVAK})), maart),
        BekendeMedewerker(replace(DAAN, postvakken=frozenset({POSTVAK})), maart),
        BekendeMedewerker(DAAN, april),
    ):
        register.onthoud_medewerker(other)
        assert register.medewerker(DAAN.identificatie) == other
        register.onthoud_medewerker(BekendeMedewerker(DAAN, maart))
    register.onthoud_medewerker(BekendeMedewerker(DAAN, april))
    allen = _everything(lambda na: register.medewerkers(aantal=2, na=na))
    assert set(allen) == {BekendeMedewerker(DAAN, april), BekendeMedewerker(EVA, maart), BekendeMedewerker(ANNA, maart)}


def test_mail_is_counted_as_the_lists_have_it(register: EenRegister) -> None:
    for number in range(5):
        _recorded(register, number, postvak=POSTVAK if number else ANDER_POSTVAK)
    tot = BEGIN + timedelta(minutes=15)
    register.claim(bericht(1).identificatie, inzage(1), tot)
    register.claim(bericht(2).identificatie, inzage(2, medewerker=BRAM), tot)
    stand = register.mailstand(POSTVAK, ANNA.identificatie, BEGIN)
    assert (stand.wachtend, stand.in_behandeling, stand.van_mij) == (Telling.van(2), Telling.van(2), Telling.van(1))
    assert stand.oudste == bericht(3).envelop.ontvangen_op
    later = register.mailstand(POSTVAK, ANNA.identificatie, tot)
    assert (later.wachtend, later.in_behandeling, later.van_mij) == (Telling.van(4), Telling.van(0), Telling.van(0))
    assert register.quarantaine(POSTVAK) == Telling.van(0)
    assert register.gereserveerd(ANNA.identificatie) == Telling.van(0)


def test_no_more_is_looked_at_than_can_be_told(register: EenRegister) -> None:
    for number in range(KIJKT_TOT + 5):
        _recorded(register, number, status=Berichtstatus.QUARANTAINE if number % 2 else Berichtstatus.NIEUW)
    assert register.quarantaine(POSTVAK) == Telling.van((KIJKT_TOT + 5) // 2)
    for number in range(KIJKT_TOT + 5, 2 * KIJKT_TOT):
        _recorded(register, number)
    assert register.mailstand(POSTVAK, ANNA.identificatie, BEGIN).wachtend == Telling(TELT_TOT, meer=True)


def test_open_tasks_are_found_by_who_does_them_and_by_their_term(register: EenRegister) -> None:
    _met_taak(register, 1)
    open_ = taak(1)
    assert register.open_taken("Burgerzaken") == {open_.identificatie: open_.toegewezen_op}
    assert register.open_taken("Belastingen") == {}
    assert register.ids_voor(DAAN.identificatie) == register.ids_bij(DAAN.identificatie) == set()
    assert register.ids_te_laat(BEGIN + timedelta(days=400)) == ({open_.identificatie} if open_.uiterlijk else set())
    register.pak_taak_op(open_.opgepakt(DAAN), None)
    assert register.ids_bij(DAAN.identificatie) == {open_.identificatie}


@pytest.mark.parametrize("neer", [False, True])
def test_the_werkvoorraad_goes_either_way_and_is_chosen_by_what_a_row_tells(register: EenRegister, *, neer: bool) -> None:
    for number in range(6):
        envelop = replace(
            bericht(number).envelop,
            postvak=POSTVAK if number % 3 else ANDER_POSTVAK,
            ontvangen_op=BEGIN + timedelta(minutes=number),
            klasse=Klasse.LIJST if number in {1, 3} else Klasse.GEWOON,
            aantal_bijlagen=int(number in {3, 4}),
        )
        _recorded(register, number, envelop=envelop)
    register.claim(bericht(4).identificatie, inzage(4), BEGIN + timedelta(minutes=15))

    def lijst(**keuze: Any) -> list[UUID]:
        chosen = Voorraadkeuze(postvakken=(POSTVAK, ANDER_POSTVAK), nieuwste_eerst=neer, **keuze)
        return [
            each.identificatie for each in _everything(lambda na: register.werkvoorraad(chosen, moment=BEGIN, aantal=2, na=na))
        ]

    def van(*numbers: int) -> list[UUID]:
        return [bericht(number).identificatie for number in sorted(numbers, reverse=neer)]

    assert lijst() == van(0, 1, 2, 3, 4, 5)
    assert lijst(klasse=Klasse.LIJST) == van(1, 3)
    assert lijst(met_bijlagen=True) == van(3, 4)
    assert lijst(klasse=Klasse.LIJST, met_bijlagen=True) == van(3)
    assert lijst(behandelaar=ANNA.identificatie) == lijst(status=Berichtstatus.IN_BEHANDELING) == van(4)
    assert lijst(behandelaar=BRAM.identificatie) == lijst(behandelaar=ANNA.identificatie, status=Berichtstatus.NIEUW) == []


def test_the_postvak_of_each_record_is_that_of_the_mail_that_it_comes_from(register: EenRegister) -> None:
    _met_taak(register, 1)
    mail = bericht(1).identificatie
    vraag = register.interne_taak(taak(1).identificatie).klantcontact
    names = [
        Recordnaam(Recordsoort.EMAILBERICHT, mail),
        Recordnaam(Recordsoort.KLANTCONTACT, vraag),
        Recordnaam(Recordsoort.INTERNE_TAAK, taak(1).identificatie),
    ]
    assert [register.emailbericht_van(name) for name in names] == [mail] * len(names)
    assert register.postvak_van(mail) == POSTVAK
    other = _recorded(register, 2, postvak=ANDER_POSTVAK)
    assert register.postvakken_van([other, mail, mail, UUID(int=99)]) == {mail: POSTVAK, other: ANDER_POSTVAK}


@pytest.mark.parametrize("kind", [kind for kind in Recordsoort if kind is not Recordsoort.EMAILBERICHT])
def test_what_is_not_there_comes_from_no_mail(register: EenRegister, kind: Recordsoort) -> None:
    assert register.emailbericht_van(Recordnaam(kind, UUID(int=99))) is None
    assert register.postvak_van(UUID(int=99)) is None
    assert register.postvakken_van([]) == {}


def test_a_task_is_ended_once_with_all_that_it_led_to(register: EenRegister) -> None:
    _met_taak(register, 1)
    reactie = klantcontact(2).identificatie
    verwerkt = taak(1).verwerkt(BEGIN, resultaat="Beantwoord", vervolg=reactie, idempotency_key="k", vingerafdruk="v")
    register.verwerk_taak(verwerkt, (klantcontact(2), document(9), verzending(1)))
    assert register.interne_taak(taak(1).identificatie) == verwerkt
    assert register.klantcontact(klantcontact(2).identificatie).onderwerp == "Vraag 2"
    with pytest.raises(Geweigerd):
        register.verwerk_taak(verwerkt, (klantcontact(3),))
    with pytest.raises(NietGevonden):
        register.klantcontact(klantcontact(3).identificatie)
    with pytest.raises(Geweigerd):
        register.pak_taak_op(verwerkt.opgepakt(EVA), None)
    lijst = register.taken_van(Toewijzing("Burgerzaken"), Taakstatus.VERWERKT, aantal=5, na=None)
    assert lijst.resultaten == (verwerkt,)


def test_what_a_task_leads_to_writes_over_nothing(register: EenRegister) -> None:
    _met_taak(register, 1)
    verwerkt = taak(1).verwerkt(BEGIN, resultaat="Beantwoord", vervolg=None, idempotency_key="k", vingerafdruk="v")
    with pytest.raises(Geweigerd):
        register.verwerk_taak(verwerkt, (klantcontact(1),))
    assert register.interne_taak(taak(1).identificatie) == taak(1)


def test_a_task_that_is_not_there_cannot_be_ended_into_being(register: EenRegister) -> None:
    with pytest.raises(Geweigerd):
        register.verwerk_taak(taak(1).verwerkt(BEGIN, resultaat="x", vervolg=None, idempotency_key="k", vingerafdruk="v"), ())


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


def test_the_parts_of_a_split_read_back_the_same(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
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
    register.handel_af(identificatie, inzage().identificatie, gesplitst, [klantcontact()])
    assert register.emailbericht(identificatie).afhandeling == gesplitst


# -- standard answers --------------------------------------------------------------------------------------------------


def _tekst(number: int = 1, **fields: Any) -> Standaardantwoord:
    vast: dict[str, Any] = {"naam": f"Tekst {number}", "inhoud": "Beste {{afzender}}", "versie": 1, "gewijzigd_op": BEGIN}
    return Standaardantwoord(identificatie=UUID(int=0x90000 + number), gewijzigd_door=BRAM.identificatie, **(vast | fields))


def test_a_standaardantwoord_reads_back_the_same_and_each_version_follows_on_the_one_before(register: EenRegister) -> None:
    register.bewaar_standaardantwoord(_tekst())
    with pytest.raises(Geweigerd):
        register.bewaar_standaardantwoord(_tekst(naam="Anders"))
    register.bewaar_standaardantwoord(_tekst(versie=2, naam="Nieuw"))
    for versie in (1, 2, 4):
        with pytest.raises(Geweigerd):
            register.bewaar_standaardantwoord(_tekst(versie=versie, naam="Anders"))
    assert register.standaardantwoord(_tekst().identificatie) == _tekst(versie=2, naam="Nieuw")


def test_a_version_of_a_standaardantwoord_that_is_not_there_is_refused(register: EenRegister) -> None:
    with pytest.raises(Geweigerd):
        register.bewaar_standaardantwoord(_tekst(versie=2))
    with pytest.raises(NietGevonden):
        register.standaardantwoord(_tekst().identificatie)


def test_pages_of_standaardantwoorden_hold_each_once_and_none_that_is_vervallen(register: EenRegister) -> None:
    for number in range(1, 6):
        register.bewaar_standaardantwoord(_tekst(number, vervallen=number == 2))
    seen: list[str] = []
    na = None
    for _ in range(6):
        page = register.standaardantwoorden(aantal=2, na=na)
        seen += [text.naam for text in page.resultaten]
        na = page.vervolg
        if na is None:
            break
    assert seen == ["Tekst 1", "Tekst 3", "Tekst 4", "Tekst 5"]


# -- ontvangstbevestiging ----------------------------------------------------------------------------------------------


def _bevestig(register: EenRegister, number: int, moment: datetime, adres: str = "jan@burger.example") -> None:
    bevestiging = replace(verzending(number), klantcontact=None)
    register.bevestig(bevestiging, adres, moment, moment - RUSTTIJD)


def test_a_mail_is_confirmed_once_and_names_the_verzending(register: EenRegister) -> None:
    identificatie = _recorded(register)
    _bevestig(register, 1, BEGIN)
    with pytest.raises(Geweigerd):
        _bevestig(register, 1, BEGIN + 2 * RUSTTIJD)
    assert register.emailbericht(identificatie).ontvangstbevestiging == verzending(1).identificatie
    assert register.verzending(verzending(1).identificatie).klantcontact is None


def test_an_address_is_confirmed_once_in_24_hours_and_what_is_refused_stores_nothing(register: EenRegister) -> None:
    for number in (1, 2, 3):
        _recorded(register, number)
    _bevestig(register, 1, BEGIN)
    with pytest.raises(Geweigerd):
        _bevestig(register, 2, BEGIN + RUSTTIJD - timedelta(milliseconds=1), "Jan@Burger.example")
    assert register.emailbericht(bericht(2).identificatie).ontvangstbevestiging is None
    with pytest.raises(NietGevonden):
        register.verzending(verzending(2).identificatie)
    _bevestig(register, 2, BEGIN + RUSTTIJD)
    _bevestig(register, 3, BEGIN, "piet@burger.example")


def test_a_mail_becomes_formal_with_its_confirmation_or_after_it_and_stays_so(register: EenRegister) -> None:
    first, second = _recorded(register, 1), _recorded(register, 2)
    bevestiging = replace(verzending(1), klantcontact=None)
    register.bevestig(bevestiging, "jan@burger.example", BEGIN, BEGIN, date(2027, 1, 19))
    assert register.emailbericht(first).envelop.formeel_uiterlijk == date(2027, 1, 19)
    _bevestig(register, 2, BEGIN + RUSTTIJD)
    assert register.emailbericht(second).envelop.formeel_uiterlijk is None
    register.markeer_formeel(second, date(2027, 1, 20))
    register.markeer_formeel(second, date(2027, 2, 1))
    voorraad = register.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=20, na=None).resultaten
    (row,) = [each for each in voorraad if each.identificatie == second]
    assert row.envelop.formeel_uiterlijk == register.emailbericht(second).envelop.formeel_uiterlijk == date(2027, 1, 20)


@pytest.mark.parametrize("sinds", [BEGIN - RUSTTIJD, BEGIN + RUSTTIJD], ids=["by itself", "formal"])
def test_that_an_address_was_confirmed_is_known_for_longer_than_a_day(
    dynamodb: AllRepositories, tabel: str, sinds: datetime
) -> None:
    _recorded(dynamodb)
    dynamodb.bevestig(replace(verzending(1), klantcontact=None), "jan@burger.example", BEGIN, sinds)
    rows = boto3.client("dynamodb", region_name=REGION).scan(TableName=tabel)["Items"]
    (end,) = [float(row["vervaltOp"]["N"]) for row in rows if row["SK"]["S"] == "BEVESTIGING"]
    assert end > (BEGIN + RUSTTIJD).timestamp()


def test_what_is_not_listed_is_not_confirmed(register: EenRegister) -> None:
    with pytest.raises((Geweigerd, NietGevonden)):
        _bevestig(register, 1, BEGIN)


# -- the same mail twice, and who asks ---------------------------------------------------------------------------------


def test_a_message_id_leads_to_the_mails_that_came_under_it_and_a_repetition_changes_nothing(register: EenRegister) -> None:
    one, other = UUID(int=1), UUID(int=2)
    assert list(register.registreer_ontvangst(STRANGE, one)) == []
    assert list(register.registreer_ontvangst(STRANGE, one)) == []
    assert list(register.registreer_ontvangst(STRANGE, other)) == [one]
    assert list(register.registreer_ontvangst(STRANGE, one)) == [other]
    assert {key: list(onder) for key, onder in register.ontvangen_onder([STRANGE, "<nooit@x.example>"]).items()} == {
        STRANGE: [one, other]
    }


def test_a_message_id_that_everybody_sends_does_not_grow_for_ever(dynamodb: AllRepositories) -> None:
    for number in range(25):
        dynamodb.registreer_ontvangst(STRANGE, UUID(int=number))
    assert len(dynamodb.ontvangen_onder([STRANGE])[STRANGE]) == 20
    assert list(dynamodb.registreer_ontvangst(STRANGE, UUID(int=30))) == []
    assert len(dynamodb.registreer_ontvangst(STRANGE, UUID(int=3))) == 19


def test_a_mail_names_those_that_are_the_same(register: EenRegister) -> None:
    one, other = _recorded(register, 1), _recorded(register, 2, ANDER_POSTVAK)
    for _ in range(2):
        register.meld_dubbel(one, other)
    assert register.emailbericht(one).dubbelen == (other,)
    assert [bericht.identificatie for bericht in register.emailberichten_van([other, one, UUID(int=99)])] == [one, other]


def test_a_mail_names_ten_others_at_most(dynamodb: AllRepositories) -> None:
    one = _recorded(dynamodb)
    for number in range(15):
        dynamodb.meld_dubbel(one, UUID(int=number))
    assert len(dynamodb.emailbericht(one).dubbelen) == 10


@pytest.mark.parametrize(("elders", "kan"), [(afhandeling(2), False), (GESLOTEN, True), (None, True)])
def test_a_mail_is_not_answered_when_the_same_one_has_an_outcome(
    register: EenRegister, elders: Afhandeling | None, kan: bool
) -> None:
    one, other = _recorded(register, 1), _recorded(register, 2, ANDER_POSTVAK)
    register.claim(one, inzage(1), BEGIN + CLAIMDUUR)
    if elders:
        register.claim(other, inzage(2), BEGIN + CLAIMDUUR)
        register.handel_af(other, inzage(2).identificatie, elders, ())
    records = (klantcontact(1), verzending(1))
    if kan:
        register.handel_af(one, inzage(1).identificatie, afhandeling(), records, dubbelen=(other,))
        assert register.emailbericht(one).afhandeling == afhandeling()
        return
    with pytest.raises(Geweigerd):
        register.handel_af(one, inzage(1).identificatie, afhandeling(), records, dubbelen=(other,))
    assert register.emailbericht(one).afhandeling is None
    register.handel_af(one, inzage(1).identificatie, afhandeling(), records)


def test_open_mail_is_found_by_who_asks_until_its_outcome_and_when_it_is_opened_again(
    register: EenRegister,
) -> None:
    indiener = Adres("Els", "Els@burger.example")
    one = _recorded(register, 1, ontleedstand=Ontleedstand.ONTBREEKT)
    envelop = replace(
        bericht(1).envelop,
        indiener=indiener,
        aliassen=("balie@gemeente.example",),
        eerste_contact=True,
        mogelijk_antwoord_op=UUID(int=5),
    )

    def gevonden() -> list[UUID]:
        return [mail.identificatie for mail in register.open_mail_van("els@burger.example", 10)]

    assert gevonden() == []
    register.leg_ontleding_vast(one, Ontleedstand.GEREED, "4", envelop, ())
    assert register.emailbericht(one).envelop == envelop
    assert gevonden() == [one]
    assert list(register.open_mail_van("jan@burger.example", 10)) == []
    register.claim(one, inzage(1), BEGIN + CLAIMDUUR)
    assert gevonden() == [one]
    register.handel_af(one, inzage(1).identificatie, GESLOTEN, ())
    assert gevonden() == []
    gesloten = register.emailbericht(one)
    heropening = Heropening(medewerker=ANNA.identificatie, naam=ANNA.naam, tijdstip=BEGIN, reden="", afhandeling=GESLOTEN)
    register.heropen(gesloten, heropening)
    assert gevonden() == [one]


def test_a_contact_with_an_address_is_known(register: EenRegister) -> None:
    assert not register.had_contact("jan@burger.example")
    one = _recorded(register)
    register.claim(one, inzage(1), BEGIN + CLAIMDUUR)
    register.handel_af(one, inzage(1).identificatie, afhandeling(), (klantcontact(1),))
    assert register.had_contact("Jan@burger.example")


@pytest.mark.parametrize("written", ["jan@müller.example", "jan@xn--mller-kva.example"])
def test_a_contact_and_a_mail_that_waits_are_found_however_the_domain_is_written(register: EenRegister, written: str) -> None:
    one, other = _recorded(register, 1), _recorded(register, 2, ontleedstand=Ontleedstand.ONTBREEKT)
    register.claim(one, inzage(1), BEGIN + CLAIMDUUR)
    contact = replace(klantcontact(1), afzender=written)
    register.handel_af(one, inzage(1).identificatie, afhandeling(), (contact,))
    envelop = replace(bericht(2).envelop, afzender=Adres("Jan", written))
    register.leg_ontleding_vast(other, Ontleedstand.GEREED, "4", envelop, ())
    for asked in ("jan@müller.example", "Jan@xn--mller-kva.example"):
        assert register.had_contact(asked)
        assert [each.identificatie for each in register.open_mail_van(asked, 10)] == [other]
    assert not register.had_contact("jan@muller.example")


def test_whether_our_mail_went_to_an_address_is_known_however_its_domain_is_written(register: EenRegister) -> None:
    identificatie = _geclaimd(register)
    te_verzenden = replace(verzending(1), naar=("jan@xn--mller-kva.example",))
    register.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (te_verzenden,))
    register.meld_verzonden(register.claim_verzending(te_verzenden.identificatie, GENERATIE, BEGIN), OF_SES, BEGIN)
    assert register.eigen_berichten([OF_SES], ["jan@müller.example"])[OF_SES].aan_hen


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
