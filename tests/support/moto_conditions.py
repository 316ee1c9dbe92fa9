"""Moto's conditions at the price of one reading.

Moto cuts a condition into words anew for each item that it is held against, and compiles six patterns for each word.
A condition of Klantmail is one of some dozens, so each is cut once here:
`tests/integration/adapters/dynamodb/test_moto_conditions.py`.
"""

from collections import deque
from functools import cache
from typing import Any

from moto.dynamodb.comparisons import ConditionExpressionParser


@cache
def cheap_conditions() -> None:
    """Have moto cut each condition into words once, from now on."""
    whole = ConditionExpressionParser._lex_condition_expression

    @cache
    def words(expression: str) -> tuple[Any, ...]:
        return tuple(whole(ConditionExpressionParser(expression, None, None)))

    def lex(parser: ConditionExpressionParser) -> deque[Any]:
        return deque(words(parser.condition_expression or ""))

    ConditionExpressionParser._lex_condition_expression = lex  # type: ignore[method-assign, assignment]
