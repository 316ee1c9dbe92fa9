"""The bounds of requests and answers, for every operation, through the handlers themselves."""

import json
from typing import Any, Final

import boto3
import pytest

from klantmail.api import app
from klantmail.domain.identificatie import emailbericht_id
from openapi.operaties import OPERATIES
from tests.support.aws import OMGEVING, REGIO, gebeurtenis
from tests.support.builders import POSTVAK
from tests.support.contract import toets
from tests.support.stage import CLAIMS, FUNCTIES, MET_LOGIN, Gebeurtenis, Toneel, opgeslagen

MET_BODY: Final = [route for route in MET_LOGIN if OPERATIES[route].verzoek]
_LANG: Final = '"\u00e9' * 1_000_000


def _bytes(toneel: Toneel, verzoek: Gebeurtenis) -> int:
    """Return the bytes of the response, as Lambda counts them; it is held to the description too."""
    antwoord = toneel.functies.roep(FUNCTIES[f"{verzoek['httpMethod']} {verzoek['resource']}"], verzoek)
    toets(verzoek, antwoord)
    return len(json.dumps(antwoord, ensure_ascii=False).encode())


@pytest.mark.parametrize("route", MET_BODY)
def test_an_operation_takes_json_and_nothing_else(toneel: Toneel, route: str) -> None:
    verzoek = toneel.met_recht(route)
    vooraf = opgeslagen()
    verzoek["headers"]["Content-Type"] = "text/plain;charset=UTF-8"
    verzoek["multiValueHeaders"]["Content-Type"] = ["text/plain;charset=UTF-8"]
    status, probleem = toneel.roep(verzoek)
    assert (status, probleem["type"]) == (415, "urn:klantmail:probleem:verkeerde-soort")
    assert opgeslagen() == vooraf


@pytest.mark.parametrize("route", MET_LOGIN)
def test_no_operation_gives_lambda_more_than_it_passes_on(toneel: Toneel, route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    verzoek = toneel.met_recht(route)
    monkeypatch.setattr(app, "MAX_RESPONSE", 100)  # smaller than any answer with a body
    status, probleem = toneel.roep(verzoek)
    if status != 204:
        assert (status, probleem["type"]) == (500, "urn:klantmail:probleem:antwoord-te-groot")


@pytest.mark.parametrize("route", MET_BODY)
def test_a_request_of_megabytes_is_refused_in_few_words(toneel: Toneel, route: str) -> None:
    verzoek = toneel.met_recht(route)
    body = {_LANG: 1, "inhoud": _LANG} | {f"{_LANG[:5_000]}{nummer}": nummer for nummer in range(40)}
    assert _bytes(toneel, verzoek | {"body": json.dumps(body)}) < 100_000


def _neem_in(toneel: Toneel, koppen: str) -> str:
    melding = gebeurtenis("ses-ontvangst")
    ses_id = melding["Records"][0]["ses"]["mail"]["messageId"]
    mail = f"From: jan@burger.example\r\n{koppen}\r\n\r\nHallo"
    boto3.client("s3", region_name=REGIO).put_object(Bucket=OMGEVING["INTAKE"], Key=f"{POSTVAK}/{ses_id}", Body=mail.encode())
    toneel.functies.roep("ontvangen", melding)
    return str(emailbericht_id(POSTVAK, ses_id))


@pytest.mark.parametrize("kop", ["Subject: %s", 'Reply-To: "%s" <jan@burger.example>', "From: %s <jan@burger.example>"])
def test_a_header_of_megabytes_makes_an_inzage_that_leaves_and_a_claim_that_holds(toneel: Toneel, kop: str) -> None:
    bericht = _neem_in(toneel, kop % ("x" * 7_000_000))
    assert toneel.open(bericht)["emailbericht"]["behandelaar"]["medewerker"] == CLAIMS["custom:medewerker"]
    assert _bytes(toneel, _inzage(bericht)) < 100_000


def test_so_does_a_mail_that_an_earlier_reader_kept_all_headers_of(toneel: Toneel) -> None:
    bericht = toneel.bericht()
    _verander_gelezen(bericht, onderwerp=_LANG, beantwoorden_aan=[{"naam": _LANG, "adres": "jan@burger.example"}])
    geopend = toneel.open(bericht)
    assert geopend["antwoordadres"]["adres"] == "jan@burger.example"
    assert _bytes(toneel, _inzage(bericht)) < 100_000
    verzoek = gebeurtenis("api-afsluiting")
    verzoek["pathParameters"]["identificatie"] = bericht
    verzoek["path"] = f"/emailberichten/{bericht}/afsluiting"
    verzoek["body"] = json.dumps({"inzageId": geopend["inzageId"], "soort": "geen_actie_nodig", "reden": "Dank"})
    assert toneel.roep(verzoek)[0] == 201


def _inzage(bericht: str) -> Gebeurtenis:
    verzoek = gebeurtenis("api-inzage")
    verzoek["requestContext"]["authorizer"]["claims"] = CLAIMS
    verzoek["pathParameters"]["identificatie"] = bericht
    verzoek["path"] = f"/emailberichten/{bericht}/inzage"
    return verzoek


def _verander_gelezen(bericht: str, **velden: Any) -> None:
    """Change what the archive holds of a mail, as if another version of the reader had read it."""
    s3 = boto3.client("s3", region_name=REGIO)
    (sleutel,) = (
        een["Key"]
        for een in s3.list_objects_v2(Bucket=OMGEVING["ARCHIEF"], Prefix=f"emailberichten/{bericht}/")["Contents"]
        if een["Key"].endswith("inhoud.json")
    )
    inhoud = json.loads(s3.get_object(Bucket=OMGEVING["ARCHIEF"], Key=sleutel)["Body"].read())
    inhoud["ontleding"] |= velden
    s3.put_object(Bucket=OMGEVING["ARCHIEF"], Key=sleutel, Body=json.dumps(inhoud).encode())


def test_a_long_subject_in_every_placeholder_is_refused(toneel: Toneel) -> None:
    bericht = _neem_in(toneel, f"Subject: {'x' * 5_000}")
    inzage = toneel.open(bericht)["inzageId"]
    verzoek = gebeurtenis("api-antwoord")
    verzoek["pathParameters"]["identificatie"] = bericht
    verzoek["path"] = f"/emailberichten/{bericht}/antwoord"
    for aantal in (100, 7_000):
        verzoek["body"] = json.dumps({"inzageId": inzage, "inhoud": "{{onderwerp}}" * aantal})
        status, probleem = toneel.roep(verzoek)
        assert (status, [(een["name"], een["code"]) for een in probleem["invalidParams"]]) == (400, [("inhoud", "te-lang")])
