"""The table of terms, as an archivaris changes it."""

from dataclasses import dataclass, field, replace

import pytest

from klantmail.domain.bewaartermijn import STANDAARD, Bewaargrond, Bewaarregel, Bewaartermijn, Bewaartermijnen
from klantmail.domain.fouten import GeenToegang, Geweigerd, KeuzeNietMogelijk, OngeldigeInvoer, OpslagOnbekend
from klantmail.usecases.beheer.bewaartermijnen import Termijnenbeheer
from tests.support.builders import ARCHIVARIS, BEHEER
from tests.support.fakes import FakeKlok

LONGER = tuple(replace(each, termijn=Bewaartermijn(jaren=10)) if each.resultaat == "6.1" else each for each in STANDAARD.regels)


@dataclass
class FakeTabel:
    """A table of terms, whose next write may end in doubt."""

    huidig: Bewaartermijnen = STANDAARD
    twijfel: list[bool] = field(default_factory=list)
    """True for each next write without an answer that takes place all the same."""

    def bewaartermijnen(self) -> Bewaartermijnen:
        return self.huidig

    def bewaar_bewaartermijnen(self, termijnen: Bewaartermijnen) -> None:
        succeeded = self.twijfel.pop(0) if self.twijfel else None
        if succeeded is not False:
            if self.huidig.versie != termijnen.versie - 1:
                raise Geweigerd("versie")
            self.huidig = termijnen
        if succeeded is not None:
            raise OpslagOnbekend("geen antwoord")


@pytest.fixture
def tabel() -> FakeTabel:
    return FakeTabel()


@pytest.fixture
def beheer(tabel: FakeTabel) -> Termijnenbeheer:
    return Termijnenbeheer(tabel, FakeKlok(), lambda _: None)


def test_an_archivaris_changes_the_terms_once(beheer: Termijnenbeheer, tabel: FakeTabel) -> None:
    assert beheer.lees() is STANDAARD
    new = beheer.wijzig(ARCHIVARIS, 0, LONGER)
    assert (new.versie, new.gewijzigd_door, new.regels) == (1, ARCHIVARIS.identificatie, LONGER)
    assert beheer.wijzig(ARCHIVARIS, 0, LONGER) == new == tabel.huidig


@pytest.mark.parametrize("succeeded", [True, False])
def test_a_write_without_an_answer_is_looked_into(beheer: Termijnenbeheer, tabel: FakeTabel, succeeded: bool) -> None:
    tabel.twijfel.append(succeeded)
    assert beheer.wijzig(ARCHIVARIS, 0, LONGER) == tabel.huidig
    assert tabel.huidig.versie == 1


def test_nobody_else_changes_them(beheer: Termijnenbeheer, tabel: FakeTabel) -> None:
    with pytest.raises(GeenToegang):
        beheer.wijzig(BEHEER, 0, LONGER)
    assert tabel.huidig is STANDAARD


def test_a_change_of_what_another_changed_is_refused(beheer: Termijnenbeheer) -> None:
    beheer.wijzig(ARCHIVARIS, 0, LONGER)
    with pytest.raises(KeuzeNietMogelijk, match="versie 1"):
        beheer.wijzig(ARCHIVARIS, 0, STANDAARD.regels)


def _line(**fields: object) -> Bewaarregel:
    return replace(STANDAARD.regels[0], **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "member"),
    [
        (STANDAARD.regels[1:], "regels"),
        ((*STANDAARD.regels, *[_line()] * 46), "regels"),
        ((*STANDAARD.regels, _line(termijn=Bewaartermijn())), "regels.5.termijn"),
        ((*STANDAARD.regels, _line(gronden=())), "regels.5.uitkomsten"),
        ((*STANDAARD.regels, _line(gronden=(Bewaargrond.ZAAK, Bewaargrond.ZAAK))), "regels.5.uitkomsten"),
        ((*STANDAARD.regels, _line(eenheden=tuple(map(str, range(51))))), "regels.5.eenheden"),
        ((_line(postvakken=("info@gemeente.example",)), *STANDAARD.regels[1:]), "regels"),
    ],
)
def test_a_table_that_leaves_a_mail_without_a_term_is_refused(
    beheer: Termijnenbeheer, tabel: FakeTabel, lines: tuple[Bewaarregel, ...], member: str
) -> None:
    with pytest.raises(OngeldigeInvoer) as error:
        beheer.wijzig(ARCHIVARIS, 0, lines)
    assert member in {each.veld for each in error.value.fouten}
    assert tabel.huidig is STANDAARD
