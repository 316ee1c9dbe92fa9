"""The guards of the promises.

A mutation is exact text: when the code changes so that it is not there any more, `make guards` says so.
"""

from typing import Final

from tests.guards.gebruik import GEBRUIK
from tests.guards.opslag import OPSLAG

BEWAKINGEN: Final = (*OPSLAG, *GEBRUIK)
