"""The types of an answer about a mail that came along with another one."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Aantal, Link, Mailadres, Moment, NieuweTekst, Url, example
from klantmail.api.responses.informatieobject import Integriteit
from klantmail.api.schema import Beschreven
from klantmail.domain.bestandsgevaar import Bestandsgevaar
from klantmail.domain.document import Bijlagerol
from klantmail.usecases.ingesloten import MAX_GEADRESSEERDEN, MAX_ONDERDELEN


class Onderdeel(TypedDict):
    """Een bestand dat bij een bijgevoegde e-mail zit."""

    pad: Annotated[str, example("2")]
    """De plek in de e-mail. Is het bestand zelf een e-mail, dan leest u die hiermee."""
    rol: Bijlagerol
    """`inline`: staat in de tekst, zoals een logo in een handtekening. `bijlage`: iemand heeft het bijgevoegd."""
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
    integriteit: Integriteit
    """Controlewaarde van de bytes."""
    inhoud: Link
    """Link om het bestand te downloaden."""


class Ontleding(NieuweTekst, TypedDict):
    """Een bijgevoegde e-mail, leesbaar gemaakt."""

    onderwerp: Annotated[str, example("Vergunning voor een dakkapel")]
    """Het onderwerp. Kan leeg zijn."""
    afzender: Mailadres
    """Wie de e-mail stuurde, volgens de e-mail zelf. Kan leeg zijn."""
    aan: Annotated[list[Mailadres], Beschreven({"maxItems": MAX_GEADRESSEERDEN})]
    """Aan wie, volgens de e-mail zelf. Ten hoogste de eerste 50."""
    cc: Annotated[list[Mailadres], Beschreven({"maxItems": MAX_GEADRESSEERDEN})]
    """Wie een kopie kreeg, volgens de e-mail zelf. Ten hoogste de eerste 50."""
    geschrevenOp: Annotated[Moment | None, example("2026-11-23T08:55:02.000Z")]
    """Wanneer de e-mail is geschreven, volgens de e-mail zelf, in UTC."""
    inhoud: Annotated[str | None, example("Goedemorgen,\n\nHoe vraag ik een vergunning aan?\n\nJan Jansen")]
    """De hele tekst. `null` als de tekst groter is dan 256 kB: dan staat zij achter `inhoudUrl`."""
    inhoudUrl: Annotated[Url | None, example(None)]
    """Kort geldig adres van de tekst, als die te groot is voor een antwoord."""
    html: Link | None
    """De e-mail met opmaak, veilig gemaakt. Toon dit in een afgeschermd frame. `null` als de e-mail geen opmaak
    heeft.
    """
    geblokkeerd: Annotated[list[str], example([])]
    """Wat er niet wordt getoond, en waarom."""
    onderdelen: Annotated[list[Onderdeel], Beschreven({"maxItems": MAX_ONDERDELEN})]
    """De bestanden die bij deze e-mail zitten. Ten hoogste de eerste 100."""
    waarschuwingen: Annotated[list[str], example([])]
    """Wat er aan deze e-mail niet klopt of is weggelaten."""
