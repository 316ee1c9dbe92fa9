"""The outcomes of a viewed mail that are no answer of the contact centre: an interne taak, a zaak, a doorzending, a closing.

Each is stored with the klantcontact of the mail in one transaction; `geen_klantcontact` stores no klantcontact at all.
"""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.domain.identificatie import vingerafdruk
from klantmail.domain.interne_taak import Betrokkene, InterneTaak, Taakstatus, Toewijzing, onbekende_eenheid
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.tijd import AMSTERDAM
from klantmail.domain.verzending import EERSTE_AANBOD
from klantmail.domain.zaak import Zaak, Zaakstatus
from klantmail.domain.zaaktype import Zaaktype
from klantmail.opstellen.bericht import MAX_MAIL, Aanhangsel, OngeldigeKop, stel_bericht_op
from klantmail.ports.objecten import Archief
from klantmail.usecases.afhandeling.afhandelen import Afhandelaar, Afhandelverzoek, Samenstelling, Stof, Uitkomst
from klantmail.usecases.uitgaand.deferred_archive import eerst_samenstellen
from klantmail.usecases.uitgaand.mail_van_gemeente import Reactieopdracht, Uitgaand, bericht_id
from ontleden.ontleding import Adres

_BEGELEIDEND: Final = "Geachte heer/mevrouw,\n\nDe bijgevoegde e-mail is naar ons gestuurd, maar is voor u bestemd."
_WETTELIJK: Final = "Wij sturen hem daarom aan u door (Algemene wet bestuursrecht, artikel 2:3)."


@dataclass(frozen=True, slots=True)
class Taakverzoek:
    """Ask something of a department, or of one colleague."""

    inzage: UUID
    gevraagde_handeling: str
    toegewezen_aan: Toewijzing
    toelichting: str
    naam: str | None
    """Of the betrokkene; None: as the mail has it."""


@dataclass(frozen=True, slots=True)
class Zaakverzoek:
    """Have a zaak made of it."""

    inzage: UUID
    zaaktype: str
    """URL."""
    omschrijving: str
    toelichting: str


@dataclass(frozen=True, slots=True)
class Doorzendverzoek:
    """Send the mail on to the authority that it is for (Awb 2:3)."""

    inzage: UUID
    naar: str
    toelichting: str
    bericht_aan_klant: str | None
    """Text of a message to the citizen; None: no message."""


@dataclass(frozen=True, slots=True)
class Afsluitverzoek:
    """Close the mail without more."""

    inzage: UUID
    soort: Afhandelsoort
    reden: str


