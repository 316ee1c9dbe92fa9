"""Every mail has a way back, over SMTP and HTTP: closed by mistake, handled too early, kept apart."""

from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from uuid import uuid4

import httpx

from klantmail.domain.tijd import AMSTERDAM
from klantmail_local.client import wait_for
from tests.e2e.conftest import Town, vraag


def _sluit(town: Town, geopend: dict[str, Any], kind: str = "geen_klantcontact") -> str:
    """Have Anna close the mail that she opened, and return its path."""
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    body = {"inzageId": geopend["inzageId"], "soort": kind, "reden": "Spam"}
    town.anna.post(f"{path}/afsluiting", json=body).raise_for_status()
    return path


def _probleem(response: httpx.Response) -> tuple[int, str | None]:
    return response.status_code, response.json().get("huidigeStatus")


def test_a_mail_that_was_closed_by_mistake_comes_back_and_is_answered(town: Town) -> None:
    adres = town.mail()
    path = _sluit(town, town.geopend(adres))
    assert _probleem(town.bram.post(f"{path}/heropening", json={})) == (403, None)
    back = town.anna.post(f"{path}/heropening", json={"reden": "Toch een vraag"})
    assert back.status_code == 201
    assert back.json()["status"] == "nieuw"
    (heropening,) = back.json()["heropeningen"]
    assert (heropening["reden"], heropening["afhandeling"]["soort"]) == ("Toch een vraag", "geen_klantcontact")
    assert town.anna.post(f"{path}/heropening", json={}).json()["heropeningen"] == [heropening]
    assert _probleem(town.beheer.post(f"{path}/heropening", json={})) == (409, "nieuw")
    beantwoord = town.antwoord(town.geopend(adres)).raise_for_status().json()
    town.verzending(beantwoord["verzending"]["identificatie"], "verzonden")
    assert len(town.sent_to(adres)) == 1
    assert _probleem(town.beheer.post(f"{path}/heropening", json={})) == (409, "afgehandeld")


def test_a_beheerder_reopens_what_another_closed(town: Town) -> None:
    adres = town.mail()
    path = _sluit(town, town.geopend(adres))
    assert town.beheer.post(f"{path}/heropening", json={}).status_code == 201
    assert town.ontvangen(adres)["status"] == "nieuw"


