"""The wish of a sender that nothing answers the mail by itself, whoever wrote it (RFC 3834 section 2).

It is no kind of mail: Exchange writes `X-Auto-Response-Suppress` in what people send, too.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

_NEE: Final = re.compile(r"\s*(?:no|none|false|0)?\s*(?:[(;].*)?", re.IGNORECASE | re.DOTALL)
"""A value that asks for nothing, with a comment or parameters behind it."""
_IN_BULK: Final = re.compile(r"bulk|junk|list|auto.?reply", re.IGNORECASE)
_LEEG_PAD: Final = re.compile(r"<\s*>|<?mailer-daemon\b.*", re.IGNORECASE | re.DOTALL)
_ZEGT_HET: Final = {
    naam.lower(): naam
    for naam in (
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "X-Autoreply",
        "X-Autorespond",
        "X-Auto-Reply",
        "X-Mail-Autoreply",
    )
}
_LANGST: Final = 100
MEESTE: Final = 20
"""Headers of one name that are looked at."""


def zegt_nee(waarde: str) -> bool:
    """Tell whether a header such as Auto-Submitted says `no`, or nothing at all (RFC 3834 section 5)."""
    return _NEE.fullmatch(waarde) is not None


def wil_geen_automaat(alle: Callable[[str], Sequence[str]]) -> str:
    """Return the header that says so, such as `X-Auto-Response-Suppress: All`; empty when none does.

    A header that is there more than once counts as soon as one of them says so. X-Auto-Response-Suppress is described
    in Microsoft's [MS-OXCMAIL]; each of its values but `None` is taken as the wish.

    Args:
        alle: gives every value, decoded, of the header of that name (lower case).
    """
    for kop, naam in _ZEGT_HET.items():
        for waarde in alle(kop)[:MEESTE]:
            if not zegt_nee(waarde):
                return f"{naam}: {waarde[:_LANGST]}"
    for waarde in alle("precedence")[:MEESTE]:
        if _IN_BULK.search(waarde[:_LANGST]):
            return f"Precedence: {waarde[:_LANGST]}"
    pad = next(iter(alle("return-path")), "").strip()
    return f"Return-Path: {pad[:_LANGST]}" if _LEEG_PAD.fullmatch(pad) else ""
