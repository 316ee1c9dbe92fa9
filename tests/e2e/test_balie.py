"""A day at the desk on the deployed stack: who somebody is, their postvakken, what waits, pages of other origins."""

import json
from collections.abc import Iterator
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest

from tests.e2e.conftest import Stad

PAGES: Final = ("http://localhost:5173", "http://127.0.0.1:4000")
_PIXEL: Final = b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture
def farid(stad: Stad) -> Iterator[httpx.Client]:
    """An agent who has a right to the last postvak only."""
    adressen = [login["gebruikersnaam"] for login in stad.client.gegevens["medewerkers"]]
    with stad.client.als_medewerker(adressen.index("farid.amrani@gemeente.example")) as client:
        yield client


def stand(client: httpx.Client) -> dict[str, Any]:
    postvakken = client.get("/werkvoorraad/stand").raise_for_status().json()["postvakken"]
    return {een["postvak"]: een for een in postvakken}


def test_everybody_is_told_who_they_are_and_which_postvakken_are_theirs(stad: Stad, farid: httpx.Client) -> None:
    alle = stad.client.gegevens["postvakken"]
    anna = stad.anna.get("/ik").raise_for_status().json()
    assert (anna["naam"], anna["rollen"], anna["postvakken"], anna["allePostvakken"]) == (
        "Anna Visser",
        ["kcc-medewerker"],
        alle,
        True,
    )
    zelf = farid.get("/ik").raise_for_status().json()
    assert (zelf["naam"], zelf["postvakken"], zelf["allePostvakken"]) == ("Farid Amrani", alle[-1:], False)


def test_an_agent_of_one_postvak_handles_its_mail_and_reaches_no_other(stad: Stad, farid: httpx.Client) -> None:
    eerste, laatste = stad.client.gegevens["postvakken"][0], stad.client.gegevens["postvakken"][-1]
    elders = stad.ontvangen(stad.mail())["identificatie"]
    eigen = stad.ontvangen(stad.mail(naar=[laatste]), postvak=laatste)["identificatie"]
    rijen = farid.get("/emailberichten", params={"pageSize": "100"}).raise_for_status().json()["results"]
    assert {rij["postvak"] for rij in rijen} == {laatste}
    assert farid.get("/emailberichten", params={"postvak": eerste}).status_code == 403
    assert farid.get(f"/emailberichten/{elders}").status_code == 403
    assert farid.post(f"/emailberichten/{elders}/inzage", json={}).status_code == 403
    assert list(stand(farid)) == [laatste]
    geopend = farid.post(f"/emailberichten/{eigen}/inzage", json={}).raise_for_status().json()
    gedaan = farid.post(
        f"/emailberichten/{eigen}/antwoord",
        json={"inzageId": geopend["inzageId"], "inhoud": "Dat kan."},
        headers={"Idempotency-Key": str(uuid4())},
    )
    assert gedaan.status_code == 201
    assert {een["emailbericht"] for een in gedaan.json()["klantcontacten"]} == {eigen}


def test_the_werkvoorraad_at_a_glance_follows_what_happens_and_a_page_changes_by_its_row(stad: Stad) -> None:
    postvak = stad.client.gegevens["postvakken"][-1]
    vooraf = stand(stad.anna)[postvak]
    bericht = stad.ontvangen(stad.mail(naar=[postvak]), postvak=postvak)["identificatie"]
    assert stand(stad.anna)[postvak]["wachtend"]["aantal"] == vooraf["wachtend"]["aantal"] + 1
    vraag = {"postvak": postvak, "pageSize": "100"}
    heel = stad.anna.get("/emailberichten", params=vraag).raise_for_status().json()["results"]
    stad.anna.post(f"/emailberichten/{bericht}/inzage", json={}).raise_for_status()
    na = stand(stad.anna)[postvak]
    assert na["wachtend"] == vooraf["wachtend"]
    assert na["vanMij"]["aantal"] == vooraf["vanMij"]["aantal"] + 1
    bekend = ",".join(rij["versie"] for rij in heel)
    deel = stad.anna.get("/emailberichten", params={**vraag, "bekend": bekend}).raise_for_status().json()
    assert [rij["identificatie"] for rij in deel["results"]] == [bericht]
    assert len(deel["volgorde"]) == len(heel)
    (mijn,) = [
        rij
        for rij in stad.anna.get("/emailberichten", params={**vraag, "behandelaar": "ik"}).json()["results"]
        if rij["identificatie"] == bericht
    ]
    assert mijn["versie"] == deel["results"][0]["versie"]
    nieuwste = stad.anna.get("/emailberichten", params={**vraag, "sorteer": "nieuwste"}).json()["results"]
    assert [rij["identificatie"] for rij in nieuwste] == [rij["identificatie"] for rij in reversed(heel)]
    stad.anna.delete(f"/emailberichten/{bericht}/inzage").raise_for_status()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_any_port_of_this_machine_calls_the_api_and_reads_documents(stad: Stad, page: str) -> None:
    wants = {"Origin": page, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "idempotency-key"}
    before = httpx.options(f"{stad.client.gegevens['api']}/uploads", headers=wants, trust_env=False, timeout=120)
    assert before.headers["Access-Control-Allow-Origin"] == page
    answer = stad.anna.get("/ik", headers={"Origin": page})
    assert answer.headers["Access-Control-Allow-Origin"] == page
    assert "Access-Control-Allow-Origin" not in stad.anna.get("/ik", headers={"Origin": "http://elders.example:80"}).headers


def test_an_image_is_shown_by_a_link_of_its_own_and_a_page_that_came_along_is_not(stad: Stad) -> None:
    adres = f"burger-{uuid4().hex[:12]}@burger.example"
    mail = (
        f"From: {adres}\r\nSubject: Foto\r\nMessage-ID: <{uuid4()}@burger.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="grens"\r\n\r\n--grens\r\nContent-Type: text/plain\r\n\r\nZie de foto.\r\n'
        '--grens\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename="foto.png"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{_PIXEL.decode()}\r\n"
        '--grens\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename="pagina.html"\r\n\r\n'
        "<p>x</p>\r\n--grens--\r\n"
    )
    stad.mail(mail.encode())
    geopend = stad.geopend(adres)
    links = {}
    for bijlage in geopend["klantcontact"]["bijlagen"]:
        document = bijlage["informatieobject"]["identificatie"]
        naam = str(bijlage["informatieobject"]["bestandsnaam"])
        links[naam] = stad.anna.get(f"/informatieobjecten/{document}/inhoud").raise_for_status().json()
    assert links["pagina.html"]["weergaveUrl"] is None
    shown = httpx.get(links["foto.png"]["weergaveUrl"], headers={"Origin": PAGES[0]}, trust_env=False)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/png")
    assert shown.headers["Content-Disposition"].startswith("inline;")
    assert shown.headers["Access-Control-Allow-Origin"] in {"*", PAGES[0]}
    saved = httpx.get(links["foto.png"]["url"], trust_env=False)
    assert saved.headers["Content-Disposition"].startswith("attachment;")
    assert saved.content == shown.content
    assert json.dumps(links).count("weergaveUrl") == len(links)
