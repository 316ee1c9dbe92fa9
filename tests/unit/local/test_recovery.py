import json
from pathlib import Path

import pytest

from klantmail_local.client import Client
from klantmail_local.fouten import KapotBestand
from klantmail_local.logins import _wachtwoorden
from klantmail_local.recovery import prepare
from klantmail_local.werkmap import Werkmap

SAVED = json.dumps({"__ministack_format__": 2, "payload": {}})


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    werkmap = Werkmap(tmp_path)
    werkmap.maak()
    return werkmap


def stopped(werkmap: Werkmap, *, clean: bool) -> None:
    (werkmap.staat / "dynamodb.json").write_text(SAVED)
    if clean:
        (werkmap.staat / "gesloten").touch()


def test_a_first_start_is_of_the_first_generation(werkmap: Werkmap) -> None:
    start = prepare(werkmap)
    assert (start.generatie, start.clean, start.set_aside) == ("1", True, ())


def test_after_a_clean_stop_the_generation_stays(werkmap: Werkmap) -> None:
    werkmap.generatie.write_text("7")
    stopped(werkmap, clean=True)
    start = prepare(werkmap)
    assert (start.generatie, start.clean) == ("7", True)


def test_after_a_stop_that_was_not_clean_the_generation_is_another_and_stays_so(werkmap: Werkmap) -> None:
    stopped(werkmap, clean=False)
    assert prepare(werkmap).generatie == "2"
    (werkmap.staat / "gesloten").touch()
    assert prepare(werkmap).generatie == "2"
    (werkmap.staat / "gesloten").unlink()
    start = prepare(werkmap)
    assert (start.generatie, start.clean) == ("3", False)


@pytest.mark.parametrize("name", ["dynamodb.json", "lambda.json", "cognito.json"])
@pytest.mark.parametrize("content", [SAVED[:-5], "", "[]", "null", "{}", "\udcff"])
def test_a_state_that_cannot_be_read_is_set_aside_whole_and_named(werkmap: Werkmap, name: str, content: str) -> None:
    stopped(werkmap, clean=True)
    bytes_ = content.encode("utf-8", "surrogateescape")
    (werkmap.staat / name).write_bytes(bytes_)
    start = prepare(werkmap)
    (aside,) = werkmap.map.glob("staat.kapot-*")
    assert (start.generatie, start.clean) == ("2", False)
    assert str(werkmap.staat / name) in start.set_aside[0]
    assert str(aside) in start.set_aside[0]
    assert (aside / name).read_bytes() == bytes_
    assert (aside / "gesloten").exists()
    assert list(werkmap.staat.iterdir()) == []


def test_the_mail_of_a_state_that_was_set_aside_is_owed_until_a_start_has_listed_it(werkmap: Werkmap) -> None:
    stopped(werkmap, clean=True)
    (werkmap.staat / "dynamodb.json").write_text("")
    assert prepare(werkmap).to_relist
    stopped(werkmap, clean=True)  # that start was ended in between, and saved what it had
    start = prepare(werkmap)
    assert (start.to_relist, start.clean, start.set_aside, start.generatie) == (True, False, (), "3")
    werkmap.nog_te_lijsten.unlink()
    start = prepare(werkmap)
    assert (start.to_relist, start.clean, start.generatie) == (False, True, "3")


def test_a_journal_with_a_broken_line_in_it_is_set_aside_and_one_with_a_torn_end_is_not(werkmap: Werkmap) -> None:
    stopped(werkmap, clean=False)
    journal = werkmap.staat / "dynamodb.journaal"
    journal.write_bytes(b'[]\n[["arn",')
    assert prepare(werkmap).set_aside == ()
    journal.write_bytes(b'[]\n[["arn",\n[]\n')
    assert str(journal) in prepare(werkmap).set_aside[0]


@pytest.mark.parametrize("content", ["", "twee", "-1", "1.5", "²"])
def test_a_generation_that_is_no_number_gets_a_sentence_and_is_not_written_over(werkmap: Werkmap, content: str) -> None:
    werkmap.generatie.write_text(content)
    with pytest.raises(KapotBestand, match=str(werkmap.generatie)):
        prepare(werkmap)
    assert werkmap.generatie.read_text() == content


@pytest.mark.parametrize("content", ["", "{", "[]", "null"])
def test_a_file_of_passwords_that_cannot_be_read_gets_a_sentence(werkmap: Werkmap, content: str) -> None:
    werkmap.logins.write_text(content)
    with pytest.raises(KapotBestand, match=str(werkmap.logins)):
        _wachtwoorden(werkmap)
    assert werkmap.logins.read_text() == content


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "\x00"])
def test_a_description_of_the_environment_that_cannot_be_read_gets_a_sentence(werkmap: Werkmap, content: str) -> None:
    werkmap.omgeving.write_text(content)
    with pytest.raises(KapotBestand, match=str(werkmap.omgeving)):
        Client.van(werkmap.omgeving)
