"""The types of the answer that says what the vangnet saw."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Aantal, Moment, example


class NietGestart(TypedDict):
    """Een soort fout waardoor het vangnet iets niet opnieuw kon aanbieden."""

    fout: Annotated[str, example("ThrottlingException")]
    """Soort fout."""
    aantal: Annotated[Aantal, example(2)]
    """Hoe vaak."""


class Wachtrij(TypedDict):
    """Een wachtrij met wat voorgoed mislukte."""

    bron: Annotated[str, example("ontvangen")]
    """Waar het mislukte."""
    aantal: Annotated[Aantal, example(0)]
    """Aantal berichten in de wachtrij."""


class Stand(TypedDict):
    """Wat het vangnet de laatste keer zag."""

    tijdstip: Moment | None
    """Wanneer, in UTC. `null` vóór de eerste ronde."""
    intakeWachtend: Annotated[Aantal, example(0)]
    """Ontvangen e-mails die nog niet in de werkvoorraad staan."""
    intakeOudste: Annotated[Moment | None, example(None)]
    """Wanneer de oudste daarvan is ontvangen, in UTC."""
    takenTeLaat: Annotated[Aantal, example(0)]
    """Interne taken waarvan de termijn voorbij is: `GET /interne-taken?teLaat=true`. 1000 betekent: 1000 of meer."""
    takenOudste: Annotated[Moment | None, example(None)]
    """Wanneer de oudste daarvan klaar had moeten zijn, in UTC."""
    nietGestart: Annotated[list[NietGestart], example([])]
    """Wat niet opnieuw kon worden aangeboden. De volgende ronde probeert het weer."""
    wachtrijen: list[Wachtrij]
    """De wachtrijen met wat voorgoed mislukte."""
