"""A file to be put ready."""

from dataclasses import dataclass
from typing import Annotated

from klantmail.api.schema import Beschreven, Verzoek
from klantmail.opstellen.bericht import PATROON_FORMAAT
from klantmail.usecases.uitgaand.uploads import MAX_BESTANDSNAAM, MAX_UPLOAD, Uploadaanvraag


@dataclass(frozen=True, kw_only=True)
class UploadVerzoek(Verzoek):
    """Een bestand dat klaargezet moet worden."""

    bestandsnaam: Annotated[str, Beschreven({"minLength": 1, "maxLength": MAX_BESTANDSNAAM})]
    """Naam van het bestand, ten hoogste 255 tekens. Sommige soorten bestanden mogen niet met een e-mail mee."""
    formaat: Annotated[str, Beschreven({"pattern": PATROON_FORMAAT})]
    """MIME-type zonder parameters."""
    bestandsomvang: Annotated[int, Beschreven({"minimum": 1, "maximum": MAX_UPLOAD})]
    """Grootte in bytes. Het bestand moet in een e-mail passen."""

    @property
    def aanvraag(self) -> Uploadaanvraag:
        return Uploadaanvraag(self.bestandsnaam, self.formaat, self.bestandsomvang)
