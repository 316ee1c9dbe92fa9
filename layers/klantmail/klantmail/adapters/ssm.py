"""The settings that are too long for the four kilobytes of a function's environment: lists, in Parameter Store."""

import os
from collections.abc import Mapping
from typing import Final

import boto3
from botocore.config import Config

from klantmail.runtime.instellingen import OntbrekendeInstelling
from klantmail.usecases.parallel import alle

_GEDULDIG: Final = Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 5, "mode": "standard"})
"""The configuration of the calls of a start: Parameter Store takes forty a second, and many may start at once."""


def met_lijsten(omgeving: Mapping[str, str]) -> Mapping[str, str]:
    """Return the environment with the lists that it refers to.

    `LIJSTEN` says where they are: `NAME=parameter,NAME=parameter`. A function without it has no lists of this kind.
    What stands in the environment itself goes first.

    Raises: OntbrekendeInstelling (a list is not there); BotoCoreError, ClientError (it cannot be read).

    https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
    """
    verwijzingen = dict(een.split("=", 1) for een in omgeving.get("LIJSTEN", "").split(",") if een)
    if not verwijzingen:
        return omgeving
    client = boto3.client("ssm", region_name=omgeving.get("AWS_REGION", os.environ.get("AWS_REGION")), config=_GEDULDIG)
    # botocore makes the classes of its errors at the first use: two calls at the same time would make two of each
    niet_gevonden = client.exceptions.ParameterNotFound

    def lees(parameter: str) -> str:
        return str(client.get_parameter(Name=parameter)["Parameter"]["Value"])

    try:
        # One call each, at the same time: a start waits for the longest one only.
        lijsten = dict(zip(verwijzingen, alle(lees, tuple(verwijzingen.values())), strict=True))
    except niet_gevonden:
        raise OntbrekendeInstelling(f"{omgeving['LIJSTEN']}: not all of these are in Parameter Store") from None
    return {**lijsten, **omgeving}