type Doorzetverzoek = Taakverzoek | Zaakverzoek | Doorzendverzoek | Afsluitverzoek


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorzetter:
    """Handles mail that the contact centre does not answer itself."""

    afhandelaar: Afhandelaar
    uitgaand: Uitgaand
    eenheden: tuple[str, ...]
    """The organisatorische eenheden that tasks can go to."""
    zaaktypen: tuple[Zaaktype, ...]

    def maak_taak(self, bericht: UUID, medewerker: Medewerker, sleutel: str, taak: Taakverzoek) -> Uitkomst:
        """Store the klantcontact with an interne taak. Its records: klantcontact, taak.

        Raises: as `Afhandelaar.handel_af`; OngeldigeInvoer (no such eenheid).
        """
        return self._handel_af(bericht, medewerker, sleutel, taak)

    def maak_zaak(self, bericht: UUID, medewerker: Medewerker, sleutel: str, zaak: Zaakverzoek) -> Uitkomst:
        """Store the klantcontact with the zaak that is to be registered elsewhere. Its records: klantcontact, zaak.

        Raises: as `Afhandelaar.handel_af`; OngeldigeInvoer (no such zaaktype).
        """
        return self._handel_af(bericht, medewerker, sleutel, zaak)

    def zend_door(self, bericht: UUID, medewerker: Medewerker, sleutel: str, doorzending: Doorzendverzoek) -> Uitkomst:
        """Store the klantcontact with the verzending of the original mail to another authority, and, where asked, a message
        to the citizen. Its records: klantcontact, verzending; then klantcontact, document and verzending of the message.

        Raises: as `Afhandelaar.handel_af`; OngeldigeInvoer (no mail can go to that address, or the mail is too large).
        """
        return self._handel_af(bericht, medewerker, sleutel, doorzending)

    def sluit_af(self, bericht: UUID, medewerker: Medewerker, sleutel: str, afsluiting: Afsluitverzoek) -> Uitkomst:
        """Close the mail: with its klantcontact (`geen_actie_nodig`), or with none (`geen_klantcontact`).

        Raises: as `Afhandelaar.handel_af`.
        """
        return self._handel_af(bericht, medewerker, sleutel, afsluiting)

    def fouten(self, gevraagd: Doorzetverzoek) -> tuple[Invoerfout, ...]:
        """What of this request cannot be, whatever the mail."""
        match gevraagd:
            case Taakverzoek(toegewezen_aan=Toewijzing(organisatorische_eenheid=str() as eenheid)):
                return () if eenheid in self.eenheden else (onbekende_eenheid("toegewezenAan.organisatorischeEenheid"),)
            case Zaakverzoek(zaaktype=zaaktype):
                bekend = zaaktype in {een.url for een in self.zaaktypen}
                return () if bekend else (Invoerfout("zaaktype", "onbekend", "Dit zaaktype bestaat niet."),)
            case Doorzendverzoek(naar=naar):
                try:
                    self.uitgaand.ontvanger(naar, "naar")
                except OngeldigeInvoer as fout:
                    return fout.fouten
        return ()

    def _handel_af(self, bericht: UUID, medewerker: Medewerker, sleutel: str, gevraagd: Doorzetverzoek) -> Uitkomst:
        if fouten := self.fouten(gevraagd):
            raise OngeldigeInvoer(*fouten)
        verzoek = Afhandelverzoek(
            bericht=bericht,
            inzage=gevraagd.inzage,
            medewerker=medewerker,
            sleutel=sleutel,
            soort=soort_van(gevraagd),
            vingerafdruk=vingerafdruk(repr(gevraagd)),
        )

        def stel_samen(stof: Stof) -> Samenstelling:
            return eerst_samenstellen(self.uitgaand, lambda uitgaand: stel_uitkomst_samen(uitgaand, verzoek, gevraagd, stof))

        return self.afhandelaar.handel_af(verzoek, stel_samen)


def soort_van(gevraagd: Doorzetverzoek) -> Afhandelsoort:
    """What the mail becomes by this request."""
    match gevraagd:
        case Taakverzoek():
            return Afhandelsoort.INTERNE_TAAK
        case Zaakverzoek():
            return Afhandelsoort.ZAAK
        case Doorzendverzoek():
            return Afhandelsoort.DOORZENDING
        case Afsluitverzoek():
            return gevraagd.soort


def stel_uitkomst_samen(uitgaand: Uitgaand, verzoek: Afhandelverzoek, gevraagd: Doorzetverzoek, stof: Stof) -> Samenstelling:
    """The klantcontact of the mail with what is asked; a request without `Doorzetter.fouten`.

    Raises: OngeldigeInvoer (a mail too large to send on; as `Uitgaand.reageer` for a message to the citizen).
    """
    match gevraagd:
        case Taakverzoek():
            return _met_taak(verzoek, gevraagd, stof)
        case Zaakverzoek():
            return _met_zaak(uitgaand.generatie, verzoek, gevraagd, stof)
        case Doorzendverzoek():
            return _doorgezonden(uitgaand, verzoek, gevraagd, stof)
        case Afsluitverzoek():
            geen_contact = gevraagd.soort is Afhandelsoort.GEEN_KLANTCONTACT
            return Samenstelling(records=() if geen_contact else (stof.vraag,), reden=gevraagd.reden)


def _met_taak(verzoek: Afhandelverzoek, taak: Taakverzoek, stof: Stof) -> Samenstelling:
    afzender = stof.inhoud.afzender
    interne_taak = InterneTaak(
        identificatie=verzoek.maak_id("interne_taak"),
        klantcontact=stof.vraag.identificatie,
        emailbericht=verzoek.bericht,
        gevraagde_handeling=taak.gevraagde_handeling,
        toegewezen_aan=taak.toegewezen_aan,
        toelichting=taak.toelichting,
        betrokkene=Betrokkene(taak.naam or afzender.naam, afzender.adres),
        status=Taakstatus.TE_VERWERKEN,
        toegewezen_op=stof.moment,
    )
    return Samenstelling(records=(stof.vraag, interne_taak), interne_taak=interne_taak.identificatie)


