"""Logins by the municipality's own login, with the events that Cognito sends and a user pool in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from klantmail.api.identiteit import medewerker_van
from klantmail.domain.fouten import GeenToegang
from klantmail.domain.medewerker import Rol
from tests.support.aws import REGION, Functions, read_event
from tests.support.template import parsed_template


@dataclass
class Pool:
    cognito: Any
    naam: str
    functions: Functions

    def tokens(self, kind: str) -> dict[str, Any]:
        """Have Cognito make tokens, and return the claims of the ID token that groups come in."""
        vraag = read_event(f"cognito-{kind}")
        vraag["userPoolId"] = self.naam
        response = self.functions.invoke("aanmelden", vraag)
        assert response["request"] == read_event(f"cognito-{kind}")["request"]
        details = response["response"]["claimsOverrideDetails"]
        # Cognito takes away all groups when none are said.
        groups = details["groupOverrideDetails"]["groupsToOverride"]
        kenmerken = {name: value for name, value in vraag["request"]["userAttributes"].items() if name != "custom:rollen"}
        return kenmerken | {"token_use": "id", "cognito:groups": ",".join(groups)}

    def maak(self, kind: str) -> None:
        vraag = read_event(f"cognito-{kind}")
        kenmerken = [
            {"Name": name, "Value": value}
            for name, value in vraag["request"]["userAttributes"].items()
            if name.startswith("custom:") or name == "name"
        ]
        self.cognito.admin_create_user(UserPoolId=self.naam, Username=vraag["userName"], UserAttributes=kenmerken)

    def stand(self, kind: str) -> tuple[set[str], bool]:
        """Return the groups of this login, and whether its claim is still there."""
        vraag = {"UserPoolId": self.naam, "Username": read_event(f"cognito-{kind}")["userName"]}
        groups = {each["GroupName"] for each in self.cognito.admin_list_groups_for_user(**vraag)["Groups"]}
        kenmerken = {each["Name"] for each in self.cognito.admin_get_user(**vraag)["UserAttributes"]}
        return groups, "custom:rollen" in kenmerken


@pytest.fixture
def pool(functions: Functions) -> Pool:
    cognito = boto3.client("cognito-idp", region_name=REGION)
    schema = parsed_template()["Resources"]["Gebruikerspool"]["Properties"]["Schema"]
    name = cognito.create_user_pool(PoolName="klantmail", Schema=schema)["UserPool"]["Id"]
    for rol in Rol:
        cognito.create_group(UserPoolId=name, GroupName=rol.value)
    return Pool(cognito, name, functions)


@pytest.mark.parametrize(
    ("kind", "rollen"),
    [
        ("saml", {Rol.KCC_MEDEWERKER, Rol.BEHEERDER}),
        ("oidc", {Rol.KCC_MEDEWERKER}),
    ],
)
def test_who_comes_in_by_the_municipality_has_the_roles_that_it_gives(pool: Pool, kind: str, rollen: set[Rol]) -> None:
    pool.maak(kind)
    medewerker = medewerker_van(pool.tokens(kind))
    assert medewerker.rollen == rollen
    assert medewerker.organisatorische_eenheid == "Klantcontactcentrum"
    assert pool.stand(kind) == ({rol.value for rol in rollen}, False)


@pytest.mark.parametrize("kind", ["vernieuwing", "wachtwoord"])
def test_renewed_tokens_and_logins_of_cognito_keep_their_groups(pool: Pool, kind: str) -> None:
    assert medewerker_van(pool.tokens(kind)).rollen == {Rol.KCC_MEDEWERKER}


def test_a_login_without_roles_is_no_medewerker(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    zonder: Callable[[str], dict[str, Any]] = read_event

    def kaal(name: str) -> dict[str, Any]:
        vraag = zonder(name)
        del vraag["request"]["userAttributes"]["custom:rollen"]
        return vraag

    monkeypatch.setattr("tests.integration.functions.test_aanmelden.read_event", kaal)
    pool.maak("saml")
    with pytest.raises(GeenToegang):
        medewerker_van(pool.tokens("saml"))
