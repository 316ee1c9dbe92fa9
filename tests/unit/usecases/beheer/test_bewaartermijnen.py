"""The table of terms, as an archivaris changes it."""

from dataclasses import dataclass, field, replace

import pytest

from klantmail.domain.bewaartermijn import STANDAARD, Bewaargrond, Bewaarregel, Bewaartermijn, Bewaartermijnen
from klantmail.domain.fouten import GeenToegang, Geweigerd, KeuzeNietMogelijk, OngeldigeInvoer, OpslagOnbekend
from klantmail.usecases.beheer.bewaartermijnen import Termijnenbeheer
from tests.support.builders import ARCHIVARIS, BEHEER
from tests.support.fakes import NepKlok

LANGER = tuple(replace(een, termijn=Bewaartermijn(jaren=10)) if een.resultaat == "6.1" else een for een in STANDAARD.regels)


@dataclass
class NepTabel:
    """A table of terms, whose next write may end in doubt."""

    huidig: Bewaartermijnen = STANDAARD
    twijfel: list[bool] = field(default_factory=list)
    """True for each next write without an answer that takes place all the same."""

    def bewaartermijnen(self) -> Bewaartermijnen:
        return self.huidig

    def bewaar_bewaartermijnen(self, termijnen: Bewaartermijnen) -> None:
        gelukt = self.twijfel.pop(0) if self.twijfel else None
        if gelukt is not False:
            if self.huidig.versie != termijnen.versie - 1:
                raise Geweigerd("versie")
            self.huidig = termijnen
        if gelukt is not None:
            raise OpslagOnbekend("geen antwoord")


@pytest.fixture
def tabel() -> NepTabel:
    return NepTabel()


@pytest.fixture
def beheer(tabel: NepTabel) -> Termijnenbeheer:
    return Termijnenbeheer(tabel, NepKlok(), lambda _: None)


def test_an_archivaris_changes_the_terms_once(beheer: Termijnenbeheer, tabel: NepTabel) -> None:
    assert beheer.lees() is STANDAARD
    nieuw = beheer.wijzig(ARCHIVARIS, 0, LANGER)
    assert (nieuw.versie, nieuw.gewijzigd_door, nieuw.regels) == (1, ARCHIVARIS.identificatie, LANGER)
    assert beheer.wijzig(ARCHIVARIS, 0, LANGER) == nieuw == tabel.huidig


@pytest.mark.parametrize("gelukt", [True, False])
def test_a_write_without_an_answer_is_looked_into(beheer: Termijnenbeheer, tabel: NepTabel, gelukt: bool) -> None:
    tabel.twijfel.append(gelukt)
    assert beheer.wijzig(ARCHIVARIS, 0, LANGER) == tabel.huidig
    assert tabel.huidig.versie == 1


def test_nobody_else_changes_them(beheer: Termijnenbeheer, tabel: NepTabel) -> None:
    with pytest.raises(GeenToegang):
        beheer.wijzig(BEHEER, 0, LANGER)
    assert tabel.huidig is STANDAARD


def test_a_change_of_what_another_changed_is_refused(beheer: Termijnenbeheer) -> None:
    beheer.wijzig(ARCHIVARIS, 0, LANGER)
    with pytest.raises(KeuzeNietMogelijk, match="versie 1"):
        beheer.wijzig(ARCHIVARIS, 0, STANDAARD.regels)


def _regel(**velden: object) -> Bewaarregel:
    return replace(STANDAARD.regels[0], **velden)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("regels", "veld"),
    [
        (STANDAARD.regels[1:], "regels"),
        ((*STANDAARD.regels, *[_regel()] * 46), "regels"),
        ((*STANDAARD.regels, _regel(termijn=Bewaartermijn())), "regels.5.termijn"),
        ((*STANDAARD.regels, _regel(gronden=())), "regels.5.uitkomsten"),
        ((*STANDAARD.regels, _regel(gronden=(Bewaargrond.ZAAK, Bewaargrond.ZAAK))), "regels.5.uitkomsten"),
        ((*STANDAARD.regels, _regel(eenheden=tuple(map(str, range(51))))), "regels.5.eenheden"),
        ((_regel(postvakken=("info@gemeente.example",)), *STANDAARD.regels[1:]), "regels"),
    ],
)
def test_a_table_that_leaves_a_mail_without_a_term_is_refused(
    beheer: Termijnenbeheer, tabel: NepTabel, regels: tuple[Bewaarregel, ...], veld: str
) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        beheer.wijzig(ARCHIVARIS, 0, regels)
    assert veld in {een.veld for een in fout.value.fouten}
    assert tabel.huidig is STANDAARD
