"""The types of an answer about an outgoing mail."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Aantal, Moment, OntvangerMetBezorging, Uuid, example
from klantmail.domain.verzending import Bezorgstand, Hervatkeuze, Verzendsoort, Verzendstatus


class Bezorging(TypedDict):
    """Wat er bij één ontvanger van een verzonden e-mail is geworden."""

    ontvanger: Annotated[str, example("jan@burger.example")]
    """Het e-mailadres."""
    stand: Bezorgstand
    """`vertraagd`, `bezorgd`, `geweigerd`, of `klacht`: de ontvanger noemt het spam."""
    tijdstip: Moment
    """Wanneer dat bekend werd, in UTC."""
    reden: Annotated[str | None, example(None)]
    """Wat de andere mailserver erover zei."""


class Hervatting(TypedDict):
    """Wat een beheerder besloot over een verzending die niet vanzelf verder gaat."""

    keuze: Hervatkeuze
    """`opnieuw` versturen, `is_verzonden`, `vervallen`, of `gezien`: de melding is bekend."""
    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de beheerder."""
    naam: Annotated[str, example("Carla Smit")]
    """Naam van de beheerder."""
    tijdstip: Moment
    """Wanneer, in UTC."""
    toelichting: Annotated[str | None, example("De burger heeft niets ontvangen.")]
    """Waarom."""


class Verzending(TypedDict):
    """Een e-mail van de gemeente die op weg is of was."""

    identificatie: Annotated[Uuid, example("5b0c2f1a-93d2-5b0e-8c55-0f4f6f0d7e21")]
    """UUID van de verzending."""
    soort: Verzendsoort
    """`bericht_aan_klant`, `doorzending` naar een andere overheid, `ontvangstbevestiging`, of `verplaatsbericht`: over
    het verplaatsen van een formeel bericht."""
    status: Verzendstatus
    """`te_verzenden`: wacht. `bezig`: wordt nu verzonden. `verzonden`. `mislukt`: zeker niet verzonden. `onbekend`:
    niemand weet of de e-mail is verzonden, een beheerder moet kiezen. `vervallen`: wordt niet verzonden."""
    emailbericht: Uuid
    """Het e-mailbericht waar de verzending over gaat."""
    klantcontact: Annotated[Uuid | None, example("0c7a8f0e-6b1e-4c51-8f1d-7a3f0d9b2c11")]
    """Het klantcontact van de gemeente; bij een doorzending dat van de ontvangen e-mail. `null` bij een
    ontvangstbevestiging, en bij een bericht over een verplaatsing."""
    aangemaaktOp: Moment
    """Wanneer de verzending is opgeslagen, in UTC."""
    pogingen: Annotated[Aantal, example(0)]
    """Hoe vaak versturen is geprobeerd."""
    verzondenOp: Annotated[Moment | None, example(None)]
    """Wanneer de e-mail is verzonden, in UTC."""
    reden: Annotated[str | None, example(None)]
    """Waarom versturen de laatste keer niet lukte."""
    aandacht: Annotated[str | None, example("te_verzenden")]
    """De lijst met aandachtspunten waar de verzending op staat. `null`: er hoeft niets te gebeuren."""
    ontvangers: list[OntvangerMetBezorging]
    """Naar wie de e-mail gaat, en wat er bij elke ontvanger is geworden."""
    bezorgingen: Annotated[list[Bezorging], example([])]
    """Wat er bij elke ontvanger is geworden."""
    hervattingen: Annotated[list[Hervatting], example([])]
    """Wat beheerders over de verzending hebben besloten."""
