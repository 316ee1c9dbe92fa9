"""The comparison of a reading of a mail with what a person reads in it."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ontleden.ontleding import Deel, Deelrol, Ontleding

HERE = Path(__file__).parent


def gevallen(map_met_mails: Path = HERE) -> list[Path]:
    """The test mails, each with its expected reading in a `.json` beside it."""
    return sorted(map_met_mails.glob("*/*.eml"))


def expectation(bericht: Path) -> dict[str, Any]:
    inhoud: dict[str, Any] = json.loads(bericht.with_suffix(".json").read_text(encoding="utf-8"))
    return inhoud


def verschillen(uit: Ontleding, expected: Mapping[str, Any]) -> list[str]:
    """Return the differences, one line each; none when the reading is right. Only the named fields are compared.

    `inhoud` and `nieuweTekst` are compared by their lines that are not empty, without outer white space: how many empty
    lines an HTML paragraph gives is layout. `…Bevat` and `…Niet` name pieces that must and must not be there.
    `waarschuwingen` and `geblokkeerd`: pieces, each of which some line holds; an empty list allows no line at all.
    """
    errors = []
    for field, value in expected.items():
        if field == "toont":
            continue
        heeft = _field(uit, field)
        if field.endswith("Bevat"):
            errors += [f"{field}: mist {piece!r}" for piece in value if _kaal(piece) not in _kaal(heeft)]
        elif field.endswith("Niet"):
            errors += [f"{field}: heeft {piece!r}" for piece in value if piece.lower() in heeft.lower()]
        elif field in {"inhoud", "nieuweTekst"}:
            if _lines(heeft) != _lines(value):
                errors.append(f"{field}: {_lines(heeft)!r} en niet {_lines(value)!r}")
        elif field in {"waarschuwingen", "geblokkeerd"}:
            if not value and heeft:
                errors.append(f"{field}: {heeft!r}, terwijl er niets te melden is")
            errors += [
                f"{field}: niets over {piece!r} in {heeft!r}" for piece in value if not any(piece in line for line in heeft)
            ]
        elif field == "bijlagen":
            errors += _bijlagen(heeft, value)
        elif heeft != value:
            errors.append(f"{field}: {heeft!r} en niet {value!r}")
    return errors


def _field(uit: Ontleding, field: str) -> Any:
    bare = field.removesuffix("Bevat").removesuffix("Niet")
    values: dict[str, Any] = {
        "onderwerp": uit.onderwerp,
        "afzender": None if uit.afzender is None else [uit.afzender.naam, uit.afzender.adres],
        "aan": [[adres.naam, adres.adres] for adres in uit.aan],
        "cc": [[adres.naam, adres.adres] for adres in uit.cc],
        "beantwoordenAan": [[adres.naam, adres.adres] for adres in uit.beantwoorden_aan],
        "datum": None if uit.datum is None else uit.datum.isoformat(),
        "messageId": uit.message_id,
        "inReplyTo": list(uit.in_reply_to),
        "references": list(uit.references),
        "inhoud": uit.inhoud,
        "nieuweTekst": uit.nieuwe_tekst,
        "html": uit.html,
        "geblokkeerd": uit.geblokkeerd,
        "bijlagen": [part for part in uit.delen if part.rol is not Deelrol.INHOUD],
        "bestandsnamen": "\n".join(part.bestandsnaam for part in uit.delen),
        "klasse": str(uit.classificatie.klasse),
        "grond": uit.classificatie.grond,
        "bezorgfouten": [[error.ontvanger, error.statuscode] for error in uit.classificatie.bezorgfouten],
        "taal": uit.taal,
        "waarschuwingen": uit.waarschuwingen,
    }
    return values[bare]


def _bijlagen(heeft: Sequence[Deel], expected: Sequence[Mapping[str, Any]]) -> list[str]:
    names = [part.bestandsnaam for part in heeft]
    if len(heeft) != len(expected):
        return [f"bijlagen: {len(heeft)} ({names!r}) en niet {len(expected)}"]
    errors = []
    for part, wens in zip(heeft, expected, strict=True):
        own = {
            "bestandsnaam": unicodedata.normalize("NFC", part.bestandsnaam),
            "formaat": part.formaat,
            "herkend": part.formaat_herkend,
            "bestandsomvang": part.bestandsomvang,
            "sha256": part.sha256,
            "rol": str(part.rol),
            "contentId": part.content_id,
        }
        errors += [f"bijlage {field}: {own[field]!r} en niet {value!r}" for field, value in wens.items() if own[field] != value]
    return errors


def _lines(inhoud: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in inhoud.split("\n")) if line]


def _kaal(inhoud: str) -> str:
    return " ".join(inhoud.split())
