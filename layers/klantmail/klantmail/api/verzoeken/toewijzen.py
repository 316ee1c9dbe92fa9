"""The assignee of an interne taak."""

from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from klantmail.api.schema import Ongeldig, Schema, Verzoek, met_velden
from klantmail.api.verzoeken.basis import een_regel
from klantmail.domain.interne_taak import Toewijzing


@dataclass(frozen=True, kw_only=True)
class ToewijzingVerzoek(Verzoek):
    """Voor wie een taak is: een organisatorische eenheid of een medewerker, en niet allebei."""

    __pydantic_config__: ClassVar[Schema] = met_velden(1)
    zonder_null: ClassVar[bool] = True

    organisatorische_eenheid: Annotated[str, een_regel(100)] | None = None
    """Naam van de organisatorische eenheid."""
    medewerker: UUID | None = None
    """UUID van de medewerker."""

    def __post_init__(self) -> None:
        if (self.organisatorische_eenheid is None) == (self.medewerker is None):
            raise Ongeldig("een-van-beide", "Noem een organisatorische eenheid of een medewerker, en niet allebei.")

    @property
    def toewijzing(self) -> Toewijzing:
        return Toewijzing(self.organisatorische_eenheid, self.medewerker)
