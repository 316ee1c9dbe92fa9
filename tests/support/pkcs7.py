"""Make PKCS #7 objects (RFC 5652) without any cryptography, for tests of the reader."""

DATA = bytes.fromhex("06092a864886f70d010701")
SIGNED = bytes.fromhex("06092a864886f70d010702")
ENVELOPED = bytes.fromhex("06092a864886f70d010703")
SHA256 = bytes.fromhex("300b0609608648016503040201")


def der(tag: int, inhoud: bytes) -> bytes:
    """One element with a definite length (X.690 section 8.1.3)."""
    if len(inhoud) < 0x80:
        return bytes([tag, len(inhoud)]) + inhoud
    length = len(inhoud).to_bytes((len(inhoud).bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(length)]) + length + inhoud


def ber(tag: int, inhoud: bytes) -> bytes:
    """One element with an indefinite length (X.690 section 8.1.3.6)."""
    return bytes([tag, 0x80]) + inhoud + b"\0\0"


def ondertekend(inhoud: bytes) -> bytes:
    """A SignedData in DER that carries its content, as Outlook sends smime.p7m; without certificates or signers."""
    binnen = der(0x30, DATA + der(0xA0, der(0x04, inhoud)))
    return der(0x30, SIGNED + der(0xA0, der(0x30, der(0x02, b"\1") + der(0x31, SHA256) + binnen + der(0x31, b""))))


def ondertekend_ber(inhoud: bytes, piece: int = 1000) -> bytes:
    """The same as a stream: indefinite lengths everywhere and the content in pieces, as OpenSSL and Java write it."""
    pieces = b"".join(der(0x04, inhoud[place : place + piece]) for place in range(0, len(inhoud), piece))
    binnen = ber(0x30, DATA + ber(0xA0, ber(0x24, pieces)))
    return ber(0x30, SIGNED + ber(0xA0, ber(0x30, der(0x02, b"\1") + ber(0x31, SHA256) + binnen + der(0x31, b""))))


def los_ondertekend() -> bytes:
    """A detached signature (smime.p7s): no content inside."""
    binnen = der(0x30, DATA)
    return der(0x30, SIGNED + der(0xA0, der(0x30, der(0x02, b"\1") + der(0x31, SHA256) + binnen + der(0x31, b""))))


def versleuteld() -> bytes:
    """An EnvelopedData, whose content only the addressee can read."""
    return der(0x30, ENVELOPED + der(0xA0, der(0x30, der(0x02, b"\0") + der(0x31, b"") + der(0x30, DATA + der(0x80, bytes(64))))))
