"""The documents say what is there.

Links and paths lead somewhere, versions agree, decisions exist, and pictures are up to date.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from klantmail.runtime.version import VERSION
from tests.support.contract import DOCUMENT
from tests.support.usage import README, with_table
from tools.picture.__main__ import PROJECT, stale

_LAYER: Final = PROJECT / "layers" / "klantmail"
_ROOTS: Final = (PROJECT, _LAYER, _LAYER / "klantmail")
"""The directories in which a path that a document names may begin."""
DOCUMENTS: Final = sorted(
    document
    for pattern in ("*.md", "docs/**/*.md", "layers/**/*.md", ".github/**/*.md", ".gitlab/**/*.md")
    for document in PROJECT.glob(pattern)
)
_HISTORY: Final = (PROJECT / "CHANGELOG.md", PROJECT / "docs" / "besluiten.md")
"""The documents whose names of things were right at their date."""
_SOURCES: Final = ("layers", "functions", "local", "openapi", "tests", "tools")

_CODE_BLOCK: Final = re.compile(r"^(```.*?^```|(?: {4}|\t)[^\n]*)$", re.MULTILINE | re.DOTALL)
_LINK: Final = re.compile(r"\]\(([^)\s]+)\)")
_HEADING: Final = re.compile(r"^#+ (.+)$", re.MULTILINE)
_PATH: Final = re.compile(r"`((?:tests|layers|docs|local|functions|openapi|tools|klantmail|usecases|adapters|domain)/[\w./-]+)`")
_TEST: Final = re.compile(r"`(tests/[\w./-]+\.py)::(\w+)`")
_DECISION: Final = re.compile(r"\bdecisions? (\d+)(?:(?:,| and| to) (\d+))?")
_RELEASE: Final = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$", re.MULTILINE)


def _name(document: Path) -> str:
    return str(document.relative_to(PROJECT))


def _text(document: Path) -> str:
    """The text of a document, without its blocks of code."""
    return _CODE_BLOCK.sub("", document.read_text(encoding="utf-8"))


def _anchors(document: Path) -> set[str]:
    """The anchors of its headings, as GitHub and GitLab make them."""
    headings = _HEADING.findall(document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _dead(document: Path) -> Iterator[str]:
    for target in _LINK.findall(_text(document)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        path = (document.parent / file).resolve() if file else document
        if not path.exists() or (anchor and anchor not in _anchors(path)):
            yield target


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_each_link_within_the_repository_leads_somewhere(document: Path) -> None:
    assert list(_dead(document)) == []


@pytest.mark.parametrize("document", [each for each in DOCUMENTS if each not in _HISTORY], ids=_name)
def test_each_path_that_a_document_names_exists(document: Path) -> None:
    named = _PATH.findall(document.read_text(encoding="utf-8"))
    assert [path for path in named if not any((root / path).exists() for root in _ROOTS)] == []


def _tests_gone(document: Path) -> Iterator[str]:
    """Each test that a document names and that is not there."""
    for file, test in _TEST.findall(_text(document)):
        path = PROJECT / file
        if not path.exists() or f"\ndef {test}(" not in path.read_text(encoding="utf-8"):
            yield f"{file}::{test}"


def test_each_test_that_a_document_names_is_there() -> None:
    assert [gone for document in DOCUMENTS if document not in _HISTORY for gone in _tests_gone(document)] == []
    assert sum(len(_TEST.findall(_text(document))) for document in DOCUMENTS) > 20


def _cited() -> Iterator[tuple[str, int]]:
    """Each decision that the code cites, with the file that does."""
    for source in (PROJECT / "template.yaml", *(path for root in _SOURCES for path in (PROJECT / root).glob("**/*.py"))):
        for numbers in _DECISION.findall(source.read_text(encoding="utf-8")):
            yield from ((_name(source), int(number)) for number in numbers if number)


def test_each_decision_that_the_code_cites_is_in_the_architecture() -> None:
    decisions = re.findall(r"^### (\d+)\. ", (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert decisions == [str(number) for number in range(1, len(decisions) + 1)]
    cited = list(_cited())
    assert len(cited) > 20
    assert [citation for citation in cited if str(citation[1]) not in decisions] == []


def test_the_pictures_are_what_the_code_gives() -> None:
    assert stale() == []


def test_the_table_of_calls_is_what_every_use_case_is_held_to() -> None:
    written = README.read_text(encoding="utf-8")
    assert with_table(written) == written, "run `make calls-table`"
    assert "\n<!-- calls -->\n\n| use case | rounds |" in written


def _publiccode() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((PROJECT / "publiccode.yml").read_text(encoding="utf-8"))
    return content


def test_changelog_publiccode_and_api_name_the_same_version() -> None:
    newest, date = _RELEASE.findall((PROJECT / "CHANGELOG.md").read_text(encoding="utf-8"))[0]
    publiccode = _publiccode()
    assert newest == publiccode["softwareVersion"] == DOCUMENT["info"]["version"] == VERSION
    assert date == publiccode["releaseDate"]


def test_publiccode_has_what_its_standard_demands() -> None:
    """https://yml.publiccode.tools, version 0.7: the mandatory keys, and the values and lengths that it allows."""
    publiccode = _publiccode()
    assert publiccode["publiccodeYmlVersion"] == "0.7"
    assert {"name", "url", "platforms", "developmentStatus", "softwareType"} <= publiccode.keys()
    assert publiccode["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert publiccode["softwareType"] == "standalone/backend"
    assert publiccode["legal"]["license"] == "EUPL-1.2"
    assert publiccode["maintenance"]["type"] in {"internal", "community"}
    assert all(contact["name"] for contact in publiccode["maintenance"]["contacts"])
    assert {"localisationReady", "availableLanguages"} <= publiccode["localisation"].keys()
    for description in publiccode["description"].values():
        assert len(description["shortDescription"]) <= 150
        assert 150 <= len(description["longDescription"]) <= 10_000
        assert description["features"]


def test_github_and_gitlab_ask_the_same_of_a_change() -> None:
    github = (PROJECT / ".github" / "pull_request_template.md").read_text(encoding="utf-8")
    assert (PROJECT / ".gitlab" / "merge_request_templates" / "Default.md").read_text(encoding="utf-8") == github
