"""Every mail has a way back, over SMTP and HTTP: closed by mistake, handled too early, kept apart."""

from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from uuid import uuid4

import httpx

from klantmail.domain.tijd import AMSTERDAM
from klantmail_local.client import wacht_op
from tests.e2e.conftest import Stad, vraag


def _sluit(stad: Stad, geopend: dict[str, Any], soort: str = "geen_klantcontact") -> str:
    """Have Anna close the mail that she opened, and return its path."""
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    body = {"inzageId": geopend["inzageId"], "soort": soort, "reden": "Spam"}
    stad.anna.post(f"{pad}/afsluiting", json=body).raise_for_status()
    return pad


def _probleem(response: httpx.Response) -> tuple[int, str | None]:
    return response.status_code, response.json().get("huidigeStatus")


def test_a_mail_that_was_closed_by_mistake_comes_back_and_is_answered(stad: Stad) -> None:
    adres = stad.mail()
    pad = _sluit(stad, stad.geopend(adres))
    assert _probleem(stad.bram.post(f"{pad}/heropening", json={})) == (403, None)
    terug = stad.anna.post(f"{pad}/heropening", json={"reden": "Toch een vraag"})
    assert terug.status_code == 201
    assert terug.json()["status"] == "nieuw"
    (heropening,) = terug.json()["heropeningen"]
    assert (heropening["reden"], heropening["afhandeling"]["soort"]) == ("Toch een vraag", "geen_klantcontact")
    assert stad.anna.post(f"{pad}/heropening", json={}).json()["heropeningen"] == [heropening]
    assert _probleem(stad.beheer.post(f"{pad}/heropening", json={})) == (409, "nieuw")
    beantwoord = stad.antwoord(stad.geopend(adres)).raise_for_status().json()
    stad.verzending(beantwoord["verzending"]["identificatie"], "verzonden")
    assert len(stad.verstuurd_aan(adres)) == 1
    assert _probleem(stad.beheer.post(f"{pad}/heropening", json={})) == (409, "afgehandeld")


def test_a_beheerder_reopens_what_another_closed(stad: Stad) -> None:
    adres = stad.mail()
    pad = _sluit(stad, stad.geopend(adres))
    assert stad.beheer.post(f"{pad}/heropening", json={}).status_code == 201
    assert stad.ontvangen(adres)["status"] == "nieuw"


