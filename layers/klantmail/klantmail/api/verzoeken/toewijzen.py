"""For whom an interne taak is."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from klantmail.api.verzoeken.basis import EenRegel, Verzoek, met_velden
from klantmail.internetaak import Toewijzing


class ToewijzingVerzoek(Verzoek):
    """Voor wie een taak is: een organisatorische eenheid of een medewerker, en niet allebei."""

    model_config = met_velden(1)

    organisatorische_eenheid: Annotated[EenRegel, Field(max_length=100)] | None = None
    """Naam van de organisatorische eenheid."""
    medewerker: UUID | None = None
    """UUID van de medewerker."""

    @model_validator(mode="after")
    def een_van_beide(self) -> Self:
        if (self.organisatorische_eenheid is None) == (self.medewerker is None):
            raise PydanticCustomError("een_van_beide", "one of both")
        return self

    @property
    def toewijzing(self) -> Toewijzing:
        return Toewijzing(self.organisatorische_eenheid, self.medewerker)
