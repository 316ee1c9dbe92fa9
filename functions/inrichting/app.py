"""How this municipality has set Klantmail up, as far as its users choose from it."""

import os

from aws_lambda_powertools.event_handler import Response

from klantmail.api import antwoorden
from klantmail.api.router import DESK, KCC, Api, antwoord
from klantmail.instellingen import Instellingen
from klantmail.poorten import Pagina

instellingen = Instellingen.uit(os.environ)
api = Api(instellingen.herkomsten, KCC | DESK)


@api.get("/postvakken")
def postvakken() -> Response[str]:
    bevestigd = instellingen.bevestigde_postvakken
    bladzijde = Pagina(instellingen.postvakken, None)
    return antwoord(antwoorden.pagina(bladzijde, lambda adres: antwoorden.postvak(adres, bevestigd=adres in bevestigd)))


@api.get("/organisatorische-eenheden")
def eenheden() -> Response[str]:
    return antwoord(antwoorden.pagina(Pagina(instellingen.eenheden, None), antwoorden.organisatorische_eenheid))


@api.get("/zaaktypen")
def zaaktypen() -> Response[str]:
    return antwoord(antwoorden.pagina(Pagina(instellingen.zaaktypen, None), antwoorden.zaaktype))


handler = api.handler()
