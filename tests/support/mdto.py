"""The structure that MDTO 1.0.1 asks of a description: which elements there are, in which order, and how often.

https://www.nationaalarchief.nl/archiveren/mdto/xml-schema. Only what Klantmail writes is here: an element that is not
named is a fault.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Final
from xml.etree import ElementTree

NAMESPACE: Final = "{https://www.nationaalarchief.nl/mdto}"
MANY: Final = 1_000_000

type Check = Callable[[str], object]
type Shape = tuple[tuple[str, int, int, Shape | Check], ...]


def _filled(text: str) -> None:
    if not text.strip():
        raise ValueError("blank")


def _duration(text: str) -> None:
    if not re.fullmatch(r"P(?=.)(\d+Y)?(\d+D)?", text):
        raise ValueError(text)


def _not_negative(text: str) -> None:
    if int(text) < 0:
        raise ValueError(text)


def _identification(name: str, least: int = 1, most: int = 1) -> tuple[str, int, int, Shape]:
    return (name, least, most, (("identificatieKenmerk", 1, 1, _filled), ("identificatieBron", 1, 1, _filled)))


_REFERENCE: Final[Shape] = (("verwijzingNaam", 1, 1, _filled), _identification("verwijzingIdentificatie", 0))
_CONCEPT: Final[Shape] = (
    ("begripLabel", 1, 1, _filled),
    ("begripCode", 0, 1, _filled),
    ("begripBegrippenlijst", 1, 1, _REFERENCE),
)
_TERM: Final[Shape] = (
    ("termijnTriggerStartLooptijd", 0, 1, _CONCEPT),
    ("termijnStartdatumLooptijd", 0, 1, date.fromisoformat),
    ("termijnLooptijd", 0, 1, _duration),
    ("termijnEinddatum", 0, 1, date.fromisoformat),
)
_RECORD: Final[Shape] = (
    _identification("identificatie", 1, MANY),
    ("naam", 1, 1, _filled),
    ("aggregatieniveau", 0, 1, _CONCEPT),
    ("classificatie", 0, MANY, _CONCEPT),
    (
        "event",
        0,
        MANY,
        (
            ("eventType", 1, 1, _CONCEPT),
            ("eventTijd", 0, 1, datetime.fromisoformat),
            ("eventVerantwoordelijkeActor", 0, 1, _REFERENCE),
            ("eventResultaat", 0, 1, _filled),
        ),
    ),
    ("waardering", 1, 1, _CONCEPT),
    ("bewaartermijn", 0, 1, _TERM),
    ("informatiecategorie", 0, 1, _CONCEPT),
    ("isOnderdeelVan", 0, MANY, _REFERENCE),
    ("heeftRepresentatie", 0, MANY, _REFERENCE),
    ("archiefvormer", 1, MANY, _REFERENCE),
    ("betrokkene", 0, MANY, (("betrokkeneTypeRelatie", 1, 1, _CONCEPT), ("betrokkeneActor", 1, 1, _REFERENCE))),
    (
        "beperkingGebruik",
        1,
        MANY,
        (("beperkingGebruikType", 1, 1, _CONCEPT), ("beperkingGebruikNadereBeschrijving", 0, 1, _filled)),
    ),
)
_FILE: Final[Shape] = (
    _identification("identificatie", 1, MANY),
    ("naam", 1, 1, _filled),
    ("omvang", 1, 1, _not_negative),
    ("bestandsformaat", 1, 1, _CONCEPT),
    (
        "checksum",
        1,
        MANY,
        (
            ("checksumAlgoritme", 1, 1, _CONCEPT),
            ("checksumWaarde", 1, 1, _filled),
            ("checksumDatum", 1, 1, datetime.fromisoformat),
        ),
    ),
    ("isRepresentatieVan", 1, 1, _REFERENCE),
)
_KINDS: Final = {"informatieobject": _RECORD, "bestand": _FILE}


def read(xml: bytes) -> ElementTree.Element:
    """Return the informatieobject or bestand that this describes."""
    root = ElementTree.fromstring(xml)  # noqa: S314  # our own
    assert root.tag == f"{NAMESPACE}MDTO"
    (described,) = root
    return described


def text(of: ElementTree.Element, path: str) -> str | None:
    """Return the text of the first element at this path, such as `waardering/begripCode`."""
    return of.findtext("/".join(f"{NAMESPACE}{part}" for part in path.split("/")))


def faults(xml: bytes) -> list[str]:
    """Return what is not as MDTO asks it, by its place."""
    described = read(xml)
    kind = described.tag.removeprefix(NAMESPACE)
    return list(_faults(described, _KINDS[kind], kind))


def _faults(element: ElementTree.Element, shape: Shape | Check, place: str) -> Iterator[str]:
    if not isinstance(shape, tuple):
        try:
            shape(element.text or "")
        except ValueError as error:
            yield f"{place}: {error}"
        return
    children = list(element)
    for name, least, most, inner in shape:
        found = 0
        while children and children[0].tag == f"{NAMESPACE}{name}":
            yield from _faults(children.pop(0), inner, f"{place}/{name}")
            found += 1
        if not least <= found <= most:
            yield f"{place}/{name}: {found} times"
    yield from (f"{place}: {child.tag} is not there, or not here" for child in children)
