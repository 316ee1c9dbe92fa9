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

from klantmail_local.client import wacht_op
from tests.e2e.conftest import Stad
from tests.support.builders import KLACHT
from tests.support.scenes.place import antedate
from tests.support.zgw_server import CLIENT_ID, GEHEIM, Onheil, ZgwServer, zgw_server

BIJLAGE = b"%PDF-1.4\n%\xff\x00foto van het grofvuil"


@pytest.fixture(scope="module")
def zgw(stad: Stad) -> Iterator[ZgwServer]:
    """Run the Zaken API and Documenten API of this municipality, set on the
    functions as the template's parameters would.
    """
    aws = stad.client.gegevens["aws"]
    geheimen = boto3.client(
        "secretsmanager",
        endpoint_url=aws["endpoint"],
        region_name=aws["region"],
        aws_access_key_id=aws["accessKeyId"],
        aws_secret_access_key=aws["secretAccessKey"],
    )
    inhoud = json.dumps({"clientId": CLIENT_ID, "secret": GEHEIM})
    geheim = geheimen.create_secret(Name=f"zgw-{uuid4()}", SecretString=inhoud)["ARN"]
    regel = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": geheim}
    for rol in ("RegistrerenRole", "VernietigenRole", "DoorzettenRole"):
        stad.omgeving.aws.iam.put_role_policy(
            RoleName=stad.functie(rol),
            PolicyName="ZgwGeheimLezen",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [regel]}),
        )
    with zgw_server() as server:
        adressen = {
            "ZAKEN_API": server.zaken_api,
            "CATALOGI_API": server.catalogi_api,
            "DOCUMENTEN_API": server.documenten_api,
            "ZGW_GEHEIM": geheim,
        }
        variabelen = _stel_in(stad, "Registreren", adressen)
        server.informatieobjecttype = variabelen["INFORMATIEOBJECTTYPE"]
        _stel_in(stad, "Vangnet", {"REGISTREREN": _arn(stad, "Registreren")})
        for functie in ("Doorzetten", "Inrichting"):
            _stel_in(stad, functie, {"ZAAKTYPEN": f"{KLACHT.naam}={KLACHT.url}"})
        for functie in ("Vernietigen", "Doorzetten"):
            _stel_in(stad, functie, {"ZAKEN_API": server.zaken_api, "ZGW_GEHEIM": geheim})
        yield server
        _stel_in(stad, "Vangnet", {"REGISTREREN": ""})
        for functie in ("Vernietigen", "Doorzetten"):
            _stel_in(stad, functie, {"ZAKEN_API": "", "ZGW_GEHEIM": ""})


def _arn(stad: Stad, functie: str) -> str:
    return stad.omgeving.aws.functies.get_function(FunctionName=stad.functie(functie))["Configuration"]["FunctionArn"]


def _stel_in(stad: Stad, functie: str, waarden: Mapping[str, str]) -> Mapping[str, str]:
    functies, naam = stad.omgeving.aws.functies, stad.functie(functie)
    variabelen = functies.get_function_configuration(FunctionName=naam)["Environment"]["Variables"] | dict(waarden)
    functies.update_function_configuration(FunctionName=naam, Environment={"Variables": variabelen})
    return variabelen


def _mail() -> tuple[str, bytes]:
    adres = f"burger-{uuid4().hex[:12]}@burger.example"
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = adres, "info@gemeente.example", "Grofvuil"
    mail["Message-ID"] = f"<{uuid4()}@burger.example>"
    mail.set_content("Het grofvuil ligt er nog, zie de foto.")
    mail.add_attachment(BIJLAGE, maintype="application", subtype="pdf", filename="foto.pdf")
    return adres, mail.as_bytes()


