"""The municipality's standard answers. A beheerder keeps them, and whoever answers picks and fills in one."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from klantmail.domain.beperking import vereis_onbeperkt
from klantmail.domain.doorgeleidbericht import DOORGELEIDBERICHT
from klantmail.domain.doorzendbericht import DOORZENDBERICHT
from klantmail.domain.fouten import Invoerfout, KeuzeNietMogelijk, NietGevonden, OngeldigeInvoer, SleutelHergebruikt
from klantmail.domain.identificatie import record_id
from klantmail.domain.medewerker import Medewerker, vereis_beheerder
from klantmail.domain.standaardantwoord import (
    MAX_PLAATSHOUDERS,
    MAX_POSTVAKKEN,
    Ingevuld,
    Standaardantwoord,
    Standaardkeuze,
    is_in_te_vullen,
    vul_in,
    waarden_voor,
)
from klantmail.domain.tijd import Klok
from klantmail.domain.verplaatsbericht import VERPLAATSBERICHT
from klantmail.ports.inrichting import Standaardgebruik, Standaardteksten
from klantmail.ports.repositories import Emailberichtlezer, Pagina
from klantmail.usecases.guarded_write import Slaap, leg_vast
from klantmail.usecases.parallel import in_parallel

ALLES: Final = Standaardkeuze()
_VAST: Final = {een.identificatie: een for een in (DOORZENDBERICHT, DOORGELEIDBERICHT, VERPLAATSBERICHT)}
"""The texts that are there before a beheerder writes them."""


@dataclass(frozen=True, slots=True)
class Standaardtekst:
    """The text as a beheerder writes it."""

    naam: str
    inhoud: str
    vervallen: bool = False
    postvakken: tuple[str, ...] = ()
    categorie: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standaardantwoorden:
    """The standard answers of one municipality."""

    standaardantwoorden: Standaardteksten
    emailberichten: Emailberichtlezer
    klok: Klok
    slaap: Slaap
    gemeente: str
    """Name of the municipality, to be filled in."""
    standaardgebruik: Standaardgebruik
    postvakken: tuple[str, ...]

    def lijst(self, *, aantal: int, na: str | None, keuze: Standaardkeuze = ALLES) -> Pagina[tuple[Standaardantwoord, int]]:
        """Read the standard answers that can be picked, each with how often it was used, by identificatie.

        A page may hold fewer than `aantal`, and still have a next one: there are dozens of texts, and one page of a
        hundred is most often all of them.
        """
        pagina, gebruik = in_parallel(
            lambda: self.standaardantwoorden.standaardantwoorden(aantal=aantal, na=na), self.standaardgebruik.gebruik
        )
        gevonden = (een for een in pagina.resultaten if een.past_bij(keuze))
        return Pagina(tuple((een, gebruik.get(een.identificatie, 0)) for een in gevonden), pagina.vervolg)

    def lees(self, identificatie: UUID) -> Standaardantwoord:
        """Read it. Three of them are there before a beheerder writes one. Raises: NietGevonden."""
        try:
            return self.standaardantwoorden.standaardantwoord(identificatie)
        except NietGevonden:
            if identificatie in _VAST:
                return _VAST[identificatie]
            raise

    def vul_in(self, identificatie: UUID, bericht: UUID, medewerker: Medewerker) -> Ingevuld:
        """Fill in the text for the sender of this mail, and tell what the agent has yet to fill in.

        Raises: NietGevonden, GeenToegang (the mail is restricted), OngeldigeInvoer (too long to be sent).
        """
        tekst, mail = self.lees(identificatie).inhoud, self.emailberichten.emailbericht(bericht)
        vereis_onbeperkt(beperkt=mail.beperking is not None)
        return vul_in(tekst, waarden_voor(mail.envelop, medewerker, self.gemeente))

    def maak(self, medewerker: Medewerker, idempotency_key: str, tekst: Standaardtekst) -> Standaardantwoord:
        """Make a new standaardantwoord.

        Args:
            idempotency_key: the same one with the same text gives the same standaardantwoord.

        Raises: GeenToegang, OngeldigeInvoer (too many placeholders), SleutelHergebruikt, NietBeschikbaar.
        """
        vereis_beheerder(medewerker)
        self._vereis_goed(tekst)
        nieuw = Standaardantwoord(
            identificatie=record_id("standaardantwoord", medewerker.identificatie, medewerker.identificatie, idempotency_key),
            naam=tekst.naam,
            inhoud=tekst.inhoud,
            versie=1,
            gewijzigd_op=self.klok(),
            gewijzigd_door=medewerker.identificatie,
            vervallen=tekst.vervallen,
            postvakken=tekst.postvakken,
            categorie=tekst.categorie,
        )
        opgeslagen = self._bewaar(nieuw)
        if opgeslagen.versie == 1 and _tekst_van(opgeslagen) != tekst:
            raise SleutelHergebruikt()
        return opgeslagen

    def wijzig(self, identificatie: UUID, medewerker: Medewerker, versie: int, tekst: Standaardtekst) -> Standaardantwoord:
        """Replace the text that `versie` had. The same change again changes nothing more.

        Raises: GeenToegang, OngeldigeInvoer (too many placeholders), NietGevonden, KeuzeNietMogelijk (another changed
            it meanwhile), NietBeschikbaar.
        """
        vereis_beheerder(medewerker)
        self._vereis_goed(tekst)
        oud = self.lees(identificatie)
        nieuw = replace(
            oud,
            naam=tekst.naam,
            inhoud=tekst.inhoud,
            vervallen=tekst.vervallen,
            postvakken=tekst.postvakken,
            categorie=tekst.categorie,
            versie=versie + 1,
            gewijzigd_op=self.klok(),
            gewijzigd_door=medewerker.identificatie,
        )
        opgeslagen = oud if oud.versie != versie else self._bewaar(nieuw)
        wie = (opgeslagen.versie, opgeslagen.gewijzigd_door)
        if wie != (nieuw.versie, nieuw.gewijzigd_door) or _tekst_van(opgeslagen) != tekst:
            raise KeuzeNietMogelijk(f"Een ander heeft dit standaardantwoord gewijzigd. Het is nu versie {opgeslagen.versie}.")
        return opgeslagen

    def _vereis_goed(self, tekst: Standaardtekst) -> None:
        """Check the placeholders and the postvakken. Raises: OngeldigeInvoer."""
        te_veel = f"Gebruik ten hoogste {MAX_PLAATSHOUDERS} invulplaatsen."
        fouten = [] if is_in_te_vullen(tekst.inhoud) else [Invoerfout("inhoud", "te-veel", te_veel)]
        if len(tekst.postvakken) > MAX_POSTVAKKEN:
            fouten.append(Invoerfout("postvakken", "te-veel", f"Kies ten hoogste {MAX_POSTVAKKEN} postvakken, of geen."))
        for plek, postvak in enumerate(tekst.postvakken[:MAX_POSTVAKKEN]):
            if postvak not in self.postvakken:
                fouten.append(Invoerfout(f"postvakken.{plek}", "onbekend", "Dit is geen postvak van de gemeente."))
        if fouten:
            raise OngeldigeInvoer(*fouten)

    def _bewaar(self, nieuw: Standaardantwoord) -> Standaardantwoord:
        """Store it as the version after the present one, and return the one that is
        there afterwards, whoever stored it.
        """

        def schrijf() -> Standaardantwoord:
            self.standaardantwoorden.bewaar_standaardantwoord(nieuw)
            return nieuw

        def lees_terug() -> Standaardantwoord | None:
            try:
                huidig = self.standaardantwoorden.standaardantwoord(nieuw.identificatie)
            except NietGevonden:
                return None
            return huidig if huidig.versie >= nieuw.versie else None

        return leg_vast(schrijf, lees_terug, self.slaap)


def _tekst_van(een: Standaardantwoord) -> Standaardtekst:
    return Standaardtekst(een.naam, een.inhoud, een.vervallen, een.postvakken, een.categorie)