def test_handled_mail_is_listed_by_choice_and_read_again(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    assert _probleem(town.bram.get(f"{path}/inhoud")) == (409, "in_behandeling")
    town.antwoord(geopend).raise_for_status()
    gesloten = _sluit(town, town.geopend())
    day = town.anna.get(path).raise_for_status().json()["afhandeling"]["tijdstip"]
    vandaag = datetime.fromisoformat(day).astimezone(AMSTERDAM).date().isoformat()

    def lijst(**keuze: str) -> list[str]:
        names: list[str] = []
        cursor: str | None = None
        while True:
            vraag = {"status": "afgehandeld", "dag": vandaag, "pageSize": "100", **keuze} | ({"cursor": cursor} if cursor else {})
            page = town.bram.get("/emailberichten", params=vraag).raise_for_status().json()
            names += [f"/emailberichten/{each['identificatie']}" for each in page["results"]]
            cursor = page["cursor"]
            if cursor is None:
                return names

    anna = town.client.details["medewerkers"][0]["medewerker"]
    bram = town.client.details["medewerkers"][1]["medewerker"]
    assert lijst().index(gesloten) < lijst().index(path)
    assert {path, gesloten} <= set(lijst(postvak=town.postvak, medewerker=anna))
    assert not {path, gesloten} & set(lijst(medewerker=bram))
    assert path in lijst(uitkomst="antwoord")
    assert gesloten not in lijst(uitkomst="antwoord")
    assert not {path, gesloten} & set(lijst(dag="2026-01-01"))
    assert town.bram.get("/emailberichten", params={"dag": vandaag, "uitkomst": "zaak"}).status_code == 400
    read = town.bram.get(f"{path}/inhoud").raise_for_status().json()
    assert "grofvuil" in read["inhoud"]
    assert read["emailbericht"]["uitkomst"] == {"soort": "antwoord", "tijdstip": day, "medewerker": anna}
    assert [each["naar"] for each in read["verstuurd"]] == [[adres]]
    assert all(each["downloadbaar"] for each in read["bijlagen"])


def test_a_handled_question_gets_a_task_once(town: Town) -> None:
    geopend = town.geopend()
    path = _sluit(town, geopend, "geen_actie_nodig")
    contact = f"/klantcontacten/{geopend['klantcontact']['identificatie']}"
    before = town.anna.get(contact).raise_for_status().json()
    key = {"Idempotency-Key": str(uuid4())}
    taak = {"gevraagdeHandeling": "Bel terug", "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"}}
    made = [town.anna.post(f"{contact}/interne-taken", json=taak, headers=key) for _ in range(2)]
    assert [each.status_code for each in made] == [201, 201]
    assert made[0].json() == made[1].json()
    assert _probleem(town.anna.post(f"{contact}/interne-taken", json=taak | {"toelichting": "x"}, headers=key))[0] == 409
    assert town.anna.post(f"{contact}/interne-taken", json=taak).status_code == 400
    interne_taak = made[0].json()["interneTaak"]
    assert interne_taak["aanleidinggevendKlantcontact"] == geopend["klantcontact"]["identificatie"]
    steps = town.anna.get(path).raise_for_status().json()["vervolgstappen"]
    assert [(each["soort"], each["interneTaak"]) for each in steps] == [("interne_taak", interne_taak["identificatie"])]
    assert town.anna.get(contact).raise_for_status().json() == before
    with town.desk() as daan:
        op_desk = daan.get(f"/interne-taken/{interne_taak['identificatie']}").raise_for_status().json()
        assert op_desk["status"] == "te_verwerken"


_GTUBE = b"XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\r\n"


def _spam(town: Town) -> str:
    """Have spam come in, and return the path of its e-mailbericht."""
    adres = f"spam-{uuid4().hex[:12]}@burger.example"
    town.client.send_mail(vraag(adres) + _GTUBE, [town.postvak], adres)
    return f"/emailberichten/{town.ontvangen(adres, status='quarantaine')['identificatie']}"


def test_a_beheerder_reads_in_quarantine_lets_in_and_puts_back(town: Town) -> None:
    path = _spam(town)
    read = town.beheer.get(f"{path}/quarantaine").raise_for_status().json()
    assert "grofvuil" in read["inhoud"]
    assert read["emailbericht"]["status"] == "quarantaine"
    assert town.anna.get(f"{path}/quarantaine").status_code == 403
    assert town.anna.post(f"{path}/quarantaine", json={"reden": "x"}).status_code == 403
    town.beheer.post(f"{path}/vrijgave", json={}).raise_for_status()
    assert _probleem(town.beheer.get(f"{path}/quarantaine")) == (409, "nieuw")
    town.anna.post(f"{path}/inzage", json={}).raise_for_status()
    assert _probleem(town.beheer.post(f"{path}/quarantaine", json={"reden": "Phishing"})) == (409, "in_behandeling")
    town.anna.delete(f"{path}/inzage").raise_for_status()
    back = town.beheer.post(f"{path}/quarantaine", json={"reden": "Phishing"}).raise_for_status().json()
    assert (back["status"], back["vrijgave"]) == ("quarantaine", None)
    assert back["apartzettingen"][0]["vrijgave"]["naam"]
    assert _probleem(town.anna.post(f"{path}/inzage", json={})) == (409, "quarantaine")


