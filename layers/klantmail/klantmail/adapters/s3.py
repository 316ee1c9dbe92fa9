"""Archive, intake and uploads on S3."""

import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from io import SEEK_CUR, SEEK_END, SEEK_SET, BufferedReader, BytesIO, RawIOBase, UnsupportedOperation
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote
from uuid import UUID

from botocore.exceptions import ClientError

from klantmail.domain.document import Upload
from klantmail.domain.fouten import NietBeschikbaar, NietGevonden
from klantmail.domain.keuring import Keuroordeel
from klantmail.domain.tijd import Klok
from klantmail.ports.objecten import LINKDUUR, Opslagobject, Stroom, Uploadformulier

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import HeadObjectOutputTypeDef

FORMULIERDUUR: Final = timedelta(minutes=15)
"""The time within which an upload may begin: long enough to send twenty files one after another."""
_NAAMVELD: Final = "x-amz-meta-bestandsnaam"
_BEGIN: Final = 64 * 1024
_INEENS: Final = 256 * 1024
"""The most bytes of a stream that is sent at once. Asking S3 first whether it may come would cost a round trip."""
_LEESEENHEID: Final = 64 * 1024
_ONTBREEKT: Final = frozenset({"NoSuchKey", "404"})
_BESTAAT_AL: Final = "PreconditionFailed"
_BOTSING: Final = "ConditionalRequestConflict"
"""The code of S3 when another write or delete of this key is under way.

Nothing is known of the object then, and S3 says to try again.
https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html (If-None-Match)
"""
_WACHTTIJDEN: Final = (0.1, 0.3, 0.9)
"""Seconds before each further attempt after a conflict. botocore does not repeat a 409 by itself."""


_KEURLABEL: Final = "GuardDutyMalwareScanStatus"
_OORDELEN: Final = {
    "": Keuroordeel.NOG_NIET,
    "NO_THREATS_FOUND": Keuroordeel.SCHOON,
    "THREATS_FOUND": Keuroordeel.DREIGING,
    "UNSUPPORTED": Keuroordeel.NIET_TE_KEUREN,
    "ACCESS_DENIED": Keuroordeel.NIET_TE_KEUREN,
    "FAILED": Keuroordeel.NIET_TE_KEUREN,
}
"""The judgement by the tag that GuardDuty gives an object once it was scanned; whatever else it says is no clean one.

https://docs.aws.amazon.com/guardduty/latest/ug/monitoring-malware-protection-s3-scans-gdu.html
"""


def _sha256(inhoud: bytes | Stroom) -> bytes:
    return sha256(inhoud).digest() if isinstance(inhoud, bytes) else bytes.fromhex(inhoud.sha256)


class _Bestand(RawIOBase):
    """A stream as a file that botocore can send, and send again. It can only be gone through from its beginning."""

    def __init__(self, stroom: Stroom) -> None:
        self._stroom = stroom
        self._begin()

    def _begin(self) -> None:
        self._stukken = iter(self._stroom)
        self._rest = memoryview(b"")
        self._plek = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._plek

    def seek(self, plek: int, vanaf: int = SEEK_SET, /) -> int:
        doel = plek + (self._stroom.omvang if vanaf == SEEK_END else self._plek if vanaf == SEEK_CUR else 0)
        if doel == 0:
            self._begin()
        elif doel == self._stroom.omvang:
            self._stukken, self._rest, self._plek = iter(()), memoryview(b""), doel
        elif doel != self._plek:
            raise UnsupportedOperation("a stream has a beginning and an end only")
        return self._plek

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        doel = memoryview(buffer)
        while not self._rest:
            stuk = next(self._stukken, None)
            if stuk is None:
                return 0
            self._rest = memoryview(stuk)
        aantal = min(len(doel), len(self._rest))
        doel[:aantal] = self._rest[:aantal]
        self._rest = self._rest[aantal:]
        self._plek += aantal
        return aantal


