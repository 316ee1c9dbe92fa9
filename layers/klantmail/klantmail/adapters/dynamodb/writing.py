"""Writes to the table: the conditions that every item shares, and the meaning of a failed write."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from botocore.exceptions import ClientError
from pynamodb.exceptions import PutError, PynamoDBException, TransactWriteError, UpdateError
from pynamodb.expressions.condition import Condition

from klantmail.adapters.aws_errors import TE_DRUK
from klantmail.adapters.dynamodb.table import Item
from klantmail.domain.document import Uploadgebruik
from klantmail.domain.fouten import Botsing, Geweigerd, OpslagFout, UitkomstOnbekend, UploadGebruikt
from klantmail.ports.registers import Record

_CONDITIE: Final = "ConditionalCheckFailed"
_BOTSINGEN: Final = TE_DRUK | {
    "TransactionConflict",
    "TransactionInProgressException",
    "ThrottlingError",
    "ProvisionedThroughputExceeded",
}
"""These codes, and the reasons of a cancelled transaction, mean that nothing was written.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
"""


def nieuw() -> Condition:
    return Item.pk.does_not_exist()


def bestaat() -> Condition:
    return Item.pk.exists()


def vertaal(fout: PynamoDBException, records: Sequence[Record | None] = ()) -> OpslagFout:
    """Tell the meaning of a failed write for what is stored. This is the one place that reads DynamoDB's codes.

    Args:
        records: the records that the transaction put first, in this order, with None for each check of a condition
            before. The reasons of a cancelled transaction come in the order of its actions, in which PynamoDB has
            checks, then puts, then updates.
    """
    # PynamoDB's own look-up of the code fails on botocore's errors without an answer, whose `response` is None.
    code = fout.cause_response_code if isinstance(fout.cause, ClientError) else None
    redenen = fout.cancellation_reasons if isinstance(fout, TransactWriteError) else []
    codes: set[str | None] = {reden.code for reden in redenen if reden} or {code}
    if _CONDITIE in codes or "ConditionalCheckFailedException" in codes:
        gebruikt = frozenset(
            record.identificatie
            for record, reden in zip(records, redenen, strict=False)
            if isinstance(record, Uploadgebruik) and reden is not None and reden.code == _CONDITIE
        )
        return UploadGebruikt(gebruikt) if gebruikt else Geweigerd(str(code))
    if codes & _BOTSINGEN:
        return Botsing(str(code))
    return UitkomstOnbekend(f"{code or type(fout.cause).__name__}")


@contextmanager
def vertaald(records: Sequence[Record | None] = ()) -> Iterator[None]:
    """Have writes inside raise Geweigerd (UploadGebruikt, for one of `records`), Botsing or UitkomstOnbekend."""
    try:
        yield
    except (PutError, UpdateError, TransactWriteError) as fout:
        raise vertaal(fout, records) from fout