def test_a_beheerder_closes_several_at_once_and_undoes_one(town: Town) -> None:
    paths = [_spam(town) for _ in range(3)]
    names = [path.rpartition("/")[2] for path in paths]
    key, body = {"Idempotency-Key": str(uuid4())}, {"emailberichten": names, "reden": "Spam"}
    assert town.anna.post("/quarantaine/sluitingen", json=body, headers=key).status_code == 403
    wacht = town.ontvangen(town.mail())["identificatie"]
    met_ander = body | {"emailberichten": [*names, wacht]}
    assert _probleem(town.beheer.post("/quarantaine/sluitingen", json=met_ander, headers=key)) == (409, "nieuw")
    onbekend = town.beheer.post("/quarantaine/sluitingen", json=body | {"emailberichten": [str(uuid4())]}, headers=key)
    assert [each["name"] for each in onbekend.json()["invalidParams"]] == ["emailberichten.0"]
    gesloten = [town.beheer.post("/quarantaine/sluitingen", json=body, headers=key).raise_for_status() for _ in range(2)]
    assert gesloten[0].json() == gesloten[1].json()
    assert gesloten[0].json()["emailberichten"] == names
    for path in paths:
        bericht = town.anna.get(path).raise_for_status().json()
        assert (bericht["status"], bericht["afhandeling"]["reden"], bericht["inzagen"]) == ("afgehandeld", "Spam", [])
    back = town.beheer.post(f"{paths[0]}/heropening", json={"reden": "Toch niet"}).raise_for_status().json()
    assert back["status"] == "quarantaine"


def test_a_teamleider_looks_along_with_a_colleague_who_keeps_the_mail(town: Town) -> None:
    geopend = town.geopend()
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    with town.leider() as eva:
        mee = eva.post(f"{path}/meekijken", json={}).raise_for_status().json()
        assert mee["inhoud"] == geopend["klantcontact"]["inhoud"]
        assert mee["emailbericht"]["behandelaar"]["medewerker"] == geopend["klantcontact"]["medewerker"]
        assert len(mee["emailbericht"]["inzagen"]) == 1
        assert eva.post(f"{path}/inzage", json={}).status_code == 403
        assert eva.get("/emailberichten").status_code == 200
        wacht = town.ontvangen(town.mail())["identificatie"]
        assert eva.post(f"/emailberichten/{wacht}/meekijken", json={}).json()["emailbericht"]["status"] == "nieuw"
    assert town.anna.post(f"{path}/meekijken", json={}).status_code == 403
    assert town.antwoord(geopend).status_code == 201
    assert town.anna.get(f"/klantcontacten/{geopend['klantcontact']['identificatie']}").status_code == 200


def test_a_mail_in_the_wrong_postvak_is_moved_and_answered_from_there(town: Town) -> None:
    adres, other = town.mail(), town.client.details["postvakken"][1]
    geopend = town.geopend(adres)
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    assert _probleem(town.bram.post(f"{path}/verplaatsing", json={"postvak": other})) == (409, "in_behandeling")
    assert town.anna.post(f"{path}/verplaatsing", json={"postvak": "x@elders.example"}).status_code == 400
    verplaatst = town.anna.post(f"{path}/verplaatsing", json={"postvak": other}).raise_for_status().json()
    assert (verplaatst["postvak"], verplaatst["status"], verplaatst["behandelaar"]) == (other, "nieuw", None)
    assert [(each["van"], each["naar"]) for each in verplaatst["verplaatsingen"]] == [(town.postvak, other)]
    assert town.ontvangen(adres, other)["postvak"] == other
    opnieuw = town.anna.post(f"{path}/inzage", json={}).raise_for_status().json()
    verzending = town.antwoord(opnieuw).raise_for_status().json()["verzending"]["identificatie"]
    town.verzending(verzending, "verzonden")
    (mail,) = town.sent_to(adres)
    assert other.encode() in mail.read_bytes()


