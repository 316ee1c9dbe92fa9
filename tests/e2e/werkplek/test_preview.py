"""A mail that an agent or a department writes is shown as it will leave, before anything leaves."""

import re
from collections.abc import Callable
from email import message_from_bytes, policy
from uuid import uuid4

from playwright.sync_api import Locator, Route, expect

from klantmail_local.client import wait_for
from tests.e2e.conftest import Town, plain_text
from tests.e2e.werkplek.conftest import DAAN, Seat, decide
from tests.e2e.werkplek.test_faults import refuse
from tests.e2e.werkplek.test_recipients import to_many

_PREVIEW = re.compile(r"/voorbeeld$")


def preview(seat: Seat) -> Locator:
    """Have the mail shown as it will leave."""
    seat.button("Voorbeeld").click()
    dialog = seat.page.get_by_role("dialog", name="Voorbeeld", exact=True)
    expect(dialog.get_by_text("Er is nog niets verstuurd.")).to_be_visible()
    return dialog


def close(seat: Seat, dialog: Locator) -> None:
    seat.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(seat.button("Voorbeeld")).to_be_focused()


def test_an_answer_is_shown_to_the_letter_as_it_leaves(town: Town, anna: Seat) -> None:
    mark = uuid4().hex[:8]
    address, chair = f"jan-{mark}@burger.example", f"voorzitter-{mark}@burger.example"
    town.client.send_mail(to_many(address, f"Straatfeest {mark}", others=[], copies=[chair]), [anna.postvak], address)
    anna.open(address)
    anna.page.keyboard.press("r")
    anna.button("Voorbeeld").click()
    expect(anna.page.get_by_role("alert")).to_contain_text("Schrijf eerst een tekst.")
    anna.page.get_by_role("button", name="Allen antwoorden").click()
    anna.page.locator("input[type=file]").set_input_files({"name": "kaart.txt", "mimeType": "text/plain", "buffer": b"kaart"})
    expect(anna.page.locator(".attach li")).to_contain_text("· klaar")
    anna.write("Tekst", "Op 6 juni.\n\nTot dan!")
    dialog = preview(anna)
    for name, value in {"Aan": address, "Cc": chair, "Onderwerp": f"Re: Straatfeest {mark}", "Bijlagen": "kaart.txt"}.items():
        expect(dialog.get_by_role("row").filter(has=anna.page.get_by_role("rowheader", name=name))).to_contain_text(value)
    shown = dialog.locator(".mail__text")
    expect(shown).to_contain_text("> Wanneer is het straatfeest?")
    text = shown.text_content()
    anna.is_accessible()
    close(anna, dialog)
    assert town.sent_to(address) == []
    anna.send()
    (mail,) = wait_for(lambda: town.sent_to(address), "the answer")
    sent = message_from_bytes(mail.read_bytes(), policy=policy.default)
    assert plain_text(sent).replace("\r\n", "\n").rstrip() == text


def test_the_key_of_the_preview_acts_while_nobody_types(anna: Seat) -> None:
    anna.open(anna.mail())
    anna.page.keyboard.press("r")
    anna.page.keyboard.type("vijf")
    expect(anna.page.get_by_label("Tekst", exact=True)).to_have_value("vijf")
    anna.button("Versturen").focus()
    anna.page.keyboard.press("v")
    dialog = anna.page.get_by_role("dialog", name="Voorbeeld", exact=True)
    expect(dialog).to_contain_text("vijf")
    anna.page.keyboard.press("a")  # the dialog keeps the keys from the page
    dialog.get_by_role("button", name="Sluiten").click()
    expect(dialog).to_have_count(0)
    expect(anna.button("Versturen")).to_be_focused()
    expect(anna.page.get_by_role("form", name="Antwoord")).to_be_visible()
    assert anna.console == []


def test_a_preview_that_is_refused_says_why_in_the_form(anna: Seat) -> None:
    anna.open(anna.mail())
    anna.page.keyboard.press("r")
    anna.write("Tekst", "Elke woensdag.")
    refusals = (
        (413, "te-groot", "De e-mail is te groot.", "stuur minder bijlagen mee"),
        (409, "inzage-niet-geldig", "U hebt deze e-mail niet meer.", "Open de e-mail opnieuw."),
    )
    for status, kind, happened, advice in refusals:
        anna.page.route(_PREVIEW, refuse(status, kind, happened))
        anna.button("Voorbeeld").click()
        alert = anna.page.get_by_role("form", name="Antwoord").get_by_role("alert").filter(has_text=happened)
        expect(alert).to_contain_text(advice)
        anna.page.unroute(_PREVIEW)
    anna.button("Opnieuw openen").click()
    expect(anna.page.get_by_role("alert")).to_have_count(0)
    expect(anna.page.get_by_label("Tekst", exact=True)).to_have_value("Elke woensdag.")
    close(anna, preview(anna))


def test_a_department_sees_its_answer_and_its_question_before_they_leave(town: Town, sit: Callable[..., Seat]) -> None:
    what, address = f"Beantwoorden {uuid4().hex[:8]}", town.mail()
    where = {"organisatorischeEenheid": "Burgerzaken"}
    decide(town, town.geopend(address), "interne-taken", gevraagdeHandeling=what, toegewezenAan=where)
    daan = sit(DAAN)
    daan.row(what).click()
    for button, text in (("Vraag aan de burger", "Welk nummer?"), ("Antwoorden", "Geregeld.")):
        daan.button(button).click()
        daan.write("Tekst", text)
        dialog = preview(daan)
        expect(dialog).to_contain_text(address)
        expect(dialog.locator(".mail__text")).to_contain_text(text)
        close(daan, dialog)
    assert town.sent_to(address) == []


def test_looking_at_a_mended_mail_does_not_let_the_first_one_leave_twice(town: Town, anna: Seat) -> None:
    address = town.mail()
    stored = town.antwoord(town.geopend(address)).raise_for_status().json()["klantcontacten"][1]["identificatie"]
    wait_for(lambda: town.sent_to(address), "the answer")
    anna.go(f"klantcontacten/{stored}")
    anna.button("Vervolgbericht").click()
    anna.write("Tekst", "Nog iets vergeten.")
    close(anna, preview(anna))
    further = re.compile(r"/vervolgberichten$")

    def carry_out_and_hang_up(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    anna.page.route(further, carry_out_and_hang_up)
    anna.button("Versturen").click()
    anna.send_now()
    anna.stage("mislukt")
    anna.page.unroute(further)
    anna.write("Tekst", "Nog iets anders.")
    close(anna, preview(anna))
    anna.write("Tekst", "Nog iets vergeten.")
    anna.button("Opnieuw versturen").click()
    anna.stage("klaar")
    wait_for(lambda: len(town.sent_to(address)) == 2, "the further mail")
    assert len(town.sent_to(address)) == 2
