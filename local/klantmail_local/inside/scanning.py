"""The malware scanner: what GuardDuty Malware Protection for S3 does, with the EICAR test file as the only threat.

As on AWS, an object has no judgement when it is put. It gets its tag some moments later, and every version of it is
judged once. A mail and a ZIP are unpacked, five deep; what asks for a password cannot be judged.
https://docs.aws.amazon.com/guardduty/latest/ug/gdu-malware-protection-s3.html
"""

import asyncio
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from klantmail_local.verdicts import has_virus

LABEL: Final = "GuardDutyMalwareScanStatus"
CLEAN: Final = "NO_THREATS_FOUND"
THREAT: Final = "THREATS_FOUND"
UNSUPPORTED: Final = "UNSUPPORTED"
DELAY: Final = 0.3
"""Seconds between a write and its judgement. AWS takes some more."""
_DEPTH: Final = 5
"""https://docs.aws.amazon.com/guardduty/latest/ug/malware-protection-s3-quotas-guardduty.html"""
_PROTECTED: Final = ("-archief-", "-uploads-")
"""The parts of the names of the buckets that the template protects."""
_ENCRYPTED: Final = 0x1


def judge(content: bytes, depth: int = _DEPTH) -> str:
    """Judge bytes as GuardDuty does: the value of the tag."""
    if has_virus(content):
        return THREAT
    if not depth or not zipfile.is_zipfile(BytesIO(content)):
        return CLEAN
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if any(entry.flag_bits & _ENCRYPTED for entry in archive.infolist()):
                return UNSUPPORTED
            found = {judge(archive.read(entry), depth - 1) for entry in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return UNSUPPORTED
    return next((worst for worst in (THREAT, UNSUPPORTED) if worst in found), CLEAN)


class Scanner:
    """The scanner of one MiniStack.

    Args:
        s3: MiniStack's module of S3.
        scope: MiniStack's way to act for an account, as a context manager.
        account: gives the account of the request that is being answered.
    """

    def __init__(self, s3: Any, scope: Callable[[str], Any], account: Callable[[], str]) -> None:
        self._s3, self._scope, self._account = s3, scope, account
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tell = s3._fire_s3_event_async

    def listen(self) -> None:
        """Hear of every new object, as by the events that S3 sends."""

        def tell(bucket: str, key: str, event: str, *rest: Any, **more: Any) -> Any:
            if event.startswith("s3:ObjectCreated:") and _protected(bucket) and self._loop is not None:
                account, version = self._account(), more.get("version_id")
                self._loop.call_soon_threadsafe(self._loop.call_later, DELAY, self._scan, account, bucket, key, version)
            return self._tell(bucket, key, event, *rest, **more)

        self._s3._fire_s3_event_async = tell

    def begin(self) -> None:
        """Begin to judge, on the loop that runs now, and first what was put before a stop."""
        if self._loop is not None:
            return
        self._loop = asyncio.get_running_loop()
        for (account, bucket), record in list(self._s3._buckets._data.items()):
            if _protected(bucket):
                for key, stored in list(record["objects"].items()):
                    self._loop.call_later(DELAY, self._scan, account, bucket, key, stored.get("version_id"))

    def _scan(self, account: str, bucket: str, key: str, version: str | None) -> None:
        with self._scope(account):
            record = self._s3._buckets.get(bucket)
            stored = record and record["objects"].get(key)
            if not stored or stored.get("version_id") != version:
                return  # deleted, or written over, meanwhile
            tags = self._s3._object_tags.get((bucket, key, version), {})
            if LABEL not in tags:
                content = Path(self._s3._object_disk_path(bucket, key)).read_bytes()
                self._s3._object_tags[bucket, key, version] = {**tags, LABEL: judge(content)}
                self._s3._persist_version_state(bucket, key, record)


def _protected(bucket: str) -> bool:
    return any(part in bucket for part in _PROTECTED)
