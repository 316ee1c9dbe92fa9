"""A mail of the gemeente that goes out beside an outcome: once for each request, however often that comes.

The verzending of such a mail keeps the fingerprint of its request.
"""

from dataclasses import dataclass
from uuid import UUID

from klantmail.domain.fouten import NietGevonden, SleutelHergebruikt
from klantmail.domain.klantcontact import Klantcontact
from klantmail.ports.repositories import Klantcontactlezer
from klantmail.ports.verzendingen import Verzendinglezer


@dataclass(frozen=True, slots=True)
class OpgeslagenBericht:
    """The klantcontact of the gemeente as it is stored, and its sending."""

    klantcontact: Klantcontact
    verzending: UUID


def eerder_bericht(
    klantcontacten: Klantcontactlezer, verzendingen: Verzendinglezer, klantcontact: UUID, verzending: UUID, afdruk: str
) -> OpgeslagenBericht | None:
    """Return what the request of this fingerprint stored before under these identificaties; None when it did not.

    Raises: SleutelHergebruikt (another request stored it).
    """
    try:
        eerdere = verzendingen.verzending(verzending)
    except NietGevonden:
        return None
    if eerdere.vingerafdruk != afdruk:
        raise SleutelHergebruikt()
    return OpgeslagenBericht(klantcontacten.klantcontact(klantcontact), verzending)
