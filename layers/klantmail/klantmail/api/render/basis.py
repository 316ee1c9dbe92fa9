"""Pages, links and persons as JSON: several resources share them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from klantmail.domain.tijd import als_tekst
from ontleden.ontleding import ingekort

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from klantmail.api.responses import basis as responses
    from klantmail.domain.adressering import Ontvanger
    from klantmail.domain.document import Documentlink
    from klantmail.domain.verzending import Verzending
    from klantmail.ports.repositories import Pagina
    from ontleden.ontleding import Adres


_MAX_NAAM: Final = 100
"""Characters of the name of a recipient in an answer."""
type Link = Callable[[str], tuple[str, datetime]]
"""A function from the key of a text in the archive to a short-lived address of it."""


def render_pagina[T, V](page: Pagina[T], vorm: Callable[[T], V]) -> responses.Lijst[V]:
    return {"results": [vorm(resultaat) for resultaat in page.resultaten], "cursor": page.vervolg}


class _Iemand(Protocol):
    """A record that names a medewerker as their login did."""

    @property
    def medewerker(self) -> UUID: ...

    @property
    def naam(self) -> str: ...


class _Gedaan(_Iemand, Protocol):
    """A record of what a medewerker did."""

    @property
    def tijdstip(self) -> datetime: ...


def render_persoon(wie: _Iemand) -> responses.Persoon:
    return {"medewerker": str(wie.medewerker), "naam": wie.naam}


def render_daad(gedaan: _Gedaan) -> responses.Daad:
    return {**render_persoon(gedaan), "tijdstip": als_tekst(gedaan.tijdstip)}


def render_mailadres(adres: Adres) -> responses.Mailadres:
    """The address with the beginning of its name, which is no place for more."""
    return {"naam": ingekort(adres.naam, _MAX_NAAM), "adres": adres.adres}


def render_ontvanger(ontvanger: Ontvanger) -> responses.Ontvanger:
    return {"adres": ontvanger.adres, "soort": ontvanger.soort, "anderAdres": ontvanger.ander_adres}


def render_bezorging(verzending: Verzending) -> list[responses.OntvangerMetBezorging]:
    """The recipients of an outgoing mail, each with the last news about it."""
    bij = [(een, verzending.bezorging_bij(een)) for een in verzending.alle_ontvangers]
    return [
        {
            **render_ontvanger(ontvanger),
            "stand": bezorging.stand if bezorging else None,
            "tijdstip": als_tekst(bezorging.tijdstip) if bezorging else None,
            "reden": bezorging.reden or None if bezorging else None,
        }
        for ontvanger, bezorging in bij
    ]


def render_documentlink(link: Documentlink) -> responses.Documentlink:
    return {"url": link.download, "geldigTot": als_tekst(link.geldig_tot), "weergaveUrl": link.weergave}


def render_link(adres: tuple[str, datetime]) -> responses.Link:
    return {"url": adres[0], "geldigTot": als_tekst(adres[1])}
