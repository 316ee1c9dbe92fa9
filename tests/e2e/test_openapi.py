"""The description of the API on the deployed stack, and what is there for a visitor without a login."""

import httpx

from klantmail_local.client import TLS
from tests.e2e.conftest import Town
from tests.support.contract import DOCUMENT


def test_everybody_can_read_the_description_where_the_rules_want_it(town: Town) -> None:
    response = httpx.get(f"{town.client.details['api']}/openapi.json", headers={"Origin": "https://elders.example"}, timeout=120)
    assert response.status_code == 200
    assert response.json() == DOCUMENT
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["API-Version"] == DOCUMENT["info"]["version"]


def test_nobody_gets_further_than_that_without_a_login(town: Town) -> None:
    with httpx.Client(timeout=120, verify=TLS) as visitor:
        for path, methods in DOCUMENT["paths"].items():
            for method, operatie in methods.items():
                if operatie["x-rollen"]:
                    adres = f"{town.client.details['api']}{path}".replace("{", "").replace("}", "")
                    assert visitor.request(method, adres).status_code == 401, f"{method} {path}"


def test_a_browser_can_ask_about_every_path_beforehand_and_about_no_other_method(town: Town) -> None:
    with httpx.Client(timeout=120, verify=TLS) as browser:
        for path in DOCUMENT["paths"]:
            adres = f"{town.client.details['api']}{path}".replace("{", "").replace("}", "")
            before = browser.options(adres, headers={"Origin": "https://elders.example"})
            assert (before.status_code, before.headers.get("Access-Control-Allow-Origin")) == (204, None)
            assert "POST" in before.headers["Access-Control-Allow-Methods"]
        nergens = browser.get(f"{town.client.details['api']}/dit/bestaat/niet")
        assert nergens.status_code in (403, 404)


def test_what_an_agent_has_already_is_not_sent_again_until_it_changes(town: Town) -> None:
    path = f"/emailberichten/{town.ontvangen(town.mail())['identificatie']}"
    read = town.anna.get(path).raise_for_status()
    zelfde = town.anna.get(path, headers={"If-None-Match": read.headers["ETag"]})
    assert (zelfde.status_code, zelfde.content, zelfde.headers["ETag"]) == (304, b"", read.headers["ETag"])
    assert zelfde.headers["API-Version"] == DOCUMENT["info"]["version"]
    town.anna.post(f"{path}/inzage", json={}).raise_for_status()
    new = town.anna.get(path, headers={"If-None-Match": read.headers["ETag"]})
    assert (new.status_code, new.json()["status"]) == (200, "in_behandeling")
    assert new.headers["ETag"] != read.headers["ETag"]
