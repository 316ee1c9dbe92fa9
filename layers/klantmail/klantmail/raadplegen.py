"""Reading back. Listing is not viewing: the werkvoorraad shows envelopes only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from klantmail.domein import (
    Berichtstatus,
    Bezorgstand,
    Emailbericht,
    Informatieobject,
    Klantcontact,
    Stand,
    Verzending,
    Verzendstatus,
)
from klantmail.fouten import Invoerfout, OngeldigeInvoer
from klantmail.poorten import Archief, Klok, LeesRegister, Pagina

MAX_PERIODE: Final = timedelta(days=31)
"""Longest period that can be searched without an address."""
LIJSTEN_VOOR_MENSEN: Final = (
    Verzendstatus.ONBEKEND.value,
    Verzendstatus.MISLUKT.value,
    Bezorgstand.GEWEIGERD.value,
    Bezorgstand.KLACHT.value,
)
"""Verzendingen that do not go on by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoekopdracht:
    """What to look for among the klantcontacten."""

    afzender: str | None
    van: datetime | None
    tot: datetime | None
    aantal: int
    na: str | None


@dataclass(frozen=True, slots=True)
class Raadpleger:
    """Reads for agents."""

    register: LeesRegister
    archief: Archief
    klok: Klok
    postvakken: tuple[str, ...]

    def werkvoorraad(
        self, postvak: str | None, status: Berichtstatus | None, *, aantal: int, na: str | None
    ) -> Pagina[Emailbericht]:
        """Mail that waits or is being handled, oldest first.

        Raises: OngeldigeInvoer (no such postvak; a status that is not in the werkvoorraad).
        """
        fouten = []
        if postvak is not None and postvak not in self.postvakken:
            fouten.append(Invoerfout("postvak", "onbekend", "Dit postvak bestaat niet."))
        if status is Berichtstatus.AFGEHANDELD:
            fouten.append(Invoerfout("status", "onbekend", "Een afgehandelde e-mail staat niet in de werkvoorraad."))
        if fouten:
            raise OngeldigeInvoer(*fouten)
        gekozen = self.postvakken if postvak is None else (postvak,)
        return self.register.werkvoorraad(gekozen, status, moment=self.klok(), aantal=aantal, na=na)

    def emailbericht(self, identificatie: UUID) -> Emailbericht:
        """Raises: NietGevonden."""
        return self.register.emailbericht(identificatie)

    def klantcontact(self, identificatie: UUID) -> Klantcontact:
        """A stored klantcontact; one that is only registered (inzage) does not exist yet. Raises: NietGevonden."""
        return self.register.klantcontact(identificatie)

    def zoek(self, opdracht: Zoekopdracht) -> Pagina[Klantcontact]:
        """Klantcontacten, newest first: of one address, or of a period of at most 31 days.

        Raises: OngeldigeInvoer (a period that ends before it begins, is too long, or is missing without an address).
        """
        if opdracht.van and opdracht.tot and opdracht.van >= opdracht.tot:
            raise OngeldigeInvoer(Invoerfout("tot", "volgorde", "De periode moet later eindigen dan hij begint."))
        if opdracht.afzender:
            return self.register.klantcontacten_van(
                opdracht.afzender, opdracht.van, opdracht.tot, aantal=opdracht.aantal, na=opdracht.na
            )
        tot = opdracht.tot or self.klok() + timedelta(milliseconds=1)
        van = opdracht.van or tot - MAX_PERIODE
        if van >= tot or tot - van > MAX_PERIODE:
            raise OngeldigeInvoer(Invoerfout("van", "periode", "Zoek zonder afzender in een periode van ten hoogste 31 dagen."))
        return self.register.klantcontacten_tussen(van, tot, aantal=opdracht.aantal, na=opdracht.na)

    def informatieobject(self, identificatie: UUID) -> Informatieobject:
        """Raises: NietGevonden."""
        return self.register.informatieobject(identificatie)

    def downloadlink(self, identificatie: UUID) -> tuple[str, datetime]:
        """A short-lived address of the document, always a download, and until when it is valid. Raises: NietGevonden."""
        document = self.register.informatieobject(identificatie)
        return self.archief.link(document.sleutel, bestandsnaam=document.bestandsnaam, formaat=document.formaat)

    def verzending(self, identificatie: UUID) -> Verzending:
        """Raises: NietGevonden."""
        return self.register.verzending(identificatie)

    def verzendingen(self, lijst: str | None, *, aantal: int, na: str | None) -> Pagina[Verzending]:
        """Verzendingen on one list (`Verzending.aandacht`); without one, all that need a person. Longest waiting first."""
        return self.register.verzendingenlijst((lijst,) if lijst else LIJSTEN_VOOR_MENSEN, aantal=aantal, na=na)

    def stand(self) -> Stand | None:
        """What the vangnet saw the last time; None before its first round."""
        return self.register.stand()
