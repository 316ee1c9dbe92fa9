"""A mail becomes a zaak: through SMTP and HTTP, on the deployed stack, with a Zaken API
that behaves as the ZGW standard says.
"""

import json
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import boto3
import httpx
import pytest

from klantmail_local.client import wait_for
from tests.e2e.conftest import Town
from tests.support.builders import KLACHT
from tests.support.scenes.place import antedate
from tests.support.zgw_server import CLIENT_ID, GEHEIM, Mishap, ZgwServer, zgw_server

BIJLAGE = b"%PDF-1.4\n%\xff\x00foto van het grofvuil"


@pytest.fixture(scope="module")
def zgw(town: Town) -> Iterator[ZgwServer]:
    """Run the Zaken API and Documenten API of this municipality, set on the
    functions as the template's parameters would.
    """
    aws = town.client.details["aws"]
    geheimen = boto3.client(
        "secretsmanager",
        endpoint_url=aws["endpoint"],
        region_name=aws["region"],
        aws_access_key_id=aws["accessKeyId"],
        aws_secret_access_key=aws["secretAccessKey"],
    )
    inhoud = json.dumps({"clientId": CLIENT_ID, "secret": GEHEIM})
    geheim = geheimen.create_secret(Name=f"zgw-{uuid4()}", SecretString=inhoud)["ARN"]
    line = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": geheim}
    for rol in ("RegistrerenRole", "VernietigenRole", "DoorzettenRole"):
        town.environment.aws.iam.put_role_policy(
            RoleName=town.function(rol),
            PolicyName="ZgwGeheimLezen",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [line]}),
        )
    with zgw_server() as server:
        adressen = {
            "ZAKEN_API": server.zaken_api,
            "CATALOGI_API": server.catalogi_api,
            "DOCUMENTEN_API": server.documenten_api,
            "ZGW_GEHEIM": geheim,
        }
        variables = _stel_in(town, "Registreren", adressen)
        server.informatieobjecttype = variables["INFORMATIEOBJECTTYPE"]
        _stel_in(town, "Vangnet", {"REGISTREREN": _arn(town, "Registreren")})
        for function in ("Doorzetten", "Inrichting"):
            _stel_in(town, function, {"ZAAKTYPEN": f"{KLACHT.naam}={KLACHT.url}"})
        for function in ("Vernietigen", "Doorzetten"):
            _stel_in(town, function, {"ZAKEN_API": server.zaken_api, "ZGW_GEHEIM": geheim})
        yield server
        _stel_in(town, "Vangnet", {"REGISTREREN": ""})
        for function in ("Vernietigen", "Doorzetten"):
            _stel_in(town, function, {"ZAKEN_API": "", "ZGW_GEHEIM": ""})


def _arn(town: Town, function: str) -> str:
    return town.environment.aws.functions.get_function(FunctionName=town.function(function))["Configuration"]["FunctionArn"]


def _stel_in(town: Town, function: str, values: Mapping[str, str]) -> Mapping[str, str]:
    functions, name = town.environment.aws.functions, town.function(function)
    variables = functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"] | dict(values)
    functions.update_function_configuration(FunctionName=name, Environment={"Variables": variables})
    return variables


def _mail() -> tuple[str, bytes]:
    adres = f"burger-{uuid4().hex[:12]}@burger.example"
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = adres, "info@gemeente.example", "Grofvuil"
    mail["Message-ID"] = f"<{uuid4()}@burger.example>"
    mail.set_content("Het grofvuil ligt er nog, zie de foto.")
    mail.add_attachment(BIJLAGE, maintype="application", subtype="pdf", filename="foto.pdf")
    return adres, mail.as_bytes()


