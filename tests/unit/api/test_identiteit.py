from uuid import UUID

import pytest

from klantmail.api.identiteit import medewerker_van
from klantmail.domain.fouten import GeenToegang
from klantmail.domain.medewerker import Rol

CLAIMS = {
    "token_use": "id",
    "custom:medewerker": "a255acc8-b7b9-4db3-94aa-ecba5aec9f5f",
    "custom:eenheid": "Klantcontactcentrum",
    "cognito:groups": "kcc-medewerker",
    "name": "Anna de Boer",
    "email": "anna@gemeente.example",
}


def test_the_medewerker_is_who_the_claims_say() -> None:
    medewerker = medewerker_van(CLAIMS)
    assert medewerker.identificatie == UUID("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")
    assert medewerker.naam == "Anna de Boer"
    assert medewerker.organisatorische_eenheid == "Klantcontactcentrum"
    assert medewerker.rollen == {Rol.KCC_MEDEWERKER}


def test_without_a_name_the_login_is_the_name() -> None:
    assert medewerker_van({**CLAIMS, "name": ""}).naam == "anna@gemeente.example"


@pytest.mark.parametrize("groups", ["kcc-medewerker,beheerder", "[kcc-medewerker, beheerder]", "[beheerder kcc-medewerker]"])
def test_groups_are_read_in_every_form_that_gateways_give_them(groups: str) -> None:
    assert medewerker_van({**CLAIMS, "cognito:groups": groups}).rollen == {Rol.KCC_MEDEWERKER, Rol.BEHEERDER}


@pytest.mark.parametrize(
    ("claim", "postvakken"),
    [
        ("", set()),
        (" ", set()),
        ("[]", set()),
        ("*", set()),
        ("info@gemeente.example,*", set()),
        ("info@gemeente.example", {"info@gemeente.example"}),
        ("Info@Gemeente.Example, burgerzaken@gemeente.example", {"info@gemeente.example", "burgerzaken@gemeente.example"}),
        ("[info%40gemeente.example, burgerzaken%40gemeente.example]", {"info@gemeente.example", "burgerzaken@gemeente.example"}),
        ('["info@gemeente.example","burgerzaken@gemeente.example"]', {"info@gemeente.example", "burgerzaken@gemeente.example"}),
        ("info+wmo@gemeente.example", {"info+wmo@gemeente.example"}),
        ("geen", {"geen"}),
    ],
)
def test_postvakken_are_read_in_every_form_and_none_means_all(claim: str, postvakken: set[str]) -> None:
    medewerker = medewerker_van({**CLAIMS, "custom:postvakken": claim})
    assert medewerker.postvakken == postvakken
    assert medewerker.mag("elders@gemeente.example") == (not postvakken)
    assert all(medewerker.mag(each.upper()) for each in postvakken)


@pytest.mark.parametrize(
    "claims",
    [
        {**CLAIMS, "token_use": "access"},
        {**CLAIMS, "token_use": ""},
        {**CLAIMS, "custom:medewerker": "geen-uuid"},
        {**CLAIMS, "custom:eenheid": ""},
        {**CLAIMS, "cognito:groups": ""},
        {**CLAIMS, "cognito:groups": "kcc-medewerkers"},
        {},
    ],
)
def test_a_login_without_what_a_medewerker_has_is_refused(claims: dict[str, str]) -> None:
    with pytest.raises(GeenToegang):
        medewerker_van(claims)
