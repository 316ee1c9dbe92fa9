"""Make the pictures of the page: `python -m tools.screenshots`, for `make screenshots`.

A whole environment is started for it, with invented mail, so that no picture shows anybody.
"""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from klantmail_local.client import Client, wait_for
from klantmail_local.environment import start
from klantmail_local.workdir import ROOT
from tests.support.browser import browser
from tools.screenshots.answers import CONTACT, Answer, figures, lists, viewings
from tools.screenshots.mail import LETTERS

OUT: Final = ROOT / "docs" / "werkplek"
_WIDE: Final = (1440, 900)
_NARROW: Final = (390, 844)
_PATIENCE: Final = 90_000
_COLOURS: Final = 256
"""A page has few colours beside the shades of its letters; a file with a palette is a third as large."""
ANNA, CARLA, DAAN, EVA, GERDA, HANNA = 0, 2, 3, 4, 6, 7


class Camera:
    """A person before the page, who takes pictures."""

    def __init__(
        self, client: Client, started: Browser, number: int, *, size: tuple[int, int] = _WIDE, dark: bool = False
    ) -> None:
        context = started.new_context(
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(_PATIENCE)
        self.page: Page = context.new_page()
        self.page.goto(client.details["werkplek"])
        login = client.details["medewerkers"][number]
        self.page.get_by_label("Gebruikersnaam").fill(login["gebruikersnaam"])
        self.page.get_by_label("Wachtwoord").fill(login["wachtwoord"])
        self.page.get_by_role("button", name="Aanmelden").click()
        self.page.get_by_role("navigation", name="Onderdelen").wait_for()

    def go(self, route: str) -> None:
        self.page.evaluate("route => { location.hash = route }", f"#/{route}")

    def answer(self, path: str, answer: Answer) -> None:
        """Have the page read this instead of what the environment has."""
        self.page.route(f"**/v1{path}", lambda route: route.fulfill(json=answer, headers={"Access-Control-Allow-Origin": "*"}))

    def pick(self, text: str) -> None:
        self.page.locator("a.list__item", has_text=text).first.click()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).last.click()

    def open(self, text: str) -> None:
        self.pick(text)
        self.press("Openen en registreren")
        self.page.get_by_role("button", name="Antwoorden").wait_for()

    def shoot(self, name: str) -> None:
        expect(self.page.get_by_text("Laden…")).to_have_count(0)
        self.page.mouse.move(0, 0)  # no button looks pointed at
        self.page.wait_for_timeout(700)
        picture = Image.open(BytesIO(self.page.screenshot())).convert("RGB")
        picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(OUT / f"{name}.png", optimize=True)
        print(f"docs/werkplek/{name}.png")  # noqa: T201


