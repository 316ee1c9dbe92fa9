"""The proof of least privilege.

Taking a right out takes that and nothing else, and keys are held against requests.
"""

from typing import Any

import pytest

from tests.proofs.iam.leading_keys import Asked, Limit, findings
from tests.proofs.iam.roles import Right, without_right

READING: dict[str, Any] = {"Sid": "Lezen", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["a", "b"]}
BERICHT = frozenset({"EMAILBERICHT#1"})
CONTACT = frozenset({"KLANTCONTACT#1"})


def _all_in(document: dict[str, Any]) -> set[tuple[str, str]]:
    left: set[tuple[str, str]] = set()
    for statement in document["Statement"]:
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        left |= {(action, resource) for action in actions for resource in statement["Resource"]}
    return left


def test_taking_a_right_out_leaves_every_other_right() -> None:
    document = {
        "Version": "2012-10-17",
        "Statement": [READING, READING | {"Sid": "Nog", "Action": "s3:GetObject", "Resource": ["a"]}],
    }
    assert _all_in(without_right(document, Right("s3:GetObject", "a"))) == {
        ("s3:GetObject", "b"),
        ("s3:PutObject", "a"),
        ("s3:PutObject", "b"),
    }
    assert without_right(document, Right("s3:GetObject", "c")) == document


@pytest.mark.parametrize(
    ("requested", "granted", "said"),
    [
        (BERICHT, [frozenset({"EMAILBERICHT#*"})], []),
        (CONTACT, [frozenset({"EMAILBERICHT#*", "KLANTCONTACT#*"})], ["may GetItem on EMAILBERICHT#*, and never does"]),
        (
            BERICHT | CONTACT,  # one request is judged by one statement
            [frozenset({"EMAILBERICHT#*"}), frozenset({"KLANTCONTACT#*"})],
            ["asks GetItem on EMAILBERICHT, KLANTCONTACT, and its LeadingKeys do not allow that"],
        ),
    ],
)
def test_keys_that_aws_would_refuse_and_keys_that_nobody_asks_for_are_told(
    requested: frozenset[str], granted: list[frozenset[str]], said: list[str]
) -> None:
    limits = [Limit("GetItem", patterns) for patterns in granted]
    assert list(findings({Asked("GetItem", requested)}, limits)) == said
