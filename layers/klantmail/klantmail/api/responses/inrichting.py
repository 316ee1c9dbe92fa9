"""The types of the lists that a municipality sets."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Url, example


class Zaaktype(TypedDict):
    """Een soort zaak die een e-mail kan worden."""

    naam: Annotated[str, example("Klacht")]
    """De naam, om uit te kiezen."""
    url: Annotated[Url, example("https://catalogi.gemeente.example/zaaktypen/1")]
    """Het zaaktype in de catalogus van de gemeente. Dit staat in een nieuwe zaak."""


class Postvak(TypedDict):
    """Een postvak van de gemeente."""

    adres: Annotated[str, example("info@gemeente.example")]
    """Het e-mailadres."""
    ontvangstbevestiging: Annotated[bool, example(False)]
    """Of gewone e-mail aan dit postvak vanzelf een ontvangstbevestiging krijgt."""


class OrganisatorischeEenheid(TypedDict):
    """Een afdeling die interne taken kan krijgen."""

    naam: Annotated[str, example("Burgerzaken")]
    """De naam."""
