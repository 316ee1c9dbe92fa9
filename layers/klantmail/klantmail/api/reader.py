"""The reading of requests: all errors come out at once, in Dutch, for each field as the client wrote it."""

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from itertools import islice
from math import isfinite
from types import NoneType
from typing import Annotated, Any, Final, NoReturn, get_args, get_origin

from klantmail.api.schema import SOORTEN, Ongeldig, Soort, Verzoek
from klantmail.api.verzoeken.basis import OnderInzage
from klantmail.domain.fouten import MAX_GENOEMD, Invoerfout, OngeldigeInvoer
from klantmail.runtime.json_names import in_json

MAX_IDEMPOTENCY_KEY: Final = 255
_GETAL: Final = "-?[0-9]{1,9}"
_HALF_TEKEN: Final = re.compile(r"\\u[dD][89a-fA-F]")
"""Half of a character, as JSON may write one: the other half should follow (RFC 8259 section 8.2)."""


def lees_json[V: Verzoek](vorm: type[V], tekst: str | None) -> V:
    """Read the body of a request. No body at all reads as `{}`, and no value as another kind (`"4"` is no number).

    Raises: OngeldigeInvoer with every error of it.
    """
    fouten: list[Invoerfout] = []
    verzoek: V = _lees(vorm, _uit_json(tekst or "{}"), (), fouten)
    if fouten:
        raise OngeldigeInvoer(*fouten)
    return verzoek


def lees_idempotent[V: Verzoek](vorm: type[V], tekst: str | None, koppen: Mapping[str, str]) -> tuple[V, str]:
    """Read the body of a request, and its Idempotency-Key, which must be there.

    Raises: OngeldigeInvoer with every error of both (`Verzoek.fouten`; a key that is missing, too long, or not
        printable ASCII).
    """
    try:
        verzoek = lees_json(vorm, tekst)
    except OngeldigeInvoer as fout:
        raise OngeldigeInvoer(*fout.fouten, *_idempotency_key_fouten(koppen)) from None
    if fouten := (*verzoek.fouten(), *_idempotency_key_fouten(koppen)):
        raise OngeldigeInvoer(*fouten)
    return verzoek, koppen["Idempotency-Key"]


def lees_onder_inzage[V: OnderInzage](vorm: type[V], tekst: str | None, koppen: Mapping[str, str]) -> tuple[V, str]:
    """Read as `lees_idempotent` does.

    Without a key the inzage is the key, since one inzage leads to at most one afhandeling.
    """
    if "Idempotency-Key" in koppen:
        return lees_idempotent(vorm, tekst, koppen)
    verzoek = lees_json(vorm, tekst)
    return verzoek, str(verzoek.inzage_id)


def lees_voorbeeld[V: Verzoek](vorm: type[V], tekst: str | None, koppen: Mapping[str, str]) -> tuple[V, str]:
    """Read a request for a preview as `lees_idempotent` does.

    The key is empty when there is none: the kenmerk in the preview is then that of no mail that leaves.
    """
    if "Idempotency-Key" in koppen:
        return lees_idempotent(vorm, tekst, koppen)
    return lees_json(vorm, tekst), ""


def lees_parameters[V: Verzoek](vorm: type[V], parameters: Mapping[str, str]) -> V:
    """Read the query parameters of a request. Raises: OngeldigeInvoer with every error of them (`Verzoek.fouten`)."""
    fouten: list[Invoerfout] = []
    soorten = {in_json(veld.name): veld.type for veld in fields(vorm)}
    waarden: dict[str, Any] = {}
    for naam, tekst in parameters.items():
        if naam not in soorten:
            fouten.append(Invoerfout(naam, "extra-forbidden", "Deze parameter bestaat niet."))
            continue
        try:
            waarden[naam] = _uit_url(soorten[naam], tekst)
        except Ongeldig as fout:
            fouten.append(Invoerfout(naam, fout.code, fout.reden))
    verzoek: V = _lees(vorm, waarden, (), fouten)
    if fouten or (fouten := [*verzoek.fouten()]):
        raise OngeldigeInvoer(*fouten)
    return verzoek


def _idempotency_key_fouten(koppen: Mapping[str, str]) -> tuple[Invoerfout, ...]:
    if "Idempotency-Key" not in koppen:
        return (Invoerfout("Idempotency-Key", "missing", "Deze header is verplicht bij dit verzoek."),)
    idempotency_key = koppen["Idempotency-Key"]
    if 0 < len(idempotency_key) <= MAX_IDEMPOTENCY_KEY and idempotency_key.isascii() and idempotency_key.isprintable():
        return ()
    return (Invoerfout("Idempotency-Key", "ongeldig", f"Gebruik 1 tot {MAX_IDEMPOTENCY_KEY} tekens uit de ASCII-tabel."),)


