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

from klantmail.adapters.aws import Aws, Sessie
from klantmail.adapters.s3 import S3Archief, S3Uploads
from klantmail.domain.document import Upload
from klantmail.domain.fouten import NietBeschikbaar, NietGevonden
from klantmail.domain.keuring import Keuroordeel
from klantmail.domain.tijd import nu
from klantmail.runtime.instellingen import Instellingen
from tests.support.aws import ENVIRONMENT, REGION
from tests.support.builders import ANNA

LARGE = 3_000_000
SMALL = 1_000

type Reader = Callable[[Any], bytes]


@dataclass
class SmallStream:
    """A stream whose pieces are made when they are asked for."""

    omvang: int
    stuk: int = 64 * 1024

    @property
    def sha256(self) -> str:
        return sha256(b"".join(self)).hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        chance = Random(1)  # noqa: S311  # repeatable, not secret
        for begin in range(0, self.omvang, self.stuk):
            yield chance.randbytes(min(self.stuk, self.omvang - begin))


@dataclass
class Zeros:
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


class CountedThread:
    """A stand-in between the archive and S3: it answers itself, and keeps what came.

    Args:
        lees: takes the body of a request in.
        statuses: its answers, one request after the other.
    """

    def __init__(self, read_: Reader, *statuses: int) -> None:
        self.lees = read_
        self.statuses = list(statuses)
        self.ontvangen: list[bytes] = []
        self.koppen: list[dict[str, str]] = []

    def __call__(self, request: Any, **_: Any) -> Any:
        self.ontvangen.append(request.body if isinstance(request.body, bytes) else self.lees(request.body))
        headers = {name.lower(): value if isinstance(value, str) else value.decode() for name, value in request.headers.items()}
        self.koppen.append(headers)
        geen_koppen: Any = {}
        status = self.statuses.pop(0)
        code = _CODES.get(status)
        explanation = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>x</Message></Error>".encode() if code else b""
        return AWSResponse(request.url, status, geen_koppen, _Lichaam(explanation))

    def archief(self) -> S3Archief:
        client = boto3.client(
            "s3",
            region_name=REGION,
            aws_access_key_id="x",
            aws_secret_access_key="x",
            config=Config(retries={"total_max_attempts": 3, "mode": "standard"}, s3={"payload_signing_enabled": False}),
        )
        client.meta.events.register_first("before-send.s3.PutObject", self)
        return S3Archief(lambda: client, "archief", nu)


def read_all(inhoud: Any) -> bytes:
    return b"".join(iter(lambda: inhoud.read(16_384), b""))


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("size", [0, SMALL, LARGE])
@pytest.mark.parametrize("piece", [1_000, LARGE])
def test_a_stream_is_stored_as_the_bytes_that_it_is(size: int, piece: int) -> None:
    archief = S3Archief(lambda: boto3.client("s3", region_name=REGION), ENVIRONMENT["ARCHIEF"], nu)
    stroom = SmallStream(size, piece)
    archief.bewaar("a/b", stroom, "application/pdf")
    assert archief.lees("a/b") == b"".join(stroom)


@pytest.mark.parametrize("inhoud", [SmallStream(LARGE), SmallStream(SMALL), b"een mail"], ids=["large", "small", "bytes"])
def test_s3_is_told_the_sha256_of_what_should_come_in_and_it_is_signed(inhoud: SmallStream | bytes) -> None:
    thread = CountedThread(read_all, 200)
    thread.archief().bewaar("a/b", inhoud, "application/pdf")
    whole = inhoud if isinstance(inhoud, bytes) else b"".join(inhoud)
    (headers,) = thread.koppen
    assert thread.ontvangen == [whole]
    assert headers["x-amz-checksum-sha256"] == b64encode(sha256(whole).digest()).decode()
    assert "x-amz-checksum-sha256" in headers["authorization"]
    assert headers["content-length"] == str(len(whole))
    assert headers["if-none-match"] == "*"


