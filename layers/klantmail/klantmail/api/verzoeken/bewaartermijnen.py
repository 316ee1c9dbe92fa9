"""The table of terms."""

from dataclasses import dataclass
from typing import Annotated

from klantmail.api.schema import Beschreven, Getal, Tekst, Verzoek
from klantmail.api.verzoeken.basis import URL, een_regel
from klantmail.domain.bewaartermijn import (
    MAX_GENOEMD_IN_REGEL,
    MAX_REGELS,
    MAX_TERMIJN_JAREN,
    Bewaargrond,
    Bewaarregel,
    Bewaartermijn,
)


@dataclass(frozen=True, kw_only=True)
class TermijnDeel(Verzoek):
    """Hoe lang iets wordt bewaard."""

    jaren: Annotated[int, Getal(0, MAX_TERMIJN_JAREN)] = 0
    """Hele jaren."""
    dagen: Annotated[int, Getal(0, 366)] = 0
    """Dagen, naast de jaren. Samen met de jaren ten minste één dag."""


@dataclass(frozen=True, kw_only=True)
class BewaarregelDeel(Verzoek):
    """Eén rij van de tabel."""

    resultaat: Annotated[str, een_regel(20)]
    """Het nummer van het resultaat in de selectielijst."""
    omschrijving: Annotated[str, een_regel(200)]
    """Waar het over gaat."""
    uitkomsten: tuple[Bewaargrond, ...]
    """De uitkomsten van e-mails waarvoor de rij geldt, ten minste één; `spam` is wat in quarantaine bleef."""
    termijn: TermijnDeel | None
    """Hoe lang, vanaf de laatste stap van het gesprek.

    `null`: geen eigen termijn. Bij een zaak telt dan alleen de termijn van de zaak; andere e-mail blijft bewaard.
    """
    eenheden: Annotated[tuple[Annotated[str, een_regel(100)], ...], Beschreven({"maxItems": MAX_GENOEMD_IN_REGEL})] = ()
    """Alleen als een taak bij een van deze organisatorische eenheden lag."""
    postvakken: Annotated[tuple[Annotated[str, een_regel(254)], ...], Beschreven({"maxItems": MAX_GENOEMD_IN_REGEL})] = ()
    """Alleen voor e-mail van deze postvakken."""
    zaaktypen: Annotated[
        tuple[Annotated[str, Tekst(1000, patroon=URL)], ...], Beschreven({"maxItems": MAX_GENOEMD_IN_REGEL})
    ] = ()
    """Alleen voor zaken van deze zaaktypen, met hun URL."""

    @property
    def regel(self) -> Bewaarregel:
        return Bewaarregel(
            resultaat=self.resultaat,
            omschrijving=self.omschrijving,
            gronden=self.uitkomsten,
            termijn=Bewaartermijn(self.termijn.jaren, self.termijn.dagen) if self.termijn else None,
            eenheden=self.eenheden,
            postvakken=self.postvakken,
            zaaktypen=self.zaaktypen,
        )


@dataclass(frozen=True, kw_only=True)
class BewaartermijnenWijziging(Verzoek):
    """De hele tabel van bewaartermijnen."""

    regels: Annotated[tuple[BewaarregelDeel, ...], Beschreven({"maxItems": MAX_REGELS})]
    """De rijen. Elke uitkomst heeft ten minste één rij zonder eenheden, postvakken en zaaktypen. Een rij die er wel
    noemt, gaat voor. Gelden er meer, dan telt de langste termijn."""
    versie: Annotated[int, Getal(0)]
    """De versie die u hebt gelezen. 0: de tabel waarmee Klantmail begint."""
