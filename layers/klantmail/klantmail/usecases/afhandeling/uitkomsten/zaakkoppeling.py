"""The outcome that the mail belongs to a zaak that is in the municipality's Zaken API already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.fouten import Invoerfout, NietBeschikbaar, OngeldigeInvoer
from klantmail.domain.verzending import EERSTE_AANBOD
from klantmail.domain.zaak import BestaandeZaak, Zaak, Zaakstatus, Zaakverwijzing, bezwaar_tegen
from klantmail.ports.zaaksysteem import NietGelezen
from klantmail.usecases.afhandeling.uitkomsten.bericht_aan_klant import bericht_aan_klant
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting, Stof, Uitkomst, Uitwerking
from klantmail.usecases.commit import Samenstelling


@dataclass(frozen=True, slots=True)
class Zaakkoppeling(Uitkomst):
    """This outcome stores the klantcontact of the mail with the zaak that it belongs to.

    Its documents are tied to that zaak afterwards, as those of a new zaak are. Where asked, it stores a message to the
    citizen too.
    """

    soort: ClassVar[Afhandelsoort] = Afhandelsoort.ZAAKKOPPELING

    verwijzing: Zaakverwijzing
    bericht_aan_klant: str | None = None
    """Text of a message to the citizen; None when there is no message."""
    gevonden: BestaandeZaak | None = None
    """The zaak as the Zaken API has it; None as long as it was not asked, or where the municipality has set none."""

    def fouten(self, inrichting: Inrichting) -> Iterable[Invoerfout]:
        if self.verwijzing.url and inrichting.zaakzoeker is None:
            reden = "Er is geen zaaksysteem ingesteld. Geef de identificatie van de zaak."
            yield Invoerfout(self.verwijzing.veld, "geen-zaaksysteem", reden)

    def opgezocht(self, inrichting: Inrichting) -> Self:
        if inrichting.zaakzoeker is None:
            return self
        antwoord, veld = inrichting.zaakzoeker.zoek(self.verwijzing), self.verwijzing.veld
        if isinstance(antwoord, NietGelezen):
            if antwoord.tijdelijk:
                raise NietBeschikbaar(antwoord.reden)
            reden = f"Het zaaksysteem geeft deze zaak niet ({antwoord.reden}). Vraag het de beheerder."
            raise OngeldigeInvoer(Invoerfout(veld, "geweigerd", reden))
        if bezwaar := bezwaar_tegen(antwoord):
            raise OngeldigeInvoer(Invoerfout(veld, *bezwaar))
        return replace(self, gevonden=antwoord[0])

    def stel_samen(self, stof: Stof, inrichting: Inrichting) -> Uitwerking:
        """Raises: as `bericht_aan_klant`."""
        zaak = Zaak(
            identificatie=stof.maak_id("zaakkoppeling"),
            status=Zaakstatus.TE_REGISTREREN,
            generatie=inrichting.uitgaand.generatie,
            emailbericht=stof.bericht.identificatie,
            klantcontact=stof.vraag.identificatie,
            toelichting="",
            informatieobjecten=tuple(bijlage.informatieobject for bijlage in stof.vraag.bijlagen),
            aangemaakt_op=stof.moment,
            aan_de_beurt_op=stof.moment + EERSTE_AANBOD,
            **self._elders(),
        )
        bericht = bericht_aan_klant(stof, inrichting.uitgaand, self.bericht_aan_klant)
        samenstelling = Samenstelling((replace(stof.vraag, zaak=zaak.identificatie), zaak)) + bericht
        return Uitwerking(samenstelling, replace(self.als_afhandeling(samenstelling), zaak=zaak.identificatie))

    def _elders(self) -> Mapping[str, Any]:
        """Return what is known of the zaak elsewhere: without a Zaken API its identificatie, as it was typed."""
        if self.gevonden is None:
            return {
                "bestaande_zaak": self.verwijzing.identificatie,
                "zaaktype": "",
                "omschrijving": "",
                "startdatum": None,
            }
        return {
            "bestaande_zaak": self.gevonden.identificatie,
            "url": self.gevonden.url,
            "zaaktype": self.gevonden.zaaktype,
            "omschrijving": self.gevonden.omschrijving,
            "startdatum": self.gevonden.startdatum,
        }
