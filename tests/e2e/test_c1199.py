"""C1199 as a stranger sees it: over SMTP and HTTP, against the deployed stack with its roles enforced."""

import json
import smtplib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from hashlib import sha256
from typing import Any
from uuid import uuid4

import httpx
import pytest

from klantmail.domain.kenmerk import kenmerken_in
from klantmail.domain.tijd import als_tekst
from klantmail_local.client import wacht_op
from klantmail_local.scenario import Scenario
from tests.e2e.conftest import Stad, platte_tekst, vraag
from tests.support.aws import gebeurtenis


def test_c1199_as_make_scenario_plays_it(stad: Stad) -> None:
    regels: list[str] = []
    Scenario(stad.client, regels.append).speel()
    assert any("one transaction" in regel for regel in regels)


def test_the_raw_mail_is_archived_byte_for_byte_and_the_intake_is_empty(stad: Stad) -> None:
    adres = f"burger-{uuid4().hex[:12]}@burger.example"
    mail = vraag(adres)
    stad.client.stuur_mail(mail, [stad.postvak], adres)
    geopend = stad.geopend(adres)
    (document, *_) = [bijlage["informatieobject"] for bijlage in geopend["klantcontact"]["bijlagen"]]
    link = stad.anna.get(f"/informatieobjecten/{document['identificatie']}/inhoud").raise_for_status().json()
    gehaald = httpx.get(link["url"], trust_env=False, timeout=120)
    assert gehaald.headers["content-disposition"].startswith("attachment")
    assert gehaald.content.endswith(mail)
    assert sha256(gehaald.content).hexdigest() == document["integriteit"]["waarde"]
    emmer = stad.client.gegevens["aws"]["intake"]
    wacht_op(lambda: not stad.omgeving.aws.s3.list_objects_v2(Bucket=emmer).get("Contents"), "an empty intake bucket")


def test_the_same_event_twice_gives_one_emailbericht(stad: Stad) -> None:
    adres = stad.mail()
    bericht = stad.ontvangen(adres)
    ontvangen = stad.omgeving.stack.ontvangen
    melding = _ses_gebeurtenis(adres, stad.postvak, uuid4().hex)
    stad.omgeving.aws.s3.put_object(
        Bucket=stad.client.gegevens["aws"]["intake"],
        Key=f"{stad.postvak}/{melding['Records'][0]['ses']['mail']['messageId']}",
        Body=vraag(adres, "Twee keer"),
    )

    def roep(_: int) -> None:
        response = stad.omgeving.aws.functies.invoke(FunctionName=ontvangen, Payload=json.dumps(melding).encode())
        assert "FunctionError" not in response

    with ThreadPoolExecutor(5) as draden:
        list(draden.map(roep, range(20)))
    lijst = stad.anna.get("/emailberichten", params={"postvak": stad.postvak, "pageSize": 100}).json()["results"]
    van_adres = [een for een in lijst if een["afzender"]["adres"] == adres]
    assert sorted(een["onderwerp"] for een in van_adres) == ["Grofvuil", "Twee keer"]
    assert bericht["identificatie"] in {een["identificatie"] for een in van_adres}


def _ses_gebeurtenis(adres: str, postvak: str, ses_id: str) -> dict[str, Any]:
    melding = gebeurtenis("ses-ontvangst")
    ses = melding["Records"][0]["ses"]
    ses["mail"] |= {"messageId": ses_id, "source": adres, "destination": [postvak]}
    ses["mail"]["commonHeaders"] |= {"from": [adres]}
    ses["receipt"]["recipients"] = [postvak]
    return melding


def test_a_mail_to_two_postvakken_gives_one_in_each(stad: Stad) -> None:
    een, ander = stad.client.gegevens["postvakken"]
    adres = stad.mail(naar=[een, ander])
    assert stad.ontvangen(adres, een)["identificatie"] != stad.ontvangen(adres, ander)["identificatie"]


@pytest.mark.parametrize("naar", ["Info+klacht@gemeente.example", "postmaster@gemeente.example", "abuse+2@gemeente.example"])
def test_a_mail_to_a_label_or_an_alias_comes_to_its_postvak(stad: Stad, naar: str) -> None:
    assert stad.ontvangen(stad.mail(naar=[naar]))["postvak"] == stad.postvak


