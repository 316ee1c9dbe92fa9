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
from klantmail_local.client import wait_for
from klantmail_local.scenario import Scenario
from tests.e2e.conftest import Town, plain_text, vraag
from tests.support.aws import read_event


def test_c1199_as_make_scenario_plays_it(town: Town) -> None:
    lines: list[str] = []
    Scenario(town.client, lines.append).play()
    assert any("one transaction" in line for line in lines)


def test_the_raw_mail_is_archived_byte_for_byte_and_the_intake_is_empty(town: Town) -> None:
    adres = f"burger-{uuid4().hex[:12]}@burger.example"
    mail = vraag(adres)
    town.client.send_mail(mail, [town.postvak], adres)
    geopend = town.geopend(adres)
    (document, *_) = [bijlage["informatieobject"] for bijlage in geopend["klantcontact"]["bijlagen"]]
    link = town.anna.get(f"/informatieobjecten/{document['identificatie']}/inhoud").raise_for_status().json()
    fetched = httpx.get(link["url"], trust_env=False, timeout=120)
    assert fetched.headers["content-disposition"].startswith("attachment")
    assert fetched.content.endswith(mail)
    assert sha256(fetched.content).hexdigest() == document["integriteit"]["waarde"]
    bucket = town.client.details["aws"]["intake"]
    wait_for(lambda: not town.environment.aws.s3.list_objects_v2(Bucket=bucket).get("Contents"), "an empty intake bucket")


def test_the_same_event_twice_gives_one_emailbericht(town: Town) -> None:
    adres = town.mail()
    bericht = town.ontvangen(adres)
    ontvangen = town.environment.stack.ontvangen
    melding = _ses_gebeurtenis(adres, town.postvak, uuid4().hex)
    town.environment.aws.s3.put_object(
        Bucket=town.client.details["aws"]["intake"],
        Key=f"{town.postvak}/{melding['Records'][0]['ses']['mail']['messageId']}",
        Body=vraag(adres, "Twee keer"),
    )

    def invoke(_: int) -> None:
        response = town.environment.aws.functions.invoke(FunctionName=ontvangen, Payload=json.dumps(melding).encode())
        assert "FunctionError" not in response

    with ThreadPoolExecutor(5) as threads:
        list(threads.map(invoke, range(20)))
    lijst = town.anna.get("/emailberichten", params={"postvak": town.postvak, "pageSize": 100}).json()["results"]
    van_adres = [each for each in lijst if each["afzender"]["adres"] == adres]
    assert sorted(each["onderwerp"] for each in van_adres) == ["Grofvuil", "Twee keer"]
    assert bericht["identificatie"] in {each["identificatie"] for each in van_adres}


def _ses_gebeurtenis(adres: str, postvak: str, ses_id: str) -> dict[str, Any]:
    melding = read_event("ses-ontvangst")
    ses = melding["Records"][0]["ses"]
    ses["mail"] |= {"messageId": ses_id, "source": adres, "destination": [postvak]}
    ses["mail"]["commonHeaders"] |= {"from": [adres]}
    ses["receipt"]["recipients"] = [postvak]
    return melding


def test_a_mail_to_two_postvakken_gives_one_in_each(town: Town) -> None:
    one, other = town.client.details["postvakken"]
    adres = town.mail(naar=[one, other])
    assert town.ontvangen(adres, one)["identificatie"] != town.ontvangen(adres, other)["identificatie"]


@pytest.mark.parametrize("naar", ["Info+klacht@gemeente.example", "postmaster@gemeente.example", "abuse+2@gemeente.example"])
def test_a_mail_to_a_label_or_an_alias_comes_to_its_postvak(town: Town, naar: str) -> None:
    assert town.ontvangen(town.mail(naar=[naar]))["postvak"] == town.postvak


