"""An independent judge of safe HTML.

It has two parsers that it does not share with what it judges, and an allow list of its own.
"""

import importlib
import re
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit

TAGS: Final = re.compile(
    r"a|abbr|address|b|bd[io]|big|blockquote|br|caption|center|cite|code|dd|del|dfn|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|img"
    r"|ins|kbd|li|mark|ol|p|pre|q|rp|rt|ruby|s|samp|small|span|strike|strong|su[bp]|table|t(body|d|foot|h|head|r|t)|u|ul|var|wbr"
)
KENMERKEN: Final = re.compile(
    r"align|alt|bgcolor|border|cellpadding|cellspacing|color|colspan|dir|face|height|href|lang|nowrap|rel|reversed|rowspan|scope|size|src"
    r"|start|style|target|title|type|valign|value|width"
)
PROPERTIES: Final = re.compile(
    r"color|background(-color)?|font-(family|size|style|weight|variant)|line-height|(letter|word)-spacing|white-space|direction|float|clear"
    r"|text-(align|indent|transform|decoration(-line)?)|vertical-align|word-(break|wrap)|overflow-wrap|display|(max-)?width|height"
    r"|border(-(top|right|bottom|left))?(-(color|style|width))?|border-(collapse|spacing|radius)|list-style-type|table-layout|empty-cells"
    r"|caption-side|(margin|padding)(-(top|right|bottom|left))?"
)
VALUE: Final = re.compile(r"[a-z0-9#%/.,'\" +_()-]*")
FUNCTION: Final = re.compile(r"([a-z-]*)\(")
NUMBER: Final = re.compile(r"(-?[0-9]*\.?[0-9]+)(px|pt|em|rem|cm|mm|in|pc|ex|ch|%)?")
HIGHEST: Final = 1_000
IMAGE: Final = re.compile(r"deel:[0-9A-Za-z.]+|data:image/(png|jpe?g|gif|webp);base64,[A-Za-z0-9+/]+={0,2}", re.IGNORECASE)
ADRES: Final = re.compile(r"(https?://(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]*)?([/?#].*)?|mailto:.+|tel:.+)")


XHTML: Final = "{http://www.w3.org/1999/xhtml}"
# The tree builder of the HTML standard, as browsers have it; bleach brings it along. It has no types.
_HTML5LIB: Final = importlib.import_module("bleach._vendor.html5lib")


class Keurmeester(HTMLParser):
    """A parser of HTML that notes everything that may not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.bezwaren: list[str] = []
        self.tekst: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.keur(tag, attrs)

    def keur(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is wrong with one element."""
        if not TAGS.fullmatch(tag):
            self.bezwaren.append(f"tag {tag}")
        names = [name for name, _ in attrs]
        if len(set(names)) != len(names):
            self.bezwaren.append(f"kenmerk twee keer in {tag}")
        for name, value in attrs:
            self._kenmerk(tag, name, value or "")
        if (
            tag == "a"
            and dict(attrs).get("href")
            and (dict(attrs).get("target"), dict(attrs).get("rel"))
            != (
                "_blank",
                "noopener noreferrer nofollow",
            )
        ):
            self.bezwaren.append("link zonder rel en target")

    def handle_decl(self, decl: str) -> None:
        self.bezwaren.append(f"declaratie {decl}")

    def handle_pi(self, data: str) -> None:
        self.bezwaren.append(f"instructie {data}")

    def unknown_decl(self, data: str) -> None:
        self.bezwaren.append(f"declaratie {data}")

    def handle_comment(self, data: str) -> None:
        self.bezwaren.append(f"opmerking {data}")

    def handle_data(self, data: str) -> None:
        self.tekst.append(data)

    def _kenmerk(self, tag: str, name: str, value: str) -> None:
        if not KENMERKEN.fullmatch(name):
            self.bezwaren.append(f"kenmerk {name} in {tag}")
        elif name == "style":
            self._stijl(value)
        elif name == "src":
            if tag != "img" or not IMAGE.fullmatch(value):
                self.bezwaren.append(f"src {value}")
        elif name == "href":
            if tag != "a" or not ADRES.fullmatch(value) or not value.isascii():
                self.bezwaren.append(f"href {value}")
            elif value.startswith("http") and urlsplit(value).username is not None:
                self.bezwaren.append(f"href met gebruikersnaam {value}")
        elif name not in ("title", "alt", "target", "rel") and not re.fullmatch(r"[#A-Za-z0-9 ,'%+_-]{1,200}", value):
            self.bezwaren.append(f"waarde van {name}: {value}")
        if name in ("width", "height", "colspan", "rowspan", "border", "cellpadding", "cellspacing", "size"):
            number = int(re.sub("[^0-9]", "", value) or "0")
            if number > HIGHEST:
                self.bezwaren.append(f"{name} {value}")

    def _stijl(self, stijl: str) -> None:
        for verklaring in filter(None, stijl.split(";")):
            name, _, value = verklaring.partition(":")
            if not PROPERTIES.fullmatch(name.strip()) or not VALUE.fullmatch(value.strip().lower()):
                self.bezwaren.append(f"stijl {verklaring}")
                continue
            if any(function not in ("rgb", "rgba", "hsl", "hsla") for function in FUNCTION.findall(value.lower())):
                self.bezwaren.append(f"functie {verklaring}")
            for number, maat in NUMBER.findall(value):
                if "color" in name or "background" in name or "(" in value or "font-family" in name or "#" in value:
                    continue
                te_groot = float(number) > (48 if "font-size" in name and maat == "px" else HIGHEST)
                if te_groot or (float(number) < 0 and name.strip() != "letter-spacing"):
                    self.bezwaren.append(f"maat {verklaring}")
            if name.strip() == "display" and value.strip() == "none":
                self.bezwaren.append("verborgen")


def bezwaren(html: str) -> list[str]:
    """Give everything in this HTML that may not be there, in words, as a lenient
    parser and as a browser would see it.
    """
    keurmeester = Keurmeester()
    keurmeester.feed(html)
    keurmeester.close()
    boom = _HTML5LIB.parseFragment(html, treebuilder="etree", namespaceHTMLElements=True)
    for element in list(boom.iter())[1:]:
        _, xhtml, tag = str(element.tag).rpartition(XHTML)
        if not xhtml:
            keurmeester.bezwaren.append(f"element {element.tag}")
        keurmeester.keur(tag, [(str(kenmerk), value) for kenmerk, value in element.attrib.items()])
    return keurmeester.bezwaren


def zichtbaar(html: str) -> str:
    """Give the text in this HTML."""
    keurmeester = Keurmeester()
    keurmeester.feed(html)
    keurmeester.close()
    return " ".join("".join(keurmeester.tekst).split())
