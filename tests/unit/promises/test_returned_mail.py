"""A report that our mail was refused comes to stand with its verzending, whatever goes wrong at whatever call."""

import pytest

from klantmail.domain.verzending import Bezorgstand
from tests.support.misfortune import Misfortune
from tests.support.promises import keur
from tests.support.world import Wereld

MOST_CALLS = 24
"""More than the calls of one intake."""


@pytest.mark.parametrize("misfortune", list(Misfortune))
def test_a_refusal_by_mail_is_kept_whatever_goes_wrong_at_whatever_call(misfortune: Misfortune) -> None:
    for call in range(1, MOST_CALLS):
        wereld = Wereld()
        wereld.komt_binnen(0, 1, 0)
        wereld.neemt_in(0)
        wereld.opent(0, 0)
        wereld.handelt_af(0, 0, 0)
        wereld.stroomt(0)
        wereld.mail_komt_terug(0, 2, 0)
        wereld.neemt_in(1, {call: misfortune})
        keur(wereld)
        wereld.kom_tot_rust()
        keur(wereld)
        (verzending,) = wereld.tabel.verzendingen.values()
        assert [een.stand for een in verzending.bezorgingen] == [Bezorgstand.GEWEIGERD], call