def test_a_mail_to_a_postvak_and_its_alias_is_one_and_leaves_nothing_behind(town: Town) -> None:
    adres = town.mail(naar=["abuse@gemeente.example", town.postvak, "postmaster@gemeente.example"])
    bericht = town.ontvangen(adres)
    bucket = town.client.details["aws"]["intake"]
    wait_for(lambda: not town.environment.aws.s3.list_objects_v2(Bucket=bucket).get("Contents"), "an empty intake bucket")
    lijst = town.client.werkvoorraad(town.anna, town.postvak)
    assert [each["identificatie"] for each in lijst if each["afzender"]["adres"] == adres] == [bericht["identificatie"]]


def test_a_mail_for_nobody_is_refused_at_the_door(town: Town) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as caught:
        town.mail(naar=["niemand@gemeente.example"])
    assert [code for code, _ in caught.value.recipients.values()] == [550]


def test_a_mail_over_40_mb_is_refused_at_the_door(town: Town) -> None:
    with pytest.raises(smtplib.SMTPResponseException) as caught:
        town.mail(vraag("x@burger.example") + b"x" * 75 + b"\r\n" * (41 * 1024 * 1024 // 2))
    assert caught.value.smtp_code == 552


@pytest.mark.parametrize("mail", [b"\x00\x01\x02 geen e-mail \xff\xfe\r\n", b"Content-Type: multipart/mixed\r\n\r\n--\r\n"])
def test_a_mail_that_is_no_mail_is_listed_and_can_be_downloaded(town: Town, mail: bytes) -> None:
    merk = uuid4().hex
    adres = town.mail(mail + merk.encode() + b"\r\n")
    bericht = town.ontvangen(adres)
    geopend = town.anna.post(f"/emailberichten/{bericht['identificatie']}/inzage", json={}).raise_for_status().json()
    document = geopend["klantcontact"]["bijlagen"][0]["informatieobject"]
    link = town.anna.get(f"/informatieobjecten/{document['identificatie']}/inhoud").raise_for_status().json()["url"]
    assert merk.encode() in httpx.get(link, trust_env=False, timeout=120).content


def test_the_reply_is_what_was_stored_and_answers_the_citizens_mail(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    response = town.antwoord(geopend, inhoud="Beste burger,\n\nElke woensdag, bij café De Hoek.")
    assert response.status_code == 201
    verzending = town.verzending(response.json()["verzending"]["identificatie"], "verzonden")
    (path,) = town.sent_to(adres)
    reactie = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert reactie["From"].addresses[0].addr_spec == town.postvak
    assert reactie["Subject"] == "Re: Grofvuil"
    assert reactie["In-Reply-To"] in reactie["References"]
    text = reactie.get_body(("plain",))
    assert text is not None
    lines = text.get_content().splitlines()
    assert lines[:3] == ["Beste burger,", "", "Elke woensdag, bij café De Hoek."]
    assert "> Wanneer haalt u grofvuil op bij café De Hoek?" in lines
    assert verzending["pogingen"] == 1


def test_without_a_login_nothing_is_shown(town: Town) -> None:
    for path in ("/emailberichten", "/verzendingen", "/stand"):
        assert httpx.get(f"{town.client.details['api']}{path}", trust_env=False, timeout=120).status_code == 401


def test_putting_back_is_for_the_owner_and_the_beheerder(town: Town) -> None:
    geopend = town.geopend()
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}/inzage"
    assert town.bram.delete(path).status_code == 409
    assert town.beheer.delete(path).status_code == 204
    assert town.bram.post(path, json={}).status_code == 201


def test_the_klantcontacten_of_an_address_can_be_found(town: Town) -> None:
    adres = town.mail()
    beantwoord = town.antwoord(town.geopend(adres)).raise_for_status().json()
    found = town.bram.post("/klantcontacten/zoekopdrachten", json={"afzender": adres.upper()}).raise_for_status().json()
    assert {each["identificatie"] for each in found["results"]} == {
        each["identificatie"] for each in beantwoord["klantcontacten"]
    }
    vandaag = town.bram.post("/klantcontacten/zoekopdrachten", json={"pageSize": 100}).raise_for_status().json()
    assert {each["identificatie"] for each in found["results"]} <= {each["identificatie"] for each in vandaag["results"]}


def test_a_mail_becomes_a_task_that_its_department_answers(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}/interne-taken"
    taak = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Beantwoorden",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
    }
    made = town.anna.post(path, json=taak).raise_for_status().json()
    identificatie = made["interneTaak"]["identificatie"]
    with town.desk() as daan:
        lijst = daan.get("/interne-taken", params={"pageSize": 100}).raise_for_status().json()["results"]
        assert identificatie in {each["identificatie"] for each in lijst}
        read = daan.get(f"/interne-taken/{identificatie}").raise_for_status().json()
        document = read["klantcontact"]["bijlagen"][0]["informatieobject"]["identificatie"]
        link = daan.get(f"/interne-taken/{identificatie}/informatieobjecten/{document}/inhoud").raise_for_status().json()
        assert adres.encode() in httpx.get(link["url"], trust_env=False, timeout=120).content
        assert daan.patch(f"/interne-taken/{identificatie}", json={"actie": "oppakken"}, headers=_key()).status_code == 200
        klaar = daan.post(f"/interne-taken/{identificatie}/antwoord", json={"inhoud": "Geregeld."}, headers=_key())
        assert klaar.status_code == 201
        assert daan.get("/emailberichten").status_code == 403
    wait_for(lambda: town.sent_to(adres), "the answer of the department")


@contextmanager
def _weg_geweest(town: Town, medewerker: str) -> Iterator[None]:
    """Let a medewerker have been away for years. No test can wait for months, so their item says it."""
    store, key = town.client.details["aws"]["tabel"], {"PK": {"S": "MEDEWERKER"}, "SK": {"S": medewerker}}
    item = town.environment.aws.dynamodb.get_item(TableName=store, Key=key)["Item"]
    town.environment.aws.dynamodb.put_item(TableName=store, Item=item | {"gezien": {"S": "2020-01"}})
    try:
        yield
    finally:
        town.environment.aws.dynamodb.put_item(TableName=store, Item=item)


def test_a_task_is_for_a_medewerker_whom_klantmail_knows(town: Town) -> None:
    def vraag(who: str) -> httpx.Response:
        geopend = town.geopend(town.mail())
        path = f"/emailberichten/{geopend['emailbericht']['identificatie']}/interne-taken"
        fields = {"inzageId": geopend["inzageId"], "gevraagdeHandeling": "Bellen", "toegewezenAan": {"medewerker": who}}
        return town.anna.post(path, json=fields, headers=_key())

    with town.desk() as daan:
        assert daan.get("/interne-taken").status_code == 200
        assert town.beheer.get("/verzendingen").status_code == 200
        known = town.anna.get("/medewerkers", params={"pageSize": "100"}).raise_for_status().json()["results"]
        deed = {each["naam"]: each for each in known}
        (behandelaar,) = [each for each in known if each["rollen"] == ["behandelaar"]]
        (beheerder,) = [each for each in known if each["rollen"] == ["beheerder"]]
        assert len(deed) >= 3
        assert [vraag(who).status_code for who in (str(uuid4()), beheerder["medewerker"])] == [400, 400]
        taak = vraag(behandelaar["medewerker"]).raise_for_status().json()["interneTaak"]["identificatie"]
        own = daan.get("/interne-taken", params={"eigen": "true", "pageSize": "100"}).raise_for_status().json()
        assert taak in {each["identificatie"] for each in own["results"]}
        assert behandelaar["actief"] is True
        with _weg_geweest(town, behandelaar["medewerker"]):
            geweigerd = vraag(behandelaar["medewerker"])
            assert (geweigerd.status_code, geweigerd.json()["invalidParams"][0]["code"]) == (400, "niet-actief")
    eenheden = town.anna.get("/organisatorische-eenheden").raise_for_status().json()["results"]
    assert {each["naam"]: each["aantalBehandelaars"] > 0 for each in eenheden}[behandelaar["organisatorischeEenheid"]]


def test_a_department_asks_the_citizen_and_reads_the_reply_at_its_task(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}/interne-taken"
    fields = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Uitzoeken",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
    }
    taak = town.anna.post(path, json=fields, headers=_key()).raise_for_status().json()["interneTaak"]["identificatie"]
    with town.desk() as daan:
        headers = _key()
        vraag_, again = (
            daan.post(f"/interne-taken/{taak}/vragen", json={"inhoud": "Welke straat bedoelt u?"}, headers=headers)
            for _ in range(2)
        )
        assert (vraag_.status_code, again.json()) == (201, vraag_.json())
        zonder = daan.post(f"/interne-taken/{taak}/vragen", json={})
        assert {each["name"]: each["code"] for each in zonder.json()["invalidParams"]} == {
            "inhoud": "missing",
            "Idempotency-Key": "missing",
        }
        read = daan.get(f"/interne-taken/{taak}").raise_for_status().json()
        assert (read["status"], read["wachtOpBurger"], read["reacties"]) == ("te_verwerken", True, [])
        town.verzending(vraag_.json()["verzending"]["identificatie"], "verzonden")
        (file,) = town.sent_to(adres)
        onze = message_from_bytes(file.read_bytes(), policy=policy.default)
        back = (
            f"From: {adres}\r\nTo: {town.postvak}\r\nSubject: {onze['Subject']}\r\nMessage-ID: <{uuid4()}@burger.example>\r\n"
            f"In-Reply-To: {onze['Message-ID']}\r\n\r\nDe Dorpsstraat.\r\n"
        )
        town.client.send_mail(back.encode(), [town.postvak], adres)
        reactie = town.ontvangen(adres)

        def met_reactie() -> dict[str, Any] | None:
            huidig: dict[str, Any] = daan.get(f"/interne-taken/{taak}").raise_for_status().json()
            return huidig if huidig["heeftReactie"] else None

        read = wait_for(met_reactie, "the reply at the task")
        assert [(each["emailbericht"], each["nieuweTekst"].strip()) for each in read["reacties"]] == [
            (reactie["identificatie"], "De Dorpsstraat.")
        ]
        lijst = daan.get("/interne-taken", params={"pageSize": "100"}).raise_for_status().json()["results"]
        assert {each["identificatie"]: each["heeftReactie"] for each in lijst}[taak] is True
        in_voorraad = town.anna.get(f"/emailberichten/{reactie['identificatie']}").raise_for_status().json()
        assert in_voorraad["reactieOpTaakVan"] == read["aanleidinggevendKlantcontact"]
        daan.post(f"/interne-taken/{taak}/antwoord", json={"inhoud": "Geregeld."}, headers=_key()).raise_for_status()
        te_laat = daan.post(f"/interne-taken/{taak}/vragen", json={"inhoud": "Nog iets?"}, headers=_key())
        assert (te_laat.status_code, te_laat.json()["huidigeStatus"]) == (409, "verwerkt")