def test_handled_mail_is_listed_by_choice_and_read_again(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    assert _probleem(stad.bram.get(f"{pad}/inhoud")) == (409, "in_behandeling")
    stad.antwoord(geopend).raise_for_status()
    gesloten = _sluit(stad, stad.geopend())
    dag = stad.anna.get(pad).raise_for_status().json()["afhandeling"]["tijdstip"]
    vandaag = datetime.fromisoformat(dag).astimezone(AMSTERDAM).date().isoformat()

    def lijst(**keuze: str) -> list[str]:
        namen: list[str] = []
        cursor: str | None = None
        while True:
            vraag = {"status": "afgehandeld", "dag": vandaag, "pageSize": "100", **keuze} | ({"cursor": cursor} if cursor else {})
            bladzijde = stad.bram.get("/emailberichten", params=vraag).raise_for_status().json()
            namen += [f"/emailberichten/{een['identificatie']}" for een in bladzijde["results"]]
            cursor = bladzijde["cursor"]
            if cursor is None:
                return namen

    anna = stad.client.gegevens["medewerkers"][0]["medewerker"]
    bram = stad.client.gegevens["medewerkers"][1]["medewerker"]
    assert lijst().index(gesloten) < lijst().index(pad)
    assert {pad, gesloten} <= set(lijst(postvak=stad.postvak, medewerker=anna))
    assert not {pad, gesloten} & set(lijst(medewerker=bram))
    assert pad in lijst(uitkomst="antwoord")
    assert gesloten not in lijst(uitkomst="antwoord")
    assert not {pad, gesloten} & set(lijst(dag="2026-01-01"))
    assert stad.bram.get("/emailberichten", params={"dag": vandaag, "uitkomst": "zaak"}).status_code == 400
    gelezen = stad.bram.get(f"{pad}/inhoud").raise_for_status().json()
    assert "grofvuil" in gelezen["inhoud"]
    assert gelezen["emailbericht"]["uitkomst"] == {"soort": "antwoord", "tijdstip": dag, "medewerker": anna}
    assert [een["naar"] for een in gelezen["verstuurd"]] == [[adres]]
    assert all(een["downloadbaar"] for een in gelezen["bijlagen"])


def test_a_handled_question_gets_a_task_once(stad: Stad) -> None:
    geopend = stad.geopend()
    pad = _sluit(stad, geopend, "geen_actie_nodig")
    contact = f"/klantcontacten/{geopend['klantcontact']['identificatie']}"
    vooraf = stad.anna.get(contact).raise_for_status().json()
    key = {"Idempotency-Key": str(uuid4())}
    taak = {"gevraagdeHandeling": "Bel terug", "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"}}
    gemaakt = [stad.anna.post(f"{contact}/interne-taken", json=taak, headers=key) for _ in range(2)]
    assert [een.status_code for een in gemaakt] == [201, 201]
    assert gemaakt[0].json() == gemaakt[1].json()
    assert _probleem(stad.anna.post(f"{contact}/interne-taken", json=taak | {"toelichting": "x"}, headers=key))[0] == 409
    assert stad.anna.post(f"{contact}/interne-taken", json=taak).status_code == 400
    interne_taak = gemaakt[0].json()["interneTaak"]
    assert interne_taak["aanleidinggevendKlantcontact"] == geopend["klantcontact"]["identificatie"]
    stappen = stad.anna.get(pad).raise_for_status().json()["vervolgstappen"]
    assert [(een["soort"], een["interneTaak"]) for een in stappen] == [("interne_taak", interne_taak["identificatie"])]
    assert stad.anna.get(contact).raise_for_status().json() == vooraf
    with stad.desk() as daan:
        op_desk = daan.get(f"/interne-taken/{interne_taak['identificatie']}").raise_for_status().json()
        assert op_desk["status"] == "te_verwerken"


_GTUBE = b"XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\r\n"


def _spam(stad: Stad) -> str:
    """Have spam come in, and return the path of its e-mailbericht."""
    adres = f"spam-{uuid4().hex[:12]}@burger.example"
    stad.client.stuur_mail(vraag(adres) + _GTUBE, [stad.postvak], adres)
    return f"/emailberichten/{stad.ontvangen(adres, status='quarantaine')['identificatie']}"


def test_a_beheerder_reads_in_quarantine_lets_in_and_puts_back(stad: Stad) -> None:
    pad = _spam(stad)
    gelezen = stad.beheer.get(f"{pad}/quarantaine").raise_for_status().json()
    assert "grofvuil" in gelezen["inhoud"]
    assert gelezen["emailbericht"]["status"] == "quarantaine"
    assert stad.anna.get(f"{pad}/quarantaine").status_code == 403
    assert stad.anna.post(f"{pad}/quarantaine", json={"reden": "x"}).status_code == 403
    stad.beheer.post(f"{pad}/vrijgave", json={}).raise_for_status()
    assert _probleem(stad.beheer.get(f"{pad}/quarantaine")) == (409, "nieuw")
    stad.anna.post(f"{pad}/inzage", json={}).raise_for_status()
    assert _probleem(stad.beheer.post(f"{pad}/quarantaine", json={"reden": "Phishing"})) == (409, "in_behandeling")
    stad.anna.delete(f"{pad}/inzage").raise_for_status()
    terug = stad.beheer.post(f"{pad}/quarantaine", json={"reden": "Phishing"}).raise_for_status().json()
    assert (terug["status"], terug["vrijgave"]) == ("quarantaine", None)
    assert terug["apartzettingen"][0]["vrijgave"]["naam"]
    assert _probleem(stad.anna.post(f"{pad}/inzage", json={})) == (409, "quarantaine")


