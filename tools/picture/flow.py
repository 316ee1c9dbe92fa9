"""The picture of docs/architecture.md: the way of a mail through the system.

The functions and what starts them come from `template.yaml`. The boxes around them and the arrows are declared
here. The numbers in the circles are those of "The life of a mail" in docs/architecture.md.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from tools.picture.svg import CODE, LINE, PERSON, SERVICE, STORE, Arrow, Box, Line, document, text, wrapped
from tools.picture.template import Function, Trigger

WIDTH: Final = 1200
_PANEL_X, _PANEL_WIDTH = 350, 460
_TABLE_X: Final = 880
_INDENT: Final = 16
_LANE: Final = 845
"""The x of the arrows between the panels and the table."""
_DESCRIPTION: Final = (
    "A citizen's mail comes in by SES and is archived, then listed in the table. An agent opens it and decides by the API; "
    "what was decided is one transaction. From the table's stream the answer is sent by SES, and a zaak is registered. "
    "What SES tells comes back to the table. The vangnet puts back what fell out of the way."
)


def flow(functions: Sequence[Function]) -> str:
    """The picture as SVG.

    Args:
        functions: of the template. Each of them is in the picture.
    """
    citizen = Box(20, 60, 120, 56, "Citizen", PERSON, _lines("writes a mail"))
    receive = Box(180, 60, 140, 56, "SES", SERVICE, _lines("receipt rule"))
    intake = Box(360, 60, 150, 56, "Intake bucket", STORE, _lines("the mail as it came"))
    take_in = Box(550, 60, 260, 56, "ontvangen", CODE, _lines("archives it, then lists it, then reads it"))
    archive = Box(_TABLE_X, 60, 300, 56, "Archive bucket", STORE, _lines("raw mail, parts, texts; written once"))

    agent = Box(20, 190, 120, 56, "Agent", PERSON, _lines("any UI"))
    gateway = Box(180, 190, 140, 71, "API Gateway", SERVICE, _lines("Cognito says who", "asks"))
    desk = _panel(190, "Functions of the API", _with(functions, Trigger.API))
    table = Box(
        _TABLE_X,
        190,
        300,
        max(desk.height, 250),
        "Table (DynamoDB)",
        STORE,
        _lines(
            "e-mailbericht: has the status",
            "klantcontact: has none, never changes",
            "informatieobject",
            "verzending: mail on its way out",
            "interne taak",
            "zaak",
            "standaardantwoord",
            "",
            "inzage: one UpdateItem",
            "afhandeling: ONE TransactWriteItems of",
            "the klantcontact, what came of it, and the",
            "e-mailbericht, which is handled then",
        ),
    )

    top = desk.bottom + 70
    reader = Box(20, top, 120, 56, "Citizen", PERSON, _lines("reads the answer"))
    send = Box(180, top, 140, 56, "SES", SERVICE, _lines("SendEmail, events"))
    outbox = _panel(
        top,
        "After the commit, from the table's stream, and over the bus",
        [*_with(functions, Trigger.STREAM), *_with(functions, Trigger.QUEUE)],
    )
    zgw = Box(_TABLE_X, top, 300, 56, "Zaken API, Documenten API (ZGW)", PERSON, _lines("of the municipality"))
    status = _panel(outbox.bottom + 35, "What SES tells of a sent mail", _with(functions, Trigger.BUS))
    nets = _panel(status.bottom + 35, "On a schedule", _with(functions, Trigger.SCHEDULE))
    clock = Box(180, nets.y, 140, 56, "Scheduler", SERVICE, _lines("every 5 minutes"))
    apart = [each for each in _with(functions, Trigger.DIRECT) if each.name != "ontvangen"]
    by_hand = _panel(nets.bottom + 35, "By hand", apart)

    boxes = [citizen, receive, intake, take_in, archive, agent, gateway, desk, table]
    boxes += [reader, send, outbox, zgw, status, nets, clock]
    shapes: list[Box | Arrow | str] = [
        text(20, 34, "Klantmail: the way of a mail", size=18, bold=True),
        *boxes,
        *([by_hand] if apart else []),
        _right(citizen, receive, 1),
        _right(receive, intake),
        _right(intake, take_in, 2),
        _right(take_in, archive, 3),
        Arrow([(760, take_in.bottom), (760, 155), (1030, 155), (1030, table.y)], 4, (900, 155)),
        _right(agent, gateway, 5),
        Arrow([(gateway.right, 218), (desk.x, 218)]),
        Arrow([(desk.right, 290), (table.x, 290)], 6),
        Arrow([(1030, table.bottom), (1030, top - 35), (580, top - 35), (580, outbox.y)], 7, (700, top - 35)),
        Arrow([(outbox.x, top + 28), (send.right, top + 28)], 8),
        Arrow([(send.x, top + 28), (reader.right, top + 28)]),
        Arrow([(outbox.right, top + 28), (zgw.x, top + 28)], 9, (_LANE - 18, top + 28)),
        Arrow([(250, send.bottom), (250, status.middle), (status.x, status.middle)], 10, (250, status.middle)),
        Arrow([(status.right, status.middle), (_LANE, status.middle), (_LANE, table.bottom - 75), (table.x, table.bottom - 75)]),
        Arrow([(clock.right, nets.y + 28), (nets.x, nets.y + 28)]),
        Arrow(
            [(nets.right, nets.middle), (_LANE + 13, nets.middle), (_LANE + 13, table.bottom - 35), (table.x, table.bottom - 35)],
            11,
            (_LANE - 18, nets.middle),
        ),
    ]
    below = (by_hand if apart else nets).bottom
    notes = [
        "11 looks for mail in the intake without an",
        "e-mailbericht, and for what waits too long,",
        "and starts ontvangen, verzenden and",
        "registreren again.",
    ]
    shapes += [text(_TABLE_X, nets.y + 20 + number * LINE, line) for number, line in enumerate(notes)]
    return document(WIDTH, below + 25, "Klantmail: the way of a mail", _DESCRIPTION, shapes)


def _with(functions: Iterable[Function], trigger: Trigger) -> list[Function]:
    return [function for function in functions if function.trigger is trigger]


def _panel(y: int, title: str, functions: Sequence[Function]) -> Box:
    """A box with a row for each function: its name, and what it is for."""
    rows = [line for function in functions for line in _row(function)]
    return Box(_PANEL_X, y, _PANEL_WIDTH, 38 + LINE * len(rows), title, CODE, rows)


def _row(function: Function) -> list[Line]:
    name = f"{function.name}:"
    first, *more = wrapped(f"{name} {function.purpose[0].lower()}{function.purpose[1:]}", _PANEL_WIDTH - _INDENT)
    return [Line(first.removeprefix(name).lstrip(), lead=name), *(Line(line, indent=_INDENT) for line in more)]


def _lines(*words: str) -> list[Line]:
    return [Line(line) for line in words]


def _right(begin: Box, end: Box, step: int | None = None) -> Arrow:
    return Arrow([(begin.right, begin.middle), (end.x, begin.middle)], step)
