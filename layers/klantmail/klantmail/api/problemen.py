"""Errors as `application/problem+json` (RFC 9457, NLGov API Design Rules).

The domain's errors are mapped here and only here.
"""

import json
from http import HTTPStatus
from typing import Any, Final

from aws_lambda_powertools.event_handler import Response

from klantmail.api.headers import RESPONSE_HEADERS
from klantmail.domain.fouten import (
    MAX_GENOEMD,
    AlAfgehandeld,
    BijAnderInBehandeling,
    Botsing,
    ConceptGewijzigd,
    DreigingGevonden,
    EldersAfgehandeld,
    GeenToegang,
    Geweigerd,
    InzageNietGeldig,
    KeuzeNietMogelijk,
    KlantmailFout,
    NietBeschikbaar,
    NietGevonden,
    NietInTeZien,
    NietTeKeuren,
    NogNietGekeurd,
    OngeldigeInvoer,
    OpslagFout,
    OpslagOnbekend,
    SleutelHergebruikt,
    Toestandsfout,
    UploadGebruikt,
    VoorwaardeOntbreekt,
)
from klantmail.domain.tijd import als_tekst
from ontleden.ontleding import ingekort

PROBLEEM_JSON: Final = "application/problem+json"
URN: Final = "urn:klantmail:probleem:"
_OPNIEUW_NA: Final = "2"
"""Seconds to wait before a repetition: longer than our own attempts wait for each other."""
_LANGSTE_NAAM: Final = 200
"""Characters of the name of a field: a client may send one of megabytes."""
_NIET_BESCHIKBAAR: Final = (HTTPStatus.SERVICE_UNAVAILABLE, "niet-beschikbaar", "Nu niet beschikbaar")

_STATUS: Final[dict[type[KlantmailFout], tuple[HTTPStatus, str, str]]] = {
    NietGevonden: (HTTPStatus.NOT_FOUND, "niet-gevonden", "Niet gevonden"),
    GeenToegang: (HTTPStatus.FORBIDDEN, "geen-toegang", "Geen toegang"),
    OngeldigeInvoer: (HTTPStatus.BAD_REQUEST, "ongeldige-invoer", "Ongeldige invoer"),
    VoorwaardeOntbreekt: (HTTPStatus.PRECONDITION_REQUIRED, "voorwaarde-ontbreekt", "Voorwaarde ontbreekt"),
    ConceptGewijzigd: (HTTPStatus.PRECONDITION_FAILED, "andere-versie", "Andere versie"),
    BijAnderInBehandeling: (HTTPStatus.CONFLICT, "bij-ander-in-behandeling", "Bij een ander in behandeling"),
    InzageNietGeldig: (HTTPStatus.CONFLICT, "inzage-niet-geldig", "Inzage niet meer geldig"),
    AlAfgehandeld: (HTTPStatus.CONFLICT, "al-afgehandeld", "Al afgehandeld"),
    EldersAfgehandeld: (HTTPStatus.CONFLICT, "elders-afgehandeld", "Elders al afgehandeld"),
    NietInTeZien: (HTTPStatus.CONFLICT, "in-quarantaine", "In quarantaine"),
    NogNietGekeurd: (HTTPStatus.CONFLICT, "nog-niet-gekeurd", "Nog niet gecontroleerd"),
    DreigingGevonden: (HTTPStatus.CONFLICT, "dreiging-gevonden", "Dreiging gevonden"),
    NietTeKeuren: (HTTPStatus.CONFLICT, "niet-te-keuren", "Niet te controleren"),
    KeuzeNietMogelijk: (HTTPStatus.CONFLICT, "keuze-niet-mogelijk", "Keuze niet mogelijk"),
    SleutelHergebruikt: (HTTPStatus.CONFLICT, "sleutel-hergebruikt", "Idempotency-Key al gebruikt"),
    NietBeschikbaar: _NIET_BESCHIKBAAR,
    # An answer of the storage is for the use cases; one that got through is no fault of the request, and may pass.
    Geweigerd: _NIET_BESCHIKBAAR,
    UploadGebruikt: _NIET_BESCHIKBAAR,
    Botsing: _NIET_BESCHIKBAAR,
    OpslagOnbekend: _NIET_BESCHIKBAAR,
}


def probleem(status: HTTPStatus, soort: str, titel: str, detail: str, **meer: Any) -> Response[str]:
    """Make a problem with a stable `type`, for programs, and a Dutch `title` and `detail`, for people."""
    inhoud = {"type": f"{URN}{soort}", "title": titel, "status": int(status), "detail": detail, **meer}
    return Response(int(status), PROBLEEM_JSON, json.dumps(inhoud, ensure_ascii=False), RESPONSE_HEADERS)


def verkeerde_soort() -> Response[str]:
    """Make the answer to a body that is not sent as JSON (RFC 9110 section 15.5.16)."""
    return probleem(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "verkeerde-soort",
        "Verkeerde soort inhoud",
        "Stuur het verzoek als JSON, met `Content-Type: application/json`.",
    )


def too_large() -> Response[str]:
    """Make the answer in place of one that Lambda would not pass on."""
    return probleem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "antwoord-te-groot",
        "Antwoord te groot",
        "Het antwoord is te groot om te sturen. Meld dit aan de beheerder.",
    )


def probleem_van(fout: KlantmailFout) -> Response[str]:
    """Make the answer that a domain error becomes."""
    status, soort, titel = _STATUS[type(fout)]
    match fout:
        case OngeldigeInvoer():
            genoemd = fout.fouten[:MAX_GENOEMD]
            velden = [
                {"name": ingekort(invoer.veld, _LANGSTE_NAAM), "code": invoer.code, "reason": invoer.reden} for invoer in genoemd
            ]
            return probleem(status, soort, titel, "Het verzoek is niet geldig.", invalidParams=velden)
        case BijAnderInBehandeling():
            return probleem(
                status,
                soort,
                titel,
                str(fout),
                huidigeStatus=fout.toestand,
                behandelaar={"medewerker": str(fout.medewerker), "naam": fout.naam},
                geclaimdTot=als_tekst(fout.geclaimd_tot),
            )
        case ConceptGewijzigd(huidig=None):
            return probleem(status, soort, titel, str(fout), concept=None)
        case ConceptGewijzigd(huidig=huidig) if huidig:
            from klantmail.api.render.concept import render_concept  # here: few functions know drafts

            response = probleem(status, soort, titel, str(fout), concept=render_concept(huidig))
            response.headers["ETag"] = f'"{huidig.versie}"'
            return response
        case NietBeschikbaar() | OpslagFout():
            response = probleem(status, soort, titel, "Dit lukt nu even niet. Probeer het opnieuw.")
            response.headers["Retry-After"] = _OPNIEUW_NA  # RFC 9110 section 10.2.3
            return response
        case NietGevonden():
            return probleem(status, soort, titel, f"{fout.soort} bestaat niet.")
        case NogNietGekeurd():
            response = probleem(status, soort, titel, str(fout))
            response.headers["Retry-After"] = _OPNIEUW_NA
            return response
        case Toestandsfout(toestand=str(toestand)) if toestand:
            return probleem(status, soort, titel, str(fout), huidigeStatus=toestand)
        case _:
            return probleem(status, soort, titel, str(fout))
