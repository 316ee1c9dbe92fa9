"""The proof of least privilege.

Taking a right out takes that and nothing else, and keys are held against requests.
"""

from typing import Any

import pytest

from tests.proofs.iam.leading_keys import Grens, Vraag, bevindingen
from tests.proofs.iam.roles import Recht, zonder_recht

LEZEN: dict[str, Any] = {"Sid": "Lezen", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["a", "b"]}
BERICHT = frozenset({"EMAILBERICHT#1"})
CONTACT = frozenset({"KLANTCONTACT#1"})


def _over(document: dict[str, Any]) -> set[tuple[str, str]]:
    over: set[tuple[str, str]] = set()
    for regel in document["Statement"]:
        acties = regel["Action"] if isinstance(regel["Action"], list) else [regel["Action"]]
        over |= {(actie, bron) for actie in acties for bron in regel["Resource"]}
    return over


def test_taking_a_right_out_leaves_every_other_right() -> None:
    document = {
        "Version": "2012-10-17",
        "Statement": [LEZEN, LEZEN | {"Sid": "Nog", "Action": "s3:GetObject", "Resource": ["a"]}],
    }
    assert _over(zonder_recht(document, Recht("s3:GetObject", "a"))) == {
        ("s3:GetObject", "b"),
        ("s3:PutObject", "a"),
        ("s3:PutObject", "b"),
    }
    assert zonder_recht(document, Recht("s3:GetObject", "c")) == document


@pytest.mark.parametrize(
    ("gevraagd", "gegeven", "gezegd"),
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
    gevraagd: frozenset[str], gegeven: list[frozenset[str]], gezegd: list[str]
) -> None:
    grenzen = [Grens("GetItem", patronen) for patronen in gegeven]
    assert list(bevindingen({Vraag("GetItem", gevraagd)}, grenzen)) == gezegd
