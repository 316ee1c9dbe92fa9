from collections.abc import Iterator

import pytest

from klantmail_local.loop import Loop


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.stop()
