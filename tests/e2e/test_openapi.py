"""The description of the API on the deployed stack, and what is there for a visitor without a login."""

import httpx

from tests.e2e.conftest import Stad
from tests.support.contract import DOCUMENT


def test_everybody_can_read_the_description_where_the_rules_want_it(stad: Stad) -> None:
    response = httpx.get(f"{stad.client.gegevens['api']}/openapi.json", headers={"Origin": "https://elders.example"}, timeout=120)
    assert response.status_code == 200
    assert response.json() == DOCUMENT
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["API-Version"] == DOCUMENT["info"]["version"]


def test_nobody_gets_further_than_that_without_a_login(stad: Stad) -> None:
    for pad, methoden in DOCUMENT["paths"].items():
        for methode, operatie in methoden.items():
            if operatie["x-rollen"]:
                adres = f"{stad.client.gegevens['api']}{pad}".replace("{", "").replace("}", "")
                assert httpx.request(methode, adres).status_code == 401, f"{methode} {pad}"


def test_a_browser_can_ask_about_every_path_beforehand_and_about_no_other_method(stad: Stad) -> None:
    for pad in DOCUMENT["paths"]:
        adres = f"{stad.client.gegevens['api']}{pad}".replace("{", "").replace("}", "")
        vooraf = httpx.options(adres, headers={"Origin": "https://elders.example"}, timeout=120)
        assert (vooraf.status_code, vooraf.headers.get("Access-Control-Allow-Origin")) == (204, None)
        assert "POST" in vooraf.headers["Access-Control-Allow-Methods"]
    nergens = httpx.get(f"{stad.client.gegevens['api']}/dit/bestaat/niet", timeout=120)
    assert nergens.status_code in (403, 404)


def test_what_an_agent_has_already_is_not_sent_again_until_it_changes(stad: Stad) -> None:
    pad = f"/emailberichten/{stad.ontvangen(stad.mail())['identificatie']}"
    gelezen = stad.anna.get(pad).raise_for_status()
    zelfde = stad.anna.get(pad, headers={"If-None-Match": gelezen.headers["ETag"]})
    assert (zelfde.status_code, zelfde.content, zelfde.headers["ETag"]) == (304, b"", gelezen.headers["ETag"])
    assert zelfde.headers["API-Version"] == DOCUMENT["info"]["version"]
    stad.anna.post(f"{pad}/inzage", json={}).raise_for_status()
    nieuw = stad.anna.get(pad, headers={"If-None-Match": gelezen.headers["ETag"]})
    assert (nieuw.status_code, nieuw.json()["status"]) == (200, "in_behandeling")
    assert nieuw.headers["ETag"] != gelezen.headers["ETag"]
