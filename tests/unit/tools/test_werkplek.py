import json
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber
from moto import mock_aws

from tools.werkplek import Unfit, config, outputs_of, publish

OUTPUTS = {
    "Regio": "eu-west-1",
    "WerkplekApi": "https://a1.execute-api.eu-west-1.amazonaws.com/v1",
    "WerkplekClientId": "eigen-pool",
    "WerkplekNaam": "klantmail-werkplek",
    "WerkplekAdres": "https://d1.cloudfront.net",
}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    for name in ("index.html", "icon.svg", "assets/index-1.js", "assets/index-1.css"):
        (tmp_path / name).write_text(name)
    return tmp_path


def test_the_page_signs_in_at_the_pool_or_at_the_municipalitys_own_login() -> None:
    assert config(OUTPUTS) == {
        "api": "https://a1.execute-api.eu-west-1.amazonaws.com/v1",
        "aanmelding": {
            "endpoint": "https://cognito-idp.eu-west-1.amazonaws.com/",
            "region": "eu-west-1",
            "clientId": "eigen-pool",
        },
    }
    own = config({**OUTPUTS, "EigenAanmeldingClientId": "gemeente", "Aanmeldadres": "klantmail.auth.eu-west-1.amazoncognito.com"})
    assert own["aanmelding"]["clientId"] == "gemeente"
    assert own["aanmelding"]["domein"] == "klantmail.auth.eu-west-1.amazoncognito.com"


@mock_aws
def test_the_page_itself_comes_last_and_only_what_changes_its_name_is_kept_for_ever(built: Path) -> None:
    s3 = boto3.client("s3", region_name="us-east-1")
    s3.create_bucket(Bucket="werkplek")
    keys = publish(s3, "werkplek", built, config(OUTPUTS))
    assert keys == ["assets/index-1.css", "assets/index-1.js", "config.json", "icon.svg", "index.html"]
    heads = {key: s3.head_object(Bucket="werkplek", Key=key) for key in keys}
    assert {key for key, head in heads.items() if "immutable" in head["CacheControl"]} == {
        "assets/index-1.css",
        "assets/index-1.js",
    }
    assert heads["index.html"]["CacheControl"] == "no-cache"
    assert heads["assets/index-1.js"]["ContentType"] == "text/javascript; charset=utf-8"
    assert json.loads(s3.get_object(Bucket="werkplek", Key="config.json")["Body"].read()) == config(OUTPUTS)


def test_a_page_that_was_not_built_is_not_put_anywhere(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match="make ui"):
        publish(boto3.client("s3", region_name="us-east-1"), "werkplek", tmp_path, {})


def described(outputs: dict[str, str], **parameters: str) -> dict[str, Any]:
    """Return what the stack says, or the reason that the page does not go there."""
    client = boto3.client("cloudformation", region_name="eu-west-1")
    stack = {
        "StackName": "klantmail",
        "CreationTime": "2026-11-29",
        "StackStatus": "UPDATE_COMPLETE",
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()],
    }
    with Stubber(client) as aws:
        aws.add_response("describe_stacks", {"Stacks": [stack]}, {"StackName": "klantmail"})
        return outputs_of(client, "klantmail")


def test_a_stack_without_a_place_for_the_page_says_what_to_deploy() -> None:
    with pytest.raises(Unfit, match="MetWerkplek=ja"):
        described({"Regio": "eu-west-1"})


def test_a_page_that_the_api_would_refuse_is_not_put_there() -> None:
    with pytest.raises(Unfit, match=r"https://d1\.cloudfront\.net in Herkomsten"):
        described(OUTPUTS, Herkomsten="https://elders.example", Werkplekdomein="")
    assert described(OUTPUTS, Herkomsten="https://elders.example,https://d1.cloudfront.net", Werkplekdomein="") == OUTPUTS
    assert described(OUTPUTS, Herkomsten="", Werkplekdomein="klantmail.gemeente.nl") == OUTPUTS
