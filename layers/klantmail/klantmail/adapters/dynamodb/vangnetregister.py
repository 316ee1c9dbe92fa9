"""The records that the vangnet looks for, on DynamoDB."""

from klantmail.adapters.dynamodb.standregister import Standregister
from klantmail.adapters.dynamodb.zaakregister import Zaakregister


class Vangnetregister(Zaakregister, Standregister):
    """The `klantmail.ports.registers.VangnetRegister` on DynamoDB."""
