"""The known differences between an engine and DynamoDB.

A difference that is gone fails too, so that this list stays true; only a lost race may end well by chance.
"""

from typing import Final

_NOT_AT_ONCE: Final = (
    "moto copies its tables before a transaction and puts the copy back when it is cancelled, without a lock: transactions "
    "at once undo each other's work"
)
_MARK: Final = "moto does not look at ClientRequestToken: a transaction that is sent again meets its own work"
_STREAM: Final = "moto answers DescribeStream with 404 (Not yet implemented)"
_EENHEDEN: Final = "moto says 1 unit of any write and 0.5 of any read, whatever the size, and leaves the indexes out"
_FOUR_TIMES: Final = (
    "DynamoDB Local counts what a transaction writes four times, indexes too: DynamoDB twice, and its indexes once"
)

DIFFERENCES: Final[dict[tuple[str, str], str]] = {
    ("moto", "test_of_twenty_transactions_at_once_on_one_mail_one_is_stored_whole"): _NOT_AT_ONCE,
    ("moto", "test_an_afhandeling_and_a_take_over_at_once_are_one_of_the_two_whole"): _NOT_AT_ONCE,
    ("moto", "test_transactions_on_different_mails_do_not_hinder_each_other"): _NOT_AT_ONCE,
    ("moto", "test_a_transaction_that_is_sent_again_with_its_token_is_not_refused_by_its_own_work"): _MARK,
    ("moto", "test_a_token_of_another_transaction_is_refused"): _MARK,
    ("moto", "test_the_stream_tells_of_each_item_of_an_afhandeling_once_with_its_new_image"): _STREAM,
    ("moto", "test_capacity_of_reading_an_item_one_that_is_not_there_and_an_index"): _EENHEDEN,
    ("moto", "test_capacity_of_a_change_beside_the_indexes_of_moving_an_entry_and_of_taking_it_out"): _EENHEDEN,
    ("moto", "test_capacity_of_a_transaction"): _EENHEDEN,
    ("DynamoDB Local", "test_capacity_of_a_transaction"): _FOUR_TIMES,
}
"""The behaviour of an engine in a test, where it differs."""

RIGHT_BY_CHANCE: Final = frozenset({_NOT_AT_ONCE})
"""Differences that do not show in every run."""
