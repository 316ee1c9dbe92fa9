import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from klantmail_local.fouten import StapMislukt
from klantmail_local.processen import beeindig_groep, schone_omgeving, voer_uit

KIND = (
    "import subprocess, sys, time\n"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(99)'])  # it has our standard output too\n"
    "print(1, flush=True)\n"
)


def start(code: str) -> subprocess.Popen[bytes]:
    proces = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True)  # noqa: S603
    assert proces.stdout is not None
    assert proces.stdout.readline() == b"1\n"  # its child is there
    return proces


def is_einde(proces: subprocess.Popen[bytes]) -> bool:
    """Tell whether nobody holds its standard output any more, so that it and its child are gone."""
    assert proces.stdout is not None
    with proces.stdout as uitvoer:
        return bool(select.select([uitvoer], [], [], 120)[0]) and uitvoer.read() == b""


@pytest.mark.parametrize(
    "einde",
    ["time.sleep(99)", "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(99)", "pass"],
    ids=["obeys", "ignores the request", "ended already"],
)
def test_what_a_process_started_ends_with_it(einde: str) -> None:
    proces = start(KIND + einde)
    beeindig_groep(proces, 0.5)
    assert is_einde(proces)


def test_ending_twice_is_ending_once() -> None:
    proces = start(KIND + "time.sleep(99)")
    beeindig_groep(proces, 1)
    beeindig_groep(proces, 1)
    assert is_einde(proces)


def test_a_step_that_fails_shows_the_end_of_its_output(tmp_path: Path) -> None:
    opdracht = [sys.executable, "-c", "import sys; print('begin'); sys.exit('dit ging mis')"]
    with pytest.raises(StapMislukt, match="dit ging mis"):
        voer_uit(opdracht, omgeving=schone_omgeving({}), log=tmp_path / "log", werkmap=tmp_path)
    assert "begin" in (tmp_path / "log").read_text()


def test_a_step_that_works_keeps_its_output_in_the_log(tmp_path: Path) -> None:
    voer_uit([sys.executable, "-c", "print(2)"], omgeving=schone_omgeving({}), log=tmp_path / "log", werkmap=tmp_path)
    assert (tmp_path / "log").read_text() == "2\n"


def test_nothing_of_the_users_own_aws_reaches_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    for naam in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3", "SAM_CLI_TELEMETRY"):
        monkeypatch.setenv(naam, "van de gebruiker")
    omgeving = schone_omgeving({"AWS_ACCESS_KEY_ID": "test"})
    assert "van de gebruiker" not in omgeving.values()
    assert omgeving["AWS_ACCESS_KEY_ID"] == "test"
    assert omgeving["AWS_CONFIG_FILE"] == omgeving["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
