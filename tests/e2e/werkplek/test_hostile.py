"""Hostile mail in a real browser: nothing runs, and nothing is asked of anybody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import ThreadingHTTPServer
from typing import Final
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from klantmail_local.workdir import ROOT
from ontleden.html.html_lezing import lees_html
from ontleden.html.veilige_html import veilig_uit_lezing
from tests.e2e.werkplek.conftest import ANNA, Seat
from tests.support.http_server import HttpHandler, serving

_PAYLOADS: Final = ROOT / "tests/unit/ontleden/html/ladingen.txt"
_SIGNS: Final = {"{tab}": "\t", "{lf}": "\n", "{ff}": "\f", "{cr}": "\r", "{nul}": ""}
_MAILS: Final = 4
_SETTLES: Final = 400
"""Milliseconds in which a frame would have begun its requests."""


@dataclass
class Attacker:
    """A server that waits for any request, and a script that would call home."""

    port: int = 0
    requests: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def payloads(self) -> list[str]:
        lines = [line for line in _PAYLOADS.read_text("utf-8").split("\n") if line and not line.startswith("# ")]
        for sign, character in _SIGNS.items():
            lines = [line.replace(sign, character) for line in lines]
        return [
            line.replace("https://buiten.example", f"http://{self.host}").replace("buiten.example", self.host) for line in lines
        ]

    def watch(self, page: Page) -> None:
        page.context.expose_function("steel", lambda *_: self.scripts.append("steel"))
        page.on("dialog", self._spoken)

    def _spoken(self, dialog: Dialog) -> None:
        self.scripts.append(dialog.message)
        dialog.dismiss()


@pytest.fixture
def attacker() -> Iterator[Attacker]:
    waiting = Attacker()

    class Handler(HttpHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            waiting.requests.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_HEAD = do_OPTIONS = do_GET

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        waiting.port = port
        yield waiting


def hostile(address: str, html: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = address, "info@gemeente.example", f"Vijandig {uuid4().hex[:8]}"
    mail["Message-ID"] = f"<{uuid4()}@burger.example>"
    mail.set_content("Zie de opmaak.")
    mail.add_alternative(html, subtype="html")
    return mail.as_bytes()


def test_the_attacker_would_notice(attacker: Attacker, browser: Browser) -> None:
    page = browser.new_context().new_page()
    attacker.watch(page)
    page.set_content(f"<img src='http://{attacker.host}/beeld'><script>steel()</script>")
    page.wait_for_timeout(_SETTLES)
    page.context.close()
    assert (attacker.requests, attacker.scripts) == (["/beeld"], ["steel"])


def test_the_safe_html_of_every_payload_runs_and_asks_nothing_even_without_a_frame(attacker: Attacker, browser: Browser) -> None:
    page = browser.new_context().new_page()
    attacker.watch(page)
    payloads = attacker.payloads()
    assert len(payloads) > 250
    safe = (veilig_uit_lezing(lees_html(payload), {}).html for payload in payloads)
    page.set_content("<!doctype html><body>" + "".join(f"<section>{each}</section>" for each in safe))
    page.wait_for_timeout(_SETTLES)
    sections = page.locator("section").count()
    page.context.close()
    assert sections == len(payloads), "a payload closed the element around it"
    assert (attacker.requests, attacker.scripts) == ([], [])


def test_hostile_mails_run_and_ask_nothing_in_the_page_and_on_their_own(attacker: Attacker, sit: Callable[..., Seat]) -> None:
    anna = sit(ANNA, alone=True)
    attacker.watch(anna.page)
    payloads = attacker.payloads()
    for first in range(_MAILS):
        html = "\n".join(f"<p>{payload}</p>" for payload in payloads[first::_MAILS])
        address = f"burger-{uuid4().hex[:12]}@burger.example"
        anna.town.client.send_mail(hostile(address, html), [anna.postvak], address)
        anna.open(address)
        frame = anna.page.locator("iframe")
        expect(frame).to_have_attribute("sandbox", "")
        anna.page.wait_for_timeout(_SETTLES)
        alone = anna.context.new_page()
        alone.goto(frame.get_attribute("src") or "")
        alone.wait_for_timeout(_SETTLES)
        alone.close()
        anna.page.keyboard.press("u")
        expect(anna.page.locator("iframe")).to_have_count(0)
    assert (attacker.requests, attacker.scripts) == ([], [])
