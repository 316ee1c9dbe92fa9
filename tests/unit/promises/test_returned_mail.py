"""A report that our mail was refused comes to stand with its verzending, whatever goes wrong at whatever call."""

import pytest

from klantmail.domain.verzending import Bezorgstand
from tests.support.misfortune import Misfortune
from tests.support.promises import keur
from tests.support.world import World

MOST_CALLS = 24
"""More than the calls of one intake."""


@pytest.mark.parametrize("misfortune", list(Misfortune))
def test_a_refusal_by_mail_is_kept_whatever_goes_wrong_at_whatever_call(misfortune: Misfortune) -> None:
    for call in range(1, MOST_CALLS):
        world = World()
        world.komt_binnen(0, 1, 0)
        world.neemt_in(0)
        world.opent(0, 0)
        world.handelt_af(0, 0, 0)
        world.stroomt(0)
        world.mail_komt_terug(0, 2, 0)
        world.neemt_in(1, {call: misfortune})
        keur(world)
        world.kom_tot_rust()
        keur(world)
        (verzending,) = world.tabel.verzendingen.values()
        assert [each.stand for each in verzending.bezorgingen] == [Bezorgstand.GEWEIGERD], call
