"""Every other outcome of a mail, and what a department and a beheerder do, through the page."""

from collections.abc import Callable
from typing import Final
from uuid import uuid4

from playwright.sync_api import expect

from klantmail_local.client import wait_for
from klantmail_local.verdicts import GTUBE
from tests.e2e.conftest import Town, vraag
from tests.e2e.werkplek.conftest import DAAN, Seat, decide

_PRESS: Final = "key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))"
"""A key that is pressed by the page itself, so that no time passes before the next one."""


def handled(seat: Seat, text: str) -> None:
    expect(seat.page.locator("article").get_by_text(text)).to_be_visible()


def make_task(anna: Seat, what: str) -> str:
    address = anna.mail()
    anna.open(address)
    anna.page.keyboard.press("t")
    anna.write("Wat moet er gebeuren?", what)
    anna.page.get_by_label("Afdeling", exact=True).select_option("Burgerzaken")
    anna.button("Taak maken").click()
    handled(anna, "Taak gemaakt voor een afdeling")
    return address


def test_a_department_takes_a_task_and_answers_the_citizen(town: Town, anna: Seat, sit: Callable[..., Seat]) -> None:
    what = f"Beantwoorden {uuid4().hex[:8]}"
    address = make_task(anna, what)
    daan = sit(DAAN)
    daan.row(what).click()
    expect(daan.page.get_by_role("table", name="Klantcontact")).to_contain_text("Grofvuil")
    daan.page.keyboard.press("o")
    expect(daan.page.get_by_text("opgepakt door u")).to_be_visible()
    daan.page.keyboard.press("r")
    daan.write("Tekst", "Geregeld.")
    daan.send()
    handled(daan, "Klaar.")
    wait_for(lambda: town.sent_to(address), "the answer of the department")


def test_a_department_reroutes_a_task_and_finishes_another(anna: Seat, sit: Callable[..., Seat]) -> None:
    away, done = (f"{word} {uuid4().hex[:8]}" for word in ("Doorzetten", "Afronden"))
    make_task(anna, away)
    anna.go("werkvoorraad")
    make_task(anna, done)
    daan = sit(DAAN)
    daan.row(away).click()
    daan.button("Doorzetten").first.click()
    departments = daan.page.get_by_label("Afdeling", exact=True)
    expect(departments.get_by_role("option")).not_to_have_count(1)
    others = [
        each for each in departments.get_by_role("option").all_inner_texts() if each not in ("Kies een afdeling", "Burgerzaken")
    ]
    departments.select_option(others[0])
    daan.page.get_by_role("form").get_by_role("button", name="Doorzetten").click()
    expect(daan.row(away)).to_have_count(0)
    daan.row(done).click()
    daan.button("Afronden").click()
    daan.write("Hoe is de taak afgelopen?", "Gebeld en opgelost")
    daan.page.get_by_role("form").get_by_role("button", name="Afronden").click()
    handled(daan, "Gebeld en opgelost")


def test_the_tasks_that_a_department_finished_are_listed_from_the_newest_on(town: Town, sit: Callable[..., Seat]) -> None:
    mark, where = uuid4().hex[:8], {"organisatorischeEenheid": "Burgerzaken"}
    daan = sit(DAAN)
    with town.desk() as desk:
        for number in (1, 2):
            made = decide(town, town.geopend(), "interne-taken", gevraagdeHandeling=f"Klaar {mark} {number}", toegewezenAan=where)
            path, key = f"/interne-taken/{made['interneTaak']['identificatie']}", {"Idempotency-Key": str(uuid4())}
            desk.patch(path, json={"actie": "afronden", "reden": "Gebeld"}, headers=key).raise_for_status()
    daan.page.get_by_label("Toon", exact=True).select_option("verwerkt")
    done = daan.row(mark)
    expect(done).to_contain_text([f"Klaar {mark} 2", f"Klaar {mark} 1"])


def test_what_a_department_cannot_do_goes_back_to_the_contact_centre(anna: Seat, sit: Callable[..., Seat]) -> None:
    what = f"Terug {uuid4().hex[:8]}"
    make_task(anna, what)
    daan = sit(DAAN)
    daan.row(what).click()
    daan.button("Naar het KCC").click()
    daan.write("Waarom gaat de taak terug?", "Dit is van het waterschap")
    daan.button("Terugsturen").click()
    expect(daan.row(what)).to_have_count(0)
    anna.go("taken")
    anna.row(what).click()
    expect(anna.button("Oppakken")).to_be_visible()  # a key does nothing before there is a task
    anna.page.keyboard.press("o")
    expect(anna.page.get_by_text("opgepakt door u")).to_be_visible()
    anna.button("Teruggeven").click()
    expect(anna.page.get_by_text("opgepakt door u")).to_have_count(0)


def test_a_mail_that_was_closed_by_mistake_is_opened_again(anna: Seat) -> None:
    address = anna.mail()
    anna.open(address)
    anna.page.keyboard.press("a")
    anna.page.get_by_label("Wat is het?").select_option("geen_klantcontact")
    anna.write("Reden", "Dubbel")
    anna.button("Afsluiten").last.click()
    handled(anna, "geen klantcontact")
    expect(anna.row(address)).to_have_count(0)
    anna.button("Toch weer openen").click()
    expect(anna.row(address)).to_be_visible()
    expect(anna.button("Openen en registreren")).to_be_visible()


