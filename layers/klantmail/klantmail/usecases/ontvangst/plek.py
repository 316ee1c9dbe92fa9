"""The place of a mail in the intake bucket, and how an archived mail tells where it was."""

import re
from collections.abc import Container, Iterable
from typing import Final
from uuid import UUID

from klantmail.domain.identificatie import emailbericht_id

SES_PROEFBERICHT: Final = "AMAZON_SES_SETUP_NOTIFICATION"
"""The message that SES writes when a receipt rule is made.

https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-s3.html
"""
_SMTP_ID: Final = re.compile(rb"\sby inbound-smtp\.[a-z0-9-]+\.amazonaws\.com\s+with SMTP id ([A-Za-z0-9]{1,100})\s")
_KOPPEN: Final = 64 * 1024


def intake_key(postvak: str, ses_bericht_id: str) -> str:
    """The key of a mail in the intake bucket, under one prefix for each postvak (decision 8)."""
    return f"{postvak}/{ses_bericht_id}"


def mail_op(object_key: str, postvakken: Container[str]) -> UUID | None:
    """Return the mail that an object in the intake is; None when it is no mail of ours."""
    postvak, _, ses_bericht_id = object_key.rpartition("/")
    is_mail = postvak in postvakken and ses_bericht_id != SES_PROEFBERICHT
    return emailbericht_id(postvak, ses_bericht_id) if is_mail else None


def plek_in_intake(emailbericht: UUID, mail: bytes, postvakken: Iterable[str]) -> str | None:
    """Return the key under which a mail was in the intake; None when its headers do not tell."""
    for gevonden in _SMTP_ID.finditer(mail[:_KOPPEN]):
        ses_bericht_id = gevonden[1].decode("ascii")
        for postvak in postvakken:
            if emailbericht_id(postvak, ses_bericht_id) == emailbericht:
                return intake_key(postvak, ses_bericht_id)
    return None
