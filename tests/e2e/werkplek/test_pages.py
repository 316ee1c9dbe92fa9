"""Lists of more than one page, and pages that hold nothing and have a next one all the same."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from playwright.sync_api import Route, expect

from tests.e2e.conftest import Town
from tests.e2e.werkplek.conftest import DAAN, Seat, decide


def listed(seat: Seat, path: str, pages: Sequence[Sequence[dict[str, Any]]]) -> None:
    """Have this person's page read these pages of a list."""

    def answer(route: Route) -> None:
        number = int(parse_qs(urlsplit(route.request.url).query).get("cursor", ["0"])[0])
        cursor = str(number + 1) if number + 1 < len(pages) else None
        page = {"results": pages[number], "cursor": cursor}
        route.fulfill(json=page, headers={"Access-Control-Allow-Origin": "*"})

    seat.page.route(f"**/v1{path}?*", answer)


def others(example: dict[str, Any], field: str, number: int) -> list[dict[str, Any]]:
    """Return so many records that are like this one but for their identificatie and this field."""
    return [{**example, "identificatie": str(uuid4()), field: f"Nummer {each}"} for each in range(number)]


def test_what_is_too_late_is_found_behind_pages_that_hold_nothing(town: Town, sit: Callable[..., Seat]) -> None:
    where = {"organisatorischeEenheid": "Burgerzaken"}
    made = decide(town, town.geopend(), "interne-taken", gevraagdeHandeling="Uitzoeken", toegewezenAan=where)
    late = others({**made["interneTaak"], "teLaat": True}, "gevraagdeHandeling", 3)
    daan = sit(DAAN)
    rows = daan.page.locator("a.list__item")
    # The second of them moved to another page while the pages were read.
    listed(daan, "/interne-taken", [[], [], late[:1], late[:2], [], late[1:]])
    daan.page.get_by_label("Toon", exact=True).select_option("te_laat")
    expect(rows).to_have_count(1)
    for known in (2, 3):
        daan.button("Meer tonen").click()
        expect(rows).to_have_count(known)
    expect(daan.button("Meer tonen")).to_have_count(0)
    assert daan.violations() == []
    listed(daan, "/interne-taken", [late[:2], late[2:]])
    daan.come_back()
    expect(rows).to_contain_text(["Nummer 0", "Nummer 1", "Nummer 2"])
    listed(daan, "/interne-taken", [[], []])
    daan.come_back()
    expect(daan.page.get_by_text("Er is geen taak te laat.")).to_be_visible()


def test_a_beheerder_sees_the_verzendingen_of_the_next_page(town: Town, carla: Seat) -> None:
    stored = town.antwoord(town.geopend()).raise_for_status().json()["verzending"]["identificatie"]
    verzending = town.verzending(stored, "verzonden")
    listed(carla, "/verzendingen", [others(verzending, "reden", 2), others(verzending, "reden", 1)])
    carla.go("beheer/verzendingen")
    cards = carla.page.locator("li.card")
    expect(cards).to_have_count(2)
    carla.button("Meer tonen").click()
    expect(cards).to_have_count(3)


def test_a_beheerder_closes_at_most_a_hundred_mails_of_a_full_quarantine(carla: Seat) -> None:
    mails = others({**carla.received(carla.mail()), "status": "quarantaine"}, "onderwerp", 101)
    listed(carla, "/emailberichten", [mails[:100], mails[100:]])
    carla.go("beheer/quarantaine")
    expect(carla.page.get_by_label("Alle 100 kiezen")).to_be_visible()
    carla.button("Meer tonen").click()
    carla.page.get_by_label("De oudste 100 kiezen").check()
    form = carla.page.get_by_role("form", name="100 e-mails sluiten")
    expect(form).to_be_visible()
    carla.page.get_by_label("Kiezen om te sluiten: Nummer 100").check()
    form = carla.page.get_by_role("form", name="101 e-mails sluiten")
    form.get_by_label("Reden").fill("Spam")
    form.get_by_role("button", name="Sluiten").click()
    expect(carla.page.get_by_role("alert")).to_contain_text("Kies ten hoogste 100 e-mails tegelijk.")


def test_a_standaardantwoord_can_be_chosen_behind_a_page_of_withdrawn_ones(town: Town, anna: Seat) -> None:
    text = {"naam": f"Ophaaldagen {uuid4().hex[:8]}", "inhoud": "Zie onze website."}
    made = town.beheer.post("/standaardantwoorden", json=text, headers={"Idempotency-Key": str(uuid4())})
    listed(anna, "/standaardantwoorden", [[], [made.raise_for_status().json()]])
    anna.open(anna.mail())
    anna.page.keyboard.press("r")
    anna.page.get_by_label("Standaardantwoord", exact=True).select_option(text["naam"])
    expect(anna.page.get_by_label("Tekst", exact=True)).to_have_value(text["inhoud"])
