"""The settings that each function has in a measured start: those that the template gives it."""

import json
from base64 import b64decode

from tests.benchmarks.cold_start import environment_of, lists_answer
from tests.support.template import lists_of

VALUES = {"TABEL": "tabel", "EENHEDEN": "Parken", "ZAKEN_API": "https://zaken.example", "GEHEIM": "x"}


def test_a_function_has_its_own_settings_and_those_of_no_other() -> None:
    assert "ZAKEN_API" in environment_of("doorzetten", VALUES)
    assert "ZAKEN_API" not in environment_of("beantwoorden", VALUES)
    assert set(lists_of("doorzetten")) == {"EENHEDEN", "ZAAKTYPEN", "ALIASSEN", "MEER_ALIASSEN"}
    assert lists_of("raadplegen") == {}
    assert environment_of("raadplegen", VALUES) == {"TABEL": "tabel"}


def test_its_lists_are_asked_of_parameter_store_and_stand_in_no_environment() -> None:
    lists = "EENHEDEN=Eenhedenlijst,ZAAKTYPEN=Zaaktypenlijst"
    assert environment_of("inrichting", VALUES) == {"TABEL": "tabel", "LIJSTEN": lists}
    name, status, _, body = lists_answer("inrichting", VALUES)
    assert (name, status) == ("AmazonSSM.GetParameters", 200)
    assert json.loads(b64decode(body))["Parameters"] == [
        {"Name": "Eenhedenlijst", "Type": "String", "Value": "Parken"},
        {"Name": "Zaaktypenlijst", "Type": "String", "Value": ","},
    ]
