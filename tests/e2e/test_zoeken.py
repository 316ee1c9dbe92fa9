"""What citizens mail is found by agents: through SMTP and HTTP, over the stream, the bus and the queue of the stack."""

from typing import Any

import httpx


def _gevonden(desk: httpx.Client, **zoek: Any) -> list[dict[str, Any]]:
    antwoord: dict[str, Any] = desk.post("/zoekopdrachten", json=zoek).raise_for_status().json()
    assert antwoord["cursor"] is None
    assert antwoord["gezochtTot"] is None
    rijen: list[dict[str, Any]] = antwoord["results"]
    return rijen
