"""Everything that an outcome can store, on DynamoDB, to be read again when a request is repeated."""

from klantmail.adapters.takenregister import Takenregister
from klantmail.adapters.zaakregister import Zaakregister


class Uitkomstregister(Takenregister, Zaakregister):
    """`klantmail.poorten.AfhandelRegister`, and `Uitkomstlezer` of the API."""
