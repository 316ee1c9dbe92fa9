"""The types of an answer about a document."""

from typing import Annotated, Literal, TypedDict

from klantmail.api.responses.basis import Aantal, Datum, Uuid, example
from klantmail.domain.bestandsgevaar import Bestandsgevaar


class Integriteit(TypedDict):
    """Waarmee te controleren is dat een document niet is veranderd."""

    algoritme: Literal["sha_256"]
    """De manier van berekenen."""
    waarde: Annotated[str, example("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", pattern="^[0-9a-f]{64}$")]
    """De controlewaarde, in hexadecimale cijfers."""


class IntegriteitMetDatum(Integriteit):
    """Waarmee te controleren is dat een document niet is veranderd, en wanneer dat is berekend."""

    datum: Datum
    """Wanneer de controlewaarde is berekend."""


class Informatieobject(TypedDict):
    """Een opgeslagen document (EnkelvoudigInformatieObject, Documenten API 1.7)."""

    identificatie: Annotated[Uuid, example("e6b1f1d0-7a4e-5c1f-9b57-2f6d1c0b8a90")]
    """UUID van het document."""
    bronorganisatie: Annotated[str, example("002564440", pattern=r"^\d{9}$")]
    """RSIN van de gemeente."""
    creatiedatum: Datum
    """De dag waarop het document is gemaakt."""
    titel: Annotated[str, example("tekening.pdf", maxLength=200)]
    """Titel van het document."""
    auteur: Annotated[str, example("Jan Jansen", maxLength=200)]
    """Wie het document maakte."""
    taal: Annotated[str, example("dut", pattern="^[a-z]{3}$")]
    """Taal, in drie letters (ISO 639-2/B)."""
    informatieobjecttype: Annotated[
        str,
        example(
            "https://catalogi.gemeente.example/catalogi/api/v1/informatieobjecttypen/00000000-0000-4000-8000-000000000001",
            format="uri",
        ),
    ]
    """Het type in de catalogus van de gemeente."""
    status: Literal["definitief"]
    """Een document verandert niet meer."""
    bestandsnaam: Annotated[str, example("tekening.pdf", maxLength=255)]
    """Veilige naam voor een download."""
    formaat: Annotated[str, example("application/pdf")]
    """MIME-type."""
    gevaar: Annotated[Bestandsgevaar | None, example(None)]
    """Wat het bestand kan doen als iemand het opent. `programma`: het is een programma, een script of een
    snelkoppeling. `macro`: er zitten macro's in, of dat kan bij deze soort. `null`: niets vanzelf. Dit volgt uit de
    naam, het MIME-type en de eerste bytes.
    """
    bestandsomvang: Annotated[Aantal, example(14210)]
    """Grootte in bytes."""
    integriteit: IntegriteitMetDatum
    """Controlewaarde van de bytes."""
    ontvangstdatum: Datum | None
    """De dag waarop het document is ontvangen."""
    verzenddatum: Annotated[Datum | None, example(None)]
    """De dag waarop het document is verzonden."""
