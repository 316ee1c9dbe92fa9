"""The observations of the vangnet as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from klantmail.api.responses import stand as responses
    from klantmail.domain.stand import Stand


def render_stand(gezien: Stand | None) -> responses.Stand:
    """The last observations of the vangnet; `tijdstip` is null before its first round."""
    return {
        "tijdstip": als_tekst(gezien.tijdstip) if gezien else None,
        "intakeWachtend": gezien.intake_wachtend if gezien else 0,
        "intakeOudste": als_tekst(gezien.intake_oudste) if gezien and gezien.intake_oudste else None,
        "takenTeLaat": gezien.taken_te_laat if gezien else 0,
        "takenOudste": als_tekst(gezien.taken_oudste) if gezien and gezien.taken_oudste else None,
        "nietGestart": [{"fout": fout, "aantal": aantal} for fout, aantal in (gezien.niet_gestart if gezien else ())],
        "wachtrijen": [{"bron": bron, "aantal": aantal} for bron, aantal in (gezien.wachtrijen if gezien else ())],
    }
