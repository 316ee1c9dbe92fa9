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
from klantmail.usecases.beheer import overzicht
from klantmail.usecases.nazorg import vangnet
from klantmail.usecases.ontvangst import ontvangen
from klantmail.usecases.uitgaand import mail_van_gemeente as uitgaand
from klantmail.usecases.uitgaand import uploads
from tests.support.figures import Telling
from tests.support.findability import Findability
from tests.support.misfortune import Misfortune
from tests.support.outcomes import TAAKEINDEN, UITKOMSTEN
from tests.support.promises import Memory, keur, keur_in_rust
from tests.support.world import DEEDS, Deed, Plan, World, lees

KIES = st.integers(0, len(UITKOMSTEN) - 1)
"""A choice of who, what or which, taken modulo what there is to choose from.

Of nothing there is more to choose from than of outcomes.
"""
_DEED = st.builds(Deed, st.sampled_from(list(DEEDS)), KIES, KIES, KIES)
_GAAT_NAAR_BUITEN = st.builds(Deed, st.just("stroomt"), KIES)
"""The deeds that setting back a table cannot undo."""
PLANS: st.SearchStrategy[Plan] = st.one_of(
    st.just({}),
    st.dictionaries(st.integers(1, 12), st.sampled_from(Misfortune), min_size=1, max_size=3),
    st.dictionaries(
        st.integers(1, 6),
        st.one_of(st.sampled_from(Misfortune), st.lists(_DEED, min_size=1, max_size=5).map(tuple)),
        min_size=1,
        max_size=2,
    ),
)


def one_after_another[A, B](one: Callable[[], A], other: Callable[[], B]) -> tuple[A, B]:
    """Run both as `in_parallel` does, in an order that can be repeated."""
    try:
        first = one()
    except BaseException:
        other()
        raise
    return first, other()


def one_by_one(taken: Sequence[Callable[[], object]], _: timedelta) -> Sequence[Exception | None]:
    """Run all as `side_by_side` does, in an order that can be repeated."""

    def attempt_(taak: Callable[[], object]) -> Exception | None:
        try:
            taak()
        except Exception as error:
            return error
        return None

    return [attempt_(taak) for taak in taken]


def op_volgorde[A, B](doe: Callable[[A], B], dingen: Sequence[A]) -> list[B]:
    """Run all as `alle` does, in an order that can be repeated."""
    return [doe(ding) for ding in dingen]


