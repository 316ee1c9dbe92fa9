"""The privacy officer has all collected that is held about a person, on the deployed functions, and fetches it."""

import json
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import httpx

from tests.e2e.conftest import Stad


def _collected(stad: Stad, *addresses: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    with stad.privacy() as hanna:
        key = {"Idempotency-Key": str(uuid4())}
        asked = hanna.post("/inzageverzoeken", json={"adressen": list(addresses)}, headers=key)
        assert asked.status_code == 202
        read = stad.collected(hanna, asked.json()["identificatie"])
        assert asked.json()["identificatie"] in {een["identificatie"] for een in hanna.get("/inzageverzoeken").json()["results"]}
    (bestand,) = read["bestanden"]
    content = httpx.get(bestand["inhoudUrl"], trust_env=False, timeout=60).raise_for_status().content
    assert len(content) == bestand["omvang"]
    with ZipFile(BytesIO(content)) as zipped:
        return read, {name: zipped.read(name) for name in zipped.namelist()}


def test_the_mails_of_a_person_are_fetched_with_what_came_of_them_and_those_of_another_are_not(stad: Stad) -> None:
    address, other = stad.mail(), stad.mail()
    opened = stad.geopend(address)
    answered = stad.antwoord(opened).raise_for_status().json()
    contact = answered["klantcontacten"][0]["identificatie"]
    right = {"tekst": "Met dubbel s"}
    key = {"Idempotency-Key": str(uuid4())}
    stad.anna.post(f"/klantcontacten/{contact}/rectificaties", json=right, headers=key).raise_for_status()
    assert [een["tekst"] for een in stad.anna.get(f"/klantcontacten/{contact}").json()["rectificaties"]] == ["Met dubbel s"]
    read, files = _collected(stad, address)
    assert (read["gevonden"], read["aantallen"]["klantcontacten"], read["aantallen"]["rectificaties"]) == (1, 2, 1)
    mail = opened["emailbericht"]["identificatie"]
    assert address.encode() in files[f"emailberichten/{mail}/e-mail.eml"]
    assert not any(other.encode() in content for content in files.values())
    assert {een["identificatie"] for een in json.loads(files["gegevens/klantcontacten.json"])} == {
        een["identificatie"] for een in answered["klantcontacten"]
    }
    assert "Uw gegevens bij" in files["overzicht.html"].decode()


def test_nobody_else_may_ask_or_fetch(stad: Stad) -> None:
    for wie in (stad.anna, stad.beheer):
        key = {"Idempotency-Key": str(uuid4())}
        assert wie.post("/inzageverzoeken", json={"adressen": ["x@burger.example"]}, headers=key).status_code == 403
        assert wie.get("/inzageverzoeken").status_code == 403
        assert wie.get(f"/inzageverzoeken/{uuid4()}").status_code == 403
