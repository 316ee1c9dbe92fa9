"""A beheerder sees what needs attention, decides on it, and registers outages of postvakken.

An archivaris sets the terms of keeping, and decides what is destroyed, and asks for the mail of a Woo-verzoek. A
privacy officer asks for all that is held about a person, and restricts what is done with it.
"""

import os
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from uuid import UUID

from klantmail.bootstrap.wiring import Wiring

from klantmail.api.app import ARCHIEF, LEIDING, PRIVACY, api_app, identificatie_in_pad
from klantmail.api.parameters import Bladeren, VerzendingenVerzoek
from klantmail.api.reader import lees_idempotent, lees_json, lees_parameters
from klantmail.api.render.basis import render_pagina
from klantmail.api.render.beperking import render_beperking, render_beperkte_mail
from klantmail.api.render.bewaartermijnen import render_bewaartermijnen
from klantmail.api.render.emailbericht import render_emailbericht_volledig
from klantmail.api.render.inzageverzoek import render_inzageverzoek
from klantmail.api.render.postvakstoring import render_postvakstoring
from klantmail.api.render.stand import render_stand
from klantmail.api.render.vernietiging import render_stukken, render_vernietigingslijst
from klantmail.api.render.verzending import render_verzending
from klantmail.api.render.wooverzoek import render_wooverzoek
from klantmail.api.render.zaak import render_zaak
from klantmail.api.verzoeken.basis import LeegVerzoek
from klantmail.api.verzoeken.beheren import HervatVerzoek
from klantmail.api.verzoeken.beperking import BeperkVerzoek
from klantmail.api.verzoeken.bewaartermijnen import BewaartermijnenWijziging
from klantmail.api.verzoeken.inzageverzoek import InzageVerzoek
from klantmail.api.verzoeken.postvakstoringen import PostvakstoringVerzoek, PostvakstoringWijziging
from klantmail.api.verzoeken.vernietiging import GoedkeurVerzoek, WisVerzoek
from klantmail.api.verzoeken.wooverzoek import WooVerzoek
from klantmail.api.verzoeken.zaken import ZaakHervatVerzoek, ZakenVerzoek
from klantmail.domain.tijd import nu
from klantmail.runtime.audit import discreet

_LIJSTEN: Final = "/vernietigingslijsten"
_LIJST: Final = f"{_LIJSTEN}/{{identificatie}}"
_INZAGE: Final = "/inzageverzoeken"
_WOO: Final = "/woo-verzoeken"
_BEPERKTEN: Final = "/beperkingen"
_BEPERKING: Final = ("/emailberichten/{identificatie}/beperking", "/klantcontacten/{identificatie}/beperking")
_STORINGEN: Final = "/storingen"
wiring = Wiring(os.environ, s3_zo_nodig=True)
beheer = wiring.beheer
medewerkers = wiring.medewerkers
app = api_app(
    wiring.instellingen.origins,
    guard=wiring.postvakwacht,
    with_parameters={"/verzendingen", "/zaken", _BEPERKTEN, _STORINGEN},
    also_for={
        **dict.fromkeys(
            ("/bewaartermijnen", _LIJSTEN, *(f"{_LIJST}{deel}" for deel in ("", "/stukken", "/goedkeuring"))), ARCHIEF
        ),
        **dict.fromkeys((_WOO, f"{_WOO}/{{identificatie}}"), ARCHIEF),
        **dict.fromkeys((_INZAGE, f"{_INZAGE}/{{identificatie}}"), PRIVACY),
        **dict.fromkeys((_BEPERKTEN, *_BEPERKING), PRIVACY | ARCHIEF),
        _STORINGEN: LEIDING,
    },
    noted=medewerkers.meld_aan,
)


def lijst_id(identificatie: str) -> UUID:
    return identificatie_in_pad(identificatie, "Vernietigingslijst")


@app.get("/verzendingen")
def verzendingen() -> Mapping[str, object]:
    vraag = lees_parameters(VerzendingenVerzoek, app.current_event.query_string_parameters)
    page = beheer.lijst(vraag.lijst, aantal=vraag.page_size, na=vraag.cursor)
    return render_pagina(page, render_verzending)


@app.get("/verzendingen/<identificatie>")
def verzending(identificatie: str) -> Mapping[str, object]:
    return render_verzending(beheer.verzending(identificatie_in_pad(identificatie, "Verzending")))


@app.post("/verzendingen/<identificatie>/hervatting", status_code=HTTPStatus.CREATED)
def hervat(identificatie: str) -> Mapping[str, object]:
    medewerker = app.context["medewerker"]
    verzoek, idempotency_key = lees_idempotent(HervatVerzoek, app.current_event.decoded_body, app.current_event.headers)
    gezocht = identificatie_in_pad(identificatie, "Verzending")
    hervat = beheer.hervat(gezocht, medewerker, idempotency_key, verzoek.keuze, verzoek.toelichting)
    return render_verzending(hervat)


