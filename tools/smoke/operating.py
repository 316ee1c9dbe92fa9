"""The checks of what runs the stack: the account, the sender, the rules, the alarms, and a part that breaks."""

import json
import time
from typing import Any, Final
from uuid import uuid4

from klantmail_local.client import wait_for
from tools.deployed import Deployed
from tools.receipt_rules.__main__ import there
from tools.receipt_rules.rules import changes, wanted
from tools.smoke.mails import question
from tools.smoke.place import Place
from tools.smoke.report import Check, Skipped, expect

_FEWEST_AT_ONCE: Final = 100
"""Functions that must be able to run at once. A new account has ten."""
_ALARMS_PATIENCE: Final = 120.0


def account(place: Place) -> str:
    """https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
    place.only_on_aws("quotas")
    at_once = place.client("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    expect(at_once >= _FEWEST_AT_ONCE, f"Lambda runs {at_once} functions at once: ask for the quota ConcurrentExecutions")
    sending = place.client("sesv2").get_account()
    expect(bool(sending["SendingEnabled"]), "SES does not send for this account")
    expect(bool(sending["ProductionAccessEnabled"]), "SES has the account in its sandbox: replies reach verified addresses only")
    return f"{at_once} functions at once, {sending['SendQuota']['Max24HourSend']:,.0f} mails a day"


def sender(place: Place) -> str:
    place.only_on_aws("DKIM")
    identity = place.client("sesv2").get_email_identity(EmailIdentity=place.stack.parameters["Maildomein"])
    expect(bool(identity["VerifiedForSendingStatus"]), "the domain is not verified: its DKIM records are not in the zone")
    expect(identity["DkimAttributes"]["Status"] == "SUCCESS", f"DKIM is {identity['DkimAttributes']['Status']}")
    expect(not identity["FeedbackForwardingStatus"], "SES mails bounces to the mailbox, where they come in as mail")
    return "verified, signed with DKIM, bounces by events only"


def rules(place: Place) -> str:
    place.only_on_aws("receipt rules")
    ses, stack = place.client("ses"), place.stack
    present = there(ses, stack.name)
    expect(present is not None, "there are no receipt rules: make receipt-rules")
    needed = wanted(stack.parameters, stack.outputs["IntakeNaam"], stack.outputs["OntvangenArn"])
    todo = list(changes(needed, present or []))
    expect(not todo, f"{len(todo)} rules differ from the parameters: make receipt-rules")
    active = ses.describe_active_receipt_rule_set().get("Metadata", {}).get("Name")
    expect(active == stack.name, f"the active rule set is {active}: make receipt-rules DO=activate")
    return f"{len(needed)} rules, active"


def protection(place: Place) -> str:
    place.only_on_aws("policies of stacks")
    cloudformation = place.client("cloudformation")
    (stack,) = cloudformation.describe_stacks(StackName=place.stack.name)["Stacks"]
    expect(stack.get("EnableTerminationProtection") is True, "the stack can be deleted: make protect")
    policy = cloudformation.get_stack_policy(StackName=place.stack.name)
    expect("StackPolicyBody" in policy, "the stack has no policy: make protect")
    return "the stack cannot be deleted, nor its data replaced"


def alarms(place: Place) -> str:
    """Set every alarm by hand, and hear of each from the topic, in a queue that is made for it."""
    watch, sqs, sns = place.client("cloudwatch"), place.client("sqs"), place.client("sns")
    names = _alarm_names(place)
    queue = sqs.create_queue(QueueName=f"{place.stack.name}-rooktest-{uuid4().hex[:8]}")["QueueUrl"]
    place.cleaning.callback(sqs.delete_queue, QueueUrl=queue)
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    topic = place.stack.outputs["AlarmenArn"]
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(_from_topic(arn, topic))})
    subscription = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, ReturnSubscriptionArn=True)["SubscriptionArn"]
    place.cleaning.callback(sns.unsubscribe, SubscriptionArn=subscription)
    for name in names:
        place.cleaning.callback(watch.set_alarm_state, AlarmName=name, StateValue="OK", StateReason="end of the smoke test")
        watch.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="the smoke test")
    heard: set[str] = set()

    def all_heard() -> bool:
        for message in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=1).get("Messages", []):
            heard.add(json.loads(json.loads(message["Body"])["Message"])["AlarmName"])
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        return heard >= set(names)

    try:
        wait_for(all_heard, "the word of every alarm", _ALARMS_PATIENCE if not place.local else 20)
    except TimeoutError:
        if place.local and not heard:
            raise Skipped("the local AWS tells no topic of an alarm that is set by hand") from None
        expect(False, f"{len(heard)} of {len(names)} alarms reached the topic; not {', '.join(sorted(set(names) - heard))}")
    return f"all {len(names)} reached the topic"


def _alarm_names(place: Place) -> list[str]:
    pages = place.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=place.stack.name)
    found = [
        one["PhysicalResourceId"]
        for page in pages
        for one in page["StackResourceSummaries"]
        if one["ResourceType"] == "AWS::CloudWatch::Alarm"
    ]
    expect(bool(found), "the stack has no alarms")
    return found


def _from_topic(queue: str, topic: str) -> dict[str, Any]:
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "sns.amazonaws.com"},
                "Action": "sqs:SendMessage",
                "Resource": queue,
                "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
            }
        ],
    }


def broken(place: Place) -> str:
    """Let `ontvangen` run nowhere, mail, and let it run again: Lambda kept the event, or the vangnet finds the mail."""
    place.only_on_aws("functions that may run nowhere")
    functions, name = place.client("lambda"), place.function("Ontvangen")
    sender_ = f"rooktest-{uuid4().hex[:8]}@{place.stack.parameters['Maildomein']}"
    subject, source = question(sender_, f"success+{uuid4().hex[:8]}@simulator.amazonses.com", place.mailbox)
    functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
    try:
        place.send_mail(source, sender_)
        time.sleep(60)
        expect(place._find(subject) is None, "the mail was taken in by a function that may run nowhere")
    finally:
        functions.delete_function_concurrency(FunctionName=name)
    begin = time.monotonic()
    place.listed(subject, patience=1200)
    return f"taken in {time.monotonic() - begin:.0f} s after it could run again"


def second(place: Place, other: str) -> str:
    """Two stacks of one account and region have nothing in common."""
    if not other:
        raise Skipped("no second stack was named (SECOND=…)")
    Deployed.described(other, place.client)
    shared = _physical(place, place.stack.name) & _physical(place, other)
    expect(not shared, f"both stacks have {', '.join(sorted(shared))}")
    return f"{place.stack.name} and {other} share nothing"


def _physical(place: Place, stack: str) -> set[str]:
    pages = place.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack)
    return {
        one["PhysicalResourceId"]
        for page in pages
        for one in page["StackResourceSummaries"]
        # A stage, a group and a policy are named within an API, a pool and a role.
        if one["ResourceType"] not in {"AWS::ApiGateway::Stage", "AWS::Cognito::UserPoolGroup", "AWS::IAM::Policy"}
    }


CHECKS: Final = (
    Check("quotas of the account", account),
    Check("the domain as a sender", sender),
    Check("receipt rules", rules),
    Check("protection of the stack", protection),
    Check("every alarm reaches the topic", alarms),
    Check("ontvangen broken and recovered", broken),
)
