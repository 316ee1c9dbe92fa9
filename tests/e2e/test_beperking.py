"""The privacy officer restricts what came of a mail, on the deployed functions, and lifts that again."""

from tests.e2e.conftest import Town


def test_what_is_restricted_is_hidden_from_agents_until_it_is_lifted(town: Town) -> None:
    address = town.mail()
    opened = town.geopend(address)
    contact, mail = opened["klantcontact"]["identificatie"], opened["emailbericht"]["identificatie"]
    closing = {"inzageId": opened["inzageId"], "soort": "geen_actie_nodig", "reden": "Bedankje"}
    town.anna.post(f"/emailberichten/{mail}/afsluiting", json=closing).raise_for_status()

    def found() -> list[str]:
        asked = town.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": address}).raise_for_status()
        return [each["identificatie"] for each in asked.json()["results"]]

    path = f"/klantcontacten/{contact}/beperking"
    assert found() == [contact]
    with town.privacy() as hanna:
        put = hanna.put(path, json={"beperkt": True, "reden": "De schrijver betwist het"})
        assert (put.status_code, put.json()["beperkt"]) == (200, True)
        assert mail in {each["emailbericht"] for each in hanna.get("/beperkingen").raise_for_status().json()["results"]}
        assert hanna.get(f"/klantcontacten/{contact}").raise_for_status().json()["identificatie"] == contact
        assert found() == []
        refused = town.anna.get(f"/klantcontacten/{contact}")
        assert (refused.status_code, "privacyfunctionaris" in refused.json()["detail"]) == (403, True)
        assert town.anna.put(path, json={"beperkt": False, "reden": "Ik wil het zien"}).status_code == 403
        assert hanna.put(path, json={"beperkt": True, "reden": "Iets anders"}).status_code == 409
        lifted = hanna.put(path, json={"beperkt": False, "reden": "Het is nagegaan"}).raise_for_status().json()
    assert (lifted["beperkt"], lifted["beperkingen"][0]["opheffing"]["reden"]) == (False, "Het is nagegaan")
    assert found() == [contact]
    assert town.anna.get(f"/klantcontacten/{contact}").status_code == 200


def test_a_mail_without_a_klantcontact_is_restricted_by_its_own_number(town: Town) -> None:
    opened = town.geopend(town.mail())
    mail = opened["emailbericht"]["identificatie"]
    path, reopening = f"/emailberichten/{mail}/beperking", f"/emailberichten/{mail}/heropening"
    with town.privacy() as hanna:
        assert hanna.put(path, json={"beperkt": True, "reden": "De schrijver betwist het"}).status_code == 409
        closing = {"inzageId": opened["inzageId"], "soort": "geen_klantcontact", "reden": "Reclame"}
        town.anna.post(f"/emailberichten/{mail}/afsluiting", json=closing).raise_for_status()
        put = hanna.put(path, json={"beperkt": True, "reden": "De schrijver betwist het"})
        assert (put.status_code, put.json()["beperkt"]) == (200, True)
        listed = {each["emailbericht"]: each for each in hanna.get("/beperkingen").raise_for_status().json()["results"]}
        assert listed[mail]["klantcontacten"] == []
        assert town.anna.post(reopening, json={"reden": "Toch niet"}).status_code == 403
        assert town.anna.get(f"/emailberichten/{mail}").status_code == 403
        assert town.anna.get(path).status_code == 403
        hanna.put(path, json={"beperkt": False, "reden": "Het is nagegaan"}).raise_for_status()
        assert hanna.get(path).raise_for_status().json()["beperkt"] is False
    assert town.anna.post(reopening, json={"reden": "Toch niet"}).status_code == 201
