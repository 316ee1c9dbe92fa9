"""Addresses of postvakken."""

import re
from collections.abc import Iterable
from typing import Final

from klantmail.domain.mailadres import vergelijkvorm

_TUSSEN_AANHALINGSTEKENS: Final = re.compile(r'"(.*)"')
_VAN_ELK_DOMEIN: Final = ("postmaster", "abuse")
"""Local parts that every domain of mail must have (RFC 5321 section 4.5.1, RFC 2142)."""
_MET_BACKSLASH: Final = re.compile(r"\\(.)")


def zonder_label(adres: str) -> str:
    """The address in its `vergelijkvorm`, without quotation marks and without its `+label`.

    To a receipt rule of SES an address with a label is the same as the one without. Quotation marks around a local part
    are a way of writing it, and no part of it (RFC 5321 section 4.1.2).

    https://docs.aws.amazon.com/ses/latest/dg/receiving-email-receipt-rules-console-walkthrough.html
    """
    lokaal, _, domein = vergelijkvorm(adres).rpartition("@")
    if tussen := _TUSSEN_AANHALINGSTEKENS.fullmatch(lokaal):
        lokaal = _MET_BACKSLASH.sub(r"\1", tussen[1])
    return f"{lokaal.partition('+')[0]}@{domein}"


def is_eigen_adres(adres: str, eigen: Iterable[str]) -> bool:
    """Tell whether a mail to this address would come back, by one of the addresses `eigen` or of their domains.

    It compares as a receipt rule of SES does.
    """
    kaal = {zonder_label(een) for een in eigen if een}
    domeinen = {een.rpartition("@")[2] for een in kaal}
    return zonder_label(adres) in kaal | {f"{lokaal}@{domein}" for lokaal in _VAN_ELK_DOMEIN for domein in domeinen}
