"""A mail with more than one question."""

from dataclasses import dataclass, fields
from typing import Annotated, ClassVar

from klantmail.api.schema import Beschreven, Ongeldig, Schema, Verzoek, met_velden
from klantmail.api.verzoeken.afsluiting import GeenActieDeel
from klantmail.api.verzoeken.antwoord import AntwoordDeel
from klantmail.api.verzoeken.basis import Onderwerp, Uitkomstverzoek
from klantmail.api.verzoeken.doorzending import DoorzendDeel
from klantmail.api.verzoeken.interne_taak import TaakDeel
from klantmail.api.verzoeken.zaak import ZaakDeel
from klantmail.api.verzoeken.zaakkoppeling import KoppelDeel
from klantmail.runtime.json_names import in_json
from klantmail.usecases.afhandeling.uitkomsten.splitsing import MAX_DELEN, MIN_DELEN, Deel, Splitsing


@dataclass(frozen=True, kw_only=True)
class SplitsDeel(Verzoek):
    """Eén van de vragen van een e-mail, met precies één uitkomst."""

    __pydantic_config__: ClassVar[Schema] = met_velden(2)
    zonder_null: ClassVar[bool] = True

    onderwerp: Onderwerp
    """Waar de vraag over gaat, op één regel."""
    antwoord: AntwoordDeel | None = None
    """De vraag wordt beantwoord."""
    interne_taak: TaakDeel | None = None
    """De vraag wordt een interne taak."""
    zaak: ZaakDeel | None = None
    """De vraag wordt een zaak."""
    zaakkoppeling: KoppelDeel | None = None
    """De vraag hoort bij een zaak die er al is."""
    doorzending: DoorzendDeel | None = None
    """De vraag gaat naar een andere overheid."""
    geen_actie_nodig: GeenActieDeel | None = None
    """Er hoeft niets te gebeuren."""

    def __post_init__(self) -> None:
        if len(self._gevraagd) != 1:
            raise Ongeldig("een-uitkomst", "Geef dit deel precies één uitkomst.")

    @property
    def _gevraagd(self) -> list[str]:
        """Names of the outcomes that are asked: every field but the onderwerp is one."""
        return [veld.name for veld in fields(self) if veld.name != "onderwerp" and getattr(self, veld.name) is not None]

    @property
    def deel(self) -> Deel:
        (naam,) = self._gevraagd
        return Deel(self.onderwerp, getattr(self, naam).uitkomst, in_json(naam))


@dataclass(frozen=True, kw_only=True)
class SplitsVerzoek(Uitkomstverzoek):
    """Een e-mail met meer dan één vraag."""

    delen: Annotated[tuple[SplitsDeel, ...], Beschreven({"minItems": MIN_DELEN, "maxItems": MAX_DELEN})]
    """De vragen, elk met een eigen uitkomst."""

    @property
    def uitkomst(self) -> Splitsing:
        return Splitsing(tuple(deel.deel for deel in self.delen))
