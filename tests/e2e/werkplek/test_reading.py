"""Reading without taking: enclosed mails, what was handled, what is set apart, and a colleague's mail."""

from base64 import b64decode
from collections.abc import Callable
from email.message import EmailMessage
from typing import Final
from uuid import uuid4

from playwright.sync_api import expect

from klantmail_local.client import wait_for
from klantmail_local.verdicts import GTUBE
from tests.e2e.conftest import vraag
from tests.e2e.werkplek.conftest import EVA, Seat

_DOT: Final = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def test_a_mail_in_a_mail_is_read_beside_it(anna: Seat) -> None:
    address = f"burger-{uuid4().hex[:12]}@burger.example"
    inner, outer = EmailMessage(), EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = "buur@burger.example", address, "Herrie in de straat"
    inner.set_content("Het lawaai begint om zes uur.")
    outer["From"], outer["To"], outer["Subject"] = address, anna.postvak, "Doorgestuurd"
    outer["Message-ID"] = f"<{uuid4()}@burger.example>"
    outer.set_content("Zie de bijlage.")
    outer.add_attachment(inner)
    anna.town.client.send_mail(outer.as_bytes(), [anna.postvak], address)
    anna.open(address)
    anna.page.get_by_role("region", name="Bijlagen").get_by_role("button", name="lezen").click()
    enclosed = anna.page.get_by_role("region", name="Bijgevoegde e-mail", exact=True)
    expect(enclosed).to_contain_text("Herrie in de straat")
    expect(enclosed).to_contain_text("Het lawaai begint om zes uur.")
    assert anna.violations() == []


def test_an_attached_image_is_shown_beside_the_mail_and_the_rail_counts_what_waits(anna: Seat) -> None:
    address = f"burger-{uuid4().hex[:12]}@burger.example"
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = address, anna.postvak, "Foto van de tegel"
    mail["Message-ID"] = f"<{uuid4()}@burger.example>"
    mail.set_content("Zie de foto.")
    mail.add_attachment(_DOT, maintype="image", subtype="png", filename="tegel.png")
    anna.town.client.send_mail(mail.as_bytes(), [anna.postvak], address)
    anna.received(address)
    expect(anna.page.get_by_role("link", name="e-mails wachten")).to_be_visible()
    anna.open(address)
    anna.page.get_by_role("button", name="tegel.png bekijken").click()
    image = anna.page.frame_locator("iframe[title='Voorbeeld van tegel.png']").locator("img")
    expect(image).to_be_visible()
    assert anna.violations() == []
    assert anna.console == []


def test_a_program_and_a_document_with_macros_are_named_as_such_before_anybody_opens_them(anna: Seat) -> None:
    address = f"burger-{uuid4().hex[:12]}@burger.example"
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = address, anna.postvak, "Uw factuur"
    mail["Message-ID"] = f"<{uuid4()}@burger.example>"
    mail.set_content("Zie de bijlagen.")
    mail.add_attachment(b"MZ" + bytes(200), maintype="application", subtype="pdf", filename="factuur.pdf")
    mail.add_attachment(b"PK", maintype="application", subtype="octet-stream", filename="formulier.docm")
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="kaart.pdf")
    anna.town.client.send_mail(mail.as_bytes(), [anna.postvak], address)
    anna.open(address)
    files = anna.page.get_by_role("region", name="Bijlagen").get_by_role("listitem")
    expect(files.filter(has_text="factuur.pdf")).to_contain_text("Programma: niet openen")
    expect(files.filter(has_text="formulier.docm")).to_contain_text("Kan macro's bevatten")
    expect(files.filter(has_text="kaart.pdf")).not_to_contain_text("openen")
    assert anna.violations() == []


