"""A received mail as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from klantmail.api.render.basis import render_daad, render_link, render_mailadres, render_persoon
from klantmail.api.render.concept import render_concept_kort
from klantmail.api.render.klantcontact import render_bijlagedocument, render_klantcontact, render_nieuwe_tekst
from klantmail.domain.tijd import als_tekst
from klantmail.domain.verzending import Bezorgstand
from klantmail.usecases import mailinhoud as opslag

if TYPE_CHECKING:
    from collections.abc import Sequence, Set
    from datetime import datetime
    from uuid import UUID

    from klantmail.api.responses import emailbericht as responses
    from klantmail.domain.afhandeling import Afhandeling, Deelafhandeling, Vervolgstap
    from klantmail.domain.emailbericht import Apartzetting, Emailbericht, Heropening, Inzage, Reservering, Verplaatsing, Vrijgave
    from klantmail.ports.objecten import Archief
    from klantmail.ports.repositories import Pagina
    from klantmail.ports.zoekindex import Zoekpagina
    from klantmail.usecases.afhandeling.inzien import GeopendeMail
    from klantmail.usecases.beheer.meelezen import MeegelezenMail


_MAX_GETOOND: Final = 100
"""Recipients of a received mail in an answer: a mail can name a thousand, and no answer exceeds 1 MB (decision 7)."""


def render_emailbericht(bericht: Emailbericht, moment: datetime) -> responses.Emailbericht:
    """The envelope, as the werkvoorraad shows it at `moment`."""
    envelop, verband = bericht.envelop, bericht.envelop.verband
    claim = bericht.claim_op(moment)
    return {
        "identificatie": str(bericht.identificatie),
        "postvak": envelop.postvak,
        "status": bericht.status_op(moment),
        "ontvangenOp": als_tekst(envelop.ontvangen_op),
        "onderwerp": envelop.onderwerp,
        "afzender": {"naam": envelop.afzender.naam, "adres": envelop.afzender.adres},
        "betrokkene": {"naam": envelop.betrokkene.naam, "adres": envelop.betrokkene.adres},
        "grootte": envelop.grootte,
        "aantalBijlagen": envelop.aantal_bijlagen,
        "klasse": envelop.klasse,
        "formeelUiterlijk": envelop.formeel_uiterlijk.isoformat() if envelop.formeel_uiterlijk else None,
        "betreftVerzending": str(envelop.verzending) if envelop.verzending else None,
        "gesprek": str(bericht.gesprek),
        "antwoordOp": [str(identificatie) for identificatie in verband.antwoord_op] if verband else [],
        "mogelijkAntwoordOp": str(envelop.mogelijk_antwoord_op) if envelop.mogelijk_antwoord_op else None,
        "onderwerpGewijzigd": verband.onderwerp_gewijzigd if verband else False,
        "afwijkendeAfzender": verband.afwijkende_afzender if verband else False,
        "reactieOpTaakVan": str(verband.taak_op) if verband and verband.taak_op else None,
        "verdicts": {
            "spf": envelop.verdicts.spf,
            "dkim": envelop.verdicts.dkim,
            "dmarc": envelop.verdicts.dmarc,
            "spam": envelop.verdicts.spam,
            "virus": envelop.verdicts.virus,
        },
        "behandelaar": render_persoon(claim) if claim else None,
        "geclaimdTot": als_tekst(bericht.geclaimd_tot) if claim and bericht.geclaimd_tot else None,
        "uitkomst": _uitkomst(bericht.afhandeling) if bericht.afhandeling else None,
    }


def render_voorraad(page: Pagina[Emailbericht], moment: datetime, *, bekend: Set[str] | None) -> responses.EmailberichtLijst:
    """A page of a list of mails.

    Args:
        bekend: the versions of the rows that the client has, which are left out; None when it asks for all.
    """
    rijen = [_rij(render_emailbericht(bericht, moment)) for bericht in page.resultaten]
    return {
        "results": [rij for rij in rijen if rij["versie"] not in (bekend or ())],
        "cursor": page.vervolg,
        "volgorde": [rij["versie"] for rij in rijen] if bekend is not None else None,
    }


def render_zoekresultaat(pagina: Zoekpagina, moment: datetime) -> responses.Zoekresultaat:
    return {
        "results": [_rij(render_emailbericht(bericht, moment)) for bericht in pagina.resultaten],
        "cursor": pagina.vervolg,
        "gezochtTot": als_tekst(pagina.gezocht_tot) if pagina.gezocht_tot else None,
    }


def _rij(bericht: responses.Emailbericht) -> responses.EmailberichtRij:
    """The row with its version, of 48 bits of its hash: two versions of a row have the same one once in 10^14 times."""
    inhoud = json.dumps(bericht, ensure_ascii=False, sort_keys=True)
    return {**bericht, "versie": sha256(inhoud.encode()).hexdigest()[:12]}


def _uitkomst(afhandeling: Afhandeling) -> responses.Uitkomst:
    return {
        "soort": afhandeling.soort,
        "tijdstip": als_tekst(afhandeling.tijdstip),
        "medewerker": str(afhandeling.medewerker),
    }


def render_emailbericht_volledig(bericht: Emailbericht, moment: datetime) -> responses.EmailberichtVolledig:
    """The envelope with its history: who looked and when, and the outcome."""
    return {
        **render_emailbericht(bericht, moment),
        "ontleding": bericht.ontleedstand,
        "inzagen": [_inzage(inzage) for inzage in bericht.inzagen],
        "afhandeling": _afhandeling(bericht.afhandeling) if bericht.afhandeling else None,
        "vrijgave": _vrijgave(bericht.vrijgave),
        "dubbelen": [str(een) for een in bericht.dubbelen],
        "ontvangstbevestiging": str(bericht.ontvangstbevestiging) if bericht.ontvangstbevestiging else None,
        "apartzettingen": [_apartzetting(een) for een in bericht.apartzettingen],
        "reservering": _reservering(bericht.reservering),
        "verplaatsingen": [_verplaatsing(een) for een in bericht.verplaatsingen],
        "heropeningen": [_heropening(een) for een in bericht.heropeningen],
        "vervolgstappen": [_vervolgstap(een) for een in bericht.vervolgstappen],
    }


def _afhandeling(afhandeling: Afhandeling) -> responses.Afhandeling:
    return {
        **render_deelafhandeling(afhandeling),
        "tijdstip": als_tekst(afhandeling.tijdstip),
        "medewerker": str(afhandeling.medewerker),
        "delen": [render_deelafhandeling(deel) for deel in afhandeling.delen],
    }


def _vrijgave(vrijgave: Vrijgave | None) -> responses.Vrijgave | None:
    if vrijgave is None:
        return None
    return {**render_daad(vrijgave)}


def _reservering(reservering: Reservering | None) -> responses.Reservering | None:
    if reservering is None:
        return None
    return {
        **render_daad(reservering),
        "door": str(reservering.door),
    }


def _verplaatsing(verplaatsing: Verplaatsing) -> responses.Verplaatsing:
    return {
        **render_daad(verplaatsing),
        "van": verplaatsing.van,
        "naar": verplaatsing.naar,
        "verzending": str(verplaatsing.verzending) if verplaatsing.verzending else None,
        "redenZonderBericht": verplaatsing.reden_zonder_bericht or None,
    }


def _apartzetting(apartzetting: Apartzetting) -> responses.Apartzetting:
    return {
        **render_daad(apartzetting),
        "reden": apartzetting.reden,
        "vrijgave": _vrijgave(apartzetting.vrijgave),
    }


def render_sluiting(emailberichten: Sequence[UUID], afhandeling: Afhandeling) -> responses.Sluiting:
    """The closing of mail in quarantine."""
    return {
        "soort": afhandeling.soort,
        "reden": afhandeling.reden,
        "tijdstip": als_tekst(afhandeling.tijdstip),
        "emailberichten": [str(een) for een in emailberichten],
    }


def _heropening(heropening: Heropening) -> responses.Heropening:
    return {
        **render_daad(heropening),
        "reden": heropening.reden or None,
        "afhandeling": _afhandeling(heropening.afhandeling),
    }


def _vervolgstap(stap: Vervolgstap) -> responses.Vervolgstap:
    return {
        **render_deelafhandeling(stap),
        "op": str(stap.op),
        "tijdstip": als_tekst(stap.tijdstip),
        "medewerker": str(stap.medewerker),
    }


def render_deelafhandeling(deel: Deelafhandeling) -> responses.Deelafhandeling:
    """The outcome of a mail, or of one of its questions when it was split: the identificaties of what was stored."""
    return {
        "soort": deel.soort,
        "klantcontacten": [str(identificatie) for identificatie in deel.klantcontacten],
        "verzendingen": [str(identificatie) for identificatie in deel.verzendingen],
        "interneTaak": str(deel.interne_taak) if deel.interne_taak else None,
        "zaak": str(deel.zaak) if deel.zaak else None,
        "reden": deel.reden or None,
        "redenZonderBericht": deel.reden_zonder_bericht or None,
    }


def _dubbel(bericht: Emailbericht, moment: datetime) -> responses.Dubbel:
    claim = bericht.claim_op(moment)
    return {
        "identificatie": str(bericht.identificatie),
        "postvak": bericht.envelop.postvak,
        "ontvangenOp": als_tekst(bericht.envelop.ontvangen_op),
        "status": bericht.status_op(moment),
        "behandelaar": render_persoon(claim) if claim else None,
        "afgehandeldAls": bericht.afhandeling.soort if bericht.afhandeling else None,
    }


def _inzage(inzage: Inzage) -> responses.Inzage:
    return {
        "inzageId": str(inzage.identificatie),
        **render_persoon(inzage),
        "geregistreerdOp": als_tekst(inzage.geregistreerd_op),
    }


def render_geopend(gelezen: GeopendeMail, moment: datetime, *, archief: Archief) -> responses.GeopendeMail:
    """The mail as the agent who opened it sees it at `moment`: the whole text, and the HTML by link."""
    contact = replace(gelezen.klantcontact, inhoud=gelezen.inhoud.tekst)
    bericht = render_emailbericht(gelezen.bericht, moment)
    weergave = gelezen.inhoud.weergave
    return {
        "inzageId": str(gelezen.inzage.identificatie),
        "geclaimdTot": bericht["geclaimdTot"],
        "emailbericht": bericht,
        "klantcontact": render_klantcontact(contact, link=opslag.tekstlink(archief)),
        **render_nieuwe_tekst(gelezen.inhoud.nieuwe_tekst, link=opslag.tekstlink(archief)),
        "antwoordadres": render_mailadres(gelezen.antwoordadres),
        "antwoordadressen": [
            {
                **render_mailadres(een.adres),
                "herkomst": een.herkomst,
                "bruikbaar": een.bruikbaar,
                "bezwaar": een.bezwaar,
            }
            for een in gelezen.antwoordadressen
        ],
        "aan": [render_mailadres(een) for een in gelezen.inhoud.aan[:_MAX_GETOOND]],
        "cc": [render_mailadres(een) for een in gelezen.inhoud.cc[:_MAX_GETOOND]],
        "aantalAan": len(gelezen.inhoud.aan),
        "aantalCc": len(gelezen.inhoud.cc),
        "dubbelen": [_dubbel(een, moment) for een in gelezen.dubbelen],
        "ontvangenAls": gelezen.ontvangen_als,
        "geschrevenOp": als_tekst(gelezen.inhoud.datum) if gelezen.inhoud.datum else None,
        "html": render_link(opslag.weergavelink(archief, weergave)) if weergave else None,
        "bezorgfouten": [
            {
                "ontvanger": fout.ontvanger,
                "stand": Bezorgstand.bij(fout),
                "statuscode": fout.statuscode or None,
                "reden": fout.reden or None,
            }
            for fout in gelezen.inhoud.bezorgfouten[: opslag.MAX_BEZORGFOUTEN]
        ],
        "geblokkeerd": list(gelezen.inhoud.geblokkeerd),
        "concepten": [render_concept_kort(een) for een in gelezen.concepten],
        "waarschuwingen": list(gelezen.waarschuwingen),
    }


def render_gelezen(gelezen: MeegelezenMail, moment: datetime, *, archief: Archief) -> responses.MeegelezenMail:
    """The mail as somebody sees it at `moment` who did not open it."""
    bericht, inhoud = gelezen.bericht, gelezen.inhoud
    op_afstand = inhoud.tekst.object_key if inhoud.tekst.waarde is None else None
    return {
        "emailbericht": render_emailbericht_volledig(bericht, moment),
        "inhoud": inhoud.tekst.waarde,
        "inhoudUrl": opslag.tekstlink(archief)(op_afstand)[0] if op_afstand else None,
        "html": render_link(opslag.weergavelink(archief, inhoud.weergave)) if inhoud.weergave else None,
        "geblokkeerd": list(inhoud.geblokkeerd),
        "waarschuwingen": list(inhoud.waarschuwingen),
        "bijlagen": [
            {"informatieobject": render_bijlagedocument(een), "downloadbaar": bericht.downloadbaar} for een in inhoud.bijlagen
        ],
        "antwoordadres": render_mailadres(gelezen.antwoordadres),
        "verstuurd": [
            {
                "verzending": str(een.identificatie),
                "naar": list(een.naar),
                "onderwerp": een.onderwerp,
                "status": een.status,
            }
            for een in gelezen.verzendingen
        ],
    }
