"""The rights by postvak: every operation of the API by a login that has a right to other postvakken only.

Whatever operation comes, it is in this walk. It is refused there, or names no record that comes from a mail.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest

from klantmail.usecases.postvakrecht import GEEN_RECHT
from openapi.operaties import OPERATIES
from tests.support.postvakken import OF_ANOTHER, OF_THIS, from_mail, municipality, of_login
from tests.support.stage import WITH_LOGIN, Stage

OF_ALL_POSTVAKKEN: Final = {
    *("GET /inzageverzoeken", "POST /inzageverzoeken", "GET /inzageverzoeken/{identificatie}"),
    *("GET /woo-verzoeken", "POST /woo-verzoeken", "GET /woo-verzoeken/{identificatie}"),
}
"""The operations about a person or a matter, of all postvakken: a login with limits has no part in them."""


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """One municipality for the whole walk, which changes what it holds."""
    with municipality() as made:
        yield made


def _names(items: list[dict[str, Any]]) -> set[str]:
    """The identificaties of these items, and the addresses that their mails came from."""
    ids = {item["PK"]["S"].partition("#")[2] for item in items}
    senders = {item["envelop"]["M"]["afzenderAdres"]["S"] for item in items if "envelop" in item}
    return {each for each in ids | senders if len(each) >= len("x@burger.example")}


@pytest.mark.parametrize("route", WITH_LOGIN)
def test_a_login_of_another_postvak_learns_nothing_of_a_mail_and_one_of_this_postvak_is_answered(
    stage: Stage, route: str
) -> None:
    event = stage.request(route, OF_ANOTHER)
    before = from_mail()
    good = {int(each.status) for each in OPERATIES[route].geslaagd}
    status, answer = stage.answer(event)
    if status == 403:
        assert (answer["type"], answer["detail"]) == ("urn:klantmail:probleem:geen-toegang", GEEN_RECHT)
    else:
        assert status in good, answer
        text = json.dumps(answer)
        assert [each for each in _names(before[0]) if each in text] == []
    assert from_mail() == before
    status, answer = stage.answer(of_login(event, OF_THIS))
    assert status in ({403} if route in OF_ALL_POSTVAKKEN else good), answer
