"""A day at the desk on the deployed stack: who somebody is, their postvakken, what waits, pages of other origins."""

import json
from collections.abc import Iterator
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest

from tests.e2e.conftest import Town

PAGES: Final = ("http://localhost:5173", "http://127.0.0.1:4000")
_PIXEL: Final = b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture
def farid(town: Town) -> Iterator[httpx.Client]:
    """An agent who has a right to the last postvak only."""
    adressen = [login["gebruikersnaam"] for login in town.client.details["medewerkers"]]
    with town.client.as_medewerker(adressen.index("farid.amrani@gemeente.example")) as client:
        yield client


def stand(client: httpx.Client) -> dict[str, Any]:
    postvakken = client.get("/werkvoorraad/stand").raise_for_status().json()["postvakken"]
    return {each["postvak"]: each for each in postvakken}


def test_everybody_is_told_who_they_are_and_which_postvakken_are_theirs(town: Town, farid: httpx.Client) -> None:
    everything = town.client.details["postvakken"]
    anna = town.anna.get("/ik").raise_for_status().json()
    assert (anna["naam"], anna["rollen"], anna["postvakken"], anna["allePostvakken"]) == (
        "Anna Visser",
        ["kcc-medewerker"],
        everything,
        True,
    )
    zelf = farid.get("/ik").raise_for_status().json()
    assert (zelf["naam"], zelf["postvakken"], zelf["allePostvakken"]) == ("Farid Amrani", everything[-1:], False)


def test_an_agent_of_one_postvak_handles_its_mail_and_reaches_no_other(town: Town, farid: httpx.Client) -> None:
    first, last = town.client.details["postvakken"][0], town.client.details["postvakken"][-1]
    elders = town.ontvangen(town.mail())["identificatie"]
    own = town.ontvangen(town.mail(naar=[last]), postvak=last)["identificatie"]
    rows = farid.get("/emailberichten", params={"pageSize": "100"}).raise_for_status().json()["results"]
    assert {row["postvak"] for row in rows} == {last}
    assert farid.get("/emailberichten", params={"postvak": first}).status_code == 403
    assert farid.get(f"/emailberichten/{elders}").status_code == 403
    assert farid.post(f"/emailberichten/{elders}/inzage", json={}).status_code == 403
    assert list(stand(farid)) == [last]
    geopend = farid.post(f"/emailberichten/{own}/inzage", json={}).raise_for_status().json()
    gedaan = farid.post(
        f"/emailberichten/{own}/antwoord",
        json={"inzageId": geopend["inzageId"], "inhoud": "Dat kan."},
        headers={"Idempotency-Key": str(uuid4())},
    )
    assert gedaan.status_code == 201
    assert {each["emailbericht"] for each in gedaan.json()["klantcontacten"]} == {own}


def test_the_werkvoorraad_at_a_glance_follows_what_happens_and_a_page_changes_by_its_row(town: Town) -> None:
    postvak = town.client.details["postvakken"][-1]
    before = stand(town.anna)[postvak]
    bericht = town.ontvangen(town.mail(naar=[postvak]), postvak=postvak)["identificatie"]
    assert stand(town.anna)[postvak]["wachtend"]["aantal"] == before["wachtend"]["aantal"] + 1
    vraag = {"postvak": postvak, "pageSize": "100"}
    whole = town.anna.get("/emailberichten", params=vraag).raise_for_status().json()["results"]
    town.anna.post(f"/emailberichten/{bericht}/inzage", json={}).raise_for_status()
    na = stand(town.anna)[postvak]
    assert na["wachtend"] == before["wachtend"]
    assert na["vanMij"]["aantal"] == before["vanMij"]["aantal"] + 1
    known = ",".join(row["versie"] for row in whole)
    part = town.anna.get("/emailberichten", params={**vraag, "bekend": known}).raise_for_status().json()
    assert [row["identificatie"] for row in part["results"]] == [bericht]
    assert len(part["volgorde"]) == len(whole)
    (mijn,) = [
        row
        for row in town.anna.get("/emailberichten", params={**vraag, "behandelaar": "ik"}).json()["results"]
        if row["identificatie"] == bericht
    ]
    assert mijn["versie"] == part["results"][0]["versie"]
    nieuwste = town.anna.get("/emailberichten", params={**vraag, "sorteer": "nieuwste"}).json()["results"]
    assert [row["identificatie"] for row in nieuwste] == [row["identificatie"] for row in reversed(whole)]
    town.anna.delete(f"/emailberichten/{bericht}/inzage").raise_for_status()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_any_port_of_this_machine_calls_the_api_and_reads_documents(town: Town, page: str) -> None:
    wants = {"Origin": page, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "idempotency-key"}
    before = httpx.options(f"{town.client.details['api']}/uploads", headers=wants, trust_env=False, timeout=120)
    assert before.headers["Access-Control-Allow-Origin"] == page
    answer = town.anna.get("/ik", headers={"Origin": page})
    assert answer.headers["Access-Control-Allow-Origin"] == page
    assert "Access-Control-Allow-Origin" not in town.anna.get("/ik", headers={"Origin": "http://elders.example:80"}).headers


def test_an_image_is_shown_by_a_link_of_its_own_and_a_page_that_came_along_is_not(town: Town) -> None:
    adres = f"burger-{uuid4().hex[:12]}@burger.example"
    mail = (
        f"From: {adres}\r\nSubject: Foto\r\nMessage-ID: <{uuid4()}@burger.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="grens"\r\n\r\n--grens\r\nContent-Type: text/plain\r\n\r\nZie de foto.\r\n'
        '--grens\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename="foto.png"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{_PIXEL.decode()}\r\n"
        '--grens\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename="pagina.html"\r\n\r\n'
        "<p>x</p>\r\n--grens--\r\n"
    )
    town.mail(mail.encode())
    geopend = town.geopend(adres)
    links = {}
    for bijlage in geopend["klantcontact"]["bijlagen"]:
        document = bijlage["informatieobject"]["identificatie"]
        name = str(bijlage["informatieobject"]["bestandsnaam"])
        links[name] = town.anna.get(f"/informatieobjecten/{document}/inhoud").raise_for_status().json()
    assert links["pagina.html"]["weergaveUrl"] is None
    shown = httpx.get(links["foto.png"]["weergaveUrl"], headers={"Origin": PAGES[0]}, trust_env=False)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/png")
    assert shown.headers["Content-Disposition"].startswith("inline;")
    assert shown.headers["Access-Control-Allow-Origin"] in {"*", PAGES[0]}
    saved = httpx.get(links["foto.png"]["url"], trust_env=False)
    assert saved.headers["Content-Disposition"].startswith("attachment;")
    assert saved.content == shown.content
    assert json.dumps(links).count("weergaveUrl") == len(links)
