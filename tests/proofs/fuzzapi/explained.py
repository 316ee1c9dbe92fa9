"""Findings of schemathesis that are no fault of the API or of its description, each with its reason.

Nothing else is excluded: a finding that nothing here explains fails the run. docs/proofs/fuzz.md repeats the reasons.
"""

import json
import re
from collections.abc import Iterable
from typing import Final

_CONFORMANCE: Final = frozenset({"MissingHeaders", "UndefinedContentType", "UndefinedStatusCode"})
_GATEWAY: Final = "answered by the local gateway, which does not build the template's GatewayResponses as AWS does"
_NO_405: Final = "API Gateway knows no 405: where there is no route it answers MISSING_AUTHENTICATION_TOKEN"
_MUNICIPALITY: Final = "names what this municipality does not have"
_CURSOR: Final = "a cursor is what a list gave"
_ADDRESS: Final = "an address that no mail can go to (RFC 5321)"
_VERSION: Final = "a version is that of what was read, and a draft that was not read has none"
_MEANING: Final = "what a text means, or what fields say together, is more than a schema says"

_JUDGED: Final[dict[tuple[str, str], str]] = {
    ("postvak", "onbekend"): _MUNICIPALITY,
    ("postvakken", "onbekend"): _MUNICIPALITY,
    ("bijlagen", "onbekend"): _MUNICIPALITY,
    ("standaardantwoorden", "onbekend"): _MUNICIPALITY,
    ("zaak.url", "geen-zaaksysteem"): _MUNICIPALITY,
    ("toegewezenAan.organisatorischeEenheid", "onbekend"): _MUNICIPALITY,
    ("toegewezenAan.medewerker", "onbekend"): _MUNICIPALITY,
    ("zaaktype", "onbekend"): _MUNICIPALITY,
    ("cursor", "ongeldig"): _CURSOR,
    ("cursorGesprek", "ongeldig"): _CURSOR,
    ("cursorAfzender", "ongeldig"): _CURSOR,
    ("toegewezenAan.medewerker", "geen-taken"): _MUNICIPALITY,
    ("medewerker", "onbekend"): _MUNICIPALITY,
    ("medewerker", "geen-e-mail"): _MUNICIPALITY,
    **{
        (field, code): _MUNICIPALITY
        for field in ("medewerker", "toegewezenAan.medewerker")
        for code in ("geen-recht", "niet-actief")
    },
    ("eenheid", "onbekend"): _MUNICIPALITY,
    ("emailberichten", "onbekend"): _MUNICIPALITY,
    **{(field, "adres-ongeldig"): _ADDRESS for field in ("naar", "aan", "cc")},
    ("adressen", "ongeldig-adres"): _ADDRESS,
    **{(field, "eigen-postvak"): _MUNICIPALITY for field in ("naar", "aan", "cc")},
    **{(field, "niet-bevestigd"): _MEANING for field in ("aan", "cc", "anderAdresBevestigd")},
    **{(field, "geen-adres"): _MEANING for field in ("", "aan", "inhoud", "berichtAanKlant")},
    **{(field, "alleen-afgehandeld"): _MEANING for field in ("dag", "medewerker", "uitkomst")},
    **{(field, "niet-samen"): _MEANING for field in ("status", "behandelaar", "klasse", "metBijlagen", "sorteer")},
    ("If-Match", "tegenstrijdig"): _MEANING,
    ("If-None-Match", "ongeldig"): _VERSION,
    ("afzender", "te-kort"): _MEANING,
    ("woorden", "te-algemeen"): _MEANING,
    ("kenmerk", "ongeldig"): _MUNICIPALITY,
    ("zaak", "niet-samen"): _MEANING,
    ("aan", "te-veel"): _MEANING,
    **{(field, "tegenstrijdig"): _MEANING for field in ("eenheid", "eigen", "status")},
    ("uiterlijk", "voorbij"): _MEANING,
    **{("redenZonderBericht", code): _MEANING for code in ("tegenstrijdig", "niet-formeel")},
    ("berichtAanKlant", "niet-formeel"): _MEANING,
    ("berichtAanKlant", "geen-klantcontact"): _MEANING,
    **{(field, "dubbel"): _MEANING for field in ("emailberichten", "postvakken")},
    ("inhoud", "niet-ingevuld"): _MEANING,
    ("berichtAanKlant", "niet-ingevuld"): _MEANING,
    ("bestandsnaam", "geen-naam"): _MEANING,
    ("van", "periode"): _MEANING,
    ("tot", "volgorde"): _MEANING,
    **{("tot", code): _MEANING for code in ("te-lang", "niet-na-van", "voor-begin")},
    **{(field, "in-de-toekomst"): _MEANING for field in ("van", "tot")},
    ("toegewezenAan", "missing"): _MEANING,
    ("toegewezenAan", "dubbel"): _MEANING,
    ("reden", "missing"): _MEANING,
    ("toelichting", "missing"): _MEANING,
    ("url", "missing"): _MEANING,
    ("url", "onbekend"): _MEANING,
    ("delen", "dubbel"): _MEANING,
    ("", "een-van-beide"): _MEANING,
    **{("regels", code): _MEANING for code in ("geen-regel", "te-veel")},
    **{(field, "te-veel"): _MEANING for field in ("eenheden", "postvakken", "zaaktypen")},
    ("termijn", "te-kort"): _MEANING,
    ("uitkomsten", "aantal"): _MEANING,
    ("delen", "te-veel"): _MEANING,
    ("van", "moment-buiten-bereik"): _MEANING,
    ("tot", "moment-buiten-bereik"): _MEANING,
    **{(field, "datum-buiten-bereik"): _MEANING for field in ("van", "tot", "dag", "uiterlijk")},
}
"""The reason of a refusal that only the municipality, or the moment, can tell, by its field and code."""

_PLACE: Final = re.compile(r"^delen\.\d+\.\w+\.|^regels\.\d+\.|\.\d+$")
"""The place of a field in a splitsing or in a row of the bewaartermijnen, and of a value in a list."""


def explanation(failure: str, status: int, headers: Iterable[str], body: str) -> str | None:
    """Return the reason why this finding is no fault; None when it is one.

    Args:
        failure: its class in schemathesis.
        status: status of the answer.
        headers: names of the headers of the answer.
        body: body of the answer.
    """
    names = {name.lower() for name in headers}
    if failure in _CONFORMANCE and status in {401, 403, 404, 413} and "x-amzn-errortype" in names and "api-version" not in names:
        return _GATEWAY
    if failure == "UnsupportedMethodResponse" and status in {403, 404}:
        return _NO_405
    if failure == "RejectedPositiveData" and status == 400:
        problems = json.loads(body).get("invalidParams", [])
        reasons = {_JUDGED.get((_PLACE.sub("", each["name"]), each["code"]), "") for each in problems}
        return "; ".join(sorted(reasons)) if reasons and "" not in reasons else None
    if failure == "RejectedPositiveData" and status in {412, 428}:
        return _VERSION
    return None
