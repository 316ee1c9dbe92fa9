import asyncio
from pathlib import Path
from typing import Any

import pytest

from klantmail_local.inside.journal import Journal, changes
from klantmail_local.inside.keeping import keep_items, keep_objects

TABLE = {"TableArn": "arn", "items": {}}


class FakeDynamodb:
    """Its handler writes an item, or does as it is told; as in MiniStack, it calls the functions of its own module."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], Any] = {}
        self.asked = 0

    def _set_item(self, _: Any, partition: str, sort: str, item: Any) -> Any:
        old = self.items.get((partition, sort))
        self.items[partition, sort] = item
        return old

    def _remove_item(self, _: Any, partition: str, sort: str) -> Any:
        return self.items.pop((partition, sort), None)

    async def handle_request(self, _: str, __: str, headers: dict[str, str], body: bytes, ___: dict[str, Any]) -> Any:
        self.asked += 1
        if headers["x-amz-target"].endswith(("PutItem", "TransactWriteItems")):
            self._set_item(TABLE, body.decode(), "1", {"PK": {"S": body.decode()}})
        if headers["x-amz-target"].endswith("DeleteItem"):
            self._remove_item(TABLE, body.decode(), "1")
        return 200, {}, b"{}"


class Database:
    def __init__(self, directory: Path) -> None:
        self.dynamodb, self.journal, self.room, self.table_changes = FakeDynamodb(), Journal(directory / "log"), True, 0
        self.log = directory / "log"
        keep_items(self.dynamodb, self.journal, directory, self._count, lambda _, __: self.room)

    def _count(self) -> None:
        self.table_changes += 1

    def ask(self, action: str, body: bytes = b"a") -> int:
        headers = {"x-amz-target": f"DynamoDB_20120810.{action}"}
        status, _, _ = asyncio.run(self.dynamodb.handle_request("POST", "/", headers, body, {}))
        return int(status)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path)


def test_a_written_item_is_in_the_journal_before_its_answer(database: Database) -> None:
    assert database.ask("PutItem") == 200
    assert database.ask("DeleteItem") == 200
    assert database.ask("DeleteItem") == 200  # nothing was there any more
    assert list(changes(database.log)) == [["arn", "a", "1", {"PK": {"S": "a"}}], ["arn", "a", "1", None]]
    assert database.table_changes == 0


def test_a_read_is_answered_on_a_full_disk_and_a_write_is_refused_with_what_an_sdk_repeats(database: Database) -> None:
    database.room = False
    assert [database.ask(action) for action in ("GetItem", "Query", "Scan", "BatchGetItem", "DescribeTable")] == [200] * 5
    asked = database.dynamodb.asked
    assert [database.ask(action) for action in ("PutItem", "TransactWriteItems", "CreateTable")] == [500] * 3
    assert database.dynamodb.asked == asked
    assert database.dynamodb.items == {}


def test_what_could_not_be_written_is_read_by_nobody_until_it_is(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", full)
        assert database.ask("PutItem") == 500
        assert database.ask("GetItem") == 500
        assert list(changes(database.log)) == []
    assert database.ask("GetItem") == 200
    assert [key for _, key, _, _ in changes(database.log)] == ["a"]


def test_a_table_that_changes_is_told_of(database: Database) -> None:
    for action in ("CreateTable", "UpdateTimeToLive", "ExecuteTransaction", "GetItem", "ListTables", "UpdateItem"):
        database.ask(action)
    assert database.table_changes == 3


class FakeS3:
    """The S3 of MiniStack stores in memory first and then on the disk; it keeps an error of the disk to itself."""

    def __init__(self, directory: Path) -> None:
        self.directory, self.full = directory, False
        self._buckets: dict[str, Any] = {"archief": {"objects": {}}}
        self._object_versions: dict[tuple[str, str], list[dict[str, Any]]] = {}

    def _atomic_write(self, path: str, data: bytes, *, text: bool = False) -> None:
        assert not text
        if self.full:
            raise OSError("No space left on device")
        Path(path).write_bytes(data)

    def _persist_object(self, _: str, key: str, record: dict[str, Any]) -> None:
        try:
            self._atomic_write(str(self.directory / key), record["body"])
        except OSError:
            return
        record["body"] = None

    async def handle_request(self, method: str, path: str, _: Any, body: bytes, __: Any, **___: Any) -> Any:
        if method == "PUT":
            record = {"body": body, "version_id": "nieuw"}
            self._buckets["archief"]["objects"][path] = record
            self._object_versions.setdefault(("archief", path), []).append({"version_id": "nieuw"})
            self._persist_object("archief", path, record)
        return 200, {}, b""


def ask(s3: FakeS3, method: str, body: bytes = b"mail") -> tuple[int, bytes]:
    status, _, answer = asyncio.run(s3.handle_request(method, "sleutel", {}, body, {}, internal=True))
    return status, answer


def test_an_object_that_is_on_the_disk_is_stored(tmp_path: Path) -> None:
    s3 = FakeS3(tmp_path)
    keep_objects(s3, tmp_path, lambda _, __: True)
    assert ask(s3, "PUT")[0] == 200
    assert (tmp_path / "sleutel").read_bytes() == b"mail"
    assert "sleutel" in s3._buckets["archief"]["objects"]


def test_an_object_that_did_not_fit_is_refused_and_forgotten_so_that_it_can_be_stored_later(tmp_path: Path) -> None:
    s3 = FakeS3(tmp_path)
    keep_objects(s3, tmp_path, lambda _, __: True)
    s3.full = True
    status, answer = ask(s3, "PUT")
    assert (status, b"<Code>SlowDown</Code>" in answer) == (503, True)
    assert s3._buckets["archief"]["objects"] == {}
    assert s3._object_versions == {("archief", "sleutel"): []}
    s3.full = False
    assert ask(s3, "PUT")[0] == 200


def test_on_a_full_disk_an_object_is_refused_before_it_is_tried_and_can_still_be_read_and_removed(tmp_path: Path) -> None:
    s3, asked = FakeS3(tmp_path), list[int]()

    def no_room(_: Path, size: int) -> bool:
        asked.append(size)
        return False

    keep_objects(s3, tmp_path, no_room)
    assert [ask(s3, method)[0] for method in ("PUT", "POST", "GET", "HEAD", "DELETE")] == [503, 503, 200, 200, 200]
    assert asked == [8, 8]
    assert s3._buckets["archief"]["objects"] == {}


def test_a_version_whose_bytes_were_on_the_disk_already_is_left_alone(tmp_path: Path) -> None:
    s3 = FakeS3(tmp_path)
    s3._buckets["archief"]["objects"]["sleutel"] = {"body": None}
    s3.full = True
    keep_objects(s3, tmp_path, lambda _, __: True)
    s3._persist_object("archief", "sleutel", {"body": None})
    assert "sleutel" in s3._buckets["archief"]["objects"]
