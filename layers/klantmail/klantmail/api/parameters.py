"""Query parameters: everything that is wrong comes out at once, in Dutch, per parameter as the client wrote it.

Read without pydantic, since the first page of a list should not wait until that is loaded; here it only describes the classes
(`make openapi`). Their docstrings are what an API user reads, so they are in Dutch.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, ClassVar, Final, Literal, get_args, get_origin

from klantmail.domein import Berichtstatus
from klantmail.fouten import Invoerfout, OngeldigeInvoer
from klantmail.internetaak import Taakstatus
from klantmail.zaak import Zaakstatus

_GETAL: Final = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Grenzen:
    """Of a number: the lowest and the highest. Of a text: its length."""

    laagst: int
    hoogst: int

    def __get_pydantic_json_schema__(self, soort: Any, maak: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        schema = maak(soort)
        if schema["type"] == "integer":
            return schema | {"minimum": self.laagst, "maximum": self.hoogst}
        return schema | {"maxLength": self.hoogst}


_Aantal = Annotated[int, Grenzen(1, 100)]
_Cursor = Annotated[str, Grenzen(0, 200)]


def _in_url(naam: str) -> str:
    kop, *rest = naam.split("_")
    return kop + "".join(deel.title() for deel in rest)


@dataclass(frozen=True, slots=True)
class Bladeren:
    """Een bladzijde van een lijst."""

    __pydantic_config__: ClassVar = {"alias_generator": _in_url, "extra": "forbid"}

    page_size: _Aantal = 20
    """Hoeveel resultaten u ten hoogste wilt."""
    cursor: _Cursor | None = None
    """De `cursor` van de vorige bladzijde. Zonder cursor: de eerste bladzijde."""


@dataclass(frozen=True, slots=True)
class SamenhangVerzoek:
    """Twee lijsten, elk met een eigen cursor."""

    __pydantic_config__: ClassVar = Bladeren.__pydantic_config__

    page_size: _Aantal = 20
    """Hoeveel resultaten u per lijst ten hoogste wilt."""
    cursor_gesprek: _Cursor | None = None
    """De `cursor` van de vorige bladzijde van het gesprek."""
    cursor_afzender: _Cursor | None = None
    """De `cursor` van de vorige bladzijde van hetzelfde adres."""


@dataclass(frozen=True, slots=True)
class TakenVerzoek(Bladeren):
    """Een bladzijde van interne taken."""

    status: Taakstatus = Taakstatus.TE_VERWERKEN
    """Alleen taken met deze status."""
    eigen: bool = False
    """`true`: alleen taken die aan u zelf zijn toegewezen."""


@dataclass(frozen=True, slots=True)
class WerkvoorraadVerzoek(Bladeren):
    """Een bladzijde van de werkvoorraad."""

    postvak: str | None = None
    """Alleen e-mails van dit postvak."""
    status: Literal[Berichtstatus.NIEUW, Berichtstatus.IN_BEHANDELING, Berichtstatus.QUARANTAINE] | None = None
    """Alleen e-mails met deze status."""


@dataclass(frozen=True, slots=True)
class VerzendingenVerzoek(Bladeren):
    """Een bladzijde van verzendingen."""

    lijst: Literal["te_verzenden", "bezig", "onbekend", "mislukt", "geweigerd", "klacht"] | None = None
    """Alleen verzendingen op deze lijst. Zonder lijst: alles waarover iemand moet beslissen."""


@dataclass(frozen=True, slots=True)
class ZakenVerzoek(Bladeren):
    """Een bladzijde van zaken die nog niet geregistreerd zijn."""

    status: Literal[Zaakstatus.TE_REGISTREREN, Zaakstatus.BEZIG, Zaakstatus.MISLUKT] = Zaakstatus.MISLUKT
    """Alleen zaken met deze status."""


def lees_parameters[V](vorm: Callable[..., V], parameters: Mapping[str, str]) -> V:
    """The query parameters of a request, as one of the classes above. Raises: OngeldigeInvoer with every error of them."""
    velden = {_in_url(veld.name): veld for veld in fields(vorm)}  # type: ignore[arg-type]  # a class, which is what it makes too
    waarden: dict[str, Any] = {}
    fouten: list[Invoerfout] = []
    for naam, tekst in parameters.items():
        if naam not in velden:
            fouten.append(Invoerfout(naam, "extra-forbidden", "Deze parameter bestaat niet."))
            continue
        try:
            waarden[velden[naam].name] = _waarde(velden[naam].type, tekst)
        except _Ongeldig as fout:
            fouten.append(Invoerfout(naam, fout.code, fout.reden))
    if fouten:
        raise OngeldigeInvoer(*fouten)
    return vorm(**waarden)


class _Ongeldig(Exception):
    """What is wrong with a value."""

    def __init__(self, code: str, reden: str) -> None:
        super().__init__(reden)
        self.code = code
        self.reden = reden


def _waarde(soort: Any, tekst: str) -> object:
    """`tekst` as a field of this type has it. Raises: _Ongeldig."""
    if type(None) in get_args(soort):  # a parameter that may be absent has a value once it is there
        soort = get_args(soort)[0]
    if get_origin(soort) is Annotated:
        soort, grenzen = get_args(soort)
        return _getal(tekst, grenzen) if soort is int else _tekst(tekst, grenzen)
    if soort is str:
        return tekst
    keuzes = (True, False) if soort is bool else tuple(get_args(soort) or soort)
    for keuze in keuzes:
        if tekst == _genoemd(keuze):
            return keuze
    raise _Ongeldig("literal-error", f"Kies uit {', '.join(map(_genoemd, keuzes))}.")


def _genoemd(keuze: str | bool) -> str:
    return str(keuze).lower() if isinstance(keuze, bool) else str(keuze)


def _getal(tekst: str, grenzen: Grenzen) -> int:
    if not _GETAL.fullmatch(tekst):
        raise _Ongeldig("int-parsing", "Vul hier een getal in.")
    getal = int(tekst)
    if getal < grenzen.laagst:
        raise _Ongeldig("greater-than-equal", f"De grens is {grenzen.laagst}.")
    if getal > grenzen.hoogst:
        raise _Ongeldig("less-than-equal", f"De grens is {grenzen.hoogst}.")
    return getal


def _tekst(tekst: str, grenzen: Grenzen) -> str:
    if len(tekst) > grenzen.hoogst:
        raise _Ongeldig("string-too-long", f"Gebruik ten hoogste {grenzen.hoogst} tekens.")
    return tekst
