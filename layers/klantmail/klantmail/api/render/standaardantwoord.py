"""A standaardantwoord as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from klantmail.api.responses import standaardantwoord as responses
    from klantmail.domain.standaardantwoord import Ingevuld, Standaardantwoord


def render_standaardantwoord_kort(tekst: Standaardantwoord) -> responses.StandaardantwoordKort:
    """The standaardantwoord as an agent picks it from the list."""
    return {
        "identificatie": str(tekst.identificatie),
        "naam": tekst.naam,
        "versie": tekst.versie,
        "gewijzigdOp": als_tekst(tekst.gewijzigd_op),
        "vervallen": tekst.vervallen,
        "postvakken": list(tekst.postvakken),
        "categorie": tekst.categorie,
    }


def render_standaardantwoord_in_lijst(rij: tuple[Standaardantwoord, int]) -> responses.StandaardantwoordInLijst:
    tekst, gebruikt = rij
    return {**render_standaardantwoord_kort(tekst), "gebruikt": gebruikt}


def render_standaardantwoord(tekst: Standaardantwoord) -> responses.Standaardantwoord:
    return {**render_standaardantwoord_kort(tekst), "inhoud": tekst.inhoud, "gewijzigdDoor": str(tekst.gewijzigd_door)}


def render_ingevuld(tekst: Ingevuld) -> responses.Ingevuld:
    """The text for one mail; `open` names what the agent has yet to fill in."""
    return {"inhoud": tekst.tekst, "open": list(tekst.open)}
