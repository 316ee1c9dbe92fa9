"""The promises as invariants of a state machine: agents, mails, a clock, and
everything that can go wrong, in any order.

`make soak` plays the same machine for as long as one likes.
"""

from hypothesis import settings

from tests.support.machine import Contactcentrum

Contactcentrum.TestCase.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
TestContactcentrum = Contactcentrum.TestCase
