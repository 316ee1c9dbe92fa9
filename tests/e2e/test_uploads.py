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
from klantmail_local.client import wait_for
from tests.e2e.conftest import Town

PDF = b"%PDF-1.7 plattegrond"


def _plek(agent: httpx.Client, size: int, name: str = "plattegrond café.pdf") -> dict[str, Any]:
    request = {"bestandsnaam": name, "formaat": "application/pdf", "bestandsomvang": size}
    response = agent.post("/uploads", json=request)
    assert response.status_code == 201, response.text
    place: dict[str, Any] = response.json()
    return place


def _stuur(plek: dict[str, Any], inhoud: bytes, **anders: str) -> int:
    """Send the form as a browser does, and return the status of S3's answer."""
    fields = plek["velden"] | anders
    return httpx.post(plek["url"], data=fields, files={"file": ("bestand", inhoud)}, trust_env=False, timeout=60).status_code


def _upload(agent: httpx.Client, inhoud: bytes, naam: str = "plattegrond café.pdf") -> str:
    place = _plek(agent, len(inhoud), naam)
    assert _stuur(place, inhoud) == 204
    return str(place["uploadId"])


def _antwoord(agent: httpx.Client, geopend: dict[str, Any], *bijlagen: str, key: str | None = None) -> httpx.Response:
    return agent.post(
        f"/emailberichten/{geopend['emailbericht']['identificatie']}/antwoord",
        json={"inzageId": geopend["inzageId"], "inhoud": "Zie de bijlagen.", "bijlagen": list(bijlagen)},
        headers={"Idempotency-Key": key or str(uuid4())},
        timeout=60,
    )


def _fouten(response: httpx.Response) -> list[tuple[str, str]]:
    assert response.status_code == 400, response.text
    return [(error["name"], error["code"]) for error in response.json()["invalidParams"]]


def _inventaris(town: Town) -> tuple[set[str], set[str]]:
    """The keys of everything in the archive, and of every item that an answer stores."""
    aws, details = town.environment.aws, town.client.details["aws"]
    pages = aws.s3.get_paginator("list_objects_v2").paginate(Bucket=details["archief"])
    objecten = {each["Key"] for page in pages for each in page.get("Contents", ())}
    rows = aws.dynamodb.get_paginator("scan").paginate(TableName=details["tabel"], ProjectionExpression="PK")
    keys = {row["PK"]["S"] for page in rows for row in page["Items"]}
    return objecten, {each for each in keys if not each.startswith(_LATER)}


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
def test_s3_takes_nothing_but_the_announced_file(town: Town, inhoud: bytes, anders: dict[str, str]) -> None:
    place = _plek(town.anna, len(PDF))
    assert _stuur(place, inhoud, **anders) in {400, 403}
    bucket = town.client.details["aws"]["uploads"]
    assert "Contents" not in town.environment.aws.s3.list_objects_v2(Bucket=bucket, Prefix=place["velden"]["key"])
    assert _stuur(place, PDF) == 204


