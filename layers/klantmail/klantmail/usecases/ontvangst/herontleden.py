"""A new reading of archived mail with the present reader, to see what a newer reader would make of it.

Nothing is changed.
"""

import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from klantmail.domain.document import Tekst
from klantmail.ports.objecten import Archief
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.ontvangst.html_pagina import maak_weergave
from ontleden.lezen import ontleed

_APART: Final = frozenset({"versie", "html", "inhoud", "nieuwe_tekst"})
"""Fields that are stored elsewhere, or are different by nature."""


def herlees(archief: Archief, emailbericht: UUID, sha256: str, versie: str) -> dict[str, tuple[Any, Any]]:
    """Return, for each field that would change, what is stored and what the reader
    makes of it now. Texts and HTML count.

    Args:
        sha256: sha256 of the raw mail.
        versie: version of the reader whose result is stored.

    Raises: NietGevonden (the mail, or what was read of it, is not in the archive).
    """
    ruw = archief.lees(opslag.mail_key(emailbericht, sha256))
    bron: dict[str, Any] = json.loads(archief.lees(opslag.inhoud_key(emailbericht, versie)))
    nieuw = ontleed(ruw)
    velden: dict[str, Any] = json.loads(opslag.als_json(nieuw, Tekst("", 0), Tekst("", 0), None))["ontleding"]
    oud: Mapping[str, Any] = bron["ontleding"]
    verschillen = {
        naam: (oud.get(naam), waarde) for naam, waarde in velden.items() if naam not in _APART and oud.get(naam) != waarde
    }
    for soort, veld in (("tekst", "inhoud"), ("nieuweTekst", "nieuwe_tekst")):
        tekst = _tekst(archief, bron.get(soort, bron["tekst"]), oud[veld])
        if tekst != velden[veld]:
            verschillen[veld] = (tekst, velden[veld])
    weergave = archief.lees(bron["weergave"]) if bron["weergave"] else b""
    nieuwe_weergave = maak_weergave(nieuw, ruw) if nieuw.html else b""
    if weergave != nieuwe_weergave:
        verschillen["weergave"] = (weergave.decode(), nieuwe_weergave.decode())
    return verschillen


def _tekst(archief: Archief, plek: Mapping[str, Any], waarde: str) -> str:
    """Return a text that is stored in `inhoud.json` itself, or in an object of its own."""
    return waarde if plek["ingesloten"] else archief.lees(plek["sleutel"]).decode()


def gearchiveerd(object_key: str) -> tuple[UUID, str] | None:
    """E-mailbericht and sha256 of the key of a raw mail; None for any other key."""
    delen = object_key.split("/")
    if len(delen) != 3 or delen[0] != "emailberichten" or not delen[2].endswith(".eml"):
        return None
    return UUID(delen[1]), delen[2].removesuffix(".eml")
