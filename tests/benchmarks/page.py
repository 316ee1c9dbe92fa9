"""The page where agents work, in a real browser: what a first load weighs and how it shows, and a long werkvoorraad.

The API is played in the browser, so that only the page is measured. Times are those of a processor slowed down fourfold
(Chromium's own emulation), as Lighthouse has it for a telephone; they are reported. What the page holds and moves does
not depend on the machine, and has targets. Thresholds: https://web.dev/articles/vitals.
"""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx
from playwright.sync_api import Page, Route, expect

from klantmail_local.loop import Loop
from klantmail_local.ports import HOST, Ports
from klantmail_local.werkplek import BUILT, Werkplek
from openapi.pagina import example_of
from tests.benchmarks.report import Result, Row
from tests.support.browser import browser
from tests.support.template import PROJECT

_API: Final = "http://127.0.0.1:9/v1"
"""An address where nothing answers: every call is played."""
_DESCRIPTION: Final[dict[str, Any]] = json.loads((PROJECT / "functions" / "openapi" / "openapi.json").read_text())
_MAILS: Final = 5_000
_PAGE: Final = 100
_BUDGET: Final = 150
"""kB of a first load, compressed."""
_MOST_NODES: Final = 2_000
_SLOWER: Final = 4
_WATCH: Final = """
window.seen = { lcp: 0, cls: 0, long: [] };
const watch = (type, take) =>
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
watch('largest-contentful-paint', (entry) => { seen.lcp = entry.startTime; });
watch('layout-shift', (entry) => { if (!entry.hadRecentInput) seen.cls += entry.value; });
watch('longtask', (entry) => { seen.long.push(entry.duration); });
"""
_LOGIN: Final = {
    "exp": 4_000_000_000,
    "name": "Anna Visser",
    "custom:medewerker": "a255acc8-b7b9-4db3-94aa-ecba5aec9f5f",
    "custom:eenheid": "Klantcontactcentrum",
    "cognito:groups": ["kcc-medewerker"],
}


@contextmanager
def served() -> Iterator[str]:
    """The built page at a free port. Yields: its address."""
    port = Ports.free().werkplek
    config = {"api": _API, "aanmelding": {"endpoint": "http://127.0.0.1:9/", "clientId": "x", "region": "eu-west-1"}}
    server = Werkplek(BUILT, config, ["http://127.0.0.1:9"], port)
    loop = Loop()
    loop.run(server.start())
    try:
        yield f"http://{HOST}:{port}/"
    finally:
        loop.run(server.stop())
        loop.stop()


def example(path: str) -> dict[str, Any]:
    """The answer to a GET in the description of the API, of which a test holds every answer to be like it."""
    said = _DESCRIPTION["paths"][path]["get"]["responses"]["200"]
    found: dict[str, Any] = example_of(_DESCRIPTION, said, said["content"]["application/json"])
    return found


def mail(number: int) -> dict[str, Any]:
    row: dict[str, Any] = example("/emailberichten")["results"][0]
    return row | {"identificatie": str(UUID(int=number)), "onderwerp": f"Vraag {number}"}


def play(route: Route, count: int) -> None:
    """Answer a call of the API, with `count` mails that wait."""
    url = urlsplit(route.request.url)
    path = url.path.removeprefix("/v1")
    body = example(path) if path in _DESCRIPTION["paths"] else {}
    if path == "/emailberichten":
        first = int(parse_qs(url.query).get("cursor", ["0"])[0])
        last = min(first + _PAGE, count)
        cursor = str(last) if last < count else None
        body = body | {"results": [mail(number) for number in range(first, last)], "cursor": cursor, "versies": None}
    headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
    route.fulfill(json=body, headers=headers)


def opened(page: Page, address: str, count: int) -> None:
    """Load the page as one who is signed in, and wait until the werkvoorraad shows."""
    claims = urlsafe_b64encode(json.dumps(_LOGIN).encode()).decode().rstrip("=")
    tokens = json.dumps({"idToken": f"e30.{claims}.x", "refreshToken": ""})
    page.add_init_script(f"sessionStorage.setItem('werkplek.aanmelding', {json.dumps(tokens)});{_WATCH}")
    page.route(f"{_API}/**", lambda route: play(route, count))
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    page.goto(address)
    expect(page.locator("a.list__item").first).to_be_visible()


def weight(address: str) -> int:
    """Bytes of a first load on the wire."""
    with httpx.Client(base_url=address, headers={"Accept-Encoding": "gzip"}, trust_env=False) as client:

        def fetched(path: str) -> tuple[int, str]:
            with client.stream("GET", path) as response:
                text = response.raise_for_status().read().decode()
                return response.num_bytes_downloaded, text

        total, html = fetched("")
        parts = re.findall(r'(?:src|href)="\./([^"]+)"', html)
        return total + sum(fetched(part)[0] for part in (*parts, "config.json"))


def seen(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("seen")
    return found


def measure() -> Iterator[Result]:
    subject = "Page"
    with served() as address, browser() as started:
        kilobytes = weight(address) / 1024
        yield Row(subject, "first load, compressed", f"{kilobytes:.0f} kB", f"≤ {_BUDGET} kB", met=kilobytes <= _BUDGET)

        page = started.new_page(viewport={"width": 1440, "height": 900})
        opened(page, address, _PAGE)
        page.wait_for_timeout(1_000)  # shifts come after the first paint
        first = seen(page)
        blocking = sum(duration - 50 for duration in first["long"])
        slowly = f"processor {_SLOWER} times slower"
        yield Row(subject, f"largest contentful paint of a werkvoorraad of {_PAGE}, {slowly}", f"{first['lcp']:.0f} ms")
        yield Row(subject, f"total blocking time until then, {slowly}", f"{blocking:.0f} ms")
        yield Row(subject, "cumulative layout shift", f"{first['cls']:.3f}", "≤ 0.1", met=first["cls"] <= 0.1)
        page.close()

        page = started.new_page(viewport={"width": 1440, "height": 900})
        opened(page, address, _MAILS)
        column, known = page.locator(".column--list"), page.locator(".count")
        for count in range(2 * _PAGE, _MAILS + 1, _PAGE):
            column.evaluate("place => { place.scrollTop = place.scrollHeight }")
            expect(known).to_contain_text(f"{count} ")
        page.evaluate("seen.long.length = 0; seen.cls = 0")
        steps = 60
        for step in range(steps):
            column.evaluate(f"place => {{ place.scrollTop = place.scrollHeight * {step / steps} }}")
            page.wait_for_timeout(30)
        nodes = page.evaluate("document.querySelectorAll('*').length")
        scrolled = seen(page)
        what = f"a werkvoorraad of {_MAILS:,} mails"
        yield Row(subject, f"elements in the page, with {what}", f"{nodes:,}", f"≤ {_MOST_NODES:,}", met=nodes <= _MOST_NODES)
        longest = max(scrolled["long"], default=0)
        yield Row(
            subject,
            f"scrolling through {what}: tasks above 50 ms, of {steps} jumps, {slowly}",
            f"{len(scrolled['long'])}, the longest {longest:.0f} ms",
        )
        page.close()
