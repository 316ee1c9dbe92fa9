"""Whatever goes wrong, the page says it in Dutch where it happened, and nothing that was typed is gone."""

import json
import re
import time
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from playwright.sync_api import Route, expect

from klantmail_local.client import wait_for
from tests.e2e.conftest import Town
from tests.e2e.werkplek.conftest import ANNA, BRAM, Seat

_TEXT: Final = "Dit mag niet weg zijn."
_ANSWER: Final = re.compile(r"/antwoord$")
_FAULTS: Final = (
    (403, "geen-toegang", "U hebt hier geen toegang toe.", "Vraag uw beheerder"),
    (409, "al-afgehandeld", "De e-mail is al afgehandeld.", "Kijk bij de klantcontacten"),
    (413, "te-groot", "Het verzoek is te groot.", "stuur minder bijlagen mee"),
    (429, "te-vaak", "Er zijn nu te veel verzoeken.", "Wacht 7 seconden"),
    (500, "storing", "Er ging iets mis.", "Meld het dan bij uw beheerder"),
)


def refuse(status: int, kind: str, detail: str) -> Callable[[Route], None]:
    problem = {"type": f"urn:klantmail:probleem:{kind}", "title": kind, "status": status, "detail": detail}
    headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After", "Retry-After": "7"}
    return lambda route: route.fulfill(
        status=status, headers=headers, content_type="application/problem+json", body=json.dumps(problem)
    )


def write_answer(seat: Seat) -> str:
    address = seat.mail()
    seat.open(address)
    seat.page.keyboard.press("r")
    seat.write("Tekst", _TEXT)
    return address


def try_to_send(seat: Seat) -> None:
    seat.button("Versturen").click()
    seat.send_now()


def still_there(seat: Seat) -> None:
    expect(seat.page.get_by_label("Tekst", exact=True)).to_have_value(_TEXT)


def test_each_refusal_says_what_happened_and_keeps_the_text(town: Town, anna: Seat) -> None:
    address = write_answer(anna)
    for status, kind, happened, advice in _FAULTS:
        anna.page.route(_ANSWER, refuse(status, kind, happened))
        try_to_send(anna)
        line = anna.stage("mislukt")
        expect(line).to_contain_text(happened)
        expect(line).to_contain_text(advice)
        still_there(anna)
        anna.page.unroute(_ANSWER)
    anna.page.route(_ANSWER, lambda route: route.abort("internetdisconnected"))
    try_to_send(anna)
    expect(anna.stage("mislukt")).to_contain_text("Er is geen verbinding met Klantmail.")
    still_there(anna)
    anna.page.unroute(_ANSWER)
    anna.button("Opnieuw versturen").click()
    anna.stage("klaar")
    assert len(town.sent_to(address)) == 1


