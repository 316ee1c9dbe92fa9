import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from jsonschema import FormatChecker, validate

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.feit import FEITEN, Feit
from klantmail.domain.interne_taak import Toewijzing
from klantmail.runtime.cloudevents import cloudevent, feit_van, velden
from openapi.gebeurtenissen import schema
from tests.support.builders import ANNA, taak, zaak
from tests.support.fakes import BEGIN
from tests.support.feiten import alle_feiten
from tests.unit.domain.test_feit import met_geschiedenis, vervolgstap

OIN = "00000001002564440000"
END = taak().verwerkt(BEGIN + timedelta(days=1), resultaat="Klaar", vervolg=None, idempotency_key="s", vingerafdruk="v")
FOLLOWED = replace(met_geschiedenis(), vervolgstappen=(vervolgstap(Afhandelsoort.ZAAK, 2, 60),))
ALLE = list(alle_feiten([FOLLOWED], [END, taak(2, aan=Toewijzing(None, ANNA.identificatie))], [zaak()]))


@pytest.mark.parametrize("feit", ALLE, ids=lambda feit: feit.soort)
def test_an_event_says_all_of_its_feit_and_only_what_the_profile_allows(feit: Feit) -> None:
    """https://gitdocumentatie.logius.nl/publicatie/notificatieservices/CloudEvents-NL/"""
    event = json.loads(json.dumps(cloudevent(feit, OIN)))
    assert feit_van(event) == feit
    assert event["specversion"] == "1.0"
    assert event["source"] == f"urn:nld:oin:{OIN}:systeem:klantmail"
    assert re.fullmatch(r"nl\.klantcontacten\.[a-z-]+", event["type"])
    assert all(re.fullmatch(r"[a-z0-9]{1,20}", attribute) for attribute in event)
    assert len(json.dumps(event)) < 64 * 1024
    validate(event, schema(type(feit)), format_checker=FormatChecker())


def test_all_kinds_of_feit_are_told_above() -> None:
    assert {type(feit) for feit in ALLE} == set(FEITEN)
    assert all("tijdstip" not in velden(kind) for kind in FEITEN)


def test_an_event_whose_id_is_not_that_of_its_feit_is_none_of_ours() -> None:
    event = cloudevent(ALLE[0], OIN)
    with pytest.raises(ValueError, match="not that of its feit"):
        feit_van(event | {"id": cloudevent(ALLE[1], OIN)["id"]})
    with pytest.raises(KeyError):
        feit_van(event | {"type": "nl.klantcontacten.iets-anders"})


def test_the_same_feit_of_another_moment_is_another_event() -> None:
    later = replace(ALLE[0], tijdstip=ALLE[0].tijdstip + timedelta(milliseconds=1))
    assert cloudevent(later, OIN)["id"] != cloudevent(ALLE[0], OIN)["id"]
