"""Sending what is stored to be sent: at most once unless it was definitely refused (decision 9).

    te_verzenden ──claim (lease)──► bezig ──► Verzonden          ──► verzonden
         ▲                            ├─────► NietVerzonden      ──► mislukt, or te_verzenden when it may pass later
         └────────────────────────────┘─────► MisschienVerzonden ──► onbekend: never again by itself
    a crash after the claim leaves `bezig` with a lease that runs out: nobody can know, so that too ends as onbekend

The bytes are read and checked before the claim: nothing but SendEmail lies between the claim and its outcome.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256

from klantmail.domein import Verzending
from klantmail.fouten import Geweigerd, NietGevonden
from klantmail.poorten import Archief, Klok, MisschienVerzonden, NietVerzonden, Postkantoor, VerzendRegister, Verzonden


class NogNietVerzonden(Exception):
    """Certainly not sent, and to be tried again; for whoever must report that by failing."""


class Resultaat(StrEnum):
    """What one call of `verzend` came to."""

    VERZONDEN = "verzonden"
    NIET_AAN_DE_BEURT = "niet_aan_de_beurt"
    """Sent or being sent already, or of another generation of the table."""
    OPNIEUW = "opnieuw"
    """Certainly not sent; may be tried again."""
    MISLUKT = "mislukt"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzender:
    """Sends one verzending at a time."""

    register: VerzendRegister
    archief: Archief
    postkantoor: Postkantoor
    klok: Klok
    generatie: str
    lease: timedelta
    """How long an attempt may last; longer than the function's own time-out."""

    def verzend(self, verzending: Verzending) -> Resultaat:
        """Send it, if it is still to be sent. May be called any number of times, also at once.

        Args:
            verzending: as the stream or the table gave it; its status there may be old.
        """
        if verzending.generatie != self.generatie:
            return Resultaat.NIET_AAN_DE_BEURT
        try:
            mail = self.archief.lees(verzending.sleutel)
        except NietGevonden:
            return self._onbruikbaar(verzending, "De opgeslagen e-mail is niet gevonden.")
        if sha256(mail).hexdigest() != verzending.sha256:
            return self._onbruikbaar(verzending, "De opgeslagen e-mail is niet meer gelijk aan wat is vastgelegd.")
        try:
            bezig = self.register.claim_verzending(verzending.identificatie, self.generatie, self.klok() + self.lease)
        except Geweigerd:
            return Resultaat.NIET_AAN_DE_BEURT
        return self._verstuur(bezig, mail)

    def _verstuur(self, bezig: Verzending, mail: bytes) -> Resultaat:
        match self.postkantoor.verstuur(bezig, mail):
            case Verzonden(bericht_id):
                self.register.meld_verzonden(bezig, bericht_id, self.klok())
                return Resultaat.VERZONDEN
            case NietVerzonden(reden, tijdelijk):
                self.register.meld_niet_verzonden(bezig, reden, opnieuw=tijdelijk)
                return Resultaat.OPNIEUW if tijdelijk else Resultaat.MISLUKT
            case MisschienVerzonden(reden):
                self.register.meld_onbekend(bezig, reden)
                return Resultaat.ONBEKEND

    def _onbruikbaar(self, verzending: Verzending, reden: str) -> Resultaat:
        try:
            self.register.meld_onbruikbaar(verzending.identificatie, reden)
        except Geweigerd:
            return Resultaat.NIET_AAN_DE_BEURT
        return Resultaat.MISLUKT
