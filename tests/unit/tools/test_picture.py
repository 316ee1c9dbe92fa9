"""The pictures of the documentation: nothing is left out of them, and what cannot be drawn is an error."""

from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest

from tools.picture.__main__ import PROJECT, pictures
from tools.picture.packages import direct, imports_of_layer, levels
from tools.picture.template import Trigger, functions_of

_FUNCTIONS: Final = functions_of(PROJECT / "template.yaml")
_IMPORTS: Final = imports_of_layer()


def _words(picture: str) -> str:
    return " ".join(ElementTree.fromstring(pictures()[PROJECT / "docs" / picture]).itertext())  # noqa: S314  # drawn by ourselves


def test_every_function_of_the_template_is_in_the_picture() -> None:
    words = _words("architecture.svg")
    assert _FUNCTIONS
    assert [function.name for function in _FUNCTIONS if function.name not in words] == []


def test_every_package_of_the_layer_is_in_the_picture() -> None:
    words = _words("packages.svg")
    assert {"api", "adapters", "usecases", "domain", "ontleden"} <= _IMPORTS.keys()
    assert [package for package in _IMPORTS if package not in words] == []


def test_a_function_is_told_by_what_starts_it() -> None:
    triggers = {function.name: function.trigger for function in _FUNCTIONS}
    assert triggers["ontvangen"] is Trigger.DIRECT
    assert triggers["inzien"] is Trigger.API
    assert triggers["verzenden"] is Trigger.STREAM
    assert triggers["bezorgstatus"] is Trigger.BUS
    assert triggers["vangnet"] is Trigger.SCHEDULE


def test_a_function_with_another_kind_of_event_cannot_be_drawn(tmp_path: Path) -> None:
    template = tmp_path / "template.yaml"
    template.write_text(
        "Resources: {New: {Type: AWS::Serverless::Function, "
        "Properties: {CodeUri: functions/new, Description: New, Events: {A: {Type: SNS}}}}}",
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match="SNS"):
        functions_of(template)


def test_a_package_stands_above_what_it_imports() -> None:
    assert levels({"api": {"domain"}, "adapters": {"ports"}, "ports": {"domain"}, "domain": set()}) == [
        ["adapters"],
        ["api", "ports"],
        ["domain"],
    ]


def test_packages_that_import_each_other_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="circle"):
        levels({"one": {"two"}, "two": {"one"}})


def test_an_import_that_follows_from_others_has_no_arrow() -> None:
    assert direct({"api": {"usecases", "domain"}, "usecases": {"domain"}, "domain": set()}) == {
        ("api", "usecases"),
        ("usecases", "domain"),
    }
