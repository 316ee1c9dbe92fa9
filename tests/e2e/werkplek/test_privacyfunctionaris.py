"""The pages of a privacyfunctionaris: who saw a klantcontact, its restriction, what is held about a person; no mail."""

from collections.abc import Callable
from uuid import uuid4
from zipfile import ZipFile

from playwright.sync_api import expect

from klantmail_local.client import wait_for
from tests.e2e.conftest import Town
from tests.e2e.werkplek.conftest import HANNA, Seat


def test_a_privacyfunctionaris_sees_who_saw_a_klantcontact(town: Town, sit: Callable[..., Seat]) -> None:
    opened = town.geopend()
    assert town.antwoord(opened).status_code == 201
    contact = opened["klantcontact"]["identificatie"]
    hanna = sit(HANNA)
    places = hanna.page.get_by_role("navigation", name="Onderdelen").get_by_role("link")
    assert places.all_inner_texts() == ["Inzagen", "Inzageverzoeken"]
    number = hanna.page.get_by_label("Nummer van het klantcontact")
    expect(number).to_be_focused()
    hanna.page.keyboard.type("12345678")
    hanna.page.keyboard.press("Enter")
    expect(hanna.page.get_by_role("alert")).to_contain_text("Hier staat geen nummer van een klantcontact in.")
    hanna.is_accessible()

    number.fill(f"{town.client.details['werkplek']}#/klantcontacten/{contact}")
    table = hanna.page.get_by_role("table", name="Wie dit klantcontact zag")

    town.bram.get(f"/klantcontacten/{contact}").raise_for_status()

    def told() -> bool:
        with hanna.page.expect_response(lambda answer: answer.url.endswith("/inzagen")):
            number.press("Enter")
        expect(hanna.page.get_by_text("Laden…")).to_have_count(0)
        rows = [[cell.strip() for cell in row.split("\t")] for row in table.get_by_role("row").all_inner_texts()]
        seen = {(row[1], row[2].partition(" (")[0]) for row in rows if len(row) == 4}
        return seen >= {("Anna Visser", "Opende de e-mail"), ("Bram Bakker", "Las het klantcontact")}

    wait_for(told, "the lines of the audit log", patience=60)
    hanna.is_accessible()
    assert hanna.console == []

    number.fill(str(uuid4()))
    number.press("Enter")
    expect(hanna.page.get_by_role("alert")).to_be_visible()
    expect(table).to_have_count(0)
    hanna.go("werkvoorraad")
    expect(hanna.page.get_by_text("Deze pagina is er niet, of is niet voor u.")).to_be_visible()


def test_a_privacyfunctionaris_has_all_collected_about_a_person_and_fetches_it(town: Town, sit: Callable[..., Seat]) -> None:
    address = town.mail()
    opened = town.geopend(address)
    hanna = sit(HANNA)
    hanna.go("inzageverzoeken/nieuw")
    addresses = hanna.page.get_by_label("E-mailadressen", exact=True)
    expect(addresses).to_be_focused()
    addresses.fill(f"{address}, jan")
    hanna.button("Verzamelen").click()
    expect(hanna.page.get_by_role("alert")).to_contain_text("jan is geen e-mailadres.")
    hanna.is_accessible()

    addresses.fill(address)
    hanna.button("Verzamelen").click()
    expect(hanna.page.get_by_role("heading", name=address)).to_be_visible()
    expect(hanna.page.get_by_text("Alles is verzameld.")).to_be_visible()
    expect(hanna.row(address)).to_contain_text("Klaar")
    counts = hanna.page.get_by_role("table", name="Wat erin staat")
    expect(counts.get_by_role("row", name="Ontvangen e-mails")).to_contain_text("1")
    hanna.is_accessible()

    with hanna.page.expect_download() as fetched:
        hanna.button("Bestand 1 downloaden").click()
    with ZipFile(fetched.value.path()) as zipped:
        mail = zipped.read(f"emailberichten/{opened['emailbericht']['identificatie']}/e-mail.eml")
    assert address.encode() in mail
    assert hanna.console == []


def test_a_privacyfunctionaris_restricts_what_is_done_with_a_klantcontact_and_lifts_that(
    town: Town, sit: Callable[..., Seat]
) -> None:
    opened = town.geopend()
    contact, mail = opened["klantcontact"]["identificatie"], opened["emailbericht"]["identificatie"]
    closing = {"inzageId": opened["inzageId"], "soort": "geen_actie_nodig", "reden": "Bedankje"}
    town.anna.post(f"/emailberichten/{mail}/afsluiting", json=closing).raise_for_status()
    hanna = sit(HANNA)
    hanna.go(f"inzagen/{contact}")
    hanna.button("Verwerking beperken").click()
    hanna.write("Waarom?", "De schrijver betwist het")
    hanna.is_accessible()
    hanna.button("Verwerking beperken").click()
    expect(hanna.page.get_by_text("De verwerking is beperkt.")).to_be_visible()
    assert town.anna.get(f"/klantcontacten/{contact}").status_code == 403

    hanna.go("inzagen")
    hanna.page.get_by_role("link", name=f"Klantcontact {contact}").click()
    hanna.button("Beperking opheffen").click()
    hanna.write("Waarom?", "Het is nagegaan")
    hanna.button("Beperking opheffen").click()
    expect(hanna.page.get_by_role("table", name="Verloop van de beperking")).to_contain_text("Het is nagegaan")
    expect(hanna.button("Verwerking beperken")).to_be_visible()
    hanna.is_accessible()
    assert town.anna.get(f"/klantcontacten/{contact}").status_code == 200
    assert hanna.console == []


def test_a_privacyfunctionaris_restricts_a_mail_that_was_closed_without_a_klantcontact(
    town: Town, sit: Callable[..., Seat]
) -> None:
    opened = town.geopend()
    mail = opened["emailbericht"]["identificatie"]
    closing = {"inzageId": opened["inzageId"], "soort": "geen_klantcontact", "reden": "Reclame"}
    town.anna.post(f"/emailberichten/{mail}/afsluiting", json=closing).raise_for_status()
    hanna = sit(HANNA)
    hanna.go(f"inzagen/{mail}")
    hanna.button("Verwerking beperken").click()
    hanna.write("Waarom?", "De schrijver betwist het")
    hanna.button("Verwerking beperken").click()
    expect(hanna.page.get_by_text("De verwerking is beperkt.")).to_be_visible()
    assert town.anna.get(f"/emailberichten/{mail}").status_code == 403

    hanna.go("inzagen")
    hanna.page.get_by_role("link", name=f"E-mail {mail}").click()
    expect(hanna.button("Beperking opheffen")).to_be_visible()
    hanna.is_accessible()
