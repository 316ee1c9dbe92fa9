"""The world around Klantmail: SES on both sides, what starts the functions, agents, beheerders, time; all of it can go wrong.

Outside truth is kept apart from what Klantmail stores: the mails that SES accepted at the door, and what it was asked to
send. `tests/hulp/beloften.py` compares the two.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache, partial
from typing import Final, Literal, cast
from uuid import UUID

from klantmail.afhandelen import vingerafdruk
from klantmail.beantwoorden import Antwoord
from klantmail.bezorgen import Bezorggebeurtenis, Gebeurtenissoort
from klantmail.domein import Hervatkeuze, Medewerker, Melding, Upload, Verdicts, Verzending, Verzendstatus
from klantmail.fouten import KlantmailFout, OngeldigeInvoer, Toestandsfout
from klantmail.inzien import CLAIMDUUR
from klantmail.ontleden import ontleed
from klantmail.ontleding import Ontleding
from klantmail.ontvangen import intake_sleutel
from klantmail.poorten import MisschienVerzonden, NietVerzonden, Verzonden
from tests.hulp.bouwers import ANDER_POSTVAK, ANNA, BEHEER, BRAM, GOED, POSTVAK, VRAAG, WACHTTIJD_INTAKE, Gemeente, melding
from tests.hulp.nep import NepKlok, NepPostkantoor, NepRegister
from tests.hulp.noodlot import Gestorven, Noodlot, Onheil, Uitval

MEDEWERKERS: Final = (ANNA, BRAM, BEHEER)
LEASE: Final = timedelta(seconds=90)
DUREN: Final = (
    timedelta(seconds=1),
    LEASE,
    WACHTTIJD_INTAKE,
    CLAIMDUUR - timedelta(milliseconds=1),
    CLAIMDUUR,
    timedelta(hours=6),
)
KOPPEN_VAN_SES: Final = (
    b"Received: from mail.burger.example ([192.0.2.10])\r\n"
    b" by inbound-smtp.eu-west-1.amazonaws.com with SMTP id abc for info@gemeente.example; Tue, 24 Nov 2026 08:55:03 +0000\r\n"
    b"X-SES-Spam-Verdict: PASS\r\nX-SES-Virus-Verdict: PASS\r\n"
)
GIF: Final = b"X-Gif: dit kost de lezer zijn leven"
POST: Final[tuple[tuple[bytes, Verdicts], ...]] = (
    (KOPPEN_VAN_SES + VRAAG, GOED),
    (VRAAG, GOED),
    (KOPPEN_VAN_SES + VRAAG, replace(GOED, spam="FAIL")),
    (KOPPEN_VAN_SES + VRAAG + GIF, GOED),
    (b"", GOED),
)
"""An ordinary mail, one without SES's headers, spam, one that kills the reader, and nothing at all."""


@lru_cache(maxsize=32)
def ontleed_eens(bron: bytes) -> Ontleding:
    return ontleed(bron)


def lees(bron: bytes) -> Ontleding:
    """The reader; one mail kills it."""
    if GIF in bron:
        raise Gestorven
    return ontleed_eens(bron)


class Stemming(StrEnum):
    """What SES does with a mail that it is asked to send."""

    NEEMT_AAN = "accepts"
    ANTWOORD_KWIJT = "accepts, and the answer is lost"
    STUK = "breaks down without sending"
    DRUK = "refuses for now"
    WEIGERT = "refuses"


@dataclass(frozen=True)
class Oproep:
    """One SendEmail that reached SES."""

    verzending: UUID
    poging: int
    mail: bytes
    naar: tuple[str, ...]
    stemming: Stemming
    moment: datetime
    bericht_id: str

    @property
    def weg(self) -> bool:
        """It left."""
        return self.stemming in {Stemming.NEEMT_AAN, Stemming.ANTWOORD_KWIJT}

    @property
    def geweigerd(self) -> bool:
        """A definite refusal."""
        return self.stemming in {Stemming.DRUK, Stemming.WEIGERT}


