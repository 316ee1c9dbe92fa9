"""The types that answers about several resources share."""

from typing import Annotated, TypedDict

from klantmail.api.schema import Beschreven
from klantmail.domain.adressering import Ontvangersoort
from klantmail.domain.verzending import Bezorgstand


def example(*voorbeelden: object, **grenzen: object) -> Beschreven:
    """Examples of a field, and its limits."""
    return Beschreven({"examples": list(voorbeelden), **grenzen})


Uuid = Annotated[str, example("3b7d8a50-2d7c-5f6e-9a1b-8c0d1e2f3a4b", format="uuid")]


Moment = Annotated[str, example("2026-11-24T09:00:00.000Z", format="date-time")]
"""UTC."""


Datum = Annotated[str, example("2026-11-24", format="date")]


Url = Annotated[
    str,
    example(
        "https://klantmail-archief.s3.eu-west-1.amazonaws.com/voorbeeld?X-Amz-Expires=300&X-Amz-Signature=0f0e0d",
        format="uri",
    ),
]


Aantal = Annotated[int, Beschreven({"minimum": 0})]


class Lijst[V](TypedDict):
    """Een bladzijde van een lijst."""

    results: list[V]
    """De resultaten, ten hoogste `pageSize`. Een bladzijde kan minder resultaten hebben terwijl er nog meer volgen."""
    cursor: Annotated[str | None, example(None)]
    """Geef deze waarde mee om de volgende bladzijde te krijgen. `null`: dit was de laatste bladzijde."""


class Persoon(TypedDict):
    """Een medewerker, zoals de aanmelding die noemt."""

    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de medewerker."""
    naam: Annotated[str, example("Anna de Boer")]
    """Naam van de medewerker."""


class Daad(Persoon):
    """Wat een medewerker deed, en wanneer."""

    tijdstip: Moment
    """Wanneer, in UTC."""


class Mailadres(TypedDict):
    """Een naam en een e-mailadres uit een e-mail."""

    naam: Annotated[str, example("Jan Jansen")]
    """De naam die erbij staat. Leeg als er geen naam is."""
    adres: Annotated[str, example("jan@burger.example")]
    """Het e-mailadres. Leeg als de e-mail geen adres noemt."""


class Ontvanger(TypedDict):
    """Iemand naar wie een e-mail van de gemeente gaat."""

    adres: Annotated[str, example("jan@burger.example")]
    """Het e-mailadres."""
    soort: Ontvangersoort
    """`aan`, of `cc`: de ontvanger krijgt een kopie."""
    anderAdres: bool
    """Het adres staat niet in de ontvangen e-mail: een medewerker heeft het getypt en bevestigd."""


class OntvangerMetBezorging(Ontvanger):
    """Iemand naar wie een e-mail van de gemeente gaat, en wat er bij die ontvanger is geworden."""

    stand: Annotated[Bezorgstand | None, example("bezorgd")]
    """`vertraagd`, `bezorgd`, `geweigerd`, of `klacht`: de ontvanger noemt het spam. `null`: nog niet bekend."""
    tijdstip: Annotated[Moment | None, example("2026-11-24T09:20:00.000Z")]
    """Wanneer dat bekend werd, in UTC."""
    reden: Annotated[str | None, example(None)]
    """Wat de andere mailserver erover zei."""


class Link(TypedDict):
    """Een kort geldig adres van een document of tekst."""

    url: Url
    """Het adres. Iedereen die het adres heeft, kan het openen: deel het niet."""
    geldigTot: Annotated[Moment, example("2026-11-24T09:05:00.000Z")]
    """Tot wanneer het adres werkt, in UTC."""


class Documentlink(Link):
    """De kort geldige adressen van een document. `url` is een download."""

    weergaveUrl: Annotated[Url | None, example(None)]
    """Bij een plaatje of PDF: het adres om het document te tonen, in een eigen venster of frame. Anders `null`: alleen
    downloaden."""


class Verwijzing(TypedDict):
    """Een verzending bij haar UUID."""

    identificatie: Annotated[Uuid, example("5b0c2f1a-93d2-5b0e-8c55-0f4f6f0d7e21")]
    """UUID van de verzending."""


class NieuweTekst(TypedDict):
    """Wat de afzender van een e-mail deze keer zelf schreef."""

    nieuweTekst: Annotated[str | None, example("Goedemorgen,\n\nHoe vraag ik een vergunning aan?\n\nJan Jansen")]
    """De tekst van de e-mail zonder de eerdere e-mails die erin staan. Bij twijfel de hele tekst. `null` als de teksten
    samen groter zijn dan 256 kB: dan staat zij achter `nieuweTekstUrl`."""
    nieuweTekstUrl: Annotated[Url | None, example(None)]
    """Kort geldig adres van die tekst, als zij te groot is voor een antwoord."""
