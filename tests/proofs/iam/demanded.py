"""The rights that AWS demands of a role and the local AWS does not, so that nothing misses them here.

Each has the page that says so.
"""

from dataclasses import dataclass
from typing import Final

_AWS: Final = "https://docs.aws.amazon.com"


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand of AWS. Args: functies: directories of `functions/`; empty when it holds for every function."""

    action: str
    why: str
    page: str
    functions: frozenset[str] = frozenset()


DEMANDS: Final = (
    Demand(
        "kms:Decrypt",
        "the table is under a key of our own: who reads or writes it, uses that key",
        f"{_AWS}/kms/latest/developerguide/services-dynamodb.html",
    ),
    Demand(
        "kms:GenerateDataKey",
        "the buckets are under a key of our own: who writes an object, uses that key",
        f"{_AWS}/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    ),
    Demand(
        "s3:ListBucket",
        "without it a missing object is a 403, as if it were forbidden",
        f"{_AWS}/AmazonS3/latest/API/API_GetObject.html",
        frozenset(
            {
                "ontvangen",
                "verzenden",
                "registreren",
                "inzien",
                "beantwoorden",
                "doorzetten",
                "taken",
                "raadplegen",
                "verzamelen",
            }
        ),
    ),
    Demand(
        "logs:StartQuery",
        "AWS documents the ARN of a log group with and without `:*`, and the local one asks for the latter",
        f"{_AWS}/service-authorization/latest/reference/list_amazoncloudwatchlogs.html",
        frozenset({"raadplegen", "verzamelen"}),
    ),
    Demand(
        "ssm:GetParameters",
        "a function reads its lists when it starts, and has started here before the right is taken",
        f"{_AWS}/systems-manager/latest/APIReference/API_GetParameters.html",
        frozenset({"beantwoorden", "doorzetten", "inrichting", "inzien", "ontvangen", "taken"}),
    ),
    Demand(
        "sqs:SendMessage",
        "Lambda puts what failed for good in the queue, under the role of the function; SAM writes it",
        f"{_AWS}/lambda/latest/dg/invocation-async-retain-records.html",
        frozenset(
            {"ontvangen", "verzenden", "bezorgstatus", "registreren", "vertellen", "tellen", "vangnet", "vegen", "vernietigen"}
        ),
    ),
)

MANAGED: Final[dict[str, str]] = {
    "AWSLambdaBasicExecutionRole": f"{_AWS}/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html",
    "AWSLambdaDynamoDBExecutionRole": f"{_AWS}/aws-managed-policy/latest/reference/AWSLambdaDynamoDBExecutionRole.html",
    "AWSLambdaSQSQueueExecutionRole": f"{_AWS}/aws-managed-policy/latest/reference/AWSLambdaSQSQueueExecutionRole.html",
    "AWSLambdaVPCAccessExecutionRole": f"{_AWS}/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html",
    "AWSXrayWriteOnlyAccess": f"{_AWS}/aws-managed-policy/latest/reference/AWSXrayWriteOnlyAccess.html",
}
"""Policies of AWS that SAM attaches."""


def demanded_by(function: str, action: str) -> Demand | None:
    """Return the demand of AWS for this right; None when there is none."""
    return next((each for each in DEMANDS if each.action == action and function in (each.functions or {function})), None)
