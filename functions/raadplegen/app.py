"""Reading back: werkvoorraad, conversations, klantcontacten, documents."""

import os
from collections.abc import Mapping

from klantmail.bootstrap.wiring import Wiring

from klantmail.api.app import ARCHIEF, DESK, KCC, LEIDING, PRIVACY, api_app, identificatie_in_pad
from klantmail.api.parameters import OntledingVerzoek, SamenhangVerzoek, WerkvoorraadVerzoek
from klantmail.api.reader import lees_json, lees_parameters
from klantmail.api.render.basis import render_documentlink, render_pagina
from klantmail.api.render.emailbericht import (
    render_emailbericht_volledig,
    render_gelezen,
    render_voorraad,
    render_zoekresultaat,
)
from klantmail.api.render.informatieobject import render_informatieobject
from klantmail.api.render.interne_taak import render_interne_taak
from klantmail.api.render.inzagen import render_kijker
from klantmail.api.render.klantcontact import render_klantcontact, render_klantcontact_met_bezorging, render_samenhang
from klantmail.api.render.ontleding import render_ontleding
from klantmail.api.render.postvakstoring import render_postvakstoring
from klantmail.api.render.werkvoorraad import render_werkvoorraadstand
from klantmail.api.verzoeken.basis import LeegVerzoek
from klantmail.api.verzoeken.zoeken import Mailzoekverzoek, ZoekVerzoek
from klantmail.domain.tijd import nu
from klantmail.ports.repositories import Pagina
from klantmail.runtime.audit import discreet
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.beheer.raadplegen import Zoekopdracht

wiring = Wiring(os.environ, s3_zo_nodig=True)
raadpleger = wiring.raadpleger
overzicht = wiring.overzicht
STAND = "/werkvoorraad/stand"
KLANTCONTACT = "/klantcontacten/{identificatie}"
INZAGEN = "/klantcontacten/{identificatie}/inzagen"
READ_PARAMETERS = {
    "/emailberichten",
    "/emailberichten/{identificatie}/samenhang",
    "/informatieobjecten/{identificatie}/ontleding",
}
medewerkers = wiring.medewerkers
app = api_app(
    wiring.instellingen.origins,
    KCC | LEIDING,
    guard=wiring.postvakwacht,
    also_for={STAND: DESK, INZAGEN: PRIVACY, KLANTCONTACT: PRIVACY | ARCHIEF},
    with_parameters=READ_PARAMETERS,
    noted=medewerkers.meld_aan,
)


@app.get("/emailberichten")
def werkvoorraad() -> Mapping[str, object]:
    vraag = lees_parameters(WerkvoorraadVerzoek, app.current_event.query_string_parameters)
    keuze = vraag.keuze(app.context["medewerker"])
    page = raadpleger.berichten(keuze, aantal=vraag.page_size, na=vraag.cursor)
    return render_voorraad(page, nu(), bekend=vraag.bekende_versies)


@app.get(STAND)
def stand() -> Mapping[str, object]:
    return render_werkvoorraadstand(overzicht.stand(app.context["medewerker"]))


@app.get("/emailberichten/<identificatie>")
def emailbericht(identificatie: str) -> Mapping[str, object]:
    bericht = raadpleger.emailbericht(identificatie_in_pad(identificatie, "E-mailbericht"))
    return render_emailbericht_volledig(bericht, nu())


@app.get("/emailberichten/<identificatie>/inhoud")
def lees_afgehandelde(identificatie: str) -> Mapping[str, object]:
    gelezen = wiring.meelezer.afgehandeld(identificatie_in_pad(identificatie, "E-mailbericht"))
    return render_gelezen(gelezen, nu(), archief=wiring.archief)


@app.get("/emailberichten/<identificatie>/quarantaine")
def lees_in_quarantaine(identificatie: str) -> Mapping[str, object]:
    gelezen = wiring.meelezer.in_quarantaine(identificatie_in_pad(identificatie, "E-mailbericht"), app.context["medewerker"])
    return render_gelezen(gelezen, nu(), archief=wiring.archief)


@app.post("/emailberichten/<identificatie>/meekijken")
def kijk_mee(identificatie: str) -> Mapping[str, object]:
    lees_json(LeegVerzoek, app.current_event.decoded_body)
    gelezen = wiring.meelezer.kijk_mee(identificatie_in_pad(identificatie, "E-mailbericht"), app.context["medewerker"])
    return render_gelezen(gelezen, nu(), archief=wiring.archief)


