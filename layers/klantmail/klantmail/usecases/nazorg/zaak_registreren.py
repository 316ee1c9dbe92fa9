"""The registration of a zaak in the municipality's Zaken API, after its klantcontact was stored.

There is one zaak there, whatever goes wrong.

    te_registreren ──claim (lease)──► bezig: the zaak ─► its URL kept ─► its first status and its initiator, each kept
         ▲                              │   ─► each document, kept one by one ─► geregistreerd
         │                              │  not now, or nobody can know (time-out, reset, 5xx, no access)
         ├── later, with back-off ──────┤  no time left: at once
         │                              └─ a definite refusal, or documents that may harm ─► mislukt, for a beheerder
         └── a crash leaves `bezig` with a lease that runs out: claimed again

What may have been made is looked up by our identificatie before anything is made again (`Zaaksysteem`), and what is
known to be there is kept on the zaak, so that a next attempt goes on where the last one stopped.

Of a zaak that was there already nothing is made: its URL is known, or looked up now where no Zaken API was set before.
Status and initiator are given where the municipality has set its Catalogi API, which knows their types.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final
from uuid import UUID

from klantmail.domain.document import Informatieobject
from klantmail.domain.fouten import Geweigerd, NietGevonden
from klantmail.domain.keuring import Keuroordeel
from klantmail.domain.tijd import Klok
from klantmail.domain.verzending import wachttijd
from klantmail.domain.zaak import Zaak, Zaakverwijzing, bezwaar_tegen
from klantmail.ports.objecten import Archief
from klantmail.ports.repositories import Informatieobjectlezer
from klantmail.ports.zaaksysteem import Gemaakt, NietGelezen, NietGemaakt, Zaaksysteem, Zaakzoeker
from klantmail.ports.zaken import Zaakpogingen
from klantmail.usecases.keuren import Keurmeester

_GEVAAR: Final = "Er is een virus of andere dreiging in gevonden, of zij zijn niet te controleren."


class Zaakresultaat(StrEnum):
    """The results that one call of `registreer` can have."""

    GEREGISTREERD = "geregistreerd"
    NIET_AAN_DE_BEURT = "niet_aan_de_beurt"
    """It is registered or being registered already, or of another generation of the table."""
    GEEN_ZAAKSYSTEEM = "geen_zaaksysteem"
    """The municipality has set no Zaken API: the zaak waits, and can be read over the API."""
    LATER = "later"
    """The vangnet offers it again."""
    MISLUKT = "mislukt"


class _Ophouden(Exception):
    """This attempt goes no further.

    Args:
        reden: Dutch, without personal data.
        opnieuw_op: the moment at which it may go on; None when it may not by itself.
    """

    def __init__(self, reden: str, opnieuw_op: datetime | None) -> None:
        super().__init__(reden)
        self.reden = reden
        self.opnieuw_op = opnieuw_op


@dataclass(frozen=True, slots=True, kw_only=True)
class Registreerder:
    """The registration, of one zaak at a time."""

    zaken: Zaakpogingen
    informatieobjecten: Informatieobjectlezer
    archief: Archief
    keurmeester: Keurmeester
    zaaksysteem: Zaaksysteem | None
    """None when the municipality has set no Zaken API."""
    klok: Klok
    generatie: str
    lease: timedelta
    """The time that an attempt may last; it is longer than the function's own time-out."""
    werktijd: timedelta
    """The time in which an attempt begins new documents; it is shorter than that time-out."""

    def registreer(self, zaak: Zaak) -> Zaakresultaat:
        """Register it, if it is still to be registered. This may be called any number of times, also at once.

        Args:
            zaak: as the stream or the table gave it; its status there may be old.
        """
        if self.zaaksysteem is None:
            return Zaakresultaat.GEEN_ZAAKSYSTEEM
        if zaak.generatie != self.generatie:
            return Zaakresultaat.NIET_AAN_DE_BEURT
        begin = self.klok()
        try:
            bezig = self.zaken.claim_zaak(zaak.identificatie, self.generatie, begin, begin + self.lease)
            return self._voer_uit(self.zaaksysteem, bezig, begin)
        except Geweigerd:  # not to be claimed, or taken over by another attempt after its lease
            return Zaakresultaat.NIET_AAN_DE_BEURT

    def registreer_op_naam(self, identificatie: UUID) -> Zaakresultaat:
        """Register it as `registreer` does, for the vangnet, which knows its identificatie only.

        Raises: NietGevonden.
        """
        return self.registreer(self.zaken.zaak(identificatie))

    def _voer_uit(self, zaaksysteem: Zaaksysteem, zaak: Zaak, begin: datetime) -> Zaakresultaat:
        try:
            zaak = self._met_url(zaaksysteem, zaak)
            if zaaksysteem.met_catalogus and not zaak.bestaande_zaak:
                self._geef_status_en_initiator(zaaksysteem, zaak)
            if zaaksysteem.met_documenten:
                self._koppel(zaaksysteem, zaak, begin)
        except _Ophouden as stop:
            self.zaken.meld_niet_geregistreerd(zaak, stop.reden, opnieuw_op=stop.opnieuw_op, moment=self.klok())
            return Zaakresultaat.LATER if stop.opnieuw_op else Zaakresultaat.MISLUKT
        self.zaken.meld_geregistreerd(zaak, self.klok())
        return Zaakresultaat.GEREGISTREERD

    def _met_url(self, zaaksysteem: Zaaksysteem, zaak: Zaak) -> Zaak:
        if zaak.url:
            return zaak
        if zaak.bestaande_zaak:
            url = self._gevonden(zaaksysteem, zaak)
        else:
            url = self._gemaakt(zaaksysteem.maak_zaak(zaak, herhaling=zaak.pogingen > 1), zaak)
        self.zaken.meld_gemaakt(zaak, url)
        return replace(zaak, url=url)

    def _gevonden(self, zaaksysteem: Zaakzoeker, zaak: Zaak) -> str:
        gevonden = zaaksysteem.zoek(Zaakverwijzing(identificatie=zaak.bestaande_zaak))
        if isinstance(gevonden, NietGelezen):
            raise _Ophouden(gevonden.reden, self.klok() + wachttijd(zaak.pogingen) if gevonden.tijdelijk else None)
        if bezwaar := bezwaar_tegen(gevonden):
            raise _Ophouden(bezwaar[1], None)
        return gevonden[0].url

    def _geef_status_en_initiator(self, zaaksysteem: Zaaksysteem, zaak: Zaak) -> None:
        if not zaak.heeft_status:
            self._gemaakt(zaaksysteem.zet_status(zaak), zaak)
            self.zaken.meld_met_status(zaak)
        if zaak.initiator is not None and not zaak.heeft_initiator:
            self._gemaakt(zaaksysteem.zet_initiator(zaak), zaak)
            self.zaken.meld_met_initiator(zaak)

    def _koppel(self, zaaksysteem: Zaaksysteem, zaak: Zaak, begin: datetime) -> None:
        """Tie the documents, and stop for a beheerder when some of them were refused."""
        geweigerd = list(zaak.geweigerd)
        for plaats in range(zaak.gekoppeld, len(zaak.informatieobjecten)):
            if self.klok() - begin >= self.werktijd:
                raise _Ophouden("Nog niet alle documenten zijn gekoppeld.", self.klok())
            document, inhoud = self._document(zaak.informatieobjecten[plaats])
            if self._is_te_weigeren(document, zaak):
                geweigerd.append(document.identificatie)
            else:
                # Only the first document of an attempt can have been tied without being counted.
                herhaling = zaak.pogingen > 1 and plaats == zaak.gekoppeld
                self._gemaakt(zaaksysteem.koppel(zaak.url, document, inhoud, herhaling=herhaling), zaak)
            self.zaken.meld_gekoppeld(zaak, plaats + 1, geweigerd)
        if geweigerd:
            raise _Ophouden(f"Niet bij de zaak gedaan: {len(geweigerd)} van de documenten. {_GEVAAR}", None)

    def _is_te_weigeren(self, document: Informatieobject, zaak: Zaak) -> bool:
        """Tell whether the malware scanner keeps a document from the zaak: nobody would know there that it may harm."""
        oordeel = self.keurmeester.oordeel(document.object_key, document.creatiedatum)
        if oordeel is Keuroordeel.NOG_NIET:
            raise _Ophouden("Een document wordt nog gecontroleerd op virussen.", self.klok() + wachttijd(zaak.pogingen))
        return oordeel is not Keuroordeel.SCHOON

    def _document(self, identificatie: UUID) -> tuple[Informatieobject, bytes]:
        try:
            document = self.informatieobjecten.informatieobject(identificatie)
            inhoud = self.archief.lees(document.object_key)
        except NietGevonden:
            raise _Ophouden("Een document van deze e-mail is niet gevonden.", None) from None
        if sha256(inhoud).hexdigest() != document.sha256:
            raise _Ophouden("Een document van deze e-mail is niet meer gelijk aan wat is vastgelegd.", None)
        return document, inhoud

    def _gemaakt(self, uitslag: Gemaakt | NietGemaakt, zaak: Zaak) -> str:
        if isinstance(uitslag, NietGemaakt):
            raise _Ophouden(uitslag.reden, self.klok() + wachttijd(zaak.pogingen) if uitslag.tijdelijk else None)
        return uitslag.url