def test_an_answer_that_was_stored_but_not_heard_of_is_sent_once(town: Town, anna: Seat) -> None:
    address = write_answer(anna)

    def carry_out_and_hang_up(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    anna.page.route(_ANSWER, carry_out_and_hang_up)
    try_to_send(anna)
    anna.stage("mislukt")
    anna.page.unroute(_ANSWER)
    anna.button("Opnieuw versturen").click()
    anna.stage("klaar")
    assert len(town.sent_to(address)) == 1


def test_what_is_sent_again_is_the_text_as_the_agent_mended_it(town: Town, anna: Seat) -> None:
    address = write_answer(anna)
    anna.page.route(_ANSWER, refuse(400, "ongeldig", "De tekst klopt niet."))
    try_to_send(anna)
    anna.stage("mislukt")
    anna.page.unroute(_ANSWER)
    anna.write("Tekst", " ")
    anna.button("Opnieuw versturen").click()
    expect(anna.stage("mislukt")).to_contain_text("Schrijf eerst een tekst.")
    anna.write("Tekst", "Dit is de goede tekst.")
    anna.button("Opnieuw versturen").click()
    anna.stage("klaar")
    (mail,) = (path.read_bytes() for path in town.sent_to(address))
    assert (b"Dit is de goede tekst." in mail, _TEXT.encode() in mail) == (True, False)


def test_a_form_that_was_mended_is_sent_again_as_it_is_then(town: Town, anna: Seat) -> None:
    address, passing_on = anna.mail(), re.compile(r"/doorzendingen$")
    wrong, right = (f"{word}-{uuid4().hex[:8]}@waterschap.example" for word in ("fout", "goed"))
    anna.open(address)
    anna.page.keyboard.press("d")
    anna.write("E-mailadres van de andere overheid", wrong)
    anna.page.route(passing_on, refuse(400, "ongeldig", "Dit adres klopt niet."))
    anna.button("Doorzenden").last.click()
    anna.send_now()
    anna.stage("mislukt")
    anna.page.unroute(passing_on)
    anna.write("E-mailadres van de andere overheid", right)
    anna.button("Opnieuw versturen").click()
    expect(anna.stage("klaar")).to_contain_text(right)
    wait_for(lambda: town.sent_to(right), "the mail to the other authority")
    assert town.sent_to(wrong) == []


def test_what_was_thrown_away_cannot_be_sent_again(town: Town, anna: Seat) -> None:
    address = write_answer(anna)
    anna.page.route(_ANSWER, refuse(400, "ongeldig", "De tekst klopt niet."))
    try_to_send(anna)
    anna.stage("mislukt")
    anna.button("Weggooien").click()
    expect(anna.button("Opnieuw versturen")).to_have_count(0)
    assert town.sent_to(address) == []


def test_a_login_that_ended_is_renewed_in_place(town: Town, anna: Seat) -> None:
    address = write_answer(anna)
    cognito = re.compile(rf"^{re.escape(town.client.details['cognito']['endpoint'])}/?$")
    anna.page.route(_ANSWER, refuse(401, "niet-aangemeld", "Meld u aan."))
    anna.page.route(cognito, refuse(400, "NotAuthorizedException", ""))
    try_to_send(anna)
    expect(anna.page.get_by_role("region", name="Opnieuw aanmelden")).to_be_visible()
    still_there(anna)
    anna.page.unroute(_ANSWER)
    anna.page.unroute(cognito)
    anna.sign_in(ANNA)
    expect(anna.page.get_by_role("region", name="Opnieuw aanmelden")).to_have_count(0)
    still_there(anna)
    anna.button("Opnieuw versturen").click()
    anna.stage("klaar")
    assert len(town.sent_to(address)) == 1


def test_a_slow_answer_is_announced(anna: Seat) -> None:
    address = anna.mail()
    expect(anna.row(address)).to_be_visible()
    anna.row(address).click()

    def late(route: Route) -> None:
        time.sleep(5)
        route.continue_()

    anna.page.route(re.compile(r"/inzage$"), late)
    anna.button("Openen en registreren").click()
    expect(anna.page.get_by_text("Dit duurt langer dan normaal")).to_be_visible()
    expect(anna.button("Antwoorden")).to_be_visible()


def test_a_list_that_cannot_be_read_keeps_what_it_had(anna: Seat) -> None:
    address = anna.mail()
    expect(anna.row(address)).to_be_visible()
    listing = re.compile(r"/emailberichten\?")
    anna.page.route(listing, lambda route: route.abort("connectionrefused"))
    anna.come_back()
    expect(anna.page.get_by_text("Er is geen verbinding met Klantmail.")).to_be_visible()
    expect(anna.row(address)).to_be_visible()
    anna.page.unroute(listing)
    expect(anna.page.get_by_text("Er is geen verbinding met Klantmail.")).to_have_count(0)


def test_an_upload_that_breaks_off_can_be_done_again(town: Town, anna: Seat) -> None:
    address = write_answer(anna)
    bucket = re.compile(re.escape(town.client.details["aws"]["uploads"]))
    anna.page.route(bucket, lambda route: route.abort("internetdisconnected"))
    file: Any = {"name": "kaart.txt", "mimeType": "text/plain", "buffer": b"kaart"}
    anna.page.locator("input[type=file]").set_input_files(file)
    expect(anna.page.locator(".attach li")).to_contain_text("Er is geen verbinding met Klantmail.")
    anna.page.unroute(bucket)
    anna.button("kaart.txt opnieuw klaarzetten").click()
    expect(anna.page.locator(".attach li")).to_contain_text("· klaar")
    anna.send()
    assert b"kaart.txt" in town.sent_to(address)[0].read_bytes()


def test_two_agents_on_one_mail_and_a_draft_that_outlives_its_claim(town: Town, anna: Seat, sit: Callable[..., Seat]) -> None:
    bram = sit(BRAM)
    address = anna.mail()
    expect(bram.row(address)).to_be_visible()
    bram.page.route(re.compile(r"/emailberichten\?"), lambda route: route.abort())  # Bram's list is behind
    bram.row(address).click()
    anna.open(address)
    anna.page.keyboard.press("r")
    anna.write("Tekst", _TEXT)
    bram.button("Openen en registreren").click()
    expect(bram.page.get_by_role("alert").filter(has_text="Anna Visser")).to_be_visible()
    identificatie = anna.received(address)["identificatie"]
    town.beheer.delete(f"/emailberichten/{identificatie}/inzage").raise_for_status()
    try_to_send(anna)
    expect(anna.stage("mislukt")).to_contain_text("Open de e-mail opnieuw")
    still_there(anna)
    anna.button("Opnieuw openen").click()
    expect(anna.button("Opnieuw openen")).to_have_count(0)
    wait_for(lambda: anna.received(address)["status"] == "in_behandeling", "the mail that was opened again")
    try_to_send(anna)
    anna.stage("klaar")
    assert len(town.sent_to(address)) == 1


def test_who_signs_in_after_another_sees_nothing_of_what_they_wrote(anna: Seat) -> None:
    address = write_answer(anna)
    anna.button("Afmelden").click()
    anna.sign_in(BRAM)
    anna.choose_postvak()
    anna.row(address).click()
    expect(anna.page.get_by_text("Anna Visser heeft deze e-mail nu")).to_be_visible()
    expect(anna.row(address)).not_to_contain_text("Concept")
    anna.button("Afmelden").click()
    anna.sign_in(ANNA)
    expect(anna.row(address)).to_contain_text("Concept")
    anna.row(address).click()  # it is still hers, so nothing new is registered
    still_there(anna)


def test_a_button_stays_under_the_finger_while_a_list_above_it_is_read(town: Town, anna: Seat) -> None:
    text = {"naam": "Ophaaldagen", "inhoud": "De ophaaldagen staan op onze website."}
    town.beheer.post("/standaardantwoorden", json=text, headers={"Idempotency-Key": str(uuid4())}).raise_for_status()
    asked: list[Route] = []
    anna.page.route(re.compile(r"/standaardantwoorden\?"), lambda route: asked.append(route))
    write_answer(anna)
    anna.button("Versturen").hover()
    anna.page.mouse.down()
    asked[0].continue_()
    expect(anna.page.get_by_label("Standaardantwoord", exact=True)).to_be_enabled()
    anna.page.mouse.up()
    anna.send_now()
    anna.stage("klaar")
