"""An archivaris has the mail about a matter collected, on the deployed functions, and fetches it."""

from csv import DictReader
from io import BytesIO, StringIO
from uuid import uuid4
from zipfile import ZipFile

import httpx

from klantmail.domain.tijd import dag_hier, uit_tekst
from tests.e2e.conftest import Stad
from tests.support import mdto


def test_the_mail_about_a_matter_is_fetched_and_what_waits_is_named_with_the_reason(stad: Stad) -> None:
    matter = f"windmolens{uuid4().hex[:8]}"
    handled, waits, other = stad.mail(onderwerp=f"Over {matter}"), stad.mail(onderwerp=matter.upper()), stad.mail()
    opened = stad.geopend(handled)
    answered = stad.antwoord(opened).raise_for_status().json()
    waiting = stad.ontvangen(waits)
    day = dag_hier(uit_tekst(opened["emailbericht"]["ontvangenOp"])).isoformat()
    with stad.archivaris() as gerda:
        key = {"Idempotency-Key": str(uuid4())}
        body = {"van": day, "tot": day, "woorden": matter, "postvakken": [stad.postvak]}
        asked = gerda.post("/woo-verzoeken", json=body, headers=key)
        assert asked.status_code == 202
        read = stad.collected(gerda, asked.json()["identificatie"], "/woo-verzoeken")
        assert asked.json()["identificatie"] in {een["identificatie"] for een in gerda.get("/woo-verzoeken").json()["results"]}
    assert (read["gevonden"], read["aantallen"]["emailberichten"], read["aantallen"]["weggelaten"]) == (2, 1, 1)
    (bestand,) = read["bestanden"]
    content = httpx.get(bestand["inhoudUrl"], trust_env=False, timeout=60).raise_for_status().content
    with ZipFile(BytesIO(content)) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    map_ = f"emailberichten/{opened['emailbericht']['identificatie']}/"
    assert handled.encode() in files[f"{map_}e-mail.eml"]
    assert {f"{map_}klantcontacten/{een['identificatie']}.mdto.xml" for een in answered["klantcontacten"]} <= files.keys()
    assert mdto.faults(files[f"{map_}e-mail.eml.mdto.xml"]) == []
    (left,) = DictReader(StringIO(files["weggelaten.csv"].decode()))
    assert (left["emailbericht"], left["reden"]) == (waiting["identificatie"], "niet_afgehandeld")
    assert not any(address.encode() in content for address in (waits, other) for content in files.values())
    assert "artikel 5.1 en 5.2" in files["overzicht.html"].decode()


def test_nobody_else_may_ask_or_fetch(stad: Stad) -> None:
    body = {"van": "2026-01-01", "tot": "2026-01-01", "woorden": "windmolens"}
    for wie in (stad.anna, stad.beheer):
        key = {"Idempotency-Key": str(uuid4())}
        assert wie.post("/woo-verzoeken", json=body, headers=key).status_code == 403
        assert wie.get("/woo-verzoeken").status_code == 403
        assert wie.get(f"/woo-verzoeken/{uuid4()}").status_code == 403
