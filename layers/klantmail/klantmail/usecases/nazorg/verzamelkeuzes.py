"""The choice of what is collected: all that is held about a person, or the mail about a matter."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar, Final
from uuid import UUID

from klantmail.domain.bewaren import Mailstand
from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.inzageverzoek import Inzageverzoek
from klantmail.domain.mailadres import vergelijkvorm
from klantmail.domain.maildossier import deel_van
from klantmail.domain.tijd import Klok, dag_hier, datum_in_woorden
from klantmail.domain.weggelaten import weggelaten
from klantmail.domain.wooverzoek import Wooverzoek
from klantmail.opstellen.pakket import Voorblad
from klantmail.ports.vernietiging import Mailvinder
from klantmail.usecases.mail_van_personen import Mailzoeker
from klantmail.usecases.nazorg.verzamelen import Maildeel

WOO_SOORTEN: Final = ("emailberichten", "klantcontacten", "rectificaties", "verzendingen", "zaken", "documenten")
"""The kinds of record that are handed out for a Woo-verzoek.

What is left out is how colleagues work: tasks, notes and drafts. A person asks for these where the matter needs them.
"""


@dataclass(frozen=True, slots=True)
class Inzagekeuze:
    """All that is held about a person (AVG article 15)."""

    zoeker: Mailzoeker
    organisatie: str

    met_werk: ClassVar[bool] = True

    def vind(self, verzoek: Inzageverzoek) -> Iterator[UUID]:
        return self.zoeker.van_adressen(frozenset(verzoek.adressen))

    def deel(self, verzoek: Inzageverzoek, emailbericht: UUID, mail: Mailstand | None) -> Maildeel:  # noqa: ARG002
        if mail is None:
            return Maildeel(None)
        deel, geheel = deel_van(mail, frozenset(map(vergelijkvorm, verzoek.adressen)))
        return Maildeel(deel if geheel or deel.klantcontacten or deel.verzendingen else None, geheel)

    def voorblad(self, verzoek: Inzageverzoek) -> Voorblad:
        return Voorblad(
            titel=f"Uw gegevens bij {self.organisatie}",
            feiten={"E-mailadres": ", ".join(verzoek.adressen)},
            uitleg=(
                "Hier staat wat de gemeente heeft van uw e-mail: wat u stuurde, wat wij daarover vastlegden en stuurden, en wie "
                "het heeft gezien. Dezelfde gegevens staan in de map gegevens, in een vorm die een ander programma kan lezen "
                "(JSON).",
                "Een e-mail die een ander stuurde, staat hier niet in, ook niet als u een kopie kreeg. Stuurden wij u daarover "
                "iets, dan staat dat hier wel.",
            ),
            zonder_mail="Wij hebben geen e-mail van dit adres.",
            van_klant="van u",
        )


@dataclass(frozen=True, slots=True)
class Wookeuze:
    """The mail about a matter, of a period (Woo article 4.1)."""

    bron: Mailvinder
    postvakken: tuple[str, ...]
    organisatie: str
    klok: Klok

    met_werk: ClassVar[bool] = False

    def vind(self, verzoek: Wooverzoek) -> Iterator[UUID]:
        """Yield the mails in the order in which they came in."""
        gevonden: dict[UUID, datetime] = {
            een.identificatie: een.envelop.ontvangen_op for een in self._berichten(verzoek) if verzoek.past(een)
        }
        return iter(sorted(gevonden, key=lambda een: (gevonden[een], een)))

    def _berichten(self, verzoek: Wooverzoek) -> Iterator[Emailbericht]:
        """Yield what waits first: a mail that is handled meanwhile stands on the lists of days after that."""
        for postvak in verzoek.postvakken or self.postvakken:
            yield from self.bron.niet_afgehandeld(postvak)
        zoeker = Mailzoeker(self.bron, self.postvakken, self.klok)
        yield from zoeker.afgehandeld_tot(dag_hier(self.klok()), verzoek.van - timedelta(days=1))

    def deel(self, verzoek: Wooverzoek, emailbericht: UUID, mail: Mailstand | None) -> Maildeel:  # noqa: ARG002
        reden = weggelaten(emailbericht, mail)
        if mail is None or reden is not None:
            return Maildeel(None, weggelaten=reden)
        return Maildeel(replace(mail, taken=()))

    def voorblad(self, verzoek: Wooverzoek) -> Voorblad:
        return Voorblad(
            titel=f"Woo-verzoek aan {self.organisatie}",
            feiten={
                "Periode": f"{datum_in_woorden(verzoek.van)} tot en met {datum_in_woorden(verzoek.tot)}",
                "Woorden in het onderwerp": ", ".join(verzoek.woorden),
                "Postvakken": ", ".join(verzoek.postvakken) or "alle",
            },
            uitleg=(
                "Maak dit niet openbaar voordat u het hebt beoordeeld. Klantmail verzamelt alleen. Het beoordeelt niet of een "
                "uitzondering van de Woo geldt (artikel 5.1 en 5.2): namen, adressen en andere persoonsgegevens van burgers en "
                "medewerkers staan er nog in. Wat u daarvan weglakt of weigert, weegt u zelf af.",
                "Hier staan de e-mails die in deze periode binnenkwamen met deze woorden in het onderwerp, en wat de gemeente "
                "daarover vastlegde en stuurde. Dezelfde gegevens staan in de map gegevens, in een vorm die een ander programma "
                "kan lezen (JSON).",
                "Wat past bij het verzoek en hier toch niet in staat, noemt weggelaten.csv, elk met de reden: e-mails die nog "
                "wachten, in quarantaine staan, zonder klantcontact zijn gesloten, beperkt zijn of intussen zijn vernietigd, en "
                "bestanden die kunnen schaden.",
                "Interne taken, notities en concepten van medewerkers staan er niet in, en ook niet wat nergens in het onderwerp "
                "zo heet. Zoek daar zo nodig zelf naar.",
            ),
            zonder_mail="Er is geen e-mail gevonden die u kunt beoordelen.",
            van_klant="van de burger",
            soorten=WOO_SOORTEN,
            met_weggelaten=True,
        )
