"""The bus that takes SES's events where EventBridge would.

MiniStack refuses events from `aws.*`, as AWS does for everybody but itself.
"""

import json
import logging
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from klantmail_local.aws import Aws

_logboek: Final = logging.getLogger(__name__)


def publiceer(aws: Aws, configuratieset: str, gebeurtenis: dict[str, Any]) -> None:
    """Hand an event to the Lambda targets of every enabled rule of the default bus that it matches.

    It does so only when the configuration set has an event destination that sends this kind of event there. Failures
    are logged: SES has nobody to report them to either.
    """
    try:
        if _gewenst(aws, configuratieset, gebeurtenis["detail"]["eventType"]):
            _bezorg(aws, json.dumps(gebeurtenis))
    except (BotoCoreError, ClientError):
        _logboek.exception("an SES event was not delivered")


def _gewenst(aws: Aws, configuratieset: str, soort: str) -> bool:
    if not configuratieset:
        return False
    bestemmingen = aws.ses.get_configuration_set_event_destinations(ConfigurationSetName=configuratieset)
    return any(
        bestemming["Enabled"] and bestemming.get("EventBridgeDestination") and soort.upper() in bestemming["MatchingEventTypes"]
        for bestemming in bestemmingen.get("EventDestinations", [])
    )


def _bezorg(aws: Aws, gebeurtenis: str) -> None:
    bus = aws.gebeurtenissen
    for regel in bus.list_rules()["Rules"]:
        patroon = regel.get("EventPattern")
        if regel["State"] != "ENABLED" or not patroon:
            continue
        if not bus.test_event_pattern(EventPattern=patroon, Event=gebeurtenis)["Result"]:
            continue
        for doel in bus.list_targets_by_rule(Rule=regel["Name"])["Targets"]:
            aws.functies.invoke(FunctionName=doel["Arn"], InvocationType="Event", Payload=gebeurtenis)
