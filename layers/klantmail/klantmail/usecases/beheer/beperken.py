"""The restriction of processing (AVG article 18): set and lifted by a privacy officer, with all that came of a mail.

Nothing that is open can be restricted, since nobody would see it any more: a mail that waits or is in quarantine is
closed first, and a task, a verzending or a zaak that needs somebody is ended (decision 11).
"""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from klantmail.domain.beperking import MAX_BEPERKINGEN, Beperking, Opheffing, leest_beperkt
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht
from klantmail.domain.fouten import GeenToegang, KeuzeNietMogelijk, NietGevonden
from klantmail.domain.medewerker import Medewerker, vereis_privacyfunctionaris
from klantmail.domain.tijd import Klok
from klantmail.ports.beperkingen import Beperkingen
from klantmail.ports.repositories import Emailberichtlezer, Klantcontactlezer, Pagina
from klantmail.ports.vernietiging import Dossiers
from klantmail.usecases.guarded_write import Slaap, leg_vast

_MAX_ERBIJ: Final = 99
"""Records beside the mail that one transaction can mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beperker:
    """The restrictions of one municipality."""

    klantcontacten: Klantcontactlezer
    emailberichten: Emailberichtlezer
    dossiers: Dossiers
    beperkingen: Beperkingen
    klok: Klok
    slaap: Slaap

    def lijst(self, medewerker: Medewerker, *, aantal: int, na: str | None) -> Pagina[Emailbericht]:
        """Read the mails that are restricted, longest ago first. Raises: GeenToegang; OngeldigeInvoer (the cursor)."""
        _vereis_lezer(medewerker)
        return self.beperkingen.beperkte_mail(aantal=aantal, na=na)

    def mail_van(self, klantcontact: UUID, medewerker: Medewerker) -> UUID:
        """Return the mail that a klantcontact came of. Raises: GeenToegang, NietGevonden."""
        _vereis_lezer(medewerker)
        return self.klantcontacten.klantcontact(klantcontact).emailbericht

    def lees(self, emailbericht: UUID, medewerker: Medewerker) -> Emailbericht:
        """Read a mail, with the history of its restrictions. Raises: GeenToegang, NietGevonden."""
        _vereis_lezer(medewerker)
        return self.emailberichten.emailbericht(emailbericht)

    def zet(self, emailbericht: UUID, medewerker: Medewerker, *, beperkt: bool, reden: str) -> Emailbericht:
        """Restrict a mail with all that came of it, or lift that. Return the mail as it is then.

        The same request by the same medewerker changes nothing more.

        Raises: GeenToegang; NietGevonden; KeuzeNietMogelijk (it is so already, something of it is open, or there are
            `MAX_BEPERKINGEN`, or more came of it than one transaction marks); NietBeschikbaar.
        """
        vereis_privacyfunctionaris(medewerker)
        daad = Opheffing(medewerker=medewerker.identificatie, naam=medewerker.naam, tijdstip=self.klok(), reden=reden)

        def lees_en_schrijf() -> Emailbericht:
            bericht = self.emailberichten.emailbericht(emailbericht)
            if (bericht.beperking is not None) is beperkt:
                return _al_zo(bericht, daad)
            mail = self.dossiers.gesprek(bericht.gesprek).mail(emailbericht)
            if mail is None:
                raise NietGevonden("E-mailbericht", emailbericht)
            if beperkt and bericht.status is Berichtstatus.QUARANTAINE:
                raise KeuzeNietMogelijk("De e-mail staat in quarantaine. Laat een beheerder hem eerst sluiten.", "quarantaine")
            if beperkt and mail.loopt_nog:
                raise KeuzeNietMogelijk(f"{mail.loopt_nog} Rond dat eerst af.", bericht.status.value)
            if len(mail.klantcontacten) + len(mail.taken) + len(mail.verzendingen) + len(mail.zaken) > _MAX_ERBIJ:
                raise KeuzeNietMogelijk(f"Uit deze e-mail kwamen meer dan {_MAX_ERBIJ} dingen: dat kan niet in één keer.")
            nieuw = replace(bericht, beperkingen=_geschiedenis(bericht, daad))
            # The guard compares with the mail as it was read first. If that changed, all is read and tried anew.
            self.beperkingen.leg_beperking_vast(replace(mail, bericht=bericht), nieuw.beperkingen)
            return nieuw

        return leg_vast(lees_en_schrijf, lambda: None, self.slaap)


def _vereis_lezer(medewerker: Medewerker) -> None:
    """Refuse who may not read what is restricted: the reasons tell of a person. Raises: GeenToegang."""
    if not leest_beperkt(medewerker):
        raise GeenToegang("Alleen een privacyfunctionaris of archivaris kan dit.")


def _geschiedenis(bericht: Emailbericht, daad: Opheffing) -> tuple[Beperking, ...]:
    """Return the history after this act. Raises: KeuzeNietMogelijk."""
    if bericht.beperking is not None:
        return (*bericht.beperkingen[:-1], bericht.beperking.opgeheven(daad))
    if len(bericht.beperkingen) >= MAX_BEPERKINGEN:
        raise KeuzeNietMogelijk(f"Deze e-mail is al {MAX_BEPERKINGEN} keer beperkt.", bericht.status.value)
    nieuw = Beperking(medewerker=daad.medewerker, naam=daad.naam, tijdstip=daad.tijdstip, reden=daad.reden)
    return (*bericht.beperkingen, nieuw)


def _al_zo(bericht: Emailbericht, daad: Opheffing) -> Emailbericht:
    """Return the mail, if this very request of this medewerker made it so. Raises: KeuzeNietMogelijk."""
    laatste = bericht.beperkingen[-1] if bericht.beperkingen else None
    eerder = laatste and (laatste.opheffing or laatste)
    if eerder is not None and (eerder.medewerker, eerder.reden) == (daad.medewerker, daad.reden):
        return bericht
    tekst = "De verwerking is al beperkt." if bericht.beperking is not None else "De verwerking is niet beperkt."
    raise KeuzeNietMogelijk(tekst, "beperkt" if bericht.beperking is not None else "onbeperkt")
