"""A mail with more than one question, each with an outcome of its own, stored together."""

from uuid import uuid4

from playwright.sync_api import expect

from klantmail_local.client import wait_for
from tests.e2e.conftest import Town
from tests.e2e.werkplek.conftest import Seat


def test_a_mail_is_split_into_an_answer_a_task_and_a_question_that_needs_nothing(town: Town, anna: Seat) -> None:
    address = anna.mail()
    anna.open(address)
    anna.page.keyboard.press("s")
    form = anna.page.get_by_role("form", name="Splitsen in meer vragen")
    questions = form.get_by_role("group", name="Vraag")
    expect(questions).to_have_count(2)
    form.get_by_role("button", name="Nog een vraag").click()
    form.get_by_role("button", name="Nog een vraag").click()
    form.get_by_role("button", name="Vraag 3 weghalen").click()
    expect(questions).to_have_count(3)
    answer, task, nothing = (questions.nth(place) for place in range(3))
    answer.get_by_label("Waar gaat deze vraag over?").fill("Grofvuil")
    task.get_by_label("Waar gaat deze vraag over?").fill("Losse tegel")
    task.get_by_label("Wat doet u ermee?").select_option("interneTaak")
    task.get_by_label("Wat moet er gebeuren?").fill("Tegel vastzetten")
    task.get_by_label("Afdeling", exact=True).select_option("Burgerzaken")
    nothing.get_by_label("Waar gaat deze vraag over?").fill("Bedankt")
    nothing.get_by_label("Wat doet u ermee?").select_option("geenActieNodig")
    nothing.get_by_label("Reden").fill("Bedankje")
    anna.button("Alles opslaan").click()
    expect(anna.page.get_by_role("alert")).to_have_text("Vraag 1: Schrijf eerst een tekst.")
    answer.get_by_label("Tekst", exact=True).fill("Elke woensdag.")
    assert anna.violations() == []
    anna.page.set_viewport_size({"width": 320, "height": 640})
    assert anna.page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    anna.page.set_viewport_size({"width": 1440, "height": 900})
    anna.page.reload()
    expect(answer.get_by_label("Tekst", exact=True)).to_have_value("Elke woensdag.")
    anna.button("Alles opslaan").click()
    anna.send_now()
    anna.stage("klaar")
    expect(anna.page.locator("article").get_by_text("Gesplitst in meer vragen")).to_be_visible()
    expect(anna.page.get_by_role("link", name="Tegel vastzetten")).to_be_visible()
    (sent,) = wait_for(lambda: town.sent_to(address), "the answer to one question")
    assert b"Elke woensdag." in sent.read_bytes()
    stored = town.anna.get(f"/emailberichten/{anna.page.url.rpartition('/')[2]}").raise_for_status().json()
    assert [part["soort"] for part in stored["afhandeling"]["delen"]] == ["antwoord", "interne_taak", "geen_actie_nodig"]


def test_what_leaves_with_a_split_can_be_taken_back(town: Town, anna: Seat) -> None:
    address = anna.mail()
    anna.open(address)
    anna.page.keyboard.press("s")
    form = anna.page.get_by_role("form", name="Splitsen in meer vragen")
    for place, kind in enumerate(("doorzending", "geenActieNodig")):
        question = form.get_by_role("group", name="Vraag").nth(place)
        question.get_by_label("Waar gaat deze vraag over?").fill(f"Vraag {uuid4().hex[:4]}")
        question.get_by_label("Wat doet u ermee?").select_option(kind)
    form.get_by_label("E-mailadres van de andere overheid").fill("info@waterschap.example")
    form.get_by_label("Reden").fill("Bedankje")
    anna.button("Alles opslaan").click()
    anna.button("Terughalen").click()
    expect(form.get_by_label("E-mailadres van de andere overheid")).to_have_value("info@waterschap.example")
    assert town.sent_to(address) == []
