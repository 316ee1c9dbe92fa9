"""Sending through SES: one attempt, and an honest account of what became of it."""

from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, HTTPClientError

from klantmail.domein import Verzending
from klantmail.gebeurtenissen import TAG_POGING, TAG_VERZENDING, ses_maildomein
from klantmail.poorten import MisschienVerzonden, NietVerzonden, Verzonden

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

_TIJDELIJK: Final = frozenset(
    {"TooManyRequestsException", "ThrottlingException", "LimitExceededException", "SendingPausedException"}
)
"""https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html"""


class SesPostkantoor:
    """SES v2 `SendEmail` with the raw mail.

    Args:
        client: with retries switched off: only a person or an SES event may settle a doubtful attempt (decision 9).
        regio: AWS region.
        configuratieset: its events come back by our tags.
    """

    def __init__(self, client: "SESV2Client", regio: str, configuratieset: str) -> None:
        self._client = client
        self._domein = ses_maildomein(regio)
        self._configuratieset = configuratieset

    def verstuur(self, verzending: Verzending, mail: bytes) -> Verzonden | NietVerzonden | MisschienVerzonden:
        try:
            antwoord = self._client.send_email(
                FromEmailAddress=verzending.van,
                Destination={"ToAddresses": list(verzending.naar)},
                Content={"Raw": {"Data": mail}},
                EmailTags=[
                    {"Name": TAG_VERZENDING, "Value": str(verzending.identificatie)},
                    {"Name": TAG_POGING, "Value": str(verzending.pogingen)},
                ],
                ConfigurationSetName=self._configuratieset,
            )
        except ClientError as fout:
            return _uit_antwoord(fout)
        except (EndpointConnectionError, ConnectTimeoutError) as fout:
            return NietVerzonden(type(fout).__name__, tijdelijk=True)  # a connection that was never made
        except HTTPClientError as fout:
            return MisschienVerzonden(type(fout).__name__)
        return Verzonden(f"<{antwoord['MessageId']}@{self._domein}>")


def _uit_antwoord(fout: ClientError) -> NietVerzonden | MisschienVerzonden:
    code = fout.response["Error"]["Code"]
    status = fout.response["ResponseMetadata"]["HTTPStatusCode"]
    if 400 <= status < 500:
        return NietVerzonden(code, tijdelijk=code in _TIJDELIJK)
    return MisschienVerzonden(f"{code} ({status})")
