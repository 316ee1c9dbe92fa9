"""The weight of the page, and the headers that it comes with."""

import re
from typing import Final

import httpx
import pytest

from tests.e2e.conftest import Town

_BUDGET: Final = 150 * 1024
"""Bytes of a first load, compressed."""


@pytest.fixture
def address(town: Town) -> str:
    return str(town.client.details["werkplek"])


def weigh(url: str) -> tuple[int, bytes]:
    """The bytes of an answer on the wire, and what they hold."""
    with httpx.stream("GET", url, headers={"Accept-Encoding": "gzip"}, trust_env=False) as answer:
        answer.raise_for_status()
        body = answer.read()
        return answer.num_bytes_downloaded, body


def test_a_first_load_is_at_most_150_kb(address: str) -> None:
    page_weight, page = weigh(address)
    parts = {"index.html": page_weight, "config.json": weigh(f"{address}config.json")[0]}
    for path in re.findall(r'(?:src|href)="\./([^"]+)"', page.decode()):
        parts[path] = weigh(f"{address}{path}")[0]
    for name, weight in parts.items():
        print(f"{weight:8d}  {name}")  # noqa: T201  # pytest -rP shows the figures
    print(f"{sum(parts.values()):8d}  together; at most {_BUDGET}")  # noqa: T201
    assert len(parts) >= 5
    assert sum(parts.values()) <= _BUDGET


def test_the_page_allows_nothing_unsafe_and_cannot_be_framed(address: str) -> None:
    headers = httpx.get(address, trust_env=False).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    for directive in (
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ):
        assert directive in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["../Makefile", "%2e%2e/Makefile", "assets/", "../../etc/passwd", "werkplek"])
def test_what_was_not_built_is_not_served(address: str, path: str) -> None:
    assert httpx.get(f"{address}{path}", trust_env=False).status_code == 404
