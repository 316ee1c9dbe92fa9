"""A login may do with itself what it may do on AWS."""

import pytest
from botocore.exceptions import ClientError

from tests.e2e.conftest import Town


def attributes(town: Town, token: str) -> dict[str, str]:
    user = town.environment.aws.cognito.get_user(AccessToken=token)
    return {attribute["Name"]: attribute["Value"] for attribute in user["UserAttributes"]}


@pytest.fixture
def access_token(town: Town) -> str:
    login = town.client.details["medewerkers"][1]
    answer = town.environment.aws.cognito.initiate_auth(
        AuthFlow="USER_PASSWORD_AUTH",
        ClientId=town.environment.stack.client,
        AuthParameters={"USERNAME": login["gebruikersnaam"], "PASSWORD": login["wachtwoord"]},
    )
    return str(answer["AuthenticationResult"]["AccessToken"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("custom:eenheid", "Burgerzaken"),
        ("custom:medewerker", "a255acc8-b7b9-4db3-94aa-ecba5aec9f5f"),
        ("custom:postvakken", "*"),
    ],
)
def test_a_login_does_not_change_who_it_is(town: Town, access_token: str, name: str, value: str) -> None:
    before = attributes(town, access_token)
    with pytest.raises(ClientError) as refused:
        town.environment.aws.cognito.update_user_attributes(
            AccessToken=access_token, UserAttributes=[{"Name": name, "Value": value}]
        )
    assert refused.value.response["Error"]["Code"] == "NotAuthorizedException"
    assert attributes(town, access_token) == before


def test_a_login_changes_what_its_app_client_may_write(town: Town, access_token: str) -> None:
    address = attributes(town, access_token)["email"]
    town.environment.aws.cognito.update_user_attributes(
        AccessToken=access_token, UserAttributes=[{"Name": "email", "Value": address}]
    )
    assert attributes(town, access_token)["email"] == address


def test_nobody_makes_a_login_for_themselves(town: Town) -> None:
    with pytest.raises(ClientError) as refused:
        town.environment.aws.cognito.sign_up(
            ClientId=town.environment.stack.client, Username="indringer@burger.example", Password="Aa1-indringer-indringer"
        )
    assert refused.value.response["Error"]["Code"] == "NotAuthorizedException"
