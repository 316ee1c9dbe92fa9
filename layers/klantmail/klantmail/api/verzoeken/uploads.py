"""A file to be put ready."""

from typing import Annotated

from pydantic import Field

from klantmail.api.verzoeken.basis import GEHEEL, Verzoek
from klantmail.opstellen import PATROON_FORMAAT
from klantmail.uploads import MAX_BESTANDSNAAM, MAX_UPLOAD, Uploadaanvraag


class UploadVerzoek(Verzoek):
    """Een bestand dat klaargezet moet worden."""

    bestandsnaam: Annotated[str, Field(json_schema_extra={"minLength": 1, "maxLength": MAX_BESTANDSNAAM})]
    """Naam van het bestand, ten hoogste 255 tekens. Sommige soorten bestanden mogen niet met een e-mail mee."""
    formaat: Annotated[str, Field(json_schema_extra={"pattern": PATROON_FORMAAT})]
    """MIME-type zonder parameters."""
    bestandsomvang: Annotated[int, Field(json_schema_extra={"minimum": 1, "maximum": MAX_UPLOAD}), GEHEEL]
    """Grootte in bytes. Het bestand moet in een e-mail passen."""

    @property
    def aanvraag(self) -> Uploadaanvraag:
        return Uploadaanvraag(self.bestandsnaam, self.formaat, self.bestandsomvang)
