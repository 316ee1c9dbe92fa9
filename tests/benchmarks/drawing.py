"""The drawing of the figures of docs/benchmarks as SVG. The same figures give the same bytes."""

from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure as Plot

from tests.benchmarks.report import Figure


def draw(figure: Figure, directory: Path) -> None:
    """Write `figure` to `directory`/`figure.name`.svg."""
    height = max(3.0, 1.2 + 0.35 * len(figure.bars)) if figure.bars else 3.0 + 0.12 * len(figure.lines)
    plot = Plot(figsize=(8, height), layout="constrained")
    axes = plot.add_subplot()
    if figure.bars:
        labels = list(figure.bars)
        axes.barh(labels, list(figure.bars.values()), color="#154273")
        axes.invert_yaxis()
        axes.set_xlabel(figure.y_label)
        if figure.limit is not None:
            axes.axvline(figure.limit, color="#d52b1e", linestyle="--", label="target")
            axes.legend()
    for label, points in figure.lines.items():
        axes.plot([x for x, _ in points], [y for _, y in points], marker="o", label=label)
    if figure.lines:
        axes.set_xlabel(figure.x_label)
        axes.set_ylabel(figure.y_label)
        axes.set_ylim(bottom=0)
        if figure.log_x:
            axes.set_xscale("log")
        if figure.limit is not None:
            axes.axhline(figure.limit, color="#d52b1e", linestyle="--", label="target")
        plot.legend(loc="outside lower center", ncols=2)
    axes.set_title(figure.title)
    with mpl.rc_context({"svg.hashsalt": "klantmail", "svg.fonttype": "none"}):
        plot.savefig(directory / f"{figure.name}.svg", metadata={"Date": None})
