"""An archivaris has the mail about a matter collected, on the deployed functions, and fetches it."""

from csv import DictReader
from io import BytesIO, StringIO
from uuid import uuid4
from zipfile import ZipFile

import httpx

from klantmail.domain.tijd import dag_hier, uit_tekst
from tests.e2e.conftest import Town
from tests.support import mdto


def test_the_mail_about_a_matter_is_fetched_and_what_waits_is_named_with_the_reason(town: Town) -> None:
    matter = f"windmolens{uuid4().hex[:8]}"
    handled, waits, other = town.mail(onderwerp=f"Over {matter}"), town.mail(onderwerp=matter.upper()), town.mail()
    opened = town.geopend(handled)
    answered = town.antwoord(opened).raise_for_status().json()
    waiting = town.ontvangen(waits)
    day = dag_hier(uit_tekst(opened["emailbericht"]["ontvangenOp"])).isoformat()
    with town.archivaris() as gerda:
        key = {"Idempotency-Key": str(uuid4())}
        body = {"van": day, "tot": day, "woorden": matter, "postvakken": [town.postvak]}
        asked = gerda.post("/woo-verzoeken", json=body, headers=key)
        assert asked.status_code == 202
        read = town.collected(gerda, asked.json()["identificatie"], "/woo-verzoeken")
        assert asked.json()["identificatie"] in {each["identificatie"] for each in gerda.get("/woo-verzoeken").json()["results"]}
    assert (read["gevonden"], read["aantallen"]["emailberichten"], read["aantallen"]["weggelaten"]) == (2, 1, 1)
    (file,) = read["bestanden"]
    content = httpx.get(file["inhoudUrl"], trust_env=False, timeout=60).raise_for_status().content
    with ZipFile(BytesIO(content)) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    directory = f"emailberichten/{opened['emailbericht']['identificatie']}/"
    assert handled.encode() in files[f"{directory}e-mail.eml"]
    assert {f"{directory}klantcontacten/{each['identificatie']}.mdto.xml" for each in answered["klantcontacten"]} <= files.keys()
    assert mdto.faults(files[f"{directory}e-mail.eml.mdto.xml"]) == []
    (left,) = DictReader(StringIO(files["weggelaten.csv"].decode()))
    assert (left["emailbericht"], left["reden"]) == (waiting["identificatie"], "niet_afgehandeld")
    assert not any(address.encode() in content for address in (waits, other) for content in files.values())
    assert "artikel 5.1 en 5.2" in files["overzicht.html"].decode()


def test_nobody_else_may_ask_or_fetch(town: Town) -> None:
    body = {"van": "2026-01-01", "tot": "2026-01-01", "woorden": "windmolens"}
    for who in (town.anna, town.beheer):
        key = {"Idempotency-Key": str(uuid4())}
        assert who.post("/woo-verzoeken", json=body, headers=key).status_code == 403
        assert who.get("/woo-verzoeken").status_code == 403
        assert who.get(f"/woo-verzoeken/{uuid4()}").status_code == 403
