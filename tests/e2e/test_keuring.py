"""Malware scanning: nothing is used before it was judged, and then only what is clean, with every role enforced."""

import zipfile
from email.message import EmailMessage
from io import BytesIO
from typing import Any
from uuid import uuid4

import httpx

from klantmail_local.verdicts import EICAR
from tests.e2e.conftest import Town


def _zip(inhoud: bytes) -> bytes:
    """Pack a file, so that the scan of SES, which unpacks nothing here, lets the mail in."""
    uit = BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as archief:
        archief.writestr("factuur.txt", inhoud)
    return uit.getvalue()


def _geopend(town: Town, **bijlagen: bytes) -> dict[str, Any]:
    adres = f"burger-{uuid4().hex[:12]}@burger.example"
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = adres, "Uw factuur", f"<{uuid4()}@burger.example>"
    mail.set_content("Zie de bijlagen.")
    for name, inhoud in bijlagen.items():
        mail.add_attachment(inhoud, maintype="application", subtype="octet-stream", filename=name)
    town.client.send_mail(mail.as_bytes(), [town.postvak], adres)
    return town.geopend(adres)


def _soort(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json().get("type", "").rpartition(":")[2]


def test_an_attachment_with_a_threat_is_no_download_and_the_others_of_the_mail_are(town: Town) -> None:
    geopend = _geopend(town, besmet=_zip(EICAR), schoon=_zip(b"tekening"))
    uitslagen = {}
    for bijlage in geopend["klantcontact"]["bijlagen"]:
        document = bijlage["informatieobject"]
        response = town.anna.get(f"/informatieobjecten/{document['identificatie']}/inhoud")
        uitslagen[document["bestandsnaam"]] = _soort(response)
        if response.status_code == 200:
            assert httpx.get(response.json()["url"], trust_env=False).status_code == 200
    assert uitslagen["besmet.zip"] == (409, "dreiging-gevonden")
    assert uitslagen["schoon.zip"] == (200, "")


def test_what_nobody_judged_yet_is_no_download_and_says_when_to_ask_again(town: Town) -> None:
    geopend = town.geopend()
    (document, *_) = geopend["klantcontact"]["bijlagen"]
    path = f"/informatieobjecten/{document['informatieobject']['identificatie']}/inhoud"
    assert town.anna.get(path).status_code == 200
    aws, bucket = town.environment.aws, town.client.details["aws"]["archief"]
    onder = f"emailberichten/{geopend['emailbericht']['identificatie']}/"
    (mail,) = (
        each["Key"] for each in aws.s3.list_objects_v2(Bucket=bucket, Prefix=onder)["Contents"] if each["Key"].endswith(".eml")
    )
    aws.s3.delete_object_tagging(Bucket=bucket, Key=mail)
    with httpx.Client(
        base_url=town.client.details["api"], headers={"Authorization": f"Bearer {town.client.token()}"}, trust_env=False
    ) as hasty:
        response = hasty.get(path)
    assert _soort(response) == (409, "nog-niet-gekeurd")
    assert response.headers["Retry-After"] == "2"


def test_an_upload_with_a_threat_does_not_go_along(town: Town) -> None:
    geopend, besmet = town.geopend(), _zip(EICAR)
    request = {"bestandsnaam": "factuur.zip", "formaat": "application/zip", "bestandsomvang": len(besmet)}
    place = town.anna.post("/uploads", json=request).raise_for_status().json()
    httpx.post(place["url"], data=place["velden"], files={"file": ("x", besmet)}, trust_env=False).raise_for_status()
    response = town.anna.post(
        f"/emailberichten/{geopend['emailbericht']['identificatie']}/antwoord",
        json={"inzageId": geopend["inzageId"], "inhoud": "Zie de bijlage.", "bijlagen": [place["uploadId"]]},
        headers={"Idempotency-Key": str(uuid4())},
    )
    assert response.status_code == 400, response.text
    assert [(each["name"], each["code"]) for each in response.json()["invalidParams"]] == [("bijlagen.0", "dreiging-gevonden")]
