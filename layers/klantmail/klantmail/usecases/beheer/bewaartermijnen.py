"""The table of terms: how long what is kept, which an archivaris sets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from klantmail.domain.bewaartermijn import MAX_GENOEMD_IN_REGEL, MAX_REGELS, Bewaarregel, Bewaartermijn, Bewaartermijnen
from klantmail.domain.fouten import Invoerfout, KeuzeNietMogelijk, OngeldigeInvoer
from klantmail.domain.medewerker import Medewerker, vereis_archivaris
from klantmail.domain.tijd import Klok
from klantmail.ports.bewaren import Termijnentabel
from klantmail.usecases.guarded_write import Slaap, leg_vast


@dataclass(frozen=True, slots=True)
class Termijnenbeheer:
    """The terms of one municipality."""

    tabel: Termijnentabel
    klok: Klok
    slaap: Slaap

    def lees(self) -> Bewaartermijnen:
        return self.tabel.bewaartermijnen()

    def wijzig(self, medewerker: Medewerker, versie: int, regels: Sequence[Bewaarregel]) -> Bewaartermijnen:
        """Replace the rules that `versie` had. The same change again changes nothing more.

        Raises: GeenToegang; OngeldigeInvoer (a kind of outcome would have no term); KeuzeNietMogelijk (another changed
            them meanwhile); NietBeschikbaar.
        """
        vereis_archivaris(medewerker)
        nieuw = Bewaartermijnen(
            regels=tuple(regels), versie=versie + 1, gewijzigd_op=self.klok(), gewijzigd_door=medewerker.identificatie
        )
        if fouten := tuple(_fouten(nieuw)):
            raise OngeldigeInvoer(*fouten)
        oud = self.lees()

        def schrijf() -> Bewaartermijnen:
            self.tabel.bewaar_bewaartermijnen(nieuw)
            return nieuw

        def lees_terug() -> Bewaartermijnen | None:
            huidig = self.lees()
            return huidig if huidig.versie >= nieuw.versie else None

        opgeslagen = oud if oud.versie != versie else leg_vast(schrijf, lees_terug, self.slaap)
        if replace(opgeslagen, gewijzigd_op=nieuw.gewijzigd_op) != nieuw:
            raise KeuzeNietMogelijk(f"Een ander heeft de bewaartermijnen gewijzigd. Het is nu versie {opgeslagen.versie}.")
        return opgeslagen


def _fouten(termijnen: Bewaartermijnen) -> Iterator[Invoerfout]:
    if len(termijnen.regels) > MAX_REGELS:
        yield Invoerfout("regels", "te-veel", f"Gebruik ten hoogste {MAX_REGELS} rijen.")
    for nummer, regel in enumerate(termijnen.regels[:MAX_REGELS]):
        for veld in ("eenheden", "postvakken", "zaaktypen"):
            if len(getattr(regel, veld)) > MAX_GENOEMD_IN_REGEL:
                te_veel = f"Noem er ten hoogste {MAX_GENOEMD_IN_REGEL}."
                yield Invoerfout(f"regels.{nummer}.{veld}", "te-veel", te_veel)
        if regel.termijn == Bewaartermijn():
            yield Invoerfout(f"regels.{nummer}.termijn", "te-kort", "Geef een termijn van ten minste één dag.")
        if not 0 < len(regel.gronden) == len(set(regel.gronden)):
            yield Invoerfout(f"regels.{nummer}.uitkomsten", "aantal", "Noem ten minste één uitkomst, en elke één keer.")
    for grond in termijnen.zonder_regel:
        reden = f"Geef een rij voor {grond} zonder eenheden, postvakken en zaaktypen: anders heeft deze e-mail geen termijn."
        yield Invoerfout("regels", "geen-regel", reden)