@app.post("/emailberichten/<identificatie>/vrijgave", status_code=HTTPStatus.CREATED)
def laat_toe(identificatie: str) -> Mapping[str, object]:
    medewerker = app.context["medewerker"]
    lees_json(LeegVerzoek, app.current_event.decoded_body)
    bericht = beheer.laat_toe(identificatie_in_pad(identificatie, "E-mailbericht"), medewerker)
    return render_emailbericht_volledig(bericht, nu())


@app.get("/zaken")
def zaken() -> Mapping[str, object]:
    vraag = lees_parameters(ZakenVerzoek, app.current_event.query_string_parameters)
    page = wiring.zakenbeheer.lijst(vraag.status, aantal=vraag.page_size, na=vraag.cursor)
    return render_pagina(page, render_zaak)


@app.get("/zaken/<identificatie>")
def zaak(identificatie: str) -> Mapping[str, object]:
    return render_zaak(wiring.zakenbeheer.lees(identificatie_in_pad(identificatie, "Zaak")))


@app.post("/zaken/<identificatie>/hervatting", status_code=HTTPStatus.CREATED)
def beslis_over_zaak(identificatie: str) -> Mapping[str, object]:
    verzoek, idempotency_key = lees_idempotent(ZaakHervatVerzoek, app.current_event.decoded_body, app.current_event.headers)
    besloten = wiring.zakenbeheer.beslis(
        identificatie_in_pad(identificatie, "Zaak"), app.context["medewerker"], idempotency_key, verzoek.beslissing
    )
    return render_zaak(besloten)


@app.get("/stand")
def stand() -> Mapping[str, object]:
    return render_stand(beheer.stand())


@app.get("/bewaartermijnen")
def bewaartermijnen() -> Mapping[str, object]:
    return render_bewaartermijnen(wiring.termijnenbeheer.lees())


@app.put("/bewaartermijnen")
def wijzig_bewaartermijnen() -> Mapping[str, object]:
    verzoek = lees_json(BewaartermijnenWijziging, app.current_event.decoded_body)
    regels = [een.regel for een in verzoek.regels]
    return render_bewaartermijnen(wiring.termijnenbeheer.wijzig(app.context["medewerker"], verzoek.versie, regels))


@app.get("/vernietigingslijsten")
def vernietigingslijsten() -> Mapping[str, object]:
    return render_pagina(wiring.vernietigingsbeheer.lijst(), render_vernietigingslijst)


@app.post("/vernietigingslijsten", status_code=HTTPStatus.CREATED)
def vraag_wissing() -> Mapping[str, object]:
    verzoek, idempotency_key = lees_idempotent(WisVerzoek, app.current_event.decoded_body, app.current_event.headers)
    gevraagd = wiring.vernietigingsbeheer.vraag_wissing(
        app.context["medewerker"],
        idempotency_key,
        adres=verzoek.adres or "",
        emailbericht=verzoek.emailbericht,
        reden=verzoek.reden,
    )
    app.context["made"] = gevraagd.identificatie
    return render_vernietigingslijst(gevraagd)


@app.get("/vernietigingslijsten/<identificatie>")
def vernietigingslijst(identificatie: str) -> Mapping[str, object]:
    return render_vernietigingslijst(wiring.vernietigingsbeheer.lees(lijst_id(identificatie)))


@app.get("/vernietigingslijsten/<identificatie>/stukken")
def stukken(identificatie: str) -> Mapping[str, object]:
    return render_stukken(wiring.vernietigingsbeheer.stukken(lijst_id(identificatie)))


@app.post("/vernietigingslijsten/<identificatie>/goedkeuring", status_code=HTTPStatus.CREATED)
def keur_goed(identificatie: str) -> Mapping[str, object]:
    verzoek, idempotency_key = lees_idempotent(GoedkeurVerzoek, app.current_event.decoded_body, app.current_event.headers)
    goedgekeurd = wiring.vernietigingsbeheer.keur_goed(
        lijst_id(identificatie),
        app.context["medewerker"],
        idempotency_key,
        verzoek.sha256,
        [een.uitzondering for een in verzoek.uitzonderingen],
    )
    return render_vernietigingslijst(goedgekeurd)


@app.get("/inzageverzoeken")
def inzageverzoeken() -> Mapping[str, object]:
    return render_pagina(wiring.inzagebalie.lijst(app.context["medewerker"]), render_inzageverzoek)


@app.post("/inzageverzoeken", status_code=HTTPStatus.ACCEPTED)
def vraag_inzage() -> Mapping[str, object]:
    verzoek, idempotency_key = lees_idempotent(InzageVerzoek, app.current_event.decoded_body, app.current_event.headers)
    gevraagd = wiring.inzagebalie.vraag(app.context["medewerker"], idempotency_key, verzoek.adressen)
    app.context["made"] = gevraagd.identificatie
    return render_inzageverzoek(gevraagd)


