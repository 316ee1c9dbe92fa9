"""Uploads on S3 and in the one transaction, and the functions around them, on AWS in memory."""

import json
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import boto3
import pytest
from botocore.config import Config

from klantmail.adapters.s3 import S3Uploads
from klantmail.domain.document import Upload, Uploadgebruik
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.fouten import Geweigerd, NietGevonden, UploadGebruikt
from klantmail.domain.identificatie import emailbericht_id
from klantmail.domain.interne_taak import Taakstatus
from klantmail.ports.repositories import Record
from klantmail.usecases.afhandeling.inzien import CLAIMDUUR
from klantmail.usecases.uitgaand.uploads import MAX_BIJLAGEN, MAX_UPLOAD
from tests.support.aws import ENVIRONMENT, REGION, Functions, read_api_event, read_event
from tests.support.builders import ANNA, BRAM, POSTVAK, VRAAG, afhandeling, bericht, document, inzage, klantcontact, taak
from tests.support.fakes import BEGIN, FakeKlok, FakeRepositories
from tests.support.repositories import AllRepositories

type AnyRepositories = AllRepositories | FakeRepositories


def _gebruik(number: int) -> Uploadgebruik:
    return Uploadgebruik(
        identificatie=UUID(int=number),
        klantcontact=klantcontact(1).identificatie,
        medewerker=ANNA.identificatie,
        tijdstip=BEGIN,
    )


# -- the one transaction -----------------------------------------------------------------------------------------------


@pytest.fixture(params=["dynamodb", "nep"])
def repos(request: pytest.FixtureRequest) -> AnyRepositories:
    if request.param == "nep":
        return FakeRepositories()
    dynamodb: AllRepositories = request.getfixturevalue("dynamodb")
    return dynamodb


def _geclaimd(repos: AnyRepositories, number: int) -> UUID:
    ontvangen = bericht(number)
    repos.neem_op(ontvangen, document(number))
    repos.claim(ontvangen.identificatie, inzage(number), BEGIN + CLAIMDUUR)
    return ontvangen.identificatie


def _handel_af(repos: AnyRepositories, number: int, *uploads: int) -> None:
    records: tuple[Record, ...] = (klantcontact(number), *(_gebruik(upload) for upload in uploads), document(number + 50))
    repos.handel_af(bericht(number).identificatie, inzage(number).identificatie, afhandeling(number), records)


def test_an_upload_is_used_once_and_the_refusal_tells_which_were_used(repos: AnyRepositories) -> None:
    for number in (1, 2):
        _geclaimd(repos, number)
    _handel_af(repos, 1, 11, 13)
    with pytest.raises(UploadGebruikt) as caught:
        _handel_af(repos, 2, 10, 11, 12, 13, 14)
    assert caught.value.uploads == {UUID(int=11), UUID(int=13)}
    assert repos.emailbericht(bericht(2).identificatie).status is Berichtstatus.IN_BEHANDELING
    with pytest.raises(NietGevonden):
        repos.klantcontact(klantcontact(2).identificatie)
    _handel_af(repos, 2, 10, 12, 14)


def test_a_refusal_that_is_not_about_uploads_is_an_ordinary_one(repos: AnyRepositories) -> None:
    _geclaimd(repos, 1)
    records = (document(1), _gebruik(10))
    with pytest.raises(Geweigerd) as caught:
        repos.handel_af(bericht(1).identificatie, inzage(1).identificatie, afhandeling(), records)
    assert not isinstance(caught.value, UploadGebruikt)


def test_a_task_is_not_ended_with_an_upload_that_was_used(repos: AnyRepositories) -> None:
    for number in (1, 2):
        _geclaimd(repos, number)
    _handel_af(repos, 1, 11)
    repos.handel_af(bericht(2).identificatie, inzage(2).identificatie, afhandeling(2), (klantcontact(2), taak(2)))
    verwerkt = replace(taak(2), status=Taakstatus.VERWERKT)
    with pytest.raises(UploadGebruikt) as caught:
        repos.verwerk_taak(verwerkt, (klantcontact(3), _gebruik(10), _gebruik(11)))
    assert caught.value.uploads == {UUID(int=11)}
    assert repos.interne_taak(taak(2).identificatie) == taak(2)
    repos.verwerk_taak(verwerkt, (klantcontact(3), _gebruik(10)))


