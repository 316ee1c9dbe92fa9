"""The settings that each function has in a measured start: those that the template gives it."""

import json
from base64 import b64decode

from tests.benchmarks.cold_start import Settings, settings_by_function


def test_a_function_has_its_own_settings_and_those_of_no_other() -> None:
    settings = settings_by_function()
    assert "ZAKEN_API" in settings["doorzetten"].variables
    assert "ZAKEN_API" not in settings["beantwoorden"].variables
    assert set(settings["doorzetten"].lists) == {"EENHEDEN", "ZAAKTYPEN", "ALIASSEN", "MEER_ALIASSEN"}
    assert settings["raadplegen"].lists == {}


def test_its_lists_are_asked_of_parameter_store_and_stand_in_no_environment() -> None:
    settings = Settings(frozenset({"LIJSTEN", "TABEL"}), {"EENHEDEN": "/eenheden"})
    values = {"TABEL": "tabel", "EENHEDEN": "Parken", "GEHEIM": "x"}
    assert settings.with_values(values) == {"TABEL": "tabel", "LIJSTEN": "EENHEDEN=/eenheden"}
    name, status, _, body = settings.answer(values)
    assert (name, status) == ("AmazonSSM.GetParameters", 200)
    assert json.loads(b64decode(body))["Parameters"] == [{"Name": "/eenheden", "Type": "String", "Value": "Parken"}]
