"""Mails and their parts as informatieobjecten (Documenten API 1.7, required fields included)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from ontleden.ontleding import Adres

TE_TONEN: Final = frozenset({"application/pdf", "image/avif", "image/bmp", "image/gif", "image/jpeg", "image/png", "image/webp"})
"""The MIME types that may be shown where they are, and not only downloaded.

A browser takes bytes of these types for nothing else: it looks no further at a PDF, and an image is only ever taken for
another image (https://mimesniff.spec.whatwg.org/#image-type-pattern-matching-algorithm). SVG and HTML are programs.
"""


@dataclass(frozen=True, slots=True)
class Documentlink:
    """The short-lived addresses of a document."""

    download: str
    weergave: str | None
    """The address by which it is shown where it is; None for what can only be downloaded."""
    geldig_tot: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Informatieobject:
    """A stored document: the mail itself, or an attachment (Documenten API, EnkelvoudigInformatieObject)."""

    identificatie: UUID
    bronorganisatie: str
    """The RSIN of the municipality, nine digits."""
    creatiedatum: datetime
    titel: str
    auteur: str
    taal: str
    """The language as a code of ISO 639-2/B."""
    informatieobjecttype: str
    """URL of the type in the municipality's catalogue."""
    bestandsnaam: str
    """Safe as the name of a download."""
    formaat: str
    """MIME type."""
    bestandsomvang: int
    sha256: str
    object_key: str
    """Key of the object in the archive that holds the bytes."""
    ontvangstdatum: datetime | None = None
    verzenddatum: datetime | None = None

    @property
    def is_te_tonen(self) -> bool:
        """True when a browser shows it and runs nothing of it: an image that is no program, or a PDF."""
        return self.formaat in TE_TONEN

    @property
    def naam_in_link(self) -> str:
        """The name under which a link offers it: an address is kept by browsers, and names no person.

        The extension tells programs what it is.
        """
        return naam_in_link(str(self.identificatie), self.bestandsnaam, self.formaat)


def naam_in_link(zonder_extensie: str, bestandsnaam: str, formaat: str) -> str:
    """The name under which a link offers a file: one that names no person, with the extension of the file."""
    from ontleden.formats.namen import extensie_bij, formaat_bij  # here: few functions make links

    eigen = bestandsnaam.rpartition(".")[2].lower() if formaat_bij(bestandsnaam) else ""
    extensie = eigen or extensie_bij(formaat)
    return f"{zonder_extensie}.{extensie}" if extensie else zonder_extensie


class Bijlagerol(StrEnum):
    """The roles of a document for who reads the klantcontact."""

    EMAIL = "email"
    """The mail itself."""
    INLINE = "inline"
    """The text shows it, such as the logo of a signature."""
    BIJLAGE = "bijlage"
    """A person attached it."""

    @classmethod
    def van_vroeger(cls, plaats: int) -> Self:
        """The role of the document at this place (from 0) of a klantcontact that was stored when roles were not kept.

        The mail itself has always come first. The others count as attached, so that nothing a citizen sent is missed.
        """
        return cls.BIJLAGE if plaats else cls.EMAIL


@dataclass(frozen=True, slots=True, kw_only=True)
class Bijlage:
    """The tie of one informatieobject to a klantcontact, with what an agent wants to see of it in a list."""

    informatieobject: UUID
    rol: Bijlagerol
    bestandsnaam: str
    formaat: str
    bestandsomvang: int
    sha256: str

    @classmethod
    def van(cls, document: Informatieobject, rol: Bijlagerol) -> Self:
        return cls(
            rol=rol,
            informatieobject=document.identificatie,
            bestandsnaam=document.bestandsnaam,
            formaat=document.formaat,
            bestandsomvang=document.bestandsomvang,
            sha256=document.sha256,
        )


@dataclass(frozen=True, slots=True)
class Tekst:
    """A text of any length (decision 7).

    It stands whole in `waarde`, or, when that is None, whole in the archive under `object_key`.
    """

    waarde: str | None
    omvang: int
    """Size of the text in UTF-8."""
    object_key: str | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a medewerker put, or may put, ready to go along with a mail."""

    identificatie: UUID
    bestandsnaam: str
    """Safe as the name of a download."""
    formaat: str
    """MIME type."""
    bestandsomvang: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploadgebruik:
    """The record that an upload went along with a mail. It is stored once, so that the upload is used once."""

    identificatie: UUID
    """Identificatie of the upload."""
    klantcontact: UUID
    """The klantcontact that has the upload as a bijlage."""
    medewerker: UUID
    tijdstip: datetime


BESTANDSNAAM_MAIL: Final = "e-mail.eml"
FORMAAT_MAIL: Final = "message/rfc822"
_TAAL: Final = "dut"
_MAX_TITEL: Final = 200
_MAX_AUTEUR: Final = 200


@dataclass(frozen=True, slots=True)
class Organisatie:
    """The facts about the municipality that every document states."""

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
    object_key: str,
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
        object_key=object_key,
        ontvangstdatum=moment if ontvangen else None,
        verzenddatum=None if ontvangen else moment,
    )


def auteursnaam(adres: Adres) -> str:
    """Name of the author of the document, as the mail claims."""
    return adres.naam or adres.adres or "onbekend"
