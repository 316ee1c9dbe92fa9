"""The listing of a mail: two writes, and either may be the last one that is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from klantmail.domain.fouten import NietGevonden, OpslagOnbekend
from tests.support.builders import bericht, document
from tests.support.repositories import AllRepositories


@contextmanager
def _lost_after(dynamodb: AllRepositories, writes: int) -> Iterator[None]:
    """Let the connection fail inside, once so many items were put."""
    numbers = count()

    def fail(**_: Any) -> None:
        if next(numbers) >= writes:
            raise EndpointConnectionError(endpoint_url="https://dynamodb.invalid")

    events = dynamodb._table.connection.client.meta.events
    events.register_last("before-call.dynamodb.PutItem", fail)
    try:
        yield
    finally:
        events.unregister("before-call.dynamodb.PutItem", fail)


@pytest.mark.parametrize("writes", [0, 1])
def test_a_listing_that_stops_halfway_lists_nothing_and_is_finished_the_next_time(dynamodb: AllRepositories, writes: int) -> None:
    with _lost_after(dynamodb, writes), pytest.raises(OpslagOnbekend):
        dynamodb.neem_op(bericht(), document())
    with pytest.raises(NietGevonden):
        dynamodb.emailbericht(bericht().identificatie)
    assert dynamodb.neem_op(bericht(), document())
    assert dynamodb.informatieobject(document().identificatie) == document()


def test_a_mail_that_is_listed_again_keeps_its_document_and_says_so(dynamodb: AllRepositories) -> None:
    assert dynamodb.neem_op(bericht(), document())
    assert not dynamodb.neem_op(bericht(), replace(document(), titel="(geen onderwerp)"))
    assert dynamodb.informatieobject(document().identificatie) == document()
