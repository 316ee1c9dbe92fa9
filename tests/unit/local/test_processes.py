import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from klantmail_local.errors import StepFailed
from klantmail_local.processes import clean_environment, end_group, run

KIND = (
    "import subprocess, sys, time\n"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(99)'])  # it has our standard output too\n"
    "print(1, flush=True)\n"
)


def start(code: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True)  # noqa: S603
    assert process.stdout is not None
    assert process.stdout.readline() == b"1\n"  # its child is there
    return process


def has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Tell whether nobody holds its standard output any more, so that it and its child are gone."""
    assert process.stdout is not None
    with process.stdout as output:
        return bool(select.select([output], [], [], 120)[0]) and output.read() == b""


@pytest.mark.parametrize(
    "ending",
    ["time.sleep(99)", "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(99)", "pass"],
    ids=["obeys", "ignores the request", "ended already"],
)
def test_what_a_process_started_ends_with_it(ending: str) -> None:
    process = start(KIND + ending)
    end_group(process, 0.5)
    assert has_ended(process)


def test_ending_twice_is_ending_once() -> None:
    process = start(KIND + "time.sleep(99)")
    end_group(process, 1)
    end_group(process, 1)
    assert has_ended(process)


def test_a_step_that_fails_shows_the_end_of_its_output(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; print('begin'); sys.exit('dit ging mis')"]
    with pytest.raises(StepFailed, match="dit ging mis"):
        run(command, environment=clean_environment({}), log=tmp_path / "log", workdir=tmp_path)
    assert "begin" in (tmp_path / "log").read_text()


def test_a_step_that_works_keeps_its_output_in_the_log(tmp_path: Path) -> None:
    run([sys.executable, "-c", "print(2)"], environment=clean_environment({}), log=tmp_path / "log", workdir=tmp_path)
    assert (tmp_path / "log").read_text() == "2\n"


def test_nothing_of_the_users_own_aws_reaches_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3", "SAM_CLI_TELEMETRY"):
        monkeypatch.setenv(name, "van de gebruiker")
    environment = clean_environment({"AWS_ACCESS_KEY_ID": "test"})
    assert "van de gebruiker" not in environment.values()
    assert environment["AWS_ACCESS_KEY_ID"] == "test"
    assert environment["AWS_CONFIG_FILE"] == environment["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
