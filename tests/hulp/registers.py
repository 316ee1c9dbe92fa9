"""All registers in one, for tests that look at whatever was stored."""

from klantmail.adapters.bevestigregister import Bevestigregister
from klantmail.adapters.standaardregister import Standaardregister
from klantmail.adapters.uitkomstregister import Uitkomstregister
from klantmail.adapters.vangnetregister import Vangnetregister


class Register(Uitkomstregister, Vangnetregister, Bevestigregister, Standaardregister):
    """What the functions have parts of."""
