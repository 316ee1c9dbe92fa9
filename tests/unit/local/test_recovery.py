import json
from pathlib import Path

import pytest

from klantmail_local.client import Client
from klantmail_local.errors import BrokenFile
from klantmail_local.logins import _passwords
from klantmail_local.recovery import prepare
from klantmail_local.workdir import Workdir

SAVED = json.dumps({"__ministack_format__": 2, "payload": {}})


@pytest.fixture
def workdir(tmp_path: Path) -> Workdir:
    workdir = Workdir(tmp_path)
    workdir.make()
    return workdir


def stopped(workdir: Workdir, *, clean: bool) -> None:
    (workdir.state / "dynamodb.json").write_text(SAVED)
    if clean:
        (workdir.state / "gesloten").touch()


def test_a_first_start_is_of_the_first_generation(workdir: Workdir) -> None:
    start = prepare(workdir)
    assert (start.generatie, start.clean, start.set_aside) == ("1", True, ())


def test_after_a_clean_stop_the_generation_stays(workdir: Workdir) -> None:
    workdir.generatie.write_text("7")
    stopped(workdir, clean=True)
    start = prepare(workdir)
    assert (start.generatie, start.clean) == ("7", True)


def test_after_a_stop_that_was_not_clean_the_generation_is_another_and_stays_so(workdir: Workdir) -> None:
    stopped(workdir, clean=False)
    assert prepare(workdir).generatie == "2"
    (workdir.state / "gesloten").touch()
    assert prepare(workdir).generatie == "2"
    (workdir.state / "gesloten").unlink()
    start = prepare(workdir)
    assert (start.generatie, start.clean) == ("3", False)


@pytest.mark.parametrize("name", ["dynamodb.json", "lambda.json", "cognito.json"])
@pytest.mark.parametrize("content", [SAVED[:-5], "", "[]", "null", "{}", "\udcff"])
def test_a_state_that_cannot_be_read_is_set_aside_whole_and_named(workdir: Workdir, name: str, content: str) -> None:
    stopped(workdir, clean=True)
    bytes_ = content.encode("utf-8", "surrogateescape")
    (workdir.state / name).write_bytes(bytes_)
    start = prepare(workdir)
    (aside,) = workdir.path.glob("staat.kapot-*")
    assert (start.generatie, start.clean) == ("2", False)
    assert str(workdir.state / name) in start.set_aside[0]
    assert str(aside) in start.set_aside[0]
    assert (aside / name).read_bytes() == bytes_
    assert (aside / "gesloten").exists()
    assert list(workdir.state.iterdir()) == []


def test_the_mail_of_a_state_that_was_set_aside_is_owed_until_a_start_has_listed_it(workdir: Workdir) -> None:
    stopped(workdir, clean=True)
    (workdir.state / "dynamodb.json").write_text("")
    assert prepare(workdir).to_relist
    stopped(workdir, clean=True)  # that start was ended in between, and saved what it had
    start = prepare(workdir)
    assert (start.to_relist, start.clean, start.set_aside, start.generatie) == (True, False, (), "3")
    workdir.to_relist.unlink()
    start = prepare(workdir)
    assert (start.to_relist, start.clean, start.generatie) == (False, True, "3")


def test_a_journal_with_a_broken_line_in_it_is_set_aside_and_one_with_a_torn_end_is_not(workdir: Workdir) -> None:
    stopped(workdir, clean=False)
    journal = workdir.state / "dynamodb.journaal"
    journal.write_bytes(b'[]\n[["arn",')
    assert prepare(workdir).set_aside == ()
    journal.write_bytes(b'[]\n[["arn",\n[]\n')
    assert str(journal) in prepare(workdir).set_aside[0]


@pytest.mark.parametrize("content", ["", "twee", "-1", "1.5", "²"])
def test_a_generation_that_is_no_number_gets_a_sentence_and_is_not_written_over(workdir: Workdir, content: str) -> None:
    workdir.generatie.write_text(content)
    with pytest.raises(BrokenFile, match=str(workdir.generatie)):
        prepare(workdir)
    assert workdir.generatie.read_text() == content


@pytest.mark.parametrize("content", ["", "{", "[]", "null"])
def test_a_file_of_passwords_that_cannot_be_read_gets_a_sentence(workdir: Workdir, content: str) -> None:
    workdir.logins.write_text(content)
    with pytest.raises(BrokenFile, match=str(workdir.logins)):
        _passwords(workdir)
    assert workdir.logins.read_text() == content


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "\x00"])
def test_a_description_of_the_environment_that_cannot_be_read_gets_a_sentence(workdir: Workdir, content: str) -> None:
    workdir.environment.write_text(content)
    with pytest.raises(BrokenFile, match=str(workdir.environment)):
        Client.load(workdir.environment)
