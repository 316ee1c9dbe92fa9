"""The calls and the capacity that each use case takes, and the table of them in docs/benchmarks/README.md.

`make calls-table` (`python -m tests.support.usage`) writes that table anew.
`tests/integration/functions/test_calls.py` plays every use case and holds it to its row here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

README: Final = Path(__file__).parents[2] / "docs" / "benchmarks" / "README.md"
_TABLE: Final = re.compile(r"(?<=<!-- calls -->\n).*?(?=<!-- end of calls -->)", re.DOTALL)
_HEAD: Final = "| use case | rounds | calls | read | written | of it indexes |\n| --- | --: | --- | --: | --: | --: |\n"


@dataclass(frozen=True, slots=True)
class Usage:
    """The calls and the capacity that one use case takes."""

    rounds: int
    """The number of calls that are waited for, one after the other."""
    calls: str
    """The number of calls of each kind, such as `2 PutObject`."""
    read: float = 0
    write: float = 0
    """Capacity units of DynamoDB."""
    on_indexes: float = 0
    """The part of the writing units that goes to indexes."""


USAGE: Final[Mapping[str, Usage]] = {
    # one mail, from receipt to answer
    "ontvangen": Usage(
        9,
        "1 BatchGetItem, 1 DeleteObject, 1 GetObject, 2 PutItem, 4 PutObject, 1 Query, 1 TransactWriteItems, 2 UpdateItem",
        read=1.5,
        write=10,
        on_indexes=3,
    ),
    "eerste verzoek van een medewerker": Usage(2, "1 PutItem, 1 Query", read=0.5, write=1),
    "werkvoorraad": Usage(1, "1 Query", read=0.5),
    "inzage": Usage(1, "1 GetObject, 1 Query, 1 UpdateItem", read=0.5, write=3, on_indexes=1),
    "antwoord": Usage(3, "1 GetItem, 1 GetObject, 1 PutObject, 1 Query, 1 TransactWriteItems", read=1.5, write=30, on_indexes=10),
    "verzenden": Usage(4, "1 GetObject, 1 SendEmail, 1 TransactWriteItems, 1 UpdateItem", write=12, on_indexes=3),
    "bezorgstatus send": Usage(1, "1 GetItem", read=1),
    "bezorgstatus delivery": Usage(2, "1 GetItem, 1 UpdateItem", read=1, write=1),
    "ontvangen van een bounce": Usage(
        12,
        "2 BatchGetItem, 1 DeleteObject, 1 GetItem, 2 GetObject, 2 PutItem, 4 PutObject, 1 Query, 1 TransactWriteItems, "
        "2 UpdateItem",
        read=3,
        write=14,
        on_indexes=4,
    ),
    # the other work of agents and the schedule
    "ontvangen zonder bijlage": Usage(
        8,
        "1 BatchGetItem, 1 DeleteObject, 1 GetObject, 2 PutItem, 3 PutObject, 1 Query, 2 UpdateItem",
        read=1.5,
        write=7,
        on_indexes=3,
    ),
    "ontvangen met bevestiging": Usage(
        13,
        "1 BatchGetItem, 1 DeleteObject, 1 GetItem, 2 GetObject, 2 PutItem, 5 PutObject, 1 Query, 2 TransactWriteItems, "
        "2 UpdateItem",
        read=2.5,
        write=19,
        on_indexes=4,
    ),
    "verzenden van een bevestiging": Usage(
        4, "1 GetObject, 1 SendEmail, 1 TransactWriteItems, 1 UpdateItem", write=12, on_indexes=3
    ),
    "werkvoorraad van alle postvakken": Usage(1, "2 Query", read=1),
    "werkvoorraad in één oogopslag": Usage(1, "9 Query", read=4.5),
    "inzage verlengen": Usage(3, "1 GetItem, 1 GetObject, 1 Query, 2 UpdateItem", read=1.5, write=5, on_indexes=1),
    "samenhang": Usage(3, "2 BatchGetItem, 1 GetItem, 3 Query", read=5),
    "eerste concept": Usage(2, "2 GetItem, 1 TransactWriteItems", read=2, write=6),
    "concept": Usage(2, "2 GetItem, 1 PutItem", read=2, write=1),
    "concept lezen": Usage(1, "2 GetItem", read=2),
    "concept weggooien": Usage(2, "1 DeleteItem, 1 GetItem", read=1, write=1),
    "terugleggen": Usage(2, "1 GetItem, 1 UpdateItem", read=1, write=3, on_indexes=1),
    "voorbeeld": Usage(1, "1 GetItem, 1 GetObject, 1 Query", read=1.5),
    "lang antwoord": Usage(
        3, "1 GetItem, 1 GetObject, 2 PutObject, 1 Query, 1 TransactWriteItems", read=1.5, write=30, on_indexes=10
    ),
    "antwoord met drie uploads": Usage(
        5, "1 GetItem, 4 GetObject, 3 HeadObject, 4 PutObject, 1 Query, 1 TransactWriteItems", read=1.5, write=44, on_indexes=10
    ),
    "klantcontact": Usage(1, "1 GetItem, 1 Query", read=2),
    "voorbeeld van een vervolgbericht": Usage(7, "2 BatchGetItem, 2 GetItem, 1 GetObject, 2 Query", read=4.5),
    "interne taak": Usage(2, "1 GetItem, 1 GetObject, 1 TransactWriteItems", read=1, write=22, on_indexes=8),
    "interne taak met bericht": Usage(
        3, "1 GetItem, 1 GetObject, 1 PutObject, 1 Query, 1 TransactWriteItems", read=1.5, write=34, on_indexes=12
    ),
    "doorzending": Usage(
        5, "2 GetItem, 2 GetObject, 2 PutObject, 1 Query, 1 TransactWriteItems", read=2.5, write=33, on_indexes=11
    ),
    "taak lezen": Usage(4, "1 BatchGetItem, 3 GetItem, 1 GetObject", read=4),
    "e-mail van een document lezen": Usage(6, "2 GetItem, 2 GetObject, 3 PutObject", read=2),
    "e-mail van een document weer lezen": Usage(3, "2 GetItem, 1 GetObject", read=2),
    "taak oppakken": Usage(2, "1 GetItem, 1 UpdateItem", read=1, write=2, on_indexes=1),
    "eigen taken": Usage(3, "2 BatchGetItem, 2 Query", read=2.5),
    "voorbeeld van een antwoord vanuit een taak": Usage(5, "3 GetItem, 1 GetObject, 1 Query", read=3.5),
    "voorbeeld van een vraag aan de burger": Usage(5, "3 GetItem, 1 GetObject, 1 Query", read=3.5),
    "vraag aan de burger": Usage(
        8, "4 GetItem, 1 GetObject, 1 PutObject, 1 Query, 1 TransactWriteItems", read=4.5, write=16, on_indexes=4
    ),
    "taak teruggeven": Usage(2, "1 GetItem, 1 UpdateItem", read=1, write=2, on_indexes=1),
    "geen actie nodig": Usage(2, "1 GetItem, 1 GetObject, 1 TransactWriteItems", read=1, write=18, on_indexes=6),
    "teruglezen": Usage(2, "1 GetItem, 1 GetObject", read=1),
    "afgehandelde e-mails": Usage(2, "1 BatchGetItem, 1 Query", read=5.5),
    "heropening": Usage(3, "2 GetItem, 1 UpdateItem", read=2, write=5, on_indexes=3),
    "meekijken": Usage(2, "1 GetItem, 1 GetObject", read=1),
    "apartzetten": Usage(3, "2 GetItem, 1 UpdateItem", read=2, write=4, on_indexes=2),
    "quarantaine sluiten": Usage(2, "1 BatchGetItem, 1 TransactWriteItems", read=1, write=7, on_indexes=3),
    "vervolgtaak": Usage(4, "2 GetItem, 1 GetObject, 1 TransactWriteItems", read=2, write=16, on_indexes=2),
    # a restriction looks at the whole conversation, before and with the transaction
    "beperking": Usage(8, "3 BatchGetItem, 2 GetItem, 2 Query, 1 TransactWriteItems", read=6, write=11, on_indexes=1),
    "beperking lezen": Usage(2, "2 GetItem", read=2),
    "beperkingen": Usage(2, "1 BatchGetItem, 1 Query", read=1),
    "beperking opheffen": Usage(8, "3 BatchGetItem, 2 GetItem, 2 Query, 1 TransactWriteItems", read=6, write=11, on_indexes=1),
    # outages of postvakken
    "storing noteren": Usage(2, "1 PutItem, 1 Query", read=1, write=1),
    "storing wijzigen": Usage(2, "1 GetItem, 1 PutItem", read=1, write=1),
    "storingen": Usage(1, "1 Query", read=1),
    "storingen bij een formeel bericht": Usage(2, "1 GetItem, 1 Query", read=2),
    "verplaatsing van een formeel bericht": Usage(
        5, "3 GetItem, 1 PutObject, 1 TransactWriteItems", read=3, write=9, on_indexes=3
    ),
    # what happened is told and counted
    "vertellen": Usage(1, "1 PutEvents"),
    "tellen": Usage(1, "1 TransactWriteItems", write=6),
    "tellen wat al geteld is": Usage(2, "1 BatchGetItem, 1 TransactWriteItems", read=1, write=6),
    "tellen van een zaak": Usage(1, "1 TransactWriteItems", write=2),
    "indexeren": Usage(5, "1 BatchWriteItem, 3 GetItem, 1 PutItem", read=3, write=5),
    "indexeren wat al in de index staat": Usage(2, "2 GetItem", read=2),
    "indexeren van een uitkomst": Usage(4, "3 GetItem, 1 PutItem", read=3, write=1),
    # of less than a page, the eight years before are looked through too
    "zoeken op een woord": Usage(3, "1 BatchGetItem, 9 Query", read=5),
    "zoeken op woord en naam": Usage(3, "1 BatchGetItem, 10 Query", read=5.5),
    "zoeken zonder resultaat": Usage(2, "9 Query", read=4.5),
    "zoeken op kenmerk": Usage(1, "1 BatchGetItem", read=0.5),
    "zoeken op medewerker en uitkomst": Usage(3, "1 BatchGetItem, 9 Query", read=5),
    "zoeken op een zaak": Usage(3, "1 BatchGetItem, 9 Query", read=5),
    # what a page asks first, and what an agent narrows down or chooses from
    "wie ik ben": Usage(0, ""),
    "gereserveerd voor mij": Usage(2, "1 BatchGetItem, 1 Query", read=1),
    "werkvoorraad van een soort, met bijlagen": Usage(1, "1 Query", read=0.5),
    "standaardantwoorden": Usage(1, "2 Query", read=1),
    "ondertekening": Usage(1, "1 Query", read=1),
    "ondertekening wijzigen": Usage(2, "1 PutItem, 1 Query", read=1, write=1),
    "cijfers": Usage(2, "1 PutItem, 10 Query", read=5, write=1),
    "vangnet": Usage(13, "8 GetQueueAttributes, 1 ListObjectsV2, 1 PutItem, 3 Query", read=1.5, write=1),
}
"""The use of a mail of 20 KB with one attachment of 60 KB."""


def table() -> str:
    """Every use case with its rounds, calls and units, as a table of Markdown. A unit that is not taken is left out."""
    return _HEAD + "".join(_row(name, each) for name, each in USAGE.items())


def _row(name: str, usage: Usage) -> str:
    units = [f"{each:g}" if each else "" for each in (usage.read, usage.write, usage.on_indexes)]
    return "| " + " | ".join([name, str(usage.rounds), usage.calls, *units]) + " |\n"


def with_table(text: str) -> str:
    """Return the text of the README with the table as it is now."""
    return _TABLE.sub(lambda _: "\n" + table() + "\n", text)


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