def test_a_task_that_is_late_is_listed_and_counted(town: Town) -> None:
    geopend = town.geopend(town.mail())
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}/interne-taken"
    fields = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Bellen",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
    }
    yesterday = town.anna.post(path, json=fields | {"uiterlijk": "2020-01-01"}, headers=_key())
    assert [each["name"] for each in yesterday.json()["invalidParams"]] == ["uiterlijk"]
    taak = town.anna.post(path, json=fields, headers=_key()).raise_for_status().json()["interneTaak"]
    assert (taak["teLaat"], taak["leeftijd"], len(taak["uiterlijk"])) == (False, 0, 10)
    # No test can wait for days: the end of the term is put an hour back where it stands.
    voorbij = als_tekst(datetime.now(UTC) - timedelta(hours=1))
    town.environment.aws.dynamodb.update_item(
        TableName=town.client.details["aws"]["tabel"],
        Key={"PK": {"S": f"INTERNETAAK#{taak['identificatie']}"}, "SK": {"S": "INTERNETAAK"}},
        UpdateExpression="SET uiterlijk = :dag, AANDACHT_SK = :plek",
        ExpressionAttributeValues={":dag": {"S": "2026-01-01"}, ":plek": {"S": f"{voorbij}#{taak['identificatie']}"}},
    )
    with town.desk() as daan:
        for who in (town.beheer, town.anna, daan):
            lijst = who.get("/interne-taken", params={"teLaat": "true", "pageSize": "100"}).raise_for_status().json()
            (laat,) = [each for each in lijst["results"] if each["identificatie"] == taak["identificatie"]]
            assert laat["teLaat"] is True
        assert town.vangnet()["takenTeLaat"] >= 1
        assert town.beheer.get("/stand").raise_for_status().json()["takenTeLaat"] >= 1
        afronden = {"actie": "afronden", "reden": "Gebeld"}
        daan.patch(f"/interne-taken/{taak['identificatie']}", json=afronden, headers=_key()).raise_for_status()
        lijst = daan.get("/interne-taken", params={"teLaat": "true", "pageSize": "100"}).raise_for_status().json()
        assert taak["identificatie"] not in {each["identificatie"] for each in lijst["results"]}


