"""The lists that a municipality sets, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from klantmail.api.responses import inrichting as responses
    from klantmail.domain.medewerker import BekendeMedewerker, Medewerker
    from klantmail.domain.zaaktype import Zaaktype


def render_zaaktype(soort: Zaaktype) -> responses.Zaaktype:
    return {"naam": soort.naam, "url": soort.url}


def render_postvak(adres: str, *, bevestigd: bool) -> responses.Postvak:
    return {"adres": adres, "ontvangstbevestiging": bevestigd}


def render_organisatorische_eenheid(naam: str, behandelaars: int) -> responses.OrganisatorischeEenheid:
    return {"naam": naam, "aantalBehandelaars": behandelaars}


def render_medewerker(bekende: BekendeMedewerker, *, actief: bool) -> responses.Medewerker:
    medewerker = bekende.medewerker
    return {
        "medewerker": str(medewerker.identificatie),
        "naam": medewerker.naam,
        "organisatorischeEenheid": medewerker.organisatorische_eenheid,
        "rollen": sorted(medewerker.rollen),
        "doetTaken": medewerker.doet_taken,
        "actief": actief,
        "postvakken": sorted(medewerker.postvakken),
    }


def render_ik(medewerker: Medewerker, postvakken: Sequence[str]) -> responses.Ik:
    """Render who is asking. Args: postvakken: those of the municipality."""
    return {
        "medewerker": str(medewerker.identificatie),
        "naam": medewerker.naam,
        "organisatorischeEenheid": medewerker.organisatorische_eenheid,
        "rollen": sorted(medewerker.rollen),
        "doetTaken": medewerker.doet_taken,
        "postvakken": [een for een in postvakken if medewerker.mag(een)],
        "allePostvakken": not medewerker.is_beperkt,
    }
