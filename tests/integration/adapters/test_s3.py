"""The archive on S3: streams, and what S3 is told to expect."""

import tracemalloc
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from random import Random
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config

from klantmail.adapters.aws import Aws
from klantmail.adapters.s3 import S3Archief, S3Uploads
from klantmail.domain.document import Upload
from klantmail.domain.fouten import NietBeschikbaar, NietGevonden
from klantmail.domain.keuring import Keuroordeel
from klantmail.domain.tijd import nu
from klantmail.runtime.instellingen import Instellingen
from tests.support.aws import OMGEVING, REGIO
from tests.support.builders import ANNA

GROOT = 3_000_000
KLEIN = 1_000

type Lezer = Callable[[Any], bytes]


@dataclass
class Stroompje:
    """A stream whose pieces are made when they are asked for."""

    omvang: int
    stuk: int = 64 * 1024

    @property
    def sha256(self) -> str:
        return sha256(b"".join(self)).hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        toeval = Random(1)  # noqa: S311  # repeatable, not secret
        for begin in range(0, self.omvang, self.stuk):
            yield toeval.randbytes(min(self.stuk, self.omvang - begin))


@dataclass
class Nullen:
    """A stream that costs nothing to make."""

    omvang: int
    sha256: str = "00" * 32

    def __iter__(self) -> Iterator[bytes]:
        for begin in range(0, self.omvang, 65_536):
            yield bytes(min(65_536, self.omvang - begin))


_CODES: Final = {409: "ConditionalRequestConflict", 412: "PreconditionFailed"}
"""The codes of S3 for a conditional write.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
"""


class _Lichaam(BytesIO):
    def stream(self) -> Iterator[bytes]:
        yield self.getvalue()


class Draad:
    """A stand-in between the archive and S3: it answers itself, and keeps what came.

    Args:
        lees: takes the body of a request in.
        statussen: its answers, one request after the other.
    """

    def __init__(self, lees: Lezer, *statussen: int) -> None:
        self.lees = lees
        self.statussen = list(statussen)
        self.ontvangen: list[bytes] = []
        self.koppen: list[dict[str, str]] = []

    def __call__(self, request: Any, **_: Any) -> Any:
        self.ontvangen.append(request.body if isinstance(request.body, bytes) else self.lees(request.body))
        koppen = {
            naam.lower(): waarde if isinstance(waarde, str) else waarde.decode() for naam, waarde in request.headers.items()
        }
        self.koppen.append(koppen)
        geen_koppen: Any = {}
        status = self.statussen.pop(0)
        code = _CODES.get(status)
        uitleg = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>x</Message></Error>".encode() if code else b""
        return AWSResponse(request.url, status, geen_koppen, _Lichaam(uitleg))

    def archief(self) -> S3Archief:
        client = boto3.client(
            "s3",
            region_name=REGIO,
            aws_access_key_id="x",
            aws_secret_access_key="x",
            config=Config(retries={"total_max_attempts": 3, "mode": "standard"}, s3={"payload_signing_enabled": False}),
        )
        client.meta.events.register_first("before-send.s3.PutObject", self)
        return S3Archief(lambda: client, "archief", nu)


def lees_alles(inhoud: Any) -> bytes:
    return b"".join(iter(lambda: inhoud.read(16_384), b""))


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("omvang", [0, KLEIN, GROOT])
@pytest.mark.parametrize("stuk", [1_000, GROOT])
def test_a_stream_is_stored_as_the_bytes_that_it_is(omvang: int, stuk: int) -> None:
    archief = S3Archief(lambda: boto3.client("s3", region_name=REGIO), OMGEVING["ARCHIEF"], nu)
    stroom = Stroompje(omvang, stuk)
    archief.bewaar("a/b", stroom, "application/pdf")
    assert archief.lees("a/b") == b"".join(stroom)


@pytest.mark.parametrize("inhoud", [Stroompje(GROOT), Stroompje(KLEIN), b"een mail"], ids=["large", "small", "bytes"])
def test_s3_is_told_the_sha256_of_what_should_come_in_and_it_is_signed(inhoud: Stroompje | bytes) -> None:
    draad = Draad(lees_alles, 200)
    draad.archief().bewaar("a/b", inhoud, "application/pdf")
    geheel = inhoud if isinstance(inhoud, bytes) else b"".join(inhoud)
    (koppen,) = draad.koppen
    assert draad.ontvangen == [geheel]
    assert koppen["x-amz-checksum-sha256"] == b64encode(sha256(geheel).digest()).decode()
    assert "x-amz-checksum-sha256" in koppen["authorization"]
    assert koppen["content-length"] == str(len(geheel))
    assert koppen["if-none-match"] == "*"


def test_a_stream_that_was_broken_off_is_sent_again_from_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
    begin = 100_000
    aanroepen = iter([begin, -1])
    draad = Draad(lambda inhoud: inhoud.read(next(aanroepen)), 503, 200)
    stroom = Stroompje(GROOT)
    draad.archief().bewaar("a/b", stroom, "application/pdf")
    geheel = b"".join(stroom)
    assert draad.ontvangen == [geheel[:begin], geheel]


