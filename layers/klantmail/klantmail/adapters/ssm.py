"""The settings that are too long for the four kilobytes of a function's environment: lists, in Parameter Store."""

from collections.abc import Mapping
from typing import Final

from botocore.config import Config

from klantmail.adapters.aws import Sessie
from klantmail.runtime.instellingen import OntbrekendeInstelling

_GEDULDIG: Final = Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 5, "mode": "standard"})
"""The configuration of the call of a start: Parameter Store takes forty a second, and many may start at once."""


def met_lijsten(omgeving: Mapping[str, str], sessie: Sessie) -> Mapping[str, str]:
    """Return the environment with the lists that it refers to, read by one call.

    `LIJSTEN` says where they are: `NAME=parameter,NAME=parameter`, ten at most. What stands in the environment itself
    goes first.

    Raises: OntbrekendeInstelling (a list is not there); BotoCoreError, ClientError (they cannot be read).

    https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
    """
    verwijzingen = dict(een.split("=", 1) for een in omgeving["LIJSTEN"].split(","))
    antwoord = sessie.client("ssm", _GEDULDIG).get_parameters(Names=list(verwijzingen.values()))
    lijsten = {een["Name"]: een["Value"] for een in antwoord["Parameters"]}
    if ontbrekend := [parameter for parameter in verwijzingen.values() if parameter not in lijsten]:
        raise OntbrekendeInstelling(f"{', '.join(ontbrekend)}: not in Parameter Store")
    return {**{naam: lijsten[parameter] for naam, parameter in verwijzingen.items()}, **omgeving}
