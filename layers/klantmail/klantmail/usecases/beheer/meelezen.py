"""Reading the text of a mail without taking it: nothing is claimed, and no klantcontact is registered.

Who may do so depends on where the mail is. What was handled, agents may read again. The audit line of the request says
who saw what.
"""

from dataclasses import dataclass
from uuid import UUID

from klantmail.domain.adressering import EigenAdressen
from klantmail.domain.beperking import vereis_onbeperkt
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht, waarom_niet
from klantmail.domain.fouten import GeenToegang, KeuzeNietMogelijk
from klantmail.domain.medewerker import Medewerker, Rol, vereis_beheerder
from klantmail.domain.verzending import Verzending
from klantmail.ports.objecten import Archief
from klantmail.ports.repositories import Emailberichtlezer
from klantmail.ports.verzendingen import Verzendinglezer
from klantmail.usecases.mailinhoud import Mailinhoud, inhoud_van
from klantmail.usecases.parallel import alle
from klantmail.usecases.uitgaand.adresseren import antwoordadres, antwoordadressen
from ontleden.ontleding import Adres


@dataclass(frozen=True, slots=True)
class MeegelezenMail:
    """A mail with its text, and what was sent about it."""

    bericht: Emailbericht
    inhoud: Mailinhoud
    verzendingen: tuple[Verzending, ...]
    """The mails of its afhandeling and of the steps after it: they tell to whom the reply went."""
    antwoordadres: Adres
    """The address to answer; an empty one when there is none."""


@dataclass(frozen=True, slots=True)
class Meelezer:
    """The reading along."""

    emailberichten: Emailberichtlezer
    verzendingen: Verzendinglezer
    archief: Archief
    parserversie: str
    eigen: EigenAdressen

    def afgehandeld(self, identificatie: UUID) -> MeegelezenMail:
        """Read a handled mail again.

        Raises: NietGevonden; KeuzeNietMogelijk (it is not handled); GeenToegang (it is restricted); NietBeschikbaar.
        """
        bericht = self.emailberichten.emailbericht(identificatie)
        if bericht.status is not Berichtstatus.AFGEHANDELD:
            raise KeuzeNietMogelijk("Deze e-mail is nog niet afgehandeld. Open de e-mail om hem te lezen.", bericht.status.value)
        return self._gelezen(bericht)

    def in_quarantaine(self, identificatie: UUID, medewerker: Medewerker) -> MeegelezenMail:
        """Read a mail before it is let in. Raises: GeenToegang, NietGevonden, KeuzeNietMogelijk, NietBeschikbaar."""
        vereis_beheerder(medewerker)
        bericht = self.emailberichten.emailbericht(identificatie)
        if bericht.status is not Berichtstatus.QUARANTAINE:
            raise KeuzeNietMogelijk("Deze e-mail staat niet in quarantaine.", bericht.status.value)
        return self._gelezen(bericht)

    def kijk_mee(self, identificatie: UUID, medewerker: Medewerker) -> MeegelezenMail:
        """Look along with a mail that waits, or that a colleague has, as the leader of the team.

        Raises: GeenToegang (also of what is restricted), NietGevonden, NietInTeZien (that is for a beheerder),
            NietBeschikbaar.
        """
        if Rol.TEAMLEIDER not in medewerker.rollen:
            raise GeenToegang("Alleen een teamleider kan meekijken.")
        bericht = self.emailberichten.emailbericht(identificatie)
        if bericht.status is Berichtstatus.QUARANTAINE:
            raise waarom_niet(bericht)
        return self._gelezen(bericht)

    def _gelezen(self, bericht: Emailbericht) -> MeegelezenMail:
        vereis_onbeperkt(beperkt=bericht.beperking is not None)
        inhoud = inhoud_van(self.archief, bericht, self.parserversie, None)
        namen = [verzending for deel in bericht.delen for verzending in deel.verzendingen]
        naar = antwoordadres(antwoordadressen(inhoud, bericht.envelop, self.eigen))
        return MeegelezenMail(bericht, inhoud, tuple(alle(self.verzendingen.verzending, namen)), naar)
