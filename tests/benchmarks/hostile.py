"""The growth of the time to read HTML with hostile input.

Double the input may take twice the time, whatever a sender writes.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from ontleden.html.html_lezing import MEESTE_TAGS_VEILIG, MEESTE_TEKENS, lees_html
from ontleden.html.tekst_uit_html import tekst_uit_lezing
from ontleden.html.veilige_html import veilig_uit_lezing
from tests.benchmarks.report import Figure, Result, Row

TRIES: Final = 3
"""The number of tries before growth that looks too high is believed."""
SHORTEST: Final = 0.02
"""Seconds of the processor below which a growth ratio is noise: the input is doubled until it takes longer."""
MOST_GROWTH: Final = 2.8
"""Double the input may take twice the time; the rest is for the collector and the neighbours."""

HOSTILE: Final[Mapping[str, Callable[[int], str]]] = {
    "deep divs": lambda n: "<div>" * n + "tekst",
    "deep tables": lambda n: "<table><tr><td>a<td>" * n,
    "deep quotations": lambda n: "<blockquote>x<br>" * n,
    "deep lists": lambda n: "<ul><li>x" * n,
    "links": lambda n: f'<a href="http://x.example/{n}">tekst</a> ' * n,
    "links in links": lambda n: "<a href=http://x.example>" * n,
    "links around blocks": lambda n: "<a href=http://x.example/><div>x</div></a>" * n,
    "crossed formatting": lambda n: "<b><i></b>" * n,
    "formatting around paragraphs": lambda n: "<b><p></b>" * n,
    "quotes": lambda n: '<a ">" ' * n,
    "caught brackets": lambda n: '<a b=">" ' * n,
    "tags without end": lambda n: "<a " * n,
    "end tags without begin": lambda n: "<b></a x" * n,
    "comments without end": lambda n: "<!--" * n + ">",
    "scripts without end": lambda n: "<script></script " * n + ">",
    "CDATA without end": lambda n: "<![CDATA[" * n + ">",
    "brackets": lambda n: "<" * n,
    "references": lambda n: "&" + "a&" * n,
    "hard spaces": lambda n: "a&nbsp;" * n,
    "table without cells": lambda n: "<table>" + "x<br>" * n,
    "many tables": lambda n: "<table><tr><td>x</table>" * n,
    "long reference": lambda n: "&#" + "1" * n + ";",
    "spaces": lambda n: "a" + " " * n + "b",
    "empty lines": lambda n: "<pre>" + " \n" * n + "x",
    "attributes": lambda n: "<p " + "a " * n + ">x",
    "style": lambda n: '<p style="' + "color:red;" * n + '">x',
    "hidden": lambda n: '<div style="display:none">' * n + "x" + "</div>" * n,
    "letters of size 0": lambda n: '<div style="font-size:0">' * n + '<b style="font-size:9px">x',
    "slashes": lambda n: '<a href="http:' + "/" * n + '">x</a>',
}


def _read(html: str) -> None:
    lezing = lees_html(html)
    tekst_uit_lezing(lezing)
    veilig_uit_lezing(lezing, {})


def _time(html: str) -> float:
    begin = time.process_time()
    _read(html)
    return time.process_time() - begin


def _fastest(rounds: int, *inputs: str) -> list[float]:
    """Give the fastest of several rounds of each, taken in turns so that they share what the machine is doing."""
    best = [float("inf")] * len(inputs)
    for _ in range(rounds):
        best = [min(before, _time(html)) for before, html in zip(best, inputs, strict=True)]
    return best


def _fits(html: str) -> bool:
    return len(html) <= MEESTE_TEKENS and html.count("<") <= MEESTE_TAGS_VEILIG


def _growth(make: Callable[[int], str]) -> float:
    size = 5_000
    while _time(make(size)) < SHORTEST and _fits(make(2 * size)):
        size *= 2
    half, whole = make(size // 2), make(size)
    growth = float("inf")
    for _ in range(TRIES):
        small, large = _fastest(5, half, whole)
        growth = min(growth, large / small)
        if growth <= MOST_GROWTH:
            break
    return growth


def measure() -> Iterator[Result]:
    """Yield the growth of each kind, and the worst."""
    growth = {name: _growth(make) for name, make in HOSTILE.items()}
    worst = max(growth, key=lambda name: growth[name])
    yield Row(
        subject="Reading",
        what=f"time for double the hostile HTML, the worst of {len(growth)} kinds ({worst})",
        measured=f"{growth[worst]:.1f} ×",
        target=f"≤ {MOST_GROWTH} ×",
        met=growth[worst] <= MOST_GROWTH,
    )
    yield Figure("hostile", "Time for double the hostile HTML", "times the time", bars=growth, limit=MOST_GROWTH)
