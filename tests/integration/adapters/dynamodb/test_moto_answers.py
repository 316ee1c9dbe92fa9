"""Moto's answers as the tests use them: what is read is what moto itself would say."""

from typing import Any
from unittest.mock import patch

import boto3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto.core.serialize import BaseJSONSerializer

from tests.support.aws import ENVIRONMENT, REGION

_VALUES: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.one_of(
        st.builds(lambda text: {"S": text}, st.text(max_size=9)),
        st.builds(lambda number: {"N": str(number)}, st.integers(-(10**9), 10**9)),
        st.builds(lambda truth: {"BOOL": truth}, st.booleans()),
        st.just({"NULL": True}),
        st.builds(lambda raw: {"B": raw}, st.binary(min_size=1, max_size=9)),
        st.builds(lambda texts: {"SS": sorted(texts)}, st.sets(st.text(min_size=1, max_size=5), min_size=1, max_size=3)),
        st.builds(lambda raws: {"BS": sorted(raws)}, st.sets(st.binary(min_size=1, max_size=5), min_size=1, max_size=3)),
    ),
    lambda inner: st.one_of(
        st.builds(lambda each: {"L": each}, st.lists(inner, max_size=3)),
        st.builds(lambda each: {"M": each}, st.dictionaries(st.text(min_size=1, max_size=5), inner, max_size=3)),
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each example writes the item anew
@given(value=_VALUES)
def test_an_item_of_all_types_is_answered_as_moto_itself_does(aws: None, value: dict[str, Any]) -> None:  # noqa: ARG001
    client = boto3.client("dynamodb", region_name=REGION)
    key = {"PK": {"S": "A"}, "SK": {"S": "X"}}
    client.put_item(TableName=ENVIRONMENT["TABEL"], Item=key | {"waarde": value})
    answered = client.get_item(TableName=ENVIRONMENT["TABEL"], Key=key)["Item"]
    assert answered == _by_moto_itself(client, key)
    assert answered["waarde"] == value


def _by_moto_itself(client: Any, key: dict[str, Any]) -> Any:
    """Read the item with the answer that moto writes without us."""
    ours = BaseJSONSerializer._serialize_type_structure
    (whole,) = [cell.cell_contents for cell in ours.__closure__ or () if callable(cell.cell_contents)]
    with patch.object(BaseJSONSerializer, "_serialize_type_structure", whole):
        return client.get_item(TableName=ENVIRONMENT["TABEL"], Key=key)["Item"]
