"""The right to send: the caller's key has to exist, and its
role has to allow it, as everywhere else under AUTH=true.
"""

import re
from hashlib import sha256
from typing import Final

from klantmail_local.aws import ACCESS_KEY, Aws
from klantmail_local.ses_verzending import SesFout

_ACTIES: Final = ("ses:SendEmail", "ses:SendRawEmail")
"""The actions that raw content needs, also with SES v2.

https://repost.aws/knowledge-center/amazon-ses-send-email-unauthorized-error
"""
_ACCESS_KEY: Final = re.compile(r"AWS4-HMAC-SHA256 Credential=([A-Za-z0-9]+)/\d{8}/[a-z0-9-]+/ses/aws4_request,")


class Toegang:
    def __init__(self, aws: Aws) -> None:
        self._aws = aws
        self._rollen: dict[str, str] = {}

    def controleer(self, autorisatie: str, bronnen: tuple[str, ...]) -> None:
        """Check that the caller may send on all of these.

        Args:
            autorisatie: the request's Authorization header. The key in it is looked up; its signature is not checked.
            bronnen: ARNs of the identity and the configuration set.
        Raises: SesFout (403).
        """
        access_key = _ACCESS_KEY.match(autorisatie)
        if access_key is None:
            raise SesFout(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
        if access_key[1] == ACCESS_KEY:
            return
        rol = self._rol(access_key[1])
        for bron in bronnen:
            response = self._aws.iam.simulate_principal_policy(PolicySourceArn=rol, ActionNames=_ACTIES, ResourceArns=[bron])
            for oordeel in response["EvaluationResults"]:
                if oordeel["EvalDecision"] != "allowed":
                    wat = f"{rol} is not authorized to perform {oordeel['EvalActionName']} on resource {bron}"
                    raise SesFout(403, "AccessDeniedException", wat)

    def _rol(self, access_key: str) -> str:
        if access_key not in self._rollen:
            self._rollen = self._access_keys_of_functions()
        try:
            return self._rollen[access_key]
        except KeyError:
            uitleg = "The security token included in the request is invalid."
            raise SesFout(403, "UnrecognizedClientException", uitleg) from None

    def _access_keys_of_functions(self) -> dict[str, str]:
        """The ARN of each function's role, by the access key of the function's session.

        MiniStack derives the key from both and tells it to nobody but the function. A version that does so differently
        makes every SendEmail fail, which no test overlooks.
        """
        rollen: dict[str, str] = {}
        for bladzijde in self._aws.functies.get_paginator("list_functions").paginate():
            for functie in bladzijde["Functions"]:
                rollen[access_key(functie["FunctionArn"], functie["Role"])] = functie["Role"]
        return rollen


def access_key(functie: str, rol: str) -> str:
    """The access key of a function's session, made from the ARNs of the function and its role as MiniStack makes it."""
    return f"ASIA{sha256(f'{functie}:{rol}'.encode()).hexdigest()[:16].upper()}"
