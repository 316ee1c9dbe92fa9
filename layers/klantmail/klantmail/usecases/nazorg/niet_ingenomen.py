"""The count of mail that lies in the intake and was not taken in: nobody can tell yet whose it is.

An object in the intake says nothing by itself: `ontvangen` removes it last, so it is also there of a mail that was
listed and read, or destroyed since, when a run was killed before its end. The table tells them apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Final
from uuid import UUID

from klantmail.domain.emailbericht import Ontleedstand
from klantmail.ports.objecten import Wachtlijst
from klantmail.ports.verzamelen import Maildossiers
from klantmail.usecases.ontvangst.plek import mail_op

_PER_KEER: Final = 100


@dataclass(frozen=True, slots=True)
class Intaketeller:
    """The counter of one municipality."""

    intake: Wachtlijst
    dossiers: Maildossiers
    postvakken: tuple[str, ...]

    def niet_ingenomen(self, tot: datetime) -> int:
        """Count the mails that SES left until this moment, and of which it is not known yet what is in them."""
        mails = (mail_op(een.object_key, self.postvakken) for een in self.intake.wachtend() if een.sinds <= tot)
        gevonden = batched((mail for mail in mails if mail is not None), _PER_KEER, strict=False)
        return sum(len(mails) - len(self._ingenomen(mails)) for mails in gevonden)

    def _ingenomen(self, mails: Sequence[UUID]) -> frozenset[UUID]:
        """Return those of these that were read, or cannot be, or were destroyed."""
        gelezen = {
            een.identificatie for een in self.dossiers.emailberichten_van(mails) if een.ontleedstand is not Ontleedstand.ONTBREEKT
        }
        return self.dossiers.vernietigd(mails) | gelezen
