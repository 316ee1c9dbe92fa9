"""The restriction of processing."""

from dataclasses import dataclass
from typing import Annotated

from klantmail.api.schema import Verzoek
from klantmail.api.verzoeken.basis import een_regel


@dataclass(frozen=True, kw_only=True)
class BeperkVerzoek(Verzoek):
    """De verwerking van een klantcontact beperken, of dat opheffen."""

    beperkt: bool
    """`true`: beperken. `false`: de beperking opheffen."""
    reden: Annotated[str, een_regel(500)]
    """Waarom, op één regel. Komt in de geschiedenis. Ten hoogste 500 tekens."""
