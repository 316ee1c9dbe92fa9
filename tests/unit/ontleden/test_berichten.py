"""Our own test mails are read as a person reads them. `make test-mails` shows them in a table."""

from pathlib import Path

import pytest

from ontleden.lezen import ontleed
from tests.berichten.bron import alle
from tests.berichten.maak import bestanden
from tests.berichten.vergelijk import HERE, expectation, gevallen, verschillen


@pytest.mark.parametrize("bericht", gevallen(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_mail_is_read_as_a_person_reads_it(bericht: Path) -> None:
    assert verschillen(ontleed(bericht.read_bytes()), expectation(bericht)) == []


def test_the_mails_are_those_that_their_maker_writes() -> None:
    on_disk = {str(path.relative_to(HERE)): path.read_bytes() for path in [*HERE.glob("*/*.eml"), *HERE.glob("*/*.json")]}
    assert bestanden(alle()) == on_disk


def test_an_expectation_that_is_not_met_is_told() -> None:
    uit = ontleed(b"Subject: Vraag\r\n\r\nHallo.")
    expected = {
        "onderwerp": "Klacht",
        "inhoud": "Dag.",
        "inhoudBevat": ["Dag"],
        "onderwerpNiet": ["vraag"],
        "bijlagen": [{}],
        "waarschuwingen": ["x"],
    }
    assert len(verschillen(uit, expected)) == len(expected)
