"""The request for the outcome of a mail, as it comes over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.api.app import identificatie_in_pad
from klantmail.api.reader import lees_onder_inzage
from klantmail.usecases.afhandeling.afhandelen import Afhandelverzoek

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler import APIGatewayRestResolver

    from klantmail.api.verzoeken.basis import Uitkomstverzoek


def gevraagd(app: APIGatewayRestResolver, identificatie: str, vorm: type[Uitkomstverzoek]) -> Afhandelverzoek:
    """Read the request of this kind that `app` is answering, about the mail of this identificatie.

    Raises: OngeldigeInvoer; NietGevonden (the identificatie is no UUID).
    """
    verzoek, idempotency_key = lees_onder_inzage(vorm, app.current_event.decoded_body, app.current_event.headers)
    return Afhandelverzoek(
        bericht=identificatie_in_pad(identificatie, "E-mailbericht"),
        inzage=verzoek.inzage_id,
        medewerker=app.context["medewerker"],
        idempotency_key=idempotency_key,
        uitkomst=verzoek.uitkomst,
    )
