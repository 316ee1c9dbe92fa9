"""A condition is cut into words as moto itself does, and holds for the same items."""

import boto3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto.dynamodb.comparisons import ConditionExpressionParser

from tests.support.aws import ENVIRONMENT, REGION

_WORDS: st.SearchStrategy[str] = st.sampled_from(
    ["#a", ":v", "attribute_exists", "(", ")", " AND ", " OR ", "NOT ", "=", "<>", "<", ">=", ",", "#a.#b[0]", " IN ", " ", "!"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # the first one sets moto up
@given(expression=st.lists(_WORDS, max_size=12).map("".join))
def test_a_condition_is_cut_as_moto_itself_does_also_the_second_time(aws: None, expression: str) -> None:  # noqa: ARG001
    ours = ConditionExpressionParser._lex_condition_expression
    (whole,) = [
        cell.cell_contents
        for words in ours.__closure__ or ()
        for cell in words.cell_contents.__wrapped__.__closure__
        if callable(cell.cell_contents)
    ]

    def cut(by: object) -> object:
        try:
            return list(by(ConditionExpressionParser(expression, None, None)))  # type: ignore[operator]
        except ValueError as error:
            return str(error)

    assert [cut(ours), cut(ours)] == [cut(whole)] * 2


def test_the_same_condition_holds_for_one_item_and_not_for_another(aws: None) -> None:  # noqa: ARG001
    client = boto3.client("dynamodb", region_name=REGION)
    for key, value in (("A", "1"), ("B", "2"), ("C", "1")):
        client.put_item(TableName=ENVIRONMENT["TABEL"], Item={"PK": {"S": key}, "SK": {"S": "X"}, "waarde": {"S": value}})
    held = []
    for key in ("A", "B", "C"):
        try:
            client.delete_item(
                TableName=ENVIRONMENT["TABEL"],
                Key={"PK": {"S": key}, "SK": {"S": "X"}},
                ConditionExpression="#w = :w AND attribute_exists(PK)",
                ExpressionAttributeNames={"#w": "waarde"},
                ExpressionAttributeValues={":w": {"S": "1"}},
            )
            held.append(key)
        except client.exceptions.ConditionalCheckFailedException:
            pass
    assert held == ["A", "C"]