def test_a_task_that_came_back_is_rerouted_by_a_beheerder_and_its_mail_tells_it_all(town: Town) -> None:
    geopend = town.geopend(town.mail())
    bericht = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    taak = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Beantwoorden",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
    }
    first = town.anna.post(f"{bericht}/interne-taken", json=taak).raise_for_status().json()["interneTaak"]["identificatie"]

    def wijzig(who: httpx.Client, welke: str, **fields: object) -> dict[str, Any]:
        gewijzigd = who.patch(f"/interne-taken/{welke}", json=fields, headers=_key()).raise_for_status()
        return dict(gewijzigd.json())

    def eigen(who: httpx.Client) -> set[str]:
        lijst = who.get("/interne-taken", params={"eigen": "true", "pageSize": "100"}).raise_for_status().json()
        return {each["identificatie"] for each in lijst["results"]}

    with town.desk() as daan:
        wijzig(daan, first, actie="oppakken")
        assert first in eigen(daan)
        assert wijzig(daan, first, actie="teruggeven")["behandelaar"] is None
        assert first not in eigen(daan)
        assert town.anna.patch(f"/interne-taken/{first}", json={"actie": "oppakken"}, headers=_key()).status_code == 403
        second = wijzig(daan, first, actie="naar_kcc", reden="Dit is voor het KCC")["vervolg"]
    lijst = town.bram.get("/interne-taken", params={"pageSize": "100"}).raise_for_status().json()["results"]
    assert second in {each["identificatie"] for each in lijst}
    wijzig(town.bram, second, actie="oppakken")
    third = wijzig(town.beheer, second, actie="doorzetten", toegewezenAan={"organisatorischeEenheid": "Belastingen"})["vervolg"]
    of_mail_ = town.anna.get(f"{bericht}/interne-taken").raise_for_status().json()["results"]
    assert [each["identificatie"] for each in of_mail_] == [first, second, third]
    assert [each["status"] for each in of_mail_] == ["verwerkt", "verwerkt", "te_verwerken"]
    contact = f"/klantcontacten/{geopend['klantcontact']['identificatie']}/interne-taken"
    assert town.anna.get(contact).raise_for_status().json()["results"] == of_mail_
    bij_belastingen = town.anna.get("/interne-taken", params={"eenheid": "Belastingen", "pageSize": "100"})
    assert third in {each["identificatie"] for each in bij_belastingen.raise_for_status().json()["results"]}
    te_laat = town.anna.patch(f"/interne-taken/{second}", json={"actie": "oppakken"}, headers=_key())
    assert (te_laat.status_code, te_laat.json()["huidigeStatus"]) == (409, "verwerkt")