@dataclass
class NepSes(NepPostkantoor):
    """Remembers what really happened, whatever it answered."""

    stemming: Stemming = Stemming.NEEMT_AAN
    oproepen: list[Oproep] = field(default_factory=list)
    klok: Callable[[], datetime] = field(default_factory=NepKlok)

    def verstuur(self, verzending: Verzending, mail: bytes) -> Verzonden | NietVerzonden | MisschienVerzonden:
        bericht_id = f"<{len(self.oproepen)}@eu-west-1.amazonses.com>"
        self.oproepen.append(
            Oproep(verzending.identificatie, verzending.pogingen, mail, verzending.naar, self.stemming, self.klok(), bericht_id)
        )
        match self.stemming:
            case Stemming.NEEMT_AAN:
                return Verzonden(bericht_id)
            case Stemming.ANTWOORD_KWIJT:
                return MisschienVerzonden("ReadTimeoutError")
            case Stemming.STUK:
                return MisschienVerzonden("InternalFailure (500)")
            case Stemming.DRUK:
                return NietVerzonden("TooManyRequestsException", tijdelijk=True)
            case Stemming.WEIGERT:
                return NietVerzonden("MessageRejected", tijdelijk=False)


@dataclass
class Tabel(NepRegister):
    """Remembers which doubtful verzendingen a person had sent again."""

    opnieuw_ondanks_twijfel: Counter[UUID] = field(default_factory=Counter)

    def werk_verzending_bij(self, oud: Verzending, nieuw: Verzending) -> None:
        super().werk_verzending_bij(oud, nieuw)
        besloten = nieuw.hervattingen[len(oud.hervattingen) :]
        if oud.status is Verzendstatus.ONBEKEND and any(een.keuze is Hervatkeuze.OPNIEUW for een in besloten):
            self.opnieuw_ondanks_twijfel[oud.identificatie] += 1


@dataclass(frozen=True)
class Brief:
    """A mail that SES accepted at the door."""

    postvak: str
    melding: Melding
    mail: bytes


type Daadsoort = Literal[
    "neemt_in", "ronde", "start", "opent", "legt_terug", "beantwoordt", "stroomt", "ses", "meldt", "hervat", "wacht"
]


@dataclass(frozen=True)
class Daad:
    """What somebody does, with numbers that choose who, what and how among what there is then."""

    soort: Literal[
        "neemt_in", "ronde", "start", "opent", "legt_terug", "beantwoordt", "stroomt", "ses", "meldt", "hervat", "wacht"
    ]
    een: int = 0
    twee: int = 0


type Plan = Mapping[int, Onheil | tuple[Daad, ...]]
RUST: Final[Plan] = {}


def met_andere_poorten[T](gebruik: T, poorten: Sequence[tuple[object, object]]) -> T:
    """The same use case, with the second of each pair wherever it uses the first, also deeper."""
    for oud, nieuw in poorten:
        if gebruik is oud:
            return cast(T, nieuw)
    if not type(gebruik).__module__.startswith("klantmail.") or not is_dataclass(gebruik) or isinstance(gebruik, type):
        return gebruik
    waarden = {veld.name: met_andere_poorten(getattr(gebruik, veld.name), poorten) for veld in fields(gebruik)}
    return cast(T, replace(gebruik, **waarden))


