"""The files that go along with a mail."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from klantmail.uploads import MAX_BIJLAGEN

# Limits that stand in `json_schema_extra` are judged by the use cases, and only described here.
Bijlagen = Annotated[tuple[UUID, ...], Field(json_schema_extra={"maxItems": MAX_BIJLAGEN, "uniqueItems": True})]