def test_a_mail_for_another_authority_is_sent_on_whole(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    naar = f"waterschap-{uuid4().hex[:8]}@waterschap.example"
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}/doorzendingen"
    verzoek = {"inzageId": geopend["inzageId"], "naar": naar, "berichtAanKlant": "Wij hebben uw e-mail doorgestuurd."}
    gedaan = town.anna.post(path, json=verzoek, headers=_key()).raise_for_status().json()
    assert len(gedaan["klantcontacten"]) == 2
    for each in gedaan["verzendingen"]:
        town.verzending(each["identificatie"], "verzonden")
    (path_of,) = town.sent_to(naar)
    doorgestuurd = message_from_bytes(path_of.read_bytes(), policy=policy.default)
    assert any(bijlage.get_filename() == "e-mail.eml" for bijlage in doorgestuurd.iter_attachments())


def test_a_doorzending_tells_the_citizen_in_the_standard_text_unless_a_reason_is_given(town: Town) -> None:
    naar = f"waterschap-{uuid4().hex[:8]}@waterschap.example"
    adres = town.mail()
    geopend = town.geopend(adres)
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    gedaan = town.anna.post(
        f"{path}/doorzendingen", json={"inzageId": geopend["inzageId"], "naar": naar}, headers=_key()
    ).raise_for_status()
    town.verzending(gedaan.json()["verzendingen"][1]["identificatie"], "verzonden")
    (file,) = town.sent_to(adres)
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert f"doorgestuurd naar {naar}" in " ".join(plain_text(mail).split())

    silent = town.geopend()
    path = f"/emailberichten/{silent['emailbericht']['identificatie']}"
    verzoek = {"inzageId": silent["inzageId"], "naar": naar, "redenZonderBericht": "De burger vroeg er zelf om"}
    gedaan = town.anna.post(f"{path}/doorzendingen", json=verzoek, headers=_key()).raise_for_status()
    assert [each["initiatiefnemer"] for each in gedaan.json()["klantcontacten"]] == ["klant"]
    assert town.bram.get(path).json()["afhandeling"]["redenZonderBericht"] == "De burger vroeg er zelf om"


