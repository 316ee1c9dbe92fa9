"""A browser before the page where agents work, on the environment that all end-to-end tests share."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from klantmail_local.environment import Environment
from klantmail_local.workdir import ROOT
from tests.e2e.conftest import Town
from tests.support import browser as browsers

PATIENCE: Final = 120_000
"""Milliseconds to wait for something in the page: behind it a function may have to start."""
ANNA, BRAM, CARLA, DAAN, EVA, FARID, GERDA, HANNA = range(8)
_WITHOUT_POSTVAK: Final = frozenset({DAAN, GERDA, HANNA})
"""A department, an archivaris and a privacyfunctionaris: their pages do not choose among postvakken."""
_WINDOW: Final[ViewportSize] = {"width": 1440, "height": 900}
AXE: Final = ROOT / "ui" / "node_modules" / "axe-core" / "axe.min.js"
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
_RULES_OF_COLOUR: Final = ["color-contrast", "link-in-text-block"]
_RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A browser for the tests of the page alone: while it is there, no other test can run an event loop."""
    with browsers.browser() as started:
        yield started


@dataclass
class Seat:
    """A person before the page."""

    page: Page
    context: BrowserContext
    town: Town
    console: list[str]
    """Complaints of the page: errors of its own, and what its security policy refused."""

    def sign_in(self, number: int) -> None:
        login = self.town.client.details["medewerkers"][number]
        self.page.get_by_label("Gebruikersnaam").fill(login["gebruikersnaam"])
        self.page.get_by_label("Wachtwoord").fill(login["wachtwoord"])
        self.page.get_by_role("button", name="Aanmelden").click()
        expect(self.page.get_by_role("navigation", name="Onderdelen")).to_be_visible()

    def go(self, route: str) -> None:
        self.page.evaluate("route => { location.hash = route }", f"#/{route}")

    def mail(self, mail: bytes | None = None) -> str:
        """Have a new citizen write to the mailbox that this person looks at, and return the citizen's address."""
        return self.town.mail(mail, naar=[self.postvak])

    def received(self, address: str) -> dict[str, Any]:
        return self.town.ontvangen(address, self.postvak)

    @property
    def postvak(self) -> str:
        """The second mailbox: the other tests leave much mail in the first."""
        return str(self.town.client.details["postvakken"][1])

    def choose_postvak(self) -> None:
        self.page.get_by_label("Postvak", exact=True).select_option(self.postvak)

    def row(self, text: str) -> Locator:
        """The item of the list that holds this text."""
        return self.page.locator("a.list__item", has_text=text)

    def open(self, sender: str) -> None:
        """Open the mail of this sender from the werkvoorraad, as soon as it is there."""
        self.received(sender)
        self.come_back()
        self.row(sender).click()
        self.page.get_by_role("button", name="Openen en registreren").click()
        expect(self.button("Antwoorden")).to_be_visible()

    def come_back(self) -> None:
        """Come back to the tab, at which the page reads what it shows anew."""
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def send(self) -> None:
        """Send what is written, without the ten seconds to take it back, and wait until it has left."""
        self.button("Versturen").click()
        self.send_now()
        self.stage("klaar")

    def send_now(self) -> None:
        """Leave out the ten seconds to take it back. On a busy machine they are over by now, and the button is gone."""
        expect(self.page.locator("[data-stage]").first).to_be_visible()
        find = "[...document.querySelectorAll('button')].find(button => button.textContent.trim() === 'Nu versturen')"
        self.page.evaluate(f"{find}?.click()")

    def stage(self, stage: str) -> Locator:
        line = self.page.locator(f"[data-stage={stage}]")
        expect(line.first).to_be_visible()
        return line.first

    def violations(self, scheme: Literal["light", "dark"] = "light") -> list[str]:
        """Violations that axe-core finds of WCAG 2.2, levels A and AA, in what is shown now.

        The rules that no colour decides say in the dark what they said in the light, so they are asked there alone.
        What is half below the bar with buttons counts as a target that is too small, so the view is looked at from its
        top.
        """
        self.page.emulate_media(color_scheme=scheme)
        self.page.locator(".column--detail").evaluate_all("places => places.forEach(place => { place.scrollTop = 0 })")
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: dict[str, Any] = self.page.evaluate(
            "rules => axe.run(document, { runOnly: rules, iframes: false })",
            _RULES if scheme == "light" else _RULES_OF_COLOUR,
        )
        return [
            f"{each['id']}: {each['help']}: {json.dumps([node['target'] for node in each['nodes']])}"
            for each in found["violations"]
        ]

    def is_accessible(self) -> None:
        """Hold what is shown now to the rules in both colour schemes, and to the width of a window of 320 pixels."""
        for scheme in SCHEMES:
            assert self.violations(scheme) == [], scheme
        self.page.set_viewport_size({"width": 320, "height": 640})
        assert self.page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
        self.page.set_viewport_size(_WINDOW)


