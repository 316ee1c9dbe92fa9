"""The types of answers about outages of postvakken."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Moment, Uuid, example


class Postvakstoring(TypedDict):
    """Een tijd waarin bij postvakken geen e-mail kon binnenkomen."""

    identificatie: Annotated[Uuid, example("4f3b9f0e-5d0a-5c1e-9a53-7f6c2f1d0b8a")]
    """UUID van de storing."""
    postvakken: Annotated[list[str], example(["info@gemeente.example"])]
    """De postvakken. Leeg: alle."""
    van: Moment
    """Het moment waarop de storing begon, in UTC."""
    tot: Annotated[Moment | None, example("2026-11-24T11:30:00.000Z")]
    """Het moment waarop er weer e-mail binnenkwam, in UTC. `null`: de storing duurt nog."""
    toelichting: Annotated[str, example("De mailserver was niet bereikbaar", maxLength=1000)]
    """Wat er aan de hand was."""
    vervallen: bool
    """Deze storing is er niet geweest: zij is bij vergissing genoteerd."""
    versie: Annotated[int, example(1, minimum=1)]
    """Telt de wijzigingen. Geef de versie mee die u hebt gelezen als u wijzigt."""
    geregistreerdOp: Moment
    """Wanneer de storing is genoteerd, in UTC."""
    geregistreerdDoor: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van wie de storing noteerde."""
    gewijzigdOp: Moment
    """Wanneer de storing het laatst is gewijzigd, in UTC."""
    gewijzigdDoor: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van wie het laatst wijzigde."""
