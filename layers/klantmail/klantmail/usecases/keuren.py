"""The guard of what is handed out or sent on: nothing is used before the malware scanner judged it (BIO2 8.07.04).

GuardDuty judges an object some moments after it was put, and says so in a tag of it. Texts and safe HTML that our own
reader made of a mail are no files of a sender, and are shown at once.
"""

from dataclasses import dataclass
from datetime import datetime

from klantmail.domain.document import Informatieobject
from klantmail.domain.keuring import Keuroordeel, bezwaar_tegen_gebruik
from klantmail.domain.medewerker import Medewerker
from klantmail.ports.objecten import Keuringlezer


@dataclass(frozen=True, slots=True)
class Keurmeester:
    """The guard of what is handed out or sent on."""

    keuringen: Keuringlezer
    vanaf: datetime | None
    """The moment from which everything is scanned; older objects have no judgement. None when nothing is scanned."""

    @property
    def keurt(self) -> bool:
        """True when what is put ready now is scanned."""
        return self.vanaf is not None

    def oordeel(self, object_key: str, sinds: datetime) -> Keuroordeel:
        """Read the judgement on an object of the archive; one from before the scanning counts as clean.

        Raises: NietGevonden.
        """
        if self.vanaf is None or sinds < self.vanaf:
            return Keuroordeel.SCHOON
        return self.keuringen.oordeel(object_key)

    def vereis_bruikbaar(self, object_key: str, sinds: datetime, medewerker: Medewerker | None = None) -> None:
        """Refuse an object that may not be used.

        Raises: NogNietGekeurd, DreigingGevonden, NietTeKeuren; NietGevonden.
        """
        if fout := bezwaar_tegen_gebruik(self.oordeel(object_key, sinds), medewerker):
            raise fout

    def gekeurd(self, document: Informatieobject, medewerker: Medewerker) -> Informatieobject:
        """Return a document that this medewerker may use. Raises: as `vereis_bruikbaar`."""
        self.vereis_bruikbaar(document.object_key, document.creatiedatum, medewerker)
        return document
