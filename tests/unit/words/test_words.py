"""Docstrings begin with their subject or their verb, and prose is at most 120 characters wide, in the page too."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.support.template import PROJECT

ROOTS: Final = ("layers", "functions", "local", "openapi", "tests", "tools")
MAX_WIDTH: Final = 120
CLAUSE_OPENERS: Final = frozenset(
    """
    after among and as at because before between but by for from how if in nor not of on or per so than that those through
    to under what when where whether which who whom whose why with without
    becomes belongs brings does gets gives goes has holds keeps knows leads makes parses puts remembers returns runs saves
    sends shows stands stores takes tells yields
    destroyed done given gone handed held kept left made told
    """.split()  # noqa: SIM905  # a list of seventy quoted words is no easier to read
)
"""A docstring that begins with one of these words has no subject, or makes the reader wait for it."""
_DUTCH: Final = "Of gewone e-mail aan dit postvak"
"""A docstring of the API, which is in Dutch: it begins with another `of`."""


def _below(root: str, pattern: str) -> Iterator[Path]:
    return (path for path in sorted((PROJECT / root).rglob(pattern)) if "node_modules" not in path.parts)


def sources() -> Iterator[Path]:
    return (path for root in ROOTS for path in _below(root, "*.py"))


def docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Yield every string that is a statement: the docstrings of modules, classes, functions and attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value


def without_subject(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the first words of each docstring that begins with a word of `CLAUSE_OPENERS`."""
    for docstring in docstrings(ast.parse(source)):
        text = str(docstring.value).strip()
        first = re.match(r"[A-Za-z]+", text)
        if first and first[0].lower() in CLAUSE_OPENERS and not text.startswith(_DUTCH):
            yield docstring.lineno, text[:60]


def too_wide(source: str) -> Iterator[tuple[int, int]]:
    """Yield the line and the width of each line of a docstring or a comment that is wider than `MAX_WIDTH`.

    A line of one word, such as a long address on the web, cannot be broken and is let be.
    """
    lines = source.splitlines()
    prose = {
        number
        for docstring in docstrings(ast.parse(source))
        for number in range(docstring.lineno, (docstring.end_lineno or docstring.lineno) + 1)
    }
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and not re.match(r"# (noqa|nosec|type)", token.string):
            prose.add(token.start[0])
    for number in sorted(prose):
        line = lines[number - 1]
        if len(line) > MAX_WIDTH and len(line.lstrip(' "#').split()) > 1:
            yield number, len(line)


def too_wide_typescript(text: str) -> Iterator[tuple[int, int]]:
    """Yield the line and the width of each line with a comment of TypeScript that is wider than `MAX_WIDTH`."""
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > MAX_WIDTH and re.search(r"^\s*(\{?/\*|\* )|(^|\s)// ", line):
            yield number, len(line)


def without_subject_typescript(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the first words of each `/**` comment that begins with a word of `CLAUSE_OPENERS`."""
    for comment in re.finditer(r"/\*\*[\s*]*([A-Za-z]+)([^*\n]*)", text):
        if comment[1].lower() in CLAUSE_OPENERS:
            yield text.count("\n", 0, comment.start()) + 1, (comment[1] + comment[2])[:60]


def page_sources() -> Iterator[Path]:
    """Yield the sources of the page, without the types that are made from the description of the API."""
    return (path for pattern in ("*.ts", "*.tsx") for path in _below("ui/src", pattern) if path.name != "schema.d.ts")


def documents() -> Iterator[Path]:
    yield from PROJECT.glob("*.md")
    for root in (*ROOTS, "docs", ".github", ".gitlab"):
        yield from _below(root, "*.md")


def too_wide_markdown(text: str) -> Iterator[tuple[int, int]]:
    """Yield the line and the width of each line of prose in Markdown that is wider than `MAX_WIDTH`.

    Blocks of code, rows of tables, pictures and addresses on the web stand on one line each, however long that is.
    """
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        fenced ^= line.startswith("```")
        if not fenced and len(line) > MAX_WIDTH and len(line.split()) > 1 and not line.startswith(("    ", "|", "![")):
            yield number, len(line)


def test_every_docstring_begins_with_its_subject_or_its_verb() -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{line}: {text}" for path in sources() for line, text in without_subject(path.read_text())
    ]
    assert not found, "\n".join(found)


def test_prose_in_python_is_at_most_120_characters_wide() -> None:
    found = [f"{path.relative_to(PROJECT)}:{line}: {width}" for path in sources() for line, width in too_wide(path.read_text())]
    assert not found, "\n".join(found)


def test_every_comment_on_a_part_of_the_page_begins_with_its_subject_or_its_verb() -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{line}: {text}"
        for path in page_sources()
        for line, text in without_subject_typescript(path.read_text())
    ]
    assert not found, "\n".join(found)


def test_comments_in_the_page_are_at_most_120_characters_wide() -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{line}: {width}"
        for path in page_sources()
        for line, width in too_wide_typescript(path.read_text())
    ]
    assert not found, "\n".join(found)


def test_prose_in_markdown_is_at_most_120_characters_wide() -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{line}: {width}"
        for path in documents()
        for line, width in too_wide_markdown(path.read_text())
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        '"""What a mail is."""',
        'class Mail:\n    """Of a mail, the whole."""',
        'def f():\n    """Whether it is one."""',
        'SIZE = 3\n"""Which a mail has."""',
        'class Mail:\n    size: int\n    """In bytes."""',
        '"""Saves the state."""',
        'KINDS = ()\n"""Gone with the mail."""',
    ],
)
def test_a_docstring_without_a_subject_is_found(source: str) -> None:
    assert len(list(without_subject(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        '"""Mails that came in."""',
        'def f():\n    """Store the mail."""',
        'def f():\n    """Hold a mail, or run, save or lead it."""',
        'SIZE = "What a mail is."',
        '"""`what` it is called."""',
    ],
)
def test_a_docstring_with_a_subject_and_any_other_string_pass(source: str) -> None:
    assert not list(without_subject(source))


def test_a_wide_line_is_found_in_docstrings_and_comments_and_not_in_code() -> None:
    words = "word " * 25
    source = f'"""{words}"""\nX = 1  # {words}\n# {words}\nY = "{words}"\n# https://example.org/{"x" * 120}\n'
    assert [line for line, _ in too_wide(source)] == [1, 2, 3]


def test_a_wide_line_of_markdown_is_found_where_it_is_prose() -> None:
    words = "word " * 25
    assert [line for line, _ in too_wide_markdown(f"{words}\n| {words} |\n    {words}\n- {words}\n")] == [1, 4]
    assert not list(too_wide_markdown(f"```\n{words}\n```\n"))


def test_a_wide_line_of_typescript_is_found_where_it_is_a_comment() -> None:
    words = "word " * 25
    source = f"/** {words}*/\n  * {words}\n// {words}\nf(); // {words}\n{{/* {words}*/}}\nf('https://{words}');\n"
    assert [line for line, _ in too_wide_typescript(source)] == [1, 2, 3, 4, 5]


def test_a_comment_of_typescript_without_a_subject_is_found() -> None:
    source = "/** The mail. */\n/** What a mail is. */\n/**\n * How it is read.\n */\n// What follows is code.\n"
    assert [line for line, _ in without_subject_typescript(source)] == [2, 3]