def test_a_beheerder_closes_several_at_once_and_undoes_one(stad: Stad) -> None:
    paden = [_spam(stad) for _ in range(3)]
    namen = [pad.rpartition("/")[2] for pad in paden]
    key, body = {"Idempotency-Key": str(uuid4())}, {"emailberichten": namen, "reden": "Spam"}
    assert stad.anna.post("/quarantaine/sluitingen", json=body, headers=key).status_code == 403
    wacht = stad.ontvangen(stad.mail())["identificatie"]
    met_ander = body | {"emailberichten": [*namen, wacht]}
    assert _probleem(stad.beheer.post("/quarantaine/sluitingen", json=met_ander, headers=key)) == (409, "nieuw")
    onbekend = stad.beheer.post("/quarantaine/sluitingen", json=body | {"emailberichten": [str(uuid4())]}, headers=key)
    assert [een["name"] for een in onbekend.json()["invalidParams"]] == ["emailberichten.0"]
    gesloten = [stad.beheer.post("/quarantaine/sluitingen", json=body, headers=key).raise_for_status() for _ in range(2)]
    assert gesloten[0].json() == gesloten[1].json()
    assert gesloten[0].json()["emailberichten"] == namen
    for pad in paden:
        bericht = stad.anna.get(pad).raise_for_status().json()
        assert (bericht["status"], bericht["afhandeling"]["reden"], bericht["inzagen"]) == ("afgehandeld", "Spam", [])
    terug = stad.beheer.post(f"{paden[0]}/heropening", json={"reden": "Toch niet"}).raise_for_status().json()
    assert terug["status"] == "quarantaine"


def test_a_teamleider_looks_along_with_a_colleague_who_keeps_the_mail(stad: Stad) -> None:
    geopend = stad.geopend()
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    with stad.leider() as eva:
        mee = eva.post(f"{pad}/meekijken", json={}).raise_for_status().json()
        assert mee["inhoud"] == geopend["klantcontact"]["inhoud"]
        assert mee["emailbericht"]["behandelaar"]["medewerker"] == geopend["klantcontact"]["medewerker"]
        assert len(mee["emailbericht"]["inzagen"]) == 1
        assert eva.post(f"{pad}/inzage", json={}).status_code == 403
        assert eva.get("/emailberichten").status_code == 200
        wacht = stad.ontvangen(stad.mail())["identificatie"]
        assert eva.post(f"/emailberichten/{wacht}/meekijken", json={}).json()["emailbericht"]["status"] == "nieuw"
    assert stad.anna.post(f"{pad}/meekijken", json={}).status_code == 403
    assert stad.antwoord(geopend).status_code == 201
    assert stad.anna.get(f"/klantcontacten/{geopend['klantcontact']['identificatie']}").status_code == 200


def test_a_mail_in_the_wrong_postvak_is_moved_and_answered_from_there(stad: Stad) -> None:
    adres, ander = stad.mail(), stad.client.gegevens["postvakken"][1]
    geopend = stad.geopend(adres)
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    assert _probleem(stad.bram.post(f"{pad}/verplaatsing", json={"postvak": ander})) == (409, "in_behandeling")
    assert stad.anna.post(f"{pad}/verplaatsing", json={"postvak": "x@elders.example"}).status_code == 400
    verplaatst = stad.anna.post(f"{pad}/verplaatsing", json={"postvak": ander}).raise_for_status().json()
    assert (verplaatst["postvak"], verplaatst["status"], verplaatst["behandelaar"]) == (ander, "nieuw", None)
    assert [(een["van"], een["naar"]) for een in verplaatst["verplaatsingen"]] == [(stad.postvak, ander)]
    assert stad.ontvangen(adres, ander)["postvak"] == ander
    opnieuw = stad.anna.post(f"{pad}/inzage", json={}).raise_for_status().json()
    verzending = stad.antwoord(opnieuw).raise_for_status().json()["verzending"]["identificatie"]
    stad.verzending(verzending, "verzonden")
    (mail,) = stad.verstuurd_aan(adres)
    assert ander.encode() in mail.read_bytes()