@dataclass
class Tab:
    """A tab of a browser, and what the page in it complained of."""

    page: Page
    console: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.page.on("console", lambda message: self.console.append(message.text) if message.type == "error" else None)


class Tabs:
    """The tabs of one browser. One that a test has left is used again.

    A new browser context takes five times the processor time of the page anew in a tab that is there. The page keeps
    what it knows in sessionStorage alone, so nothing of the last person is left when that is empty.

    Args:
        address: of the page.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        self._free: list[Tab] = []

    def take(self) -> Tab:
        """A tab in which nobody has signed in."""
        return self._free.pop() if self._free else self.new()

    def new(self, **options: Any) -> Tab:
        """A tab in a browser with nothing in it.

        Args:
            options: those of Playwright's new_context.
        """
        context = self._browser.new_context(locale="nl-NL", viewport=_WINDOW, **options)
        context.set_default_timeout(PATIENCE)
        tab = Tab(context.new_page())
        tab.page.goto(self._address)
        return tab

    def give_back(self, tab: Tab) -> None:
        """Sign out whoever sat there, and undo what a test asked of the tab."""
        for other in tab.page.context.pages:
            if other is not tab.page:
                other.close()
        tab.page.unroute_all(behavior="ignoreErrors")
        tab.page.emulate_media(media="null", color_scheme="null")
        tab.page.set_viewport_size(_WINDOW)
        tab.page.evaluate("sessionStorage.clear()")
        tab.page.goto(self._address)
        tab.console.clear()
        self._free.append(tab)


@pytest.fixture(scope="package")
def tabs(browser: Browser, environment: Environment) -> Tabs:
    address = environment.details["werkplek"]
    assert address, "the page is not built: run make ui"
    return Tabs(browser, address)


@pytest.fixture
def sit(tabs: Tabs, town: Town) -> Iterator[Callable[..., Seat]]:
    """Seat a person before the page, signed in; `None` is somebody who has not signed in.

    Whoever asks for `alone`, or for options of Playwright's new_context, sits at a tab that nobody else ever uses: for
    a test that changes what cannot be undone.
    """
    shared: list[Tab] = []
    own: list[Tab] = []

    def seat(number: int | None, *, alone: bool = False, **options: Any) -> Seat:
        tab = tabs.new(**options) if alone or options else tabs.take()
        (own if alone or options else shared).append(tab)
        seated = Seat(tab.page, tab.page.context, town, tab.console)
        if number is not None:
            seated.sign_in(number)
            if number not in _WITHOUT_POSTVAK:
                seated.choose_postvak()
        return seated

    yield seat
    for tab in own:
        tab.page.context.close()
    for tab in shared:
        tabs.give_back(tab)


def decide(town: Town, mail: dict[str, Any], path: str, **fields: Any) -> dict[str, Any]:
    """Decide on a mail that Anna has opened."""
    where = f"/emailberichten/{mail['emailbericht']['identificatie']}/{path}"
    body = {"inzageId": mail["inzageId"], **fields}
    answer: dict[str, Any] = town.anna.post(where, json=body, headers={"Idempotency-Key": str(uuid4())}).raise_for_status().json()
    return answer


@pytest.fixture
def anna(sit: Callable[..., Seat]) -> Seat:
    return sit(ANNA)


@pytest.fixture
def carla(sit: Callable[..., Seat]) -> Seat:
    """A beheerder."""
    return sit(CARLA)
