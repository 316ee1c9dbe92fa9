"""The making of a list of what is due to be destroyed.

    mail that was handled on each day, and what is in quarantine ─► what may be due, by itself
    its conversation ─► nothing is under way, and its term is over ─► the zaken of the conversation, each asked for once
    all of these may be destroyed too ─► a line of the list
    the list, as CSV ─► the archive ─► the item of the list, with counts and its sha256

The list of a month is made once; a list for an erasure is made of the mail of a person. It can be stopped at any point:
the next round makes it anew, and the item of the list comes last. For an erasure no zaak is asked for: the archivaris
decides whether a duty to keep stands in its way.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import batched
from typing import Final
from uuid import UUID

from klantmail.domain.bewaartermijn import Bewaartermijnen
from klantmail.domain.bewaren import Bewaring, Gespreksstand, Mailstand, bewaring_van, kan_al
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.termijn import vandaag
from klantmail.domain.tijd import Klok, dag_hier
from klantmail.domain.vernietiging import (
    Blijft,
    Lijstsoort,
    Lijststatus,
    Regel,
    Vernietigingslijst,
    Wisverzoek,
    als_csv,
    maandlijst_id,
    tel,
    tel_redenen,
)
from klantmail.domain.zaaktermijn import Zaakreden, Zaaktermijn, waarom_het_bij_de_zaak_blijft
from klantmail.ports.bewaren import Termijnentabel
from klantmail.ports.objecten import Archief
from klantmail.ports.vernietiging import Bewaarbron, Lijstenkast
from klantmail.usecases.guarded_write import Slaap, leg_vast
from klantmail.usecases.mail_van_personen import Mailzoeker
from klantmail.usecases.nazorg.zaaktermijnen import Zaaktermijnlezer

type Uitslag = Regel | Blijft | Zaakreden
"""A line of the list, or why the mail stands on none."""

_PER_KEER: Final = 100
"""The most keys of one BatchGetItem."""
FORMAAT_LIJST: Final = "text/csv; charset=utf-8"


def lijst_key(lijst: UUID, hash_: str) -> str:
    return f"vernietiging/{lijst}/{hash_}.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opsteller:
    """The maker of the lists of one municipality."""

    lijsten: Lijstenkast
    tabel: Termijnentabel
    bron: Bewaarbron
    archief: Archief
    zaaktermijnen: Zaaktermijnlezer
    postvakken: tuple[str, ...]
    werktijd: timedelta
    """The time after which no zaak is asked for any more; it is shorter than the function's time-out."""
    klok: Klok
    slaap: Slaap

    def maandlijst(self) -> Vernietigingslijst:
        """Return the list of this month, which is made at the first round of the month.

        Raises: NietBeschikbaar (the next round makes it).
        """
        peildatum = vandaag(self.klok()).replace(day=1)
        try:
            return self.lijsten.vernietigingslijst(maandlijst_id(peildatum))
        except NietGevonden:
            lijst = Vernietigingslijst(
                identificatie=maandlijst_id(peildatum),
                soort=Lijstsoort.MAAND,
                status=Lijststatus.WORDT_OPGESTELD,
                peildatum=peildatum,
                gevraagd_op=self.klok(),
            )
            return self._bewaar(lijst, self._met_zaken(self._aan_de_beurt(peildatum), lijst))

    def stel_op(self, identificatie: UUID) -> Vernietigingslijst:
        """Make the list that was asked for an erasure. It does nothing when the list is there."""
        lijst = self.lijsten.vernietigingslijst(identificatie)
        if lijst.status is not Lijststatus.WORDT_OPGESTELD or lijst.wisverzoek is None:
            return lijst
        return self._bewaar(lijst, self._te_wissen(lijst.wisverzoek))

    @property
    def _zoeker(self) -> Mailzoeker:
        return Mailzoeker(self.bron, self.postvakken, self.klok)

    # -- what stands on it ---------------------------------------------------------------------------------------------

    def _aan_de_beurt(self, peildatum: date) -> Iterator[tuple[Bewaring, Regel | Blijft, UUID]]:
        """Yield each mail whose own term is over, with its line of the list.

        When something of it is under way or restricted, the reason why it stays replaces the line.
        """
        termijnen = self.tabel.bewaartermijnen()
        for mail, gesprek in self._met_gesprek(self._kandidaten(termijnen, peildatum)):
            bewaring = bewaring_van(mail, gesprek, termijnen)
            if bewaring is not None and bewaring.vanaf is not None and bewaring.vanaf <= peildatum:
                yield bewaring, _regel_of_niet(mail, gesprek, termijnen), mail.bericht.identificatie

    def _met_zaken(
        self, gevonden: Iterable[tuple[Bewaring, Regel | Blijft, UUID]], lijst: Vernietigingslijst
    ) -> Iterator[tuple[UUID, Uitslag]]:
        """Yield each mail with its line, or with the reason why a zaak keeps it. Each zaak is asked for once."""
        alle_gevonden = list({een[-1]: een for een in gevonden}.values())
        urls = {url for bewaring, uitslag, _ in alle_gevonden if isinstance(uitslag, Regel) for url in bewaring.zaken}
        termijnen = self.zaaktermijnen.lees(urls, lijst.peildatum, lijst.gevraagd_op + self.werktijd)
        for bewaring, uitslag, mail in alle_gevonden:
            if isinstance(uitslag, Regel) and bewaring.zaken:
                yield mail, _na_de_zaken(uitslag, bewaring, [termijnen[url] for url in bewaring.zaken], lijst.peildatum)
            else:
                yield mail, uitslag

    def _kandidaten(self, termijnen: Bewaartermijnen, peildatum: date) -> Iterator[Emailbericht]:
        for groep in batched(self._afgehandeld_of_apart(termijnen, peildatum), _PER_KEER, strict=False):
            for bericht in self.bron.emailberichten_van(groep):
                if kan_al(bericht, termijnen, peildatum):
                    yield bericht

    def _afgehandeld_of_apart(self, termijnen: Bewaartermijnen, peildatum: date) -> Iterator[UUID]:
        for postvak in self.postvakken:
            apart = (een for een in self.bron.niet_afgehandeld(postvak) if een.status is Berichtstatus.QUARANTAINE)
            yield from (een.identificatie for een in apart)
        tot = peildatum - timedelta(days=termijnen.kortste)
        yield from (bericht.identificatie for bericht in self._zoeker.afgehandeld_tot(tot))

    def _te_wissen(self, verzoek: Wisverzoek) -> Iterator[tuple[UUID, Regel | Blijft]]:
        """Yield all mail of a person, or the one mail, each with its line of the list.

        When something of it is under way or restricted, the reason why it stays replaces the line.
        """
        termijnen = self.tabel.bewaartermijnen()
        ids = [verzoek.emailbericht] if verzoek.emailbericht else list(self._zoeker.van_adressen({verzoek.adres}))
        berichten = (een for groep in batched(ids, _PER_KEER, strict=False) for een in self.bron.emailberichten_van(groep))
        for mail, gesprek in self._met_gesprek(berichten):
            yield mail.bericht.identificatie, _regel_of_niet(mail, gesprek, termijnen)

    def _met_gesprek(self, berichten: Iterable[Emailbericht]) -> Iterator[tuple[Mailstand, Gespreksstand]]:
        """Yield each mail with its conversation; one that was destroyed meanwhile is left out."""
        for bericht in berichten:
            gesprek = self.bron.gesprek(bericht.gesprek)
            mail = gesprek.mail(bericht.identificatie)
            if mail is not None:
                yield mail, gesprek

    # -- the list ------------------------------------------------------------------------------------------------------

    def _bewaar(self, lijst: Vernietigingslijst, gevonden: Iterable[tuple[UUID, Uitslag]]) -> Vernietigingslijst:
        """Archive the list, and store its item. Of two rounds at once one is stored."""
        per_mail = dict(gevonden)
        regels = [regel for regel in per_mail.values() if isinstance(regel, Regel)]
        blijven = list(per_mail.values())
        inhoud = als_csv(regels)
        hash_ = sha256(inhoud).hexdigest()
        object_key = lijst_key(lijst.identificatie, hash_)
        self.archief.bewaar(object_key, inhoud, FORMAAT_LIJST)
        nieuw = replace(
            lijst,
            status=Lijststatus.OPGESTELD,
            opgesteld_op=self.klok(),
            object_key=object_key,
            sha256=hash_,
            aantallen=tel(regels),
            loopt_nog=blijven.count(Blijft.LOOPT_NOG),
            beperkt=blijven.count(Blijft.BEPERKT),
            blijft_bij_zaak=tel_redenen(een for een in blijven if isinstance(een, Zaakreden)),
            wisverzoek=replace(lijst.wisverzoek, adres="") if lijst.wisverzoek else None,
            versie=lijst.versie + 1,
        )
        return self.leg_vast(nieuw)

    def leg_vast(self, lijst: Vernietigingslijst) -> Vernietigingslijst:
        """Store the next version of a list. Of two at once one is stored, and both get that one.

        Raises: NietBeschikbaar.
        """

        def schrijf() -> Vernietigingslijst:
            self.lijsten.bewaar_vernietigingslijst(lijst)
            return lijst

        def lees_terug() -> Vernietigingslijst | None:
            try:
                huidig = self.lijsten.vernietigingslijst(lijst.identificatie)
            except NietGevonden:
                return None
            return huidig if huidig.versie >= lijst.versie else None

        return leg_vast(schrijf, lees_terug, self.slaap)


