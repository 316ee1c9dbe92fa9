"""The types of the answer to an outcome: everything that was stored with it."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Datum, Verwijzing, example
from klantmail.api.responses.emailbericht import Deelafhandeling
from klantmail.api.responses.interne_taak import InterneTaak
from klantmail.api.responses.klantcontact import Klantcontact
from klantmail.api.responses.zaak import Zaak
from klantmail.domain.afhandeling import Afhandelsoort


class Splitsing(TypedDict):
    """Een e-mail die in vragen is gesplitst."""

    soort: Afhandelsoort
    """Altijd `splitsing`."""
    delen: list[Deelafhandeling]
    """De uitkomst van elke vraag, in de volgorde van het verzoek."""


class Beantwoord(TypedDict):
    """Wat er met het antwoord is opgeslagen, in één keer."""

    klantcontacten: list[Klantcontact]
    """Het klantcontact van de e-mail, en dat van het antwoord."""
    verzending: Verwijzing
    """Het antwoord dat op weg is."""


class Vervolgd(TypedDict):
    """Wat er met het vervolgbericht is opgeslagen, in één keer."""

    klantcontact: Klantcontact
    """Het klantcontact van het vervolgbericht."""
    verzending: Verwijzing
    """Het vervolgbericht dat op weg is."""


class Gezet(TypedDict):
    """Wat er met de vervolgstap is opgeslagen, in één keer."""

    soort: Afhandelsoort
    """`interne_taak`, `zaak` of `zaakkoppeling`."""
    interneTaak: Annotated[InterneTaak | None, example(None)]
    """De interne taak, als dat de stap is."""
    zaak: Annotated[Zaak | None, example(None)]
    """De zaak, als dat de stap is: nieuw, of een die er al was."""


class Bevestigd(TypedDict):
    """De ontvangstbevestiging die op weg is."""

    verzending: Verwijzing
    """De verzending van de ontvangstbevestiging."""


class ZonderBevestiging(TypedDict):
    """Een formeel bericht waarvan de afzender geen ontvangstbevestiging kan krijgen."""

    formeelUiterlijk: Annotated[Datum, example("2027-01-19")]
    """De laatste dag van de termijn om te reageren."""
    redenZonderBevestiging: Annotated[str, example("Dit adres wordt door niemand gelezen.")]
    """Waarom er geen bevestiging naar de afzender kan."""


class Afgehandeld(TypedDict):
    """De uitkomst van een e-mail, met alles wat in één keer is opgeslagen."""

    soort: Afhandelsoort
    """De uitkomst."""
    reden: Annotated[str | None, example(None)]
    """Waarom de e-mail zonder meer is afgesloten."""
    redenZonderBericht: Annotated[str | None, example(None)]
    """Waarom de burger geen bericht kreeg: dat de e-mail is doorgezonden, of dat een formeel bericht een taak werd."""
    klantcontact: Klantcontact | None
    """Het klantcontact van de e-mail. `null` bij `geen_klantcontact`."""
    klantcontacten: list[Klantcontact]
    """Alle klantcontacten die zijn opgeslagen: eerst dat van de e-mail, dan dat van de gemeente."""
    interneTaak: Annotated[InterneTaak | None, example(None)]
    """De interne taak, als de uitkomst dat is."""
    zaak: Annotated[Zaak | None, example(None)]
    """De zaak, als de uitkomst dat is: nieuw, of een die er al was."""
    verzending: Annotated[Verwijzing | None, example(None)]
    """De eerste e-mail die hierdoor op weg is."""
    verzendingen: Annotated[list[Verwijzing], example([])]
    """Alle e-mails die hierdoor op weg zijn."""
