"""The right to send: the caller's key has to exist, and its
role has to allow it, as everywhere else under AUTH=true.
"""

import re
from hashlib import sha256
from typing import Final

from klantmail_local.aws import ACCESS_KEY, Aws
from klantmail_local.ses_sending import SesError

_ACTIONS: Final = ("ses:SendEmail", "ses:SendRawEmail")
"""The actions that raw content needs, also with SES v2.

https://repost.aws/knowledge-center/amazon-ses-send-email-unauthorized-error
"""
_ACCESS_KEY: Final = re.compile(r"AWS4-HMAC-SHA256 Credential=([A-Za-z0-9]+)/\d{8}/[a-z0-9-]+/ses/aws4_request,")


class SendingRights:
    def __init__(self, aws: Aws) -> None:
        self._aws = aws
        self._roles: dict[str, str] = {}

    def check(self, authorization: str, resources: tuple[str, ...]) -> None:
        """Check that the caller may send on all of these.

        Args:
            authorization: the request's Authorization header. The key in it is looked up; its signature is not checked.
            resources: ARNs of the identity and the configuration set.
        Raises: SesError (403).
        """
        access_key = _ACCESS_KEY.match(authorization)
        if access_key is None:
            raise SesError(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
        if access_key[1] == ACCESS_KEY:
            return
        role = self._role(access_key[1])
        for resource in resources:
            response = self._aws.iam.simulate_principal_policy(
                PolicySourceArn=role, ActionNames=_ACTIONS, ResourceArns=[resource]
            )
            for verdict in response["EvaluationResults"]:
                if verdict["EvalDecision"] != "allowed":
                    what = f"{role} is not authorized to perform {verdict['EvalActionName']} on resource {resource}"
                    raise SesError(403, "AccessDeniedException", what)

    def _role(self, access_key: str) -> str:
        if access_key not in self._roles:
            self._roles = self._access_keys_of_functions()
        try:
            return self._roles[access_key]
        except KeyError:
            explanation = "The security token included in the request is invalid."
            raise SesError(403, "UnrecognizedClientException", explanation) from None

    def _access_keys_of_functions(self) -> dict[str, str]:
        """The ARN of each function's role, by the access key of the function's session.

        MiniStack derives the key from both and tells it to nobody but the function. A version that does so differently
        makes every SendEmail fail, which no test overlooks.
        """
        roles: dict[str, str] = {}
        for page in self._aws.functions.get_paginator("list_functions").paginate():
            for function in page["Functions"]:
                roles[access_key(function["FunctionArn"], function["Role"])] = function["Role"]
        return roles


def access_key(function: str, role: str) -> str:
    """The access key of a function's session, made from the ARNs of the function and its role as MiniStack makes it."""
    return f"ASIA{sha256(f'{function}:{role}'.encode()).hexdigest()[:16].upper()}"
