"""The recovery after a table was set back.

Archived mail that the table knows nothing of goes back to the intake, and is taken in as ever.

    archive  emailberichten/<id>/<sha256>.eml ─► no e-mailbericht <id> in the table
         └► the SMTP id that SES wrote in the mail, and the postvak with which it makes <id>
             └► intake <postvak>/<SMTP id>
                 └► the vangnet offers it after its waiting time: the same ids again

Mail that was handled before the handled were listed by day gets onto the list of its day.

The id proves the two: it is uuid5 of postvak and SES's message id, so nothing that a sender wrote can lead elsewhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Final
from uuid import UUID

from klantmail.domain.vernietiging import grafsteen_key
from klantmail.ports.objecten import HerlijstArchief, Neerlegplek, Opslagobject
from klantmail.ports.repositories import Berichtenlijst
from klantmail.usecases.ontvangst.plek import plek_in_intake

_MAIL: Final = re.compile(r"emailberichten/([0-9a-f-]{36})/[0-9a-f]{64}\.eml")
_PER_KEER: Final = 100
"""The most keys of one BatchGetItem."""


@dataclass(frozen=True, slots=True)
class Herlijstresultaat:
    """The counts of one round."""

    bekeken: int
    teruggelegd: int
    onherkend: tuple[str, ...]
    """Keys of archived mails whose own headers do not tell what they were: a person has to look at these."""
    op_lijst_gezet: int = 0
    """Handled mails that were on no list of their day, since they were handled before there were such lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Herlijster:
    """The recovery of one municipality."""

    archief: HerlijstArchief
    emailberichten: Berichtenlijst
    intake: Neerlegplek
    postvakken: tuple[str, ...]

    def herlijst(self, sinds: datetime | None) -> Herlijstresultaat:
        """Put every archived mail that has no e-mailbericht back, and every handled one on the list of its day.

        It is safe at any time, and any number of times.

        Args:
            sinds: look at what was archived since then only; None: at everything.
        """
        bekeken = teruggelegd = op_lijst_gezet = 0
        onherkend: list[str] = []
        for groep in batched(self._mails(sinds), _PER_KEER, strict=False):
            bekeken += len(groep)
            op_lijst_gezet += self.emailberichten.zet_afgehandelde_op_lijst([_bericht(een.object_key) for een in groep])
            for object_key in self._zonder_bericht(groep):
                if self._leg_terug(object_key):
                    teruggelegd += 1
                else:
                    onherkend.append(object_key)
        return Herlijstresultaat(bekeken, teruggelegd, tuple(onherkend), op_lijst_gezet)

    def _mails(self, sinds: datetime | None) -> Iterator[Opslagobject]:
        for een in self.archief.onder("emailberichten/"):
            if _MAIL.fullmatch(een.object_key) and (sinds is None or een.sinds >= sinds):
                yield een

    def _zonder_bericht(self, groep: Iterable[Opslagobject]) -> list[str]:
        """Return the mails that the table does not know, and that were not destroyed.

        The archive tells of those too, since a table that was set back may not.
        """
        per_bericht = {_bericht(een.object_key): een.object_key for een in groep}
        aanwezig = self.emailberichten.aanwezige_berichten(list(per_bericht))
        zonder = ((bericht, object_key) for bericht, object_key in per_bericht.items() if bericht not in aanwezig)
        return [object_key for bericht, object_key in zonder if not self.archief.heeft(grafsteen_key(bericht))]

    def _leg_terug(self, object_key: str) -> bool:
        mail = self.archief.lees(object_key)
        plek = plek_in_intake(_bericht(object_key), mail, self.postvakken)
        if plek is not None:
            self.intake.leg_neer(plek, mail)
        return plek is not None


def _bericht(object_key: str) -> UUID:
    return UUID(object_key.split("/")[1])
