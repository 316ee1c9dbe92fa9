"""The types of answers about the terms of keeping."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Moment, Uuid, example
from klantmail.domain.bewaartermijn import Bewaargrond


class Termijn(TypedDict):
    """Hoe lang iets wordt bewaard."""

    jaren: Annotated[int, example(1, minimum=0)]
    """Hele jaren."""
    dagen: Annotated[int, example(0, minimum=0)]
    """Dagen, naast de jaren."""


class Bewaarregel(TypedDict):
    """Eén rij van de tabel van bewaartermijnen."""

    resultaat: Annotated[str, example("6.1.3")]
    """Het nummer van het resultaat in de selectielijst."""
    omschrijving: Annotated[str, example("Verzoek om informatie")]
    """Waar het over gaat."""
    uitkomsten: Annotated[list[Bewaargrond], example(["antwoord", "doorzending", "geen_actie_nodig"])]
    """De uitkomsten van e-mails waarvoor de rij geldt; `spam` is wat in quarantaine bleef."""
    termijn: Termijn | None
    """Hoe lang, vanaf de laatste stap van het gesprek.

    `null`: geen eigen termijn. Bij een zaak telt dan alleen de termijn van de zaak; andere e-mail blijft bewaard.
    """
    eenheden: Annotated[list[str], example([])]
    """Alleen als een taak bij een van deze organisatorische eenheden lag. Leeg: altijd."""
    postvakken: Annotated[list[str], example([])]
    """Alleen voor e-mail van deze postvakken. Leeg: altijd."""
    zaaktypen: Annotated[list[str], example([])]
    """Alleen voor zaken van deze zaaktypen. Leeg: altijd."""


class Bewaartermijnen(TypedDict):
    """De tabel van bewaartermijnen."""

    regels: list[Bewaarregel]
    """De rijen. Een rij die eenheden, postvakken of zaaktypen noemt, gaat voor. Gelden er meer, dan telt de langste
    termijn."""
    versie: Annotated[int, example(1, minimum=0)]
    """Telt de wijzigingen. Geef de versie mee die u hebt gelezen als u wijzigt. 0: de tabel waarmee Klantmail
    begint."""
    gewijzigdOp: Moment | None
    """Wanneer zij is gewijzigd, in UTC."""
    gewijzigdDoor: Annotated[Uuid | None, example("6a4c0c59-7f0e-4ad4-8a6b-3d7c2e9b1a07")]
    """UUID van wie het laatst wijzigde."""
