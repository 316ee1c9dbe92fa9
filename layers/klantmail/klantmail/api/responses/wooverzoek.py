"""The types of answers about requests for public information."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Aantal, Datum, example
from klantmail.api.responses.basisverzoek import Verzamelverzoek


class Wooaantallen(TypedDict):
    """Hoeveel er in de bestanden staat, per soort."""

    emailberichten: Annotated[Aantal, example(12)]
    """Ontvangen e-mails."""
    klantcontacten: Annotated[Aantal, example(21)]
    """Klantcontacten."""
    rectificaties: Annotated[Aantal, example(0)]
    """Wat er in klantcontacten is rechtgezet."""
    verzendingen: Annotated[Aantal, example(10)]
    """Verstuurde e-mails."""
    zaken: Annotated[Aantal, example(0)]
    """Zaken, zoals Klantmail ze onthoudt."""
    documenten: Annotated[Aantal, example(30)]
    """E-mails en bijlagen als document."""
    weggelaten: Annotated[Aantal, example(3)]
    """E-mails en bestanden die passen bij het verzoek en er niet in staan. `weggelaten.csv` noemt ze met de reden."""


class Wooverzoek(Verzamelverzoek):
    """Een verzoek om de e-mail over een onderwerp (Woo artikel 4.1), en hoe ver het is."""

    van: Annotated[Datum, example("2026-01-01")]
    """De eerste dag waarop de e-mail binnenkwam, in Nederlandse tijd."""
    tot: Annotated[Datum, example("2026-06-30")]
    """De laatste dag."""
    woorden: Annotated[list[str], example(["windmolens"])]
    """De woorden die allemaal in het onderwerp staan, in kleine letters en zonder accenten."""
    postvakken: Annotated[list[str], example(["info@gemeente.example"])]
    """De postvakken. Leeg: alle."""
    aantallen: Wooaantallen
    """Hoeveel er in de bestanden staat, per soort."""