def test_a_citizen_hears_at_once_that_a_department_has_the_question(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}/interne-taken"
    taak = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Beantwoorden",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
        "berichtAanKlant": "Beste burger, Burgerzaken antwoordt u voor vrijdag.",
    }
    made = town.anna.post(path, json=taak, headers=_key()).raise_for_status().json()
    assert [each["initiatiefnemer"] for each in made["klantcontacten"]] == ["klant", "gemeente"]
    town.verzending(made["verzending"]["identificatie"], "verzonden")
    (file,) = town.sent_to(adres)
    assert "Burgerzaken antwoordt u voor vrijdag." in file.read_text()


@pytest.mark.parametrize(("kind", "contacten"), [("geen_actie_nodig", 1), ("geen_klantcontact", 0)])
def test_a_mail_can_be_closed(town: Town, kind: str, contacten: int) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    verzoek = {"inzageId": geopend["inzageId"], "soort": kind, "reden": "Bedankje"}
    town.anna.post(f"{path}/afsluiting", json=verzoek, headers=_key()).raise_for_status()
    found = town.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status().json()
    assert len(found["results"]) == contacten
    assert town.anna.get(path).json()["afhandeling"]["soort"] == kind


def test_a_standard_answer_that_a_beheerder_keeps_is_sent_filled_in(town: Town) -> None:
    text = {"naam": f"Grofvuil {uuid4().hex[:8]}", "inhoud": "Beste {{afzender}},\n\nOp {{dag}}.\n\n{{medewerker}}"}
    assert town.anna.post("/standaardantwoorden", json=text, headers=_key()).status_code == 403
    made = town.beheer.post("/standaardantwoorden", json=text, headers=_key()).raise_for_status().json()
    lijst = town.anna.get("/standaardantwoorden", params={"pageSize": 100}).raise_for_status().json()["results"]
    assert made["identificatie"] in {each["identificatie"] for each in lijst}
    adres = f"burger-{uuid4().hex[:12]}@burger.example"
    town.client.send_mail(vraag(f"Jan Jansen <{adres}>"), [town.postvak], adres)
    geopend = town.geopend(adres)
    bericht = geopend["emailbericht"]["identificatie"]
    path = f"/standaardantwoorden/{made['identificatie']}/invulling"
    ingevuld = town.anna.post(path, json={"emailbericht": bericht}).raise_for_status().json()
    assert ingevuld["open"] == ["{{dag}}"]
    assert town.antwoord(geopend, inhoud=ingevuld["inhoud"]).status_code == 400
    response = town.antwoord(geopend, inhoud=ingevuld["inhoud"].replace("{{dag}}", "woensdag")).raise_for_status().json()
    assert response["klantcontacten"][1]["inhoud"].startswith("Beste Jan Jansen,\n\nOp woensdag.")


