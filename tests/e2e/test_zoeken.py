"""What citizens mail is found by agents: through SMTP and HTTP, over the stream, the bus and the queue of the stack."""

from typing import Any
from uuid import uuid4

import httpx

from klantmail_local.client import wacht_op
from tests.e2e.conftest import Stad, vraag
from tools.reindex import Reindex, compare, key_of
from tools.deployed import Deployed
from tools.restore import items


def _gevonden(desk: httpx.Client, **zoek: Any) -> list[dict[str, Any]]:
    antwoord: dict[str, Any] = desk.post("/zoekopdrachten", json=zoek).raise_for_status().json()
    assert antwoord["cursor"] is None
    assert antwoord["gezochtTot"] is None
    rijen: list[dict[str, Any]] = antwoord["results"]
    return rijen
