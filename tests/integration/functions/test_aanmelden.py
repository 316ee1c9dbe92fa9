"""Logins by the municipality's own login, with the events that Cognito sends and a user pool in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from klantmail.api.identiteit import medewerker_van
from klantmail.domain.fouten import GeenToegang
from klantmail.domain.medewerker import Rol
from tests.support.aws import REGIO, Functies, gebeurtenis
from tests.support.template import sjabloon


@dataclass
class Pool:
    cognito: Any
    naam: str
    functies: Functies

    def tokens(self, soort: str) -> dict[str, Any]:
        """Have Cognito make tokens, and return the claims of the ID token that groups come in."""
        vraag = gebeurtenis(f"cognito-{soort}")
        vraag["userPoolId"] = self.naam
        response = self.functies.roep("aanmelden", vraag)
        assert response["request"] == gebeurtenis(f"cognito-{soort}")["request"]
        details = response["response"]["claimsOverrideDetails"]
        # Cognito takes away all groups when none are said.
        groepen = details["groupOverrideDetails"]["groupsToOverride"]
        kenmerken = {naam: waarde for naam, waarde in vraag["request"]["userAttributes"].items() if naam != "custom:rollen"}
        return kenmerken | {"token_use": "id", "cognito:groups": ",".join(groepen)}

    def maak(self, soort: str) -> None:
        vraag = gebeurtenis(f"cognito-{soort}")
        kenmerken = [
            {"Name": naam, "Value": waarde}
            for naam, waarde in vraag["request"]["userAttributes"].items()
            if naam.startswith("custom:") or naam == "name"
        ]
        self.cognito.admin_create_user(UserPoolId=self.naam, Username=vraag["userName"], UserAttributes=kenmerken)

    def stand(self, soort: str) -> tuple[set[str], bool]:
        """Return the groups of this login, and whether its claim is still there."""
        vraag = {"UserPoolId": self.naam, "Username": gebeurtenis(f"cognito-{soort}")["userName"]}
        groepen = {een["GroupName"] for een in self.cognito.admin_list_groups_for_user(**vraag)["Groups"]}
        kenmerken = {een["Name"] for een in self.cognito.admin_get_user(**vraag)["UserAttributes"]}
        return groepen, "custom:rollen" in kenmerken


@pytest.fixture
def pool(functies: Functies) -> Pool:
    cognito = boto3.client("cognito-idp", region_name=REGIO)
    schema = sjabloon()["Resources"]["Gebruikerspool"]["Properties"]["Schema"]
    naam = cognito.create_user_pool(PoolName="klantmail", Schema=schema)["UserPool"]["Id"]
    for rol in Rol:
        cognito.create_group(UserPoolId=naam, GroupName=rol.value)
    return Pool(cognito, naam, functies)


@pytest.mark.parametrize(
    ("soort", "rollen"),
    [
        ("saml", {Rol.KCC_MEDEWERKER, Rol.BEHEERDER}),
        ("oidc", {Rol.KCC_MEDEWERKER}),
    ],
)
def test_who_comes_in_by_the_municipality_has_the_roles_that_it_gives(pool: Pool, soort: str, rollen: set[Rol]) -> None:
    pool.maak(soort)
    medewerker = medewerker_van(pool.tokens(soort))
    assert medewerker.rollen == rollen
    assert medewerker.organisatorische_eenheid == "Klantcontactcentrum"
    assert pool.stand(soort) == ({rol.value for rol in rollen}, False)


@pytest.mark.parametrize("soort", ["vernieuwing", "wachtwoord"])
def test_renewed_tokens_and_logins_of_cognito_keep_their_groups(pool: Pool, soort: str) -> None:
    assert medewerker_van(pool.tokens(soort)).rollen == {Rol.KCC_MEDEWERKER}


def test_a_login_without_roles_is_no_medewerker(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    zonder: Callable[[str], dict[str, Any]] = gebeurtenis

    def kaal(naam: str) -> dict[str, Any]:
        vraag = zonder(naam)
        del vraag["request"]["userAttributes"]["custom:rollen"]
        return vraag

    monkeypatch.setattr("tests.integration.functions.test_aanmelden.gebeurtenis", kaal)
    pool.maak("saml")
    with pytest.raises(GeenToegang):
        medewerker_van(pool.tokens("saml"))
