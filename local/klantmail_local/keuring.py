"""The verdicts of SES's scanners, by the two test strings that the trade agreed on; nothing else is recognised here."""

from base64 import b64encode
from typing import Final

# The string is put together here, so that no scanner trips over this file.
EICAR: Final = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
"""https://www.eicar.org/download-anti-malware-testfile/: every virus scanner calls it a virus."""
GTUBE: Final = b"XJS*C4JDBQADN1.NSBN3*2IDNEN*" + b"GTUBE-STANDARD-" + b"ANTI-UBE-TEST-EMAIL*C.34X"
"""https://spamassassin.apache.org/gtube/: every spam filter calls it spam."""


def heeft_virus(bron: bytes) -> bool:
    return _bevat(bron, EICAR)


def is_spam(bron: bytes) -> bool:
    return _bevat(bron, GTUBE)


def _bevat(bron: bytes, teken: bytes) -> bool:
    """Tell whether the mail holds the string, as it stands or in base64, whatever the shape of the mail."""
    if teken in bron:
        return True
    # Base64 depends on where in a group of three bytes the string starts. So there are three forms, each without its
    # two uncertain ends.
    kaal = bron.translate(None, b"\r\n \t")
    return any(_vorm(teken, verschuiving) in kaal for verschuiving in range(3))


def _vorm(teken: bytes, verschuiving: int) -> bytes:
    heel = b64encode(bytes(verschuiving) + teken)
    return heel[4 if verschuiving else 0 : -4]
