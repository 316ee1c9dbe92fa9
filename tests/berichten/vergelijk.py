"""The comparison of a reading of a mail with what a person reads in it."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ontleden.ontleding import Deel, Deelrol, Ontleding

HIER = Path(__file__).parent


def gevallen(map_met_mails: Path = HIER) -> list[Path]:
    """The test mails, each with its expected reading in a `.json` beside it."""
    return sorted(map_met_mails.glob("*/*.eml"))


def verwachting(bericht: Path) -> dict[str, Any]:
    inhoud: dict[str, Any] = json.loads(bericht.with_suffix(".json").read_text(encoding="utf-8"))
    return inhoud


def verschillen(uit: Ontleding, verwacht: Mapping[str, Any]) -> list[str]:
    """Return the differences, one line each; none when the reading is right. Only the named fields are compared.

    `inhoud` and `nieuweTekst` are compared by their lines that are not empty, without outer white space: how many empty
    lines an HTML paragraph gives is layout. `…Bevat` and `…Niet` name pieces that must and must not be there.
    `waarschuwingen` and `geblokkeerd`: pieces, each of which some line holds; an empty list allows no line at all.
    """
    fouten = []
    for veld, waarde in verwacht.items():
        if veld == "toont":
            continue
        heeft = _veld(uit, veld)
        if veld.endswith("Bevat"):
            fouten += [f"{veld}: mist {stuk!r}" for stuk in waarde if _kaal(stuk) not in _kaal(heeft)]
        elif veld.endswith("Niet"):
            fouten += [f"{veld}: heeft {stuk!r}" for stuk in waarde if stuk.lower() in heeft.lower()]
        elif veld in {"inhoud", "nieuweTekst"}:
            if _regels(heeft) != _regels(waarde):
                fouten.append(f"{veld}: {_regels(heeft)!r} en niet {_regels(waarde)!r}")
        elif veld in {"waarschuwingen", "geblokkeerd"}:
            if not waarde and heeft:
                fouten.append(f"{veld}: {heeft!r}, terwijl er niets te melden is")
            fouten += [
                f"{veld}: niets over {stuk!r} in {heeft!r}" for stuk in waarde if not any(stuk in regel for regel in heeft)
            ]
        elif veld == "bijlagen":
            fouten += _bijlagen(heeft, waarde)
        elif heeft != waarde:
            fouten.append(f"{veld}: {heeft!r} en niet {waarde!r}")
    return fouten


def _veld(uit: Ontleding, veld: str) -> Any:
    kaal = veld.removesuffix("Bevat").removesuffix("Niet")
    waarden: dict[str, Any] = {
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
        "bijlagen": [deel for deel in uit.delen if deel.rol is not Deelrol.INHOUD],
        "bestandsnamen": "\n".join(deel.bestandsnaam for deel in uit.delen),
        "klasse": str(uit.classificatie.klasse),
        "grond": uit.classificatie.grond,
        "bezorgfouten": [[fout.ontvanger, fout.statuscode] for fout in uit.classificatie.bezorgfouten],
        "taal": uit.taal,
        "waarschuwingen": uit.waarschuwingen,
    }
    return waarden[kaal]


def _bijlagen(heeft: Sequence[Deel], verwacht: Sequence[Mapping[str, Any]]) -> list[str]:
    namen = [deel.bestandsnaam for deel in heeft]
    if len(heeft) != len(verwacht):
        return [f"bijlagen: {len(heeft)} ({namen!r}) en niet {len(verwacht)}"]
    fouten = []
    for deel, wens in zip(heeft, verwacht, strict=True):
        eigen = {
            "bestandsnaam": unicodedata.normalize("NFC", deel.bestandsnaam),
            "formaat": deel.formaat,
            "herkend": deel.formaat_herkend,
            "bestandsomvang": deel.bestandsomvang,
            "sha256": deel.sha256,
            "rol": str(deel.rol),
            "contentId": deel.content_id,
        }
        fouten += [
            f"bijlage {veld}: {eigen[veld]!r} en niet {waarde!r}" for veld, waarde in wens.items() if eigen[veld] != waarde
        ]
    return fouten


def _regels(inhoud: str) -> list[str]:
    return [regel for regel in (" ".join(regel.split()) for regel in inhoud.split("\n")) if regel]


def _kaal(inhoud: str) -> str:
    return " ".join(inhoud.split())
