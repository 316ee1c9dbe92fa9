"""Every kind of item is destroyed with its mail, or has a reason to be kept."""

import importlib
import pkgutil
import re
from typing import Final

from klantmail.adapters import dynamodb
from klantmail.adapters.dynamodb import table
from klantmail.adapters.dynamodb.table import Item
from tests.support.kinds import BY_ITSELF, FOR_A_WEEK, HANDED_OUT, NOT_HANDED_OUT, OF_NO_CITIZEN, WITH_A_MAIL

_KINDS: Final = WITH_A_MAIL | FOR_A_WEEK.keys() | OF_NO_CITIZEN.keys()
_KEYS: Final = {
    "stand": "VANGNET",
    "notitie": "NOTITIES",
    "rectificatie": "RECTIFICATIES",
    "concept": "CONCEPTEN",
    "zoekterm": "ZOEK",
}
"""The partition key of each kind whose key is not named after it."""


def test_a_kind_of_item_is_destroyed_with_its_mail_or_has_a_reason_to_be_kept() -> None:
    assert not WITH_A_MAIL & OF_NO_CITIZEN.keys()
    assert WITH_A_MAIL | FOR_A_WEEK.keys() > BY_ITSELF > FOR_A_WEEK.keys()


def test_what_is_held_with_a_mail_is_handed_out_or_has_a_reason_not_to_be() -> None:
    assert not HANDED_OUT & NOT_HANDED_OUT.keys()
    assert HANDED_OUT | NOT_HANDED_OUT.keys() == WITH_A_MAIL


def test_no_kind_of_item_is_forgotten() -> None:
    """The models are all that writes items, each with a soort of its own."""
    assert _models().keys() == _KINDS


def test_the_description_of_the_table_names_each_of_them() -> None:
    described = set(re.findall(r"^([A-Z]+)(?:#<\w+>)* {2,}\S", str(table.__doc__), re.MULTILINE))
    assert described == _KINDS


def test_what_goes_by_itself_has_the_attribute_that_the_table_goes_by() -> None:
    with_an_end = {
        kind for kind, model in _models().items() if "vervaltOp" in {of.attr_name for of in model.get_attributes().values()}
    }
    assert with_an_end == BY_ITSELF


def _models() -> dict[str, type[Item]]:
    """The model of each kind, by the partition key of its items. A model is known once its module is loaded."""
    for module in pkgutil.iter_modules(dynamodb.__path__):
        importlib.import_module(f"{dynamodb.__name__}.{module.name}")
    attribute = Item._get_discriminator_attribute()
    assert attribute is not None
    models = [each for each in attribute.get_registered_subclasses(Item) if each.__module__.startswith("klantmail.")]
    return {_KEYS.get(kind, kind.upper()): each for each in models if (kind := str(attribute.get_discriminator(each)))}
