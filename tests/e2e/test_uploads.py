"""Attachments of a reply, from a browser's form to the citizen's mail, with S3's own
policy check and every role enforced.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from hashlib import sha256
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest

from klantmail.usecases.uitgaand.uploads import MAX_BIJLAGEN, MAX_UPLOAD
from klantmail_local.client import wacht_op
from tests.e2e.conftest import Stad

PDF = b"%PDF-1.7 plattegrond"


def _plek(agent: httpx.Client, omvang: int, naam: str = "plattegrond café.pdf") -> dict[str, Any]:
    aanvraag = {"bestandsnaam": naam, "formaat": "application/pdf", "bestandsomvang": omvang}
    response = agent.post("/uploads", json=aanvraag)
    assert response.status_code == 201, response.text
    plek: dict[str, Any] = response.json()
    return plek


def _stuur(plek: dict[str, Any], inhoud: bytes, **anders: str) -> int:
    """Send the form as a browser does, and return the status of S3's answer."""
    velden = plek["velden"] | anders
    return httpx.post(plek["url"], data=velden, files={"file": ("bestand", inhoud)}, trust_env=False, timeout=60).status_code


def _upload(agent: httpx.Client, inhoud: bytes, naam: str = "plattegrond café.pdf") -> str:
    plek = _plek(agent, len(inhoud), naam)
    assert _stuur(plek, inhoud) == 204
    return str(plek["uploadId"])


def _antwoord(agent: httpx.Client, geopend: dict[str, Any], *bijlagen: str, key: str | None = None) -> httpx.Response:
    return agent.post(
        f"/emailberichten/{geopend['emailbericht']['identificatie']}/antwoord",
        json={"inzageId": geopend["inzageId"], "inhoud": "Zie de bijlagen.", "bijlagen": list(bijlagen)},
        headers={"Idempotency-Key": key or str(uuid4())},
        timeout=60,
    )


def _fouten(response: httpx.Response) -> list[tuple[str, str]]:
    assert response.status_code == 400, response.text
    return [(fout["name"], fout["code"]) for fout in response.json()["invalidParams"]]


def _inventaris(stad: Stad) -> tuple[set[str], set[str]]:
    """The keys of everything in the archive, and of every item that an answer stores."""
    aws, gegevens = stad.omgeving.aws, stad.client.gegevens["aws"]
    bladzijden = aws.s3.get_paginator("list_objects_v2").paginate(Bucket=gegevens["archief"])
    objecten = {een["Key"] for bladzijde in bladzijden for een in bladzijde.get("Contents", ())}
    rijen = aws.dynamodb.get_paginator("scan").paginate(TableName=gegevens["tabel"], ProjectionExpression="PK")
    keys = {rij["PK"]["S"] for bladzijde in rijen for rij in bladzijde["Items"]}
    return objecten, {een for een in keys if not een.startswith(_LATER)}


_LATER: Final = ("VANGNET", "ZOEK#", "FEIT#", "CIJFERS#")
"""The beginnings of the keys of what functions write by themselves, after whatever went before."""


@pytest.mark.parametrize(
    ("inhoud", "anders"),
    [
        (PDF + b"!", {}),
        (PDF[:-1], {}),
        (PDF, {"Content-Type": "text/html"}),
        (PDF, {"x-amz-meta-bestandsnaam": "factuur.exe"}),
        (PDF, {"key": f"{uuid4()}/{uuid4()}"}),
        (PDF, {"x-amz-meta-erbij": "iets"}),
    ],
    ids=["too large", "too small", "another kind", "another name", "another key", "more metadata"],
)
def test_s3_takes_nothing_but_the_announced_file(stad: Stad, inhoud: bytes, anders: dict[str, str]) -> None:
    plek = _plek(stad.anna, len(PDF))
    assert _stuur(plek, inhoud, **anders) in {400, 403}
    emmer = stad.client.gegevens["aws"]["uploads"]
    assert "Contents" not in stad.omgeving.aws.s3.list_objects_v2(Bucket=emmer, Prefix=plek["velden"]["key"])
    assert _stuur(plek, PDF) == 204