class Wereld:
    """One municipality and all that can happen to it. Every number is taken modulo what there is to choose from."""

    def __init__(self) -> None:
        self.noodlot = Noodlot()
        self.gemeente = Gemeente()
        self.ses, self.tabel = NepSes(klok=self.gemeente.klok), Tabel()
        self._omhein()
        self.brieven: list[Brief] = []
        self.stroom: dict[UUID, Verzending] = {}
        self.inzagen: list[tuple[UUID, UUID, Medewerker]] = []
        self.beloofd: dict[tuple[UUID, Medewerker, str], tuple[Antwoord, UUID]] = {}
        """What each answered request was told; a repetition must hear the same."""
        self.uploads = {medewerker: self._legt_klaar(medewerker) for medewerker in MEDEWERKERS}

    def _legt_klaar(self, medewerker: Medewerker) -> tuple[UUID, UUID]:
        """Two files that this medewerker put ready; no other file is the same."""
        uploads = tuple(Upload(self.gemeente.ids(), "kaart.pdf", "application/pdf", 36) for _ in range(2))
        for upload in uploads:
            inhoud = str(upload.identificatie).encode()
            self.gemeente.uploads.objecten[medewerker.identificatie, upload.identificatie] = (upload, inhoud)
        een, ander = uploads
        return een.identificatie, ander.identificatie

    def _omhein(self) -> None:
        """Have every use case work on the ports of this world, and every call of them go wrong when fate says so."""
        gemeente, omhein = self.gemeente, self.noodlot.omhein
        poorten = (
            (gemeente.register, omhein(self.tabel)),
            (gemeente.postkantoor, omhein(self.ses)),
            (gemeente.archief, omhein(gemeente.archief)),
            (gemeente.uploads, omhein(gemeente.uploads)),
            (gemeente.intake, omhein(gemeente.intake)),
            (gemeente.uitvoering, omhein(gemeente.uitvoering)),
            (gemeente.wachtrijen, omhein(gemeente.wachtrijen)),
            (ontleed, self.noodlot.omhein_aanroep("lees_mail", lees)),
        )
        for naam, gebruik in vars(gemeente).items():
            if type(gebruik).__module__.startswith("klantmail."):
                setattr(gemeente, naam, met_andere_poorten(gebruik, poorten))
        gemeente.register, gemeente.postkantoor = self.tabel, self.ses

    # -- the outside ---------------------------------------------------------------------------------------------------

    def komt_binnen(self, post: int, naam: int, postvak: int) -> None:
        """SES accepts a mail and puts it in the intake bucket. Its event may come, or not, or often."""
        mail, verdicts = POST[post % len(POST)]
        gekozen = (POSTVAK, ANDER_POSTVAK)[postvak % 2]
        brief = Brief(gekozen, replace(melding(f"ses-{naam}", ontvangers=(gekozen,)), verdicts=verdicts), mail)
        if any((een.postvak, een.melding.ses_bericht_id) == (gekozen, f"ses-{naam}") for een in self.brieven):
            return
        self.brieven.append(brief)
        sleutel = intake_sleutel(gekozen, brief.melding.ses_bericht_id)
        self.gemeente.intake.objecten[sleutel] = mail
        self.gemeente.intake.sinds[sleutel] = self.gemeente.klok()

    def wacht(self, duur: int) -> None:
        self.gemeente.klok.vooruit(DUREN[duur % len(DUREN)])

    def ses_wordt(self, stemming: int) -> None:
        self.ses.stemming = list(Stemming)[stemming % len(Stemming)]

    # -- functions: whatever they raise, their platform offers the same again, or not ----------------------------------

    def neemt_in(self, brief: int, plan: Plan = RUST) -> None:
        """SES's own event of a mail, also of one that was taken in long ago."""
        if self.brieven:
            gekozen = self.brieven[brief % len(self.brieven)]
            self._functie(plan, partial(self.gemeente.ontvanger.neem_in, gekozen.melding, gekozen.postvak))

    def ronde(self, plan: Plan = RUST) -> None:
        self._functie(plan, self.gemeente.vangnet.ronde)

    def start(self, nummer: int, plan: Plan = RUST) -> None:
        """What the vangnet started, in any order, any number of times."""
        ingenomen, verzonden = self.gemeente.uitvoering.ingenomen, self.gemeente.uitvoering.verzonden
        if not ingenomen and not verzonden:
            return
        keuze = nummer % (len(ingenomen) + len(verzonden))
        if keuze < len(ingenomen):
            self._functie(plan, partial(self.gemeente.ontvanger.neem_in, ingenomen[keuze], ingenomen[keuze].ontvangers[0]))
        else:
            self._functie(plan, partial(self.gemeente.verzender.verzend_op_naam, verzonden[keuze - len(ingenomen)]))

    def stroomt(self, nummer: int, plan: Plan = RUST) -> None:
        """A record of the table's stream, as it was when the verzending was stored."""
        if self.stroom:
            verzending = list(self.stroom.values())[nummer % len(self.stroom)]
            self._functie(plan, partial(self.gemeente.verzender.verzend, verzending))

    def ses_meldt(self, nummer: int, soort: int, plan: Plan = RUST) -> None:
        """An event of SES about a mail that left."""
        weg = [oproep for oproep in self.ses.oproepen if oproep.weg]
        if not weg:
            return
        oproep, gekozen = weg[nummer % len(weg)], list(Gebeurtenissoort)[soort % len(Gebeurtenissoort)]
        gebeurtenis = Bezorggebeurtenis(
            soort=gekozen,
            verzending=oproep.verzending,
            poging=oproep.poging,
            bericht_id=oproep.bericht_id,
            verzonden_op=oproep.moment,
            tijdstip=self.gemeente.klok(),
            ontvangers=tuple((adres, "") for adres in oproep.naar),
        )
        self._functie(plan, partial(self.gemeente.bezorger.verwerk, gebeurtenis))

    def _functie(self, plan: Plan, werk: Callable[[], object]) -> bool:
        """One invocation. Whether it ended well."""
        with self.noodlot.proces(self._lot(plan)):
            try:
                werk()
            except (KlantmailFout, Uitval, Gestorven):
                return False
            finally:
                self._volg_stroom()
        return True

    def _volg_stroom(self) -> None:
        for identificatie, verzending in self.tabel.verzendingen.items():
            self.stroom.setdefault(identificatie, verzending)

    # -- people --------------------------------------------------------------------------------------------------------

    def opent(self, wie: int, bericht: int, plan: Plan = RUST) -> None:
        gekozen, medewerker = self._bericht(bericht), MEDEWERKERS[wie % len(MEDEWERKERS)]
        if gekozen is None:
            return
        vooraf = self.tabel.berichten[gekozen]
        houder = vooraf.claim_op(self.gemeente.klok())
        with self.noodlot.proces(self._lot(plan)):
            try:
                geopend = self.gemeente.inziener.open(gekozen, medewerker)
            except (KlantmailFout, Uitval, Gestorven):
                return
        self.inzagen.append((gekozen, geopend.inzage.identificatie, medewerker))
        if not plan:
            assert houder is None or houder.medewerker == medewerker.identificatie, "a held mail was given to another"
        assert geopend.inzage.medewerker == medewerker.identificatie

    def legt_terug(self, wie: int, bericht: int, plan: Plan = RUST) -> None:
        gekozen = self._bericht(bericht)
        if gekozen is not None:
            medewerker = MEDEWERKERS[wie % len(MEDEWERKERS)]
            self._functie(plan, lambda: self.gemeente.inziener.leg_terug(gekozen, medewerker))

    def beantwoordt(self, inzage: int, hoe: int, plan: Plan = RUST) -> None:
        """An agent answers; `hoe` chooses the Idempotency-Key, the text and the uploads that go along."""
        if not self.inzagen:
            return
        bericht, identificatie, medewerker = self.inzagen[inzage % len(self.inzagen)]
        sleutel, tekst = "ab"[hoe % 2], ("Beste Jan", "Geachte heer")[hoe // 2 % 2]
        een, ander = self.uploads[medewerker]
        antwoord = Antwoord(identificatie, tekst, None, ((een,), (), (ander, een))[hoe % 3])
        geldig = self._telt(bericht, identificatie)
        with self.noodlot.proces(self._lot(plan)):
            try:
                uitkomst = self.gemeente.beantwoorder.beantwoord(bericht, medewerker, sleutel, antwoord)
            except OngeldigeInvoer:
                self._keur_weigering(bericht, medewerker, sleutel, antwoord)
                return
            except Toestandsfout:
                self._keur_weigering(bericht, medewerker, sleutel, antwoord)
                assert plan or not geldig, "the inzage that counts was refused"
                return
            except (KlantmailFout, Uitval, Gestorven):
                return
            finally:
                self._volg_stroom()
        assert self._is_vastgelegd(bericht, medewerker, sleutel, antwoord), "what was confirmed is not stored"
        eerder = self.beloofd.get((bericht, medewerker, sleutel))
        assert eerder is None or eerder == (antwoord, uitkomst.antwoord.identificatie)
        self.beloofd[bericht, medewerker, sleutel] = (antwoord, uitkomst.antwoord.identificatie)

    def _keur_weigering(self, bericht: UUID, medewerker: Medewerker, sleutel: str, antwoord: Antwoord) -> None:
        eerder = self.beloofd.get((bericht, medewerker, sleutel))
        assert eerder is None or eerder[0] != antwoord, "a repetition of what was answered was refused"
        assert not self._is_vastgelegd(bericht, medewerker, sleutel, antwoord), "what was refused is stored"

    def hervat(self, nummer: int, keuze: int, plan: Plan = RUST) -> None:
        """A beheerder decides on a verzending, each time anew."""
        if self.tabel.verzendingen:
            verzending = list(self.tabel.verzendingen)[nummer % len(self.tabel.verzendingen)]
            gekozen, sleutel = list(Hervatkeuze)[keuze % len(Hervatkeuze)], str(self.gemeente.ids())
            self._functie(plan, lambda: self.gemeente.beheer.hervat(verzending, BEHEER, sleutel, gekozen, ""))

    def laat_toe(self, bericht: int, plan: Plan = RUST) -> None:
        gekozen = self._bericht(bericht)
        if gekozen is not None:
            self._functie(plan, lambda: self.gemeente.beheer.laat_toe(gekozen, BEHEER))

    def _bericht(self, nummer: int) -> UUID | None:
        return list(self.tabel.berichten)[nummer % len(self.tabel.berichten)] if self.tabel.berichten else None

    def _telt(self, bericht: UUID, inzage: UUID) -> bool:
        """This inzage is the one under which the mail is being handled; never a clock."""
        huidig = self.tabel.berichten[bericht]
        return huidig.afhandeling is None and huidig.inzage is not None and huidig.inzage.identificatie == inzage

    def _is_vastgelegd(self, bericht: UUID, medewerker: Medewerker, sleutel: str, antwoord: Antwoord) -> bool:
        afhandeling = self.tabel.berichten[bericht].afhandeling
        afdruk = vingerafdruk(antwoord.inzage, antwoord.inhoud, antwoord.onderwerp, *antwoord.bijlagen)
        gevraagd = (medewerker.identificatie, sleutel, afdruk)
        return afhandeling is not None and (afhandeling.medewerker, afhandeling.sleutel, afhandeling.vingerafdruk) == gevraagd

    # -- others who come between ---------------------------------------------------------------------------------------

    def _lot(self, plan: Plan) -> dict[int, Onheil | Callable[[], None]]:
        return {bij: wat if isinstance(wat, Onheil) else partial(self._doe_alles, wat) for bij, wat in plan.items()}

    def _doe_alles(self, daden: tuple[Daad, ...]) -> None:
        for daad in daden:
            self.doe(daad)

    def doe(self, daad: Daad) -> None:
        match daad.soort:
            case "neemt_in":
                self.neemt_in(daad.een)
            case "ronde":
                self.ronde()
            case "start":
                self.start(daad.een)
            case "opent":
                self.opent(daad.een, daad.twee)
            case "legt_terug":
                self.legt_terug(daad.een, daad.twee)
            case "beantwoordt":
                self.beantwoordt(daad.een, daad.twee)
            case "stroomt":
                self.stroomt(daad.een)
            case "ses":
                self.ses_wordt(daad.een)
            case "meldt":
                self.ses_meldt(daad.een, daad.twee)
            case "hervat":
                self.hervat(daad.een, daad.twee)
            case "wacht":
                self.wacht(daad.een)

    # -- when nothing goes wrong any more ------------------------------------------------------------------------------

    def kom_tot_rust(self) -> None:
        """Everything works again; time passes, the vangnet makes its rounds, what it starts is carried out once each."""
        self.ses.stemming = Stemming.NEEMT_AAN
        for _ in range(4):
            self.gemeente.klok.vooruit(max(DUREN))
            self.ronde()
            for nummer in range(len(self.gemeente.uitvoering.ingenomen) + len(self.gemeente.uitvoering.verzonden)):
                self.start(nummer)
            self.gemeente.uitvoering.ingenomen.clear()
            self.gemeente.uitvoering.verzonden.clear()
        self.ronde()
