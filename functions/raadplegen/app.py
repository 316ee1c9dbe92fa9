"""Reading back: werkvoorraad, klantcontacten, documents."""

import os

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_json, lees_parameters
from klantmail.api.parameters import WerkvoorraadVerzoek
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.verzoeken.zoeken import ZoekVerzoek
from klantmail.domain.tijd import nu
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.beheer.raadplegen import Zoekopdracht

wiring = Wiring(os.environ, s3_zo_nodig=True)
raadpleger = wiring.raadpleger()
api = Api(wiring.instellingen.herkomsten, met_parameters={"/emailberichten"})


@api.get("/emailberichten")
def werkvoorraad() -> HttpAntwoord:
    vraag = lees_parameters(WerkvoorraadVerzoek, api.current_event.query_string_parameters)
    bladzijde = raadpleger.werkvoorraad(vraag.postvak, vraag.status, aantal=vraag.page_size, na=vraag.cursor)
    return antwoord(antwoorden.pagina(bladzijde, lambda bericht: antwoorden.emailbericht(bericht, nu())))


@api.get("/emailberichten/{identificatie}")
def emailbericht(identificatie: str) -> HttpAntwoord:
    bericht = raadpleger.emailbericht(identificatie_in_pad(identificatie, "E-mailbericht"))
    return antwoord(antwoorden.emailbericht_volledig(bericht, nu()))


@api.post("/klantcontacten/zoekopdrachten")
def zoek() -> HttpAntwoord:
    vraag = lees_json(ZoekVerzoek, api.current_event.decoded_body)
    bladzijde = raadpleger.zoek(
        Zoekopdracht(afzender=vraag.afzender, van=vraag.van, tot=vraag.tot, aantal=vraag.page_size, na=vraag.cursor)
    )
    link = opslag.tekstlink(wiring.archief)
    return antwoord(antwoorden.pagina(bladzijde, lambda contact: antwoorden.klantcontact(contact, link=link)))


@api.get("/klantcontacten/{identificatie}")
def klantcontact(identificatie: str) -> HttpAntwoord:
    contact = raadpleger.klantcontact(identificatie_in_pad(identificatie, "Klantcontact"))
    return antwoord(antwoorden.klantcontact(contact, link=opslag.tekstlink(wiring.archief)))


@api.get("/informatieobjecten/{identificatie}")
def informatieobject(identificatie: str) -> HttpAntwoord:
    document = raadpleger.informatieobject(identificatie_in_pad(identificatie, "Informatieobject"))
    return antwoord(antwoorden.informatieobject(document))


@api.get("/informatieobjecten/{identificatie}/inhoud")
def downloadlink(identificatie: str) -> HttpAntwoord:
    return antwoord(antwoorden.link(raadpleger.downloadlink(identificatie_in_pad(identificatie, "Informatieobject"))))


handler = api.handler()
