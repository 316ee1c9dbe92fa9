"""A small set of shapes, written as SVG: the same bytes for the same shapes."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

LINE: Final = 15
"""Pixels from one line of small text to the next."""
_CHARACTER: Final = 67
"""Tenths of a pixel that a character of small text takes, on average, in the widest of the fonts."""
_INK: Final = "#1b1b1b"
_ARROW: Final = "#44546a"
_FONT: Final = "'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Colour:
    """The look of a kind of box."""

    fill: str
    edge: str


PERSON: Final = Colour("#fff4d6", "#b58900")
SERVICE: Final = Colour("#eef1f5", "#7a869a")
CODE: Final = Colour("#e3eefb", "#154273")
STORE: Final = Colour("#e6f4ea", "#2e7d32")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of small text: `lead` in bold, then `words`, all of it `indent` pixels from where lines begin."""

    words: str
    lead: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with a title and lines of small text below it. All measures are in pixels."""

    x: int
    y: int
    width: int
    height: int
    title: str
    colour: Colour
    lines: Sequence[Line] = ()

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def middle(self) -> int:
        """The y of its middle."""
        return self.y + self.height // 2

    def svg(self) -> Iterable[str]:
        """The rectangle and its words."""
        yield (
            f'<rect x="{self.x}" y="{self.y}" width="{self.width}" height="{self.height}" rx="8" '
            f'fill="{self.colour.fill}" stroke="{self.colour.edge}" stroke-width="1.5"/>'
        )
        yield text(self.x + 12, self.y + 23, self.title, size=14, bold=True)
        for number, line in enumerate(self.lines):
            yield text(self.x + 12 + line.indent, self.y + 42 + number * LINE, line.words, lead=line.lead)


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line through `points` that ends in an arrowhead, perhaps with the number of a step and a word beside it."""

    points: Sequence[tuple[int, int]]
    step: int | None = None
    step_at: tuple[int, int] | None = None
    label: str = ""
    label_at: tuple[int, int] | None = None

    def svg(self) -> Iterable[str]:
        """The line, then what is written on it."""
        way = " ".join(f"{x},{y}" for x, y in self.points)
        yield f'<polyline points="{way}" fill="none" stroke="{_ARROW}" stroke-width="1.6" marker-end="url(#head)"/>'
        if self.step is not None:
            x, y = self.step_at or _halfway(self.points[0], self.points[1])
            yield f'<circle cx="{x}" cy="{y}" r="11" fill="{CODE.edge}"/>'
            yield text(x, y + 4, str(self.step), bold=True, fill="#ffffff", anchor="middle")
        if self.label and self.label_at:
            yield text(*self.label_at, self.label)


def text(
    x: int, y: int, words: str, *, lead: str = "", size: int = 12, bold: bool = False, fill: str = _INK, anchor: str = "start"
) -> str:
    """One line of text with its baseline at `y`; `lead` stands before `words`, in bold."""
    weight = ' font-weight="600"' if bold else ""
    begin = f'<tspan font-weight="600">{escape(lead)}</tspan> ' if lead else ""
    return f'<text x="{x}" y="{y}" font-size="{size}"{weight} fill="{fill}" text-anchor="{anchor}">{begin}{escape(words)}</text>'


def wrapped(words: str, width: int) -> list[str]:
    """`words` in lines that fit into a box of `width` pixels, in any of the fonts that the drawing names."""
    return textwrap.wrap(words, width=(width - 24) * 10 // _CHARACTER)


def document(width: int, height: int, title: str, description: str, shapes: Iterable[Box | Arrow | str]) -> str:
    """The whole drawing. `title` and `description` are for readers that do not see it."""
    body = [line for shape in shapes for line in ([shape] if isinstance(shape, str) else shape.svg())]
    head = (
        '<marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0,0 L10,5 L0,10 z" fill="{_ARROW}"/></marker>'
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="{_FONT}">',
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(description)}</desc>",
            f"<defs>{head}</defs>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            *body,
            "</svg>",
            "",
        ]
    )


def _halfway(begin: tuple[int, int], end: tuple[int, int]) -> tuple[int, int]:
    return (begin[0] + end[0]) // 2, (begin[1] + end[1]) // 2