def test_what_is_kept_of_a_used_upload_names_its_klantcontact_and_who_made_it_for_a_month(
    dynamodb: AllRepositories, tabel: str
) -> None:
    _geclaimd(dynamodb, 1)
    _handel_af(dynamodb, 1, 11)
    keys = {"PK": {"S": f"UPLOAD#{UUID(int=11)}"}, "SK": {"S": "UPLOAD"}}
    item = boto3.client("dynamodb", region_name=REGION).get_item(TableName=tabel, Key=keys)["Item"]
    a_month_later = datetime(2026, 12, 24, 9, tzinfo=UTC).timestamp()
    assert item == keys | {
        "soort": {"S": "upload"},
        "klantcontact": {"S": str(klantcontact(1).identificatie)},
        "medewerker": {"S": str(ANNA.identificatie)},
        "tijdstip": {"S": "2026-11-24T09:00:00.000Z"},
        "vervaltOp": {"N": f"{a_month_later:.0f}"},
    }


# -- on S3 -------------------------------------------------------------------------------------------------------------

BESTAND = Upload(UUID(int=1), 'één "raar" bestand; 100%.pdf', "application/pdf", 18)


@pytest.fixture
def uploads(aws: None) -> S3Uploads:  # noqa: ARG001  # AWS is there first
    client = boto3.client("s3", region_name=REGION, config=Config(signature_version="s3v4"))
    return S3Uploads(lambda: client, ENVIRONMENT["UPLOADS"], FakeKlok())


def _neergelegd(key: str, inhoud: bytes, name: str = "plattegrond.pdf", formaat: str = "application/pdf") -> None:
    """Put what S3 keeps when the form is sent."""
    boto3.client("s3", region_name=REGION).put_object(
        Bucket=ENVIRONMENT["UPLOADS"], Key=key, Body=inhoud, ContentType=formaat, Metadata={"bestandsnaam": quote(name, safe="")}
    )


def test_the_form_holds_s3_to_the_key_the_kind_the_name_and_the_exact_size(uploads: S3Uploads) -> None:
    formulier = uploads.formulier(BESTAND, ANNA.identificatie)
    fields = formulier.velden
    assert fields["key"] == f"{ANNA.identificatie}/{BESTAND.identificatie}"
    assert fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    voorwaarden = json.loads(b64decode(fields["policy"]))["conditions"]
    assert ["content-length-range", 18, 18] in voorwaarden
    for name in ("key", "Content-Type", "x-amz-meta-bestandsnaam"):
        assert {name: fields[name]} in voorwaarden
    assert fields["Content-Type"] == "application/pdf"
    assert all(value.isascii() for value in fields.values())


def test_what_was_put_ready_reads_back_the_same_and_for_another_is_not_there(uploads: S3Uploads) -> None:
    assert uploads.zoek(BESTAND.identificatie, ANNA.identificatie) is None
    fields = uploads.formulier(BESTAND, ANNA.identificatie).velden
    boto3.client("s3", region_name=REGION).put_object(
        Bucket=ENVIRONMENT["UPLOADS"],
        Key=fields["key"],
        Body=b"x" * 18,
        ContentType=fields["Content-Type"],
        Metadata={"bestandsnaam": fields["x-amz-meta-bestandsnaam"]},
    )
    assert uploads.zoek(BESTAND.identificatie, ANNA.identificatie) == BESTAND
    assert uploads.lees(BESTAND.identificatie, ANNA.identificatie) == b"x" * 18
    assert uploads.zoek(BESTAND.identificatie, BRAM.identificatie) is None
    with pytest.raises(NietGevonden):
        uploads.lees(BESTAND.identificatie, BRAM.identificatie)


# -- the functions -----------------------------------------------------------------------------------------------------


@pytest.fixture
def mails(functions: Functions) -> list[str]:
    """Two mails that have come in."""
    found = []
    for number in range(2):
        melding = read_event("ses-ontvangst")
        ses_id = f"{melding['Records'][0]['ses']['mail']['messageId']}-{number}"
        melding["Records"][0]["ses"]["mail"]["messageId"] = ses_id
        boto3.client("s3", region_name=REGION).put_object(
            Bucket=ENVIRONMENT["INTAKE"], Key=f"{POSTVAK}/{ses_id}", Body=VRAAG.replace(b"vraag-1@", b"vraag-%d@" % number)
        )
        functions.invoke("ontvangen", melding)
        found.append(str(emailbericht_id(POSTVAK, ses_id)))
    return found


