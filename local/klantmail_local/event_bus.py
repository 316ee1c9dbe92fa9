"""The bus that takes SES's events where EventBridge would.

MiniStack refuses events from `aws.*`, as AWS does for everybody but itself.
"""

import json
import logging
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from klantmail_local.aws import Aws

_logger: Final = logging.getLogger(__name__)


def publish(aws: Aws, configuration_set: str, event: dict[str, Any]) -> None:
    """Hand an event to the Lambda targets of every enabled rule of the default bus that it matches.

    It does so only when the configuration set has an event destination that sends this kind of event there. Failures
    are logged: SES has nobody to report them to either.
    """
    try:
        if _wanted(aws, configuration_set, event["detail"]["eventType"]):
            _deliver(aws, json.dumps(event))
    except (BotoCoreError, ClientError):
        _logger.exception("an SES event was not delivered")


def _wanted(aws: Aws, configuration_set: str, kind: str) -> bool:
    if not configuration_set:
        return False
    destinations = aws.ses.get_configuration_set_event_destinations(ConfigurationSetName=configuration_set)
    return any(
        destination["Enabled"] and destination.get("EventBridgeDestination") and kind.upper() in destination["MatchingEventTypes"]
        for destination in destinations.get("EventDestinations", [])
    )


def _deliver(aws: Aws, event: str) -> None:
    bus = aws.events
    for rule in bus.list_rules()["Rules"]:
        pattern = rule.get("EventPattern")
        if rule["State"] != "ENABLED" or not pattern:
            continue
        if not bus.test_event_pattern(EventPattern=pattern, Event=event)["Result"]:
            continue
        for target in bus.list_targets_by_rule(Rule=rule["Name"])["Targets"]:
            aws.functions.invoke(FunctionName=target["Arn"], InvocationType="Event", Payload=event)