@app.get("/inzageverzoeken/<identificatie>")
def inzageverzoek(identificatie: str) -> Mapping[str, object]:
    verzoek = wiring.inzagebalie.lees(identificatie_in_pad(identificatie, "Inzageverzoek"), app.context["medewerker"])
    return render_inzageverzoek(verzoek, wiring.inzagebalie.links(verzoek))


@app.get("/woo-verzoeken")
def wooverzoeken() -> Mapping[str, object]:
    return render_pagina(wiring.woobalie.lijst(app.context["medewerker"]), render_wooverzoek)


@app.post("/woo-verzoeken", status_code=HTTPStatus.ACCEPTED)
def vraag_woo() -> Mapping[str, object]:
    verzoek, idempotency_key = lees_idempotent(WooVerzoek, app.current_event.decoded_body, app.current_event.headers)
    gevraagd = wiring.woobalie.vraag(
        app.context["medewerker"], idempotency_key, verzoek.van, verzoek.tot, verzoek.woorden, verzoek.postvakken
    )
    app.context["made"] = gevraagd.identificatie
    return render_wooverzoek(gevraagd)


@app.get("/woo-verzoeken/<identificatie>")
def wooverzoek(identificatie: str) -> Mapping[str, object]:
    verzoek = wiring.woobalie.lees(identificatie_in_pad(identificatie, "Woo-verzoek"), app.context["medewerker"])
    return render_wooverzoek(verzoek, wiring.woobalie.links(verzoek))


@app.get("/beperkingen")
def beperkingen() -> Mapping[str, object]:
    vraag = lees_parameters(Bladeren, app.current_event.query_string_parameters)
    page = wiring.beperker.lijst(app.context["medewerker"], aantal=vraag.page_size, na=vraag.cursor)
    return render_pagina(page, render_beperkte_mail)


@app.get("/klantcontacten/<identificatie>/beperking")
def beperking(identificatie: str) -> Mapping[str, object]:
    gezocht, medewerker = identificatie_in_pad(identificatie, "Klantcontact"), app.context["medewerker"]
    beperker = wiring.beperker
    return render_beperking(beperker.lees(beperker.mail_van(gezocht, medewerker), medewerker))


@app.put("/klantcontacten/<identificatie>/beperking")
def beperk(identificatie: str) -> Mapping[str, object]:
    verzoek = lees_json(BeperkVerzoek, app.current_event.decoded_body)
    gezocht, medewerker = identificatie_in_pad(identificatie, "Klantcontact"), app.context["medewerker"]
    beperker = wiring.beperker
    mail = beperker.mail_van(gezocht, medewerker)
    return render_beperking(beperker.zet(mail, medewerker, beperkt=verzoek.beperkt, reden=verzoek.reden))


@app.get("/emailberichten/<identificatie>/beperking")
def mailbeperking(identificatie: str) -> Mapping[str, object]:
    gezocht = identificatie_in_pad(identificatie, "E-mailbericht")
    return render_beperking(wiring.beperker.lees(gezocht, app.context["medewerker"]))


@app.put("/emailberichten/<identificatie>/beperking")
def beperk_mail(identificatie: str) -> Mapping[str, object]:
    verzoek = lees_json(BeperkVerzoek, app.current_event.decoded_body)
    gezocht, medewerker = identificatie_in_pad(identificatie, "E-mailbericht"), app.context["medewerker"]
    return render_beperking(wiring.beperker.zet(gezocht, medewerker, beperkt=verzoek.beperkt, reden=verzoek.reden))


@app.get("/storingen")
def storingen() -> Mapping[str, object]:
    vraag = lees_parameters(Bladeren, app.current_event.query_string_parameters)
    return render_pagina(wiring.storingsbeheer.lijst(aantal=vraag.page_size, na=vraag.cursor), render_postvakstoring)


@app.post("/storingen", status_code=HTTPStatus.CREATED)
def registreer_storing() -> Mapping[str, object]:
    verzoek, idempotency_key = lees_idempotent(PostvakstoringVerzoek, app.current_event.decoded_body, app.current_event.headers)
    geregistreerd = wiring.storingsbeheer.registreer(app.context["medewerker"], idempotency_key, verzoek.gegevens)
    app.context["made"] = geregistreerd.identificatie
    return render_postvakstoring(geregistreerd)


@app.put("/storingen/<identificatie>")
def wijzig_storing(identificatie: str) -> Mapping[str, object]:
    verzoek = lees_json(PostvakstoringWijziging, app.current_event.decoded_body)
    gezocht, medewerker = identificatie_in_pad(identificatie, "Storing"), app.context["medewerker"]
    return render_postvakstoring(wiring.storingsbeheer.wijzig(gezocht, medewerker, verzoek.versie, verzoek.gegevens))


handler = discreet(app.resolve)
