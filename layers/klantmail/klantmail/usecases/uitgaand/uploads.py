"""The files that a medewerker puts ready to go along with a reply.

They go straight to S3, to be used once, by the medewerker who made them.

    POST /uploads ─► a form that S3 itself holds to its name, kind and size
        └► the file, under the medewerker's own prefix
    reply ─► looked up there (of another: not found), weighed, read, archived
        └► in the transaction: `Uploadgebruik`, which can be stored once

An upload has no record of its own before it is used. What is never used expires in its bucket.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from klantmail.domain.document import Upload
from klantmail.domain.fouten import Invoerfout, NogNietGekeurd, OngeldigeInvoer
from klantmail.domain.identificatie import NieuwId
from klantmail.domain.keuring import Keuroordeel
from klantmail.domain.medewerker import Medewerker
from klantmail.opstellen.bericht import MAX_MAIL, bijlageomvang, is_formaat
from klantmail.opstellen.bestandssoorten import mag_per_ses
from klantmail.ports.objecten import Uploadformulier, Uploads
from klantmail.usecases.parallel import alle
from ontleden.formats.namen import heeft_naam, veilige_naam

MAX_BIJLAGEN: Final = 20
"""The most uploads that can go along with one mail."""
MAX_UPLOAD: Final = MAX_MAIL // bijlageomvang("", 57) * 57
"""The most bytes of one file: encoded, a larger one fills a mail by itself."""
MAX_BESTANDSNAAM: Final = 255
"""The longest bestandsnaam of Documenten API 1.7."""


@dataclass(frozen=True, slots=True)
class Uploadaanvraag:
    """The facts that a medewerker gives about the file."""

    bestandsnaam: str
    formaat: str
    """MIME type without parameters."""
    bestandsomvang: int


@dataclass(frozen=True, slots=True)
class Uploadplek:
    """The place where the file can be put."""

    identificatie: UUID
    formulier: Uploadformulier


@dataclass(frozen=True, slots=True)
class Uploader:
    """The desk that hands out forms."""

    uploads: Uploads
    nieuw_id: NieuwId

    def vraag_aan(self, medewerker: Medewerker, aanvraag: Uploadaanvraag) -> Uploadplek:
        """Make a form for this one file. Its name is made safe.

        Raises: OngeldigeInvoer (no name, no MIME type, a kind of file that SES does not send, empty, or too large for a
            mail).
        """
        if fouten := tuple(_fouten(aanvraag)):
            raise OngeldigeInvoer(*fouten)
        formaat = aanvraag.formaat.lower()
        naam = veilige_naam(aanvraag.bestandsnaam, formaat)
        upload = Upload(self.nieuw_id(), naam, formaat, aanvraag.bestandsomvang)
        return Uploadplek(upload.identificatie, self.uploads.formulier(upload, medewerker.identificatie))


def _fouten(aanvraag: Uploadaanvraag) -> Iterator[Invoerfout]:
    naam = aanvraag.bestandsnaam
    if len(naam) > MAX_BESTANDSNAAM:
        yield Invoerfout("bestandsnaam", "te-lang", f"Gebruik ten hoogste {MAX_BESTANDSNAAM} tekens.")
    elif not heeft_naam(naam):
        yield Invoerfout("bestandsnaam", "geen-naam", "Geef het bestand een naam met letters of cijfers, op één regel.")
    elif not mag_per_ses(veilige_naam(naam, aanvraag.formaat)):
        yield Invoerfout("bestandsnaam", "bestandssoort", "Dit soort bestand kan niet met een e-mail mee.")
    if not is_formaat(aanvraag.formaat):
        yield Invoerfout("formaat", "ongeldig", "Gebruik een MIME-type zonder parameters, zoals application/pdf.")
    if aanvraag.bestandsomvang < 1:
        yield Invoerfout("bestandsomvang", "leeg", "Dit bestand is leeg.")
    elif aanvraag.bestandsomvang > MAX_UPLOAD:
        yield Invoerfout("bestandsomvang", "te-groot", "Dit bestand is te groot voor een e-mail.")


_BEZWAREN: Final = {
    Keuroordeel.DREIGING: ("dreiging-gevonden", "In deze bijlage is een virus of andere dreiging gevonden. Zij kan niet mee."),
    Keuroordeel.NIET_TE_KEUREN: (
        "niet-te-keuren",
        "Deze bijlage is niet te controleren op virussen, bijvoorbeeld door een wachtwoord. Zij kan niet mee.",
    ),
}
"""The error that a judgement of the malware scanner makes of an upload; one that is still to come is no error of it."""


def zoek_op(uploads: Uploads, medewerker: UUID, gevraagd: Sequence[UUID], *, met_keuring: bool = False) -> tuple[Upload, ...]:
    """Find the uploads of this medewerker, in this order, weighed together but not read.

    Args:
        met_keuring: whether each must be clean by the malware scanner.

    Raises: OngeldigeInvoer (field `bijlagen`: more than `MAX_BIJLAGEN`, one named twice, one that this medewerker does
        not have, one that is not clean, or together certainly too large for a mail); NogNietGekeurd (one that the
        malware scanner did not come to yet, and nothing else is wrong).
    """
    bekeken = gevraagd[:MAX_BIJLAGEN]
    gevonden = alle(lambda een: uploads.zoek(een, medewerker), bekeken)
    oordelen = alle(lambda een: _oordeel(uploads, een, medewerker, met_keuring=met_keuring), gevonden)
    fouten = [] if len(gevraagd) <= MAX_BIJLAGEN else [_fout("", "te-veel", f"Stuur ten hoogste {MAX_BIJLAGEN} bijlagen mee.")]
    for plek, (identificatie, upload, oordeel) in enumerate(zip(bekeken, gevonden, oordelen, strict=True)):
        if identificatie in bekeken[:plek]:
            fouten.append(_fout(plek, "dubbel", "Deze bijlage staat er al bij."))
        elif upload is None:
            fouten.append(_fout(plek, "onbekend", "Deze upload bestaat niet (meer)."))
        elif oordeel in _BEZWAREN:
            fouten.append(_fout(plek, *_BEZWAREN[oordeel]))
    aanwezig = tuple(een for een in gevonden if een is not None)
    if sum(bijlageomvang(een.formaat, een.bestandsomvang) for een in set(aanwezig)) > MAX_MAIL:
        fouten.append(te_groot())
    if fouten:
        raise OngeldigeInvoer(*fouten)
    if Keuroordeel.NOG_NIET in oordelen:
        raise NogNietGekeurd("Een bijlage wordt nog gecontroleerd op virussen. Probeer het over een paar tellen opnieuw.")
    return aanwezig


def _oordeel(uploads: Uploads, upload: Upload | None, medewerker: UUID, *, met_keuring: bool) -> Keuroordeel:
    """The judgement on an upload. What is not there, or expired meanwhile, is no matter of the scanner."""
    if upload is None or not met_keuring:
        return Keuroordeel.SCHOON
    return uploads.oordeel(upload.identificatie, medewerker)


def te_groot() -> Invoerfout:
    """The error that the mail would exceed what SES takes."""
    return _fout("", "te-groot", "Met deze bijlagen is de e-mail te groot om te versturen.")


def _fout(plek: int | str, code: str, reden: str) -> Invoerfout:
    return Invoerfout(f"bijlagen.{plek}".rstrip("."), code, reden)
