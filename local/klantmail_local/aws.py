"""Clients of the local AWS, whatever AWS settings the user has."""

import os
from dataclasses import dataclass, field
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

import boto3
import botocore.session
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_iam import IAMClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sesv2 import SESV2Client

REGION: Final = "eu-west-1"
# Under AUTH=true MiniStack takes this pair for the root of its account; it exists on this machine only.
ACCESS_KEY: Final = "test"
SECRET_KEY: Final = "test"  # noqa: S105  # nosec B105  # no password: as said above

# Neither ~/.aws nor AWS_PROFILE is read: what is meant for this machine must never reach a real account.
_WITHOUT_USER: Final[dict[str, Any]] = {
    "profile": (None, None, None, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
}


@dataclass(frozen=True)
class Aws:
    """The services that the local environment uses itself, as the root of the account."""

    endpoint: str
    _lock: RLock = field(default_factory=RLock, repr=False, compare=False)
    """Clients may be used by many threads, but must be made by one at a time."""

    @cached_property
    def session(self) -> boto3.session.Session:
        return boto3.session.Session(
            aws_access_key_id=ACCESS_KEY,
            aws_secret_access_key=SECRET_KEY,
            region_name=REGION,
            botocore_session=botocore.session.Session(session_vars=_WITHOUT_USER),
        )

    @cached_property
    def _config(self) -> Config:
        return Config(connect_timeout=2, read_timeout=60, retries={"total_max_attempts": 2}, max_pool_connections=32)

    def client(self, service: str) -> Any:
        """Make a client of any service, untyped."""
        return self.session.client(service, endpoint_url=self.endpoint, config=self._config)  # type: ignore[call-overload]

    @cached_property
    def cloudformation(self) -> "CloudFormationClient":
        with self._lock:
            return self.session.client("cloudformation", endpoint_url=self.endpoint, config=self._config)

    @cached_property
    def cloudtrail(self) -> Any:
        """Make a client of CloudTrail.

        Its type stubs are not among the locked packages, and one call needs no more of them.
        """
        with self._lock:
            return self.session.client("cloudtrail", endpoint_url=self.endpoint, config=self._config)

    @cached_property
    def logs(self) -> Any:
        """Make a client of CloudWatch Logs, for the lines that the functions logged.

        It is untyped, as `cloudtrail` is.
        """
        with self._lock:
            return self.session.client("logs", endpoint_url=self.endpoint, config=self._config)

    @cached_property
    def cognito(self) -> "CognitoIdentityProviderClient":
        with self._lock:
            return self.session.client("cognito-idp", endpoint_url=self.endpoint, config=self._config)

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        with self._lock:
            return self.session.client("dynamodb", endpoint_url=self.endpoint, config=self._config)

    @cached_property
    def streams(self) -> "DynamoDBStreamsClient":
        with self._lock:
            return self.session.client("dynamodbstreams", endpoint_url=self.endpoint, config=self._config)

    @cached_property
    def events(self) -> "EventBridgeClient":
        with self._lock:
            return self.session.client("events", endpoint_url=self.endpoint, config=self._config)

    @cached_property
    def iam(self) -> "IAMClient":
        with self._lock:
            return self.session.client("iam", endpoint_url=self.endpoint, config=self._config)

    @cached_property
    def functions(self) -> "LambdaClient":
        """Make a client of Lambda that waits long and never retries.

        A function may take minutes, and one that is invoked again because its answer was late does its work twice.
        """
        patient = Config(read_timeout=300, retries={"total_max_attempts": 1})
        with self._lock:
            return self.session.client("lambda", endpoint_url=self.endpoint, config=self._config.merge(patient))

    @cached_property
    def s3(self) -> "S3Client":
        s3v4 = Config(signature_version="s3v4", s3={"addressing_style": "path"})
        with self._lock:
            return self.session.client("s3", endpoint_url=self.endpoint, config=self._config.merge(s3v4))

    @cached_property
    def ses(self) -> "SESV2Client":
        """Make a client of MiniStack's own SES: it knows the identities and configuration sets, and it never sends."""
        with self._lock:
            return self.session.client("sesv2", endpoint_url=self.endpoint, config=self._config)
