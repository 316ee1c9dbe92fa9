"""The logins that Cognito keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from klantmail.domain.aanmelding import Gebruiker


class Gebruikers(Protocol):
    """The groups of a login, and what the municipality's own login last said of its roles."""

    def voeg_toe(self, gebruiker: Gebruiker, groep: str) -> None:
        """Put the login in the group."""

    def haal_weg(self, gebruiker: Gebruiker, groep: str) -> None:
        """Take the login out of the group."""

    def vergeet_rolclaim(self, gebruiker: Gebruiker) -> None:
        """Forget the roles that the municipality's own login gave."""