@pytest.fixture
def gewacht(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, which nobody waits for here."""
    wachttijden: list[float] = []
    monkeypatch.setattr("klantmail.adapters.s3.time.sleep", wachttijden.append)
    return wachttijden


def test_an_object_that_exists_is_stored(gewacht: list[float]) -> None:
    draad = Draad(lees_alles, 412)
    draad.archief().bewaar("a/b", b"een mail", "message/rfc822")
    assert (draad.statussen, gewacht) == ([], [])


@pytest.mark.parametrize("daarna", [200, 412])
def test_a_write_that_met_another_is_tried_again_since_nothing_is_known_of_it(daarna: int, gewacht: list[float]) -> None:
    stroom = Stroompje(GROOT)
    draad = Draad(lees_alles, 409, 409, daarna)
    draad.archief().bewaar("a/b", stroom, "application/pdf")
    assert draad.ontvangen == [b"".join(stroom)] * 3
    assert len(gewacht) == 2


def test_a_write_that_meets_another_each_time_is_not_taken_for_stored(gewacht: list[float]) -> None:
    draad = Draad(lees_alles, 409, 409, 409, 409)
    with pytest.raises(NietBeschikbaar):
        draad.archief().bewaar("a/b", b"een mail", "message/rfc822")
    assert len(gewacht) == 3


def test_a_large_stream_is_never_in_memory_as_a_whole() -> None:
    """tracemalloc counts what Python allocates, so this does not depend on the machine."""
    gelezen = 0

    def laat_los(inhoud: Any) -> bytes:
        nonlocal gelezen
        while stuk := inhoud.read(16_384):
            gelezen += len(stuk)
        return b""

    archief = Draad(laat_los, 200, 200).archief()
    archief.bewaar("a/a", Nullen(GROOT), "application/pdf")  # this makes what is made once for all
    gelezen = 0
    tracemalloc.start()
    try:
        archief.bewaar("a/b", Nullen(10 * GROOT), "application/pdf")
        piek = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert gelezen == 10 * GROOT
    assert piek < GROOT


# -- what a browser is sent to -----------------------------------------------------------------------------------------


def _adressen(monkeypatch: pytest.MonkeyPatch, regio: str) -> list[str]:
    """Return the addresses of a link and of a form in this region, without their query."""
    for naam in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(naam, OMGEVING[naam])
    aws = Aws(Instellingen.uit({**OMGEVING, "AWS_REGION": regio}))
    link, _ = aws.archief().link("emailberichten/1", bestandsnaam="brief.pdf", formaat="application/pdf")
    formulier = aws.uploads().formulier(Upload(UUID(int=1), "brief.pdf", "application/pdf", 18), ANNA.identificatie)
    return [urlsplit(adres)._replace(query="").geturl() for adres in (link, formulier.url)]


@pytest.mark.parametrize("regio", ["eu-west-1", "eu-central-2", "us-east-1"])
def test_a_link_and_a_form_lead_to_the_endpoint_of_the_region(monkeypatch: pytest.MonkeyPatch, regio: str) -> None:
    assert _adressen(monkeypatch, regio) == [
        f"https://klantmail-archief.s3.{regio}.amazonaws.com/emailberichten/1",
        f"https://klantmail-uploads.s3.{regio}.amazonaws.com/",
    ]


def test_an_endpoint_that_is_an_ip_address_has_the_bucket_in_its_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    assert _adressen(monkeypatch, REGIO) == [
        "http://127.0.0.1:4566/klantmail-archief/emailberichten/1",
        "http://127.0.0.1:4566/klantmail-uploads",
    ]


@pytest.mark.parametrize(
    ("labels", "verwacht"),
    [
        ({}, Keuroordeel.NOG_NIET),
        ({"eigen": "NO_THREATS_FOUND"}, Keuroordeel.NOG_NIET),
        ({"GuardDutyMalwareScanStatus": "NO_THREATS_FOUND"}, Keuroordeel.SCHOON),
        ({"GuardDutyMalwareScanStatus": "THREATS_FOUND"}, Keuroordeel.DREIGING),
        ({"GuardDutyMalwareScanStatus": "UNSUPPORTED"}, Keuroordeel.NIET_TE_KEUREN),
        ({"GuardDutyMalwareScanStatus": "ACCESS_DENIED"}, Keuroordeel.NIET_TE_KEUREN),
        ({"GuardDutyMalwareScanStatus": "FAILED"}, Keuroordeel.NIET_TE_KEUREN),
        ({"GuardDutyMalwareScanStatus": "WAT_NOG_KOMT"}, Keuroordeel.NIET_TE_KEUREN),
        ({"eigen": "x", "GuardDutyMalwareScanStatus": "NO_THREATS_FOUND"}, Keuroordeel.SCHOON),
    ],
)
@pytest.mark.usefixtures("aws")
def test_the_judgement_of_a_file_is_the_tag_that_guardduty_gave_it(labels: dict[str, str], verwacht: Keuroordeel) -> None:
    s3 = boto3.client("s3", region_name=REGIO)
    tags = [{"Key": naam, "Value": waarde} for naam, waarde in labels.items()]
    for emmer, key in ((OMGEVING["ARCHIEF"], "bijlage"), (OMGEVING["UPLOADS"], f"{ANNA.identificatie}/{UUID(int=1)}")):
        s3.put_object(Bucket=emmer, Key=key, Body=b"x")
        if tags:
            s3.put_object_tagging(Bucket=emmer, Key=key, Tagging={"TagSet": tags})  # type: ignore[typeddict-item]
    assert S3Archief(lambda: s3, OMGEVING["ARCHIEF"], nu).oordeel("bijlage") is verwacht
    assert S3Uploads(lambda: s3, OMGEVING["UPLOADS"], nu).oordeel(UUID(int=1), ANNA.identificatie) is verwacht


@pytest.mark.usefixtures("aws")
def test_what_is_not_there_has_no_judgement() -> None:
    s3 = boto3.client("s3", region_name=REGIO)
    with pytest.raises(NietGevonden):
        S3Archief(lambda: s3, OMGEVING["ARCHIEF"], nu).oordeel("bijlage")
