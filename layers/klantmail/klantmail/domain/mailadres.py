"""Addresses as they are compared: which spellings are one mailbox.

A domain with other letters than those of ASCII has two forms, which are equivalent (RFC 5890 section 2.3.2): headers
mostly carry the A-label (`xn--mller-kva.example`), and people write the U-label (`müller.example`).

A local part may stand in quotation marks, which are no part of it (RFC 5321 section 4.1.2). What leaves has them around
`jan..jansen`, which people and headers write without.
"""

import re
from typing import Final

_AANGEHAALD: Final = re.compile(r'"([^\s"\\@]+)"')
"""A local part in quotation marks that reads as the same one without them."""


def vergelijkvorm(adres: str) -> str:
    """Return the form of an address that all its spellings share.

    It is in lower case, without quotation marks that the local part can do without, and the domain is in A-labels.

    The domain is put in A-labels as `postadres` does for what leaves, by IDNA 2008 with the mapping of UTS 46, so that
    an answer is known by the address that it went to. The codec of Python has IDNA 2003, by which `straße.example` is
    `strasse.example`: another domain. What is no domain name stays as it is, in lower case. A beginning of an address
    is the beginning of its form as long as no label with such letters is cut off.
    """
    lokaal, apenstaart, domein = adres.strip().rpartition("@")
    if aangehaald := _AANGEHAALD.fullmatch(lokaal):
        lokaal = aangehaald[1]
    return f"{lokaal}{apenstaart}".lower() + (domein.lower() if domein.isascii() else _in_a_labels(domein))


def _in_a_labels(domein: str) -> str:
    import idna  # here: its tables take a while to load, and few domains need them

    try:
        return idna.encode(domein, uts46=True).decode("ascii")
    except idna.IDNAError:
        return domein.lower()
