"""The guards of the promises.

A mutation is exact text: when the code changes so that it is not there any more, `make guards` says so.
"""

from typing import Final

from tests.proofs.guards.in_storage import IN_STORAGE
from tests.proofs.guards.in_usecases import IN_USECASES

GUARDS: Final = (*IN_STORAGE, *IN_USECASES)
