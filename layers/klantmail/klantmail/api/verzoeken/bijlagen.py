"""The files that go along with a mail."""

from typing import Annotated
from uuid import UUID

from klantmail.api.schema import Beschreven
from klantmail.usecases.uitgaand.uploads import MAX_BIJLAGEN

Bijlagen = Annotated[tuple[UUID, ...], Beschreven({"maxItems": MAX_BIJLAGEN, "uniqueItems": True})]
