"""The types of an error (RFC 9457)."""

from typing import Annotated, NotRequired, TypedDict

from klantmail.api.responses.basis import Moment, Persoon, example
from klantmail.api.responses.concept import Concept
from klantmail.api.schema import Beschreven
from klantmail.domain.fouten import MAX_GENOEMD


class Probleem(TypedDict):
    """Een fout (RFC 9457)."""

    type: Annotated[str, example("urn:klantmail:probleem:niet-gevonden", pattern="^urn:klantmail:probleem:[a-z-]+$")]
    """Vaste naam van het soort probleem, voor programma's."""
    title: Annotated[str, example("Niet gevonden")]
    """Korte titel, voor mensen."""
    status: Annotated[int, example(404, minimum=400, maximum=599)]
    """De HTTP-status."""
    detail: Annotated[str, example("E-mailbericht bestaat niet.")]
    """Wat er mis is, voor mensen."""


class OngeldigVeld(TypedDict):
    """Wat er mis is met één veld."""

    name: Annotated[str, example("toegewezenAan.medewerker")]
    """Het veld, de queryparameter of de header. Leeg als het om het hele verzoek gaat."""
    code: Annotated[str, example("missing")]
    """Vaste naam van de fout, voor programma's."""
    reason: Annotated[str, example("Dit veld is verplicht.")]
    """Wat er mis is, voor mensen."""


class OngeldigVerzoek(Probleem):
    """Alles wat er mis is met een verzoek, in één keer."""

    invalidParams: Annotated[list[OngeldigVeld], Beschreven({"minItems": 1, "maxItems": MAX_GENOEMD})]
    """De fouten, per veld, ten hoogste 100."""


class AndereVersie(Probleem):
    """Het concept is niet in de toestand die u noemt. Er is niets veranderd."""

    concept: Concept | None
    """Het concept zoals het nu is. `null`: er is er geen."""


class Conflict(Probleem):
    """Het verzoek past niet bij de toestand van nu. Er is niets veranderd."""

    huidigeStatus: NotRequired[str]
    """De status op dit moment, van de e-mail, taak, verzending of zaak waar het verzoek over gaat."""
    behandelaar: NotRequired[Persoon]
    """Bij `bij-ander-in-behandeling`: wie de e-mail heeft."""
    geclaimdTot: NotRequired[Moment]
    """Bij `bij-ander-in-behandeling`: tot wanneer, in UTC."""
