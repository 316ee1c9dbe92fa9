"""The medewerkers who have logged in, as their logins last named them.

Klantmail keeps no list of its own to maintain: the municipality's login is the source. A function remembers whom it has
seen, so that a request of somebody who did not change costs no write.
"""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from klantmail.domain.fouten import Geweigerd, OpslagFout
from klantmail.domain.medewerker import Medewerker, Rol
from klantmail.ports.repositories import MAX_PAGINA_GROOTTE, Medewerkerslijst, Pagina


@dataclass(frozen=True, slots=True)
class Medewerkers:
    """The medewerkers of one municipality."""

    medewerkers: Medewerkerslijst
    gezien: set[Medewerker] = field(default_factory=set)
    """The medewerkers who are known to be stored as they are."""

    def meld_aan(self, medewerker: Medewerker) -> None:
        """Keep how the login names this medewerker.

        An error of the storage is passed over: their request was answered, and the next one keeps it.
        """
        if medewerker in self.gezien:
            return
        with suppress(OpslagFout):
            with suppress(Geweigerd):  # it was kept before
                self.medewerkers.onthoud_medewerker(medewerker)
            self.gezien.add(medewerker)

    def lijst(self, *, aantal: int, na: str | None) -> Pagina[Medewerker]:
        """Read the medewerkers, in the order of their identificatie."""
        return self.medewerkers.medewerkers(aantal=aantal, na=na)

    def behandelaars(self) -> Mapping[str, int]:
        """Count the behandelaars of each eenheid; one of which nobody has logged in is not in it."""
        aantallen = Counter[str]()
        na: str | None = None
        while True:
            bladzijde = self.lijst(aantal=MAX_PAGINA_GROOTTE, na=na)
            aantallen.update(een.organisatorische_eenheid for een in bladzijde.resultaten if Rol.BEHANDELAAR in een.rollen)
            if bladzijde.vervolg is None:
                return aantallen
            na = bladzijde.vervolg