def _gemaakt(stad: Stad, **velden: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Open a mail with an attachment, and have Anna make a zaak of it. Args: velden: other fields of her request."""
    adres, mail = _mail()
    stad.client.stuur_mail(mail, [stad.postvak], adres)
    geopend = stad.geopend(adres)
    (zaaktype,) = stad.anna.get("/zaaktypen").raise_for_status().json()["results"]
    gemaakt = stad.anna.post(
        f"/emailberichten/{geopend['emailbericht']['identificatie']}/zaken",
        json={"inzageId": geopend["inzageId"], "zaaktype": zaaktype["url"], "omschrijving": "Klacht over grofvuil"} | velden,
        headers={"Idempotency-Key": str(uuid4())},
    )
    return geopend, gemaakt.raise_for_status().json()


def _zaak(stad: Stad, identificatie: str, status: str) -> dict[str, Any]:
    """Return the zaak, once an attempt brought it to this status."""

    def gelezen() -> dict[str, Any] | None:
        zaak: dict[str, Any] = stad.anna.get(f"/zaken/{identificatie}").raise_for_status().json()
        return zaak if zaak["status"] == status and zaak["pogingen"] else None

    return wacht_op(gelezen, f"zaak {identificatie} as {status}")


def _tried_again(stad: Stad, identificatie: str) -> dict[str, Any]:
    """Have a beheerder decide that it is tried again after each attempt that failed, and return the registered zaak.

    On a busy machine an attempt can run out of time too, and the next one would come after minutes.
    """
    decided = 0

    def registered() -> dict[str, Any] | None:
        nonlocal decided
        zaak: dict[str, Any] = stad.anna.get(f"/zaken/{identificatie}").raise_for_status().json()
        if zaak["status"] == "te_registreren" and zaak["pogingen"] > decided:
            decided = zaak["pogingen"]
            key = {"Idempotency-Key": str(uuid4())}
            stad.beheer.post(f"/zaken/{identificatie}/hervatting", json={"keuze": "opnieuw"}, headers=key).raise_for_status()
            stad.vangnet()  # or a round of its own, which came first
        return zaak if zaak["status"] == "geregistreerd" else None

    return wacht_op(registered, f"zaak {identificatie} as geregistreerd")


def test_a_mail_becomes_a_zaak_elsewhere_with_the_mail_and_its_attachment(stad: Stad, zgw: ZgwServer) -> None:
    geopend, gemaakt = _gemaakt(stad)
    identificatie = gemaakt["zaak"]["identificatie"]
    contact = stad.anna.get(f"/klantcontacten/{geopend['klantcontact']['identificatie']}").raise_for_status().json()
    assert gemaakt["klantcontact"] == geopend["klantcontact"] | {"zaak": identificatie}
    assert contact == gemaakt["klantcontact"] | {"bezorging": [], "verzendstatus": None, "rectificaties": []}
    klaar = _zaak(stad, identificatie, "geregistreerd")
    (elders,) = [een for een in zgw.zaken if een["identificatie"] == identificatie]
    assert (klaar["url"], elders["zaaktype"], elders["omschrijving"]) == (elders["url"], KLACHT.url, "Klacht over grofvuil")
    assert klaar["gekoppeldeInformatieobjecten"] == [een["informatieobject"]["identificatie"] for een in contact["bijlagen"]]
    assert [[een["zaak"] for een in rijen].count(elders["url"]) for rijen in (zgw.statussen, zgw.rollen)] == [1, 1]
    (rol,) = [een for een in zgw.rollen if een["zaak"] == elders["url"]]
    assert rol["contactpersoonRol"]["emailadres"] == klaar["initiator"]["adres"]
    gekoppeld = {een["informatieobject"] for een in zgw.koppelingen if een["zaak"] == elders["url"]}
    inhoud = [bytes.fromhex(een["inhoud"]) for een in zgw.documenten if een["url"] in gekoppeld]
    assert len(inhoud) == 2
    assert BIJLAGE in inhoud


def test_a_citizen_hears_at_once_that_a_zaak_was_made(stad: Stad, zgw: ZgwServer) -> None:
    geopend, gemaakt = _gemaakt(stad, berichtAanKlant="Wij hebben uw klacht genoteerd.")
    _zaak(stad, gemaakt["zaak"]["identificatie"], "geregistreerd")
    adres = geopend["emailbericht"]["afzender"]["adres"]
    (bestand,) = wacht_op(lambda: stad.verstuurd_aan(adres), "the message to the citizen")
    assert b"Wij hebben uw klacht genoteerd." in bestand.read_bytes()
    assert [een["identificatie"] for een in zgw.zaken].count(gemaakt["zaak"]["identificatie"]) == 1


def test_a_zaak_whose_answer_was_lost_is_found_again_and_made_once(stad: Stad, zgw: ZgwServer) -> None:
    zgw.onheil = [Onheil.STUK_ERNA]
    _, gemaakt = _gemaakt(stad)
    identificatie = gemaakt["zaak"]["identificatie"]
    wacht = _zaak(stad, identificatie, "te_registreren")
    assert (wacht["reden"], wacht["url"]) == ("HTTP 500", None)
    lijst = stad.anna.get("/zaken", params={"status": "te_registreren", "pageSize": "100"}).raise_for_status().json()["results"]
    assert identificatie in [een["identificatie"] for een in lijst]
    pad, key = f"/zaken/{identificatie}/hervatting", {"Idempotency-Key": str(uuid4())}
    assert stad.anna.post(pad, json={"keuze": "opnieuw"}, headers=key).status_code == 403
    klaar = _tried_again(stad, identificatie)
    assert [een["url"] for een in zgw.zaken if een["identificatie"] == identificatie] == [klaar["url"]]


def test_a_question_that_was_answered_becomes_a_zaak_later_on(stad: Stad, zgw: ZgwServer) -> None:
    adres, mail = _mail()
    stad.client.stuur_mail(mail, [stad.postvak], adres)
    geopend = stad.geopend(adres)
    contact = stad.antwoord(geopend).raise_for_status().json()["klantcontacten"][0]
    body = {"zaaktype": KLACHT.url, "omschrijving": "Bleek een klacht"}
    gezet = stad.anna.post(
        f"/klantcontacten/{contact['identificatie']}/zaken", json=body, headers={"Idempotency-Key": str(uuid4())}
    )
    zaak = gezet.raise_for_status().json()["zaak"]
    klaar = _zaak(stad, zaak["identificatie"], "geregistreerd")
    assert [een["url"] for een in zgw.zaken if een["identificatie"] == zaak["identificatie"]] == [klaar["url"]]
    (stap,) = stad.anna.get(f"/emailberichten/{geopend['emailbericht']['identificatie']}").json()["vervolgstappen"]
    assert (stap["soort"], stap["op"], stap["zaak"]) == ("zaak", contact["identificatie"], zaak["identificatie"])


def _koppel(stad: Stad, geopend: Mapping[str, Any], zaak: Mapping[str, str]) -> httpx.Response:
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}/zaakkoppelingen"
    return stad.anna.post(pad, json={"inzageId": geopend["inzageId"], "zaak": zaak})


def test_a_mail_is_tied_to_a_zaak_that_is_there_and_to_no_other(stad: Stad, zgw: ZgwServer) -> None:
    nummer = f"ZAAK-{uuid4().hex[:12]}"
    url, gesloten = zgw.zaak(nummer), zgw.zaak(f"{nummer}-a", einddatum="2026-11-20")
    adres, mail = _mail()
    stad.client.stuur_mail(mail, [stad.postvak], adres)
    geopend = stad.geopend(adres)
    for zaak, veld, code in (
        ({"identificatie": "ZAAK-404"}, "zaak.identificatie", "onbekend"),
        ({"url": gesloten}, "zaak.url", "gesloten"),
        ({"url": url.replace("/zaken/api/", "/documenten/api/")}, "zaak.url", "onbekend"),
    ):
        geweigerd = _koppel(stad, geopend, zaak)
        assert (geweigerd.status_code, [(een["name"], een["code"]) for een in geweigerd.json()["invalidParams"]]) == (
            400,
            [(veld, code)],
        )
    zgw.onheil = [Onheil.NIET_NU]
    later = _koppel(stad, geopend, {"identificatie": nummer})
    assert (later.status_code, later.headers["Retry-After"]) == (503, "2")
    gedaan = _koppel(stad, geopend, {"identificatie": nummer}).raise_for_status().json()
    zaak = gedaan["zaak"]
    assert (gedaan["soort"], zaak["bestaandeZaak"], zaak["url"]) == ("zaakkoppeling", nummer, url)
    assert gedaan["klantcontact"]["zaak"] == zaak["identificatie"]
    gevraagd = zgw.oproepen.count("GET zaken")
    weer = _koppel(stad, geopend, {"identificatie": nummer}).raise_for_status().json()
    assert weer["zaak"]["identificatie"] == zaak["identificatie"]
    assert zgw.oproepen.count("GET zaken") == gevraagd, "a repetition looked it up again"
    klaar = _zaak(stad, zaak["identificatie"], "geregistreerd")
    assert klaar["gekoppeldeInformatieobjecten"] == zaak["informatieobjecten"]
    gekoppeld = {een["informatieobject"] for een in zgw.koppelingen if een["zaak"] == url}
    assert BIJLAGE in [bytes.fromhex(een["inhoud"]) for een in zgw.documenten if een["url"] in gekoppeld]
    assert zaak["identificatie"] not in [een["identificatie"] for een in zgw.zaken]


def test_a_question_that_was_answered_is_tied_to_a_zaak_later_on(stad: Stad, zgw: ZgwServer) -> None:
    url = zgw.zaak(f"ZAAK-{uuid4().hex[:12]}")
    adres, mail = _mail()
    stad.client.stuur_mail(mail, [stad.postvak], adres)
    geopend = stad.geopend(adres)
    contact = stad.antwoord(geopend).raise_for_status().json()["klantcontacten"][0]
    pad, key = f"/klantcontacten/{contact['identificatie']}/zaakkoppelingen", {"Idempotency-Key": str(uuid4())}
    gezet = [stad.anna.post(pad, json={"zaak": {"url": url}}, headers=key).raise_for_status().json() for _ in range(2)]
    zaak = gezet[0]["zaak"]["identificatie"]
    assert [een["zaak"]["identificatie"] for een in gezet] == [zaak] * 2
    _zaak(stad, zaak, "geregistreerd")
    assert len([een for een in zgw.koppelingen if een["zaak"] == url]) == 2
    (stap,) = stad.anna.get(f"/emailberichten/{geopend['emailbericht']['identificatie']}").json()["vervolgstappen"]
    assert (stap["soort"], stap["op"], stap["zaak"]) == ("zaakkoppeling", contact["identificatie"], zaak)


def _maandlijst(stad: Stad) -> tuple[set[str], str]:
    """Have the list of this month made (anew), and return why it keeps mail for a zaak, and its CSV."""
    aws, tabel = stad.omgeving.aws, stad.omgeving.stack.tabel
    with stad.archivaris() as gerda:
        for lijst in gerda.get("/vernietigingslijsten").raise_for_status().json()["results"]:
            key = {"PK": {"S": "VERNIETIGINGSLIJST"}, "SK": {"S": lijst["identificatie"]}}
            aws.dynamodb.delete_item(TableName=tabel, Key=key)
        stad.roep(stad.functie("Vernietigen"))
        (lijst,) = gerda.get("/vernietigingslijsten").raise_for_status().json()["results"]
        stukken = gerda.get(f"/vernietigingslijsten/{lijst['identificatie']}/stukken").raise_for_status().json()
    redenen = {een["reden"] for een in lijst["blijftBijZaak"]}
    return redenen, httpx.get(stukken["lijstUrl"], trust_env=False).raise_for_status().text


def test_a_mail_is_kept_as_long_as_its_zaak_and_the_list_says_why(stad: Stad, zgw: ZgwServer) -> None:
    geopend, gemaakt = _gemaakt(stad)
    mail, identificatie = geopend["emailbericht"]["identificatie"], gemaakt["zaak"]["identificatie"]
    _zaak(stad, identificatie, "geregistreerd")
    antedate(stad.omgeving.aws.dynamodb, stad.omgeving.stack.tabel, mail)
    (elders,) = [een for een in zgw.zaken if een["identificatie"] == identificatie]
    redenen, csv = _maandlijst(stad)
    assert ("geen_datum" in redenen, mail in csv) == (True, False)
    elders |= {"archiefnominatie": "vernietigen", "archiefactiedatum": "2026-01-31"}
    zgw.onheil = [Onheil.STUK] * 10
    redenen, csv = _maandlijst(stad)
    assert ("niet_gelezen" in redenen, mail in csv) == (True, False)
    zgw.onheil = []
    assert mail in _maandlijst(stad)[1]
