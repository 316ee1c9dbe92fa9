"""The types of answers about the restriction of processing."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Daad, Moment, Uuid, example


class Opheffing(Daad):
    """Een beperking is opgeheven."""

    reden: Annotated[str, example("De gegevens zijn gecontroleerd")]
    """Waarom."""


class Beperking(Daad):
    """De verwerking is beperkt."""

    reden: Annotated[str, example("De persoon betwist dat het klopt")]
    """Waarom."""
    opheffing: Opheffing | None
    """Wanneer, door wie en waarom het weer is opgeheven. `null` zolang de beperking geldt."""


class Beperkingsstand(TypedDict):
    """De stand van de beperking van een e-mail, en wat daaraan voorafging."""

    emailbericht: Annotated[Uuid, example("3b7d8a50-2d7c-5f6e-9a1b-8c0d1e2f3a4b")]
    """De e-mail. De beperking geldt voor die e-mail en alles wat eruit kwam."""
    beperkt: bool
    """Is de verwerking nu beperkt?"""
    beperkingen: list[Beperking]
    """De geschiedenis, van oud naar nieuw. Er gaat nooit iets uit weg."""


class BeperkteMail(TypedDict):
    """Een e-mail waarvan de verwerking is beperkt."""

    emailbericht: Annotated[Uuid, example("3b7d8a50-2d7c-5f6e-9a1b-8c0d1e2f3a4b")]
    """De e-mail."""
    klantcontacten: list[Uuid]
    """De klantcontacten ervan. Leeg bij een e-mail die zonder klantcontact is gesloten."""
    postvak: Annotated[str, example("info@gemeente.example")]
    """Het postvak van de e-mail."""
    ontvangenOp: Moment
    """Wanneer de e-mail binnenkwam, in UTC."""
    beperking: Beperking
    """De beperking die nu geldt."""
