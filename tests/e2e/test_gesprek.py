"""A conversation over SMTP and HTTP: question, answer, what the citizen writes back, and what we forgot to say."""

from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import httpx

from klantmail_local.client import envelop, wait_for
from tests.e2e.conftest import Town, plain_text, vraag


def _verzonden(town: Town, adres: str, verzending: str) -> EmailMessage:
    """Our mail as the citizen gets it, with the Message-ID of SES."""
    town.verzending(verzending, "verzonden")
    (path,) = [each for each in town.sent_to(adres) if envelop(each)["tags"]["verzending"] == verzending]
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert "amazonses.com" in mail["Message-ID"]
    return mail


def _schrijft_terug(town: Town, adres: str, op: EmailMessage, *, van: str | None = None) -> dict[str, Any]:
    """Have the citizen (or `van`) answer that mail, and return the e-mailbericht, once it was read."""
    afzender = van or adres
    mail = (
        f"From: {afzender}\r\nTo: {town.postvak}\r\nSubject: {op['Subject']}\r\nMessage-ID: <{uuid4()}@burger.example>\r\n"
        f"In-Reply-To: {op['Message-ID']}\r\nReferences: {op['References']} {op['Message-ID']}\r\n\r\nEn op zaterdag?\r\n"
    )
    town.client.send_mail(mail.encode(), [town.postvak], afzender)
    path = f"/emailberichten/{town.ontvangen(afzender)['identificatie']}"

    def gelezen() -> dict[str, Any] | None:
        bericht: dict[str, Any] = town.anna.get(path).raise_for_status().json()
        return bericht if bericht["ontleding"] == "gereed" else None

    return wait_for(gelezen, "a mail that was read")


def _samenhang(town: Town, bericht: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    read = town.anna.get(f"/emailberichten/{bericht}/samenhang").raise_for_status().json()
    return read["gesprek"]["results"], read["zelfdeAfzender"]["results"]


def test_what_a_citizen_writes_back_belongs_to_the_conversation(town: Town) -> None:
    adres = town.mail()
    los = town.antwoord(town.geopend(adres), inhoud="Los antwoord.").raise_for_status().json()
    town.client.send_mail(vraag(adres, "Zwembad"), [town.postvak], adres)
    geopend = town.geopend(adres)
    first = geopend["emailbericht"]["identificatie"]
    beantwoord = town.antwoord(geopend, inhoud="Ja, tot vijf uur.").raise_for_status().json()
    gevraagd, reply = beantwoord["klantcontacten"]
    mail = _verzonden(town, adres, beantwoord["verzending"]["identificatie"])

    second = _schrijft_terug(town, adres, mail)
    assert (second["gesprek"], second["antwoordOp"]) == (first, [reply["identificatie"]])
    assert (second["onderwerpGewijzigd"], second["afwijkendeAfzender"]) == (False, False)
    gesprek, van_adres = _samenhang(town, second["identificatie"])
    assert gesprek == [gevraagd, reply]
    assert {each["identificatie"] for each in van_adres} == {each["identificatie"] for each in los["klantcontacten"]}
    assert {each["grond"] for each in van_adres} == {"afzender"}

    opnieuw = town.geopend(adres)
    assert opnieuw["klantcontact"]["verwijstNaar"] == [reply["identificatie"]]
    again = town.antwoord(opnieuw, inhoud="Ook op zaterdag.").raise_for_status().json()
    path = f"/klantcontacten/{again['klantcontacten'][0]['identificatie']}/vervolgberichten"
    headers = {"Idempotency-Key": str(uuid4())}
    vervolgd = town.anna.post(path, json={"inhoud": "Maar niet op feestdagen."}, headers=headers)
    assert vervolgd.status_code == 201
    assert town.anna.post(path, json={"inhoud": "Maar niet op feestdagen."}, headers=headers).json() == vervolgd.json()
    assert town.anna.post(path, json={"inhoud": "Iets anders."}, headers=headers).status_code == 409
    mail = _verzonden(town, adres, vervolgd.json()["verzending"]["identificatie"])
    assert "Maar niet op feestdagen." in plain_text(mail)

    third = _schrijft_terug(town, adres, mail)
    assert (third["gesprek"], third["antwoordOp"]) == (first, [vervolgd.json()["klantcontact"]["identificatie"]])
    gesprek, _ = _samenhang(town, third["identificatie"])
    assert [each["identificatie"] for each in gesprek] == [
        each["identificatie"] for each in (gevraagd, reply, *again["klantcontacten"], vervolgd.json()["klantcontact"])
    ]


def test_who_answers_a_mail_that_went_to_another_is_marked(town: Town) -> None:
    adres = town.mail()
    beantwoord = town.antwoord(town.geopend(adres)).raise_for_status().json()
    mail = _verzonden(town, adres, beantwoord["verzending"]["identificatie"])
    vals = _schrijft_terug(town, adres, mail, van=f"ander-{uuid4().hex[:12]}@elders.example")
    assert vals["afwijkendeAfzender"] is True
    assert vals["antwoordOp"] == [beantwoord["klantcontacten"][1]["identificatie"]]


def test_the_same_vervolgbericht_many_times_at_once_is_one_mail(town: Town) -> None:
    adres = town.mail()
    beantwoord = town.antwoord(town.geopend(adres)).raise_for_status().json()
    path = f"/klantcontacten/{beantwoord['klantcontacten'][0]['identificatie']}/vervolgberichten"
    headers = {"Idempotency-Key": str(uuid4())}

    def stuur(_: int) -> httpx.Response:
        return town.anna.post(path, json={"inhoud": "Nog iets."}, headers=headers)

    with ThreadPoolExecutor(4) as threads:
        responses = list(threads.map(stuur, range(12)))
    assert {response.status_code for response in responses} == {201}
    assert len({response.text for response in responses}) == 1
    _verzonden(town, adres, responses[0].json()["verzending"]["identificatie"])
    found = town.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status().json()
    assert len(found["results"]) == 3


def test_a_vervolgbericht_on_nothing_is_404(town: Town) -> None:
    response = town.anna.post(
        f"/klantcontacten/{uuid4()}/vervolgberichten", json={"inhoud": "Hallo"}, headers={"Idempotency-Key": "x"}
    )
    assert response.status_code == 404
