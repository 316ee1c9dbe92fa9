"""Every mail has a way back, over SMTP and HTTP: closed by mistake, handled too early, kept apart."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx

from klantmail.domain.tijd import AMSTERDAM
from tests.e2e.conftest import Stad


def _sluit(stad: Stad, geopend: dict[str, Any], soort: str = "geen_klantcontact") -> str:
    """Have Anna close the mail that she opened, and return its path."""
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}"
    body = {"inzageId": geopend["inzageId"], "soort": soort, "reden": "Spam"}
    stad.anna.post(f"{pad}/afsluiting", json=body).raise_for_status()
    return pad


def _probleem(antwoord: httpx.Response) -> tuple[int, str | None]:
    return antwoord.status_code, antwoord.json().get("huidigeStatus")


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
    sleutel = {"Idempotency-Key": str(uuid4())}
    taak = {"gevraagdeHandeling": "Bel terug", "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"}}
    gemaakt = [stad.anna.post(f"{contact}/interne-taken", json=taak, headers=sleutel) for _ in range(2)]
    assert [een.status_code for een in gemaakt] == [201, 201]
    assert gemaakt[0].json() == gemaakt[1].json()
    assert _probleem(stad.anna.post(f"{contact}/interne-taken", json=taak | {"toelichting": "x"}, headers=sleutel))[0] == 409
    assert stad.anna.post(f"{contact}/interne-taken", json=taak).status_code == 400
    interne_taak = gemaakt[0].json()["interneTaak"]
    assert interne_taak["aanleidinggevendKlantcontact"] == geopend["klantcontact"]["identificatie"]
    stappen = stad.anna.get(pad).raise_for_status().json()["vervolgstappen"]
    assert [(een["soort"], een["interneTaak"]) for een in stappen] == [("interne_taak", interne_taak["identificatie"])]
    assert stad.anna.get(contact).raise_for_status().json() == vooraf
    with stad.desk() as daan:
        op_desk = daan.get(f"/interne-taken/{interne_taak['identificatie']}").raise_for_status().json()
        assert op_desk["status"] == "te_verwerken"