def test_colleagues_leave_notes_on_a_mail_and_a_task_that_the_citizen_never_gets(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    pad, geheim = f"/emailberichten/{geopend['emailbericht']['identificatie']}", "Mevrouw belde ook al"
    sleutel = {"Idempotency-Key": str(uuid4())}
    assert stad.bram.post(f"{pad}/notities", json={"tekst": geheim}).status_code == 400
    geschreven = [stad.bram.post(f"{pad}/notities", json={"tekst": geheim}, headers=sleutel) for _ in range(2)]
    assert [een.status_code for een in geschreven] == [201, 201]
    assert stad.bram.post(f"{pad}/notities", json={"tekst": "Anders"}, headers=sleutel).status_code == 409
    assert stad.anna.get(f"{pad}/notities").raise_for_status().json()["results"] == [geschreven[0].json()]
    taak = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Bel terug",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
        "berichtAanKlant": "Mijn collega belt u terug.",
    }
    gemaakt = stad.anna.post(f"{pad}/interne-taken", json=taak, headers=sleutel).raise_for_status().json()
    bij_taak = f"/interne-taken/{gemaakt['interneTaak']['identificatie']}/notities"
    with stad.desk() as daan:
        daan.post(bij_taak, json={"tekst": geheim}, headers=sleutel).raise_for_status()
        assert [een["tekst"] for een in daan.get(bij_taak).raise_for_status().json()["results"]] == [geheim]
        assert daan.get(f"{pad}/notities").status_code == 403
    stad.verzending(gemaakt["verzending"]["identificatie"], "verzonden")
    assert all(geheim.encode() not in een.read_bytes() for een in stad.verstuurd_aan(adres))
    assert geheim not in str(gemaakt)


