import socket
from dataclasses import replace
from pathlib import Path

import pytest

from klantmail_local.errors import BrokenFile, LocalError, PortInUse
from klantmail_local.ports import HOST, Ports


def test_a_busy_port_is_named_with_the_variable_that_changes_it() -> None:
    with socket.socket() as holder:
        holder.bind((HOST, 0))
        holder.listen()
        port = holder.getsockname()[1]
        free = Ports.free()
        with pytest.raises(PortInUse, match=rf"port {port} is in use.*make run SMTP_PORT={port + 1}"):
            replace(free, smtp=port).check()


def test_free_ports_pass_the_check() -> None:
    Ports.free().check()


def test_every_port_can_be_set() -> None:
    chosen = {"SMTP_PORT": "1025", "AWS_PORT": "1026", "SES_PORT": "1027", "WERKPLEK_PORT": "1028"}
    assert Ports.parse(chosen) == Ports(1025, 1026, 1027, 1028)


def test_what_is_not_set_has_its_default() -> None:
    assert Ports.parse({"SMTP_PORT": "", "HOME": "x"}) == Ports()


@pytest.mark.parametrize("value", ["0", "65536", "-1", "smtp", "٣", "25 "])
def test_a_port_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(LocalError, match="SMTP_PORT"):
        Ports.parse({"SMTP_PORT": value})


def test_ports_are_remembered_with_the_state(tmp_path: Path) -> None:
    assert Ports.remembered(tmp_path / "poorten.json") is None
    ports = Ports(1, 2, 3)
    ports.remember(tmp_path / "poorten.json")
    assert Ports.remembered(tmp_path / "poorten.json") == ports


@pytest.mark.parametrize(
    "environment", [{"SMTP_PORT": "4566"}, {"AWS_PORT": "1025", "SES_PORT": "1025"}, {"SMTP_PORT": "77", "AWS_PORT": "77"}]
)
def test_a_port_that_is_given_twice_is_named_with_both_variables(environment: dict[str, str]) -> None:
    with pytest.raises(LocalError, match=r"[A-Z]+_PORT and [A-Z]+_PORT are both \d+: give each a port of its own"):
        Ports.parse(environment)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"smtp": 1}', '{"smtp": "x", "aws": 2, "ses": 3}'])
def test_a_file_of_ports_that_cannot_be_read_gets_a_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "poorten.json"
    file.write_text(content)
    with pytest.raises(BrokenFile, match=str(file)):
        Ports.remembered(file)
    assert file.read_text() == content
