"""The recipients of a mail: everybody whom the received mail names, and others that an agent typed and checked."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import uuid4

from playwright.sync_api import expect

from klantmail_local.client import wait_for
from tests.e2e.conftest import Town
from tests.e2e.werkplek.conftest import CARLA, Seat


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