def test_attachments_reach_the_citizen_byte_for_byte_and_are_documents_to_download(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    files = {"plattegrond café.pdf": os.urandom(70_001), "formulier.pdf": PDF}
    uploads = [_upload(town.anna, inhoud, name) for name, inhoud in files.items()]
    beantwoord = _antwoord(town.anna, geopend, *uploads)
    assert beantwoord.status_code == 201, beantwoord.text
    town.verzending(beantwoord.json()["verzending"]["identificatie"], "verzonden")
    (path,) = town.sent_to(adres)
    reactie = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert {part.get_filename(): part.get_payload(decode=True) for part in reactie.iter_attachments()} == files
    documenten = [bijlage["informatieobject"] for bijlage in beantwoord.json()["klantcontacten"][1]["bijlagen"]]
    assert [document["bestandsnaam"] for document in documenten] == ["e-mail.eml", *files]
    for document in documenten[1:]:
        link = town.bram.get(f"/informatieobjecten/{document['identificatie']}/inhoud").raise_for_status().json()
        fetched = httpx.get(link["url"], trust_env=False, timeout=120).content
        assert fetched == files[document["bestandsnaam"]]
        assert document["integriteit"]["waarde"] == sha256(fetched).hexdigest()


def test_an_upload_of_another_and_one_that_was_used_are_refused(town: Town) -> None:
    geopend, other = town.geopend(), town.geopend()
    van_bram, own = _upload(town.bram, PDF), _upload(town.anna, PDF)
    assert _fouten(_antwoord(town.anna, geopend, own, van_bram, own, str(uuid4()))) == [
        ("bijlagen.1", "onbekend"),
        ("bijlagen.2", "dubbel"),
        ("bijlagen.3", "onbekend"),
    ]
    key = str(uuid4())
    eerst = _antwoord(town.anna, geopend, own, key=key)
    assert eerst.status_code == 201, eerst.text
    assert _fouten(_antwoord(town.anna, other, own)) == [("bijlagen.0", "al-gebruikt")]
    assert _antwoord(town.anna, geopend, own, key=key).text == eerst.text
    assert _antwoord(town.anna, other).status_code == 201


def test_of_two_answers_at_once_with_one_upload_one_is_stored(town: Town) -> None:
    for _ in range(3):
        mails = [town.geopend(), town.geopend()]
        upload = _upload(town.anna, PDF)
        with ThreadPoolExecutor(2) as threads:
            responses = list(threads.map(_met(town.anna, upload), mails))
        assert sorted(response.status_code for response in responses) == [201, 400]
        for mail, response in zip(mails, responses, strict=True):
            adres = mail["emailbericht"]["afzender"]["adres"]
            found = town.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status().json()
            assert len(found["results"]) == (2 if response.status_code == 201 else 0)


def _met(agent: httpx.Client, upload: str) -> Callable[[dict[str, Any]], httpx.Response]:
    return lambda geopend: _antwoord(agent, geopend, upload)


def test_twenty_attachments_go_along_and_one_more_does_not(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    uploads = [_upload(town.anna, b"%%PDF %d" % number, f"{number}.pdf") for number in range(MAX_BIJLAGEN)]
    assert _fouten(_antwoord(town.anna, geopend, *uploads, str(uuid4()))) == [("bijlagen", "te-veel")]
    beantwoord = _antwoord(town.anna, geopend, *uploads)
    assert beantwoord.status_code == 201, beantwoord.text
    town.verzending(beantwoord.json()["verzending"]["identificatie"], "verzonden")
    (path,) = town.sent_to(adres)
    reactie = message_from_bytes(path.read_bytes(), policy=policy.default)
    verzonden = [part.get_payload(decode=True) for part in reactie.iter_attachments()]
    assert verzonden == [b"%%PDF %d" % number for number in range(MAX_BIJLAGEN)]


def test_an_answer_over_40_mb_is_refused_and_nothing_is_stored(town: Town) -> None:
    geopend = town.geopend()
    large = [_upload(town.anna, bytes(MAX_UPLOAD // 2 + 57)) for _ in range(2)]
    full = _upload(town.anna, bytes(MAX_UPLOAD))
    voor = _inventaris(town)
    assert _fouten(_antwoord(town.anna, geopend, *large)) == [("bijlagen", "te-groot")]
    assert _fouten(_antwoord(town.anna, geopend, full)) == [("bijlagen", "te-groot")]
    assert _inventaris(town) == voor


def test_nearly_40_mb_goes_along(town: Town) -> None:
    adres = town.mail()
    inhoud = os.urandom(MAX_UPLOAD - 100_000)
    beantwoord = _antwoord(town.anna, town.geopend(adres), _upload(town.anna, inhoud))
    assert beantwoord.status_code == 201, beantwoord.text
    town.verzending(beantwoord.json()["verzending"]["identificatie"], "verzonden")
    (path,) = town.sent_to(adres)
    (bijlage,) = message_from_bytes(path.read_bytes(), policy=policy.default).iter_attachments()
    assert sha256(bijlage.get_content()).digest() == sha256(inhoud).digest()


def test_a_department_sends_its_own_uploads_along(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    taak = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Beantwoorden",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
    }
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}/interne-taken"
    identificatie = town.anna.post(path, json=taak).raise_for_status().json()["interneTaak"]["identificatie"]
    with town.desk() as daan:
        reply = {"inhoud": "Zie de kaart.", "bijlagen": [_upload(daan, PDF)]}
        header = {"Idempotency-Key": str(uuid4())}
        assert daan.post(f"/interne-taken/{identificatie}/antwoord", json=reply, headers=header).status_code == 201
    wait_for(lambda: town.sent_to(adres), "the answer of the department")
    (verzonden,) = town.sent_to(adres)
    (bijlage,) = message_from_bytes(verzonden.read_bytes(), policy=policy.default).iter_attachments()
    assert bijlage.get_payload(decode=True) == PDF
