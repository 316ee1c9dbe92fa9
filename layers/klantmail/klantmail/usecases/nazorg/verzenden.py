"""The sending of what is stored to be sent: at most once unless it was definitely refused (decision 9).

    te_verzenden ──claim (lease)──► bezig ──► Verzonden          ──► verzonden
         ▲                            ├─────► NietVerzonden      ──► mislukt, or te_verzenden when it may pass later
         └────────────────────────────┘─────► MisschienVerzonden ──► onbekend: never again by itself
    a crash after the claim leaves `bezig` with a lease that runs out: nobody can know, so that too ends as onbekend

The bytes are read and checked before the claim: nothing but SendEmail lies between the claim and its outcome. What may
pass later is offered again by the vangnet, with back-off, and not by failing the stream: one mail never holds up
another.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from klantmail.domain.fouten import Geweigerd, NietGevonden
from klantmail.domain.tijd import Klok
from klantmail.domain.verzending import Verzending, wachttijd
from klantmail.ports.objecten import Archief
from klantmail.ports.postkantoor import MisschienVerzonden, NietVerzonden, Postkantoor, Verzonden
from klantmail.ports.verzendingen import Verzendpogingen


class Resultaat(StrEnum):
    """The results that one call of `verzend` can have."""

    VERZONDEN = "verzonden"
    NIET_AAN_DE_BEURT = "niet_aan_de_beurt"
    """It is sent or being sent already, or of another generation of the table."""
    LATER = "later"
    """It was certainly not sent; the vangnet offers it again."""
    MISLUKT = "mislukt"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzender:
    """The sender, of one verzending at a time."""

    verzendingen: Verzendpogingen
    archief: Archief
    postkantoor: Postkantoor
    klok: Klok
    generatie: str
    lease: timedelta
    """The time that an attempt may last; it is longer than the function's own time-out."""

    def verzend(self, verzending: Verzending) -> Resultaat:
        """Send it, if it is still to be sent. This may be called any number of times, also at once.

        Args:
            verzending: as the stream or the table gave it; its status there may be old.
        """
        if verzending.generatie != self.generatie:
            return Resultaat.NIET_AAN_DE_BEURT
        try:
            mail = self.archief.lees(verzending.object_key)
        except NietGevonden:
            return self._onbruikbaar(verzending, "De opgeslagen e-mail is niet gevonden.")
        if sha256(mail).hexdigest() != verzending.sha256:
            return self._onbruikbaar(verzending, "De opgeslagen e-mail is niet meer gelijk aan wat is vastgelegd.")
        try:
            bezig = self.verzendingen.claim_verzending(verzending.identificatie, self.generatie, self.klok() + self.lease)
        except Geweigerd:
            return Resultaat.NIET_AAN_DE_BEURT
        return self._verstuur(bezig, mail)

    def verzend_op_naam(self, identificatie: UUID) -> Resultaat:
        """Send it as `verzend` does, for the vangnet, which knows its identificatie only. Raises: NietGevonden."""
        return self.verzend(self.verzendingen.verzending(identificatie))

    def _verstuur(self, bezig: Verzending, mail: bytes) -> Resultaat:
        match self.postkantoor.verstuur(bezig, mail):
            case Verzonden(bericht_id):
                self._meld(lambda: self.verzendingen.meld_verzonden(bezig, bericht_id, self.klok()))
                return Resultaat.VERZONDEN
            case NietVerzonden(reden, tijdelijk):
                moment = self.klok()
                opnieuw_op = moment + wachttijd(bezig.pogingen) if tijdelijk else None
                self._meld(lambda: self.verzendingen.meld_niet_verzonden(bezig, reden, opnieuw_op=opnieuw_op, moment=moment))
                return Resultaat.LATER if tijdelijk else Resultaat.MISLUKT
            case MisschienVerzonden(reden):
                self._meld(lambda: self.verzendingen.meld_onbekend(bezig, reden, self.klok()))
                return Resultaat.ONBEKEND

    @staticmethod
    def _meld(melding: Callable[[], None]) -> None:
        """Report the outcome. It is refused only when an SES event or a person settled this attempt first."""
        with suppress(Geweigerd):
            melding()

    def _onbruikbaar(self, verzending: Verzending, reden: str) -> Resultaat:
        try:
            self.verzendingen.meld_onbruikbaar(verzending.identificatie, reden, self.klok())
        except Geweigerd:
            return Resultaat.NIET_AAN_DE_BEURT
        return Resultaat.MISLUKT