def test_a_mail_to_a_postvak_and_its_alias_is_one_and_leaves_nothing_behind(stad: Stad) -> None:
    adres = stad.mail(naar=["abuse@gemeente.example", stad.postvak, "postmaster@gemeente.example"])
    bericht = stad.ontvangen(adres)
    emmer = stad.client.gegevens["aws"]["intake"]
    wacht_op(lambda: not stad.omgeving.aws.s3.list_objects_v2(Bucket=emmer).get("Contents"), "an empty intake bucket")
    lijst = stad.client.werkvoorraad(stad.anna, stad.postvak)
    assert [een["identificatie"] for een in lijst if een["afzender"]["adres"] == adres] == [bericht["identificatie"]]


def test_a_mail_for_nobody_is_refused_at_the_door(stad: Stad) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as gevangen:
        stad.mail(naar=["niemand@gemeente.example"])
    assert [code for code, _ in gevangen.value.recipients.values()] == [550]


def test_a_mail_over_40_mb_is_refused_at_the_door(stad: Stad) -> None:
    with pytest.raises(smtplib.SMTPResponseException) as gevangen:
        stad.mail(vraag("x@burger.example") + b"x" * 75 + b"\r\n" * (41 * 1024 * 1024 // 2))
    assert gevangen.value.smtp_code == 552


@pytest.mark.parametrize("mail", [b"\x00\x01\x02 geen e-mail \xff\xfe\r\n", b"Content-Type: multipart/mixed\r\n\r\n--\r\n"])
def test_a_mail_that_is_no_mail_is_listed_and_can_be_downloaded(stad: Stad, mail: bytes) -> None:
    merk = uuid4().hex
    adres = stad.mail(mail + merk.encode() + b"\r\n")
    bericht = stad.ontvangen(adres)
    geopend = stad.anna.post(f"/emailberichten/{bericht['identificatie']}/inzage", json={}).raise_for_status().json()
    document = geopend["klantcontact"]["bijlagen"][0]["informatieobject"]
    link = stad.anna.get(f"/informatieobjecten/{document['identificatie']}/inhoud").raise_for_status().json()["url"]
    assert merk.encode() in httpx.get(link, trust_env=False, timeout=120).content


def test_the_reply_is_what_was_stored_and_answers_the_citizens_mail(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    response = stad.antwoord(geopend, inhoud="Beste burger,\n\nElke woensdag, bij café De Hoek.")
    assert response.status_code == 201
    verzending = stad.verzending(response.json()["verzending"]["identificatie"], "verzonden")
    (pad,) = stad.verstuurd_aan(adres)
    reactie = message_from_bytes(pad.read_bytes(), policy=policy.default)
    assert reactie["From"].addresses[0].addr_spec == stad.postvak
    assert reactie["Subject"] == "Re: Grofvuil"
    assert reactie["In-Reply-To"] in reactie["References"]
    tekst = reactie.get_body(("plain",))
    assert tekst is not None
    regels = tekst.get_content().splitlines()
    assert regels[:3] == ["Beste burger,", "", "Elke woensdag, bij café De Hoek."]
    assert "> Wanneer haalt u grofvuil op bij café De Hoek?" in regels
    assert verzending["pogingen"] == 1


def test_without_a_login_nothing_is_shown(stad: Stad) -> None:
    for pad in ("/emailberichten", "/verzendingen", "/stand"):
        assert httpx.get(f"{stad.client.gegevens['api']}{pad}", trust_env=False, timeout=120).status_code == 401


def test_putting_back_is_for_the_owner_and_the_beheerder(stad: Stad) -> None:
    geopend = stad.geopend()
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}/inzage"
    assert stad.bram.delete(pad).status_code == 409
    assert stad.beheer.delete(pad).status_code == 204
    assert stad.bram.post(pad, json={}).status_code == 201


def test_the_klantcontacten_of_an_address_can_be_found(stad: Stad) -> None:
    adres = stad.mail()
    beantwoord = stad.antwoord(stad.geopend(adres)).raise_for_status().json()
    gevonden = stad.bram.post("/klantcontacten/zoekopdrachten", json={"afzender": adres.upper()}).raise_for_status().json()
    assert {een["identificatie"] for een in gevonden["results"]} == {een["identificatie"] for een in beantwoord["klantcontacten"]}
    vandaag = stad.bram.post("/klantcontacten/zoekopdrachten", json={"pageSize": 100}).raise_for_status().json()
    assert {een["identificatie"] for een in gevonden["results"]} <= {een["identificatie"] for een in vandaag["results"]}


def test_a_mail_becomes_a_task_that_its_department_answers(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}/interne-taken"
    taak = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Beantwoorden",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
    }
    gemaakt = stad.anna.post(pad, json=taak).raise_for_status().json()
    identificatie = gemaakt["interneTaak"]["identificatie"]
    with stad.desk() as daan:
        lijst = daan.get("/interne-taken", params={"pageSize": 100}).raise_for_status().json()["results"]
        assert identificatie in {een["identificatie"] for een in lijst}
        gelezen = daan.get(f"/interne-taken/{identificatie}").raise_for_status().json()
        document = gelezen["klantcontact"]["bijlagen"][0]["informatieobject"]["identificatie"]
        link = daan.get(f"/interne-taken/{identificatie}/informatieobjecten/{document}/inhoud").raise_for_status().json()
        assert adres.encode() in httpx.get(link["url"], trust_env=False, timeout=120).content
        assert daan.patch(f"/interne-taken/{identificatie}", json={"actie": "oppakken"}, headers=_key()).status_code == 200
        klaar = daan.post(f"/interne-taken/{identificatie}/antwoord", json={"inhoud": "Geregeld."}, headers=_key())
        assert klaar.status_code == 201
        assert daan.get("/emailberichten").status_code == 403
    wacht_op(lambda: stad.verstuurd_aan(adres), "the answer of the department")


@contextmanager
def _weg_geweest(stad: Stad, medewerker: str) -> Iterator[None]:
    """Let a medewerker have been away for years. No test can wait for months, so their item says it."""
    tabel, sleutel = stad.client.gegevens["aws"]["tabel"], {"PK": {"S": "MEDEWERKER"}, "SK": {"S": medewerker}}
    item = stad.omgeving.aws.dynamodb.get_item(TableName=tabel, Key=sleutel)["Item"]
    stad.omgeving.aws.dynamodb.put_item(TableName=tabel, Item=item | {"gezien": {"S": "2020-01"}})
    try:
        yield
    finally:
        stad.omgeving.aws.dynamodb.put_item(TableName=tabel, Item=item)


def test_a_task_is_for_a_medewerker_whom_klantmail_knows(stad: Stad) -> None:
    def vraag(wie: str) -> httpx.Response:
        geopend = stad.geopend(stad.mail())
        pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}/interne-taken"
        velden = {"inzageId": geopend["inzageId"], "gevraagdeHandeling": "Bellen", "toegewezenAan": {"medewerker": wie}}
        return stad.anna.post(pad, json=velden, headers=_key())

    with stad.desk() as daan:
        assert daan.get("/interne-taken").status_code == 200
        assert stad.beheer.get("/verzendingen").status_code == 200
        bekend = stad.anna.get("/medewerkers", params={"pageSize": "100"}).raise_for_status().json()["results"]
        doen = {een["naam"]: een for een in bekend}
        (behandelaar,) = [een for een in bekend if een["rollen"] == ["behandelaar"]]
        (beheerder,) = [een for een in bekend if een["rollen"] == ["beheerder"]]
        assert len(doen) >= 3
        assert [vraag(wie).status_code for wie in (str(uuid4()), beheerder["medewerker"])] == [400, 400]
        taak = vraag(behandelaar["medewerker"]).raise_for_status().json()["interneTaak"]["identificatie"]
        eigen = daan.get("/interne-taken", params={"eigen": "true", "pageSize": "100"}).raise_for_status().json()
        assert taak in {een["identificatie"] for een in eigen["results"]}
        assert behandelaar["actief"] is True
        with _weg_geweest(stad, behandelaar["medewerker"]):
            geweigerd = vraag(behandelaar["medewerker"])
            assert (geweigerd.status_code, geweigerd.json()["invalidParams"][0]["code"]) == (400, "niet-actief")
    eenheden = stad.anna.get("/organisatorische-eenheden").raise_for_status().json()["results"]
    assert {een["naam"]: een["aantalBehandelaars"] > 0 for een in eenheden}[behandelaar["organisatorischeEenheid"]]


