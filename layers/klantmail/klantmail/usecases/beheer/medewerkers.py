"""The medewerkers who have logged in, as their logins last named them.

Klantmail keeps no list of its own to maintain: the municipality's login is the source. A function remembers whom it has
seen this month, so that a request of somebody who did not change costs no write.
"""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from klantmail.domain.fouten import Geweigerd, OpslagFout
from klantmail.domain.medewerker import BekendeMedewerker, Medewerker, Rol
from klantmail.domain.termijn import vandaag
from klantmail.domain.tijd import Klok
from klantmail.ports.repositories import MAX_PAGINA_GROOTTE, Medewerkerslijst, Pagina


@dataclass(frozen=True, slots=True)
class Medewerkers:
    """The medewerkers of one municipality."""

    medewerkers: Medewerkerslijst
    klok: Klok
    actief_maanden: int
    """The months that somebody may stay away before mail and tasks go to them no more."""
    gezien: set[BekendeMedewerker] = field(default_factory=set)
    """The medewerkers who are known to be stored as they are."""

    def meld_aan(self, medewerker: Medewerker) -> None:
        """Keep how the login names this medewerker, and that they were here this month.

        An error of the storage is passed over: their request was answered, and the next one keeps it.
        """
        bekende = BekendeMedewerker(medewerker, vandaag(self.klok()).replace(day=1))
        if bekende in self.gezien:
            return
        with suppress(OpslagFout):
            with suppress(Geweigerd):  # it was kept before
                self.medewerkers.onthoud_medewerker(bekende)
            self.gezien.add(bekende)

    def lijst(self, *, aantal: int, na: str | None) -> Pagina[BekendeMedewerker]:
        """Read the medewerkers, in the order of their identificatie."""
        return self.medewerkers.medewerkers(aantal=aantal, na=na)

    def is_actief(self, bekende: BekendeMedewerker) -> bool:
        """Tell whether mail and tasks can still go to them."""
        return bekende.is_actief(vandaag(self.klok()), self.actief_maanden)

    def behandelaars(self) -> Mapping[str, int]:
        """Count the behandelaars of each eenheid who are actief; an eenheid without any is not in it."""
        aantallen = Counter[str]()
        na: str | None = None
        while True:
            page = self.lijst(aantal=MAX_PAGINA_GROOTTE, na=na)
            actief = (een.medewerker for een in page.resultaten if self.is_actief(een))
            aantallen.update(een.organisatorische_eenheid for een in actief if Rol.BEHANDELAAR in een.rollen)
            if page.vervolg is None:
                return aantallen
            na = page.vervolg
