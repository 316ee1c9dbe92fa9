"""The state machine that plays a `World` and holds it to the promises."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from klantmail.usecases import commit
from klantmail.usecases.afhandeling import afhandelen, concepten, inzien
from klantmail.usecases.afhandeling.uitkomsten import splitsing
from klantmail.usecases.nazorg import vangnet
from klantmail.usecases.ontvangst import ontvangen
from klantmail.usecases.uitgaand import mail_van_gemeente as uitgaand
from klantmail.usecases.uitgaand import uploads
from tests.support.figures import Telling
from tests.support.findability import Vindbaarheid
from tests.support.misfortune import Misfortune
from tests.support.outcomes import UITKOMSTEN
from tests.support.promises import Geheugen, keur, keur_in_rust
from tests.support.world import DEEDS, Deed, Plan, World, lees

KIES = st.integers(0, len(UITKOMSTEN) - 1)
"""A choice of who, what or which, taken modulo what there is to choose from.

Of nothing there is more to choose from than of outcomes.
"""
_DEED = st.builds(Deed, st.sampled_from(list(DEEDS)), KIES, KIES, KIES)
_GAAT_NAAR_BUITEN = st.builds(Deed, st.just("stroomt"), KIES)
"""The deeds that setting back a table cannot undo."""
PLANNEN: st.SearchStrategy[Plan] = st.one_of(
    st.just({}),
    st.dictionaries(st.integers(1, 12), st.sampled_from(Misfortune), min_size=1, max_size=3),
    st.dictionaries(
        st.integers(1, 6),
        st.one_of(st.sampled_from(Misfortune), st.lists(_DEED, min_size=1, max_size=5).map(tuple)),
        min_size=1,
        max_size=2,
    ),
)


def na_elkaar[A, B](een: Callable[[], A], ander: Callable[[], B]) -> tuple[A, B]:
    """Run both as `gelijktijdig` does, in an order that can be repeated."""
    try:
        eerste = een()
    except BaseException:
        ander()
        raise
    return eerste, ander()


def een_voor_een(taken: Sequence[Callable[[], object]], _: timedelta) -> Sequence[Exception | None]:
    """Run all as `naast_elkaar` does, in an order that can be repeated."""

    def probeer(taak: Callable[[], object]) -> Exception | None:
        try:
            taak()
        except Exception as fout:
            return fout
        return None

    return [probeer(taak) for taak in taken]


def op_volgorde[A, B](doe: Callable[[A], B], dingen: Sequence[A]) -> list[B]:
    """Run all as `alle` does, in an order that can be repeated."""
    return [doe(ding) for ding in dingen]


def als_er_mail_is(machine: "Contactcentrum") -> bool:
    return bool(machine.world.brieven)


def als_er_berichten_zijn(machine: "Contactcentrum") -> bool:
    return bool(machine.world.tabel.berichten)


def als_er_inzagen_zijn(machine: "Contactcentrum") -> bool:
    return bool(machine.world.inzagen)


def als_er_taken_zijn(machine: "Contactcentrum") -> bool:
    return bool(machine.world.tabel.taken)


def als_er_zaken_zijn(machine: "Contactcentrum") -> bool:
    return bool(machine.world.tabel.zaken)


def als_er_iets_gestroomd_is(machine: "Contactcentrum") -> bool:
    return bool(machine.world.tabel.stroom)


def als_er_genoeg_over_is(machine: "Contactcentrum") -> bool:
    """A table that is set back too often undoes what could become interesting."""
    return bool(machine.world.tabel.berichten) and int(machine.world.generatie) < 3


def als_er_verzendingen_zijn(machine: "Contactcentrum") -> bool:
    return bool(machine.world.tabel.verzendingen)


def als_er_iets_gestart_is(machine: "Contactcentrum") -> bool:
    uitvoering = machine.world.gemeente.uitvoering
    return bool(uitvoering.ingenomen or uitvoering.verzonden or uitvoering.geregistreerd)


def als_er_iets_weg_is(machine: "Contactcentrum") -> bool:
    return any(request.weg for request in machine.world.ses.requests)


class Contactcentrum(RuleBasedStateMachine):
    """Everything that can happen to the mail of one municipality."""

    def __init__(self) -> None:
        super().__init__()
        self.vervangen: list[Any] = [
            patch.object(inzien, "gelijktijdig", na_elkaar),
            patch.object(afhandelen, "gelijktijdig", na_elkaar),
            patch.object(concepten, "gelijktijdig", na_elkaar),
            patch.object(uploads, "alle", op_volgorde),
            patch.object(uitgaand, "alle", op_volgorde),
            patch.object(commit, "alle", op_volgorde),
            patch.object(splitsing, "alle", op_volgorde),
            patch.object(ontvangen, "alle", op_volgorde),
            patch.object(vangnet, "naast_elkaar", een_voor_een),
            patch.object(vangnet, "ontleed", lees),
        ]
        for vervanging in self.vervangen:
            vervanging.start()
        self.world = World()
        self.geheugen = Geheugen()
        self.telling = Telling()
        self.vindbaarheid = Vindbaarheid()

    @initialize(stadia=st.lists(st.tuples(st.sampled_from([0, 1, 2, 3, 3, 4, 5, 6, 7]), KIES), max_size=4))
    def er_is_al_gewerkt(self, stadia: list[tuple[int, int]]) -> None:
        """Some mails have come this far: from having come in, to an outcome, an ended task, or an answer back."""
        for nummer, (stadium, uitkomst) in enumerate(stadia):
            self.world.komt_binnen((0, 1, 2, 1)[nummer], nummer + 1, nummer)
            if stadium > 0:
                self.world.neemt_in(nummer)
            if stadium > 1:
                self.world.opent(nummer, nummer)
            if stadium == 7:  # it has its outcome, and another agent has the same mail from another postvak
                self.world.handelt_af(-1, uitkomst, nummer)
                self.world.komt_nog_eens(-1, nummer + 1, nummer + 1)
                self.world.neemt_in(-1)
                self.world.opent(nummer + 1, -1)
            if stadium == 3:
                self.world.handelt_af(nummer, uitkomst, nummer)
            if stadium == 4:
                self.world.handelt_af(nummer, list(UITKOMSTEN).index("interne taak"), nummer)
                self.world.rondt_af(nummer, uitkomst, 0)
            if stadium == 5:
                self.world.handelt_af(nummer, list(UITKOMSTEN).index("zaak"), nummer)
            if stadium == 6:
                self.world.handelt_af(nummer, 0, nummer)
                self.world.stroomt(len(self.world.tabel.stroom) - 1)
                self.world.burger_antwoordt(-1, nummer + 2, nummer)
                self.world.neemt_in(-1)

    @rule(post=KIES, naam=st.integers(1, 5), postvak=KIES)
    def mail_komt_binnen(self, post: int, naam: int, postvak: int) -> None:
        self.world.komt_binnen(post, naam, postvak)

    @precondition(als_er_iets_weg_is)
    @rule(nummer=KIES, naam=st.integers(1, 5), postvak=KIES)
    def burger_antwoordt(self, nummer: int, naam: int, postvak: int) -> None:
        self.world.burger_antwoordt(nummer, naam, postvak)

    @precondition(als_er_iets_weg_is)
    @rule(nummer=KIES, naam=st.integers(1, 5), postvak=KIES)
    def mail_komt_terug(self, nummer: int, naam: int, postvak: int) -> None:
        self.world.mail_komt_terug(nummer, naam, postvak)

    @precondition(als_er_mail_is)
    @rule(nummer=KIES, naam=st.integers(1, 5), postvak=KIES)
    def dezelfde_mail_komt_nog_eens(self, nummer: int, naam: int, postvak: int) -> None:
        self.world.komt_nog_eens(nummer, naam, postvak)

    @rule(duur=KIES)
    def tijd_gaat_voorbij(self, duur: int) -> None:
        self.world.wacht(duur)

    @rule(mood=KIES)
    def ses_verandert(self, mood: int) -> None:
        self.world.ses_wordt(mood)

    @rule(mood=KIES)
    def zaaksysteem_verandert(self, mood: int) -> None:
        self.world.zaaksysteem_wordt(mood)

    @precondition(als_er_mail_is)
    @rule(brief=KIES, plan=PLANNEN)
    def ses_meldt_een_mail(self, brief: int, plan: Plan) -> None:
        self.world.neemt_in(brief, plan)

    @rule(plan=PLANNEN)
    def vangnet_maakt_een_ronde(self, plan: Plan) -> None:
        self.world.ronde(plan)

    @precondition(als_er_iets_gestart_is)
    @rule(nummer=KIES, plan=PLANNEN)
    def wat_het_vangnet_startte(self, nummer: int, plan: Plan) -> None:
        self.world.start(nummer, plan)

    @precondition(als_er_berichten_zijn)
    @rule(wie=KIES, bericht=KIES, plan=PLANNEN)
    def medewerker_opent(self, wie: int, bericht: int, plan: Plan) -> None:
        self.world.opent(wie, bericht, plan)

    @precondition(als_er_berichten_zijn)
    @rule(wie=KIES, bericht=KIES, plan=PLANNEN)
    def medewerker_legt_terug(self, wie: int, bericht: int, plan: Plan) -> None:
        self.world.legt_terug(wie, bericht, plan)

    @precondition(als_er_inzagen_zijn)
    @rule(inzage=KIES, wat=KIES, hoe=KIES, plan=PLANNEN)
    def medewerker_handelt_af(self, inzage: int, wat: int, hoe: int, plan: Plan) -> None:
        self.world.handelt_af(inzage, wat, hoe, plan)

    @precondition(als_er_inzagen_zijn)
    @rule(inzage=KIES, hoe=KIES, plan=PLANNEN)
    def medewerker_antwoordt(self, inzage: int, hoe: int, plan: Plan) -> None:
        """The most common outcome, more often."""
        self.world.handelt_af(inzage, 0, hoe, plan)

    @precondition(als_er_inzagen_zijn)
    @rule(contact=KIES, wie=KIES, hoe=KIES, plan=PLANNEN)
    def medewerker_schrijft_nog_eens(self, contact: int, wie: int, hoe: int, plan: Plan) -> None:
        self.world.vervolgt(contact, wie, hoe, plan)

    @precondition(als_er_taken_zijn)
    @rule(taak=KIES, wie=KIES, plan=PLANNEN)
    def behandelaar_pakt_taak_op(self, taak: int, wie: int, plan: Plan) -> None:
        self.world.pakt_op(taak, wie, plan)

    @precondition(als_er_taken_zijn)
    @rule(taak=KIES, wie=KIES, plan=PLANNEN)
    def behandelaar_geeft_taak_terug(self, taak: int, wie: int, plan: Plan) -> None:
        self.world.geeft_terug(taak, wie, plan)

    @precondition(als_er_taken_zijn)
    @rule(taak=KIES, wie=KIES, hoe=KIES, plan=PLANNEN)
    def behandelaar_vraagt_burger(self, taak: int, wie: int, hoe: int, plan: Plan) -> None:
        self.world.vraagt_burger(taak, wie, hoe, plan)

    @precondition(als_er_taken_zijn)
    @rule(taak=KIES, wat=KIES, hoe=KIES, plan=PLANNEN)
    def behandelaar_rondt_taak_af(self, taak: int, wat: int, hoe: int, plan: Plan) -> None:
        self.world.rondt_af(taak, wat, hoe, plan)

    @precondition(als_er_genoeg_over_is)
    @rule(deeds=st.lists(_DEED | _GAAT_NAAR_BUITEN, min_size=1, max_size=5))
    def tabel_wordt_teruggezet(self, deeds: list[Deed]) -> None:
        """Set the table back to before these deeds."""
        self.world.zet_terug(deeds)

    @precondition(als_er_iets_gestroomd_is)
    @rule(nummer=KIES, plan=PLANNEN)
    def stroom_biedt_aan(self, nummer: int, plan: Plan) -> None:
        self.world.stroomt(nummer, plan)

    @precondition(als_er_iets_weg_is)
    @rule(nummer=KIES, soort=KIES, plan=PLANNEN)
    def ses_meldt_een_bezorging(self, nummer: int, soort: int, plan: Plan) -> None:
        self.world.ses_meldt(nummer, soort, plan)

    @precondition(als_er_verzendingen_zijn)
    @rule(nummer=KIES, keuze=KIES, plan=PLANNEN)
    def beheerder_beslist(self, nummer: int, keuze: int, plan: Plan) -> None:
        self.world.hervat(nummer, keuze, plan)

    @precondition(als_er_zaken_zijn)
    @rule(nummer=KIES, keuze=KIES, plan=PLANNEN)
    def beheerder_beslist_over_zaak(self, nummer: int, keuze: int, plan: Plan) -> None:
        self.world.beslist(nummer, keuze, plan)

    @precondition(als_er_berichten_zijn)
    @rule(bericht=KIES, plan=PLANNEN)
    def beheerder_laat_toe(self, bericht: int, plan: Plan) -> None:
        self.world.laat_toe(bericht, plan)

    @precondition(als_er_berichten_zijn)
    @rule(wie=KIES, bericht=KIES, plan=PLANNEN)
    def mail_wordt_heropend(self, wie: int, bericht: int, plan: Plan) -> None:
        self.world.heropent(wie, bericht, plan)

    @precondition(als_er_berichten_zijn)
    @rule(wie=KIES, bericht=KIES, naar=KIES, plan=PLANNEN)
    def medewerker_verplaatst(self, wie: int, bericht: int, naar: int, plan: Plan) -> None:
        self.world.verplaatst(wie, bericht, naar, plan)

    @precondition(als_er_berichten_zijn)
    @rule(wie=KIES, bericht=KIES, hoe=KIES, plan=PLANNEN)
    def medewerker_schrijft_concept(self, wie: int, bericht: int, hoe: int, plan: Plan) -> None:
        self.world.schrijft_concept(wie, bericht, hoe, plan)

    @precondition(als_er_berichten_zijn)
    @rule(waarover=KIES, wie=KIES, hoe=KIES, plan=PLANNEN)
    def collega_noteert(self, waarover: int, wie: int, hoe: int, plan: Plan) -> None:
        self.world.noteert(waarover, wie, hoe, plan)

    @precondition(als_er_berichten_zijn)
    @rule(bericht=KIES, wie=KIES, voor=KIES, plan=PLANNEN)
    def medewerker_reserveert(self, bericht: int, wie: int, voor: int, plan: Plan) -> None:
        self.world.reserveert(bericht, wie, voor, plan)

    @precondition(als_er_berichten_zijn)
    @rule(bericht=KIES, plan=PLANNEN)
    def beheerder_zet_apart(self, bericht: int, plan: Plan) -> None:
        self.world.zet_apart(bericht, plan)

    @precondition(als_er_berichten_zijn)
    @rule(eerste=KIES, aantal=KIES, hoe=KIES, plan=PLANNEN)
    def beheerder_sluit_quarantaine(self, eerste: int, aantal: int, hoe: int, plan: Plan) -> None:
        self.world.sluit_quarantaine(eerste, aantal, hoe, plan)

    @precondition(als_er_inzagen_zijn)
    @rule(contact=KIES, wie=KIES, wat=KIES, hoe=KIES, plan=PLANNEN)
    def medewerker_zet_vervolgstap(self, contact: int, wie: int, wat: int, hoe: int, plan: Plan) -> None:
        self.world.zet_stap(contact, wie, wat, hoe, plan)

    @precondition(als_er_inzagen_zijn)
    @rule(contact=KIES, hoe=KIES, plan=PLANNEN)
    def privacyfunctionaris_beperkt(self, contact: int, hoe: int, plan: Plan) -> None:
        self.world.beperkt(contact, hoe, plan)

    @invariant()
    def de_beloften_gelden(self) -> None:
        keur(self.world)
        self.geheugen.keur(self.world)
        self.telling.keur(self.world)
        self.vindbaarheid.keur(self.world)

    def teardown(self) -> None:
        try:
            self.world.kom_tot_rust()
            keur_in_rust(self.world)
            self.geheugen.keur(self.world)
            self.telling.keur(self.world)
            self.vindbaarheid.keur(self.world)
        finally:
            for vervanging in self.vervangen:
                vervanging.stop()