def test_colleagues_leave_notes_on_a_mail_and_a_task_that_the_citizen_never_gets(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    path, geheim = f"/emailberichten/{geopend['emailbericht']['identificatie']}", "Mevrouw belde ook al"
    key = {"Idempotency-Key": str(uuid4())}
    assert town.bram.post(f"{path}/notities", json={"tekst": geheim}).status_code == 400
    written = [town.bram.post(f"{path}/notities", json={"tekst": geheim}, headers=key) for _ in range(2)]
    assert [each.status_code for each in written] == [201, 201]
    assert town.bram.post(f"{path}/notities", json={"tekst": "Anders"}, headers=key).status_code == 409
    assert town.anna.get(f"{path}/notities").raise_for_status().json()["results"] == [written[0].json()]
    taak = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Bel terug",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
        "berichtAanKlant": "Mijn collega belt u terug.",
    }
    made = town.anna.post(f"{path}/interne-taken", json=taak, headers=key).raise_for_status().json()
    bij_taak = f"/interne-taken/{made['interneTaak']['identificatie']}/notities"
    with town.desk() as daan:
        daan.post(bij_taak, json={"tekst": geheim}, headers=key).raise_for_status()
        assert [each["tekst"] for each in daan.get(bij_taak).raise_for_status().json()["results"]] == [geheim]
        assert daan.get(f"{path}/notities").status_code == 403
    town.verzending(made["verzending"]["identificatie"], "verzonden")
    assert all(geheim.encode() not in each.read_bytes() for each in town.sent_to(adres))
    assert geheim not in str(made)


