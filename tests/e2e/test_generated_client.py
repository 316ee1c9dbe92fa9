"""An ordinary generator makes a typed client of the description, and that client plays C1199."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from klantmail_local.processes import clean_environment
from tests.e2e.conftest import Town
from tests.support.template import PROJECT

_BIN: Final = PROJECT / ".tools/client/bin"
_PLAY: Final = PROJECT / "tests/e2e/generated_client.py"


def _run(command: Sequence[str | Path], path: Path) -> str:
    """The output of a command that can import what stands in `path`, and what belongs to the local environment."""
    environment = clean_environment({"PATH": f"{_BIN}:{os.environ['PATH']}", "PYTHONPATH": f"{path}:{PROJECT / 'local'}"})
    environment["MYPYPATH"] = environment["PYTHONPATH"]
    ran = subprocess.run(command, env=environment, cwd=path, capture_output=True, text=True, timeout=300)  # noqa: S603 - our own command line
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the package `klantmail_client`; a schema that the generator does not take is an error."""
    directory = tmp_path_factory.mktemp("client")
    document = PROJECT / "functions/openapi/openapi.json"
    options = [f"--path={document}", f"--output-path={directory / 'klantmail_client'}", "--meta=none", "--fail-on-warning"]
    _run([_BIN / "openapi-python-client", "generate", *options], directory)
    return directory


def test_the_play_uses_the_generated_client_as_its_types_say(generated: Path) -> None:
    options = ["--strict", "--follow-imports=silent", f"--python-executable={_BIN / 'python'}", f"--cache-dir={os.devnull}"]
    _run([sys.executable, "-m", "mypy", "--config-file=", *options, _PLAY], generated)


def test_the_generated_client_plays_c1199_from_login_to_answer(town: Town, generated: Path) -> None:
    address = town.mail()
    played = _run([_BIN / "python", _PLAY, town.environment.workdir.environment, address], generated)
    question, reply, verzending = json.loads(played)
    (mail,) = town.sent_to(address)
    assert b"De wagen komt op dinsdag." in mail.read_bytes()
    assert town.anna.get(f"/klantcontacten/{reply}").raise_for_status().json()["verwijstNaar"] == [question]
    assert town.anna.get(f"/verzendingen/{verzending}").raise_for_status().json()["klantcontact"] == reply
