"""The decisions of a beheerder on a verzending that cannot go on by itself and on a mail in quarantine.

All of them are recorded.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from klantmail.domain.beperking import vereis_onbeperkt
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht, Vrijgave, waarom_niet
from klantmail.domain.fouten import Geweigerd, KeuzeNietMogelijk, SleutelHergebruikt
from klantmail.domain.medewerker import Medewerker, vereis_beheerder
from klantmail.domain.stand import Stand
from klantmail.domain.tijd import Klok
from klantmail.domain.verzending import Bezorgstand, Hervatkeuze, Hervatting, Verzending, Verzendstatus
from klantmail.ports.inrichting import Standlezer
from klantmail.ports.repositories import Pagina, Quarantaine
from klantmail.ports.verzendingen import Verzendingenbeheer
from klantmail.usecases.guarded_write import Slaap
from klantmail.usecases.nazorg.bezorgen import wijzig

LIJSTEN_VOOR_MENSEN: Final = (
    Verzendstatus.ONBEKEND.value,
    Verzendstatus.MISLUKT.value,
    Bezorgstand.GEWEIGERD.value,
    Bezorgstand.KLACHT.value,
)
"""The lists of verzendingen that do not go on by themselves."""
_KEUZES: Final = {
    Verzendstatus.ONBEKEND: {Hervatkeuze.OPNIEUW, Hervatkeuze.IS_VERZONDEN, Hervatkeuze.VERVALLEN},
    Verzendstatus.MISLUKT: {Hervatkeuze.OPNIEUW, Hervatkeuze.VERVALLEN},
    Verzendstatus.TE_VERZENDEN: {Hervatkeuze.VERVALLEN},
    Verzendstatus.VERZONDEN: {Hervatkeuze.GEZIEN},
}
"""The choices in each status. There are none while an attempt is under way, or when it is over."""


@dataclass(frozen=True, slots=True)
class Beheer:
    """The decisions of a beheerder."""

    emailberichten: Quarantaine
    verzendingen: Verzendingenbeheer
    standen: Standlezer
    klok: Klok
    slaap: Slaap
    generatie: str

    def stand(self) -> Stand | None:
        """The last observations of the vangnet; None before its first round."""
        return self.standen.stand()

    def verzending(self, identificatie: UUID) -> Verzending:
        """Read a verzending. One that needs a person is read by who decides on it, whatever else holds for it.

        Raises: NietGevonden; GeenToegang (the mail that it belongs to is restricted).
        """
        verzending = self.verzendingen.verzending(identificatie)
        vereis_onbeperkt(beperkt=verzending.beperkt and verzending.aandacht is None)
        return verzending

    def lijst(self, lijst: str | None, *, aantal: int, na: str | None) -> Pagina[Verzending]:
        """Read the verzendingen on one list (`Verzending.aandacht`), longest waiting first.

        Without a list, all are read that need a person.
        """
        return self.verzendingen.verzendingenlijst((lijst,) if lijst else LIJSTEN_VOOR_MENSEN, aantal=aantal, na=na)

    def hervat(
        self, identificatie: UUID, medewerker: Medewerker, idempotency_key: str, keuze: Hervatkeuze, toelichting: str
    ) -> Verzending:
        """Decide on a verzending, and return the verzending as it is then.

        Args:
            idempotency_key: the same one with the same choice changes nothing more.

        Raises: GeenToegang, NietGevonden, KeuzeNietMogelijk, SleutelHergebruikt, NietBeschikbaar.
        """
        vereis_beheerder(medewerker)
        hervatting = Hervatting(
            keuze=keuze,
            medewerker=medewerker.identificatie,
            naam=medewerker.naam,
            tijdstip=self.klok(),
            toelichting=toelichting,
            idempotency_key=idempotency_key,
        )
        return wijzig(self.verzendingen, identificatie, lambda verzending: self._hervat(verzending, hervatting), self.slaap)

    def _hervat(self, verzending: Verzending, hervatting: Hervatting) -> Verzending:
        for eerder in verzending.hervattingen:
            if (eerder.medewerker, eerder.idempotency_key) == (hervatting.medewerker, hervatting.idempotency_key):
                if (eerder.keuze, eerder.toelichting) != (hervatting.keuze, hervatting.toelichting):
                    raise SleutelHergebruikt()
                return verzending
        nodig = hervatting.keuze in _KEUZES.get(verzending.status, frozenset())
        if not nodig or verzending.aandacht is None:
            raise KeuzeNietMogelijk("Deze keuze past niet bij de status van de verzending.", verzending.status.value)
        nieuw = replace(verzending, hervattingen=(*verzending.hervattingen, hervatting))
        match hervatting.keuze:
            case Hervatkeuze.OPNIEUW:
                # This holds for an older generation too: the generation cannot know that a person wants it sent.
                return replace(
                    nieuw,
                    status=Verzendstatus.TE_VERZENDEN,
                    generatie=self.generatie,
                    aan_de_beurt_op=hervatting.tijdstip,
                    reden="",
                )
            case Hervatkeuze.IS_VERZONDEN:
                return replace(nieuw, status=Verzendstatus.VERZONDEN, verzonden_op=hervatting.tijdstip, reden="")
            case Hervatkeuze.VERVALLEN:
                return replace(nieuw, status=Verzendstatus.VERVALLEN)
            case Hervatkeuze.GEZIEN:
                return nieuw

    def laat_toe(self, identificatie: UUID, medewerker: Medewerker) -> Emailbericht:
        """Let a mail out of quarantine, into the werkvoorraad. It changes nothing when that was done already.

        Raises: GeenToegang, NietGevonden, AlAfgehandeld, KeuzeNietMogelijk (it never was in quarantine),
            NietBeschikbaar.
        """
        vereis_beheerder(medewerker)
        bericht = self.emailberichten.emailbericht(identificatie)
        if bericht.status is Berichtstatus.QUARANTAINE:
            with suppress(Geweigerd):  # another let it in: read what became of it
                self.emailberichten.laat_toe(bericht, Vrijgave(medewerker.identificatie, medewerker.naam, self.klok()))
            bericht = self.emailberichten.emailbericht(identificatie)
        if bericht.status is Berichtstatus.AFGEHANDELD:
            raise waarom_niet(bericht)
        if bericht.vrijgave is None:
            raise KeuzeNietMogelijk("Deze e-mail staat niet in quarantaine.", bericht.status.value)
        return bericht
