"""Writes to the table: the conditions that every item shares, the one transaction, the meaning of a failed write."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from botocore.exceptions import ClientError
from pynamodb.attributes import NumberAttribute
from pynamodb.exceptions import DeleteError, PutError, PynamoDBException, TransactWriteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from klantmail.adapters.aws_errors import TE_DRUK
from klantmail.adapters.dynamodb.table import Item, Table
from klantmail.adapters.dynamodb.weight import MAX_ITEM, MAX_TRANSACTION, check_transaction, too_heavy, weight
from klantmail.domain.fouten import Botsing, Geweigerd, OngeldigeInvoer, OpslagFout, OpslagOnbekend, UploadGebruikt

_CONDITION: Final = "ConditionalCheckFailed"
WRITE_ERRORS: Final[Mapping[str, type[OpslagFout]]] = {
    _CONDITION: Geweigerd,
    "ConditionalCheckFailedException": Geweigerd,
    **dict.fromkeys(TE_DRUK, Botsing),
    "TransactionConflict": Botsing,
    "TransactionInProgressException": Botsing,
    "ThrottlingError": Botsing,
    "ProvisionedThroughputExceeded": Botsing,
}
"""The meaning of each code: of a write, or of one action of a cancelled transaction. Nothing was written then.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
Any other code leaves it open whether the write took place.
"""
_INVALID: Final = frozenset({"ValidationException", "ValidationError"})
"""The codes of a write that DynamoDB will never do. One whose item became too heavy has `size` in its words."""


def nieuw() -> Condition:
    return Item.pk.does_not_exist()


def bestaat() -> Condition:
    return Item.pk.exists()


def volgt_op(attribuut: NumberAttribute, versie: int) -> Condition:
    """Return the condition that the version before this one is stored; of the first version, that none is stored."""
    return attribuut == versie - 1 if versie > 1 else nieuw()


@dataclass(frozen=True, slots=True)
class Check:
    """A condition on an item that the transaction does not write."""

    model: type[Item]
    table_key: tuple[str, str]
    condition: Condition

    def add_to(self, transaction: TransactWrite) -> None:
        transaction.condition_check(self.model, *self.table_key, condition=self.condition)


@dataclass(frozen=True, slots=True)
class New:
    """An item that is not there yet."""

    item: Item
    upload: UUID | None = None
    """The upload that the item says was used: a refusal names it."""

    def add_to(self, transaction: TransactWrite) -> None:
        transaction.save(self.item, condition=nieuw())


@dataclass(frozen=True, slots=True)
class Put:
    """An item that replaces the one that is there, if the guard allows it."""

    item: Item
    guard: Condition | None = None

    def add_to(self, transaction: TransactWrite) -> None:
        transaction.save(self.item, condition=self.guard)


@dataclass(frozen=True, slots=True)
class Update:
    """A change of an item, if the guard allows it; without one, a change that may come twice."""

    item: Item
    actions: list[Action]
    guard: Condition | None
    heaviest: int = MAX_ITEM
    """Bytes that the item has at most, whatever is changed in it."""

    def add_to(self, transaction: TransactWrite) -> None:
        transaction.update(self.item, actions=self.actions, condition=self.guard)


@dataclass(frozen=True, slots=True)
class Delete:
    """An item that goes, if it is there."""

    item: Item

    def add_to(self, transaction: TransactWrite) -> None:
        transaction.delete(self.item)


type Write = Check | Delete | New | Put | Update
_ORDER: Final[Mapping[type[Any], int]] = {Check: 0, Delete: 1, New: 2, Put: 2, Update: 3}
"""PynamoDB sends the checks first, then the deletes, the puts, and the updates. The reasons of a cancelled transaction
come in that order.
"""


def transact(table: Table, *writes: Write) -> None:
    """Write all of it or nothing: the one place that makes a TransactWriteItems.

    Raises: Geweigerd (UploadGebruikt), Botsing, OpslagOnbekend; OngeldigeInvoer (too heavy ever to be stored).
    """
    in_order = sorted(writes, key=lambda write: _ORDER[type(write)])
    _weigh(in_order)
    with vertaald(in_order), TransactWrite(connection=table.connection) as transaction:
        for write in in_order:
            write.add_to(transaction)


def write(change: Update) -> None:
    """Make one change by itself, which takes half the units of a transaction of one.

    When the answer is lost, botocore sends the change again. Unlike a transaction, it has no token by which DynamoDB
    knows a repetition, so its guard may refuse what it did itself. A caller must therefore read back after a refusal.

    Raises: as `transact`.
    """
    with vertaald():
        change.item.update(change.actions, condition=change.guard)


def _weigh(writes: Sequence[Write]) -> None:
    """Weigh a transaction. An item that is changed may be as heavy as one of its kind. Raises: OngeldigeInvoer."""
    new = [write.item for write in writes if isinstance(write, New | Put)]
    if len(writes) * MAX_ITEM > MAX_TRANSACTION:  # a few items are never too heavy together
        changed = sum(write.heaviest for write in writes if isinstance(write, Update))
        check_transaction(sum(weight(item.serialize()) for item in new) + changed, len(writes))


def vertaal(fout: PynamoDBException, writes: Sequence[Write] = ()) -> OpslagFout | OngeldigeInvoer:
    """Tell what a failed write means: the one place that reads DynamoDB's codes.

    Args:
        writes: the actions of the transaction, in the order of its reasons.
    """
    # PynamoDB's own look-up of the code fails on botocore's errors without an answer, whose `response` is None.
    code = fout.cause_response_code if isinstance(fout.cause, ClientError) else None
    reasons = fout.cancellation_reasons if isinstance(fout, TransactWriteError) else []
    codes: list[str | None] = [reason.code for reason in reasons if reason] or [code]
    said = [str(reason.message) for reason in reasons if reason] or [str(fout.cause_response_message if code else "")]
    if any(een in _INVALID and "size" in words.lower() for een, words in zip(codes, said, strict=True)):
        return too_heavy()
    meanings = {WRITE_ERRORS.get(een or "") for een in codes}
    if Geweigerd in meanings:
        used = frozenset(
            write.upload
            for write, reason in zip(writes, reasons, strict=False)
            if isinstance(write, New) and write.upload and reason is not None and reason.code == _CONDITION
        )
        return UploadGebruikt(used) if used else Geweigerd(str(code))
    if Botsing in meanings:
        return Botsing(str(code))
    return OpslagOnbekend(f"{code or type(fout.cause).__name__}")


@contextmanager
def vertaald(writes: Sequence[Write] = ()) -> Iterator[None]:
    """Let writes inside raise Geweigerd (UploadGebruikt, for one of `writes`), Botsing or OpslagOnbekend.

    They raise OngeldigeInvoer when an item became too heavy to be stored.
    """
    try:
        yield
    except (PutError, UpdateError, DeleteError, TransactWriteError) as fout:
        raise vertaal(fout, writes) from fout