def test_a_mail_goes_to_another_authority_and_its_sender_is_told(town: Town, anna: Seat) -> None:
    address = anna.mail()
    anna.open(address)
    anna.page.keyboard.press("d")
    authority = f"info-{uuid4().hex[:8]}@waterschap.example"
    anna.write("E-mailadres van de andere overheid", authority)
    anna.button("Doorzenden").last.click()
    anna.send_now()
    anna.stage("klaar")
    handled(anna, "Doorgezonden naar een andere overheid")
    wait_for(lambda: town.sent_to(authority), "the mail to the other authority")
    wait_for(lambda: town.sent_to(address), "the message to the sender")


def test_a_mail_is_closed_with_a_reason(town: Town, anna: Seat) -> None:
    address = anna.mail()
    anna.open(address)
    anna.page.keyboard.press("a")
    anna.write("Reden", "Bedankje")
    anna.button("Afsluiten").last.click()
    handled(anna, "geen actie nodig")
    stored = town.anna.get(f"/emailberichten/{anna.page.url.rpartition('/')[2]}").raise_for_status().json()
    assert (stored["afhandeling"]["soort"], stored["afhandeling"]["reden"]) == ("geen_actie_nodig", "Bedankje")


def test_a_mail_is_put_back_for_others(anna: Seat) -> None:
    address = anna.mail()
    anna.open(address)
    expect(anna.row(address)).to_contain_text("Bij u")
    anna.page.keyboard.press("u")
    expect(anna.row(address)).not_to_contain_text("Bij u")
    assert anna.received(address)["status"] == "nieuw"


def test_a_key_right_after_escape_acts_though_the_browser_closes_a_dialog_later(anna: Seat) -> None:
    anna.open(anna.mail())
    anna.page.keyboard.press("?")
    expect(anna.page.get_by_role("dialog", name="Sneltoetsen")).to_be_visible()
    anna.page.evaluate(f"for (const key of ['Escape', 'r']) ({_PRESS})(key)")
    expect(anna.page.get_by_role("form", name="Antwoord")).to_be_visible()


def test_what_is_typed_right_after_the_key_of_an_answer_is_in_it(anna: Seat) -> None:
    anna.open(anna.mail())
    typing = anna.page.evaluate(
        f"async () => {{ ({_PRESS})('r'); await 0; return document.activeElement.labels?.[0]?.textContent }}"
    )
    assert typing == "Tekst", "the next key, which no frame comes before on a slow machine, would be lost"


def test_a_dialog_keeps_the_keys_for_itself_from_the_key_that_opens_it(anna: Seat) -> None:
    anna.open(anna.mail())
    anna.page.evaluate(f"async () => {{ for (const key of ['?', 'r']) {{ ({_PRESS})(key); await 0 }} }}")
    expect(anna.page.get_by_role("dialog", name="Sneltoetsen")).to_be_visible()
    anna.page.keyboard.press("Escape")
    expect(anna.page.get_by_role("dialog")).to_have_count(0)
    expect(anna.page.get_by_role("form", name="Antwoord")).to_have_count(0)


def test_a_mail_is_put_with_a_zaak_that_is_there_already(town: Town, anna: Seat) -> None:
    anna.open(anna.mail())
    anna.page.keyboard.press("z")
    anna.page.get_by_label("Welke zaak?").select_option("bestaand")
    anna.write("Nummer van de zaak", "ZAAK-2026-0000001")
    anna.button("Zaak opslaan").click()
    handled(anna, "Bij een bestaande zaak gedaan")
    stored = town.anna.get(f"/emailberichten/{anna.page.url.rpartition('/')[2]}").raise_for_status().json()
    assert stored["afhandeling"]["soort"] == "zaakkoppeling"


def test_without_zaaktypen_the_page_says_who_can_help(anna: Seat) -> None:
    anna.page.route("**/zaaktypen*", lambda route: route.fulfill(json={"results": [], "cursor": None}))
    anna.page.reload()
    anna.open(anna.mail())
    anna.page.keyboard.press("z")
    expect(anna.page.get_by_text("Er zijn nog geen zaaktypen ingesteld. Vraag uw beheerder")).to_be_visible()


def test_a_beheerder_writes_a_standaardantwoord_and_an_agent_sends_it(town: Town, anna: Seat, carla: Seat) -> None:
    name = f"Grofvuil {uuid4().hex[:8]}"
    carla.go("beheer/standaardantwoorden/nieuw")
    carla.write("Naam", name)
    carla.write("Tekst", "Beste burger,\n\nOp {{dag}}.")
    carla.button("Opslaan").click()
    expect(carla.page.get_by_role("link", name=name)).to_be_visible()
    address = anna.mail()
    anna.open(address)
    anna.page.keyboard.press("r")
    anna.page.get_by_label("Standaardantwoord", exact=True).select_option(name)
    text = anna.page.get_by_label("Tekst", exact=True)
    expect(text).to_have_value("Beste burger,\n\nOp {{dag}}.")
    anna.button("Versturen").click()
    expect(anna.page.get_by_text("Vul nog in: {{dag}}")).to_be_visible()
    text.fill("Beste burger,\n\nOp woensdag.")
    anna.send()
    assert b"Op woensdag." in town.sent_to(address)[0].read_bytes()


