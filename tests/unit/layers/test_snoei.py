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
from botocore.model import OperationModel, ServiceModel

from tests.support.roles import rollen
from tests.support.template import PROJECT

_GEGEVENS: Final = Path(botocore.__file__).parent / "data"
_OPERATION_OF: Final = {"lambda:InvokeFunction": "lambda:Invoke", "ses:SendRawEmail": "sesv2:SendEmail"}
"""The operation that is called by a right of another name."""
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


def _made_of(operation: OperationModel) -> dict[str, Any]:
    """Every shape that an operation takes, gives or fails with, by its name: its type, and what is known of it."""
    found: dict[str, Any] = {}
    todo = [shape for shape in (operation.input_shape, operation.output_shape, *operation.error_shapes) if shape]
    while todo:
        shape = todo.pop()
        if shape.name not in found:
            found[shape.name] = shape.type_name, shape.serialization, shape.metadata
            parts = [
                *getattr(shape, "members", {}).values(),
                *(getattr(shape, name, None) for name in ("member", "key", "value")),
            ]
            todo += [part for part in parts if part is not None]
    return found


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
    operations = snoei.OPERATIES.get(dienst, _model(dienst)["operations"])
    assert set(client.meta.method_to_api_mapping.values()) == set(operations)


@pytest.mark.parametrize("dienst", snoei.OPERATIES)
def test_the_operations_that_stay_are_those_that_the_functions_may_call(dienst: str) -> None:
    """A call of another fails where the built layer is, and in no test here. `make iam` proves each right."""
    rights = {action for lines in rollen().values() for actions, _ in lines for action in actions.split(", ")}
    called = {_OPERATION_OF.get(right, right.replace("ses:", "sesv2:")) for right in rights}
    assert {right.removeprefix(f"{dienst}:") for right in called if right.startswith(f"{dienst}:")} == set(
        snoei.OPERATIES[dienst]
    )


@pytest.mark.parametrize("dienst", snoei.OPERATIES)
def test_an_operation_that_stays_keeps_all_that_it_is_made_of(dienst: str) -> None:
    whole, pruned = ServiceModel(_model(dienst)), ServiceModel(snoei.met_operaties(_model(dienst), snoei.OPERATIES[dienst]))
    for name in snoei.OPERATIES[dienst]:
        assert _made_of(pruned.operation_model(name)) == _made_of(whole.operation_model(name))
    assert len(pruned.shape_names) < len(whole.shape_names) / 2


def test_an_operation_that_the_service_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError):
        snoei.met_operaties(_model("ssm"), ["GetParametres"])
