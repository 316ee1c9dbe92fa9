"""Internal notes: what colleagues tell each other about a mail or a task. Nothing else reads them.

Who may read a mail, the role says; who may read a task is judged before (`Takendesk.leesbaar`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from klantmail.domain.beperking import vereis_onbeperkt
from klantmail.domain.fouten import KeuzeNietMogelijk, SleutelHergebruikt
from klantmail.domain.identificatie import record_id
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.notitie import MAX_NOTITIES, Notitie
from klantmail.domain.tijd import Klok
from klantmail.ports.repositories import Emailberichtlezer, Notities
from klantmail.usecases.guarded_write import Slaap, leg_vast


@dataclass(frozen=True, slots=True)
class Notitieblok:
    """The notes of one municipality."""

    notities: Notities
    emailberichten: Emailberichtlezer
    klok: Klok
    slaap: Slaap

    def op_bericht(self, identificatie: UUID) -> UUID:
        """Return the identificatie of a mail, which is there. Raises: NietGevonden; GeenToegang (it is restricted)."""
        bericht = self.emailberichten.emailbericht(identificatie)
        vereis_onbeperkt(beperkt=bericht.beperking is not None)
        return bericht.identificatie

    def lijst(self, over: UUID) -> Sequence[Notitie]:
        """Read the notes on a mail or a task, oldest first."""
        return self.notities.notities(over)

    def schrijf(self, over: UUID, medewerker: Medewerker, idempotency_key: str, tekst: str) -> Notitie:
        """Add a note. It can never be changed.

        Args:
            idempotency_key: the same one with the same text gives the same note.

        Raises: SleutelHergebruikt; KeuzeNietMogelijk (there are `MAX_NOTITIES`); NietBeschikbaar.
        """
        notitie = Notitie(
            identificatie=record_id("notitie", over, medewerker.identificatie, idempotency_key),
            over=over,
            tekst=tekst,
            medewerker=medewerker.identificatie,
            naam=medewerker.naam,
            tijdstip=self.klok(),
        )

        def schrijf() -> Notitie:
            self.notities.schrijf_notitie(notitie)
            return notitie

        def lees_terug() -> Notitie | None:
            alle = self.notities.notities(over)
            eerder = next((een for een in alle if een.identificatie == notitie.identificatie), None)
            if eerder is None and len(alle) >= MAX_NOTITIES:
                raise KeuzeNietMogelijk(f"Er staan hier al {MAX_NOTITIES} notities.")
            if eerder is not None and eerder.tekst != tekst:
                raise SleutelHergebruikt()
            return eerder

        return lees_terug() or leg_vast(schrijf, lees_terug, self.slaap)
