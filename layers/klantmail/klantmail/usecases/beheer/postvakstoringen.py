"""The outages of postvakken: a beheerder registers them, and who has a formal message sees which may matter to it.

Source: Awb, article 2:21, third paragraph; `domain.postvakstoring` says what it asks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from klantmail.domain.beperking import vereis_onbeperkt
from klantmail.domain.fouten import Invoerfout, KeuzeNietMogelijk, NietGevonden, OngeldigeInvoer, SleutelHergebruikt
from klantmail.domain.identificatie import record_id
from klantmail.domain.medewerker import Medewerker, vereis_beheerder
from klantmail.domain.postvakstoring import MAX_OPEN, MAX_POSTVAKKEN, Postvakstoring, Storingsgegevens, storingen_bij
from klantmail.domain.tijd import Klok
from klantmail.ports.postvakstoringen import Postvakstoringen, Postvakstoringlezer
from klantmail.ports.repositories import Emailberichtlezer, Pagina
from klantmail.usecases.guarded_write import Slaap, leg_vast


@dataclass(frozen=True, slots=True)
class Storingslezer:
    """The outages that may matter to a mail."""

    storingen: Postvakstoringlezer
    emailberichten: Emailberichtlezer

    def bij(self, bericht: UUID) -> Sequence[Postvakstoring]:
        """Return those of a formal message, newest first; none of another mail.

        Raises: NietGevonden, GeenToegang (the mail is restricted).
        """
        mail = self.emailberichten.emailbericht(bericht)
        vereis_onbeperkt(beperkt=mail.beperking is not None)
        return storingen_bij(mail, self.storingen.postvakstoringen()) if mail.envelop.formeel_uiterlijk else ()


@dataclass(frozen=True, slots=True)
class Storingsbeheer:
    """The outages of one municipality."""

    storingen: Postvakstoringen
    klok: Klok
    slaap: Slaap
    postvakken: tuple[str, ...]

    def lijst(self, *, aantal: int, na: str | None) -> Pagina[Postvakstoring]:
        """Read a page of them, newest first. Raises: OngeldigeInvoer (no cursor of this list)."""
        return self.storingen.postvakstoringenlijst(aantal=aantal, na=na)

    def registreer(self, medewerker: Medewerker, idempotency_key: str, gegevens: Storingsgegevens) -> Postvakstoring:
        """Register an outage that has begun.

        Args:
            idempotency_key: the same one with the same outage gives the same registration.

        Raises: GeenToegang; OngeldigeInvoer (an unknown postvak, or moments that cannot be); KeuzeNietMogelijk (too
            many go on); SleutelHergebruikt; NietBeschikbaar.
        """
        vereis_beheerder(medewerker)
        self._vereis_goed(gegevens, self.postvakken)
        wie, moment = medewerker.identificatie, self.klok()
        nieuw = Postvakstoring(
            identificatie=record_id("postvakstoring", wie, wie, idempotency_key),
            gegevens=gegevens,
            versie=1,
            geregistreerd_op=moment,
            geregistreerd_door=wie,
            gewijzigd_op=moment,
            gewijzigd_door=wie,
        )
        self._vereis_ruimte(nieuw)
        opgeslagen = self._bewaar(nieuw)
        if opgeslagen.versie == 1 and opgeslagen.gegevens != gegevens:
            raise SleutelHergebruikt()
        return opgeslagen

    def wijzig(self, identificatie: UUID, medewerker: Medewerker, versie: int, gegevens: Storingsgegevens) -> Postvakstoring:
        """Replace what `versie` said, such as to end the outage. The same change again changes nothing more.

        A postvak that it names already may stay, also when the municipality has it no more.

        Raises: GeenToegang; NietGevonden; OngeldigeInvoer (as of `registreer`); KeuzeNietMogelijk (another changed it
            meanwhile); NietBeschikbaar.
        """
        vereis_beheerder(medewerker)
        oud = self.storingen.postvakstoring(identificatie)
        self._vereis_goed(gegevens, (*self.postvakken, *oud.gegevens.postvakken))
        nieuw = replace(
            oud, gegevens=gegevens, versie=versie + 1, gewijzigd_op=self.klok(), gewijzigd_door=medewerker.identificatie
        )
        opgeslagen = oud if oud.versie != versie else self._bewaar(nieuw)
        if replace(opgeslagen, gewijzigd_op=nieuw.gewijzigd_op) != nieuw:
            raise KeuzeNietMogelijk(f"Een ander heeft deze storing gewijzigd. Het is nu versie {opgeslagen.versie}.")
        return opgeslagen

    def _vereis_goed(self, gegevens: Storingsgegevens, bekend: Sequence[str]) -> None:
        if fouten := (*_fouten_in_tijd(gegevens, self.klok), *_fouten_in_postvakken(gegevens.postvakken, bekend)):
            raise OngeldigeInvoer(*fouten)

    def _vereis_ruimte(self, nieuw: Postvakstoring) -> None:
        """Raises: KeuzeNietMogelijk: it would be one too many, and was not registered before."""
        alle = self.storingen.postvakstoringen()
        bekend = any(een.identificatie == nieuw.identificatie for een in alle)
        if nieuw.is_open and not bekend and sum(een.is_open for een in alle) >= MAX_OPEN:
            te_veel = f"Er zijn al {MAX_OPEN} storingen zonder einde. Vul eerst van een ervan in wanneer die eindigde."
            raise KeuzeNietMogelijk(te_veel)

    def _bewaar(self, nieuw: Postvakstoring) -> Postvakstoring:
        """Store it as the version after the present one, and return the one that is there then, whoever stored it."""

        def schrijf() -> Postvakstoring:
            self.storingen.bewaar_postvakstoring(nieuw)
            return nieuw

        def lees_terug() -> Postvakstoring | None:
            try:
                huidig = self.storingen.postvakstoring(nieuw.identificatie)
            except NietGevonden:
                return None
            return huidig if huidig.versie >= nieuw.versie else None

        return leg_vast(schrijf, lees_terug, self.slaap)


def _fouten_in_tijd(gegevens: Storingsgegevens, klok: Klok) -> Iterator[Invoerfout]:
    moment = klok()
    for veld, waarde in (("van", gegevens.van), ("tot", gegevens.tot)):
        if waarde is not None and waarde > moment:
            yield Invoerfout(veld, "in-de-toekomst", "Dit moment moet nog komen. Vul in wat al is gebeurd.")
    if gegevens.tot is not None and gegevens.tot <= gegevens.van:
        yield Invoerfout("tot", "niet-na-van", "Het einde van een storing komt na het begin.")


def _fouten_in_postvakken(gekozen: Sequence[str], bekend: Sequence[str]) -> Iterator[Invoerfout]:
    if len(gekozen) > MAX_POSTVAKKEN:
        yield Invoerfout("postvakken", "te-veel", f"Kies ten hoogste {MAX_POSTVAKKEN} postvakken. Zonder postvakken: alle.")
    if len(set(gekozen)) < len(gekozen):
        yield Invoerfout("postvakken", "dubbel", "Noem elk postvak één keer.")
    for plek, postvak in enumerate(gekozen[:MAX_POSTVAKKEN]):
        if postvak not in bekend:
            yield Invoerfout(f"postvakken.{plek}", "onbekend", "Dit is geen postvak van de gemeente.")
