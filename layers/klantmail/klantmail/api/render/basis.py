"""Pages and links as JSON: several resources share them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from klantmail.api.responses import basis as responses
    from klantmail.ports.repositories import Pagina


type Link = Callable[[str], tuple[str, datetime]]
"""A function from the key of a text in the archive to a short-lived address of it."""


def render_pagina[T, V](bladzijde: Pagina[T], vorm: Callable[[T], V]) -> responses.Lijst[V]:
    return {"results": [vorm(resultaat) for resultaat in bladzijde.resultaten], "cursor": bladzijde.vervolg}


def render_link(adres: tuple[str, datetime]) -> responses.Link:
    return {"url": adres[0], "geldigTot": als_tekst(adres[1])}
