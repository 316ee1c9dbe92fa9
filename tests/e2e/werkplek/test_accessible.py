"""Every view, light and dark, against axe-core's rules for WCAG 2.2 A and AA; and at 320 pixels wide."""

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.e2e.werkplek.conftest import ANNA, CARLA, DAAN, SCHEMES, Seat
from tests.e2e.werkplek.test_outcomes import make_task

_OUTCOMES: Final = {
    "r": "Antwoord",
    "t": "Taak voor een afdeling",
    "z": "Zaak",
    "d": "Doorzenden",
    "s": "Splitsen in meer vragen",
    "a": "Afsluiten zonder antwoord",
}


class Walk:
    """A look at each view in both colour schemes."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self.found: dict[str, list[str]] = {}

    def look(self, name: str) -> None:
        for scheme in SCHEMES:
            if violations := self._seat.violations(scheme):
                self.found[f"{name}, {scheme}"] = violations


def test_the_login_has_no_violations(sit: Callable[..., Seat]) -> None:
    seat = sit(None)
    walk = Walk(seat)
    walk.look("login")
    seat.page.get_by_label("Gebruikersnaam").fill("niemand")
    seat.page.get_by_label("Wachtwoord").fill("fout")
    seat.page.get_by_role("button", name="Aanmelden").click()
    expect(seat.page.get_by_text("klopt niet")).to_be_visible()
    walk.look("refused login")
    assert walk.found == {}


def test_the_views_of_an_agent_have_no_violations(anna: Seat) -> None:
    walk = Walk(anna)
    address = anna.mail()
    expect(anna.row(address)).to_be_visible()
    walk.look("werkvoorraad")
    anna.row(address).click()
    expect(anna.button("Openen en registreren")).to_be_visible()
    walk.look("before opening")
    anna.open(address)
    expect(anna.page.get_by_text("Er zijn geen eerdere contacten.")).to_be_visible()
    walk.look("an open mail")
    for key, name in _OUTCOMES.items():
        anna.page.get_by_role("heading", level=2).first.focus()
        anna.page.keyboard.press(key)
        expect(anna.page.get_by_role("form", name=name)).to_be_visible()
        walk.look(name)
        anna.button("Later verder").click()
    anna.page.keyboard.press("?")
    expect(anna.page.get_by_role("dialog", name="Sneltoetsen")).to_be_visible()
    walk.look("the keys")
    anna.page.keyboard.press("Escape")
    anna.page.keyboard.press("r")
    anna.write("Tekst", "Elke woensdag.")
    anna.button("Versturen").click()
    walk.look("taking back")
    anna.send_now()
    anna.stage("klaar")
    walk.look("a handled mail")
    anna.go("zoeken")
    anna.write("Woorden uit het onderwerp", "nergens gevonden")
    anna.page.get_by_label("Woorden uit het onderwerp").press("Enter")
    expect(anna.page.get_by_text("Niets gevonden.")).to_be_visible()
    walk.look("a search")
    anna.go("klantcontacten")
    anna.row("Gemeente").first.click()
    expect(anna.page.get_by_role("table", name="Klantcontact")).to_be_visible()
    walk.look("a klantcontact")
    assert walk.found == {}


def test_the_views_of_a_beheerder_and_a_department_have_no_violations(sit: Callable[..., Seat], anna: Seat) -> None:
    make_task(anna, "Toegankelijk")
    carla, daan = sit(CARLA), sit(DAAN)
    walk = Walk(carla)
    for part in (
        "verzendingen",
        "zaken",
        "quarantaine",
        "standaardantwoorden",
        "standaardantwoorden/nieuw",
        "stand",
        "storingen",
        "storingen/nieuw",
    ):
        carla.go(f"beheer/{part}")
        expect(carla.page.get_by_text("Laden…")).to_have_count(0)
        walk.look(part)
    desk = Walk(daan)
    daan.row("Toegankelijk").first.click()
    expect(daan.button("Afronden")).to_be_visible()
    daan.button("Afronden").click()
    desk.look("the desk")
    assert {**walk.found, **desk.found} == {}


@pytest.mark.parametrize("width", [320, 899])
def test_a_narrow_window_shows_one_column_and_never_scrolls_sideways(sit: Callable[..., Seat], width: int) -> None:
    seat = sit(ANNA)
    seat.page.set_viewport_size({"width": width, "height": 640})

    def sideways() -> int:
        too_wide: int = seat.page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        return too_wide

    address = seat.mail()
    expect(seat.row(address)).to_be_visible()
    assert sideways() <= 0
    seat.row(address).click()
    expect(seat.row(address)).not_to_be_visible()
    seat.button("Openen en registreren").click()
    seat.button("Antwoorden").click()
    expect(seat.page.get_by_label("Tekst", exact=True)).to_be_visible()
    assert sideways() <= 0
    seat.page.get_by_role("link", name="Terug naar de lijst").click()
    expect(seat.row(address)).to_be_visible()


def test_the_rules_would_notice(anna: Seat) -> None:
    text = anna.page.get_by_text("Kies een e-mail in de lijst.")
    text.evaluate("place => { place.style.color = '#ccc'; place.style.background = '#fff' }")
    text.evaluate("place => place.insertAdjacentHTML('beforeend', '<img src=\"icon.svg\">')")
    assert {each.partition(":")[0] for each in anna.violations()} == {"color-contrast", "image-alt"}
