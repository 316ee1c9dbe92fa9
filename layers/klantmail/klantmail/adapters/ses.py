"""The sending through SES: one attempt, and an honest account of what became of it."""

from typing import TYPE_CHECKING, Final

from botocore.config import Config
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, HTTPClientError

from klantmail.adapters.aws import Aws
from klantmail.domain.verzending import Verzending
from klantmail.ports.postkantoor import MisschienVerzonden, NietVerzonden, Verzonden
from klantmail.runtime.gebeurtenissen import TAG_POGING, TAG_VERZENDING, ses_maildomein

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

_ZONDER_HERHALING: Final = Config(retries={"total_max_attempts": 1, "mode": "standard"}, connect_timeout=5, read_timeout=20)
"""The configuration of a client that repeats nothing: botocore may not send a mail again that may have left."""
_VOL: Final = frozenset({"TooManyRequestsException", "ThrottlingException", "LimitExceededException", "SendingPausedException"})
_ONZE_INSTELLING: Final = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "AccountSuspendedException",
        "MailFromDomainNotVerifiedException",
        "NotFoundException",
    }
)
"""The codes of refusals by the way our account is set up: its rights, its configuration set, its domain."""
_TIJDELIJK: Final = _VOL | _ONZE_INSTELLING
"""The codes of refusals after which the same mail may be accepted later.

https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
"""


class SesPostkantoor:
    """The `SendEmail` of SES v2 with the raw mail.

    Args:
        client: a client with retries switched off: only a person or an SES event may settle a doubtful attempt
            (decision 9).
        regio: AWS region.
        configuratieset: its events come back by our tags.
    """

    def __init__(self, client: "SESV2Client", regio: str, configuratieset: str) -> None:
        self._client = client
        self._domein = ses_maildomein(regio)
        self._configuratieset = configuratieset

    def verstuur(self, verzending: Verzending, mail: bytes) -> Verzonden | NietVerzonden | MisschienVerzonden:
        try:
            response = self._client.send_email(
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
        return Verzonden(f"<{response['MessageId']}@{self._domein}>")


def postkantoor(aws: Aws) -> SesPostkantoor:
    van = aws.instellingen
    return SesPostkantoor(aws.client("sesv2", _ZONDER_HERHALING), van.regio, van.configuratieset)


def _uit_antwoord(fout: ClientError) -> NietVerzonden | MisschienVerzonden:
    code = fout.response["Error"]["Code"]
    status = fout.response["ResponseMetadata"]["HTTPStatusCode"]
    if 400 <= status < 500:
        return NietVerzonden(code, tijdelijk=code in _TIJDELIJK)
    return MisschienVerzonden(f"{code} ({status})")
