"""The privacy officer has all collected that is held about a person, on the deployed functions, and fetches it."""

import json
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import httpx

from tests.e2e.conftest import Town


def _collected(town: Town, *addresses: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    with town.privacy() as hanna:
        key = {"Idempotency-Key": str(uuid4())}
        asked = hanna.post("/inzageverzoeken", json={"adressen": list(addresses)}, headers=key)
        assert asked.status_code == 202
        read = town.collected(hanna, asked.json()["identificatie"])
        assert asked.json()["identificatie"] in {
            each["identificatie"] for each in hanna.get("/inzageverzoeken").json()["results"]
        }
    (file,) = read["bestanden"]
    content = httpx.get(file["inhoudUrl"], trust_env=False, timeout=60).raise_for_status().content
    assert len(content) == file["omvang"]
    with ZipFile(BytesIO(content)) as zipped:
        return read, {name: zipped.read(name) for name in zipped.namelist()}


def test_the_mails_of_a_person_are_fetched_with_what_came_of_them_and_those_of_another_are_not(town: Town) -> None:
    address, other = town.mail(), town.mail()
    opened = town.geopend(address)
    answered = town.antwoord(opened).raise_for_status().json()
    contact = answered["klantcontacten"][0]["identificatie"]
    right = {"tekst": "Met dubbel s"}
    key = {"Idempotency-Key": str(uuid4())}
    town.anna.post(f"/klantcontacten/{contact}/rectificaties", json=right, headers=key).raise_for_status()
    assert [each["tekst"] for each in town.anna.get(f"/klantcontacten/{contact}").json()["rectificaties"]] == ["Met dubbel s"]
    read, files = _collected(town, address)
    assert (read["gevonden"], read["aantallen"]["klantcontacten"], read["aantallen"]["rectificaties"]) == (1, 2, 1)
    mail = opened["emailbericht"]["identificatie"]
    assert address.encode() in files[f"emailberichten/{mail}/e-mail.eml"]
    assert not any(other.encode() in content for content in files.values())
    assert {each["identificatie"] for each in json.loads(files["gegevens/klantcontacten.json"])} == {
        each["identificatie"] for each in answered["klantcontacten"]
    }
    assert "Uw gegevens bij" in files["overzicht.html"].decode()


def test_nobody_else_may_ask_or_fetch(town: Town) -> None:
    for who in (town.anna, town.beheer):
        key = {"Idempotency-Key": str(uuid4())}
        assert who.post("/inzageverzoeken", json={"adressen": ["x@burger.example"]}, headers=key).status_code == 403
        assert who.get("/inzageverzoeken").status_code == 403
        assert who.get(f"/inzageverzoeken/{uuid4()}").status_code == 403
