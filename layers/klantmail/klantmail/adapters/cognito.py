"""The logins, in the user pool of Cognito."""

from typing import TYPE_CHECKING, Final

from botocore.config import Config

from klantmail.adapters.aws import Aws
from klantmail.domain.aanmelding import Gebruiker

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

_BINNEN_VIJF_SECONDEN: Final = Config(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 2, "mode": "standard"})
"""Cognito waits five seconds for a function that makes tokens, and then asks once more.

https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
"""
ROLCLAIM: Final = "custom:rollen"


class CognitoGebruikers:
    """The users of a pool. Its errors are those of boto3: a login that cannot be given its groups fails."""

    def __init__(self, client: "CognitoIdentityProviderClient") -> None:
        self._client = client

    def voeg_toe(self, gebruiker: Gebruiker, groep: str) -> None:
        self._client.admin_add_user_to_group(UserPoolId=gebruiker.pool, Username=gebruiker.naam, GroupName=groep)

    def haal_weg(self, gebruiker: Gebruiker, groep: str) -> None:
        self._client.admin_remove_user_from_group(UserPoolId=gebruiker.pool, Username=gebruiker.naam, GroupName=groep)

    def vergeet_rolclaim(self, gebruiker: Gebruiker) -> None:
        self._client.admin_delete_user_attributes(
            UserPoolId=gebruiker.pool, Username=gebruiker.naam, UserAttributeNames=[ROLCLAIM]
        )


def gebruikers(aws: Aws) -> CognitoGebruikers:
    return CognitoGebruikers(aws.client("cognito-idp", _BINNEN_VIJF_SECONDEN))
