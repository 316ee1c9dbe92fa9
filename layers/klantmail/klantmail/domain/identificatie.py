"""Identificaties. They are deterministic wherever an event or a request can come twice (decision 6)."""

from collections.abc import Callable
from hashlib import sha256
from json import dumps
from uuid import UUID, uuid5

type NieuwId = Callable[[], UUID]
_NAAMRUIMTE = UUID("1f0c7f0e-6f0b-5d0a-9d8e-0c1199000000")


def emailbericht_id(postvak: str, ses_bericht_id: str) -> UUID:
    """The same mail in the same postvak is the same e-mailbericht, however often SES tells of it."""
    return uuid5(_NAAMRUIMTE, f"emailbericht\n{postvak}\n{ses_bericht_id}")


def bevestiging_id(emailbericht: UUID) -> UUID:
    """The verzending of the ontvangstbevestiging of a mail, which has one at most."""
    return uuid5(emailbericht, "ontvangstbevestiging")


def verplaatsbericht_id(emailbericht: UUID, nummer: int) -> UUID:
    """The verzending of the message that tells of the move with this number of a formal mail, from 1."""
    return uuid5(emailbericht, f"verplaatsbericht\n{nummer}")


def informatieobject_id(eigenaar: UUID, pad: str) -> UUID:
    """Identificatie of one document of an owner, a received mail or a mail of our own.

    Args:
        pad: MIME path of the part of a received mail, or the number of the file that went along with our own mail. The
            mail
            itself has the empty path.
    """
    return uuid5(eigenaar, f"informatieobject\n{pad}")


def bijlage_id(klantcontact: UUID, informatieobject: UUID) -> UUID:
    """The tie of one informatieobject to one klantcontact."""
    return uuid5(klantcontact, f"bijlage\n{informatieobject}")


def record_id(operatie: str, over: UUID, medewerker: UUID, idempotency_key: str) -> UUID:
    """Identificatie of the record that a request makes.

    It is the same for the same medewerker, subject and Idempotency-Key, and another for any other.

    Args:
        operatie: what makes it; each kind of record has its own.
        over: the record that it is about, such as the mail of an outcome.
    """
    return uuid5(_NAAMRUIMTE, f"uitkomst\n{operatie}\n{over}\n{medewerker}\n{idempotency_key}")


def vingerafdruk(*delen: object) -> str:
    """sha256 of what a request asks."""
    return sha256(dumps(delen, default=str).encode()).hexdigest()
