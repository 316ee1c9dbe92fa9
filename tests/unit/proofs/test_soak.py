"""The counts of the soak."""

from collections.abc import Iterator

import pytest

from tests.proofs.soak.soak import IN_QUARANTINE, CountingMachine, Tally, fingerprint


@pytest.fixture
def play() -> Iterator[CountingMachine]:
    """A play that is ended: it runs what is at the same time one by one, and would leave that to the tests after it."""
    play = CountingMachine()
    try:
        yield play
    finally:
        play.teardown()


def test_a_mail_that_was_closed_in_quarantine_is_a_state_like_any_other(play: CountingMachine) -> None:
    play.er_is_al_gewerkt(stages=[(1, 0), (2, 0), (3, 1)])
    before = fingerprint(play.world)
    play.beheerder_sluit_quarantaine(first=2, aantal=0, how=0, plan={})
    assert fingerprint(play.world) != before
    counted = Tally()
    counted.count_course(play.world)
    assert counted.outcomes[IN_QUARANTINE] == 1