def _upload(functions: Functions, inhoud: bytes, medewerker: UUID = ANNA.identificatie) -> str:
    """A file that this medewerker put ready."""
    vraag = read_api_event("api-upload", bestandsnaam="kaart.pdf", formaat="application/pdf", bestandsomvang=len(inhoud))
    vraag["requestContext"]["authorizer"]["claims"]["custom:medewerker"] = str(medewerker)
    status, place = functions.invoke_api("uploads", vraag)
    assert status == 201
    _neergelegd(place["velden"]["key"], inhoud, "kaart.pdf")
    return str(place["uploadId"])


def _antwoord(functions: Functions, mail: str, *bijlagen: str) -> tuple[int, dict[str, Any]]:
    _, geopend = functions.invoke_api("inzien", read_api_event("api-inzage", mail))
    fields = {"inzageId": geopend["inzageId"], "inhoud": "Zie de bijlagen.", "bijlagen": list(bijlagen)}
    return functions.invoke_api("beantwoorden", read_api_event("api-antwoord", mail, **fields))


def _inventaris() -> tuple[list[str], list[dict[str, Any]]]:
    """Everything in the archive and in the table."""
    s3, dynamodb = boto3.client("s3", region_name=REGION), boto3.client("dynamodb", region_name=REGION)
    objecten = s3.list_objects_v2(Bucket=ENVIRONMENT["ARCHIEF"]).get("Contents", [])
    items: list[Any] = dynamodb.scan(TableName=ENVIRONMENT["TABEL"])["Items"]
    return sorted(each["Key"] for each in objecten), sorted(items, key=lambda item: str(item["PK"]))


def _codes(probleem: dict[str, Any]) -> list[tuple[str, str]]:
    return [(field["name"], field["code"]) for field in probleem["invalidParams"]]


def test_a_medewerker_gets_a_form_for_a_file(functions: Functions) -> None:
    status, place = functions.invoke_api("uploads", read_event("api-upload"))
    assert status == 201
    assert set(place) == {"uploadId", "url", "velden", "geldigTot"}
    assert place["velden"]["key"] == f"{ANNA.identificatie}/{place['uploadId']}"
    assert place["velden"]["x-amz-meta-bestandsnaam"] == quote("Plattegrond café.pdf")


@pytest.mark.parametrize(("group", "expected"), [("behandelaar", 201), ("beheerder", 201), ("iets-anders", 403)])
def test_who_answers_mail_may_upload(functions: Functions, group: str, expected: int) -> None:
    vraag = read_event("api-upload")
    vraag["requestContext"]["authorizer"]["claims"]["cognito:groups"] = group
    assert functions.invoke_api("uploads", vraag)[0] == expected


def test_everything_that_is_wrong_with_a_file_is_said_at_once(functions: Functions) -> None:
    vraag = read_api_event("api-upload", bestandsnaam="x.exe", formaat="?", bestandsomvang=MAX_UPLOAD + 1)
    status, probleem = functions.invoke_api("uploads", vraag)
    assert (status, _codes(probleem)) == (
        400,
        [("bestandsnaam", "bestandssoort"), ("formaat", "ongeldig"), ("bestandsomvang", "te-groot")],
    )
    status, probleem = functions.invoke_api("uploads", read_api_event("api-upload", formaat=1, onbekend=2))
    assert (status, {field for field, _ in _codes(probleem)}) == (400, {"bestandsnaam", "formaat", "bestandsomvang", "onbekend"})


def test_twenty_uploads_go_along_in_one_transaction_of_46_actions(functions: Functions, mails: list[str]) -> None:
    uploads = [_upload(functions, b"%%PDF %d" % number) for number in range(MAX_BIJLAGEN)]
    functions.invoke_api("inzien", read_api_event("api-inzage", mails[0]))
    _antwoord(functions, mails[1])  # this loads the function
    acties: list[int] = []
    functions.modules["beantwoorden"].wiring._table.connection.client.meta.events.register_last(
        "before-call.dynamodb.TransactWriteItems", _telt(acties)
    )
    status, beantwoord = _antwoord(functions, mails[0], *uploads)
    assert status == 201
    assert acties == [6 + 2 * MAX_BIJLAGEN]  # the draft of the medewerker goes along
    bijlagen = [bijlage["informatieobject"] for bijlage in beantwoord["klantcontacten"][1]["bijlagen"]]
    assert [each["integriteit"]["waarde"] for each in bijlagen[1:]] == [
        sha256(b"%%PDF %d" % number).hexdigest() for number in range(MAX_BIJLAGEN)
    ]
    for each in bijlagen:
        status, details = functions.invoke_api("raadplegen", read_api_event("api-informatieobject", each["identificatie"]))
        assert (status, details["integriteit"]["waarde"]) == (200, each["integriteit"]["waarde"])


