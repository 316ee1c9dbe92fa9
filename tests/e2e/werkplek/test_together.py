"""Working together on a mail and a task: notes, for whom it is, where it belongs, and what the citizen is asked."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from uuid import uuid4

from playwright.sync_api import expect

from klantmail_local.client import wait_for
from tests.e2e.conftest import Town, vraag
from tests.e2e.werkplek.conftest import ANNA, BRAM, DAAN, Seat


def test_a_note_and_a_reservation_reach_a_colleague(sit: Callable[..., Seat], anna: Seat) -> None:
    bram = sit(BRAM)  # who has signed in can be chosen
    address, note = anna.mail(), f"Bel eerst {uuid4().hex[:8]}"
    anna.received(address)
    anna.row(address).click()
    anna.page.get_by_text("Notitie schrijven").click()
    anna.write("Notitie", note)
    anna.button("Notitie opslaan").click()
    expect(anna.page.get_by_role("region", name="Notities")).to_contain_text(note)
    anna.page.get_by_text("Reserveren, verplaatsen en geschiedenis").click()
    anna.page.get_by_label("Reserveren voor").select_option("Bram Bakker")
    anna.button("Reserveren").click()
    expect(anna.page.get_by_text("Gereserveerd voor Bram Bakker")).to_be_visible()
    assert anna.violations() == []
    bram.page.get_by_label("Toon", exact=True).select_option("gereserveerd")
    bram.row(address).click()
    expect(bram.page.get_by_role("region", name="Notities")).to_contain_text(note)
    bram.page.get_by_text("Reserveren, verplaatsen en geschiedenis").click()
    bram.button("Reservering opheffen").click()
    expect(bram.row(address)).to_have_count(0)


def test_an_open_mail_moves_to_another_mailbox(town: Town, anna: Seat) -> None:
    address = anna.mail()
    anna.open(address)
    anna.page.get_by_text("Reserveren, verplaatsen en geschiedenis").click()
    anna.page.get_by_label("Verplaatsen naar postvak").select_option(town.postvak)
    anna.button("Verplaatsen").click()
    expect(anna.row(address)).to_have_count(0)
    moved = town.ontvangen(address)
    assert (moved["postvak"], moved["status"]) == (town.postvak, "nieuw")


def test_who_moves_a_formal_message_sees_what_its_sender_hears_or_says_why_not(town: Town, anna: Seat) -> None:
    address = anna.mail()
    anna.open(address)
    anna.page.get_by_text("Reserveren, verplaatsen en geschiedenis").click()
    told = anna.page.get_by_label("Bericht over het verplaatsen")
    expect(told).to_have_count(0)
    anna.button("Dit is een formeel bericht").click()
    expect(told).to_have_value(re.compile("De termijn om te reageren verandert niet"))
    assert anna.violations() == []
    anna.page.get_by_label("Bericht aan de afzender sturen").uncheck()
    anna.write("Waarom geen bericht over het verplaatsen?", "De afzender is gebeld")
    anna.page.get_by_label("Verplaatsen naar postvak").select_option(town.postvak)
    anna.button("Verplaatsen").click()
    expect(anna.row(address)).to_have_count(0)
    moved = town.ontvangen(address)
    kept = town.anna.get(f"/emailberichten/{moved['identificatie']}").raise_for_status().json()["verplaatsingen"]
    assert [(each["verzending"], each["redenZonderBericht"]) for each in kept] == [(None, "De afzender is gebeld")]


def test_who_makes_a_message_formal_or_confirms_it_later_sees_whether_its_sender_gets_a_receipt(anna: Seat) -> None:
    nobody = f"no-reply-{uuid4().hex[:12]}@burger.example"
    anna.town.client.send_mail(vraag(nobody), [anna.postvak], nobody)
    for address, happens in (
        (anna.mail(), "De afzender krijgt een ontvangstbevestiging."),
        (nobody, "De afzender krijgt geen ontvangstbevestiging: Dit adres wordt door niemand gelezen."),
    ):
        anna.open(address)
        anna.page.get_by_text("Reserveren, verplaatsen en geschiedenis").click()
        anna.button("Dit is een formeel bericht").click()
        expect(anna.page.get_by_text(happens)).to_be_visible()
        assert anna.violations() == []
        anna.page.get_by_role("heading", level=2).first.focus()
        anna.page.keyboard.press("u")
        anna.go("werkvoorraad")
    anna.open(nobody)
    anna.page.get_by_text("Reserveren, verplaatsen en geschiedenis").click()
    expect(anna.page.get_by_text("De afzender kreeg geen ontvangstbevestiging.")).to_be_visible()
    anna.button("Ontvangst bevestigen").click()
    expect(anna.page.get_by_text("Dit adres wordt door niemand gelezen.")).to_be_visible()
    expect(anna.button("Ontvangst bevestigen")).to_have_count(0)


def test_a_task_has_a_term_and_a_message_and_its_department_asks_the_citizen(
    town: Town, anna: Seat, sit: Callable[..., Seat]
) -> None:
    what = f"Uitzoeken {uuid4().hex[:8]}"
    last_day = datetime.now(UTC).date() + timedelta(days=9)
    address = anna.mail()
    anna.open(address)
    anna.page.keyboard.press("t")
    anna.write("Wat moet er gebeuren?", what)
    anna.page.get_by_label("Afdeling", exact=True).select_option("Burgerzaken")
    anna.write("Uiterlijk", last_day.isoformat())
    anna.page.get_by_label("Ook een bericht aan").check()
    anna.write("Bericht aan de afzender", "Burgerzaken zoekt het uit.")
    anna.button("Taak maken").click()
    anna.send_now()
    anna.stage("klaar")
    wait_for(lambda: town.sent_to(address), "the message to the citizen")
    expect(anna.page.get_by_role("region", name="Taken")).to_contain_text(f"uiterlijk {last_day:%d-%m-%Y}")
    daan = sit(DAAN)
    daan.row(what).click()
    expect(daan.page.get_by_text(f"uiterlijk {last_day:%d-%m-%Y}")).to_be_visible()
    daan.page.get_by_text("Notitie schrijven").click()
    daan.write("Notitie", "Wacht op het kadaster.")
    daan.button("Notitie opslaan").click()
    expect(daan.page.get_by_role("region", name="Notities")).to_contain_text("Wacht op het kadaster.")
    daan.button("Vraag aan de burger").click()
    daan.write("Tekst", "Om welk adres gaat het?")
    daan.button("Versturen").click()
    daan.send_now()
    expect(daan.page.get_by_role("region", name="Vragen aan de burger")).to_contain_text("U vroeg de burger iets.")
    expect(daan.row(what)).to_contain_text("Wacht op de burger")
    assert daan.violations() == []
    question = wait_for(
        lambda: next((each for each in town.sent_to(address) if b"Om welk adres" in each.read_bytes()), None),
        "the question to the citizen",
    )
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = address, anna.postvak, "Re: Grofvuil"
    reply["Message-ID"] = f"<{uuid4()}@burger.example>"
    reply["In-Reply-To"] = message_from_bytes(question.read_bytes())["Message-ID"]
    reply.set_content("Dorpsstraat 1.")
    town.client.send_mail(reply.as_bytes(), [anna.postvak], address)
    anna.received(address)
    daan.come_back()
    expect(daan.row(what)).to_contain_text("De burger antwoordde")
    daan.page.reload()
    expect(daan.page.get_by_role("region", name="Vragen aan de burger")).to_contain_text("Dorpsstraat 1.")


def test_a_handled_question_becomes_a_task_later(anna: Seat) -> None:
    address, what = anna.mail(), f"Toch nog {uuid4().hex[:8]}"
    anna.open(address)
    anna.page.keyboard.press("a")
    anna.write("Reden", "Bedankje")
    anna.button("Afsluiten").last.click()
    anna.page.locator("article").get_by_role("link", name="klantcontact").first.click()
    anna.button("Taak").click()
    anna.write("Wat moet er gebeuren?", what)
    anna.page.get_by_label("Afdeling", exact=True).select_option("Burgerzaken")
    anna.button("Taak maken").click()
    expect(anna.page.get_by_role("link", name=what)).to_be_visible()
    anna.page.get_by_role("link", name="De e-mail waar dit over gaat").click()
    expect(anna.page.get_by_role("link", name=what)).to_be_visible()


def test_what_was_typed_is_there_on_another_computer_and_for_a_colleague(
    town: Town, anna: Seat, sit: Callable[..., Seat]
) -> None:
    address = anna.mail()
    anna.open(address)
    anna.page.keyboard.press("r")
    anna.write("Tekst", "Half af.")
    identificatie = anna.page.url.rpartition("/")[2]
    wait_for(lambda: town.anna.get(f"/emailberichten/{identificatie}/concept").status_code == 200, "the draft to be kept")
    elsewhere = sit(ANNA)
    elsewhere.open(address)
    expect(elsewhere.page.get_by_label("Tekst", exact=True)).to_have_value("Half af.")
    anna.page.get_by_role("heading", level=2).first.focus()
    anna.page.keyboard.press("u")
    expect(anna.row(address)).not_to_contain_text("Bij u")
    bram = sit(BRAM)
    bram.open(address)
    expect(bram.page.get_by_text("Anna Visser begon aan een antwoord")).to_be_visible()
    bram.button("Concept lezen").click()
    expect(bram.page.get_by_text("Half af.")).to_be_visible()
    assert bram.violations() == []
    bram.button("Verder met dit concept").click()
    expect(bram.page.get_by_label("Tekst", exact=True)).to_have_value("Half af.")
    bram.write("Tekst", "Helemaal af.")
    bram.send()
    wait_for(lambda: town.sent_to(address), "the answer of the colleague")
