"""The desk of the archivaris: what is approved, and what is asked to be erased."""

from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from uuid import UUID

import pytest

from klantmail.domain.fouten import GeenToegang, Geweigerd, KeuzeNietMogelijk, NietGevonden, OngeldigeInvoer, SleutelHergebruikt
from klantmail.domain.vernietiging import (
    Lijstsoort,
    Lijststatus,
    Regel,
    Uitzondering,
    Vernietigingslijst,
    als_csv,
    maandlijst_id,
    tel,
    uit_csv,
)
from klantmail.usecases.beheer.vernietiging import Vernietigingsbeheer
from tests.support.builders import ARCHIVARIS, BEHEER
from tests.support.fakes import BEGIN, FakeArchief, FakeKlok

MAIL = UUID(int=0x1)
REGEL = Regel(
    emailbericht=MAIL,
    resultaat="6.1.3",
    omschrijving="Verzoek, om informatie",
    grond="antwoord",
    laatste_stap=date(2026, 3, 1),
    vanaf=date(2027, 3, 1),
    klantcontacten=2,
    documenten=3,
    interne_taken=0,
    verzendingen=1,
    zaken=0,
)
CSV = als_csv([REGEL])
SHA = sha256(CSV).hexdigest()


@dataclass
class FakeKast:
    lijsten: dict[UUID, Vernietigingslijst] = field(default_factory=dict)

    def vernietigingslijsten(self) -> list[Vernietigingslijst]:
        return list(self.lijsten.values())

    def vernietigingslijst(self, identificatie: UUID) -> Vernietigingslijst:
        try:
            return self.lijsten[identificatie]
        except KeyError:
            raise NietGevonden("Vernietigingslijst", identificatie) from None

    def bewaar_vernietigingslijst(self, lijst: Vernietigingslijst) -> None:
        huidig = self.lijsten.get(lijst.identificatie)
        if (huidig.versie if huidig else 0) != lijst.versie - 1:
            raise Geweigerd("versie")
        self.lijsten[lijst.identificatie] = lijst


@dataclass
class FakeWachtrij:
    aangeboden: list[UUID] = field(default_factory=list)

    def bied_aan(self, lijst: UUID, *, vanaf: int = 0, over: int = 0) -> None:  # noqa: ARG002  # as the queue has it
        self.aangeboden.append(lijst)


def _maand(month: date) -> Vernietigingslijst:
    return Vernietigingslijst(
        identificatie=maandlijst_id(month),
        soort=Lijstsoort.MAAND,
        status=Lijststatus.OPGESTELD,
        peildatum=month,
        gevraagd_op=BEGIN,
        opgesteld_op=BEGIN,
        object_key="vernietiging/lijst.csv",
        sha256=SHA,
        aantallen=tel([REGEL]),
        versie=1,
    )


LIJST = _maand(date(2027, 4, 1))


@pytest.fixture
def kast() -> FakeKast:
    return FakeKast({LIJST.identificatie: LIJST})


@pytest.fixture
def wachtrij() -> FakeWachtrij:
    return FakeWachtrij()


@pytest.fixture
def beheer(kast: FakeKast, wachtrij: FakeWachtrij) -> Vernietigingsbeheer:
    archief = FakeArchief(objecten={LIJST.object_key: CSV})
    return Vernietigingsbeheer(lijsten=kast, archief=archief, wachtrij=wachtrij, klok=FakeKlok(), slaap=lambda _: None)


def test_a_list_reads_back_from_csv_the_same() -> None:
    assert list(uit_csv(CSV)) == [REGEL]
    assert als_csv([replace(REGEL, emailbericht=UUID(int=9)), REGEL]) == als_csv(
        [REGEL, replace(REGEL, emailbericht=UUID(int=9))]
    )


