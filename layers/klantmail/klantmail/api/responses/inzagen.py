"""The types of an answer about who saw what."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Moment, Uuid, example


class Kijker(TypedDict):
    """Een regel uit het logboek: iemand zag of deed iets."""

    tijdstip: Moment
    """Wanneer, in UTC."""
    medewerker: Annotated[Uuid | None, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de medewerker."""
    naam: Annotated[str | None, example("Anna Visser")]
    """De naam van de medewerker. `null` als Klantmail de naam niet (meer) kent."""
    actie: Annotated[str, example("GET /klantcontacten/{identificatie}")]
    """Wat de medewerker deed: de operatie van deze API."""
    oorsprong: Annotated[str, example("192.0.2.44")]
    """Het netwerkadres waar het verzoek vandaan kwam."""
