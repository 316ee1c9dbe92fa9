"""The tie between a received mail and mail of ours that it answers.

Only In-Reply-To and References (RFC 5322 section 3.6.4) make that tie.

A subject and a sender only suggest; anybody can write both, and many citizens write `Vraag`. A Message-ID can be forged
too, by who has seen it: so the mail is linked, and marked when it does not come from where ours went
(`afwijkende_afzender`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from klantmail.domain.onderwerp import kaal_onderwerp


@dataclass(frozen=True, slots=True, kw_only=True)
class Verband:
    """The tie of a received mail to mail of ours, made by the Message-IDs that it names, not by subject or sender."""

    gesprek: UUID
    """The conversation of the mail that it answers."""
    antwoord_op: tuple[UUID, ...]
    """The klantcontacten that it answers; empty when it answers an ontvangstbevestiging only."""
    onderwerp_gewijzigd: bool
    """Its subject is another than that of the mail that it answers: it is a new question that is linked."""
    afwijkende_afzender: bool
    """The mail that it answers went to another address. A Message-ID proves nothing about who writes."""
    taak_op: UUID | None = None
    """The klantcontact of the task whose question it answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EigenBericht:
    """A mail of ours that left, as a Message-ID leads to it."""

    verzending: UUID
    emailbericht: UUID
    klantcontact: UUID | None
    gesprek: UUID
    onderwerp: str
    """Empty when the subject is not known any more."""
    ses_bericht_id: str
    """Message-ID under which SES sent it."""
    aan_hen: bool
    """True when it went to each of the addresses that were asked about."""
    taak_op: UUID | None = None
    """The klantcontact of the task that asked something by it."""


def op_nabijheid(in_reply_to: Sequence[str], references: Sequence[str]) -> tuple[str, ...]:
    """The Message-IDs that a mail names, each once, the one that it answers first: References stand oldest first."""
    return tuple(dict.fromkeys((*in_reply_to, *reversed(references))))


def verband_van(in_reply_to: Sequence[str], onderwerp: str, gevonden: Mapping[str, EigenBericht]) -> Verband | None:
    """Return the tie of a mail to ours; None when it answers nothing of ours.

    It answers what its In-Reply-To names of ours, else the nearest of its References that is ours: a citizen may have
    forwarded our mail, or have written in between.

    Args:
        in_reply_to: Message-IDs in the In-Reply-To of the mail.
        onderwerp: subject of the mail.
        gevonden: which Message-IDs that it names are ours, the nearest first (`op_nabijheid`).
    """
    rechtstreeks = [gevonden[een] for een in in_reply_to if een in gevonden]
    beantwoord = rechtstreeks or list(gevonden.values())[:1]
    if not beantwoord:
        return None
    naaste = beantwoord[0]
    return Verband(
        gesprek=naaste.gesprek,
        antwoord_op=tuple(dict.fromkeys(een.klantcontact for een in beantwoord if een.klantcontact)),
        onderwerp_gewijzigd=bool(naaste.onderwerp) and kaal_onderwerp(naaste.onderwerp) != kaal_onderwerp(onderwerp),
        afwijkende_afzender=not all(een.aan_hen for een in beantwoord),
        taak_op=next((een.taak_op for een in beantwoord if een.taak_op), None),
    )
