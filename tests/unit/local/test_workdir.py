import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from klantmail_local.aws import Aws
from klantmail_local.errors import AlreadyRunning
from klantmail_local.ministack import MiniStack
from klantmail_local.ministack_start import _wait_for_end_of_parent
from klantmail_local.ports import Ports
from klantmail_local.rollout import _refuses_http, fingerprint
from klantmail_local.workdir import Workdir, write_whole


def test_a_directory_holds_one_running_environment(tmp_path: Path) -> None:
    with Workdir(tmp_path).held(), pytest.raises(AlreadyRunning, match=str(tmp_path)), Workdir(tmp_path).held():
        pass
    with Workdir(tmp_path).held():
        pass  # free again


def test_a_directory_is_free_again_when_its_holder_was_killed(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from klantmail_local.workdir import Workdir\n"
        "with Workdir(Path(sys.argv[1])).held(): print(1, flush=True); os.kill(os.getpid(), 9)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, str(tmp_path)]
    holder = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603 - our own code
    assert (holder.returncode, holder.stdout) == (-signal.SIGKILL, b"1\n")
    with Workdir(tmp_path).held():
        pass


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "een", b"oud")
    write_whole(tmp_path / "een", b"nieuw")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"nieuw"]


def test_a_saved_reading_position_starts_over_with_the_stream_that_is_not_saved(tmp_path: Path) -> None:
    workdir = Workdir(tmp_path)
    workdir.make()
    file = workdir.state / "lambda.json"
    positions = {"dynamodb_stream_positions": {"data": {"een": 12, "twee": 0}}, "functions": {"x": 7}}
    file.write_text(json.dumps({"__ministack_format__": 2, "payload": positions}))
    MiniStack(workdir, Ports())._reset_stream_positions()
    state = json.loads(file.read_bytes())["payload"]
    assert state["dynamodb_stream_positions"]["data"] == {"een": 0, "twee": 0}
    assert state["functions"] == {"x": 7}


def test_a_new_state_has_no_reading_positions_to_start_over(tmp_path: Path) -> None:
    workdir = Workdir(tmp_path)
    workdir.make()
    MiniStack(workdir, Ports())._reset_stream_positions()
    assert not (workdir.state / "lambda.json").exists()


def test_ministack_is_asked_to_end_when_its_parent_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    reading_end, writing_end = os.pipe()
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr("os.kill", lambda *arguments: asked.append(arguments))
    real_read = os.read
    monkeypatch.setattr("os.read", lambda _, size: real_read(reading_end, size))
    os.write(writing_end, b"ouder leeft")
    os.close(writing_end)
    _wait_for_end_of_parent()
    os.close(reading_end)
    assert asked == [(os.getpid(), signal.SIGTERM)]


def test_only_the_statement_that_refuses_plain_http_is_taken_out() -> None:
    refusing = {"Effect": "Deny", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    assert _refuses_http(refusing)
    assert not _refuses_http(refusing | {"Effect": "Allow"})
    assert not _refuses_http({"Effect": "Deny", "Condition": {"StringNotEquals": {"aws:SourceAccount": "1"}}})
    assert not _refuses_http({"Effect": "Deny"})


def test_the_same_sources_have_the_same_fingerprint() -> None:
    assert fingerprint() == fingerprint()


def test_clients_know_nothing_of_the_users_own_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "bestaat-niet")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAVANDEGEBRUIKER00")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "https://elders.example")
    s3 = Aws("http://127.0.0.1:1").s3
    assert s3.meta.endpoint_url == "http://127.0.0.1:1"
    url = s3.generate_presigned_url("get_object", Params={"Bucket": "emmer", "Key": "een"})
    assert url.startswith("http://127.0.0.1:1/emmer/een?")
    assert "Credential=test%2F" in url
