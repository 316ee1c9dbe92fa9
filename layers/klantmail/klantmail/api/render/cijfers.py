"""Figures as JSON, and as CSV with one row for each period, of mail or of each eenheid."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Final

from klantmail.domain.cijfers import MAX_FOUT, klassen_van, percentiel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import timedelta

    from klantmail.api.responses import cijfers as responses
    from klantmail.usecases.beheer.cijfers import Cijfers, Cijfervraag, Periode

_UUR: Final = 3600
_EENHEID: Final = "organisatorischeEenheid"


def render_cijfers(vraag: Cijfervraag, cijfers: Cijfers) -> responses.Cijfers:
    return {
        "van": vraag.van.isoformat(),
        "tot": vraag.tot.isoformat(),
        "per": vraag.per.value,
        "postvak": vraag.postvak,
        "foutmarge": round(MAX_FOUT, 3),
        "perioden": [_periode(een) for een in cijfers.perioden],
        "eenheden": [
            {"organisatorischeEenheid": eenheid, "perioden": [_taakperiode(een) for een in perioden]}
            for eenheid, perioden in cijfers.eenheden.items()
        ],
    }


def render_csv(cijfers: Cijfers) -> str:
    """Write the figures about mail as RFC 4180 has it, with the names of the fields in the first row."""
    rijen = [_plat(_periode(een)) for een in cijfers.perioden]
    return _csv(list(rijen[0]), rijen)


def render_csv_van_eenheden(cijfers: Cijfers) -> str:
    """Write the figures about interne taken so, with a row for each period of each eenheid; none for who sees none."""
    namen = _plat(_taakperiode(cijfers.perioden[0]))
    rijen = [
        {_EENHEID: eenheid, **_plat(_taakperiode(een))} for eenheid, perioden in cijfers.eenheden.items() for een in perioden
    ]
    return _csv([_EENHEID, *namen], rijen)


def _csv(namen: Sequence[str], rijen: Iterable[Mapping[str, object]]) -> str:
    tekst = StringIO()
    schrijver = csv.DictWriter(tekst, fieldnames=namen)
    schrijver.writeheader()
    schrijver.writerows(rijen)
    return tekst.getvalue()


def _plat(waarden: Mapping[str, object], voor: str = "") -> dict[str, object]:
    plat: dict[str, object] = {}
    for naam, waarde in waarden.items():
        plat |= _plat(waarde, f"{voor}{naam}.") if isinstance(waarde, dict) else {f"{voor}{naam}": waarde}
    return plat


def _periode(een: Periode) -> responses.Cijferperiode:
    aantal = een.aantallen.get
    return {
        "van": een.van.isoformat(),
        "tot": een.tot.isoformat(),
        "ontvangen": aantal("ontvangen", 0),
        "inQuarantaine": aantal("inQuarantaine", 0),
        "afgehandeld": aantal("afgehandeld", 0),
        "antwoorden": aantal("antwoord", 0),
        "interneTaken": aantal("interne_taak", 0),
        "zaken": aantal("zaak", 0) + aantal("zaakkoppeling", 0),
        "doorzendingen": aantal("doorzending", 0),
        "geenActieNodig": aantal("geen_actie_nodig", 0),
        "geenKlantcontact": aantal("geen_klantcontact", 0),
        "heropend": aantal("heropend", 0),
        "verplaatstUit": aantal("verplaatstUit", 0),
        "verplaatstNaar": aantal("verplaatstNaar", 0),
        "doorKcc": aantal("doorKcc", 0),
        "doorgezet": aantal("doorgezet", 0),
        "binnenNorm": aantal("binnenNorm", 0),
        "voorraad": een.voorraad,
        "wachttijd": _duur(een.aantallen, "wachttijd"),
        "behandeltijd": _duur(een.aantallen, "behandeltijd"),
        "doorlooptijd": _duur(een.aantallen, "doorlooptijd"),
    }


def _taakperiode(een: Periode) -> responses.Taakperiode:
    aantal = een.aantallen.get
    return {
        "van": een.van.isoformat(),
        "tot": een.tot.isoformat(),
        "gemaakt": aantal("gemaakt", 0),
        "verwerkt": aantal("verwerkt", 0),
        "doorgezet": aantal("doorgezet", 0),
        "voorraad": een.voorraad,
        "leeftijd": _duur(een.aantallen, "leeftijd"),
    }


def _duur(aantallen: Mapping[str, int], maat: str) -> responses.Duur:
    return {"uren": _percentielen(aantallen, f"{maat}Uren"), "werkuren": _percentielen(aantallen, f"{maat}Werkuren")}


def _percentielen(aantallen: Mapping[str, int], maat: str) -> responses.Percentielen:
    klassen = klassen_van(aantallen, maat)
    return {"mediaan": _in_uren(percentiel(klassen, 0.5)), "p90": _in_uren(percentiel(klassen, 0.9))}


def _in_uren(duur: timedelta | None) -> float | None:
    return None if duur is None else round(duur.total_seconds() / _UUR, 2)
