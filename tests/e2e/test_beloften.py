"""The promises, against the deployed stack: races, refusals, doubt, and what is picked up again."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from klantmail_local.client import wait_for
from klantmail_local.herontleed import herontleed
from tests.e2e.conftest import Town, vraag


@pytest.mark.short_proof
def test_fifty_answers_at_once_with_different_keys_store_one_pair(town: Town) -> None:
    geopend = town.geopend()
    with ThreadPoolExecutor(10) as threads:
        responses = list(threads.map(lambda _: town.antwoord(geopend), range(50)))
    codes = sorted(response.status_code for response in responses)
    assert codes == [201] + [409] * 49
    _een_paar(town, geopend)


@pytest.mark.short_proof
def test_fifty_answers_at_once_with_the_same_key_are_one(town: Town) -> None:
    geopend, key = town.geopend(), str(uuid4())
    with ThreadPoolExecutor(10) as threads:
        responses = list(threads.map(lambda _: town.antwoord(geopend, key), range(50)))
    assert {response.status_code for response in responses} == {201}
    assert len({response.text for response in responses}) == 1
    _een_paar(town, geopend)


def _een_paar(town: Town, geopend: dict[str, dict[str, dict[str, str]]]) -> None:
    adres = geopend["emailbericht"]["afzender"]["adres"]
    found = town.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status().json()["results"]
    assert sorted(each["initiatiefnemer"] for each in found) == ["gemeente", "klant"]
    bericht = town.anna.get(f"/emailberichten/{geopend['emailbericht']['identificatie']}").raise_for_status().json()
    town.verzending(bericht["afhandeling"]["verzendingen"][0], "verzonden")
    assert len(town.sent_to(adres)) == 1


@pytest.mark.short_proof
def test_twenty_agents_at_once_get_one_claim(town: Town) -> None:
    bericht = town.ontvangen(town.mail())
    agenten = [town.anna, town.bram]

    def open_mail(number: int) -> int:
        return agenten[number % 2].post(f"/emailberichten/{bericht['identificatie']}/inzage", json={}).status_code

    with ThreadPoolExecutor(20) as threads:
        codes = list(threads.map(open_mail, range(20)))
    assert codes.count(201) == 1
    assert sorted(codes) == [200] * 9 + [201] + [409] * 10


def test_the_same_key_with_another_answer_is_refused_and_an_own_key_of_another_agent_disturbs_nothing(town: Town) -> None:
    geopend, other, key = town.geopend(), town.geopend(), str(uuid4())
    assert town.antwoord(geopend, key).status_code == 201
    assert town.antwoord(geopend, key, inhoud="Iets anders").json()["type"].endswith("sleutel-hergebruikt")
    assert town.antwoord(other, key).status_code == 201


def test_a_refusal_of_ses_is_the_end_and_a_beheerder_can_have_it_sent_again(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    town.environment.faults.plan("geweigerd", to=adres)
    identificatie = town.antwoord(geopend).raise_for_status().json()["verzending"]["identificatie"]
    verzending = town.verzending(identificatie, "mislukt")
    assert verzending["reden"] == "MessageRejected"
    assert identificatie in _lijst(town)
    hervat = {"keuze": "opnieuw", "toelichting": "Was een storing"}
    path = f"/verzendingen/{identificatie}/hervatting"
    assert town.anna.post(path, json=hervat, headers={"Idempotency-Key": "x"}).status_code == 403
    town.beheer.post(path, json=hervat, headers={"Idempotency-Key": "x"}).raise_for_status()
    town.vangnet()
    town.verzending(identificatie, "verzonden")
    assert len(town.sent_to(adres)) == 1


def test_when_nobody_can_know_it_becomes_onbekend_and_is_not_sent_again(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    town.environment.faults.plan("fout", accepted=False, to=adres)
    identificatie = town.antwoord(geopend).raise_for_status().json()["verzending"]["identificatie"]
    town.verzending(identificatie, "onbekend")
    assert identificatie in _lijst(town)
    town.vangnet()
    assert town.sent_to(adres) == []
    assert town.verzending(identificatie, "onbekend")["pogingen"] == 1


def test_an_event_of_ses_settles_the_doubt(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    town.environment.faults.plan("fout", accepted=True, to=adres)
    identificatie = town.antwoord(geopend).raise_for_status().json()["verzending"]["identificatie"]
    town.verzending(identificatie, "verzonden")
    assert len(town.sent_to(adres)) == 1


def test_a_busy_ses_makes_the_verzending_wait_and_not_fail(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    town.environment.faults.plan("te_druk", to=adres)
    identificatie = town.antwoord(geopend).raise_for_status().json()["verzending"]["identificatie"]
    wait_for(lambda: town.anna.get(f"/verzendingen/{identificatie}").json()["pogingen"] == 1, "the first attempt")
    assert town.verzending(identificatie, "te_verzenden")["reden"] == "TooManyRequestsException"
    assert town.sent_to(adres) == []


def test_a_bounce_comes_back_to_its_verzending(town: Town) -> None:
    adres = "bounce@simulator.amazonses.com"
    town.client.send_mail(vraag(adres), [town.postvak], adres)
    identificatie = town.antwoord(town.geopend(adres)).raise_for_status().json()["verzending"]["identificatie"]

    def geweigerd() -> bool:
        return bool(town.anna.get(f"/verzendingen/{identificatie}").json()["aandacht"] == "geweigerd")

    wait_for(geweigerd, "the bounce on the verzending")
    assert identificatie in _lijst(town)


def test_spam_is_kept_apart_until_a_beheerder_lets_it_in(town: Town) -> None:
    gtube = b"XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"
    adres = f"spam-{uuid4().hex[:12]}@burger.example"
    town.client.send_mail(vraag(adres) + gtube + b"\r\n", [town.postvak], adres)
    bericht = town.ontvangen(adres, status="quarantaine")
    path = f"/emailberichten/{bericht['identificatie']}"
    assert town.anna.post(f"{path}/inzage", json={}).status_code == 409
    assert town.anna.post(f"{path}/vrijgave", json={}).status_code == 403
    assert town.beheer.post(f"{path}/vrijgave", json={}).status_code == 201
    assert town.ontvangen(adres)["status"] == "nieuw"
    assert town.anna.post(f"{path}/inzage", json={}).status_code == 201


def test_mail_whose_event_was_lost_is_taken_in_by_the_vangnet(town: Town) -> None:
    adres = f"burger-{uuid4().hex[:12]}@burger.example"
    ses_koppen = (
        b"Received: from mx.burger.example ([192.0.2.1]) by inbound-smtp.eu-west-1.amazonaws.com with SMTP id x for y;\r\n"
        b"X-SES-Spam-Verdict: PASS\r\nX-SES-Virus-Verdict: PASS\r\n"
    )
    for number, headers in enumerate((ses_koppen, b"")):
        town.environment.aws.s3.put_object(
            Bucket=town.client.details["aws"]["intake"],
            Key=f"{town.postvak}/{uuid4().hex}",
            Body=headers + vraag(adres, f"Nr {number}"),
        )
    town.vangnet(intake_wachttijd=0)
    assert town.ontvangen(adres)["onderwerp"] == "Nr 0"
    assert town.ontvangen(adres, status="quarantaine")["onderwerp"] == "Nr 1"


def test_sweeping_runs_with_what_its_role_may(town: Town) -> None:
    town.antwoord(town.geopend()).raise_for_status()
    assert town.invoke(town.function("Vegen"))["verwijderd"] == 0


def test_the_archive_read_again_gives_what_is_stored(town: Town) -> None:
    town.ontvangen(town.mail())
    lines: list[str] = []
    seen, changed = herontleed(town.environment.aws, town.client.details["aws"]["archief"], lines.append)
    assert seen > 0
    assert (changed, lines) == (0, [])


@pytest.mark.short_proof
def test_workers_that_are_killed_while_answering_leave_no_half_thing(town: Town) -> None:
    geopende = [town.geopend() for _ in range(6)]
    keys = [str(uuid4()) for _ in geopende]

    def status(number: int) -> int:
        return town.antwoord(geopende[number], keys[number]).status_code

    with ThreadPoolExecutor(6) as threads:
        first = [threads.submit(status, number) for number in range(6)]
        town.environment.kill_functions("Beantwoorden")
        town.environment.kill_functions("Verzenden")
        for belofte in first:
            belofte.exception()
    for number, each in enumerate(geopende):
        assert wait_for(lambda n=number: status(n) == 201, "the answer, sent again") is True  # type: ignore[misc]
        adres = each["emailbericht"]["afzender"]["adres"]
        found = town.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status().json()["results"]
        assert sorted(contact["initiatiefnemer"] for contact in found) == ["gemeente", "klant"]
        assert len(town.sent_to(adres)) <= 1


def _lijst(town: Town) -> set[str]:
    response = town.anna.get("/verzendingen", params={"pageSize": 100}).raise_for_status().json()
    return {each["identificatie"] for each in response["results"]}
