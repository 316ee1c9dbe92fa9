"""The set-up of Klantmail in this municipality, as far as its users choose from it."""

import os
from collections.abc import Mapping

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.app import DESK, KCC, api_app
from klantmail.ports.repositories import Pagina
from klantmail.runtime.audit import discreet

instellingen = Wiring(os.environ).instellingen
app = api_app(instellingen.herkomsten, KCC | DESK)


@app.get("/postvakken")
def postvakken() -> Mapping[str, object]:
    bevestigd = instellingen.bevestigde_postvakken
    bladzijde = Pagina(instellingen.postvakken, None)
    return antwoorden.pagina(bladzijde, lambda adres: antwoorden.postvak(adres, bevestigd=adres in bevestigd))


@app.get("/organisatorische-eenheden")
def eenheden() -> Mapping[str, object]:
    return antwoorden.pagina(Pagina(instellingen.eenheden, None), antwoorden.organisatorische_eenheid)


@app.get("/zaaktypen")
def zaaktypen() -> Mapping[str, object]:
    return antwoorden.pagina(Pagina(instellingen.zaaktypen, None), antwoorden.zaaktype)


handler = discreet(app.resolve)