def test_a_department_asks_the_citizen_and_reads_the_reply_at_its_task(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}/interne-taken"
    velden = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Uitzoeken",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
    }
    taak = stad.anna.post(pad, json=velden, headers=_key()).raise_for_status().json()["interneTaak"]["identificatie"]
    with stad.desk() as daan:
        koppen = _key()
        vraag_, weer = (
            daan.post(f"/interne-taken/{taak}/vragen", json={"inhoud": "Welke straat bedoelt u?"}, headers=koppen)
            for _ in range(2)
        )
        assert (vraag_.status_code, weer.json()) == (201, vraag_.json())
        zonder = daan.post(f"/interne-taken/{taak}/vragen", json={})
        assert {een["name"]: een["code"] for een in zonder.json()["invalidParams"]} == {
            "inhoud": "missing",
            "Idempotency-Key": "missing",
        }
        gelezen = daan.get(f"/interne-taken/{taak}").raise_for_status().json()
        assert (gelezen["status"], gelezen["wachtOpBurger"], gelezen["reacties"]) == ("te_verwerken", True, [])
        stad.verzending(vraag_.json()["verzending"]["identificatie"], "verzonden")
        (bestand,) = stad.verstuurd_aan(adres)
        onze = message_from_bytes(bestand.read_bytes(), policy=policy.default)
        terug = (
            f"From: {adres}\r\nTo: {stad.postvak}\r\nSubject: {onze['Subject']}\r\nMessage-ID: <{uuid4()}@burger.example>\r\n"
            f"In-Reply-To: {onze['Message-ID']}\r\n\r\nDe Dorpsstraat.\r\n"
        )
        stad.client.stuur_mail(terug.encode(), [stad.postvak], adres)
        reactie = stad.ontvangen(adres)

        def met_reactie() -> dict[str, Any] | None:
            huidig: dict[str, Any] = daan.get(f"/interne-taken/{taak}").raise_for_status().json()
            return huidig if huidig["heeftReactie"] else None

        gelezen = wacht_op(met_reactie, "the reply at the task")
        assert [(een["emailbericht"], een["nieuweTekst"].strip()) for een in gelezen["reacties"]] == [
            (reactie["identificatie"], "De Dorpsstraat.")
        ]
        lijst = daan.get("/interne-taken", params={"pageSize": "100"}).raise_for_status().json()["results"]
        assert {een["identificatie"]: een["heeftReactie"] for een in lijst}[taak] is True
        in_voorraad = stad.anna.get(f"/emailberichten/{reactie['identificatie']}").raise_for_status().json()
        assert in_voorraad["reactieOpTaakVan"] == gelezen["aanleidinggevendKlantcontact"]
        daan.post(f"/interne-taken/{taak}/antwoord", json={"inhoud": "Geregeld."}, headers=_key()).raise_for_status()
        te_laat = daan.post(f"/interne-taken/{taak}/vragen", json={"inhoud": "Nog iets?"}, headers=_key())
        assert (te_laat.status_code, te_laat.json()["huidigeStatus"]) == (409, "verwerkt")


