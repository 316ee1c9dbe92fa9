"""The outcome that a zaak is to be made of the mail, in the municipality's own system."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.fouten import Invoerfout
from klantmail.domain.tijd import AMSTERDAM
from klantmail.domain.verzending import EERSTE_AANBOD
from klantmail.domain.zaak import Zaak, Zaakstatus
from klantmail.usecases.afhandeling.uitkomsten.bericht_aan_klant import bericht_aan_klant
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting, Stof, Uitkomst, Uitwerking
from klantmail.usecases.commit import Samenstelling


@dataclass(frozen=True, slots=True)
class Zaakopdracht(Uitkomst):
    """This outcome stores the klantcontact of the mail with the zaak that is to be registered elsewhere.

    Where asked, it stores a message to the citizen too.
    """

    soort: ClassVar[Afhandelsoort] = Afhandelsoort.ZAAK

    zaaktype: str
    """URL of the zaaktype."""
    omschrijving: str
    toelichting: str = ""
    bericht_aan_klant: str | None = None
    """Text of a message to the citizen; None when there is no message."""

    @property
    def schrijft_klant(self) -> bool:
        return self.bericht_aan_klant is not None

    def fouten(self, inrichting: Inrichting) -> Iterable[Invoerfout]:
        if self.zaaktype not in {een.url for een in inrichting.zaaktypen}:
            yield Invoerfout("zaaktype", "onbekend", "Dit zaaktype bestaat niet.")

    def stel_samen(self, stof: Stof, inrichting: Inrichting) -> Uitwerking:
        """Raises: as `bericht_aan_klant`."""
        afzender = stof.bericht.envelop.indiener or stof.inhoud.afzender
        zaak = Zaak(
            identificatie=stof.maak_id("zaak"),
            status=Zaakstatus.TE_REGISTREREN,
            generatie=inrichting.uitgaand.generatie,
            emailbericht=stof.bericht.identificatie,
            klantcontact=stof.vraag.identificatie,
            zaaktype=self.zaaktype,
            omschrijving=self.omschrijving,
            toelichting=self.toelichting,
            startdatum=stof.moment.astimezone(AMSTERDAM).date(),
            informatieobjecten=tuple(bijlage.informatieobject for bijlage in stof.vraag.bijlagen),
            aangemaakt_op=stof.moment,
            aan_de_beurt_op=stof.moment + EERSTE_AANBOD,
            vertrouwelijkheid=next(een.vertrouwelijkheid for een in inrichting.zaaktypen if een.url == self.zaaktype),
            initiator=afzender if afzender.naam or afzender.adres else None,
        )
        bericht = bericht_aan_klant(stof, inrichting.uitgaand, self.bericht_aan_klant)
        samenstelling = Samenstelling((replace(stof.vraag, zaak=zaak.identificatie), zaak)) + bericht
        return Uitwerking(samenstelling, replace(self.als_afhandeling(samenstelling), zaak=zaak.identificatie))
