"""The lists of what is to be destroyed as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from klantmail.api.responses import vernietiging as responses
    from klantmail.domain.vernietiging import Aantallen, Goedkeuring, Vernietigingslijst, Wisverzoek
    from klantmail.usecases.beheer.vernietiging import Stukken


def render_vernietigingslijst(lijst: Vernietigingslijst) -> responses.Vernietigingslijst:
    return {
        "identificatie": str(lijst.identificatie),
        "soort": lijst.soort,
        "status": lijst.status,
        "peildatum": lijst.peildatum.isoformat(),
        "gevraagdOp": als_tekst(lijst.gevraagd_op),
        "opgesteldOp": als_tekst(lijst.opgesteld_op) if lijst.opgesteld_op else None,
        "sha256": lijst.sha256 or None,
        "aantallen": [_aantallen(een) for een in lijst.aantallen],
        "looptNog": lijst.loopt_nog,
        "beperkt": lijst.beperkt,
        "blijftBijZaak": [{"reden": een.reden, "aantal": een.aantal} for een in lijst.blijft_bij_zaak],
        "wisverzoek": _wisverzoek(lijst.wisverzoek) if lijst.wisverzoek else None,
        "goedkeuring": _goedkeuring(lijst.goedkeuring) if lijst.goedkeuring else None,
        "vernietigdOp": als_tekst(lijst.vernietigd_op) if lijst.vernietigd_op else None,
        "vernietigd": [_aantallen(een) for een in lijst.vernietigd],
        "uitgezonderd": lijst.uitgezonderd,
        "overgeslagen": lijst.overgeslagen,
    }


def _aantallen(een: Aantallen) -> responses.Aantallen:
    return {
        "resultaat": een.resultaat,
        "omschrijving": een.omschrijving,
        "emailberichten": een.emailberichten,
        "klantcontacten": een.klantcontacten,
        "documenten": een.documenten,
        "interneTaken": een.interne_taken,
        "verzendingen": een.verzendingen,
        "zaken": een.zaken,
    }


def _goedkeuring(akkoord: Goedkeuring) -> responses.Goedkeuring:
    return {
        "medewerker": str(akkoord.medewerker),
        "naam": akkoord.naam,
        "tijdstip": als_tekst(akkoord.tijdstip),
        "uitzonderingen": [
            {
                "emailbericht": str(een.emailbericht) if een.emailbericht else None,
                "resultaat": een.resultaat or None,
                "reden": een.reden,
            }
            for een in akkoord.uitzonderingen
        ],
    }


def _wisverzoek(verzoek: Wisverzoek) -> responses.Wisverzoek:
    return {
        "medewerker": str(verzoek.medewerker),
        "naam": verzoek.naam,
        "reden": verzoek.reden,
        "emailbericht": str(verzoek.emailbericht) if verzoek.emailbericht else None,
    }


def render_stukken(stukken: Stukken) -> responses.Vernietigingsstukken:
    return {
        "lijstUrl": stukken.lijst,
        "verklaringUrl": stukken.verklaring,
        "geldigTot": als_tekst(stukken.geldig_tot),
    }
