"""The promises as invariants of a state machine: agents, mails, a clock, and
everything that can go wrong, in any order.

`make soak` plays the same machine for as long as one likes.
"""

import os
from typing import Final

from hypothesis import settings

from tests.support.machine import Contactcentrum

EXAMPLES: Final = int(os.environ.get("MACHINE_EXAMPLES", "100"))
"""Courses to play; `make guards` asks for more."""

Contactcentrum.TestCase.settings = settings(max_examples=EXAMPLES, stateful_step_count=40, deadline=None)
TestContactcentrum = Contactcentrum.TestCase
