"""The types of an answer about a mail that has not left."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Aantal, Mailadres, Uuid, example


class VoorbeeldOntvanger(Mailadres, TypedDict):
    """Iemand naar wie de e-mail gaat."""

    soort: Annotated[str, example("aan", enum=["aan", "cc"])]
    """`aan`, of `cc`: de ontvanger krijgt een kopie."""
    anderAdres: bool
    """Het adres staat niet in de ontvangen e-mail."""


class VoorbeeldBijlage(TypedDict):
    """Een bestand dat meegaat."""

    identificatie: Annotated[Uuid, example("0b5a6c7d-8e9f-4a0b-9c1d-2e3f4a5b6c7d")]
    """UUID van de upload."""
    bestandsnaam: Annotated[str, example("kaart.pdf")]
    """De naam."""
    formaat: Annotated[str, example("application/pdf")]
    """MIME-type."""
    bestandsomvang: Annotated[Aantal, example(48213)]
    """De grootte, in bytes."""


class Voorbeeld(TypedDict):
    """Een e-mail zoals zij vertrekt."""

    van: Annotated[Mailadres, example({"naam": "Gemeente Voorbeeld", "adres": "info@gemeente.example"})]
    """De afzender."""
    ontvangers: list[VoorbeeldOntvanger]
    """Wie de e-mail krijgen."""
    onderwerp: Annotated[str, example("Re: Parkeervergunning")]
    """Het onderwerp."""
    tekst: Annotated[str, example("U kunt morgen langskomen.\n\nKenmerk: KM-7F3K9-Q2XAB\n")]
    """De tekst, met alles ingevuld en de vraag eronder."""
    html: Annotated[str | None, example("<p>U kunt morgen langskomen.</p>")]
    """Hetzelfde met opmaak. Toon dit in een afgeschermd frame. `null` als dat te groot is voor een antwoord."""
    bijlagen: Annotated[list[VoorbeeldBijlage], example([])]
    """De bestanden die meegaan."""
