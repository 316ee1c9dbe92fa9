"""The records that an answer shows, for the audit line: who saw what (BIO2 8.15, AVG 5.2).

A row of a list of waiting mail is no viewing (`Emailbericht` without its text), so such lists are left out. Everything
else that shows a klantcontact or the text of a mail names it. A route whose answer has the text of a mail and not its
identificatie names the mail in the context, as `quoted`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
    from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

_LISTS: Final = frozenset({"GET /emailberichten"})
"""The routes that list envelopes only."""


def note_shown(app: "APIGatewayRestResolver", next_middleware: "NextMiddleware") -> "Response[Any]":
    """Keep in the context, as `shown`, which klantcontacten and e-mailberichten the answer holds."""
    response = next_middleware(app)
    event = app.current_event
    if f"{event.http_method} {event.resource}" not in _LISTS:
        quoted = (str(app.context["quoted"]),) if "quoted" in app.context else ()
        app.context["shown"] = " ".join(dict.fromkeys((*quoted, *_records(response.body))))
    return response


def _records(body: object) -> Iterator[str]:
    """Yield the identificatie of each klantcontact and e-mailbericht, and of each mail whose text is there.

    They stand however deep: the replies of a citizen are a list within a task.
    """
    if isinstance(body, dict):
        if "identificatie" in body and ("initiatiefnemer" in body or "ontvangenOp" in body):
            yield str(body["identificatie"])
        if body.get("nieuweTekst") is not None and isinstance(body.get("emailbericht"), str):
            yield str(body["emailbericht"])
        for one in body.values():
            yield from _records(one)
    elif isinstance(body, list):
        for one in body:
            yield from _records(one)
