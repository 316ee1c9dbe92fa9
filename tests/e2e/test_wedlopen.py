"""Races that `test_beloften.py` leaves: one key for two agents or two mails, and an
answer while the mail is taken over.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.e2e.conftest import Stad


def _antwoord(agent: httpx.Client, geopend: dict[str, Any], key: str) -> httpx.Response:
    return agent.post(
        f"/emailberichten/{geopend['emailbericht']['identificatie']}/antwoord",
        json={"inzageId": geopend["inzageId"], "inhoud": "Dat kan via de website."},
        headers={"Idempotency-Key": key},
    )


def _open(agent: httpx.Client, identificatie: str) -> httpx.Response:
    return agent.post(f"/emailberichten/{identificatie}/inzage", json={})


@pytest.mark.short_proof
def test_of_fifty_answers_at_once_on_a_cold_system_one_is_stored_and_the_others_hear_so(stad: Stad) -> None:
    """Fifty workers begin at once, on whatever processors there are.

    One that had no time for its work says 503 and when to ask again, and then it hears so too.
    """
    geopend = stad.geopend()
    stad.omgeving.dood_functies("Beantwoorden")
    stad.anna.timeout = 300
    keys = [str(uuid4()) for _ in range(50)]
    with ThreadPoolExecutor(len(keys)) as draden:
        responses = list(draden.map(lambda key: _antwoord(stad.anna, geopend, key), keys))
    codes = []
    for key, response in zip(keys, responses, strict=True):
        if response.status_code == 503:
            assert int(response.headers["Retry-After"]) > 0
        for _ in range(10):
            if response.status_code < 500:
                break
            response = _antwoord(stad.anna, geopend, key)  # a client asks again for as long as it was not answered
        codes.append(response.status_code)
    assert sorted(codes) == [201] + [409] * 49
    gevonden = stad.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": geopend["emailbericht"]["afzender"]["adres"]})
    assert len(gevonden.raise_for_status().json()["results"]) == 2


def test_two_agents_and_two_mails_at_once_with_the_same_key_do_not_see_each_other(stad: Stad) -> None:
    key = str(uuid4())
    van_anna, ook_van_anna = stad.geopend(), stad.geopend()
    bericht = stad.ontvangen(stad.mail())
    van_bram = _open(stad.bram, bericht["identificatie"]).raise_for_status().json()
    werk = [(stad.anna, van_anna), (stad.anna, ook_van_anna), (stad.bram, van_bram)]
    with ThreadPoolExecutor(12) as draden:
        responses = list(draden.map(lambda wie: _antwoord(wie[0], wie[1], key), werk * 4))
    assert {response.status_code for response in responses} == {201}
    per_mail = [{response.text for response in responses[plek::3]} for plek in range(3)]
    assert [len(teksten) for teksten in per_mail] == [1, 1, 1]
    assert len(set.union(*per_mail)) == 3
    for (_, geopend), response in zip(werk, responses, strict=False):
        verzending = response.json()["verzending"]["identificatie"]
        stad.verzending(verzending, "verzonden")
        assert len(stad.verstuurd_aan(geopend["emailbericht"]["afzender"]["adres"])) == 1


def test_of_an_answer_and_a_take_over_at_once_one_happens_whole(stad: Stad) -> None:
    for _ in range(5):
        geopend = stad.geopend()
        identificatie = geopend["emailbericht"]["identificatie"]
        _laat_verlopen(stad, identificatie)
        with ThreadPoolExecutor(2) as draden:
            response = draden.submit(_antwoord, stad.anna, geopend, str(uuid4()))
            overname = draden.submit(_open, stad.bram, identificatie)
        codes = (response.result().status_code, overname.result().status_code)
        assert codes in {(201, 409), (409, 201)}
        bericht = stad.anna.get(f"/emailberichten/{identificatie}").raise_for_status().json()
        adres = bericht["afzender"]["adres"]
        gevonden = stad.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status().json()["results"]
        if codes == (201, 409):
            assert bericht["status"] == "afgehandeld"
            assert sorted(contact["initiatiefnemer"] for contact in gevonden) == ["gemeente", "klant"]
        else:
            assert (bericht["status"], gevonden) == ("in_behandeling", [])
            assert _antwoord(stad.anna, geopend, str(uuid4())).status_code == 409
            assert _antwoord(stad.bram, overname.result().json(), str(uuid4())).status_code == 201


def _laat_verlopen(stad: Stad, identificatie: str) -> None:
    """Let the claim of this mail run out."""
    stad.omgeving.aws.dynamodb.update_item(
        TableName=stad.omgeving.stack.tabel,
        Key={"PK": {"S": f"EMAILBERICHT#{identificatie}"}, "SK": {"S": "EMAILBERICHT"}},
        UpdateExpression="SET geclaimdTot = :toen",
        ExpressionAttributeValues={":toen": {"S": "2000-01-01T00:00:00.000Z"}},
    )