def _met_zaak(generatie: str, verzoek: Afhandelverzoek, verzocht: Zaakverzoek, stof: Stof) -> Samenstelling:
    zaak = Zaak(
        identificatie=verzoek.maak_id("zaak"),
        status=Zaakstatus.TE_REGISTREREN,
        generatie=generatie,
        emailbericht=verzoek.bericht,
        klantcontact=stof.vraag.identificatie,
        zaaktype=verzocht.zaaktype,
        omschrijving=verzocht.omschrijving,
        toelichting=verzocht.toelichting,
        startdatum=stof.moment.astimezone(AMSTERDAM).date(),
        informatieobjecten=tuple(bijlage.informatieobject for bijlage in stof.vraag.bijlagen),
        aangemaakt_op=stof.moment,
        aan_de_beurt_op=stof.moment + EERSTE_AANBOD,
    )
    vraag = replace(stof.vraag, zaak=zaak.identificatie)
    return Samenstelling(records=(vraag, zaak), zaak=zaak.identificatie)


def _doorgezonden(uitgaand: Uitgaand, verzoek: Afhandelverzoek, doorzending: Doorzendverzoek, stof: Stof) -> Samenstelling:
    naar = uitgaand.ontvanger(doorzending.naar, "naar")
    van = uitgaand.afzender(stof.bericht.envelop.postvak)
    verzending_id = verzoek.maak_id("doorzending")
    mail = _stel_op(uitgaand.archief, stof, van, naar, doorzending.toelichting, verzending_id)
    if len(mail) > MAX_MAIL:
        raise OngeldigeInvoer(Invoerfout("", "te-groot", "Deze e-mail is te groot om door te sturen."))
    document = uitgaand.archiveer(verzending_id, stof.vraag.onderwerp, mail, stof.moment)
    verzending = uitgaand.verzending(
        verzending_id,
        document,
        bericht=stof.bericht,
        klantcontact=stof.vraag.identificatie,
        gesprek=stof.vraag.gesprek,
        van=van.adres,
        naar=naar,
        onderwerp=stof.vraag.onderwerp,
        bericht_id=bericht_id(verzending_id, van),
        moment=stof.moment,
    )
    if doorzending.bericht_aan_klant is None:
        return Samenstelling(records=(stof.vraag, verzending))
    reactie = uitgaand.reageer(
        Reactieopdracht(
            klantcontact=verzoek.maak_id("bericht_aan_klant"),
            verzending=verzoek.maak_id("verzending_aan_klant"),
            op=stof.vraag,
            bericht=stof.bericht,
            inhoud=stof.inhoud,
            medewerker=verzoek.medewerker,
            tekst=doorzending.bericht_aan_klant,
            onderwerp=None,
            moment=stof.moment,
            datum=stof.inzage.geregistreerd_op,
            veld="berichtAanKlant",
        )
    )
    return Samenstelling(records=(stof.vraag, verzending, *reactie.records))


def _stel_op(archief: Archief, stof: Stof, van: Adres, naar: str, toelichting: str, eigenaar: UUID) -> bytes:
    ruw = archief.lees(stof.bericht.ruw.sleutel)
    alineas = [_BEGELEIDEND, _WETTELIJK, toelichting, f"Met vriendelijke groet,\n{van.naam}"]
    try:
        return stel_bericht_op(
            van=van,
            aan=Adres("", naar),
            onderwerp=f"Doorgestuurd: {stof.vraag.onderwerp}",
            inhoud="\n\n".join(alinea for alinea in alineas if alinea),
            message_id=bericht_id(eigenaar, van),
            datum=stof.inzage.geregistreerd_op,
            bijlagen=[Aanhangsel("e-mail.eml", "message/rfc822", ruw)],
        )
    except OngeldigeKop as fout:
        raise OngeldigeInvoer(Invoerfout("", "kop-ongeldig", str(fout))) from fout
