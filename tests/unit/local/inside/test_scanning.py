"""The malware scanner of this machine does as GuardDuty does: after the put, each version once, whatever packed it."""

import asyncio
import zipfile
from base64 import encodebytes
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from klantmail_local.inside import scanning
from klantmail_local.inside.scanning import CLEAN, LABEL, THREAT, UNSUPPORTED, Scanner, judge
from klantmail_local.verdicts import EICAR

ACCOUNT = "000000000000"
BUCKET = "klantmail-archief-1"


def zipped(content: bytes, name: str = "bestand") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def with_password(archive: bytes) -> bytes:
    """Set the flag of encryption of the only entry, in both of its headers."""
    changed = bytearray(archive)
    changed[6] |= 1
    changed[archive.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b"%PDF-1.7", CLEAN),
        (b"", CLEAN),
        (EICAR, THREAT),
        (b"From: a@b.example\r\n\r\n" + encodebytes(EICAR), THREAT),
        (zipped(EICAR), THREAT),
        (zipped(zipped(zipped(EICAR))), THREAT),
        (zipped(b"tekening"), CLEAN),
        (with_password(zipped(b"tekening")), UNSUPPORTED),
        (zipped(b"tekening")[:-30] + b"PK\x05\x06" + bytes(18), CLEAN),
    ],
)
def test_the_judgement_is_that_of_the_content_however_it_is_packed(content: bytes, verdict: str) -> None:
    assert judge(content) == verdict


class Scoped(dict[Any, Any]):
    """A store of MiniStack, of one account."""

    @property
    def _data(self) -> dict[Any, Any]:
        return {(ACCOUNT, name): record for name, record in self.items()}


class FakeS3:
    """MiniStack's S3, as far as the scanner looks into it."""

    def __init__(self, directory: Path) -> None:
        self._buckets, self._object_tags = Scoped(), Scoped()
        self.directory = directory
        self.told: list[str] = []
        self.persisted: list[str] = []

    def _fire_s3_event_async(self, bucket: str, key: str, event: str, **_: Any) -> None:
        self.told.append(f"{event} {bucket}/{key}")

    def _object_disk_path(self, bucket: str, key: str) -> str:
        return str(self.directory / f"{bucket}-{key}")

    def _persist_version_state(self, _: str, key: str, __: Any) -> None:
        self.persisted.append(key)

    def put(self, bucket: str, key: str, content: bytes, version: str | None = None) -> None:
        Path(self._object_disk_path(bucket, key)).write_bytes(content)
        self._buckets.setdefault(bucket, {"objects": {}})["objects"][key] = {"version_id": version}
        self._fire_s3_event_async(bucket, key, "s3:ObjectCreated:Put", size=1, version_id=version)

    def label(self, bucket: str, key: str, version: str | None = None) -> str | None:
        tags: dict[str, str] = self._object_tags.get((bucket, key, version), {})
        return tags.get(LABEL)


@contextmanager
def scope(account: str) -> Iterator[None]:
    assert account == ACCOUNT
    yield


@pytest.fixture
def s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeS3:
    monkeypatch.setattr(scanning, "DELAY", 0.01)
    return FakeS3(tmp_path)


def test_an_object_is_judged_some_moments_after_its_put_and_every_version_once(s3: FakeS3) -> None:
    scanner = Scanner(s3, scope, lambda: ACCOUNT)
    scanner.listen()

    async def play() -> None:
        scanner.begin()
        s3.put(BUCKET, "bijlage", EICAR, "v1")
        s3.put("klantmail-intake-1", "mail", EICAR)
        s3._object_tags[BUCKET, "ander", None] = {"eigen": "label"}
        s3.put(BUCKET, "ander", b"%PDF")
        assert s3.label(BUCKET, "bijlage", "v1") is None
        await asyncio.sleep(0.1)

    asyncio.run(play())
    assert s3.label(BUCKET, "bijlage", "v1") == THREAT
    assert s3._object_tags[BUCKET, "ander", None] == {"eigen": "label", LABEL: CLEAN}
    assert s3.label("klantmail-intake-1", "mail") is None
    assert s3.persisted == ["bijlage", "ander"]
    assert len(s3.told) == 3


def test_what_was_put_before_a_stop_is_judged_at_the_next_start_and_what_is_gone_is_not(s3: FakeS3) -> None:
    s3.put(BUCKET, "wacht", b"%PDF")
    s3.put(BUCKET, "was-er", b"%PDF")
    s3._object_tags[BUCKET, "was-er", None] = {LABEL: THREAT}
    scanner = Scanner(s3, scope, lambda: ACCOUNT)
    scanner.listen()

    async def play() -> None:
        scanner.begin()
        scanner.begin()
        s3.put(BUCKET, "weg", b"%PDF")
        del s3._buckets[BUCKET]["objects"]["weg"]
        await asyncio.sleep(0.1)

    asyncio.run(play())
    assert s3.label(BUCKET, "wacht") == CLEAN
    assert s3.label(BUCKET, "was-er") == THREAT
    assert s3.persisted == ["wacht"]
