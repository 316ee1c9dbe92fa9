"""A login may do with itself what it may do on AWS."""

import pytest
from botocore.exceptions import ClientError

from tests.e2e.conftest import Stad


def attributes(stad: Stad, token: str) -> dict[str, str]:
    user = stad.omgeving.aws.cognito.get_user(AccessToken=token)
    return {attribute["Name"]: attribute["Value"] for attribute in user["UserAttributes"]}


@pytest.fixture
def access_token(stad: Stad) -> str:
    login = stad.client.gegevens["medewerkers"][1]
    answer = stad.omgeving.aws.cognito.initiate_auth(
        AuthFlow="USER_PASSWORD_AUTH",
        ClientId=stad.omgeving.stack.client,
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
def test_a_login_does_not_change_who_it_is(stad: Stad, access_token: str, name: str, value: str) -> None:
    before = attributes(stad, access_token)
    with pytest.raises(ClientError) as refused:
        stad.omgeving.aws.cognito.update_user_attributes(
            AccessToken=access_token, UserAttributes=[{"Name": name, "Value": value}]
        )
    assert refused.value.response["Error"]["Code"] == "NotAuthorizedException"
    assert attributes(stad, access_token) == before


def test_a_login_changes_what_its_app_client_may_write(stad: Stad, access_token: str) -> None:
    address = attributes(stad, access_token)["email"]
    stad.omgeving.aws.cognito.update_user_attributes(
        AccessToken=access_token, UserAttributes=[{"Name": "email", "Value": address}]
    )
    assert attributes(stad, access_token)["email"] == address


def test_nobody_makes_a_login_for_themselves(stad: Stad) -> None:
    with pytest.raises(ClientError) as refused:
        stad.omgeving.aws.cognito.sign_up(
            ClientId=stad.omgeving.stack.client, Username="indringer@burger.example", Password="Aa1-indringer-indringer"
        )
    assert refused.value.response["Error"]["Code"] == "NotAuthorizedException"
