"""Addresses of postvakken."""

import re
from typing import Final

_TUSSEN_AANHALINGSTEKENS: Final = re.compile(r'"(.*)"')
_MET_BACKSLASH: Final = re.compile(r"\\(.)")


def zonder_label(adres: str) -> str:
    """The address in lower case, without quotation marks and without its `+label`.

    To a receipt rule of SES an address with a label is the same as the one without. Quotation marks around a local part
    are a way of writing it, and no part of it (RFC 5321 section 4.1.2).

    https://docs.aws.amazon.com/ses/latest/dg/receiving-email-receipt-rules-console-walkthrough.html
    """
    lokaal, _, domein = adres.lower().rpartition("@")
    if tussen := _TUSSEN_AANHALINGSTEKENS.fullmatch(lokaal):
        lokaal = _MET_BACKSLASH.sub(r"\1", tussen[1])
    return f"{lokaal.partition('+')[0]}@{domein}"
