"""The parts of the bill, apart from what is counted: prices with their sources,
and the rules of Lambda's own counting.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import cost
from tests.support.calls import Call, Recording

FILE: dict[str, Any] = json.loads(Path(cost.__file__).with_name("prices.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILE["prices"])
def test_every_price_says_what_it_is_for_where_it_stands_and_how_it_was_read(name: str) -> None:
    entry = FILE["prices"][name]
    assert entry["usd"] > 0
    assert entry["unit"]
    assert entry["source"].startswith("https://")
    assert entry["seen"]
    assert cost.price(name) == entry["usd"]


def test_a_function_waits_in_each_round_for_the_slowest_of_its_calls() -> None:
    latency = FILE["assumptions"]["latency_ms"]
    made = [("GetItem", 1), ("GetObject", 1), ("PutObject", 2), ("PutObject", 2), ("TransactWriteItems", 3)]
    recording = Recording([Call("aws", operation, number, 0) for operation, number in made])
    expected = (latency["GetObject"] + latency["PutObject"] + latency["TransactWriteItems"]) / 1000
    assert cost.waiting(recording) == pytest.approx(expected)


def test_processor_time_costs_the_same_with_less_memory_and_waiting_costs_less(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = 512, 1769
    waits = Recording([Call("dynamodb", "GetItem", 1, 0)])
    for mb, waiting in ((small, 0.5), (large, large / 1024)):
        monkeypatch.setattr(cost, "memory", lambda _, mb=mb: mb)
        assert cost.computing("een", 0.1) == pytest.approx(0.1 * 1769 / 1024)
        assert cost.gb_seconds("een", 0, waits) == pytest.approx(0.010 * waiting)


def test_memory_is_what_the_template_gives() -> None:
    assert (cost.memory("ontvangen"), cost.memory("inzien")) == (512, 1024)


def test_every_function_of_the_bill_is_one_of_the_template() -> None:
    assert all(cost.memory(function) for function in (*cost.FUNCTIONS.values(), *cost.FOLLOWING.values()))
    assert {function for functions in cost._FOLLOWERS.values() for function in functions} == set(cost.FOLLOWING.values())
    assert set(cost.OVER_API) <= cost.FUNCTIONS.keys()
