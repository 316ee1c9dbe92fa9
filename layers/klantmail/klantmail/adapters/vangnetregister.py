"""What the vangnet looks for, on DynamoDB."""

from klantmail.adapters.standregister import Standregister
from klantmail.adapters.zaakregister import Zaakregister


class Vangnetregister(Zaakregister, Standregister):
    """`klantmail.poorten.VangnetRegister`."""
