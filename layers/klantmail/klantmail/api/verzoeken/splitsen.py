"""A mail with more than one question."""

from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from klantmail.api.velden import Beschreven, Ongeldig, Schema, Verzoek, met_velden
from klantmail.api.verzoeken.afhandelen import DoorzendDeel, GeenActieDeel, TaakDeel, ZaakDeel
from klantmail.api.verzoeken.antwoord import AntwoordDeel
from klantmail.api.verzoeken.basis import OnderInzage, Onderwerp
from klantmail.usecases.afhandeling.beantwoorden import Antwoord
from klantmail.usecases.afhandeling.splitsen import MAX_DELEN, MIN_DELEN, Deelverzoek


@dataclass(frozen=True, kw_only=True)
class SplitsDeel(Verzoek):
    """Eén van de vragen van een e-mail, met precies één uitkomst."""

    __pydantic_config__: ClassVar[Schema] = met_velden(2)

    onderwerp: Onderwerp
    """Waar de vraag over gaat, op één regel."""
    antwoord: AntwoordDeel | None = None
    """De vraag wordt beantwoord."""
    interne_taak: TaakDeel | None = None
    """De vraag wordt een interne taak."""
    zaak: ZaakDeel | None = None
    """De vraag wordt een zaak."""
    doorzending: DoorzendDeel | None = None
    """De vraag gaat naar een andere overheid."""
    geen_actie_nodig: GeenActieDeel | None = None
    """Er hoeft niets te gebeuren."""

    def __post_init__(self) -> None:
        if len(self._gevraagd) != 1:
            raise Ongeldig("een-uitkomst", "Geef dit deel precies één uitkomst.")

    @property
    def _gevraagd(self) -> dict[str, AntwoordDeel | TaakDeel | ZaakDeel | DoorzendDeel | GeenActieDeel]:
        mogelijk = {
            "antwoord": self.antwoord,
            "interneTaak": self.interne_taak,
            "zaak": self.zaak,
            "doorzending": self.doorzending,
            "geenActieNodig": self.geen_actie_nodig,
        }
        return {veld: deel for veld, deel in mogelijk.items() if deel is not None}

    def bij(self, inzage: UUID) -> Deelverzoek:
        ((veld, deel),) = self._gevraagd.items()
        if isinstance(deel, AntwoordDeel):
            return Deelverzoek(self.onderwerp, Antwoord(inzage, deel.inhoud, None, deel.bijlagen), veld)
        return Deelverzoek(self.onderwerp, deel.bij(inzage), veld)


@dataclass(frozen=True, kw_only=True)
class SplitsVerzoek(OnderInzage):
    """Een e-mail met meer dan één vraag."""

    delen: Annotated[tuple[SplitsDeel, ...], Beschreven({"minItems": MIN_DELEN, "maxItems": MAX_DELEN})]
    """De vragen, elk met een eigen uitkomst."""

    @property
    def verzochte_delen(self) -> tuple[Deelverzoek, ...]:
        return tuple(deel.bij(self.inzage_id) for deel in self.delen)
