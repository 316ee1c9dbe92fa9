"""Remove from the layer what no function imports. `tests/benchmarks/package.py` counts what is left of that.

Most of it is botocore's data about services that are not used, which every cold start would search and read.
"""

import gzip
import json
import shutil
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, Final

OPERATIES: Final = {
    "cognito-idp": ("AdminAddUserToGroup", "AdminDeleteUserAttributes", "AdminRemoveUserFromGroup"),
    "events": ("PutEvents",),
    "lambda": ("Invoke",),
    "logs": ("GetQueryResults", "StartQuery"),
    "secretsmanager": ("GetSecretValue",),
    "sesv2": ("SendEmail",),
    "sqs": ("DeleteMessage", "GetQueueAttributes", "ReceiveMessage", "SendMessage"),
    "ssm": ("GetParameters",),
}
"""The operations that stay, of the services of which the adapters use a few.

A client has a method for each operation, and making it takes its time for every one. That of Parameter Store, which
seven functions make when they start, has 150. S3 keeps all, since botocore calls some of its operations by itself; so
does DynamoDB, of which PynamoDB chooses the operations.
"""
DIENSTEN: Final = tuple(sorted((*OPERATIES, "dynamodb", "s3")))
"""The services that the adapters make clients of."""
_VAN_DIENST: Final = ("service-2.*", "endpoint-rule-set-1.*", "paginators-1.*")
"""The files of a service that stay. The others are examples in its documentation, and waiters."""
_TOEGELICHT: Final = ("operations", "shapes")
"""The parts of a service's model that botocore can read without their explanations.

It needs those of `clientContextParams`.
"""
_PARTITIE: Final = "aws"
"""The partition with all regions but those of China and of governments.

https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
"""
PAKKETTEN: Final = (
    "aws_lambda_powertools/event_handler/middlewares",
    "aws_lambda_powertools/event_handler/openapi/swagger_ui",
    "aws_lambda_powertools/logging/formatters",
    "aws_lambda_powertools/metrics/provider/datadog",
    "aws_lambda_powertools/utilities/auth_alpha",
    "aws_lambda_powertools/utilities/circuit_breaker",
    "aws_lambda_powertools/utilities/data_classes/appsync",
    "aws_lambda_powertools/utilities/data_masking",
    "aws_lambda_powertools/utilities/feature_flags",
    "aws_lambda_powertools/utilities/idempotency",
    "aws_lambda_powertools/utilities/kafka",
    "aws_lambda_powertools/utilities/metadata",
    "aws_lambda_powertools/utilities/parameters",
    "aws_lambda_powertools/utilities/parser",
    "aws_lambda_powertools/utilities/streaming",
    "aws_lambda_powertools/utilities/validation",
    "aws_xray_sdk/ext/aiobotocore",
    "aws_xray_sdk/ext/aiohttp",
    "aws_xray_sdk/ext/bottle",
    "aws_xray_sdk/ext/django",
    "aws_xray_sdk/ext/flask",
    "aws_xray_sdk/ext/flask_sqlalchemy",
    "aws_xray_sdk/ext/httplib",
    "aws_xray_sdk/ext/httpx",
    "aws_xray_sdk/ext/mysql",
    "aws_xray_sdk/ext/pg8000",
    "aws_xray_sdk/ext/pymongo",
    "aws_xray_sdk/ext/pymysql",
    "aws_xray_sdk/ext/sqlalchemy",
    "aws_xray_sdk/ext/sqlalchemy_core",
    "boto3/data",
    "boto3/dynamodb",
    "boto3/ec2",
    "dateutil/zoneinfo",
    "urllib3/contrib/emscripten",
    "wrapt-stubs",
)
"""The packages to remove from those of the lock."""
_BESTANDEN: Final = ("*.pyi", "*.dist-info/RECORD", "*.dist-info/REQUESTED", "*.dist-info/INSTALLER", "*.dist-info/WHEEL")
"""The files to remove: they are for type checkers and installers.

METADATA stays, since Amazon Inspector finds there what is in a layer; and the licences stay.
"""


