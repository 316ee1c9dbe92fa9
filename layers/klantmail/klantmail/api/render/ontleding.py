"""A mail that came along with another one as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.api.render.basis import render_link
from klantmail.api.render.klantcontact import render_nieuwe_tekst
from klantmail.domain.bestandsgevaar import bestandsgevaar
from klantmail.domain.document import Bijlagerol, naam_in_link
from klantmail.domain.tijd import als_tekst
from klantmail.usecases import mailinhoud as opslag

if TYPE_CHECKING:
    from klantmail.api.responses import ontleding as responses
    from klantmail.api.responses.basis import Mailadres
    from klantmail.ports.objecten import Archief
    from klantmail.usecases.ingesloten import GelezenMail, Onderdeel
    from ontleden.ontleding import Adres


def render_ontleding(mail: GelezenMail, *, archief: Archief) -> responses.Ontleding:
    """The whole text, or its link; the HTML and the parts by links."""
    inhoud, link = mail.inhoud, opslag.tekstlink(archief)
    op_afstand = inhoud.tekst.object_key if inhoud.tekst.waarde is None else None
    return {
        "onderwerp": inhoud.onderwerp,
        "afzender": _adres(inhoud.afzender),
        "aan": [_adres(adres) for adres in mail.aan],
        "cc": [_adres(adres) for adres in mail.cc],
        "geschrevenOp": als_tekst(inhoud.datum) if inhoud.datum else None,
        "inhoud": inhoud.tekst.waarde,
        "inhoudUrl": link(op_afstand)[0] if op_afstand else None,
        **render_nieuwe_tekst(inhoud.nieuwe_tekst, link=link),
        "html": render_link(opslag.weergavelink(archief, inhoud.weergave)) if inhoud.weergave else None,
        "geblokkeerd": list(inhoud.geblokkeerd),
        "onderdelen": [_onderdeel(een, archief) for een in mail.onderdelen],
        "waarschuwingen": list(inhoud.waarschuwingen),
    }


def _adres(adres: Adres) -> Mailadres:
    return {"naam": adres.naam, "adres": adres.adres}


def _onderdeel(een: Onderdeel, archief: Archief) -> responses.Onderdeel:
    naam = naam_in_link(f"onderdeel-{een.pad}", een.bestandsnaam, een.formaat)
    return {
        "pad": een.pad,
        "rol": Bijlagerol.INLINE if een.inline else Bijlagerol.BIJLAGE,
        "bestandsnaam": een.bestandsnaam,
        "formaat": een.formaat,
        "gevaar": bestandsgevaar(een.bestandsnaam, een.formaat),
        "bestandsomvang": een.bestandsomvang,
        "integriteit": {"algoritme": "sha_256", "waarde": een.sha256},
        "inhoud": render_link(archief.link(een.object_key, bestandsnaam=naam, formaat=een.formaat)),
    }
