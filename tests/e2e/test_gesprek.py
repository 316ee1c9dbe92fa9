"""A conversation over SMTP and HTTP: question, answer, what the citizen writes back, and what we forgot to say."""

from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import httpx

from klantmail_local.client import envelop, wacht_op
from tests.e2e.conftest import Stad, platte_tekst, vraag


def _verzonden(stad: Stad, adres: str, verzending: str) -> EmailMessage:
    """Our mail as the citizen gets it, with the Message-ID of SES."""
    stad.verzending(verzending, "verzonden")
    (pad,) = [een for een in stad.verstuurd_aan(adres) if envelop(een)["tags"]["verzending"] == verzending]
    mail = message_from_bytes(pad.read_bytes(), policy=policy.default)
    assert "amazonses.com" in mail["Message-ID"]
    return mail


def _schrijft_terug(stad: Stad, adres: str, op: EmailMessage, *, van: str | None = None) -> dict[str, Any]:
    """Have the citizen (or `van`) answer that mail, and return the e-mailbericht, once it was read."""
    afzender = van or adres
    mail = (
        f"From: {afzender}\r\nTo: {stad.postvak}\r\nSubject: {op['Subject']}\r\nMessage-ID: <{uuid4()}@burger.example>\r\n"
        f"In-Reply-To: {op['Message-ID']}\r\nReferences: {op['References']} {op['Message-ID']}\r\n\r\nEn op zaterdag?\r\n"
    )
    stad.client.stuur_mail(mail.encode(), [stad.postvak], afzender)
    pad = f"/emailberichten/{stad.ontvangen(afzender)['identificatie']}"

    def gelezen() -> dict[str, Any] | None:
        bericht: dict[str, Any] = stad.anna.get(pad).raise_for_status().json()
        return bericht if bericht["ontleding"] == "gereed" else None

    return wacht_op(gelezen, "a mail that was read")


def _samenhang(stad: Stad, bericht: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    gelezen = stad.anna.get(f"/emailberichten/{bericht}/samenhang").raise_for_status().json()
    return gelezen["gesprek"]["results"], gelezen["zelfdeAfzender"]["results"]


def test_what_a_citizen_writes_back_belongs_to_the_conversation(stad: Stad) -> None:
    adres = stad.mail()
    los = stad.antwoord(stad.geopend(adres), inhoud="Los antwoord.").raise_for_status().json()
    stad.client.stuur_mail(vraag(adres, "Zwembad"), [stad.postvak], adres)
    geopend = stad.geopend(adres)
    eerste = geopend["emailbericht"]["identificatie"]
    beantwoord = stad.antwoord(geopend, inhoud="Ja, tot vijf uur.").raise_for_status().json()
    gevraagd, reply = beantwoord["klantcontacten"]
    mail = _verzonden(stad, adres, beantwoord["verzending"]["identificatie"])

    tweede = _schrijft_terug(stad, adres, mail)
    assert (tweede["gesprek"], tweede["antwoordOp"]) == (eerste, [reply["identificatie"]])
    assert (tweede["onderwerpGewijzigd"], tweede["afwijkendeAfzender"]) == (False, False)
    gesprek, van_adres = _samenhang(stad, tweede["identificatie"])
    assert gesprek == [gevraagd, reply]
    assert {een["identificatie"] for een in van_adres} == {een["identificatie"] for een in los["klantcontacten"]}
    assert {een["grond"] for een in van_adres} == {"afzender"}

    opnieuw = stad.geopend(adres)
    assert opnieuw["klantcontact"]["verwijstNaar"] == [reply["identificatie"]]
    weer = stad.antwoord(opnieuw, inhoud="Ook op zaterdag.").raise_for_status().json()
    pad = f"/klantcontacten/{weer['klantcontacten'][0]['identificatie']}/vervolgberichten"
    koppen = {"Idempotency-Key": str(uuid4())}
    vervolgd = stad.anna.post(pad, json={"inhoud": "Maar niet op feestdagen."}, headers=koppen)
    assert vervolgd.status_code == 201
    assert stad.anna.post(pad, json={"inhoud": "Maar niet op feestdagen."}, headers=koppen).json() == vervolgd.json()
    assert stad.anna.post(pad, json={"inhoud": "Iets anders."}, headers=koppen).status_code == 409
    mail = _verzonden(stad, adres, vervolgd.json()["verzending"]["identificatie"])
    assert "Maar niet op feestdagen." in platte_tekst(mail)

    derde = _schrijft_terug(stad, adres, mail)
    assert (derde["gesprek"], derde["antwoordOp"]) == (eerste, [vervolgd.json()["klantcontact"]["identificatie"]])
    gesprek, _ = _samenhang(stad, derde["identificatie"])
    assert [een["identificatie"] for een in gesprek] == [
        een["identificatie"] for een in (gevraagd, reply, *weer["klantcontacten"], vervolgd.json()["klantcontact"])
    ]


def test_who_answers_a_mail_that_went_to_another_is_marked(stad: Stad) -> None:
    adres = stad.mail()
    beantwoord = stad.antwoord(stad.geopend(adres)).raise_for_status().json()
    mail = _verzonden(stad, adres, beantwoord["verzending"]["identificatie"])
    vals = _schrijft_terug(stad, adres, mail, van=f"ander-{uuid4().hex[:12]}@elders.example")
    assert vals["afwijkendeAfzender"] is True
    assert vals["antwoordOp"] == [beantwoord["klantcontacten"][1]["identificatie"]]


def test_the_same_vervolgbericht_many_times_at_once_is_one_mail(stad: Stad) -> None:
    adres = stad.mail()
    beantwoord = stad.antwoord(stad.geopend(adres)).raise_for_status().json()
    pad = f"/klantcontacten/{beantwoord['klantcontacten'][0]['identificatie']}/vervolgberichten"
    koppen = {"Idempotency-Key": str(uuid4())}

    def stuur(_: int) -> httpx.Response:
        return stad.anna.post(pad, json={"inhoud": "Nog iets."}, headers=koppen)

    with ThreadPoolExecutor(4) as draden:
        responses = list(draden.map(stuur, range(12)))
    assert {response.status_code for response in responses} == {201}
    assert len({response.text for response in responses}) == 1
    _verzonden(stad, adres, responses[0].json()["verzending"]["identificatie"])
    gevonden = stad.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status().json()
    assert len(gevonden["results"]) == 3


def test_a_vervolgbericht_on_nothing_is_404(stad: Stad) -> None:
    response = stad.anna.post(
        f"/klantcontacten/{uuid4()}/vervolgberichten", json={"inhoud": "Hallo"}, headers={"Idempotency-Key": "x"}
    )
    assert response.status_code == 404