def test_attachments_reach_the_citizen_byte_for_byte_and_are_documents_to_download(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    bestanden = {"plattegrond café.pdf": os.urandom(70_001), "formulier.pdf": PDF}
    uploads = [_upload(stad.anna, inhoud, naam) for naam, inhoud in bestanden.items()]
    beantwoord = _antwoord(stad.anna, geopend, *uploads)
    assert beantwoord.status_code == 201, beantwoord.text
    stad.verzending(beantwoord.json()["verzending"]["identificatie"], "verzonden")
    (pad,) = stad.verstuurd_aan(adres)
    reactie = message_from_bytes(pad.read_bytes(), policy=policy.default)
    assert {deel.get_filename(): deel.get_payload(decode=True) for deel in reactie.iter_attachments()} == bestanden
    documenten = [bijlage["informatieobject"] for bijlage in beantwoord.json()["klantcontacten"][1]["bijlagen"]]
    assert [document["bestandsnaam"] for document in documenten] == ["e-mail.eml", *bestanden]
    for document in documenten[1:]:
        link = stad.bram.get(f"/informatieobjecten/{document['identificatie']}/inhoud").raise_for_status().json()
        gehaald = httpx.get(link["url"], trust_env=False, timeout=120).content
        assert gehaald == bestanden[document["bestandsnaam"]]
        assert document["integriteit"]["waarde"] == sha256(gehaald).hexdigest()


def test_an_upload_of_another_and_one_that_was_used_are_refused(stad: Stad) -> None:
    geopend, ander = stad.geopend(), stad.geopend()
    van_bram, eigen = _upload(stad.bram, PDF), _upload(stad.anna, PDF)
    assert _fouten(_antwoord(stad.anna, geopend, eigen, van_bram, eigen, str(uuid4()))) == [
        ("bijlagen.1", "onbekend"),
        ("bijlagen.2", "dubbel"),
        ("bijlagen.3", "onbekend"),
    ]
    key = str(uuid4())
    eerst = _antwoord(stad.anna, geopend, eigen, key=key)
    assert eerst.status_code == 201, eerst.text
    assert _fouten(_antwoord(stad.anna, ander, eigen)) == [("bijlagen.0", "al-gebruikt")]
    assert _antwoord(stad.anna, geopend, eigen, key=key).text == eerst.text
    assert _antwoord(stad.anna, ander).status_code == 201


def test_of_two_answers_at_once_with_one_upload_one_is_stored(stad: Stad) -> None:
    for _ in range(3):
        mails = [stad.geopend(), stad.geopend()]
        upload = _upload(stad.anna, PDF)
        with ThreadPoolExecutor(2) as draden:
            responses = list(draden.map(_met(stad.anna, upload), mails))
        assert sorted(response.status_code for response in responses) == [201, 400]
        for mail, response in zip(mails, responses, strict=True):
            adres = mail["emailbericht"]["afzender"]["adres"]
            gevonden = stad.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status().json()
            assert len(gevonden["results"]) == (2 if response.status_code == 201 else 0)


def _met(agent: httpx.Client, upload: str) -> Callable[[dict[str, Any]], httpx.Response]:
    return lambda geopend: _antwoord(agent, geopend, upload)


def test_twenty_attachments_go_along_and_one_more_does_not(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    uploads = [_upload(stad.anna, b"%%PDF %d" % nummer, f"{nummer}.pdf") for nummer in range(MAX_BIJLAGEN)]
    assert _fouten(_antwoord(stad.anna, geopend, *uploads, str(uuid4()))) == [("bijlagen", "te-veel")]
    beantwoord = _antwoord(stad.anna, geopend, *uploads)
    assert beantwoord.status_code == 201, beantwoord.text
    stad.verzending(beantwoord.json()["verzending"]["identificatie"], "verzonden")
    (pad,) = stad.verstuurd_aan(adres)
    reactie = message_from_bytes(pad.read_bytes(), policy=policy.default)
    verzonden = [deel.get_payload(decode=True) for deel in reactie.iter_attachments()]
    assert verzonden == [b"%%PDF %d" % nummer for nummer in range(MAX_BIJLAGEN)]


def test_an_answer_over_40_mb_is_refused_and_nothing_is_stored(stad: Stad) -> None:
    geopend = stad.geopend()
    groot = [_upload(stad.anna, bytes(MAX_UPLOAD // 2 + 57)) for _ in range(2)]
    vol = _upload(stad.anna, bytes(MAX_UPLOAD))
    voor = _inventaris(stad)
    assert _fouten(_antwoord(stad.anna, geopend, *groot)) == [("bijlagen", "te-groot")]
    assert _fouten(_antwoord(stad.anna, geopend, vol)) == [("bijlagen", "te-groot")]
    assert _inventaris(stad) == voor


def test_nearly_40_mb_goes_along(stad: Stad) -> None:
    adres = stad.mail()
    inhoud = os.urandom(MAX_UPLOAD - 100_000)
    beantwoord = _antwoord(stad.anna, stad.geopend(adres), _upload(stad.anna, inhoud))
    assert beantwoord.status_code == 201, beantwoord.text
    stad.verzending(beantwoord.json()["verzending"]["identificatie"], "verzonden")
    (pad,) = stad.verstuurd_aan(adres)
    (bijlage,) = message_from_bytes(pad.read_bytes(), policy=policy.default).iter_attachments()
    assert sha256(bijlage.get_content()).digest() == sha256(inhoud).digest()


def test_a_department_sends_its_own_uploads_along(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    taak = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Beantwoorden",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
    }
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}/interne-taken"
    identificatie = stad.anna.post(pad, json=taak).raise_for_status().json()["interneTaak"]["identificatie"]
    with stad.desk() as daan:
        reply = {"inhoud": "Zie de kaart.", "bijlagen": [_upload(daan, PDF)]}
        kop = {"Idempotency-Key": str(uuid4())}
        assert daan.post(f"/interne-taken/{identificatie}/antwoord", json=reply, headers=kop).status_code == 201
    wacht_op(lambda: stad.verstuurd_aan(adres), "the answer of the department")
    (verzonden,) = stad.verstuurd_aan(adres)
    (bijlage,) = message_from_bytes(verzonden.read_bytes(), policy=policy.default).iter_attachments()
    assert bijlage.get_payload(decode=True) == PDF
