"""The refusal of what is too heavy for DynamoDB: before it is written, or as soon as DynamoDB says so."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.adapters.dynamodb.weight import MAX_ITEM, weight
from klantmail.domain.document import Tekst
from klantmail.domain.fouten import OngeldigeInvoer
from klantmail.usecases.afhandeling.inzien import CLAIMDUUR
from tests.support.builders import afhandeling, bericht, document, inzage, klantcontact, taak, verzending
from tests.support.capacity import item_size
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories

VALUES = st.recursive(
    st.builds(lambda text: {"S": text}, st.text(max_size=20))
    | st.builds(lambda number: {"N": str(number)}, st.integers(-(10**30), 10**30))
    | st.sampled_from([{"BOOL": True}, {"NULL": True}]),
    lambda inner: (
        st.builds(lambda items: {"L": items}, st.lists(inner, max_size=4))
        | st.builds(lambda items: {"M": items}, st.dictionaries(st.text(max_size=5), inner, max_size=4))
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.text(min_size=1, max_size=10), VALUES, max_size=6))
def test_an_item_weighs_what_dynamodb_counts_or_a_little_more(item: dict[str, Any]) -> None:
    assert item_size(item) <= weight(item) <= item_size(item) + 22 * str(item).count("'N'")


def _too_large(doe: Callable[[], object]) -> None:
    with pytest.raises(OngeldigeInvoer) as caught:
        doe()
    assert [error.code for error in caught.value.fouten] == ["te-groot"]


def _in_behandeling(dynamodb: AllRepositories) -> tuple[UUID, UUID]:
    dynamodb.neem_op(bericht(), document())
    dynamodb.claim(bericht().identificatie, inzage(), BEGIN + CLAIMDUUR)
    return bericht().identificatie, inzage().identificatie


def _dicht(bytes_: int) -> Tekst:
    """A text of which so many bytes are left when it is compressed, and little more."""
    text = b64encode(Random(1).randbytes(bytes_)).decode()  # noqa: S311  # no secret
    return Tekst(text, len(text))


def test_an_outcome_with_a_record_that_is_too_heavy_is_refused_and_nothing_is_stored(dynamodb: AllRepositories) -> None:
    mail, open_ = _in_behandeling(dynamodb)
    heavy = replace(klantcontact(), opgeslagen_op=BEGIN, inhoud=_dicht(MAX_ITEM))
    _too_large(lambda: dynamodb.handel_af(mail, open_, afhandeling(), (heavy, verzending())))
    assert dynamodb.emailbericht(mail).afhandeling is None
    past = replace(heavy, inhoud=_dicht(MAX_ITEM - 20_000))
    dynamodb.handel_af(mail, open_, afhandeling(), (past, verzending()))
    assert dynamodb.klantcontact(past.identificatie).inhoud == past.inhoud


def test_an_outcome_that_is_too_heavy_as_a_whole_is_refused(dynamodb: AllRepositories) -> None:
    mail, open_ = _in_behandeling(dynamodb)
    samen = [replace(klantcontact(number), opgeslagen_op=BEGIN, inhoud=_dicht(380_000)) for number in range(1, 12)]
    _too_large(lambda: dynamodb.handel_af(mail, open_, afhandeling(), samen))
    _too_large(lambda: dynamodb.handel_af(mail, open_, afhandeling(), [taak(number) for number in range(1, 101)]))
    dynamodb.handel_af(mail, open_, afhandeling(), samen[:9])


def test_an_item_that_a_change_makes_too_heavy_is_refused_by_dynamodb_and_that_is_no_doubt(dynamodb: AllRepositories) -> None:
    mail, open_ = _in_behandeling(dynamodb)
    heavy = replace(afhandeling(), reden="x" * MAX_ITEM)
    _too_large(lambda: dynamodb.handel_af(mail, open_, heavy, ()))
    lang = replace(inzage(2), naam="x" * MAX_ITEM)
    dynamodb.geef_vrij(mail, open_)
    _too_large(lambda: dynamodb.claim(mail, lang, BEGIN + CLAIMDUUR))
    assert dynamodb.emailbericht(mail).inzage is None
