"""What is to be archived, kept until all of it could be composed: a request that is refused halfway has archived nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from klantmail.ports.objecten import Archief, Stroom
from klantmail.usecases.parallel import alle
from klantmail.usecases.uitgaand.mail_van_gemeente import Uitgaand

type _Object = tuple[str, bytes | Stroom, str]


@dataclass
class UitgesteldArchief:
    """An archive that writes when it is told to; reading goes on."""

    archief: Archief
    objecten: list[_Object] = field(default_factory=list)

    def bewaar(self, sleutel: str, inhoud: bytes | Stroom, formaat: str) -> None:
        self.objecten.append((sleutel, inhoud, formaat))

    def lees(self, sleutel: str) -> bytes:
        return self.archief.lees(sleutel)

    def link(self, sleutel: str, *, bestandsnaam: str, formaat: str, als_download: bool = True) -> tuple[str, datetime]:
        return self.archief.link(sleutel, bestandsnaam=bestandsnaam, formaat=formaat, als_download=als_download)

    @property
    def omvang(self) -> int:
        """Bytes that wait."""
        return sum(len(inhoud) if isinstance(inhoud, bytes) else inhoud.omvang for _, inhoud, _ in self.objecten)

    def schrijf(self) -> None:
        """Archive all that waits, some at the same time."""
        alle(lambda een: self.archief.bewaar(*een), self.objecten)
        self.objecten.clear()


def eerst_samenstellen[T](uitgaand: Uitgaand, stel_samen: Callable[[Uitgaand], T]) -> T:
    """What `stel_samen` makes; only then is archived what belongs to it. Raises: what `stel_samen` raises."""
    archief = UitgesteldArchief(uitgaand.archief)
    samenstelling = stel_samen(replace(uitgaand, archief=archief))
    archief.schrijf()
    return samenstelling
