"""The page with figures: what came in and what became of it, as plots, as a table and as a file."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from klantmail_local.client import wait_for
from tests.e2e.werkplek.conftest import DAAN, EVA, SCHEMES, Seat


def test_a_department_sees_its_tasks_by_the_week(sit: Callable[..., Seat]) -> None:
    daan = sit(DAAN)
    daan.go("cijfers")
    daan.page.get_by_label("Per", exact=True).select_option("week")
    daan.button("Tonen").click()
    expect(daan.page.get_by_role("table", name="E-mails per week")).to_be_visible()
    expect(daan.page.get_by_role("table", name="Taken per afdeling").get_by_role("row", name="Burgerzaken")).to_be_visible()
    assert daan.console == []


def test_a_teamleider_sees_an_answered_mail_in_the_figures_and_downloads_them(sit: Callable[..., Seat]) -> None:
    eva = sit(EVA)
    eva.page.get_by_role("link", name="Cijfers", exact=True).click()
    postvak = eva.town.postvak
    eva.page.get_by_label("Postvak", exact=True).select_option(postvak)
    table = eva.page.get_by_role("table", name="E-mails per dag")

    def today() -> dict[str, str]:
        with eva.page.expect_response(lambda answer: "/cijfers?" in answer.url and postvak.split("@")[0] in answer.url):
            eva.button("Tonen").click()
        expect(table).to_have_accessible_name(re.compile(f"{re.escape(postvak)}$"))
        cells = table.locator("tbody tr").last.locator("th, td").all_inner_texts()
        return dict(zip(table.locator("thead th").all_inner_texts(), cells, strict=True))

    before = today()
    eva.town.antwoord(eva.town.geopend()).raise_for_status()

    def counted() -> dict[str, str] | None:
        now = today()
        return now if int(now["Antwoorden"]) > int(before["Antwoorden"]) else None

    after = wait_for(counted, "the answer in the figures", patience=120)
    assert int(after["Ontvangen"]) > int(before["Ontvangen"])
    assert int(after["Afgehandeld"]) > int(before["Afgehandeld"])
    assert re.fullmatch(r"\d+ van \d+", after["Binnen de norm"])
    assert after["Helft geopend binnen"].endswith(" min")
    expect(table.locator("tbody tr")).to_have_count(30)
    expect(eva.page.get_by_role("img", name="Ontvangen en afgehandeld per dag")).to_be_visible()
    for scheme in SCHEMES:
        assert eva.violations(scheme) == []

    with eva.page.expect_download() as saving:
        eva.button("Downloaden als CSV").click()
    lines = saving.value.path().read_text(encoding="utf-8").splitlines()
    assert saving.value.suggested_filename.startswith("cijfers-")
    assert saving.value.suggested_filename.endswith(".csv")
    assert lines[0].startswith("van,tot,ontvangen,")
    assert lines[-1].split(",")[2] == after["Ontvangen"]
    # A busy machine answers 503 now and then, and the page asks again: that is no complaint of the page.
    assert eva.console == []

    eva.page.set_viewport_size({"width": 320, "height": 640})
    assert eva.page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    assert eva.violations() == []

    eva.page.get_by_label("Vanaf").fill("2026-02-02")
    eva.page.get_by_label("Tot en met").fill("2026-02-01")
    eva.button("Tonen").click()
    expect(eva.page.get_by_role("alert")).to_contain_text("De laatste dag ligt voor de eerste.")
    assert eva.violations() == []
