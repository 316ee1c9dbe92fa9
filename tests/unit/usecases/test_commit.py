from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from klantmail.domain.fouten import OngeldigeInvoer, UploadGebruikt
from klantmail.usecases.commit import Archiefobject, Samenstelling, commit
from tests.support.builders import klantcontact, verzending
from tests.support.fakes import FakeArchief

MAIL = Archiefobject("klantcontacten/1/a.eml", b"Beste Jan", "message/rfc822")


@dataclass
class _Stroom:
    """Bytes that come in pieces; `gelezen` counts how often they were asked."""

    omvang: int = 6
    sha256: str = ""
    gelezen: list[int] = field(default_factory=list)

    def __iter__(self) -> Iterator[bytes]:
        self.gelezen.append(1)
        yield from (b"abc", b"def")


class _Broken(FakeArchief):
    def bewaar(self, *_: object) -> None:
        raise ConnectionError


def test_the_objects_are_archived_before_the_records_are_written() -> None:
    archief = FakeArchief()
    aanwezig: list[set[str]] = []
    commit(archief, Samenstelling((klantcontact(),), (MAIL,)), lambda: aanwezig.append({*archief.objecten}), lambda: None, _wait)
    assert aanwezig == [{MAIL.object_key}]


def test_nothing_is_written_when_the_archive_fails() -> None:
    written: list[int] = []
    with pytest.raises(ConnectionError):
        commit(_Broken(), Samenstelling((klantcontact(),), (MAIL,)), lambda: written.append(1), lambda: None, _wait)
    assert written == []


def test_a_stream_is_weighed_unread_and_archived_in_pieces() -> None:
    stroom, archief = _Stroom(), FakeArchief()
    samenstelling = Samenstelling((), (MAIL, Archiefobject("klantcontacten/1/bijlagen/1", stroom, "application/pdf")))
    assert (samenstelling.omvang, stroom.gelezen) == (9 + 6, [])
    commit(archief, samenstelling, lambda: True, lambda: None, _wait)
    assert (archief.objecten["klantcontacten/1/bijlagen/1"], stroom.gelezen) == (b"abcdef", [1])


def test_an_upload_that_was_used_is_named_by_the_field_that_names_it() -> None:
    each, other = UUID(int=1), UUID(int=2)
    samenstelling = Samenstelling(uploads=((each, "delen.0.antwoord.bijlagen.0"), (other, "delen.2.antwoord.bijlagen.0")))

    def schrijf() -> None:
        raise UploadGebruikt({other})

    with pytest.raises(OngeldigeInvoer) as error:
        commit(FakeArchief(), samenstelling, schrijf, lambda: None, _wait)
    assert [(each.veld, each.code) for each in error.value.fouten] == [("delen.2.antwoord.bijlagen.0", "al-gebruikt")]


def test_what_is_composed_apart_is_stored_together() -> None:
    samen = Samenstelling((klantcontact(),)) + Samenstelling((verzending(),), (MAIL,), ((UUID(int=1), "bijlagen.0"),))
    assert samen == Samenstelling((klantcontact(), verzending()), (MAIL,), ((UUID(int=1), "bijlagen.0"),))
    assert (samen.klantcontacten, samen.verzendingen) == ((klantcontact().identificatie,), (verzending().identificatie,))


def _wait(_: float) -> None: ...
