"""The klantcontact of C1199: the record that contact took place.

It has no status, and it is never changed (decision 1).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from klantmail.domain import identificatie as ids
from klantmail.domain.adressering import Ontvanger
from klantmail.domain.document import Bijlage, Tekst

KANAAL_EMAIL: Final = "e-mail"


class Initiatiefnemer(StrEnum):
    """The party that started the contact (C1199)."""

    KLANT = "klant"
    GEMEENTE = "gemeente"


@dataclass(frozen=True, slots=True, kw_only=True)
class Klantcontact:
    """The record that contact took place (C1199). It is never changed after it is stored."""

    identificatie: UUID
    geregistreerd_op: datetime
    medewerker: UUID
    organisatorische_eenheid: str
    initiatiefnemer: Initiatiefnemer
    onderwerp: str
    inhoud: Tekst
    bijlagen: tuple[Bijlage, ...]
    emailbericht: UUID
    """The received mail that it is about."""
    afzender: str
    """Address of the person on the other side; stored as a keyed hash to search by, empty when the mail named none."""
    gesprek: UUID
    """The conversation that it belongs to, named after its first e-mailbericht."""
    verwijst_naar: tuple[UUID, ...] = ()
    """Earlier klantcontacten.

    A reply refers to its question (Klantinteracties: onderwerpobject `wasKlantcontact`), and a mail that answers ours
    refers to
    what it answers.
    """
    opgeslagen_op: datetime | None = None
    """The moment at which it was stored with its outcome; None while only the inzage is registered."""
    ontvangers: tuple[Ontvanger, ...] = ()
    """The addresses that a mail of the gemeente went to; empty for a received mail, and for older ones of ours."""
    verzending: UUID | None = None
    """The verzending of a mail of the gemeente; None for a received mail, and for older ones of ours."""
    zaak: UUID | None = None
    """The zaak that it led to."""
    kanaal: str = KANAAL_EMAIL
    beperkt: bool = False
    """The processing of its mail is restricted."""

    def bijlage_id(self, bijlage: Bijlage) -> UUID:
        return ids.bijlage_id(self.identificatie, bijlage.informatieobject)
