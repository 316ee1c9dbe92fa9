"""The settings of the figures. They stand apart, since they bring along all that is counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from klantmail.domain.cijfers import Norm
from klantmail.domain.werktijd import lees_werktijden
from klantmail.runtime.instellingen import seconden, vereist


@dataclass(frozen=True, slots=True)
class CijferInstellingen:
    """The settings of the figures."""

    norm: Norm
    """The opening hours, and the working days within which a mail should have its outcome."""
    navertellen_na: timedelta
    """The time after which what happened should have been counted."""
    navertellen_terug: timedelta
    """The time that is looked back for what was not."""

    @classmethod
    def uit(cls, omgeving: Mapping[str, str]) -> Self:
        """Read the settings. Raises: OntbrekendeInstelling; ValueError (hours or a number that are none)."""
        return cls(
            norm=Norm(lees_werktijden(vereist(omgeving, "OPENINGSTIJDEN")), int(vereist(omgeving, "ANTWOORDNORM"))),
            navertellen_na=seconden(omgeving, "NAVERTELLEN_NA_SECONDEN"),
            navertellen_terug=seconden(omgeving, "NAVERTELLEN_TERUG_SECONDEN"),
        )
