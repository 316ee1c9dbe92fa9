"""Archive and intake on S3."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from botocore.exceptions import ClientError

from klantmail.fouten import NietGevonden
from klantmail.poorten import Klok, Opslagobject

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

LINKDUUR: Final = timedelta(minutes=5)
"""How long a download link is valid: long enough to follow it, too short to pass it on."""
_BEGIN: Final = 64 * 1024
_ONTBREEKT: Final = frozenset({"NoSuchKey", "404"})
_BESTAAT_AL: Final = frozenset({"PreconditionFailed", "ConditionalRequestConflict"})


class S3Archief:
    """Immutable objects in one bucket: written once (`If-None-Match: *`), never written over."""

    def __init__(self, client: "S3Client", emmer: str, klok: Klok) -> None:
        self._client = client
        self._emmer = emmer
        self._klok = klok

    def bewaar(self, sleutel: str, inhoud: bytes | memoryview, formaat: str) -> None:
        try:
            self._client.put_object(Bucket=self._emmer, Key=sleutel, Body=bytes(inhoud), ContentType=formaat, IfNoneMatch="*")
        except ClientError as fout:
            if fout.response["Error"]["Code"] not in _BESTAAT_AL:
                raise

    def lees(self, sleutel: str) -> bytes:
        return _lees(self._client, self._emmer, sleutel)

    def link(self, sleutel: str, *, bestandsnaam: str, formaat: str, als_download: bool = True) -> tuple[str, datetime]:
        """Presigned; the name is that of RFC 6266 with RFC 8187, so that no browser guesses it."""
        soort = "attachment" if als_download else "inline"
        adres = self._client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._emmer,
                "Key": sleutel,
                "ResponseContentDisposition": f"{soort}; filename*=UTF-8''{quote(bestandsnaam, safe='')}",
                "ResponseContentType": formaat,
            },
            ExpiresIn=int(LINKDUUR.total_seconds()),
        )
        return adres, self._klok() + LINKDUUR

    def onder(self, voorvoegsel: str) -> Iterator[Opslagobject]:
        return _objecten(self._client, self._emmer, voorvoegsel)

    def verwijder(self, sleutel: str) -> None:
        self._client.delete_object(Bucket=self._emmer, Key=sleutel)


class S3Intake:
    """Where SES leaves the mail."""

    def __init__(self, client: "S3Client", emmer: str) -> None:
        self._client = client
        self._emmer = emmer

    def lees(self, sleutel: str) -> bytes:
        return _lees(self._client, self._emmer, sleutel)

    def verwijder(self, sleutel: str) -> None:
        self._client.delete_object(Bucket=self._emmer, Key=sleutel)

    def wachtend(self) -> Sequence[Opslagobject]:
        return sorted(_objecten(self._client, self._emmer, ""), key=lambda een: (een.sinds, een.sleutel))

    def begin(self, sleutel: str) -> bytes:
        return _lees(self._client, self._emmer, sleutel, Range=f"bytes=0-{_BEGIN - 1}")


def _objecten(client: "S3Client", emmer: str, voorvoegsel: str) -> Iterator[Opslagobject]:
    for bladzijde in client.get_paginator("list_objects_v2").paginate(Bucket=emmer, Prefix=voorvoegsel):
        for een in bladzijde.get("Contents", ()):
            yield Opslagobject(een["Key"], een["LastModified"])


def _lees(client: "S3Client", emmer: str, sleutel: str, **opties: Any) -> bytes:
    try:
        return client.get_object(Bucket=emmer, Key=sleutel, **opties)["Body"].read()
    except ClientError as fout:
        if fout.response["Error"]["Code"] in _ONTBREEKT:
            raise NietGevonden("Object", sleutel) from fout
        raise
