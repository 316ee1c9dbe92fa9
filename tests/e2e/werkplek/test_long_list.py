"""Five thousand mails that wait: what the browser holds and does for them."""

import json
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from playwright.sync_api import Route, expect

from tests.e2e.werkplek.conftest import Seat

_MAILS: Final = 5_000
_PAGE: Final = 100
_MOST_NODES: Final = 2_000
"""Elements in the whole page. Five thousand mails would be forty thousand."""


def waiting(number: int, example: dict[str, Any]) -> dict[str, Any]:
    return {
        **example,
        "identificatie": str(UUID(int=number)),
        "gesprek": str(UUID(int=number)),
        "status": "nieuw",
        "behandelaar": None,
        "geclaimdTot": None,
        "onderwerp": f"Vraag {number}",
        "afzender": {"naam": "", "adres": f"burger-{number}@burger.example"},
        "aantalBijlagen": number % 3,
    }


def test_five_thousand_mails_are_walked_through_with_few_of_them_in_the_page(anna: Seat) -> None:
    address = anna.mail()
    example = anna.received(address)
    asked: list[int] = []

    def answer(route: Route) -> None:
        first = int(parse_qs(urlsplit(route.request.url).query).get("cursor", ["0"])[0])
        asked.append(first)
        last = min(first + _PAGE, _MAILS)
        page = {
            "results": [waiting(number, example) for number in range(first, last)],
            "cursor": str(last) if last < _MAILS else None,
        }
        route.fulfill(json=page, headers={"Access-Control-Allow-Origin": "*"})

    anna.page.route("**/v1/emailberichten?*", answer)
    anna.page.reload()
    column = anna.page.locator(".column--list")
    rows = anna.page.locator("a.list__item")
    expect(rows.first).to_contain_text("burger-0@")
    for known in range(2 * _PAGE, _MAILS + 1, _PAGE):
        column.evaluate("place => { place.scrollTop = place.scrollHeight }")
        expect(anna.page.locator(".count")).to_contain_text(f"{known} ")
    expect(anna.page.locator(".count")).to_contain_text(f"{_MAILS} e-mails wachten")
    column.evaluate("place => { place.scrollTop = place.scrollHeight }")
    expect(rows.last).to_contain_text(f"burger-{_MAILS - 1}@")
    assert anna.page.evaluate("document.querySelectorAll('*').length") < _MOST_NODES
    rows.last.focus()
    for _ in range(3):
        anna.page.keyboard.press("k")
    expect(anna.row(f"burger-{_MAILS - 4}@")).to_be_focused()
    column.evaluate("place => { place.scrollTop = 0 }")
    expect(rows.first).to_contain_text("burger-0@")
    anna.page.keyboard.press("k")  # the row with the focus is in the page no more
    expect(anna.row(f"burger-{_MAILS - 5}@")).to_be_focused()
    column.evaluate("place => { place.scrollTop = 0 }")
    expect(rows.first).to_contain_text("burger-0@")
    asked.clear()
    anna.come_back()
    expect(rows.first).to_contain_text("burger-0@")
    assert anna.violations() == []
    assert len(asked) <= 2 * 3, json.dumps(asked)  # a poll reads some pages of a long list, and not all fifty