def test_a_draft_is_kept_by_version_read_by_who_takes_over_and_gone_with_the_answer(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    concept, text = f"{path}/concept", {"soort": "antwoord", "velden": {"inhoud": "Beste", "open": [1, None]}}
    new = {"If-None-Match": "*"}
    assert geopend["concepten"] == []
    assert town.anna.put(concept, json=text).status_code == 428
    first = town.anna.put(concept, json=text, headers=new)
    assert (first.status_code, first.json()["velden"]) == (201, text["velden"])
    assert town.anna.put(concept, json=text, headers=new).headers["ETag"] == first.headers["ETag"]
    verder = text | {"velden": {"inhoud": "Beste meneer"}}
    second = town.anna.put(concept, json=verder, headers={"If-Match": first.headers["ETag"]})
    assert second.status_code == 200
    anders = town.anna.put(concept, json=text, headers={"If-Match": first.headers["ETag"]})
    assert (anders.status_code, anders.headers["ETag"]) == (412, second.headers["ETag"])
    assert anders.json()["concept"] == second.json()
    town.anna.delete(f"{path}/inzage").raise_for_status()
    overgenomen = town.bram.post(f"{path}/inzage", json={}).raise_for_status().json()
    (seen,) = overgenomen["concepten"]
    van_anna = {"medewerker": seen["medewerker"]}
    read = town.bram.get(concept, params=van_anna)
    assert read.json() == second.json()
    assert town.bram.get(concept, params=van_anna, headers={"If-None-Match": read.headers["ETag"]}).status_code == 304
    assert town.bram.get(concept).status_code == 404
    town.bram.put(concept, json=text, headers=new).raise_for_status()
    antwoord = {"inzageId": overgenomen["inzageId"], "inhoud": "Dat kan."}
    town.bram.post(f"{path}/antwoord", json=antwoord, headers={"Idempotency-Key": str(uuid4())}).raise_for_status()
    assert town.bram.get(concept).status_code == 404
    assert town.anna.get(concept).json()["achterhaald"] is True
    te_laat = town.anna.put(concept, json=text, headers={"If-Match": second.headers["ETag"]})
    assert (te_laat.status_code, te_laat.json()["type"]) == (409, "urn:klantmail:probleem:al-afgehandeld")
    assert town.anna.delete(concept).status_code == 204


def test_a_preview_is_the_mail_that_leaves(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    antwoord = {"inzageId": geopend["inzageId"], "inhoud": "Zie:\n\n- Van {{medewerker}}, op https://gemeente.example/a?b&c"}
    key = {"Idempotency-Key": str(uuid4())}
    voorbeeld = town.anna.post(f"{path}/voorbeeld", json=antwoord, headers=key).raise_for_status().json()
    verstuurd = town.anna.post(f"{path}/antwoord", json=antwoord, headers=key).raise_for_status().json()
    town.verzending(verstuurd["verzending"]["identificatie"], "verzonden")
    (file,) = town.sent_to(adres)
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    assert (voorbeeld["onderwerp"], [each["adres"] for each in voorbeeld["ontvangers"]]) == (mail["Subject"], [adres])
    for field, kind in (("tekst", "plain"), ("html", "html")):
        body = mail.get_body((kind,))
        assert body is not None
        assert voorbeeld[field] == str(body.get_content()).replace("\r\n", "\n")


def test_a_postvak_signs_what_is_written_to_a_citizen(town: Town) -> None:
    postvak = town.client.details["postvakken"][1]
    path = f"/postvakken/{postvak}/ondertekening"
    texts = {
        "aanhef": "Beste {{afzender}},",
        "aanhefZonderNaam": "Geachte heer of mevrouw,",
        "ondertekening": "Met vriendelijke groet,\n{{medewerker}}",
    }
    versie = town.anna.get(path).raise_for_status().json()["versie"]
    assert town.anna.put(path, json=texts | {"versie": versie}).status_code == 403
    assert town.beheer.put(path, json=texts | {"versie": versie, "aanhef": "Beste {{wie}},"}).status_code == 400
    gewijzigd = town.beheer.put(path, json=texts | {"versie": versie}).raise_for_status().json()
    assert town.anna.get(path).json() == gewijzigd
    gone = "/postvakken/weg@gemeente.example/ondertekening"
    assert town.anna.get(gone).status_code == town.beheer.put(gone, json=texts | {"versie": 0}).status_code == 404
    adres = town.mail(naar=[postvak])
    bericht = f"/emailberichten/{town.ontvangen(adres, postvak)['identificatie']}"
    geopend = town.anna.post(f"{bericht}/inzage", json={}).raise_for_status().json()
    antwoord = {"inzageId": geopend["inzageId"], "inhoud": "Dat kan."}
    text = town.anna.post(f"{bericht}/voorbeeld", json=antwoord).raise_for_status().json()["tekst"]
    assert text.startswith("Geachte heer of mevrouw,\n\nDat kan.\n\nMet vriendelijke groet,\nAnna")
    empty = dict.fromkeys(texts, "") | {"versie": gewijzigd["versie"]}
    town.beheer.put(path, json=empty).raise_for_status()


def test_a_mail_is_reserved_for_a_colleague_who_has_it_on_a_list_of_their_own(town: Town) -> None:
    adres = town.mail()
    path = f"/emailberichten/{town.ontvangen(adres)['identificatie']}"
    bram = town.client.details["medewerkers"][1]
    town.bram.get("/emailberichten").raise_for_status()  # he has logged in
    gereserveerd = town.anna.put(f"{path}/reservering", json={"medewerker": bram["medewerker"]}).raise_for_status().json()
    assert gereserveerd["reservering"]["medewerker"] == bram["medewerker"]
    assert town.anna.put(f"{path}/reservering", json={"medewerker": str(uuid4())}).status_code == 400

    def eigen(client: httpx.Client) -> list[str]:
        lijst = client.get("/emailberichten", params={"eigen": "true", "pageSize": "100"}).raise_for_status().json()
        return [f"/emailberichten/{each['identificatie']}" for each in lijst["results"]]

    wait_for(lambda: path in eigen(town.bram), "the mail on Bram's own list")
    assert path not in eigen(town.anna)
    assert town.bram.get("/emailberichten", params={"eigen": "true", "status": "nieuw"}).status_code == 400
    geopend = town.geopend(adres)
    assert any("gereserveerd" in each for each in geopend["waarschuwingen"])
    town.anna.delete(f"{path}/inzage").raise_for_status()
    assert town.bram.delete(f"{path}/reservering").status_code == 204
    wait_for(lambda: path not in eigen(town.bram), "the mail off Bram's own list")