@app.get("/emailberichten/<identificatie>/storingen")
def storingen(identificatie: str) -> Mapping[str, object]:
    gevonden = wiring.storingslezer.bij(identificatie_in_pad(identificatie, "E-mailbericht"))
    return render_pagina(Pagina(tuple(gevonden), None), render_postvakstoring)


@app.get("/emailberichten/<identificatie>/samenhang")
def samenhang(identificatie: str) -> Mapping[str, object]:
    vraag = lees_parameters(SamenhangVerzoek, app.current_event.query_string_parameters)
    gelezen = raadpleger.samenhang(
        identificatie_in_pad(identificatie, "E-mailbericht"),
        aantal=vraag.page_size,
        na_gesprek=vraag.cursor_gesprek,
        na_afzender=vraag.cursor_afzender,
    )
    return render_samenhang(gelezen, nu(), link=opslag.tekstlink(wiring.archief))


@app.get("/emailberichten/<identificatie>/interne-taken")
def berichttaken(identificatie: str) -> Mapping[str, object]:
    taken = raadpleger.taken_van_bericht(identificatie_in_pad(identificatie, "E-mailbericht"))
    return render_pagina(taken, render_interne_taak)


@app.get("/klantcontacten/<identificatie>/interne-taken")
def klantcontacttaken(identificatie: str) -> Mapping[str, object]:
    taken = raadpleger.taken_van_klantcontact(identificatie_in_pad(identificatie, "Klantcontact"))
    return render_pagina(taken, render_interne_taak)


@app.post("/klantcontacten/zoekopdrachten")
def zoek() -> Mapping[str, object]:
    vraag = lees_json(ZoekVerzoek, app.current_event.decoded_body)
    page = raadpleger.zoek(
        Zoekopdracht(afzender=vraag.afzender, van=vraag.van, tot=vraag.tot, aantal=vraag.page_size, na=vraag.cursor)
    )
    link = opslag.tekstlink(wiring.archief)
    return render_pagina(page, lambda contact: render_klantcontact(contact, link=link))


@app.post("/zoekopdrachten")
def zoek_mail() -> Mapping[str, object]:
    vraag = lees_json(Mailzoekverzoek, app.current_event.decoded_body)
    return render_zoekresultaat(wiring.zoeker.zoek(vraag.opdracht, app.context["medewerker"]), nu())


@app.get("/klantcontacten/<identificatie>")
def klantcontact(identificatie: str) -> Mapping[str, object]:
    contact = raadpleger.klantcontact(identificatie_in_pad(identificatie, "Klantcontact"), app.context["medewerker"])
    return render_klantcontact_met_bezorging(contact, link=opslag.tekstlink(wiring.archief))


@app.get("/klantcontacten/<identificatie>/inzagen")
def inzagen(identificatie: str) -> Mapping[str, object]:
    gezocht = identificatie_in_pad(identificatie, "Klantcontact")
    kijkers = wiring.inzagenlezer.inzagen(gezocht, app.context["medewerker"])
    return render_pagina(Pagina(tuple(kijkers), None), render_kijker)


@app.get("/informatieobjecten/<identificatie>")
def informatieobject(identificatie: str) -> Mapping[str, object]:
    document = raadpleger.informatieobject(identificatie_in_pad(identificatie, "Informatieobject"))
    return render_informatieobject(document)


@app.get("/informatieobjecten/<identificatie>/inhoud")
def documentlink(identificatie: str) -> Mapping[str, object]:
    gezocht = identificatie_in_pad(identificatie, "Informatieobject")
    return render_documentlink(raadpleger.documentlink(gezocht, app.context["medewerker"]))


@app.get("/informatieobjecten/<identificatie>/ontleding")
def ontleding(identificatie: str) -> Mapping[str, object]:
    vraag = lees_parameters(OntledingVerzoek, app.current_event.query_string_parameters)
    gezocht = identificatie_in_pad(identificatie, "Informatieobject")
    mail = raadpleger.ontleding(gezocht, app.context["medewerker"], vraag.paden)
    return render_ontleding(mail, archief=wiring.archief)


handler = discreet(app.resolve)
