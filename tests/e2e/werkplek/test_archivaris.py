"""The pages of an archivaris: the terms, the lists of what is due, the decision on one, and what is left on paper."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4
from zipfile import ZipFile

import httpx
from playwright.sync_api import expect

from klantmail.domain.tijd import dag_hier, uit_tekst
from klantmail_local.client import wait_for
from tests.e2e.conftest import Town
from tests.e2e.werkplek.conftest import GERDA, Seat
from tests.support.contract import DOCUMENT, SCHEMAS

_LISTS: Final = DOCUMENT["paths"]["/vernietigingslijsten"]["get"]["responses"]["200"]["content"]["application/json"]


def _links(seat: Seat) -> list[str]:
    return seat.page.get_by_role("navigation", name="Onderdelen").get_by_role("link").all_inner_texts()


def _paper(seat: Seat, button: str, which: str) -> str:
    """Return what a click on this button leads to, in a tab of its own: a short-lived address of the archive."""
    with seat.page.expect_response("**/stukken") as answered, seat.context.expect_page():
        seat.button(button).click()
    address = answered.value.json()[which]
    answer = httpx.get(address, trust_env=False).raise_for_status()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.text


def test_an_archivaris_changes_a_term_and_hears_that_another_was_first(town: Town, sit: Callable[..., Seat]) -> None:
    gerda = sit(GERDA)
    assert _links(gerda) == ["Vernietigen", "Bewaartermijnen", "Woo-verzoeken"]
    gerda.page.get_by_role("link", name="Bewaartermijnen", exact=True).click()
    gerda.row("6.1.3 · Verzoek om informatie").click()
    form = gerda.page.get_by_role("form", name="Rij wijzigen")
    form.get_by_label("Jaren").fill("2")
    gerda.is_accessible()
    assert gerda.console == []

    with town.client.as_medewerker(GERDA) as api:
        table = api.get("/bewaartermijnen").json()
        kept = {name: table[name] for name in ("versie", "regels")}
        api.put("/bewaartermijnen", json=kept).raise_for_status()
    form.get_by_role("button", name="Opslaan").click()
    expect(form.get_by_text("Een ander heeft de bewaartermijnen gewijzigd.").first).to_be_visible()
    form.get_by_role("button", name="Ik heb dit gezien").click()
    form.get_by_role("button", name="Opslaan").click()
    expect(gerda.row("6.1.3 · Verzoek om informatie")).to_contain_text("2 jaar")
    expect(form).to_have_count(0)

    gerda.row("6.1.3 · Verzoek om informatie").click()
    form.get_by_label("Geen actie nodig").uncheck()
    form.get_by_role("button", name="Opslaan").click()
    expect(form.get_by_role("alert")).to_contain_text("Geef een rij voor geen_actie_nodig")
    form.get_by_role("button", name="Weggooien").click()
    gerda.page.get_by_role("link", name="Nieuwe rij").click()
    new = gerda.page.get_by_role("form", name="Rij toevoegen")
    new.get_by_label("Resultaat").fill("6.1.1")
    new.get_by_label("Omschrijving").fill("Met financiële gevolgen")
    new.get_by_label("Jaren").fill("7")
    new.get_by_role("button", name="Opslaan").click()
    expect(new).to_contain_text("Kies ten minste één uitkomst.")
    new.get_by_label("Taak voor een afdeling").check()
    new.get_by_text("Alleen voor een afdeling").click()
    new.get_by_label("Afdelingen").fill("Burgerzaken\nFinanciën")
    new.get_by_role("button", name="Opslaan").click()
    expect(gerda.row("6.1.1 · Met financiële gevolgen")).to_contain_text("Alleen 2 afdelingen")
    gerda.row("6.1.1 · Met financiële gevolgen").click()
    gerda.button("Rij verwijderen").click()
    expect(gerda.row("6.1.1 · Met financiële gevolgen")).to_have_count(0)


def test_an_archivaris_has_a_mail_put_on_a_list_and_decides_on_it(town: Town, sit: Callable[..., Seat]) -> None:
    opened = town.geopend()
    mail = opened["emailbericht"]["identificatie"]
    closing = {"inzageId": opened["inzageId"], "soort": "geen_actie_nodig", "reden": "Dank u wel."}
    town.anna.post(
        f"/emailberichten/{mail}/afsluiting", json=closing, headers={"Idempotency-Key": str(uuid4())}
    ).raise_for_status()
    gerda = sit(GERDA)
    gerda.page.get_by_role("link", name="E-mail van een persoon wissen").click()
    gerda.write("E-mailadres van de persoon", "jan@burger.example")
    gerda.write("Waarom?", "Verzoek 2026-14")
    gerda.is_accessible()
    # All mail of an address is searched for day by day, which takes the local AWS long.
    gerda.page.get_by_label("Wissen", exact=True).select_option("Eén e-mail")
    gerda.write("Nummer van de e-mail", mail)
    gerda.button("Lijst opstellen").click()
    counts = gerda.page.get_by_role("table", name="Op de lijst")
    expect(counts.get_by_role("row", name="6.1.3 · Verzoek om informatie")).to_be_visible()
    expect(gerda.page.get_by_role("table", name="Verloop")).to_contain_text("Verzoek 2026-14")
    lines = _paper(gerda, "Lijst als CSV", "lijstUrl").splitlines()
    assert lines[0].startswith("emailbericht,resultaat,")
    assert [line.partition(",")[0] for line in lines[1:]] == [mail]

    gerda.button("Goedkeuren").click()
    form = gerda.page.get_by_role("form", name="Lijst goedkeuren")
    form.get_by_role("button", name="Uitzondering toevoegen").click()
    form.get_by_label("Wat moet er blijven?").select_option("Eén e-mail")
    form.get_by_label("Nummer van de e-mail").fill(str(uuid4()))
    form.get_by_label("Waarom blijft dit?").fill("Er loopt een klacht over.")
    form.get_by_role("button", name="Goedkeuren en vernietigen").click()
    expect(form.get_by_role("group", name="Uitzondering 1")).to_contain_text("Deze e-mail staat niet op de lijst.")
    gerda.is_accessible()
    form.get_by_label("Nummer van de e-mail").fill(mail.upper())
    form.get_by_role("button", name="Goedkeuren en vernietigen").click()
    expect(gerda.page.get_by_role("table", name="Uitgezonderd")).to_contain_text("Er loopt een klacht over.")

    def destroyed() -> bool:
        gerda.come_back()
        return gerda.page.get_by_text("Er is niets vernietigd.").is_visible()

    wait_for(destroyed, "a list with nothing left to destroy", patience=120)
    paper = _paper(gerda, "Verklaring van vernietiging", "verklaringUrl")
    assert "Verklaring van vernietiging" in paper
    assert "Er loopt een klacht over." in paper


def _of_a_month(number: int, **also: Any) -> dict[str, Any]:
    example: Mapping[str, Any] = _LISTS["example"]["results"][0]
    return {**example, "identificatie": str(UUID(int=number)), "peildatum": f"2027-{number:02}-01", **also}


def _counts(count: int) -> list[dict[str, Any]]:
    example: Mapping[str, Any] = _LISTS["example"]["results"][0]["aantallen"][0]
    return [
        {**example, "emailberichten": count, "klantcontacten": 2 * count},
        {**example, "resultaat": "6.1", "omschrijving": "Melding", "emailberichten": 3, "interneTaken": 4},
    ]


def test_each_stage_of_a_list_says_what_comes_next_and_is_walked_by_keyboard(sit: Callable[..., Seat]) -> None:
    approval = {
        "medewerker": str(UUID(int=7)),
        "naam": "Gerda Peters",
        "tijdstip": "2027-03-02T09:00:00.000Z",
        "uitzonderingen": [{"emailbericht": None, "resultaat": "6.1", "reden": "Er loopt een onderzoek."}],
    }
    made: dict[str, Any] = {
        "gevraagdOp": "2027-05-01T01:00:00.000Z",
        "opgesteldOp": None,
        "sha256": None,
        "aantallen": [],
        "looptNog": 0,
        "beperkt": 0,
        "blijftBijZaak": [],
    }
    answer: dict[str, Any] = {
        "results": [
            _of_a_month(5, status="wordt_opgesteld", **made),
            _of_a_month(
                4,
                aantallen=_counts(1_214),
                blijftBijZaak=[{"reden": "termijn_loopt", "aantal": 12}, {"reden": "niet_gelezen", "aantal": 1}],
            ),
            _of_a_month(3, aantallen=_counts(214)),
            _of_a_month(2, status="goedgekeurd", aantallen=_counts(20), goedkeuring=approval),
            _of_a_month(
                1,
                status="vernietigd",
                aantallen=_counts(10),
                goedkeuring=approval,
                vernietigd=_counts(9)[:1],
                vernietigdOp="2027-03-02T09:20:00.000Z",
                uitgezonderd=3,
                overgeslagen=1,
            ),
        ],
        "cursor": None,
    }
    assert list(SCHEMAS.errors(_LISTS["schema"], answer)) == []
    gerda = sit(GERDA)
    gerda.page.route(
        "**/v1/vernietigingslijsten",
        lambda route: route.fulfill(json=answer, headers={"Access-Control-Allow-Origin": "*"}),
    )
    gerda.page.reload()
    rows = gerda.page.locator("a.list__item")
    expect(rows).to_contain_text(
        [
            "Wordt opgesteld",
            "Staat ook op een nieuwere lijst",
            "Staat ook op een nieuwere lijst",
            "Wordt vernietigd",
            "Vernietigd",
        ]
    )
    answer["results"] = answer["results"][1:]
    expect(rows.first).to_contain_text("Maandlijst april 2027")
    expect(rows.first).to_contain_text("1217 e-mails")
    expect(rows.first).to_contain_text("Wacht op uw besluit")

    keys = gerda.page.keyboard
    keys.press("j")
    keys.press("Enter")
    expect(gerda.page.get_by_role("heading", name="Maandlijst april 2027")).to_be_focused()
    expect(gerda.page.get_by_role("table", name="Op de lijst").locator("tfoot")).to_contain_text("1217")
    expect(gerda.page.get_by_text("3 e-mails staan er niet op")).to_be_visible()
    kept = gerda.page.get_by_role("table", name="Niet op de lijst: blijft bij een zaak")
    expect(kept).to_contain_text(re.compile("De bewaartermijn van de zaak loopt nog.*12 e-mails.*gaf geen antwoord.*1 e-mail"))
    expect(gerda.page.get_by_text("Klantmail vraagt het zaaksysteem de volgende maand opnieuw.")).to_be_visible()
    keys.press("Tab")
    keys.press("Space")
    expect(gerda.page.get_by_role("form", name="Lijst goedkeuren")).to_contain_text("Dit kan niet worden teruggedraaid.")
    gerda.button("Uitzondering toevoegen").press("Enter")
    gerda.page.get_by_label("Wat moet er blijven?").select_option("Alles van 6.1 · Melding")
    gerda.page.get_by_label("Waarom blijft dit?").fill("Er loopt een onderzoek.")
    gerda.is_accessible()

    rows.nth(2).click()
    expect(gerda.page.get_by_text("Dat duurt ten minste een kwartier.")).to_be_visible()
    expect(gerda.page.get_by_role("table", name="Verloop").get_by_role("row", name="Vernietigd")).to_contain_text("Bezig")
    expect(gerda.button("Goedkeuren")).to_have_count(0)
    rows.nth(3).click()
    expect(gerda.page.get_by_text("9 e-mails en alles wat erbij hoort, zijn vernietigd.")).to_be_visible()
    expect(gerda.page.get_by_role("table", name="Verloop")).to_contain_text(re.compile("uitzondering.*3 e-mails"))
    gerda.is_accessible()
    rows.nth(1).click()
    expect(gerda.page.get_by_text("Er is een nieuwere lijst.")).to_be_visible()
    expect(gerda.button("Goedkeuren")).to_have_count(0)
    assert gerda.console == []


def test_an_archivaris_has_the_mail_about_a_matter_collected_and_fetches_it(town: Town, sit: Callable[..., Seat]) -> None:
    matter = f"windmolens{uuid4().hex[:8]}"
    opened = town.geopend(town.mail(onderwerp=f"Over {matter}"))
    assert town.antwoord(opened).status_code == 201
    day = dag_hier(uit_tekst(opened["emailbericht"]["ontvangenOp"]))
    gerda = sit(GERDA)
    gerda.go("woo-verzoeken/nieuw")
    words = gerda.page.get_by_label("Woorden in het onderwerp", exact=True)
    expect(words).to_be_focused()
    words.fill(matter)
    gerda.write("Vanaf", (day + timedelta(days=1)).isoformat())
    gerda.write("Tot en met", day.isoformat())
    gerda.button("Verzamelen").click()
    expect(gerda.page.get_by_role("alert")).to_be_visible()
    expect(words).to_have_value(matter)
    gerda.is_accessible()

    gerda.write("Vanaf", day.isoformat())
    gerda.write("Postvakken (mag leeg blijven)", town.postvak)
    gerda.button("Verzamelen").click()
    expect(gerda.page.get_by_role("heading", name=matter)).to_be_visible()
    expect(gerda.page.get_by_text("Maak niets openbaar voordat u het hebt beoordeeld")).to_be_visible()
    expect(gerda.page.get_by_role("table", name="Wat erin staat").get_by_role("row", name="Ontvangen e-mails")).to_contain_text(
        "1"
    )
    gerda.is_accessible()
    with gerda.page.expect_download() as fetched:
        gerda.button("Bestand 1 downloaden").click()
    with ZipFile(fetched.value.path()) as zipped:
        names = zipped.namelist()
    assert {"weggelaten.csv", f"emailberichten/{opened['emailbericht']['identificatie']}/e-mail.eml"} <= set(names)