def _gemaakt(town: Town, **fields: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Open a mail with an attachment, and have Anna make a zaak of it. Args: velden: other fields of her request."""
    adres, mail = _mail()
    town.client.send_mail(mail, [town.postvak], adres)
    geopend = town.geopend(adres)
    (zaaktype,) = town.anna.get("/zaaktypen").raise_for_status().json()["results"]
    made = town.anna.post(
        f"/emailberichten/{geopend['emailbericht']['identificatie']}/zaken",
        json={"inzageId": geopend["inzageId"], "zaaktype": zaaktype["url"], "omschrijving": "Klacht over grofvuil"} | fields,
        headers={"Idempotency-Key": str(uuid4())},
    )
    return geopend, made.raise_for_status().json()


def _zaak(town: Town, identificatie: str, status: str) -> dict[str, Any]:
    """Return the zaak, once an attempt brought it to this status."""

    def gelezen() -> dict[str, Any] | None:
        zaak: dict[str, Any] = town.anna.get(f"/zaken/{identificatie}").raise_for_status().json()
        return zaak if zaak["status"] == status and zaak["pogingen"] else None

    return wait_for(gelezen, f"zaak {identificatie} as {status}")


def _tried_again(town: Town, identificatie: str) -> dict[str, Any]:
    """Have a beheerder decide that it is tried again after each attempt that failed, and return the registered zaak.

    On a busy machine an attempt can run out of time too, and the next one would come after minutes.
    """
    decided = 0

    def registered() -> dict[str, Any] | None:
        nonlocal decided
        zaak: dict[str, Any] = town.anna.get(f"/zaken/{identificatie}").raise_for_status().json()
        if zaak["status"] == "te_registreren" and zaak["pogingen"] > decided:
            decided = zaak["pogingen"]
            key = {"Idempotency-Key": str(uuid4())}
            town.beheer.post(f"/zaken/{identificatie}/hervatting", json={"keuze": "opnieuw"}, headers=key).raise_for_status()
            town.vangnet()  # or a round of its own, which came first
        return zaak if zaak["status"] == "geregistreerd" else None

    return wait_for(registered, f"zaak {identificatie} as geregistreerd")


def test_a_mail_becomes_a_zaak_elsewhere_with_the_mail_and_its_attachment(town: Town, zgw: ZgwServer) -> None:
    geopend, made = _gemaakt(town)
    identificatie = made["zaak"]["identificatie"]
    contact = town.anna.get(f"/klantcontacten/{geopend['klantcontact']['identificatie']}").raise_for_status().json()
    assert made["klantcontact"] == geopend["klantcontact"] | {"zaak": identificatie}
    assert contact == made["klantcontact"] | {"bezorging": [], "verzendstatus": None, "rectificaties": []}
    klaar = _zaak(town, identificatie, "geregistreerd")
    (elders,) = [each for each in zgw.zaken if each["identificatie"] == identificatie]
    assert (klaar["url"], elders["zaaktype"], elders["omschrijving"]) == (elders["url"], KLACHT.url, "Klacht over grofvuil")
    assert klaar["gekoppeldeInformatieobjecten"] == [each["informatieobject"]["identificatie"] for each in contact["bijlagen"]]
    assert [[each["zaak"] for each in rows].count(elders["url"]) for rows in (zgw.statuses, zgw.rollen)] == [1, 1]
    (rol,) = [each for each in zgw.rollen if each["zaak"] == elders["url"]]
    assert rol["contactpersoonRol"]["emailadres"] == klaar["initiator"]["adres"]
    gekoppeld = {each["informatieobject"] for each in zgw.koppelingen if each["zaak"] == elders["url"]}
    inhoud = [bytes.fromhex(each["inhoud"]) for each in zgw.documenten if each["url"] in gekoppeld]
    assert len(inhoud) == 2
    assert BIJLAGE in inhoud


def test_a_citizen_hears_at_once_that_a_zaak_was_made(town: Town, zgw: ZgwServer) -> None:
    geopend, made = _gemaakt(town, berichtAanKlant="Wij hebben uw klacht genoteerd.")
    _zaak(town, made["zaak"]["identificatie"], "geregistreerd")
    adres = geopend["emailbericht"]["afzender"]["adres"]
    (file,) = wait_for(lambda: town.sent_to(adres), "the message to the citizen")
    assert b"Wij hebben uw klacht genoteerd." in file.read_bytes()
    assert [each["identificatie"] for each in zgw.zaken].count(made["zaak"]["identificatie"]) == 1


def test_a_zaak_whose_answer_was_lost_is_found_again_and_made_once(town: Town, zgw: ZgwServer) -> None:
    zgw.mishap = [Mishap.BROKEN_AFTERWARDS]
    _, made = _gemaakt(town)
    identificatie = made["zaak"]["identificatie"]
    wacht = _zaak(town, identificatie, "te_registreren")
    assert (wacht["reden"], wacht["url"]) == ("HTTP 500", None)
    lijst = town.anna.get("/zaken", params={"status": "te_registreren", "pageSize": "100"}).raise_for_status().json()["results"]
    assert identificatie in [each["identificatie"] for each in lijst]
    path, key = f"/zaken/{identificatie}/hervatting", {"Idempotency-Key": str(uuid4())}
    assert town.anna.post(path, json={"keuze": "opnieuw"}, headers=key).status_code == 403
    klaar = _tried_again(town, identificatie)
    assert [each["url"] for each in zgw.zaken if each["identificatie"] == identificatie] == [klaar["url"]]


def test_a_question_that_was_answered_becomes_a_zaak_later_on(town: Town, zgw: ZgwServer) -> None:
    adres, mail = _mail()
    town.client.send_mail(mail, [town.postvak], adres)
    geopend = town.geopend(adres)
    contact = town.antwoord(geopend).raise_for_status().json()["klantcontacten"][0]
    body = {"zaaktype": KLACHT.url, "omschrijving": "Bleek een klacht"}
    gezet = town.anna.post(
        f"/klantcontacten/{contact['identificatie']}/zaken", json=body, headers={"Idempotency-Key": str(uuid4())}
    )
    zaak = gezet.raise_for_status().json()["zaak"]
    klaar = _zaak(town, zaak["identificatie"], "geregistreerd")
    assert [each["url"] for each in zgw.zaken if each["identificatie"] == zaak["identificatie"]] == [klaar["url"]]
    (step,) = town.anna.get(f"/emailberichten/{geopend['emailbericht']['identificatie']}").json()["vervolgstappen"]
    assert (step["soort"], step["op"], step["zaak"]) == ("zaak", contact["identificatie"], zaak["identificatie"])


def _koppel(town: Town, geopend: Mapping[str, Any], zaak: Mapping[str, str]) -> httpx.Response:
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}/zaakkoppelingen"
    return town.anna.post(path, json={"inzageId": geopend["inzageId"], "zaak": zaak})


def test_a_mail_is_tied_to_a_zaak_that_is_there_and_to_no_other(town: Town, zgw: ZgwServer) -> None:
    number = f"ZAAK-{uuid4().hex[:12]}"
    url, gesloten = zgw.zaak(number), zgw.zaak(f"{number}-a", end_date="2026-11-20")
    adres, mail = _mail()
    town.client.send_mail(mail, [town.postvak], adres)
    geopend = town.geopend(adres)
    for zaak, field, code in (
        ({"identificatie": "ZAAK-404"}, "zaak.identificatie", "onbekend"),
        ({"url": gesloten}, "zaak.url", "gesloten"),
        ({"url": url.replace("/zaken/api/", "/documenten/api/")}, "zaak.url", "onbekend"),
    ):
        geweigerd = _koppel(town, geopend, zaak)
        assert (geweigerd.status_code, [(each["name"], each["code"]) for each in geweigerd.json()["invalidParams"]]) == (
            400,
            [(field, code)],
        )
    zgw.mishap = [Mishap.NOT_NOW]
    later = _koppel(town, geopend, {"identificatie": number})
    assert (later.status_code, later.headers["Retry-After"]) == (503, "2")
    gedaan = _koppel(town, geopend, {"identificatie": number}).raise_for_status().json()
    zaak = gedaan["zaak"]
    assert (gedaan["soort"], zaak["bestaandeZaak"], zaak["url"]) == ("zaakkoppeling", number, url)
    assert gedaan["klantcontact"]["zaak"] == zaak["identificatie"]
    gevraagd = zgw.invocations.count("GET zaken")
    again = _koppel(town, geopend, {"identificatie": number}).raise_for_status().json()
    assert again["zaak"]["identificatie"] == zaak["identificatie"]
    assert zgw.invocations.count("GET zaken") == gevraagd, "a repetition looked it up again"
    klaar = _zaak(town, zaak["identificatie"], "geregistreerd")
    assert klaar["gekoppeldeInformatieobjecten"] == zaak["informatieobjecten"]
    gekoppeld = {each["informatieobject"] for each in zgw.koppelingen if each["zaak"] == url}
    assert BIJLAGE in [bytes.fromhex(each["inhoud"]) for each in zgw.documenten if each["url"] in gekoppeld]
    assert zaak["identificatie"] not in [each["identificatie"] for each in zgw.zaken]


def test_a_question_that_was_answered_is_tied_to_a_zaak_later_on(town: Town, zgw: ZgwServer) -> None:
    url = zgw.zaak(f"ZAAK-{uuid4().hex[:12]}")
    adres, mail = _mail()
    town.client.send_mail(mail, [town.postvak], adres)
    geopend = town.geopend(adres)
    contact = town.antwoord(geopend).raise_for_status().json()["klantcontacten"][0]
    path, key = f"/klantcontacten/{contact['identificatie']}/zaakkoppelingen", {"Idempotency-Key": str(uuid4())}
    gezet = [town.anna.post(path, json={"zaak": {"url": url}}, headers=key).raise_for_status().json() for _ in range(2)]
    zaak = gezet[0]["zaak"]["identificatie"]
    assert [each["zaak"]["identificatie"] for each in gezet] == [zaak] * 2
    _zaak(town, zaak, "geregistreerd")
    assert len([each for each in zgw.koppelingen if each["zaak"] == url]) == 2
    (step,) = town.anna.get(f"/emailberichten/{geopend['emailbericht']['identificatie']}").json()["vervolgstappen"]
    assert (step["soort"], step["op"], step["zaak"]) == ("zaakkoppeling", contact["identificatie"], zaak)


def _maandlijst(town: Town) -> tuple[set[str], str]:
    """Have the list of this month made (anew), and return why it keeps mail for a zaak, and its CSV."""
    aws, store = town.environment.aws, town.environment.stack.table
    with town.archivaris() as gerda:
        for lijst in gerda.get("/vernietigingslijsten").raise_for_status().json()["results"]:
            key = {"PK": {"S": "VERNIETIGINGSLIJST"}, "SK": {"S": lijst["identificatie"]}}
            aws.dynamodb.delete_item(TableName=store, Key=key)
        town.invoke(town.function("Vernietigen"))
        (lijst,) = gerda.get("/vernietigingslijsten").raise_for_status().json()["results"]
        pieces = gerda.get(f"/vernietigingslijsten/{lijst['identificatie']}/stukken").raise_for_status().json()
    redenen = {each["reden"] for each in lijst["blijftBijZaak"]}
    return redenen, httpx.get(pieces["lijstUrl"], trust_env=False).raise_for_status().text


def test_a_mail_is_kept_as_long_as_its_zaak_and_the_list_says_why(town: Town, zgw: ZgwServer) -> None:
    geopend, made = _gemaakt(town)
    mail, identificatie = geopend["emailbericht"]["identificatie"], made["zaak"]["identificatie"]
    _zaak(town, identificatie, "geregistreerd")
    antedate(town.environment.aws.dynamodb, town.environment.stack.table, mail)
    (elders,) = [each for each in zgw.zaken if each["identificatie"] == identificatie]
    redenen, csv = _maandlijst(town)
    assert ("geen_datum" in redenen, mail in csv) == (True, False)
    elders |= {"archiefnominatie": "vernietigen", "archiefactiedatum": "2026-01-31"}
    zgw.mishap = [Mishap.BROKEN] * 10
    redenen, csv = _maandlijst(town)
    assert ("niet_gelezen" in redenen, mail in csv) == (True, False)
    zgw.mishap = []
    assert mail in _maandlijst(town)[1]
