"""The types of the answer that tells the werkvoorraad at a glance."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Aantal, Moment, example


class Telling(TypedDict):
    """Een aantal, geteld tot een grens."""

    aantal: Annotated[Aantal, example(12)]
    """Hoeveel, ten hoogste `grens`."""
    meer: bool
    """`true`: er kunnen er meer zijn dan `aantal`."""


class Postvakstand(TypedDict):
    """Wat er in één postvak ligt."""

    postvak: Annotated[str, example("info@gemeente.example")]
    """Het postvak."""
    wachtend: Telling
    """E-mails die op een medewerker wachten."""
    oudste: Moment | None
    """Wanneer de oudste daarvan is ontvangen, in UTC. `null`: er wacht niets."""
    inBehandeling: Telling
    """E-mails die een medewerker nu open heeft."""
    vanMij: Telling
    """Die daarvan bij u in behandeling zijn."""
    quarantaine: Telling
    """E-mails die apart staan."""


class Takenstand(TypedDict):
    """Wat een eenheid te doen heeft. Taken uit alle postvakken tellen mee."""

    eenheid: Annotated[str, example("Klantcontactcentrum")]
    """De organisatorische eenheid."""
    open: Telling
    """Taken die nog niet zijn verwerkt."""
    oudste: Moment | None
    """Wanneer de oudste daarvan bij de eenheid kwam, in UTC. `null`: er is geen taak."""
    teLaat: Telling
    """Die daarvan waarvan de termijn voorbij is."""


class Werkvoorraadstand(TypedDict):
    """De werkvoorraad in één oogopslag."""

    grens: Annotated[Aantal, example(99)]
    """Tot hoever is geteld."""
    postvakken: list[Postvakstand]
    """De postvakken waar u recht op hebt. Leeg als u geen e-mail ziet."""
    gereserveerd: Telling | None
    """E-mails die voor u zijn gereserveerd. `null` als u geen e-mail ziet."""
    eigenTaken: Telling | None
    """Taken die aan u zijn toegewezen of die u oppakte. `null` als u geen taken doet."""
    eenheden: list[Takenstand]
    """De eenheden waarvan u de taken doet."""
