"""The types of answers about requests for all that is held about a person."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Aantal, example
from klantmail.api.responses.basisverzoek import Verzamelverzoek


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


class Inzageverzoek(Verzamelverzoek):
    """Een verzoek om alles wat er van een persoon is (AVG artikel 15), en hoe ver het is."""

    adressen: Annotated[list[str], example(["jan@burger.example"])]
    """De e-mailadressen van de persoon, in kleine letters."""
    aantallen: Verzoekaantallen
    """Hoeveel er in de bestanden staat, per soort."""