def als_er_mail_is(machine: "Contactcentrum") -> bool:
    return bool(machine.world.letters)


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
            patch.object(inzien, "in_parallel", one_after_another),
            patch.object(afhandelen, "in_parallel", one_after_another),
            patch.object(concepten, "in_parallel", one_after_another),
            patch.object(uploads, "alle", op_volgorde),
            patch.object(uitgaand, "alle", op_volgorde),
            patch.object(commit, "alle", op_volgorde),
            patch.object(splitsing, "alle", op_volgorde),
            patch.object(ontvangen, "alle", op_volgorde),
            patch.object(overzicht, "alle", op_volgorde),
            patch.object(vangnet, "side_by_side", one_by_one),
            patch.object(vangnet, "ontleed", lees),
        ]
        for vervanging in self.vervangen:
            vervanging.start()
        self.world = World()
        self.memory = Memory()
        self.telling = Telling()
        self.findability = Findability()

    @initialize(stages=st.lists(st.tuples(st.sampled_from([0, 1, 2, 3, 3, 4, 5, 6, 7, 8]), KIES), max_size=4))
    def er_is_al_gewerkt(self, stages: list[tuple[int, int]]) -> None:
        """Some mails have come this far: from having come in to an outcome, a personal or an ended task, or a reply."""
        for number, (stage_, uitkomst) in enumerate(stages):
            self.world.komt_binnen((0, 1, 2, 1)[number], number + 1, number)
            if stage_ > 0:
                self.world.neemt_in(number)
            if stage_ > 1:
                self.world.opent(number, number)
            if stage_ == 7:  # it has its outcome, and another agent has the same mail from another postvak
                self.world.handelt_af(-1, uitkomst, number)
                self.world.komt_nog_eens(-1, number + 1, number + 1)
                self.world.neemt_in(-1)
                self.world.opent(number + 1, -1)
            if stage_ == 3:
                self.world.handelt_af(number, uitkomst, number)
            if stage_ in {4, 8}:
                self.world.handelt_af(number, list(UITKOMSTEN).index("interne taak"), number)
            if stage_ == 4:
                self.world.rondt_af(number, uitkomst, 0)
            if stage_ == 8:
                self.world.rondt_af(-1, list(TAAKEINDEN).index("aan een collega"), 0)
            if stage_ == 5:
                self.world.handelt_af(number, list(UITKOMSTEN).index("zaak"), number)
            if stage_ == 6:
                self.world.handelt_af(number, 0, number)
                self.world.stroomt(len(self.world.tabel.stroom) - 1)
                self.world.burger_antwoordt(-1, number + 2, number)
                self.world.neemt_in(-1)

    @rule(post=KIES, name=st.integers(1, 5), postvak=KIES)
    def mail_komt_binnen(self, post: int, name: int, postvak: int) -> None:
        self.world.komt_binnen(post, name, postvak)

    @precondition(als_er_iets_weg_is)
    @rule(number=KIES, name=st.integers(1, 5), postvak=KIES)
    def burger_antwoordt(self, number: int, name: int, postvak: int) -> None:
        self.world.burger_antwoordt(number, name, postvak)

    @precondition(als_er_iets_weg_is)
    @rule(number=KIES, name=st.integers(1, 5), postvak=KIES)
    def mail_komt_terug(self, number: int, name: int, postvak: int) -> None:
        self.world.mail_komt_terug(number, name, postvak)

    @precondition(als_er_mail_is)
    @rule(number=KIES, name=st.integers(1, 5), postvak=KIES)
    def dezelfde_mail_komt_nog_eens(self, number: int, name: int, postvak: int) -> None:
        self.world.komt_nog_eens(number, name, postvak)

    @rule(duration=KIES)
    def tijd_gaat_voorbij(self, duration: int) -> None:
        self.world.wacht(duration)

    @rule(mood=KIES)
    def ses_verandert(self, mood: int) -> None:
        self.world.ses_wordt(mood)

    @rule(mood=KIES)
    def zaaksysteem_verandert(self, mood: int) -> None:
        self.world.zaaksysteem_wordt(mood)

    @precondition(als_er_mail_is)
    @rule(brief=KIES, plan=PLANS)
    def ses_meldt_een_mail(self, brief: int, plan: Plan) -> None:
        self.world.neemt_in(brief, plan)

    @rule(plan=PLANS)
    def vangnet_maakt_een_ronde(self, plan: Plan) -> None:
        self.world.ronde(plan)

    @precondition(als_er_iets_gestart_is)
    @rule(number=KIES, plan=PLANS)
    def wat_het_vangnet_startte(self, number: int, plan: Plan) -> None:
        self.world.start(number, plan)

    @precondition(als_er_berichten_zijn)
    @rule(who=KIES, bericht=KIES, plan=PLANS)
    def medewerker_opent(self, who: int, bericht: int, plan: Plan) -> None:
        self.world.opent(who, bericht, plan)

    @precondition(als_er_berichten_zijn)
    @rule(who=KIES, bericht=KIES, plan=PLANS)
    def medewerker_legt_terug(self, who: int, bericht: int, plan: Plan) -> None:
        self.world.legt_terug(who, bericht, plan)

    @precondition(als_er_inzagen_zijn)
    @rule(inzage=KIES, what=KIES, how=KIES, plan=PLANS)
    def medewerker_handelt_af(self, inzage: int, what: int, how: int, plan: Plan) -> None:
        self.world.handelt_af(inzage, what, how, plan)

    @precondition(als_er_inzagen_zijn)
    @rule(inzage=KIES, how=KIES, plan=PLANS)
    def medewerker_antwoordt(self, inzage: int, how: int, plan: Plan) -> None:
        """The most common outcome, more often."""
        self.world.handelt_af(inzage, 0, how, plan)

    @precondition(als_er_inzagen_zijn)
    @rule(contact=KIES, who=KIES, how=KIES, plan=PLANS)
    def medewerker_schrijft_nog_eens(self, contact: int, who: int, how: int, plan: Plan) -> None:
        self.world.vervolgt(contact, who, how, plan)

    @precondition(als_er_taken_zijn)
    @rule(taak=KIES, who=KIES, plan=PLANS)
    def behandelaar_pakt_taak_op(self, taak: int, who: int, plan: Plan) -> None:
        self.world.pakt_op(taak, who, plan)

    @precondition(als_er_taken_zijn)
    @rule(taak=KIES, who=KIES, plan=PLANS)
    def behandelaar_geeft_taak_terug(self, taak: int, who: int, plan: Plan) -> None:
        self.world.geeft_terug(taak, who, plan)

    @precondition(als_er_taken_zijn)
    @rule(taak=KIES, who=KIES, how=KIES, plan=PLANS)
    def behandelaar_vraagt_burger(self, taak: int, who: int, how: int, plan: Plan) -> None:
        self.world.vraagt_burger(taak, who, how, plan)

    @precondition(als_er_taken_zijn)
    @rule(taak=KIES, what=KIES, how=KIES, plan=PLANS)
    def behandelaar_rondt_taak_af(self, taak: int, what: int, how: int, plan: Plan) -> None:
        self.world.rondt_af(taak, what, how, plan)

    @precondition(als_er_genoeg_over_is)
    @rule(deeds=st.lists(_DEED | _GAAT_NAAR_BUITEN, min_size=1, max_size=5))
    def tabel_wordt_teruggezet(self, deeds: list[Deed]) -> None:
        """Set the table back to before these deeds."""
        self.world.zet_terug(deeds)

    @precondition(als_er_iets_gestroomd_is)
    @rule(number=KIES, plan=PLANS)
    def stroom_biedt_aan(self, number: int, plan: Plan) -> None:
        self.world.stroomt(number, plan)

    @precondition(als_er_iets_weg_is)
    @rule(number=KIES, kind=KIES, plan=PLANS)
    def ses_meldt_een_bezorging(self, number: int, kind: int, plan: Plan) -> None:
        self.world.ses_meldt(number, kind, plan)

    @precondition(als_er_verzendingen_zijn)
    @rule(number=KIES, choice=KIES, plan=PLANS)
    def beheerder_beslist(self, number: int, choice: int, plan: Plan) -> None:
        self.world.hervat(number, choice, plan)

    @precondition(als_er_zaken_zijn)
    @rule(number=KIES, choice=KIES, plan=PLANS)
    def beheerder_beslist_over_zaak(self, number: int, choice: int, plan: Plan) -> None:
        self.world.decided(number, choice, plan)

    @precondition(als_er_berichten_zijn)
    @rule(bericht=KIES, plan=PLANS)
    def beheerder_laat_toe(self, bericht: int, plan: Plan) -> None:
        self.world.laat_toe(bericht, plan)

    @precondition(als_er_berichten_zijn)
    @rule(who=KIES, bericht=KIES, plan=PLANS)
    def mail_wordt_heropend(self, who: int, bericht: int, plan: Plan) -> None:
        self.world.heropent(who, bericht, plan)

    @precondition(als_er_berichten_zijn)
    @rule(who=KIES, bericht=KIES, naar=KIES, plan=PLANS)
    def medewerker_verplaatst(self, who: int, bericht: int, naar: int, plan: Plan) -> None:
        self.world.verplaatst(who, bericht, naar, plan)

    @precondition(als_er_inzagen_zijn)
    @rule(inzage=KIES, plan=PLANS)
    def medewerker_maakt_formeel(self, inzage: int, plan: Plan) -> None:
        self.world.maakt_formeel(inzage, plan)

    @precondition(als_er_berichten_zijn)
    @rule(who=KIES, bericht=KIES, how=KIES, plan=PLANS)
    def medewerker_schrijft_concept(self, who: int, bericht: int, how: int, plan: Plan) -> None:
        self.world.schrijft_concept(who, bericht, how, plan)

    @precondition(als_er_berichten_zijn)
    @rule(waarover=KIES, who=KIES, how=KIES, plan=PLANS)
    def collega_noteert(self, waarover: int, who: int, how: int, plan: Plan) -> None:
        self.world.noteert(waarover, who, how, plan)

    @precondition(als_er_berichten_zijn)
    @rule(bericht=KIES, who=KIES, voor=KIES, plan=PLANS)
    def medewerker_reserveert(self, bericht: int, who: int, voor: int, plan: Plan) -> None:
        self.world.reserveert(bericht, who, voor, plan)

    @precondition(als_er_berichten_zijn)
    @rule(bericht=KIES, plan=PLANS)
    def beheerder_zet_apart(self, bericht: int, plan: Plan) -> None:
        self.world.zet_apart(bericht, plan)

    @precondition(als_er_berichten_zijn)
    @rule(first=KIES, aantal=KIES, how=KIES, plan=PLANS)
    def beheerder_sluit_quarantaine(self, first: int, aantal: int, how: int, plan: Plan) -> None:
        self.world.sluit_quarantaine(first, aantal, how, plan)

    @precondition(als_er_inzagen_zijn)
    @rule(contact=KIES, who=KIES, what=KIES, how=KIES, plan=PLANS)
    def medewerker_zet_vervolgstap(self, contact: int, who: int, what: int, how: int, plan: Plan) -> None:
        self.world.zet_stap(contact, who, what, how, plan)

    @precondition(als_er_inzagen_zijn)
    @rule(contact=KIES, how=KIES, plan=PLANS)
    def privacyfunctionaris_beperkt(self, contact: int, how: int, plan: Plan) -> None:
        self.world.beperkt(contact, how, plan)

    @invariant()
    def de_beloften_gelden(self) -> None:
        keur(self.world)
        self.memory.keur(self.world)
        self.telling.keur(self.world)
        self.findability.keur(self.world)

    def teardown(self) -> None:
        try:
            self.world.kom_tot_rust()
            keur_in_rust(self.world)
            self.memory.keur(self.world)
            self.telling.keur(self.world)
            self.findability.keur(self.world)
        finally:
            for vervanging in self.vervangen:
                vervanging.stop()
