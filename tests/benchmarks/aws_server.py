"""S3, DynamoDB and SES over TLS in a process of their own, so that a measured process holds only its client of AWS.

DynamoDB is moto's, with the table of the template; objects are kept in memory with the sha256 of what came in.
"""

import json
import os
import re
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Final, cast
from urllib.parse import unquote, urlsplit

import boto3
import urllib3
from botocore.exceptions import ClientError
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.aws import ENVIRONMENT, REGION, aws_in_memory
from tests.support.http_server import HttpHandler
from tests.support.template import make_table

_HOST: Final = "127.0.0.1"
_OBJECTS: Final = "/_objects"
_MOTO: Final = Lock()
"""Transactions at once would undo each other's work."""
_WORDS: Final = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class AwsServer:
    """The server as a benchmark sees it."""

    url: str
    http: urllib3.PoolManager
    certificate: Path

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a process whose AWS this is."""
        return {**os.environ, **ENVIRONMENT, "AWS_ENDPOINT_URL": self.url, "AWS_CA_BUNDLE": str(self.certificate)}

    def put(self, bucket: str, key: str, body: bytes) -> None:
        self.http.request("PUT", f"{self.url}/{ENVIRONMENT[bucket]}/{key}", body=body)

    def take(self) -> Mapping[str, tuple[str, int]]:
        """Return sha256 and size of every object by bucket and key; the server then forgets all that it has."""
        objects: dict[str, tuple[str, int]] = self.http.request("GET", self.url + _OBJECTS).json()
        return objects


@contextmanager
def aws_server() -> Iterator[AwsServer]:
    """Run the server for as long as the context lasts."""
    with TemporaryDirectory() as directory:
        certificate = _certificate(Path(directory))
        command = [sys.executable, "-m", "tests.benchmarks.aws_server", str(certificate)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **ENVIRONMENT}) as process:  # noqa: S603
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            try:
                yield AwsServer(url, urllib3.PoolManager(ca_certs=str(certificate)), certificate)
            finally:
                process.terminate()


def _certificate(directory: Path) -> Path:
    """Make a certificate for this machine, with its key behind it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "benchmark")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(_HOST))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = directory / "certificate.pem"
    file.write_bytes(certificate.public_bytes(pem) + private)
    return file


class _Handler(HttpHandler):
    objects: Final[dict[str, bytes]] = {}
    written: Final[dict[str, tuple[str, int]]] = {}

    def _answer(self, status: int, body: bytes = b"", kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", "0")))
        pieces = []
        while size := int(self.rfile.readline(), 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        body = b"".join(pieces)
        return _without_aws_chunks(body) if "aws-chunked" in self.headers.get("Content-Encoding", "") else body

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path)

    def do_PUT(self) -> None:
        body, key = self._body(), self._key()
        self.objects[key] = body
        self.written[key] = sha256(body).hexdigest(), len(body)
        self._answer(200)

    def do_GET(self) -> None:
        key = self._key()
        if key == _OBJECTS:
            self._answer(200, json.dumps(self.written).encode())
            self.written.clear()
            self.objects.clear()
            _empty_table()
        elif key in self.objects:
            self._answer(200, self.objects[key], "application/octet-stream")
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code><Message/></Error>", "application/xml")

    def do_DELETE(self) -> None:
        self.objects.pop(self._key(), None)
        self._answer(204)

    def do_POST(self) -> None:
        body = self._body()
        target = self.headers.get("X-Amz-Target", "")
        if not target:  # SES has no other
            self._answer(200, json.dumps({"MessageId": sha256(body).hexdigest()[:60]}).encode())
            return
        operation = _WORDS.sub("_", target.partition(".")[2]).lower()
        try:
            with _MOTO:
                answer = getattr(boto3.client("dynamodb", region_name=REGION), operation)(**json.loads(body))
            status = 200
        except ClientError as error:
            answer = {"__type": f"com.amazonaws.dynamodb#{error.response['Error']['Code']}", **error.response}
            status = 400
        answer.pop("ResponseMetadata", None)
        self._answer(status, json.dumps(answer, default=str).encode(), "application/x-amz-json-1.0")


def _empty_table() -> None:
    """Empty the tables: moto copies them for each transaction, so the fuller they are, the slower it becomes."""
    with _MOTO:
        dynamodb = boto3.client("dynamodb", region_name=REGION)
        dynamodb.delete_table(TableName=ENVIRONMENT["TABEL"])
        make_table(dynamodb, ENVIRONMENT["TABEL"])


def _without_aws_chunks(body: bytes) -> bytes:
    """Take the sizes and the trailer out of what botocore sent as aws-chunked."""
    pieces: list[bytes] = []
    place = 0
    while True:
        end = body.index(b"\r\n", place)
        size = int(body[place:end].partition(b";")[0], 16)
        if not size:
            return b"".join(pieces)
        pieces.append(body[end + 2 : end + 2 + size])
        place = end + 2 + size + 2


def _serve(certificate: str) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with aws_in_memory():
        server = ThreadingHTTPServer((_HOST, 0), _Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        address = cast("tuple[str, int]", server.server_address)
        sys.stdout.write(f"https://{_HOST}:{address[1]}\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    _serve(sys.argv[1])
