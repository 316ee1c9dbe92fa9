import boto3
from botocore.stub import Stubber

from tools.protect import POLICY, protect


def test_a_stack_gets_its_policy_and_its_protection() -> None:
    client = boto3.client("cloudformation", region_name="eu-west-1")
    with Stubber(client) as aws:
        aws.add_response("set_stack_policy", {}, {"StackName": "klantmail", "StackPolicyBody": POLICY.read_text()})
        aws.add_response("update_termination_protection", {}, {"StackName": "klantmail", "EnableTerminationProtection": True})
        protect(client, "klantmail")
        aws.assert_no_pending_responses()
