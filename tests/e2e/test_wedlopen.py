"""Races that `test_beloften.py` leaves: one key for two agents or two mails, and an
answer while the mail is taken over.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.e2e.conftest import Town


def _antwoord(agent: httpx.Client, geopend: dict[str, Any], key: str) -> httpx.Response:
    return agent.post(
        f"/emailberichten/{geopend['emailbericht']['identificatie']}/antwoord",
        json={"inzageId": geopend["inzageId"], "inhoud": "Dat kan via de website."},
        headers={"Idempotency-Key": key},
    )


def _open(agent: httpx.Client, identificatie: str) -> httpx.Response:
    return agent.post(f"/emailberichten/{identificatie}/inzage", json={})


@pytest.mark.short_proof
def test_of_fifty_answers_at_once_on_a_cold_system_one_is_stored_and_the_others_hear_so(town: Town) -> None:
    """Fifty workers begin at once, on whatever processors there are.

    One that had no time for its work says 503 and when to ask again, and then it hears so too.
    """
    geopend = town.geopend()
    town.environment.kill_functions("Beantwoorden")
    town.anna.timeout = 300
    keys = [str(uuid4()) for _ in range(50)]
    with ThreadPoolExecutor(len(keys)) as threads:
        responses = list(threads.map(lambda key: _antwoord(town.anna, geopend, key), keys))
    codes = []
    for key, response in zip(keys, responses, strict=True):
        if response.status_code == 503:
            assert int(response.headers["Retry-After"]) > 0
        for _ in range(10):
            if response.status_code < 500:
                break
            response = _antwoord(town.anna, geopend, key)  # a client asks again for as long as it was not answered
        codes.append(response.status_code)
    assert sorted(codes) == [201] + [409] * 49
    found = town.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": geopend["emailbericht"]["afzender"]["adres"]})
    assert len(found.raise_for_status().json()["results"]) == 2


def test_two_agents_and_two_mails_at_once_with_the_same_key_do_not_see_each_other(town: Town) -> None:
    key = str(uuid4())
    van_anna, ook_van_anna = town.geopend(), town.geopend()
    bericht = town.ontvangen(town.mail())
    van_bram = _open(town.bram, bericht["identificatie"]).raise_for_status().json()
    werk = [(town.anna, van_anna), (town.anna, ook_van_anna), (town.bram, van_bram)]
    with ThreadPoolExecutor(12) as threads:
        responses = list(threads.map(lambda who: _antwoord(who[0], who[1], key), werk * 4))
    assert {response.status_code for response in responses} == {201}
    per_mail = [{response.text for response in responses[place::3]} for place in range(3)]
    assert [len(texts) for texts in per_mail] == [1, 1, 1]
    assert len(set.union(*per_mail)) == 3
    for (_, geopend), response in zip(werk, responses, strict=False):
        verzending = response.json()["verzending"]["identificatie"]
        town.verzending(verzending, "verzonden")
        assert len(town.sent_to(geopend["emailbericht"]["afzender"]["adres"])) == 1


def test_of_an_answer_and_a_take_over_at_once_one_happens_whole(town: Town) -> None:
    for _ in range(5):
        geopend = town.geopend()
        identificatie = geopend["emailbericht"]["identificatie"]
        _laat_verlopen(town, identificatie)
        with ThreadPoolExecutor(2) as threads:
            response = threads.submit(_antwoord, town.anna, geopend, str(uuid4()))
            overname = threads.submit(_open, town.bram, identificatie)
        codes = (response.result().status_code, overname.result().status_code)
        assert codes in {(201, 409), (409, 201)}
        bericht = town.anna.get(f"/emailberichten/{identificatie}").raise_for_status().json()
        adres = bericht["afzender"]["adres"]
        found = town.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status().json()["results"]
        if codes == (201, 409):
            assert bericht["status"] == "afgehandeld"
            assert sorted(contact["initiatiefnemer"] for contact in found) == ["gemeente", "klant"]
        else:
            assert (bericht["status"], found) == ("in_behandeling", [])
            assert _antwoord(town.anna, geopend, str(uuid4())).status_code == 409
            assert _antwoord(town.bram, overname.result().json(), str(uuid4())).status_code == 201


def _laat_verlopen(town: Town, identificatie: str) -> None:
    """Let the claim of this mail run out."""
    town.environment.aws.dynamodb.update_item(
        TableName=town.environment.stack.table,
        Key={"PK": {"S": f"EMAILBERICHT#{identificatie}"}, "SK": {"S": "EMAILBERICHT"}},
        UpdateExpression="SET geclaimdTot = :toen",
        ExpressionAttributeValues={":toen": {"S": "2000-01-01T00:00:00.000Z"}},
    )
