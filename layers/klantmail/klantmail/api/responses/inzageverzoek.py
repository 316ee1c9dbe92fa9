"""The types of answers about requests for all that is held about a person."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Aantal, Moment, Url, Uuid, example
from klantmail.domain.inzageverzoek import Verzoekstatus


class Verzoekbestand(TypedDict):
    """Een zip met een deel van de gegevens. Elk is op zichzelf te lezen."""

    omvang: Annotated[Aantal, example(1482311)]
    """Bytes."""
    emailberichten: Annotated[Aantal, example(12)]
    """E-mails waarvan er iets in staat."""
    inhoudUrl: Url | None
    """Waar het te downloaden is. `null` in een lijst, en zolang niet alles klaar is."""
    geldigTot: Annotated[Moment | None, example("2026-11-25T09:00:00.000Z")]
    """Tot wanneer de link ten hoogste werkt, in UTC. AWS kan hem eerder beëindigen: lees dan opnieuw."""


class Verzoekaantallen(TypedDict):
    """Hoeveel er in de bestanden staat, per soort."""

    emailberichten: Annotated[Aantal, example(12)]
    """Ontvangen e-mails."""
    klantcontacten: Annotated[Aantal, example(21)]
    """Klantcontacten."""
    rectificaties: Annotated[Aantal, example(0)]
    """Wat er in klantcontacten is rechtgezet."""
    interneTaken: Annotated[Aantal, example(1)]
    """Interne taken."""
    verzendingen: Annotated[Aantal, example(10)]
    """Verstuurde e-mails."""
    zaken: Annotated[Aantal, example(0)]
    """Zaken, zoals Klantmail ze onthoudt."""
    documenten: Annotated[Aantal, example(30)]
    """E-mails en bijlagen als document."""
    notities: Annotated[Aantal, example(2)]
    """Notities van medewerkers."""
    concepten: Annotated[Aantal, example(0)]
    """Concepten van medewerkers."""
    inzagen: Annotated[Aantal, example(84)]
    """Keren dat iemand iets zag of deed."""


class Inzageverzoek(TypedDict):
    """Een verzoek om alles wat er van een persoon is (AVG artikel 15), en hoe ver het is."""

    identificatie: Uuid
    """UUID van het verzoek."""
    status: Annotated[Verzoekstatus, example("klaar")]
    """`wordt_gemaakt`: lees over een minuut nog eens. `klaar`: alle bestanden zijn er."""
    adressen: Annotated[list[str], example(["jan@burger.example"])]
    """De e-mailadressen van de persoon, in kleine letters."""
    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van wie het vroeg."""
    naam: Annotated[str, example("Hanna Kok")]
    """De naam van wie het vroeg."""
    gevraagdOp: Moment
    """Wanneer het is gevraagd, in UTC."""
    gevonden: Annotated[Aantal | None, example(12)]
    """E-mails die bij deze adressen zijn gevonden. `null`: er wordt nog gezocht."""
    verwerkt: Annotated[Aantal, example(12)]
    """Hoeveel daarvan al in een bestand staan."""
    aantallen: Verzoekaantallen
    """Hoeveel er in de bestanden staat, per soort."""
    bestanden: list[Verzoekbestand]
    """De bestanden die er zijn."""
    klaarOp: Annotated[Moment | None, example("2026-11-24T09:02:10.000Z")]
    """Wanneer alles klaar was, in UTC."""
    vervaltOp: Annotated[Moment, example("2026-12-01T09:00:00.000Z")]
    """Vanaf wanneer het verzoek, de adressen en de bestanden weg zijn, in UTC."""
