import errno
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail_local.ses_receiving import ReceivedMail
from klantmail_local.spool import Spool, SpoolFull, _as_file, _from_file

MAIL = ReceivedMail(
    message_id="a" * 40,
    moment=datetime(2026, 11, 28, 12, 0, 0, 5, UTC),
    afzender="jan@burger.example",
    ontvangers=("info@gemeente.example",),
    helo="burger.example",
    adres="127.0.0.1",
    raw=b"Subject: vraag\r\n\r\nHallo\r\n",
)


@given(
    afzender=st.text(),
    ontvangers=st.lists(st.text()).map(tuple),
    helo=st.text(),
    raw=st.binary(),
    moment=st.datetimes(timezones=st.just(UTC)),
)
def test_a_mail_comes_off_the_spool_as_it_went_on(
    afzender: str, ontvangers: tuple[str, ...], helo: str, raw: bytes, moment: datetime
) -> None:
    mail = replace(MAIL, afzender=afzender, ontvangers=ontvangers, helo=helo, raw=raw, moment=moment)
    assert _from_file(_as_file(mail)) == mail


def test_the_mail_that_came_first_comes_off_first(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    for number, name in enumerate("cab"):
        spool.keep(replace(MAIL, message_id=name))
        os.utime(tmp_path / f"{name}.mail", (number, number))
    assert [mail.message_id for mail in spool.waiting()] == ["c", "a", "b"]


def test_a_released_mail_is_gone_and_may_be_released_again(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.keep(MAIL)
    spool.release(MAIL.message_id)
    spool.release(MAIL.message_id)
    assert list(tmp_path.iterdir()) == []


def test_room_is_asked_for_all_that_a_mail_takes_while_it_is_taken_in(tmp_path: Path) -> None:
    Spool(tmp_path, room=lambda _, size: size == 3 * len(MAIL.raw)).keep(MAIL)
    assert list(Spool(tmp_path).waiting()) == [MAIL]


def test_a_write_that_fails_leaves_nothing_and_says_that_the_spool_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SpoolFull, match="No space left"):
        Spool(tmp_path).keep(MAIL)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"{}\nmail", b"[]\n", b"null\n", b"mail without envelope", _as_file(MAIL)[:-1], _as_file(MAIL) + b"x"]
)
def test_what_is_no_whole_mail_is_set_aside_with_its_bytes_as_they_were(tmp_path: Path, content: bytes) -> None:
    spool = Spool(tmp_path)
    spool.keep(MAIL)
    (tmp_path / "kapot.mail").write_bytes(content)
    (aside,) = spool.set_broken_aside()
    assert aside.name.startswith("kapot.mail.kapot-")
    assert aside.read_bytes() == content
    assert list(spool.waiting()) == [MAIL]