def shoot_all(client: Client, started: Browser) -> None:
    mailbox = str(client.details["postvakken"][0])
    for letter in LETTERS:
        client.send_mail(letter.as_bytes(mailbox), [mailbox], letter.address)
    with client.as_medewerker(ANNA) as api:
        wait_for(lambda: len(client.werkvoorraad(api, mailbox)) == len(LETTERS), "the invented mail", patience=120)
    with client.as_medewerker(CARLA) as api:
        text = {
            "naam": "Parkeervergunning verhuizen",
            "inhoud": "Beste {{afzender}},\n\nDat kan op onze website.\n\n{{medewerker}}",
        }
        api.post("/standaardantwoorden", json=text, headers={"Idempotency-Key": "pictures"}).raise_for_status()
    with client.as_medewerker(DAAN) as api:
        api.get("/interne-taken").raise_for_status()  # somebody of the department uses Klantmail
    anna = Camera(client, started, ANNA)
    anna.page.locator("a.list__item").nth(len(LETTERS) - 1).wait_for()
    anna.open("Losse stoeptegel")
    anna.page.keyboard.press("t")
    anna.page.get_by_label("Wat moet er gebeuren?").fill("Stoeptegel vastzetten")
    anna.page.get_by_label("Afdeling", exact=True).select_option("Burgerzaken")
    anna.shoot("taak")
    anna.press("Taak maken")
    anna.page.get_by_text("Taak gemaakt voor een afdeling").wait_for()
    anna.pick("Parkeervergunning")
    anna.shoot("werkvoorraad")
    anna.open("Parkeervergunning")
    anna.page.get_by_text("eerdere contacten.").wait_for()
    anna.shoot("bericht")
    anna.page.keyboard.press("r")
    anna.page.get_by_label("Standaardantwoord", exact=True).select_option("Parkeervergunning verhuizen")
    expect(anna.page.get_by_label("Tekst", exact=True)).not_to_have_value("")
    anna.shoot("antwoord")
    anna.press("Versturen")
    anna.page.locator(".column--detail").evaluate("place => { place.scrollTop = 0 }")
    anna.shoot("terughalen")
    anna.press("Nu versturen")
    anna.page.locator("[data-stage=klaar]").wait_for()
    anna.shoot("verstuurd")
    anna.press("Sluiten")
    anna.go("klantcontacten")
    anna.pick("Gemeente")
    anna.shoot("klantcontacten")
    anna.go("afgehandeld")
    anna.pick("Parkeervergunning")
    anna.press("E-mail teruglezen")
    anna.page.get_by_role("region", name="Wat is verstuurd").wait_for()
    anna.shoot("afgehandeld")
    anna.go("werkvoorraad")
    anna.pick("Straatfeest")
    anna.page.get_by_text("Notitie schrijven").click()
    anna.page.get_by_label("Notitie", exact=True).fill("Vorig jaar ging dit via de wijkcoach.")
    anna.press("Notitie opslaan")
    anna.page.get_by_text("Reserveren, verplaatsen").click()
    anna.page.get_by_label("Reserveren voor").wait_for()
    anna.shoot("samenwerken")
    anna.press("Openen en registreren")
    anna.page.get_by_role("button", name="Splitsen").click()
    form = anna.page.get_by_role("form", name="Splitsen in meer vragen")
    question = form.get_by_role("group", name="Vraag").first
    question.get_by_label("Waar gaat deze vraag over?").fill("Straat afsluiten")
    question.get_by_label("Wat doet u ermee?").select_option("interneTaak")
    question.get_by_label("Wat moet er gebeuren?").fill("Vergunning voor afsluiten beoordelen")
    question.get_by_label("Afdeling", exact=True).select_option("Burgerzaken")
    anna.page.locator(".column--detail").evaluate("place => { place.scrollTop = 0 }")
    anna.shoot("splitsen")
    anna.press("Weggooien")
    anna.page.keyboard.press("u")
    daan = Camera(client, started, DAAN)
    daan.pick("Stoeptegel")
    daan.shoot("taken")
    shoot_roles(client, started)
    carla = Camera(client, started, CARLA)
    carla.go("beheer/standaardantwoorden/nieuw")
    carla.shoot("beheer")
    dark = Camera(client, started, CARLA, dark=True)
    dark.open("Ophaalschema")
    dark.page.get_by_text("eerdere contacten.").wait_for()
    dark.shoot("donker")
    small = Camera(client, started, CARLA, size=_NARROW)
    small.page.locator("a.list__item").first.wait_for()
    small.shoot("smal-lijst")
    small.pick("Straatfeest")
    small.shoot("smal-bericht")


def shoot_roles(client: Client, started: Browser) -> None:
    """Take the pictures of who leads, keeps and guards, and handles no mail."""
    eva = Camera(client, started, EVA)
    eva.go("zoeken")
    eva.page.get_by_label("Woorden uit het onderwerp").fill("parkeervergunning")
    wait_for(lambda: found(eva), "the mail in the index of searching")
    eva.pick("Parkeervergunning")
    eva.shoot("zoeken")
    eva.answer("/cijfers?*", figures())
    eva.go("cijfers")
    eva.shoot("cijfers")
    gerda = Camera(client, started, GERDA)
    gerda.answer("/vernietigingslijsten", lists())
    gerda.page.reload()
    gerda.pick("Wacht op uw besluit")
    gerda.press("Goedkeuren")
    gerda.shoot("vernietigingslijst")
    gerda.go("bewaartermijnen")
    gerda.pick("Verzoek om informatie")
    gerda.shoot("bewaartermijnen")
    hanna = Camera(client, started, HANNA)
    hanna.answer("/klantcontacten/*/inzagen", viewings())
    hanna.go(f"inzagen/{CONTACT}")
    hanna.shoot("inzagen")


def found(camera: Camera) -> bool:
    camera.press("Zoeken")
    expect(camera.page.get_by_text("Laden…")).to_have_count(0)
    return camera.page.locator("a.list__item").count() > 0


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place, browser() as started, start(Path(place)) as environment:
        shoot_all(Client(environment.details), started)


if __name__ == "__main__":
    main()