def snoei(laag: Path) -> None:
    """Prune the layer. Raises: FileNotFoundError (the lock has another version, in which something is elsewhere)."""
    for pakket in PAKKETTEN:
        shutil.rmtree(laag / pakket)
    for patroon in _BESTANDEN:
        for bestand in laag.rglob(patroon):
            bestand.unlink()
    gegevens = laag / "botocore" / "data"
    for dienst in gegevens.iterdir():
        if dienst.is_dir() and dienst.name not in DIENSTEN:
            shutil.rmtree(dienst)
    for naam in DIENSTEN:
        *oude, laatste = sorted((gegevens / naam).iterdir())
        for oud in oude:
            shutil.rmtree(oud)
        for bestand in laatste.iterdir():
            if not any(bestand.match(patroon) for patroon in (*_VAN_DIENST, "*.sdk-extras.json")):
                bestand.unlink()
    pak_uit(gegevens)
    _snoei_adressen(gegevens / "endpoints.json")


def pak_uit(gegevens: Path) -> None:
    """Keep the models of services unpacked, and as short as they can be: every cold start reads two or more."""
    for ingepakt in gegevens.rglob("*.json.gz"):
        model = zonder_toelichting(json.loads(gzip.decompress(ingepakt.read_bytes())))
        dienst = ingepakt.parts[-3]
        if dienst in OPERATIES and "operations" in model:
            model = met_operaties(model, OPERATIES[dienst])
        _bewaar(ingepakt.with_suffix(""), model)
        ingepakt.unlink()


def met_operaties(model: Any, operaties: Collection[str]) -> Any:
    """Keep these operations of a service, and the shapes that they are made of.

    Raises: KeyError (the service has no operation of that name).
    """
    gekozen = {naam: model["operations"][naam] for naam in operaties}
    vormen: dict[str, Any] = {}
    te_doen = list(_genoemd(gekozen))
    while te_doen:
        naam = te_doen.pop()
        if naam not in vormen:
            vormen[naam] = model["shapes"][naam]
            te_doen += _genoemd(vormen[naam])
    return model | {"operations": gekozen, "shapes": vormen}


def _genoemd(deel: Any) -> Iterator[str]:
    """The names of the shapes that a part of a model refers to."""
    if isinstance(deel, dict):
        if isinstance(deel.get("shape"), str):
            yield deel["shape"]
        deel = list(deel.values())
    if isinstance(deel, list):
        for een in deel:
            yield from _genoemd(een)


def zonder_toelichting(model: Any) -> Any:
    """Leave out the text of the reference manual in `_TOEGELICHT`, which is four fifths of a service's model.

    A member of a shape may be called `documentation` as well: that is an object, and stays.
    """
    return model | {deel: _zonder_woorden(model[deel]) for deel in _TOEGELICHT if deel in model}


def _zonder_woorden(deel: Any) -> Any:
    if isinstance(deel, dict):
        return {
            naam: _zonder_woorden(waarde)
            for naam, waarde in deel.items()
            if not (naam == "documentation" and isinstance(waarde, str))
        }
    return [_zonder_woorden(waarde) for waarde in deel] if isinstance(deel, list) else deel


def _snoei_adressen(bestand: Path) -> None:
    """Keep the regions, and the services of `DIENSTEN`. botocore calls some by an older name here."""
    inhoud = json.loads(bestand.read_bytes())
    (partitie,) = (een for een in inhoud["partitions"] if een["partition"] == _PARTITIE)
    namen = {"email" if naam == "sesv2" else naam for naam in DIENSTEN}
    partitie["services"] = {naam: dienst for naam, dienst in partitie["services"].items() if naam in namen}
    inhoud["partitions"] = [partitie]
    bestand.unlink()  # the installer may have linked it to its cache
    _bewaar(bestand, inhoud)


def _bewaar(bestand: Path, inhoud: Any) -> None:
    bestand.write_text(json.dumps(inhoud, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    snoei(Path(sys.argv[1]))
