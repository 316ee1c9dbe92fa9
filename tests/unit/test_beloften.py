"""The promises as invariants of a state machine: agents, mails, a clock, repetitions and doubtful answers in any order."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from klantmail.beantwoorden import Antwoord
from klantmail.domein import Berichtstatus, Initiatiefnemer, Medewerker, Verzendstatus
from klantmail.fouten import Botsing, Geweigerd, KlantmailFout, UitkomstOnbekend
from klantmail.inzien import CLAIMDUUR
from klantmail.poorten import MisschienVerzonden, NietVerzonden
from tests.hulp.bouwers import ANDER_POSTVAK, ANNA, BEHEER, BRAM, POSTVAK, VRAAG, Gemeente
from tests.hulp.nep import Storing

MEDEWERKERS = st.sampled_from([ANNA, BRAM, BEHEER])
STORINGEN = st.lists(
    st.builds(
        Storing,
        st.sampled_from([Botsing("TransactionConflict"), Geweigerd("ConditionalCheckFailed"), UitkomstOnbekend("timeout")]),
        opgeslagen=st.booleans(),
    ),
    max_size=4,
)
POSTBODE = st.lists(
    st.sampled_from(
        [
            NietVerzonden("TooManyRequestsException", tijdelijk=True),
            NietVerzonden("MessageRejected", tijdelijk=False),
            MisschienVerzonden("ReadTimeoutError"),
        ]
    ),
    max_size=3,
)


class Contactcentrum(RuleBasedStateMachine):
    """Everything that can happen to the mail of one municipality."""

    berichten: Bundle[UUID] = Bundle("berichten")
    inzagen: Bundle[tuple[UUID, UUID, Medewerker]] = Bundle("inzagen")

    def __init__(self) -> None:
        super().__init__()
        self.gemeente = Gemeente()
        self.beloofd: dict[tuple[UUID, Medewerker, str], tuple[Antwoord, UUID]] = {}
        """What each answered request was told; a repetition must hear the same."""

    @rule(target=berichten, nummer=st.integers(1, 4), postvak=st.sampled_from([POSTVAK, ANDER_POSTVAK]))
    def mail_komt_binnen(self, nummer: int, postvak: str) -> UUID:
        return self.gemeente.ontvang(VRAAG, f"ses-{nummer}", postvak)

    @rule(duur=st.sampled_from([timedelta(seconds=1), CLAIMDUUR - timedelta(milliseconds=1), CLAIMDUUR]))
    def tijd_gaat_voorbij(self, duur: timedelta) -> None:
        self.gemeente.klok.vooruit(duur)

    @rule(target=inzagen, bericht=berichten, medewerker=MEDEWERKERS)
    def opent(self, bericht: UUID, medewerker: Medewerker) -> Any:
        try:
            geopend = self.gemeente.inziener.open(bericht, medewerker)
        except KlantmailFout:
            return multiple()
        return (bericht, geopend.inzage.identificatie, medewerker)

    @rule(bericht=berichten, medewerker=MEDEWERKERS)
    def legt_terug(self, bericht: UUID, medewerker: Medewerker) -> None:
        try:
            self.gemeente.inziener.leg_terug(bericht, medewerker)
        except KlantmailFout:
            return

    @rule(
        inzage=inzagen,
        sleutel=st.sampled_from(["a", "b"]),
        tekst=st.sampled_from(["Beste Jan", "Geachte heer"]),
        storingen=STORINGEN,
    )
    def beantwoordt(self, inzage: tuple[UUID, UUID, Medewerker], sleutel: str, tekst: str, storingen: list[Storing]) -> None:
        bericht, identificatie, medewerker = inzage
        antwoord = Antwoord(identificatie, tekst, None)
        eerder = self.beloofd.get((bericht, medewerker, sleutel))
        self.gemeente.register.storingen = list(storingen)
        try:
            uitkomst = self.gemeente.beantwoorder.beantwoord(bericht, medewerker, sleutel, antwoord)
        except KlantmailFout:
            assert eerder is None or eerder[0] != antwoord, "a repetition of what was answered may not be refused"
            return
        finally:
            self.gemeente.register.storingen = []
        if eerder is not None:
            assert eerder == (antwoord, uitkomst.antwoord.identificatie)
        self.beloofd[bericht, medewerker, sleutel] = (antwoord, uitkomst.antwoord.identificatie)

    @rule(inzage=consumes(inzagen), sleutel=st.sampled_from(["a", "b"]))
    def antwoordt_terwijl_een_ander_overneemt(self, inzage: tuple[UUID, UUID, Medewerker], sleutel: str) -> None:
        bericht, identificatie, medewerker = inzage
        ander = BRAM if medewerker != BRAM else ANNA
        self.gemeente.register.tussendoor = [lambda: self._probeer_te_openen(bericht, ander)]
        try:
            self.gemeente.beantwoorder.beantwoord(bericht, medewerker, sleutel, Antwoord(identificatie, "Tussendoor", None))
        except KlantmailFout:
            return
        finally:
            self.gemeente.register.tussendoor = []

    def _probeer_te_openen(self, bericht: UUID, medewerker: Medewerker) -> None:
        try:
            self.gemeente.inziener.open(bericht, medewerker)
        except KlantmailFout:
            return

    @rule(antwoorden=POSTBODE, data=st.data())
    def stroom_biedt_aan(self, antwoorden: list[Any], data: st.DataObject) -> None:
        """A record of the stream, also an old one, any number of times."""
        if self.gemeente.register.verzendingen:
            gekozen = data.draw(st.sampled_from(sorted(self.gemeente.register.verzendingen)))
            self.gemeente.postkantoor.antwoorden = list(antwoorden)
            self.gemeente.verzender.verzend(self.gemeente.register.verzendingen[gekozen])

    # -- the promises --------------------------------------------------------------------------------------------------

    @invariant()
    def geen_wees(self) -> None:
        register = self.gemeente.register
        afhandelingen = [bericht.afhandeling for bericht in register.berichten.values() if bericht.afhandeling]
        van_berichten = {contact for afhandeling in afhandelingen for contact in afhandeling.klantcontacten}
        assert set(register.klantcontacten) == van_berichten
        for bericht in register.berichten.values():
            assert (bericht.status is Berichtstatus.AFGEHANDELD) == (bericht.afhandeling is not None)
            if bericht.afhandeling:
                vraag, reactie = (register.klantcontacten[contact] for contact in bericht.afhandeling.klantcontacten)
                assert (vraag.initiatiefnemer, reactie.initiatiefnemer) == (Initiatiefnemer.KLANT, Initiatiefnemer.GEMEENTE)
                assert vraag.emailbericht == reactie.emailbericht == bericht.identificatie
                assert set(bericht.afhandeling.verzendingen) <= set(register.verzendingen)

    @invariant()
    def niets_kwijt(self) -> None:
        assert self.gemeente.intake.objecten == {}
        for bericht in self.gemeente.register.berichten.values():
            assert self.gemeente.archief.objecten[bericht.ruw.sleutel] == VRAAG

    @invariant()
    def nooit_twee_keer(self) -> None:
        verzonden = [verzending.identificatie for verzending, _ in self.gemeente.postkantoor.weg]
        assert len(verzonden) == len(set(verzonden))
        for verzending, mail in self.gemeente.postkantoor.weg:
            assert self.gemeente.archief.objecten[verzending.sleutel] == mail
            assert self.gemeente.register.verzendingen[verzending.identificatie].status is Verzendstatus.VERZONDEN

    @invariant()
    def geregistreerd_is_wat_is_ingezien(self) -> None:
        for bericht in self.gemeente.register.berichten.values():
            if bericht.afhandeling:
                vraag = self.gemeente.register.klantcontacten[bericht.afhandeling.klantcontacten[0]]
                assert bericht.inzage is not None
                assert vraag.identificatie == bericht.inzage.klantcontact
                assert vraag.geregistreerd_op == bericht.inzage.geregistreerd_op
                assert vraag.medewerker == bericht.inzage.medewerker


Contactcentrum.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestContactcentrum = Contactcentrum.TestCase
