"""`make cijfers`: ask the local system for its figures, and draw each as SVG in `.local/cijfers`."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure as Plot

from klantmail_local.client import Client
from klantmail_local.workdir import ROOT

type Periods = Sequence[Mapping[str, Any]]

_COUNTS: Final = {
    "in-en-uit": ("E-mails erin en eruit", ("ontvangen", "afgehandeld", "heropend")),
    "voorraad": ("Open e-mails aan het eind van de periode", ("voorraad",)),
    "uitkomsten": (
        "Uitkomsten",
        ("antwoorden", "interneTaken", "zaken", "doorzendingen", "geenActieNodig", "geenKlantcontact"),
    ),
    "door-wie": ("Door het KCC zelf, of doorgezet", ("doorKcc", "doorgezet")),
    "norm": ("Binnen de norm", ("binnenNorm",)),
}
"""The title of each plot of numbers, and the figures in it, by the name of its file."""
_TIMES: Final = ("wachttijd", "behandeltijd", "doorlooptijd")


def draw(figures: Mapping[str, Any], directory: Path) -> list[Path]:
    """Draw the answer of `GET /cijfers`, and return the files. The same figures give the same bytes."""
    directory.mkdir(parents=True, exist_ok=True)
    periods: Periods = figures["perioden"]
    drawn = [_lines(directory / f"{name}.svg", title, periods, names) for name, (title, names) in _COUNTS.items()]
    for name in _TIMES:
        for hours in ("uren", "werkuren"):
            series = {f"{part}, in {hours}": [one[name][hours][part] for one in periods] for part in ("mediaan", "p90")}
            drawn.append(_plot(directory / f"{name}-{hours}.svg", name.capitalize(), periods, series))
    ages = {
        unit["organisatorischeEenheid"]: [one["leeftijd"]["werkuren"]["mediaan"] for one in unit["perioden"]]
        for unit in figures["eenheden"]
    }
    drawn.append(_plot(directory / "taken-leeftijd.svg", "Leeftijd van verwerkte taken (mediaan, werkuren)", periods, ages))
    stock = {unit["organisatorischeEenheid"]: [one["voorraad"] for one in unit["perioden"]] for unit in figures["eenheden"]}
    drawn.append(_plot(directory / "taken-voorraad.svg", "Open interne taken", periods, stock))
    return drawn


def _lines(path: Path, title: str, periods: Periods, names: Sequence[str]) -> Path:
    return _plot(path, title, periods, {name: [one[name] for one in periods] for name in names})


def _plot(path: Path, title: str, periods: Periods, series: Mapping[str, Sequence[float | None]]) -> Path:
    plot = Plot(figsize=(8, 3.6), layout="constrained")
    axes = plot.add_subplot()
    days = [one["van"] for one in periods]
    for label, values in series.items():
        axes.plot(days, [float("nan") if value is None else value for value in values], marker="o", label=label)
    axes.set_title(title)
    axes.set_ylim(bottom=0)
    axes.set_xticks(days[:: max(1, len(days) // 6)])
    plot.legend(loc="outside lower center", ncols=3)
    with mpl.rc_context({"svg.hashsalt": "klantmail", "svg.fonttype": "none"}):
        plot.savefig(path, metadata={"Date": None})
    return path


def main(arguments: Sequence[str]) -> int:
    asked = dict(one.split("=", 1) for one in arguments)
    client = Client.load(ROOT / ".local" / "omgeving.json")
    with client.as_medewerker() as api:
        figures = api.get("/cijfers", params=asked).raise_for_status().json()
    sys.stdout.write(json.dumps(figures["perioden"][-1], indent=1, ensure_ascii=False) + "\n")
    for path in draw(figures, ROOT / ".local" / "cijfers"):
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
