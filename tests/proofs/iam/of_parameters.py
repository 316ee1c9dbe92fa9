"""The parts of the template that are there once their parameters are set: a Zaken API, and a login of the municipality.

The local AWS has neither, so the run adds them: the policies as the template has them, under the conditions of both.
"""

import io
import json
import zipfile
from pathlib import Path
from typing import Any, Final

from klantmail_local.workdir import BUILD
from tests.proofs.iam.stage import Stage
from tests.support import zgw_server as zgw
from tests.support.builders import KLACHT
from tests.support.template import parsed_template, value_of
from tests.support.tls import Authority
from tests.support.zgw_server import ZgwServer

OWN_LOGIN: Final = "Aanmelden"
_LIKE: Final = "Uploaden"
"""A function with the settings of all functions and none of its own."""


def add_zaken_api(stage: Stage, server: ZgwServer, authority: Authority, directory: Path) -> None:
    """Tell the functions of a Zaken API that asks for a client certificate, and give them the rights to call it."""
    secrets = stage.aws.client("secretsmanager")
    content = {"ZgwGeheim": {"clientId": zgw.CLIENT_ID, "secret": zgw.GEHEIM}, "ZgwCertificaat": authority.signed("klantmail")}
    arns = {name: secrets.create_secret(Name=name, SecretString=json.dumps(secret))["ARN"] for name, secret in content.items()}
    for policy in ("ZgwGeheimLezen", "ZgwCertificaatLezen"):
        _add_policy(stage, policy, arns)
    root = directory / "root.pem"
    root.write_text(authority.root())
    shared = {
        "ZAKEN_API": server.zaken_api,
        "ZGW_GEHEIM": arns["ZgwGeheim"],
        "ZGW_CERTIFICAAT": arns["ZgwCertificaat"],
        "SSL_CERT_FILE": str(root),
    }
    stage.configure("Registreren", CATALOGI_API=server.catalogi_api, DOCUMENTEN_API=server.documenten_api, **shared)
    stage.configure("Vernietigen", **shared)
    stage.configure("Doorzetten", ZAAKTYPEN=f"{KLACHT.naam}={KLACHT.url}", **shared)


def add_own_login(stage: Stage) -> None:
    """Make the function that a login of the municipality needs, with its role."""
    aws = stage.aws
    like = aws.functions.get_function_configuration(FunctionName=stage.name(_LIKE))
    role = stage.add(f"{OWN_LOGIN}Role")
    trust = aws.iam.get_role(RoleName=stage.name(f"{_LIKE}Role"))["Role"]["AssumeRolePolicyDocument"]
    arn = aws.iam.create_role(RoleName=role, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    _add_policy(stage, "AanmeldenGroepen", {"Gebruikerspool.Arn": _arn_of_pool(stage)})
    roles = parsed_template()["Parameters"]["Rolwaarden"]["Default"]
    aws.functions.create_function(
        FunctionName=stage.add(OWN_LOGIN),
        Runtime=like["Runtime"],
        Handler=like["Handler"],
        Role=arn,
        Code={"ZipFile": _zipped(BUILD / "build" / OWN_LOGIN)},
        Layers=[each["Arn"] for each in like["Layers"]],
        MemorySize=like["MemorySize"],
        Timeout=like["Timeout"],
        Environment={"Variables": like["Environment"]["Variables"] | {"ROLWAARDEN": roles}},
    )


def _add_policy(stage: Stage, resource: str, values: dict[str, str]) -> None:
    """Give its roles a policy of the template. Args: values: what it refers to."""
    properties = parsed_template()["Resources"][resource]["Properties"]
    names = {role["Ref"]: stage.name(role["Ref"]) for role in properties["Roles"]}
    policy: dict[str, Any] = value_of(properties, values | names)
    for role in policy["Roles"]:
        stage.aws.iam.put_role_policy(
            RoleName=role, PolicyName=policy["PolicyName"], PolicyDocument=json.dumps(policy["PolicyDocument"])
        )


def _arn_of_pool(stage: Stage) -> str:
    pool = stage.aws.cognito.describe_user_pool(UserPoolId=stage.environment.stack.user_pool)
    return str(pool["UserPool"]["Arn"])


def _zipped(directory: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in sorted(directory.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                archive.write(file, file.relative_to(directory))
    return buffer.getvalue()
