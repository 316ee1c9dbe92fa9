"""The salutation and the signature that a postvak puts around what is written to a citizen.

A beheerder keeps them, with placeholders that fill themselves in, so that the name of the medewerker stands there where
the municipality wants it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from klantmail.domain.standaardantwoord import vul_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Ondertekening:
    """The texts above and below that of a mail from one postvak. An empty one stands for nothing."""

    postvak: str
    aanhef: str = ""
    aanhef_zonder_naam: str = ""
    """The salutation for who gives no name, where `aanhef` needs one."""
    ondertekening: str = ""
    versie: int = 0
    """The number of changes, by which none overwrites another unseen."""
    gewijzigd_op: datetime | None = None
    gewijzigd_door: UUID | None = None

    def om(self, tekst: str, waarden: Mapping[str, str]) -> str:
        """Return the text with the salutation above it and the signature below it, one empty line apart.

        A line of the signature whose value is not known is left out.

        Args:
            tekst: with all filled in.
            waarden: the values of the placeholders (`waarden_voor`).

        Raises: OngeldigeInvoer (too long to be sent).
        """
        aanhef = vul_in(self.aanhef, waarden)
        regels = [vul_in(regel, waarden) for regel in self.ondertekening.split("\n")]
        onder = "\n".join(regel.tekst for regel in regels if not regel.open).strip("\n")
        delen = (self.aanhef_zonder_naam if aanhef.open else aanhef.tekst, tekst.rstrip(), onder)
        return "\n\n".join(deel for deel in delen if deel.strip())
