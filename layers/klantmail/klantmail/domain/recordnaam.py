"""The name of a record, by which its postvak is found: that of the mail which it is, or that it is about.

A login may have the rights to some postvakken only. What it may see or do then follows from where the mail is now: a
mail that was moved takes its klantcontacten, documents, tasks, verzendingen and zaken along.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Recordsoort(StrEnum):
    """The records that come from a mail, by the collection that names them in a path of the API."""

    EMAILBERICHT = "emailberichten"
    KLANTCONTACT = "klantcontacten"
    INFORMATIEOBJECT = "informatieobjecten"
    INTERNE_TAAK = "interne-taken"
    VERZENDING = "verzendingen"
    ZAAK = "zaken"


@dataclass(frozen=True, slots=True)
class Recordnaam:
    """A record, by its soort and its identificatie."""

    soort: Recordsoort
    identificatie: UUID