def test_a_beheerder_reads_a_mail_in_quarantine_and_releases_it(carla: Seat) -> None:
    address = carla.mail(vraag("spam@burger.example", f"Prijs {uuid4().hex[:8]}") + GTUBE + b"\r\n")
    carla.go("beheer/quarantaine")
    found = carla.town.ontvangen("spam@burger.example", carla.postvak, "quarantaine")
    carla.come_back()
    card = carla.page.locator("li.card", has_text=found["onderwerp"])
    expect(card).to_contain_text("Lijkt spam")
    card.get_by_role("button", name="lezen").click()
    expect(card.get_by_text("Wanneer haalt u grofvuil op")).to_be_visible()
    card.get_by_role("button", name="vrijgeven").click()
    expect(card).to_have_count(0)
    carla.go("werkvoorraad")
    expect(carla.row(found["onderwerp"])).to_be_visible()
    assert address


def test_a_beheerder_has_a_refused_mail_sent_again(town: Town, anna: Seat, carla: Seat) -> None:
    address = anna.mail()
    anna.open(address)
    anna.page.keyboard.press("r")
    anna.write("Tekst", "Tweede keer goed.")
    town.environment.faults.plan("geweigerd", to=address)
    anna.send()
    expect(anna.page.get_by_text("Niet zeker verstuurd")).to_be_visible()
    carla.go("beheer/verzendingen")
    carla.page.get_by_label("Toon", exact=True).select_option("mislukt")
    stored = town.anna.get(f"/emailberichten/{anna.page.url.rpartition('/')[2]}").raise_for_status().json()
    card = carla.page.locator("li.card", has_text=f"Verzending {stored['afhandeling']['verzendingen'][0][:8]}")
    expect(card).to_contain_text("Zeker niet verstuurd")
    card.get_by_role("button", name="Opnieuw versturen").click()
    expect(card).to_have_count(0)
    town.vangnet()  # it offers the verzending again, as its schedule would
    wait_for(lambda: town.sent_to(address), "the mail that was refused at first", patience=120)


def test_a_beheerder_sees_of_each_verzending_what_it_is_and_to_whom_it_goes(town: Town, carla: Seat) -> None:
    stored = town.antwoord(town.geopend()).raise_for_status().json()["verzending"]["identificatie"]
    example = town.verzending(stored, "verzonden")
    kinds = {
        "bericht_aan_klant": "E-mail aan de klant",
        "doorzending": "Doorzending naar een andere overheid",
        "ontvangstbevestiging": "Ontvangstbevestiging",
        "verplaatsbericht": "Bericht over het verplaatsen",
    }
    (recipient,) = example["ontvangers"]
    results = [
        {
            **example,
            "identificatie": str(uuid4()),
            "soort": kind,
            "status": "onbekend",
            "aandacht": "onbekend",
            "ontvangers": [{**recipient, "adres": f"{kind}@elders.example"}],
        }
        for kind in kinds
    ]
    answer = {"results": results, "cursor": None}
    carla.page.route("**/verzendingen?*", lambda route: route.fulfill(json=answer, headers={"Access-Control-Allow-Origin": "*"}))
    carla.go("beheer/verzendingen")
    for kind, name in kinds.items():
        card = carla.page.locator("li.card", has_text=f"{kind}@elders.example")
        expect(card.get_by_role("heading")).to_contain_text(name)
        asked = "Vraag de andere overheid" if kind == "doorzending" else "Vraag de klant"
        expect(card).to_contain_text(f"{asked} of de e-mail er is")
    assert carla.violations() == []


def test_a_klantcontact_is_found_read_and_followed_up(town: Town, anna: Seat) -> None:
    address = anna.mail()
    anna.open(address)
    anna.page.keyboard.press("r")
    anna.write("Tekst", "Elke woensdag.")
    anna.send()
    anna.go("klantcontacten")
    anna.write("E-mailadres van de klant", address)
    anna.button("Zoeken").click()
    expect(anna.page.locator("a.list__item")).to_have_count(2)
    anna.row("Gemeente").click()
    expect(anna.page.get_by_role("table", name="Klantcontact")).to_contain_text("Elke woensdag.")
    anna.page.keyboard.press("r")
    anna.write("Tekst", "Nog iets vergeten.")
    anna.button("Versturen").click()
    anna.send_now()
    expect(anna.row("Nog iets vergeten.")).to_be_visible()
    wait_for(lambda: len(town.sent_to(address)) == 2, "the follow-up")
    anna.page.keyboard.press("r")
    anna.write("Tekst", "En nog iets.")
    anna.button("Versturen").click()
    anna.button("Terughalen").click()
    expect(anna.page.get_by_label("Tekst", exact=True)).to_have_value("En nog iets.")