def test_an_approval_counts_once_and_has_the_list_carried_out(
    beheer: Vernietigingsbeheer, kast: FakeKast, wachtrij: FakeWachtrij
) -> None:
    uitzondering = Uitzondering(reden="Klacht", emailbericht=MAIL)
    akkoord = beheer.keur_goed(LIJST.identificatie, ARCHIVARIS, "k", SHA, [uitzondering])
    assert (akkoord.status, akkoord.is_uitgezonderd(REGEL)) == (Lijststatus.GOEDGEKEURD, True)
    assert beheer.keur_goed(LIJST.identificatie, ARCHIVARIS, "k", SHA, [uitzondering]) == akkoord
    assert kast.lijsten[LIJST.identificatie] == akkoord
    assert wachtrij.aangeboden == [LIJST.identificatie] * 2, "a repetition makes sure of it"
    with pytest.raises(SleutelHergebruikt):
        beheer.keur_goed(LIJST.identificatie, ARCHIVARIS, "k", SHA, [])
    with pytest.raises(KeuzeNietMogelijk, match="al goedgekeurd"):
        beheer.keur_goed(LIJST.identificatie, replace(ARCHIVARIS, identificatie=UUID(int=5)), "k", SHA, [uitzondering])


def test_nobody_else_approves_or_has_anything_erased(beheer: Vernietigingsbeheer, wachtrij: FakeWachtrij) -> None:
    with pytest.raises(GeenToegang):
        beheer.keur_goed(LIJST.identificatie, BEHEER, "k", SHA, [])
    with pytest.raises(GeenToegang):
        beheer.vraag_wissing(BEHEER, "k", adres="jan@burger.example", emailbericht=None, reden="Verzoek")
    assert wachtrij.aangeboden == []


def test_only_the_latest_list_that_was_read_is_approved(beheer: Vernietigingsbeheer, kast: FakeKast) -> None:
    with pytest.raises(KeuzeNietMogelijk, match="sha256"):
        beheer.keur_goed(LIJST.identificatie, ARCHIVARIS, "k", "0" * 64, [])
    later = _maand(date(2027, 5, 1))
    kast.lijsten[later.identificatie] = later
    with pytest.raises(KeuzeNietMogelijk, match="nieuwere"):
        beheer.keur_goed(LIJST.identificatie, ARCHIVARIS, "k", SHA, [])
    assert beheer.keur_goed(later.identificatie, ARCHIVARIS, "k", SHA, []).status is Lijststatus.GOEDGEKEURD


@pytest.mark.parametrize(
    ("uitzondering", "member"),
    [
        (Uitzondering(reden="x", emailbericht=UUID(int=2)), "uitzonderingen.0.emailbericht"),
        (Uitzondering(reden="x", resultaat="19"), "uitzonderingen.0.resultaat"),
        (Uitzondering(reden="x"), "uitzonderingen.0"),
        (Uitzondering(reden="x", emailbericht=MAIL, resultaat="6.1.3"), "uitzonderingen.0"),
    ],
)
def test_an_exception_that_names_nothing_of_the_list_is_refused(
    beheer: Vernietigingsbeheer, uitzondering: Uitzondering, member: str
) -> None:
    with pytest.raises(OngeldigeInvoer) as error:
        beheer.keur_goed(LIJST.identificatie, ARCHIVARIS, "k", SHA, [uitzondering])
    assert [each.veld for each in error.value.fouten] == [member]


def test_an_erasure_is_asked_once_of_an_address_or_of_a_mail(beheer: Vernietigingsbeheer, wachtrij: FakeWachtrij) -> None:
    gevraagd = beheer.vraag_wissing(ARCHIVARIS, "k", adres="jan@burger.example", emailbericht=None, reden="Verzoek")
    assert (gevraagd.soort, gevraagd.status) == (Lijstsoort.WISSING, Lijststatus.WORDT_OPGESTELD)
    assert beheer.vraag_wissing(ARCHIVARIS, "k", adres="Jan@burger.example", emailbericht=None, reden="Verzoek") == gevraagd
    assert wachtrij.aangeboden == [gevraagd.identificatie] * 2
    with pytest.raises(SleutelHergebruikt):
        beheer.vraag_wissing(ARCHIVARIS, "k", adres="", emailbericht=MAIL, reden="Verzoek")
    with pytest.raises(KeuzeNietMogelijk, match="nog opgesteld"):
        beheer.stukken(gevraagd.identificatie)
    for adres, mail in (("", None), ("jan@burger.example", MAIL)):
        with pytest.raises(OngeldigeInvoer):
            beheer.vraag_wissing(ARCHIVARIS, "l", adres=adres, emailbericht=mail, reden="Verzoek")
