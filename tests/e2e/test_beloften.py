"""The promises, against the deployed stack: races, refusals, doubt, and what is picked up again."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from klantmail_local.client import wacht_op
from klantmail_local.herontleed import herontleed
from tests.e2e.conftest import Stad, vraag


def test_fifty_answers_at_once_with_different_keys_store_one_pair(stad: Stad) -> None:
    geopend = stad.geopend()
    with ThreadPoolExecutor(10) as draden:
        responses = list(draden.map(lambda _: stad.antwoord(geopend), range(50)))
    codes = sorted(response.status_code for response in responses)
    assert codes == [201] + [409] * 49
    _een_paar(stad, geopend)


def test_fifty_answers_at_once_with_the_same_key_are_one(stad: Stad) -> None:
    geopend, key = stad.geopend(), str(uuid4())
    with ThreadPoolExecutor(10) as draden:
        responses = list(draden.map(lambda _: stad.antwoord(geopend, key), range(50)))
    assert {response.status_code for response in responses} == {201}
    assert len({response.text for response in responses}) == 1
    _een_paar(stad, geopend)


def _een_paar(stad: Stad, geopend: dict[str, dict[str, dict[str, str]]]) -> None:
    adres = geopend["emailbericht"]["afzender"]["adres"]
    gevonden = stad.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status().json()["results"]
    assert sorted(een["initiatiefnemer"] for een in gevonden) == ["gemeente", "klant"]
    bericht = stad.anna.get(f"/emailberichten/{geopend['emailbericht']['identificatie']}").raise_for_status().json()
    stad.verzending(bericht["afhandeling"]["verzendingen"][0], "verzonden")
    assert len(stad.verstuurd_aan(adres)) == 1


def test_twenty_agents_at_once_get_one_claim(stad: Stad) -> None:
    bericht = stad.ontvangen(stad.mail())
    agenten = [stad.anna, stad.bram]

    def open_mail(nummer: int) -> int:
        return agenten[nummer % 2].post(f"/emailberichten/{bericht['identificatie']}/inzage", json={}).status_code

    with ThreadPoolExecutor(20) as draden:
        codes = list(draden.map(open_mail, range(20)))
    assert codes.count(201) == 1
    assert sorted(codes) == [200] * 9 + [201] + [409] * 10


def test_the_same_key_with_another_answer_is_refused_and_an_own_key_of_another_agent_disturbs_nothing(stad: Stad) -> None:
    geopend, ander, key = stad.geopend(), stad.geopend(), str(uuid4())
    assert stad.antwoord(geopend, key).status_code == 201
    assert stad.antwoord(geopend, key, inhoud="Iets anders").json()["type"].endswith("sleutel-hergebruikt")
    assert stad.antwoord(ander, key).status_code == 201


def test_a_refusal_of_ses_is_the_end_and_a_beheerder_can_have_it_sent_again(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    stad.omgeving.storingen.plan("geweigerd", aan=adres)
    identificatie = stad.antwoord(geopend).raise_for_status().json()["verzending"]["identificatie"]
    verzending = stad.verzending(identificatie, "mislukt")
    assert verzending["reden"] == "MessageRejected"
    assert identificatie in _lijst(stad)
    hervat = {"keuze": "opnieuw", "toelichting": "Was een storing"}
    pad = f"/verzendingen/{identificatie}/hervatting"
    assert stad.anna.post(pad, json=hervat, headers={"Idempotency-Key": "x"}).status_code == 403
    stad.beheer.post(pad, json=hervat, headers={"Idempotency-Key": "x"}).raise_for_status()
    stad.vangnet()
    stad.verzending(identificatie, "verzonden")
    assert len(stad.verstuurd_aan(adres)) == 1


def test_when_nobody_can_know_it_becomes_onbekend_and_is_not_sent_again(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    stad.omgeving.storingen.plan("fout", aangenomen=False, aan=adres)
    identificatie = stad.antwoord(geopend).raise_for_status().json()["verzending"]["identificatie"]
    stad.verzending(identificatie, "onbekend")
    assert identificatie in _lijst(stad)
    stad.vangnet()
    assert stad.verstuurd_aan(adres) == []
    assert stad.verzending(identificatie, "onbekend")["pogingen"] == 1


def test_an_event_of_ses_settles_the_doubt(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    stad.omgeving.storingen.plan("fout", aangenomen=True, aan=adres)
    identificatie = stad.antwoord(geopend).raise_for_status().json()["verzending"]["identificatie"]
    stad.verzending(identificatie, "verzonden")
    assert len(stad.verstuurd_aan(adres)) == 1


def test_a_busy_ses_makes_the_verzending_wait_and_not_fail(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    stad.omgeving.storingen.plan("te_druk", aan=adres)
    identificatie = stad.antwoord(geopend).raise_for_status().json()["verzending"]["identificatie"]
    wacht_op(lambda: stad.anna.get(f"/verzendingen/{identificatie}").json()["pogingen"] == 1, "the first attempt")
    assert stad.verzending(identificatie, "te_verzenden")["reden"] == "TooManyRequestsException"
    assert stad.verstuurd_aan(adres) == []


def test_a_bounce_comes_back_to_its_verzending(stad: Stad) -> None:
    adres = "bounce@simulator.amazonses.com"
    stad.client.stuur_mail(vraag(adres), [stad.postvak], adres)
    identificatie = stad.antwoord(stad.geopend(adres)).raise_for_status().json()["verzending"]["identificatie"]

    def geweigerd() -> bool:
        return bool(stad.anna.get(f"/verzendingen/{identificatie}").json()["aandacht"] == "geweigerd")

    wacht_op(geweigerd, "the bounce on the verzending")
    assert identificatie in _lijst(stad)


def test_spam_is_kept_apart_until_a_beheerder_lets_it_in(stad: Stad) -> None:
    gtube = b"XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"
    adres = f"spam-{uuid4().hex[:12]}@burger.example"
    stad.client.stuur_mail(vraag(adres) + gtube + b"\r\n", [stad.postvak], adres)
    bericht = stad.ontvangen(adres, status="quarantaine")
    pad = f"/emailberichten/{bericht['identificatie']}"
    assert stad.anna.post(f"{pad}/inzage", json={}).status_code == 409
    assert stad.anna.post(f"{pad}/vrijgave", json={}).status_code == 403
    assert stad.beheer.post(f"{pad}/vrijgave", json={}).status_code == 201
    assert stad.ontvangen(adres)["status"] == "nieuw"
    assert stad.anna.post(f"{pad}/inzage", json={}).status_code == 201


def test_mail_whose_event_was_lost_is_taken_in_by_the_vangnet(stad: Stad) -> None:
    adres = f"burger-{uuid4().hex[:12]}@burger.example"
    ses_koppen = (
        b"Received: from mx.burger.example ([192.0.2.1]) by inbound-smtp.eu-west-1.amazonaws.com with SMTP id x for y;\r\n"
        b"X-SES-Spam-Verdict: PASS\r\nX-SES-Virus-Verdict: PASS\r\n"
    )
    for nummer, koppen in enumerate((ses_koppen, b"")):
        stad.omgeving.aws.s3.put_object(
            Bucket=stad.client.gegevens["aws"]["intake"],
            Key=f"{stad.postvak}/{uuid4().hex}",
            Body=koppen + vraag(adres, f"Nr {nummer}"),
        )
    stad.vangnet(intake_wachttijd=0)
    assert stad.ontvangen(adres)["onderwerp"] == "Nr 0"
    assert stad.ontvangen(adres, status="quarantaine")["onderwerp"] == "Nr 1"


def test_sweeping_runs_with_what_its_role_may(stad: Stad) -> None:
    stad.antwoord(stad.geopend()).raise_for_status()
    assert stad.roep(stad.functie("Vegen"))["verwijderd"] == 0


def test_the_archive_read_again_gives_what_is_stored(stad: Stad) -> None:
    stad.ontvangen(stad.mail())
    regels: list[str] = []
    bekeken, veranderd = herontleed(stad.omgeving.aws, stad.client.gegevens["aws"]["archief"], regels.append)
    assert bekeken > 0
    assert (veranderd, regels) == (0, [])


def test_workers_that_are_killed_while_answering_leave_no_half_thing(stad: Stad) -> None:
    geopende = [stad.geopend() for _ in range(6)]
    keys = [str(uuid4()) for _ in geopende]

    def status(nummer: int) -> int:
        return stad.antwoord(geopende[nummer], keys[nummer]).status_code

    with ThreadPoolExecutor(6) as draden:
        eerste = [draden.submit(status, nummer) for nummer in range(6)]
        stad.omgeving.dood_functies("Beantwoorden")
        stad.omgeving.dood_functies("Verzenden")
        for belofte in eerste:
            belofte.exception()
    for nummer, een in enumerate(geopende):
        assert wacht_op(lambda n=nummer: status(n) == 201, "the answer, sent again") is True  # type: ignore[misc]
        adres = een["emailbericht"]["afzender"]["adres"]
        gevonden = stad.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status().json()["results"]
        assert sorted(contact["initiatiefnemer"] for contact in gevonden) == ["gemeente", "klant"]
        assert len(stad.verstuurd_aan(adres)) <= 1


def _lijst(stad: Stad) -> set[str]:
    response = stad.anna.get("/verzendingen", params={"pageSize": 100}).raise_for_status().json()
    return {een["identificatie"] for een in response["results"]}
