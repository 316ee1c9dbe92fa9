"""A client that few requests need is made when one does, and once."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any

from klantmail.bootstrap.naslag import Zaaknaslag


class SlowParts:
    """The parts of a function, of which the client of the Zaken API takes a while to make."""

    made = 0

    @cached_property
    def zaken_api(self) -> "SlowParts":
        self.made += 1
        time.sleep(0.05)
        return self

    def zoek(self, verwijzing: str) -> str:
        return f"zaak of {verwijzing}"


def test_the_parts_of_a_splitsing_share_one_client_of_the_zaken_api() -> None:
    parts: Any = SlowParts()
    naslag: Any = Zaaknaslag(parts)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(naslag.zoek, "abcd")) == ["zaak of a", "zaak of b", "zaak of c", "zaak of d"]
    assert parts.made == 1
