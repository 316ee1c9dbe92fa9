"""Everything that an outcome can store, on DynamoDB, to be read again when a request is repeated."""

from klantmail.adapters.dynamodb.takenregister import Takenregister
from klantmail.adapters.dynamodb.zaakregister import Zaakregister


class Uitkomstregister(Takenregister, Zaakregister):
    """The `klantmail.ports.registers.AfhandelRegister` on DynamoDB, and `Uitkomstlezer` of the API."""
