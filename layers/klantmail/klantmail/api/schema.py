"""The kinds of value of a field: each judges a value, and says in JSON Schema (2020-12) what it judges.

A request is a frozen dataclass under `Verzoek`; `klantmail.api.reader` reads one. It is our own code instead of
pydantic at run time, which took a third of a bare cold start; pydantic describes these classes (`make openapi`), by
what the kinds tell it, and a test holds what is read to what is described.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from klantmail.domain.fouten import Invoerfout
from klantmail.runtime.json_names import in_json

_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""A UUID (RFC 9562 section 4)."""
_MOMENT: Final = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)"
"""A moment (RFC 3339 section 5.6), in capitals."""

_DATUM: Final = r"\d{4}-\d\d-\d\d"
_EERSTE_JAAR: Final = 1900
_LAATSTE_JAAR: Final = 2999
"""Nearer to the first and the last day that there are, the day before, the week of a day or its end leads outside."""

type Schema = dict[str, Any]


class Ongeldig(Exception):
    """One value is wrong.

    Args:
        code: stable, for programs.
        reden: Dutch, for people.
    """

    def __init__(self, code: str, reden: str = "Deze waarde is niet geldig.") -> None:
        super().__init__(reden)
        self.code = code
        self.reden = reden


@dataclass(frozen=True)
class Verzoek:
    """Base of every request: a frozen dataclass.

    Each field of it is annotated with its type and, where it has limits, its kind. `__post_init__` judges what holds
    between fields, and raises Ongeldig.
    """

    __pydantic_config__: ClassVar[Schema] = {"alias_generator": in_json, "extra": "forbid"}
    zonder_null: ClassVar[bool] = False
    """True when a field is there or not, and is never `null` (`met_velden`)."""

    def fouten(self) -> Iterable[Invoerfout]:
        """Return what is wrong between fields and no JSON Schema says, each by the name that its field has in JSON."""
        return ()


def met_velden(aantal: int) -> Schema:
    """Make a `__pydantic_config__` that describes what `__post_init__` judges: so many fields, none of them `null`.

    The class is `zonder_null`.
    """

    def verscherp(schema: Schema) -> None:
        schema |= {"minProperties": aantal, "maxProperties": aantal}
        for naam, veld in schema["properties"].items():
            if "anyOf" in veld:
                (schema["properties"][naam],) = (keuze for keuze in veld["anyOf"] if keuze.get("type") != "null")

    return Verzoek.__pydantic_config__ | {"json_schema_extra": verscherp}


class Soort(ABC):
    """A kind of field."""

    @abstractmethod
    def lees(self, waarde: object) -> object:
        """Return the value that JSON's `waarde` stands for. Raises: Ongeldig."""

    def schema(self) -> Schema:
        """Return the part of its description beside the type."""
        return {}

    def __get_pydantic_json_schema__(self, soort: Any, maak: Callable[[Any], Schema]) -> Schema:
        return maak(soort) | self.schema()


@dataclass(frozen=True)
class Tekst(Soort):
    """Text."""

    hoogst: int | None = None
    """The most characters."""
    laagst: int = 0
    patroon: str = ""
    """A pattern that it must match somewhere, as JSON Schema and Python both read it."""
    ontdaan: bool = False
    """True when white space around it is taken off.

    The most characters and the pattern are judged before, as JSON Schema judges them; a last line break passes, which
    half of the programs that judge by a JSON Schema overlook at `$`.
    """

    def lees(self, waarde: object) -> str:
        if not isinstance(waarde, str):
            raise Ongeldig("string-type")
        tekst = waarde.strip() if self.ontdaan else waarde
        if len(tekst) < self.laagst:
            raise Ongeldig("string-too-short", "Vul hier leesbare tekst in.")
        if self.hoogst is not None and len(waarde) > self.hoogst:
            raise Ongeldig("string-too-long", f"Gebruik ten hoogste {self.hoogst} tekens.")
        if not _heeft(self.patroon, waarde.removesuffix("\n") if self.ontdaan else waarde):
            raise Ongeldig("string-pattern-mismatch", "Vul hier leesbare tekst in.")
        return tekst

    def schema(self) -> Schema:
        grenzen = {"minLength": self.laagst or None, "maxLength": self.hoogst, "pattern": self.patroon or None}
        return {woord: grens for woord, grens in grenzen.items() if grens is not None}


