"""C1199 through the page: a mail comes in, an agent opens and answers it, and the citizen has the answer."""

from collections.abc import Callable
from email import message_from_bytes, policy
from uuid import uuid4

from playwright.sync_api import expect

from tests.e2e.conftest import Town
from tests.e2e.werkplek.conftest import ANNA, Seat


def contacts(town: Town, address: str) -> list[str]:
    """The initiatiefnemer of each klantcontact of this address."""
    found = town.bram.post("/klantcontacten/zoekopdrachten", json={"afzender": address}).raise_for_status().json()
    return sorted(each["initiatiefnemer"] for each in found["results"])


def test_a_mail_appears_without_a_reload_and_its_answer_reaches_the_citizen(town: Town, anna: Seat) -> None:
    address = anna.mail()
    expect(anna.row(address)).to_be_visible()
    anna.row(address).click()
    expect(anna.page.get_by_text("wordt het klantcontact op uw naam geregistreerd")).to_be_visible()
    assert contacts(town, address) == []
    anna.open(address)
    table = anna.page.get_by_role("table", name="Klantcontact (geregistreerd)")
    for name, value in (
        ("Kanaal", "e-mail"),
        ("Organisatorische eenheid", "Klantcontactcentrum"),
        ("Initiatiefnemer", "Klant"),
        ("Onderwerp", "Grofvuil"),
        ("Inhoud", "café De Hoek"),
        ("Klant", "\N{EN DASH}"),
    ):
        row = table.get_by_role("row").filter(has=anna.page.get_by_role("rowheader", name=name, exact=True))
        expect(row.get_by_role("cell").last).to_contain_text(value)
    anna.button("Antwoorden").click()
    anna.write("Tekst", "Elke woensdag.")
    anna.send()
    expect(anna.page.get_by_text("Verstuurd om")).to_be_visible()
    (mail,) = town.sent_to(address)
    body = message_from_bytes(mail.read_bytes(), policy=policy.default).get_body(("plain",))
    assert body is not None
    assert body.get_content().startswith("Elke woensdag.")
    assert contacts(town, address) == ["gemeente", "klant"]
    expect(anna.page.get_by_text("Beantwoord")).to_be_visible()
    expect(anna.row(address)).to_have_count(0)
    assert anna.console == []


def test_c1199_by_keyboard_alone(town: Town, sit: Callable[..., Seat]) -> None:
    seat = sit(None)
    address = seat.mail()
    seat.received(address)
    keys, page = seat.page.keyboard, seat.page
    login = town.client.details["medewerkers"][ANNA]
    keys.type(login["gebruikersnaam"])
    keys.press("Tab")
    keys.type(login["wachtwoord"])
    keys.press("Enter")
    expect(page.get_by_label("Postvak", exact=True)).to_be_visible()
    for _ in range(20):
        keys.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SELECT":
            break
    expect(page.get_by_role("option", name=seat.postvak)).to_have_count(1)
    keys.type(seat.postvak[:4])
    expect(seat.row(address)).to_be_visible()
    keys.press("Tab")
    keys.press("Tab")
    for _ in range(200):
        keys.press("j")
        if address in page.evaluate("document.activeElement.textContent"):
            break
    keys.press("Enter")
    expect(seat.button("Openen en registreren")).to_be_focused()
    keys.press("Enter")
    expect(seat.button("Antwoorden")).to_be_visible()
    keys.press("r")
    expect(page.get_by_label("Tekst", exact=True)).to_be_focused()
    keys.type("Elke woensdag.")
    keys.press("Control+Enter")
    seat.stage("klaar")  # the ten seconds go by, nothing is clicked
    expect(page.get_by_text("Verstuurd om")).to_be_visible()
    assert len(town.sent_to(address)) == 1


def test_an_answer_can_be_taken_back_and_is_still_there(town: Town, anna: Seat) -> None:
    address = anna.mail()
    anna.open(address)
    anna.page.keyboard.press("r")
    anna.write("Tekst", "Te vroeg verstuurd.")
    anna.button("Versturen").click()
    anna.button("Terughalen").click()
    expect(anna.page.get_by_label("Tekst", exact=True)).to_have_value("Te vroeg verstuurd.")
    assert contacts(town, address) == []


def test_a_reload_keeps_the_open_mail_and_what_was_typed(town: Town, anna: Seat) -> None:
    address = anna.mail()
    anna.open(address)
    before = anna.received(address)
    anna.page.keyboard.press("r")
    anna.write("Tekst", "Half af")
    anna.page.reload()
    expect(anna.page.get_by_label("Tekst", exact=True)).to_have_value("Half af")
    viewed = town.anna.get(f"/emailberichten/{before['identificatie']}").raise_for_status().json()
    assert len(viewed["inzagen"]) == 1, "a reload registers nothing new"
    anna.send()
    assert len(town.sent_to(address)) == 1


def test_an_attachment_goes_along_by_choosing_and_by_pasting(town: Town, anna: Seat) -> None:
    address = anna.mail()
    anna.open(address)
    anna.page.keyboard.press("r")
    mark = uuid4().hex
    anna.page.locator("input[type=file]").set_input_files(
        {"name": "kaart.txt", "mimeType": "text/plain", "buffer": mark.encode()}
    )
    expect(anna.page.get_by_text("klaar", exact=False).filter(has_text="·").first).to_be_visible()
    anna.page.get_by_label("Tekst", exact=True).evaluate(
        """box => {
            const data = new DataTransfer();
            data.items.add(new File(['geplakt'], 'geplakt.txt', { type: 'text/plain' }));
            box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(anna.page.locator(".attach li", has_text="· klaar")).to_have_count(2)
    anna.write("Tekst", "Zie de bijlagen.")
    anna.send()
    (mail,) = town.sent_to(address)
    sent = message_from_bytes(mail.read_bytes(), policy=policy.default)
    parts = {part.get_filename(): part.get_content().strip() for part in sent.iter_attachments()}
    assert parts == {"kaart.txt": mark, "geplakt.txt": "geplakt"}
