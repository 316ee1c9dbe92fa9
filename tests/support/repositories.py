"""All registers in one, for tests that look at whatever was stored."""

from klantmail.adapters.dynamodb.bevestigregister import Bevestigregister
from klantmail.adapters.dynamodb.standaardregister import Standaardregister
from klantmail.adapters.dynamodb.uitkomstregister import Uitkomstregister
from klantmail.adapters.dynamodb.vangnetregister import Vangnetregister


class Register(Uitkomstregister, Vangnetregister, Bevestigregister, Standaardregister):
    """The whole register, of which each function has a part."""
