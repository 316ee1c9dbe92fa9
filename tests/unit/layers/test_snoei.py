"""The build takes words out of the models of AWS's services, and nothing that botocore works with."""

import gzip
import json
import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import botocore
import botocore.session
import pytest
from botocore.loaders import Loader

from tests.support.template import PROJECT

_GEGEVENS: Final = Path(botocore.__file__).parent / "data"
_SERVICES: Final = ("cognito-idp", "dynamodb", "events", "lambda", "logs", "s3", "secretsmanager", "sesv2", "sqs", "ssm")


def _laad_snoei() -> ModuleType:
    herkomst = spec_from_file_location("snoei", PROJECT / "layers/afhankelijkheden/snoei.py")
    assert herkomst is not None
    assert herkomst.loader is not None
    module = module_from_spec(herkomst)
    herkomst.loader.exec_module(module)
    return module


snoei: Final = _laad_snoei()


def _laatste(dienst: str) -> Path:
    return max((_GEGEVENS / dienst).iterdir())


def _model(dienst: str) -> Any:
    return json.loads(gzip.decompress((_laatste(dienst) / "service-2.json.gz").read_bytes()))


def _what_counts(model: Any) -> Any:
    """The parameters that botocore checks and serialises by: everything but words."""
    if isinstance(model, dict):
        return {name: _what_counts(value) for name, value in model.items() if name != "documentation" or isinstance(value, dict)}
    return [_what_counts(value) for value in model] if isinstance(model, list) else model


def test_the_services_whose_models_are_kept_are_those_that_the_adapters_make_clients_of() -> None:
    """A client of another service could not be made on AWS, where there is nothing but the layer.

    PynamoDB makes the one of DynamoDB.
    """
    adapters = (PROJECT / "layers/klantmail/klantmail/adapters").rglob("*.py")
    gevraagd = {dienst for path in adapters for dienst in re.findall(r'\.client\("([a-z0-9-]+)"', path.read_text())}
    assert snoei.DIENSTEN == _SERVICES == tuple(sorted(gevraagd | {"dynamodb"}))


@pytest.mark.parametrize("dienst", _SERVICES)
def test_a_model_loses_its_words_and_nothing_else(dienst: str) -> None:
    model = _model(dienst)
    pruned = snoei.zonder_toelichting(model)
    assert _what_counts(pruned) == _what_counts(model)
    assert len(json.dumps(pruned)) < len(json.dumps(model)) / 2


def test_a_member_that_is_called_documentation_stays() -> None:
    model = {"shapes": {"Uitleg": {"members": {"documentation": {"shape": "Tekst", "documentation": "<p>Words.</p>"}}}}}
    assert snoei.zonder_toelichting(model) == {"shapes": {"Uitleg": {"members": {"documentation": {"shape": "Tekst"}}}}}


@pytest.mark.parametrize("dienst", _SERVICES)
def test_botocore_makes_a_client_and_finds_an_endpoint_with_a_pruned_model(dienst: str, tmp_path: Path) -> None:
    last = _laatste(dienst)
    doel = tmp_path / dienst / last.name
    doel.mkdir(parents=True)
    for ingepakt in last.glob("*.json.gz"):
        (doel / ingepakt.name).write_bytes(ingepakt.read_bytes())
    snoei.pak_uit(tmp_path)
    assert not list(tmp_path.rglob("*.gz"))

    session = botocore.session.Session()
    session.register_component("data_loader", Loader(extra_search_paths=[str(tmp_path)]))
    loader = session.get_component("data_loader")
    client = session.create_client(dienst, region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="b")
    assert loader.load_data_with_path(f"{dienst}/{last.name}/service-2")[1].startswith(str(tmp_path))
    parameters = client.meta.service_model.client_context_parameters
    assert [each.name for each in parameters] == list(_model(dienst).get("clientContextParams", {}))
    assert client.meta.endpoint_url.startswith("https://")
