"""The types of an answer about a standaardantwoord."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Aantal, Moment, Uuid, example


class StandaardantwoordKort(TypedDict):
    """Een standaardantwoord in de lijst."""

    identificatie: Annotated[Uuid, example("9d5d7a3c-54f1-5b4f-a1a7-2c6b0a4fd2b3")]
    """UUID van het standaardantwoord."""
    naam: Annotated[str, example("Afspraak maken", maxLength=100)]
    """Waaraan een medewerker het herkent."""
    versie: Annotated[int, example(1, minimum=0)]
    """Telt de wijzigingen. Geef de versie mee die u hebt gelezen als u wijzigt."""
    gewijzigdOp: Moment
    """Wanneer het is gewijzigd, in UTC."""
    vervallen: bool
    """Het is niet meer te kiezen."""
    postvakken: Annotated[list[str], example([])]
    """De postvakken waarvoor het is. Leeg: alle."""
    categorie: Annotated[str, example("Afspraken", maxLength=100)]
    """Waaronder een medewerker het vindt. Leeg: zonder categorie."""


class StandaardantwoordInLijst(StandaardantwoordKort, TypedDict):
    """Een standaardantwoord in de lijst, met hoe vaak het is gebruikt."""

    gebruikt: Annotated[Aantal, example(12)]
    """Hoeveel antwoorden er de tekst van hebben. Elk antwoord telt één keer."""


class Standaardantwoord(StandaardantwoordKort):
    """Een tekst die een medewerker als antwoord kan kiezen."""

    inhoud: Annotated[str, example("Beste {{afzender}},\n\nU kunt op {{dag}} langskomen.\n\n{{medewerker}}", maxLength=10_000)]
    """De tekst, met invulplaatsen tussen dubbele accolades."""
    gewijzigdDoor: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van wie het laatst wijzigde."""


class Ingevuld(TypedDict):
    """Een standaardantwoord, ingevuld voor één e-mail."""

    inhoud: Annotated[str, example("Beste Jan Jansen,\n\nU kunt op {{dag}} langskomen.\n\nAnna de Boer")]
    """De tekst met wat er ingevuld kon worden."""
    open: Annotated[list[str], example(["{{dag}}"])]
    """Wat de medewerker zelf nog moet invullen."""
