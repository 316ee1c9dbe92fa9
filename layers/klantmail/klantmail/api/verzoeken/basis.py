"""What the requests share: kinds of text, the base of every model, and the reading."""

from collections.abc import Mapping
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.alias_generators import to_camel

from klantmail.fouten import Invoerfout, OngeldigeInvoer

MAX_ANTWOORD: Final = 100_000
"""Characters of an answer."""
MAX_ONDERWERP: Final = 200
"""Klantinteracties API 0.9.0: onderwerp."""
MAX_SLEUTEL: Final = 255

_STUUR: Final = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
EenRegel = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, pattern=rf"^[^{_STUUR}]*[^\s{_STUUR}][^{_STUUR}]*$"),
]
"""One line that says something: what is white is taken off before it is judged."""
Onderwerp = Annotated[EenRegel, Field(max_length=MAX_ONDERWERP)]
Berichttekst = Annotated[str, StringConstraints(max_length=MAX_ANTWOORD, pattern=r"[^\s\x00-\x1f\x7f-\x9f]")]
"""Text of a mail, which must say something."""


def _geheel(waarde: Any) -> Any:
    return int(waarde) if isinstance(waarde, float) and waarde.is_integer() else waarde


GEHEEL: Final = BeforeValidator(_geheel)
"""A whole number, which JSON may also write as `20.0` (JSON Schema 2020-12 section 4.2.3)."""


class Verzoek(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)


def met_velden(aantal: int) -> ConfigDict:
    """Says in the description of the API what a validator of the model checks: so many fields, none of them `null`."""

    def verscherp(schema: dict[str, Any]) -> None:
        schema |= {"minProperties": aantal, "maxProperties": aantal}
        for naam, veld in schema["properties"].items():
            if "anyOf" in veld:
                (schema["properties"][naam],) = (keuze for keuze in veld["anyOf"] if keuze.get("type") != "null")

    return ConfigDict(json_schema_extra=verscherp)


class LeegVerzoek(Verzoek):
    """Een verzoek zonder velden: `{}`."""


class OnderInzage(Verzoek):
    """Een verzoek van wie de e-mail in behandeling heeft."""

    inzage_id: UUID
    """UUID van uw inzage van de e-mail."""


def lees_json[V: Verzoek](vorm: type[V], tekst: str | None) -> V:
    """The body of a request; none at all reads as `{}`, and nothing as what it merely resembles (`"4"` is no number).

    Raises: OngeldigeInvoer with every error of it.
    """
    try:
        return vorm.model_validate_json(tekst or "{}", strict=True)
    except ValidationError as fout:
        raise _ongeldig(fout) from None


def lees_met_sleutel[V: Verzoek](vorm: type[V], tekst: str | None, koppen: Mapping[str, str]) -> tuple[V, str]:
    """The body of a request, and its Idempotency-Key, which must be there.

    Raises: OngeldigeInvoer with every error of both (a key that is missing, too long, or not printable ASCII).
    """
    try:
        verzoek = lees_json(vorm, tekst)
    except OngeldigeInvoer as fout:
        raise OngeldigeInvoer(*fout.fouten, *_sleutelfouten(koppen)) from None
    if fouten := _sleutelfouten(koppen):
        raise OngeldigeInvoer(*fouten)
    return verzoek, koppen["Idempotency-Key"]


def lees_onder_inzage[V: OnderInzage](vorm: type[V], tekst: str | None, koppen: Mapping[str, str]) -> tuple[V, str]:
    """As `lees_met_sleutel`; without a key the inzage is the key, since one inzage leads to at most one afhandeling."""
    if "Idempotency-Key" in koppen:
        return lees_met_sleutel(vorm, tekst, koppen)
    verzoek = lees_json(vorm, tekst)
    return verzoek, str(verzoek.inzage_id)


def _sleutelfouten(koppen: Mapping[str, str]) -> tuple[Invoerfout, ...]:
    sleutel = koppen.get("Idempotency-Key", "")
    if 0 < len(sleutel) <= MAX_SLEUTEL and sleutel.isascii() and sleutel.isprintable():
        return ()
    return (Invoerfout("Idempotency-Key", "ongeldig", f"Gebruik 1 tot {MAX_SLEUTEL} tekens uit de ASCII-tabel."),)


def _ongeldig(fout: ValidationError) -> OngeldigeInvoer:
    return OngeldigeInvoer(
        *(
            Invoerfout(
                ".".join(str(deel) for deel in een["loc"]), een["type"].replace("_", "-"), _reden(een["type"], een.get("ctx"))
            )
            for een in fout.errors(include_url=False, include_input=False)
        )
    )


def _reden(soort: str, context: Mapping[str, Any] | None) -> str:
    grens = context or {}
    match soort:
        case "missing":
            return "Dit veld is verplicht."
        case "extra_forbidden":
            return "Dit veld bestaat niet."
        case "string_too_long":
            return f"Gebruik ten hoogste {grens['max_length']} tekens."
        case "string_too_short" | "string_pattern_mismatch":
            return "Vul hier leesbare tekst in."
        case "greater_than_equal" | "less_than_equal":
            return f"De grens is {grens.get('ge', grens.get('le'))}."
        case "een_uitkomst":
            return "Geef dit deel precies één uitkomst."
        case "een_van_beide":
            return "Noem een organisatorische eenheid of een medewerker, en niet allebei."
        case "uuid_parsing" | "uuid_type":
            return "Dit is geen UUID."
        case "json_invalid":
            return "Dit is geen geldige JSON."
        case "moment_buiten_bereik":
            return "Gebruik een jaar van 1900 tot en met 2999."
        case _ if soort.startswith(("datetime", "timezone")):
            return "Gebruik een datum en tijd met tijdzone, zoals 2026-01-31T09:00:00Z."
        case "literal_error" | "enum":
            return f"Kies uit {grens['expected']}."
        case _:
            return "Deze waarde is niet geldig."
