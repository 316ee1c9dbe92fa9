"""How mails and their parts become informatieobjecten (Documenten API 1.7, required fields included)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from klantmail.domein import Informatieobject
from klantmail.ontleding import Adres

BESTANDSNAAM_MAIL: Final = "e-mail.eml"
FORMAAT_MAIL: Final = "message/rfc822"
_TAAL: Final = "dut"
_MAX_TITEL: Final = 200
_MAX_AUTEUR: Final = 200


@dataclass(frozen=True, slots=True)
class Organisatie:
    """What every document says of the municipality."""

    naam: str
    rsin: str
    informatieobjecttype: str
    """URL in the municipality's catalogue."""


def maak_document(
    organisatie: Organisatie,
    *,
    identificatie: UUID,
    titel: str,
    auteur: str,
    bestandsnaam: str,
    formaat: str,
    sha256: str,
    omvang: int,
    sleutel: str,
    moment: datetime,
    ontvangen: bool,
) -> Informatieobject:
    """The document of `omvang` bytes that was received, or else sent, at `moment`."""
    return Informatieobject(
        identificatie=identificatie,
        bronorganisatie=organisatie.rsin,
        creatiedatum=moment,
        titel=(titel or "Zonder onderwerp")[:_MAX_TITEL],
        auteur=auteur[:_MAX_AUTEUR],
        taal=_TAAL,
        informatieobjecttype=organisatie.informatieobjecttype,
        bestandsnaam=bestandsnaam,
        formaat=formaat,
        bestandsomvang=omvang,
        sha256=sha256,
        sleutel=sleutel,
        ontvangstdatum=moment if ontvangen else None,
        verzenddatum=None if ontvangen else moment,
    )


def auteursnaam(adres: Adres) -> str:
    """Who wrote the document, as the mail claims."""
    return adres.naam or adres.adres or "onbekend"