def test_a_task_that_is_late_is_listed_and_counted(stad: Stad) -> None:
    geopend = stad.geopend(stad.mail())
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}/interne-taken"
    velden = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Bellen",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
    }
    gisteren = stad.anna.post(pad, json=velden | {"uiterlijk": "2020-01-01"}, headers=_key())
    assert [een["name"] for een in gisteren.json()["invalidParams"]] == ["uiterlijk"]
    taak = stad.anna.post(pad, json=velden, headers=_key()).raise_for_status().json()["interneTaak"]
    assert (taak["teLaat"], taak["leeftijd"], len(taak["uiterlijk"])) == (False, 0, 10)
    # No test can wait for days: the end of the term is put an hour back where it stands.
    voorbij = als_tekst(datetime.now(UTC) - timedelta(hours=1))
    stad.omgeving.aws.dynamodb.update_item(
        TableName=stad.client.gegevens["aws"]["tabel"],
        Key={"PK": {"S": f"INTERNETAAK#{taak['identificatie']}"}, "SK": {"S": "INTERNETAAK"}},
        UpdateExpression="SET uiterlijk = :dag, AANDACHT_SK = :plek",
        ExpressionAttributeValues={":dag": {"S": "2026-01-01"}, ":plek": {"S": f"{voorbij}#{taak['identificatie']}"}},
    )
    with stad.desk() as daan:
        for wie in (stad.beheer, stad.anna, daan):
            lijst = wie.get("/interne-taken", params={"teLaat": "true", "pageSize": "100"}).raise_for_status().json()
            (laat,) = [een for een in lijst["results"] if een["identificatie"] == taak["identificatie"]]
            assert laat["teLaat"] is True
        assert stad.vangnet()["takenTeLaat"] >= 1
        assert stad.beheer.get("/stand").raise_for_status().json()["takenTeLaat"] >= 1
        afronden = {"actie": "afronden", "reden": "Gebeld"}
        daan.patch(f"/interne-taken/{taak['identificatie']}", json=afronden, headers=_key()).raise_for_status()
        lijst = daan.get("/interne-taken", params={"teLaat": "true", "pageSize": "100"}).raise_for_status().json()
        assert taak["identificatie"] not in {een["identificatie"] for een in lijst["results"]}


