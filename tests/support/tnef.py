"""Make a TNEF stream ([MS-OXTNEF]), for tests of its reader."""

import struct
from collections.abc import Sequence

SUBJECT, BODY, ATTACH_DATA, ATTACH_TITLE = 0x00018004, 0x0002800C, 0x0006800F, 0x00018010
REND_DATA, MAPI_PROPS, ATTACHMENT, OEM_CODEPAGE = 0x00069002, 0x00069003, 0x00069005, 0x00069007
PT_LONG, PT_OBJECT, PT_STRING8, PT_UNICODE, PT_SYSTIME, PT_BINARY = 0x03, 0x0D, 0x1E, 0x1F, 0x40, 0x102
PR_SUBJECT, PR_BODY, PR_RTF, PR_HTML, PR_INTERNET_CPID = 0x0037, 0x1000, 0x1009, 0x1013, 0x3FDE
PR_SENDER_NAME, PR_SENDER_SMTP, PR_SUBMIT_TIME = 0x0C1A, 0x5D01, 0x0039
PR_DATA, PR_LONG_FILENAME, PR_MIME_TAG, PR_CONTENT_ID = 0x3701, 0x3707, 0x370E, 0x3712
IID_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")


def attribuut(niveau: int, tag: int, inhoud: bytes) -> bytes:
    return struct.pack("<BII", niveau, tag, len(inhoud)) + inhoud + struct.pack("<H", sum(inhoud) & 0xFFFF)


def prop(kind: int, number: int, value: bytes | str | int) -> bytes:
    """One MAPI property; text is encoded by its type."""
    header = struct.pack("<HH", kind, number)
    if isinstance(value, int):
        return header + value.to_bytes(8 if kind == PT_SYSTIME else 4, "little")
    if isinstance(value, str):
        value = value.encode("utf-16-le") + b"\0\0" if kind == PT_UNICODE else value.encode("cp1252") + b"\0"
    return header + struct.pack("<II", 1, len(value)) + value + bytes(-len(value) % 4)


def benoemd(name: str, value: str) -> bytes:
    """A named property, as Outlook adds by the dozen."""
    raw = name.encode("utf-16-le") + b"\0\0"
    header = struct.pack("<HH", PT_UNICODE, 0x8001) + bytes(16) + struct.pack("<II", 1, len(raw)) + raw + bytes(-len(raw) % 4)
    inhoud = value.encode("utf-16-le") + b"\0\0"
    return header + struct.pack("<II", 1, len(inhoud)) + inhoud + bytes(-len(inhoud) % 4)


def props(*lijst: bytes) -> bytes:
    return struct.pack("<I", len(lijst)) + b"".join(lijst)


def bijlage(inhoud: bytes, *, titel: str = "", properties: Sequence[bytes] = ()) -> bytes:
    parts = attribuut(2, REND_DATA, bytes(14))
    if titel:
        parts += attribuut(2, ATTACH_TITLE, titel.encode("cp1252") + b"\0")
    parts += attribuut(2, ATTACH_DATA, inhoud)
    return parts + (attribuut(2, ATTACHMENT, props(*properties)) if properties else b"")


def ingesloten(bericht: bytes) -> bytes:
    """An attachment that is a message: its stream stands in a property."""
    return attribuut(2, REND_DATA, bytes(14)) + attribuut(2, ATTACHMENT, props(prop(PT_OBJECT, PR_DATA, IID_MESSAGE + bericht)))


def tnef(*parts: bytes) -> bytes:
    return struct.pack("<IH", 0x223E9F78, 1) + attribuut(1, OEM_CODEPAGE, struct.pack("<II", 1252, 0)) + b"".join(parts)


def rtf_ongecomprimeerd(rtf: bytes) -> bytes:
    """[MS-OXRTFCP] section 2.1.3.1.1 with COMPTYPE uncompressed."""
    return struct.pack("<III4x", len(rtf) + 12, len(rtf), 0x414C454D) + rtf


def rtf_gecomprimeerd(rtf: bytes) -> bytes:
    """Compress with literals only, which every reader must take, and end with a reference to the write position."""
    uit, write = b"", 207
    for begin in range(0, len(rtf), 8):
        group = rtf[begin : begin + 8]
        write = (write + len(group)) % 4096
        if len(group) < 8:
            uit += bytes([1 << len(group)]) + group + struct.pack(">H", write << 4)
        else:
            uit += b"\0" + group
    if len(rtf) % 8 == 0:
        uit += b"\1" + struct.pack(">H", write << 4)
    return struct.pack("<III4x", len(uit) + 12, len(rtf), 0x75465A4C) + uit
