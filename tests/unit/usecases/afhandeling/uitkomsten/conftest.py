"""An opened mail, which the tests of the outcomes begin with."""

import pytest

from klantmail.usecases.afhandeling.inzien import GeopendeMail
from tests.support.builders import ANNA, Gemeente


@pytest.fixture
def mail(gemeente: Gemeente) -> GeopendeMail:
    """A mail that came in just now, and that Anna opened."""
    return gemeente.inziener.open(gemeente.ontvang(), ANNA)