class S3Archief:
    """Immutable objects in one bucket. They are written once (`If-None-Match: *`), and never written over.

    Args:
        s3: gives the client, which may be made no sooner than the first call.
    """

    def __init__(self, s3: "Callable[[], S3Client]", bucket: str, klok: Klok) -> None:
        self._s3 = s3
        self._bucket = bucket
        self._klok = klok

    def bewaar(self, object_key: str, inhoud: bytes | Stroom, formaat: str) -> None:
        """Store the object, unless there is one of that key already.

        S3 compares what comes in with its sha256, which goes along.

        Raises: NietBeschikbaar (another write of this key was under way at every attempt: nobody knows what is there).
        """
        if not isinstance(inhoud, bytes) and inhoud.omvang <= _INEENS:
            inhoud = b"".join(inhoud)
        for wachttijd in (*_WACHTTIJDEN, None):
            if self._staat_er(object_key, inhoud, formaat):
                return
            if wachttijd is not None:
                time.sleep(wachttijd)
        raise NietBeschikbaar("S3 had another write of this object under way at every attempt")

    def _staat_er(self, object_key: str, inhoud: bytes | Stroom, formaat: str) -> bool:
        """Make one attempt. Returns: whether the object is there now; False when nobody knows."""
        try:
            self._s3().put_object(
                Bucket=self._bucket,
                Key=object_key,
                Body=inhoud if isinstance(inhoud, bytes) else BufferedReader(_Bestand(inhoud), _LEESEENHEID),
                ContentType=formaat,
                ChecksumSHA256=b64encode(_sha256(inhoud)).decode("ascii"),
                IfNoneMatch="*",
            )
        except ClientError as fout:
            code = fout.response["Error"]["Code"]
            if code == _BOTSING:
                return False
            if code != _BESTAAT_AL:
                raise
        return True

    def lees(self, object_key: str) -> bytes:
        return _lees(self._s3(), self._bucket, object_key)

    def link(
        self, object_key: str, *, bestandsnaam: str, formaat: str, als_download: bool = True, duur: timedelta = LINKDUUR
    ) -> tuple[str, datetime]:
        """Presign a link. The name is that of RFC 6266 with RFC 8187, so that no browser guesses it."""
        soort = "attachment" if als_download else "inline"
        adres = self._s3().generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": object_key,
                "ResponseContentDisposition": f"{soort}; filename*=UTF-8''{quote(bestandsnaam, safe='')}",
                "ResponseContentType": formaat,
            },
            ExpiresIn=int(duur.total_seconds()),
        )
        return adres, self._klok() + duur

    def oordeel(self, object_key: str) -> Keuroordeel:
        return _oordeel(self._s3(), self._bucket, object_key)

    def onder(self, voorvoegsel: str) -> Iterator[Opslagobject]:
        return _objecten(self._s3(), self._bucket, voorvoegsel)

    def verwijder(self, object_key: str) -> None:
        self._s3().delete_object(Bucket=self._bucket, Key=object_key)

    def begin(self, object_key: str) -> bytes:
        return _lees(self._s3(), self._bucket, object_key, Range=f"bytes=0-{_BEGIN - 1}")

    def heeft(self, object_key: str) -> bool:
        return _kop(self._s3(), self._bucket, object_key) is not None

    def vernietig(self, voorvoegsel: str) -> int:
        """Remove versions and delete markers alike, by their version: what is removed so is gone.

        https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
        """
        client, aantal = self._s3(), 0
        for page in client.get_paginator("list_object_versions").paginate(Bucket=self._bucket, Prefix=voorvoegsel):
            versies = [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
            for een in versies:
                client.delete_object(Bucket=self._bucket, Key=een["Key"], VersionId=een["VersionId"])
            aantal += len(versies)
        return aantal


class S3Intake:
    """The bucket in which SES leaves the mail."""

    def __init__(self, s3: "Callable[[], S3Client]", bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    def lees(self, object_key: str) -> bytes:
        return _lees(self._s3(), self._bucket, object_key)

    def heeft(self, object_key: str) -> bool:
        return _kop(self._s3(), self._bucket, object_key) is not None

    def verwijder(self, object_key: str) -> None:
        self._s3().delete_object(Bucket=self._bucket, Key=object_key)

    def leg_neer(self, object_key: str, inhoud: bytes) -> None:
        self._s3().put_object(Bucket=self._bucket, Key=object_key, Body=inhoud)

    def wachtend(self) -> Sequence[Opslagobject]:
        return sorted(_objecten(self._s3(), self._bucket, ""), key=lambda een: (een.sinds, een.object_key))

    def begin(self, object_key: str) -> bytes:
        return _lees(self._s3(), self._bucket, object_key, Range=f"bytes=0-{_BEGIN - 1}")


class S3Uploads:
    """Uploads in one bucket, under `<medewerker>/<upload>`. An upload of another medewerker is not found.

    S3 holds the form to its policy: the key, the Content-Type, the name in the metadata and the exact size.
    https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
    """

    def __init__(self, s3: "Callable[[], S3Client]", bucket: str, klok: Klok) -> None:
        self._s3 = s3
        self._bucket = bucket
        self._klok = klok

    def formulier(self, upload: Upload, medewerker: UUID) -> Uploadformulier:
        # Metadata is ASCII, so the name is percent-encoded.
        vast = {"Content-Type": upload.formaat, _NAAMVELD: quote(upload.bestandsnaam, safe="")}
        omvang = upload.bestandsomvang
        formulier = self._s3().generate_presigned_post(
            self._bucket,
            _upload_key(upload.identificatie, medewerker),
            Fields=dict(vast),
            Conditions=[*({naam: waarde} for naam, waarde in vast.items()), ["content-length-range", omvang, omvang]],
            ExpiresIn=int(FORMULIERDUUR.total_seconds()),
        )
        return Uploadformulier(formulier["url"], formulier["fields"], self._klok() + FORMULIERDUUR)

    def zoek(self, upload: UUID, medewerker: UUID) -> Upload | None:
        kop = _kop(self._s3(), self._bucket, _upload_key(upload, medewerker))
        if kop is None:
            return None
        naam = unquote(kop["Metadata"][_NAAMVELD.removeprefix("x-amz-meta-")])
        return Upload(upload, naam, kop["ContentType"], kop["ContentLength"])

    def oordeel(self, upload: UUID, medewerker: UUID) -> Keuroordeel:
        return _oordeel(self._s3(), self._bucket, _upload_key(upload, medewerker))

    def van(self, medewerker: UUID) -> Mapping[UUID, str]:
        keys = (een.object_key for een in _objecten(self._s3(), self._bucket, f"{medewerker}/"))
        return {UUID(key.rpartition("/")[2]): key for key in keys}

    def verwijder(self, object_key: str) -> None:
        self._s3().delete_object(Bucket=self._bucket, Key=object_key)

    def lees(self, upload: UUID, medewerker: UUID) -> bytes:
        return _lees(self._s3(), self._bucket, _upload_key(upload, medewerker))


def _upload_key(upload: UUID, medewerker: UUID) -> str:
    return f"{medewerker}/{upload}"


def _objecten(client: "S3Client", bucket: str, voorvoegsel: str) -> Iterator[Opslagobject]:
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=voorvoegsel):
        for een in page.get("Contents", ()):
            yield Opslagobject(een["Key"], een["LastModified"])


def _kop(client: "S3Client", bucket: str, object_key: str) -> "HeadObjectOutputTypeDef | None":
    """Return what S3 says of an object; None when it is not there."""
    try:
        return client.head_object(Bucket=bucket, Key=object_key)
    except ClientError as fout:
        if fout.response["Error"]["Code"] in _ONTBREEKT:
            return None
        raise


def _oordeel(client: "S3Client", bucket: str, object_key: str) -> Keuroordeel:
    """Read what GuardDuty says of an object. Raises: NietGevonden."""
    try:
        labels = client.get_object_tagging(Bucket=bucket, Key=object_key)["TagSet"]
    except ClientError as fout:
        if fout.response["Error"]["Code"] in _ONTBREEKT:
            raise NietGevonden("Object", object_key) from fout
        raise
    label = next((een["Value"] for een in labels if een["Key"] == _KEURLABEL), "")
    return _OORDELEN.get(label, Keuroordeel.NIET_TE_KEUREN)


def _lees(client: "S3Client", bucket: str, object_key: str, **opties: Any) -> bytes:
    try:
        inhoud = client.get_object(Bucket=bucket, Key=object_key, **opties)["Body"]
        # It is read in pieces: in one go, some versions of Python hold the object more than once.
        uit = BytesIO()
        for stuk in inhoud.iter_chunks(_LEESEENHEID):
            uit.write(stuk)
        return uit.getvalue()
    except ClientError as fout:
        if fout.response["Error"]["Code"] in _ONTBREEKT:
            raise NietGevonden("Object", object_key) from fout
        raise
