from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.aanmelding import Aanmelding, Gebruiker, rollen_van
from klantmail.domain.medewerker import Rol
from klantmail.usecases.beheer.aanmelden import Aanmelder

VALUES = {"KCC Agents": Rol.KCC_MEDEWERKER, "afd": Rol.BEHANDELAAR, "beheer": Rol.BEHEERDER, "KCC (beheer)": Rol.BEHEERDER}
ANNA = Gebruiker("eu-west-1_Ab1Cd2Ef3", "gemeente_anna")


@dataclass
class Pool:
    """Cognito: it keeps the claim of an earlier login when a later one gives none."""

    groepen: set[str] = field(default_factory=set)
    rolclaim: str = ""

    def voeg_toe(self, gebruiker: Gebruiker, group: str) -> None:
        assert gebruiker == ANNA
        self.groepen.add(group)

    def haal_weg(self, gebruiker: Gebruiker, group: str) -> None:
        assert gebruiker == ANNA
        self.groepen.discard(group)

    def vergeet_rolclaim(self, gebruiker: Gebruiker) -> None:
        assert gebruiker == ANNA
        self.rolclaim = ""

    def meld_aan(self, claim: str | None) -> list[str]:
        """Log in by the municipality's own login."""
        self.rolclaim = self.rolclaim if claim is None else claim
        return self._groepen(is_van_gemeente=True)

    def renew(self) -> list[str]:
        return self._groepen(is_van_gemeente=False)

    def _groepen(self, *, is_van_gemeente: bool) -> list[str]:
        aanmelding = Aanmelding(ANNA, tuple(sorted(self.groepen)), is_van_gemeente, self.rolclaim)
        return Aanmelder(self, VALUES).groepen(aanmelding)


@pytest.mark.parametrize(
    ("claim", "rollen"),
    [
        ("KCC Agents", {Rol.KCC_MEDEWERKER}),
        ("[KCC+Agents, afd]", {Rol.KCC_MEDEWERKER, Rol.BEHANDELAAR}),
        ("[KCC+%28beheer%29]", {Rol.BEHEERDER}),
        ('["KCC Agents","beheer"]', {Rol.KCC_MEDEWERKER, Rol.BEHEERDER}),
        ("KCC (beheer)", {Rol.BEHEERDER}),
        ("afd,beheer", {Rol.BEHANDELAAR, Rol.BEHEERDER}),
        ("", set()),
        ("[]", set()),
        ("beheerder", set()),
        ("[geen-beheer, beheer-elders]", set()),
    ],
)
def test_a_claim_names_roles_in_whichever_form_cognito_keeps_it(claim: str, rollen: set[Rol]) -> None:
    assert rollen_van(claim, VALUES) == rollen


@given(st.text(max_size=60))
def test_any_claim_is_read(claim: str) -> None:
    assert rollen_van(claim, VALUES) <= set(Rol)


@given(st.lists(st.sampled_from(["[KCC+Agents]", "[KCC+Agents, beheer]", "afd", "[]", "elders", None, "vernieuw"]), max_size=12))
def test_a_login_has_the_roles_that_it_was_given_last_and_no_others(steps: list[str | None]) -> None:
    pool = Pool({"eu-west-1_Ab1Cd2Ef3_gemeente"})
    geldt: set[str] = set()
    for step in steps:
        if step == "vernieuw":
            assert set(pool.renew()) & {rol.value for rol in Rol} == geldt
        else:
            geldt = {rol.value for rol in rollen_van(step or "", VALUES)}
            assert set(pool.meld_aan(step)) == geldt
    assert pool.groepen - {rol.value for rol in Rol} == {"eu-west-1_Ab1Cd2Ef3_gemeente"}, "groups that are not ours stay"


def test_who_lost_all_roles_has_none_at_the_next_login_though_cognito_keeps_the_claim() -> None:
    pool = Pool()
    assert pool.meld_aan("beheer") == ["beheerder"]
    assert pool.meld_aan(None) == []
    assert pool.renew() == []


def test_a_login_that_cognito_keeps_has_the_groups_that_a_beheerder_gave_it() -> None:
    pool = Pool({"behandelaar"}, rolclaim="beheer")
    assert pool.renew() == ["behandelaar"]
    assert (pool.groepen, pool.rolclaim) == ({"behandelaar"}, "beheer")


def test_a_login_is_not_asked_more_of_cognito_than_what_changed() -> None:
    class Nothing(Pool):
        def voeg_toe(self, gebruiker: Gebruiker, group: str) -> None:
            raise AssertionError(gebruiker, group)

        haal_weg = voeg_toe

    aanmelding = Aanmelding(ANNA, ("beheerder",), is_van_gemeente=True, rolclaim="beheer")
    assert Aanmelder(Nothing(), VALUES).groepen(aanmelding) == ["beheerder"]
    assert Aanmelder(Nothing(), VALUES).groepen(replace(aanmelding, is_van_gemeente=False)) == ["beheerder"]