def _uit_json(tekst: str) -> object:
    """Read JSON.

    Raises: OngeldigeInvoer (RFC 8259: no NaN, no half of a character, no number past a double of IEEE 754, which is all
        that section 6 expects of who reads it, no nesting past what is read here; and no name twice in one object, of
        which section 4 says that nobody knows what it means).
    """
    try:
        tekst.encode()
        waarde = json.loads(
            tekst,
            parse_constant=_geen_json,
            parse_float=_gebroken,
            parse_int=_geheel,
            object_pairs_hook=_zonder_dubbele_namen,
        )
        if _HALF_TEKEN.search(tekst):
            json.dumps(waarde, ensure_ascii=False).encode()
    except (ValueError, OverflowError, RecursionError):
        raise OngeldigeInvoer(Invoerfout("", "json-invalid", "Dit is geen geldige JSON.")) from None
    return waarde


def _zonder_dubbele_namen(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its names and values. Raises: OngeldigeInvoer (a name stands in it twice)."""
    uit = dict(paren)
    if len(uit) < len(paren):  # the name is not said: it may be half of a character, which no answer can hold
        raise OngeldigeInvoer(Invoerfout("", "dubbel", "Een veld staat meer dan één keer in het verzoek."))
    return uit


def _geen_json(constante: str) -> NoReturn:
    raise ValueError(constante)


def _gebroken(tekst: str) -> float:
    """Raises: ValueError: it would be written as `Infinity`, which is no JSON."""
    getal = float(tekst)
    return getal if isfinite(getal) else _geen_json(tekst)


def _geheel(tekst: str) -> int:
    """Raises: OverflowError: a browser would read it as infinite."""
    getal = int(tekst)
    float(getal)
    return getal


def _uit_url(soort: Any, tekst: str) -> object:
    """Return the JSON value for a text of a URL. Raises: Ongeldig."""
    kern, _ = _kern(soort)
    if kern is bool:
        return _keuze({"true": True, "false": False}, tekst)
    if kern is not int:
        return tekst
    if not re.fullmatch(_GETAL, tekst):
        raise Ongeldig("int-parsing", "Vul hier een getal in.")
    return int(tekst)


type _Plek = tuple[str | int, ...]
"""The place of something in a request."""


def _lees(soort: Any, waarde: object, plek: _Plek, fouten: list[Invoerfout]) -> Any:
    """Read `waarde` as this type. An error is added to `fouten`, and then there is no value."""
    try:
        if waarde is None and NoneType in get_args(soort):
            return None
        kern, over = _kern(soort)
        if is_dataclass(kern):
            return _dataclass(kern, waarde, plek, fouten)
        if get_origin(kern) is tuple:
            return _lijst(get_args(kern)[0], waarde, plek, fouten)
        for een in over:
            if isinstance(een, Soort):
                return een.lees(waarde)
        if gewoon := SOORTEN.get(kern):
            return gewoon.lees(waarde)
        return _keuze({str(keuze): keuze for keuze in get_args(kern) or kern}, waarde)
    except Ongeldig as fout:
        fouten.append(_fout(plek, fout.code, fout.reden))
        return None


def _fout(plek: _Plek, code: str, reden: str) -> Invoerfout:
    return Invoerfout(".".join(map(str, plek)), code, reden)


def _kern(soort: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return a type without `None`, and its annotations."""
    if NoneType in get_args(soort):
        soort = get_args(soort)[0]
    if get_origin(soort) is Annotated:
        kern, *over = get_args(soort)
        return kern, tuple(over)
    return soort, ()


def _keuze(keuzes: Mapping[str, Any], waarde: object) -> Any:
    """Raises: Ongeldig."""
    if isinstance(waarde, str) and waarde in keuzes:
        return keuzes[waarde]
    raise Ongeldig("literal-error", f"Kies uit {', '.join(keuzes)}.")


def _lijst(soort: Any, waarde: object, plek: _Plek, fouten: list[Invoerfout]) -> tuple[Any, ...]:
    if not isinstance(waarde, list):
        raise Ongeldig("tuple-type")
    nog_te_noemen = ((nummer, een) for nummer, een in enumerate(waarde) if len(fouten) < MAX_GENOEMD)
    return tuple(_lees(soort, een, (*plek, nummer), fouten) for nummer, een in nog_te_noemen)


def _dataclass(vorm: Any, waarde: object, plek: _Plek, fouten: list[Invoerfout]) -> Any:
    if not isinstance(waarde, dict):
        raise Ongeldig("model-type")
    gevonden: dict[str, Any] = {}
    eerder = len(fouten)
    velden = fields(vorm)
    for veld in velden:
        naam = in_json(veld.name)
        if naam in waarde:
            soort = _kern(veld.type)[0] if vorm.zonder_null and waarde[naam] is None else veld.type
            gevonden[veld.name] = _lees(soort, waarde[naam], (*plek, naam), fouten)
        elif veld.default is MISSING:
            fouten.append(_fout((*plek, naam), "missing", "Dit veld is verplicht."))
    bekend = {in_json(veld.name) for veld in velden}
    vreemd = (_fout((*plek, naam), "extra-forbidden", "Dit veld bestaat niet.") for naam in waarde if naam not in bekend)
    fouten += islice(vreemd, MAX_GENOEMD)
    return vorm(**gevonden) if len(fouten) == eerder else None
