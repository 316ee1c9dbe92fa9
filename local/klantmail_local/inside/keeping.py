"""The guards of what is stored: DynamoDB by its journal, S3 by its files.

MiniStack answers 200 for an object whose bytes did not fit on the disk, and loses it at a restart. Here such a write is
refused, with an error after which an SDK tries again. So is any write when the disk has only its reserve left.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from klantmail_local.disk import has_room
from klantmail_local.inside.journal import Journal

type Answer = tuple[int, dict[str, str], bytes]
type Room = Callable[[Path, int], bool]

_ITEM_WRITES: Final = frozenset({"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"})
_READS: Final = ("Get", "Query", "Scan", "BatchGet", "TransactGet", "Describe", "List", "Search")


class NotKept(OSError):
    """An object is in memory only."""


def keep_items(
    dynamodb: Any, journal: Journal, directory: Path, tables_changed: Callable[[], None], room: Room = has_room
) -> None:
    """Have every change of an item in the journal before its request is answered.

    A change that could not be written stays noted, and until it is written nothing is read or written: nobody may see
    what a crash would undo.

    Args:
        tables_changed: called after a request that may have changed what the journal does not hold.
    """
    set_item, remove_item, handle = dynamodb._set_item, dynamodb._remove_item, dynamodb.handle_request

    def noting_set(table: Any, partition: str, sort: str, item: dict[str, Any]) -> Any:
        old = set_item(table, partition, sort, item)
        journal.note(table["TableArn"], partition, sort, item)
        return old

    def noting_remove(table: Any, partition: str, sort: str) -> Any:
        old = remove_item(table, partition, sort)
        if old is not None:
            journal.note(table["TableArn"], partition, sort, None)
        return old

    async def handle_request(method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any]) -> Any:
        action = headers.get("x-amz-target", "").rpartition(".")[2]
        read = action.startswith(_READS)
        if not read and not room(directory, len(body)):
            return _no_item("the disk is full")
        try:
            journal.flush()
            answer = await handle(method, path, headers, body, query)
            journal.flush()
        except OSError as error:
            return _no_item(f"the change is not on the disk: {error}")
        if not read and action not in _ITEM_WRITES:
            tables_changed()
        return answer

    dynamodb._set_item = noting_set
    dynamodb._remove_item = noting_remove
    dynamodb.handle_request = handle_request


def keep_objects(s3: Any, directory: Path, room: Room = has_room) -> None:
    """Have the bytes of every object on the disk before its request is answered."""
    persist, handle, write = s3._persist_object, s3.handle_request, s3._atomic_write

    def atomic_write(path: str, data: bytes | str, *, text: bool = False) -> None:
        write(path, data, text=text)
        handle_of_file = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle_of_file)
        finally:
            os.close(handle_of_file)

    def persist_object(bucket: str, key: str, record: Any) -> None:
        held = isinstance(record, dict) and record.get("body") is not None
        persist(bucket, key, record)
        # MiniStack drops the bytes from memory once its two files are written, and tells of an error in its log only.
        if held and record["body"] is not None:
            _forget(s3, bucket, key, record)
            raise NotKept(f"{bucket}/{key} is not on the disk")

    async def handle_request(
        method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any], *rest: Any, **more: Any
    ) -> Any:
        # Twice its size: MiniStack writes an object beside the one that it replaces.
        if method in ("PUT", "POST") and not room(directory, 2 * len(body)):
            return _no_object("the disk is full")
        try:
            return await handle(method, path, headers, body, query, *rest, **more)
        except NotKept as error:
            return _no_object(str(error))

    s3._atomic_write = atomic_write
    s3._persist_object = persist_object
    s3.handle_request = handle_request


def _forget(s3: Any, bucket: str, key: str, record: dict[str, Any]) -> None:
    """Take an object that is not on the disk out of memory, so that no later write is told that it exists."""
    s3._buckets[bucket]["objects"].pop(key, None)
    versions = s3._object_versions.get((bucket, key)) or []
    if versions and versions[-1].get("version_id") == record.get("version_id"):
        versions.pop()


def _no_item(why: str) -> Answer:
    return (
        500,
        {"Content-Type": "application/x-amz-json-1.0", "x-amzn-errortype": "InternalServerError"},
        json.dumps({"__type": "com.amazonaws.dynamodb.v20120810#InternalServerError", "message": why}).encode(),
    )


def _no_object(why: str) -> Answer:
    return (
        503,
        {"Content-Type": "application/xml"},
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>SlowDown</Code><Message>{why}</Message></Error>'.encode(),
    )