def _telt(acties: list[int]) -> Callable[..., None]:
    return lambda params, **_: acties.append(len(json.loads(params["body"])["TransactItems"]))


def test_what_cannot_go_along_is_said_at_once_and_nothing_is_stored(functions: Functions, mails: list[str]) -> None:
    own, strange = _upload(functions, b"x"), _upload(functions, b"y", BRAM.identificatie)
    functions.invoke_api("inzien", read_api_event("api-inzage", mails[0]))
    voor = _inventaris()
    status, probleem = _antwoord(functions, mails[0], own, strange, own, str(uuid4()))
    assert (status, _codes(probleem)) == (
        400,
        [("bijlagen.1", "onbekend"), ("bijlagen.2", "dubbel"), ("bijlagen.3", "onbekend")],
    )
    na = _inventaris()
    assert na[0] == voor[0]
    assert _zonder_claim(na[1]) == _zonder_claim(voor[1])


def test_an_answer_over_40_mb_is_refused_and_nothing_is_stored(functions: Functions, mails: list[str]) -> None:
    half = [_upload(functions, bytes(MAX_UPLOAD // 2 + 57)) for _ in range(2)]
    functions.invoke_api("inzien", read_api_event("api-inzage", mails[0]))
    voor = _inventaris()
    status, probleem = _antwoord(functions, mails[0], *half)
    assert (status, _codes(probleem)) == (400, [("bijlagen", "te-groot")])
    na = _inventaris()
    assert (na[0], _zonder_claim(na[1])) == (voor[0], _zonder_claim(voor[1]))


def _zonder_claim(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out the claim: opening the mail again renews that, and nothing else."""
    return [{name: value for name, value in item.items() if name != "geclaimdTot"} for item in items]


def test_an_upload_goes_along_once_and_a_repetition_is_answered_as_ever(functions: Functions, mails: list[str]) -> None:
    new, old = _upload(functions, b"x"), _upload(functions, b"y")
    eerst = _antwoord(functions, mails[0], old)
    _, bericht = functions.invoke_api("raadplegen", read_api_event("api-emailbericht", mails[0]))
    status, probleem = _antwoord(functions, mails[1], new, old)
    assert (status, _codes(probleem)) == (400, [("bijlagen.1", "al-gebruikt")])
    boto3.client("s3", region_name=REGION).delete_object(Bucket=ENVIRONMENT["UPLOADS"], Key=f"{ANNA.identificatie}/{old}")
    fields = {"inzageId": bericht["inzagen"][-1]["inzageId"], "inhoud": "Zie de bijlagen.", "bijlagen": [old]}
    assert functions.invoke_api("beantwoorden", read_api_event("api-antwoord", mails[0], **fields)) == eerst
    assert _antwoord(functions, mails[1], new)[0] == 201


def test_a_department_sends_its_own_uploads_along(functions: Functions, mails: list[str]) -> None:
    _, geopend = functions.invoke_api("inzien", read_api_event("api-inzage", mails[0]))
    taak = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Beantwoorden",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
    }
    _, made = functions.invoke_api("doorzetten", read_api_event("api-interne-taak", mails[0], **taak))
    vraag = read_event("api-taakantwoord")
    daan = UUID(vraag["requestContext"]["authorizer"]["claims"]["custom:medewerker"])
    own, strange = _upload(functions, b"%PDF", daan), _upload(functions, b"%PDF")
    identificatie = made["interneTaak"]["identificatie"]

    def antwoord(*bijlagen: str) -> tuple[int, dict[str, Any]]:
        fields = {"inhoud": "Zie de kaart.", "bijlagen": list(bijlagen)}
        return functions.invoke_api("taken", read_api_event("api-taakantwoord", identificatie, **fields))

    status, probleem = antwoord(own, strange)
    assert (status, _codes(probleem)) == (400, [("bijlagen.1", "onbekend")])
    status, klaar = antwoord(own)
    assert (status, klaar["status"]) == (201, "verwerkt")
    _, contact = functions.invoke_api("raadplegen", read_api_event("api-klantcontact", klaar["vervolg"]))
    assert [bijlage["informatieobject"]["bestandsnaam"] for bijlage in contact["bijlagen"]] == ["e-mail.eml", "kaart.pdf"]