def _heeft(patroon: str, tekst: str) -> bool:
    """Tell whether a text has the pattern: JSON Schema's `$` is the very end (ECMA-262); Python's
    also stands before a line break there.
    """
    heel = patroon.removesuffix("$")
    return re.search(heel if heel == patroon else rf"{heel}\Z", tekst) is not None


@dataclass(frozen=True)
class Getal(Soort):
    """A whole number, which JSON may also write as `20.0` (JSON Schema 2020-12 section 4.2.3)."""

    laagst: int | None = None
    hoogst: int | None = None

    def lees(self, waarde: object) -> int:
        if isinstance(waarde, float) and waarde.is_integer():
            waarde = int(waarde)
        if not isinstance(waarde, int) or isinstance(waarde, bool):
            raise Ongeldig("int-type", "Vul hier een heel getal in.")
        if self.laagst is not None and waarde < self.laagst:
            raise Ongeldig("greater-than-equal", f"De grens is {self.laagst}.")
        if self.hoogst is not None and waarde > self.hoogst:
            raise Ongeldig("less-than-equal", f"De grens is {self.hoogst}.")
        return waarde

    def schema(self) -> Schema:
        grenzen = {"minimum": self.laagst, "maximum": self.hoogst}
        return {woord: grens for woord, grens in grenzen.items() if grens is not None}


@dataclass(frozen=True)
class Moment(Soort):
    """A moment of a time zone that is told, from `eerste` until `laatste`."""

    eerste: datetime
    laatste: datetime

    def lees(self, waarde: object) -> datetime:
        anders = Ongeldig("datetime-parsing", "Gebruik een datum en tijd met tijdzone, zoals 2026-01-31T09:00:00Z.")
        if not isinstance(waarde, str) or not re.fullmatch(_MOMENT, waarde.upper(), re.ASCII):
            raise anders
        try:
            moment = datetime.fromisoformat(waarde.upper())
        except ValueError:
            raise anders from None
        if not self.eerste <= moment < self.laatste:
            raise _buiten_bereik("moment", self.eerste.year, self.laatste.year - 1)
        return moment


class Datum(Soort):
    """A day (RFC 3339 section 5.6: full-date) in the years 1900 to 2999."""

    def lees(self, waarde: object) -> date:
        anders = Ongeldig("date-parsing", "Gebruik een datum, zoals 2026-01-31.")
        if not isinstance(waarde, str) or not re.fullmatch(_DATUM, waarde, re.ASCII):
            raise anders
        try:
            dag = date.fromisoformat(waarde)
        except ValueError:
            raise anders from None
        if not _EERSTE_JAAR <= dag.year <= _LAATSTE_JAAR:
            raise _buiten_bereik("datum", _EERSTE_JAAR, _LAATSTE_JAAR)
        return dag


def _buiten_bereik(wat: str, eerste: int, laatste: int) -> Ongeldig:
    return Ongeldig(f"{wat}-buiten-bereik", f"Gebruik een jaar van {eerste} tot en met {laatste}.")


@dataclass(frozen=True)
class Beschreven:
    """A description only: limits of a request that a use case judges, and all that is said of an answer."""

    woorden: Schema

    def __get_pydantic_json_schema__(self, soort: Any, maak: Callable[[Any], Schema]) -> Schema:
        return maak(soort) | self.woorden


class _Identificatie(Soort):
    def lees(self, waarde: object) -> UUID:
        if not isinstance(waarde, str):
            raise Ongeldig("uuid-type", "Dit is geen UUID.")
        if not _UUID.fullmatch(waarde):
            raise Ongeldig("uuid-parsing", "Dit is geen UUID.")
        return UUID(waarde)


class _Vlag(Soort):
    def lees(self, waarde: object) -> bool:
        if not isinstance(waarde, bool):
            raise Ongeldig("bool-type")
        return waarde


SOORTEN: Final[Mapping[type, Soort]] = {str: Tekst(), int: Getal(), UUID: _Identificatie(), bool: _Vlag(), date: Datum()}
"""The kinds of fields of which only the type is told."""
