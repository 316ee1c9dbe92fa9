from collections.abc import Iterator

import pytest

from klantmail_local.lus import Lus


@pytest.fixture
def lus() -> Iterator[Lus]:
    lus = Lus()
    yield lus
    lus.stop()