def test_a_mail_with_two_questions_is_answered_and_passed_on_at_once(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
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
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}/splitsing"
    gesplitst = town.anna.post(path, json=verzoek, headers=_key()).raise_for_status().json()
    reply, taak = gesplitst["delen"]
    town.verzending(reply["verzendingen"][0], "verzonden")
    with town.desk() as daan:
        read = daan.get(f"/interne-taken/{taak['interneTaak']}").raise_for_status().json()
    assert read["klantcontact"]["onderwerp"] == "Losse tegel"
    found = town.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status().json()
    assert len(found["results"]) == 3


def test_an_agent_has_a_formal_message_confirmed(town: Town) -> None:
    adres = f"burger-{uuid4().hex[:12]}@post.authentiek.example"
    town.client.send_mail(vraag(adres, "Bezwaarschrift"), [town.postvak], adres)
    geopend = town.geopend(adres)
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}/ontvangstbevestiging"
    bevestigd, herhaald = (town.anna.post(path, json={"inzageId": geopend["inzageId"]}) for _ in range(2))
    assert (bevestigd.status_code, herhaald.status_code, herhaald.json()) == (201, 201, bevestigd.json())
    town.verzending(bevestigd.json()["verzending"]["identificatie"], "verzonden")
    (file,) = town.sent_to(adres)
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (mail["Auto-Submitted"], mail["Subject"]) == ("auto-replied", "Ontvangstbevestiging")
    formeel = town.anna.get(f"/emailberichten/{geopend['emailbericht']['identificatie']}").raise_for_status().json()
    assert formeel["formeelUiterlijk"] is not None
    unproven = town.geopend()
    path = f"/emailberichten/{unproven['emailbericht']['identificatie']}/ontvangstbevestiging"
    assert town.anna.post(path, json={"inzageId": unproven["inzageId"]}).status_code == 201


def test_who_sent_a_formal_message_hears_that_it_went_to_another_postvak(town: Town) -> None:
    adres = f"burger-{uuid4().hex[:12]}@post.authentiek.example"
    town.client.send_mail(vraag(adres, "Bezwaarschrift"), [town.postvak], adres)
    geopend = town.geopend(adres)
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    bevestigd = town.anna.post(f"{path}/ontvangstbevestiging", json={"inzageId": geopend["inzageId"]}).raise_for_status().json()
    postvakken = town.anna.get("/postvakken").raise_for_status().json()["results"]
    naar = next(each["adres"] for each in postvakken if each["adres"] != town.postvak)
    eerst, herhaald = (town.anna.post(f"{path}/verplaatsing", json={"postvak": naar}).raise_for_status().json() for _ in range(2))
    assert eerst["verplaatsingen"] == herhaald["verplaatsingen"]
    (verplaatsing,) = eerst["verplaatsingen"]
    for verzending in (bevestigd["verzending"]["identificatie"], verplaatsing["verzending"]):
        town.verzending(verzending, "verzonden")
    mails = [message_from_bytes(each.read_bytes(), policy=policy.default) for each in town.sent_to(adres)]
    texts = {str(each["Subject"]): str(each.get_content()) for each in mails}
    assert (len(mails), set(texts)) == (2, {"Ontvangstbevestiging", "Uw e-mail is doorgegeven"})
    assert "De termijn om te reageren verandert niet." in " ".join(texts["Uw e-mail is doorgegeven"].split())
    kenmerken = {each for text in texts.values() for each in kenmerken_in(text)}
    assert len(kenmerken) == 1


def _key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}