def test_a_stream_that_was_broken_off_is_sent_again_from_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
    begin = 100_000
    calls = iter([begin, -1])
    thread = CountedThread(lambda inhoud: inhoud.read(next(calls)), 503, 200)
    stroom = SmallStream(LARGE)
    thread.archief().bewaar("a/b", stroom, "application/pdf")
    whole = b"".join(stroom)
    assert thread.ontvangen == [whole[:begin], whole]


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, which nobody waits for here."""
    wachttijden: list[float] = []
    monkeypatch.setattr("klantmail.adapters.s3.time.sleep", wachttijden.append)
    return wachttijden


def test_an_object_that_exists_is_stored(waited: list[float]) -> None:
    thread = CountedThread(read_all, 412)
    thread.archief().bewaar("a/b", b"een mail", "message/rfc822")
    assert (thread.statuses, waited) == ([], [])


@pytest.mark.parametrize("afterwards", [200, 412])
def test_a_write_that_met_another_is_tried_again_since_nothing_is_known_of_it(afterwards: int, waited: list[float]) -> None:
    stroom = SmallStream(LARGE)
    thread = CountedThread(read_all, 409, 409, afterwards)
    thread.archief().bewaar("a/b", stroom, "application/pdf")
    assert thread.ontvangen == [b"".join(stroom)] * 3
    assert len(waited) == 2


def test_a_write_that_meets_another_each_time_is_not_taken_for_stored(waited: list[float]) -> None:
    thread = CountedThread(read_all, 409, 409, 409, 409)
    with pytest.raises(NietBeschikbaar):
        thread.archief().bewaar("a/b", b"een mail", "message/rfc822")
    assert len(waited) == 3


def test_a_large_stream_is_never_in_memory_as_a_whole() -> None:
    """tracemalloc counts what Python allocates, so this does not depend on the machine."""
    read = 0

    def laat_los(inhoud: Any) -> bytes:
        nonlocal read
        while piece := inhoud.read(16_384):
            read += len(piece)
        return b""

    archief = CountedThread(laat_los, 200, 200).archief()
    archief.bewaar("a/a", Zeros(LARGE), "application/pdf")  # this makes what is made once for all
    read = 0
    tracemalloc.start()
    try:
        archief.bewaar("a/b", Zeros(10 * LARGE), "application/pdf")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert read == 10 * LARGE
    assert peak < LARGE


# -- what a browser is sent to -----------------------------------------------------------------------------------------


def _adressen(monkeypatch: pytest.MonkeyPatch, regio: str) -> list[str]:
    """Return the addresses of a link and of a form in this region, without their query."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, ENVIRONMENT[name])
    aws = Aws(Instellingen.uit({**ENVIRONMENT, "AWS_REGION": regio}), Sessie(regio))
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
    assert _adressen(monkeypatch, REGION) == [
        "http://127.0.0.1:4566/klantmail-archief/emailberichten/1",
        "http://127.0.0.1:4566/klantmail-uploads",
    ]


@pytest.mark.parametrize(
    ("labels", "expected"),
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
def test_the_judgement_of_a_file_is_the_tag_that_guardduty_gave_it(labels: dict[str, str], expected: Keuroordeel) -> None:
    s3 = boto3.client("s3", region_name=REGION)
    tags = [{"Key": name, "Value": value} for name, value in labels.items()]
    for bucket, key in ((ENVIRONMENT["ARCHIEF"], "bijlage"), (ENVIRONMENT["UPLOADS"], f"{ANNA.identificatie}/{UUID(int=1)}")):
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")
        if tags:
            s3.put_object_tagging(Bucket=bucket, Key=key, Tagging={"TagSet": tags})  # type: ignore[typeddict-item]
    assert S3Archief(lambda: s3, ENVIRONMENT["ARCHIEF"], nu).oordeel("bijlage") is expected
    assert S3Uploads(lambda: s3, ENVIRONMENT["UPLOADS"], nu).oordeel(UUID(int=1), ANNA.identificatie) is expected


@pytest.mark.usefixtures("aws")
def test_what_is_not_there_has_no_judgement() -> None:
    s3 = boto3.client("s3", region_name=REGION)
    with pytest.raises(NietGevonden):
        S3Archief(lambda: s3, ENVIRONMENT["ARCHIEF"], nu).oordeel("bijlage")
