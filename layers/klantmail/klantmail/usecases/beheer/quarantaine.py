"""The quarantine: a beheerder closes what is there, and puts back what should not have been let out.

nieuw ──put apart──► quarantaine ──let in (`verzendingen`)──► nieuw
                          └── close, up to 100 at once ──► afgehandeld, geen_klantcontact

None of it passes through the werkvoorraad. A closing is undone as any other (`afhandeling.heropenen`), and the mail is
back in quarantine then.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from klantmail.domain.afhandeling import Afhandeling, Afhandelsoort
from klantmail.domain.emailbericht import Apartzetting, Berichtstatus, Emailbericht, waarom_niet
from klantmail.domain.fouten import Geweigerd, Invoerfout, KeuzeNietMogelijk, OngeldigeInvoer, SleutelHergebruikt
from klantmail.domain.identificatie import vingerafdruk
from klantmail.domain.medewerker import Medewerker, vereis_beheerder
from klantmail.domain.tijd import Klok
from klantmail.ports.repositories import Apartzettingen
from klantmail.usecases.guarded_write import Slaap, leg_vast

MAX_TEGELIJK: Final = 100
"""The most actions of one TransactWriteItems."""


@dataclass(frozen=True, slots=True)
class Quarantainebeheer:
    """The decisions of a beheerder on mail that is kept apart."""

    emailberichten: Apartzettingen
    klok: Klok
    slaap: Slaap

    def zet_apart(self, identificatie: UUID, medewerker: Medewerker, reden: str) -> Emailbericht:
        """Put a mail that waits back into quarantine. It changes nothing when it is there already.

        Raises: GeenToegang, NietGevonden, BijAnderInBehandeling (somebody has it open), AlAfgehandeld, NietBeschikbaar.
        """
        vereis_beheerder(medewerker)
        bericht = self.emailberichten.emailbericht(identificatie)
        moment = self.klok()
        if bericht.status is Berichtstatus.QUARANTAINE:
            return bericht
        if bericht.status_op(moment) is not Berichtstatus.NIEUW:
            raise waarom_niet(bericht)
        apartzetting = Apartzetting(
            medewerker=medewerker.identificatie,
            naam=medewerker.naam,
            tijdstip=moment,
            reden=reden,
            vrijgave=bericht.vrijgave,
        )
        try:
            self.emailberichten.zet_apart(bericht, apartzetting)
        except Geweigerd:
            bericht = self.emailberichten.emailbericht(identificatie)
            if bericht.status is Berichtstatus.QUARANTAINE:
                return bericht
            raise waarom_niet(bericht) from None
        return self.emailberichten.emailbericht(identificatie)

    def sluit(self, identificaties: Sequence[UUID], medewerker: Medewerker, idempotency_key: str, reden: str) -> Afhandeling:
        """Close mail in quarantine, all of these or none, each as `geen_klantcontact` with the same reason.

        Args:
            identificaties: 1 to `MAX_TEGELIJK` of them.
            idempotency_key: the same one with the same request gives the same answer.

        Raises: GeenToegang; OngeldigeInvoer (too many, none, the same twice, or one that does not exist);
            KeuzeNietMogelijk (one is not in quarantine); SleutelHergebruikt; NietBeschikbaar.
        """
        vereis_beheerder(medewerker)
        if fouten := tuple(_fouten_in(identificaties)):
            raise OngeldigeInvoer(*fouten)
        afhandeling = Afhandeling(
            soort=Afhandelsoort.GEEN_KLANTCONTACT,
            klantcontacten=(),
            reden=reden,
            idempotency_key=idempotency_key,
            vingerafdruk=vingerafdruk(sorted(map(str, identificaties)), reden),
            tijdstip=self.klok(),
            medewerker=medewerker.identificatie,
        )

        def lees_terug() -> Afhandeling | None:
            gevonden = {een.identificatie: een for een in self.emailberichten.emailberichten_van(identificaties)}
            return _eerder(gevonden, identificaties, afhandeling)

        def schrijf() -> Afhandeling:
            self.emailberichten.sluit_in_quarantaine(identificaties, afhandeling)
            return afhandeling

        return lees_terug() or leg_vast(schrijf, lees_terug, self.slaap)


def _fouten_in(identificaties: Sequence[UUID]) -> Iterator[Invoerfout]:
    if not 0 < len(identificaties) <= MAX_TEGELIJK:
        yield Invoerfout("emailberichten", "aantal", f"Noem 1 tot {MAX_TEGELIJK} e-mails.")
    for nummer, een in enumerate(identificaties[:MAX_TEGELIJK]):
        if een in identificaties[:nummer]:
            yield Invoerfout(f"emailberichten.{nummer}", "dubbel", "Deze e-mail staat er al.")


def _eerder(
    gevonden: Mapping[UUID, Emailbericht], identificaties: Sequence[UUID], afhandeling: Afhandeling
) -> Afhandeling | None:
    """Return the afhandeling of this very request, if it closed these before; None while all are in quarantine.

    Raises: OngeldigeInvoer, SleutelHergebruikt, KeuzeNietMogelijk.
    """
    onbekend = [
        Invoerfout(f"emailberichten.{nummer}", "onbekend", "Deze e-mail bestaat niet.")
        for nummer, een in enumerate(identificaties)
        if een not in gevonden
    ]
    if onbekend:
        raise OngeldigeInvoer(*onbekend)
    ander = [bericht for bericht in map(gevonden.__getitem__, identificaties) if bericht.status is not Berichtstatus.QUARANTAINE]
    if not ander:
        return None
    eigen = ander[0].afhandeling
    mijn = (afhandeling.medewerker, afhandeling.idempotency_key)
    if eigen is not None and mijn == (eigen.medewerker, eigen.idempotency_key):
        if eigen.vingerafdruk != afhandeling.vingerafdruk:
            raise SleutelHergebruikt()
        return eigen
    namen = ", ".join(f"{een.identificatie} ({een.status.value})" for een in ander)
    raise KeuzeNietMogelijk(f"Niet in quarantaine: {namen}.", ander[0].status.value)