def waarom_het_blijft(mail: Mailstand, gesprek: Gespreksstand) -> Blijft | None:
    """Tell why a mail may not be destroyed yet: it or its conversation is restricted, or something is under way."""
    if gesprek.is_beperkt:
        return Blijft.BEPERKT
    return Blijft.LOOPT_NOG if mail.loopt_nog or gesprek.loopt_nog else None


def _regel_of_niet(mail: Mailstand, gesprek: Gespreksstand, termijnen: Bewaartermijnen) -> Regel | Blijft:
    return waarom_het_blijft(mail, gesprek) or regel_van(mail, gesprek, termijnen)


def _na_de_zaken(
    regel: Regel, bewaring: Bewaring, termijnen: Sequence[Zaaktermijn | Zaakreden], peildatum: date
) -> Regel | Zaakreden:
    """Return the line of a mail whose zaken may all be destroyed, with the last of their days; else why it stays."""
    datums = [een.archiefactiedatum for een in termijnen if isinstance(een, Zaaktermijn) and een.archiefactiedatum]
    reden = waarom_het_bij_de_zaak_blijft(termijnen, peildatum)
    return reden or replace(regel, vanaf=max(filter(None, (bewaring.vanaf, *datums))))


def regel_van(mail: Mailstand, gesprek: Gespreksstand, termijnen: Bewaartermijnen) -> Regel:
    """Return the line of this mail on the list. The result of a mail without a term of its own is `geen`."""
    bewaring = bewaring_van(mail, gesprek, termijnen)
    return Regel(
        emailbericht=mail.bericht.identificatie,
        resultaat=bewaring.regel.resultaat if bewaring else "geen",
        omschrijving=bewaring.regel.omschrijving if bewaring else "Zonder bewaartermijn",
        grond="+".join(dict.fromkeys(een.grond.value for een in mail.aanleidingen)),
        laatste_stap=dag_hier(gesprek.laatste_stap),
        vanaf=bewaring.vanaf if bewaring and not bewaring.zaken else None,
        klantcontacten=len(mail.klantcontacten),
        documenten=_documenten(mail),
        interne_taken=len(mail.taken),
        verzendingen=len(mail.verzendingen),
        zaken=len(mail.zaken),
    )


def _documenten(mail: Mailstand) -> int:
    """Count the documents. A mail without a klantcontact names none: those that were attached, and the mail itself."""
    genoemd = {bijlage.informatieobject for contact in mail.klantcontacten for bijlage in contact.bijlagen}
    return len(genoemd) or mail.bericht.envelop.aantal_bijlagen + 1
