"""The destroyer: it carries out what an archivaris approved, in steps that can be killed at any point and go on.

    a line of the list ─► is it still due, and nothing under way? ─► its tombstone in the table, which names all of it
      ─► its tombstone in the archive ─► every version of its objects ─► its items ─► a quarter of an hour later: again
    all lines twice ─► the verklaring van vernietiging ─► the list is vernietigd

Every step may be done again. The tombstone comes before anything is removed, so that whoever comes after a crash knows
what is left, and an event that comes late revives nothing. It is done twice, since a function that was already under
way may have written something of the mail meanwhile.

The tombstones in the archive hold when the table is set back: `herstel` removes again whatever a restored backup
brought back.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from itertools import batched
from typing import Final
from uuid import UUID

from klantmail.domain.bewaren import Mailstand, bewaring_van
from klantmail.domain.fouten import NietBeschikbaar, NietGevonden
from klantmail.domain.identificatie import emailbericht_id
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.termijn import vandaag
from klantmail.domain.tijd import Klok, als_tekst, uit_tekst
from klantmail.domain.vernietiging import (
    GRAFSTENEN,
    Grafsteen,
    Lijstsoort,
    Lijststatus,
    Opruimwerk,
    Regel,
    Vernietigingslijst,
    grafsteen_key,
    tel,
    uit_csv,
    verklaring,
)
from klantmail.ports.bewaren import Termijnentabel
from klantmail.ports.objecten import Intake
from klantmail.ports.vernietiging import (
    Lijstenkast,
    Mislukten,
    Uploadlijst,
    Vernietigarchief,
    Vernietigingen,
    Vernietigwachtrij,
)
from klantmail.usecases.guarded_write import Slaap, leg_vast
from klantmail.usecases.nazorg.vernietigingslijst import Opsteller, waarom_het_blijft
from klantmail.usecases.ontvangst.plek import plek_in_intake

_UPLOADS_BEWAARD: Final = timedelta(days=8)
"""An upload expires after seven days, some hours late."""
_PER_KEER: Final = 100
FORMAAT_VERKLARING: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Herstelresultaat:
    """The counts of one round of destroying again."""

    bekeken: int
    vernietigd: int
    """Mails that were there again."""
    vervolg: str
    """The tombstone to go on from; empty at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vernietiger:
    """The destroyer of one municipality."""

    lijsten: Lijstenkast
    tabel: Termijnentabel
    vernietigingen: Vernietigingen
    archief: Vernietigarchief
    intake: Intake
    uploads: Uploadlijst
    wachtrij: Vernietigwachtrij
    mislukten: Mislukten
    opsteller: Opsteller
    organisatie: str
    postvakken: tuple[str, ...]
    werktijd: timedelta
    """The time after which it leaves the rest to the next message; it is shorter than its function's time-out."""
    naloop: timedelta
    """The time between the first time and the second: longer than any function that writes of a mail takes."""
    klok: Klok
    slaap: Slaap

    def ronde(self) -> int:
        """Make the list of this month, and have approved lists gone on with. Return the number of these."""
        self.opsteller.maandlijst()
        open_ = (Lijststatus.GOEDGEKEURD, Lijststatus.WORDT_OPGESTELD)
        door = [lijst for lijst in self.lijsten.vernietigingslijsten() if lijst.status in open_]
        for lijst in door:
            self.wachtrij.bied_aan(lijst.identificatie)
        self._ruim_mislukten_op()
        return len(door)

    def ga_door(self, identificatie: UUID, vanaf: int) -> str:
        """Go on with a list, and return how far it is.

        Args:
            vanaf: the line to go on from; those of the second time are counted on.

        Raises: NietGevonden, NietBeschikbaar, OpslagFout (the message comes again).
        """
        lijst = self.lijsten.vernietigingslijst(identificatie)
        match lijst.status:
            case Lijststatus.WORDT_OPGESTELD:
                return self.opsteller.stel_op(identificatie).status.value
            case Lijststatus.GOEDGEKEURD:
                return self._voer_uit(lijst, vanaf)
            case _:
                return lijst.status.value

    def _voer_uit(self, lijst: Vernietigingslijst, vanaf: int) -> str:
        regels = self._regels(lijst)
        aantal, einde = len(regels), self.klok() + self.werktijd
        for nummer in range(vanaf, 2 * aantal):
            if nummer == aantal != vanaf:
                self._ruim_mislukten_op()
                self.wachtrij.bied_aan(lijst.identificatie, vanaf=nummer, over=int(self.naloop.total_seconds()))
                return "naloop"
            if self.klok() >= einde:
                self.wachtrij.bied_aan(lijst.identificatie, vanaf=nummer)
                return "vervolg"
            if nummer < aantal:
                self._vernietig(lijst, regels[nummer])
            else:
                self._loop_na(regels[nummer - aantal].emailbericht)
        self._ruim_mislukten_op()
        return self._sluit(lijst).status.value

    def _regels(self, lijst: Vernietigingslijst) -> Sequence[Regel]:
        """Return the lines to be carried out. Raises: NietBeschikbaar (this is not the list that was approved)."""
        inhoud = self.archief.lees(lijst.object_key)
        if sha256(inhoud).hexdigest() != lijst.sha256:
            raise NietBeschikbaar("the list in the archive is not the one that was approved")
        return [regel for regel in uit_csv(inhoud) if not lijst.is_uitgezonderd(regel)]

    # -- one mail ------------------------------------------------------------------------------------------------------

    def _vernietig(self, lijst: Vernietigingslijst, regel: Regel) -> None:
        steen = self._steen(regel.emailbericht) or self._begin(lijst, regel)
        if steen is not None:
            self._ruim_op(steen)

    def _loop_na(self, emailbericht: UUID) -> None:
        steen = self._steen(emailbericht)
        if steen is not None and steen.werk is not None:
            self._ruim_op(steen)
            self.vernietigingen.plaats(replace(steen, werk=None))

    def _steen(self, emailbericht: UUID) -> Grafsteen | None:
        return self.vernietigingen.grafstenen([emailbericht]).get(emailbericht)

    def _begin(self, lijst: Vernietigingslijst, regel: Regel) -> Grafsteen | None:
        """Store the tombstone of a mail that is still due. Return None when it is not, and stays."""
        mail = self._nog_te_vernietigen(lijst, regel.emailbericht)
        if mail is None:
            return None
        steen = Grafsteen(
            emailbericht=regel.emailbericht,
            lijst=lijst.identificatie,
            resultaat=regel.resultaat,
            tijdstip=self.klok(),
            werk=self._werk(mail, wissen=lijst.soort is Lijstsoort.WISSING),
        )

        def schrijf() -> Grafsteen:
            self.vernietigingen.begin(mail, steen)
            return steen

        try:
            return leg_vast(schrijf, lambda: self._steen(regel.emailbericht), self.slaap)
        except NietBeschikbaar:
            if self._nog_te_vernietigen(lijst, regel.emailbericht) is None:
                return None  # something happened with it meanwhile
            raise

    def _nog_te_vernietigen(self, lijst: Vernietigingslijst, emailbericht: UUID) -> Mailstand | None:
        """Judge the mail once more: weeks may lie between the list and now.

        Its zaken are not asked for again. So what has some stays when anything happened since the list was begun, such
        as a zaak that was not asked for.
        """
        gevonden = self.vernietigingen.emailberichten_van([emailbericht])
        if not gevonden:
            return None
        gesprek = self.vernietigingen.gesprek(gevonden[0].gesprek)
        mail = gesprek.mail(emailbericht)
        if mail is None or waarom_het_blijft(mail, gesprek):
            return None
        if lijst.soort is Lijstsoort.WISSING:
            return mail
        bewaring = bewaring_van(mail, gesprek, self.tabel.bewaartermijnen())
        if bewaring is not None and bewaring.zaken and gesprek.laatste_stap > lijst.gevraagd_op:
            return None
        is_om = bewaring is not None and bewaring.vanaf is not None and bewaring.vanaf <= vandaag(self.klok())
        return mail if is_om else None

    def _werk(self, mail: Mailstand, *, wissen: bool) -> Opruimwerk:
        try:
            koppen = self.archief.begin(mail.bericht.ruw.object_key)
        except NietGevonden:
            koppen = b""
        plek = plek_in_intake(mail.bericht.identificatie, koppen, self.postvakken)
        return self.vernietigingen.opruimwerk(mail, [plek] if plek else [], dict(self._uploads(mail)), wissen=wissen)

    def _uploads(self, mail: Mailstand) -> Iterator[tuple[UUID, str]]:
        """Yield what uploads are left of the medewerkers who wrote to the citizen about this mail lately."""
        sinds = self.klok() - _UPLOADS_BEWAARD
        onze = (een for een in mail.klantcontacten if een.initiatiefnemer is Initiatiefnemer.GEMEENTE)
        for medewerker in sorted({een.medewerker for een in onze if een.geregistreerd_op > sinds}):
            yield from self.uploads.van(medewerker).items()

    def _ruim_op(self, steen: Grafsteen) -> None:
        """Remove all that a tombstone names: objects first, then items. It may be done again."""
        werk = steen.werk
        if werk is None:
            return
        self.archief.bewaar(grafsteen_key(steen.emailbericht), _als_json(steen), "application/json")
        for object_key in werk.intake:
            self.intake.verwijder(object_key)
        for object_key in werk.uploads:
            self.uploads.verwijder(object_key)
        for voorvoegsel in werk.mappen:
            self.archief.vernietig(voorvoegsel)
        self.vernietigingen.verwijder(werk)

    def _ruim_mislukten_op(self) -> None:
        """Remove the failed events of SES that are about destroyed mail: SES puts addresses in them.

        No mail is lost by that: a mail that is not taken in lies in the intake (decision 8).
        """
        for mislukt in self.mislukten.lees():
            ids = [emailbericht_id(postvak, een) for een in mislukt.ontvangen for postvak in self.postvakken]
            weg = mislukt.verzending is not None and not self.vernietigingen.heeft_verzending(mislukt.verzending)
            if weg or self.vernietigingen.grafstenen(ids):
                self.mislukten.verwijder(mislukt)

    # -- the end -------------------------------------------------------------------------------------------------------

    def _sluit(self, lijst: Vernietigingslijst) -> Vernietigingslijst:
        """Count what is gone by its tombstones, and keep the verklaring."""
        alle_regels = list(uit_csv(self.archief.lees(lijst.object_key)))
        stenen: dict[UUID, Grafsteen] = {}
        for groep in batched((regel.emailbericht for regel in alle_regels), _PER_KEER, strict=False):
            stenen |= self.vernietigingen.grafstenen(groep)
        weg = [
            regel
            for regel in alle_regels
            if (steen := stenen.get(regel.emailbericht)) is not None and steen.lijst == lijst.identificatie
        ]
        uitgezonderd = sum(lijst.is_uitgezonderd(regel) for regel in alle_regels)
        geteld = replace(
            lijst,
            vernietigd=tel(weg),
            uitgezonderd=uitgezonderd,
            overgeslagen=len(alle_regels) - len(weg) - uitgezonderd,
        )
        moment = self.klok()
        tekst = verklaring(geteld, self.organisatie, moment)
        object_key = f"vernietiging/{lijst.identificatie}/{sha256(tekst).hexdigest()}.html"
        self.archief.bewaar(object_key, tekst, FORMAAT_VERKLARING)
        af = replace(
            geteld,
            status=Lijststatus.VERNIETIGD,
            vernietigd_op=moment,
            verklaring=object_key,
            versie=lijst.versie + 1,
        )
        return self.opsteller.leg_vast(af)

    # -- after a restore -----------------------------------------------------------------------------------------------

    def herstel(self, vervolg: str) -> Herstelresultaat:
        """Remove again whatever a restored table or archive brought back of what was destroyed.

        It is safe at any time, and any number of times.

        Args:
            vervolg: the tombstone to go on from, as the time before said; empty for all of them.
        """
        einde, bekeken, weer_weg = self.klok() + self.werktijd, 0, 0
        for een in self.archief.onder(GRAFSTENEN):
            if een.object_key < vervolg:
                continue
            if self.klok() >= einde:
                return Herstelresultaat(bekeken, weer_weg, een.object_key)
            bekeken += 1
            weer_weg += self._herstel(_uit_json(self.archief.lees(een.object_key)))
        return Herstelresultaat(bekeken, weer_weg, "")

    def _herstel(self, steen: Grafsteen) -> bool:
        gevonden = self.vernietigingen.emailberichten_van([steen.emailbericht])
        mail = self.vernietigingen.gesprek(gevonden[0].gesprek).mail(steen.emailbericht) if gevonden else None
        if mail is not None:
            steen = replace(steen, werk=self._werk(mail, wissen=False))
        if mail is not None or self._steen(steen.emailbericht) is None:
            self.vernietigingen.plaats(steen)
        self._ruim_op(steen)
        self.vernietigingen.plaats(replace(steen, werk=None))
        return mail is not None


def _als_json(steen: Grafsteen) -> bytes:
    """Write the tombstone for the archive, with the places of the objects, which a restored archive may hold again."""
    return json.dumps(
        {
            "emailbericht": str(steen.emailbericht),
            "lijst": str(steen.lijst),
            "resultaat": steen.resultaat,
            "tijdstip": als_tekst(steen.tijdstip),
            "mappen": steen.werk.mappen if steen.werk else (),
        }
    ).encode()


def _uit_json(bron: bytes) -> Grafsteen:
    gelezen = json.loads(bron)
    return Grafsteen(
        emailbericht=UUID(gelezen["emailbericht"]),
        lijst=UUID(gelezen["lijst"]),
        resultaat=gelezen["resultaat"],
        tijdstip=uit_tekst(gelezen["tijdstip"]),
        werk=Opruimwerk(mappen=tuple(gelezen["mappen"])),
    )