def test_a_handled_mail_is_listed_with_its_outcome_and_read_again(anna: Seat) -> None:
    address = anna.mail()
    anna.open(address)
    anna.page.keyboard.press("a")
    anna.write("Reden", "Bedankje")
    anna.button("Afsluiten").last.click()
    expect(anna.page.locator("article").get_by_text("geen actie nodig")).to_be_visible()
    anna.go("afgehandeld")
    anna.page.get_by_label("Uitkomst").select_option("geen_actie_nodig")
    anna.row(address).click()
    anna.button("E-mail teruglezen").click()
    expect(anna.page.get_by_role("region", name="De e-mail", exact=True)).to_contain_text("Wanneer haalt u grofvuil op")
    expect(anna.page.get_by_role("region", name="Geschiedenis")).to_contain_text("Geopend door Anna Visser")
    assert anna.violations() == []
    anna.page.emulate_media(media="print")
    expect(anna.page.get_by_text("Wanneer haalt u grofvuil op")).to_be_visible()
    expect(anna.page.get_by_role("navigation", name="Onderdelen")).not_to_be_visible()


def test_a_beheerder_closes_many_mails_in_quarantine_at_once(carla: Seat) -> None:
    subjects = [f"Prijs {uuid4().hex[:8]}" for _ in range(2)]
    for subject in subjects:
        sender = f"spam-{subject[-8:]}@burger.example"
        carla.town.client.send_mail(vraag(sender, subject) + GTUBE + b"\r\n", [carla.postvak], sender)
        carla.town.ontvangen(sender, carla.postvak, "quarantaine")
    carla.go("beheer/quarantaine")
    for subject in subjects:
        carla.page.get_by_label(f"Kiezen om te sluiten: {subject}").check()
    form = carla.page.get_by_role("form", name="2 e-mails sluiten")
    form.get_by_label("Reden").fill("Spam")
    assert carla.violations() == []
    form.get_by_role("button", name="Sluiten").click()
    for subject in subjects:
        expect(carla.page.locator("li.card", has_text=subject)).to_have_count(0)


def test_a_teamleider_looks_along_and_takes_nothing(anna: Seat, sit: Callable[..., Seat]) -> None:
    address = anna.mail()
    anna.open(address)
    eva = sit(EVA)
    eva.row(address).click()
    expect(eva.page.get_by_text("Anna Visser heeft deze e-mail nu")).to_be_visible()
    expect(eva.button("Openen en registreren")).to_have_count(0)
    eva.button("Meekijken").click()
    expect(eva.page.get_by_text("Wanneer haalt u grofvuil op")).to_be_visible()
    assert eva.violations() == []
    assert eva.received(address)["behandelaar"]["naam"] == "Anna Visser"
    assert eva.console == []


def test_a_mail_is_found_by_the_keyboard_and_read(anna: Seat) -> None:
    word = f"boomkap{uuid4().hex[:8]}"
    address = f"{word}@burger.example"
    anna.town.client.send_mail(vraag(address, f"Vraag over {word}"), [anna.postvak], address)
    anna.open(address)
    anna.page.keyboard.press("a")
    anna.write("Reden", "Bedankje")
    anna.button("Afsluiten").last.click()
    expect(anna.page.locator("article").get_by_text("geen actie nodig")).to_be_visible()
    anna.page.get_by_role("heading", level=2).first.focus()
    anna.page.keyboard.press("/")
    expect(anna.page.get_by_label("Woorden uit het onderwerp")).to_be_focused()
    anna.write("Naam of e-mailadres", word[:9])
    anna.page.get_by_label("Woorden uit het onderwerp").fill(word)
    found = anna.row(address)

    def searched() -> bool:
        anna.page.get_by_label("Woorden uit het onderwerp").press("Enter")
        anna.page.wait_for_timeout(1_000)
        return found.count() == 1

    wait_for(lambda: searched() or None, "the mail in the index", patience=120)
    expect(found).to_contain_text("geen actie nodig")
    assert anna.violations() == []
    found.click()
    anna.button("E-mail teruglezen").click()
    expect(anna.page.get_by_role("region", name="De e-mail", exact=True)).to_contain_text("Wanneer haalt u grofvuil op")
    assert anna.violations() == []
    assert anna.violations("dark") == []
    assert anna.console == []
