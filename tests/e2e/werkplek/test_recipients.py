"""The recipients of a mail: everybody whom the received mail names, and others that an agent typed and checked."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

from playwright.sync_api import expect

from klantmail_local.client import wait_for
from tests.e2e.conftest import Town, plain_text
from tests.e2e.werkplek.conftest import CARLA, DAAN, Seat, decide


def to_many(address: str, subject: str, *, others: list[str], copies: list[str], reply_to: str = "") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = address, subject
    mail["To"], mail["Cc"] = ", ".join(["burgerzaken@gemeente.example", *others]), ", ".join(copies)
    if reply_to:
        mail["Reply-To"] = reply_to
    mail["Message-ID"] = f"<{uuid4()}@burger.example>"
    mail.set_content("Wanneer is het straatfeest?")
    return mail.as_bytes()


def test_a_reply_goes_to_all_and_to_a_typed_address_that_was_checked(town: Town, anna: Seat) -> None:
    mark = uuid4().hex[:8]
    address, neighbour, chair, typed = (f"{name}-{mark}@burger.example" for name in ("jan", "buur", "voorzitter", "penning"))
    town.client.send_mail(
        to_many(address, f"Straatfeest {mark}", others=[neighbour], copies=[chair], reply_to=f"feest-{mark}@burger.example"),
        [anna.postvak],
        address,
    )
    anna.open(address)
    envelope = anna.page.locator(".envelope")
    expect(envelope).to_contain_text(f"Aan: burgerzaken@gemeente.example, {neighbour}")
    expect(envelope).to_contain_text(f"Cc: {chair}")
    anna.page.keyboard.press("r")
    to = anna.page.get_by_role("list", name="Gekozen bij Aan")
    expect(to.get_by_role("listitem")).to_contain_text([f"feest-{mark}@burger.example"])
    anna.page.get_by_role("button", name=f"Naar {address}").click()
    expect(to.get_by_role("listitem")).to_contain_text([address])
    anna.page.get_by_role("button", name="Allen antwoorden (nog 2)").click()
    expect(to.get_by_role("listitem")).to_contain_text([address, neighbour])
    expect(anna.page.get_by_role("list", name="Gekozen bij Cc").get_by_role("listitem")).to_contain_text([chair])
    field = anna.page.get_by_label("Aan", exact=True)
    field.fill("penningmeester")
    field.press("Enter")
    anna.write("Tekst", "Op 6 juni.")
    anna.button("Versturen").click()
    expect(field).to_be_focused()  # what is no address holds the form back, and says so
    field.fill(typed)
    field.press("Enter")
    anna.button("Versturen").click()
    expect(anna.page.get_by_role("alert")).to_contain_text("Controleer eerst het adres")
    anna.page.get_by_label(f"Ik heb dit gecontroleerd: {typed}").check()
    assert anna.violations() == []
    anna.page.get_by_role("button", name=f"{chair} weghalen bij Cc").click()
    anna.send()
    (mail,) = wait_for(lambda: town.sent_to(typed), "the answer")
    sent = message_from_bytes(mail.read_bytes(), policy=policy.default)
    assert [each.addr_spec for each in sent["To"].addresses] == [address, neighbour, typed]
    assert sent["Cc"] is None
    assert town.sent_to(chair) == []


def test_only_in_cc_is_said(anna: Seat) -> None:
    mark = uuid4().hex[:8]
    address = f"cc-{mark}@burger.example"
    mail = to_many(address, f"Ter kennisgeving {mark}", others=[], copies=[])
    mail = mail.replace(b"To: burgerzaken@gemeente.example", b"To: wethouder@elders.example\nCc: burgerzaken@gemeente.example")
    anna.town.client.send_mail(mail.replace(b"\nCc: \n", b"\n"), [anna.postvak], address)
    anna.open(address)
    expect(anna.page.get_by_text("Wij staan alleen in Cc")).to_be_visible()


def test_a_mail_that_was_handled_elsewhere_is_answered_only_when_the_agent_says_so(town: Town, sit: Callable[..., Seat]) -> None:
    carla = sit(CARLA)
    mark = uuid4().hex[:8]
    address = f"dubbel-{mark}@burger.example"
    mail = to_many(address, f"Dubbel {mark}", others=[str(town.postvak)], copies=[])
    town.client.send_mail(mail, [town.postvak, carla.postvak], address)
    first = town.ontvangen(address)
    carla.open(address)
    expect(carla.page.get_by_text("Dezelfde e-mail kwam ook hier binnen")).to_be_visible()
    carla.page.keyboard.press("r")
    carla.write("Tekst", "Wij antwoorden ook.")
    viewed = town.bram.post(f"/emailberichten/{first['identificatie']}/inzage", json={}).raise_for_status().json()
    town.bram.post(
        f"/emailberichten/{first['identificatie']}/antwoord",
        json={"inzageId": viewed["inzageId"], "inhoud": "Op 6 juni."},
        headers={"Idempotency-Key": str(uuid4())},
    ).raise_for_status()
    carla.button("Versturen").click()
    carla.send_now()
    expect(carla.stage("mislukt")).to_contain_text("vink aan dat u toch antwoordt")
    carla.button("Terug naar de tekst").click()
    carla.page.get_by_label("Ik antwoord toch").check()
    expect(carla.page.get_by_label("Tekst", exact=True)).to_have_value("Wij antwoorden ook.")
    carla.send()
    wait_for(lambda: len(town.sent_to(address)) == 2, "both answers")


def opened_with_reply_to(town: Town, mark: str) -> tuple[dict[str, Any], str]:
    """Have Anna open a mail that asks to be answered elsewhere, and return it with that address."""
    address, reply = f"jan-{mark}@burger.example", f"feest-{mark}@burger.example"
    mail = to_many(address, f"Straatfeest {mark}", others=[], copies=[f"buur-{mark}@burger.example"], reply_to=reply)
    town.client.send_mail(mail, [town.postvak], address)
    return town.geopend(address), reply


def recipients(town: Town, mark: str, text: str) -> list[str]:
    """Wait for the mail with this text, and return the addresses in its To and Cc."""

    def sent() -> EmailMessage | None:
        mails = (message_from_bytes(each.read_bytes(), policy=policy.default) for each in town.sent_to(mark))
        return next((mail for mail in mails if text in plain_text(mail)), None)

    mail = wait_for(sent, f"the mail with {text!r}")
    return [each.addr_spec for name in ("To", "Cc") for header in mail.get_all(name, []) for each in header.addresses]


def test_what_a_department_writes_goes_to_the_address_that_its_page_shows(town: Town, sit: Callable[..., Seat]) -> None:
    mark = uuid4().hex[:8]
    mail, reply = opened_with_reply_to(town, mark)
    where = {"organisatorischeEenheid": "Burgerzaken"}
    decide(town, mail, "interne-taken", gevraagdeHandeling=f"Straatfeest {mark}", toegewezenAan=where)
    daan = sit(DAAN)
    daan.row(mark).click()
    daan.button("Vraag aan de burger").click()
    expect(daan.page.get_by_role("form", name="Vraag")).to_contain_text(f"Aan {reply}")
    daan.write("Tekst", "Hoeveel mensen komen er?")
    daan.button("Versturen").click()
    daan.send_now()
    expect(daan.page.get_by_role("region", name="Vragen aan de burger")).to_contain_text("U vroeg de burger iets.")
    daan.button("Antwoorden").click()
    expect(daan.page.get_by_role("list", name="Gekozen bij Aan").get_by_role("listitem")).to_contain_text([reply])
    daan.write("Tekst", "Op 6 juni.")
    daan.button("Versturen").click()
    daan.send_now()
    for text in ("Hoeveel mensen komen er?", "Op 6 juni."):
        assert recipients(town, mark, text) == [reply]


def test_a_further_mail_goes_to_the_addresses_that_the_page_shows(town: Town, anna: Seat) -> None:
    mark = uuid4().hex[:8]
    mail, reply = opened_with_reply_to(town, mark)
    (contact,) = decide(town, mail, "afsluiting", soort="geen_actie_nodig", reden="Bedankje")["klantcontacten"]
    chosen = anna.page.get_by_role("list", name="Gekozen bij Aan").get_by_role("listitem")
    copies = anna.page.get_by_role("list", name="Gekozen bij Cc").get_by_role("listitem")
    anna.go(f"klantcontacten/{contact['identificatie']}")
    anna.button("Vervolgbericht").click()
    expect(chosen).to_contain_text([reply])
    anna.write("Tekst", "Het mag op 6 juni.")
    anna.button("Versturen").click()
    anna.send_now()
    assert recipients(town, mark, "Het mag op 6 juni.") == [reply]
    typed = f"penning-{mark}@burger.example"
    further = town.anna.post(
        f"/klantcontacten/{contact['identificatie']}/vervolgberichten",
        json={"inhoud": "Of op 7 juni.", "aan": [reply], "cc": [typed], "anderAdresBevestigd": True},
        headers={"Idempotency-Key": str(uuid4())},
    )
    anna.go(f"klantcontacten/{further.raise_for_status().json()['klantcontact']['identificatie']}")
    anna.button("Vervolgbericht").click()
    expect(chosen).to_contain_text([reply])
    expect(copies).to_contain_text([typed])
    anna.page.get_by_role("button", name=f"{typed} weghalen bij Cc").click()
    anna.write("Tekst", "Toch niet.")
    anna.button("Versturen").click()
    anna.send_now()
    assert recipients(town, mark, "Toch niet.") == [reply]
