"""All repositories in one, for tests that look at whatever was stored."""

from klantmail.adapters.dynamodb.afhandelingen import Afhandelingen
from klantmail.adapters.dynamodb.archiefverwijzingen import Archiefverwijzingen
from klantmail.adapters.dynamodb.bevestigingen import Bevestigingen
from klantmail.adapters.dynamodb.concepten import Concepten
from klantmail.adapters.dynamodb.emailberichten import Emailberichten
from klantmail.adapters.dynamodb.informatieobjecten import Informatieobjecten
from klantmail.adapters.dynamodb.interne_taken import InterneTaken
from klantmail.adapters.dynamodb.klantcontacten import Klantcontacten
from klantmail.adapters.dynamodb.medewerkers import Medewerkers
from klantmail.adapters.dynamodb.notities import Notities
from klantmail.adapters.dynamodb.ondertekeningen import Ondertekeningen
from klantmail.adapters.dynamodb.ontvangsten import Ontvangsten
from klantmail.adapters.dynamodb.recordherkomsten import Recordherkomsten
from klantmail.adapters.dynamodb.reserveringen import Reserveringen
from klantmail.adapters.dynamodb.standaardantwoorden import Standaardantwoorden
from klantmail.adapters.dynamodb.standaardgebruik import Standaardgebruik
from klantmail.adapters.dynamodb.standen import Standen
from klantmail.adapters.dynamodb.taakachterstand import Taakachterstand
from klantmail.adapters.dynamodb.taakgesprekken import Taakgesprekken
from klantmail.adapters.dynamodb.table import connect
from klantmail.adapters.dynamodb.tellingen import Tellingen
from klantmail.adapters.dynamodb.vervolgberichten import Vervolgberichten
from klantmail.adapters.dynamodb.vervolgstappen import Vervolgstappen
from klantmail.adapters.dynamodb.verzendingen import Verzendingen
from klantmail.adapters.dynamodb.zaken import Zaken


class AllRepositories(
    Ontvangsten,
    Reserveringen,
    Emailberichten,
    Afhandelingen,
    Klantcontacten,
    Vervolgberichten,
    Vervolgstappen,
    Informatieobjecten,
    Archiefverwijzingen,
    Verzendingen,
    Bevestigingen,
    InterneTaken,
    Taakachterstand,
    Taakgesprekken,
    Zaken,
    Standaardantwoorden,
    Notities,
    Ondertekeningen,
    Standaardgebruik,
    Concepten,
    Recordherkomsten,
    Tellingen,
    Medewerkers,
    Standen,
):
    """The functions have parts of it."""


def all_repositories(table: str, region: str, hash_key: str) -> AllRepositories:
    """Connect to a table."""
    return AllRepositories(connect(table, region, hash_key))