def test_a_draft_is_kept_by_version_read_by_who_takes_over_and_gone_with_the_answer(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    concept, tekst = f"{pad}/concept", {"soort": "antwoord", "velden": {"inhoud": "Beste", "open": [1, None]}}
    nieuw = {"If-None-Match": "*"}
    assert geopend["concepten"] == []
    assert stad.anna.put(concept, json=tekst).status_code == 428
    eerste = stad.anna.put(concept, json=tekst, headers=nieuw)
    assert (eerste.status_code, eerste.json()["velden"]) == (201, tekst["velden"])
    assert stad.anna.put(concept, json=tekst, headers=nieuw).headers["ETag"] == eerste.headers["ETag"]
    verder = tekst | {"velden": {"inhoud": "Beste meneer"}}
    tweede = stad.anna.put(concept, json=verder, headers={"If-Match": eerste.headers["ETag"]})
    assert tweede.status_code == 200
    anders = stad.anna.put(concept, json=tekst, headers={"If-Match": eerste.headers["ETag"]})
    assert (anders.status_code, anders.headers["ETag"]) == (412, tweede.headers["ETag"])
    assert anders.json()["concept"] == tweede.json()
    stad.anna.delete(f"{pad}/inzage").raise_for_status()
    overgenomen = stad.bram.post(f"{pad}/inzage", json={}).raise_for_status().json()
    (gezien,) = overgenomen["concepten"]
    van_anna = {"medewerker": gezien["medewerker"]}
    gelezen = stad.bram.get(concept, params=van_anna)
    assert gelezen.json() == tweede.json()
    assert stad.bram.get(concept, params=van_anna, headers={"If-None-Match": gelezen.headers["ETag"]}).status_code == 304
    assert stad.bram.get(concept).status_code == 404
    stad.bram.put(concept, json=tekst, headers=nieuw).raise_for_status()
    antwoord = {"inzageId": overgenomen["inzageId"], "inhoud": "Dat kan."}
    stad.bram.post(f"{pad}/antwoord", json=antwoord, headers={"Idempotency-Key": str(uuid4())}).raise_for_status()
    assert stad.bram.get(concept).status_code == 404
    assert stad.anna.get(concept).json()["achterhaald"] is True
    te_laat = stad.anna.put(concept, json=tekst, headers={"If-Match": tweede.headers["ETag"]})
    assert (te_laat.status_code, te_laat.json()["type"]) == (409, "urn:klantmail:probleem:al-afgehandeld")
    assert stad.anna.delete(concept).status_code == 204


def test_a_preview_is_the_mail_that_leaves(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    antwoord = {"inzageId": geopend["inzageId"], "inhoud": "Zie:\n\n- Van {{medewerker}}, op https://gemeente.example/a?b&c"}
    sleutel = {"Idempotency-Key": str(uuid4())}
    voorbeeld = stad.anna.post(f"{pad}/voorbeeld", json=antwoord, headers=sleutel).raise_for_status().json()
    verstuurd = stad.anna.post(f"{pad}/antwoord", json=antwoord, headers=sleutel).raise_for_status().json()
    stad.verzending(verstuurd["verzending"]["identificatie"], "verzonden")
    (bestand,) = stad.verstuurd_aan(adres)
    mail = message_from_bytes(bestand.read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    assert (voorbeeld["onderwerp"], [een["adres"] for een in voorbeeld["ontvangers"]]) == (mail["Subject"], [adres])
    for veld, soort in (("tekst", "plain"), ("html", "html")):
        lijf = mail.get_body((soort,))
        assert lijf is not None
        assert voorbeeld[veld] == str(lijf.get_content()).replace("\r\n", "\n")


def test_a_postvak_signs_what_is_written_to_a_citizen(stad: Stad) -> None:
    postvak = stad.client.gegevens["postvakken"][1]
    pad = f"/postvakken/{postvak}/ondertekening"
    teksten = {
        "aanhef": "Beste {{afzender}},",
        "aanhefZonderNaam": "Geachte heer of mevrouw,",
        "ondertekening": "Met vriendelijke groet,\n{{medewerker}}",
    }
    versie = stad.anna.get(pad).raise_for_status().json()["versie"]
    assert stad.anna.put(pad, json=teksten | {"versie": versie}).status_code == 403
    assert stad.beheer.put(pad, json=teksten | {"versie": versie, "aanhef": "Beste {{wie}},"}).status_code == 400
    gewijzigd = stad.beheer.put(pad, json=teksten | {"versie": versie}).raise_for_status().json()
    assert stad.anna.get(pad).json() == gewijzigd
    weg = "/postvakken/weg@gemeente.example/ondertekening"
    assert stad.anna.get(weg).status_code == stad.beheer.put(weg, json=teksten | {"versie": 0}).status_code == 404
    adres = stad.mail(naar=[postvak])
    bericht = f"/emailberichten/{stad.ontvangen(adres, postvak)['identificatie']}"
    geopend = stad.anna.post(f"{bericht}/inzage", json={}).raise_for_status().json()
    antwoord = {"inzageId": geopend["inzageId"], "inhoud": "Dat kan."}
    tekst = stad.anna.post(f"{bericht}/voorbeeld", json=antwoord).raise_for_status().json()["tekst"]
    assert tekst.startswith("Geachte heer of mevrouw,\n\nDat kan.\n\nMet vriendelijke groet,\nAnna")
    leeg = dict.fromkeys(teksten, "") | {"versie": gewijzigd["versie"]}
    stad.beheer.put(pad, json=leeg).raise_for_status()


def test_a_mail_is_reserved_for_a_colleague_who_has_it_on_a_list_of_their_own(stad: Stad) -> None:
    adres = stad.mail()
    pad = f"/emailberichten/{stad.ontvangen(adres)['identificatie']}"
    bram = stad.client.gegevens["medewerkers"][1]
    stad.bram.get("/emailberichten").raise_for_status()  # he has logged in
    gereserveerd = stad.anna.put(f"{pad}/reservering", json={"medewerker": bram["medewerker"]}).raise_for_status().json()
    assert gereserveerd["reservering"]["medewerker"] == bram["medewerker"]
    assert stad.anna.put(f"{pad}/reservering", json={"medewerker": str(uuid4())}).status_code == 400

    def eigen(client: httpx.Client) -> list[str]:
        lijst = client.get("/emailberichten", params={"eigen": "true", "pageSize": "100"}).raise_for_status().json()
        return [f"/emailberichten/{een['identificatie']}" for een in lijst["results"]]

    wacht_op(lambda: pad in eigen(stad.bram), "the mail on Bram's own list")
    assert pad not in eigen(stad.anna)
    assert stad.bram.get("/emailberichten", params={"eigen": "true", "status": "nieuw"}).status_code == 400
    geopend = stad.geopend(adres)
    assert any("gereserveerd" in een for een in geopend["waarschuwingen"])
    stad.anna.delete(f"{pad}/inzage").raise_for_status()
    assert stad.bram.delete(f"{pad}/reservering").status_code == 204
    wacht_op(lambda: pad not in eigen(stad.bram), "the mail off Bram's own list")
