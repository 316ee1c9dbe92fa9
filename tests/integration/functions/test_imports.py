"""The modules that each function loads when it starts: a cold start waits for all of them, so none may be heavy."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Set
from typing import Any, Final

import pytest

from tests.support.aws import ENVIRONMENT
from tests.support.template import PROJECT

FUNCTIONS: Final = frozenset(path.parent.name for path in (PROJECT / "functions").glob("*/app.py"))
_ACHTER_GEBEURTENISSEN: Final = frozenset(
    {
        "ontvangen",
        "verzenden",
        "bezorgstatus",
        "registreren",
        "vertellen",
        "tellen",
        "indexeren",
        "vangnet",
        "vegen",
        "vernietigen",
        "verzamelen",
    }
)
_OPSTELLEN: Final = frozenset({"beantwoorden", "doorzetten", "ordenen", "taken", "uploads"})
"""The functions that compose a mail, or judge what may go along with one."""
_LEZEN: Final = frozenset({"ontvangen", "vangnet"})
_WITHOUT_AWS: Final = frozenset({"openapi"})

LOAD: Final[Mapping[str, Set[str]]] = {
    "boto3": FUNCTIONS - _WITHOUT_AWS,
    "aws_lambda_powertools.event_handler": FUNCTIONS - _ACHTER_GEBEURTENISSEN - {"herlijsten", "aanmelden"},
    "aws_xray_sdk": _ACHTER_GEBEURTENISSEN,
    "pynamodb": FUNCTIONS - _WITHOUT_AWS - {"uploads", "aanmelden"},
    "pydantic": frozenset(),
    "idna": _LEZEN,
    "klantmail.opstellen.bericht": _OPSTELLEN | _LEZEN - {"vangnet"},
    "ontleden.lezen": _LEZEN,
    "nh3": _LEZEN,
    "pybase64": _LEZEN,
    "klantmail.opstellen.citeren": _OPSTELLEN | _LEZEN - {"vangnet"},
    "klantmail.domain.interne_taak": frozenset(
        {
            "doorzetten",
            "indexeren",
            "inrichting",
            "taken",
            "tellen",
            "vangnet",
            "vernietigen",
            "vertellen",
            "verzamelen",
        }
    ),
    "klantmail.domain.zaak": frozenset(
        {
            "beheren",
            "doorzetten",
            "indexeren",
            "inrichting",
            "registreren",
            "tellen",
            "vangnet",
            "vernietigen",
            "vertellen",
            "verzamelen",
        }
    ),
    "klantmail.adapters.dynamodb.afhandelingen": frozenset({"beantwoorden", "doorzetten"}),
    "klantmail.adapters.dynamodb.bevestigingen": frozenset({"ontvangen", "vernietigen"}),
    "klantmail.adapters.dynamodb.emailbericht_mapping": frozenset(
        {
            "beantwoorden",
            "beheren",
            "doorzetten",
            "herlijsten",
            "indexeren",
            "inrichting",
            "inzien",
            "ontvangen",
            "ordenen",
            "raadplegen",
            "taken",
            "tellen",
            "vernietigen",
            "vertellen",
            "verzamelen",
        }
    ),
    "klantmail.adapters.dynamodb.cijfers": frozenset({"tellen"}),
    "klantmail.adapters.eventbridge": frozenset({"tellen", "vertellen"}),
    "klantmail.adapters.dynamodb.interne_taak_mapping": frozenset(
        {"doorzetten", "taken", "tellen", "vangnet", "vernietigen", "vertellen", "verzamelen"}
    ),
    "klantmail.adapters.dynamodb.klantcontacten": frozenset(
        {"beantwoorden", "doorzetten", "raadplegen", "taken", "vegen", "vernietigen", "verzamelen"}
    ),
    "klantmail.adapters.dynamodb.standaardantwoorden": frozenset({"inrichting"}),
    "klantmail.adapters.dynamodb.standen": frozenset({"beheren", "vangnet"}),
    "klantmail.adapters.dynamodb.uploads": frozenset({"beantwoorden", "doorzetten", "taken", "vernietigen"}),
    "klantmail.adapters.dynamodb.zoekindex": frozenset({"indexeren", "vernietigen"}),
    "klantmail.domain.zoekingang": frozenset({"indexeren", "vernietigen"}),
    "klantmail.adapters.dynamodb.zaken": frozenset(
        {"doorzetten", "indexeren", "registreren", "tellen", "vangnet", "vernietigen", "vertellen", "verzamelen"}
    ),
    "klantmail.adapters.ses": frozenset({"verzenden"}),
    "klantmail.adapters.lambda_sqs": frozenset({"vangnet"}),
    "klantmail.adapters.dynamodb.vernietigingen": frozenset({"vernietigen"}),
    "klantmail.adapters.dynamodb.maildossiers": frozenset({"verzamelen"}),
    "klantmail.opstellen.pakket": frozenset({"verzamelen"}),
    "klantmail.adapters.zgw.zgw": frozenset({"registreren"}),
    "klantmail.api.verzoeken.interne_taak": frozenset(),
    "klantmail.api.verzoeken.antwoord": frozenset({"beantwoorden"}),
    "klantmail.api.responses": frozenset(),
}
"""The functions that load each module that is heavy, or of no use to others, when they start. No others load it."""

_STARTS: Final = frozenset({"klantmail", "klantmail.bootstrap", "klantmail.dataklassen", "klantmail.runtime"}) | {
    *(f"klantmail.bootstrap.{name}" for name in ("wiring", "naslag", "nazorg", "archivering", "parts", "start")),
    *(f"klantmail.runtime.{name}" for name in ("code_file", "gc_freeze")),
}
"""The modules that are loaded before the others come from one file."""

_PROGRAMMA: Final = """
import app, gc, json, sys
eerst = list(sys.modules)[:list(sys.modules).index("klantmail.runtime.layer_modules")]
van = {name: str(getattr(sys.modules[name], "__file__", None)) for name in eerst}
eerst = [name for name, file in van.items() if "site-packages" in file or "/layers/" in file]
told = {"modules": sorted(sys.modules), "eerst": eerst, "ruimt_op": gc.isenabled(), "vast": gc.get_freeze_count()}
json.dump(told, open(sys.argv[1], "w"))
"""
_INSTELLINGEN: Final = {
    "ONTVANGEN": "arn:aws:lambda:eu-west-1:123456789012:function:ontvangen",
    "VERZENDEN": "arn:aws:lambda:eu-west-1:123456789012:function:verzenden",
    "WACHTRIJEN": "ontvangen=https://sqs.eu-west-1.amazonaws.com/123456789012/mislukt",
    "INTAKE_WACHTTIJD_SECONDEN": "900",
    "RONDE_SECONDEN": "80",
    "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
}


@pytest.fixture(scope="module")
def geladen(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """The report of each function after its import, as Lambda imports it."""
    directory = tmp_path_factory.mktemp("geladen")
    for function in sorted(FUNCTIONS):
        path = os.pathsep.join([str(PROJECT / "functions" / function), str(PROJECT / "layers/klantmail")])
        subprocess.run(  # noqa: S603 - ours
            [sys.executable, "-c", _PROGRAMMA, str(directory / function)],
            env=os.environ | ENVIRONMENT | _INSTELLINGEN | {"PYTHONPATH": path},
            cwd=directory,
            check=True,
        )
    return {function: json.loads((directory / function).read_text()) for function in FUNCTIONS}


@pytest.mark.parametrize("module", LOAD)
def test_a_function_loads_nothing_heavy_that_it_can_do_without(geladen: Mapping[str, Any], module: str) -> None:
    assert {function for function in FUNCTIONS if module in geladen[function]["modules"]} == LOAD[module]


def test_a_start_loads_nothing_of_a_layer_before_it_is_made_shorter(geladen: Mapping[str, Any]) -> None:
    found = {function: set(report["eerst"]) - _STARTS for function, report in geladen.items()}
    assert {function: modules for function, modules in found.items() if modules} == {}


def test_the_collector_of_garbage_passes_over_what_was_loaded_and_then_does_its_work(geladen: Mapping[str, Any]) -> None:
    assert all(each["ruimt_op"] and each["vast"] > 1_000 for each in geladen.values())
