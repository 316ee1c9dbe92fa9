"""Cognito makes the tokens of a login: the municipality's own login says which roles it has."""

import os
from typing import Any

from klantmail.bootstrap.wiring import Wiring

from aws_lambda_powertools.utilities.data_classes.cognito_user_pool_event import PreTokenGenerationTriggerEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.runtime.audit import audit, discreet, id_of_niets
from klantmail.runtime.gebeurtenissen import aanmelding_van

aanmelder = Wiring(os.environ).aanmelder


@discreet
def handler(gebeurtenis: dict[str, Any], _: LambdaContext) -> dict[str, Any]:
    token = PreTokenGenerationTriggerEvent(gebeurtenis)
    medewerker = id_of_niets(token.request.user_attributes.get("custom:medewerker"))
    with audit("aanmelden", "cognito", actor=medewerker, waarop=medewerker) as regel:
        groepen = aanmelder.groepen(aanmelding_van(token))
        regel.bijzonderheden = {"aanleiding": token.trigger_source, "groepen": len(groepen)}
    # Cognito takes every group away when nothing is said of them, so they are always said.
    token.response.claims_override_details.set_group_configuration_groups_to_override(groepen)
    return gebeurtenis