def test_a_task_that_came_back_is_rerouted_by_a_beheerder_and_its_mail_tells_it_all(stad: Stad) -> None:
    geopend = stad.geopend(stad.mail())
    bericht = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    taak = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Beantwoorden",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
    }
    eerste = stad.anna.post(f"{bericht}/interne-taken", json=taak).raise_for_status().json()["interneTaak"]["identificatie"]

    def wijzig(wie: httpx.Client, welke: str, **velden: object) -> dict[str, Any]:
        gewijzigd = wie.patch(f"/interne-taken/{welke}", json=velden, headers=_key()).raise_for_status()
        return dict(gewijzigd.json())

    def eigen(wie: httpx.Client) -> set[str]:
        lijst = wie.get("/interne-taken", params={"eigen": "true", "pageSize": "100"}).raise_for_status().json()
        return {een["identificatie"] for een in lijst["results"]}

    with stad.desk() as daan:
        wijzig(daan, eerste, actie="oppakken")
        assert eerste in eigen(daan)
        assert wijzig(daan, eerste, actie="teruggeven")["behandelaar"] is None
        assert eerste not in eigen(daan)
        assert stad.anna.patch(f"/interne-taken/{eerste}", json={"actie": "oppakken"}, headers=_key()).status_code == 403
        tweede = wijzig(daan, eerste, actie="naar_kcc", reden="Dit is voor het KCC")["vervolg"]
    lijst = stad.bram.get("/interne-taken", params={"pageSize": "100"}).raise_for_status().json()["results"]
    assert tweede in {een["identificatie"] for een in lijst}
    wijzig(stad.bram, tweede, actie="oppakken")
    derde = wijzig(stad.beheer, tweede, actie="doorzetten", toegewezenAan={"organisatorischeEenheid": "Belastingen"})["vervolg"]
    van_mail = stad.anna.get(f"{bericht}/interne-taken").raise_for_status().json()["results"]
    assert [een["identificatie"] for een in van_mail] == [eerste, tweede, derde]
    assert [een["status"] for een in van_mail] == ["verwerkt", "verwerkt", "te_verwerken"]
    contact = f"/klantcontacten/{geopend['klantcontact']['identificatie']}/interne-taken"
    assert stad.anna.get(contact).raise_for_status().json()["results"] == van_mail
    bij_belastingen = stad.anna.get("/interne-taken", params={"eenheid": "Belastingen", "pageSize": "100"})
    assert derde in {een["identificatie"] for een in bij_belastingen.raise_for_status().json()["results"]}
    te_laat = stad.anna.patch(f"/interne-taken/{tweede}", json={"actie": "oppakken"}, headers=_key())
    assert (te_laat.status_code, te_laat.json()["huidigeStatus"]) == (409, "verwerkt")


def test_a_mail_for_another_authority_is_sent_on_whole(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    naar = f"waterschap-{uuid4().hex[:8]}@waterschap.example"
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}/doorzendingen"
    verzoek = {"inzageId": geopend["inzageId"], "naar": naar, "berichtAanKlant": "Wij hebben uw e-mail doorgestuurd."}
    gedaan = stad.anna.post(pad, json=verzoek, headers=_key()).raise_for_status().json()
    assert len(gedaan["klantcontacten"]) == 2
    for een in gedaan["verzendingen"]:
        stad.verzending(een["identificatie"], "verzonden")
    (pad_uit,) = stad.verstuurd_aan(naar)
    doorgestuurd = message_from_bytes(pad_uit.read_bytes(), policy=policy.default)
    assert any(bijlage.get_filename() == "e-mail.eml" for bijlage in doorgestuurd.iter_attachments())


