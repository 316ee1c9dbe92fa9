"""What a browser asks before it calls the API from a page of another origin (CORS preflight)."""

import os
from http import HTTPStatus

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.api.herkomst import METHODEN, cors
from klantmail.api.router import KOPPEN, audit_van
from klantmail.audit import discreet
from klantmail.instellingen import Instellingen

api = APIGatewayRestResolver(cors=cors(Instellingen.uit(os.environ).herkomsten))


@api.route("/.+", method=["OPTIONS"])
def voorvraag() -> Response[str]:
    return Response(HTTPStatus.NO_CONTENT, body="", headers={**KOPPEN, "Access-Control-Allow-Methods": METHODEN})


@discreet
def handler(gebeurtenis: dict[str, object], context: LambdaContext) -> dict[str, object]:
    with audit_van(APIGatewayProxyEvent(gebeurtenis)):
        return api.resolve(gebeurtenis, context)
