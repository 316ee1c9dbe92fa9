"""The types of answers about requests to have mail collected: what they have in common."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Aantal, Moment, Url, Uuid, example
from klantmail.domain.verzamelverzoek import Verzoekstatus


class Verzoekbestand(TypedDict):
    """Een zip met een deel van wat is verzameld. Elk is op zichzelf te lezen."""

    omvang: Annotated[Aantal, example(1482311)]
    """Bytes."""
    emailberichten: Annotated[Aantal, example(12)]
    """E-mails waarvan er iets in staat."""
    inhoudUrl: Url | None
    """Waar het te downloaden is. `null` in een lijst, en zolang niet alles klaar is."""
    geldigTot: Annotated[Moment | None, example("2026-11-25T09:00:00.000Z")]
    """Tot wanneer de link ten hoogste werkt, in UTC. AWS kan hem eerder beëindigen: lees dan opnieuw."""


class Verzamelverzoek(TypedDict):
    """Een verzoek om e-mail te verzamelen, en hoe ver het is."""

    identificatie: Uuid
    """UUID van het verzoek."""
    status: Annotated[Verzoekstatus, example("klaar")]
    """`wordt_gemaakt`: lees over een minuut nog eens. `klaar`: alle bestanden zijn er."""
    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van wie het vroeg."""
    naam: Annotated[str, example("Hanna Kok")]
    """De naam van wie het vroeg."""
    gevraagdOp: Moment
    """Wanneer het is gevraagd, in UTC."""
    nietIngenomen: Annotated[Aantal, example(0)]
    """E-mails van voor het verzoek die nog niet zijn ingenomen. Is `gevonden` `null`, dan wacht het verzoek erop.

    Dat duurt ten hoogste vier uur. Daarna: zij staan niet in de bestanden.
    """
    gevonden: Annotated[Aantal | None, example(12)]
    """E-mails die zijn gevonden. `null`: er wordt nog gezocht."""
    verwerkt: Annotated[Aantal, example(12)]
    """Hoeveel daarvan al in een bestand staan, of daar zijn weggelaten."""
    bestanden: list[Verzoekbestand]
    """De bestanden die er zijn."""
    klaarOp: Annotated[Moment | None, example("2026-11-24T09:02:10.000Z")]
    """Wanneer alles klaar was, in UTC."""
    vervaltOp: Annotated[Moment, example("2026-12-01T09:00:00.000Z")]
    """Vanaf wanneer het verzoek en de bestanden weg zijn, in UTC."""
