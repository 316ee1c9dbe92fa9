"""The clients of a function: one session of boto3 for all of them, and each client made once, where it is used."""

from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Literal

import boto3
import botocore.session
from botocore.config import Config

from klantmail.adapters.aws_errors import meld_storingen
from klantmail.adapters.s3 import S3Archief, S3Intake, S3Uploads
from klantmail.domain.tijd import nu
from klantmail.runtime.instellingen import Instellingen

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

    from klantmail.adapters.dynamodb.table import Table

KORT: Final = Config(connect_timeout=2, read_timeout=10, retries={"total_max_attempts": 3, "mode": "standard"})
"""The configuration of calls that nobody should wait for long."""

# Presigned links to objects under KMS must be Signature Version 4.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
_S3: Final = Config(
    signature_version="s3v4",
    connect_timeout=2,
    read_timeout=20,
    retries={"total_max_attempts": 3, "mode": "standard"},
    s3={
        # The sha256 that goes along is signed, so the signature need not go through all bytes as well.
        "payload_signing_enabled": False,
        # Links and forms name the region's own endpoint. Without these, botocore signs them for the global one, which
        # sends a browser elsewhere (307) for hours after a bucket is made, and always in younger regions. An endpoint
        # that is an IP address keeps the bucket in its path.
        # https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html
        "addressing_style": "virtual",
        "us_east_1_regional_endpoint": "regional",
    },
)


type Dienst = Literal["cognito-idp", "events", "lambda", "logs", "s3", "secretsmanager", "sesv2", "sqs", "ssm"]
"""The services of AWS that a client can be made of; PynamoDB makes the client of DynamoDB."""


class Sessie:
    """The session that all clients of a function are made of, so that what is known of AWS is read once.

    Args:
        regio: the region of AWS that the function runs in.
    """

    def __init__(self, regio: str) -> None:
        self.van_botocore = botocore.session.get_session()  # which PynamoDB takes
        self._van_boto3 = boto3.Session(region_name=regio, botocore_session=self.van_botocore)
        meld_storingen(self.van_botocore)
        self._slot = Lock()

    def client(self, dienst: Dienst, config: Config) -> Any:
        """Make a client of this service. Some are made by requests that run side by side."""
        with self._slot:  # a session makes one client at a time
            return self._van_boto3.client(dienst, config=config)


class Aws:
    """The access of a function to AWS.

    Args:
        s3_zo_nodig: true when the client of S3 waits for its first call, for functions that mostly do without. The
            others make it when they are loaded, since Lambda then gives more processor than during a request.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
    """

    def __init__(self, instellingen: Instellingen, sessie: Sessie, *, s3_zo_nodig: bool = False) -> None:
        self.instellingen = instellingen
        self._sessie = sessie
        self._s3: S3Client | None = None
        self._s3_zo_nodig = s3_zo_nodig
        self._slot = Lock()

    def client(self, dienst: Dienst, config: Config) -> Any:
        """Make a client of this service, from the session of this function."""
        return self._sessie.client(dienst, config)

    def table(self) -> "Table":
        """Connect to the table, over the session of this function."""
        from klantmail.adapters.dynamodb.table import connect  # here: who reads no table need not load PynamoDB

        van = self.instellingen
        return connect(van.tabel, van.regio, van.hash_key, self._sessie.van_botocore)

    def archief(self) -> S3Archief:
        self._verbind_s3()
        return S3Archief(self._een_s3, self.instellingen.archief, nu)

    def intake(self) -> S3Intake:
        self._verbind_s3()
        return S3Intake(self._een_s3, self.instellingen.intake)

    def uploads(self) -> S3Uploads:
        self._verbind_s3()
        return S3Uploads(self._een_s3, self.instellingen.uploads, nu)

    def _verbind_s3(self) -> None:
        if not self._s3_zo_nodig:
            self._een_s3()

    def _een_s3(self) -> "S3Client":
        with self._slot:  # requests to S3 may begin side by side, and they share one client
            if self._s3 is None:
                self._s3 = self.client("s3", _S3)
            return self._s3
