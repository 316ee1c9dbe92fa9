"""How this municipality has set Klantmail up, as far as its users choose from it."""

import os

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.router import DESK, KCC, Api, antwoord
from klantmail.ports.registers import Pagina

instellingen = Wiring(os.environ).instellingen
api = Api(instellingen.herkomsten, KCC | DESK)


@api.get("/postvakken")
def postvakken() -> HttpAntwoord:
    bevestigd = instellingen.bevestigde_postvakken
    bladzijde = Pagina(instellingen.postvakken, None)
    return antwoord(antwoorden.pagina(bladzijde, lambda adres: antwoorden.postvak(adres, bevestigd=adres in bevestigd)))


@api.get("/organisatorische-eenheden")
def eenheden() -> HttpAntwoord:
    return antwoord(antwoorden.pagina(Pagina(instellingen.eenheden, None), antwoorden.organisatorische_eenheid))


@api.get("/zaaktypen")
def zaaktypen() -> HttpAntwoord:
    return antwoord(antwoorden.pagina(Pagina(instellingen.zaaktypen, None), antwoorden.zaaktype))


handler = api.handler()
