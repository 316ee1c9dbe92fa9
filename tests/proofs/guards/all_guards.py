"""The guards of the promises.

A mutation is exact text: when the code changes so that it is not there any more, `make guards` says so.
"""

from typing import Final

from tests.proofs.guards.in_storage import OPSLAG
from tests.proofs.guards.in_usecases import GEBRUIK

BEWAKINGEN: Final = (*OPSLAG, *GEBRUIK)
