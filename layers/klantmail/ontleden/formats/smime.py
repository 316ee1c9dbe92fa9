"""The content of an S/MIME message that is signed with the text inside (RFC 8551
section 3.5.2). Nothing is verified.
"""

import base64
import binascii
import re
from typing import Final, Literal

_OID: Final = 0x06
_OCTETS: Final = 0x04
_OCTETS_SAMENGESTELD: Final = 0x24
_SEQUENCE: Final = 0x30
_EXPLICIET_0: Final = 0xA0

# RFC 5652 and, for authenticated encryption, RFC 5083.
_ONDERTEKEND: Final = bytes.fromhex("2a864886f70d010702")
_VERSLEUTELD: Final = frozenset(
    bytes.fromhex(oid) for oid in ("2a864886f70d010703", "2a864886f70d010704", "2a864886f70d010706", "2a864886f70d0109100117")
)
_MAX_ELEMENTEN: Final = 200_000
_PEM: Final = re.compile(rb"-----BEGIN [A-Z0-9 ]{3,40}-----([A-Za-z0-9+/=\s]*)")


class _Onleesbaar(Exception):
    """The structure is not the one that was expected."""


def pak_uit(bron: bytes) -> bytes | None:
    """The MIME entity inside a PKCS #7 SignedData, in DER, BER with indefinite lengths, or PEM; unverified.

    It is None when there is none: encrypted, a detached signature, or no PKCS #7. A truncated one comes as far as it
    goes. This never raises.
    """
    bron = _kaal(bron)
    try:
        soort, plaats = _inhoud_info(bron)
        if soort != _ONDERTEKEND:
            return None
        plaats = _binnen(bron, plaats, _SEQUENCE)
        # version and digestAlgorithms go before encapContentInfo.
        plaats = _voorbij(bron, _voorbij(bron, plaats))
        plaats = _binnen(bron, plaats, _SEQUENCE)
        plaats = _binnen(bron, _voorbij(bron, plaats), _EXPLICIET_0)
        return _octets(bron, plaats)
    except _Onleesbaar:
        return None


def soort(bron: bytes) -> Literal["ondertekend", "versleuteld", "onbekend"]:
    """Return the kind that the ContentInfo of a PKCS #7 object names. It never raises."""
    try:
        gevonden, _ = _inhoud_info(_kaal(bron))
    except _Onleesbaar:
        return "onbekend"
    if gevonden == _ONDERTEKEND:
        return "ondertekend"
    return "versleuteld" if gevonden in _VERSLEUTELD else "onbekend"


def _kaal(bron: bytes) -> bytes:
    pem = _PEM.match(bron.lstrip()) if bron.lstrip()[:5] == b"-----" else None
    if pem is None:
        return bron
    try:
        return base64.b64decode(b"".join(pem[1].split()))
    except binascii.Error:
        return bron


def _inhoud_info(bron: bytes) -> tuple[bytes, int]:
    """The content type of a ContentInfo and where its content starts."""
    plaats = _binnen(bron, 0, _SEQUENCE)
    tag, begin, lengte = _kop(bron, plaats)
    if tag != _OID or lengte is None:
        raise _Onleesbaar
    return bron[begin : begin + lengte], _binnen(bron, begin + lengte, _EXPLICIET_0)


def _kop(bron: bytes, plaats: int) -> tuple[int, int, int | None]:
    """Tag, start of the content and its length in bytes, None when indefinite (X.690 section 8.1).

    Tags above 30 do not occur.
    """
    if plaats + 2 > len(bron) or bron[plaats] & 0x1F == 0x1F:
        raise _Onleesbaar
    tag, lengte = bron[plaats], bron[plaats + 1]
    plaats += 2
    if lengte < 0x80:
        return tag, plaats, lengte
    if lengte == 0x80:
        if not tag & 0x20:
            raise _Onleesbaar
        return tag, plaats, None
    breedte = lengte & 0x7F
    if breedte > 8 or plaats + breedte > len(bron):
        raise _Onleesbaar
    return tag, plaats + breedte, int.from_bytes(bron[plaats : plaats + breedte])


def _binnen(bron: bytes, plaats: int, verwacht: int) -> int:
    tag, begin, _ = _kop(bron, plaats)
    if tag != verwacht:
        raise _Onleesbaar
    return begin


def _voorbij(bron: bytes, plaats: int) -> int:
    """Find where the next element starts; an indefinite one is walked to its end-of-contents."""
    diepte = 0
    for _ in range(_MAX_ELEMENTEN):
        tag, begin, lengte = _kop(bron, plaats)
        if lengte is None:
            diepte += 1
            plaats = begin
        else:
            plaats = begin + lengte
            if tag == 0 and lengte == 0:
                diepte -= 1
        if diepte <= 0:
            return plaats
    raise _Onleesbaar


def _octets(bron: bytes, plaats: int) -> bytes:
    """An OCTET STRING, also one in pieces (X.690 section 8.7.3), pieces in pieces included."""
    tag, begin, lengte = _kop(bron, plaats)
    if tag == _OCTETS and lengte is not None:
        return bron[begin : begin + lengte]
    if tag != _OCTETS_SAMENGESTELD:
        raise _Onleesbaar
    stukken: list[bytes] = []
    # This is where each open element ends; one of indefinite length ends at its end-of-contents, or with the bytes.
    eindes = [len(bron) if lengte is None else min(begin + lengte, len(bron))]
    plaats = begin
    for _ in range(_MAX_ELEMENTEN):
        while eindes and plaats >= eindes[-1]:
            eindes.pop()
        if not eindes:
            break
        try:
            tag, begin, lengte = _kop(bron, plaats)
        except _Onleesbaar:
            break
        if tag == _OCTETS and lengte is not None:
            stukken.append(bron[begin : begin + lengte])
            plaats = begin + lengte
        elif tag == _OCTETS_SAMENGESTELD:
            eindes.append(eindes[-1] if lengte is None else min(begin + lengte, eindes[-1]))
            plaats = begin
        elif tag == 0 and lengte == 0:
            eindes.pop()
            plaats = begin
        else:
            break
    return b"".join(stukken)
