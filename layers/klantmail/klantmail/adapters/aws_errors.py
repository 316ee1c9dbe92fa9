"""The translation to NietBeschikbaar of calls that AWS does not answer, or refuses for its own sake.

These are calls that may be made again without harm, behind botocore's own repetitions: reads, and objects that are
written under a name of their own. Writes to the table are not among them: one that got no answer may have been done,
which `writing.py` tells apart.
"""

from http import HTTPStatus
from typing import Any, Final, NoReturn

from botocore.session import Session

from klantmail.domain.fouten import NietBeschikbaar

_HERHAALBAAR: Final = (
    *("cloudwatch-logs.StartQuery", "cloudwatch-logs.GetQueryResults"),
    *("dynamodb.GetItem", "dynamodb.BatchGetItem", "dynamodb.Query"),
    "eventbridge.PutEvents",
    *("s3.GetObject", "s3.HeadObject", "s3.ListObjectsV2", "s3.PutObject"),
)
TE_DRUK: Final = frozenset(
    {"ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded", "TransactionConflictException"}
)
"""The codes of a refusal with 400 of a request that is not wrong.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
"""
_NIET_NU: Final = TE_DRUK | {"LimitExceededException"}
"""The same codes, and that of CloudWatch Logs, also with 400, while thirty searches of the account run at once.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
"""


def meld_storingen(session: Session) -> None:
    """Have the clients of this session raise NietBeschikbaar for a call that got
    no answer, or none that says anything.
    """
    for aanroep in _HERHAALBAAR:
        session.register(f"after-call-error.{aanroep}", _without_response)
        session.register(f"after-call.{aanroep}", _with_response)


def _without_response(**gebeurtenis: Any) -> NoReturn:
    fout: Exception = gebeurtenis["exception"]
    raise NietBeschikbaar(type(fout).__name__) from fout


def _with_response(**gebeurtenis: Any) -> None:
    parsed = gebeurtenis["parsed"]
    code = parsed.get("Error", {}).get("Code", "")
    if parsed["ResponseMetadata"]["HTTPStatusCode"] >= HTTPStatus.INTERNAL_SERVER_ERROR or code in _NIET_NU:
        raise NietBeschikbaar(str(code))