def test_a_doorzending_tells_the_citizen_in_the_standard_text_unless_a_reason_is_given(stad: Stad) -> None:
    naar = f"waterschap-{uuid4().hex[:8]}@waterschap.example"
    adres = stad.mail()
    geopend = stad.geopend(adres)
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    gedaan = stad.anna.post(
        f"{pad}/doorzendingen", json={"inzageId": geopend["inzageId"], "naar": naar}, headers=_key()
    ).raise_for_status()
    stad.verzending(gedaan.json()["verzendingen"][1]["identificatie"], "verzonden")
    (bestand,) = stad.verstuurd_aan(adres)
    mail = message_from_bytes(bestand.read_bytes(), policy=policy.default)
    assert f"doorgestuurd naar {naar}" in " ".join(platte_tekst(mail).split())

    zwijgzaam = stad.geopend()
    pad = f"/emailberichten/{zwijgzaam['emailbericht']['identificatie']}"
    verzoek = {"inzageId": zwijgzaam["inzageId"], "naar": naar, "redenZonderBericht": "De burger vroeg er zelf om"}
    gedaan = stad.anna.post(f"{pad}/doorzendingen", json=verzoek, headers=_key()).raise_for_status()
    assert [een["initiatiefnemer"] for een in gedaan.json()["klantcontacten"]] == ["klant"]
    assert stad.bram.get(pad).json()["afhandeling"]["redenZonderBericht"] == "De burger vroeg er zelf om"


def test_a_citizen_hears_at_once_that_a_department_has_the_question(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}/interne-taken"
    taak = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Beantwoorden",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
        "berichtAanKlant": "Beste burger, Burgerzaken antwoordt u voor vrijdag.",
    }
    gemaakt = stad.anna.post(pad, json=taak, headers=_key()).raise_for_status().json()
    assert [een["initiatiefnemer"] for een in gemaakt["klantcontacten"]] == ["klant", "gemeente"]
    stad.verzending(gemaakt["verzending"]["identificatie"], "verzonden")
    (bestand,) = stad.verstuurd_aan(adres)
    assert "Burgerzaken antwoordt u voor vrijdag." in bestand.read_text()


@pytest.mark.parametrize(("soort", "contacten"), [("geen_actie_nodig", 1), ("geen_klantcontact", 0)])
def test_a_mail_can_be_closed(stad: Stad, soort: str, contacten: int) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    verzoek = {"inzageId": geopend["inzageId"], "soort": soort, "reden": "Bedankje"}
    stad.anna.post(f"{pad}/afsluiting", json=verzoek, headers=_key()).raise_for_status()
    gevonden = stad.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status().json()
    assert len(gevonden["results"]) == contacten
    assert stad.anna.get(pad).json()["afhandeling"]["soort"] == soort


def test_a_standard_answer_that_a_beheerder_keeps_is_sent_filled_in(stad: Stad) -> None:
    tekst = {"naam": f"Grofvuil {uuid4().hex[:8]}", "inhoud": "Beste {{afzender}},\n\nOp {{dag}}.\n\n{{medewerker}}"}
    assert stad.anna.post("/standaardantwoorden", json=tekst, headers=_key()).status_code == 403
    gemaakt = stad.beheer.post("/standaardantwoorden", json=tekst, headers=_key()).raise_for_status().json()
    lijst = stad.anna.get("/standaardantwoorden", params={"pageSize": 100}).raise_for_status().json()["results"]
    assert gemaakt["identificatie"] in {een["identificatie"] for een in lijst}
    adres = f"burger-{uuid4().hex[:12]}@burger.example"
    stad.client.stuur_mail(vraag(f"Jan Jansen <{adres}>"), [stad.postvak], adres)
    geopend = stad.geopend(adres)
    bericht = geopend["emailbericht"]["identificatie"]
    pad = f"/standaardantwoorden/{gemaakt['identificatie']}/invulling"
    ingevuld = stad.anna.post(pad, json={"emailbericht": bericht}).raise_for_status().json()
    assert ingevuld["open"] == ["{{dag}}"]
    assert stad.antwoord(geopend, inhoud=ingevuld["inhoud"]).status_code == 400
    response = stad.antwoord(geopend, inhoud=ingevuld["inhoud"].replace("{{dag}}", "woensdag")).raise_for_status().json()
    assert response["klantcontacten"][1]["inhoud"].startswith("Beste Jan Jansen,\n\nOp woensdag.")


