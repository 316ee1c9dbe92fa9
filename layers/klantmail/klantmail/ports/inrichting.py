"""The table, as the use cases need it for what a beheerder writes there, and for the state that the vangnet leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from klantmail.domain.ondertekening import Ondertekening
    from klantmail.domain.stand import Stand
    from klantmail.domain.standaardantwoord import Standaardantwoord
    from klantmail.ports.repositories import Pagina


class Standaardtekstlezer(Protocol):
    """One standaardantwoord."""

    def standaardantwoord(self, identificatie: UUID) -> Standaardantwoord:
        """Read it consistently. Raises: NietGevonden."""


class Standaardteksten(Standaardtekstlezer, Protocol):
    """Standaardantwoorden."""

    def standaardantwoorden(self, *, aantal: int, na: str | None) -> Pagina[Standaardantwoord]:
        """The standaardantwoorden that are not vervallen, by identificatie.

        A page may hold fewer than asked for and still have a next one.
        """

    def bewaar_standaardantwoord(self, standaardantwoord: Standaardantwoord) -> None:
        """Store version 1 if there is none, or a later one over the version before it.

        Raises: Geweigerd, Botsing, OpslagOnbekend.
        """


class Standaardgebruik(Protocol):
    """The use of standaardantwoorden."""

    def gebruik(self) -> Mapping[UUID, int]:
        """The counts, of those that were used. What was counted a moment ago may not be among it."""


class Ondertekeninglezer(Protocol):
    """The salutations and signatures of postvakken."""

    def ondertekeningen(self, *, consistent: bool = False) -> Mapping[str, Ondertekening]:
        """All that there are, by postvak."""


class Ondertekeningen(Ondertekeninglezer, Protocol):
    """The salutations and signatures of postvakken, kept."""

    def bewaar_ondertekening(self, ondertekening: Ondertekening) -> None:
        """Store version 1 if there is none, or a later one over the version before it.

        Raises: Geweigerd, Botsing, OpslagOnbekend.
        """


class Standlezer(Protocol):
    """The last observations of the vangnet."""

    def stand(self) -> Stand | None:
        """The observations of the last round of the vangnet; None before its first round."""


class Standen(Standlezer, Protocol):
    """The observations of the vangnet, kept."""

    def bewaar_stand(self, stand: Stand) -> None:
        """Keep the observations of the vangnet, over the earlier ones."""
