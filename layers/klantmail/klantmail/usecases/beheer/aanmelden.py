"""The groups that the tokens of a login name."""

from collections.abc import Mapping
from dataclasses import dataclass

from klantmail.domain.aanmelding import Aanmelding, rollen_van
from klantmail.domain.medewerker import Rol
from klantmail.ports.gebruikers import Gebruikers


@dataclass(frozen=True, slots=True)
class Aanmelder:
    """The giver of groups.

    Args:
        rolwaarden: the role of each value that the municipality's own login may give.
    """

    gebruikers: Gebruikers
    rolwaarden: Mapping[str, Rol]

    def groepen(self, aanmelding: Aanmelding) -> list[str]:
        """Return the groups for the tokens of this login.

        Who comes in by the municipality's own login has the roles that it gives now, and no others. Cognito keeps a
        claim that is given no more, so it is forgotten as soon as it is read: whoever lost all roles has none at the
        next login. The groups are kept in Cognito, for when the tokens are renewed.
        """
        if not aanmelding.is_van_gemeente:
            return list(aanmelding.groepen)
        rollen = {rol.value for rol in rollen_van(aanmelding.rolclaim, self.rolwaarden)}
        onze = {rol.value for rol in Rol}
        for groep in sorted(onze & set(aanmelding.groepen) - rollen):
            self.gebruikers.haal_weg(aanmelding.gebruiker, groep)
        for groep in sorted(rollen - set(aanmelding.groepen)):
            self.gebruikers.voeg_toe(aanmelding.gebruiker, groep)
        if aanmelding.rolclaim:
            self.gebruikers.vergeet_rolclaim(aanmelding.gebruiker)
        return sorted(rollen)