def test_a_mail_with_two_questions_is_answered_and_passed_on_at_once(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    verzoek = {
        "inzageId": geopend["inzageId"],
        "delen": [
            {"onderwerp": "Grofvuil", "antwoord": {"inhoud": "Elke woensdag."}},
            {
                "onderwerp": "Losse tegel",
                "interneTaak": {"gevraagdeHandeling": "Vastzetten", "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"}},
            },
        ],
    }
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}/splitsing"
    gesplitst = stad.anna.post(pad, json=verzoek, headers=_key()).raise_for_status().json()
    reply, taak = gesplitst["delen"]
    stad.verzending(reply["verzendingen"][0], "verzonden")
    with stad.desk() as daan:
        gelezen = daan.get(f"/interne-taken/{taak['interneTaak']}").raise_for_status().json()
    assert gelezen["klantcontact"]["onderwerp"] == "Losse tegel"
    gevonden = stad.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status().json()
    assert len(gevonden["results"]) == 3


def test_an_agent_has_a_formal_message_confirmed(stad: Stad) -> None:
    adres = f"burger-{uuid4().hex[:12]}@post.authentiek.example"
    stad.client.stuur_mail(vraag(adres, "Bezwaarschrift"), [stad.postvak], adres)
    geopend = stad.geopend(adres)
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}/ontvangstbevestiging"
    bevestigd, herhaald = (stad.anna.post(pad, json={"inzageId": geopend["inzageId"]}) for _ in range(2))
    assert (bevestigd.status_code, herhaald.status_code, herhaald.json()) == (201, 201, bevestigd.json())
    stad.verzending(bevestigd.json()["verzending"]["identificatie"], "verzonden")
    (bestand,) = stad.verstuurd_aan(adres)
    mail = message_from_bytes(bestand.read_bytes(), policy=policy.default)
    assert (mail["Auto-Submitted"], mail["Subject"]) == ("auto-replied", "Ontvangstbevestiging")
    formeel = stad.anna.get(f"/emailberichten/{geopend['emailbericht']['identificatie']}").raise_for_status().json()
    assert formeel["formeelUiterlijk"] is not None
    onbewezen = stad.geopend()
    pad = f"/emailberichten/{onbewezen['emailbericht']['identificatie']}/ontvangstbevestiging"
    assert stad.anna.post(pad, json={"inzageId": onbewezen["inzageId"]}).status_code == 201


def test_who_sent_a_formal_message_hears_that_it_went_to_another_postvak(stad: Stad) -> None:
    adres = f"burger-{uuid4().hex[:12]}@post.authentiek.example"
    stad.client.stuur_mail(vraag(adres, "Bezwaarschrift"), [stad.postvak], adres)
    geopend = stad.geopend(adres)
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    bevestigd = stad.anna.post(f"{pad}/ontvangstbevestiging", json={"inzageId": geopend["inzageId"]}).raise_for_status().json()
    postvakken = stad.anna.get("/postvakken").raise_for_status().json()["results"]
    naar = next(een["adres"] for een in postvakken if een["adres"] != stad.postvak)
    eerst, herhaald = (stad.anna.post(f"{pad}/verplaatsing", json={"postvak": naar}).raise_for_status().json() for _ in range(2))
    assert eerst["verplaatsingen"] == herhaald["verplaatsingen"]
    (verplaatsing,) = eerst["verplaatsingen"]
    for verzending in (bevestigd["verzending"]["identificatie"], verplaatsing["verzending"]):
        stad.verzending(verzending, "verzonden")
    mails = [message_from_bytes(een.read_bytes(), policy=policy.default) for een in stad.verstuurd_aan(adres)]
    teksten = {str(een["Subject"]): str(een.get_content()) for een in mails}
    assert (len(mails), set(teksten)) == (2, {"Ontvangstbevestiging", "Uw e-mail is doorgegeven"})
    assert "De termijn om te reageren verandert niet." in " ".join(teksten["Uw e-mail is doorgegeven"].split())
    kenmerken = {een for tekst in teksten.values() for een in kenmerken_in(tekst)}
    assert len(kenmerken) == 1


def _key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}
