"""The wiring of what an archivaris does: how long what is kept."""

from typing import TYPE_CHECKING

from klantmail.bootstrap.parts import Parts

if TYPE_CHECKING:
    from klantmail.usecases.beheer.bewaartermijnen import Termijnenbeheer


class Archivering(Parts):
    """The use cases of keeping."""

    def termijnenbeheer(self) -> "Termijnenbeheer":
        from klantmail.adapters.dynamodb.bewaartermijnen import Termijnentabel
        from klantmail.usecases.beheer.bewaartermijnen import Termijnenbeheer

        return Termijnenbeheer(Termijnentabel(self._table), self._klok, self._slaap)
