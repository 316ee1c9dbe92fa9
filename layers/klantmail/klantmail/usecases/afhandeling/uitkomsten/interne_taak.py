"""Variant B of C1199: the contact centre asks something of a department, or of one colleague."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.doorgeleidbericht import BEHANDELAAR, DOORGELEIDBERICHT, UITERLIJK
from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.domain.interne_taak import Betrokkene, InterneTaak, Taakstatus, Toewijzing
from klantmail.domain.tijd import datum_in_woorden
from klantmail.usecases.afhandeling.toewijzen import termijn, toewijzingsfouten, vereis_recht
from klantmail.usecases.afhandeling.uitkomsten.bericht_aan_klant import bericht_aan_klant
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting, Stof, Uitkomst, Uitwerking
from klantmail.usecases.commit import Samenstelling
from klantmail.usecases.uitgaand.vanzelf import GEEN_ADRES, waarom_niet_vanzelf


@dataclass(frozen=True, slots=True)
class Taakopdracht(Uitkomst):
    """This outcome stores the klantcontact of the mail with an interne taak and, if asked, a message to the citizen."""

    soort: ClassVar[Afhandelsoort] = Afhandelsoort.INTERNE_TAAK

    gevraagde_handeling: str
    toegewezen_aan: Toewijzing
    toelichting: str = ""
    naam: str | None = None
    """Name of the betrokkene; None when it is that of the sender in the mail."""
    bericht_aan_klant: str | None = None
    """Text of a message to the citizen; None when there is no message."""
    uiterlijk: date | None = None
    """The last day of its term; None for that of the eenheid."""

    @property
    def schrijft_klant(self) -> bool:
        return self.bericht_aan_klant is not None

    def fouten(self, inrichting: Inrichting) -> Iterable[Invoerfout]:
        yield from toewijzingsfouten(self.toegewezen_aan, inrichting.eenheden, inrichting.ontvangers)

    def stel_samen(self, stof: Stof, inrichting: Inrichting) -> Uitwerking:
        """Raises: OngeldigeInvoer (a term that is over; an assignee without a right to it); as `bericht_aan_klant`."""
        vereis_recht(self.toegewezen_aan, stof.bericht.envelop.postvak, inrichting.ontvangers)
        afzender = stof.bericht.envelop.indiener or stof.inhoud.afzender
        taak = InterneTaak(
            identificatie=stof.maak_id("interne_taak"),
            klantcontact=stof.vraag.identificatie,
            emailbericht=stof.bericht.identificatie,
            gevraagde_handeling=self.gevraagde_handeling,
            toegewezen_aan=self.toegewezen_aan,
            toelichting=self.toelichting,
            betrokkene=Betrokkene(self.naam or afzender.naam, afzender.adres),
            status=Taakstatus.TE_VERWERKEN,
            toegewezen_op=stof.moment,
            uiterlijk=termijn(self.toegewezen_aan, self.uiterlijk, stof.moment, inrichting.termijnen),
            sinds=stof.bericht.envelop.ontvangen_op,
        )
        bericht, waarom_niet = self._bericht(stof, inrichting)
        samenstelling = Samenstelling((stof.vraag, taak)) + bericht
        afhandeling = replace(self.als_afhandeling(samenstelling), reden_zonder_bericht=waarom_niet)
        return Uitwerking(samenstelling, replace(afhandeling, interne_taak=taak.identificatie))

    def _bericht(self, stof: Stof, inrichting: Inrichting) -> tuple[Samenstelling, str]:
        """Compose the message to the citizen, and say why who sent a formal message gets none.

        They hear that it goes on, and from when its term runs, whether or not the agent writes. What goes by itself
        goes to nobody who gets no receipt by itself.
        """
        formeel_uiterlijk = stof.bericht.envelop.formeel_uiterlijk
        if self.bericht_aan_klant is not None or formeel_uiterlijk is None:
            return bericht_aan_klant(stof, inrichting.uitgaand, self.bericht_aan_klant), ""
        if waarom_niet := waarom_niet_vanzelf(stof.bericht):
            return Samenstelling(), waarom_niet
        eenheid = self.toegewezen_aan.organisatorische_eenheid
        waarden = {
            BEHANDELAAR: f"De afdeling {eenheid}" if eenheid else "Een collega",
            UITERLIJK: datum_in_woorden(formeel_uiterlijk),
        }
        vast = DOORGELEIDBERICHT.inhoud
        # A text of the municipality may leave something open; ours does not, and has a salutation of its own.
        for tekst in dict.fromkeys((inrichting.tekst_voor(DOORGELEIDBERICHT), vast)):
            gegeven = replace(stof, ondertekening=None) if tekst == vast else stof
            with suppress(OngeldigeInvoer):
                return bericht_aan_klant(gegeven, inrichting.uitgaand, tekst, waarden), ""
        return Samenstelling(), GEEN_ADRES  # the task is not to wait for an address
