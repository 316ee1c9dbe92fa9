"""Conditional reading (RFC 9110 sections 8.8.3 and 13.1.2): a client that has the answer already is told so.

It is not sent again. The tag is strong: a hash of the very bytes. An answer that holds a short-lived link has none,
since it is another one each time, and since a client that kept it would be left with a link that no longer works.
`Cache-Control: no-store` still holds for every answer: only the program that asked keeps it, and nothing that lies in
between.
"""

import re
from hashlib import sha256
from typing import Final

_VLUCHTIG: Final = ('"inhoudUrl":"', '"geldigTot":"')
"""The fields of short-lived links, as JSON without spaces has them.

A quote inside a text has a backslash before it there, so only the fields themselves are written so.
"""
_TAG: Final = r'"[^"]*"'


def etag_van(body: str) -> str | None:
    """The tag of an answer in JSON; None for one that holds a short-lived link."""
    if any(veld in body for veld in _VLUCHTIG):
        return None
    return f'"{sha256(body.encode()).hexdigest()}"'


def komt_overeen(if_none_match: str, etag: str) -> bool:
    """Tell whether the header names this tag. Weak tags count, since a proxy that compresses may have weakened ours."""
    return if_none_match.strip() == "*" or etag in re.findall(_TAG, if_none_match)
